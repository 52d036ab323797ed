use std::collections::{BTreeMap, BTreeSet};

use super::Found;
use crate::facts::Facts;
use crate::issue::{Issue, Severity};
use crate::look_up::LookUp;

/// The same key twice: department, account with two meanings, asset card, driver value, stay.
/// 重复记录
pub(super) fn check(facts: &Facts) -> Vec<Issue> {
    let mut departments = Found::default();
    for pair in facts.departments.windows(2) {
        if pair[0].0.code == pair[1].0.code {
            departments.note_code(pair[1].1, &pair[1].0.code);
        }
    }

    let (mut accounts, mut meaning) = (Found::default(), BTreeMap::new());
    for rule in &facts.accounts {
        let first = *meaning
            .entry(rule.account.as_str())
            .or_insert((rule.item, rule.carve_out.as_deref()));
        if first != (rule.item, rule.carve_out.as_deref()) {
            accounts.note_code(rule.source, &rule.account);
        }
    }

    let (mut assets, mut seen) = (Found::default(), BTreeSet::new());
    for row in &facts.assets {
        // One card may stand once per using unit when units share it.
        if !seen.insert((row.code.as_str(), row.department.as_str())) {
            assets.note_code(row.source, &row.code);
        }
    }

    let (mut drivers, mut seen) = (Found::default(), BTreeSet::new());
    for row in &facts.drivers {
        if !seen.insert((
            row.driver.as_str(),
            row.source_unit.as_deref(),
            row.department.as_str(),
        )) {
            drivers.note_code(row.source, &row.driver);
        }
    }

    let (mut stays, mut seen) = (Found::default(), LookUp::default());
    for (token, source) in facts.cases.token.iter().zip(&facts.cases.source) {
        if !token.is_empty() && seen.first(token.as_str(), *source) != *source {
            stays.note(*source);
        }
    }

    [
        departments.issue(
            facts,
            Severity::Error,
            "checks.duplicate_department",
            "code",
        ),
        accounts.issue(
            facts,
            Severity::Error,
            "checks.duplicate_account",
            "account",
        ),
        assets.issue(facts, Severity::Warning, "checks.duplicate_asset", "code"),
        drivers.issue(
            facts,
            Severity::Warning,
            "checks.duplicate_driver",
            "driver",
        ),
        stays.issue(facts, Severity::Warning, "checks.duplicate_case", "token"),
    ]
    .into_iter()
    .flatten()
    .collect()
}
