//! The parts of one alternative driver's effect: what moves at each receiver, and where it ends.

use super::amounts::masked;
use super::driver::{Drivers, Mask, drivers_of};
use super::network::{Receivers, flow, networks, receivers};
use super::order::Order;
use super::sensitivity::{Ends, alternative, ends};
use super::{Allocation, Alternative, total};
use crate::facts::Facts;
use crate::hospital::CostItem;
use crate::plan::Plan;
use crate::quantity::{Fraction, Reason};

/// A driver value of one receiver beside that of all receivers.
/// 受益科室的分配参数与合计
pub type Portion = (Fraction, Fraction);

/// Amounts that are spread and passed on alike, at one unit that receives from the giver.
/// 影响的一个部分
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectPart {
    /// Position in [`Effect::amounts`].
    pub group: usize,
    /// Receiving unit.
    pub receiver: usize,
    /// By the driver of the plan; zero of the total where the unit has none of it.
    pub before: Portion,
    /// By the other driver.
    pub after: Portion,
    /// Share of what reaches the receiver that ends in each unit, by index.
    pub ends: Vec<Fraction>,
}

/// One alternative with its parts: the change of a unit is `amount × (after − before) × end`, added up.
/// 替换分配参数的影响及其构成
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The row of the table.
    pub alternative: Alternative,
    /// Items that are passed on alike, and what the giver spreads of them, exact 分.
    pub amounts: Vec<(Vec<CostItem>, Fraction)>,
    /// Parts, by group of items and receiver.
    pub parts: Vec<EffectPart>,
}

fn share((value, all): &Portion) -> Fraction {
    value
        .over(all, || Reason::new("reason.no_driver"))
        .unwrap_or_default()
}

impl Effect {
    /// Change of a unit's full cost, exact 分.
    pub fn change(&self, unit: usize) -> Fraction {
        let of = |part: &EffectPart| -> Option<Fraction> {
            let end = part.ends.get(unit)?;
            let amount = &self.amounts.get(part.group)?.1;
            let moved = share(&part.after) - &share(&part.before);
            Some(amount * &moved * end)
        };
        self.parts.iter().filter_map(of).sum()
    }
}

/// One alternative of the table again, with its parts; `None` where the unit does not spread by `current` or nothing
/// can be spread by `other`.
pub fn effect(
    facts: &Facts,
    plan: &Plan,
    allocation: &Allocation,
    giver: usize,
    current: &str,
    other: &str,
) -> Option<Effect> {
    let order = Order::of(facts, plan, &mut Vec::new());
    let found: Vec<(Mask, Ends)> = networks(facts, plan, Receivers::StepDown)
        .iter()
        .map(|(mask, network)| (*mask, ends(facts, &order, network)))
        .collect();
    let (unit, _) = facts.departments.get(giver)?;
    let given = &allocation.units.get(giver)?.given;
    let (_, items) = drivers_of(plan, unit)
        .into_iter()
        .find(|(driver, _)| *driver == Some(current))?;
    let mut drivers = Drivers::new(facts);
    let possible = receivers(facts, &order, giver, Receivers::StepDown);
    let now = flow(facts, &mut drivers, current, giver, &possible)?;
    let then = flow(facts, &mut drivers, other, giver, &possible)?;
    let row = alternative(
        facts,
        giver,
        current,
        other.to_owned(),
        given,
        &items,
        &now,
        &then,
        &found,
    );
    let (mut amounts, mut parts) = (Vec::new(), Vec::new());
    for (mask, ends) in &found {
        let both: Mask = std::array::from_fn(|item| mask[item] && items[item]);
        let amount = total(&masked(given, &both));
        if amount.is_zero() {
            continue;
        }
        let of_group = CostItem::ALL.into_iter().filter(|item| both[item.index()]);
        amounts.push((of_group.collect(), amount));
        for receiver in &possible {
            let (before, after) = (now.portion(*receiver), then.portion(*receiver));
            if before.0.is_zero() && after.0.is_zero() {
                continue;
            }
            parts.push(EffectPart {
                group: amounts.len() - 1,
                receiver: *receiver,
                before,
                after,
                ends: ends.of(*receiver),
            });
        }
    }
    Some(Effect {
        alternative: row,
        amounts,
        parts,
    })
}

/// Share of an item's cost reaching `from` that ends in the clinical unit `to`, and the next step: what every receiver
/// of `from` gets, and how much of that ends in `to`. A clinical unit passes nothing on.
/// 逐级结转的最终去向
pub fn ends_in(
    facts: &Facts,
    plan: &Plan,
    item: CostItem,
    from: usize,
    to: usize,
) -> Option<(Fraction, Vec<(usize, Portion, Fraction)>)> {
    let order = Order::of(facts, plan, &mut Vec::new());
    let (_, network) = networks(facts, plan, Receivers::StepDown)
        .into_iter()
        .find(|(mask, _)| mask[item.index()])?;
    let ends = ends(facts, &order, &network);
    let part = |unit: usize| ends.of(unit).get(to).cloned();
    let mut steps = Vec::new();
    if let Some(flow) = network.get(from)? {
        for (receiver, _) in &flow.weights {
            steps.push((*receiver, flow.portion(*receiver), part(*receiver)?));
        }
    }
    Some((part(from)?, steps))
}
