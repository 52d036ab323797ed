use crate::facts::Facts;
use crate::issue::{Issue, Severity};

/// Discharges and a ledger, but nobody said who lay in the house at the beginning and end: their cost is unknown, not 0.
/// 在院病人未提供
pub(super) fn check(facts: &Facts) -> Vec<Issue> {
    if facts.in_house.is_empty() && !facts.cases.is_empty() && !facts.ledger.is_empty() {
        vec![Issue::new(Severity::Notice, "checks.no_in_house")]
    } else {
        Vec::new()
    }
}
