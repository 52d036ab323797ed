//! Who earned it: the joint effect of overlapping levers, shared among them so that nothing is counted twice.
//! 逐杠杆归因
//!
//! Shapley value of the game "surplus with these overrides": the mean, over all orders, of what an override adds when
//! its turn comes. It adds up exactly, gives equal overrides the same and one that changes nothing 0. Source: L. S.
//! Shapley, *A value for n-person games*, 1953; sampling with antithetic orders: Mitchell et al., JMLR 23 (2022), 43.

mod sample;
mod valuer;

use num_bigint::BigInt;
use std::collections::BTreeMap;

use super::guards::{GuardState, Reading, named_by};
use super::{Ground, Lever, Scenario, Target, resolve};
use crate::plan::Guard;
use crate::quantity::{Computed, Fraction, Money, rounding};
use valuer::{Coalition, Valuer};

/// Pairs listed.
const PAIRS: usize = 10;

/// How much is computed.
/// 计算量
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Up to so many overrides every subset is valued; at most 20.
    pub exact_up_to: usize,
    /// Beyond, so many pairs of an order and its reverse.
    pub pairs: u32,
    /// Seed of the orders.
    pub seed: u64,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            exact_up_to: 15,
            pairs: 32,
            seed: 1,
        }
    }
}

/// One override's part of the joint effect, 分.
/// 归因项
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its place in the scenario, from 1.
    pub number: u32,
    /// What moved.
    pub lever: Lever,
    /// What it speaks for.
    pub target: Target,
    /// The user's name for it; may be empty.
    pub name: String,
    /// Its part (Shapley); the parts add up to the joint effect.
    pub share: Fraction,
    /// What its share is made of: by the place it comes at (first, second, …), the mean of what it adds there divided by
    /// the number of places; empty where orders were sampled.
    pub by_place: Vec<Fraction>,
    /// The same in whole 分, closed to the joint effect in whole 分.
    pub published: Money,
    /// Standard error of a sampled part, 分, rounded up; `None`: exact.
    pub error: Option<Fraction>,
    /// What it does alone (单独口径): what a claim for it would say.
    pub alone: Fraction,
    /// What it adds when the overrides come in their order.
    pub in_order: Fraction,
    /// Red guards its lever names; while there is one, a gain does not count.
    pub red: Vec<Guard>,
    /// Guards its lever names of which nobody knows.
    pub unknown: Vec<Guard>,
}

impl Part {
    /// Whether its gain is struck out.
    pub fn struck(&self) -> bool {
        !self.red.is_empty() && self.share.is_positive()
    }
    /// "Why" name of one of its figures below `attribution/SCENARIO/`.
    pub fn why(&self, name: &str) -> String {
        format!("{name}/{}", self.number)
    }
    /// What of its part counts: nothing of a gain under a red guard; a loss always.
    pub fn counted(&self) -> Fraction {
        if self.struck() {
            Fraction::zero()
        } else {
            self.share.clone()
        }
    }
}

/// What two overrides do together beyond what each does alone, 分.
/// 两两交互
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Numbers of the two.
    pub numbers: (u32, u32),
    /// Both together less each alone; negative: they overlap.
    pub beyond: Fraction,
}

/// The change of the surplus shared among the acting overrides.
/// 归因
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Surplus without a scenario, 分.
    pub before: Fraction,
    /// Change with all overrides (合计影响).
    pub joint: Fraction,
    /// The acting overrides in order.
    pub parts: Vec<Part>,
    /// Pairs that do most beyond their parts, the largest first; pairs that do nothing are left out.
    pub pairs: Vec<Pair>,
    /// Runs through the pipeline.
    pub runs: u32,
    /// Subsets valued, all or some of 2ⁿ.
    pub subsets: u32,
    /// Orders sampled; 0: exact.
    pub orders: u32,
}

impl Attribution {
    /// Sum of separate claims (单独口径合计).
    pub fn separate(&self) -> Fraction {
        self.parts.iter().map(|part| &part.alone).sum()
    }
    /// What the separate claims count twice (重复计算): their sum less the joint effect; negative where levers strengthen
    /// one another.
    pub fn overlap(&self) -> Fraction {
        self.separate() - &self.joint
    }
    /// Gains struck out because of red guards.
    pub fn struck(&self) -> Fraction {
        let struck = self.parts.iter().filter(|part| part.struck());
        struck.map(|part| &part.share).sum()
    }
    /// What counts of the joint effect.
    pub fn counted(&self) -> Fraction {
        self.parts.iter().map(Part::counted).sum()
    }
}

/// Surpluses by subset.
type Values = BTreeMap<Coalition, Fraction>;

/// Shares the change of the hospital's surplus among the acting overrides of a scenario.
///
/// `readings` are those of the scenario's own run. Overrides that are switched off or refused take no part. An override
/// that acts only because of another does nothing without it.
///
/// # Errors
/// Why the surplus of some subset is not computable.
pub fn attribute(
    ground: &Ground<'_>,
    scenario: &Scenario,
    readings: &[Reading],
    effort: &Effort,
) -> Computed<Attribution> {
    let acting: Vec<usize> = resolve(scenario, ground)
        .applied
        .iter()
        .map(|done| done.number as usize - 1)
        .collect();
    let mut valuer = Valuer::new(ground, scenario, &acting);
    let size = acting.len();
    let exact = size <= effort.exact_up_to.min(20);
    let orders = if exact {
        Vec::new()
    } else {
        drawn(effort, size)
    };
    let mut wanted: Vec<Coalition> = if exact {
        (0_u32..1 << size)
            .map(|mask| (0..size).map(|at| mask >> at & 1 == 1).collect())
            .collect()
    } else {
        orders.iter().flat_map(|order| along(order)).collect()
    };
    wanted.extend(along(&(0..size).collect::<Vec<_>>()));
    for first in 0..size {
        wanted.extend((first..size).map(|second| only(size, &[first, second])));
    }
    wanted.sort_unstable();
    wanted.dedup();
    let found = valuer.values(&wanted);
    let subsets = u32::try_from(wanted.len()).unwrap_or(u32::MAX);
    let values: Values = (wanted.into_iter().zip(found))
        .map(|(subset, value)| value.map(|value| (subset, value)))
        .collect::<Computed<_>>()?;
    let (shares, by_place, errors) = if exact {
        let by_place = all_subsets(&values, size);
        let shares = by_place.iter().map(|parts| parts.iter().sum()).collect();
        (shares, by_place, None)
    } else {
        let (shares, errors) = sampled(&values, &orders, size);
        (shares, vec![Vec::new(); size], Some(errors))
    };
    let shares: Vec<Fraction> = shares;
    let before = value(&values, &only(size, &[]));
    let joint = value(&values, &vec![true; size]) - &before;
    let published = rounding::closed(&shares, rounding::to_money(&joint));
    let in_order = steps(&values, &(0..size).collect::<Vec<_>>());
    let numbers: Vec<u32> = acting
        .iter()
        .map(|at| u32::try_from(at + 1).unwrap_or(u32::MAX))
        .collect();
    let alone: Vec<Fraction> = (0..size)
        .map(|at| value(&values, &only(size, &[at])) - &before)
        .collect();
    let pairs = pairs(&values, &alone, &before, &numbers);
    let mut parts = Vec::new();
    for (place, at) in acting.iter().enumerate() {
        let change = &scenario.overrides[*at];
        parts.push(Part {
            number: numbers[place],
            lever: change.lever,
            target: change.target.clone(),
            name: change.name.clone(),
            share: shares[place].clone(),
            by_place: by_place[place].clone(),
            published: published[place],
            error: errors.as_ref().map(|errors| errors[place].clone()),
            alone: alone[place].clone(),
            in_order: in_order[place].clone(),
            red: named_by(change.lever, readings, GuardState::Red),
            unknown: named_by(change.lever, readings, GuardState::NotKnown),
        });
    }
    Ok(Attribution {
        before,
        joint,
        parts,
        pairs,
        runs: valuer.runs,
        subsets,
        orders: u32::try_from(orders.len()).unwrap_or(u32::MAX),
    })
}

fn only(size: usize, chosen: &[usize]) -> Coalition {
    (0..size).map(|at| chosen.contains(&at)).collect()
}

fn value(values: &Values, subset: &[bool]) -> Fraction {
    values.get(subset).cloned().unwrap_or_default()
}

/// The subsets of an order, from none to all.
fn along(order: &[usize]) -> Vec<Coalition> {
    let mut subset = vec![false; order.len()];
    let mut all = vec![subset.clone()];
    for at in order {
        subset[*at] = true;
        all.push(subset.clone());
    }
    all
}

/// What each adds in an order, by override.
fn steps(values: &Values, order: &[usize]) -> Vec<Fraction> {
    let mut out = vec![Fraction::zero(); order.len()];
    for (pair, at) in along(order).windows(2).zip(order) {
        out[*at] = value(values, &pair[1]) - value(values, &pair[0]);
    }
    out
}

/// Σ over the others' subsets S of |S|!·(n−|S|−1)!/n! × what the override adds to S.
/// By override and number of those before it.
fn all_subsets(values: &Values, size: usize) -> Vec<Vec<Fraction>> {
    let factorial = |n: usize| -> BigInt { (1..=n).map(BigInt::from).product() };
    let mut sums = vec![vec![Fraction::zero(); size]; size];
    for (subset, with) in values {
        let members = subset.iter().filter(|own| **own).count();
        for at in (0..size).filter(|at| subset[*at]) {
            let mut without = subset.clone();
            without[at] = false;
            sums[at][members - 1] += &(with - &value(values, &without));
        }
    }
    let weight = |others: usize| {
        let times = factorial(others) * factorial(size - others - 1);
        Fraction::new(times, factorial(size)).unwrap_or_default()
    };
    sums.iter()
        .map(|by_size| {
            let parts = by_size.iter().enumerate();
            parts.map(|(others, sum)| sum * &weight(others)).collect()
        })
        .collect()
}

/// Every order followed by its reverse.
fn drawn(effort: &Effort, size: usize) -> Vec<Vec<usize>> {
    let mut orders = Vec::new();
    // One pair has no standard error.
    for index in 0..u64::from(effort.pairs.max(2)) {
        let order = sample::permutation(effort.seed, index, size);
        let reverse = order.iter().rev().copied().collect();
        orders.extend([order, reverse]);
    }
    orders
}

/// Mean over the pairs, and its standard error: √(Σ(x − mean)² ÷ (m·(m − 1))), rounded up to whole 分.
fn sampled(values: &Values, orders: &[Vec<usize>], size: usize) -> (Vec<Fraction>, Vec<Fraction>) {
    let half = Fraction::new(1, 2).unwrap_or_default();
    let means: Vec<Vec<Fraction>> = orders
        .chunks(2)
        .map(|pair| {
            let (one, other) = (steps(values, &pair[0]), steps(values, &pair[1]));
            let both = one.iter().zip(&other);
            both.map(|(one, other)| (one + other) * &half).collect()
        })
        .collect();
    let count = i64::try_from(means.len()).unwrap_or(i64::MAX);
    let part = |times: i64| Fraction::new(1, times).unwrap_or_default();
    let mut shares = Vec::new();
    let mut errors = Vec::new();
    for at in 0..size {
        let sum: Fraction = means.iter().map(|own| &own[at]).sum();
        let mean = sum * part(count);
        let squares: Fraction = means
            .iter()
            .map(|own| {
                let off = &own[at] - &mean;
                &off * &off
            })
            .sum();
        let variance = rounding::ceiling(&(squares * part(count * (count - 1))));
        let root = variance.sqrt();
        let up = if &root * &root < variance {
            root + 1
        } else {
            root
        };
        errors.push(Fraction::whole(up));
        shares.push(mean);
    }
    (shares, errors)
}

fn pairs(values: &Values, alone: &[Fraction], before: &Fraction, numbers: &[u32]) -> Vec<Pair> {
    let size = alone.len();
    let mut all = Vec::new();
    for first in 0..size {
        for second in first + 1..size {
            let both = value(values, &only(size, &[first, second])) - before;
            let beyond = both - &alone[first] - &alone[second];
            if !beyond.is_zero() {
                all.push(Pair {
                    numbers: (numbers[first], numbers[second]),
                    beyond,
                });
            }
        }
    }
    all.sort_by(|one, other| {
        (other.beyond.abs().cmp(&one.beyond.abs())).then(one.numbers.cmp(&other.numbers))
    });
    all.truncate(PAIRS);
    all
}
