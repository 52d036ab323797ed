//! 计算计入 (level 0): a shared bill is measured first where meters exist; the remainder goes by its driver.

use serde::Serialize;

use super::driver::{Drivers, driver_name, positive_of};
use super::gather::Bill;
use super::{UnitCost, add, is_zero, scaled, subtract, total};
use crate::facts::Facts;
use crate::hospital::{DepartmentClass, ItemAmounts};
use crate::issue::{Issue, Severity};
use crate::plan::{CostLevel, Plan, SharedBill};
use crate::quantity::{Fraction, Reason, rounding};

/// What became of one shared bill, in exact 分 by item, at the plan's level.
/// 公摊费用去向
///
/// `amounts` = `metered` + `spread` + `left_out` + `unplaced`, item by item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SharedCost {
    /// Position in the plan's shared bills.
    pub bill: usize,
    /// All of the bill at the level.
    pub amounts: ItemAmounts,
    /// Given to metered units.
    pub metered: ItemAmounts,
    /// Given by the driver.
    pub spread: ItemAmounts,
    /// Share of administration, which 医疗业务成本 leaves out; 0 at the other levels.
    pub left_out: ItemAmounts,
    /// Without a usable driver (未分配).
    pub unplaced: ItemAmounts,
}

/// One share of a shared bill: the trail of level 0.
/// 计算计入轨迹
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SharedShare {
    /// Position in the plan's shared bills.
    pub bill: usize,
    /// Receiving unit.
    pub to: usize,
    /// True: what the unit's meter shows of the whole bill; false: part of the remainder by driver.
    pub metered: bool,
    /// Driver code, or code of the meter.
    pub driver: String,
    /// The receiver's driver value, or metered amount in 元.
    pub numerator: Fraction,
    /// Sum of the driver values, or the whole bill (all funding sources) in 元.
    pub denominator: Fraction,
    /// What is spread by item: the remainder, or for meters the whole bill at the level.
    pub pool: ItemAmounts,
}

impl SharedShare {
    /// What the receiver gets, by item.
    /// 分得金额
    pub fn amounts(&self) -> ItemAmounts {
        match self
            .numerator
            .over(&self.denominator, || Reason::new("reason.no_driver"))
        {
            Ok(part) => scaled(&self.pool, &part),
            Err(_) => ItemAmounts::default(),
        }
    }
}

/// Everything level 0 did.
#[derive(Default)]
pub(super) struct Level0 {
    pub bills: Vec<SharedCost>,
    pub shares: Vec<SharedShare>,
    /// (bill code, reason key, by item).
    pub unplaced: Vec<(String, &'static str, ItemAmounts)>,
}

/// Spreads the bills over units of all classes.
pub(super) fn spread(
    facts: &Facts,
    plan: &Plan,
    bills: Vec<Bill>,
    drivers: &mut Drivers<'_>,
    units: &mut [UnitCost],
    issues: &mut Vec<Issue>,
) -> Level0 {
    let mut done = Level0::default();
    for (number, (bill, gathered)) in plan.shared_bills.iter().zip(bills).enumerate() {
        if gathered.lines == 0 {
            issues.push(named(Severity::Notice, "allocation.bill_unused", bill));
        }
        if is_zero(&gathered.amounts) {
            continue;
        }
        let mut cost = SharedCost {
            bill: number,
            amounts: gathered.amounts.clone(),
            ..SharedCost::default()
        };
        let meters = metered(facts, bill, &gathered, drivers, issues);
        let mut shares: Vec<SharedShare> = Vec::new();
        let mut remainder = gathered.amounts.clone();
        for (unit, value, denominator) in &meters {
            let share = SharedShare {
                bill: number,
                to: *unit,
                metered: true,
                driver: bill.meter.clone().unwrap_or_default(),
                numerator: value.clone(),
                denominator: denominator.clone(),
                pool: gathered.amounts.clone(),
            };
            subtract(&mut remainder, &share.amounts());
            shares.push(share);
        }
        if !is_zero(&remainder) {
            let without: Vec<usize> = (0..facts.departments.len())
                .filter(|unit| !meters.iter().any(|(metered, ..)| metered == unit))
                .collect();
            let values = drivers.common(&bill.driver);
            let kept = positive_of(&values, &bill.driver, &without, facts, issues);
            if kept.is_empty() {
                issues.push(
                    named(Severity::Error, "allocation.bill_no_driver", bill)
                        .with("driver", driver_name(&bill.driver))
                        .with("amount", rounding::to_money(&total(&remainder)).to_string()),
                );
                done.unplaced
                    .push((bill.code.clone(), "reason.shared_bill", remainder.clone()));
                cost.unplaced = remainder.clone();
            }
            let denominator: Fraction = kept.iter().map(|(_, value)| value).sum();
            shares.extend(kept.into_iter().map(|(to, numerator)| SharedShare {
                bill: number,
                to,
                metered: false,
                driver: bill.driver.clone(),
                numerator,
                denominator: denominator.clone(),
                pool: remainder.clone(),
            }));
        }
        for share in shares {
            let amounts = share.amounts();
            let class = facts.departments[share.to].0.class;
            if plan.level == CostLevel::MedicalBusiness && class == DepartmentClass::Administration
            {
                add(&mut cost.left_out, &amounts);
                continue;
            }
            add(
                if share.metered {
                    &mut cost.metered
                } else {
                    &mut cost.spread
                },
                &amounts,
            );
            add(&mut units[share.to].level0, &amounts);
            done.shares.push(share);
        }
        done.bills.push(cost);
    }
    done
}

/// (unit, metered 元, denominator) of the units with a meter. Meters that show more than the bill share it whole.
fn metered(
    facts: &Facts,
    bill: &SharedBill,
    gathered: &Bill,
    drivers: &mut Drivers<'_>,
    issues: &mut Vec<Issue>,
) -> Vec<(usize, Fraction, Fraction)> {
    let Some(meter) = &bill.meter else {
        return Vec::new();
    };
    let all: Vec<usize> = (0..facts.departments.len()).collect();
    let kept = positive_of(&drivers.common(meter), meter, &all, facts, issues);
    let shown: Fraction = kept.iter().map(|(_, value)| value).sum();
    let whole = &Fraction::whole(gathered.booked) * &Fraction::new(1, 100).unwrap_or_default();
    let told = |code: &str| {
        named(Severity::Warning, code, bill)
            .with("meter", meter.as_str())
            .with("metered", rounding::to_text(&shown, 2))
            .with("amount", rounding::to_text(&whole, 2))
    };
    if kept.is_empty() || !whole.is_positive() {
        issues.push(told("allocation.bill_not_metered"));
        return Vec::new();
    }
    let denominator = if shown > whole {
        issues.push(told("allocation.bill_over_metered"));
        shown
    } else {
        whole
    };
    kept.into_iter()
        .map(|(unit, value)| (unit, value, denominator.clone()))
        .collect()
}

fn named(severity: Severity, code: &str, bill: &SharedBill) -> Issue {
    Issue::new(severity, code)
        .with("bill", bill.code.as_str())
        .with("name", bill.name.as_str())
}
