//! The surplus of every subset of overrides, each stage computed once per set of numbers it reads.

use std::collections::BTreeMap;

use super::super::{Ground, Scenario, resolve};
use crate::allocation;
use crate::costing::{self, Costing};
use crate::margin;
use crate::payment::{self, Payments};
use crate::plan::{Adjustments, LineKind};
use crate::quantity::{Computed, Fraction};

/// Cost is read once per set of prices; more sets than this are forgotten and computed again.
const KEPT: usize = 64;

/// A subset of the acting overrides, one bit each.
pub(super) type Coalition = Vec<bool>;

/// Surpluses of subsets.
///
/// Exact, not an estimate: a stage is skipped only where its numbers are the same, and every stage gets only the numbers
/// it is meant to read, so that reading another would show as a difference from the whole run (property test
/// `subsets_are_valued_as_whole_runs`). Rows of their own add to the surplus and to nothing else.
pub(super) struct Valuer<'a> {
    ground: &'a Ground<'a>,
    scenario: &'a Scenario,
    /// Places of the acting overrides in the scenario.
    acting: &'a [usize],
    known: BTreeMap<Adjustments, Computed<Fraction>>,
    costs: BTreeMap<Adjustments, Costing>,
    paid: Option<(Adjustments, Payments)>,
    /// Runs made; the baseline is not one of them.
    pub(super) runs: u32,
}

impl<'a> Valuer<'a> {
    pub(super) fn new(ground: &'a Ground<'a>, scenario: &'a Scenario, acting: &'a [usize]) -> Self {
        // The baseline's own surplus is known without a run.
        let surplus = ground.run.margins.result.surplus.clone();
        Self {
            ground,
            scenario,
            acting,
            known: BTreeMap::from([(Adjustments::default(), surplus)]),
            costs: BTreeMap::new(),
            paid: None,
            runs: 0,
        }
    }

    /// Surpluses of these subsets, in their order.
    ///
    /// Subsets that need the same payments follow one another, so that payments are made once for them.
    pub(super) fn values(&mut self, wanted: &[Coalition]) -> Vec<Computed<Fraction>> {
        let asked: Vec<(Adjustments, Fraction)> =
            wanted.iter().map(|subset| self.numbers(subset)).collect();
        let mut todo: BTreeMap<(Adjustments, Adjustments), Adjustments> = BTreeMap::new();
        for (numbers, _) in &asked {
            if !self.known.contains_key(numbers) {
                let key = (for_payment(numbers), for_cost(numbers));
                // Volume and outpatients are in neither key, but in the numbers.
                todo.entry((key.0, numbers.clone()))
                    .or_insert_with(|| key.1);
            }
        }
        for ((paid, numbers), cost) in todo {
            let surplus = self.run(&numbers, paid, cost);
            self.known.insert(numbers, surplus);
        }
        let found = |(numbers, lines): (Adjustments, Fraction)| {
            let surplus = self.known.get(&numbers).cloned();
            surplus
                .unwrap_or_else(|| Err(crate::quantity::Reason::new("reason.no_cases")))
                .map(|surplus| surplus + lines)
        };
        asked.into_iter().map(found).collect()
    }

    /// What the subset does: numbers of the stages without rows of their own, and what those rows add.
    fn numbers(&self, subset: &[bool]) -> (Adjustments, Fraction) {
        let mut part = self.scenario.clone();
        for change in &mut part.overrides {
            change.enabled = false;
        }
        for (at, chosen) in self.acting.iter().zip(subset) {
            if let Some(change) = part.overrides.get_mut(*at) {
                change.enabled = *chosen;
            }
        }
        let mut numbers = resolve(&part, self.ground).adjustments;
        let period = self.ground.facts.period;
        let lines = std::mem::take(&mut numbers.lines);
        let added = lines.iter().map(|line| match line.kind {
            LineKind::Income => line.amount(period),
            LineKind::Cost(_) => -line.amount(period),
            LineKind::Released => Fraction::zero(),
        });
        (numbers, added.sum())
    }

    /// The stages from the ledger to the surplus.
    fn run(
        &mut self,
        numbers: &Adjustments,
        paid: Adjustments,
        cost: Adjustments,
    ) -> Computed<Fraction> {
        let Ground {
            facts,
            policy,
            plan,
            ..
        } = *self.ground;
        self.runs += 1;
        if !self.costs.contains_key(&cost) {
            if self.costs.len() >= KEPT {
                self.costs.pop_first();
            }
            let allocation =
                (!facts.ledger.is_empty()).then(|| allocation::allocate(facts, plan, &cost).0);
            let costing = costing::cost(facts, plan, allocation.as_ref(), &cost).0;
            self.costs.insert(cost.clone(), costing);
        }
        if self.paid.as_ref().is_none_or(|(key, _)| *key != paid) {
            let payments = payment::settle(facts, policy, &paid).0;
            self.paid = Some((paid, payments));
        }
        let (Some(costing), Some((_, payments))) = (self.costs.get(&cost), &self.paid) else {
            return Err(crate::quantity::Reason::new("reason.no_cases"));
        };
        let (margins, _) = margin::margins(margin::Inputs {
            facts,
            plan,
            policy,
            adjustments: numbers,
            costing,
            payments,
        });
        margins.result.surplus
    }
}

/// The numbers allocation and costing read.
fn for_cost(numbers: &Adjustments) -> Adjustments {
    Adjustments {
        item: numbers.item.clone(),
        item_of: numbers.item_of.clone(),
        ..Adjustments::default()
    }
}

/// The numbers payment reads.
fn for_payment(numbers: &Adjustments) -> Adjustments {
    let plain = Adjustments::default();
    Adjustments {
        item: plain.item,
        item_of: plain.item_of,
        volume: plain.volume,
        outpatient: plain.outpatient,
        ..numbers.clone()
    }
}
