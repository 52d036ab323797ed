//! Payment per case against the golden files pay-drg, pay-whatif and pay-dip (exact arithmetic, computed
//! independently of this program; source: payment-rules §10). Every figure below comes out of `payment::settle` or
//! its price curve; cases of the year and of levers stand in `ELSEWHERE`, and the two lists together must be complete.

#[path = "pay/beside.rs"]
mod beside;
#[path = "pay/build.rs"]
mod build;
#[path = "pay/read.rs"]
mod read;
#[path = "pay/scores.rs"]
mod scores;

use build::{Builder, Case, charge, facts, fen, number};
use read::{DIP, DRG, WHAT_IF, case, kind, shown, text};
use serde_json::Value as Json;
use yingheng_core::payment::{OutlierKind, price};
use yingheng_core::plan::Adjustments;
use yingheng_core::policy::{
    HighSettle, LowSettle, PatientMode, RatioBase, Route, RouteRule, RouteTest, Scope,
};
use yingheng_core::quantity::{Fraction, Money, rounding};

/// Reproduced by a test of this file.
const TESTED: &[&str] = &[
    "DRG-01", "DRG-02", "DRG-04", "DRG-05", "DRG-07", "DRG-08", "DRG-14", "DRG-16", "DRG-17",
    "DRG-20", "WIF-01", "WIF-05", "WIF-07", "DIP-01", "DIP-02", "DIP-04", "DIP-05", "DIP-07",
    "DIP-08", "DRG-10", "DRG-11", "DRG-13", "DIP-13",
];

/// Elsewhere, and where.
const ELSEWHERE: &[(&str, &str)] = &[
    ("DRG-19", "regional clearing: stands in golden/clearing.rs"),
    ("WIF-02", "a lever: stands in golden/whatif.rs"),
    ("WIF-04", "a published claim: stands in golden/whatif.rs"),
    (
        "WIF-08",
        "break-even CMI and rate: stands in golden/whatif.rs",
    ),
    (
        "DIP-10",
        "settlement point value: stands in golden/clearing.rs",
    ),
    ("DIP-11", "dilution: stands in golden/clearing.rs"),
];

#[test]
fn every_golden_case_is_tested_or_stands_elsewhere() {
    let mut known: Vec<&str> = TESTED
        .iter()
        .copied()
        .chain(ELSEWHERE.iter().map(|(id, _)| *id))
        .collect();
    known.sort_unstable();
    let mut all = Vec::new();
    for file in [DRG, WHAT_IF, DIP] {
        let file: Json = serde_json::from_str(file).expect("golden file");
        all.extend(
            file["cases"]
                .as_array()
                .expect("cases")
                .iter()
                .map(|case| text(case, &["id"]).to_owned()),
        );
    }
    all.sort_unstable();
    assert_eq!(known, all);
    assert!(ELSEWHERE.iter().all(|(_, reason)| !reason.is_empty()));
}

#[test]
fn rate_method_with_three_ways_of_the_patient_share() {
    let golden = case(DRG, "DRG-01");
    let (input, expected) = (&golden["inputs"], &golden["expected"]);
    let patient = text(expected, &["patient_total"]);
    let own: Fraction = ["self_funded", "first_pay", "deductible"]
        .iter()
        .map(|key| number(text(input, &[key])))
        .sum();
    let own = rounding::to_text(&own, 2);
    let stay = Case {
        charge: text(input, &["total_charge"]),
        patient,
        self_funded: &own,
        los: 7,
    };
    let ratio = rounding::to_text(
        &(Fraction::one() - number(text(input, &["coinsurance"]))),
        2,
    );
    let params = &golden["params"];
    let build = |mode: PatientMode| {
        Builder::rate(text(params, &["rate"]), text(input, &["rw"]))
            .coefficient("k", text(params, &["hospital_coefficient"]), Scope::Base)
            .low(text(params, &["low"]), "lt", LowSettle::ByActual)
            .high(text(params, &["high"]), "gt", HighSettle::Cap)
            .with("ratio", &ratio)
            .change(|pack| pack.flow.patient = mode)
    };
    for (name, mode) in [
        ("deduct_actual", PatientMode::DeductActual),
        ("proportional", PatientMode::Proportional("ratio".into())),
        ("fund_itemised_mode", PatientMode::Itemised),
    ] {
        let paid = build(mode).pay(&[stay]).cases[0];
        assert_eq!(paid.kind, OutlierKind::Normal);
        assert_eq!(shown(paid.standard), text(expected, &["payment_standard"]));
        assert_eq!(
            shown(paid.fund),
            text(expected, &[name, "fund_payment"]),
            "{name}"
        );
        if let Some(revenue) = expected[name].get("hospital_revenue") {
            assert_eq!(shown(paid.revenue), revenue.as_str().unwrap_or_default());
            let margin = paid.revenue - Money::from_fen(fen(text(input, &["hospital_cost"])));
            assert_eq!(shown(margin), text(expected, &[name, "margin_vs_cost"]));
        }
    }
    // Paid by item, which is what the patient's desk does whatever the payer pays later.
    assert_eq!(
        shown(build(PatientMode::Itemised).pay(&[stay]).cases[0].fund),
        text(expected, &["fund_itemised"])
    );
}

#[test]
fn high_case_adds_a_share_of_the_excess() {
    let golden = case(DRG, "DRG-02");
    let params = &golden["params"];
    let builder = Builder::rate(text(params, &["rate"]), text(&golden, &["inputs", "rw"]))
        .coefficient("k", text(params, &["hospital_coefficient"]), Scope::Base)
        .high(
            text(params, &["high"]),
            "gt",
            HighSettle::LinearShare("share".into()),
        )
        .with("share", text(params, &["excess_share"]));
    let bill = text(&golden, &["inputs", "total_charge"]);
    let paid = builder.pay(&[charge(bill)]).cases[0];
    let expected = &golden["expected"];
    assert_eq!(paid.kind, kind(text(expected, &["outlier_class"])));
    assert_eq!(shown(paid.standard), text(expected, &["payment_standard"]));
    assert_eq!(shown(paid.revenue), text(expected, &["payment"]));
    let shortfall = Money::from_fen(fen(bill)) - paid.revenue;
    assert_eq!(shown(shortfall), text(expected, &["shortfall_vs_charge"]));
}

#[test]
fn low_case_is_paid_its_charge() {
    let golden = case(DRG, "DRG-04");
    let params = &golden["params"];
    let builder = Builder::rate(text(params, &["rate"]), text(&golden, &["inputs", "rw"]))
        .coefficient("k", text(params, &["hospital_coefficient"]), Scope::Base)
        .low(text(params, &["low"]), "lt", LowSettle::ByActual);
    let paid = builder
        .pay(&[charge(text(&golden, &["inputs", "total_charge"]))])
        .cases[0];
    assert_eq!(paid.kind, OutlierKind::Low);
    assert_eq!(shown(paid.revenue), text(&golden, &["expected", "payment"]));
    assert_eq!(
        shown(paid.standard - paid.revenue),
        text(&golden, &["expected", "loss_vs_normal_standard"])
    );
}

#[test]
fn points_method_normal_linear_add_and_cap() {
    for id in ["DRG-05", "DRG-07", "DRG-08"] {
        let golden = case(DRG, id);
        let params = &golden["params"];
        let low = match text(params, &["settle", "low"]) {
            "points_no_factor" => LowSettle::PointsNoFactor,
            _ => LowSettle::ByActual,
        };
        let high = match text(params, &["settle", "high"]) {
            "linear_add" => HighSettle::LinearAdd,
            _ => HighSettle::Cap,
        };
        let scale = params["point_scale"].to_string();
        let value = text(params, &["point_value"]);
        let builder = Builder::points(&scale, value, text(&golden, &["inputs", "rw"]))
            .coefficient("k", text(params, &["hospital_coefficient"]), Scope::Base)
            .low(text(params, &["low"]), "lt", low)
            .high(text(params, &["high"]), "gt", high)
            .with("city", text(params, &["city_avg_cost"]))
            .base(RatioBase::CityMean("city".into()));
        let bill = text(&golden, &["inputs", "total_charge"]);
        let paid = builder.pay(&[charge(bill)]).cases[0];
        let expected = &golden["expected"];
        assert_eq!(paid.kind, kind(text(expected, &["outlier_class"])), "{id}");
        assert_eq!(shown(paid.revenue), text(expected, &["payment"]), "{id}");
        let gap = paid.revenue - Money::from_fen(fen(bill));
        assert_eq!(shown(gap), text(expected, &["gap_vs_charge"]), "{id}");
        // Points are the exact payment over the point value.
        let row = &builder.0.groups.rows()[0];
        let priced = price(
            &builder.0,
            row,
            "S",
            build::first_day(),
            &Adjustments::default(),
        )
        .expect("a price");
        let points = priced
            .curve
            .exact(fen(bill))
            .over(&(number(value) * Fraction::from(100)), || unreachable!())
            .expect("a value");
        assert_eq!(
            rounding::to_text(&points, 4),
            text(expected, &["points"]),
            "{id}"
        );
    }
}

#[test]
fn the_fund_never_pays_below_zero() {
    let golden = case(DRG, "DRG-14");
    let builder = Builder::rate(
        text(&golden, &["params", "rate"]),
        text(&golden, &["inputs", "rw"]),
    );
    let stay = Case {
        patient: text(&golden, &["inputs", "patient_total"]),
        ..charge("2000.00")
    };
    let (payments, issues) =
        yingheng_core::payment::settle(&facts(&[stay]), &builder.0, &Adjustments::default());
    let expected = &golden["expected"];
    assert_eq!(
        shown(payments.cases[0].standard),
        text(expected, &["payment_standard"])
    );
    assert_eq!(
        shown(payments.cases[0].fund),
        text(expected, &["fund_payment"])
    );
    let notice = &issues[0];
    assert_eq!(notice.code(), "payment.patient_share_exceeds");
    assert_eq!(
        notice.message.arguments["amount"],
        text(expected, &["unabsorbed"])
    );
}

#[test]
fn a_ratio_exactly_at_a_limit_goes_where_the_comparator_says() {
    let golden = case(DRG, "DRG-16");
    let charges: Vec<Case> = golden["inputs"]["charges"]
        .as_array()
        .expect("charges")
        .iter()
        .map(|bill| charge(bill.as_str().unwrap_or_default()))
        .collect();
    for variant in ["A", "B"] {
        let words = &golden["params"]["variants"][variant];
        let builder = Builder::rate(text(&golden, &["inputs", "payment_standard"]), "1")
            .low(
                text(&golden, &["params", "low"]),
                text(words, &["low"]),
                LowSettle::ByActual,
            )
            .high(
                text(&golden, &["params", "high"]),
                text(words, &["high"]),
                HighSettle::Cap,
            );
        let kinds: Vec<OutlierKind> = builder
            .pay(&charges)
            .cases
            .iter()
            .map(|paid| paid.kind)
            .collect();
        let expected: Vec<OutlierKind> = golden["expected"][variant]
            .as_array()
            .expect("classes")
            .iter()
            .map(|word| kind(word.as_str().unwrap_or_default()))
            .collect();
        assert_eq!(kinds, expected, "{variant}");
    }
}

#[test]
fn short_and_long_stays_leave_the_scheme() {
    let golden = case(DRG, "DRG-17");
    let stays: Vec<Case> = golden["inputs"]["los"]
        .as_array()
        .expect("stays")
        .iter()
        .map(|los| Case {
            los: u16::try_from(los.as_u64().unwrap_or_default()).expect("days"),
            ..charge("100.00")
        })
        .collect();
    let builder = Builder::rate("5000", "1")
        .with("short", &golden["params"]["los_min_exclusive"].to_string())
        .with("long", &golden["params"]["los_max_exclusive"].to_string())
        .change(|pack| {
            pack.flow.routes = vec![
                RouteRule {
                    test: RouteTest::LosAtMost("short".into()),
                    to: Route::Itemised,
                },
                RouteRule {
                    test: RouteTest::LosAtLeast("long".into()),
                    to: Route::Itemised,
                },
            ];
        });
    let routes: Vec<&str> = builder
        .pay(&stays)
        .cases
        .iter()
        .map(|paid| {
            if paid.kind == OutlierKind::Itemised {
                "other"
            } else {
                "drg"
            }
        })
        .collect();
    let expected: Vec<&str> = golden["expected"]["route"]
        .as_array()
        .expect("routes")
        .iter()
        .filter_map(Json::as_str)
        .collect();
    assert_eq!(routes, expected);
}

/// No golden case: paid by item, a patient's share above the bill is named with its amount and its cell.
#[test]
fn a_patient_share_above_an_itemised_bill_is_named() {
    let builder = Builder::rate("5000", "1")
        .with("short", "5")
        .change(|pack| {
            pack.flow.routes = vec![RouteRule {
                test: RouteTest::LosAtMost("short".into()),
                to: Route::Itemised,
            }];
        });
    let stay = |patient| Case {
        patient,
        los: 2,
        ..charge("100.00")
    };
    let told = |stay: Case| {
        yingheng_core::payment::settle(&facts(&[stay]), &builder.0, &Adjustments::default())
    };
    assert!(told(stay("100.00")).1.is_empty());
    let (payments, issues) = told(stay("100.01"));
    assert_eq!(shown(payments.cases[0].fund), "0.00");
    assert_eq!(shown(payments.cases[0].revenue), "100.00");
    assert_eq!(issues[0].code(), "payment.patient_share_exceeds_charge");
    assert_eq!(issues[0].message.arguments["amount"], "0.01");
}

#[test]
fn the_stage_at_which_a_point_value_is_rounded_is_worth_yuan() {
    let golden = case(DRG, "DRG-20");
    let input = &golden["inputs"];
    let value = format!(
        "{}/{}",
        text(input, &["budget"]),
        text(input, &["points_region"])
    );
    let build = || Builder::points("1", &value, text(input, &["points_hospital"]));
    let places = u32::try_from(
        golden["params"]["point_value_round"]
            .as_u64()
            .unwrap_or_default(),
    )
    .ok();
    let exact = build().pay(&[charge("1")]).cases[0].revenue;
    let rounded = build()
        .change(|pack| pack.flow.rounding.price = places)
        .pay(&[charge("1")])
        .cases[0]
        .revenue;
    let expected = &golden["expected"];
    assert_eq!(shown(exact), text(expected, &["payment_exact"]));
    assert_eq!(shown(rounded), text(expected, &["payment_pv4"]));
    assert_eq!(shown(rounded - exact), text(expected, &["difference"]));
}
