//! Department cost: direct from the ledger, shares from the step-down.

use super::node::{item, label, leaf, money, number, plain};
use super::{Operation, Trace, TraceInputs};
use crate::allocation::{bill_of, enters, total};
use crate::hospital::{CostItem, ItemAmounts};
use crate::quantity::Fraction;
use crate::report::Unit;

const PARTS: [&str; 6] = ["direct", "level0", "level1", "level2", "level3", "full"];

fn named(inputs: &TraceInputs<'_>, index: usize, part: &str) -> crate::issue::Message {
    let unit = inputs.facts.departments.get(index).map(|(unit, _)| unit);
    label(&format!("unit_{part}"))
        .with("name", unit.map_or("", |unit| unit.name.as_str()))
        .with("code", unit.map_or("", |unit| unit.code.as_str()))
}

fn amounts(inputs: &TraceInputs<'_>, index: usize, part: &str) -> Option<ItemAmounts> {
    let unit = inputs.run.allocation.as_ref()?.units.get(index)?;
    Some(match part {
        "direct" => unit.direct.clone(),
        "level0" => unit.level0.clone(),
        "level1" => unit.level1.clone(),
        "level2" => unit.level2.clone(),
        "level3" => unit.level3.clone(),
        "full" => {
            let mut full = unit.full();
            crate::allocation::subtract(&mut full, &unit.given);
            full
        }
        _ => return None,
    })
}

/// A part of a unit's cost of one item, to be opened.
pub(super) fn part_of(
    inputs: &TraceInputs<'_>,
    index: usize,
    part: &str,
    item: CostItem,
) -> Option<Trace> {
    let value = amounts(inputs, index, part)?[item.index()].clone();
    let code = &inputs.facts.departments.get(index)?.0.code;
    let words = named(inputs, index, part);
    Some(money(words, value).key(format!("unit/{code}/{part}/{}", item.key())))
}

/// `CODE/PART` or `CODE/PART/ITEM`.
pub(super) fn explain(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (head, last) = rest.rsplit_once('/')?;
    if let (Some(item), Some((code, part))) = (item(last), head.rsplit_once('/')) {
        let index = inputs.facts.department_index(code)?;
        return of_item(inputs, index, part, item);
    }
    let index = inputs.facts.department_index(head)?;
    if !PARTS.contains(&last) {
        return None;
    }
    let all = amounts(inputs, index, last)?;
    let node = money(named(inputs, index, last), total(&all));
    let items = CostItem::ALL.into_iter().map(|item| {
        let words = crate::issue::Message::new(format!("item.{}", item.key()));
        money(words, all[item.index()].clone()).key(format!("unit/{head}/{last}/{}", item.key()))
    });
    Some(node.sum(items.collect()))
}

fn of_item(inputs: &TraceInputs<'_>, index: usize, part: &str, item: CostItem) -> Option<Trace> {
    let value = amounts(inputs, index, part)?[item.index()].clone();
    let node = money(named(inputs, index, part), value);
    match part {
        "full" => {
            let parts = PARTS[..5]
                .iter()
                .filter_map(|part| part_of(inputs, index, part, item));
            let given = &inputs.run.allocation.as_ref()?.units.get(index)?.given[item.index()];
            let given = money(label("unit_given"), -given.clone());
            Some(node.sum(parts.chain([given]).collect()))
        }
        "direct" => Some(direct(inputs, index, item, node)),
        "level0" => Some(super::allocation::level0(inputs, index, item, node)),
        _ => {
            let level: u8 = part.strip_prefix("level")?.parse().ok()?;
            let shares = &inputs.run.allocation.as_ref()?.shares;
            let received = shares
                .iter()
                .enumerate()
                .filter(|(_, share)| share.to == index && share.level == level);
            let operands = received.filter_map(|(number, _)| {
                let opened = share_node(inputs, number, item)?;
                let key = format!("share/{}/{}", number + 1, item.key());
                Some(money(opened.label, opened.value.ok()?).key(key))
            });
            Some(node.sum(operands.collect()))
        }
    }
}

fn direct(inputs: &TraceInputs<'_>, index: usize, item: CostItem, node: Trace) -> Trace {
    booked(inputs, index, item, None, node)
}

/// `CODE/SERVICE_UNIT/ITEM`: what the account map carves out of a unit for a service unit, from its ledger lines.
pub(super) fn carved(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (head, key) = rest.rsplit_once('/')?;
    let (code, service_unit) = head.split_once('/')?;
    carved_of(
        inputs,
        inputs.facts.department_index(code)?,
        service_unit,
        item(key)?,
    )
}

/// The same by position; without its operands' own operands it is what a service unit's cost shows.
pub(super) fn carved_of(
    inputs: &TraceInputs<'_>,
    index: usize,
    service_unit: &str,
    item: CostItem,
) -> Option<Trace> {
    let (unit, _) = inputs.facts.departments.get(index)?;
    let cost = inputs.run.allocation.as_ref()?.units.get(index)?;
    let amount = cost
        .carved
        .iter()
        .filter(|(code, own, _)| code == service_unit && *own == item.index())
        .map(|(_, _, amount)| amount)
        .sum();
    let node = money(label("carved_in").with("name", unit.name.as_str()), amount).key(format!(
        "carved/{}/{service_unit}/{}",
        unit.code,
        item.key()
    ));
    Some(booked(inputs, index, item, Some(service_unit), node))
}

/// A figure made of a unit's ledger lines of one item; with `carve_out`, of the accounts carved out for that unit only.
fn booked(
    inputs: &TraceInputs<'_>,
    index: usize,
    item: CostItem,
    carve_out: Option<&str>,
    node: Trace,
) -> Trace {
    let (unit, _) = &inputs.facts.departments[index];
    let lines: Vec<Trace> = inputs
        .facts
        .ledger
        .iter()
        .enumerate()
        .filter(|(_, line)| {
            line.department == unit.code
                && enters(inputs.plan.level, line.funding, Some(unit.class))
                && bill_of(inputs.plan, &line.department, &line.account).is_none()
        })
        .filter(|(_, line)| {
            let rule = inputs
                .facts
                .accounts
                .iter()
                .find(|rule| rule.account == line.account);
            rule.is_some_and(|rule| {
                rule.item == item
                    && carve_out.is_none_or(|wanted| rule.carve_out.as_deref() == Some(wanted))
            })
        })
        .filter_map(|(number, _)| ledger(inputs, number))
        .collect();
    priced_by(
        &inputs.adjustments.item_at(&unit.code, item.index()),
        lines,
        node,
    )
}

/// A figure made of ledger lines of one item, times what a scenario makes of the item's price.
pub(super) fn priced(
    inputs: &TraceInputs<'_>,
    item: CostItem,
    lines: Vec<Trace>,
    node: Trace,
) -> Trace {
    priced_by(&inputs.adjustments.item[item.index()], lines, node)
}

fn priced_by(factor: &Fraction, lines: Vec<Trace>, node: Trace) -> Trace {
    if *factor == Fraction::one() {
        return node.sum(lines);
    }
    let booked = lines
        .iter()
        .filter_map(|line| line.value.clone().ok())
        .sum();
    let booked = money(label("booked"), booked).sum(lines);
    node.made(
        Operation::Product,
        vec![booked, plain("price_factor", factor.clone())],
    )
}

/// A ledger line: the end of the road.
pub(super) fn ledger(inputs: &TraceInputs<'_>, index: usize) -> Option<Trace> {
    let line = inputs.facts.ledger.get(index)?;
    let rule = inputs
        .facts
        .accounts
        .iter()
        .find(|rule| rule.account == line.account);
    let words = label("ledger_line")
        .with("account", line.account.as_str())
        .with("name", rule.map_or("", |rule| rule.name.as_str()))
        .with("period", line.period.to_string());
    let place = inputs.facts.place(line.source, "amount");
    Some(
        money(words, line.amount.exact())
            .key(format!("ledger/{}", index + 1))
            .cell(place),
    )
}

/// `N/ITEM`: pool × driver ÷ all drivers.
pub(super) fn share(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (index, key) = rest.split_once('/')?;
    share_node(inputs, number(index)?, item(key)?)
}

pub(super) fn share_node(inputs: &TraceInputs<'_>, index: usize, item: CostItem) -> Option<Trace> {
    let share = inputs.run.allocation.as_ref()?.shares.get(index)?;
    let from = &inputs.facts.departments.get(share.from)?.0;
    let portion = share.portion();
    let pool = share.pool[item.index()].clone();
    // Up to the level itself: where the plan orders the units of a class, it has received inside it.
    let parts: Vec<Trace> = PARTS[..usize::from(share.level) + 2]
        .iter()
        .filter_map(|part| part_of(inputs, share.from, part, item))
        .collect();
    let held: Fraction = parts
        .iter()
        .filter_map(|part| part.value.clone().ok())
        .sum();
    let mut spread = money(label("pool").with("name", from.name.as_str()), pool.clone());
    if held == pool {
        spread = spread.sum(parts);
    }
    let driver = super::driver::of_share(inputs, index)?;
    let words = label("share")
        .with("name", from.name.as_str())
        .with("code", from.code.as_str())
        .with("driver", crate::allocation::driver_name(&share.driver));
    Some(
        leaf(words, portion.map(|portion| portion * &pool), Unit::Money)
            .made(Operation::Product, vec![spread, driver]),
    )
}
