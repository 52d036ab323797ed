//! 分配参数敏感性: what another driver of one giving unit would move between the clinical units.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};
use serde::Serialize;

use super::driver::{Drivers, Mask, drivers_of};
use super::network::{Flow, Network, Receivers, flow, networks, receivers};
use super::order::Order;
use super::{Allocation, is_zero, total};
use crate::facts::Facts;
use crate::hospital::{CostItem, DepartmentClass, ItemAmounts};
use crate::plan::Plan;
use crate::quantity::Fraction;

/// One giving unit spread by one other driver, everything else as it is.
/// 替换分配参数的影响
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alternative {
    /// Giving unit.
    pub giver: usize,
    /// Driver of the plan.
    pub current: String,
    /// The other driver.
    pub other: String,
    /// What the unit spreads by the driver of the plan, exact 分.
    pub spread: Fraction,
    /// Clinical unit whose full cost rises most, and by how much; the first by code where several do.
    pub gainer: Option<(usize, Fraction)>,
    /// Clinical unit whose full cost falls most, and by how much (below 0).
    pub loser: Option<(usize, Fraction)>,
    /// Change of what ends nowhere (未分配).
    pub unallocated: Fraction,
    /// Half the sum of all changes without their signs: what moves.
    pub moved: Fraction,
}

/// Where one unit of cost ends: whole numbers over one denominator, per clinical unit, the rest is unallocated.
pub(super) struct Ends {
    parts: Vec<Vec<BigInt>>,
    denominator: BigInt,
}

impl Ends {
    /// Where one unit of cost that reaches this unit ends, by unit.
    pub(super) fn of(&self, unit: usize) -> Vec<Fraction> {
        let exact = |part: &BigInt| Fraction::new(part.clone(), self.denominator.clone());
        let parts = self.parts.get(unit).into_iter().flatten();
        parts.map(|part| exact(part).unwrap_or_default()).collect()
    }
}

/// Every other driver with values, for every unit that gave something in the step-down; the largest effect first.
///
/// What a unit spreads does not depend on its own driver, and what receivers pass on follows their own drivers: so the
/// effect is `spread × (new share − old share)` carried to the end, exactly what a new run would show.
pub fn sensitivity(facts: &Facts, plan: &Plan, allocation: &Allocation) -> Vec<Alternative> {
    let networks = networks(facts, plan, Receivers::StepDown);
    let order = Order::of(facts, plan, &mut Vec::new());
    let ends: Vec<(Mask, Ends)> = networks
        .iter()
        .map(|(mask, network)| (*mask, ends(facts, &order, network)))
        .collect();
    let mut drivers = Drivers::new(facts);
    let mut found = Vec::new();
    for (giver, (unit, _)) in facts.departments.iter().enumerate() {
        let given = &allocation.units[giver].given;
        if is_zero(given) {
            continue;
        }
        let possible = receivers(facts, &order, giver, Receivers::StepDown);
        for (current, items) in drivers_of(plan, unit) {
            let Some(current) = current else { continue };
            let Some(now) = flow(facts, &mut drivers, current, giver, &possible) else {
                continue;
            };
            for other in drivers.codes(Some(giver)) {
                if other == current || is_meter(plan, &other) {
                    continue;
                }
                let Some(then) = flow(facts, &mut drivers, &other, giver, &possible) else {
                    continue;
                };
                found.push(alternative(
                    facts, giver, current, other, given, &items, &now, &then, &ends,
                ));
            }
        }
    }
    found.sort_by(|a: &Alternative, b| b.moved.cmp(&a.moved).then(a.giver.cmp(&b.giver)));
    found
}

#[allow(clippy::too_many_arguments)]
pub(super) fn alternative(
    facts: &Facts,
    giver: usize,
    current: &str,
    other: String,
    given: &ItemAmounts,
    items: &Mask,
    now: &Flow,
    then: &Flow,
    ends: &[(Mask, Ends)],
) -> Alternative {
    // Change of the share of every receiver, over both sums.
    let mut change = vec![BigInt::zero(); facts.departments.len()];
    for (to, weight) in &then.weights {
        change[*to] += weight * &now.sum;
    }
    for (to, weight) in &now.weights {
        change[*to] -= weight * &then.sum;
    }
    let shares = &now.sum * &then.sum;
    // Numerators over one denominator: reducing every unit's change would be nearly all the work.
    let mut sums = vec![BigInt::zero(); change.len()];
    let mut denominator = BigInt::one();
    let mut spread = Fraction::zero();
    for (mask, ends) in ends {
        let both: Mask = std::array::from_fn(|item| mask[item] && items[item]);
        let amount = total(&super::amounts::masked(given, &both));
        if amount.is_zero() {
            continue;
        }
        spread += &amount;
        let own = &shares * &ends.denominator * amount.denominator();
        sums.iter_mut().for_each(|sum| *sum *= &own);
        for (parts, change) in ends.parts.iter().zip(&change) {
            if change.is_zero() {
                continue;
            }
            let factor = change * amount.numerator() * &denominator;
            for (sum, part) in sums.iter_mut().zip(parts) {
                if !part.is_zero() {
                    *sum += part * &factor;
                }
            }
        }
        denominator *= own;
    }
    let fraction =
        |numerator: BigInt| Fraction::new(numerator, denominator.clone()).unwrap_or_default();
    let side =
        |found: Option<(usize, &BigInt)>| found.map(|(unit, sum)| (unit, fraction(sum.clone())));
    let changed = || sums.iter().enumerate();
    // max_by answers the last of equals, so the list is walked backwards.
    let gainer = changed().filter(|(_, sum)| sum.is_positive());
    let gainer = side(gainer.rev().max_by(|a, b| a.1.cmp(b.1)));
    let loser = changed().filter(|(_, sum)| sum.is_negative());
    let loser = side(loser.min_by(|a, b| a.1.cmp(b.1)));
    let unallocated = -sums.iter().sum::<BigInt>();
    let all = sums.iter().map(BigInt::abs).sum::<BigInt>() + unallocated.abs();
    Alternative {
        giver,
        current: current.to_owned(),
        other,
        spread,
        gainer,
        loser,
        unallocated: fraction(unallocated),
        moved: fraction(all) * Fraction::new(1, 2).unwrap_or_default(),
    }
}

/// Where cost that reaches a unit ends, last class first.
pub(super) fn ends(facts: &Facts, order: &Order, network: &Network) -> Ends {
    let count = facts.departments.len();
    let clinical = |unit: usize| facts.departments[unit].0.class == DepartmentClass::Clinical;
    let mut sequence: Vec<usize> = (0..count).filter(|unit| !clinical(*unit)).collect();
    sequence.sort_by_key(|unit| {
        std::cmp::Reverse((facts.departments[*unit].0.class, order.turn[*unit]))
    });
    // Per unit its own denominator first: the product of all sums would be far longer than needed.
    let mut own: Vec<(Vec<BigInt>, BigInt)> = (0..count)
        .map(|unit| {
            let mut parts = vec![BigInt::zero(); count];
            if clinical(unit) {
                parts[unit] = BigInt::one();
            }
            (parts, BigInt::one())
        })
        .collect();
    for unit in sequence {
        let Some(flow) = &network[unit] else { continue };
        let common = flow
            .weights
            .iter()
            .fold(BigInt::one(), |lcm, (to, _)| lcm.lcm(&own[*to].1));
        let mut parts = vec![BigInt::zero(); count];
        for (to, weight) in &flow.weights {
            let factor = weight * (&common / &own[*to].1);
            for (sum, part) in parts.iter_mut().zip(&own[*to].0) {
                if !part.is_zero() {
                    *sum += part * &factor;
                }
            }
        }
        let mut denominator = common * &flow.sum;
        let gcd = parts
            .iter()
            .fold(denominator.clone(), |gcd, part| gcd.gcd(part));
        if gcd.is_positive() {
            parts.iter_mut().for_each(|part| *part /= &gcd);
            denominator /= &gcd;
        }
        own[unit] = (parts, denominator);
    }
    let denominator = own
        .iter()
        .fold(BigInt::one(), |lcm, (_, denominator)| lcm.lcm(denominator));
    let parts = own
        .into_iter()
        .map(|(parts, own)| {
            let factor = &denominator / own;
            parts.into_iter().map(|part| part * &factor).collect()
        })
        .collect();
    Ends { parts, denominator }
}

/// Whether the code names the meter of a shared bill: amounts of that bill, no measure for anything else.
fn is_meter(plan: &Plan, driver: &str) -> bool {
    plan.shared_bills
        .iter()
        .any(|bill| bill.meter.as_deref() == Some(driver))
}

/// Drivers that have values where a unit's own has none, the most fitting first: those its class uses, then people,
/// then the others.
/// 可替换的分配参数
pub fn remedies(facts: &Facts, plan: &Plan, giver: usize) -> Vec<String> {
    let Some((unit, _)) = facts.departments.get(giver) else {
        return Vec::new();
    };
    let order = Order::of(facts, plan, &mut Vec::new());
    let possible = receivers(facts, &order, giver, Receivers::StepDown);
    let mut drivers = Drivers::new(facts);
    let mut wanted: Vec<String> = Vec::new();
    let of_class = facts
        .departments
        .iter()
        .filter(|(other, _)| other.class == unit.class)
        .flat_map(|(other, _)| drivers_of(plan, other))
        .filter_map(|(driver, _)| driver.map(str::to_owned));
    let class_rule = plan
        .allocation
        .iter()
        .filter(|rule| rule.source == crate::plan::RuleSource::Class(unit.class))
        .map(|rule| rule.driver.clone());
    for driver in class_rule
        .chain(["headcount".to_owned()])
        .chain(of_class)
        .chain(drivers.codes(Some(giver)))
    {
        if !wanted.contains(&driver) {
            wanted.push(driver);
        }
    }
    wanted.retain(|driver| !is_meter(plan, driver));
    wanted.retain(|driver| flow(facts, &mut drivers, driver, giver, &possible).is_some());
    wanted
}

/// Items whose cost the unit cannot spread: no rule, or a driver without values, in the order of the items.
/// 无法分摊的成本项目
pub fn stuck_items(facts: &Facts, plan: &Plan, giver: usize) -> Vec<CostItem> {
    let Some((unit, _)) = facts.departments.get(giver) else {
        return Vec::new();
    };
    let order = Order::of(facts, plan, &mut Vec::new());
    let possible = receivers(facts, &order, giver, Receivers::StepDown);
    let mut drivers = Drivers::new(facts);
    let mut stuck = Vec::new();
    for (driver, items) in drivers_of(plan, unit) {
        let works = driver
            .is_some_and(|driver| flow(facts, &mut drivers, driver, giver, &possible).is_some());
        if !works {
            stuck.extend(CostItem::ALL.into_iter().filter(|item| items[item.index()]));
        }
    }
    stuck
}
