use super::Found;
use crate::facts::{Facts, SourceRef};
use crate::issue::{Issue, Severity};

/// Unit codes that are not in the department file, by form. (The ledger's are reported by the allocation, with amounts.)
/// 科室字典中没有的科室
pub(super) fn check(facts: &Facts) -> Vec<Issue> {
    let mut issues = Vec::new();
    let mut form =
        |severity, form: &str, field: &str, rows: &mut dyn Iterator<Item = (&str, SourceRef)>| {
            let mut found = Found::default();
            // Row after row names the same unit: look up only when the code changes.
            let mut last: Option<(&str, bool)> = None;
            for (code, source) in rows {
                let known = match last {
                    Some((before, known)) if before == code => known,
                    _ => facts.department_index(code).is_some(),
                };
                last = Some((code, known));
                if !known {
                    found.note_code(source, code);
                }
            }
            let issue = found.issue(facts, severity, "checks.unknown_department", field);
            issues.extend(issue.map(|issue| issue.with("form", format!("@checks.form_{form}"))));
        };
    // Left out of drivers and unit costs: errors. Still used elsewhere: warnings.
    form(
        Severity::Warning,
        "staff",
        "department",
        &mut facts
            .staff
            .iter()
            .map(|row| (row.department.as_str(), row.source)),
    );
    form(
        Severity::Warning,
        "assets",
        "department",
        &mut facts
            .assets
            .iter()
            .map(|row| (row.department.as_str(), row.source)),
    );
    form(
        Severity::Warning,
        "stock",
        "department",
        &mut facts
            .stock
            .iter()
            .map(|row| (row.department.as_str(), row.source)),
    );
    form(
        Severity::Error,
        "drivers",
        "department",
        &mut facts
            .drivers
            .iter()
            .map(|row| (row.department.as_str(), row.source)),
    );
    let givers = facts
        .drivers
        .iter()
        .filter_map(|row| row.source_unit.as_deref().map(|code| (code, row.source)));
    form(
        Severity::Error,
        "drivers",
        "source_unit",
        &mut givers.into_iter(),
    );
    form(
        Severity::Error,
        "workload",
        "department",
        &mut facts
            .workload
            .iter()
            .map(|row| (row.department.as_str(), row.source)),
    );
    form(
        Severity::Warning,
        "revenue",
        "ordering",
        &mut facts
            .revenue
            .iter()
            .map(|row| (row.ordering.as_str(), row.source)),
    );
    form(
        Severity::Warning,
        "revenue",
        "executing",
        &mut facts
            .revenue
            .iter()
            .map(|row| (row.executing.as_str(), row.source)),
    );
    form(
        Severity::Error,
        "service_items",
        "department",
        &mut facts
            .service_items
            .iter()
            .map(|row| (row.department.as_str(), row.source)),
    );
    form(
        Severity::Error,
        "activities",
        "department",
        &mut facts
            .activities
            .iter()
            .map(|row| (row.department.as_str(), row.source)),
    );
    form(
        Severity::Error,
        "activity_volumes",
        "department",
        &mut facts
            .activity_volumes
            .iter()
            .map(|row| (row.department.as_str(), row.source)),
    );
    form(
        Severity::Error,
        "capacity",
        "department",
        &mut facts
            .capacity
            .iter()
            .map(|row| (row.department.as_str(), row.source)),
    );
    let cases = &facts.cases;
    let stays = cases
        .department
        .iter()
        .zip(&cases.source)
        .filter_map(|(index, source)| {
            let code = cases.departments.get(usize::try_from(*index).ok()?)?;
            // The column is optional: a blank is not a wrong code.
            (!code.is_empty()).then_some((code.as_str(), *source))
        });
    form(
        Severity::Warning,
        "cases",
        "department",
        &mut stays.into_iter(),
    );
    issues
}
