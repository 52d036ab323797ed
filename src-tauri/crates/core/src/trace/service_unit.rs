//! Service units: members' cost, carve-outs, revenue, ratio.

use super::node::{item, label, leaf, money, plain};
use super::unit::{carved_of, part_of};
use super::{Operation, Trace, TraceInputs};
use crate::allocation::total;
use crate::costing::ServiceUnitCost;
use crate::hospital::{CostItem, DepartmentClass};
use crate::issue::Message;
use crate::quantity::Fraction;
use crate::report::Unit;

fn find<'a>(inputs: &TraceInputs<'a>, code: &str) -> Option<&'a ServiceUnitCost> {
    inputs
        .run
        .costing
        .service_units
        .iter()
        .find(|unit| unit.code == code)
}

fn named(name: &str, unit: &ServiceUnitCost) -> Message {
    label(&format!("service_unit_{name}")).with("name", unit.name.as_str())
}

/// The cost ÷ revenue of a unit, to be opened.
pub(super) fn ratio(inputs: &TraceInputs<'_>, code: &str) -> Option<Trace> {
    let unit = find(inputs, code)?;
    Some(
        leaf(named("ratio", unit), unit.ratio.clone(), Unit::Ratio)
            .key(format!("service_unit/{code}/ratio")),
    )
}

/// The cost ÷ revenue of one item of a unit, to be opened.
pub(super) fn item_ratio(inputs: &TraceInputs<'_>, code: &str, item: CostItem) -> Option<Trace> {
    let unit = find(inputs, code)?;
    let value = unit
        .item_ratio
        .clone()
        .map(|ratios| ratios[item.index()].clone());
    Some(
        leaf(named("ratio", unit), value, Unit::Ratio)
            .key(format!("service_unit/{code}/ratio/{}", item.key())),
    )
}

/// `CODE/NAME` or `CODE/NAME/ITEM`.
pub(super) fn explain(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (head, last) = rest.rsplit_once('/')?;
    if let (Some(item), Some((code, name))) = (item(last), head.rsplit_once('/')) {
        let unit = find(inputs, code)?;
        return match name {
            "cost" => Some(members(inputs, unit, item)),
            "ratio" => {
                let cost = money(named("cost", unit), unit.cost[item.index()].clone());
                let cost = cost.key(format!("service_unit/{code}/cost/{}", item.key()));
                Some(
                    item_ratio(inputs, code, item)?
                        .made(Operation::Quotient, vec![cost, revenue(unit)]),
                )
            }
            _ => None,
        };
    }
    let unit = find(inputs, head)?;
    match last {
        "ratio" => {
            let cost = money(named("cost", unit), total(&unit.cost))
                .key(format!("service_unit/{head}/cost"));
            Some(ratio(inputs, head)?.made(Operation::Quotient, vec![cost, revenue(unit)]))
        }
        "cost" => {
            let items = CostItem::ALL.into_iter().map(|item| {
                money(
                    Message::new(format!("item.{}", item.key())),
                    unit.cost[item.index()].clone(),
                )
                .key(format!("service_unit/{head}/cost/{}", item.key()))
            });
            Some(money(named("cost", unit), total(&unit.cost)).sum(items.collect()))
        }
        "revenue" => {
            let lines = inputs
                .facts
                .revenue
                .iter()
                .enumerate()
                .filter(|(_, line)| line.service_unit == head);
            let lines = lines.filter_map(|(index, _)| revenue_line(inputs, index));
            Some(revenue(unit).sum(lines.collect()))
        }
        _ => None,
    }
}

fn revenue(unit: &ServiceUnitCost) -> Trace {
    money(named("revenue", unit), unit.revenue.exact())
        .key(format!("service_unit/{}/revenue", unit.code))
}

/// A revenue line: the end of the road.
pub(super) fn revenue_line(inputs: &TraceInputs<'_>, index: usize) -> Option<Trace> {
    let line = inputs.facts.revenue.get(index)?;
    let words = label("revenue_line")
        .with("ordering", line.ordering.as_str())
        .with("executing", line.executing.as_str())
        .with("period", line.period.to_string());
    let place = inputs.facts.place(line.source, "amount");
    Some(
        money(words, line.amount.exact())
            .key(format!("revenue/{}", index + 1))
            .cell(place),
    )
}

fn members(inputs: &TraceInputs<'_>, unit: &ServiceUnitCost, item: CostItem) -> Trace {
    let known = |code: &str| inputs.plan.service_units.iter().any(|own| own.code == code);
    let mut operands = Vec::new();
    let units = inputs
        .run
        .allocation
        .iter()
        .flat_map(|allocation| &allocation.units);
    for (index, ((department, _), cost)) in inputs.facts.departments.iter().zip(units).enumerate() {
        let member = department.class >= DepartmentClass::MedicalTechnology
            && department.service_unit.as_deref() == Some(unit.code.as_str());
        if member {
            operands.extend(
                ["direct", "level0", "level1", "level2"]
                    .iter()
                    .filter_map(|part| part_of(inputs, index, part, item)),
            );
        }
        for (code, own, amount) in &cost.carved {
            if *own != item.index() || !known(code) {
                continue;
            }
            let Some(mut carved) = carved_of(inputs, index, code, item) else {
                continue;
            };
            // Opened by itself: its ledger lines may be hundreds.
            carved.operands.clear();
            carved.operation = None;
            carved.formula = None;
            if member {
                let words = label("carved_out").with("name", department.name.as_str());
                operands.push(money(words, -amount.clone()).made(
                    Operation::Product,
                    vec![carved.clone(), plain("minus_one", Fraction::from(-1))],
                ));
            }
            if *code == unit.code {
                operands.push(carved);
            }
        }
    }
    money(named("cost", unit), unit.cost[item.index()].clone()).sum(operands)
}
