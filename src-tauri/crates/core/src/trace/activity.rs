//! Activities of a unit: what was traced to them, their part of the rest, and who uses them.

use super::node::{label, leaf, money};
use super::service_item::{Of, stated};
use super::{Operation, Trace};
use crate::allocation::total;
use crate::costing::{ActivityCost, ItemCost, resource_driver};
use crate::hospital::CostItem;
use crate::issue::Message;
use crate::quantity::{Fraction, Reason};
use crate::report::Unit;

fn words(name: &str, activity: &ActivityCost) -> Message {
    label(&format!("activity_{name}")).with("name", activity.name.as_str())
}

fn cost(of: &Of<'_>, activity: &ActivityCost, item: Option<CostItem>) -> Trace {
    let (value, key) = match item {
        Some(item) => (
            activity.cost[item.index()].clone(),
            format!("activity/{}/cost/{}", activity.code, item.key()),
        ),
        None => (
            total(&activity.cost),
            format!("activity/{}/cost", activity.code),
        ),
    };
    money(words("cost", activity), value).key(of.key(&key))
}

fn volume(of: &Of<'_>, activity: &ActivityCost) -> Trace {
    let value = Ok(activity.volume.clone());
    leaf(words("volume", activity), value, Unit::Ratio)
        .key(of.key(&format!("activity/{}/volume", activity.code)))
}

/// `cost`, `cost/ITEM`, `volume`, `rate` of an activity.
pub(super) fn explain(
    of: &Of<'_>,
    code: &str,
    name: &str,
    item: Option<CostItem>,
) -> Option<Trace> {
    let activity = of.unit.activities.iter().find(|own| own.code == code)?;
    match (name, item) {
        ("cost", None) => {
            let items = CostItem::ALL.into_iter().map(|item| Trace {
                label: Message::new(format!("item.{}", item.key())),
                ..cost(of, activity, Some(item))
            });
            Some(cost(of, activity, None).sum(items.collect()))
        }
        ("cost", Some(item)) => of_item(of, activity, item),
        ("volume", None) => {
            let rows = of.inputs.facts.activity_volumes.iter().filter(|row| {
                row.department == of.unit.department && row.activity == activity.code
            });
            let rows = rows.map(|row| {
                let place = of.inputs.facts.place(row.source, "driver_volume");
                let node = stated("activity_row", row.driver_volume.clone(), place);
                Trace {
                    label: label("activity_row").with("item", row.code.as_str()),
                    ..node
                }
            });
            Some(volume(of, activity).sum(rows.collect()))
        }
        ("rate", None) => {
            let none = || Reason::new("reason.no_activity_volume");
            let rate = total(&activity.cost).over(&activity.volume, none);
            let operands = vec![cost(of, activity, None), volume(of, activity)];
            let node = leaf(words("rate", activity), rate, Unit::UnitMoney);
            Some(node.made(Operation::Quotient, operands))
        }
        _ => None,
    }
}

/// Traced directly + (pool − all traced) × driver ÷ all drivers.
fn of_item(of: &Of<'_>, activity: &ActivityCost, item: CostItem) -> Option<Trace> {
    let facts = of.inputs.facts;
    let rows = || {
        facts.activities.iter().filter(|row| {
            row.department == of.unit.department
                && row.item == Some(item)
                && row.direct_amount.is_some()
        })
    };
    let line = |row: &crate::facts::ActivityRow| {
        let amount = row.direct_amount.unwrap_or_default().exact();
        let words = label("activity_traced").with("name", row.name.as_str());
        money(words, amount).cell(facts.place(row.source, "direct_amount"))
    };
    let mut operands: Vec<Trace> = rows()
        .filter(|row| row.activity == activity.code)
        .map(line)
        .collect();
    let traced: Fraction = of
        .unit
        .activities
        .iter()
        .map(|activity| &activity.direct[item.index()])
        .sum();
    let traced = money(label("activity_all_traced"), traced).sum(rows().map(line).collect());
    let pool = of.amount("pool", Some(item))?;
    let rest = pool.value.clone().ok()? - &traced.value.clone().ok()?;
    if !rest.is_zero() {
        let (part, all) = resource_driver(facts, &of.unit.department, &activity.code, item);
        let none = || Reason::new("reason.no_resource_driver");
        let share = part.over(&all, none).ok()?;
        let value = &rest * &share;
        let driver = |name: &str, value: Fraction| {
            let row = facts
                .activities
                .iter()
                .find(|row| row.department == of.unit.department && row.activity == activity.code);
            let node = leaf(label(name), Ok(value), Unit::Ratio);
            match row.filter(|_| name == "resource_driver") {
                Some(row) => node.cell(facts.place(row.source, "driver_volume")),
                None => node,
            }
        };
        let share = leaf(label("resource_share"), Ok(share), Unit::Percent).made(
            Operation::Quotient,
            vec![
                driver("resource_driver", part),
                driver("resource_driver_total", all),
            ],
        );
        let rest =
            money(label("activity_rest"), rest).made(Operation::Difference, vec![pool, traced]);
        operands.push(
            money(label("activity_part_of_rest"), value)
                .made(Operation::Product, vec![rest, share]),
        );
    }
    Some(cost(of, activity, Some(item)).sum(operands))
}

/// What a service item takes of every activity: cost × own driver ÷ all.
pub(super) fn used(of: &Of<'_>, service: &ItemCost, item: Option<CostItem>) -> Option<Vec<Trace>> {
    let mut operands = Vec::new();
    for activity in &of.unit.activities {
        let rows = of.inputs.facts.activity_volumes.iter().filter(|row| {
            row.department == of.unit.department
                && row.activity == activity.code
                && row.code == service.code
        });
        for row in rows {
            let place = of.inputs.facts.place(row.source, "driver_volume");
            let own = stated("own_activity_volume", row.driver_volume.clone(), place);
            let none = || Reason::new("reason.no_activity_volume");
            let Ok(share) = row.driver_volume.over(&activity.volume, none) else {
                continue;
            };
            let whole = cost(of, activity, item);
            let value = whole.value.clone().map(|whole| whole * &share);
            let share = leaf(label("activity_share"), Ok(share), Unit::Percent)
                .made(Operation::Quotient, vec![own, volume(of, activity)]);
            let node = leaf(words("use", activity), value, Unit::Money);
            operands.push(node.made(Operation::Product, vec![whole, share]));
        }
    }
    Some(operands)
}
