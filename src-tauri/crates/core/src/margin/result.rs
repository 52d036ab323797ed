//! Income and cost of the hospital as a whole.

use super::segments::Context;
use super::{HospitalResult, Segment};
use crate::allocation::Allocation;
use crate::hospital::{CostItem, FundingSource};
use crate::plan::CostLevel;
use crate::quantity::{Computed, Fraction, Money, Reason};

/// Whether income of this source counts against costs of the level.
fn counts(level: CostLevel, funding: FundingSource) -> bool {
    match funding {
        FundingSource::Operating => true,
        FundingSource::FiscalProject | FundingSource::OtherProject => {
            level >= CostLevel::MedicalFull
        }
        FundingSource::ResearchTeaching | FundingSource::NonMedical => {
            level >= CostLevel::HospitalFull
        }
    }
}

/// Puts the hospital's income and cost together.
///
/// `base` is the hospital's segment without volume and stay multipliers: what it does not take of the service units is
/// outpatients' or nobody's, and that does not move with a what-if of cases.
pub(super) fn result(
    context: &Context<'_>,
    hospital: &Segment,
    base: &Segment,
    allocation: Option<&Allocation>,
) -> HospitalResult {
    let (outpatient_cost, outpatient_variable) = outpatients(context);
    let other_income: Fraction = context
        .facts
        .other_income
        .iter()
        .filter(|line| counts(context.plan.level, line.funding))
        .map(|line| line.amount.exact())
        .sum();
    let outpatient_revenue: Fraction = context
        .facts
        .revenue
        .iter()
        .filter(|line| !line.inpatient)
        .map(|line| line.amount.exact())
        .sum();
    let total: Option<Fraction> = allocation.map(|allocation| allocation.total().iter().sum());
    // What neither cases nor outpatients carry. A cost of cases that is not computable stands there as a whole.
    let carried = base
        .matrix
        .as_ref()
        .map_or_else(Fraction::zero, |matrix| matrix.iter().flatten().sum());
    let unassigned_cost = total.map_or_else(Fraction::zero, |total| {
        &(&total - &carried) - &outpatient_cost
    });
    let added_fixed_cost = context.adjustments.fixed_cost.clone();
    let income = &(&hospital.revenue + &outpatient_revenue) + &other_income;
    let total_cost: Computed<Fraction> = hospital
        .cost
        .clone()
        .map(|cost| &(&(&cost + &outpatient_cost) + &unassigned_cost) + &added_fixed_cost);
    let surplus = match &total_cost {
        Ok(_) if hospital.gap.is_err() => Err(Reason::new("reason.unpriced")),
        Ok(cost) => Ok(&income - cost),
        Err(reason) => Err(reason.clone()),
    };
    HospitalResult {
        inpatient_revenue: hospital.revenue.clone(),
        outpatient_revenue,
        other_income,
        inpatient_cost: hospital.cost.clone(),
        outpatient_cost,
        outpatient_variable,
        unassigned_cost,
        added_fixed_cost,
        surplus,
        total_cost,
        charge_minus_payment: charge_minus_payment(context),
    }
}

/// Cost of outpatients and its variable part: each service unit's ratio on its outpatient revenue.
fn outpatients(context: &Context<'_>) -> (Fraction, Fraction) {
    let (mut cost, mut variable) = (Fraction::zero(), Fraction::zero());
    for unit in &context.costing.service_units {
        let Ok(ratios) = &unit.item_ratio else {
            continue;
        };
        for item in CostItem::ALL {
            let amount = &ratios[item.index()] * &unit.outpatient_revenue.exact();
            if let Some(rule) = context.plan.behaviour_of(item, &unit.code) {
                variable += &(&amount * &rule.variable);
            }
            cost += &amount;
        }
    }
    (cost, variable)
}

fn charge_minus_payment(context: &Context<'_>) -> Money {
    let cases = &context.facts.cases;
    let priced = context
        .payments
        .cases
        .iter()
        .enumerate()
        .filter(|(_, payment)| payment.kind != crate::payment::OutlierKind::Unpriced);
    priced
        .map(|(case, payment)| Money::from_fen(cases.charge[case]) - payment.revenue)
        .sum()
}
