//! The golden files, and packs whose rules of the year are replaced.

use std::path::Path;

use serde_json::Value as Json;
use yingheng_core::clearing::{Contract, Settlement, settle_year};
use yingheng_core::facts::Facts;
use yingheng_core::issue::Issue;
use yingheng_core::payment::Payments;
use yingheng_core::period::Period;
use yingheng_core::plan::Adjustments;
use yingheng_core::policy::PolicyPack;
use yingheng_core::quantity::{Fraction, Money, rounding};
use yingheng_io::pack_files;

pub const CLEARING: &str = include_str!("../data/pay-clearing.json");
pub const OTHER: &str = include_str!("../data/pay-other.json");
pub const DRG: &str = include_str!("../data/pay-drg.json");
pub const DIP: &str = include_str!("../data/pay-dip.json");

pub fn case(file: &str, id: &str) -> Json {
    let file: Json = serde_json::from_str(file).expect("golden file");
    let cases = file["cases"].as_array().expect("cases").clone();
    let found = cases.into_iter().find(|case| case["id"] == id);
    found.unwrap_or_else(|| panic!("no {id}"))
}
pub fn text(json: &Json) -> String {
    match json {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}
pub fn texts(json: &Json) -> Vec<String> {
    json.as_array().expect("list").iter().map(text).collect()
}
pub fn number(json: &Json) -> Fraction {
    text(json).parse().expect("a number")
}
pub fn fen(json: &Json) -> Fraction {
    number(json) * Fraction::from(100)
}
pub fn money(json: &Json) -> Money {
    rounding::to_money(&fen(json))
}
pub fn shown(value: &Fraction) -> String {
    rounding::to_money(value).to_string()
}

/// The demonstration pack with other rules of the year, or its faults.
pub fn parsed(year: &str) -> Result<PolicyPack, Vec<Issue>> {
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/policy/cn/demo-county/2025");
    let mut files = pack_files::read_folder(&root).expect("files");
    for file in &mut files {
        if file.name == "pack.toml" {
            let whole = String::from_utf8(file.bytes.clone()).expect("text");
            let before = whole.split("[year]").next().expect("cases");
            file.bytes = format!("{before}\n{year}").into_bytes();
        }
        // Its worked years are those of its own rules.
        if file.name == "golden.toml" {
            let whole = String::from_utf8(file.bytes.clone()).expect("text");
            let cases = whole.split("[[year_case]]").next().expect("cases");
            file.bytes = cases.as_bytes().to_vec();
        }
    }
    pack_files::parse(&files)
}
pub fn pack(year: &str) -> PolicyPack {
    parsed(year).unwrap_or_else(|faults| panic!("{faults:#?}"))
}
pub fn settled(year: &str) -> Settlement {
    let facts = Facts {
        period: Period {
            year: 2025,
            month: 0,
        },
        ..Facts::default()
    };
    let pack = pack(year);
    let (found, _) = settle_year(&facts, &pack, &Adjustments::default(), &Payments::default());
    found.expect("rules")
}
pub fn amount(contract: &Contract, key: &str, party: &str) -> String {
    let lines = contract.lines.as_ref().expect("computed");
    let line = lines
        .iter()
        .find(|line| line.key == key && line.party == party);
    line.unwrap_or_else(|| panic!("no {key} {party}"))
        .amount
        .to_string()
}
