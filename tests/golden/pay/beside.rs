//! Rules that need more of a case than group, stay and charge: unreasonable charges, individual review, readmission,
//! auxiliary list.

use super::build::{Builder, charge, facts, number};
use super::read::{DIP, DRG, case, shown, text};
use std::collections::BTreeMap;
use yingheng_core::facts::{Facts, Review};
use yingheng_core::payment::{OutlierKind, explain, settle};
use yingheng_core::plan::Adjustments;
use yingheng_core::policy::{
    Coefficient, CoefficientOn, Combine, Comparator, HighSettle, Hits, KeyedBy, Limit, RatioBase,
    ReadmissionRule, Reduced, Scope, SpecialMode, SpecialRule, StepOn, Threshold, Value,
};
use yingheng_core::quantity::Fraction;

fn none() -> Adjustments {
    Adjustments::default()
}

#[test]
fn unreasonable_charges_leave_before_the_ratio() {
    let golden = case(DRG, "DRG-10");
    let params = &golden["params"];
    let rows = params["trim_by_base_points"].as_array().expect("steps");
    let rows = rows.iter().map(|row| {
        let end = row["up_to"].as_str().map(number);
        (end, number(row["k"].as_str().expect("k")))
    });
    let steps = Threshold::Steps {
        on: StepOn::BasePoints,
        rows: rows.collect(),
        inclusive: true,
    };
    // 100 元 a point: four places of a point are whole 分.
    let builder = Builder::points("1", "100", text(params, &["base_points"]))
        .coefficient("k", text(params, &["difference_coefficient"]), Scope::Base)
        .high("2", "gt", HighSettle::LinearNet)
        .base(RatioBase::GroupMean)
        .group(|row| row.mean_charge = Some(number(text(params, &["group_avg_cost"]))))
        .put(
            "high",
            Value::Limit(Limit {
                comparator: Comparator::Gt,
                threshold: steps,
            }),
        );
    let mut all = facts(&[charge(text(&golden, &["inputs", "total_charge"]))]);
    // Without the column the case has no price, and says which one it lacks.
    let (payments, issues) = settle(&all, &builder.0, &none());
    assert_eq!(payments.cases[0].kind, OutlierKind::Unpriced);
    assert_eq!(issues[0].code(), "payment.needs_field");
    assert_eq!(issues[0].message.arguments["field"], "@field.unreasonable");
    let fen = super::build::fen(text(&golden, &["inputs", "unreasonable"]));
    all.cases.terms.unreasonable = vec![Some(fen)];
    let paid = settle(&all, &builder.0, &none()).0.cases[0];
    assert_eq!(paid.kind, OutlierKind::High);
    let points = &paid.revenue.exact() * &Fraction::new(1, 10_000).expect("a number");
    let expected = text(&golden, &["expected", "points"]);
    assert_eq!(
        yingheng_core::quantity::rounding::to_text(&points, 4),
        expected
    );
}

/// 2,480 discharges; the first `granted` are under review, with falling charges; the case in question comes last.
fn discharges(count: usize, granted: usize, asked: &str, disallowed: &str) -> Facts {
    let mut rows = vec![charge("30000.00"); count - 1];
    rows.push(charge(asked));
    let mut all = facts(&rows);
    let terms = &mut all.cases.terms;
    terms.review = vec![Some(Review::None); count];
    terms.unreasonable = vec![Some(0); count];
    for case in 0..granted {
        all.cases.charge[case] = super::build::fen("200000.00");
        terms.review[case] = Some(Review::Granted);
    }
    terms.review[count - 1] = Some(Review::Granted);
    terms.unreasonable[count - 1] = Some(super::build::fen(disallowed));
    all
}

#[test]
fn individual_review_pays_by_item_within_the_quota() {
    let golden = case(DRG, "DRG-11");
    let (input, expected) = (&golden["inputs"], &golden["expected"]);
    let share = text(&golden, &["params", "cap_share_of_discharges"]);
    let builder = Builder::rate(text(input, &["rate"]), text(input, &["rw"]))
        .with("quota", share)
        .change(|pack| {
            pack.flow.special = Some(SpecialRule {
                quota: "quota".into(),
                mode: SpecialMode::ByItem,
                applied: false,
            });
        });
    let count = usize::try_from(input["discharges_year"].as_u64().expect("count")).expect("small");
    let before = usize::try_from(input["approved_so_far"].as_u64().expect("count")).expect("small");
    let (bill, off) = (text(input, &["total_charge"]), text(input, &["disallowed"]));
    let all = discharges(count, before, bill, off);
    let (payments, issues) = settle(&all, &builder.0, &none());
    let paid = payments.cases[count - 1];
    assert_eq!(shown(paid.standard), text(expected, &["payment_standard"]));
    assert_eq!(shown(paid.revenue), text(expected, &["payment"]));
    assert_eq!(
        shown(paid.revenue - paid.standard),
        text(expected, &["gain_vs_standard"])
    );
    assert!(issues.is_empty(), "{issues:?}");
    // One application more is beyond the quota: the smallest overrun is paid its standard, and it is told.
    let all = discharges(count, before + 1, bill, off);
    let (payments, issues) = settle(&all, &builder.0, &none());
    assert_eq!(expected["next_application_accepted"], false);
    assert_eq!(payments.cases[count - 1].revenue, paid.standard);
    assert_eq!(issues[0].code(), "payment.special_over_quota");
    assert_eq!(issues[0].message.arguments["cases"], "1");
    let told = explain(&all, &builder.0, &none(), 0).expect("explained");
    assert_eq!(told.payment, payments.cases[0]);
    assert_eq!(told.formula.key, "payment.formula_special");
}

#[test]
fn a_readmission_halves_the_stay_before() {
    let golden = case(DRG, "DRG-13");
    let (input, params) = (&golden["inputs"], &golden["params"]);
    let except: Vec<String> = params["excepted"]
        .as_array()
        .expect("list")
        .iter()
        .filter_map(|word| word.as_str().map(str::to_owned))
        .collect();
    let builder = Builder::rate(text(input, &["rate"]), text(input, &["rw"]))
        .with("days", &params["days"].to_string())
        .with("factor", text(params, &["previous_factor"]))
        .change(|pack| {
            pack.flow.readmission = Some(ReadmissionRule {
                days: "days".into(),
                same_group: true,
                reduced: Reduced::Previous,
                factor: "factor".into(),
                except: except.clone(),
            });
        });
    let gap = i32::try_from(input["gap_days"].as_i64().expect("days")).expect("small");
    let build = |gap: i32, excuse: &str| {
        let mut all = facts(&[charge("3000.00"), charge("3100.00")]);
        let first = all.cases.discharged[0].expect("a day");
        all.cases.discharged[1] = Some(first + gap + 7);
        let terms = &mut all.cases.terms;
        terms.patients = vec!["P".into()];
        terms.patient = vec![Some(0); 2];
        terms.admitted = vec![Some(first - 7), Some(first + gap)];
        terms.excuses = vec![String::new(), excuse.into()];
        terms.excuse = vec![Some(0), Some(1)];
        all
    };
    let pay = |all: &Facts| {
        let (payments, issues) = settle(all, &builder.0, &none());
        assert!(issues.is_empty(), "{issues:?}");
        payments.cases
    };
    let all = build(gap, "");
    let paid = pay(&all);
    let expected = &golden["expected"];
    assert_eq!(shown(paid[0].revenue), text(expected, &["first"]));
    assert_eq!(shown(paid[1].revenue), text(expected, &["second"]));
    assert_eq!(
        shown(paid[0].revenue + paid[1].revenue),
        text(expected, &["total"])
    );
    let told = explain(&all, &builder.0, &none(), 0).expect("explained");
    assert_eq!(told.payment, paid[0]);
    let reduced = |key: &str| told.steps.iter().any(|step| step.label.key == key);
    assert!(reduced("payment.step_readmission"));
    // An excuse, or one day more than the limit, leaves both whole.
    for other in [build(gap, &except[0]), build(16, "")] {
        let paid = pay(&other);
        assert_eq!(shown(paid[0].revenue), text(expected, &["second"]));
    }
    assert_eq!(
        shown(pay(&build(15, ""))[0].revenue),
        text(expected, &["first"])
    );
    // Nobody knows the patient: no price, and the field is named.
    let mut unknown = build(gap, "");
    unknown.cases.terms.patient = Vec::new();
    let (_, issues) = settle(&unknown, &builder.0, &none());
    assert_eq!(issues[0].message.arguments["field"], "@field.patient");
    assert_eq!(issues[0].message.arguments["cases"], "2");
}

#[test]
fn the_largest_auxiliary_factor_counts() {
    let golden = case(DIP, "DIP-13");
    let input = &golden["inputs"];
    let hits = input["hits"].as_array().expect("hits");
    let table: BTreeMap<String, Fraction> = hits
        .iter()
        .map(|hit| {
            (
                text(hit, &["type"]).to_owned(),
                number(text(hit, &["factor"])),
            )
        })
        .collect();
    let codes: Vec<String> = table.keys().cloned().collect();
    let build = |count: Hits| {
        Builder::points("1", text(input, &["point_value"]), text(input, &["score"]))
            .coefficient("k", text(input, &["hospital_coefficient"]), Scope::Base)
            .put("aux", Value::Keyed(table.clone()))
            .change(|pack| {
                let aux = pack.parameters.get_mut("aux").expect("parameter");
                aux.keyed_by = Some(KeyedBy::Code);
                pack.flow.coefficients.push(Coefficient {
                    on: CoefficientOn::Auxiliary(count),
                    combine: Combine::Product,
                    ..Coefficient::of("aux", Scope::Base)
                });
            })
    };
    let mut all = facts(&[charge("9000.00"); 3]);
    all.cases.terms.auxiliaries = vec![String::new(), codes.join(";"), "不认识".into()];
    all.cases.terms.auxiliary = vec![Some(1), Some(0), Some(2)];
    let builder = build(Hits::Max);
    let (payments, issues) = settle(&all, &builder.0, &none());
    assert_eq!(
        shown(payments.cases[0].revenue),
        text(&golden, &["expected", "payment"])
    );
    // 812.5 × 0.92 × 11.86 without a code; an unknown code has no price.
    assert_eq!(shown(payments.cases[1].revenue), "8865.35");
    assert_eq!(payments.cases[2].kind, OutlierKind::Unpriced);
    assert_eq!(issues[0].code(), "payment.no_key");
    assert_eq!(issues[0].message.arguments["key"], "不认识");
    // 1.05 × 1.08 × 1.12 = 1.27008.
    let paid = settle(&all, &build(Hits::Product).0, &none()).0.cases[0];
    assert_eq!(shown(paid.revenue), "11259.70");
    let told = explain(&all, &builder.0, &none(), 0).expect("explained");
    let named = told
        .steps
        .iter()
        .filter(|step| step.label.key == "payment.step_coefficient_auxiliary");
    assert_eq!(named.count(), 3);
}
