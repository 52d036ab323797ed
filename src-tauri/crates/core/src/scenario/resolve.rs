//! From levers to the numbers each stage applies.

use super::levers::{Act, Lever, TargetKind, refused, unknown};
use super::{Override, Scenario, Target, beds, regional_pool};
use crate::facts::Facts;
use crate::issue::{Issue, Severity};
use crate::plan::{Adjustments, Plan};
use crate::policy::PolicyPack;
use crate::quantity::{Fraction, rounding};
use crate::run::Run;

/// What a scenario stands on: the inputs and what they gave.
/// 基线
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// Facts.
    pub facts: &'a Facts,
    /// Policy pack.
    pub policy: &'a PolicyPack,
    /// Settings.
    pub plan: &'a Plan,
    /// The run of these without a scenario.
    pub run: &'a Run,
}

/// What an override brought besides the numbers of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Its place in the scenario, from 1.
    pub number: u32,
    /// What moved.
    pub lever: Lever,
    /// Bed-days it sets free in the period (negative: takes).
    pub freed_days: Fraction,
    /// Cases put into freed beds.
    pub refilled: Fraction,
    /// Money set free once, 分; never part of the surplus.
    pub released: Fraction,
    /// Paid once, 分; never part of the surplus.
    pub one_off: Fraction,
}

/// A scenario boiled down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// Numbers of the stages.
    pub adjustments: Adjustments,
    /// The overrides that act, in order.
    pub applied: Vec<Applied>,
    /// Refusals and notices.
    pub issues: Vec<Issue>,
}

/// Boils a scenario down against its baseline.
///
/// Overrides combine in order by multiplication (amounts by addition); targets of stay and CMI are measured against the
/// baseline. One that cannot be applied is left out whole and named by an issue; the others still apply. One that is
/// switched off is as if it were not there.
pub fn resolve(scenario: &Scenario, ground: &Ground<'_>) -> Resolved {
    let mut out = Resolved::default();
    let on: Vec<(usize, &Override)> = scenario
        .overrides
        .iter()
        .enumerate()
        .filter(|(_, change)| change.enabled)
        .collect();
    for (place, (at, change)) in on.iter().enumerate() {
        let mut found = Vec::new();
        if on[..place]
            .iter()
            .any(|(_, earlier)| same_target(earlier, change))
        {
            found.push(Issue::new(Severity::Warning, "scenario.overlapping_target"));
        }
        if turned(change) {
            found.push(Issue::new(Severity::Warning, "scenario.range_turned"));
        }
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let mut done = Applied {
            number,
            lever: change.lever,
            freed_days: Fraction::zero(),
            refilled: Fraction::zero(),
            released: Fraction::zero(),
            one_off: &change.one_off * &Fraction::from(100),
        };
        let mut tried = out.adjustments.clone();
        let acted = checked(change, ground).and_then(|()| {
            (change.lever.spec().act)(&mut Act {
                change,
                ground,
                out: &mut tried,
                done: &mut done,
                notices: &mut found,
            })?;
            beds::fits(&out.adjustments, &tried, ground)
        });
        match acted {
            Ok(()) => {
                out.adjustments = tried;
                out.applied.push(done);
            }
            Err(issue) => {
                found.retain(|issue| issue.severity == Severity::Warning);
                found.push(issue);
            }
        }
        out.issues
            .extend(found.into_iter().map(|issue| named(issue, number, change)));
    }
    pool(&on, ground, &mut out);
    out
}

/// Says of which override an issue speaks: its place, its lever, its value.
fn named(issue: Issue, number: u32, change: &Override) -> Issue {
    issue
        .with("number", number.to_string())
        .with("lever", format!("@lever.{}", change.lever.key()))
        .with("value", rounding::to_text(&change.value, 4))
}

/// Whether value, further numbers and target are what the lever takes.
fn checked(change: &Override, ground: &Ground<'_>) -> Result<(), Issue> {
    let spec = change.lever.spec();
    if let Some(key) = change
        .parameters
        .keys()
        .find(|key| spec.parameter(key).is_none())
    {
        return Err(refused("scenario.parameter_unknown").with("parameter", key.as_str()));
    }
    for own in spec.parameters {
        match change.parameters.get(own.key) {
            None if own.required => {
                return Err(refused("scenario.parameter_missing")
                    .with("parameter", format!("@lever_parameter.{}", own.key)));
            }
            Some(value) if !own.measure.takes(value) => {
                let code = if own.key == "occupancy" && *value > Fraction::one() {
                    "scenario.occupancy_over_full"
                } else {
                    "scenario.parameter_outside"
                };
                return Err(refused(code)
                    .with("parameter", format!("@lever_parameter.{}", own.key))
                    .with("given", rounding::to_text(value, 4)));
            }
            _ => {}
        }
    }
    if !spec.measure.takes(&change.value) {
        return Err(refused(match change.lever {
            Lever::EquipmentUse => "scenario.occupancy_over_full",
            Lever::RegionalPool => "scenario.share_outside",
            _ if spec.measure.range().0 == Some(-1) => "scenario.below_zero",
            _ => "scenario.value_outside",
        })
        .with("parameter", format!("@lever.{}", change.lever.key()))
        .with("given", rounding::to_text(&change.value, 4)));
    }
    if change.one_off.is_negative() {
        return Err(refused("scenario.one_off_negative"));
    }
    let kind = change.target.kind();
    if !spec.targets.contains(&kind) {
        return Err(match kind {
            TargetKind::Group => refused("scenario.not_per_group"),
            TargetKind::All => refused("scenario.target_needed"),
            _ => refused("scenario.not_this_target")
                .with("kind", format!("@lever_target.{}", kind.key())),
        });
    }
    if exists(&change.target, ground) {
        Ok(())
    } else {
        Err(unknown(&change.target))
    }
}

fn exists(target: &Target, ground: &Ground<'_>) -> bool {
    let margins = &ground.run.margins;
    match target {
        Target::All | Target::Item(_) => true,
        Target::Group(code) => margins.groups.iter().any(|own| own.code == *code),
        Target::Department(code) => ground.facts.department(code).is_some(),
        Target::Scheme(code) => margins.schemes.iter().any(|own| own.code == *code),
        Target::ServiceUnit(code) => ground
            .plan
            .service_units
            .iter()
            .any(|own| own.code == *code),
        Target::Account(code) => ground.facts.ledger.iter().any(|own| own.account == *code),
    }
}

fn turned(change: &Override) -> bool {
    matches!(&change.range, Some((least, most)) if least > most)
}

/// A closed pool answers to everything else, so it acts last, wherever it stands; a second one is refused.
fn pool(on: &[(usize, &Override)], ground: &Ground<'_>, out: &mut Resolved) {
    let acting: Vec<u32> = out.applied.iter().map(|done| done.number).collect();
    let mut pools = on
        .iter()
        .map(|(at, change)| (u32::try_from(at + 1).unwrap_or(u32::MAX), *change))
        .filter(|(number, change)| change.lever == Lever::RegionalPool && acting.contains(number));
    let Some((number, first)) = pools.next() else {
        return;
    };
    for (number, second) in pools {
        out.applied.retain(|done| done.number != number);
        out.issues
            .push(named(refused("scenario.second_pool"), number, second));
    }
    match regional_pool::factor(&first.value, &out.adjustments, ground.run) {
        Err(issue) => {
            out.applied.retain(|done| done.number != number);
            out.issues.push(named(issue, number, first));
        }
        Ok(factor) => {
            out.adjustments.rate = &out.adjustments.rate * &factor;
            let notice = Issue::new(Severity::Notice, "scenario.closed_pool")
                .with("factor", rounding::to_text(&factor, 6));
            out.issues.push(named(notice, number, first));
        }
    }
}

/// Whether two overrides set a target for the same cases: both then act, one on top of the other, and neither target is
/// what comes out.
fn same_target(a: &Override, b: &Override) -> bool {
    let target = matches!(
        a.lever,
        Lever::LengthOfStay
            | Lever::StayOverPath
            | Lever::RehabTransfer
            | Lever::CmiByMix
            | Lever::CmiByTechnique
            | Lever::CmiByCoding
    );
    let all = |change: &Override| change.target == Target::All;
    target && a.lever == b.lever && (all(a) || all(b) || a.target == b.target)
}
