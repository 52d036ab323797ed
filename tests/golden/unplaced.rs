//! What allocation and unit cost cannot place or compute, each on its smallest example: code, amount, place.

use yingheng_core::allocation::{allocate, is_zero, total};
use yingheng_core::costing::cost;
use yingheng_core::hospital::{CostItem, DepartmentClass, FundingSource};
use yingheng_core::issue::Issue;
use yingheng_core::plan::{Adjustments, Plan};
use yingheng_core::quantity::Fraction;
use yingheng_tests::hospital::{Hospital, class_rule, ten_patients};

const OPERATING: FundingSource = FundingSource::Operating;

fn codes(issues: &[Issue]) -> Vec<&str> {
    issues.iter().map(Issue::code).collect()
}

fn argument<'a>(issue: &'a Issue, name: &str) -> &'a str {
    &issue.message.arguments[name]
}

/// A ward and an office, one cost each.
fn small() -> Hospital {
    let mut hospital = Hospital::new();
    hospital.department("C1", "内科病区", DepartmentClass::Clinical, "病房");
    hospital.department("A1", "院办", DepartmentClass::Administration, "");
    hospital
        .cost("C1", "labour", OPERATING, 100_00)
        .cost("A1", "labour", OPERATING, 50_00);
    hospital
}

fn allocated(hospital: &Hospital, plan: &Plan) -> (Fraction, Vec<Issue>) {
    let (allocation, issues) = allocate(&hospital.facts, plan, &Adjustments::default());
    (total(&allocation.unallocated), issues)
}

/// The four ways cost cannot be placed: each names its cause, and the amount stays visible.
#[test]
fn what_allocation_cannot_place() {
    let administration = |driver| Plan {
        allocation: vec![class_rule(DepartmentClass::Administration, driver)],
        ..Plan::default()
    };
    let mut hospital = small();
    hospital.person("C1", Fraction::one(), 0);
    assert_eq!(
        allocated(&hospital, &administration("headcount")),
        (Fraction::zero(), vec![])
    );

    let (left, issues) = allocated(&hospital, &Plan::default());
    assert_eq!(
        (left, codes(&issues)),
        (Fraction::from(50_00), vec!["allocation.no_rule"])
    );

    let (left, issues) = allocated(&hospital, &administration("bed_days"));
    assert_eq!(
        (left, codes(&issues)),
        (Fraction::from(50_00), vec!["allocation.no_driver"])
    );
    let named =
        ["department", "name", "driver", "amount", "level"].map(|name| argument(&issues[0], name));
    assert_eq!(
        named,
        ["A1", "院办", "@allocation.driver_bed_days", "50.00", "1"]
    );
    assert_eq!(issues[0].place.column, Some(1));

    hospital
        .cost("Z9", "labour", OPERATING, 7)
        .cost("C1", "9999", OPERATING, 11)
        .cost("Z9", "9999", OPERATING, 13);
    let (left, issues) = allocated(&hospital, &administration("headcount"));
    assert_eq!(left, Fraction::from(31));
    assert_eq!(
        codes(&issues),
        [
            "allocation.unknown_account",
            "allocation.unknown_department"
        ]
    );
    assert_eq!(
        (
            argument(&issues[0], "amount"),
            argument(&issues[1], "amount")
        ),
        ("0.24", "0.20")
    );
    let row = hospital.facts.ledger[2].source.row;
    assert_eq!(issues[1].place.address(), format!("B{row}"));
}

/// The unit's own rule beats its class's; imported values with the giver named beat those without, and both the derived.
#[test]
fn which_driver_speaks() {
    let plan = Plan {
        allocation: vec![class_rule(DepartmentClass::Administration, "headcount")],
        ..Plan::default()
    };
    let mut hospital = small();
    hospital.department("C2", "外科病区", DepartmentClass::Clinical, "");
    let paid = |hospital: &Hospital| {
        let (allocation, issues) = allocate(&hospital.facts, &plan, &Adjustments::default());
        assert_eq!(issues, []);
        ["C1", "C2"].map(|code| {
            total(&allocation.units[hospital.facts.department_index(code).expect("unit")].level1)
        })
    };
    hospital.person("C1", Fraction::one(), 0).person(
        "C2",
        Fraction::new(1, 4).expect("a share"),
        0,
    );
    assert_eq!(paid(&hospital), [40_00, 10_00].map(Fraction::from));
    hospital
        .driver("headcount", None, "C1", Fraction::from(2))
        .driver("headcount", None, "C2", Fraction::from(3));
    assert_eq!(paid(&hospital), [20_00, 30_00].map(Fraction::from));
    hospital.driver("headcount", Some("A1"), "C2", Fraction::from(3));
    assert_eq!(paid(&hospital), [0, 50_00].map(Fraction::from));
}

/// Drugs booked to a support unit are spread with its cost: said, not carved out twice.
#[test]
fn carve_out_of_a_support_unit() {
    let mut hospital = small();
    hospital.account("drugs_carved", CostItem::Drugs, Some("药品"));
    hospital
        .department("S1", "药库", DepartmentClass::MedicalSupport, "")
        .person("C1", Fraction::one(), 0);
    hospital
        .cost("S1", "drugs_carved", OPERATING, 800)
        .cost("C1", "drugs_carved", OPERATING, 900);
    let classes = [
        DepartmentClass::Administration,
        DepartmentClass::MedicalSupport,
    ];
    let plan = Plan {
        allocation: classes.map(|class| class_rule(class, "headcount")).to_vec(),
        ..ten_patients().1
    };
    let (allocation, issues) = allocate(&hospital.facts, &plan, &Adjustments::default());
    assert_eq!(codes(&issues), ["allocation.carve_out_passed_on"]);
    assert_eq!(argument(&issues[0], "amount"), "8.00");
    let (costing, _) = cost(
        &hospital.facts,
        &plan,
        Some(&allocation),
        &Adjustments::default(),
    );
    let drugs = costing
        .service_units
        .iter()
        .find(|unit| unit.code == "药品")
        .expect("unit");
    assert_eq!(total(&drugs.cost), Fraction::from(900));
    let all: Fraction = costing
        .service_units
        .iter()
        .map(|unit| total(&unit.cost))
        .sum();
    assert_eq!(all, Fraction::from(100_00 + 50_00 + 800 + 900));
    assert!(is_zero(&costing.unassigned));
}

/// A unit with visits and bed-days is split by what it ordered; without revenue there is a reason, not a number.
#[test]
fn visits_and_bed_days_in_one_unit() {
    let mut hospital = small();
    hospital.person("C1", Fraction::one(), 0).work("C1", 30, 10);
    let plan = Plan {
        allocation: vec![class_rule(DepartmentClass::Administration, "headcount")],
        ..Plan::default()
    };
    let run = |hospital: &Hospital| {
        let (allocation, _) = allocate(&hospital.facts, &plan, &Adjustments::default());
        cost(
            &hospital.facts,
            &plan,
            Some(&allocation),
            &Adjustments::default(),
        )
    };
    let (costing, issues) = run(&hospital);
    assert!(codes(&issues).contains(&"costing.no_revenue_split"));
    for object in costing.visits.iter().chain(&costing.bed_days) {
        assert_eq!(
            object.unit_cost.clone().expect_err("no split").code,
            "reason.no_revenue_split"
        );
    }
    hospital
        .revenue("C1", "C1", "病房", true, 300)
        .revenue("C1", "C1", "病房", false, 100);
    let (costing, issues) = run(&hospital);
    assert!(codes(&issues).contains(&"costing.visits_and_bed_days"));
    assert_eq!(
        costing.visits[1].unit_cost,
        Ok(Fraction::new(150_00, 4 * 30).expect("a cost"))
    );
    assert_eq!(
        costing.bed_days[0].unit_cost,
        Ok(Fraction::new(150_00 * 3, 4 * 10).expect("a cost"))
    );
}
