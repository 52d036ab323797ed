//! What a pack may not say about the year, and what is never guessed.

use yingheng_core::clearing::settle_year;
use yingheng_core::facts::Facts;
use yingheng_core::payment::Payments;
use yingheng_core::period::Period;
use yingheng_core::plan::Adjustments;

use crate::read::{pack, parsed, settled};

const ACCOUNT: &str =
    "[[year.account]]\nid = \"a\"\nname = { zh = \"a\", en = \"a\" }\nschemes = [\"职工\"]\n";

fn bands(floor: &str, keep: &str, rows: &str) -> String {
    format!(
        "[year]\norder = [\"share_bands\"]\n{ACCOUNT}[[year.share_bands]]\nfrom = \"2025-01-01\"\nsource = \"demo\"\nfloor = \"{floor}\"\nbelow = \"actual\"\nkeep = \"{keep}\"\nbands = {rows}\n"
    )
}

#[track_caller]
fn refused(year: &str, code: &str) {
    let faults = parsed(year).expect_err("a fault");
    let codes: Vec<&str> = faults.iter().map(|fault| fault.code()).collect();
    assert!(codes.contains(&code), "{codes:?}");
}

#[test]
fn a_pack_that_contradicts_itself_is_refused() {
    assert!(parsed(&bands("0.80", "1", "[[\"1.10\", \"0.7\"], [\"\", \"0\"]]")).is_ok());
    refused(
        &bands("0.80", "1", "[[\"1.10\", \"0.7\"]]"),
        "pack.step_end",
    );
    refused(
        &bands(
            "0.80",
            "1",
            "[[\"1.10\", \"0.7\"], [\"1.05\", \"0.5\"], [\"\", \"0\"]]",
        ),
        "pack.step_order",
    );
    refused(
        &bands("0.80", "1.2", "[[\"\", \"0\"]]"),
        "pack.year_share_above_one",
    );
    refused(
        &bands("nobody_knows", "1", "[[\"\", \"0\"]]"),
        "pack.unknown_parameter",
    );
    let good = bands("0.80", "1", "[[\"\", \"0\"]]");
    refused(&good.replace("\"share_bands\"", ""), "pack.year_order");
    refused(
        &good.replace("source = \"demo\"", "source = \"rumour\""),
        "pack.unknown_source",
    );
    refused(
        &good.replace("floor =", "account = \"b\"\nfloor ="),
        "pack.year_unknown_account",
    );
    refused(
        &format!("{good}{}", ACCOUNT.replace("id = \"a\"", "id = \"b\"")),
        "pack.year_scheme_twice",
    );
    refused(&good.replace("below = \"actual\"", ""), "pack.missing_key");
}

#[test]
fn a_rule_that_begins_later_is_no_default() {
    let rule = "[[year.capitation]]\nfrom = \"2026-01-01\"\nsource = \"demo\"\nname = \"A\"\nper_head = \"200\"\nperiods = \"1\"\nmembers = \"10\"\nspend = \"1\"\noverspend_fund_share = \"0.7\"\nsurplus_keep_share = \"1\"\n";
    let found = settled(rule);
    let reason = found.contracts[0].lines.as_ref().expect_err("later");
    assert_eq!(reason.code, "reason.year_rule_later");
    // An entry that ends the rule leaves nothing, and no reason either.
    let ended = rule.replace("2026-01-01", "2024-01-01")
        + "[[year.capitation]]\nfrom = \"2025-07-01\"\nsource = \"demo\"\nname = \"A\"\nend = true\n";
    assert!(settled(&ended).contracts.is_empty());
}

#[test]
fn one_month_is_not_a_year() {
    let facts = Facts {
        period: Period {
            year: 2025,
            month: 3,
        },
        ..Facts::default()
    };
    let pack = pack(&bands("0.80", "1", "[[\"\", \"0\"]]"));
    let (found, issues) = settle_year(&facts, &pack, &Adjustments::default(), &Payments::default());
    let account = &found.expect("rules").accounts[0];
    assert_eq!(
        account.year.as_ref().expect_err("a month").code,
        "reason.year_one_month"
    );
    assert!(
        issues
            .iter()
            .any(|issue| issue.code() == "reason.year_one_month")
    );
}
