//! Drugs, consumables and stock.
//! 药品、耗材与库存

use super::Lever;
use super::act::{Act, yuan};
use super::spec::{
    Answer, Example, Family, Guard, LeverSpec, Measure, Parameter, TargetKind, optional, required,
    usual,
};
use crate::hospital::{CostItem, ServiceUnitKind};
use crate::issue::Issue;
use crate::planning::spd::SpdInputs;
use crate::quantity::Fraction;

const UNITS: &[TargetKind] = &[
    TargetKind::All,
    TargetKind::Department,
    TargetKind::ServiceUnit,
];

pub(super) const DRUG_PRICE: LeverSpec = LeverSpec {
    lever: Lever::DrugPrice,
    family: Family::Purchasing,
    measure: Measure::Change,
    parameters: &[],
    targets: UNITS,
    sources: &["S3-016", "S3-034"],
    every_case: false,
    guards: &[],
    examples: &[],
    act: |act| {
        let factor = act.factor();
        act.item(CostItem::Drugs, &factor)
    },
};

pub(super) const MATERIAL_PRICE: LeverSpec = LeverSpec {
    lever: Lever::MaterialPrice,
    family: Family::Purchasing,
    measure: Measure::Change,
    parameters: &[],
    targets: UNITS,
    sources: &["S3-016", "S3-034"],
    every_case: false,
    guards: &[],
    examples: &[],
    act: |act| {
        let factor = act.factor();
        act.item(CostItem::Consumables, &factor)
    },
};

const TENDER: &[Parameter] = &[
    required("share", Measure::Share),
    usual("billed_follows", Measure::Share, "1"),
];

pub(super) const DRUG_TENDER: LeverSpec = LeverSpec {
    lever: Lever::DrugTender,
    family: Family::Purchasing,
    measure: Measure::Change,
    parameters: TENDER,
    targets: &[TargetKind::All],
    sources: &["S3-016", "S3-034"],
    every_case: true,
    guards: &[Guard::LowOutliers],
    examples: &[],
    act: |act| tender(act, CostItem::Drugs, ServiceUnitKind::Drugs),
};

pub(super) const MATERIAL_TENDER: LeverSpec = LeverSpec {
    lever: Lever::MaterialTender,
    family: Family::Purchasing,
    measure: Measure::Change,
    parameters: TENDER,
    targets: &[TargetKind::All],
    sources: &["S3-016", "S3-034"],
    every_case: true,
    guards: &[Guard::LowOutliers],
    examples: &[],
    act: |act| {
        tender(
            act,
            CostItem::Consumables,
            ServiceUnitKind::BilledConsumables,
        )
    },
};

/// A price cut on a share of an item. With zero mark-up the bill falls with the price: who pays by item pays less, who
/// pays by group does not.
/// 带量采购(零差率)
fn tender(act: &mut Act<'_>, item: CostItem, kind: ServiceUnitKind) -> Result<(), Issue> {
    let cut = act.value() * act.number("share");
    act.item(item, &(Fraction::one() + &cut))?;
    let billed = Fraction::one() + &(&cut * &act.number("billed_follows"));
    let units = act.ground.plan.service_units.iter();
    let units: Vec<&str> = units
        .filter(|unit| unit.kind == kind)
        .map(|unit| unit.code.as_str())
        .collect();
    if units.is_empty() && billed != Fraction::one() {
        act.warning("scenario.no_billed_unit", &[]);
    }
    for unit in units {
        act.bill_unit(unit, &billed);
    }
    Ok(())
}

pub(super) const UNIT_PRICE: LeverSpec = LeverSpec {
    lever: Lever::UnitPrice,
    family: Family::Purchasing,
    measure: Measure::Yuan,
    parameters: &[
        required("price_before", Measure::Yuan),
        required("units", Measure::Count),
        usual("by_item_share", Measure::Share, "0"),
    ],
    targets: &[TargetKind::All, TargetKind::Department],
    sources: &["S3-034"],
    every_case: false,
    guards: &[],
    examples: &[Example {
        source: "S3-034",
        value: "700",
        parameters: &[("price_before", "13000"), ("units", "10000/41")],
        implied: true,
        answer: Answer::Surplus("3000000.00"),
    }],
    act: |act| {
        let less = (act.number("price_before") - act.value()) * act.number("units");
        act.cost(CostItem::Consumables, &-less.clone());
        // Paid by item and without mark-up, the income falls with the price.
        let lost = less * act.number("by_item_share");
        act.income(&-lost);
        Ok(())
    },
};

pub(super) const PURCHASE_PRICE: LeverSpec = LeverSpec {
    lever: Lever::PurchasePrice,
    family: Family::Purchasing,
    measure: Measure::Change,
    parameters: &[
        required("purchases", Measure::Yuan),
        usual("by_item_share", Measure::Share, "0"),
    ],
    targets: &[TargetKind::All, TargetKind::Department],
    sources: &["S3-087"],
    every_case: false,
    guards: &[],
    examples: &[Example {
        source: "S3-087",
        value: "-0.08",
        parameters: &[("purchases", "500000")],
        implied: true,
        answer: Answer::Surplus("40000.00"),
    }],
    act: |act| {
        let change = act.value() * act.number("purchases");
        act.cost(CostItem::Drugs, &change);
        let moved = change * act.number("by_item_share");
        act.income(&moved);
        Ok(())
    },
};

pub(super) const COST_SHARE: LeverSpec = LeverSpec {
    lever: Lever::CostShare,
    family: Family::Purchasing,
    measure: Measure::Share,
    parameters: &[
        required("share_before", Measure::Share),
        optional("base", Measure::Yuan),
    ],
    targets: &[TargetKind::All, TargetKind::Department],
    sources: &["S3-016", "S3-033", "S3-083", "S0-035"],
    every_case: false,
    guards: &[Guard::Complication],
    examples: &[],
    act: |act| {
        let base = match act.optional("base") {
            Some(base) => base,
            None => act.yearly(&act.segment()?.charge.clone()),
        };
        let change = (act.value() - act.number("share_before")) * base;
        act.cost(CostItem::Consumables, &change);
        Ok(())
    },
};

pub(super) const SPD_DAYS: LeverSpec = LeverSpec {
    lever: Lever::SpdDays,
    family: Family::Purchasing,
    measure: Measure::Days,
    parameters: &[
        required("days_before", Measure::Days),
        required("daily_use", Measure::Yuan),
        usual("cost_of_capital", Measure::Share, "0"),
        usual("service_fee", Measure::Yuan, "0"),
        usual("other_savings", Measure::Yuan, "0"),
    ],
    targets: &[TargetKind::All],
    sources: &["S3-035", "S3-085"],
    every_case: false,
    guards: &[],
    examples: &[Example {
        source: "S3-035",
        value: "15",
        parameters: &[("days_before", "30"), ("daily_use", "400000/3")],
        implied: true,
        answer: Answer::Released("2000000.00"),
    }],
    act: spd_days,
};

/// The released capital is cash, once; only the carrying cost recurs.
fn spd_days(act: &mut Act<'_>) -> Result<(), Issue> {
    let year = Fraction::from(365);
    let daily = act.number("daily_use");
    let inputs = SpdInputs {
        consumption: &daily * &year,
        average_stock: &daily * &act.number("days_before"),
        days: year,
        target_days: act.value(),
        cost_of_capital: act.number("cost_of_capital"),
        price_saved: act.number("other_savings"),
        service_fee: act.number("service_fee"),
        ..SpdInputs::default()
    };
    let of = |found: crate::quantity::Computed<Fraction>| {
        found.map_err(|_| super::act::refused("scenario.no_baseline"))
    };
    let released = of(inputs.released_capital())?;
    let benefit = of(inputs.net_benefit())?;
    act.released(&released);
    act.cost(CostItem::Other, &-benefit);
    act.notice("scenario.released_once", &[("amount", yuan(&released))]);
    Ok(())
}
