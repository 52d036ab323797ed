//! 分配参数: which rule speaks for a giving unit, and the driver values of its receivers.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::facts::{DriverRow, Facts};
use crate::hospital::{CostItem, Department};
use crate::issue::{Issue, Severity};
use crate::plan::{Plan, RuleSource};
use crate::quantity::Fraction;

/// Driver codes that are derived from the facts when the driver file does not bring them.
/// 系统推算的分配参数
///
/// People, occupied bed-days, visits, discharges, income by executing unit (all, inpatient, outpatient), income the unit
/// ordered from the giver.
pub const DERIVED_DRIVERS: [&str; 8] = [
    "headcount",
    "bed_days",
    "visits",
    "discharges",
    "executed_revenue",
    "inpatient_revenue",
    "outpatient_revenue",
    "ordered_revenue",
];

/// Those of them that are sums of income.
/// 以收入为分配参数
pub const REVENUE_DRIVERS: [&str; 4] = [
    "executed_revenue",
    "inpatient_revenue",
    "outpatient_revenue",
    "ordered_revenue",
];

/// Codes of imported drivers that have a name in both languages: those the driver form proposes.
/// 导入的分配参数(表样所列编码)
pub const NAMED_DRIVERS: [&str; 9] = [
    "area",
    "nurses",
    "terminals",
    "club_visits",
    "prescriptions",
    "sterile_packs",
    "material_lines",
    "linen_kg",
    "utility_meter",
];

/// How a message names a driver: by its message key where it is derived or proposed by the form, else as the file writes
/// it.
/// 分配参数名称
pub fn driver_name(driver: &str) -> String {
    if DERIVED_DRIVERS.contains(&driver) || NAMED_DRIVERS.contains(&driver) {
        format!("@allocation.driver_{driver}")
    } else {
        driver.to_owned()
    }
}

/// The driver code the plan names for a unit's cost of an item; the first where several speak.
/// 适用的分配规则
///
/// In this order: the unit's rule for the item, the unit's rule, the class's rule for the item, the class's rule.
pub fn rule_for<'a>(plan: &'a Plan, unit: &Department, item: CostItem) -> Option<&'a str> {
    let own =
        |source: &RuleSource| matches!(source, RuleSource::Department(code) if *code == unit.code);
    let class =
        |source: &RuleSource| matches!(source, RuleSource::Class(class) if *class == unit.class);
    let find = |speaks: &dyn Fn(&RuleSource) -> bool, of: Option<CostItem>| {
        plan.allocation
            .iter()
            .find(|rule| rule.item == of && speaks(&rule.source))
    };
    find(&own, Some(item))
        .or_else(|| find(&own, None))
        .or_else(|| find(&class, Some(item)))
        .or_else(|| find(&class, None))
        .map(|rule| rule.driver.as_str())
}

/// Which items a rule or share speaks for, in the order of [`CostItem::ALL`].
pub(super) type Mask = [bool; 7];

/// The unit's items by the driver that spreads them, in the order of the items.
pub(super) fn drivers_of<'a>(plan: &'a Plan, unit: &Department) -> Vec<(Option<&'a str>, Mask)> {
    let mut found: Vec<(Option<&str>, Mask)> = Vec::new();
    for item in CostItem::ALL {
        let driver = rule_for(plan, unit, item);
        let at = match found.iter().position(|(known, _)| *known == driver) {
            Some(at) => at,
            None => {
                found.push((driver, [false; 7]));
                found.len() - 1
            }
        };
        found[at].1[item.index()] = true;
    }
    found
}

/// Driver values by unit index; givers share them.
pub(super) type ByUnit = Arc<BTreeMap<usize, Fraction>>;

/// Values of a driver by unit index, and whether they are the giver's own (two givers with values that are not their
/// own share the same values and can be spread together).
#[derive(Clone)]
pub(super) struct Values {
    pub by_unit: ByUnit,
    pub giver: Option<usize>,
}

/// Answers driver values; each derived driver is summed over the facts once.
pub(super) struct Drivers<'a> {
    facts: &'a Facts,
    /// (driver, giver code) → unit → sum of imported values. Rows of unknown units are reported by the checks.
    imported: BTreeMap<(&'a str, Option<&'a str>), ByUnit>,
    ordered: BTreeMap<&'a str, BTreeMap<usize, i128>>,
    derived: BTreeMap<&'static str, ByUnit>,
}

impl<'a> Drivers<'a> {
    pub fn new(facts: &'a Facts) -> Self {
        let mut imported: BTreeMap<_, BTreeMap<usize, Fraction>> = BTreeMap::new();
        // Files keep a driver's rows together: its name is looked up once for all of them.
        let same = |one: &DriverRow, next: &DriverRow| {
            one.driver == next.driver && one.source_unit == next.source_unit
        };
        for rows in facts.drivers.chunk_by(same) {
            let key = (rows[0].driver.as_str(), rows[0].source_unit.as_deref());
            let values = imported.entry(key).or_default();
            for row in rows {
                if let Some(unit) = facts.department_index(&row.department) {
                    *values.entry(unit).or_default() += &row.value;
                }
            }
        }
        let imported = imported
            .into_iter()
            .map(|(key, values)| (key, Arc::new(values)))
            .collect();
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
                by_unit: Arc::clone(values),
                giver: Some(giver),
            };
        }
        if driver == "ordered_revenue" && !self.imported.contains_key(&(driver, None)) {
            let values = self.ordered.get(code).cloned().unwrap_or_default();
            let by_unit = values
                .into_iter()
                .map(|(unit, fen)| (unit, Fraction::whole(fen)))
                .collect();
            return Values {
                by_unit: Arc::new(by_unit),
                giver: Some(giver),
            };
        }
        Values {
            by_unit: self.common(driver),
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
        "discharges" => {
            let cases = &facts.cases;
            let units: Vec<Option<usize>> = cases
                .departments
                .iter()
                .map(|code| facts.department_index(code))
                .collect();
            for unit in &cases.department {
                let at = usize::try_from(*unit).ok();
                if let Some(Some(unit)) = at.and_then(|at| units.get(at)) {
                    *whole.entry(*unit).or_default() += 1;
                }
            }
        }
        "executed_revenue" | "inpatient_revenue" | "outpatient_revenue" => {
            let wanted = |inpatient: bool| match driver {
                "inpatient_revenue" => inpatient,
                "outpatient_revenue" => !inpatient,
                _ => true,
            };
            for line in facts.revenue.iter().filter(|line| wanted(line.inpatient)) {
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

impl Drivers<'_> {
    /// Codes of all drivers that have values for this giver: imported ones and derived ones, in their order.
    pub fn codes(&self, giver: Option<usize>) -> Vec<String> {
        let giver = giver.map(|giver| self.facts.departments[giver].0.code.as_str());
        let imported = self
            .imported
            .keys()
            .filter(|(_, own)| own.is_none() || *own == giver)
            .map(|(driver, _)| (*driver).to_owned());
        let mut codes: Vec<String> = DERIVED_DRIVERS
            .into_iter()
            .filter(|driver| *driver != "ordered_revenue" || giver.is_some())
            .map(str::to_owned)
            .collect();
        for code in imported {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        codes
    }
    /// Values that belong to no giver: for shared bills and meters.
    pub fn common(&mut self, driver: &str) -> ByUnit {
        if let Some(values) = self.imported.get(&(driver, None)) {
            return Arc::clone(values);
        }
        let facts = self.facts;
        match DERIVED_DRIVERS
            .into_iter()
            .find(|name| *name == driver && *name != "ordered_revenue")
        {
            Some(name) => self
                .derived
                .entry(name)
                .or_insert_with(|| Arc::new(derive(facts, name)))
                .clone(),
            None => ByUnit::default(),
        }
    }
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
    positive_of(&values.by_unit, driver, receivers, facts, issues)
}

/// The same for values that belong to no giver.
pub(super) fn positive_of(
    values: &BTreeMap<usize, Fraction>,
    driver: &str,
    receivers: &[usize],
    facts: &Facts,
    issues: &mut Vec<Issue>,
) -> Vec<(usize, Fraction)> {
    let mut kept = Vec::new();
    for receiver in receivers {
        let Some(value) = values.get(receiver) else {
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
