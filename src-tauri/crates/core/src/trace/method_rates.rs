//! Rates of the methods: from a unit's rate to its cost, its volume, its days.

use super::node::{label, leaf, money};
use super::service_unit::ratio;
use super::{Operation, Trace, TraceInputs};
use crate::costing::methods::{Basis, ItemCosts, Methods, TopDownUnit, compare, item_costs};
use crate::hospital::ServiceUnitKind;
use crate::issue::Message;
use crate::plan::TopDownDriver;
use crate::quantity::{Computed, Fraction};
use crate::report::Unit;

/// What the methods are recomputed from.
pub(super) fn basis<'a>(inputs: &TraceInputs<'a>, items: &'a ItemCosts) -> Basis<'a> {
    Basis {
        facts: inputs.facts,
        plan: inputs.plan,
        costing: &inputs.run.costing,
        items,
    }
}

pub(super) fn name_of(inputs: &TraceInputs<'_>, code: &str) -> String {
    let unit = inputs.facts.department(code);
    unit.map_or(code, |unit| unit.name.as_str()).to_owned()
}

/// First times second.
pub(super) fn product(words: Message, first: Trace, second: Trace) -> Trace {
    let value = first
        .value
        .clone()
        .and_then(|first| Ok(first * &second.value.clone()?));
    leaf(words, value, Unit::Money).made(Operation::Product, vec![first, second])
}

/// All of them added.
pub(super) fn total(words: Message, unit: Unit, parts: Vec<Trace>) -> Trace {
    let values: Computed<Vec<Fraction>> = parts.iter().map(|node| node.value.clone()).collect();
    leaf(words, values.map(|values| values.iter().sum()), unit).sum(parts)
}

pub(super) fn item_rate(
    inputs: &TraceInputs<'_>,
    items: &ItemCosts,
    unit: &str,
    item: &str,
) -> Option<Trace> {
    let exact = items
        .iter()
        .find(|((own, code), _)| code == item && (unit.is_empty() || own == unit));
    let ((unit, item), cost) = exact?;
    let words = label("item_unit_cost")
        .with("item", item.as_str())
        .with("unit", unit.as_str());
    let node = leaf(words, Ok(cost.clone()), Unit::UnitMoney);
    let mut units = inputs.run.costing.service_items.iter();
    let method = units
        .find(|own| own.department == *unit)
        .and_then(|own| own.best_method());
    Some(match method {
        Some(method) => node.key(format!(
            "service_item/{unit}/{item}/{}/unit_cost",
            method.key()
        )),
        None => node,
    })
}

pub(super) fn service_rate(
    inputs: &TraceInputs<'_>,
    methods: &Methods,
    unit: usize,
) -> Option<Trace> {
    let rate = methods.rates.get(unit)?.as_ref()?;
    let name = inputs.plan.service_units.get(unit)?.name.as_str();
    let words = label("service_unit_rate").with("name", name);
    let key = format!("method_rate/service_units/{}/rate", rate.code);
    Some(leaf(words, rate.rate.clone(), Unit::UnitMoney).key(key))
}

pub(super) fn top_down_figure(
    inputs: &TraceInputs<'_>,
    unit: &TopDownUnit,
    name: &str,
) -> Option<Trace> {
    let (value, kind) = match name {
        "pool" => (unit.pool.clone(), Unit::Money),
        "own" => (unit.own.clone(), Unit::Money),
        "charged" => (unit.charged.clone(), Unit::Money),
        "spread" => (unit.spread(), Unit::Money),
        "parameter" => (Ok(unit.parameter.clone()), Unit::Count),
        "rate" => (unit.rate.clone(), Unit::UnitMoney),
        _ => return None,
    };
    let words = label(&format!("top_down_{name}")).with("name", name_of(inputs, &unit.department));
    let key = format!("method_rate/top_down/{}/{name}", unit.department);
    Some(leaf(words, value, kind).key(key))
}

/// `METHOD/UNIT/NAME` of a rate.
pub(super) fn rate(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (key, rest) = rest.split_once('/')?;
    let (code, name) = rest.rsplit_once('/')?;
    let items = item_costs(&inputs.run.costing);
    let methods = compare(basis(inputs, &items));
    match key {
        "top_down" => {
            let unit = methods
                .top_down
                .iter()
                .find(|unit| unit.department == code)?;
            top_down(inputs, unit, name)
        }
        "service_units" => {
            let index = inputs
                .plan
                .service_units
                .iter()
                .position(|own| own.code == code)?;
            let unit = methods.rates.get(index)?.as_ref()?;
            let volume = volume(inputs, unit.volume.clone(), code);
            match name {
                "volume" => Some(volume),
                "rate" => {
                    let words = label("service_unit_cost_of").with("name", code);
                    let cost =
                        money(words, unit.cost.clone()).key(format!("service_unit/{code}/cost"));
                    let node = service_rate(inputs, &methods, index)?;
                    Some(node.made(Operation::Quotient, vec![cost, volume]))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

fn volume(inputs: &TraceInputs<'_>, value: Computed<Fraction>, code: &str) -> Trace {
    let rows = inputs.facts.service_volumes.iter();
    let lines = rows.filter(|row| row.service_unit == code).map(|row| {
        let words = label("volume_line").with("measure", row.measure.as_str());
        leaf(words, Ok(row.volume.clone()), Unit::Ratio)
            .cell(inputs.facts.place(row.source, "volume"))
    });
    let words = label("service_volume").with("name", code);
    leaf(words, value, Unit::Ratio)
        .sum(lines.collect())
        .key(format!("method_rate/service_units/{code}/volume"))
}

fn top_down(inputs: &TraceInputs<'_>, unit: &TopDownUnit, name: &str) -> Option<Trace> {
    let of = |name: &str| top_down_figure(inputs, unit, name);
    let code = unit.department.as_str();
    match name {
        "rate" => Some(of(name)?.made(Operation::Quotient, vec![of("spread")?, of("parameter")?])),
        "spread" => Some(of(name)?.made(Operation::Difference, vec![of("pool")?, of("own")?])),
        "pool" => Some(pool(inputs, unit, of(name)?)),
        "own" | "charged" => {
            let carved = name == "own";
            let units = inputs.plan.service_units.iter();
            let chosen = units.filter(|own| (own.kind != ServiceUnitKind::Members) == carved);
            let parts = chosen.filter_map(|own| {
                let lines: Vec<Trace> = revenue_lines(inputs, code, &own.code).collect();
                if lines.is_empty() {
                    return None;
                }
                let words = label("ordered_charges").with("name", own.name.as_str());
                let words_cost = label("service_unit_cost").with("name", own.name.as_str());
                let charged = total(words, Unit::Money, lines);
                Some(product(words_cost, charged, ratio(inputs, &own.code)?))
            });
            Some(of(name)?.made(Operation::Sum, parts.collect()))
        }
        "parameter" => {
            let node = of(name)?;
            Some(match inputs.plan.disease.top_down {
                TopDownDriver::BedDays => {
                    let rows = inputs
                        .facts
                        .workload
                        .iter()
                        .filter(|row| row.department == code);
                    let lines = rows.map(|row| {
                        let words = label("workload_line").with("period", row.period.to_string());
                        leaf(words, Ok(Fraction::whole(row.bed_days)), Unit::Count)
                            .cell(inputs.facts.place(row.source, "bed_days"))
                    });
                    node.sum(lines.collect())
                }
                TopDownDriver::Charges => {
                    let units = inputs.plan.service_units.iter();
                    let members = units.filter(|own| own.kind == ServiceUnitKind::Members);
                    let lines = members.flat_map(|own| revenue_lines(inputs, code, &own.code));
                    node.sum(lines.collect())
                }
                TopDownDriver::Cases => {
                    let mut node = node;
                    node.formula = Some(label("formula_counted"));
                    node
                }
            })
        }
        _ => None,
    }
}

fn revenue_lines<'a>(
    inputs: &'a TraceInputs<'_>,
    ordering: &'a str,
    unit: &'a str,
) -> impl Iterator<Item = Trace> + 'a {
    let lines = inputs.facts.revenue.iter().enumerate();
    lines
        .filter(move |(_, line)| {
            line.inpatient && line.ordering == ordering && line.service_unit == unit
        })
        .filter_map(|(index, _)| super::service_unit::revenue_line(inputs, index))
}

/// The unit's full cost, or its inpatient share where it has visits too.
fn pool(inputs: &TraceInputs<'_>, unit: &TopDownUnit, node: Trace) -> Trace {
    let code = unit.department.as_str();
    let Some(full) = super::unit::explain(inputs, &format!("{code}/full")) else {
        return node;
    };
    let mut opened = full.key(format!("unit/{code}/full"));
    opened.operands.clear();
    (opened.operation, opened.formula) = (None, None);
    if opened.value == node.value {
        return node.made(Operation::Sum, vec![opened]);
    }
    let visits = inputs
        .run
        .costing
        .visits
        .iter()
        .find(|own| own.department.as_deref() == Some(code));
    let outpatient: Fraction = visits.map(|own| own.cost.iter().sum()).unwrap_or_default();
    let words = label("outpatient_part").with("name", name_of(inputs, code));
    node.made(
        Operation::Difference,
        vec![opened, money(words, outpatient)],
    )
}
