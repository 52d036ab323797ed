//! 三级分项逐级分步结转: a closed class receives nothing more, every item is carried by itself, nothing is rounded.

use super::driver::{Drivers, driver_name, positive, rule_for};
use super::gather::{gather, sum_lines};
use super::{Allocation, Share, UnitCost, add, is_zero, scaled, subtract, total};
use crate::facts::Facts;
use crate::hospital::{DepartmentClass, ItemAmounts};
use crate::issue::{Issue, Severity};
use crate::plan::{Adjustments, Plan};
use crate::quantity::{Fraction, Reason, rounding};

/// Givers that share one set of driver values, spread together: the same result as one by one, in fewer steps.
struct Pool {
    driver: String,
    own: Option<usize>,
    givers: Vec<(usize, ItemAmounts)>,
    receivers: Vec<(usize, Fraction)>,
    sum: Fraction,
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
    let mut drivers = Drivers::new(facts);
    let givers = [
        DepartmentClass::Administration,
        DepartmentClass::MedicalSupport,
        DepartmentClass::MedicalTechnology,
    ];
    for (level, class) in (1_u8..).zip(givers) {
        step(
            facts,
            plan,
            level,
            class,
            &mut drivers,
            &mut allocation,
            &mut issues,
        );
    }
    allocation.unallocated = sum_lines(&allocation.unallocated_lines);
    issues.sort();
    issues.dedup();
    (allocation, issues)
}

fn step(
    facts: &Facts,
    plan: &Plan,
    level: u8,
    class: DepartmentClass,
    drivers: &mut Drivers<'_>,
    allocation: &mut Allocation,
    issues: &mut Vec<Issue>,
) {
    let receivers: Vec<usize> = (0..facts.departments.len())
        .filter(|index| facts.departments[*index].0.class > class)
        .collect();
    let mut pools: Vec<Pool> = Vec::new();
    for giver in 0..facts.departments.len() {
        let department = &facts.departments[giver].0;
        if department.class != class {
            continue;
        }
        let amounts = allocation.units[giver].after_level2();
        if is_zero(&amounts) {
            continue;
        }
        let Some(driver) = rule_for(plan, department) else {
            unplaced(facts, level, giver, None, amounts, allocation, issues);
            continue;
        };
        let values = drivers.values(driver, giver);
        if let Some(pool) = pools
            .iter_mut()
            .find(|pool| pool.driver == driver && pool.own == values.giver && pool.own.is_none())
        {
            pool.givers.push((giver, amounts));
            continue;
        }
        let kept = positive(&values, driver, &receivers, facts, issues);
        let sum = kept.iter().map(|(_, value)| value).sum();
        pools.push(Pool {
            driver: driver.to_owned(),
            own: values.giver,
            givers: vec![(giver, amounts)],
            receivers: kept,
            sum,
        });
    }
    for pool in pools {
        spread(facts, level, pool, allocation, issues);
    }
    allocation
        .shares
        .sort_by_key(|share| (share.level, share.from, share.to));
}

fn spread(
    facts: &Facts,
    level: u8,
    pool: Pool,
    allocation: &mut Allocation,
    issues: &mut Vec<Issue>,
) {
    let mut together = ItemAmounts::default();
    for (_, amounts) in &pool.givers {
        add(&mut together, amounts);
    }
    let mut paid: Vec<(usize, ItemAmounts)> = Vec::with_capacity(pool.receivers.len());
    for (receiver, value) in &pool.receivers {
        // The sum of positive values is above 0, so the reason is never met.
        if let Ok(part) = value.over(&pool.sum, || Reason::new("reason.no_driver")) {
            paid.push((*receiver, scaled(&together, &part)));
        }
    }
    if paid.is_empty() {
        for (giver, amounts) in pool.givers {
            unplaced(
                facts,
                level,
                giver,
                Some(&pool.driver),
                amounts,
                allocation,
                issues,
            );
        }
        return;
    }
    for (receiver, amounts) in &paid {
        let unit = &mut allocation.units[*receiver];
        let to = match level {
            1 => &mut unit.level1,
            2 => &mut unit.level2,
            _ => &mut unit.level3,
        };
        add(to, amounts);
    }
    for (giver, amounts) in pool.givers {
        for (receiver, value) in &pool.receivers {
            allocation.shares.push(Share {
                level,
                from: giver,
                to: *receiver,
                driver: pool.driver.clone(),
                numerator: value.clone(),
                denominator: pool.sum.clone(),
                pool: amounts.clone(),
            });
        }
        allocation.units[giver].given = amounts;
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
        let mut sum = self.direct.clone();
        add(&mut sum, &self.level1);
        add(&mut sum, &self.level2);
        sum
    }
    /// Direct + level 1 + level 2 + level 3 cost by item. For a unit that is not clinical, before what it gives away.
    /// 科室全成本
    pub fn full(&self) -> ItemAmounts {
        let mut sum = self.after_level2();
        add(&mut sum, &self.level3);
        sum
    }
    /// Received cost: level 1 + level 2 + level 3.
    /// 间接成本
    pub fn indirect(&self) -> ItemAmounts {
        let mut sum = self.level1.clone();
        add(&mut sum, &self.level2);
        add(&mut sum, &self.level3);
        sum
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
