//! People and what they cost: by unit, role and part of the pay.
//! 人员经费归集

use std::collections::{BTreeMap, BTreeSet};

use super::Feed;
use super::found::Found;
use crate::facts::{Facts, StaffRow};
use crate::hospital::CostItem;
use crate::issue::{Issue, Severity};
use crate::period::Period;
use crate::quantity::{Computed, Fraction, Money, Reason, rounding};

/// Keys of the parts of the pay, in the order of [`Pay::parts`]; the message key is `pay_part.` + key.
pub const PAY_PARTS: [&str; 3] = ["basic", "performance", "insurance"];

/// People and pay of one role in one unit, or of several together.
/// 人数与薪酬
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pay {
    /// Basic pay, performance pay, insurance, in 分.
    pub parts: [i128; 3],
    /// Full-time equivalents, the mean of the pay rolls of the period (折合人数).
    pub fte: Fraction,
    /// People, each counted once here (人数).
    pub people: u64,
}

impl Pay {
    /// All parts, exact 分.
    pub fn total(&self) -> Fraction {
        Fraction::whole(self.parts.iter().sum::<i128>())
    }
    /// A part by its key; `total` for all of them.
    pub fn part(&self, key: &str) -> Option<Fraction> {
        if key == "total" {
            return Some(self.total());
        }
        let index = PAY_PARTS.iter().position(|part| *part == key)?;
        Some(Fraction::whole(self.parts[index]))
    }
    /// Pay for one full-time equivalent, exact 分 (人均人员经费).
    ///
    /// # Errors
    /// Nobody works here by the shares stated.
    pub fn per_fte(&self) -> Computed<Fraction> {
        self.total()
            .over(&self.fte, || Reason::new("reason.no_fte"))
    }
}

/// The pay roll of the period.
/// 人员经费
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labour {
    /// By unit code as written, in order of code.
    pub units: Vec<(String, Pay)>,
    /// By unit code and role.
    pub unit_roles: Vec<(String, String, Pay)>,
    /// By role.
    pub roles: Vec<(String, Pay)>,
    /// Everybody.
    pub all: Pay,
    /// Pay rolls the shares are the mean of: number of distinct periods of the batches.
    pub rolls: u64,
}

impl Labour {
    /// What the pay roll says each unit's parts cost.
    pub(super) fn feeds(&self) -> Vec<Feed> {
        let of_unit = |(department, pay): &(String, Pay)| {
            PAY_PARTS.map(|part| Feed {
                source: format!("staff.{part}"),
                item: CostItem::Labour,
                department: department.clone(),
                amount: pay.part(part).unwrap_or_default(),
                why: format!("labour/unit/{department}/{part}"),
            })
        };
        self.units.iter().flat_map(of_unit).collect()
    }
}

/// The period of the pay roll a row stands in.
fn roll(facts: &Facts, row: &StaffRow) -> Period {
    facts
        .batch(row.source.batch)
        .map(|batch| batch.period)
        .unwrap_or_default()
}

/// Sums in the making.
#[derive(Default)]
struct Sum<'a> {
    parts: [i128; 3],
    shares: Fraction,
    tokens: BTreeSet<&'a str>,
    without: u64,
}

impl<'a> Sum<'a> {
    fn add(&mut self, row: &'a StaffRow) {
        for (sum, part) in self
            .parts
            .iter_mut()
            .zip([row.basic, row.performance, row.insurance])
        {
            *sum += i128::from(part.fen());
        }
        self.shares += &row.share;
        if row.token.is_empty() {
            self.without += 1;
        } else {
            self.tokens.insert(&row.token);
        }
    }
    fn finish(self, rolls: u64) -> Pay {
        Pay {
            parts: self.parts,
            // At least one roll: the division cannot fail where there is a row.
            fte: self
                .shares
                .over(&Fraction::whole(rolls.max(1)), || {
                    Reason::new("reason.no_fte")
                })
                .unwrap_or_default(),
            people: self.tokens.len() as u64 + self.without,
        }
    }
}

/// Gathers the pay roll.
pub fn labour(facts: &Facts) -> (Labour, Vec<Issue>) {
    let mut rolls = BTreeSet::new();
    let mut units: BTreeMap<&str, Sum> = BTreeMap::new();
    let mut unit_roles: BTreeMap<(&str, &str), Sum> = BTreeMap::new();
    let mut roles: BTreeMap<&str, Sum> = BTreeMap::new();
    let mut all = Sum::default();
    let mut batch = None;
    for row in &facts.staff {
        if batch != Some(row.source.batch) {
            batch = Some(row.source.batch);
            rolls.insert(roll(facts, row));
        }
        let (unit, role) = (row.department.as_str(), row.role.as_str());
        units.entry(unit).or_default().add(row);
        unit_roles.entry((unit, role)).or_default().add(row);
        roles.entry(role).or_default().add(row);
        all.add(row);
    }
    let rolls = rolls.len() as u64;
    let labour = Labour {
        units: units
            .into_iter()
            .map(|(unit, sum)| (unit.to_owned(), sum.finish(rolls)))
            .collect(),
        unit_roles: unit_roles
            .into_iter()
            .map(|((unit, role), sum)| (unit.to_owned(), role.to_owned(), sum.finish(rolls)))
            .collect(),
        roles: roles
            .into_iter()
            .map(|(role, sum)| (role.to_owned(), sum.finish(rolls)))
            .collect(),
        all: all.finish(rolls),
        rolls,
    };
    (labour, splits(facts))
}

/// Shares of one person that do not add up to 1, rows whose person is not known, single rows below 1.
fn splits(facts: &Facts) -> Vec<Issue> {
    let mut people: BTreeMap<(Period, &str), Vec<&StaffRow>> = BTreeMap::new();
    let mut unnamed: Vec<&StaffRow> = Vec::new();
    for row in &facts.staff {
        if row.token.is_empty() {
            unnamed.push(row);
        } else {
            people
                .entry((roll(facts, row), row.token.as_str()))
                .or_default()
                .push(row);
        }
    }
    let mut found = Found::default();
    let mut single: Vec<&StaffRow> = Vec::new();
    // In the order of the file, not of the tokens.
    let mut people: Vec<Vec<&StaffRow>> = people.into_values().collect();
    for rows in &mut people {
        rows.sort_by_key(|row| row.source);
    }
    people.sort_by_key(|rows| rows[0].source);
    for rows in people {
        let sum: Fraction = rows.iter().map(|row| &row.share).sum();
        if sum == Fraction::one() {
            continue;
        }
        let [row] = rows.as_slice() else {
            let pay: i128 = rows.iter().map(|row| pay_of(row)).sum();
            let numbers: Vec<String> = rows.iter().map(|row| row.source.row.to_string()).collect();
            let units: Vec<&str> = rows.iter().map(|row| row.department.as_str()).collect();
            found.add(
                Issue::new(Severity::Warning, "sources.split_not_one")
                    .with("rows", numbers.join("、"))
                    .with("units", units.join("、"))
                    .with("sum", rounding::to_text(&(sum * Fraction::from(100)), 2))
                    .with("amount", Money::saturating(pay).to_string())
                    .at(facts.place(rows[0].source, "share")),
            );
            continue;
        };
        single.push(row);
    }
    for (rows, code) in [
        (single, "sources.single_part_share"),
        (unnamed, "sources.split_without_number"),
    ] {
        if let Some(first) = rows.iter().min_by_key(|row| row.source) {
            let field = if code == "sources.single_part_share" {
                "share"
            } else {
                "token"
            };
            found.add(
                Issue::new(Severity::Notice, code)
                    .with("count", rows.len().to_string())
                    .at(facts.place(first.source, field)),
            );
        }
    }
    found.finish()
}

/// All parts of a row, 分.
fn pay_of(row: &StaffRow) -> i128 {
    [row.basic, row.performance, row.insurance]
        .iter()
        .map(|part| i128::from(part.fen()))
        .sum()
}
