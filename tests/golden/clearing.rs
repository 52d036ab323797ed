//! Month, year and cash against the golden files pay-clearing, pay-other, pay-drg and pay-dip (exact arithmetic,
//! computed independently of this program; source: payment-rules §10). Every rule goes the whole road: text of a
//! pack → loader → `clearing::settle_year`, or the function the year calls.

#[path = "clearing/contracts.rs"]
mod contracts;
#[path = "clearing/pools.rs"]
mod pools;
#[path = "clearing/read.rs"]
mod read;
#[path = "clearing/refusals.rs"]
mod refusals;
#[path = "clearing/weekly.rs"]
mod weekly;

use read::{CLEARING, OTHER, case, fen, money, number, shown, text, texts};
use serde_json::Value as Json;
use yingheng_core::clearing::{Cited, MonthSum, Terms, advance_of, banded, capped, held, schedule};
use yingheng_core::period::Period;
use yingheng_core::policy::{
    DepositReturn, DepositRule, Excess, GrowthCap, GrowthLimit, MonthDay, PrepayEvery, PrepayOn,
    PrepayRule, ShareBands, TrueUp,
};
use yingheng_core::quantity::{Computed, Fraction, Money, rounding};

/// Cases of pay-other that belong to the case half: they stand in golden/pay_methods.rs.
const ELSEWHERE: &[&str] = &["OTH-05", "OTH-07", "OTH-08"];

fn bands(params: &Json, list: &str, above_one: bool) -> ShareBands<Fraction> {
    let floor = params
        .get("retain_min_ratio")
        .map_or_else(Fraction::zero, number);
    let one = Fraction::one();
    let rows = params[list].as_array().expect("bands");
    let bands = rows.iter().map(|row| {
        let up_to = row["up_to"].as_str().map(|_| number(&row["up_to"]));
        let up_to = up_to.map(|end| if above_one { end } else { end + &one });
        (up_to, number(&row["fund_share"]))
    });
    ShareBands {
        floor,
        keep: number(&params["retain_share"]),
        bands: bands.collect(),
        standard: None,
    }
}

#[test]
fn every_golden_case_of_the_year_is_tested() {
    let tested = [
        include_str!("clearing.rs"),
        include_str!("clearing/contracts.rs"),
        include_str!("clearing/pools.rs"),
    ]
    .concat();
    for file in [CLEARING, OTHER] {
        let file: Json = serde_json::from_str(file).expect("golden file");
        for case in file["cases"].as_array().expect("cases") {
            let id = text(&case["id"]);
            let quoted = format!("\"{id}\"");
            assert!(tested.contains(&quoted), "{id}");
        }
    }
    assert!(!ELSEWHERE.is_empty());
}

#[test]
fn retained_surplus_and_shared_overspend_with_the_cliff() {
    for id in ["CLR-01", "CLR-02"] {
        let golden = case(CLEARING, id);
        let rule = bands(&golden["params"], "overspend", true);
        let standard = fen(&golden["inputs"]["settlement_standard"]);
        let expected = texts(&golden["expected"]["payment"]);
        let posted = golden["inputs"]["itemised_fund"].as_array().expect("list");
        for (posted, expected) in posted.iter().zip(&expected) {
            let paid = banded(&rule, &fen(posted), &standard).expect("computed");
            assert_eq!(shown(&paid), *expected, "{id} {posted}");
        }
        if let Some(results) = golden["expected"].get("hospital_result") {
            for (posted, expected) in posted.iter().zip(texts(results)) {
                let paid = banded(&rule, &fen(posted), &standard).expect("computed");
                assert_eq!(shown(&(paid - fen(posted))), expected);
            }
        }
    }
}

#[test]
fn a_global_budget_is_bands_on_the_budget() {
    let golden = case(CLEARING, "CLR-08");
    let rule = bands(&golden["params"], "bands", false);
    let budget = fen(&golden["params"]["budget"]);
    let spend = golden["inputs"]["spend"].as_array().expect("list");
    for (spend, expected) in spend.iter().zip(texts(&golden["expected"]["payment"])) {
        assert_eq!(
            shown(&banded(&rule, &fen(spend), &budget).expect("computed")),
            expected
        );
    }
}

#[test]
fn prepayment_and_true_up_by_month() {
    let golden = case(CLEARING, "CLR-04");
    let (posted, last) = (&golden["inputs"]["posted"], &golden["inputs"]["final"]);
    let rule = PrepayRule {
        share: number(&golden["params"]["prepay_share"]),
        on: PrepayOn::Posted,
        every: PrepayEvery::Month,
        lag: 0,
        day: 28,
        true_up: Some(TrueUp {
            lag: u8::try_from(golden["params"]["lag_months"].as_u64().expect("lag"))
                .expect("small"),
            day: 15,
        }),
    };
    let months: Vec<(MonthSum, Option<Cited<PrepayRule<Fraction>>>)> = (0..3)
        .map(|index| {
            let month = MonthSum {
                period: Period {
                    year: 2025,
                    month: u8::try_from(index + 1).expect("month"),
                },
                cases: Fraction::one(),
                charge: Money::ZERO,
                posted: money(&posted[index]),
                settled: money(&last[index]),
                weeks: Vec::new(),
            };
            let rule = Cited {
                rule: rule.clone(),
                source: "s".into(),
            };
            (month, Some(rule))
        })
        .collect();
    let total: Money = months.iter().map(|(month, _)| month.settled).sum();
    let cash = schedule(&Terms {
        year: 2025,
        months,
        total,
        held: Money::ZERO,
        returned: None,
        deductions: Vec::new(),
        advance: None,
        clearing: Cited {
            rule: (MonthDay { month: 6, day: 30 }, 1),
            source: "s".into(),
        },
    })
    .expect("computed");
    let expected = &golden["expected"];
    let of = |kind: &str| -> Vec<String> {
        let flows = cash.flows.iter().filter(|flow| flow.kind.key() == kind);
        flows.map(|flow| flow.amount.to_string()).collect()
    };
    assert_eq!(of("prepaid"), texts(&expected["prepaid"]));
    assert_eq!(of("true_up"), texts(&expected["true_up"]));
    // Nothing is left for clearing: months are settled whole.
    assert!(of("clearing").is_empty() && cash.cleared == Money::ZERO);
    let by_month: Vec<String> = cash.months[..4]
        .iter()
        .map(|month| month.received.to_string())
        .collect();
    assert_eq!(by_month, texts(&expected["cash_by_month"]));
    // What would still be open without true-ups.
    let open: Money = cash
        .flows
        .iter()
        .filter(|flow| flow.kind.key() == "true_up")
        .map(|flow| flow.amount)
        .sum();
    assert_eq!(open.to_string(), text(&expected["receivable_end"]));
    assert_eq!(cash.received, total);
    assert_eq!(cash.months.last().expect("months").receivable, Money::ZERO);
}

#[test]
fn an_advance_is_a_month_of_last_year() {
    let golden = case(CLEARING, "CLR-05");
    let paid = fen(&golden["inputs"]["fund_paid_last_year"]);
    let advance = advance_of(&number(&golden["params"]["months"]), &paid);
    assert_eq!(advance.to_string(), text(&golden["expected"]["advance"]));
    let interest = &advance.exact() * &number(&golden["inputs"]["interest_saved_rate"]);
    assert_eq!(
        shown(&interest),
        text(&golden["expected"]["yearly_interest_value"])
    );
}

#[test]
fn the_settlement_rate_is_final_over_posted() {
    let golden = case(CLEARING, "CLR-07");
    let inputs = &golden["inputs"];
    for (index, expected) in texts(&golden["expected"]["settlement_rate"])
        .iter()
        .enumerate()
    {
        let rate = fen(&inputs["settled"][index])
            .over(&fen(&inputs["posted"][index]), || unreachable!())
            .expect("a rate");
        assert_eq!(rounding::to_text(&rate, 4), *expected);
    }
}

#[test]
fn growth_is_capped_per_case_then_in_total() {
    let golden = case(OTHER, "OTH-10");
    let (params, inputs) = (&golden["params"], &golden["inputs"]);
    let order = texts(&params["order"])
        .iter()
        .map(|word| match word.as_str() {
            "per_case" => GrowthLimit::PerCase,
            _ => GrowthLimit::Total,
        })
        .collect();
    let rule = GrowthCap {
        per_case: Some(number(&params["per_case_cap"])),
        total: Some(number(&params["total_cap"])),
        prior_average: Some(fen(&inputs["prior_avg"])),
        prior_total: Some(fen(&inputs["prior_total"])),
        order,
        excess: Excess::Withheld,
    };
    let cases = number(&inputs["cases"]);
    let amount = &fen(&inputs["current_avg"]) * &cases;
    let found = capped(&rule, &cases, &amount).expect("computed");
    let expected = &golden["expected"];
    assert_eq!(shown(&found.payable), text(&expected["payable"]));
    assert_eq!(
        shown(&found.over_per_case),
        text(&expected["withheld_per_case"])
    );
    assert_eq!(shown(&found.over_total), text(&expected["withheld_total"]));
}

#[test]
fn a_deposit_comes_back_by_score() {
    let rule = |score: Option<i64>| DepositRule {
        share: "0.05".parse().expect("share"),
        returns: vec![
            (Fraction::from(90), DepositReturn::Full),
            (Fraction::from(60), DepositReturn::ScorePercent),
            (Fraction::zero(), DepositReturn::Nothing),
        ],
        score: score.map(Fraction::from),
        returned_on: MonthDay { month: 7, day: 31 },
    };
    let back = |score| -> Computed<String> {
        let found = held(&rule(score), Money::from_fen(1_000_000_01));
        assert_eq!(found.held, Money::from_fen(5_000_000));
        found.returned.map(|money| money.to_string())
    };
    assert_eq!(back(Some(90)), Ok("50000.00".into()));
    assert_eq!(back(Some(89)), Ok("44500.00".into()));
    assert_eq!(back(Some(59)), Ok("0.00".into()));
    assert_eq!(
        back(None).expect_err("unknown").code,
        "reason.year_not_stated"
    );
}
