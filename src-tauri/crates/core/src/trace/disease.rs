//! Statistics of a group's cases, and patients in the house.

use num_bigint::BigInt;

use super::case::amount;
use super::method_rates::{name_of, product, total};
use super::node::{label, leaf, money, number, plain};
use super::service_unit::ratio;
use super::{Operation, Trace, TraceInputs};
use crate::costing::statistics::{Scaled, case_costs, describe};
use crate::costing::wip::{WipList, WipPatient};
use crate::issue::Message;
use crate::quantity::{Computed, Fraction};
use crate::report::Unit;

/// `GROUP/NAME`: `mean`, `median`, `trimmed_mean`, `lower_quartile`, `upper_quartile`, `min`, `max`.
pub(super) fn statistics(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (group, name) = rest.rsplit_once('/')?;
    let table = &inputs.facts.cases;
    let index = table.groups.iter().position(|code| code == group)?;
    let (costs, denominator) = case_costs(inputs.facts, &inputs.run.costing);
    let mut own: Vec<(BigInt, usize)> = costs
        .into_iter()
        .enumerate()
        .filter(|(case, _)| {
            table
                .group
                .get(*case)
                .is_some_and(|own| *own as usize == index)
        })
        .filter_map(|(case, cost)| Some((cost?, case)))
        .collect();
    own.sort();
    let figures = Scaled {
        values: own.iter().map(|(cost, _)| cost.clone()).collect(),
        denominator: denominator.clone(),
    };
    let found = describe(&figures, &inputs.plan.disease.trim).ok()?;
    let case = |position: usize| -> Option<Trace> {
        let (cost, case) = own.get(position)?;
        let mut node = amount(inputs, *case, "case_cost_exact", 0);
        node.value = Ok(Fraction::new(cost.clone(), denominator.clone())?);
        Some(node.key(format!("case/{}/exact", case + 1)))
    };
    let words = label(&format!("statistics_{name}")).with("name", group);
    let node = |value: &Fraction| leaf(words.clone(), Ok(value.clone()), Unit::UnitMoney);
    let mean = |range: std::ops::Range<usize>, value: &Fraction| {
        let count = Fraction::whole(range.len());
        let sum = total(
            label("statistics_sum").with("name", group),
            Unit::Money,
            range.filter_map(case).collect(),
        );
        let count = leaf(
            label("statistics_count").with("name", group),
            Ok(count),
            Unit::Count,
        );
        node(value).made(Operation::Quotient, vec![sum, count])
    };
    let (count, cut) = (own.len(), usize::try_from(found.trimmed).ok()?);
    let between = |quarters: usize, value: &Fraction| -> Option<Trace> {
        let (at, part) = ((count - 1) * quarters / 4, (count - 1) * quarters % 4);
        let weight = |share: usize| {
            let share = Fraction::new(share, 4).unwrap_or_default();
            plain("interpolation", share)
        };
        let words = || label("statistics_weighted");
        let mut parts = vec![product(words(), case(at)?, weight(4 - part))];
        if part > 0 {
            parts.push(product(words(), case(at + 1)?, weight(part)));
        }
        Some(node(value).made(Operation::Sum, parts))
    };
    match name {
        "mean" => Some(mean(0..count, &found.mean)),
        "trimmed_mean" => Some(mean(cut..count - cut, &found.trimmed_mean)),
        "median" => between(2, &found.median),
        "lower_quartile" => between(1, &found.lower_quartile),
        "upper_quartile" => between(3, &found.upper_quartile),
        "min" => Some(node(&found.min).made(Operation::Sum, vec![case(0)?])),
        "max" => Some(node(&found.max).made(Operation::Sum, vec![case(count - 1)?])),
        _ => None,
    }
}

/// `rest`, `change`, `WHICH/cost`, `WHICH/charge`, `WHICH/department/CODE/NAME`, `WHICH/N/cost`,
/// `WHICH/N/charge/UNIT` (WHICH `opening` or `closing`, N counts the patients of the list).
pub(super) fn wip(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let wip = &inputs.run.costing.wip;
    match rest {
        "rest" => {
            let all = &inputs.run.margins.result.unassigned_cost;
            let change = wip.change();
            let value = change.clone().map(|change| all - &change);
            let unassigned =
                money(label("line_unassigned_cost"), all.clone()).key("headline/unassigned_cost");
            let change = leaf(label("wip_change"), change, Unit::Money).key("wip/change");
            let node = leaf(label("wip_rest"), value, Unit::Money);
            return Some(node.made(Operation::Difference, vec![unassigned, change]));
        }
        "change" => {
            let node = leaf(label("wip_change"), wip.change(), Unit::Money);
            let parts = ["closing", "opening"].map(|which| cost(inputs, which));
            let [closing, opening] = parts;
            return Some(node.made(Operation::Difference, vec![closing?, opening?]));
        }
        _ => {}
    }
    let (which, rest) = rest.split_once('/')?;
    let list = list(inputs, which)?;
    if let Some(rest) = rest.strip_prefix("department/") {
        let (code, name) = rest.rsplit_once('/')?;
        let of = |patient: &WipPatient| {
            let row = inputs.facts.in_house.get(patient.row);
            row.is_some_and(|row| row.department == code)
        };
        let words = label(&format!("wip_unit_{name}")).with("name", name_of(inputs, code));
        return Some(total(
            words,
            Unit::Money,
            patients(inputs, which, list, name, of)?,
        ));
    }
    match rest {
        "cost" | "charge" => {
            let node = if rest == "cost" {
                cost(inputs, which)?
            } else {
                money(wip_label(which, "charge"), list.charge.exact())
            };
            Some(node.sum(patients(inputs, which, list, rest, |_| true)?))
        }
        _ => {
            let (position, name) = rest.split_once('/')?;
            let position = number(position)?;
            let patient = list.patients.get(position)?;
            match name.strip_prefix("charge/") {
                Some(unit) => charge(inputs, which, position, patient, unit),
                None if name == "cost" => Some(patient_cost(inputs, which, position, patient)),
                None => None,
            }
        }
    }
}

fn list<'a>(inputs: &TraceInputs<'a>, which: &str) -> Option<&'a WipList> {
    let wip = &inputs.run.costing.wip;
    match which {
        "opening" => wip.opening.as_ref(),
        "closing" => wip.closing.as_ref(),
        _ => None,
    }
}

fn wip_label(which: &str, name: &str) -> Message {
    label(&format!("wip_{name}")).with("which", format!("@wip.{which}"))
}

fn cost(inputs: &TraceInputs<'_>, which: &str) -> Option<Trace> {
    let value = list(inputs, which)?.cost.clone();
    let node = leaf(wip_label(which, "cost"), value, Unit::Money);
    Some(node.key(format!("wip/{which}/cost")))
}

fn patients(
    inputs: &TraceInputs<'_>,
    which: &str,
    list: &WipList,
    name: &str,
    keep: impl Fn(&WipPatient) -> bool,
) -> Option<Vec<Trace>> {
    let own = list.patients.iter().enumerate();
    let own = own.filter(|(_, patient)| keep(patient));
    match name {
        "cost" => Some(
            own.map(|(position, patient)| {
                let key = format!("wip/{which}/{}/cost", position + 1);
                leaf(
                    patient_label(inputs, patient, "cost"),
                    patient.cost.clone(),
                    Unit::Money,
                )
                .key(key)
            })
            .collect(),
        ),
        "charge" => Some(
            own.filter_map(|(_, patient)| {
                let row = inputs.facts.in_house.get(patient.row)?;
                let node = money(patient_label(inputs, patient, "charge"), row.charge.exact());
                Some(node.cell(inputs.facts.place(row.source, "charge")))
            })
            .collect(),
        ),
        _ => None,
    }
}

fn patient_label(inputs: &TraceInputs<'_>, patient: &WipPatient, name: &str) -> Message {
    let row = inputs.facts.in_house.get(patient.row);
    let number = row.map_or(0, |row| row.source.row);
    label(&format!("wip_patient_{name}")).with("row", number.to_string())
}

fn patient_cost(
    inputs: &TraceInputs<'_>,
    which: &str,
    position: usize,
    patient: &WipPatient,
) -> Trace {
    let units = inputs.plan.service_units.iter().zip(&patient.charges);
    let parts = units.filter_map(|(unit, fen)| {
        if *fen == 0 {
            return None;
        }
        let key = format!("wip/{which}/{}/charge/{}", position + 1, unit.code);
        let words = label("unit_charges").with("name", unit.name.as_str());
        let charged = money(words, Fraction::from(*fen)).key(key);
        let words = label("service_unit_cost").with("name", unit.name.as_str());
        Some(product(words, charged, ratio(inputs, &unit.code)?))
    });
    let value: Computed<Fraction> = patient.cost.clone();
    let node = leaf(patient_label(inputs, patient, "cost"), value, Unit::Money);
    node.made(Operation::Sum, parts.collect())
}

fn charge(
    inputs: &TraceInputs<'_>,
    which: &str,
    position: usize,
    patient: &WipPatient,
    unit: &str,
) -> Option<Trace> {
    let row = inputs.facts.in_house.get(patient.row)?;
    let rule = |line: &str| {
        inputs
            .plan
            .fee_lines
            .iter()
            .find(|rule| rule.fee_line == line)
    };
    let lines = row
        .fees
        .iter()
        .filter(|(line, _)| rule(line).is_some_and(|rule| rule.service_unit == unit));
    let parts = lines.map(|(line, fen)| {
        money(Message::new(line.clone()), Fraction::from(*fen))
            .cell(inputs.facts.place(row.source, line))
    });
    let words = label("unit_charges").with("name", unit);
    let key = format!("wip/{which}/{}/charge/{unit}", position + 1);
    Some(total(words, Unit::Money, parts.collect()).key(key))
}
