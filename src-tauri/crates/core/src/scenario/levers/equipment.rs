//! Machines: more use, shared, leased, paid by use.
//! 设备

use super::Lever;
use super::act::{Act, refused};
use super::spec::{
    Answer, Example, Family, Guard, LeverSpec, Measure, Parameter, TargetKind, required, usual,
};
use crate::hospital::CostItem;
use crate::issue::Issue;
use crate::planning::equipment::{Equipment, Way};

const UNITS: &[TargetKind] = &[TargetKind::All, TargetKind::Department];

pub(super) const EQUIPMENT_USE: LeverSpec = LeverSpec {
    lever: Lever::EquipmentUse,
    family: Family::Equipment,
    measure: Measure::Share,
    parameters: &[
        required("use_before", Measure::Share),
        required("capacity_units", Measure::Count),
        required("price", Measure::Yuan),
        usual("variable_per_unit", Measure::Yuan, "0"),
        usual("discount", Measure::Share, "0"),
    ],
    targets: UNITS,
    sources: &["S3-027", "S3-028", "S3-084"],
    every_case: false,
    guards: &[Guard::Satisfaction],
    examples: &[Example {
        source: "S3-027",
        value: "0.5",
        parameters: &[
            ("use_before", "0.3"),
            ("capacity_units", "96000"),
            ("price", "500"),
        ],
        implied: true,
        answer: Answer::Surplus("9600000.00"),
    }],
    act: |act| {
        let capacity = act.number("capacity_units");
        let more = (act.value() - act.number("use_before")) * &capacity;
        let price = act.number("price");
        // A discount is given on everything done, not on the additional uses only.
        let given = &(&price * &act.number("discount")) * &(act.value() * &capacity);
        act.income(&(&more * &price - given));
        let variable = more * act.number("variable_per_unit");
        if variable.is_zero() {
            act.warning("scenario.income_without_cost", &[]);
        }
        act.cost(CostItem::Consumables, &variable);
        Ok(())
    },
};

pub(super) const EQUIPMENT_SHARE: LeverSpec = LeverSpec {
    lever: Lever::EquipmentShare,
    family: Family::Equipment,
    measure: Measure::Count,
    parameters: &[
        required("transfer_price", Measure::Yuan),
        usual("variable_saved", Measure::Yuan, "0"),
        usual("depreciation_avoided", Measure::Yuan, "0"),
        usual("upkeep_avoided", Measure::Yuan, "0"),
        usual("purchase_avoided", Measure::Yuan, "0"),
    ],
    targets: UNITS,
    sources: &["S3-024", "S3-040"],
    every_case: false,
    guards: &[Guard::Satisfaction],
    examples: &[],
    act: |act| {
        let units = act.value();
        let each = act.number("transfer_price") - act.number("variable_saved");
        act.cost(CostItem::Other, &(each * units));
        let depreciation = act.number("depreciation_avoided");
        act.cost(CostItem::Depreciation, &-depreciation);
        let upkeep = act.number("upkeep_avoided");
        act.cost(CostItem::Other, &-upkeep);
        let purchase = act.number("purchase_avoided");
        act.released(&purchase);
        Ok(())
    },
};

const WAY: &[Parameter] = &[
    usual("depreciation_avoided", Measure::Yuan, "0"),
    usual("upkeep_avoided", Measure::Yuan, "0"),
];

pub(super) const EQUIPMENT_LEASE: LeverSpec = LeverSpec {
    lever: Lever::EquipmentLease,
    family: Family::Equipment,
    measure: Measure::Yuan,
    parameters: WAY,
    targets: UNITS,
    sources: &["S3-025", "S3-026"],
    every_case: false,
    guards: &[],
    examples: &[Example {
        source: "S3-026",
        value: "0",
        parameters: &[("depreciation_avoided", "5000000")],
        implied: false,
        answer: Answer::Surplus("5000000.00"),
    }],
    act: |act| {
        let machine = Equipment {
            lease: act.value(),
            ..Equipment::default()
        };
        instead(act, &machine, Way::Lease)
    },
};

pub(super) const EQUIPMENT_PER_USE: LeverSpec = LeverSpec {
    lever: Lever::EquipmentPerUse,
    family: Family::Equipment,
    measure: Measure::Yuan,
    parameters: &[
        required("units", Measure::Count),
        usual("depreciation_avoided", Measure::Yuan, "0"),
        usual("upkeep_avoided", Measure::Yuan, "0"),
    ],
    targets: UNITS,
    sources: &["S3-025"],
    every_case: false,
    guards: &[],
    examples: &[],
    act: |act| {
        let machine = Equipment {
            fee: act.value(),
            ..Equipment::default()
        };
        instead(act, &machine, Way::PayPerUse)
    },
};

/// What having the machine that way costs a year, in place of owning it.
fn instead(act: &mut Act<'_>, machine: &Equipment, way: Way) -> Result<(), Issue> {
    let cost = machine
        .annual_cost(way, &act.number("units"))
        .map_err(|_| refused("scenario.no_baseline"))?;
    act.cost(CostItem::Other, &cost);
    let depreciation = act.number("depreciation_avoided");
    let upkeep = act.number("upkeep_avoided");
    act.cost(CostItem::Depreciation, &-depreciation);
    act.cost(CostItem::Other, &-upkeep);
    if way == Way::Lease && cost.is_zero() {
        act.warning("scenario.lease_without_rent", &[]);
    }
    Ok(())
}
