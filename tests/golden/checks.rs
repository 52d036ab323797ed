//! Every rule of `core::checks` on its smallest example: code, count, place.

use yingheng_core::checks;
use yingheng_core::facts::{AssetRow, Facts, StockRow};
use yingheng_core::hospital::{CostItem, DepartmentClass, FundingSource};
use yingheng_core::issue::{Issue, Severity};
use yingheng_core::period::{Date, Period};
use yingheng_core::quantity::{Fraction, Money};
use yingheng_tests::hospital::{Hospital, PERIOD};

const OPERATING: FundingSource = FundingSource::Operating;

fn codes(issues: &[Issue]) -> Vec<&str> {
    issues.iter().map(Issue::code).collect()
}

/// What the rules find. None of these hospitals says who lay in the house; that notice has a test of its own
/// (`issues_disease`).
fn found(facts: &Facts) -> Vec<Issue> {
    let mut issues = checks::all(facts);
    issues.retain(|issue| issue.code() != "checks.no_in_house");
    issues
}

fn only(facts: &Facts) -> Issue {
    let issues = found(facts);
    assert_eq!(issues.len(), 1, "{issues:?}");
    issues.into_iter().next().expect("one issue")
}

fn argument<'a>(issue: &'a Issue, name: &str) -> &'a str {
    &issue.message.arguments[name]
}

/// A ward and an office, one cost each, nothing wrong.
fn small() -> Hospital {
    let mut hospital = Hospital::new();
    hospital.department("C1", "内科病区", DepartmentClass::Clinical, "病房");
    hospital.department("A1", "院办", DepartmentClass::Administration, "");
    hospital
        .cost("C1", "labour", OPERATING, 100_00)
        .cost("A1", "labour", OPERATING, 50_00);
    hospital
}

fn stock(hospital: &mut Hospital, closing: i64) {
    let fen = Money::from_fen;
    let (opening, receipts, issues, write_off) = (fen(100), fen(50), fen(30), fen(5));
    let source = hospital.source();
    hospital.facts.stock.push(StockRow {
        code: "M1".to_owned(),
        name: "纱布".to_owned(),
        category: "低值耗材".to_owned(),
        department: "C1".to_owned(),
        period: PERIOD,
        opening,
        receipts,
        issues,
        write_off,
        closing: fen(closing),
        terms: yingheng_core::facts::StockTerms::default(),
        source,
    });
}

fn asset(hospital: &mut Hospital, item: CostItem, charge: i64) {
    let source = hospital.source();
    hospital.facts.assets.push(AssetRow {
        code: format!("E{}", source.row),
        name: "监护仪".to_owned(),
        class: "专用设备".to_owned(),
        department: "C1".to_owned(),
        item,
        original: Money::from_fen(charge * 60),
        life_months: 60,
        in_service: Date::new(2024, 1, 1).expect("a day"),
        funding: OPERATING,
        charge: Money::from_fen(charge),
        capacity: None,
        used: None,
        terms: Default::default(),
        source,
    });
}

#[test]
fn nothing_wrong_says_nothing() {
    let mut hospital = small();
    stock(&mut hospital, 115);
    asset(&mut hospital, CostItem::Depreciation, 700);
    hospital.cost("C1", "depreciation", FundingSource::FiscalProject, 700);
    hospital
        .person("C1", Fraction::one(), 100_00)
        .person("A1", Fraction::one(), 50_00);
    hospital
        .revenue("C1", "C1", "病房", true, 900)
        .work("C1", 0, 3)
        .case("G", "C1", 3, &[("fee.nursing", 900)]);
    assert_eq!(found(&hospital.facts), []);
}

#[test]
fn unknown_units_are_counted_by_form() {
    let mut hospital = small();
    for unit in ["X1", "X2", "C1", "X1"] {
        hospital.work(unit, 1, 0);
    }
    let issue = only(&hospital.facts);
    assert_eq!(
        (issue.code(), issue.severity),
        ("checks.unknown_department", Severity::Error)
    );
    assert_eq!(
        (
            argument(&issue, "count"),
            argument(&issue, "distinct"),
            argument(&issue, "codes")
        ),
        ("3", "2", "X1, X2")
    );
    assert_eq!(argument(&issue, "form"), "@checks.form_workload");
    let first = hospital.facts.workload[0].source.row;
    assert_eq!(issue.place.address(), format!("B{first}"));

    let mut hospital = small();
    hospital
        .person("X", Fraction::one(), 0)
        .driver("area", Some("Y"), "Z", Fraction::one());
    hospital
        .revenue("V", "C1", "病房", true, 1)
        .revenue("C1", "W", "病房", true, 1)
        .case("G", "T", 3, &[]);
    let issues = found(&hospital.facts);
    let named: Vec<_> = issues
        .iter()
        .filter(|issue| issue.code() == "checks.unknown_department")
        .map(|issue| argument(issue, "codes"))
        .collect();
    let mut sorted = named.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, ["T", "V", "W", "X", "Y", "Z"]);
}

/// Thousands of wrong rows are one issue that names five codes.
#[test]
fn thousands_are_summarised() {
    let mut hospital = small();
    for row in 0..3_000 {
        hospital.work(&format!("X{row:04}"), 1, 0);
    }
    let issue = only(&hospital.facts);
    assert_eq!(argument(&issue, "count"), "3000");
    assert_eq!(
        argument(&issue, "codes"),
        "X0000, X0001, X0002, X0003, X0004, …"
    );
}

#[test]
fn duplicates() {
    let mut hospital = small();
    hospital.department("C1", "外科病区", DepartmentClass::Clinical, "");
    assert_eq!(only(&hospital.facts).code(), "checks.duplicate_department");

    let mut hospital = small();
    hospital.account("labour", CostItem::Labour, None);
    assert_eq!(
        found(&hospital.facts),
        [],
        "the same meaning twice is harmless"
    );
    hospital.account("labour", CostItem::Other, None);
    assert_eq!(only(&hospital.facts).code(), "checks.duplicate_account");

    let mut hospital = small();
    hospital.driver("area", None, "C1", Fraction::one()).driver(
        "area",
        Some("A1"),
        "C1",
        Fraction::one(),
    );
    assert_eq!(found(&hospital.facts), []);
    hospital.driver("area", None, "C1", Fraction::one());
    assert_eq!(only(&hospital.facts).code(), "checks.duplicate_driver");

    let mut hospital = small();
    hospital.case("G", "C1", 3, &[]).case("G", "C1", 3, &[]);
    hospital.facts.cases.token[1] = hospital.facts.cases.token[0].clone();
    let issue = only(&hospital.facts);
    assert_eq!(
        (issue.code(), argument(&issue, "count")),
        ("checks.duplicate_case", "1")
    );
}

#[test]
fn ledger_against_its_sources() {
    let mut hospital = small();
    hospital.person("C1", Fraction::one(), 149_00);
    let issue = only(&hospital.facts);
    assert_eq!(
        (issue.code(), issue.severity),
        ("checks.source_differs_from_ledger", Severity::Notice)
    );
    assert_eq!(
        (
            argument(&issue, "ledger"),
            argument(&issue, "source"),
            argument(&issue, "difference")
        ),
        ("150.00", "149.00", "-1.00")
    );
    hospital.person("C1", Fraction::one(), 10_00);
    assert_eq!(only(&hospital.facts).severity, Severity::Warning);

    let mut hospital = small();
    asset(&mut hospital, CostItem::Amortisation, 100);
    let issue = only(&hospital.facts);
    assert_eq!(
        (argument(&issue, "item"), argument(&issue, "ledger")),
        ("@item.amortisation", "0.00")
    );
}

#[test]
fn stock_must_balance() {
    let mut hospital = small();
    stock(&mut hospital, 115);
    stock(&mut hospital, 120);
    stock(&mut hospital, 110);
    // Each of its own month, so that nothing but the balance is amiss.
    for (row, month) in hospital.facts.stock.iter_mut().zip(1..) {
        row.period.month = month;
        row.opening = Money::from_fen(100);
    }
    let issues: Vec<_> = found(&hospital.facts)
        .into_iter()
        .filter(|issue| issue.code() == "checks.stock_unbalanced")
        .collect();
    let [issue] = issues.as_slice() else {
        panic!("{issues:?}");
    };
    assert_eq!(
        (
            issue.code(),
            argument(issue, "count"),
            argument(issue, "amount")
        ),
        ("checks.stock_unbalanced", "2", "0.10")
    );
}

#[test]
fn stays_bed_days_and_fee_lines() {
    let mut hospital = small();
    hospital.work("C1", 0, 10).case("G", "C1", 9, &[]);
    let issue = only(&hospital.facts);
    assert_eq!(
        (issue.code(), issue.severity),
        ("checks.bed_days_differ", Severity::Notice)
    );
    hospital.facts.cases.los[0] = 8;
    assert_eq!(only(&hospital.facts).severity, Severity::Warning);

    let mut hospital = small();
    hospital
        .case("G", "C1", 0, &[])
        .case("G", "C1", 365, &[])
        .case("G", "C1", 366, &[]);
    assert_eq!(
        codes(&found(&hospital.facts)),
        ["checks.stay_over_a_year", "checks.stay_of_no_days"]
    );

    let mut hospital = small();
    for off in [0, 300, -200, -1] {
        hospital.case(
            "G",
            "C1",
            1,
            &[("fee.nursing", 1_000), ("fee.imaging", 500)],
        );
        if let Some(charge) = hospital.facts.cases.charge.last_mut() {
            *charge += off;
        }
    }
    let issues = found(&hospital.facts);
    assert_eq!(
        codes(&issues),
        [
            "checks.fee_lines_above_charge",
            "checks.fee_lines_below_charge"
        ]
    );
    assert_eq!(
        (
            argument(&issues[0], "count"),
            argument(&issues[0], "amount")
        ),
        ("2", "2.01")
    );
    assert_eq!(
        (
            argument(&issues[1], "count"),
            argument(&issues[1], "amount")
        ),
        ("1", "3.00")
    );
}

#[test]
fn cost_without_revenue_and_rows_of_other_periods() {
    let mut hospital = small();
    hospital.department("T1", "放射科", DepartmentClass::MedicalTechnology, "");
    hospital
        .cost("T1", "labour", OPERATING, 5)
        .revenue("C1", "C1", "病房", true, 1);
    let issue = only(&hospital.facts);
    assert_eq!(
        (issue.code(), argument(&issue, "codes")),
        ("checks.cost_without_revenue", "T1")
    );

    let mut hospital = small();
    hospital.facts.ledger[0].period = Period {
        year: 2025,
        month: 5,
    };
    let issue = only(&hospital.facts);
    assert_eq!(
        (
            issue.code(),
            argument(&issue, "period"),
            argument(&issue, "count")
        ),
        ("checks.outside_period", "2025-06", "1")
    );
    hospital.facts.period = Period {
        year: 2025,
        month: 0,
    };
    assert_eq!(found(&hospital.facts), []);
}
