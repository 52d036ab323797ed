//! Who serves whom: the drivers of all giving units as whole-number weights, for methods that look at all units at once.

use num_bigint::BigInt;

use super::driver::{Drivers, Mask, positive, rule_for};
use super::held::weights;
use super::order::Order;
use crate::facts::Facts;
use crate::hospital::{CostItem, DepartmentClass};
use crate::plan::Plan;
use crate::quantity::{Fraction, Reason};

/// What one unit gives: receivers with whole-number weights above 0, and their sum.
#[derive(Clone)]
pub(super) struct Flow {
    pub weights: Vec<(usize, BigInt)>,
    pub sum: BigInt,
    /// Driver value that a weight of 1 stands for.
    pub scale: Fraction,
}

impl Flow {
    /// Driver value of a receiver and of all receivers.
    pub(super) fn portion(&self, receiver: usize) -> (Fraction, Fraction) {
        let found = self.weights.iter().find(|(unit, _)| *unit == receiver);
        let own = found.map_or_else(Fraction::zero, |(_, weight)| {
            Fraction::whole(weight.clone())
        });
        (
            own * &self.scale,
            Fraction::whole(self.sum.clone()) * &self.scale,
        )
    }
}

/// Per unit; `None` where a unit gives nothing (clinical) or cannot give (no rule, no driver value).
pub(super) type Network = Vec<Option<Flow>>;

/// Who may receive from a unit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Receivers {
    /// Later classes, and inside the class by the plan's order.
    StepDown,
    /// Every other unit: services are mutual. Self-use is left out; it changes gross cost only.
    Mutual,
    /// Clinical units only.
    Clinical,
}

/// The networks, one per group of items that share all their drivers.
pub(super) fn networks(facts: &Facts, plan: &Plan, kind: Receivers) -> Vec<(Mask, Network)> {
    let mut drivers = Drivers::new(facts);
    let order = Order::of(facts, plan, &mut Vec::new());
    let mut groups: Vec<(Vec<Option<&str>>, Mask)> = Vec::new();
    for item in CostItem::ALL {
        let names: Vec<Option<&str>> = facts
            .departments
            .iter()
            .map(|(unit, _)| {
                (unit.class != DepartmentClass::Clinical)
                    .then(|| rule_for(plan, unit, item))
                    .flatten()
            })
            .collect();
        let at = match groups.iter().position(|(known, _)| *known == names) {
            Some(at) => at,
            None => {
                groups.push((names, [false; 7]));
                groups.len() - 1
            }
        };
        groups[at].1[item.index()] = true;
    }
    groups
        .into_iter()
        .map(|(names, mask)| {
            let network = names
                .iter()
                .enumerate()
                .map(|(giver, driver)| {
                    let receivers = receivers(facts, &order, giver, kind);
                    flow(facts, &mut drivers, (*driver)?, giver, &receivers)
                })
                .collect();
            (mask, network)
        })
        .collect()
}

/// Units that may receive from the giver, by index.
pub(super) fn receivers(facts: &Facts, order: &Order, giver: usize, kind: Receivers) -> Vec<usize> {
    let class = facts.departments[giver].0.class;
    (0..facts.departments.len())
        .filter(|unit| {
            let other = facts.departments[*unit].0.class;
            match kind {
                Receivers::StepDown => other > class || order.successors[giver].contains(unit),
                Receivers::Mutual => *unit != giver,
                Receivers::Clinical => other == DepartmentClass::Clinical,
            }
        })
        .collect()
}

/// The giver's flow by a driver. Values that cannot be used are reported by the step-down, not here again.
pub(super) fn flow(
    facts: &Facts,
    drivers: &mut Drivers<'_>,
    driver: &str,
    giver: usize,
    receivers: &[usize],
) -> Option<Flow> {
    let values = drivers.values(driver, giver);
    let kept = positive(&values, driver, receivers, facts, &mut Vec::new());
    if kept.is_empty() {
        return None;
    }
    let (whole, sum) = weights(kept.iter().map(|(_, value)| value));
    let all: Fraction = kept.iter().map(|(_, value)| value).sum();
    let scale = all
        .over(&Fraction::whole(sum.clone()), || {
            Reason::new("reason.no_driver")
        })
        .unwrap_or_default();
    let weights = kept.iter().map(|(unit, _)| *unit).zip(whole).collect();
    Some(Flow {
        weights,
        sum,
        scale,
    })
}

/// What one unit gets of another in the reciprocal method: driver value of the receiver over that of all.
/// 交互服务量
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Giving unit.
    pub from: usize,
    /// Driver code.
    pub driver: String,
    /// Driver value of the receiver.
    pub numerator: Fraction,
    /// Sum of driver values of all other units.
    pub denominator: Fraction,
}

/// Services of one item's cost to a unit, by giver.
pub fn services_to(facts: &Facts, plan: &Plan, to: usize, item: CostItem) -> Vec<Service> {
    let mut drivers = Drivers::new(facts);
    let order = Order::of(facts, plan, &mut Vec::new());
    let mut found = Vec::new();
    for (from, (unit, _)) in facts.departments.iter().enumerate() {
        if unit.class == DepartmentClass::Clinical {
            continue;
        }
        let Some(driver) = rule_for(plan, unit, item) else {
            continue;
        };
        let others = receivers(facts, &order, from, Receivers::Mutual);
        let Some(flow) = flow(facts, &mut drivers, driver, from, &others) else {
            continue;
        };
        for (_, weight) in flow.weights.iter().filter(|(unit, _)| *unit == to) {
            found.push(Service {
                from,
                driver: driver.to_owned(),
                numerator: Fraction::whole(weight.clone()) * &flow.scale,
                denominator: Fraction::whole(flow.sum.clone()) * &flow.scale,
            });
        }
    }
    found
}
