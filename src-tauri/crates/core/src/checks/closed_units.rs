use std::collections::BTreeMap;

use super::Found;
use crate::facts::{Facts, SourceRef};
use crate::hospital::Department;
use crate::issue::{Issue, Severity};
use crate::period::{Date, Period};
use crate::quantity::Money;

/// Cost, income, work and discharges of a unit before it opened or after it closed. They are computed with.
/// 科室停用后(启用前)的记录
///
/// A record of a whole year cannot be placed and is not asked; one of the month of opening or closing belongs.
pub(super) fn check(facts: &Facts) -> Vec<Issue> {
    let bounded = |unit: &Department| unit.opened.is_some() || unit.closed.is_some();
    if !facts.departments.iter().any(|(unit, _)| bounded(unit)) {
        return Vec::new();
    }
    let mut outside = Outside {
        facts,
        found: BTreeMap::new(),
    };
    for row in &facts.ledger {
        outside.month(
            "ledger",
            "period",
            &row.department,
            row.period,
            row.source,
            row.amount,
        );
    }
    for row in &facts.revenue {
        let units = [row.ordering.as_str(), row.executing.as_str()];
        for unit in units
            .into_iter()
            .take(1 + usize::from(units[0] != units[1]))
        {
            outside.month(
                "revenue", "period", unit, row.period, row.source, row.amount,
            );
        }
    }
    for row in &facts.workload {
        outside.month(
            "workload",
            "period",
            &row.department,
            row.period,
            row.source,
            Money::ZERO,
        );
    }
    for row in &facts.stock {
        outside.month(
            "stock",
            "period",
            &row.department,
            row.period,
            row.source,
            row.issues,
        );
    }
    let cases = &facts.cases;
    for (case, source) in cases.source.iter().enumerate() {
        let unit = cases
            .department
            .get(case)
            .and_then(|index| cases.departments.get(usize::try_from(*index).ok()?));
        let day = cases.discharged.get(case).copied().flatten();
        if let (Some(unit), Some(day)) = (unit, day.and_then(Date::from_day_number)) {
            let charge = cases.charge.get(case).copied().unwrap_or_default();
            outside.day("cases", "discharged", unit, day, *source, charge);
        }
    }
    outside.issues()
}

/// What lies outside the units' days, by (code, form, unit).
struct Outside<'a> {
    facts: &'a Facts,
    found: BTreeMap<(&'static str, &'static str, &'a str), (Found<'a>, i128, &'static str, Date)>,
}

impl<'a> Outside<'a> {
    fn month(
        &mut self,
        form: &'static str,
        field: &'static str,
        unit: &str,
        period: Period,
        source: SourceRef,
        amount: Money,
    ) {
        if period.month == 0 {
            return;
        }
        let key = |year: i16, month: u8| (year, month);
        let at = key(period.year, period.month);
        self.note(form, field, unit, source, amount.fen(), |day| {
            at.cmp(&key(day.year(), day.month()))
        });
    }
    fn day(
        &mut self,
        form: &'static str,
        field: &'static str,
        unit: &str,
        at: Date,
        source: SourceRef,
        fen: i64,
    ) {
        self.note(form, field, unit, source, fen, |day| at.cmp(&day));
    }
    fn note(
        &mut self,
        form: &'static str,
        field: &'static str,
        unit: &str,
        source: SourceRef,
        fen: i64,
        compare: impl Fn(Date) -> std::cmp::Ordering,
    ) {
        let Some(unit) = self.facts.department(unit) else {
            return;
        };
        let late = unit.closed.filter(|day| compare(*day).is_gt());
        let early = unit.opened.filter(|day| compare(*day).is_lt());
        let (code, day) = match (late, early) {
            (Some(day), _) => ("checks.after_closing", day),
            (None, Some(day)) => ("checks.before_opening", day),
            (None, None) => return,
        };
        let entry = self
            .found
            .entry((code, form, unit.code.as_str()))
            .or_insert_with(|| (Found::default(), 0, field, day));
        entry.0.note(source);
        entry.1 += i128::from(fen);
    }
    fn issues(self) -> Vec<Issue> {
        let facts = self.facts;
        let issue = |((code, form, unit), (found, fen, field, day)): (
            (&'static str, &'static str, &'a str),
            (Found<'a>, i128, &'static str, Date),
        )| {
            let name = facts.department(unit).map_or("", |unit| unit.name.as_str());
            let issue = found.issue(facts, Severity::Warning, code, field)?;
            Some(
                issue
                    .with("form", format!("@checks.form_{form}"))
                    .with("department", unit)
                    .with("name", name)
                    .with("day", day.to_string())
                    .with("amount", Money::saturating(fen).to_string()),
            )
        };
        self.found.into_iter().filter_map(issue).collect()
    }
}
