//! What another driver would move: the giver's cost, the shares by both drivers, and where the difference ends.

use super::node::{item, label, leaf, money, plain};
use super::unit::part_of;
use super::{Operation, Trace, TraceInputs};
use crate::allocation::{Effect, EffectPart, driver_name, effect, ends_in, rule_for};
use crate::hospital::{CostItem, DepartmentClass};
use crate::issue::Message;
use crate::quantity::{Computed, Fraction, Reason};
use crate::report::Unit;
use crate::report::forms::{embed, unembed};

struct View<'a> {
    inputs: &'a TraceInputs<'a>,
    /// `sensitivity/GIVER|CURRENT|OTHER|`.
    prefix: String,
    found: Effect,
}

/// `GIVER|CURRENT|OTHER|NAME`: NAME `spread`, `moved`, `percent`, `unallocated`; `…|unit|CODE` (change of a clinical
/// unit), `…|amount|N` (items that are passed on alike), `…|total|before`, `…|total|after`.
pub(super) fn explain(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let parts: Vec<String> = rest.split('|').map(unembed).collect();
    let [giver, current, other, name, tail @ ..] = parts.as_slice() else {
        return None;
    };
    let allocation = inputs.run.allocation.as_ref()?;
    let at = inputs.facts.department_index(giver)?;
    let found = effect(inputs.facts, inputs.plan, allocation, at, current, other)?;
    let prefix = format!(
        "sensitivity/{}|{}|{}|",
        embed(giver),
        embed(current),
        embed(other)
    );
    let view = View {
        inputs,
        prefix,
        found,
    };
    match (name.as_str(), tail) {
        ("spread", []) => view.spread(),
        ("moved", []) => view.moved(),
        ("percent", []) => view.percent(),
        ("unallocated", []) => view.unallocated(),
        ("unit", [code]) => view.change(inputs.facts.department_index(code)?),
        ("total", [which]) => view.total(which),
        ("amount", [number]) => view.amount(super::node::number(number)?),
        _ => None,
    }
}

fn name_of<'a>(inputs: &TraceInputs<'a>, index: usize) -> &'a str {
    let unit = inputs.facts.departments.get(index);
    unit.map_or("", |(unit, _)| unit.name.as_str())
}

fn code_of<'a>(inputs: &TraceInputs<'a>, index: usize) -> &'a str {
    let unit = inputs.facts.departments.get(index);
    unit.map_or("", |(unit, _)| unit.code.as_str())
}

/// A receiver's driver value, which opens down to its rows.
fn driver_value(value: &Fraction, (giver, receiver, driver): (usize, usize, &str)) -> Trace {
    let key = format!("driver/{}/{}/{driver}", giver + 1, receiver + 1);
    plain("driver_value", value.clone()).key(key)
}

/// The same over that of all receivers.
fn portion(
    words: Message,
    (value, all): &(Fraction, Fraction),
    of: (usize, usize, &str),
    total: String,
) -> Trace {
    let share = value.over(all, || Reason::new("reason.no_driver"));
    let own = driver_value(value, of);
    let all = plain("driver_total", all.clone()).key(total);
    leaf(words, share, Unit::Ratio).made(Operation::Quotient, vec![own, all])
}

/// Driver values of all receivers together.
fn driver_total<'a>(
    inputs: &TraceInputs<'_>,
    (giver, driver): (usize, &str),
    values: impl Iterator<Item = (usize, &'a Fraction)>,
) -> Trace {
    let operands: Vec<Trace> = values
        .map(|(receiver, value)| {
            let mut node = driver_value(value, (giver, receiver, driver));
            node.label = label("driver_of")
                .with("name", name_of(inputs, receiver))
                .with("code", code_of(inputs, receiver));
            node
        })
        .collect();
    let all = operands
        .iter()
        .filter_map(|node| node.value.as_ref().ok())
        .sum();
    plain("driver_total", all).sum(operands)
}

/// `ITEM|FROM|TO`; `ITEM|FROM` for the driver of all receivers of a unit.
pub(super) fn ends(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let parts: Vec<String> = rest.split('|').map(unembed).collect();
    let [key, from, to @ ..] = parts.as_slice() else {
        return None;
    };
    let of = item(key)?;
    let total = format!("ends/{key}|{}", embed(from));
    let from = inputs.facts.department_index(from)?;
    let to = match to {
        [] => from,
        [to] => inputs.facts.department_index(to)?,
        _ => return None,
    };
    let (value, steps) = ends_in(inputs.facts, inputs.plan, of, from, to)?;
    let node = end(inputs, of, from, to, value);
    let unit = &inputs.facts.departments.get(from)?.0;
    let driver = rule_for(inputs.plan, unit, of).unwrap_or_default();
    if parts.len() == 2 {
        let values = steps.iter().map(|(unit, share, _)| (*unit, &share.0));
        return Some(driver_total(inputs, (from, driver), values));
    }
    let mut operands = Vec::new();
    for (receiver, share, rest) in steps {
        let words = label("passed_on").with("name", name_of(inputs, receiver));
        let share = portion(words, &share, (from, receiver, driver), total.clone());
        let rest = end(inputs, of, receiver, to, rest);
        let value = share
            .value
            .clone()
            .and_then(|share| rest.value.clone().map(|rest| share * &rest));
        let words = label("passed_through").with("name", name_of(inputs, receiver));
        operands.push(leaf(words, value, Unit::Ratio).made(Operation::Product, vec![share, rest]));
    }
    // A clinical unit keeps what reaches it.
    Some(if operands.is_empty() {
        node
    } else {
        node.sum(operands)
    })
}

fn end(inputs: &TraceInputs<'_>, item: CostItem, from: usize, to: usize, value: Fraction) -> Trace {
    let code = |unit: usize| embed(code_of(inputs, unit));
    let words = label("ends_in")
        .with("from", name_of(inputs, from))
        .with("to", name_of(inputs, to));
    leaf(words, Ok(value), Unit::Ratio).key(format!(
        "ends/{}|{}|{}",
        item.key(),
        code(from),
        code(to)
    ))
}

impl View<'_> {
    fn key(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// What the unit spreads by the driver of the plan.
    fn spread(&self) -> Option<Trace> {
        let row = &self.found.alternative;
        let words = label("sensitivity_spread")
            .with("name", name_of(self.inputs, row.giver))
            .with("driver", driver_name(&row.current));
        let groups = 0..self.found.amounts.len();
        let parts = groups.map(|group| self.closed_amount(group)).collect();
        Some(
            money(words, row.spread.clone())
                .sum(parts)
                .key(self.key("spread")),
        )
    }

    fn closed_amount(&self, group: usize) -> Trace {
        let amount = self.found.amounts.get(group);
        let words = label("sensitivity_amount")
            .with("name", name_of(self.inputs, self.found.alternative.giver));
        let value = amount.map_or_else(Fraction::zero, |(_, amount)| amount.clone());
        money(words, value).key(self.key(&format!("amount|{}", group + 1)))
    }

    /// A group of items: what the unit holds of each, which it gives away whole.
    fn amount(&self, group: usize) -> Option<Trace> {
        let (items, _) = self.found.amounts.get(group)?;
        let giver = self.found.alternative.giver;
        let given = &self.inputs.run.allocation.as_ref()?.units.get(giver)?.given;
        let of = |item: &CostItem| {
            let held = ["direct", "level0", "level1", "level2", "level3"];
            let held: Vec<Trace> = held
                .iter()
                .filter_map(|part| part_of(self.inputs, giver, part, *item))
                .collect();
            let value = given[item.index()].clone();
            let all: Fraction = held
                .iter()
                .filter_map(|part| part.value.as_ref().ok())
                .sum();
            let node = money(Message::new(format!("item.{}", item.key())), value.clone());
            if all == value { node.sum(held) } else { node }
        };
        Some(
            self.closed_amount(group)
                .sum(items.iter().map(of).collect()),
        )
    }

    fn closed_change(&self, unit: usize) -> Trace {
        let words = label("sensitivity_change").with("name", name_of(self.inputs, unit));
        let facts = self.inputs.facts;
        let code = facts
            .departments
            .get(unit)
            .map_or("", |(unit, _)| &unit.code);
        let key = self.key(&format!("unit|{}", embed(code)));
        money(words, self.found.change(unit)).key(key)
    }

    /// Change of one unit, by who receives from the giver.
    fn change(&self, unit: usize) -> Option<Trace> {
        let parts = self.found.parts.iter();
        let parts = parts.filter(|part| part.ends.get(unit).is_some_and(|end| !end.is_zero()));
        let operands = parts.filter_map(|part| self.part(part, unit)).collect();
        Some(self.closed_change(unit).sum(operands))
    }

    fn part(&self, part: &EffectPart, unit: usize) -> Option<Trace> {
        let row = &self.found.alternative;
        let name = name_of(self.inputs, part.receiver);
        let share = |key: &str, driver: &str, of| {
            let words = label(key)
                .with("name", name)
                .with("driver", driver_name(driver));
            let total = self.key(if key == "share_after" {
                "total|after"
            } else {
                "total|before"
            });
            portion(words, of, (row.giver, part.receiver, driver), total)
        };
        let after = share("share_after", &row.other, &part.after);
        let before = share("share_before", &row.current, &part.before);
        let difference: Computed<Fraction> = after
            .value
            .clone()
            .and_then(|after| before.value.clone().map(|before| after - &before));
        let difference = leaf(
            label("share_difference").with("name", name),
            difference,
            Unit::Ratio,
        )
        .made(Operation::Difference, vec![after, before]);
        let items = &self.found.amounts.get(part.group)?.0;
        let end = end(
            self.inputs,
            *items.first()?,
            part.receiver,
            unit,
            part.ends.get(unit)?.clone(),
        );
        let amount = self.closed_amount(part.group);
        let factors = vec![amount, difference, end];
        let value: Computed<Vec<Fraction>> =
            factors.iter().map(|node| node.value.clone()).collect();
        let value = value.map(|all| {
            all.iter()
                .fold(Fraction::one(), |product, factor| product * factor)
        });
        let words = label("sensitivity_part").with("name", name);
        Some(leaf(words, value, Unit::Money).made(Operation::Product, factors))
    }

    /// The driver of all receivers: of the plan (`before`), the other one (`after`).
    fn total(&self, which: &str) -> Option<Trace> {
        let row = &self.found.alternative;
        let (driver, after) = match which {
            "before" => (row.current.as_str(), false),
            "after" => (row.other.as_str(), true),
            _ => return None,
        };
        // Every group of items has the same receivers.
        let parts = self.found.parts.iter().filter(|part| part.group == 0);
        let values = parts.map(|part| {
            let value = if after { &part.after.0 } else { &part.before.0 };
            (part.receiver, value)
        });
        Some(driver_total(self.inputs, (row.giver, driver), values))
    }

    fn changes(&self) -> Vec<Trace> {
        let units = self.inputs.facts.departments.iter().enumerate();
        units
            .filter(|(_, (unit, _))| unit.class == DepartmentClass::Clinical)
            .map(|(unit, _)| self.closed_change(unit))
            .collect()
    }

    /// What ends nowhere changes by what the units do not change.
    fn unallocated(&self) -> Option<Trace> {
        let changes = self.changes();
        let value = changes
            .iter()
            .filter_map(|node| node.value.as_ref().ok())
            .sum();
        let all = money(label("sensitivity_changes"), value).sum(changes);
        let minus = plain("minus_one", Fraction::from(-1));
        let value = self.found.alternative.unallocated.clone();
        let node = money(label("sensitivity_unallocated"), value);
        let node = node.made(Operation::Product, vec![all, minus]);
        Some(node.key(self.key("unallocated")))
    }

    /// All that rises: as much falls elsewhere.
    fn moved(&self) -> Option<Trace> {
        let row = &self.found.alternative;
        let mut operands = self.changes();
        let words = label("sensitivity_unallocated");
        operands.push(money(words, row.unallocated.clone()).key(self.key("unallocated")));
        operands.retain(|node| node.value.as_ref().is_ok_and(Fraction::is_positive));
        let node = money(label("sensitivity_moved"), row.moved.clone());
        Some(node.sum(operands).key(self.key("moved")))
    }

    fn percent(&self) -> Option<Trace> {
        let (mut moved, mut spread) = (self.moved()?, self.spread()?);
        for node in [&mut moved, &mut spread] {
            node.operands.clear();
            (node.formula, node.operation) = (None, None);
        }
        let row = &self.found.alternative;
        let value = row
            .moved
            .over(&row.spread, || Reason::new("reason.no_cost_to_compare"));
        let node = leaf(label("sensitivity_percent"), value, Unit::Percent);
        Some(node.made(Operation::Quotient, vec![moved, spread]))
    }
}
