//! The golden files and their words.

// Shared by test programs, none of which uses all of it.
#![allow(dead_code)]

use serde_json::Value as Json;
use yingheng_core::payment::OutlierKind;
use yingheng_core::quantity::{Fraction, Money, rounding};

pub const DRG: &str = include_str!("../data/pay-drg.json");
pub const WHAT_IF: &str = include_str!("../data/pay-whatif.json");
pub const DIP: &str = include_str!("../data/pay-dip.json");

pub fn case(file: &str, id: &str) -> Json {
    let file: Json = serde_json::from_str(file).expect("golden file");
    let cases = file["cases"].as_array().expect("cases").clone();
    cases
        .into_iter()
        .find(|case| case["id"] == id)
        .unwrap_or_else(|| panic!("no {id}"))
}
pub fn text<'a>(json: &'a Json, path: &[&str]) -> &'a str {
    path.iter()
        .fold(json, |json, key| &json[*key])
        .as_str()
        .unwrap_or_else(|| panic!("{path:?}"))
}
pub fn shown(money: Money) -> String {
    money.to_string()
}
/// 元 of a 分 amount, to two places.
pub fn yuan(fen: &Fraction) -> String {
    shown(rounding::to_money(fen))
}
pub fn kind(word: &str) -> OutlierKind {
    match word {
        "low" => OutlierKind::Low,
        "normal" | "blank" => OutlierKind::Normal,
        "high" | "extreme" => OutlierKind::High,
        other => panic!("class {other}"),
    }
}
