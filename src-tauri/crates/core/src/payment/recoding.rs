//! What the same cases would be paid in a sibling group of the pack's list: the money behind a corrected diagnosis or a
//! complication that was missed, or coded without ground. Nothing is grouped here; groups come with the cases.

use std::collections::BTreeMap;

use super::{CasePayment, OutlierKind, Payments, settle};
use crate::facts::Facts;
use crate::plan::Adjustments;
use crate::policy::{GroupRow, PolicyPack};
use crate::quantity::{Computed, Fraction, Reason};

/// Siblings each group is compared with at most; larger families (DIP) are cut, see [`Recoding::cut`].
pub const SIBLINGS: usize = 4;

/// Cases of one group as if they stood in another.
/// 病组互换测算
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sibling {
    /// Group the cases are in.
    pub from: String,
    /// Sibling of the same family.
    pub to: String,
    /// Cases that both groups price.
    pub cases: u64,
    /// What they are paid now, 分.
    pub now: Fraction,
    /// What they would be paid, 分.
    pub then: Fraction,
    /// Cases the sibling would not price; they are in neither sum.
    pub unpriced: u64,
    /// Cases whose charge and stay both lie nearer to the sibling's means than to their own group's; `None` where the
    /// pack states no means.
    pub nearer: Option<u64>,
}

impl Sibling {
    /// (then − now) ÷ cases, 分.
    ///
    /// # Errors
    /// `reason.no_cases`.
    pub fn per_case(&self) -> Computed<Fraction> {
        (&self.then - &self.now).over(&Fraction::whole(self.cases), || {
            Reason::new("reason.no_cases")
        })
    }
}

/// All comparisons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recoding {
    /// By group and sibling.
    pub siblings: Vec<Sibling>,
    /// Groups whose codes show no family, with cases.
    pub alone: u64,
    /// Groups with more siblings than were compared.
    pub cut: u64,
    /// Of the pair asked for: case, paid now, would be paid, 分.
    pub cases: Vec<(usize, i64, i64)>,
}

/// What the codes of siblings have in common; `None` where a code shows no family.
/// 病组所属核心病组(ADRG)或主诊断
///
/// Two capitals, a digit and a last place: CHS-DRG, the last place tells the complication. A colon: DIP, the main
/// diagnosis stands before it. Other lists are not taken apart. Source: the shape of the codes in the pack's list.
pub fn family(code: &str) -> Option<&str> {
    if let Some((diagnosis, _)) = code.split_once(':') {
        return (!diagnosis.is_empty()).then_some(diagnosis);
    }
    let [a, b, serial, last] = code.as_bytes() else {
        return None;
    };
    let drg = a.is_ascii_uppercase()
        && b.is_ascii_uppercase()
        && (serial.is_ascii_digit() || serial.is_ascii_uppercase())
        && last.is_ascii_digit();
    drg.then(|| code.get(..3)).flatten()
}

/// The pack's groups by family; groups without a published weight are left out.
fn families(policy: &PolicyPack) -> BTreeMap<&str, Vec<&str>> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in policy.groups.rows().iter().filter(|row| row.published) {
        if let Some(stem) = family(&row.code) {
            found.entry(stem).or_default().push(&row.code);
        }
    }
    found
}

fn by_standard(payment: &CasePayment) -> bool {
    matches!(
        payment.kind,
        OutlierKind::Low | OutlierKind::Normal | OutlierKind::High
    )
}

/// Whether charge (分) and stay lie nearer to `to` than to `from`.
fn nearer(charge: i64, days: u16, from: &GroupRow, to: &GroupRow) -> Option<bool> {
    let off = |row: &GroupRow| {
        let fen = row.mean_charge.as_ref()? * &Fraction::from(100);
        let stay = row.mean_los.as_ref()?;
        let charge = (Fraction::from(charge) - fen).abs();
        Some((charge, (Fraction::whole(days) - stay).abs()))
    };
    let ((own_charge, own_stay), (charge, stay)) = (off(from)?, off(to)?);
    Some(charge < own_charge && stay < own_stay)
}

/// Pays every case in each sibling of its group by the pack's own rules, outlier limits and patient share included.
/// 编码复核的金额影响
///
/// All groups move to a sibling at once, so a pack with families of three takes two settlements. Both directions stand:
/// what a missing code costs, and what a code without ground would have to be paid back. Payment-rules §3, "coding-error
/// effect": never a target. `wanted`: the pair (group, sibling) whose cases are listed one by one.
pub fn recoding(
    facts: &Facts,
    policy: &PolicyPack,
    adjustments: &Adjustments,
    payments: &Payments,
    wanted: Option<(&str, &str)>,
) -> Recoding {
    let families = families(policy);
    let mut recoding = Recoding::default();
    let mut moved = facts.clone();
    let mut place: BTreeMap<String, u32> = BTreeMap::new();
    for (code, at) in facts.cases.groups.iter().zip(0..) {
        place.insert(code.clone(), at);
    }
    let siblings = |code: &str| -> Option<(usize, &Vec<&str>)> {
        let family = families.get(family(code)?)?;
        let at = family.iter().position(|own| *own == code)?;
        (family.len() > 1).then_some((at, family))
    };
    let mut steps = 0;
    for code in facts.cases.groups.iter().filter(|code| !code.is_empty()) {
        match siblings(code) {
            None => recoding.alone += 1,
            Some((_, family)) => {
                recoding.cut += u64::from(family.len() - 1 > SIBLINGS);
                steps = steps.max((family.len() - 1).min(SIBLINGS));
            }
        }
    }
    for step in 1..=steps {
        // Where each group of the cases goes in this step; groups without so many siblings stay.
        let to: Vec<Option<&str>> = facts
            .cases
            .groups
            .iter()
            .map(|code| {
                let (at, family) = siblings(code)?;
                (step < family.len()).then(|| family[(at + step) % family.len()])
            })
            .collect();
        for code in to.iter().flatten() {
            if !place.contains_key(*code) {
                let at = u32::try_from(moved.cases.groups.len()).unwrap_or(u32::MAX);
                place.insert((*code).to_owned(), at);
                moved.cases.groups.push((*code).to_owned());
                moved.cases.group_names.push(String::new());
            }
        }
        for (group, own) in moved.cases.group.iter_mut().zip(&facts.cases.group) {
            let sibling = to.get(*own as usize).copied().flatten();
            *group = sibling
                .and_then(|code| place.get(code).copied())
                .unwrap_or(*own);
        }
        let (then, _) = settle(&moved, policy, adjustments);
        recoding.take(facts, policy, &to, [payments, &then], wanted);
    }
    recoding
        .siblings
        .sort_by(|a, b| (&a.from, &a.to).cmp(&(&b.from, &b.to)));
    recoding
}

impl Recoding {
    fn take(
        &mut self,
        facts: &Facts,
        policy: &PolicyPack,
        to: &[Option<&str>],
        [now, then]: [&Payments; 2],
        wanted: Option<(&str, &str)>,
    ) {
        let table = &facts.cases;
        let mut found: BTreeMap<usize, (Sibling, [i128; 2])> = BTreeMap::new();
        for (case, (now, then)) in now.cases.iter().zip(&then.cases).enumerate() {
            let group = table.group[case] as usize;
            let Some(sibling) = to.get(group).copied().flatten() else {
                continue;
            };
            if !by_standard(now) {
                continue;
            }
            let code = &table.groups[group];
            let rows = policy.groups.get(code).zip(policy.groups.get(sibling));
            let (line, sums) = found.entry(group).or_insert_with(|| {
                let means = rows.is_some_and(|(from, to)| nearer(0, 0, from, to).is_some());
                let line = Sibling {
                    from: code.clone(),
                    to: sibling.to_owned(),
                    cases: 0,
                    now: Fraction::zero(),
                    then: Fraction::zero(),
                    unpriced: 0,
                    nearer: means.then_some(0),
                };
                (line, [0; 2])
            });
            if !by_standard(then) {
                line.unpriced += 1;
                continue;
            }
            line.cases += 1;
            sums[0] += i128::from(now.revenue.fen());
            sums[1] += i128::from(then.revenue.fen());
            if wanted == Some((code.as_str(), sibling)) {
                let each = (case, now.revenue.fen(), then.revenue.fen());
                self.cases.push(each);
            }
            if let (Some(count), Some((from, to))) = (&mut line.nearer, rows) {
                let near = nearer(table.charge[case], table.los[case], from, to);
                *count += u64::from(near == Some(true));
            }
        }
        for (mut line, [now, then]) in found.into_values() {
            (line.now, line.then) = (Fraction::whole(now), Fraction::whole(then));
            self.siblings.push(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_told_by_the_shape_of_the_code() {
        for (code, stem) in [
            ("AH11", Some("AH1")),
            ("AH15", Some("AH1")),
            ("K80.1:51.2300x001", Some("K80.1")),
            ("001", None),
            ("00019", None),
            ("", None),
            (":x", None),
            ("ah11", None),
        ] {
            assert_eq!(family(code), stem, "{code}");
        }
    }
}
