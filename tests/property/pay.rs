//! What must hold for any price curve: integer thresholds say what the rational comparison says, at and around every
//! limit; the rounded payment is the exact one rounded; continuous modes have no cliff.

#[path = "../golden/pay/build.rs"]
mod build;

use build::{Builder, charge, first_day};
use proptest::prelude::*;
use yingheng_core::payment::{OutlierKind, PriceCurve, price};
use yingheng_core::plan::Adjustments;
use yingheng_core::policy::{HighSettle, LowSettle, Scope};
use yingheng_core::quantity::{Fraction, rounding};

fn decimal(value: i64, places: u32) -> String {
    rounding::to_text(
        &Fraction::new(value, 10_i64.pow(places)).unwrap_or_default(),
        places,
    )
}

fn curve(builder: &Builder) -> PriceCurve {
    price(
        &builder.0,
        &builder.0.groups.rows()[0],
        "S",
        first_day(),
        &Adjustments::default(),
    )
    .expect("a price")
    .curve
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn integer_thresholds_equal_the_rational_comparison(
        weight in 1_i64..99_999, rate in 1_i64..2_000_000, k in 500_i64..1_500, low in 1_i64..99, high in 100_i64..900,
        strict in any::<bool>(), random in 0_i64..100_000_000, whole in any::<bool>(),
    ) {
        // Half of the time the limits fall on whole 分, where the comparator decides.
        let (weight, rate, k) = if whole { (10_000, rate * 100, 1_000) } else { (weight, rate, k) };
        let (low, high) = (decimal(low, 2), decimal(high, 2));
        let (low_words, high_words) = if strict { ("lt", "gt") } else { ("le", "ge") };
        let builder = Builder::rate(&decimal(rate, 2), &decimal(weight, 4))
            .coefficient("k", &decimal(k, 3), Scope::Base)
            .low(&low, low_words, LowSettle::ByActual)
            .high(&high, high_words, HighSettle::LinearShare("share".into()))
            .with("share", "0.8");
        let curve = curve(&builder);
        let edges = curve.corners();
        let near = |edge: &Fraction| rounding::to_money(edge).fen();
        let (a, b) = (near(&edges[0].charge), near(&edges[1].charge));
        for bill in [a - 1, a, a + 1, b - 1, b, b + 1, random] {
            let ratio = Fraction::from(bill).over(&curve.ratio_base, || unreachable!()).expect("a ratio");
            let (low, high) = (build::number(&low), build::number(&high));
            let is_low = if strict { ratio < low } else { ratio <= low };
            let is_high = if strict { ratio > high } else { ratio >= high };
            // A limit that is both (1 at ≤ and ≥) belongs to the upper side.
            let expected = if is_high { OutlierKind::High } else if is_low { OutlierKind::Low } else { OutlierKind::Normal };
            let (kind, paid) = curve.pay(bill);
            prop_assert_eq!(kind, expected, "bill {}", bill);
            prop_assert_eq!(paid, rounding::to_money(&curve.exact(bill)));
            let by_hand = match kind {
                OutlierKind::Low => Fraction::from(bill),
                OutlierKind::High => {
                    let share = build::number("0.8");
                    let excess = Fraction::from(bill) - &(&high * &curve.standard);
                    &curve.standard + &(excess * share)
                }
                _ => curve.standard.clone(),
            };
            prop_assert_eq!(curve.exact(bill), by_hand);
        }
    }

    #[test]
    fn linear_modes_are_continuous_at_the_high_limit(weight in 1_i64..60_000, high in 100_i64..500, mode in 0_usize..3) {
        let settle = [HighSettle::LinearAdd, HighSettle::LinearBase, HighSettle::LinearShare("share".into())][mode].clone();
        let builder = Builder::rate("5270.76", &decimal(weight, 4))
            .coefficient("k", "0.95", Scope::Base)
            .high(&decimal(high, 2), "gt", settle)
            .with("share", "0.7");
        let corner = &curve(&builder).corners()[0];
        prop_assert_eq!(&corner.below, &corner.above);
    }
}

#[test]
fn a_low_limit_is_a_cliff_and_the_curve_says_how_high() {
    let builder = Builder::rate("10000", "1").low("0.4", "lt", LowSettle::ByActual);
    let corner = &curve(&builder).corners()[0];
    assert_eq!(corner.charge, Fraction::from(400_000));
    assert_eq!(&corner.above - &corner.below, Fraction::from(600_000));
    let paid = builder.pay(&[charge("3999.99"), charge("4000.00")]);
    assert_eq!(
        (paid.cases[0].revenue.fen(), paid.cases[1].revenue.fen()),
        (399_999, 1_000_000)
    );
}

#[test]
fn payments_round_half_away_from_zero_where_the_pack_says() {
    // The standard 10.125 元 rounds to 10.13, to 10.1, to 10.
    for (places, expected) in [(2, 1_013), (1, 1_010), (0, 1_000)] {
        let builder =
            Builder::rate("10.125", "1").change(|pack| pack.flow.rounding.payment = places);
        assert_eq!(builder.pay(&[charge("1")]).cases[0].revenue.fen(), expected);
    }
}
