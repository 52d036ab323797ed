use std::collections::BTreeSet;

use super::Found;
use crate::facts::Facts;
use crate::hospital::DepartmentClass;
use crate::issue::{Issue, Severity};

/// Clinical and technology units with cost in the ledger that neither ordered nor carried out anything.
/// 有成本无收入的科室
pub(super) fn check(facts: &Facts) -> Vec<Issue> {
    if facts.revenue.is_empty() {
        return Vec::new();
    }
    let earning: BTreeSet<&str> = facts
        .revenue
        .iter()
        .flat_map(|line| [line.ordering.as_str(), line.executing.as_str()])
        .collect();
    let spending: BTreeSet<&str> = facts
        .ledger
        .iter()
        .filter(|line| line.amount.fen() != 0)
        .map(|line| line.department.as_str())
        .collect();
    let mut found = Found::default();
    for (department, source) in &facts.departments {
        let code = department.code.as_str();
        if department.class >= DepartmentClass::MedicalTechnology
            && spending.contains(code)
            && !earning.contains(code)
        {
            found.note_code(*source, code);
        }
    }
    found
        .issue(
            facts,
            Severity::Warning,
            "checks.cost_without_revenue",
            "code",
        )
        .into_iter()
        .collect()
}
