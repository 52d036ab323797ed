//! The range of the first answer: the ten patients of `cost-ccr-drg.json` with cost items taken out of the ledger, filled
//! again from reference ratios (levers S3-014 to S3-016, X-006), amounts worked out in whole numbers.

#[path = "pay/build.rs"]
mod build;
#[path = "gap/world.rs"]
mod world;

use yingheng_core::facts::Facts;
use yingheng_core::hospital::{CostItem, FundingSource};
use yingheng_core::plan::{Adjustments, BehaviourRule, Plan};
use yingheng_core::policy::{Certainty, PolicyPack};
use yingheng_core::quantity::{Computed, Fraction, Money};
use yingheng_core::run::compute;
use yingheng_core::takeover::{Band, Inputs, REJECTED, ReferenceRatio, Standing, band};
use yingheng_tests::hospital::{Hospital, ten_patients};

fn ratio(key: &str, items: &[CostItem], low: &str, high: &str) -> ReferenceRatio {
    ReferenceRatio {
        key: key.to_owned(),
        items: items.to_vec(),
        low: build::number(low),
        high: build::number(high),
        source: "S3".to_owned(),
        certainty: Certainty::Practice,
    }
}

fn ratios() -> Vec<ReferenceRatio> {
    vec![
        ratio("labour", &[CostItem::Labour], "0.30", "0.40"),
        ratio("depreciation", &[CostItem::Depreciation], "0.15", "0.25"),
    ]
}

/// Drugs and consumables vary with the cases, all else is fixed.
fn plan() -> Plan {
    let (_, mut plan) = ten_patients();
    plan.behaviour = CostItem::ALL
        .into_iter()
        .map(|item| BehaviourRule {
            item,
            service_unit: None,
            variable: if matches!(item, CostItem::Drugs | CostItem::Consumables) {
                Fraction::one()
            } else {
                Fraction::zero()
            },
            per_day: Fraction::zero(),
        })
        .collect();
    plan
}

fn pack() -> PolicyPack {
    let group = |code: &str, mean: &str| (code.to_owned(), "1".to_owned(), mean.to_owned());
    let groups = ["G1", "G2", "G3"].map(|code| group(code, "20000"));
    world::pack("9000000", "0.01", "1000", &groups)
}

/// The ten patients, on a day the pack knows.
fn patients() -> Facts {
    let (mut facts, _) = ten_patients();
    let day = build::first_day().day_number();
    facts.cases.schemes = vec!["S".to_owned()];
    facts.cases.discharged.fill(Some(day));
    facts
}

/// The ten patients without the ledger lines of these items.
fn without(items: &[CostItem]) -> Facts {
    let mut facts = patients();
    let accounts: Vec<String> = (facts.accounts.iter())
        .filter(|rule| items.contains(&rule.item))
        .map(|rule| rule.account.clone())
        .collect();
    facts
        .ledger
        .retain(|line| !accounts.contains(&line.account));
    facts
}

fn booked(facts: &Facts) -> i64 {
    facts.ledger.iter().map(|line| line.amount.fen()).sum()
}

fn of(facts: &Facts, ratios: &[ReferenceRatio], rejected: i64) -> Computed<Band> {
    let (plan, policy) = (plan(), pack());
    let run = compute(facts, &policy, &plan, &Adjustments::default());
    band(Inputs {
        facts,
        policy: &policy,
        plan: &plan,
        run: &run,
        ratios,
        rejected: Money::from_fen(rejected),
    })
}

fn surplus(facts: &Facts) -> Fraction {
    let run = compute(facts, &pack(), &plan(), &Adjustments::default());
    assert!(run.margins.result.surplus.is_ok(), "{:?}", run.issues);
    run.margins.result.surplus.expect("a surplus")
}

/// `amount × numerator ÷ denominator`, half away from zero.
fn share(amount: i64, numerator: i64, denominator: i64) -> i64 {
    (2 * amount * numerator + denominator) / (2 * denominator)
}

#[test]
fn what_lacks_is_filled_to_its_share_of_the_whole() {
    let facts = without(&[CostItem::Labour, CostItem::Depreciation]);
    let known = booked(&facts);
    let found = of(&facts, &ratios(), 0).expect("a band");
    assert!((found.compared.iter()).all(|compared| compared.standing == Standing::Missing));
    // 45 % lacks at the low end, 65 % at the high end.
    let amounts = |end: &yingheng_core::takeover::End| -> Vec<i64> {
        end.filled.iter().map(|one| one.amount.fen()).collect()
    };
    let low = [share(known, 30, 55), share(known, 15, 55)];
    let high = [share(known, 40, 35), share(known, 25, 35)];
    assert_eq!(amounts(&found.low), low);
    assert_eq!(amounts(&found.high), high);

    // Every 分 filled in is cost: the surplus falls by it, and both items are fixed cost.
    let alone = surplus(&facts);
    for (end, sum) in [(&found.low, low), (&found.high, high)] {
        let sum: i64 = sum.iter().sum();
        let surplus = end.surplus.clone().expect("a surplus");
        assert_eq!(&alone - &surplus, Fraction::from(sum));
    }
    let cases = |end: &yingheng_core::takeover::End| {
        let found = end.break_even.clone().expect("a break-even");
        found.cases.expect("cases")
    };
    assert!(cases(&found.low) < cases(&found.high));
}

#[test]
fn the_truth_lies_in_the_range() {
    // 20 % of the whole is depreciation, spread as the program spreads what it fills in.
    let facts = without(&[CostItem::Depreciation]);
    let known = booked(&facts);
    let mut whole = facts.clone();
    let mut hospital = Hospital::new();
    let true_share = share(known, 20, 80);
    hospital.cost(
        &facts.ledger[0].department,
        CostItem::Depreciation.key(),
        FundingSource::Operating,
        true_share,
    );
    whole.ledger.extend(hospital.facts.ledger);
    let found = of(&facts, &ratios(), 0).expect("a band");
    let truth = surplus(&whole);
    let ends = [&found.low, &found.high].map(|end| end.surplus.clone().expect("a surplus"));
    assert!(ends[1] < truth && truth < ends[0], "{ends:?} {truth:?}");

    // With nothing missing the range is the point.
    let found = of(&whole, &ratios()[1..], 0).expect("a band");
    assert!(!found.is_filled());
    assert_eq!(found.compared[0].standing, Standing::Inside);
    assert_eq!(found.low, found.high);
    assert_eq!(found.low.surplus, Ok(truth));
}

#[test]
fn rejected_rows_widen_one_end() {
    let facts = patients();
    let none: [ReferenceRatio; 0] = [];
    let alone = surplus(&facts);
    for (amount, high) in [(123_45, true), (-678_90, false)] {
        let found = of(&facts, &none, amount).expect("a band");
        let (moved, still) = if high {
            (&found.high, &found.low)
        } else {
            (&found.low, &found.high)
        };
        assert_eq!(moved.filled[0].key, REJECTED);
        assert_eq!(still.surplus, Ok(alone.clone()));
        let by = &alone - &moved.surplus.clone().expect("a surplus");
        assert_eq!(by, Fraction::from(amount));
    }
}

#[test]
fn what_cannot_be_known_is_said() {
    let code = |found: Computed<Band>| found.expect_err("no band").code;
    let facts = patients();
    let mut empty = facts.clone();
    empty.ledger.clear();
    assert_eq!(code(of(&empty, &ratios(), 0)), "reason.no_ledger");
    let mut unmapped = facts.clone();
    unmapped.accounts.retain(|rule| rule.account != "labour");
    assert_eq!(
        code(of(&unmapped, &ratios(), 0)),
        "takeover.reason_unmapped"
    );
    let all = without(&[CostItem::Labour, CostItem::Depreciation]);
    let greedy = [
        ratio("labour", &[CostItem::Labour], "0.1", "0.7"),
        ratio("depreciation", &[CostItem::Depreciation], "0.1", "0.3"),
    ];
    assert_eq!(code(of(&all, &greedy, 0)), "takeover.reason_ratios");
    for wrong in [
        ratio("x", &[], "0.1", "0.2"),
        ratio("x", &[CostItem::Other], "0.3", "0.2"),
        ratio("x", &[CostItem::Other], "0.3", "1"),
        ratio("x", &[CostItem::Other, CostItem::Other], "0.1", "0.2"),
    ] {
        assert_eq!(code(of(&facts, &[wrong], 0)), "takeover.reason_bad_ratio");
    }
}
