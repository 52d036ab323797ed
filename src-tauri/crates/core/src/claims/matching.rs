//! Which line of the list belongs to which case.

use std::collections::BTreeMap;

use crate::facts::{CaseTable, ClaimRow};

/// On what a line and a case were found to be the same.
/// 匹配依据
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Stay number and day of discharge, or a stay number that has one case and no day in the list.
    Exact,
    /// Stay number; the days of discharge differ and the number has one case.
    OtherDay,
    /// No stay number in common: day of discharge and charge, which only this line and this case have.
    Keys,
}

impl Basis {
    /// All, best first.
    pub const ALL: [Self; 3] = [Self::Exact, Self::OtherDay, Self::Keys];
    /// Stable key; the message key is `claim_basis.` + key.
    pub const fn key(self) -> &'static str {
        ["exact", "other_day", "keys"][self as usize]
    }
}

/// A case that might belong to a line; left to a person.
/// 疑似匹配
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// Line.
    pub claim: usize,
    /// Case.
    pub case: usize,
    /// Both have the same charge; otherwise the same day and group, charges at most 1 % apart.
    pub same_charge: bool,
}

/// What belongs to what. Positions are those of the facts.
/// 匹配结果
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// Per line its case and on what.
    pub of_claim: Vec<Option<(usize, Basis)>>,
    /// Lines without a case that look like one.
    pub suspects: Vec<Suspect>,
}

/// Suspects named per line.
const SUSPECTS: usize = 3;
/// Days within which an equal charge makes a suspect.
const NEAR: i32 = 31;

/// Matches lines with cases: by stay number, then by day and charge where only one of each has them, then names suspects.
/// 结算明细与病例匹配
pub fn matches(cases: &CaseTable, claims: &[ClaimRow]) -> Matches {
    let mut of_claim: Vec<Option<(usize, Basis)>> = vec![None; claims.len()];
    let mut by_token: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (case, token) in cases.token.iter().enumerate() {
        if !token.is_empty() {
            by_token.entry(token).or_default().push(case);
        }
    }
    let mut taken = vec![false; cases.len()];
    for (found, claim) in of_claim.iter_mut().zip(claims) {
        let Some(stays) = by_token.get(claim.token.as_str()) else {
            continue;
        };
        let same_day = |case: &&usize| claim.discharged == cases.discharged[**case];
        *found = match (claim.discharged, stays.as_slice()) {
            (None, [only]) => Some((*only, Basis::Exact)),
            (None, _) => None,
            (Some(_), several) => several
                .iter()
                .find(same_day)
                .map(|case| (*case, Basis::Exact))
                .or(match several {
                    [only] => Some((*only, Basis::OtherDay)),
                    _ => None,
                }),
        };
        if let Some((case, _)) = found {
            taken[*case] = true;
        }
    }
    by_keys(cases, claims, &mut of_claim, &mut taken);
    let suspects = suspects(cases, claims, &of_claim, &taken);
    Matches { of_claim, suspects }
}

/// A day and charge that one open line and one open case have, and no other.
fn by_keys(
    cases: &CaseTable,
    claims: &[ClaimRow],
    of_claim: &mut [Option<(usize, Basis)>],
    taken: &mut [bool],
) {
    let mut open: BTreeMap<(i32, i64), (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (position, claim) in claims.iter().enumerate() {
        if let (None, Some(day), Some(charge)) =
            (&of_claim[position], claim.discharged, claim.charge)
            && charge.fen() > 0
        {
            let (lines, _) = open.entry((day, charge.fen())).or_default();
            lines.push(position);
        }
    }
    for case in (0..cases.len()).filter(|case| !taken[*case]) {
        if let Some(day) = cases.discharged[case]
            && let Some((_, found)) = open.get_mut(&(day, cases.charge[case]))
        {
            found.push(case);
        }
    }
    for (lines, found) in open.values() {
        if let ([line], [case]) = (lines.as_slice(), found.as_slice()) {
            of_claim[*line] = Some((*case, Basis::Keys));
            taken[*case] = true;
        }
    }
}

/// Open lines and cases with one charge within a month, or with day and group in common and charges close.
fn suspects(
    cases: &CaseTable,
    claims: &[ClaimRow],
    of_claim: &[Option<(usize, Basis)>],
    taken: &[bool],
) -> Vec<Suspect> {
    let mut by_charge: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    let mut by_group: BTreeMap<(i32, &str), Vec<usize>> = BTreeMap::new();
    for case in (0..cases.len()).filter(|case| !taken[*case]) {
        by_charge.entry(cases.charge[case]).or_default().push(case);
        if let Some(day) = cases.discharged[case] {
            let group = cases.groups[cases.group[case] as usize].as_str();
            by_group.entry((day, group)).or_default().push(case);
        }
    }
    let mut found = Vec::new();
    for (position, claim) in claims.iter().enumerate() {
        let (None, Some(charge)) = (&of_claim[position], claim.charge) else {
            continue;
        };
        let near = |case: &usize| match (claim.discharged, cases.discharged[*case]) {
            (Some(a), Some(b)) => (a - b).abs() <= NEAR,
            _ => true,
        };
        let mut named: Vec<Suspect> = by_charge
            .get(&charge.fen())
            .into_iter()
            .flatten()
            .filter(|case| charge.fen() > 0 && near(case))
            .map(|case| Suspect {
                claim: position,
                case: *case,
                same_charge: true,
            })
            .collect();
        if let (Some(day), Some(group)) = (claim.discharged, &claim.group) {
            let close = |case: &&usize| {
                let own = i128::from(cases.charge[**case]);
                let apart = (own - i128::from(charge.fen())).abs();
                apart > 0 && apart * 100 <= own.abs()
            };
            let alike = by_group.get(&(day, group.as_str())).into_iter().flatten();
            named.extend(alike.filter(close).map(|case| Suspect {
                claim: position,
                case: *case,
                same_charge: false,
            }));
        }
        found.extend(named.into_iter().take(SUSPECTS));
    }
    found
}
