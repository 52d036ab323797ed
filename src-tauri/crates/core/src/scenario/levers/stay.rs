//! Length of stay and beds.
//! 住院日与床位

use super::act::{Act, plain, quotient, ratio, refused};
use super::spec::{
    Answer, Example, Family, Guard, LeverSpec, Measure, TargetKind, optional, required, usual,
};
use super::{Lever, act};
use crate::issue::Issue;
use crate::quantity::Fraction;
use crate::scenario::beds;

pub(super) const LENGTH_OF_STAY: LeverSpec = LeverSpec {
    lever: Lever::LengthOfStay,
    family: Family::Stay,
    measure: Measure::Days,
    parameters: &[
        usual("refill_share", Measure::Share, "0"),
        optional("demand_cases", Measure::Count),
    ],
    targets: &[TargetKind::All, TargetKind::Group],
    sources: &["S3-006", "S3-042", "S0-033"],
    every_case: false,
    guards: &[Guard::Readmission, Guard::Satisfaction],
    examples: &[],
    act: |act| {
        let segment = act.segment()?;
        let factor = ratio(&act.value(), &segment.los)?;
        shorter(act, &segment.bed_days.clone(), &factor)
    },
};

/// Stays times a factor; the days set free are noted and, where demand is stated, filled again.
fn shorter(act: &mut Act<'_>, days: &Fraction, factor: &Fraction) -> Result<(), Issue> {
    act.stay(factor)?;
    let freed = days * &(Fraction::one() - factor);
    act.freed(&freed);
    refill(act, &freed)
}

/// Cases of the present mix into freed beds: never more days than are free, never more cases than wait.
/// 腾出床日再利用
fn refill(act: &mut Act<'_>, freed: &Fraction) -> Result<(), Issue> {
    let share = act.number("refill_share");
    if share.is_zero() || !freed.is_positive() {
        return Ok(());
    }
    let Some(demand) = act.optional("demand_cases") else {
        act.warning("scenario.refill_needs_demand", &[("days", plain(freed))]);
        return Ok(());
    };
    let days = beds::days(act.out, act.ground);
    let one = Fraction::one();
    let cases: Fraction = (act.ground.run.margins.groups.iter())
        .map(|group| &group.cases * act.out.volume.get(&group.code).unwrap_or(&one))
        .sum();
    let room = quotient(&(&share * freed), &days)?;
    let waiting = quotient(&act.in_period(&demand), &cases)?;
    let more = room.clone().min(waiting);
    let added = &more * &cases;
    act.notice(
        "scenario.refilled",
        &[
            ("days", plain(freed)),
            ("cases", plain(&added)),
            ("room", plain(&(&room * &cases))),
        ],
    );
    act.done.refilled += &added;
    let factor = one + more;
    for group in &act.ground.run.margins.groups {
        act.volume_of(&group.code, &factor);
    }
    Ok(())
}

pub(super) const STAY_OVER_PATH: LeverSpec = LeverSpec {
    lever: Lever::StayOverPath,
    family: Family::Stay,
    measure: Measure::Days,
    parameters: &[
        usual("compliance", Measure::Share, "1"),
        usual("refill_share", Measure::Share, "0"),
        optional("demand_cases", Measure::Count),
    ],
    targets: &[TargetKind::Group],
    sources: &["S3-041", "S0-033"],
    every_case: true,
    guards: &[Guard::Readmission],
    examples: &[],
    act: stay_over_path,
};

/// Days beyond the path's standard stay, case by case; `compliance` of them fall away.
fn stay_over_path(act: &mut Act<'_>) -> Result<(), Issue> {
    let segment = act.segment()?;
    let table = &act.ground.facts.cases;
    let index = table.groups.iter().position(|code| *code == segment.code);
    let path = act.value();
    let mut over = Fraction::zero();
    for (los, group) in table.los.iter().zip(&table.group) {
        let days = Fraction::from(i64::from(*los));
        if index == Some(*group as usize) && days > path {
            over += &(days - &path);
        }
    }
    if over.is_zero() {
        act.notice("scenario.none_over_path", &[]);
        return Ok(());
    }
    let saved = &over * &act.number("compliance");
    let factor = Fraction::one() - quotient(&saved, &segment.bed_days)?;
    shorter(act, &segment.bed_days.clone(), &factor)
}

pub(super) const DAY_SURGERY: LeverSpec = LeverSpec {
    lever: Lever::DaySurgery,
    family: Family::Stay,
    measure: Measure::Count,
    parameters: &[
        usual("stay_after", Measure::Days, "0.5"),
        optional("saving_per_case", Measure::Yuan),
        usual("refill_share", Measure::Share, "0"),
        optional("demand_cases", Measure::Count),
    ],
    targets: &[TargetKind::All, TargetKind::Group],
    sources: &["S3-030", "S3-043", "S0-024", "S0-058"],
    every_case: false,
    guards: &[Guard::Readmission, Guard::Complication, Guard::Satisfaction],
    examples: &[Example {
        source: "S3-043",
        value: "3000",
        parameters: &[("stay_after", "0.5"), ("saving_per_case", "500")],
        implied: true,
        answer: Answer::Surplus("1500000.00"),
    }],
    act: day_surgery,
};

/// Cases a year that become day surgery. A stated saving per case stands in place of what the shorter stay saves: never
/// both.
fn day_surgery(act: &mut Act<'_>) -> Result<(), Issue> {
    let segment = act.segment()?;
    let moved = act.in_period(&act.value());
    if moved > segment.cases {
        return Err(refused("scenario.more_than_there_are")
            .with("wanted", plain(&moved))
            .with("there", plain(&segment.cases)));
    }
    let after = act.number("stay_after");
    let los = segment
        .los
        .clone()
        .map_err(|_| refused("scenario.no_baseline"))?;
    if after >= los {
        return Err(refused("scenario.stay_not_shorter")
            .with("after", plain(&after))
            .with("before", plain(&los)));
    }
    let freed = &moved * &(&los - &after);
    match act.optional("saving_per_case") {
        Some(saving) => {
            let value = act.value();
            act.cost(crate::hospital::CostItem::Other, &-(&saving * &value));
            act.freed(&freed);
            act.notice("scenario.stated_saving", &[("days", plain(&freed))]);
            refill(act, &freed)
        }
        None => {
            let factor = Fraction::one() - quotient(&freed, &segment.bed_days)?;
            shorter(act, &segment.bed_days.clone(), &factor)
        }
    }
}

pub(super) const REHAB_TRANSFER: LeverSpec = LeverSpec {
    lever: Lever::RehabTransfer,
    family: Family::Stay,
    measure: Measure::Days,
    parameters: &[
        required("charge_share", Measure::Share),
        optional("partner_payment", Measure::Yuan),
        optional("partner_cost", Measure::Yuan),
        usual("refill_share", Measure::Share, "0"),
        optional("demand_cases", Measure::Count),
    ],
    targets: &[TargetKind::Group],
    sources: &["S3-044", "S0-021", "S1-026"],
    every_case: true,
    guards: &[Guard::LowOutliers, Guard::Readmission],
    examples: &[],
    act: rehab_transfer,
};

/// The end of the stay goes to a rehabilitation hospital: days fall, and with them the bill, so every case meets the
/// outlier rules again.
fn rehab_transfer(act: &mut Act<'_>) -> Result<(), Issue> {
    let segment = act.segment()?;
    let factor = ratio(&act.value(), &segment.los)?;
    if factor >= Fraction::one() {
        return Err(refused("scenario.stay_not_shorter")
            .with("after", plain(&act.value()))
            .with(
                "before",
                segment.los.as_ref().map(plain).unwrap_or_default(),
            ));
    }
    let less = act.number("charge_share") * (Fraction::one() - &factor);
    act.bill(&(Fraction::one() - less))?;
    act.notice("scenario.split_stay_check", &[]);
    let partner = (
        act.optional("partner_payment"),
        act.optional("partner_cost"),
    );
    match partner {
        (Some(payment), Some(cost)) => act.notice(
            "scenario.partner_margin",
            &[("amount", act::yuan(&(payment - cost)))],
        ),
        _ => act.notice("scenario.partner_unknown", &[]),
    }
    shorter(act, &segment.bed_days.clone(), &factor)
}
