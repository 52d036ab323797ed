//! 交互分配 against `data/cost-reciprocal.json` (cost-method §8.3): full and gross cost by item, the direct method, the
//! difference to the step-down; self-use, closed loops.

use serde_json::Value;
use yingheng_core::allocation::{allocate, direct_method, reciprocal, total};
use yingheng_core::facts::{DriverRow, Facts};
use yingheng_core::hospital::{CostItem, DepartmentClass};
use yingheng_core::plan::{Adjustments, Plan};
use yingheng_core::quantity::{Fraction, rounding};
use yingheng_tests::hospital::{Scenario, class_rule, exact_fen, ten_departments};

fn golden() -> Value {
    serde_json::from_str(include_str!("data/cost-reciprocal.json")).expect("golden file")
}

/// The ten departments of the step-down with the services of the golden file as one driver, kept per giving unit.
fn served(golden: &Value) -> (Facts, Plan) {
    let (mut facts, _) = ten_departments(Scenario::B);
    facts.drivers.clear();
    for (giver, receivers) in golden["input"]["service_matrix"]
        .as_object()
        .expect("givers")
    {
        let receivers = receivers.get("units").unwrap_or(receivers);
        for (unit, value) in receivers.as_object().expect("receivers") {
            let Ok(value) = value.to_string().trim_matches('"').parse::<Fraction>() else {
                continue;
            };
            facts.drivers.push(DriverRow {
                driver: "services".to_owned(),
                source_unit: Some(giver.clone()),
                department: unit.clone(),
                value,
                source: facts.departments[0].1,
            });
        }
    }
    let classes = [
        DepartmentClass::Administration,
        DepartmentClass::MedicalSupport,
        DepartmentClass::MedicalTechnology,
    ];
    let plan = Plan {
        allocation: classes.map(|class| class_rule(class, "services")).into(),
        ..Plan::default()
    };
    (facts, plan)
}

fn same(name: &str, computed: &Fraction, golden: &Value) {
    assert_eq!(computed, &exact_fen(golden), "{name}");
    assert_eq!(
        rounding::to_money(computed).to_string(),
        golden["r2"].as_str().expect("r2"),
        "{name}"
    );
}

#[test]
fn full_and_gross_cost() {
    let golden = golden();
    let (facts, plan) = served(&golden);
    let (allocation, issues) = allocate(&facts, &plan, &Adjustments::default());
    assert_eq!(issues, []);
    let found = reciprocal(&facts, &plan, &allocation).0.expect("solved");
    let direct = direct_method(&facts, &plan, &allocation).expect("solved");
    let at = |code: &str| facts.department_index(code).expect("unit");
    let expected = &golden["expected"];
    for (unit, value) in expected["gross_support_cost_total"]
        .as_object()
        .expect("units")
    {
        same(unit, &total(&found.gross[at(unit)]), value);
    }
    for (unit, items) in expected["gross_support_cost_by_item"]
        .as_object()
        .expect("units")
    {
        for item in CostItem::ALL {
            same(
                unit,
                &found.gross[at(unit)][item.index()],
                &items[item.official()],
            );
        }
    }
    let comparison = &golden["comparison"];
    let (by_area, stepped) = ten_departments(Scenario::B);
    let (step_down, _) = allocate(&by_area, &stepped, &Adjustments::default());
    for unit in ["C1", "C2", "C3"] {
        let full = &found.full[at(unit)];
        let clinical = &expected["clinical_full_cost"][unit];
        for item in CostItem::ALL {
            same(
                unit,
                &full[item.index()],
                &clinical["by_item"][item.official()],
            );
        }
        same(unit, &total(full), &clinical["total"]);
        same(
            unit,
            &total(&direct.full[at(unit)]),
            &comparison["direct_method_total"][unit],
        );
        let difference = total(full) - total(&step_down.units[at(unit)].full());
        same(
            unit,
            &difference,
            &comparison["reciprocal_minus_stepdown_B"][unit],
        );
    }
    assert_eq!(total(&found.unallocated), Fraction::zero());
}

/// Self-use changes neither gross nor clinical cost here, because it is left out before the shares are made.
#[test]
fn self_use_changes_no_clinical_cost() {
    let golden = golden();
    let (mut facts, plan) = served(&golden);
    let (allocation, _) = allocate(&facts, &plan, &Adjustments::default());
    let before = reciprocal(&facts, &plan, &allocation).0.expect("solved");
    for (unit, value) in [("A1", 40), ("T3", 99_999)] {
        let mut row = facts.drivers[0].clone();
        row.source_unit = Some(unit.to_owned());
        row.department = unit.to_owned();
        row.value = Fraction::from(value);
        facts.drivers.push(row);
    }
    let after = reciprocal(&facts, &plan, &allocation).0.expect("solved");
    assert_eq!(before.full, after.full);
}

/// Two offices that serve only each other have no way out: refused by name, with the place; the third only feeds them.
#[test]
fn a_closed_loop_is_named() {
    let golden = golden();
    let (mut facts, plan) = served(&golden);
    facts
        .drivers
        .retain(|row| match row.source_unit.as_deref() {
            Some("A1") => row.department == "A2",
            Some("A2") => row.department == "S1",
            Some("S1") => row.department == "A2",
            _ => true,
        });
    let row = |giver: &str, unit: &str| DriverRow {
        driver: "services".to_owned(),
        source_unit: Some(giver.to_owned()),
        department: unit.to_owned(),
        value: Fraction::one(),
        source: facts.departments[0].1,
    };
    let added = [row("S1", "A2")];
    facts.drivers.extend(added);
    let (allocation, _) = allocate(&facts, &plan, &Adjustments::default());
    let (found, issues) = reciprocal(&facts, &plan, &allocation);
    let reason = found.expect_err("refused");
    assert_eq!(reason.code, "reason.closed_loop");
    assert_eq!(reason.arguments["units"], "A2 后勤保障部、S1 消毒供应中心");
    assert_eq!(issues[0].code(), "allocation.closed_loop");
    assert!(issues[0].place.row.is_some());
}
