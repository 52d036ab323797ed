//! 诊次成本、床日成本: full cost of clinical units per visit and per occupied bed-day.

use std::collections::BTreeMap;

use super::{Costing, ObjectCost};
use crate::allocation::{Allocation, add, is_zero, scaled, subtract, total};
use crate::facts::{Facts, SourceRef};
use crate::hospital::{CostItem, DepartmentClass, ItemAmounts};
use crate::issue::{Issue, Severity};
use crate::quantity::{Computed, Fraction, Reason, rounding};

/// Work of one unit over all months.
struct Work {
    visits: u64,
    bed_days: u64,
    first: SourceRef,
}

/// Fills `bed_days` and `visits`. Source: cost-method §1.7.
pub(super) fn objects(
    facts: &Facts,
    allocation: &Allocation,
    costing: &mut Costing,
    issues: &mut Vec<Issue>,
) {
    let mut work: BTreeMap<usize, Work> = BTreeMap::new();
    for row in &facts.workload {
        if let Some(unit) = facts.department_index(&row.department) {
            let entry = work.entry(unit).or_insert(Work {
                visits: 0,
                bed_days: 0,
                first: row.source,
            });
            entry.visits = entry.visits.saturating_add(row.visits);
            entry.bed_days = entry.bed_days.saturating_add(row.bed_days);
        }
    }
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
        if work.visits == 0 {
            bed_days.push(object(code, work.bed_days, full, Ok(())));
        } else if work.bed_days == 0 {
            visits.push(object(code, work.visits, full, Ok(())));
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
                    (outpatient, inpatient, Ok(()))
                }
                Err(reason) => (full.clone(), full, Err(reason)),
            };
            visits.push(object(code, work.visits, outpatient, computable.clone()));
            bed_days.push(object(code, work.bed_days, inpatient, computable));
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

fn object(code: &str, count: u64, cost: ItemAmounts, computable: Computed<()>) -> ObjectCost {
    per_unit(Some(code.to_owned()), count, cost, computable)
}

fn per_unit(
    department: Option<String>,
    count: u64,
    cost: ItemAmounts,
    computable: Computed<()>,
) -> ObjectCost {
    let counted = Fraction::whole(count);
    let all = total(&cost);
    let without = &all - &cost[CostItem::Drugs.index()];
    let each = |amount: &Fraction| {
        computable
            .clone()
            .and_then(|()| amount.over(&counted, || Reason::new("reason.no_workload")))
    };
    let (unit_cost, unit_cost_without_drugs) = (each(&all), each(&without));
    ObjectCost {
        department,
        count,
        cost,
        unit_cost,
        unit_cost_without_drugs,
    }
}

/// Puts the hospital first. It is computable when every unit is.
fn with_hospital(units: Vec<ObjectCost>) -> Vec<ObjectCost> {
    if units.is_empty() {
        return units;
    }
    let (mut cost, mut count, mut computable) = (ItemAmounts::default(), 0_u64, Ok(()));
    for unit in &units {
        count = count.saturating_add(unit.count);
        match &unit.unit_cost {
            Ok(_) => add(&mut cost, &unit.cost),
            Err(reason) if computable.is_ok() => computable = Err(reason.clone()),
            Err(_) => {}
        }
    }
    let mut all = vec![per_unit(None, count, cost, computable)];
    all.extend(units);
    all
}
