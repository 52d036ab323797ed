use super::Found;
use crate::facts::Facts;
use crate::issue::{Issue, Severity};

/// Stays of 0 days (day cases, or a missing value) and of more than a year.
/// 住院日异常
pub(super) fn check(facts: &Facts) -> Vec<Issue> {
    let (mut none, mut long) = (Found::default(), Found::default());
    for (los, source) in facts.cases.los.iter().zip(&facts.cases.source) {
        match los {
            0 => none.note(*source),
            1..=365 => {}
            _ => long.note(*source),
        }
    }
    let issues = [
        none.issue(facts, Severity::Notice, "checks.stay_of_no_days", "los"),
        long.issue(facts, Severity::Warning, "checks.stay_over_a_year", "los"),
    ];
    issues.into_iter().flatten().collect()
}
