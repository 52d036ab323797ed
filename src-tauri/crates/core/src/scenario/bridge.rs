//! What each override adds to the surplus, one after the other.

use super::levers::{Guard, Lever};
use super::resolve::{Applied, Ground};
use super::{Scenario, Target, resolve};
use crate::facts::Facts;
use crate::issue::{Issue, Severity};
use crate::margin::Segment;
use crate::plan::{Adjustments, Plan};
use crate::policy::PolicyPack;
use crate::quantity::{Computed, Fraction, rounding};
use crate::run::{self, Run};

/// One override's part of the change.
/// 逐项影响
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its place in the scenario, from 1.
    pub number: u32,
    /// What moved.
    pub lever: Lever,
    /// What it speaks for.
    pub target: Target,
    /// The user's name for it; may be empty.
    pub name: String,
    /// Change of the surplus against the state before this override, 分.
    pub effect: Computed<Fraction>,
}

/// A scenario computed in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The run with all overrides, each in full effect.
    pub run: Run,
    /// What the run was computed with.
    pub adjustments: Adjustments,
    /// Part of each override in order; they add up to the whole change. With overlapping levers the parts depend on
    /// the order. One that is switched off has no step, one that was refused a step of 0.
    pub steps: Vec<Step>,
    /// What the overrides bring besides.
    pub applied: Vec<Applied>,
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
    let ground = Ground {
        facts,
        policy,
        plan,
        run: baseline,
    };
    let mut before = baseline.margins.result.surplus.clone();
    let mut steps = Vec::new();
    let mut numbers = Adjustments::default();
    let mut run: Option<Run> = None;
    for (at, change) in scenario.overrides.iter().enumerate() {
        if !change.enabled {
            continue;
        }
        let part = Scenario {
            overrides: scenario.overrides[..=at].to_vec(),
            ..scenario.clone()
        };
        let adjustments = resolve(&part, &ground).adjustments;
        // What changes no number changes no figure.
        if adjustments != numbers || run.is_none() {
            run = Some(run::compute(facts, policy, plan, &adjustments));
            numbers = adjustments;
        }
        let now = run.as_ref().unwrap_or(baseline);
        let after = now.margins.result.surplus.clone();
        let effect = after
            .clone()
            .and_then(|after| before.clone().map(|before| after - before));
        steps.push(Step {
            number: u32::try_from(at + 1).unwrap_or(u32::MAX),
            lever: change.lever,
            target: change.target.clone(),
            name: change.name.clone(),
            effect,
        });
        before = after;
    }
    let resolved = resolve(scenario, &ground);
    let run = run.unwrap_or_else(|| baseline.clone());
    let mut issues = resolved.issues;
    issues.extend(low_outliers(scenario, &resolved.applied, baseline, &run));
    Outcome {
        run,
        adjustments: resolved.adjustments,
        steps,
        applied: resolved.applied,
        issues,
    }
}

/// Warns where a lever that endangers the share of low outliers is at work and that share has risen under the real rules.
fn low_outliers(scenario: &Scenario, applied: &[Applied], before: &Run, after: &Run) -> Vec<Issue> {
    let share = |segment: &Segment| {
        segment
            .low
            .over(&segment.cases, || {
                crate::quantity::Reason::new("reason.no_cases")
            })
            .unwrap_or_default()
    };
    let acting = applied
        .iter()
        .filter(|done| done.lever.spec().guards.contains(&Guard::LowOutliers));
    let mut out = Vec::new();
    for done in acting {
        let Some(change) = scenario.overrides.get(done.number as usize - 1) else {
            continue;
        };
        let of = |run: &Run| match &change.target {
            Target::Group(code) => {
                let found = run.margins.groups.iter().find(|own| own.code == *code);
                found.map(share).unwrap_or_default()
            }
            _ => share(&run.margins.hospital),
        };
        let (earlier, later) = (of(before), of(after));
        if later > earlier {
            let percent = |value: Fraction| rounding::to_text(&(value * Fraction::from(100)), 2);
            out.push(
                Issue::new(Severity::Warning, "scenario.low_outliers_rise")
                    .with("number", done.number.to_string())
                    .with("lever", format!("@lever.{}", done.lever.key()))
                    .with("before", percent(earlier))
                    .with("after", percent(later)),
            );
        }
    }
    out
}
