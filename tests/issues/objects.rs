//! Bad input of service items, activities and capacity: named, located, and never a wrong number beside it.

use yingheng_core::allocation::allocate;
use yingheng_core::costing::{Costing, ItemMethod, cost};
use yingheng_core::facts::accept::{AcceptContext, Accepted, RawRow, RawValue, accept_rows};
use yingheng_core::facts::{
    ActivityRow, ActivityVolumeRow, CapacityRow, CapacityUseRow, Facts, ImportBatch,
    ResourceSource, ServiceItemRow,
};
use yingheng_core::hospital::{DepartmentClass, FundingSource};
use yingheng_core::issue::{Issue, Severity};
use yingheng_core::period::{Date, Period};
use yingheng_core::plan::{Adjustments, Plan};
use yingheng_core::quantity::{Fraction, Money};
use yingheng_tests::hospital::Hospital;

fn accept(form: &str, fields: &[&str], rows: &[&[&str]]) -> Accepted {
    let columns = fields
        .iter()
        .zip(1..)
        .map(|(field, column)| ((*field).to_owned(), column))
        .collect();
    let batch = ImportBatch {
        id: 1,
        form: form.into(),
        columns,
        ..ImportBatch::default()
    };
    let values = |texts: &[&str]| {
        let cell = |(text, column): (&&str, u32)| RawValue {
            column,
            text: (*text).into(),
            ..RawValue::default()
        };
        texts.iter().zip(1..).map(cell).collect()
    };
    let rows: Vec<RawRow> = rows
        .iter()
        .zip(2..)
        .map(|(texts, row)| RawRow {
            row,
            values: values(texts),
        })
        .collect();
    let context = AcceptContext {
        batch,
        choices: vec![],
    };
    accept_rows(&context, &rows)
}

fn found(accepted: &Accepted) -> Vec<(&str, String)> {
    let issues = accepted.issues.iter();
    issues
        .map(|issue| (issue.code(), issue.place.address()))
        .collect()
}

#[test]
fn rows_that_cannot_be_used_are_refused_at_their_cell() {
    let item = ["department", "code", "name", "price", "volume", "minutes"];
    for (row, code, at) in [
        (
            ["1", "a", "胸片", "八十", "10", "3"],
            "accept.not_a_number",
            "D2",
        ),
        (
            ["1", "a", "胸片", "-80", "10", "3"],
            "accept.negative_quantity",
            "D2",
        ),
        (
            ["1", "a", "胸片", "80", "-10", "3"],
            "accept.negative_count",
            "E2",
        ),
        (
            ["1", "a", "胸片", "80", "2.5", "3"],
            "accept.not_whole",
            "E2",
        ),
        (
            ["1", "a", "胸片", "80", "10", "-3"],
            "accept.negative_quantity",
            "F2",
        ),
        (
            ["1", "", "胸片", "80", "10", "3"],
            "accept.missing_value",
            "B2",
        ),
    ] {
        let accepted = accept("service_items", &item, &[&row]);
        assert_eq!(found(&accepted), [(code, at.to_owned())]);
        assert!(accepted.facts.service_items.is_empty());
    }
    let capacity = [
        "resource",
        "name",
        "department",
        "cost_source",
        "member",
        "practical_minutes",
    ];
    for (row, code, at) in [
        (
            ["r", "CT", "1", "staff", "", "60"],
            "accept.missing_value",
            "E2",
        ),
        (
            ["r", "CT", "1", "别处", "", "60"],
            "accept.unknown_choice",
            "D2",
        ),
        (
            ["r", "CT", "1", "assets", "", "-60"],
            "accept.negative_quantity",
            "F2",
        ),
    ] {
        let accepted = accept("capacity", &capacity, &[&row]);
        assert_eq!(found(&accepted), [(code, at.to_owned())], "{row:?}");
    }
    // Stated cost without an amount, an amount traced without its item: the file has no such column.
    let accepted = accept(
        "capacity",
        &capacity,
        &[&["r", "CT", "1", "stated", "", "60"]],
    );
    assert_eq!(accepted.rejected, 1);
    let traced = ["department", "activity", "name", "direct_amount"];
    let accepted = accept("activities", &traced, &[&["1", "a", "扫描", "60"]]);
    assert_eq!(accepted.rejected, 1);
}

#[test]
fn what_an_earlier_file_said_is_not_counted_twice() {
    let item = ["department", "code", "name", "price", "volume"];
    let part = || accept("service_items", &item, &[&["1", "a", "胸片", "80", "10"]]).facts;
    let (facts, issues) = Facts::assemble(vec![part(), part()]);
    assert_eq!(facts.service_items.len(), 1);
    let codes: Vec<&str> = issues.iter().map(Issue::code).collect();
    assert_eq!(codes, ["accept.repeated_service_item"]);
}

fn unit() -> Hospital {
    let mut hospital = Hospital::new();
    let own = FundingSource::Operating;
    hospital
        .department("09", "行政办", DepartmentClass::Administration, "")
        .department("CT", "CT室", DepartmentClass::MedicalTechnology, "")
        .cost("CT", "labour", own, 1_000_000);
    hospital
}

fn item(hospital: &mut Hospital, department: &str, code: &str, minutes: Option<i64>) {
    let source = hospital.source();
    hospital.facts.service_items.push(ServiceItemRow {
        department: department.into(),
        code: code.into(),
        name: format!("项目{code}"),
        price: Money::from_fen(10_000),
        volume: Fraction::from(10),
        revenue: None,
        minutes: minutes.map(Fraction::from),
        equivalent: None,
        source,
    });
}

fn costed(facts: &Facts) -> (Costing, Vec<Issue>) {
    let (plan, adjustments) = (Plan::default(), Adjustments::default());
    let (allocation, _) = allocate(facts, &plan, &adjustments);
    cost(facts, &plan, Some(&allocation), &adjustments)
}

fn told(issues: &[Issue], code: &str) -> bool {
    issues.iter().any(|issue| issue.code() == code)
}

fn code<T>(value: &Result<T, yingheng_core::quantity::Reason>) -> &'static str {
    value.as_ref().err().map_or("", |reason| reason.code)
}

#[test]
fn one_item_without_minutes_stops_the_method_for_its_unit_only() {
    let mut hospital = unit();
    item(&mut hospital, "CT", "a", Some(5));
    item(&mut hospital, "CT", "b", None);
    let (costing, issues) = costed(&hospital.facts);
    let items = &costing.service_items[0].items;
    for item in items {
        let lacking = "reason.items_without_parameter";
        assert_eq!(code(&item.total(ItemMethod::Minutes)), lacking);
        assert_eq!(
            item.total(ItemMethod::Workload),
            Ok(Fraction::from(500_000))
        );
        assert_eq!(item.total(ItemMethod::Revenue), Ok(Fraction::from(500_000)));
    }
    // Named and located; the method nobody prepared is no trouble.
    let named: Vec<&Issue> = issues
        .iter()
        .filter(|issue| issue.code() == "reason.items_without_parameter")
        .collect();
    assert_eq!(named.len(), 1);
    assert_eq!(named[0].message.arguments["items"], "项目b");
    assert_eq!(named[0].severity, Severity::Error);
    assert!(named[0].place.row.is_some());
}

#[test]
fn items_of_a_unit_that_cannot_carry_them() {
    let mut hospital = unit();
    item(&mut hospital, "09", "a", Some(5));
    item(&mut hospital, "77", "a", Some(5));
    let facts = &hospital.facts;
    let (costing, issues) = costed(facts);
    let pools: Vec<&str> = costing
        .service_items
        .iter()
        .map(|unit| code(&unit.pool))
        .collect();
    assert_eq!(
        pools,
        ["reason.not_an_item_unit", "reason.unknown_item_unit"]
    );
    assert!(told(&issues, "costing.not_an_item_unit"));
    let checks = yingheng_core::checks::all(facts);
    let unknown = checks
        .iter()
        .find(|issue| issue.code() == "checks.unknown_department")
        .expect("an unknown unit");
    assert_eq!(unknown.message.arguments["codes"], "77");
}

#[test]
fn activities_that_lead_nowhere() {
    let source = yingheng_core::facts::SourceRef::default();
    let activity = |name: &str, driver| ActivityRow {
        department: "CT".into(),
        activity: name.into(),
        name: name.into(),
        item: None,
        direct_amount: None,
        driver_volume: driver,
        source,
    };
    let volume = |activity: &str, item: &str, value: i64| ActivityVolumeRow {
        department: "CT".into(),
        activity: activity.into(),
        code: item.into(),
        driver_volume: Fraction::from(value),
        source,
    };
    let cases: [(&[ActivityVolumeRow], i64, &str); 5] = [
        (
            &[volume("扫描", "a", 3), volume("扫描", "z", 3)],
            1,
            "reason.activity_of_unknown_item",
        ),
        (
            &[volume("扫描", "a", 3), volume("打字", "b", 3)],
            1,
            "reason.unknown_activity",
        ),
        (
            &[volume("扫描", "a", 3)],
            1,
            "reason.items_without_parameter",
        ),
        (
            &[volume("扫描", "a", 0), volume("扫描", "b", 0)],
            1,
            "reason.no_activity_volume",
        ),
        (
            &[volume("扫描", "a", 1), volume("扫描", "b", 1)],
            0,
            "reason.no_resource_driver",
        ),
    ];
    for (volumes, driver, reason) in cases {
        let mut hospital = unit();
        item(&mut hospital, "CT", "a", None);
        item(&mut hospital, "CT", "b", None);
        hospital.facts.activities = vec![activity("扫描", Some(Fraction::from(driver)))];
        hospital.facts.activity_volumes = volumes.to_vec();
        let (costing, issues) = costed(&hospital.facts);
        let unit = &costing.service_items[0];
        assert_eq!(code(&unit.items[0].total(ItemMethod::Activity)), reason);
        assert!(unit.items[0].total(ItemMethod::Workload).is_ok());
        assert!(told(&issues, reason), "{reason}");
    }
}

#[test]
fn capacity_that_is_overused_unknown_or_free() {
    let mut hospital = unit();
    let source = hospital.source();
    let row = |code: &str, from, used: i64, practical: i64| CapacityRow {
        resource: code.into(),
        name: code.into(),
        department: "CT".into(),
        cost_source: from,
        member: None,
        stated_cost: (from == ResourceSource::Stated).then(|| Money::from_fen(1_000)),
        practical_minutes: Fraction::from(practical),
        used_minutes: Some(Fraction::from(used)),
        source,
    };
    hospital.facts.capacity = vec![
        row("甲", ResourceSource::Stated, 150, 100),
        row("乙", ResourceSource::Assets, 50, 100),
        row("丙", ResourceSource::Stated, 0, 0),
    ];
    hospital.facts.capacity_use = vec![CapacityUseRow {
        resource: "丁".into(),
        pathway: "p".into(),
        name: "路径".into(),
        minutes: Fraction::from(5),
        volume: None,
        source,
    }];
    let (costing, issues) = costed(&hospital.facts);
    let time = &costing.time_driven;
    let of = |code: &str| time.resources.iter().find(|r| r.code == code).expect(code);
    assert_eq!(of("甲").unused(), Fraction::from(-50));
    assert_eq!(of("甲").unused_cost(), Ok(Fraction::from(-500)));
    assert_eq!(code(&of("乙").cost), "reason.no_resource_cost");
    assert_eq!(code(&of("丙").rate), "reason.no_practical_capacity");
    assert_eq!(code(&time.pathways[0].cost), "reason.unknown_resource");
    for code in [
        "costing.capacity_overused",
        "costing.no_resource_cost",
        "costing.unknown_resource",
    ] {
        assert!(told(&issues, code), "{code}");
    }
}

/// cost-method §1.6, engine rule 6: a month not yet over does not make a bed-day cheaper.
#[test]
fn an_unfinished_month_is_cut_at_the_last_day_with_data() {
    let mut hospital = unit();
    let own = FundingSource::Operating;
    hospital
        .department("01", "内科", DepartmentClass::Clinical, "")
        .cost("01", "labour", own, 3_000_000)
        .work("01", 0, 300)
        .case("G", "01", 5, &[]);
    let facts = &mut hospital.facts;
    let unit = facts.department_index("01").expect("the unit");
    facts.departments[unit].0.beds = Some(10);
    // The data end on 12 June; a row of July has no cost behind it yet.
    facts.cases.discharged = vec![Date::new(2025, 6, 12).map(Date::day_number)];
    let mut july = facts.workload[0].clone();
    july.period = Period {
        year: 2025,
        month: 7,
    };
    facts.workload.push(july);
    let (costing, issues) = costed(facts);
    let ward = costing
        .bed_days
        .iter()
        .find(|object| object.department.as_deref() == Some("01"))
        .expect("the ward");
    assert_eq!(ward.count, 120);
    assert_eq!(ward.open_bed_days, Some(120));
    assert_eq!(ward.unit_cost, Ok(Fraction::from(25_000)));
    for code in [
        "costing.unfinished_month",
        "costing.work_after_cost",
        "costing.bed_days_not_yet",
    ] {
        assert!(told(&issues, code), "{code}");
    }
    // A finished month counts whole.
    facts.cases.discharged = vec![Date::new(2025, 6, 29).map(Date::day_number)];
    let (costing, issues) = costed(facts);
    assert_eq!(
        (costing.bed_days[1].count, costing.bed_days[1].open_bed_days),
        (300, Some(300))
    );
    assert!(!told(&issues, "costing.unfinished_month"));
}
