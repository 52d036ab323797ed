//! The result closes to the ledger, an empty scenario changes nothing, and every figure's explanation adds up.

use std::collections::BTreeSet;

use yingheng_core::facts::Facts;
use yingheng_core::hospital::CostItem;
use yingheng_core::plan::{Adjustments, BehaviourRule, Plan};
use yingheng_core::policy::{PolicyPack, tariff_from_mean_cost};
use yingheng_core::quantity::{Fraction, rounding};
use yingheng_core::run::{Run, compute};
use yingheng_core::scenario::{self, Lever, Override, Scenario};
use yingheng_core::trace::{Operation, Trace, TraceInputs, explain};
use yingheng_tests::hospital::ten_patients;

fn setting() -> (Facts, Plan, PolicyPack) {
    let (mut facts, mut plan) = ten_patients();
    let mut given = facts.clone();
    given.cases.given_cost = given.cases.charge.iter().map(|fen| Some(*fen)).collect();
    let pack = tariff_from_mean_cost(&given).expect("a tariff");
    // One line of outpatient revenue, so that outpatients carry a part.
    facts.revenue[0].inpatient = false;
    plan.behaviour = CostItem::ALL
        .iter()
        .map(|item| BehaviourRule {
            item: *item,
            service_unit: None,
            variable: Fraction::new(3, 5).expect("share"),
            per_day: Fraction::new(1, 3).expect("share"),
        })
        .collect();
    (facts, plan, pack)
}

fn moved(facts: &Facts) -> Adjustments {
    let mut adjustments = Adjustments::default();
    adjustments.item[0] = Fraction::new(11, 10).expect("factor");
    adjustments.volume.insert(
        facts.cases.groups[0].clone(),
        Fraction::new(3, 2).expect("factor"),
    );
    adjustments.los.insert(
        facts.cases.groups[1].clone(),
        Fraction::new(4, 5).expect("factor"),
    );
    adjustments
}

#[test]
fn total_cost_is_the_ledger() {
    let (mut facts, plan, pack) = setting();
    facts.cases.given_cost[2] = Some(123_456);
    let ledger: i64 = facts.ledger.iter().map(|line| line.amount.fen()).sum();
    let run = compute(&facts, &pack, &plan, &Adjustments::default());
    assert_eq!(run.margins.result.total_cost, Ok(Fraction::from(ledger)));
    assert!(run.margins.hospital.matrix.is_none());
}

#[test]
fn groups_add_up_to_the_hospital() {
    let (facts, plan, pack) = setting();
    for adjustments in [Adjustments::default(), moved(&facts)] {
        let run = compute(&facts, &pack, &plan, &adjustments);
        let cost: Fraction = run
            .margins
            .groups
            .iter()
            .map(|group| group.cost.clone().expect("cost"))
            .sum();
        assert_eq!(Ok(cost.clone()), run.margins.hospital.cost);
        let matrix: Fraction = run.margins.hospital.matrix.iter().flatten().flatten().sum();
        assert_eq!(matrix, cost);
        let point = run.break_even.hospital.clone().expect("break-even");
        assert_eq!(
            Ok(&point.contribution - &point.fixed),
            run.margins.result.surplus
        );
    }
}

fn check(node: &Trace, key: &str) {
    let values: Option<Vec<Fraction>> = node
        .operands
        .iter()
        .map(|one| one.value.clone().ok())
        .collect();
    let (Some(operation), Some(values), Ok(value)) = (node.operation, values, &node.value) else {
        return;
    };
    let mut rest = values.iter();
    let mut first = || rest.next().cloned().unwrap_or_default();
    let result = match operation {
        Operation::Sum => values.iter().sum(),
        Operation::Difference => &first() - &first(),
        Operation::Product => values.iter().fold(Fraction::one(), |all, one| all * one),
        Operation::Quotient => first()
            .over(&values[1], || unreachable!())
            .expect("a divisor"),
        Operation::Steps => return,
    };
    if node.rounding.is_some() {
        assert_eq!(
            rounding::to_money(&result).exact(),
            *value,
            "{key}: {}",
            node.label.key
        );
    } else {
        assert_eq!(result, *value, "{key}: {}", node.label.key);
    }
    node.operands.iter().for_each(|one| check(one, key));
}

fn keys(node: &Trace, todo: &mut Vec<(String, Option<Fraction>)>) {
    for one in &node.operands {
        if let Some(key) = &one.key {
            todo.push((key.clone(), one.value.clone().ok()));
        }
        keys(one, todo);
    }
}

fn walk(
    facts: &Facts,
    plan: &Plan,
    pack: &PolicyPack,
    adjustments: &Adjustments,
    run: &Run,
) -> usize {
    let inputs = TraceInputs {
        facts,
        policy: pack,
        plan,
        adjustments,
        run,
    };
    let starts = [
        "surplus",
        "gap",
        "cmi",
        "los",
        "cost_per_case",
        "revenue_per_case",
        "break_even_cases",
        "margin_of_safety",
    ];
    let mut todo: Vec<(String, Option<Fraction>)> = starts
        .iter()
        .map(|name| (format!("headline/{name}"), None))
        .collect();
    todo.extend(
        facts
            .departments
            .iter()
            .map(|(unit, _)| (format!("unit/{}/full", unit.code), None)),
    );
    todo.extend(
        facts
            .cases
            .groups
            .iter()
            .map(|code| (format!("segment/group/{code}/contribution"), None)),
    );
    let mut seen = BTreeSet::new();
    while let Some((key, value)) = todo.pop() {
        let node = explain(&inputs, &key).unwrap_or_else(|reason| panic!("{key}: {reason:?}"));
        if let Some(value) = value {
            assert_eq!(node.value, Ok(value), "{key} opens to another value");
        }
        if seen.insert(key.clone()) {
            check(&node, &key);
            keys(&node, &mut todo);
        }
    }
    seen.len()
}

#[test]
fn every_key_opens_and_adds_up() {
    let (facts, plan, pack) = setting();
    for adjustments in [Adjustments::default(), moved(&facts)] {
        let run = compute(&facts, &pack, &plan, &adjustments);
        let seen = walk(&facts, &plan, &pack, &adjustments, &run);
        assert!(seen > 150, "only {seen} keys");
    }
}

#[test]
fn the_bridge_adds_up_and_an_empty_scenario_changes_nothing() {
    let (facts, plan, pack) = setting();
    let baseline = compute(&facts, &pack, &plan, &Adjustments::default());
    let step = |lever, value: &str| Override::new(lever, value.parse().expect("a number"));
    let mut scenario = Scenario::default();
    let empty = scenario::compute(&facts, &pack, &plan, &baseline, &scenario);
    assert_eq!(empty.run, baseline);
    scenario.overrides = vec![
        step(Lever::LengthOfStay, "7.5"),
        step(Lever::Wage, "0.1"),
        step(Lever::Volume, "0.2"),
        step(Lever::FixedCost, "1000"),
    ];
    let outcome = scenario::compute(&facts, &pack, &plan, &baseline, &scenario);
    assert_eq!(outcome.issues, []);
    assert_eq!(
        outcome.run.margins.hospital.los,
        Ok("7.5".parse().expect("days"))
    );
    let parts: Fraction = outcome
        .steps
        .iter()
        .map(|step| step.effect.clone().expect("effect"))
        .sum();
    let surplus = |run: &Run| run.margins.result.surplus.clone().expect("surplus");
    assert_eq!(parts, surplus(&outcome.run) - surplus(&baseline));
}
