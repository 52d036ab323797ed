//! Penalties avoided and quality that pays.
//! 合规与质量

use super::Lever;
use super::act::{Act, refused};
use super::spec::{
    Answer, Example, Family, Guard, LeverSpec, Measure, Parameter, TargetKind, required, usual,
};
use crate::hospital::CostItem;
use crate::issue::Issue;

/// Expected penalties avoided need a history: without one nobody knows that there would have been any.
const PENALTY: &[Parameter] = &[
    required("penalty_per_event", Measure::Yuan),
    required("penalised_before", Measure::Count),
    required("events_before", Measure::Count),
];

/// Events stopped × share of events that used to be penalised × penalty.
/// 预期罚款减少
fn penalties(act: &mut Act<'_>) -> Result<(), Issue> {
    let (events, penalised) = (act.number("events_before"), act.number("penalised_before"));
    if !events.is_positive() || !penalised.is_positive() {
        return Err(refused("scenario.no_penalty_history"));
    }
    if penalised > events {
        return Err(refused("scenario.penalised_exceed_events"));
    }
    let chance = super::act::quotient(&penalised, &events)?;
    let saved = act.value() * chance * act.number("penalty_per_event");
    act.cost(CostItem::Other, &-saved);
    act.notice("scenario.expected_penalty", &[]);
    Ok(())
}

pub(super) const DOUBLE_CHARGE: LeverSpec = LeverSpec {
    lever: Lever::DoubleCharge,
    family: Family::Compliance,
    measure: Measure::Count,
    parameters: PENALTY,
    targets: &[TargetKind::All],
    sources: &["S3-052", "S3-076", "S3-078"],
    every_case: false,
    guards: &[Guard::Refusal],
    examples: &[Example {
        source: "S3-052",
        value: "100",
        parameters: &[
            ("penalty_per_event", "8000"),
            ("penalised_before", "100"),
            ("events_before", "100"),
        ],
        implied: true,
        answer: Answer::Surplus("800000.00"),
    }],
    act: penalties,
};

pub(super) const SPLIT_ADMISSION: LeverSpec = LeverSpec {
    lever: Lever::SplitAdmission,
    family: Family::Compliance,
    measure: Measure::Count,
    parameters: PENALTY,
    targets: &[TargetKind::All],
    sources: &["S3-075", "S3-078"],
    every_case: false,
    guards: &[Guard::Refusal, Guard::Readmission],
    examples: &[Example {
        source: "S3-075",
        value: "20",
        parameters: &[
            ("penalty_per_event", "50000"),
            ("penalised_before", "20"),
            ("events_before", "20"),
        ],
        implied: true,
        answer: Answer::Surplus("1000000.00"),
    }],
    act: penalties,
};

const RATE: &[Parameter] = &[
    required("rate_before", Measure::Share),
    required("cases", Measure::Count),
    required("cost_per_case", Measure::Yuan),
    usual("payment_per_case", Measure::Yuan, "0"),
    usual("programme_cost", Measure::Yuan, "0"),
];

/// Events avoided: their cost falls away, and the payment that came with them; the programme costs.
fn rate(act: &mut Act<'_>) -> Result<(), Issue> {
    let avoided = (act.number("rate_before") - act.value()) * act.number("cases");
    let saved = &avoided * &act.number("cost_per_case");
    act.cost(CostItem::Other, &-saved);
    let lost = &avoided * &act.number("payment_per_case");
    act.income(&-lost);
    let programme = act.number("programme_cost");
    act.cost(CostItem::Labour, &programme);
    Ok(())
}

pub(super) const READMISSION: LeverSpec = LeverSpec {
    lever: Lever::Readmission,
    family: Family::Compliance,
    measure: Measure::Share,
    parameters: RATE,
    targets: &[TargetKind::All, TargetKind::Department],
    sources: &["S0-024", "S0-045"],
    every_case: false,
    guards: &[Guard::Readmission],
    examples: &[],
    act: rate,
};

pub(super) const COMPLICATION: LeverSpec = LeverSpec {
    lever: Lever::Complication,
    family: Family::Compliance,
    measure: Measure::Share,
    parameters: RATE,
    targets: &[TargetKind::All, TargetKind::Department],
    sources: &["S0-027", "S0-039"],
    every_case: false,
    guards: &[Guard::Complication],
    examples: &[],
    act: rate,
};
