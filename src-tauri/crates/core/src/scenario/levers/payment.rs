//! Prices, outlier classes, refusals, payment outside the usual rules.
//! 支付与结算

use std::collections::BTreeMap;

use super::Lever;
use super::act::{Act, hundred, missing, plain, quotient, refused, yuan};
use super::spec::{
    Answer, Example, Family, Guard, LeverSpec, Measure, TargetKind, optional, required, usual,
};
use crate::hospital::CostItem;
use crate::issue::Issue;
use crate::margin::{ClassSum, SegmentKind, class_sums};
use crate::plan::Adjustments;
use crate::quantity::Fraction;
use crate::scenario::Target;

fn times(map: &mut BTreeMap<String, Fraction>, key: &str, factor: &Fraction) {
    let value = map.entry(key.to_owned()).or_insert_with(Fraction::one);
    *value = &*value * factor;
}

pub(super) const PRICE: LeverSpec = LeverSpec {
    lever: Lever::Price,
    family: Family::Payment,
    measure: Measure::Change,
    parameters: &[],
    targets: &[TargetKind::All, TargetKind::Scheme, TargetKind::Group],
    sources: &["S3-067", "S3-068"],
    every_case: true,
    guards: &[],
    examples: &[],
    act: |act| {
        let factor = act.factor();
        match &act.change.target {
            Target::Scheme(code) => times(&mut act.out.rate_of_scheme, code, &factor),
            Target::Group(code) => times(&mut act.out.rate_of_group, code, &factor),
            _ => act.out.rate = &act.out.rate * &factor,
        }
        Ok(())
    },
};

pub(super) const REGIONAL_POOL: LeverSpec = LeverSpec {
    lever: Lever::RegionalPool,
    family: Family::Payment,
    measure: Measure::Share,
    parameters: &[],
    targets: &[TargetKind::All],
    sources: &["S3-012", "S4-001"],
    every_case: true,
    guards: &[],
    examples: &[],
    // After all others: see `resolve`.
    act: |_| Ok(()),
};

/// How far a class lies from the normal cases: its share of the cases whose standard speaks, and what one of its cases
/// costs the hospital more than a normal one.
struct Class {
    share: Fraction,
    cases: Fraction,
    worth: Fraction,
}

fn class(act: &Act<'_>, of: usize, loss: fn(&ClassSum) -> Fraction) -> Result<Class, Issue> {
    let ground = act.ground;
    let (kind, code) = match &act.change.target {
        Target::Group(code) => (SegmentKind::Group, code.as_str()),
        Target::Department(code) => (SegmentKind::Department, code.as_str()),
        _ => (SegmentKind::Hospital, ""),
    };
    let still = Adjustments::default();
    let sums = class_sums(
        ground.facts,
        &ground.run.payments,
        ground.plan,
        &still,
        kind,
    );
    let own = sums
        .get(code)
        .ok_or_else(|| refused("scenario.no_baseline"))?;
    let standard = own.standard();
    let share = quotient(&own.0[of].cases, &standard.cases)?;
    let each = |class: usize| -> Result<Fraction, Issue> {
        let sum = &own.0[class];
        if sum.cases.is_zero() {
            Ok(Fraction::zero())
        } else {
            quotient(&loss(sum), &sum.cases)
        }
    };
    let worth = (each(of)? - each(1)?).max(Fraction::zero());
    Ok(Class {
        share,
        cases: standard.cases,
        worth,
    })
}

/// Change of a class's share in points of per cent, times the money of a point: as stated, else as the cases have it.
fn by_point(act: &mut Act<'_>, of: usize, loss: fn(&ClassSum) -> Fraction) -> Result<(), Issue> {
    let stated = (
        act.optional("share_before"),
        act.optional("money_per_point"),
    );
    let (before, point) = match stated {
        (Some(before), Some(point)) => (before, point),
        (before, point) => {
            let class = class(act, of, loss)?;
            let computed = act.yearly(&(&(&class.cases * &class.worth) * &cent()));
            (before.unwrap_or(class.share), point.unwrap_or(computed))
        }
    };
    let points = (&before - &act.value()) * hundred();
    act.notice(
        "scenario.outlier_points",
        &[
            ("before", plain(&(&before * &hundred()))),
            ("points", plain(&points)),
            ("amount", yuan(&point)),
        ],
    );
    act.income(&(points * point));
    Ok(())
}

fn cent() -> Fraction {
    Fraction::new(1, 100).unwrap_or_default()
}

pub(super) const HIGH_OUTLIERS: LeverSpec = LeverSpec {
    lever: Lever::HighOutliers,
    family: Family::Payment,
    measure: Measure::Share,
    parameters: &[
        optional("share_before", Measure::Share),
        optional("money_per_point", Measure::Yuan),
    ],
    targets: &[TargetKind::All, TargetKind::Group, TargetKind::Department],
    sources: &["S3-047", "S3-048"],
    every_case: true,
    guards: &[Guard::Complication, Guard::Refusal],
    examples: &[Example {
        source: "S3-048",
        value: "0.03",
        parameters: &[("share_before", "0.08"), ("money_per_point", "100000")],
        implied: true,
        answer: Answer::Surplus("500000.00"),
    }],
    act: |act| by_point(act, 2, |sum| &sum.charge - &sum.revenue),
};

pub(super) const LOW_OUTLIERS: LeverSpec = LeverSpec {
    lever: Lever::LowOutliers,
    family: Family::Payment,
    measure: Measure::Share,
    parameters: &[
        optional("share_before", Measure::Share),
        optional("money_per_point", Measure::Yuan),
    ],
    targets: &[TargetKind::All, TargetKind::Group, TargetKind::Department],
    sources: &["S3-049", "S3-050"],
    every_case: true,
    guards: &[Guard::LowOutliers, Guard::Refusal],
    examples: &[],
    act: |act| {
        act.notice("scenario.coding_follows_the_record", &[]);
        by_point(act, 0, |sum| &sum.standard - &sum.revenue)
    },
};

pub(super) const REFUSALS: LeverSpec = LeverSpec {
    lever: Lever::Refusals,
    family: Family::Payment,
    measure: Measure::Share,
    parameters: &[
        required("rate_before", Measure::Share),
        optional("claimed", Measure::Yuan),
    ],
    targets: &[TargetKind::All, TargetKind::Scheme],
    sources: &["S0-043", "S2-028"],
    every_case: false,
    guards: &[Guard::Refusal],
    examples: &[Example {
        source: "S0-043",
        value: "0.02",
        parameters: &[("rate_before", "0.08"), ("claimed", "100000000")],
        implied: false,
        answer: Answer::Surplus("6000000.00"),
    }],
    act: |act| {
        let claimed = match act.optional("claimed") {
            Some(claimed) => claimed,
            None => act.yearly(&act.segment()?.fund.clone()),
        };
        let points = act.number("rate_before") - act.value();
        act.income(&(points * claimed));
        Ok(())
    },
};

pub(super) const SPECIAL_REVIEW: LeverSpec = LeverSpec {
    lever: Lever::SpecialReview,
    family: Family::Payment,
    measure: Measure::Count,
    parameters: &[
        required("granted_per_case", Measure::Yuan),
        optional("paid_per_case", Measure::Yuan),
        usual("acceptance", Measure::Share, "1"),
    ],
    targets: &[TargetKind::All, TargetKind::Group],
    sources: &["S3-054", "S3-055"],
    every_case: true,
    guards: &[Guard::Refusal],
    examples: &[Example {
        source: "S3-054",
        value: "1",
        parameters: &[("granted_per_case", "300000"), ("paid_per_case", "50000")],
        implied: true,
        answer: Answer::Surplus("250000.00"),
    }],
    act: |act| {
        let paid = match act.optional("paid_per_case") {
            Some(paid) => paid,
            None => {
                let segment = act.segment()?;
                if segment.kind != SegmentKind::Group {
                    return Err(missing("paid_per_case"));
                }
                let priced = &segment.cases - &segment.unpriced;
                quotient(&segment.revenue, &(priced * hundred()))?
            }
        };
        let each = act.number("granted_per_case") - paid;
        let accepted = act.value() * act.number("acceptance");
        act.income(&(each * accepted));
        act.notice("scenario.special_quota", &[]);
        Ok(())
    },
};

pub(super) const NEW_TECHNOLOGY: LeverSpec = LeverSpec {
    lever: Lever::NewTechnology,
    family: Family::Payment,
    measure: Measure::Count,
    parameters: &[
        required("price", Measure::Yuan),
        required("cost_per_case", Measure::Yuan),
        usual("fixed_per_year", Measure::Yuan, "0"),
    ],
    targets: &[TargetKind::All, TargetKind::Department],
    sources: &["S3-053", "S0-051"],
    every_case: false,
    guards: &[Guard::Complication],
    examples: &[Example {
        source: "S3-053",
        value: "50",
        parameters: &[("price", "150000"), ("cost_per_case", "0")],
        implied: false,
        answer: Answer::Surplus("7500000.00"),
    }],
    act: |act| {
        let cases = act.value();
        let income = &act.number("price") * &cases;
        act.income(&income);
        let cost = &act.number("cost_per_case") * &cases;
        act.cost(CostItem::Consumables, &cost);
        let fixed = act.number("fixed_per_year");
        act.cost(CostItem::Other, &fixed);
        Ok(())
    },
};

pub(super) const FUND_USE: LeverSpec = LeverSpec {
    lever: Lever::FundUse,
    family: Family::Payment,
    measure: Measure::Share,
    parameters: &[
        required("use_before", Measure::Share),
        required("pool", Measure::Yuan),
        usual("variable_share", Measure::Share, "0"),
    ],
    targets: &[TargetKind::All],
    sources: &["S3-081", "S3-092"],
    every_case: false,
    guards: &[],
    examples: &[Example {
        source: "S3-092",
        value: "0.85",
        parameters: &[("use_before", "0.6"), ("pool", "1200000")],
        implied: true,
        answer: Answer::Surplus("300000.00"),
    }],
    act: |act| {
        let more = (act.value() - act.number("use_before")) * act.number("pool");
        act.income(&more);
        let cost = &more * &act.number("variable_share");
        act.cost(CostItem::Other, &cost);
        if cost.is_zero() {
            act.warning("scenario.income_without_cost", &[]);
        }
        Ok(())
    },
};
