//! Contracts on stated totals, from the text of a pack to the amounts.

use serde_json::Value as Json;
use yingheng_core::clearing::{Settlement, split};
use yingheng_core::policy::NamedShare;
use yingheng_core::quantity::Money;

use crate::read::{OTHER, amount, case, settled, text, texts};

fn capitation(golden: &Json) -> Settlement {
    let (params, inputs) = (&golden["params"], &golden["inputs"]);
    settled(&format!(
        r#"
[[year.capitation]]
from = "2025-01-01"
source = "demo"
name = "A"
per_head = "{}"
periods = "1"
members = "{}"
spend = "{}"
overspend_fund_share = "{}"
surplus_keep_share = "{}"
"#,
        text(&params["per_head"]),
        text(&inputs["members"]),
        text(&inputs["spend"]),
        text(&params["overspend_fund_share"]),
        text(&params["surplus_keep_share"]),
    ))
}

#[test]
fn capitation_shares_overspend_and_keeps_surplus() {
    for id in ["OTH-01", "OTH-02"] {
        let golden = case(OTHER, id);
        let found = capitation(&golden);
        for key in [
            "budget",
            "overspend",
            "fund_bears",
            "team_bears",
            "surplus",
            "team_keeps",
            "fund_keeps",
            "team_result",
        ] {
            if let Some(expected) = golden["expected"].get(key) {
                assert_eq!(
                    amount(&found.contracts[0], key, ""),
                    text(expected),
                    "{id} {key}"
                );
            }
        }
    }
}

#[test]
fn a_surplus_is_split_by_largest_remainder() {
    let share = |name: &str, share: &str| NamedShare {
        name: name.into(),
        share: share.parse().expect("share"),
    };
    // Source document 001: team 30 %, upper hospital 40 %, reserve 30 %; cents by largest remainder.
    let shares = [
        share("team", "0.3"),
        share("upper", "0.4"),
        share("reserve", "0.3"),
    ];
    let parts = split(Money::from_fen(7_000_001), &shares).expect("shares of 1");
    let sum: Money = parts.iter().map(|(_, part)| *part).sum();
    assert_eq!(sum, Money::from_fen(7_000_001));
    assert_eq!(parts[1].1, Money::from_fen(2_800_001));
    let short = split(Money::from_fen(100), &shares[..2]);
    assert_eq!(short.expect_err("not 1").code, "reason.year_shares");
}

#[test]
fn packages_are_funded_by_their_shares() {
    let golden = case(OTHER, "OTH-04");
    let payers = [
        "medical_insurance",
        "public_health",
        "civil_affairs",
        "self",
    ];
    let mut year = String::new();
    for package in golden["params"]["packages"].as_array().expect("packages") {
        let group = text(&package["group"]);
        let funding: Vec<String> = payers
            .iter()
            .map(|payer| {
                format!(
                    "{{ name = \"{payer}\", share = \"{}\" }}",
                    text(&package[*payer])
                )
            })
            .collect();
        year.push_str(&format!(
            "\n[[year.package]]\nfrom = \"2025-01-01\"\nsource = \"demo\"\nname = \"{group}\"\nper_head = \"{}\"\nmembers = \"{}\"\nfunding = [{}]\n",
            text(&package["per_head"]),
            text(&golden["inputs"]["members"][&group]),
            funding.join(", ")
        ));
    }
    let found = settled(&year);
    let all = found.contracts.last().expect("all packages");
    assert!(all.name.is_empty());
    for payer in payers {
        assert_eq!(
            amount(all, "funded_by", payer),
            text(&golden["expected"][payer])
        );
    }
    assert_eq!(
        amount(all, "package_total", ""),
        text(&golden["expected"]["total"])
    );
}

#[test]
fn long_term_care_pays_a_share_up_to_a_cap() {
    let golden = case(OTHER, "OTH-11");
    let params = &golden["params"];
    let mut year = String::new();
    for row in golden["inputs"]["rows"].as_array().expect("rows") {
        let kind = text(&row["kind"]);
        let price = match kind.as_str() {
            "special_l1" => &params["medical_special_care"]["l1"],
            "special_l2" => &params["medical_special_care"]["l2"],
            "special_l3" => &params["medical_special_care"]["l3"],
            "self" => &params["self_care"],
            other => &params[other],
        };
        let price = match price.get("fixed") {
            Some(fixed) => format!("flat = \"{}\"", text(fixed)),
            None => format!(
                "share = \"{}\"\ncap = \"{}\"\ncap_on = \"payment\"",
                text(&price["share"]),
                text(&price["cap"])
            ),
        };
        year.push_str(&format!(
            "\n[[year.long_term_care]]\nfrom = \"2025-01-01\"\nsource = \"demo\"\nname = \"{kind}\"\n{price}\ncharge = \"{}\"\ndays = \"{}\"\n",
            text(&row["daily_charge"]),
            text(&row["days"])
        ));
    }
    let found = settled(&year);
    let paid: Vec<String> = found
        .contracts
        .iter()
        .filter(|one| !one.name.is_empty())
        .map(|one| amount(one, "care_paid", ""))
        .collect();
    assert_eq!(paid, texts(&golden["expected"]["fund_payment"]));
}

#[test]
fn rewards_need_all_their_conditions() {
    let golden = case(OTHER, "OTH-13");
    let input = |key: &str| text(&golden["inputs"][key]);
    let year = format!(
        r#"
[[year.reward]]
from = "2025-01-01"
source = "demo"
name = "tier1"
rate = "0.10"
of = "{fee}"
conditions = [{{ name = "growth", value = "{growth}", compare = "lt", limit = "{region}" }}, {{ name = "control", value = "{control}", compare = "ge", limit = "0.85" }}]
[[year.reward]]
from = "2025-01-01"
source = "demo"
name = "tier2"
rate = "0.05"
of = "{referred}"
conditions = [{{ name = "admissions", value = "{admissions}", compare = "le", limit = "-0.10" }}]
[[year.reward]]
from = "2025-01-01"
source = "demo"
name = "tier3"
rate = "20"
of = "{members}"
conditions = [{{ name = "online", value = "{online}", compare = "ge", limit = "0.60" }}]
"#,
        fee = input("fee"),
        growth = input("growth"),
        region = input("region_growth"),
        control = input("control_rate"),
        referred = input("referred_cost"),
        admissions = input("admission_change"),
        members = input("members"),
        online = input("online_use"),
    );
    let found = settled(&year);
    for (index, tier) in ["tier1", "tier2", "tier3", "total"].iter().enumerate() {
        let paid = amount(&found.contracts[index], "reward_paid", "");
        assert_eq!(paid, text(&golden["expected"][*tier]), "{tier}");
    }
}

#[test]
fn referral_differentials_move_the_ratio() {
    // Source document 001: referred +10..15 points, referred by oneself −5..10, down-referral at 120 %.
    let row = |name: &str, change: &str| {
        format!(
            "\n[[year.referral]]\nfrom = \"2025-01-01\"\nsource = \"demo\"\nname = \"{name}\"\nratio = \"0.60\"\n{change}\ncost = \"100000.00\"\n"
        )
    };
    let year = row("up", "points = \"0.10\"")
        + &row("own", "points = \"-0.05\"")
        + &row("down", "factor = \"1.20\"");
    let found = settled(&year);
    let paid: Vec<String> = found
        .contracts
        .iter()
        .map(|one| amount(one, "referral_paid", ""))
        .collect();
    assert_eq!(paid, ["70000.00", "55000.00", "72000.00"]);
    assert_eq!(
        amount(&found.contracts[1], "referral_difference", ""),
        "-5000.00"
    );
}

#[test]
fn what_nobody_stated_is_a_reason() {
    let found = settled(
        "\n[[year.capitation]]\nfrom = \"2025-01-01\"\nsource = \"demo\"\nname = \"A\"\nper_head = \"200\"\nperiods = \"1\"\noverspend_fund_share = \"0.7\"\nsurplus_keep_share = \"1\"\n",
    );
    let reason = found.contracts[0]
        .lines
        .as_ref()
        .expect_err("members are missing");
    assert_eq!(reason.code, "reason.year_not_stated");
    assert_eq!(reason.arguments["what"], "@year.what_members");
}
