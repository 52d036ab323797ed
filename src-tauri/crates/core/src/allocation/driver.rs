//! 分配参数: which rule speaks for a giving unit, and the driver values of its receivers.

use std::collections::BTreeMap;

use crate::facts::Facts;
use crate::hospital::Department;
use crate::issue::{Issue, Severity};
use crate::plan::{Plan, RuleSource};
use crate::quantity::Fraction;

/// Driver codes that are derived from the facts when the driver file does not bring them.
/// 系统推算的分配参数
pub const DERIVED_DRIVERS: [&str; 5] = [
    "headcount",
    "bed_days",
    "visits",
    "executed_revenue",
    "ordered_revenue",
];

/// How a message names a driver: a derived one by its message key, an imported one as the file writes it.
/// 分配参数名称
pub fn driver_name(driver: &str) -> String {
    if DERIVED_DRIVERS.contains(&driver) {
        format!("@allocation.driver_{driver}")
    } else {
        driver.to_owned()
    }
}

/// The driver code the plan names for a unit: its own rule, else its class's rule; the first where several speak.
/// 适用的分配规则
pub fn rule_for<'a>(plan: &'a Plan, unit: &Department) -> Option<&'a str> {
    let own = plan
        .allocation
        .iter()
        .find(|rule| matches!(&rule.source, RuleSource::Department(code) if *code == unit.code));
    let class = || {
        plan.allocation
            .iter()
            .find(|rule| matches!(rule.source, RuleSource::Class(class) if class == unit.class))
    };
    own.or_else(class).map(|rule| rule.driver.as_str())
}

/// Values of a driver by unit index, and whether they are the giver's own (two givers with values that are not their
/// own share the same values and can be spread together).
#[derive(Clone)]
pub(super) struct Values {
    pub by_unit: BTreeMap<usize, Fraction>,
    pub giver: Option<usize>,
}

/// Answers driver values; each derived driver is summed over the facts once.
pub(super) struct Drivers<'a> {
    facts: &'a Facts,
    /// (driver, giver code) → unit → sum of imported values. Rows of unknown units are reported by the checks.
    imported: BTreeMap<(&'a str, Option<&'a str>), BTreeMap<usize, Fraction>>,
    ordered: BTreeMap<&'a str, BTreeMap<usize, i128>>,
    derived: BTreeMap<&'static str, BTreeMap<usize, Fraction>>,
}

impl<'a> Drivers<'a> {
    pub fn new(facts: &'a Facts) -> Self {
        let mut imported: BTreeMap<_, BTreeMap<usize, Fraction>> = BTreeMap::new();
        for row in &facts.drivers {
            let values = imported
                .entry((row.driver.as_str(), row.source_unit.as_deref()))
                .or_default();
            if let Some(unit) = facts.department_index(&row.department) {
                *values.entry(unit).or_default() += &row.value;
            }
        }
        let mut ordered: BTreeMap<&str, BTreeMap<usize, i128>> = BTreeMap::new();
        for line in &facts.revenue {
            if let Some(unit) = facts.department_index(&line.ordering) {
                *ordered
                    .entry(&line.executing)
                    .or_default()
                    .entry(unit)
                    .or_default() += i128::from(line.amount.fen());
            }
        }
        Self {
            facts,
            imported,
            ordered,
            derived: BTreeMap::new(),
        }
    }

    /// Values for a giver: imported with the giver named, else imported without, else derived.
    pub fn values(&mut self, driver: &str, giver: usize) -> Values {
        let code = self.facts.departments[giver].0.code.as_str();
        if let Some(values) = self.imported.get(&(driver, Some(code))) {
            return Values {
                by_unit: values.clone(),
                giver: Some(giver),
            };
        }
        if let Some(values) = self.imported.get(&(driver, None)) {
            return Values {
                by_unit: values.clone(),
                giver: None,
            };
        }
        if driver == "ordered_revenue" {
            let values = self.ordered.get(code).cloned().unwrap_or_default();
            let by_unit = values
                .into_iter()
                .map(|(unit, fen)| (unit, Fraction::whole(fen)))
                .collect();
            return Values {
                by_unit,
                giver: Some(giver),
            };
        }
        let Some(name) = DERIVED_DRIVERS.into_iter().find(|name| *name == driver) else {
            return Values {
                by_unit: BTreeMap::new(),
                giver: None,
            };
        };
        let facts = self.facts;
        let by_unit = self
            .derived
            .entry(name)
            .or_insert_with(|| derive(facts, name))
            .clone();
        Values {
            by_unit,
            giver: None,
        }
    }
}

fn derive(facts: &Facts, driver: &str) -> BTreeMap<usize, Fraction> {
    let mut values: BTreeMap<usize, Fraction> = BTreeMap::new();
    let mut whole: BTreeMap<usize, i128> = BTreeMap::new();
    match driver {
        "headcount" => {
            for row in &facts.staff {
                if let Some(unit) = facts.department_index(&row.department) {
                    *values.entry(unit).or_default() += &row.share;
                }
            }
        }
        "bed_days" | "visits" => {
            for row in &facts.workload {
                if let Some(unit) = facts.department_index(&row.department) {
                    *whole.entry(unit).or_default() += i128::from(if driver == "visits" {
                        row.visits
                    } else {
                        row.bed_days
                    });
                }
            }
        }
        "executed_revenue" => {
            for line in &facts.revenue {
                if let Some(unit) = facts.department_index(&line.executing) {
                    *whole.entry(unit).or_default() += i128::from(line.amount.fen());
                }
            }
        }
        _ => {}
    }
    values.extend(
        whole
            .into_iter()
            .map(|(unit, sum)| (unit, Fraction::whole(sum))),
    );
    values
}

/// Keeps the receivers with a value above 0. A value below 0 (more refunds than charges) would give a negative share:
/// it counts as 0 and is reported.
pub(super) fn positive(
    values: &Values,
    driver: &str,
    receivers: &[usize],
    facts: &Facts,
    issues: &mut Vec<Issue>,
) -> Vec<(usize, Fraction)> {
    let mut kept = Vec::new();
    for receiver in receivers {
        let Some(value) = values.by_unit.get(receiver) else {
            continue;
        };
        if value.is_positive() {
            kept.push((*receiver, value.clone()));
        } else if value.is_negative() {
            let (department, source) = &facts.departments[*receiver];
            issues.push(
                Issue::new(Severity::Warning, "allocation.negative_driver")
                    .with("department", department.code.as_str())
                    .with("name", department.name.as_str())
                    .with("driver", driver_name(driver))
                    .with("value", crate::quantity::rounding::to_text(value, 2))
                    .at(facts.place(*source, "code")),
            );
        }
    }
    kept
}
