use crate::facts::Facts;
use crate::issue::{Issue, Severity};

/// Days of the discharged patients against occupied bed-days of the workload file.
/// 住院日与实际占用床日核对
///
/// They measure different patients (stays across the period's ends), so small differences are normal: up to 10 % a
/// notice, above a warning.
pub(super) fn check(facts: &Facts) -> Vec<Issue> {
    let bed_days: u128 = facts
        .workload
        .iter()
        .map(|row| u128::from(row.bed_days))
        .sum();
    let stays: u128 = facts.cases.los.iter().map(|los| u128::from(*los)).sum();
    if bed_days == stays || bed_days == 0 || facts.cases.is_empty() {
        return Vec::new();
    }
    let severity = if bed_days.abs_diff(stays) * 10 <= bed_days {
        Severity::Notice
    } else {
        Severity::Warning
    };
    let first = facts
        .workload
        .iter()
        .find(|row| row.bed_days > 0)
        .map(|row| facts.place(row.source, "bed_days"));
    vec![
        Issue::new(severity, "checks.bed_days_differ")
            .with("workload", bed_days.to_string())
            .with("cases", stays.to_string())
            .at(first.unwrap_or_default()),
    ]
}
