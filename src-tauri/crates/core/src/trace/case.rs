//! One discharge: cost from its charges, payment from the policy.

use super::node::{item, label, leaf, money, number};
use super::service_unit::{item_ratio, ratio};
use super::{Operation, Trace, TraceInputs};
use crate::issue::Message;
use crate::payment::{StepUnit, explain as explain_payment};
use crate::quantity::{Fraction, Reason};
use crate::report::Unit;

/// `N/NAME`: `cost`, `exact`, `revenue`, `gap`, `charge`, `charge/UNIT`, `unit/UNIT`, `unit/UNIT/ITEM`.
pub(super) fn explain(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (case, name) = rest.split_once('/')?;
    let case = number(case)?;
    if case >= inputs.facts.cases.len() {
        return None;
    }
    match name {
        "cost" => cost(inputs, case),
        "revenue" => Some(revenue(inputs, case)),
        "gap" => gap(inputs, case),
        "exact" => exact(inputs, case),
        "charge" => {
            let fen = inputs.run.payments.charge(inputs.facts, case);
            let node = amount(inputs, case, "case_charge", fen);
            Some(node.cell(place(inputs, case, "charge")))
        }
        _ => match name.strip_prefix("unit/") {
            Some(unit) => unit_cost(inputs, case, unit),
            None => charge(inputs, case, name.strip_prefix("charge/")?),
        },
    }
}

/// Payment less cost, both as published.
fn gap(inputs: &TraceInputs<'_>, case: usize) -> Option<Trace> {
    let [mut paid, mut cost] = [revenue(inputs, case), cost(inputs, case)?];
    for (node, name) in [(&mut paid, "revenue"), (&mut cost, "cost")] {
        node.operands.clear();
        (node.operation, node.formula, node.rounding) = (None, None, None);
        node.key = Some(format!("case/{}/{name}", case + 1));
    }
    let value = paid
        .value
        .clone()
        .and_then(|paid| Ok(paid - &cost.value.clone()?));
    let mut node = amount(inputs, case, "case_gap", 0);
    node.value = value;
    Some(node.made(Operation::Difference, vec![paid, cost]))
}

/// The cost before it is rounded to 分.
fn exact(inputs: &TraceInputs<'_>, case: usize) -> Option<Trace> {
    let mut node = cost(inputs, case)?;
    node.label = amount(inputs, case, "case_cost_exact", 0).label;
    node.rounding = None;
    if !node.operands.is_empty() {
        let parts: crate::quantity::Computed<Vec<Fraction>> = node
            .operands
            .iter()
            .map(|part| part.value.clone())
            .collect();
        node.value = parts.map(|parts| parts.iter().sum());
    }
    Some(node)
}

/// `UNIT` or `UNIT/ITEM`: charge × ratio of one service unit, of one item of it.
fn unit_cost(inputs: &TraceInputs<'_>, case: usize, rest: &str) -> Option<Trace> {
    let known = |code: &str| {
        inputs
            .plan
            .service_units
            .iter()
            .find(|unit| unit.code == code)
    };
    let (unit, rate, words) = match known(rest) {
        Some(unit) => {
            let words = label("service_unit_cost").with("name", unit.name.as_str());
            (unit, ratio(inputs, &unit.code)?, words)
        }
        None => {
            let (code, key) = rest.rsplit_once('/')?;
            let (unit, item) = (known(code)?, item(key)?);
            let words = Message::new(format!("item.{}", item.key()));
            (unit, item_ratio(inputs, code, item)?, words)
        }
    };
    let charged = charge(inputs, case, &unit.code)?;
    let value = rate
        .value
        .clone()
        .and_then(|rate| Ok(rate * &charged.value.clone()?));
    Some(leaf(words, value, Unit::Money).made(Operation::Product, vec![charged, rate]))
}

fn place(inputs: &TraceInputs<'_>, case: usize, field: &str) -> crate::issue::Place {
    let source = inputs
        .facts
        .cases
        .source
        .get(case)
        .copied()
        .unwrap_or_default();
    inputs.facts.place(source, field)
}

/// A node named after the case, in 分.
pub(super) fn amount(inputs: &TraceInputs<'_>, case: usize, name: &str, fen: i64) -> Trace {
    let table = &inputs.facts.cases;
    let group = table
        .group
        .get(case)
        .and_then(|group| table.groups.get(*group as usize));
    let row = table.source.get(case).map_or(0, |source| source.row);
    let words = label(name)
        .with("group", group.map_or("", String::as_str))
        .with("row", row.to_string());
    money(words, Fraction::from(fen))
}

/// Charge of a case in a service unit, from its fee lines.
fn charge(inputs: &TraceInputs<'_>, case: usize, unit: &str) -> Option<Trace> {
    let index = inputs
        .plan
        .service_units
        .iter()
        .position(|own| own.code == unit)?;
    let value = *inputs.run.costing.case_unit_charges.get(index)?.get(case)?;
    let table = &inputs.facts.cases;
    let mapped = |line: &str| {
        let rule = inputs
            .plan
            .fee_lines
            .iter()
            .find(|rule| rule.fee_line == line);
        rule.is_some_and(|rule| rule.service_unit == unit)
    };
    let lines = table
        .fee_lines
        .iter()
        .zip(&table.fees)
        .filter(|(line, _)| mapped(line));
    let lines = lines.map(|(line, fees)| {
        money(Message::new(line.clone()), Fraction::from(fees[case]))
            .cell(place(inputs, case, line))
    });
    Some(amount(inputs, case, "case_charge", value).sum(lines.collect()))
}

fn cost(inputs: &TraceInputs<'_>, case: usize) -> Option<Trace> {
    let found = inputs.run.costing.case_cost.get(case)?;
    let mut node = amount(inputs, case, "case_cost", 0);
    node.value = found.clone().map(|cost| cost.exact());
    if let Some(given) = inputs.facts.cases.given_cost.get(case).copied().flatten() {
        node.value = Ok(Fraction::from(given));
        return Some(node.cell(place(inputs, case, "given_cost")));
    }
    let mut operands = Vec::new();
    for (unit, charges) in inputs
        .run
        .costing
        .service_units
        .iter()
        .zip(&inputs.run.costing.case_unit_charges)
    {
        let charge = charges.get(case).copied().unwrap_or_default();
        if charge == 0 {
            continue;
        }
        let exact = Fraction::from(charge);
        let charged = amount(inputs, case, "case_charge", charge).key(format!(
            "case/{}/charge/{}",
            case + 1,
            unit.code
        ));
        let value = unit.ratio.clone().map(|ratio| ratio * &exact);
        let words = label("service_unit_cost").with("name", unit.name.as_str());
        let part = leaf(words, value, Unit::Money);
        operands.push(part.made(
            Operation::Product,
            vec![charged, ratio(inputs, &unit.code)?],
        ));
    }
    node.rounding = Some(label("rounded_fen"));
    // Every unit is named: there are few, and a rest would hide a ratio.
    Some(node.made(Operation::Sum, operands))
}

pub(super) fn revenue(inputs: &TraceInputs<'_>, case: usize) -> Trace {
    let mut node = amount(inputs, case, "case_revenue", 0);
    let explained = match explain_payment(inputs.facts, inputs.policy, inputs.adjustments, case) {
        Ok(explained) => explained,
        Err(message) => {
            node.value = Err(Reason::new("reason.unpriced_case"));
            node.formula = Some(message);
            return node;
        }
    };
    node.value = Ok(explained.payment.revenue.exact());
    let steps = explained.steps.into_iter().map(|step| {
        let unit = match step.unit {
            StepUnit::Fen => Unit::Money,
            StepUnit::FenPerUnit => Unit::UnitMoney,
            StepUnit::Weight => Unit::Weight,
            StepUnit::Days => Unit::Days,
            StepUnit::Points | StepUnit::Factor => Unit::Ratio,
            StepUnit::Count => Unit::Count,
        };
        let mut line = leaf(step.label, Ok(step.value), unit);
        if let Some(field) = step.field {
            line = line.cell(place(inputs, case, field));
        }
        line.clause = step
            .citation
            .and_then(|citation| clause(inputs, &citation.source));
        line
    });
    let mut node = node.made(Operation::Steps, steps.collect());
    node.formula = Some(explained.formula);
    node.rounding = explained
        .rounded_to
        .map(|places| label("rounded_policy").with("places", places.to_string()));
    node
}

/// Number and title of a policy source.
pub(super) fn clause(inputs: &TraceInputs<'_>, id: &str) -> Option<String> {
    let source = inputs.policy.sources.get(id)?;
    Some(
        format!("{} {}", source.number, source.title)
            .trim()
            .to_owned(),
    )
}
