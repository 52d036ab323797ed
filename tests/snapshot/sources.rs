//! Sources of cost of the demonstration hospital: planted troubles are named, tables foot, and every figure explains
//! itself down to a cell: its operands make it again.

use std::path::Path;

use yingheng_core::facts::Facts;
use yingheng_core::issue::Issue;
use yingheng_core::plan::{Adjustments, LifeRule, Plan};
use yingheng_core::policy::PolicyPack;
use yingheng_core::quantity::{Fraction, rounding};
use yingheng_core::report::{Cell, Table, assets, labour, publish, sources};
use yingheng_core::run::{Run, compute};
use yingheng_core::trace::{Operation, Trace, TraceInputs, explain};
use yingheng_tests::demo;

#[derive(serde::Deserialize)]
struct Lives {
    life: Vec<LifeRule>,
}

fn hospital() -> (Facts, PolicyPack, Plan) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates");
    let read = |path: &str| std::fs::read_to_string(root.join(path)).expect(path);
    let folder = "policy/cn/demo-county/2025";
    let facts = demo::facts::facts(&demo::generate(&read(&format!("{folder}/groups.csv"))));
    let policy = yingheng_io::pack_files::load(&root.join(folder)).expect("the pack");
    let mut plan: Plan = toml::from_str(&read("demo/plan.toml")).expect("a plan");
    let lives: Lives = toml::from_str(&read("import/assets/lives.toml")).expect("lives");
    plan.asset_lives = lives.life;
    (facts, policy, plan)
}

fn tables(facts: &Facts, plan: &Plan, run: &Run) -> Vec<Table> {
    let found = &run.sources;
    [
        labour::units(facts, found),
        labour::roles(found),
        labour::unit_roles(facts, found),
        assets::classes(facts, plan, found),
        assets::units(facts, plan, found),
        assets::funding(facts, found),
        assets::cards(facts, plan, found),
        assets::lives(facts, plan),
        sources::accounts(facts, found),
        sources::units(facts, found),
    ]
    .into_iter()
    .map(|table| table.expect("a table"))
    .collect()
}

/// The value the operands make, where a formula says how.
fn remade(node: &Trace) -> Option<Fraction> {
    let values: Option<Vec<Fraction>> = node
        .operands
        .iter()
        .map(|operand| operand.value.clone().ok())
        .collect();
    let values = values?;
    let value = match node.operation? {
        Operation::Sum => values.iter().sum(),
        Operation::Difference => &values[0] - &values[1],
        Operation::Product => values
            .iter()
            .fold(Fraction::one(), |all, value| &all * value),
        Operation::Quotient => values[0]
            .over(&values[1], || {
                yingheng_core::quantity::Reason::new("reason.no_amount")
            })
            .ok()?,
        Operation::Steps => return None,
    };
    Some(if node.rounding.is_some() {
        rounding::to_money(&value).exact()
    } else {
        value
    })
}

fn check(node: &Trace, key: &str, leaves: &mut usize) {
    if let (Ok(value), Some(remade)) = (&node.value, remade(node)) {
        assert_eq!(*value, remade, "{key}: {:?}", node.label);
    }
    if node.operands.is_empty() && node.cell.is_some() {
        *leaves += 1;
    }
    for operand in &node.operands {
        check(operand, key, leaves);
    }
}

#[test]
fn every_figure_explains_itself() {
    let (facts, policy, plan) = hospital();
    let adjustments = Adjustments::default();
    let run = compute(&facts, &policy, &plan, &adjustments);
    let inputs = TraceInputs {
        facts: &facts,
        policy: &policy,
        plan: &plan,
        adjustments: &adjustments,
        run: &run,
    };
    let (mut figures, mut leaves) = (0, 0);
    for table in tables(&facts, &plan, &run) {
        // Cards by the thousand are alike: every seventh.
        let step = if table.id == "asset_cards" { 7 } else { 1 };
        for row in table.rows.iter().step_by(step) {
            for (cell, column) in row.cells.iter().zip(&table.columns) {
                let Cell::Figure {
                    text,
                    why: Some(key),
                } = cell
                else {
                    continue;
                };
                // A unit without people has nothing to open.
                if text.trim_matches(['0', '.']).is_empty() && explain(&inputs, key).is_err() {
                    continue;
                }
                let found =
                    explain(&inputs, key).unwrap_or_else(|reason| panic!("{key}: {reason:?}"));
                let value = found.value.clone().expect("a value");
                let unit = column.unit.expect("a unit");
                assert_eq!(publish::text(&value, unit), *text, "{key}");
                check(&found, key, &mut leaves);
                figures += 1;
            }
        }
    }
    assert!(figures > 1_000 && leaves > 1_000, "{figures} {leaves}");
}

#[test]
fn planted_troubles_are_named_and_the_rest_agrees() {
    let (facts, policy, plan) = hospital();
    let run = compute(&facts, &policy, &plan, &Adjustments::default());
    let codes: Vec<&str> = run
        .issues
        .iter()
        .map(Issue::code)
        .filter(|code| code.starts_with("sources.asset") || code.starts_with("sources.split"))
        .collect();
    assert_eq!(
        codes,
        [
            "sources.asset_fully_charged",
            "sources.split_not_one",
            "sources.split_not_one",
            "sources.asset_charge_rounding",
            "sources.asset_class_without_life",
        ]
    );
    // Labour, depreciation and amortisation agree with the ledger to the 分, account by account.
    let all = &run.sources.reconciliation;
    for group in all.groups.iter().filter(|group| {
        group.feeds.iter().any(|feed| {
            let source = &all.feeds[*feed].source;
            source.starts_with("staff.") || source.starts_with("assets.")
        })
    }) {
        assert_eq!(group.fed(all), Ok(group.booked()), "{}", group.key);
    }
    let booked: Fraction = all.groups.iter().map(|group| group.booked()).sum();
    let unmapped: Fraction = all.unmapped.iter().map(|line| &line.amount).sum();
    let ledger: Fraction = facts.ledger.iter().map(|line| line.amount.exact()).sum();
    assert_eq!(booked + unmapped, ledger);
}
