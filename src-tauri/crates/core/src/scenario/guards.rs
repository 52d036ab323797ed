//! Where the guards stand: measured, stated by the scenario or stated in the plan; and what that does to a gain.
//! 护栏读数

use num_traits::ToPrimitive;
use std::collections::BTreeMap;

use super::{Lever, Override, Scenario, Target};
use crate::facts::Facts;
use crate::period::Period;
use crate::plan::{Guard, GuardRule, Plan};
use crate::quantity::{Computed, Fraction, Reason};
use crate::run::Run;

/// Days within which a stay after a discharge counts as a readmission (30 天再入院). Source: levers.md S0-024, S0-045.
const DAYS: i32 = 30;

/// How a guard stands. There is no third colour: what nobody knows is not green.
/// 护栏状态
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GuardState {
    /// At or inside the limit.
    Green,
    /// Beyond the limit: gains of the levers that name it do not count.
    Red,
    /// No limit or no value.
    NotKnown,
}

impl GuardState {
    /// Stable key; the message key is `guard_state.` + key.
    pub const fn key(self) -> &'static str {
        ["green", "red", "not_known"][self as usize]
    }
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuardBasis {
    /// Computed from the cases of the run.
    Measured,
    /// What an override of the scenario says the indicator will be.
    Scenario,
    /// Stated in the plan.
    Stated,
    /// Nowhere.
    Missing,
}

impl GuardBasis {
    /// Stable key; the message key is `guard_basis.` + key.
    pub const fn key(self) -> &'static str {
        ["measured", "scenario", "stated", "missing"][self as usize]
    }
}

/// One guard with its value, its limit and how it stands.
/// 护栏读数
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Indicator.
    pub guard: Guard,
    /// Value, share 0–1, or why there is none.
    pub value: Computed<Fraction>,
    /// Limit, where one is set.
    pub limit: Option<Fraction>,
    /// Where the value comes from.
    pub basis: GuardBasis,
    /// What the stated value speaks of.
    pub date: Option<Period>,
    /// Who says so.
    pub source: String,
    /// How it stands.
    pub state: GuardState,
}

/// Share of stays that began within 30 days after the same patient's last discharge, of all stays.
/// 30 天再入院率
///
/// # Errors
/// `reason.no_cases`; `reason.no_patients` where a case lacks patient, admission or discharge, because a share of those
/// that have them would be a guess about the others.
pub fn readmissions(facts: &Facts) -> Computed<Fraction> {
    let table = &facts.cases;
    if table.is_empty() {
        return Err(Reason::new("reason.no_cases"));
    }
    let lacking = || Reason::new("reason.no_patients");
    let mut stays: BTreeMap<u32, Vec<(i32, i32)>> = BTreeMap::new();
    for case in 0..table.len() {
        let patient = table.terms.patient.get(case).copied().flatten();
        let admitted = table.terms.admitted.get(case).copied().flatten();
        let discharged = table.discharged.get(case).copied().flatten();
        let (Some(patient), Some(admitted), Some(discharged)) = (patient, admitted, discharged)
        else {
            return Err(lacking());
        };
        stays
            .entry(patient)
            .or_default()
            .push((admitted, discharged));
    }
    let mut again = 0_i64;
    for own in stays.values_mut() {
        own.sort_unstable();
        let back = own.windows(2).filter(|pair| {
            let days = pair[1].0 - pair[0].1;
            (0..=DAYS).contains(&days)
        });
        again += back.count().to_i64().unwrap_or(i64::MAX);
    }
    let cases = Fraction::whole(i128::try_from(table.len()).unwrap_or(i128::MAX));
    Fraction::from(again).over(&cases, || Reason::new("reason.no_cases"))
}

/// Share of low outliers among all cases of a run. 低倍率病例占比
fn low_outliers(run: &Run) -> Computed<Fraction> {
    let hospital = &run.margins.hospital;
    hospital
        .low
        .over(&hospital.cases, || Reason::new("reason.no_cases"))
}

/// The indicator an override of this lever sets to its value, when it speaks for the whole hospital.
const fn set_by(lever: Lever) -> Option<Guard> {
    match lever {
        Lever::Readmission => Some(Guard::Readmission),
        Lever::Complication => Some(Guard::Complication),
        Lever::Refusals => Some(Guard::Refusal),
        _ => None,
    }
}

/// All five guards in order, for a run and the scenario it was computed with (`None`: the baseline).
///
/// The share of low outliers is always that of the run; an indicator that an override itself sets has that value; the
/// rest is measured from the facts where they tell and otherwise what the plan states.
pub fn readings(
    facts: &Facts,
    plan: &Plan,
    run: &Run,
    scenario: Option<&Scenario>,
) -> Vec<Reading> {
    Guard::ALL
        .into_iter()
        .map(|guard| reading(guard, facts, plan, run, scenario))
        .collect()
}

fn reading(
    guard: Guard,
    facts: &Facts,
    plan: &Plan,
    run: &Run,
    scenario: Option<&Scenario>,
) -> Reading {
    let rule: Option<&GuardRule> = plan.guards.iter().find(|own| own.guard == guard);
    let says = |own: &&Override| {
        own.enabled && own.target == Target::All && set_by(own.lever) == Some(guard)
    };
    let set = scenario.and_then(|own| own.overrides.iter().rev().find(says));
    let measured = match guard {
        Guard::Readmission => readmissions(facts),
        Guard::LowOutliers => low_outliers(run),
        _ => Err(Reason::new("reason.guard_not_stated")),
    };
    let stated = rule.and_then(|own| own.value.clone());
    let (value, basis, date, source) = match (set, measured, stated) {
        (Some(own), _, _) => (
            Ok(own.value.clone()),
            GuardBasis::Scenario,
            None,
            own.source.clone(),
        ),
        (None, Ok(value), _) => (Ok(value), GuardBasis::Measured, None, String::new()),
        (None, Err(_), Some(value)) => (
            Ok(value),
            GuardBasis::Stated,
            rule.and_then(|own| own.date),
            rule.map(|own| own.source.clone()).unwrap_or_default(),
        ),
        (None, Err(reason), None) => (Err(reason), GuardBasis::Missing, None, String::new()),
    };
    let limit = rule.map(|own| own.limit.clone());
    let state = match (&value, &limit) {
        (Ok(value), Some(limit)) if guard.breaks(value, limit) => GuardState::Red,
        (Ok(_), Some(_)) => GuardState::Green,
        _ => GuardState::NotKnown,
    };
    Reading {
        guard,
        value,
        limit,
        basis,
        date,
        source,
        state,
    }
}

/// Guards a lever names that stand so.
pub fn named_by(lever: Lever, readings: &[Reading], state: GuardState) -> Vec<Guard> {
    let names = lever.spec().guards;
    readings
        .iter()
        .filter(|own| own.state == state && names.contains(&own.guard))
        .map(|own| own.guard)
        .collect()
}

/// Whether a state has a red guard: such a state is never recommended.
/// 是否触发红线
pub fn has_red_guard(facts: &Facts, plan: &Plan, run: &Run, scenario: Option<&Scenario>) -> bool {
    readings(facts, plan, run, scenario)
        .iter()
        .any(|own| own.state == GuardState::Red)
}
