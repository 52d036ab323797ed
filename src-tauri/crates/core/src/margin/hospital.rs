//! The hospital's result: cases, outpatients, what is left over, and how it closes to the ledger.

use super::cells::Cell;
use super::rates::UnitRates;
use super::{HospitalResult, Segment, no_cases};
use crate::allocation::{enters, total};
use crate::costing::Costing;
use crate::facts::Facts;
use crate::plan::{AddedLine, Adjustments, LineKind, Plan};
use crate::quantity::{Computed, Fraction, Reason, rounding};

/// Other income that counts at the plan's level: operating subsidy for 医疗成本, project grants where their cost is in.
fn other_income(facts: &Facts, plan: &Plan) -> Fraction {
    let fen: i128 = facts
        .other_income
        .iter()
        .filter(|line| enters(plan.level, line.funding, None))
        .map(|line| i128::from(line.amount.fen()))
        .sum();
    Fraction::whole(fen)
}

/// Income and cost of the whole hospital. Source: architecture §5 (cost-to-charge), cost-method §1.9.
///
/// Unassigned cost = service-unit cost − cost of the cases as they were − outpatient cost + cost without service unit;
/// the scenario's volumes move inpatient cost only.
pub(super) fn result(
    facts: &Facts,
    plan: &Plan,
    costing: &Costing,
    adjustments: &Adjustments,
    rates: &UnitRates,
    cells: &[&Cell],
    all: &Segment,
) -> HospitalResult {
    let ledger = !facts.ledger.is_empty();
    let mut outpatient_fen = 0_i128;
    let mut moved = Vec::new();
    for line in facts.revenue.iter().filter(|line| !line.inpatient) {
        let fen = i128::from(line.amount.fen());
        outpatient_fen += fen;
        if let Some(by) = adjustments.outpatient.get(&line.service_unit) {
            moved.push(Fraction::whole(fen) * (by - &Fraction::one()));
        }
    }
    // Without a ledger nobody knows what outpatients cost; their revenue alone would be a surplus out of nothing.
    let outpatient_revenue = if ledger {
        Fraction::whole(outpatient_fen) + moved.iter().sum::<Fraction>()
    } else {
        Fraction::zero()
    };
    let (mut outpatient_cost, mut outpatient_variable) = (Vec::new(), Vec::new());
    let mut assigned = Vec::new();
    for (index, unit) in costing.service_units.iter().enumerate() {
        let (Ok(ratio), Some(Ok(items))) = (&unit.ratio, rates.ratios.get(index)) else {
            continue;
        };
        let revenue = unit.outpatient_revenue.exact();
        outpatient_cost.push(ratio * &revenue);
        for (rate, behaviour) in items.iter().zip(&rates.behaviour[index]) {
            if let Ok((variable, _)) = behaviour {
                outpatient_variable.push(&(rate * variable) * &revenue);
            }
        }
        let charges: i128 = cells.iter().filter_map(|cell| cell.units.get(index)).sum();
        assigned.push(ratio * &Fraction::whole(charges));
    }
    let outpatient_cost: Fraction = outpatient_cost.iter().sum();
    let given: i128 = cells.iter().map(|cell| cell.given_cost).sum();
    let unassigned_cost = if ledger {
        let placed: Fraction = costing
            .service_units
            .iter()
            .map(|unit| total(&unit.cost))
            .sum();
        placed + total(&costing.unassigned)
            - assigned.iter().sum::<Fraction>()
            - Fraction::whole(given)
            - &outpatient_cost
    } else {
        Fraction::zero()
    };
    let other_income = other_income(facts, plan);
    let lines: Vec<(AddedLine, Fraction)> = (adjustments.lines.iter())
        .map(|line| (line.clone(), line.amount(facts.period)))
        .collect();
    let of = |wanted: fn(LineKind) -> bool| -> Fraction {
        let own = lines.iter().filter(|(line, _)| wanted(line.kind));
        own.map(|(_, amount)| amount).sum()
    };
    let added = of(|kind| matches!(kind, LineKind::Cost(_)));
    let added_income = of(|kind| kind == LineKind::Income);
    let total_cost = all
        .cost
        .clone()
        .map(|cost| cost + &outpatient_cost + &unassigned_cost + &added);
    let income = &(&(&all.revenue + &outpatient_revenue) + &other_income) + &added_income;
    let surplus: Computed<Fraction> = if cells.is_empty() {
        Err(no_cases())
    } else if cells.iter().all(|cell| cell.unpriced) {
        Err(Reason::new("reason.unpriced"))
    } else {
        total_cost.clone().map(|cost| income - cost)
    };
    let priced_charge: Fraction = cells
        .iter()
        .filter(|cell| !cell.unpriced)
        .map(|cell| {
            let code = facts.cases.groups.get(cell.group as usize);
            let m = code.and_then(|code| adjustments.volume.get(code));
            m.map_or_else(
                || Fraction::whole(cell.charge),
                |m| &Fraction::whole(cell.charge) * m,
            )
        })
        .sum();
    HospitalResult {
        charge_minus_payment: rounding::to_money(&(priced_charge - &all.revenue)),
        inpatient_revenue: all.revenue.clone(),
        outpatient_revenue,
        other_income,
        inpatient_cost: all.cost.clone(),
        unpriced_cost: all.unpriced_cost.clone(),
        outpatient_cost,
        outpatient_variable: outpatient_variable.iter().sum(),
        unassigned_cost,
        added_fixed_cost: added,
        added_income,
        added: lines,
        surplus,
        total_cost,
    }
}
