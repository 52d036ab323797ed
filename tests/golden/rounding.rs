//! 四舍五入 and 最大余额法 against `data/cost-rounding.json` (cost-method §8.1).

use serde_json::Value;
use yingheng_core::quantity::rounding::{apportion, to_money, to_text};
use yingheng_core::quantity::{Fraction, Money};
use yingheng_tests::hospital::fen;

fn golden() -> Value {
    serde_json::from_str(include_str!("data/cost-rounding.json")).expect("golden file")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

#[test]
fn half_away_from_zero() {
    let golden = golden();
    for case in golden["half_up_2"].as_array().expect("cases") {
        let value: Fraction = text(&case["in"]).parse().expect("a number");
        assert_eq!(to_text(&value, 2), text(&case["out"]), "{case}");
        assert_eq!(
            to_money(&(value * Fraction::from(100))).to_string(),
            text(&case["out"]),
            "{case}"
        );
    }
}

#[test]
fn closed_by_largest_remainder() {
    let golden = golden();
    for case in golden["closed"].as_array().expect("cases") {
        let weights: Vec<Fraction> = case["weights"]
            .as_array()
            .expect("weights")
            .iter()
            .map(|w| text(w).parse().expect("a weight"))
            .collect();
        let total = Money::from_fen(fen(text(&case["total"])));
        let out: Vec<String> = case["out"]
            .as_array()
            .expect("parts")
            .iter()
            .map(|part| text(part).to_owned())
            .collect();
        let parts = apportion(total, &weights).expect("weights");
        assert_eq!(
            parts.iter().map(Money::to_string).collect::<Vec<_>>(),
            out,
            "{case}"
        );
        // A negative pool mirrors the positive one.
        let mirrored = apportion(-total, &weights).expect("weights");
        assert_eq!(
            mirrored,
            parts.into_iter().map(|part| -part).collect::<Vec<_>>()
        );
    }
}

#[test]
fn nothing_to_share_by() {
    assert_eq!(
        apportion(Money::from_fen(5), &[Fraction::zero(), Fraction::zero()]),
        None
    );
}

/// A total that is not the parts' rounded sum still closes, however far: whole rounds first, then by remainder.
#[test]
fn a_far_total_closes_too() {
    let parts: Vec<Fraction> = ["1/3", "2/3", "1"]
        .iter()
        .map(|text| text.parse().expect("a number"))
        .collect();
    let fens = |total: i64| -> Vec<i64> {
        let closed = yingheng_core::quantity::rounding::closed(&parts, Money::from_fen(total));
        closed.iter().map(|part| part.fen()).collect()
    };
    assert_eq!(fens(2), [0, 1, 1]);
    assert_eq!(fens(7), [2, 2, 3]);
    assert_eq!(
        fens(1_000_000_000_000_000).iter().sum::<i64>(),
        1_000_000_000_000_000
    );
    assert_eq!(fens(-5).iter().sum::<i64>(), -5);
}
