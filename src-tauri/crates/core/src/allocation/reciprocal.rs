//! 交互分配(联立方程法): services between all units at once, exactly. Beside it the direct method for comparison.

use std::collections::BTreeSet;

use num_bigint::BigInt;
use num_traits::Zero;
use serde::Serialize;

use super::held::Held;
use super::linear::solve;
use super::network::{Network, Receivers, networks};
use super::{Allocation, UnitCost, add};
use crate::facts::Facts;
use crate::hospital::{DepartmentClass, ItemAmounts};
use crate::issue::{Issue, Severity};
use crate::plan::Plan;
use crate::quantity::{Computed, Fraction, Reason};

/// Giving units the exact solution is offered for; beyond, waiting for it would not be interactive.
pub const LARGEST: usize = 160;

/// Result of a method that solves for all units at once, in exact 分 by item.
/// 交互分配结果
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reciprocal {
    /// Per unit: own cost and everything received (毛成本); for clinical units this is their full
    /// cost. Gross cost counts services twice by design and must never be summed into a hospital total.
    pub gross: Vec<ItemAmounts>,
    /// Per unit: full cost of clinical units; 0 for the others.
    pub full: Vec<ItemAmounts>,
    /// What ends in no clinical unit: giving units without a usable driver, and what never reached a unit.
    pub unallocated: ItemAmounts,
}

/// Solves `x = d + Qᵀx` per item, one factorisation for all items that share their drivers; self-use is left out.
/// 交互分配法
///
/// Σ full cost of clinical units + `unallocated` = [`Allocation::total`], exactly, by item. Source: cost-method §7.5.
///
/// # Errors
/// `reason.closed_loop` when units serve only each other, so that their cost has no way out (also said as an issue with
/// its place); `reason.too_large` beyond [`LARGEST`] giving units.
pub fn reciprocal(
    facts: &Facts,
    plan: &Plan,
    allocation: &Allocation,
) -> (Computed<Reciprocal>, Vec<Issue>) {
    let networks = networks(facts, plan, Receivers::Mutual);
    let mut issues = Vec::new();
    for (_, network) in &networks {
        let looped = closed_loop(network);
        if let Some(first) = looped.first() {
            let names: Vec<String> = looped
                .iter()
                .map(|unit| {
                    let unit = &facts.departments[*unit].0;
                    format!("{} {}", unit.code, unit.name)
                })
                .collect();
            let names = names.join("、");
            issues.push(
                Issue::new(Severity::Error, "allocation.closed_loop")
                    .with("units", names.clone())
                    .at(facts.place(facts.departments[*first].1, "code")),
            );
            let reason = Reason::new("reason.closed_loop").with("units", names);
            return (Err(reason), issues);
        }
    }
    (solved(facts, allocation, &networks), issues)
}

/// Every giving unit's cost straight to the clinical units by its own driver; services between others are not seen.
/// 直接分配法
///
/// # Errors
/// `reason.too_large`, as [`reciprocal`].
pub fn direct_method(facts: &Facts, plan: &Plan, allocation: &Allocation) -> Computed<Reciprocal> {
    solved(
        facts,
        allocation,
        &networks(facts, plan, Receivers::Clinical),
    )
}

fn solved(
    facts: &Facts,
    allocation: &Allocation,
    networks: &[([bool; 7], Network)],
) -> Computed<Reciprocal> {
    let own: Vec<ItemAmounts> = allocation.units.iter().map(UnitCost::own).collect();
    let held = Held::new(own.iter());
    let mut result = Reciprocal {
        gross: own.clone(),
        full: own,
        unallocated: allocation.outside_units(),
    };
    for (mask, network) in networks {
        let items: Vec<usize> = (0..7).filter(|item| mask[*item]).collect();
        one(&held, network, &items, &mut result)?;
    }
    for (full, (unit, _)) in result.full.iter_mut().zip(&facts.departments) {
        if unit.class != DepartmentClass::Clinical {
            add(&mut result.unallocated, &std::mem::take(full));
        }
    }
    Ok(result)
}

/// One group of items. With `y = x / Σweights` the equations have whole numbers only:
/// `Σweights(s) · y(s) − Σ weight(t→s) · y(t) = d(s)`.
fn one(held: &Held, network: &Network, items: &[usize], result: &mut Reciprocal) -> Computed<()> {
    let givers: Vec<usize> = (0..network.len())
        .filter(|unit| network[*unit].is_some())
        .collect();
    if givers.len() > LARGEST {
        return Err(Reason::new("reason.too_large")
            .with("count", givers.len().to_string())
            .with("limit", LARGEST.to_string()));
    }
    let mut position = vec![None; network.len()];
    for (at, unit) in givers.iter().enumerate() {
        position[*unit] = Some(at);
    }
    let count = givers.len();
    let mut matrix = vec![vec![BigInt::zero(); count]; count];
    // Receivers that do not give on: (receiver, giver, weight).
    let mut ends: Vec<(usize, usize, &BigInt)> = Vec::new();
    for (from, unit) in givers.iter().enumerate() {
        let Some(flow) = &network[*unit] else {
            continue;
        };
        matrix[from][from] += &flow.sum;
        for (to, weight) in &flow.weights {
            match position[*to] {
                Some(to) => matrix[to][from] -= weight,
                None => ends.push((*to, from, weight)),
            }
        }
    }
    let right = givers
        .iter()
        .map(|unit| {
            items
                .iter()
                .map(|item| held.integers(*unit)[*item].clone())
                .collect()
        })
        .collect();
    // Loops without a way out were refused before; then the columns dominate and the matrix is regular.
    let (solution, determinant) =
        solve(matrix, right).ok_or_else(|| Reason::new("reason.closed_loop").with("units", ""))?;
    let denominator = &determinant * held.denominator();
    let fraction =
        |numerator: BigInt| Fraction::new(numerator, denominator.clone()).unwrap_or_default();
    for (at, unit) in givers.iter().enumerate() {
        let Some(flow) = &network[*unit] else {
            continue;
        };
        for (side, item) in items.iter().enumerate() {
            result.gross[*unit][*item] = fraction(&solution[at][side] * &flow.sum);
            result.full[*unit][*item] = Fraction::zero();
        }
    }
    let mut received: Vec<Option<Vec<BigInt>>> = vec![None; network.len()];
    for (to, from, weight) in ends {
        let sums = received[to].get_or_insert_with(|| vec![BigInt::zero(); items.len()]);
        for (sum, value) in sums.iter_mut().zip(&solution[from]) {
            *sum += value * weight;
        }
    }
    for (unit, sums) in received.into_iter().enumerate() {
        let Some(sums) = sums else { continue };
        for (sum, item) in sums.into_iter().zip(items) {
            let amount = fraction(sum);
            result.gross[unit][*item] += &amount;
            result.full[unit][*item] += &amount;
        }
    }
    Ok(())
}

/// Units that serve only each other, if there are any.
fn closed_loop(network: &Network) -> Vec<usize> {
    let next = |unit: usize| {
        network[unit]
            .iter()
            .flat_map(|flow| flow.weights.iter().map(|(to, _)| *to))
    };
    let mut out: Vec<bool> = network.iter().map(Option::is_none).collect();
    let mut changed = true;
    while changed {
        changed = false;
        for unit in 0..network.len() {
            if !out[unit] && next(unit).any(|to| out[to]) {
                out[unit] = true;
                changed = true;
            }
        }
    }
    let reach = |start: usize| {
        let mut seen = BTreeSet::new();
        let mut open: Vec<usize> = next(start).collect();
        while let Some(unit) = open.pop() {
            if seen.insert(unit) {
                open.extend(next(unit));
            }
        }
        seen
    };
    // Of those without a way out, the ones that everything they serve serves in turn; the others only feed the loop.
    let stuck: Vec<usize> = (0..network.len()).filter(|unit| !out[*unit]).collect();
    stuck
        .iter()
        .filter(|unit| reach(**unit).iter().all(|to| reach(*to).contains(unit)))
        .copied()
        .collect()
}
