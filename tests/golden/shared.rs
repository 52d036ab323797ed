//! 计算计入, orders inside classes and rules by item on their smallest examples: amounts, trail, and what is wrong in a plan.

use yingheng_core::allocation::{Allocation, allocate, total};
use yingheng_core::hospital::{CostItem, DepartmentClass, FundingSource};
use yingheng_core::issue::Issue;
use yingheng_core::plan::{
    Adjustments, AllocationRule, ClassOrder, CostLevel, Plan, RuleSource, SharedBill,
};
use yingheng_core::quantity::Fraction;
use yingheng_tests::hospital::{Hospital, class_rule, unit_rule};

const OPERATING: FundingSource = FundingSource::Operating;

fn codes(issues: &[Issue]) -> Vec<&str> {
    issues.iter().map(Issue::code).collect()
}

/// A bill of 1,000.00 元 booked to a code of its own; CT and ward have meters or floor area.
fn hospital() -> Hospital {
    let mut hospital = Hospital::new();
    hospital.department("A1", "院办", DepartmentClass::Administration, "");
    hospital.department("C1", "内科病区", DepartmentClass::Clinical, "");
    hospital.department("C2", "外科病区", DepartmentClass::Clinical, "");
    hospital.department("T1", "CT室", DepartmentClass::MedicalTechnology, "");
    hospital.cost("9901", "other", OPERATING, 1_000_00);
    for (unit, area) in [("A1", 100), ("C1", 200), ("C2", 100), ("T1", 50)] {
        hospital.driver("area", None, unit, Fraction::from(area));
    }
    hospital
}

fn bill() -> SharedBill {
    SharedBill {
        code: "水电".to_owned(),
        name: "水电费".to_owned(),
        departments: vec!["9901".to_owned()],
        accounts: Vec::new(),
        meter: Some("meter".to_owned()),
        driver: "area".to_owned(),
    }
}

fn plan() -> Plan {
    Plan {
        allocation: vec![
            class_rule(DepartmentClass::Administration, "area"),
            class_rule(DepartmentClass::MedicalTechnology, "area"),
        ],
        shared_bills: vec![bill()],
        ..Plan::default()
    }
}

fn run(hospital: &Hospital, plan: &Plan) -> (Allocation, Vec<Issue>) {
    allocate(&hospital.facts, plan, &Adjustments::default())
}

fn level0(hospital: &Hospital, allocation: &Allocation) -> [Fraction; 4] {
    ["A1", "C1", "C2", "T1"].map(|code| {
        total(&allocation.units[hospital.facts.department_index(code).expect("unit")].level0)
    })
}

/// CT's meter shows 600 元; the other 400 go by 100 : 200 : 100 m² to those without a meter.
#[test]
fn measured_first_then_by_driver() {
    let mut hospital = hospital();
    hospital.driver("meter", None, "T1", Fraction::from(600));
    let (allocation, issues) = run(&hospital, &plan());
    assert_eq!(issues, []);
    assert_eq!(
        level0(&hospital, &allocation),
        [100_00, 200_00, 100_00, 600_00].map(Fraction::from)
    );
    assert_eq!(total(&allocation.total()), Fraction::from(1_000_00));
    assert_eq!(
        allocation
            .shared_shares
            .iter()
            .filter(|share| share.metered)
            .count(),
        1
    );
    // 医疗业务成本 leaves out what falls on administration.
    let business = Plan {
        level: CostLevel::MedicalBusiness,
        ..plan()
    };
    let (allocation, _) = run(&hospital, &business);
    assert_eq!(total(&allocation.total()), Fraction::from(900_00));
    assert_eq!(
        total(&allocation.shared[0].left_out),
        Fraction::from(100_00)
    );
}

#[test]
fn meters_that_show_too_much_or_nothing_are_said() {
    let mut hospital = hospital();
    let (allocation, issues) = run(&hospital, &plan());
    assert_eq!(codes(&issues), ["allocation.bill_not_metered"]);
    assert_eq!(total(&allocation.total()), Fraction::from(1_000_00));
    hospital.driver("meter", None, "T1", Fraction::from(1_500));
    hospital.driver("meter", None, "C1", Fraction::from(500));
    let (allocation, issues) = run(&hospital, &plan());
    assert_eq!(codes(&issues), ["allocation.bill_over_metered"]);
    assert_eq!(
        level0(&hospital, &allocation),
        [0, 250_00, 0, 750_00].map(Fraction::from)
    );
}

#[test]
fn a_bill_without_a_driver_stays_visible() {
    let mut hospital = hospital();
    hospital.driver("meter", None, "T1", Fraction::from(600));
    let mut plan = plan();
    plan.shared_bills[0].driver = "unheard_of".to_owned();
    let (allocation, issues) = run(&hospital, &plan);
    assert_eq!(codes(&issues), ["allocation.bill_no_driver"]);
    assert_eq!(issues[0].message.arguments["amount"], "400.00");
    assert_eq!(total(&allocation.unallocated), Fraction::from(400_00));
    assert_eq!(total(&allocation.total()), Fraction::from(1_000_00));
}

/// Two offices: the first in the order gives also to the second, which then spreads both.
#[test]
fn an_order_inside_a_class() {
    let mut hospital = Hospital::new();
    for (code, class) in [
        ("A1", DepartmentClass::Administration),
        ("A2", DepartmentClass::Administration),
        ("C1", DepartmentClass::Clinical),
        ("C2", DepartmentClass::Clinical),
    ] {
        hospital.department(code, code, class, "");
    }
    hospital
        .cost("A1", "labour", OPERATING, 100_00)
        .cost("A2", "labour", OPERATING, 10_00);
    for (unit, people) in [("A2", 2), ("C1", 1), ("C2", 1)] {
        hospital.driver("people", Some("A1"), unit, Fraction::from(people));
    }
    hospital.driver("people", Some("A2"), "C1", Fraction::from(1));
    let order = |units: &[&str]| ClassOrder {
        units: units.iter().map(|unit| (*unit).to_owned()).collect(),
    };
    let mut plan = Plan {
        allocation: vec![class_rule(DepartmentClass::Administration, "people")],
        order: vec![order(&["A1", "A2"])],
        ..Plan::default()
    };
    let full = |plan: &Plan| {
        let (allocation, issues) = run(&hospital, plan);
        let units = ["A2", "C1", "C2"].map(|code| {
            total(&allocation.units[hospital.facts.department_index(code).expect("unit")].level1)
        });
        (units, issues)
    };
    assert_eq!(
        full(&plan),
        ([50_00, 85_00, 25_00].map(Fraction::from), vec![])
    );
    // Both ways is no order: named, and as if there were none.
    plan.order.push(order(&["A2", "A1"]));
    let (units, issues) = full(&plan);
    assert_eq!(units, [0, 60_00, 50_00].map(Fraction::from));
    assert_eq!(codes(&issues), ["allocation.order_cycle"]);
    assert_eq!(issues[0].message.arguments["units"], "A1 A1、A2 A2");
    plan.order = vec![order(&["A1", "Z9", "C1"])];
    let (_, issues) = full(&plan);
    assert_eq!(
        codes(&issues),
        ["allocation.order_class", "allocation.order_unknown_unit"]
    );
}

/// Drugs of an office go by one driver, the rest by another; a rule for a unit nobody knows is said.
#[test]
fn rules_by_item() {
    let mut hospital = hospital();
    hospital.facts.ledger.clear();
    hospital
        .cost("A1", "labour", OPERATING, 70_00)
        .cost("A1", "drugs", OPERATING, 30_00);
    hospital.driver("packs", None, "C2", Fraction::from(1));
    let mut plan = plan();
    plan.shared_bills.clear();
    plan.allocation.push(AllocationRule {
        source: RuleSource::Class(DepartmentClass::Administration),
        driver: "packs".to_owned(),
        item: Some(CostItem::Drugs),
    });
    plan.allocation.push(unit_rule("Z9", "area"));
    let (allocation, issues) = run(&hospital, &plan);
    assert_eq!(codes(&issues), ["allocation.rule_unknown_unit"]);
    let ward = &allocation.units[hospital.facts.department_index("C2").expect("unit")];
    assert_eq!(ward.level1[CostItem::Drugs.index()], Fraction::from(30_00));
    assert_eq!(ward.level1[CostItem::Labour.index()], Fraction::from(20_00));
}
