//! Monthly depreciation of the golden file `cost-equipment.json`: 72 months without residual value under government
//! accounting, 60 months with 5 % under enterprise accounting; buying, leasing, paying by use.

use serde_json::Value;
use yingheng_core::facts::{AssetRow, AssetTerms};
use yingheng_core::hospital::{CostItem, FundingSource};
use yingheng_core::period::{Date, Period};
use yingheng_core::plan::{DepreciationRule, EntryMonth};
use yingheng_core::planning::equipment::{Equipment, Way, annuity_factor};
use yingheng_core::quantity::{Computed, Fraction, Money, rounding};
use yingheng_core::sources::schedule;
use yingheng_tests::hospital::fen;

fn golden() -> Value {
    serde_json::from_str(include_str!("data/cost-equipment.json")).expect("the golden file")
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().expect(key)
}

fn asset(input: &Value) -> AssetRow {
    let (year, month) = text(input, "acquired").split_once('-').expect("a month");
    AssetRow {
        code: "E1".to_owned(),
        name: "CT".to_owned(),
        class: "专用设备".to_owned(),
        department: "C1".to_owned(),
        item: CostItem::Depreciation,
        original: Money::from_fen(fen(text(input, "cost"))),
        life_months: input["months"].as_u64().expect("months") as u32,
        in_service: Date::new(
            year.parse().expect("a year"),
            month.parse().expect("a month"),
            17,
        )
        .expect("a day"),
        funding: FundingSource::Operating,
        charge: Money::ZERO,
        capacity: None,
        used: None,
        terms: AssetTerms::default(),
        source: Default::default(),
    }
}

/// Every month from 2020 to 2040 with its charge, months without one left out.
fn charges(asset: &AssetRow, rule: &DepreciationRule) -> Vec<(String, Money)> {
    let base = schedule::base(asset, rule).expect("a base");
    let mut all = Vec::new();
    for year in 2020..=2040 {
        for month in 1..=12 {
            let period = Period { year, month };
            let span = schedule::span(asset, rule, period).expect("a span");
            let charge = span.charge(base).expect("a charge");
            if charge != Money::ZERO {
                all.push((period.to_string(), charge));
            }
        }
    }
    all
}

fn compare(case: &str, rule: &DepreciationRule) {
    let golden = golden();
    let case = &golden["depreciation"][case];
    let (input, expected) = (&case["input"], &case["expected"]);
    let asset = asset(input);
    let base = schedule::base(&asset, rule).expect("a base");
    let months = charges(&asset, rule);
    assert_eq!(months.len(), asset.life_months as usize);
    assert_eq!(months[0].0, text(input, "first_charge"));
    assert_eq!(months[months.len() - 1].0, text(input, "last_charge"));
    for (key, amount) in expected.as_object().expect("expected") {
        let wanted = Money::from_fen(fen(amount.as_str().expect("an amount")));
        if key == "total" {
            let sum: Money = months.iter().map(|(_, charge)| *charge).sum();
            assert_eq!(sum, wanted);
            assert_eq!(base, wanted);
            continue;
        }
        let number: u32 = key.trim_start_matches('m').parse().expect("a month");
        assert_eq!(months[number as usize - 1].1, wanted, "{key}");
        let alone = schedule::month_charge(base, number, asset.life_months);
        assert_eq!(alone, Ok(wanted), "{key}");
    }
    // Years are the sums of their months.
    for year in 2024..=2033 {
        let of_year = |period: &str| period.starts_with(&year.to_string());
        let sum: Money = months
            .iter()
            .filter(|(period, _)| of_year(period))
            .map(|(_, charge)| *charge)
            .sum();
        let span = schedule::span(&asset, rule, Period { year, month: 0 }).expect("a span");
        assert_eq!(span.charge(base), Ok(sum), "{year}");
    }
}

#[test]
fn government_seventy_two_months() {
    compare("government_72m", &DepreciationRule::default());
}

#[test]
fn enterprise_sixty_months_with_residual_value() {
    let rule = DepreciationRule {
        entry: EntryMonth::Following,
        residual: Fraction::new(5, 100),
    };
    compare("enterprise_60m_5pct", &rule);
}

#[test]
fn the_month_an_asset_leaves() {
    let golden = golden();
    let mut asset = asset(&golden["depreciation"]["government_72m"]["input"]);
    asset.terms.disposed = Date::new(2026, 2, 20);
    let government = charges(&asset, &DepreciationRule::default());
    assert_eq!(government.first().expect("one").0, "2025-03");
    assert_eq!(government.last().expect("one").0, "2026-01");
    let rule = DepreciationRule {
        entry: EntryMonth::Following,
        residual: None,
    };
    let enterprise = charges(&asset, &rule);
    assert_eq!(enterprise.first().expect("one").0, "2025-04");
    assert_eq!(enterprise.last().expect("one").0, "2026-02");
    assert_eq!(government.len(), enterprise.len());
}

fn number(value: &Value) -> Fraction {
    value.as_str().expect("a number").parse().expect("a number")
}

fn same(expected: &Value, value: Computed<Fraction>) {
    let value = value.expect("computable");
    assert_eq!(value, number(&expected["exact"]), "{expected}");
    for (key, places) in [("r2", 2), ("r4", 4)] {
        if let Some(text) = expected[key].as_str() {
            assert_eq!(rounding::to_text(&value, places), text);
        }
    }
}

fn machine() -> Equipment {
    let golden = golden();
    let input = &golden["buy_lease_ppu"]["input"];
    Equipment {
        purchase: number(&input["purchase"]),
        residual: Fraction::zero(),
        life_years: input["life_years"].as_u64().expect("years") as u32,
        maintenance: number(&input["maintenance_per_year"]),
        discount_rate: number(&input["discount_rate"]),
        lease: number(&input["lease_per_year_full_service"]),
        fee: number(&input["pay_per_use_fee"]),
        price: number(&input["price_per_exam"]),
        variable: number(&input["other_variable_per_exam"]),
        other_fixed: number(&input["other_fixed_per_year"]),
    }
}

#[test]
fn buy_lease_or_pay_by_use() {
    let golden = golden();
    let expected = &golden["buy_lease_ppu"]["expected"];
    let machine = machine();
    let rate = &machine.discount_rate;
    same(
        &expected["annuity_factor"],
        annuity_factor(rate, machine.life_years),
    );
    same(&expected["buy_present_cost"], machine.buy_present_cost());
    same(
        &expected["buy_equivalent_annual_cost"],
        machine.equivalent_annual_cost(),
    );
    same(
        &expected["lease_present_cost"],
        machine.lease_present_cost(),
    );
    for (key, value) in [
        (
            "indifference_buy_vs_ppu_exams",
            machine.indifference(Way::Buy),
        ),
        (
            "indifference_lease_vs_ppu_exams",
            machine.indifference(Way::Lease),
        ),
        ("breakeven_exams_buy", machine.break_even(Way::Buy)),
        ("breakeven_exams_lease", machine.break_even(Way::Lease)),
        ("breakeven_exams_ppu", machine.break_even(Way::PayPerUse)),
        (
            "accounting_breakeven_exams_buy",
            machine.accounting_break_even(),
        ),
        (
            "static_payback_years_at_9000",
            machine.static_payback(&Fraction::from(9000)),
        ),
    ] {
        same(&expected[key], value);
    }
    for (key, volume) in [("cheapest_at_8000", 8000), ("cheapest_at_10000", 10_000)] {
        let way = machine.cheapest(&Fraction::from(volume)).expect("a way");
        assert_eq!(way.key(), text(expected, key));
    }
}

#[test]
fn what_cannot_be_computed_says_why() {
    let code = |value: Computed<Fraction>| value.expect_err("not computable").code;
    let mut machine = machine();
    machine.price = machine.variable.clone();
    assert_eq!(code(machine.break_even(Way::Buy)), "reason.no_contribution");
    assert_eq!(
        code(machine.static_payback(&Fraction::from(9000))),
        "reason.equipment_never_pays_back"
    );
    machine.fee = Fraction::zero();
    assert_eq!(
        code(machine.indifference(Way::Buy)),
        "reason.equipment_no_fee"
    );
    machine.life_years = 0;
    assert_eq!(
        code(machine.equivalent_annual_cost()),
        "reason.equipment_no_life"
    );
    machine.life_years = 6;
    machine.discount_rate = Fraction::from(-1);
    assert_eq!(code(machine.buy_present_cost()), "reason.equipment_rate");
    machine.discount_rate = Fraction::zero();
    assert_eq!(
        annuity_factor(&machine.discount_rate, 6),
        Ok(Fraction::from(6))
    );
}

#[test]
fn the_published_case() {
    let golden = golden();
    let (input, expected) = (
        &golden["published_case"]["input"],
        &golden["published_case"]["expected"],
    );
    let amount = |key: &str| number(&input[key]);
    let machine = Equipment {
        purchase: amount("equipment"),
        life_years: input["life_years"].as_u64().expect("years") as u32,
        maintenance: amount("equipment") * amount("maintenance_rate"),
        price: amount("price"),
        variable: amount("variable_per_exam"),
        other_fixed: amount("fitout_per_year")
            + amount("utilities_per_year")
            + amount("cleaning_per_year")
            + amount("staff_per_year"),
        ..Equipment::default()
    };
    assert_eq!(
        machine.accounting_fixed_cost(),
        Ok(number(&expected["fixed"]))
    );
    let volume = machine.accounting_break_even();
    same(&expected["breakeven"], volume.clone());
    let least = rounding::ceiling(&volume.expect("a volume"));
    assert_eq!(
        Fraction::whole(least),
        Fraction::from(expected["ceil"].as_i64().expect("a count"))
    );
}
