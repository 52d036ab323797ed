//! 三级分项逐级分步结转: a closed class receives nothing more, every item is carried by itself, nothing is rounded.

use num_bigint::BigInt;

use super::driver::{Drivers, driver_name, positive, rule_for};
use super::gather::{gather, sum_lines};
use super::held::{Held, Integers, weights};
use super::{Allocation, Share, UnitCost, add, scaled, subtract, sums, total};
use crate::facts::Facts;
use crate::hospital::{DepartmentClass, ItemAmounts};
use crate::issue::{Issue, Severity};
use crate::plan::{Adjustments, Plan};
use crate::quantity::{Fraction, Reason, rounding};

/// Givers that share one set of driver values, spread together: the same result as one by one, in fewer steps.
struct Pool {
    driver: String,
    own: Option<usize>,
    givers: Vec<usize>,
    receivers: Vec<(usize, Fraction)>,
}

/// Gathers direct cost at the plan's level and steps it down: administration → support → technology → clinical.
/// 科室成本归集与三级分项逐级分步结转
///
/// Exact 分 by item; nothing is rounded. For every item: Σ direct of all units + cost of unknown units and accounts =
/// Σ full cost of clinical units + `unallocated`. A giving unit without a rule or with an all-zero driver is reported
/// and its cost stays in `unallocated`; the rest is computed. Source: cost-method §1.6.
pub fn allocate(facts: &Facts, plan: &Plan, adjustments: &Adjustments) -> (Allocation, Vec<Issue>) {
    let mut issues = Vec::new();
    let gathered = gather(facts, plan.level, adjustments, &mut issues);
    let mut allocation = Allocation {
        units: gathered.units,
        unallocated_lines: gathered.unplaced,
        ..Allocation::default()
    };
    let mut held = Held::new(allocation.units.iter().map(|unit| &unit.direct));
    let mut drivers = Drivers::new(facts);
    let givers = [
        DepartmentClass::Administration,
        DepartmentClass::MedicalSupport,
        DepartmentClass::MedicalTechnology,
    ];
    for (level, class) in (1_u8..).zip(givers) {
        let pools = pools(
            facts,
            plan,
            level,
            class,
            &held,
            &mut drivers,
            &mut allocation,
            &mut issues,
        );
        step(level, class, facts, pools, &mut held, &mut allocation);
    }
    allocation
        .shares
        .sort_by_key(|share| (share.level, share.from, share.to));
    allocation.unallocated = sum_lines(&allocation.unallocated_lines);
    issues.sort();
    issues.dedup();
    (allocation, issues)
}

/// Who gives what to whom at one level. Givers without a driver are put aside as unallocated.
#[allow(clippy::too_many_arguments)]
fn pools(
    facts: &Facts,
    plan: &Plan,
    level: u8,
    class: DepartmentClass,
    held: &Held,
    drivers: &mut Drivers<'_>,
    allocation: &mut Allocation,
    issues: &mut Vec<Issue>,
) -> Vec<Pool> {
    let receivers: Vec<usize> = (0..facts.departments.len())
        .filter(|index| facts.departments[*index].0.class > class)
        .collect();
    let mut pools: Vec<Pool> = Vec::new();
    for giver in 0..facts.departments.len() {
        let department = &facts.departments[giver].0;
        if department.class != class || held.is_zero(giver) {
            continue;
        }
        let Some(driver) = rule_for(plan, department) else {
            unplaced(
                facts,
                level,
                giver,
                None,
                held.amounts(giver),
                allocation,
                issues,
            );
            continue;
        };
        let values = drivers.values(driver, giver);
        if let Some(pool) = pools
            .iter_mut()
            .find(|pool| pool.driver == driver && pool.own == values.giver && pool.own.is_none())
        {
            pool.givers.push(giver);
            continue;
        }
        pools.push(Pool {
            driver: driver.to_owned(),
            own: values.giver,
            givers: vec![giver],
            receivers: positive(&values, driver, &receivers, facts, issues),
        });
    }
    let (spread, stuck): (Vec<_>, Vec<_>) = pools
        .into_iter()
        .partition(|pool| !pool.receivers.is_empty());
    for pool in stuck {
        for giver in pool.givers {
            unplaced(
                facts,
                level,
                giver,
                Some(&pool.driver),
                held.amounts(giver),
                allocation,
                issues,
            );
        }
    }
    spread
}

/// Spreads the pools of one level: whole numbers over one denominator, reduced once per unit and item.
fn step(
    level: u8,
    class: DepartmentClass,
    facts: &Facts,
    pools: Vec<Pool>,
    held: &mut Held,
    allocation: &mut Allocation,
) {
    let weights: Vec<(Vec<BigInt>, BigInt)> = pools
        .iter()
        .map(|pool| weights(pool.receivers.iter().map(|(_, value)| value)))
        .collect();
    let factor = held.common_factor(weights.iter().map(|(_, sum)| sum));
    let mut received: Vec<Option<Integers>> = vec![None; facts.departments.len()];
    for (pool, (weights, sum)) in pools.into_iter().zip(&weights) {
        let share = &factor / sum;
        let mut together = Integers::default();
        for giver in &pool.givers {
            for (sum, amount) in together.iter_mut().zip(held.integers(*giver)) {
                *sum += amount * &share;
            }
        }
        for ((receiver, _), weight) in pool.receivers.iter().zip(weights) {
            let to = received[*receiver].get_or_insert_with(Integers::default);
            for (to, amount) in to.iter_mut().zip(&together) {
                *to += amount * weight;
            }
        }
        let denominator: Fraction = pool.receivers.iter().map(|(_, value)| value).sum();
        for giver in pool.givers {
            let amounts = held.amounts(giver);
            for (receiver, value) in &pool.receivers {
                allocation.shares.push(Share {
                    level,
                    from: giver,
                    to: *receiver,
                    driver: pool.driver.clone(),
                    numerator: value.clone(),
                    denominator: denominator.clone(),
                    pool: amounts.clone(),
                });
            }
            allocation.units[giver].given = amounts;
        }
    }
    held.rescale(&factor, |unit| facts.departments[unit].0.class > class);
    for (unit, received) in received.into_iter().enumerate() {
        let Some(received) = received else { continue };
        let to = &mut allocation.units[unit];
        let amounts = held.receive(unit, received);
        match level {
            1 => to.level1 = amounts,
            2 => to.level2 = amounts,
            _ => to.level3 = amounts,
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
    /// Direct + level 1 + level 2 cost by item: what a unit of support or technology gives away, and what service-unit
    /// costing starts from.
    /// 二级分摊后成本
    pub fn after_level2(&self) -> ItemAmounts {
        sums(&[&self.direct, &self.level1, &self.level2])
    }
    /// Direct + level 1 + level 2 + level 3 cost by item. For a unit that is not clinical, before what it gives away.
    /// 科室全成本
    pub fn full(&self) -> ItemAmounts {
        sums(&[&self.direct, &self.level1, &self.level2, &self.level3])
    }
    /// Received cost: level 1 + level 2 + level 3.
    /// 间接成本
    pub fn indirect(&self) -> ItemAmounts {
        sums(&[&self.level1, &self.level2, &self.level3])
    }
}

impl Share {
    /// What the receiver gets of the pool, by item.
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

impl Allocation {
    /// Total at the plan's level by item: direct cost of all units and of unknown units and accounts.
    /// 成本合计(按层级)
    pub fn total(&self) -> ItemAmounts {
        let mut sum = ItemAmounts::default();
        for unit in &self.units {
            add(&mut sum, &unit.direct);
        }
        for (_, reason, amounts) in &self.unallocated_lines {
            if matches!(
                *reason,
                "reason.unknown_department" | "reason.unknown_account"
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
