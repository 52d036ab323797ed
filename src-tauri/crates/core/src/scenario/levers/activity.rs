//! Volume, and services that are new.
//! 工作量与新服务

use super::Lever;
use super::act::plain;
use super::spec::{
    Answer, Example, Family, Guard, LeverSpec, Measure, TargetKind, required, usual,
};
use crate::hospital::CostItem;
use crate::quantity::Fraction;

pub(super) const VOLUME: LeverSpec = LeverSpec {
    lever: Lever::Volume,
    family: Family::Activity,
    measure: Measure::Change,
    parameters: &[],
    targets: &[TargetKind::All, TargetKind::Group],
    sources: &["S3-013", "S1-006"],
    every_case: false,
    guards: &[Guard::Satisfaction],
    examples: &[],
    act: |act| {
        let factor = act.factor();
        act.volume(&factor)
    },
};

pub(super) const NEW_SERVICE: LeverSpec = LeverSpec {
    lever: Lever::NewService,
    family: Family::Activity,
    measure: Measure::Count,
    parameters: &[
        required("price", Measure::Yuan),
        usual("variable_per_unit", Measure::Yuan, "0"),
        usual("fixed_per_year", Measure::Yuan, "0"),
    ],
    targets: &[TargetKind::All, TargetKind::Department],
    sources: &[
        "S3-030", "S3-053", "S3-056", "S3-058", "S3-060", "S3-062", "S3-063", "S3-064",
    ],
    every_case: false,
    guards: &[Guard::Satisfaction],
    examples: &[
        income("S3-030", "1200", &[("price", "2500")], true, "3000000.00"),
        income("S3-053", "50", &[("price", "150000")], false, "7500000.00"),
        income("S3-056", "10000", &[("price", "300")], false, "3000000.00"),
        income("S3-058", "5000", &[("price", "3000")], false, "15000000.00"),
        income("S3-060", "2000", &[("price", "500")], true, "1000000.00"),
        income("S3-062", "100000", &[("price", "70")], false, "7000000.00"),
        income("S3-063", "5000", &[("price", "1200")], false, "6000000.00"),
        income("S3-064", "2000", &[("price", "2000")], true, "4000000.00"),
    ],
    act: |act| {
        let units = act.value();
        let income = &act.number("price") * &units;
        act.income(&income);
        let variable = &act.number("variable_per_unit") * &units;
        act.cost(CostItem::Consumables, &variable);
        let fixed = act.number("fixed_per_year");
        act.cost(CostItem::Other, &fixed);
        if variable.is_zero() && fixed.is_zero() {
            act.warning("scenario.income_without_cost", &[]);
        }
        Ok(())
    },
};

/// A figure of the source that names income only.
const fn income(
    source: &'static str,
    value: &'static str,
    parameters: &'static [(&'static str, &'static str)],
    implied: bool,
    answer: &'static str,
) -> Example {
    Example {
        source,
        value,
        parameters,
        implied,
        answer: Answer::Surplus(answer),
    }
}

pub(super) const BED_SERVICE: LeverSpec = LeverSpec {
    lever: Lever::BedService,
    family: Family::Activity,
    measure: Measure::Count,
    parameters: &[
        required("bed_price", Measure::Yuan),
        required("occupancy", Measure::Share),
        usual("displaced_price", Measure::Yuan, "0"),
        usual("variable_per_period", Measure::Yuan, "0"),
        usual("fixed_per_year", Measure::Yuan, "0"),
        usual("periods", Measure::Count, "365"),
    ],
    targets: &[TargetKind::All, TargetKind::Department],
    sources: &["S3-057", "S3-059", "S3-061", "S3-089", "X-001"],
    every_case: false,
    guards: &[Guard::Satisfaction],
    examples: &[
        Example {
            source: "S3-057",
            value: "80000/3285",
            parameters: &[("bed_price", "1500"), ("occupancy", "0.6")],
            implied: true,
            answer: Answer::Surplus("8000000.00"),
        },
        Example {
            source: "S3-059",
            value: "100",
            parameters: &[
                ("bed_price", "5000"),
                ("periods", "12"),
                ("occupancy", "0.8"),
            ],
            implied: false,
            answer: Answer::Surplus("4800000.00"),
        },
        Example {
            source: "S3-061",
            value: "300",
            parameters: &[("bed_price", "2500"), ("periods", "12"), ("occupancy", "1")],
            implied: false,
            answer: Answer::Surplus("9000000.00"),
        },
        Example {
            source: "S3-089",
            value: "50",
            parameters: &[
                ("bed_price", "25000/3"),
                ("periods", "12"),
                ("occupancy", "0.7"),
            ],
            implied: true,
            answer: Answer::Surplus("3500000.00"),
        },
    ],
    act: |act| {
        let days = &(&act.value() * &act.number("periods")) * &act.number("occupancy");
        let each = act.number("bed_price") - act.number("displaced_price");
        act.income(&(&each * &days));
        let variable = &act.number("variable_per_period") * &days;
        act.cost(CostItem::Consumables, &variable);
        let fixed: Fraction = act.number("fixed_per_year");
        act.cost(CostItem::Other, &fixed);
        if variable.is_zero() && fixed.is_zero() {
            act.warning("scenario.income_without_cost", &[]);
        }
        act.notice("scenario.bed_days_used", &[("days", plain(&days))]);
        Ok(())
    },
};
