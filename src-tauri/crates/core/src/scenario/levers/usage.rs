//! What is done to patients: pathways, tests avoided, cost per case.
//! 检查检验与路径

use super::Lever;
use super::act::{Act, hundred, refused};
use super::spec::{
    Answer, Example, Family, Guard, LeverSpec, Measure, Parameter, TargetKind, required, usual,
};
use crate::hospital::CostItem;
use crate::issue::Issue;

pub(super) const PATHWAY: LeverSpec = LeverSpec {
    lever: Lever::Pathway,
    family: Family::Usage,
    measure: Measure::Share,
    parameters: &[
        required("rate_before", Measure::Share),
        required("money_per_point", Measure::Yuan),
        usual("compliance", Measure::Share, "1"),
        usual("by_item_share", Measure::Share, "0"),
    ],
    targets: &[TargetKind::All, TargetKind::Department],
    sources: &["S3-036", "S3-037", "S0-012"],
    every_case: false,
    guards: &[Guard::Complication, Guard::Readmission],
    examples: &[Example {
        source: "S3-036",
        value: "0.25",
        parameters: &[("rate_before", "0.45"), ("money_per_point", "40000")],
        implied: true,
        answer: Answer::Surplus("800000.00"),
    }],
    act: |act| {
        let points = (act.number("rate_before") - act.value()) * hundred();
        let saved = points * act.number("money_per_point") * act.number("compliance");
        act.cost(CostItem::Drugs, &-saved.clone());
        act.income(&-(saved * act.number("by_item_share")));
        Ok(())
    },
};

const AVOIDED: &[Parameter] = &[
    required("marginal_cost", Measure::Yuan),
    usual("charge_per_unit", Measure::Yuan, "0"),
    usual("by_item_share", Measure::Share, "0"),
];

/// Tests not done: their marginal cost is saved; where they are paid by item, their charge is lost.
fn avoided(act: &mut Act<'_>) -> Result<(), Issue> {
    let units = act.value();
    let saved = &act.number("marginal_cost") * &units;
    act.cost(CostItem::Consumables, &-saved);
    let by_item = act.number("by_item_share");
    let charge = act.number("charge_per_unit");
    if by_item.is_positive() && charge.is_zero() {
        return Err(super::act::missing("charge_per_unit"));
    }
    act.income(&-(charge * units * by_item));
    Ok(())
}

pub(super) const INDICATION_CHECK: LeverSpec = LeverSpec {
    lever: Lever::IndicationCheck,
    family: Family::Usage,
    measure: Measure::Count,
    parameters: AVOIDED,
    targets: &[TargetKind::All, TargetKind::Department],
    sources: &["S3-038", "S0-010", "S0-032"],
    every_case: false,
    guards: &[Guard::Complication],
    examples: &[Example {
        source: "S3-038",
        value: "5000",
        parameters: &[("marginal_cost", "300")],
        implied: true,
        answer: Answer::Surplus("1500000.00"),
    }],
    act: avoided,
};

pub(super) const MUTUAL_RECOGNITION: LeverSpec = LeverSpec {
    lever: Lever::MutualRecognition,
    family: Family::Usage,
    measure: Measure::Count,
    parameters: AVOIDED,
    targets: &[TargetKind::All, TargetKind::Department],
    sources: &["S3-039"],
    every_case: false,
    guards: &[Guard::Complication],
    examples: &[Example {
        source: "S3-039",
        value: "8000",
        parameters: &[("marginal_cost", "125")],
        implied: true,
        answer: Answer::Surplus("1000000.00"),
    }],
    act: avoided,
};

pub(super) const CASE_COST: LeverSpec = LeverSpec {
    lever: Lever::CaseCost,
    family: Family::Usage,
    measure: Measure::Change,
    parameters: &[],
    targets: &[TargetKind::Group, TargetKind::Department],
    sources: &["S3-017", "S3-051", "S0-024", "S0-038"],
    every_case: false,
    guards: &[Guard::Complication, Guard::Readmission, Guard::LowOutliers],
    examples: &[],
    act: |act| {
        let variable = act.segment()?.variable.clone();
        let variable = variable.map_err(|_| refused("scenario.no_baseline"))?;
        let change = act.yearly(&variable) * act.value();
        act.cost(CostItem::Consumables, &change);
        act.notice("scenario.variable_cost_only", &[]);
        Ok(())
    },
};
