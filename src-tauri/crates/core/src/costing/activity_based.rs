//! 作业成本法: resources to activities by resource drivers, activities to service items by activity drivers.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::service_items::{ItemMethod, lacks};
use crate::allocation::{add, is_zero, scaled};
use crate::facts::{ActivityRow, Facts, SourceRef};
use crate::hospital::{CostItem, ItemAmounts};
use crate::issue::{Issue, Severity};
use crate::quantity::{Computed, Fraction, Reason};

/// One activity of a unit.
/// 作业成本
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActivityCost {
    /// Activity code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Of `cost`: traced directly (直接计入), by cost item, exact 分.
    pub direct: ItemAmounts,
    /// Cost by cost item, exact 分.
    pub cost: ItemAmounts,
    /// Activity driver volume of all items (作业动因总量).
    pub volume: Fraction,
}

/// Resource driver of an activity for one cost item, and of all activities of the unit: rows that name the item where
/// there are any, else the rows for every item.
pub(crate) fn resource_driver(
    facts: &Facts,
    department: &str,
    activity: &str,
    item: CostItem,
) -> (Fraction, Fraction) {
    let of_unit = || {
        facts
            .activities
            .iter()
            .filter(|row| row.department == department)
    };
    let driven = |row: &&ActivityRow| row.driver_volume.is_some();
    let own = of_unit().filter(driven).any(|row| row.item == Some(item));
    let wanted = own.then_some(item);
    let (mut part, mut all) = (Fraction::zero(), Fraction::zero());
    for row in of_unit().filter(|row| row.item == wanted) {
        let value = row.driver_volume.clone().unwrap_or_default();
        all += &value;
        if row.activity == activity {
            part += &value;
        }
    }
    (part, all)
}

/// Activities of a unit and the cost of its items in the order of `rows`. Σ items = pool, exactly, by cost item.
pub(super) fn costs(
    facts: &Facts,
    department: &str,
    rows: &[usize],
    pool: &ItemAmounts,
) -> Computed<(Vec<ActivityCost>, Vec<ItemAmounts>)> {
    let unit = facts
        .department(department)
        .map_or(department, |unit| unit.name.as_str());
    let because = |code| Reason::new(code).with("department", unit);
    let mut activities: BTreeMap<&str, ActivityCost> = BTreeMap::new();
    for row in facts
        .activities
        .iter()
        .filter(|row| row.department == department)
    {
        let activity = activities
            .entry(&row.activity)
            .or_insert_with(|| ActivityCost {
                code: row.activity.clone(),
                name: row.name.clone(),
                direct: ItemAmounts::default(),
                cost: ItemAmounts::default(),
                volume: Fraction::zero(),
            });
        if let (Some(item), Some(amount)) = (row.item, row.direct_amount) {
            activity.direct[item.index()] += &amount.exact();
        }
    }
    if activities.is_empty() {
        return Err(because("reason.no_activities"));
    }
    let position: BTreeMap<&str, usize> = rows
        .iter()
        .enumerate()
        .map(|(position, row)| (facts.service_items[*row].code.as_str(), position))
        .collect();
    let mut volumes: BTreeMap<(&str, usize), Fraction> = BTreeMap::new();
    let mut used = BTreeSet::new();
    for row in facts
        .activity_volumes
        .iter()
        .filter(|row| row.department == department)
    {
        // Leaving such a row out would charge the other items too much.
        let Some(item) = position.get(row.code.as_str()) else {
            return Err(because("reason.activity_of_unknown_item").with("item", row.code.as_str()));
        };
        let Some(activity) = activities.get_mut(row.activity.as_str()) else {
            let reason = because("reason.unknown_activity");
            return Err(reason.with("activity", row.activity.as_str()));
        };
        activity.volume += &row.driver_volume;
        used.insert(*item);
        *volumes.entry((&row.activity, *item)).or_default() += &row.driver_volume;
    }
    let lacking: Vec<&str> = rows
        .iter()
        .enumerate()
        .filter(|(position, row)| {
            !used.contains(position) && !facts.service_items[**row].volume.is_zero()
        })
        .map(|(_, row)| facts.service_items[*row].name.as_str())
        .collect();
    if !lacking.is_empty() {
        return Err(lacks(unit, ItemMethod::Activity, &lacking, rows.len()));
    }
    for item in CostItem::ALL {
        let traced: Fraction = activities.values().map(|a| &a.direct[item.index()]).sum();
        let whole = &pool[item.index()];
        let rest = whole - &traced;
        // What is traced may not turn the sign of what is left.
        if rest.is_negative() && !whole.is_negative() || rest.is_positive() && !whole.is_positive()
        {
            let reason = because("reason.traced_beyond_pool");
            return Err(reason.with("item", format!("@item.{}", item.key())));
        }
        for activity in activities.values_mut() {
            let direct = activity.direct[item.index()].clone();
            activity.cost[item.index()] = if rest.is_zero() {
                direct
            } else {
                let (part, all) = resource_driver(facts, department, &activity.code, item);
                let none = || {
                    because("reason.no_resource_driver")
                        .with("item", format!("@item.{}", item.key()))
                };
                direct + &(part.over(&all, none)? * &rest)
            };
        }
    }
    let mut items = vec![ItemAmounts::default(); rows.len()];
    for activity in activities.values() {
        if is_zero(&activity.cost) {
            continue;
        }
        let none = || because("reason.no_activity_volume").with("activity", activity.name.as_str());
        let rate = Fraction::one().over(&activity.volume, none)?;
        for ((code, item), volume) in &volumes {
            if *code == activity.code {
                add(
                    &mut items[*item],
                    &scaled(&activity.cost, &(volume * &rate)),
                );
            }
        }
    }
    Ok((activities.into_values().collect(), items))
}

/// Rows of activities that lead nowhere: an item or an activity the unit does not have.
pub(super) fn check(facts: &Facts, rows: &BTreeMap<&str, Vec<usize>>, issues: &mut Vec<Issue>) {
    let activities: BTreeSet<(&str, &str)> = facts
        .activities
        .iter()
        .map(|row| (row.department.as_str(), row.activity.as_str()))
        .collect();
    let mut told: BTreeMap<(&str, &'static str, &str), (u64, SourceRef)> = BTreeMap::new();
    for row in &facts.activity_volumes {
        let known = rows.get(row.department.as_str()).is_some_and(|rows| {
            rows.iter()
                .any(|index| facts.service_items[*index].code == row.code)
        });
        let mut note = |code, value| {
            let found = told
                .entry((&row.department, code, value))
                .or_insert((0, row.source));
            found.0 += 1;
        };
        if !known {
            note("costing.activity_of_unknown_item", row.code.as_str());
        }
        if !activities.contains(&(row.department.as_str(), row.activity.as_str())) {
            note("costing.unknown_activity", row.activity.as_str());
        }
    }
    for ((department, code, value), (count, source)) in told {
        let field = if code == "costing.unknown_activity" {
            "activity"
        } else {
            "code"
        };
        issues.push(
            Issue::new(Severity::Error, code)
                .with("department", department)
                .with("value", value)
                .with("count", count.to_string())
                .at(facts.place(source, field)),
        );
    }
}
