//! 混合成本分解 from the rows on: months of ledger and workload against `data/cost-mixed-cost.json` (cost-method §4.1), what
//! is left out or refused, and every figure re-added from its explanation down to the cells.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use yingheng_core::facts::Facts;
use yingheng_core::hospital::{CostItem, DepartmentClass, FundingSource};
use yingheng_core::period::Period;
use yingheng_core::plan::{Adjustments, Plan};
use yingheng_core::policy::PolicyPack;
use yingheng_core::quantity::Fraction;
use yingheng_core::report::{Cell, Table, Unit, mixed_costs, publish};
use yingheng_core::run::compute;
use yingheng_core::trace::{Operation, Trace, TraceInputs, explain};
use yingheng_io::pack_files;
use yingheng_tests::hospital::{Hospital, exact_fen, fen};

fn policy() -> PolicyPack {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/policy/cn/generic");
    let files = pack_files::read_folder(&folder).expect("the pack's files");
    pack_files::parse(&files).expect("a pack")
}

fn month(month: u8) -> Period {
    Period { year: 2025, month }
}

/// W: the golden ward, its cost in two lines a month, a grant and a shared bill beside; V: visits of three months;
/// B: visits and bed-days; Y: cost of the whole year; E: the same volume every month.
fn hospital() -> (Facts, Plan, Value) {
    let golden: Value =
        serde_json::from_str(include_str!("data/cost-mixed-cost.json")).expect("golden file");
    let mut hospital = Hospital::new();
    for unit in ["B", "E", "V", "W", "Y"] {
        hospital.department(unit, unit, DepartmentClass::Clinical, "");
    }
    hospital.account("other", CostItem::Other, None);
    hospital.account("drugs", CostItem::Drugs, None);
    let own = FundingSource::Operating;
    let mut at = |unit: &str, number: u8, cost: &[(&str, FundingSource, i64)], work: (u64, u64)| {
        for (account, funding, fen) in cost {
            hospital.cost(unit, account, *funding, *fen);
            hospital.facts.ledger.last_mut().expect("a line").period = month(number);
        }
        if work != (0, 0) {
            hospital.work(unit, work.0, work.1);
            hospital.facts.workload.last_mut().expect("a row").period = month(number);
        }
    };
    let points = golden["input"]["observations"].as_array().expect("points");
    for (point, number) in points.iter().zip(1..) {
        let days = point["bed_days"].as_u64().expect("bed-days");
        let cost = fen(point["cost"].as_str().expect("a cost"));
        let lines = [
            ("other", own, cost - 7_001),
            ("drugs", own, 7_001),
            ("other", FundingSource::FiscalProject, 990_000),
        ];
        at("W", number, &lines, (0, days));
        at(
            "E",
            number,
            &[("other", own, 100 * i64::from(number))],
            (0, 30),
        );
    }
    // A month without cost, and one without volume: neither is 0.
    at("W", 7, &[], (0, 4_000));
    at("W", 8, &[("other", own, 30_000_000)], (0, 0));
    for (number, visits) in [(1, 100), (2, 150), (3, 200)] {
        at(
            "V",
            number,
            &[("other", own, 1_000 + 10 * visits)],
            (visits.unsigned_abs(), 0),
        );
    }
    at("B", 1, &[("other", own, 1_000)], (5, 5));
    at("Y", 0, &[("other", own, 1_000)], (0, 5));
    (hospital.facts, Plan::default(), golden)
}

fn cell<'a>(table: &'a Table, row: &str, column: &str) -> &'a Cell {
    let at = table.columns.iter().position(|one| one.key == column);
    let found = table.rows.iter().find(|one| one.key == row);
    &found.unwrap_or_else(|| panic!("no row {row}")).cells[at.expect("the column")]
}

fn text(table: &Table, row: &str, column: &str) -> String {
    match cell(table, row, column) {
        Cell::Figure { text, .. } => text.clone(),
        Cell::NotComputable { reason } => reason.code.to_owned(),
        other => panic!("{row} {column}: {other:?}"),
    }
}

#[test]
fn months_become_the_golden_lines() {
    let (facts, plan, golden) = hospital();
    let tables = mixed_costs::tables(&facts, &plan);
    let split = &tables[0];
    let wanted = &golden["expected"];
    for (method, name) in [("高低点法", "high_low"), ("回归直线法", "regression")] {
        for (part, unit, key) in [
            ("variable", Unit::UnitMoney, "variable_per_unit"),
            ("fixed", Unit::Money, "fixed"),
        ] {
            let exact = exact_fen(&wanted[method][key]);
            let printed = publish::text(&exact, unit);
            assert_eq!(text(split, "W", &format!("{name}_{part}")), printed);
        }
        let fixed = wanted[method]["fixed"]["r2"].as_str().expect("a text");
        assert_eq!(text(split, "W", &format!("{name}_fixed")), fixed);
    }
    assert_eq!(text(split, "W", "r_squared"), "99.70");
    assert_eq!(text(split, "W", "months_used"), "6");
    assert_eq!(text(split, "W", "months_left_out"), "2");
    // Three months: two points make a line, but no regression.
    assert_eq!(text(split, "V", "high_low_variable"), "0.10");
    assert_eq!(text(split, "V", "high_low_fixed"), "10.00");
    for column in ["regression_variable", "regression_fixed", "r_squared"] {
        assert_eq!(text(split, "V", column), "reason.few_points", "{column}");
        assert_eq!(text(split, "E", column), "reason.equal_volumes", "{column}");
    }
    for (unit, reason) in [("B", "reason.two_volumes"), ("Y", "reason.no_months")] {
        for column in [
            "volume_kind",
            "volume_total",
            "cost",
            "regression_fixed",
            "high_low_fixed",
        ] {
            assert_eq!(text(split, unit, column), reason, "{unit} {column}");
        }
    }
    assert_eq!(tables[1].rows.len(), 6 + 3 + 6, "months of W, V and E");
}

/// A node's value from its operands; what is shown shut is opened by its key. Answers the number of cells reached.
fn re_add(inputs: &TraceInputs<'_>, node: &Trace, seen: &mut BTreeSet<String>) -> usize {
    if node.cell.is_some() {
        return 1;
    }
    if node.operands.is_empty() {
        let Some(key) = &node.key else { return 0 };
        if !seen.insert(key.clone()) {
            return 0;
        }
        let opened = explain(inputs, key).unwrap_or_else(|r| panic!("{key}: {r:?}"));
        assert_eq!(opened.value, node.value, "{key}");
        assert!(
            !opened.operands.is_empty() || opened.cell.is_some(),
            "{key} leads nowhere"
        );
        return re_add(inputs, &opened, seen);
    }
    let cells = node
        .operands
        .iter()
        .map(|part| re_add(inputs, part, seen))
        .sum();
    let Ok(value) = &node.value else { return cells };
    let parts: Vec<&Fraction> = node
        .operands
        .iter()
        .map(|part| part.value.as_ref().expect("a value"))
        .collect();
    let made = match node.operation {
        Some(Operation::Sum) => parts.into_iter().sum(),
        Some(Operation::Difference) => parts[0] - parts[1],
        Some(Operation::Product) => parts[0] * parts[1],
        Some(Operation::Quotient) => parts[0]
            .over(parts[1], || unreachable!("a divisor"))
            .expect("a quotient"),
        other => panic!("{other:?}"),
    };
    assert_eq!(&made, value, "{:?}", node.label);
    cells
}

#[test]
fn every_figure_re_adds_down_to_its_cells() {
    let (facts, plan, _) = hospital();
    let (policy, adjustments) = (policy(), Adjustments::default());
    let run = compute(&facts, &policy, &plan, &adjustments);
    let inputs = TraceInputs {
        facts: &facts,
        policy: &policy,
        plan: &plan,
        adjustments: &adjustments,
        run: &run,
    };
    let mut read = 0;
    for table in mixed_costs::tables(&facts, &plan) {
        for (column, found) in table
            .rows
            .iter()
            .flat_map(|row| table.columns.iter().zip(&row.cells))
        {
            let Cell::Figure { text, why } = found else {
                continue;
            };
            let Some(key) = why else {
                assert!(column.key.starts_with("months_"), "{}: no key", column.key);
                continue;
            };
            let opened = explain(&inputs, key).unwrap_or_else(|r| panic!("{key}: {r:?}"));
            let value = opened.value.as_ref().expect("a value");
            let unit = column.unit.expect("a unit");
            assert_eq!(*text, publish::text(value, unit), "{key}");
            let cells = re_add(&inputs, &opened, &mut BTreeSet::new());
            assert!(cells > 0, "{key} reaches no cell");
            read += 1;
        }
    }
    assert!(read > 40, "{read}");
}
