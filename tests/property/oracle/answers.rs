//! The program's figures in the form of the oracle's answer, and the comparison.

use serde_json::{Map, Value, json};
use yingheng_core::allocation::{Reciprocal, direct_method, reciprocal};
use yingheng_core::costing::ObjectCost;
use yingheng_core::facts::Facts;
use yingheng_core::hospital::{DepartmentClass, ItemAmounts};
use yingheng_core::plan::{Adjustments, Plan};
use yingheng_core::policy::{PolicyPack, tariff_from_mean_cost};
use yingheng_core::quantity::{Computed, Fraction};
use yingheng_core::report::{Cell, Table, departments, objects};
use yingheng_core::run::compute;
use yingheng_tests::hospital::Hospital;

fn texts(amounts: &ItemAmounts) -> Value {
    amounts
        .iter()
        .map(|amount| Value::String(amount.to_string()))
        .collect()
}

fn maybe(value: &Computed<Fraction>) -> Value {
    value
        .as_ref()
        .map_or(Value::Null, |value| json!(value.to_string()))
}

/// Any price list: cost does not depend on what is paid.
fn policy() -> PolicyPack {
    let mut one = Hospital::new();
    one.case("G1", "U00", 3, &[("f0", 100)]);
    one.facts.cases.given_cost = vec![Some(100)];
    tariff_from_mean_cost(&one.facts).expect("a price list")
}

/// Printed figures of a table by row key and column key.
fn printed(table: &Table, columns: std::ops::Range<usize>) -> Map<String, Value> {
    let ordinary = table
        .rows
        .iter()
        .filter(|row| row.key != "total" && row.key != "difference");
    ordinary
        .map(|row| {
            let figures: Vec<Value> = row.cells[columns.clone()]
                .iter()
                .map(|cell| match cell {
                    Cell::Figure { text, .. } => json!(text),
                    other => json!(format!("{other:?}")),
                })
                .collect();
            (row.key.clone(), Value::Array(figures))
        })
        .collect()
}

fn of_objects(objects: &[ObjectCost]) -> Value {
    objects
        .iter()
        .map(|object| {
            json!({
                "unit": object.department.clone().unwrap_or_default(),
                "count": object.count,
                "cost": texts(&object.cost),
                "each": maybe(&object.unit_cost),
                "each_without_drugs": maybe(&object.unit_cost_without_drugs),
            })
        })
        .collect()
}

fn at_once(facts: &Facts, found: &Reciprocal) -> Value {
    let by_unit = |amounts: &[ItemAmounts], clinical: bool| -> Map<String, Value> {
        let units = facts.departments.iter().zip(amounts);
        units
            .filter(|((unit, _), _)| !clinical || unit.class == DepartmentClass::Clinical)
            .map(|((unit, _), amounts)| (unit.code.clone(), texts(amounts)))
            .collect()
    };
    json!({
        "gross": by_unit(&found.gross, false),
        "full": by_unit(&found.full, true),
        "unallocated": texts(&found.unallocated),
    })
}

/// Every figure the oracle answers, from one run through the front door.
pub fn answer(facts: &Facts, plan: &Plan, adjustments: &Adjustments) -> Value {
    let run = compute(facts, &policy(), plan, adjustments);
    let allocation = run.allocation.as_ref().expect("a ledger");
    let units: Map<String, Value> = facts
        .departments
        .iter()
        .zip(&allocation.units)
        .map(|((department, _), unit)| {
            let amounts = json!({
                "direct": texts(&unit.direct), "level0": texts(&unit.level0), "level1": texts(&unit.level1), "level2": texts(&unit.level2),
                "level3": texts(&unit.level3), "given": texts(&unit.given), "full": texts(&unit.full()),
            });
            (department.code.clone(), amounts)
        })
        .collect();
    let service_units: Map<String, Value> = run
        .costing
        .service_units
        .iter()
        .map(|unit| {
            let amounts = json!({
                "cost": texts(&unit.cost), "revenue": unit.revenue.fen(), "outpatient": unit.outpatient_revenue.fen(),
                "ratio": maybe(&unit.ratio),
                "item_ratio": unit.item_ratio.as_ref().map_or(Value::Null, texts),
            });
            (unit.code.clone(), amounts)
        })
        .collect();
    let groups: Map<String, Value> = run
        .margins
        .groups
        .iter()
        .map(|group| {
            let matrix = group.matrix.as_ref();
            let matrix = matrix.map_or(Value::Null, |rows| rows.iter().map(texts).collect());
            let cases: u64 = group.cases.to_string().parse().expect("a count");
            (
                group.code.clone(),
                json!({"cases": cases, "cost": maybe(&group.cost), "matrix": matrix}),
            )
        })
        .collect();
    let full = departments::full_by_item(facts, allocation);
    let total = full.columns.len() - 1;
    let full_total: Map<String, Value> = printed(&full, total..total + 1)
        .into_iter()
        .map(|(code, mut cells)| (code, cells[0].take()))
        .collect();
    let of_units = objects::service_units(&run.costing);
    let first = of_units.columns.len() - 7;
    json!({
        "units": units,
        "unallocated": texts(&allocation.unallocated),
        "reciprocal": reciprocal(facts, plan, allocation).0.map_or(Value::Null, |found| at_once(facts, &found)),
        "direct_method": direct_method(facts, plan, allocation).map_or(Value::Null, |found| at_once(facts, &found)),
        "visits": of_objects(&run.costing.visits),
        "bed_days": of_objects(&run.costing.bed_days),
        "service_units": service_units,
        "unassigned": texts(&run.costing.unassigned),
        "unassigned_revenue": run.costing.unassigned_revenue.fen(),
        "cases": run.costing.case_cost.iter()
            .map(|cost| cost.as_ref().map_or(Value::Null, |cost| json!(cost.fen()))).collect::<Vec<_>>(),
        "groups": groups,
        "printed": {
            "full_by_item": printed(&full, 2..total),
            "full": full_total,
            "service_units": printed(&of_units, first..first + 7),
        },
    })
}

/// Compares leaf by leaf and answers how many there were; differences go to `wrong`.
pub fn compare(place: &str, ours: &Value, oracle: &Value, wrong: &mut Vec<String>) -> usize {
    match (ours, oracle) {
        (Value::Object(a), Value::Object(b)) => {
            if !a.keys().eq(b.keys()) {
                let names = |map: &Map<String, Value>| map.keys().cloned().collect::<Vec<_>>();
                wrong.push(format!("{place}: {:?} instead of {:?}", names(a), names(b)));
                return 1;
            }
            a.iter()
                .zip(b.values())
                .map(|((key, a), b)| compare(&format!("{place}/{key}"), a, b, wrong))
                .sum()
        }
        (Value::Array(a), Value::Array(b)) => {
            if a.len() != b.len() {
                wrong.push(format!("{place}: {} instead of {}", a.len(), b.len()));
                return 1;
            }
            a.iter()
                .zip(b)
                .enumerate()
                .map(|(i, (a, b))| compare(&format!("{place}/{i}"), a, b, wrong))
                .sum()
        }
        _ => {
            if ours != oracle {
                wrong.push(format!("{place}: {ours} instead of {oracle}"));
            }
            1
        }
    }
}
