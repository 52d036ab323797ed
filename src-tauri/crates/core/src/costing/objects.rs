//! 诊次成本、床日成本: full cost of clinical units per visit and per occupied bed-day.

use std::collections::BTreeMap;

use super::calendar::Calendar;
use super::{Costing, ObjectCost};
use crate::allocation::{Allocation, add, is_zero, scaled, subtract, total};
use crate::facts::{Facts, SourceRef};
use crate::hospital::{CostItem, DepartmentClass, ItemAmounts, ServiceUnitKind};
use crate::issue::{Issue, Severity};
use crate::plan::Plan;
use crate::quantity::{Computed, Fraction, Reason, rounding};

/// Work of one unit over the months that count.
struct Work {
    visits: u64,
    bed_days: u64,
    first: SourceRef,
}

/// Fills `bed_days` and `visits`. Source: cost-method §1.7.
pub(super) fn objects(
    facts: &Facts,
    plan: &Plan,
    allocation: &Allocation,
    costing: &mut Costing,
    issues: &mut Vec<Issue>,
) {
    let calendar = Calendar::of(facts, issues);
    let days = calendar.days();
    let mut work: BTreeMap<usize, Work> = BTreeMap::new();
    for (unit, (visits, bed_days)) in calendar.work(facts, issues) {
        let code = &facts.departments[unit].0.code;
        let first = facts.workload.iter().find(|row| row.department == *code);
        work.insert(
            unit,
            Work {
                visits,
                bed_days,
                first: first.map(|row| row.source).unwrap_or_default(),
            },
        );
    }
    let billed = billed(facts, plan, allocation);
    let (mut visits, mut bed_days) = (Vec::new(), Vec::new());
    for (index, (department, source)) in facts.departments.iter().enumerate() {
        let Some(unit) = allocation.units.get(index) else {
            continue;
        };
        let work = work
            .get(&index)
            .filter(|work| work.visits > 0 || work.bed_days > 0);
        let named = |severity, code: &str| {
            Issue::new(severity, code)
                .with("department", department.code.as_str())
                .with("name", department.name.as_str())
        };
        if department.class != DepartmentClass::Clinical {
            if let Some(work) = work {
                let place = facts.place(work.first, "department");
                issues.push(
                    named(Severity::Notice, "costing.workload_not_clinical")
                        .with("visits", work.visits.to_string())
                        .with("bed_days", work.bed_days.to_string())
                        .at(place),
                );
            }
            continue;
        }
        let full = unit.full();
        let Some(work) = work else {
            if !is_zero(&full) {
                let amount = rounding::to_money(&total(&full)).to_string();
                issues.push(
                    named(Severity::Notice, "costing.no_workload")
                        .with("amount", amount)
                        .at(facts.place(*source, "code")),
                );
            }
            continue;
        };
        let code = department.code.as_str();
        let billed = &billed[index];
        let open = department.beds.map(|beds| u64::from(beds) * days);
        let whole = |cost| Part {
            cost,
            billed: billed.clone(),
            share: None,
        };
        if work.visits == 0 {
            let part = whole(full);
            bed_days.push(object(code, work.bed_days, part, Ok(()), open));
        } else if work.bed_days == 0 {
            let part = whole(full);
            visits.push(object(code, work.visits, part, Ok(()), None));
        } else {
            let place = facts.place(work.first, "department");
            let share = outpatient_share(facts, code);
            issues.push(match &share {
                Ok(share) => named(Severity::Warning, "costing.visits_and_bed_days")
                    .with(
                        "share",
                        rounding::to_text(&(share * &Fraction::from(100)), 2),
                    )
                    .at(place),
                Err(_) => named(Severity::Error, "costing.no_revenue_split").at(place),
            });
            let (outpatient, inpatient, computable) = match share {
                Ok(share) => {
                    let outpatient = scaled(&full, &share);
                    let mut inpatient = full;
                    subtract(&mut inpatient, &outpatient);
                    let rest = Fraction::one() - &share;
                    let part = |cost, share: Fraction| Part {
                        cost,
                        billed: billed * &share,
                        share: Some(share),
                    };
                    (part(outpatient, share), part(inpatient, rest), Ok(()))
                }
                Err(reason) => (whole(full.clone()), whole(full), Err(reason)),
            };
            visits.push(object(
                code,
                work.visits,
                outpatient,
                computable.clone(),
                None,
            ));
            bed_days.push(object(code, work.bed_days, inpatient, computable, open));
        }
    }
    costing.visits = with_hospital(visits);
    costing.bed_days = with_hospital(bed_days);
}

/// Outpatient share of what the unit ordered: its own and the technology cost in its full cost follow what it ordered.
fn outpatient_share(facts: &Facts, code: &str) -> Computed<Fraction> {
    let (mut outpatient, mut inpatient) = (0_i128, 0_i128);
    for line in facts.revenue.iter().filter(|line| line.ordering == code) {
        let sum = if line.inpatient {
            &mut inpatient
        } else {
            &mut outpatient
        };
        *sum += i128::from(line.amount.fen());
    }
    let reason = || Reason::new("reason.no_revenue_split").with("department", code);
    if outpatient < 0 || inpatient < 0 {
        return Err(reason());
    }
    Fraction::whole(outpatient).over(&Fraction::whole(outpatient + inpatient), reason)
}

/// Cost that goes to visits or to bed-days.
struct Part {
    cost: ItemAmounts,
    billed: Fraction,
    share: Option<Fraction>,
}

/// Separately billed consumables inside the full cost of every unit: its own, and those technology passes on at level 3.
///
/// What stands under the item of drugs is left to it, so that nothing is taken off twice.
pub(crate) fn billed(facts: &Facts, plan: &Plan, allocation: &Allocation) -> Vec<Fraction> {
    let is_billed = |code: &str| {
        let unit = plan.service_units.iter().find(|unit| unit.code == code);
        unit.is_some_and(|unit| unit.kind == ServiceUnitKind::BilledConsumables)
    };
    let mut billed: Vec<ItemAmounts> = vec![ItemAmounts::default(); facts.departments.len()];
    for (held, unit) in billed.iter_mut().zip(&allocation.units) {
        for (code, item, amount) in &unit.carved {
            if is_billed(code) && *item != CostItem::Drugs.index() {
                held[*item] += amount;
            }
        }
    }
    for share in allocation.shares.iter().filter(|share| share.level == 3) {
        let portion = share.portion().unwrap_or_default();
        let Some(held) = billed.get(share.from).cloned() else {
            continue;
        };
        if let Some(to) = billed.get_mut(share.to) {
            for (item, amount) in held.iter().enumerate() {
                // Another driver spreads what is not in this share's pool.
                if !share.pool[item].is_zero() {
                    to[item] += &(amount * &portion);
                }
            }
        }
    }
    billed.iter().map(total).collect()
}

fn object(
    code: &str,
    count: u64,
    part: Part,
    computable: Computed<()>,
    open: Option<u64>,
) -> ObjectCost {
    per_unit(Some(code.to_owned()), count, part, computable, open)
}

fn per_unit(
    department: Option<String>,
    count: u64,
    part: Part,
    computable: Computed<()>,
    open_bed_days: Option<u64>,
) -> ObjectCost {
    let Part {
        cost,
        billed,
        share,
    } = part;
    let counted = Fraction::whole(count);
    let all = total(&cost);
    let without = &all - &cost[CostItem::Drugs.index()];
    let without_both = &without - &billed;
    let each = |amount: &Fraction| {
        computable
            .clone()
            .and_then(|()| amount.over(&counted, || Reason::new("reason.no_workload")))
    };
    ObjectCost {
        department,
        count,
        unit_cost: each(&all),
        unit_cost_without_drugs: each(&without),
        unit_cost_without_drugs_and_billed: each(&without_both),
        cost,
        billed,
        share,
        open_bed_days,
    }
}

/// Puts the hospital first. It is computable when every unit is.
fn with_hospital(units: Vec<ObjectCost>) -> Vec<ObjectCost> {
    if units.is_empty() {
        return units;
    }
    let (mut cost, mut count, mut computable) = (ItemAmounts::default(), 0_u64, Ok(()));
    let mut billed = Fraction::zero();
    for unit in &units {
        count = count.saturating_add(unit.count);
        match &unit.unit_cost {
            Ok(_) => {
                add(&mut cost, &unit.cost);
                billed += &unit.billed;
            }
            Err(reason) if computable.is_ok() => computable = Err(reason.clone()),
            Err(_) => {}
        }
    }
    let part = Part {
        cost,
        billed,
        share: None,
    };
    // Beds of a unit without a figure are unknown, not zero: then the hospital has none either.
    let open = units.iter().map(|unit| unit.open_bed_days).sum();
    let mut all = vec![per_unit(None, count, part, computable, open)];
    all.extend(units);
    all
}
