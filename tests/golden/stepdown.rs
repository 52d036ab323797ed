//! 三级分项逐级分步结转 against `data/cost-stepdown.json` (cost-method §8.2): exact fractions, r2 and closed, two driver sets.

use serde_json::Value;
use yingheng_core::allocation::{Allocation, add, allocate, ladder, total};
use yingheng_core::costing::cost;
use yingheng_core::facts::Facts;
use yingheng_core::hospital::{CostItem, ItemAmounts};
use yingheng_core::plan::{Adjustments, CostLevel, Plan};
use yingheng_core::quantity::{Fraction, rounding};
use yingheng_tests::hospital::{
    Scenario, exact_fen, fen, items, step_down_golden, ten_departments,
};

fn run(scenario: Scenario) -> (Facts, Plan, Allocation, Value) {
    let (facts, plan) = ten_departments(scenario);
    let (allocation, issues) = allocate(&facts, &plan, &Adjustments::default());
    assert_eq!(issues, []);
    let golden = step_down_golden()["scenarios"][format!("{scenario:?}")].clone();
    (facts, plan, allocation, golden)
}

/// Exact value and its rounding, both.
fn same(name: &str, computed: &Fraction, golden: &Value) {
    assert_eq!(computed, &exact_fen(golden), "{name}");
    assert_eq!(
        rounding::to_money(computed).to_string(),
        golden["r2"].as_str().expect("r2"),
        "{name}"
    );
}

#[test]
fn clinical_full_cost_by_item_and_level() {
    for scenario in [Scenario::A, Scenario::B] {
        let (facts, _, allocation, golden) = run(scenario);
        for unit in ["C1", "C2", "C3"] {
            let computed = &allocation.units[facts.department_index(unit).expect("unit")];
            let expected = &golden["expected"]["clinical_full_cost"][unit];
            let full = computed.full();
            for item in CostItem::ALL {
                same(
                    &format!("{scenario:?} {unit} {}", item.official()),
                    &full[item.index()],
                    &expected["by_item"][item.official()],
                );
            }
            let levels = [
                ("direct", &computed.direct),
                ("L1", &computed.level1),
                ("L2", &computed.level2),
                ("L3", &computed.level3),
            ];
            for (name, amounts) in levels {
                same(
                    &format!("{scenario:?} {unit} {name}"),
                    &total(amounts),
                    &expected["by_level"][name],
                );
            }
            same(unit, &total(&full), &expected["total"]);
            assert_eq!(total(&computed.given), Fraction::zero());
        }
    }
}

#[test]
fn running_totals_after_each_level() {
    for scenario in [Scenario::A, Scenario::B] {
        let (facts, _, allocation, golden) = run(scenario);
        for (unit, expected) in golden["expected"]["running_totals"]
            .as_object()
            .expect("units")
        {
            let computed = &allocation.units[facts.department_index(unit).expect("unit")];
            let mut after_level1 = computed.direct.clone();
            add(&mut after_level1, &computed.level1);
            same(unit, &total(&after_level1), &expected["after_L1"]);
            same(
                unit,
                &total(&computed.after_level2()),
                &expected["after_L2"],
            );
        }
    }
}

#[test]
fn closed_tables_add_up_to_the_fen() {
    for scenario in [Scenario::A, Scenario::B] {
        let (facts, _, allocation, golden) = run(scenario);
        let units = ["C1", "C2", "C3"];
        let full: Vec<ItemAmounts> = units
            .iter()
            .map(|unit| allocation.units[facts.department_index(unit).expect("unit")].full())
            .collect();
        let totals: Vec<Fraction> = full.iter().map(total).collect();
        let sum = rounding::to_money(&totals.iter().sum());
        same(
            "grand total",
            &totals.iter().sum(),
            &golden["expected"]["grand_total"],
        );
        for (unit, closed) in units.iter().zip(rounding::closed(&totals, sum)) {
            assert_eq!(
                closed.to_string(),
                golden["expected"]["closed_totals"][unit]
            );
        }
        for item in CostItem::ALL {
            let parts: Vec<Fraction> = full
                .iter()
                .map(|amounts| amounts[item.index()].clone())
                .collect();
            let sum = rounding::to_money(&parts.iter().sum());
            for (unit, closed) in units.iter().zip(rounding::closed(&parts, sum)) {
                assert_eq!(
                    closed.to_string(),
                    golden["expected"]["closed_by_item"][item.official()][unit],
                    "{unit} {}",
                    item.official()
                );
            }
        }
    }
}

#[test]
fn visits_and_bed_days() {
    for scenario in [Scenario::A, Scenario::B] {
        let (facts, plan, allocation, golden) = run(scenario);
        let (costing, _) = cost(&facts, &plan, Some(&allocation), &Adjustments::default());
        let golden = &golden["unit_cost"];
        let value = |computed: &Result<Fraction, _>| computed.clone().expect("computable");
        let [hospital, unit] = costing.visits.as_slice() else {
            panic!("one visiting unit")
        };
        assert_eq!(
            (hospital.department.as_deref(), unit.department.as_deref()),
            (None, Some("C3"))
        );
        same(
            "visit",
            &value(&hospital.unit_cost),
            &golden["全院平均诊次成本"],
        );
        same(
            "visit without drugs",
            &value(&unit.unit_cost_without_drugs),
            &golden["诊次成本_不含药品费"],
        );
        for item in CostItem::ALL {
            let each = unit.cost[item.index()]
                .over(&Fraction::whole(unit.count), || unreachable!())
                .expect("visits");
            same(
                item.official(),
                &each,
                &golden["诊次成本构成"][item.official()],
            );
        }
        same(
            "bed-day",
            &value(&costing.bed_days[0].unit_cost),
            &golden["全院平均实际占用床日成本"],
        );
        for object in &costing.bed_days[1..] {
            let unit = object.department.as_deref().expect("a unit");
            same(
                unit,
                &value(&object.unit_cost),
                &golden["科室床日成本"][unit],
            );
        }
        assert_eq!(costing.bed_days.len(), 3);
    }
}

#[test]
fn the_four_levels_of_the_ladder() {
    let (facts, plan) = ten_departments(Scenario::A);
    let golden = step_down_golden()["cost_ladder"].clone();
    let ladder = ladder(&facts, &Plan::default(), &Adjustments::default());
    for (level, name) in
        CostLevel::ALL
            .into_iter()
            .zip(["医疗业务成本", "医疗成本", "医疗全成本", "医院全成本"])
    {
        same(name, &total(&ladder[level as usize]), &golden[name]);
        // The allocation at that level carries the same total, item by item.
        let (allocation, issues) = allocate(
            &facts,
            &Plan {
                level,
                ..plan.clone()
            },
            &Adjustments::default(),
        );
        assert_eq!(issues, []);
        assert_eq!(allocation.total(), ladder[level as usize], "{name}");
        let mut clinical = ItemAmounts::default();
        for code in ["C1", "C2", "C3"] {
            add(
                &mut clinical,
                &allocation.units[facts.department_index(code).expect("unit")].full(),
            );
        }
        assert_eq!(clinical, ladder[level as usize], "{name}");
    }
}

/// Administration in scenario A: 1,600,000 元 over 400 staff is 4,000 a head (hand check of cost-method §8.2).
#[test]
fn the_trail_of_a_share() {
    let (facts, _, allocation, _) = run(Scenario::A);
    let index = |code| facts.department_index(code).expect("unit");
    let paid: Vec<_> = allocation
        .shares
        .iter()
        .filter(|share| share.level == 1 && share.to == index("S1"))
        .collect();
    assert_eq!(paid.len(), 2);
    assert!(paid.iter().all(|share| share.driver == "headcount"
        && *share.numerator == Fraction::from(12)
        && *share.denominator == Fraction::from(400)));
    assert_eq!(
        paid.iter()
            .map(|share| total(&share.amounts()))
            .sum::<Fraction>(),
        Fraction::from(fen("48000.00"))
    );
}

/// Every unit's level amounts are what its shares say.
#[test]
fn shares_add_up_to_what_units_received() {
    let (facts, _, allocation, _) = run(Scenario::B);
    for index in 0..facts.departments.len() {
        let mut received: [ItemAmounts; 3] = Default::default();
        for share in allocation.shares.iter().filter(|share| share.to == index) {
            add(
                &mut received[usize::from(share.level) - 1],
                &share.amounts(),
            );
        }
        let unit = &allocation.units[index];
        assert_eq!(
            received,
            [
                unit.level1.clone(),
                unit.level2.clone(),
                unit.level3.clone()
            ]
        );
    }
}

/// A golden invariant: items are read from the file in the order of the forms.
#[test]
fn direct_cost_is_the_files() {
    let (facts, _, allocation, _) = run(Scenario::A);
    let golden = step_down_golden();
    for (unit, amounts) in golden["input"]["direct_cost"].as_object().expect("units") {
        assert_eq!(
            allocation.units[facts.department_index(unit).expect("unit")].direct,
            items(amounts),
            "{unit}"
        );
    }
}
