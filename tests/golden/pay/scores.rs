//! Disease scores (pay-dip) and the what-ifs that end in a payment (pay-whatif).

use super::build::{self, Builder, charge, facts, number};
use super::read::{DIP, WHAT_IF, case, kind, shown, text, yuan};
use yingheng_core::payment::{explain, price};
use yingheng_core::plan::Adjustments;
use yingheng_core::policy::{HighSettle, LowSettle, RatioBase, Scope};
use yingheng_core::quantity::{Fraction, rounding};

#[test]
fn what_if_on_cmi_at_a_fixed_rate() {
    let golden = case(WHAT_IF, "WIF-01");
    let rate = text(&golden, &["params", "rate"]);
    let cases = Fraction::from(golden["inputs"]["cases"].as_i64().unwrap_or_default());
    let total = |cmi: &str| {
        let builder = Builder::rate(rate, cmi);
        let row = &builder.0.groups.rows()[0];
        let priced = price(
            &builder.0,
            row,
            "S",
            build::first_day(),
            &Adjustments::default(),
        )
        .expect("a price");
        priced.curve.standard * &cases
    };
    let cmi = &golden["inputs"]["cmi"];
    let (before, after) = (
        total(cmi[0].as_str().unwrap_or_default()),
        total(cmi[1].as_str().unwrap_or_default()),
    );
    assert_eq!(
        Some(yuan(&before).as_str()),
        golden["expected"]["payment"][0].as_str()
    );
    assert_eq!(
        Some(yuan(&after).as_str()),
        golden["expected"]["payment"][1].as_str()
    );
    let change = (after - &before)
        .over(&before, || unreachable!())
        .expect("a ratio");
    assert_eq!(
        rounding::to_text(&change, 6),
        text(&golden, &["expected", "change"])
    );
    // The coding lever gives the same as the heavier weight.
    let builder = Builder::rate(rate, "0.60");
    let lever = Adjustments {
        coded_weight: [("G".to_owned(), number("4/3"))].into(),
        ..Adjustments::default()
    };
    let priced = price(
        &builder.0,
        &builder.0.groups.rows()[0],
        "S",
        build::first_day(),
        &lever,
    )
    .expect("a price");
    assert_eq!(
        Some(yuan(&(priced.curve.standard * &cases)).as_str()),
        golden["expected"]["payment"][1].as_str()
    );
}

#[test]
fn payment_per_case_of_the_stay_and_break_even_examples() {
    // The cost, capacity and break-even figures of these two belong to other stations.
    let stay = case(WHAT_IF, "WIF-05");
    let paid = Builder::rate(
        text(&stay, &["params", "rate"]),
        text(&stay, &["inputs", "rw"]),
    )
    .pay(&[charge("9000.00")]);
    assert_eq!(
        shown(paid.cases[0].revenue),
        text(&stay, &["expected", "payment_per_case"])
    );
    let volume = case(WHAT_IF, "WIF-07");
    let paid = Builder::rate(
        text(&volume, &["params", "rate"]),
        text(&volume, &["inputs", "cmi"]),
    )
    .coefficient(
        "k",
        text(&volume, &["params", "hospital_coefficient"]),
        Scope::Base,
    )
    .pay(&[charge("9000.00")]);
    assert_eq!(
        shown(paid.cases[0].revenue),
        text(&volume, &["expected", "payment_per_case"])
    );
}

#[test]
fn disease_scores_national_form() {
    for id in ["DIP-01", "DIP-02"] {
        let golden = case(DIP, id);
        let params = &golden["params"];
        let builder = Builder::points(
            "1",
            text(params, &["point_value"]),
            text(&golden, &["inputs", "score"]),
        )
        .coefficient("k", text(params, &["hospital_coefficient"]), Scope::Base)
        .low(
            text(params, &["low"]),
            text(params, &["low_cmp"]),
            LowSettle::Proportional,
        )
        .high(
            text(params, &["high"]),
            text(params, &["high_cmp"]),
            HighSettle::LinearBase,
        )
        .base(RatioBase::GroupMean)
        .group(|row| {
            row.mean_charge = Some(number(text(&golden, &["inputs", "prior_year_peer_avg"])))
        });
        let paid = builder
            .pay(&[charge(text(&golden, &["inputs", "total_charge"]))])
            .cases[0];
        assert_eq!(
            paid.kind,
            kind(text(&golden, &["expected", "class"])),
            "{id}"
        );
        assert_eq!(
            shown(paid.revenue),
            text(&golden, &["expected", "payment"]),
            "{id}"
        );
    }
}

#[test]
fn disease_scores_of_jining() {
    for id in ["DIP-04", "DIP-05", "DIP-07", "DIP-08"] {
        let golden = case(DIP, id);
        let params = &golden["params"];
        let builder = Builder::points(
            "1",
            text(params, &["point_value"]),
            text(&golden, &["inputs", "score"]),
        )
        .coefficient("k", text(params, &["hospital_coefficient"]), Scope::Base)
        .coefficient("aux", text(params, &["aux_coefficient"]), Scope::Whole)
        .low(
            text(params, &["low"]),
            text(params, &["low_cmp"]),
            LowSettle::PointsNoFactor,
        )
        .high(
            text(params, &["high"]),
            text(params, &["high_cmp"]),
            HighSettle::LinearAdd,
        )
        .extreme(text(params, &["extreme"]), text(params, &["extreme_cmp"]))
        .base(RatioBase::GroupMean)
        .with("discount", text(params, &["blank_discount"]))
        .change(|pack| {
            pack.flow.own_charge = Some(yingheng_core::policy::OwnChargeRule {
                flag: "blank".into(),
                share: "discount".into(),
            });
        })
        .group(|row| {
            row.mean_charge = Some(number(text(&golden, &["inputs", "group_avg"])));
            if golden["inputs"]["blank_group"] == true {
                row.flags = vec!["blank".into()];
            }
        });
        let bill = text(&golden, &["inputs", "total_charge"]);
        let paid = builder.pay(&[charge(bill)]).cases[0];
        assert_eq!(
            paid.kind,
            kind(text(&golden, &["expected", "class"])),
            "{id}"
        );
        assert_eq!(
            shown(paid.revenue),
            text(&golden, &["expected", "payment"]),
            "{id}"
        );
        // "Why this number" computes the same payment and names a source for every value of the pack.
        let told = explain(
            &facts(&[charge(bill)]),
            &builder.0,
            &Adjustments::default(),
            0,
        )
        .expect("an explanation");
        assert_eq!(told.payment, paid);
        assert!(
            told.steps
                .iter()
                .filter_map(|step| step.citation.as_ref())
                .all(|cited| builder.0.sources.contains_key(&cited.source))
        );
    }
}
