//! Random hospitals against the oracle (`tests/oracle/oracle.py`): Python `fractions`, written from the method alone.
//! Every figure of shared bills, step-down (by item, with orders), reciprocal and direct method, visits, bed-days, service units, cases, groups and closed tables, as exact fractions.
//!
//! `YINGHENG_CASES` sets the number of hospitals; 70 otherwise. Python is started once. Where there is none the test
//! says so and passes, except under `CI`.

#[path = "oracle/answers.rs"]
mod answers;
#[path = "oracle/random_hospital.rs"]
mod random_hospital;

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use yingheng_core::facts::Facts;
use yingheng_core::hospital::CostItem;
use yingheng_core::plan::{Adjustments, Plan, RuleSource};

fn count() -> u64 {
    let wanted = std::env::var("YINGHENG_CASES").ok();
    wanted.and_then(|text| text.parse().ok()).unwrap_or(70)
}

/// The hospital as the oracle reads it.
fn question(facts: &Facts, plan: &Plan, adjustments: &Adjustments) -> Value {
    let cases = &facts.cases;
    json!({
        "level": plan.level.key(),
        "factor": adjustments.item.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "units": facts.departments.iter().map(|(unit, _)| json!({
            "code": unit.code, "class": unit.class.key(), "service_unit": unit.service_unit,
        })).collect::<Vec<_>>(),
        "accounts": facts.accounts.iter().map(|rule| json!({
            "account": rule.account, "item": rule.item.index(), "carve_out": rule.carve_out,
        })).collect::<Vec<_>>(),
        "ledger": facts.ledger.iter().map(|line| json!({
            "unit": line.department, "account": line.account, "funding": line.funding.key(), "fen": line.amount.fen(),
        })).collect::<Vec<_>>(),
        "drivers": facts.drivers.iter().map(|row| json!({
            "driver": row.driver, "giver": row.source_unit, "unit": row.department, "value": row.value.to_string(),
        })).collect::<Vec<_>>(),
        "staff": facts.staff.iter().map(|row| json!({
            "unit": row.department, "share": row.share.to_string(),
        })).collect::<Vec<_>>(),
        "work": facts.workload.iter().map(|row| json!({
            "unit": row.department, "visits": row.visits, "bed_days": row.bed_days,
        })).collect::<Vec<_>>(),
        "revenue": facts.revenue.iter().map(|line| json!({
            "ordering": line.ordering, "executing": line.executing, "service_unit": line.service_unit,
            "inpatient": line.inpatient, "fen": line.amount.fen(),
        })).collect::<Vec<_>>(),
        "rules": plan.allocation.iter().map(|rule| match &rule.source {
            RuleSource::Class(class) => json!({
                "class": class.key(), "driver": rule.driver, "item": rule.item.map(CostItem::index),
            }),
            RuleSource::Department(code) => json!({
                "unit": code, "driver": rule.driver, "item": rule.item.map(CostItem::index),
            }),
        }).collect::<Vec<_>>(),
        "bills": plan.shared_bills.iter().map(|bill| json!({
            "departments": bill.departments, "accounts": bill.accounts, "meter": bill.meter, "driver": bill.driver,
        })).collect::<Vec<_>>(),
        "orders": plan.order.iter().map(|order| &order.units).collect::<Vec<_>>(),
        "service_units": plan.service_units.iter().map(|unit| &unit.code).collect::<Vec<_>>(),
        "fee_lines": plan.fee_lines.iter().map(|rule| json!({
            "line": rule.fee_line, "service_unit": rule.service_unit,
        })).collect::<Vec<_>>(),
        "cases": (0..cases.len()).map(|case| json!({
            "group": cases.groups[cases.group[case] as usize],
            "charge": cases.charge[case],
            "fees": cases.fee_lines.iter().zip(&cases.fees)
                .filter(|(_, amounts)| amounts[case] != 0)
                .map(|(line, amounts)| json!([line, amounts[case]])).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    })
}

/// The interpreter, or none on this machine.
fn python() -> Option<&'static str> {
    ["python3", "python"].into_iter().find(|name| {
        Command::new(name)
            .args(["-c", "import sys; sys.exit(sys.version_info < (3, 9))"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    })
}

fn ask(python: &str, questions: &[Value]) -> Vec<Value> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/oracle/oracle.py");
    let mut child = Command::new(python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the oracle starts");
    let mut input = child.stdin.take().expect("its input");
    let bytes = serde_json::to_vec(questions).expect("questions");
    // It reads everything before it answers, so writing first cannot block on a full answer.
    input.write_all(&bytes).expect("the oracle reads");
    drop(input);
    let output = child.wait_with_output().expect("the oracle answers");
    assert!(output.status.success(), "the oracle failed");
    serde_json::from_slice(&output.stdout).expect("answers")
}

#[test]
fn every_figure_equals_the_oracle() {
    let Some(python) = python() else {
        assert!(
            std::env::var_os("CI").is_none(),
            "Python 3.9 or newer is needed for the oracle"
        );
        eprintln!("skipped: no Python 3.9 or newer here, so the oracle was not asked");
        return;
    };
    let hospitals: Vec<_> = (0..count()).map(random_hospital::hospital).collect();
    let questions: Vec<Value> = hospitals
        .iter()
        .map(|(facts, plan, adjustments, _)| question(facts, plan, adjustments))
        .collect();
    let oracle = ask(python, &questions);
    assert_eq!(oracle.len(), hospitals.len());
    let mut figures = 0;
    let mut wrong = Vec::new();
    for (number, ((facts, plan, adjustments, character), expected)) in
        hospitals.iter().zip(&oracle).enumerate()
    {
        let ours = answers::answer(facts, plan, adjustments);
        let place = format!("hospital {number} ({character:?})");
        figures += answers::compare(&place, &ours, expected, &mut wrong);
    }
    let shown: Vec<String> = wrong.iter().take(20).cloned().collect();
    assert!(
        wrong.is_empty(),
        "{} of {figures} figures differ from the oracle:\n{}",
        wrong.len(),
        shown.join("\n")
    );
    println!("{} hospitals, {figures} figures equal", hospitals.len());
    assert!(figures > 300 * hospitals.len());
}
