//! Attribution worked by hand (`data/attribution.json`), and what red guards strike out.

#[path = "pay/build.rs"]
mod build;

use build::{Builder, charge, facts, fen};
use serde_json::Value;
use yingheng_core::facts::Facts;
use yingheng_core::period::{Date, Period};
use yingheng_core::plan::{Adjustments, Guard, GuardRule, Plan, guard_faults};
use yingheng_core::policy::PolicyPack;
use yingheng_core::quantity::{Fraction, Reason, rounding};
use yingheng_core::run::{Run, compute};
use yingheng_core::scenario::{
    self, Attribution, Effort, Ground, GuardBasis, GuardState, Lever, OnConflict, Override,
    Scenario,
};

fn golden() -> Value {
    serde_json::from_str(include_str!("data/attribution.json")).expect("golden file")
}

fn number(value: &Value) -> Fraction {
    value.as_str().expect("text").parse().expect("a number")
}

fn yuan(value: &Fraction) -> String {
    rounding::to_text(
        &value
            .over(&Fraction::from(100), || Reason::new("reason.no_cases"))
            .expect("a divisor"),
        2,
    )
}

struct World {
    facts: Facts,
    policy: PolicyPack,
    plan: Plan,
    run: Run,
}

fn world(rules: Vec<GuardRule>) -> World {
    let golden = golden();
    let given = &golden["given"];
    let cases = usize::try_from(given["cases"].as_u64().expect("cases")).expect("cases");
    let mut facts = facts(&vec![charge("1000.00"); cases]);
    facts.period = Period {
        year: 2025,
        month: 0,
    };
    let cost = fen(given["cost_per_case"].as_str().expect("text"));
    facts.cases.given_cost = vec![Some(cost); cases];
    facts.cases.los = vec![4; cases];
    let policy = Builder::rate(given["price_per_case"].as_str().expect("text"), "1").0;
    let plan = Plan {
        stated_fixed_share: Some(number(&given["fixed_share"])),
        guards: rules,
        ..Plan::default()
    };
    let run = compute(&facts, &policy, &plan, &Adjustments::default());
    World {
        facts,
        policy,
        plan,
        run,
    }
}

fn levers() -> Scenario {
    let golden = golden();
    let list = golden["levers"].as_array().expect("levers");
    let one = |given: &Value| {
        let lever = Lever::from_key(given["lever"].as_str().expect("text")).expect("a lever");
        let mut change = Override::new(lever, number(&given["value"]));
        for (key, value) in given["parameters"].as_object().into_iter().flatten() {
            change = change.with(key, number(value));
        }
        change
    };
    Scenario {
        overrides: list.iter().map(one).collect(),
        ..Scenario::default()
    }
}

fn attributed(world: &World, scenario: &Scenario, effort: &Effort) -> Attribution {
    let ground = Ground {
        facts: &world.facts,
        policy: &world.policy,
        plan: &world.plan,
        run: &world.run,
    };
    let outcome = scenario::compute(
        &world.facts,
        &world.policy,
        &world.plan,
        &world.run,
        scenario,
    );
    let readings = scenario::readings(&world.facts, &world.plan, &outcome.run, Some(scenario));
    scenario::attribute(&ground, scenario, &readings, effort).expect("an attribution")
}

fn complications() -> GuardRule {
    let golden = golden();
    let rule = &golden["guards"]["rule"];
    GuardRule {
        guard: Guard::from_key(rule["guard"].as_str().expect("text")).expect("a guard"),
        limit: number(&rule["limit"]),
        value: Some(number(&rule["value"])),
        date: None,
        source: "golden file".into(),
    }
}

#[test]
fn three_levers_by_hand() {
    let golden = golden();
    let expected = &golden["expected"];
    let world = world(Vec::new());
    let found = attributed(&world, &levers(), &Effort::default());
    assert_eq!(yuan(&found.before), expected["before"]);
    assert_eq!(yuan(&found.joint), expected["joint"]);
    assert_eq!(yuan(&found.separate()), expected["separate"]);
    assert_eq!(yuan(&found.overlap()), expected["overlap"]);
    for (at, part) in found.parts.iter().enumerate() {
        assert_eq!(yuan(&part.share), expected["share"][at]);
        assert_eq!(yuan(&part.published.exact()), expected["share"][at]);
        assert_eq!(yuan(&part.alone), expected["alone"][at]);
        assert_eq!(yuan(&part.in_order), expected["in_order"][at]);
        assert_eq!(part.error, None);
    }
    assert_eq!(found.pairs.len(), 1);
    assert_eq!(found.pairs[0].numbers, (1, 2));
    assert_eq!(yuan(&found.pairs[0].beyond), expected["pair"]["beyond"]);
    assert_eq!(u64::from(found.subsets), expected["subsets"]);
    assert_eq!(u64::from(found.runs), expected["runs"]);
    // No limit, no colour: nothing is struck out, and nothing is green.
    assert!(found.parts[2].red.is_empty());
    assert_eq!(
        found.parts[2].unknown,
        [Guard::Readmission, Guard::Complication, Guard::Satisfaction]
    );
    assert_eq!(found.counted(), found.joint);
}

#[test]
fn a_gain_under_a_red_guard_does_not_count() {
    let golden = golden();
    let world = world(vec![complications()]);
    let found = attributed(&world, &levers(), &Effort::default());
    assert_eq!(yuan(&found.struck()), golden["guards"]["struck"]);
    assert_eq!(yuan(&found.counted()), golden["guards"]["counted"]);
    let marked: Vec<bool> = found.parts.iter().map(|part| part.struck()).collect();
    assert_eq!(marked, [false, false, true]);
    assert!(scenario::has_red_guard(
        &world.facts,
        &world.plan,
        &world.run,
        None
    ));
}

/// At the limit is inside; an override that sets the indicator speaks for it; satisfaction is red below its limit.
#[test]
fn guards_stand_where_their_values_are() {
    let at = |limit: &str, value: &str, guard: Guard| {
        let mut rule = complications();
        rule.guard = guard;
        rule.limit = limit.parse().expect("a number");
        rule.value = Some(value.parse().expect("a number"));
        let world = world(vec![rule]);
        let all = scenario::readings(&world.facts, &world.plan, &world.run, None);
        let found = all.into_iter().find(|own| own.guard == guard);
        found.expect("the guard").state
    };
    let complication = Guard::Complication;
    assert_eq!(at("0.02", "0.02", complication), GuardState::Green);
    assert_eq!(at("0.02", "0.0201", complication), GuardState::Red);
    assert_eq!(at("0.9", "0.9", Guard::Satisfaction), GuardState::Green);
    assert_eq!(at("0.9", "0.89", Guard::Satisfaction), GuardState::Red);

    let world = world(vec![complications()]);
    let fewer = Scenario {
        overrides: vec![Override::new(
            Lever::Complication,
            "0.01".parse().expect("a number"),
        )],
        ..Scenario::default()
    };
    let all = scenario::readings(&world.facts, &world.plan, &world.run, Some(&fewer));
    assert_eq!(all[1].basis, GuardBasis::Scenario);
    assert_eq!(all[1].state, GuardState::Green);
    // Nobody set a limit or stated a value: not known, never green.
    assert_eq!(all[4].state, GuardState::NotKnown);
    assert_eq!(all[4].basis, GuardBasis::Missing);
    // The share of low outliers is measured; without a limit it is still not known.
    assert_eq!(all[2].basis, GuardBasis::Measured);
    assert_eq!(all[2].value, Ok(Fraction::zero()));
    assert_eq!(all[2].state, GuardState::NotKnown);
}

/// Four stays: 1 March–10 March, back on 9 April (30 days: a readmission), back on 30 May (41 days after 19 April: none),
/// and somebody else. One of four.
#[test]
fn readmissions_are_counted_from_discharge_to_admission() {
    let mut world = world(Vec::new());
    let day = |month, day| Date::new(2025, month, day).expect("a day").day_number();
    let table = &mut world.facts.cases;
    let mut facts_of = |rows: &[(u32, i32, i32)]| {
        *table = facts(&vec![charge("1000.00"); rows.len()]).cases;
        table.terms.patients = vec!["a".into(), "b".into()];
        table.terms.patient = rows.iter().map(|row| Some(row.0)).collect();
        table.terms.admitted = rows.iter().map(|row| Some(row.1)).collect();
        table.discharged = rows.iter().map(|row| Some(row.2)).collect();
    };
    facts_of(&[
        (0, day(4, 9), day(4, 19)),
        (0, day(3, 1), day(3, 10)),
        (0, day(5, 30), day(6, 2)),
        (1, day(3, 11), day(3, 12)),
    ]);
    let quarter = Fraction::new(1, 4).expect("a quarter");
    assert_eq!(scenario::readmissions(&world.facts), Ok(quarter));
    world.facts.cases.terms.patient[3] = None;
    assert_eq!(
        scenario::readmissions(&world.facts),
        Err(Reason::new("reason.no_patients"))
    );
}

#[test]
fn wrong_limits_are_named() {
    let mut outside = complications();
    outside.limit = Fraction::from(2);
    let mut silent = complications();
    silent.source = " ".into();
    let faults = guard_faults(&[outside, silent]);
    let keys: Vec<&str> = faults.iter().map(|fault| fault.0).collect();
    assert_eq!(keys, ["guard.outside", "guard.twice", "guard.no_source"]);
    assert!(guard_faults(&[complications()]).is_empty());
}

/// What moves most stands first; what does not move is left out.
#[test]
fn groups_that_move() {
    let world = world(Vec::new());
    let run = |levers: &Scenario| {
        scenario::compute(&world.facts, &world.policy, &world.plan, &world.run, levers).run
    };
    let (idle, moved) = (run(&Scenario::default()), run(&levers()));
    assert!(scenario::movers(&world.run, &[&idle]).is_empty());
    let found = scenario::movers(&world.run, &[&idle, &moved]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code, "G");
    assert_eq!(yuan(&found[0].before), "2000.00");
    // Price and volume by hand; the line of day surgery belongs to no group.
    assert_eq!(yuan(&found[0].after[0]), "2000.00");
    assert_eq!(yuan(&found[0].after[1]), "1200.00");
    assert_eq!(yuan(&found[0].largest()), "800.00");
}

/// Change by change: new ones are added, the same are not doubled, conflicts are named and decided.
#[test]
fn chosen_changes_are_merged() {
    let own = Scenario {
        overrides: vec![
            Override::new(Lever::Price, "0.05".parse().expect("a number")),
            levers().overrides[1].clone(),
        ],
        ..Scenario::default()
    };
    let codes = |merged: &scenario::Merged| -> Vec<String> {
        let issues = merged.issues.iter();
        issues.map(|issue| issue.code().to_owned()).collect()
    };
    let kept = scenario::merge(&own, &levers(), &[1, 2, 3, 4], OnConflict::KeepOwn);
    assert_eq!(kept.taken, [3]);
    assert_eq!(
        codes(&kept),
        [
            "merge.conflict_kept",
            "merge.already_there",
            "merge.no_such_change"
        ]
    );
    assert_eq!(kept.scenario.overrides.len(), 3);
    assert_eq!(kept.scenario.overrides[0], own.overrides[0]);
    let taken = scenario::merge(&own, &levers(), &[1], OnConflict::TakeOther);
    assert_eq!(codes(&taken), ["merge.conflict_taken"]);
    assert_eq!(taken.scenario.overrides[0], levers().overrides[0]);
}

#[test]
fn snapshots_come_back_and_differ() {
    let mut scenario = levers();
    scenario.keep("会前", "2026-01-05");
    scenario.overrides[0].value = "0.1".parse().expect("a number");
    scenario.overrides.pop();
    let before = scenario.snapshot("会前").expect("kept").overrides.clone();
    let found = scenario::differences(&before, &scenario.overrides);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].after, Some(scenario.overrides[0].clone()));
    assert_eq!(found[1].after, None);
    let text = serde_json::to_string(&scenario).expect("json");
    let mut again: Scenario = serde_json::from_str(&text).expect("a scenario");
    assert_eq!(again, scenario);
    assert!(!again.restore("会后"));
    assert!(again.restore("会前"));
    assert_eq!(again.overrides, levers().overrides);
    assert!(scenario::differences(&before, &again.overrides).is_empty());
}
