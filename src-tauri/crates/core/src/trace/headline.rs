//! Headline figures and the lines of the hospital's result.

use super::case::amount;
use super::node::{label, leaf, money, plain};
use super::segment::figure;
use super::service_unit::ratio;
use super::unit::{carved_of, part_of};
use super::{Operation, Trace, TraceInputs};
use crate::allocation::{enters, total};
use crate::hospital::{CostItem, DepartmentClass};
use crate::plan::LineKind;
use crate::quantity::{Computed, Fraction, rounding};
use crate::report::Unit;

fn line(inputs: &TraceInputs<'_>, name: &str) -> Option<Trace> {
    let result = &inputs.run.margins.result;
    let value: Computed<Fraction> = match name {
        "surplus" => result.surplus.clone(),
        "inpatient_revenue" => Ok(result.inpatient_revenue.clone()),
        "outpatient_revenue" => Ok(result.outpatient_revenue.clone()),
        "other_income" => Ok(result.other_income.clone()),
        "inpatient_cost" => result.inpatient_cost.clone(),
        "unpriced_cost" => result.unpriced_cost.clone(),
        "outpatient_cost" => Ok(result.outpatient_cost.clone()),
        "unassigned_cost" => Ok(result.unassigned_cost.clone()),
        "added_fixed_cost" => Ok(result.added_fixed_cost.clone()),
        "added_income" => Ok(result.added_income.clone()),
        "total_cost" => result.total_cost.clone(),
        "income" => Ok(&(&result.inpatient_revenue + &result.outpatient_revenue)
            + &(&result.other_income + &result.added_income)),
        _ => return None,
    };
    Some(leaf(label(&format!("line_{name}")), value, Unit::Money).key(format!("headline/{name}")))
}

/// Lines a scenario adds, of cost or of income.
fn added(inputs: &TraceInputs<'_>, name: &str) -> Vec<Trace> {
    let cost = name == "added_fixed_cost";
    let lines = inputs.run.margins.result.added.iter();
    lines
        .filter(|(line, _)| match line.kind {
            LineKind::Cost(_) => cost,
            LineKind::Income => !cost,
            LineKind::Released => false,
        })
        .map(|(line, amount)| {
            let words = label("added_line")
                .with("number", line.number.to_string())
                .with("lever", format!("@{}", line.label));
            money(words, amount.clone())
        })
        .collect()
}

/// A line of other income: the end of the road.
pub(super) fn income_line(inputs: &TraceInputs<'_>, index: usize) -> Option<Trace> {
    let line = inputs.facts.other_income.get(index)?;
    let words = label("income_line")
        .with("kind", line.kind.as_str())
        .with("period", line.period.to_string());
    let place = inputs.facts.place(line.source, "amount");
    Some(
        money(words, line.amount.exact())
            .key(format!("income/{}", index + 1))
            .cell(place),
    )
}

/// `NAME`.
pub(super) fn explain(inputs: &TraceInputs<'_>, name: &str) -> Option<Trace> {
    let of = |name: &str| line(inputs, name);
    let hospital = &inputs.run.margins.hospital;
    let all = &inputs.run.margins.all;
    let facts = inputs.facts;
    let sum =
        |names: &[&str]| Some(of(name)?.sum(names.iter().filter_map(|name| of(name)).collect()));
    let whole = inputs.plan.facility.is_none();
    match name {
        "surplus" => Some(of(name)?.made(
            Operation::Difference,
            vec![of("income")?, of("total_cost")?],
        )),
        "income" if inputs.run.margins.result.added_income.is_zero() => {
            sum(&["inpatient_revenue", "outpatient_revenue", "other_income"])
        }
        "income" => sum(&[
            "inpatient_revenue",
            "outpatient_revenue",
            "other_income",
            "added_income",
        ]),
        "added_fixed_cost" | "added_income" => Some(of(name)?.sum(added(inputs, name))),
        "total_cost" => sum(&[
            "inpatient_cost",
            "outpatient_cost",
            "unassigned_cost",
            "added_fixed_cost",
        ]),
        // With one facility in view the segments below hold less than the hospital's line.
        "inpatient_revenue" if whole => Some(
            of(name)?.sum(
                inputs
                    .run
                    .margins
                    .groups
                    .iter()
                    .filter_map(|group| figure(group, "revenue"))
                    .collect(),
            ),
        ),
        "unpriced_cost" if whole => Some(
            of(name)?.sum(
                inputs
                    .run
                    .margins
                    .groups
                    .iter()
                    .filter_map(|group| figure(group, "unpriced_cost"))
                    .collect(),
            ),
        ),
        "inpatient_cost" if whole => Some(
            of(name)?.sum(
                inputs
                    .run
                    .margins
                    .groups
                    .iter()
                    .filter_map(|group| figure(group, "cost"))
                    .collect(),
            ),
        ),
        "outpatient_revenue" if !facts.ledger.is_empty() => {
            let lines = facts
                .revenue
                .iter()
                .enumerate()
                .filter(|(_, line)| !line.inpatient);
            let lines =
                lines.filter_map(|(index, _)| super::service_unit::revenue_line(inputs, index));
            Some(of(name)?.sum(lines.collect()))
        }
        "other_income" => {
            let lines = facts.other_income.iter().enumerate();
            let lines = lines.filter(|(_, line)| enters(inputs.plan.level, line.funding, None));
            Some(
                of(name)?.sum(
                    lines
                        .filter_map(|(index, _)| income_line(inputs, index))
                        .collect(),
                ),
            )
        }
        "outpatient_cost" => {
            let units = inputs.run.costing.service_units.iter().filter_map(|unit| {
                let rate = unit.ratio.as_ref().ok()?;
                let revenue = unit.outpatient_revenue.exact();
                let words = label("service_unit_cost").with("name", unit.name.as_str());
                let node = money(words, rate * &revenue);
                let lines = facts.revenue.iter().enumerate();
                let lines = lines
                    .filter(|(_, line)| line.service_unit == unit.code && !line.inpatient)
                    .filter_map(|(at, _)| super::service_unit::revenue_line(inputs, at));
                let words = label("outpatient_income").with("name", unit.name.as_str());
                let income = money(words, revenue).sum(lines.collect());
                Some(node.made(Operation::Product, vec![income, ratio(inputs, &unit.code)?]))
            });
            Some(of(name)?.sum(units.collect()))
        }
        "unassigned_cost" if !facts.ledger.is_empty() => Some(unassigned(inputs, of(name)?)),
        "cases_carried" if !facts.ledger.is_empty() => Some(cases_carried(inputs)),
        "without_unit" if !facts.ledger.is_empty() => without_unit(inputs),
        "unassigned_cost" | "inpatient_revenue" | "inpatient_cost" | "unpriced_cost"
        | "outpatient_revenue" => of(name),
        "gap" | "cmi" | "los" => super::segment::explain(inputs, &format!("hospital/{name}")),
        "cost_per_case" => quotient(
            name,
            figure(hospital, "cost")?,
            figure(hospital, "cases")?,
            Unit::UnitMoney,
        ),
        "revenue_per_case" => quotient(
            name,
            figure(hospital, "revenue")?,
            leaf(
                label("priced_cases"),
                Ok(&hospital.cases - &hospital.unpriced),
                Unit::Count,
            ),
            Unit::UnitMoney,
        ),
        "break_even_cases" | "break_even_revenue" | "margin_of_safety" => {
            let found = inputs.run.break_even.hospital.as_ref();
            let value = match (found, name) {
                (Ok(found), "break_even_cases") => found.cases.clone(),
                (Ok(found), "break_even_revenue") => found.revenue.clone(),
                (Ok(found), _) => found.margin_of_safety.clone(),
                (Err(reason), _) => Err(reason.clone()),
            };
            let words = label(&format!("line_{name}"));
            let unit = match name {
                "break_even_cases" => Unit::Count,
                "break_even_revenue" => Unit::Money,
                _ => Unit::Percent,
            };
            let Ok(found) = found else {
                return Some(leaf(words, value, unit));
            };
            let fixed = money(label("fixed_to_cover"), found.fixed.clone()).made(
                Operation::Difference,
                vec![figure(all, "contribution")?, of("surplus")?],
            );
            let multiple = leaf(label("multiple"), found.multiple.clone(), Unit::Ratio);
            // Fixed cost below 0 is covered by other income: the multiple is then 0, not the quotient.
            let multiple = if found.fixed.is_negative() {
                multiple
            } else {
                multiple.made(
                    Operation::Quotient,
                    vec![fixed, figure(all, "contribution")?],
                )
            };
            let priced = leaf(
                label("priced_cases"),
                Ok(&all.cases - &all.unpriced),
                Unit::Count,
            );
            let one = leaf(label("one"), Ok(Fraction::one()), Unit::Ratio);
            Some(match name {
                "break_even_cases" => {
                    // Shown as the next whole case; the exact product stands below with its decimals.
                    let whole = value
                        .clone()
                        .map(|cases| Fraction::whole(rounding::ceiling(&cases)));
                    let exact = leaf(label("exact_cases"), value, Unit::Ratio)
                        .made(Operation::Product, vec![multiple, priced]);
                    let mut node = leaf(words, whole, unit);
                    node.formula = Some(label("formula_rounded_up"));
                    node.rounding = Some(label("rounded_up"));
                    node.operands = vec![exact];
                    node
                }
                "break_even_revenue" => leaf(words, value, unit)
                    .made(Operation::Product, vec![multiple, of("inpatient_revenue")?]),
                _ => leaf(words, value, unit).made(Operation::Difference, vec![one, multiple]),
            })
        }
        _ => None,
    }
}

fn quotient(name: &str, a: Trace, b: Trace, unit: Unit) -> Option<Trace> {
    let value = a.value.clone().and_then(|a| {
        a.over(b.value.as_ref().unwrap_or(&Fraction::zero()), || {
            crate::quantity::Reason::new("reason.no_cases")
        })
    });
    Some(leaf(label(&format!("line_{name}")), value, unit).made(Operation::Quotient, vec![a, b]))
}

/// Service-unit cost and cost without a unit, less what cases (as they were) and outpatients carry.
fn unassigned(inputs: &TraceInputs<'_>, node: Trace) -> Trace {
    let result = &inputs.run.margins.result;
    let costing = &inputs.run.costing;
    let units: Fraction = costing
        .service_units
        .iter()
        .map(|unit| total(&unit.cost))
        .sum();
    let without = total(&costing.unassigned);
    let carried = &(&units + &without) - &(&result.unassigned_cost + &result.outpatient_cost);
    let parts = costing.service_units.iter().map(|unit| {
        money(
            label("service_unit_cost").with("name", unit.name.as_str()),
            total(&unit.cost),
        )
        .key(format!("service_unit/{}/cost", unit.code))
    });
    let units = money(label("service_units"), units).sum(parts.collect());
    let minus = |words: &str, node: Trace| {
        let value = node.value.clone().map(|value| -value);
        let minus = plain("minus_one", Fraction::from(-1));
        leaf(label(words), value, Unit::Money).made(Operation::Product, vec![node, minus])
    };
    let cases = money(label("line_cases_carried"), carried).key("headline/cases_carried");
    let outpatients = money(
        label("line_outpatient_cost"),
        result.outpatient_cost.clone(),
    );
    node.sum(vec![
        units,
        money(label("without_unit"), without).key("headline/without_unit"),
        minus("less_cases", cases),
        minus(
            "less_outpatients",
            outpatients.key("headline/outpatient_cost"),
        ),
    ])
}

/// Cost of the cases as they were: charges of all of them × ratio, unit by unit, and costs the file gives.
fn cases_carried(inputs: &TraceInputs<'_>) -> Trace {
    let costing = &inputs.run.costing;
    let given = &inputs.facts.cases.given_cost;
    let is_given = |case: usize| given.get(case).copied().flatten();
    let mut parts = Vec::new();
    for (unit, charges) in costing.service_units.iter().zip(&costing.case_unit_charges) {
        let Ok(rate) = &unit.ratio else { continue };
        let cases: Vec<Trace> = (0..charges.len())
            .filter(|case| charges[*case] != 0 && is_given(*case).is_none())
            .map(|case| {
                let key = format!("case/{}/charge/{}", case + 1, unit.code);
                amount(inputs, case, "case_charge", charges[case]).key(key)
            })
            .collect();
        let charged: Fraction = cases
            .iter()
            .filter_map(|case| case.value.clone().ok())
            .sum();
        let named = |words: &str| label(words).with("name", unit.name.as_str());
        let value = rate * &charged;
        let charged = money(named("unit_charges"), charged).sum(cases);
        let Some(rate) = ratio(inputs, &unit.code) else {
            continue;
        };
        parts.push(
            money(named("service_unit_cost"), value).made(Operation::Product, vec![charged, rate]),
        );
    }
    parts.extend((0..given.len()).filter_map(|case| {
        let fen = is_given(case)?;
        Some(amount(inputs, case, "case_cost", fen).key(format!("case/{}/cost", case + 1)))
    }));
    let all = parts
        .iter()
        .filter_map(|part| part.value.clone().ok())
        .sum();
    money(label("line_cases_carried"), all).sum(parts)
}

/// Cost that reached no service unit: units without one, less what is carved out of them, and what was not placed
/// before level 3.
fn without_unit(inputs: &TraceInputs<'_>) -> Option<Trace> {
    let costing = &inputs.run.costing;
    let facts = inputs.facts;
    let mut operands = Vec::new();
    for (code, reason, amounts) in &costing.unassigned_lines {
        let unit = facts.department_index(code)?;
        let words = label("form_unallocated_line")
            .with("name", code.as_str())
            .with("reason", format!("@{reason}"));
        let parts = ["direct", "level0", "level1", "level2"];
        let mut held: Vec<Trace> = CostItem::ALL
            .into_iter()
            .flat_map(|item| parts.map(|part| part_of(inputs, unit, part, item)))
            .flatten()
            .collect();
        for (service_unit, item, _) in &inputs.run.allocation.as_ref()?.units.get(unit)?.carved {
            let known = inputs.plan.service_units.iter();
            if known.clone().any(|own| own.code == *service_unit) {
                let mut carved = carved_of(inputs, unit, service_unit, CostItem::ALL[*item])?;
                // Opened by itself: its ledger lines may be hundreds.
                carved.operands.clear();
                (carved.formula, carved.operation) = (None, None);
                let minus = plain("minus_one", Fraction::from(-1));
                let value = carved.value.clone().map(|value| -value);
                let node = leaf(carved.label.clone(), value, Unit::Money);
                held.push(node.made(Operation::Product, vec![carved, minus]));
            }
        }
        operands.push(money(words, total(amounts)).sum(held));
    }
    let lines = inputs.run.allocation.iter();
    let lines = lines.flat_map(|all| all.unallocated_lines.iter().enumerate());
    operands.extend(lines.filter_map(|(at, (name, reason, _))| {
        let class = facts.department(name).map(|unit| unit.class);
        let stuck = ["reason.no_rule", "reason.no_driver"].contains(reason);
        // What technology could not spread still stands in its service unit.
        let later = stuck && class == Some(DepartmentClass::MedicalTechnology);
        (!later).then(|| super::unplaced::line(inputs, at, None))?
    }));
    Some(money(label("without_unit"), total(&costing.unassigned)).sum(operands))
}
