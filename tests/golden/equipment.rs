//! Monthly depreciation of the golden file `cost-equipment.json`: 72 months without residual value under government
//! accounting, 60 months with 5 % under enterprise accounting.

use serde_json::Value;
use yingheng_core::facts::{AssetRow, AssetTerms};
use yingheng_core::hospital::{CostItem, FundingSource};
use yingheng_core::period::{Date, Period};
use yingheng_core::plan::{DepreciationRule, EntryMonth};
use yingheng_core::quantity::{Fraction, Money};
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
