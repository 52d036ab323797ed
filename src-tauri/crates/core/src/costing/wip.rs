//! 在院病人成本: what patients still in the house have cost so far, at the beginning and at the end of the period.

use std::collections::{BTreeMap, BTreeSet};

use super::Costing;
use crate::facts::{Facts, InHouseRow, SourceRef};
use crate::issue::{Issue, Severity};
use crate::period::{Date, Period};
use crate::plan::Plan;
use crate::quantity::{Computed, Fraction, Money, Reason};

/// Stays beyond this many days are named on the statement.
///
/// The Australian standards index patients of over 200 days (cost-method §7.2).
pub const LONG_STAY: i32 = 200;

/// One patient in the house.
/// 在院病人成本
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct WipPatient {
    /// Index into [`Facts::in_house`].
    pub row: usize,
    /// Charges per service unit (plan order), 分.
    pub charges: Vec<i64>,
    /// Charges × ratios of the period, exact 分.
    pub cost: Computed<Fraction>,
}

/// Everybody in the house at one day.
/// 期初(期末)在院病人
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct WipList {
    /// The day.
    pub as_of: Date,
    /// The patients, in file order.
    pub patients: Vec<WipPatient>,
    /// Charges to date.
    pub charge: Money,
    /// Charges per service unit, plan order.
    pub charges: Vec<i128>,
    /// Cost to date.
    pub cost: Computed<Fraction>,
    /// Of whom in the house for more than [`LONG_STAY`] days.
    pub long_stays: u64,
}

/// Both lists; `None` where it was not brought in: unknown, not zero.
/// 在院病人成本(期初、期末)
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Wip {
    /// At the end of the day before the period.
    pub opening: Option<WipList>,
    /// At the end of the period's last day.
    pub closing: Option<WipList>,
}

impl Wip {
    /// Closing less opening cost: what the period's cost holds for patients not discharged in it.
    /// 在院病人成本变动
    ///
    /// # Errors
    /// `reason.no_in_house` where a list is missing, or why a cost is not computable.
    pub fn change(&self) -> Computed<Fraction> {
        let of = |list: &Option<WipList>, which: &str| -> Computed<Fraction> {
            let missing = || Reason::new("reason.no_in_house").with("which", which);
            list.as_ref().ok_or_else(missing)?.cost.clone()
        };
        Ok(of(&self.closing, "@wip.closing")? - of(&self.opening, "@wip.opening")?)
    }
}

/// First and last day of a period.
pub fn bounds(period: Period) -> Option<(Date, Date)> {
    let (first, last) = match period.month {
        0 => (1, 12),
        month => (month, month),
    };
    let start = Date::new(period.year, first, 1)?;
    let end = (28..=31)
        .rev()
        .find_map(|day| Date::new(period.year, last, day))?;
    Some((start, end))
}

/// Costs the patients in the house with the ratios of the period.
///
/// A list belongs to the beginning when it was made at the day before the period or its first day, to the end when it
/// was made at the last day; others are named and left out, as are patients who were discharged by then. The opening
/// list is valued at this period's ratios, because the project holds no other; what these patients cost before stands
/// in the accounts of the period before.
pub(super) fn wip(facts: &Facts, plan: &Plan, costing: &mut Costing, issues: &mut Vec<Issue>) {
    if facts.in_house.is_empty() {
        return;
    }
    let Some((start, end)) = bounds(facts.period) else {
        return;
    };
    let opening_days = [start.day_number() - 1, start.day_number()];
    let mut lists: [Vec<usize>; 2] = Default::default();
    let (mut elsewhere, mut discharged) = (Found::default(), Found::default());
    let stays = Stays::new(facts);
    for (index, row) in facts.in_house.iter().enumerate() {
        let day = row.as_of.day_number();
        let which = if opening_days.contains(&day) {
            0
        } else if day == end.day_number() {
            1
        } else {
            elsewhere.note(row.source);
            continue;
        };
        if stays.left_by(row, day) {
            discharged.note(row.source);
        } else {
            lists[which].push(index);
        }
    }
    let [opening, closing] = lists;
    issues.extend(elsewhere.issue(
        facts,
        Severity::Error,
        "costing.in_house_other_day",
        "as_of",
    ));
    let code = "costing.in_house_discharged";
    issues.extend(discharged.issue(facts, Severity::Error, code, "token"));
    issues.extend(stays.lost(facts, &opening, &closing));
    for (list, which) in [(&opening, "@wip.opening"), (&closing, "@wip.closing")] {
        if list.is_empty() {
            let issue = Issue::new(Severity::Warning, "costing.in_house_missing");
            issues.push(issue.with("which", which));
        }
    }
    let units = Units::new(plan);
    let mut unmapped = Found::default();
    let [opening, closing] = [opening, closing]
        .map(|rows| (!rows.is_empty()).then(|| list(facts, costing, &units, &rows, &mut unmapped)));
    let code = "costing.in_house_unmapped";
    issues.extend(unmapped.issue(facts, Severity::Error, code, "charge"));
    costing.wip = Wip { opening, closing };
}

/// Fee lines → position of the service unit.
struct Units<'a> {
    position: BTreeMap<&'a str, usize>,
    count: usize,
}

impl<'a> Units<'a> {
    fn new(plan: &'a Plan) -> Self {
        let of: BTreeMap<&str, usize> = plan
            .service_units
            .iter()
            .enumerate()
            .rev()
            .map(|(index, unit)| (unit.code.as_str(), index))
            .collect();
        let rules = plan.fee_lines.iter().rev();
        let position = rules.filter_map(|rule| {
            let unit = of.get(rule.service_unit.as_str())?;
            Some((rule.fee_line.as_str(), *unit))
        });
        Self {
            position: position.collect(),
            count: plan.service_units.len(),
        }
    }
}

fn list(
    facts: &Facts,
    costing: &Costing,
    units: &Units<'_>,
    rows: &[usize],
    unmapped: &mut Found,
) -> WipList {
    let mut patients = Vec::with_capacity(rows.len());
    let (mut charge, mut sums, mut long_stays) = (Money::ZERO, vec![0_i128; units.count], 0);
    let mut as_of = None;
    for index in rows {
        let Some(row) = facts.in_house.get(*index) else {
            continue;
        };
        let mut charges = vec![0_i64; units.count];
        for (line, fen) in &row.fees {
            match units.position.get(line.as_str()) {
                Some(unit) => charges[*unit] += fen,
                None => unmapped.note(row.source),
            }
        }
        for (sum, fen) in sums.iter_mut().zip(&charges) {
            *sum += i128::from(*fen);
        }
        charge += row.charge;
        as_of = as_of.max(Some(row.as_of));
        long_stays += u64::from(row.as_of.day_number() - row.admitted.day_number() > LONG_STAY);
        let whole: Vec<i128> = charges.iter().map(|fen| i128::from(*fen)).collect();
        let cost = if row.charge != Money::ZERO && charges.iter().all(|fen| *fen == 0) {
            Err(Reason::new("reason.no_fee_detail"))
        } else {
            cost(costing, &whole)
        };
        patients.push(WipPatient {
            row: *index,
            charges,
            cost,
        });
    }
    let without = patients
        .iter()
        .find_map(|patient| patient.cost.as_ref().err());
    WipList {
        as_of: as_of.unwrap_or(facts.in_house[rows[0]].as_of),
        cost: without.map_or_else(|| cost(costing, &sums), |reason| Err(reason.clone())),
        charge,
        charges: sums,
        long_stays,
        patients,
    }
}

/// Σ charge × ratio.
fn cost(costing: &Costing, charges: &[i128]) -> Computed<Fraction> {
    let mut parts = Vec::with_capacity(charges.len());
    for (unit, fen) in costing.service_units.iter().zip(charges) {
        if *fen != 0 {
            parts.push(unit.ratio.as_ref().map_err(Clone::clone)? * &Fraction::whole(*fen));
        }
    }
    Ok(parts.iter().sum())
}

/// Days of discharge by stay number.
struct Stays<'a>(BTreeMap<&'a str, Vec<Option<i32>>>);

impl<'a> Stays<'a> {
    fn new(facts: &'a Facts) -> Self {
        let mut stays: BTreeMap<&str, Vec<Option<i32>>> = BTreeMap::new();
        let wanted: BTreeSet<&str> = facts
            .in_house
            .iter()
            .map(|row| row.token.as_str())
            .collect();
        for (token, day) in facts.cases.token.iter().zip(&facts.cases.discharged) {
            if wanted.contains(token.as_str()) {
                stays.entry(token).or_default().push(*day);
            }
        }
        Self(stays)
    }
    /// Whether the case file says that this stay had ended by the day.
    fn left_by(&self, row: &InHouseRow, day: i32) -> bool {
        let days = self.0.get(row.token.as_str());
        days.into_iter()
            .flatten()
            .flatten()
            .any(|out| (row.admitted.day_number()..=day).contains(out))
    }
    /// Patients of the opening list who are neither discharged in the case file nor on the closing list.
    fn lost(&self, facts: &Facts, opening: &[usize], closing: &[usize]) -> Option<Issue> {
        let row = |index: &usize| facts.in_house.get(*index);
        let still: BTreeSet<&str> = closing
            .iter()
            .filter_map(row)
            .map(|row| row.token.as_str())
            .collect();
        let mut found = Found::default();
        for patient in opening.iter().filter_map(row) {
            let token = patient.token.as_str();
            if !still.contains(token) && !self.0.contains_key(token) {
                found.note(patient.source);
            }
        }
        if closing.is_empty() {
            return None;
        }
        found.issue(facts, Severity::Warning, "costing.in_house_lost", "token")
    }
}

/// How many rows, and where the first stands.
#[derive(Default)]
struct Found {
    count: u64,
    first: SourceRef,
}

impl Found {
    fn note(&mut self, source: SourceRef) {
        if self.count == 0 {
            self.first = source;
        }
        self.count += 1;
    }
    fn issue(&self, facts: &Facts, severity: Severity, code: &str, field: &str) -> Option<Issue> {
        (self.count > 0).then(|| {
            Issue::new(severity, code)
                .with("count", self.count.to_string())
                .at(facts.place(self.first, field))
        })
    }
}
