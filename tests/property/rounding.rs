//! 四舍五入 and 最大余额法 over random exact numbers. `PROPTEST_CASES` sets the number of cases; 64 otherwise.

use num_bigint::BigInt;
use proptest::prelude::*;
use yingheng_core::quantity::rounding::{
    apportion, ceiling, closed, floor, to_money, to_places, to_text,
};
use yingheng_core::quantity::{Fraction, Money};

fn number() -> impl Strategy<Value = Fraction> {
    let denominator = prop_oneof![1..20_i64, Just(100), Just(200), 1..1_000_000_007_i64];
    (
        prop_oneof![-1_000_i64..1_000, -1_000_000_000_000..1_000_000_000_000_i64],
        denominator,
    )
        .prop_map(|(n, d)| Fraction::new(n, d).expect("a denominator"))
}

fn half() -> Fraction {
    Fraction::new(1, 2).expect("a half")
}

fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(64);
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    /// The nearest whole 分; exactly between two, the one further from 0; mirrored for negative amounts.
    #[test]
    fn nearest_and_half_away(value in number(), whole in -1_000_i64..1_000) {
        let off = to_money(&value).exact() - &value;
        prop_assert!(off.abs() <= half());
        prop_assert!(off.abs() != half() || off.is_positive() == value.is_positive());
        prop_assert_eq!(to_money(&-value.clone()), -to_money(&value));
        let tie = Fraction::from(whole) + half();
        prop_assert_eq!(to_money(&tie).fen(), if whole < 0 { whole } else { whole + 1 });
        prop_assert!(Fraction::whole(floor(&value)) <= value && value <= Fraction::whole(ceiling(&value)));
        prop_assert!(ceiling(&value) - floor(&value) <= BigInt::from(1));
    }

    /// Text, number and money round alike, and the text reads back.
    #[test]
    fn text_reads_back(value in number(), places in 0..6_u32) {
        let text = to_text(&value, places);
        prop_assert_eq!(text.parse::<Fraction>().expect("readable"), to_places(&value, places));
        prop_assert!(!text.starts_with('-') || text.bytes().any(|b| (b'1'..=b'9').contains(&b)), "negative zero: {}", text);
        prop_assert_eq!(to_text(&value, 0), to_money(&value).fen().to_string());
    }

    /// Closed parts add up to the rounded total, each within one 分 of its exact value, order of size kept.
    #[test]
    fn closed_adds_up(parts in prop::collection::vec(number(), 1..12)) {
        let total = to_money(&parts.iter().sum());
        let out = closed(&parts, total);
        prop_assert_eq!(out.iter().copied().sum::<Money>(), total);
        for (part, exact) in out.iter().zip(&parts) {
            prop_assert!((part.exact() - exact).abs() <= Fraction::one());
        }
        for (a, x) in out.iter().zip(&parts) {
            for (b, y) in out.iter().zip(&parts) {
                prop_assert!(x <= y || a >= b, "the larger part got less");
            }
        }
        let mirrored: Vec<Fraction> = parts.iter().map(|part| -part.clone()).collect();
        if total != Money::ZERO {
            prop_assert_eq!(closed(&mirrored, -total), out.iter().map(|part| -*part).collect::<Vec<_>>());
        }
    }

    /// Shares in proportion: nothing lost, nothing for a weight of 0, ties to the earlier.
    #[test]
    fn apportioned_adds_up(fen in -1_000_000_i64..1_000_000, weights in prop::collection::vec(0..50_i64, 1..12)) {
        let exact: Vec<Fraction> = weights.iter().map(|weight| Fraction::from(*weight)).collect();
        let Some(parts) = apportion(Money::from_fen(fen), &exact) else {
            prop_assert!(weights.iter().all(|weight| *weight == 0));
            return Ok(());
        };
        prop_assert_eq!(parts.iter().copied().sum::<Money>().fen(), fen);
        for (part, weight) in parts.iter().zip(&weights) {
            prop_assert!(*weight != 0 || *part == Money::ZERO);
        }
        for (i, weight) in weights.iter().enumerate() {
            for j in i + 1..weights.len() {
                prop_assert!(*weight != weights[j] || parts[i].fen().abs() >= parts[j].fen().abs(), "a tie went to the later part");
            }
        }
    }
}
