//! 三级分项逐级分步结转: a closed class receives nothing more, every item is carried by itself, nothing is rounded.

use num_bigint::BigInt;
use num_traits::Zero;
use std::sync::Arc;

use super::amounts::masked;
use super::driver::{Drivers, Mask, driver_name, drivers_of, positive};
use super::gather::{gather, sum_lines};
use super::held::{Held, Integers, weights};
use super::order::Order;
use super::trail::{Gift, Trail};
use super::{Allocation, UnitCost, add, is_zero, plan_checks, shared, subtract, sums, total};
use crate::facts::Facts;
use crate::hospital::{DepartmentClass, ItemAmounts};
use crate::issue::{Issue, Severity};
use crate::plan::{Adjustments, Plan};
use crate::quantity::{Fraction, rounding};

/// Givers that share one set of driver values, spread together: the same result as one by one, in fewer steps.
struct Pool {
    driver: String,
    own: Option<usize>,
    items: Mask,
    /// Some receivers are of the giver's own class.
    inside: bool,
    givers: Vec<usize>,
    receivers: Vec<(usize, Fraction)>,
}

/// What every step of the step-down looks at.
struct Steps<'a> {
    facts: &'a Facts,
    plan: &'a Plan,
    order: Order,
}

/// Where the step-down stands: level 1–3, the class that gives, its turn inside the class.
#[derive(Clone, Copy)]
struct At {
    level: u8,
    class: DepartmentClass,
    turn: usize,
}

/// Gathers direct cost at the plan's level, spreads shared bills, and steps down: administration → support →
/// technology → clinical.
/// 科室成本归集、计算计入与三级分项逐级分步结转
///
/// Exact 分 by item; nothing is rounded. For every item: Σ direct and level-0 cost of all units + cost of unknown units
/// and accounts and of bills without a driver = Σ full cost of clinical units + `unallocated`. A giving unit without a
/// rule or with an all-zero driver is reported and its cost stays in `unallocated`; the rest is computed. Source:
/// cost-method §1.6.
pub fn allocate(facts: &Facts, plan: &Plan, adjustments: &Adjustments) -> (Allocation, Vec<Issue>) {
    let mut issues = Vec::new();
    plan_checks::check(facts, plan, &mut issues);
    let gathered = gather(facts, plan, adjustments, &mut issues);
    let mut allocation = Allocation {
        units: gathered.units,
        unallocated_lines: gathered.unplaced,
        ..Allocation::default()
    };
    let mut drivers = Drivers::new(facts);
    let level0 = shared::spread(
        facts,
        plan,
        gathered.bills,
        &mut drivers,
        &mut allocation.units,
        &mut issues,
    );
    allocation.shared = level0.bills;
    allocation.shared_shares = level0.shares;
    allocation.unallocated_lines.extend(level0.unplaced);
    let own: Vec<ItemAmounts> = allocation.units.iter().map(UnitCost::own).collect();
    let mut held = Held::new(own.iter());
    let steps = Steps {
        facts,
        plan,
        order: Order::of(facts, plan, &mut issues),
    };
    let mut gifts = Vec::new();
    let givers = [
        DepartmentClass::Administration,
        DepartmentClass::MedicalSupport,
        DepartmentClass::MedicalTechnology,
    ];
    for (level, class) in (1_u8..).zip(givers) {
        let turns = (0..facts.departments.len())
            .filter(|unit| facts.departments[*unit].0.class == class)
            .map(|unit| steps.order.turn[unit])
            .max();
        for turn in 0..=turns.unwrap_or_default() {
            let at = At { level, class, turn };
            let pools = steps.pools(at, &held, &mut drivers, &mut allocation, &mut issues);
            steps.spread(at, pools, &mut held, &mut allocation, &mut gifts);
        }
    }
    allocation.shares = Trail::new(gifts);
    allocation.unallocated = sum_lines(&allocation.unallocated_lines);
    issues.sort();
    issues.dedup();
    (allocation, issues)
}

impl Steps<'_> {
    /// Whether the unit receives after this turn.
    fn open(&self, at: At, unit: usize) -> bool {
        let class = self.facts.departments[unit].0.class;
        class > at.class || (class == at.class && self.order.turn[unit] > at.turn)
    }

    /// Who gives what to whom in one turn. Givers without a driver are put aside as unallocated.
    fn pools(
        &self,
        at: At,
        held: &Held,
        drivers: &mut Drivers<'_>,
        allocation: &mut Allocation,
        issues: &mut Vec<Issue>,
    ) -> Vec<Pool> {
        let facts = self.facts;
        let later: Vec<usize> = (0..facts.departments.len())
            .filter(|index| facts.departments[*index].0.class > at.class)
            .collect();
        let mut pools: Vec<Pool> = Vec::new();
        for giver in 0..facts.departments.len() {
            let department = &facts.departments[giver].0;
            let now = department.class == at.class && self.order.turn[giver] == at.turn;
            if !now || held.is_zero(giver) {
                continue;
            }
            for (driver, items) in drivers_of(self.plan, department) {
                let amounts = masked(&held.amounts(giver), &items);
                if is_zero(&amounts) {
                    continue;
                }
                let Some(driver) = driver else {
                    unplaced(facts, at.level, giver, None, amounts, allocation, issues);
                    continue;
                };
                let values = drivers.values(driver, giver);
                let successors = &self.order.successors[giver];
                let inside = !successors.is_empty();
                let same = |pool: &&mut Pool| {
                    pool.driver == driver
                        && pool.items == items
                        && pool.own.is_none()
                        && values.giver.is_none()
                        && !pool.inside
                        && !inside
                };
                if let Some(pool) = pools.iter_mut().find(same) {
                    pool.givers.push(giver);
                    continue;
                }
                let mut receivers = later.clone();
                receivers.extend(successors);
                receivers.sort_unstable();
                pools.push(Pool {
                    driver: driver.to_owned(),
                    own: values.giver,
                    items,
                    inside,
                    givers: vec![giver],
                    receivers: positive(&values, driver, &receivers, facts, issues),
                });
            }
        }
        let (spread, stuck): (Vec<_>, Vec<_>) = pools
            .into_iter()
            .partition(|pool| !pool.receivers.is_empty());
        for pool in stuck {
            for giver in pool.givers {
                unplaced(
                    facts,
                    at.level,
                    giver,
                    Some(&pool.driver),
                    masked(&held.amounts(giver), &pool.items),
                    allocation,
                    issues,
                );
            }
        }
        spread
    }

    /// Spreads the pools of one turn: whole numbers over one denominator, reduced once per unit and item.
    fn spread(
        &self,
        at: At,
        pools: Vec<Pool>,
        held: &mut Held,
        allocation: &mut Allocation,
        gifts: &mut Vec<Gift>,
    ) {
        let weights: Vec<(Vec<BigInt>, BigInt)> = pools
            .iter()
            .map(|pool| weights(pool.receivers.iter().map(|(_, value)| value)))
            .collect();
        let factor = held.common_factor(weights.iter().map(|(_, sum)| sum));
        let mut received: Vec<Option<Integers>> = vec![None; self.facts.departments.len()];
        for (pool, (weights, sum)) in pools.into_iter().zip(&weights) {
            let share = &factor / sum;
            let mut together = Integers::default();
            for giver in &pool.givers {
                for (item, amount) in held.integers(*giver).iter().enumerate() {
                    if pool.items[item] {
                        together[item] += amount * &share;
                    }
                }
            }
            for ((receiver, _), weight) in pool.receivers.iter().zip(weights) {
                let to = received[*receiver].get_or_insert_with(Integers::default);
                for (to, amount) in to.iter_mut().zip(&together) {
                    if !amount.is_zero() {
                        *to += amount * weight;
                    }
                }
            }
            let denominator: Fraction = pool.receivers.iter().map(|(_, value)| value).sum();
            let driver: Arc<str> = pool.driver.into();
            let receivers: Arc<[_]> = pool.receivers.into();
            for giver in pool.givers {
                let amounts = masked(&held.amounts(giver), &pool.items);
                add(&mut allocation.units[giver].given, &amounts);
                gifts.push(Gift {
                    level: at.level,
                    from: giver,
                    driver: Arc::clone(&driver),
                    receivers: Arc::clone(&receivers),
                    denominator: denominator.clone(),
                    pool: amounts,
                });
            }
        }
        held.rescale(&factor, |unit| self.open(at, unit));
        for (unit, received) in received.into_iter().enumerate() {
            let Some(received) = received else { continue };
            let to = &mut allocation.units[unit];
            let amounts = held.receive(unit, received);
            let level = match at.level {
                1 => &mut to.level1,
                2 => &mut to.level2,
                _ => &mut to.level3,
            };
            add(level, &amounts);
        }
    }
}

/// The cost of a giver that cannot be spread stays visible, with the unit's name.
fn unplaced(
    facts: &Facts,
    level: u8,
    giver: usize,
    driver: Option<&str>,
    amounts: ItemAmounts,
    allocation: &mut Allocation,
    issues: &mut Vec<Issue>,
) {
    let (department, source) = &facts.departments[giver];
    let (code, reason) = match driver {
        Some(_) => ("allocation.no_driver", "reason.no_driver"),
        None => ("allocation.no_rule", "reason.no_rule"),
    };
    issues.push(
        Issue::new(Severity::Error, code)
            .with("department", department.code.as_str())
            .with("name", department.name.as_str())
            .with("driver", driver.map(driver_name).unwrap_or_default())
            .with("amount", rounding::to_money(&total(&amounts)).to_string())
            .with("level", level.to_string())
            .at(facts.place(*source, "code")),
    );
    if level == 3 {
        add(&mut allocation.unallocated_level3, &amounts);
    }
    allocation
        .unallocated_lines
        .push((department.code.clone(), reason, amounts));
}

impl UnitCost {
    /// Booked to the unit and its part of shared bills.
    /// 直接成本(直接计入与计算计入)
    pub fn own(&self) -> ItemAmounts {
        sums(&[&self.direct, &self.level0])
    }
    /// Direct + level 0 + level 1 + level 2 cost by item: what a unit of support or technology gives away, and what
    /// service-unit costing starts from.
    /// 二级分摊后成本
    pub fn after_level2(&self) -> ItemAmounts {
        sums(&[&self.direct, &self.level0, &self.level1, &self.level2])
    }
    /// Direct + level 0 to level 3 cost by item. For a unit that is not clinical, before what it gives away.
    /// 科室全成本
    pub fn full(&self) -> ItemAmounts {
        sums(&[
            &self.direct,
            &self.level0,
            &self.level1,
            &self.level2,
            &self.level3,
        ])
    }
    /// Received cost: level 1 + level 2 + level 3.
    /// 间接成本
    pub fn indirect(&self) -> ItemAmounts {
        sums(&[&self.level1, &self.level2, &self.level3])
    }
}

impl Allocation {
    /// Total at the plan's level by item: direct and level-0 cost of all units, and what never reached a unit.
    /// 成本合计(按层级)
    pub fn total(&self) -> ItemAmounts {
        let mut sum = self.outside_units();
        for unit in &self.units {
            add(&mut sum, &unit.direct);
            add(&mut sum, &unit.level0);
        }
        sum
    }
    /// Cost that never reached a unit: unknown units and accounts, shared bills without a driver.
    /// 未归集到科室的成本
    pub fn outside_units(&self) -> ItemAmounts {
        let mut sum = ItemAmounts::default();
        for (_, reason, amounts) in &self.unallocated_lines {
            if matches!(
                *reason,
                "reason.unknown_department" | "reason.unknown_account" | "reason.shared_bill"
            ) {
                add(&mut sum, amounts);
            }
        }
        sum
    }
    /// What was already unplaced when level 3 began: the part that service-unit costing cannot see either.
    /// 三级分摊前未分配成本
    pub fn unallocated_before_level3(&self) -> ItemAmounts {
        let mut sum = self.unallocated.clone();
        subtract(&mut sum, &self.unallocated_level3);
        sum
    }
}
