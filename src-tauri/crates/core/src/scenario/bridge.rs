//! What each override adds to the surplus, one after the other.

use super::{Lever, Scenario, resolve};
use crate::facts::Facts;
use crate::issue::Issue;
use crate::plan::Plan;
use crate::policy::PolicyPack;
use crate::quantity::{Computed, Fraction};
use crate::run::{self, Run};

/// One override's part of the change.
/// 逐项影响
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What moved.
    pub lever: Lever,
    /// Case group, when it moved one only.
    pub group: Option<String>,
    /// Change of the surplus against the state before this override, 分.
    pub effect: Computed<Fraction>,
}

/// A scenario computed in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The run with all overrides.
    pub run: Run,
    /// Part of each override in order; they add up to the whole change. With overlapping levers the parts depend on
    /// the order.
    pub steps: Vec<Step>,
    /// Overrides refused or noticed.
    pub issues: Vec<Issue>,
}

/// Applies the overrides one after the other through the same pipeline.
pub fn compute(
    facts: &Facts,
    policy: &PolicyPack,
    plan: &Plan,
    baseline: &Run,
    scenario: &Scenario,
) -> Outcome {
    let mut before = baseline.margins.result.surplus.clone();
    let mut steps = Vec::new();
    let mut run = None;
    for count in 1..=scenario.overrides.len() {
        let part = Scenario {
            overrides: scenario.overrides[..count].to_vec(),
            ..scenario.clone()
        };
        let (adjustments, _) = resolve(&part, baseline);
        let now = run::compute(facts, policy, plan, &adjustments);
        let after = now.margins.result.surplus.clone();
        let change = &scenario.overrides[count - 1];
        let effect = after
            .clone()
            .and_then(|after| before.clone().map(|before| after - before));
        steps.push(Step {
            lever: change.lever,
            group: change.group.clone(),
            effect,
        });
        before = after;
        run = Some(now);
    }
    let (_, issues) = resolve(scenario, baseline);
    Outcome {
        run: run.unwrap_or_else(|| baseline.clone()),
        steps,
        issues,
    }
}
