//! Break-even against `data/cost-breakeven-drg.json` and `cost-breakeven-hospital.json` (cost-method §4.2–4.4, invented
//! figures) and the break-even cases of `pay-whatif.json`.

use serde_json::Value;
use yingheng_core::break_even::{BreakEven, Bundle, Equivalents, Product, Terms, Tier, stepped};
use yingheng_core::quantity::{Fraction, rounding};

fn number(value: &Value) -> Fraction {
    let text = value["exact"].as_str().or(value.as_str());
    let text = text.map_or_else(|| value.to_string(), str::to_owned);
    text.parse().expect("a number")
}

fn drg() -> Value {
    serde_json::from_str(include_str!("data/cost-breakeven-drg.json")).expect("golden file")
}

const GROUPS: [&str; 3] = ["G1", "G2", "G3"];

#[test]
fn every_scenario_of_the_mix() {
    let golden = drg();
    let input = &golden["input"];
    let mut seen = 0;
    for (name, scenario) in golden["scenarios"].as_object().expect("scenarios") {
        if name == "stepped_fixed" {
            continue;
        }
        let loss = name.contains("G3_price_26000");
        let price = |group: &str| {
            if !scenario["price"].is_null() {
                number(&scenario["price"][group])
            } else if loss && group == "G3" {
                Fraction::from(26_000)
            } else {
                number(&input["price"][group])
            }
        };
        let mut terms = Terms::default();
        match name.as_str() {
            "target_profit_500000" => terms.target = Fraction::from(500_000),
            "management_fee_3pct_plus_100000" => {
                terms.fee_share = "0.03".parse().expect("share");
                terms.fee_fixed = Fraction::from(100_000);
            }
            "fixed_less_subsidy_800000" => terms.subsidy = Fraction::from(800_000),
            _ => {}
        }
        let bundle = Bundle {
            products: GROUPS
                .iter()
                .map(|group| Product {
                    price: price(group),
                    variable: number(&input["variable_cost"][group]),
                    cases: number(&scenario["bundle"][group]),
                })
                .collect(),
            fixed: number(&input["fixed_cost"]),
            terms,
        };
        assert_eq!(
            bundle.contribution(),
            number(&scenario["bundle_cm"]),
            "{name}"
        );
        assert_eq!(
            bundle.revenue(),
            number(&scenario["bundle_revenue"]),
            "{name}"
        );
        for (group, unit) in GROUPS.iter().zip(bundle.unit_contribution()) {
            assert_eq!(unit, number(&scenario["unit_cm"][group]), "{name} {group}");
        }
        let expected = &scenario["breakeven"];
        let found = match bundle.break_even() {
            Ok(found) => found,
            Err(reason) => {
                assert!(expected.is_null(), "{name}");
                assert_eq!(reason.code, "reason.no_contribution");
                seen += 1;
                continue;
            }
        };
        assert_eq!(found.bundles, number(&expected["bundles"]), "{name}");
        assert_eq!(found.cases, number(&expected["cases_total"]), "{name}");
        assert_eq!(
            rounding::ceiling(&found.cases).to_string(),
            expected["cases_total_ceil"].to_string(),
            "{name}"
        );
        assert_eq!(found.revenue, number(&expected["revenue"]), "{name}");
        for (group, cases) in GROUPS.iter().zip(&found.by_group) {
            assert_eq!(
                *cases,
                number(&expected["cases_by_group"][group]),
                "{name} {group}"
            );
        }
        let actual = &scenario["at_actual"];
        if !actual.is_null() {
            // Actual volume is the bundle times a whole number: totals scale.
            let times = number(&actual["revenue"])
                .over(&bundle.revenue(), || unreachable!())
                .expect("revenue");
            assert_eq!(bundle.profit(&times), number(&actual["profit"]), "{name}");
            let target = &bundle.net_fixed() + &bundle.terms.target;
            let point = BreakEven::at(
                target,
                &bundle.contribution() * &times,
                &number(&actual["revenue"]),
                &(&bundle.cases() * &times),
            );
            assert_eq!(
                point.margin_of_safety,
                Ok(number(&actual["safety_margin_rate"])),
                "{name}"
            );
            assert_eq!(
                point.multiple,
                Ok(number(&actual["breakeven_operation_rate"])),
                "{name}"
            );
            let plain = BreakEven::at(
                bundle.net_fixed(),
                &bundle.contribution() * &times,
                &number(&actual["revenue"]),
                &bundle.cases(),
            );
            if actual["operating_leverage"].is_null() {
                assert!(plain.leverage.is_err(), "{name}");
            } else {
                assert_eq!(
                    plain.leverage,
                    Ok(number(&actual["operating_leverage"])),
                    "{name}"
                );
            }
        }
        seen += 1;
    }
    assert_eq!(seen, 8);
}

#[test]
fn every_root_of_stepped_fixed_cost() {
    let golden = drg();
    let expected = golden["scenarios"]["stepped_fixed"]["tiers"]
        .as_array()
        .expect("tiers");
    let tiers: Vec<Tier> = expected
        .iter()
        .map(|tier| Tier {
            over: number(&tier["over"]),
            up_to: (!tier["up_to"].is_null()).then(|| number(&tier["up_to"])),
            fixed: number(&tier["fixed"]),
        })
        .collect();
    let found = stepped(&tiers, &Fraction::from(7655)).expect("roots");
    for (found, tier) in found.iter().zip(expected) {
        assert_eq!(found.cases, number(&tier["cases"]));
        assert_eq!(Some(found.inside), tier["inside_tier"].as_bool());
    }
}

#[test]
fn equivalent_bed_days() {
    let golden: Value = serde_json::from_str(include_str!("data/cost-breakeven-hospital.json"))
        .expect("golden file");
    let (input, expected) = (&golden["input"], &golden["expected"]);
    let both = Equivalents {
        inpatient_revenue: number(&input["inpatient_revenue"]),
        outpatient_revenue: number(&input["outpatient_revenue"]),
        bed_days: number(&input["bed_days"]),
        visits: number(&input["visits"]),
    };
    assert_eq!(
        both.adjusted_bed_days(),
        Ok(number(&expected["adjusted_bed_days"]))
    );
    assert_eq!(
        both.bed_days_per_visit(),
        Ok(number(&expected["visit_to_bed_day_equivalent"]))
    );
    let found = both
        .break_even(
            &number(&input["fixed_cost"]),
            &number(&input["variable_cost"]),
        )
        .expect("break-even");
    assert_eq!(found.cases, Ok(number(&expected["breakeven_equivalents"])));
    assert_eq!(found.revenue, Ok(number(&expected["breakeven_revenue"])));
    let days = found.multiple.map(|multiple| multiple * &both.bed_days);
    assert_eq!(
        days,
        Ok(number(&expected["breakeven_bed_days_holding_visits_share"]))
    );
}
