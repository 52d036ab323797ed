//! Case mix and coding.
//! 病例结构与编码

use super::Lever;
use super::act::{Act, plain, quotient, ratio, refused};
use super::spec::{
    Answer, Example, Family, Guard, LeverSpec, Measure, TargetKind, optional, required, usual,
};
use crate::hospital::CostItem;
use crate::issue::Issue;
use crate::quantity::{Fraction, Reason};
use crate::run::Run;

pub(super) const CMI_BY_MIX: LeverSpec = LeverSpec {
    lever: Lever::CmiByMix,
    family: Family::Mix,
    measure: Measure::Weight,
    parameters: &[],
    targets: &[TargetKind::All],
    sources: &["S3-005", "S3-098"],
    every_case: false,
    guards: &[],
    examples: &[],
    act: |act| {
        for (code, factor) in tilt(&act.value(), act.ground.run)? {
            act.volume_of(&code, &factor);
        }
        Ok(())
    },
};

/// Multipliers that bring the CMI to `target` at the same number of weighted cases: `1 + λ(w − CMI)` with
/// `λ = (target − CMI) ÷ Var(w)`. The least change of mix, in squares, that reaches it.
fn tilt(target: &Fraction, baseline: &Run) -> Result<Vec<(String, Fraction)>, Issue> {
    let cmi = baseline
        .margins
        .hospital
        .cmi
        .as_ref()
        .map_err(|_| refused("scenario.no_baseline"))?;
    if !target.is_positive() {
        return Err(refused("scenario.not_positive"));
    }
    let weighted: Vec<(&str, &Fraction, &Fraction)> = baseline
        .margins
        .groups
        .iter()
        .filter_map(|group| Some((group.code.as_str(), &group.cases, group.cmi.as_ref().ok()?)))
        .collect();
    let square = |weight: &Fraction| (weight - cmi) * (weight - cmi);
    let spread: Fraction = weighted
        .iter()
        .map(|(_, cases, weight)| *cases * &square(weight))
        .sum();
    let cases: Fraction = weighted.iter().map(|(_, cases, _)| *cases).sum();
    let slope = (&(target - cmi) * &cases)
        .over(&spread, || Reason::new("reason.no_spread"))
        .map_err(|_| refused("scenario.no_spread"))?;
    let mut out = Vec::new();
    for (code, _, weight) in weighted {
        let factor = &Fraction::one() + &(&slope * &(weight - cmi));
        if factor.is_negative() {
            return Err(refused("scenario.mix_out_of_reach").with("group", code));
        }
        out.push((code.to_owned(), factor));
    }
    Ok(out)
}

pub(super) const CMI_BY_TECHNIQUE: LeverSpec = LeverSpec {
    lever: Lever::CmiByTechnique,
    family: Family::Mix,
    measure: Measure::Weight,
    parameters: &[
        required("cases", Measure::Count),
        required("consumables_per_case", Measure::Yuan),
        usual("labour_per_case", Measure::Yuan, "0"),
        usual("fixed_per_year", Measure::Yuan, "0"),
    ],
    targets: &[TargetKind::All, TargetKind::Group],
    sources: &["S3-045", "S3-046", "S4-027"],
    every_case: true,
    guards: &[Guard::Complication, Guard::Readmission],
    examples: &[],
    act: |act| {
        let segment = act.segment()?;
        let factor = ratio(&act.value(), &segment.cmi)?;
        act.coded(&factor)?;
        let cases = act.number("cases");
        let of = |act: &Act<'_>, key: &str| &act.number(key) * &cases;
        let (consumables, labour) = (of(act, "consumables_per_case"), of(act, "labour_per_case"));
        act.cost(CostItem::Consumables, &consumables);
        act.cost(CostItem::Labour, &labour);
        let fixed = act.number("fixed_per_year");
        act.cost(CostItem::Other, &fixed);
        act.notice("scenario.technique_regroups", &[]);
        Ok(())
    },
};

pub(super) const CMI_BY_CODING: LeverSpec = LeverSpec {
    lever: Lever::CmiByCoding,
    family: Family::Mix,
    measure: Measure::Weight,
    parameters: &[],
    targets: &[TargetKind::All, TargetKind::Group],
    sources: &["S3-005", "S3-050"],
    every_case: true,
    guards: &[Guard::Refusal],
    examples: &[],
    act: |act| {
        let segment = act.segment()?;
        let factor = ratio(&act.value(), &segment.cmi)?;
        act.coded(&factor)?;
        act.notice("scenario.coding_follows_the_record", &[]);
        Ok(())
    },
};

pub(super) const CMI_BY_ELASTICITY: LeverSpec = LeverSpec {
    lever: Lever::CmiByElasticity,
    family: Family::Mix,
    measure: Measure::Weight,
    parameters: &[
        required("elasticity", Measure::Factor),
        optional("cmi_before", Measure::Weight),
        optional("base", Measure::Yuan),
    ],
    targets: &[TargetKind::All],
    sources: &["S3-008", "S3-009", "S3-045", "S3-046", "S3-088", "X-001"],
    every_case: false,
    guards: &[],
    examples: &[
        Example {
            source: "S3-008",
            value: "0.8",
            parameters: &[
                ("cmi_before", "0.6"),
                ("base", "10000000"),
                ("elasticity", "0.45"),
            ],
            implied: true,
            answer: Answer::Surplus("1500000.00"),
        },
        Example {
            source: "S3-009",
            value: "0.7",
            parameters: &[
                ("cmi_before", "0.6"),
                ("base", "40000000/3"),
                ("elasticity", "0.9"),
            ],
            implied: true,
            answer: Answer::Surplus("2000000.00"),
        },
        Example {
            source: "S3-088",
            value: "1.0",
            parameters: &[
                ("cmi_before", "0.8"),
                ("base", "102000000"),
                ("elasticity", "6/85"),
            ],
            implied: true,
            answer: Answer::Surplus("1800000.00"),
        },
    ],
    act: |act| {
        let margins = &act.ground.run.margins;
        let before = match act.optional("cmi_before") {
            Some(before) => before,
            None => margins
                .hospital
                .cmi
                .clone()
                .map_err(|_| refused("scenario.no_baseline"))?,
        };
        let base = match act.optional("base") {
            Some(base) => base,
            None => act.yearly(&margins.hospital.revenue),
        };
        let growth = quotient(&(act.value() - &before), &before)?;
        let share = growth * act.number("elasticity");
        act.income(&(base * &share));
        act.notice(
            "scenario.elasticity_is_a_claim",
            &[("share", plain(&(share * super::act::hundred())))],
        );
        Ok(())
    },
};

pub(super) const CODING_CORRECTION: LeverSpec = LeverSpec {
    lever: Lever::CodingCorrection,
    family: Family::Mix,
    measure: Measure::Count,
    parameters: &[
        usual("loss_share", Measure::Share, "0.2"),
        optional("right_payment", Measure::Yuan),
        usual("audit_cost_per_case", Measure::Yuan, "0"),
    ],
    targets: &[TargetKind::Group],
    sources: &["S3-018", "S3-050"],
    every_case: false,
    guards: &[Guard::Refusal],
    examples: &[],
    act: |act| {
        let segment = act.segment()?;
        let cases = act.value();
        let there = act.in_period(&cases);
        if there > segment.cases {
            return Err(refused("scenario.more_than_there_are")
                .with("wanted", plain(&there))
                .with("there", plain(&segment.cases)));
        }
        let share = act.number("loss_share");
        // Coded down, a case is paid (1 − share) of what is right; so the right payment is what is paid over that.
        let right = match act.optional("right_payment") {
            Some(right) => right,
            None => {
                let paid = quotient(&segment.revenue, &(&segment.cases - &segment.unpriced))?;
                let kept = &Fraction::one() - &share;
                quotient(&paid, &(kept * super::act::hundred()))?
            }
        };
        act.income(&(&(&right * &share) * &cases));
        let audit = &act.number("audit_cost_per_case") * &cases;
        act.cost(CostItem::Other, &audit);
        act.notice("scenario.coding_follows_the_record", &[]);
        Ok(())
    },
};
