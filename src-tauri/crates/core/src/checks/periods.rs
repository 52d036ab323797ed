use super::Found;
use crate::facts::{Facts, SourceRef};
use crate::issue::{Issue, Severity};
use crate::period::{Date, Period};

/// Rows of another period than the computation's. They are computed with: no stage filters.
/// 期间不符的记录
pub(super) fn check(facts: &Facts) -> Vec<Issue> {
    // A project without a period takes what it is given.
    if facts.period.year == 0 {
        return Vec::new();
    }
    let mut issues = Vec::new();
    let mut form =
        |form: &str, field: &str, rows: &mut dyn Iterator<Item = (Period, SourceRef)>| {
            let mut found = Found::default();
            for (period, source) in rows {
                if !inside(period, facts.period) {
                    found.note(source);
                }
            }
            let issue = found.issue(facts, Severity::Warning, "checks.outside_period", field);
            issues.extend(issue.map(|issue| {
                issue
                    .with("form", format!("@checks.form_{form}"))
                    .with("period", facts.period.to_string())
            }));
        };
    form(
        "ledger",
        "period",
        &mut facts.ledger.iter().map(|row| (row.period, row.source)),
    );
    form(
        "stock",
        "period",
        &mut facts.stock.iter().map(|row| (row.period, row.source)),
    );
    form(
        "workload",
        "period",
        &mut facts.workload.iter().map(|row| (row.period, row.source)),
    );
    form(
        "revenue",
        "period",
        &mut facts.revenue.iter().map(|row| (row.period, row.source)),
    );
    form(
        "other_income",
        "period",
        &mut facts
            .other_income
            .iter()
            .map(|row| (row.period, row.source)),
    );
    let discharges = facts
        .cases
        .discharged
        .iter()
        .zip(&facts.cases.source)
        .filter_map(|(day, source)| {
            let date = Date::from_day_number((*day)?)?;
            Some((
                Period {
                    year: date.year(),
                    month: date.month(),
                },
                *source,
            ))
        });
    form("cases", "discharged", &mut discharges.into_iter());
    issues
}

/// A month lies inside its year; a year as a whole only inside itself.
fn inside(row: Period, of: Period) -> bool {
    row.year == of.year && (of.month == 0 || row.month == of.month)
}
