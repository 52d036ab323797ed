//! 服务单元成本收入比: cost after level 2 by service unit, carve-outs moved, over the revenue of the unit.

use std::collections::BTreeMap;

use super::{Costing, ServiceUnitCost};
use crate::allocation::{Allocation, add, is_zero, total};
use crate::facts::{Facts, SourceRef};
use crate::hospital::{DepartmentClass, ItemAmounts};
use crate::issue::{Issue, Severity};
use crate::plan::Plan;
use crate::quantity::{Computed, Fraction, Money, Reason, rounding};

/// Fills `service_units` (without case charges) and what has no unit.
///
/// Σ service units + `unassigned` = direct cost of all units + cost of unknown units and accounts, exactly, by item.
/// Source: cost-method §1.9 and architecture §5 (cost-to-charge).
pub(super) fn service_units(
    facts: &Facts,
    plan: &Plan,
    allocation: Option<&Allocation>,
    costing: &mut Costing,
    issues: &mut Vec<Issue>,
) {
    let position: BTreeMap<&str, usize> = plan
        .service_units
        .iter()
        .enumerate()
        .rev()
        .map(|(i, unit)| (unit.code.as_str(), i))
        .collect();
    let mut costs = vec![ItemAmounts::default(); plan.service_units.len()];
    if let Some(allocation) = allocation {
        place_costs(facts, allocation, &position, &mut costs, costing, issues);
    }
    let revenue = revenue(facts, &position, plan.service_units.len(), costing, issues);

    for ((unit, cost), (all, outpatient)) in plan.service_units.iter().zip(costs).zip(revenue) {
        let ratios = match allocation {
            Some(_) => ratios(&unit.code, &cost, all),
            None => Err(Reason::new("reason.no_ledger")),
        };
        let (ratio, item_ratio) = match ratios {
            Ok((ratio, items)) => (Ok(ratio), Ok(items)),
            Err(reason) => (Err(reason.clone()), Err(reason)),
        };
        if allocation.is_some() {
            let amount = rounding::to_money(&total(&cost)).to_string();
            let named = |severity, code: &str| {
                let issue = Issue::new(severity, code)
                    .with("unit", unit.code.as_str())
                    .with("name", unit.name.as_str());
                issue
                    .with("amount", amount.clone())
                    .with("revenue", all.to_string())
            };
            match &ratio {
                Ok(ratio) if !in_band(ratio) => {
                    issues.push(
                        named(Severity::Warning, "costing.ratio_outside")
                            .with("ratio", rounding::to_text(ratio, 4)),
                    );
                }
                Err(_) if !is_zero(&cost) => {
                    issues.push(named(Severity::Error, "costing.no_revenue"))
                }
                _ => {}
            }
        }
        costing.service_units.push(ServiceUnitCost {
            code: unit.code.clone(),
            name: unit.name.clone(),
            cost,
            revenue: all,
            outpatient_revenue: outpatient,
            case_charges: Money::ZERO,
            ratio,
            item_ratio,
        });
    }
}

/// 0.3–3: outside, a mapping is more likely wrong than the hospital that unusual (cost-method §1.9, engine rules).
fn in_band(ratio: &Fraction) -> bool {
    let tenfold = ratio * &Fraction::from(10);
    tenfold >= Fraction::from(3) && tenfold <= Fraction::from(30)
}

fn ratios(code: &str, cost: &ItemAmounts, revenue: Money) -> Computed<(Fraction, ItemAmounts)> {
    let reason = || Reason::new("reason.no_revenue").with("unit", code);
    if revenue.fen() <= 0 {
        return Err(reason());
    }
    let rate = Fraction::one().over(&revenue.exact(), reason)?;
    let items: ItemAmounts = std::array::from_fn(|item| &cost[item] * &rate);
    Ok((total(cost) * &rate, items))
}

fn place_costs(
    facts: &Facts,
    allocation: &Allocation,
    position: &BTreeMap<&str, usize>,
    costs: &mut [ItemAmounts],
    costing: &mut Costing,
    issues: &mut Vec<Issue>,
) {
    let mut unknown_carve_outs: BTreeMap<&str, Fraction> = BTreeMap::new();
    for (index, ((department, source), unit)) in
        facts.departments.iter().zip(&allocation.units).enumerate()
    {
        let named = |severity, code: &str, field: &str| {
            let issue = Issue::new(severity, code)
                .with("department", department.code.as_str())
                .with("name", department.name.as_str());
            issue
                .with("unit", department.service_unit.clone().unwrap_or_default())
                .at(facts.place(*source, field))
        };
        if department.class < DepartmentClass::MedicalTechnology {
            if department.service_unit.is_some() {
                issues.push(named(
                    Severity::Notice,
                    "costing.service_unit_ignored",
                    "service_unit",
                ));
            }
            continue;
        }
        let mut own = unit.after_level2();
        for (code, item, amount) in &unit.carved {
            match position.get(code.as_str()) {
                Some(to) => {
                    own[*item] -= amount;
                    costs[*to][*item] += amount;
                }
                // Stays with the using unit.
                None => *unknown_carve_outs.entry(code).or_default() += amount,
            }
        }
        if let Some(to) = department
            .service_unit
            .as_deref()
            .and_then(|code| position.get(code))
        {
            add(&mut costs[*to], &own);
        } else if !is_zero(&own) {
            let (code, reason) = match &department.service_unit {
                None => ("costing.no_service_unit", "reason.no_service_unit"),
                Some(_) => (
                    "costing.unknown_service_unit",
                    "reason.unknown_service_unit",
                ),
            };
            let amount = rounding::to_money(&total(&own)).to_string();
            issues.push(named(Severity::Error, code, "service_unit").with("amount", amount));
            add(&mut costing.unassigned, &own);
            costing
                .unassigned_lines
                .push((facts.departments[index].0.code.clone(), reason, own));
        }
    }
    add(
        &mut costing.unassigned,
        &allocation.unallocated_before_level3(),
    );
    for (code, amount) in unknown_carve_outs {
        let place = facts
            .accounts
            .iter()
            .find(|rule| rule.carve_out.as_deref() == Some(code))
            .map(|rule| facts.place(rule.source, "carve_out"));
        issues.push(
            Issue::new(Severity::Error, "costing.unknown_carve_out")
                .with("unit", code)
                .with("amount", rounding::to_money(&amount).to_string())
                .at(place.unwrap_or_default()),
        );
    }
}

/// (all, outpatient) revenue per service unit. Revenue of a unit the plan does not know stays visible.
fn revenue(
    facts: &Facts,
    position: &BTreeMap<&str, usize>,
    units: usize,
    costing: &mut Costing,
    issues: &mut Vec<Issue>,
) -> Vec<(Money, Money)> {
    let mut sums = vec![(Money::ZERO, Money::ZERO); units];
    let mut unknown: BTreeMap<&str, (SourceRef, u64, Money)> = BTreeMap::new();
    for line in &facts.revenue {
        if let Some(unit) = position.get(line.service_unit.as_str()) {
            sums[*unit].0 += line.amount;
            if !line.inpatient {
                sums[*unit].1 += line.amount;
            }
        } else {
            costing.unassigned_revenue += line.amount;
            let entry = unknown
                .entry(&line.service_unit)
                .or_insert((line.source, 0, Money::ZERO));
            entry.1 += 1;
            entry.2 += line.amount;
        }
    }
    for (unit, (first, count, amount)) in unknown {
        issues.push(
            Issue::new(Severity::Error, "costing.unknown_revenue_unit")
                .with("unit", unit)
                .with("count", count.to_string())
                .with("amount", amount.to_string())
                .at(facts.place(first, "service_unit")),
        );
    }
    sums
}
