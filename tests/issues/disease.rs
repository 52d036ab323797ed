//! Bad input of disease costing: each row named at its cell, nothing lost, the rest still costed.

use yingheng_core::facts::accept::{AcceptContext, Accepted, RawRow, RawValue, accept_rows};
use yingheng_core::facts::{CaseServiceRow, Facts, ImportBatch, InHouseRow, ServiceVolumeRow};
use yingheng_core::issue::Issue;
use yingheng_core::period::{Date, Period};
use yingheng_core::plan::Adjustments;
use yingheng_core::quantity::{Fraction, Money};
use yingheng_tests::hospital::ten_patients;

fn accept(id: u32, form: &str, fields: &[&str], rows: &[&[&str]]) -> Accepted {
    let columns = fields.iter().map(|field| (*field).to_owned()).zip(1..);
    let batch = ImportBatch {
        id,
        form: form.into(),
        file: format!("{form}{id}.xlsx"),
        period: Period {
            year: 2025,
            month: 0,
        },
        columns: columns.collect(),
        ..ImportBatch::default()
    };
    let value = |(text, column): (&&str, u32)| RawValue {
        column,
        text: (*text).into(),
        ..RawValue::default()
    };
    let rows: Vec<RawRow> = rows
        .iter()
        .zip(2..)
        .map(|(texts, row)| RawRow {
            row,
            values: texts.iter().zip(1..).map(value).collect(),
        })
        .collect();
    let context = AcceptContext {
        batch,
        choices: vec![],
    };
    let accepted = accept_rows(&context, &rows);
    assert_eq!(accepted.imported + accepted.rejected, rows.len() as u64);
    accepted
}

const USED: [&str; 4] = ["token", "service", "executing", "quantity"];
const LYING: [&str; 6] = [
    "token",
    "department",
    "admitted",
    "as_of",
    "charge",
    "fee.nursing",
];

#[test]
fn rows_are_refused_at_their_cell() {
    let lying = ["a", "D1", "2025-5-20", "2025-5-31", "10", "10"];
    let mut late = lying;
    late[2] = "2025-6-1";
    let gallery: [(&str, &str, &[&str], &[&[&str]], &str); 5] = [
        (
            "accept.negative_quantity",
            "case_services",
            &USED,
            &[&["a", "病房", "", "-2"]],
            "D2",
        ),
        (
            "accept.duplicate_case_service",
            "case_services",
            &USED,
            &[&["a", "病房", "", "2"], &["a", "病房", "", "2"]],
            "B3",
        ),
        (
            "accept.negative_quantity",
            "service_volumes",
            &["service_unit", "measure", "volume"],
            &[&["病房", "床日", "-1"]],
            "C2",
        ),
        (
            "accept.admitted_after_as_of",
            "in_house",
            &LYING,
            &[&late],
            "C2",
        ),
        (
            "accept.duplicate_in_house",
            "in_house",
            &LYING,
            &[&lying, &lying],
            "A3",
        ),
    ];
    for (code, form, fields, rows, place) in gallery {
        let accepted = accept(1, form, fields, rows);
        let found: Vec<(&str, String)> = accepted
            .issues
            .iter()
            .map(|issue| (issue.code(), issue.place.address()))
            .collect();
        assert_eq!(found, [(code, place.to_owned())], "{code}");
        assert_eq!(accepted.rejected, 1, "{code}");
    }
}

#[test]
fn what_came_before_is_not_counted_again() {
    let rows: &[&[&str]] = &[&["a", "病房", "", "2"]];
    let parts = [1, 2].map(|id| accept(id, "case_services", &USED, rows).facts);
    let (facts, issues) = Facts::assemble(parts.into());
    assert_eq!(facts.case_services.len(), 1);
    assert_eq!(issues[0].code(), "accept.repeated_case_service");
    let rows: &[&[&str]] = &[&["a", "D1", "2025-5-20", "2025-5-31", "10", "10"]];
    let parts = [1, 2].map(|id| accept(id, "in_house", &LYING, rows).facts);
    let (facts, issues) = Facts::assemble(parts.into());
    assert_eq!(facts.in_house.len(), 1);
    assert_eq!(issues[0].code(), "accept.repeated_in_house");
}

fn costed(facts: &Facts) -> (yingheng_core::costing::Costing, Vec<Issue>) {
    let (_, plan) = ten_patients();
    let (allocation, _) =
        yingheng_core::allocation::allocate(facts, &plan, &Adjustments::default());
    yingheng_core::costing::cost(facts, &plan, Some(&allocation), &Adjustments::default())
}

fn codes(issues: &[Issue]) -> Vec<(&str, Option<u32>)> {
    issues
        .iter()
        .map(|issue| (issue.code(), issue.place.row))
        .collect()
}

fn used(facts: &mut Facts, token: &str, service: &str, row: u32) {
    facts.case_services.push(CaseServiceRow {
        token: token.to_owned(),
        discharged: None,
        service: service.to_owned(),
        executing: None,
        quantity: Fraction::from(3),
        source: yingheng_core::facts::SourceRef { batch: 1, row },
    });
}

#[test]
fn quantities_that_lead_nowhere_are_named() {
    let (mut facts, _) = ten_patients();
    let known = facts.cases.token[0].clone();
    used(&mut facts, &known, "病房", 501);
    used(&mut facts, "nobody", "病房", 502);
    used(&mut facts, &known, "药品", 503);
    facts.cases.token[2] = facts.cases.token[1].clone();
    let twice = facts.cases.token[1].clone();
    used(&mut facts, &twice, "病房", 504);
    for (unit, row) in [("病房", 601), ("没有", 602)] {
        facts.service_volumes.push(ServiceVolumeRow {
            service_unit: unit.to_owned(),
            measure: "床日".to_owned(),
            volume: Fraction::from(2),
            source: yingheng_core::facts::SourceRef { batch: 1, row },
        });
    }
    let (costing, issues) = costed(&facts);
    assert_eq!(
        codes(&issues),
        [
            ("costing.services_carved_unit", Some(503)),
            ("costing.services_several_stays", Some(504)),
            ("costing.services_unknown_case", Some(502)),
            ("costing.volume_unknown_unit", Some(602)),
            ("costing.services_exceed_volume", Some(601)),
        ]
    );
    assert_eq!(costing.case_services.units[0].len(), 1);
    // The day of discharge tells two stays of one number apart.
    facts.cases.discharged[1] = Some(20_000);
    facts.cases.discharged[2] = Some(20_100);
    facts.case_services[3].discharged = Some(20_100);
    let (costing, issues) = costed(&facts);
    assert!(
        !codes(&issues)
            .iter()
            .any(|(code, _)| *code == "costing.services_several_stays")
    );
    assert_eq!(costing.case_services.units[0][1].case, 2);
}

fn lying(facts: &mut Facts, token: &str, admitted: (i16, u8, u8), as_of: (i16, u8, u8), row: u32) {
    let day = |(year, month, day)| Date::new(year, month, day).expect("a day");
    facts.in_house.push(InHouseRow {
        token: token.to_owned(),
        department: "D1".to_owned(),
        admitted: day(admitted),
        as_of: day(as_of),
        charge: Money::from_fen(100_00),
        fees: vec![("fee.general_service".to_owned(), 100_00)],
        source: yingheng_core::facts::SourceRef { batch: 1, row },
    });
}

#[test]
fn patients_in_the_house_are_checked_against_the_discharges() {
    let (mut facts, _) = ten_patients();
    let gone = facts.cases.token[0].clone();
    let june = |day| Date::new(2025, 6, day).expect("a day").day_number();
    facts.cases.discharged[0] = Some(june(20));
    lying(&mut facts, "old", (2025, 5, 1), (2025, 5, 31), 701);
    lying(&mut facts, &gone, (2025, 6, 10), (2025, 6, 30), 702);
    lying(&mut facts, "new", (2025, 6, 10), (2025, 6, 30), 703);
    lying(&mut facts, "other", (2025, 6, 10), (2025, 6, 15), 704);
    let (costing, issues) = costed(&facts);
    assert_eq!(
        codes(&issues),
        [
            ("costing.in_house_discharged", Some(702)),
            ("costing.in_house_other_day", Some(704)),
            ("costing.in_house_lost", Some(701)),
            // The only discharge with a day lies ten days before the month's end.
            ("costing.unfinished_month", None),
        ]
    );
    let (opening, closing) = (costing.wip.opening.clone(), costing.wip.closing.clone());
    assert_eq!(
        (
            opening.expect("a list").patients.len(),
            closing.expect("a list").patients.len()
        ),
        (1, 1)
    );
    assert_eq!(costing.wip.change(), Ok(Fraction::zero()));
    // A readmission: the number was discharged before this stay began.
    facts.in_house[1].admitted = Date::new(2025, 6, 25).expect("a day");
    let (costing, issues) = costed(&facts);
    assert_eq!(codes(&issues)[0].0, "costing.in_house_other_day");
    assert_eq!(
        costing.wip.closing.as_ref().expect("a list").patients.len(),
        2
    );
    assert!(costing.wip.change().expect("both").is_positive());
    // One list only: the change is not 0 but unknown.
    facts.in_house.retain(|row| row.as_of.month() == 6);
    let (costing, issues) = costed(&facts);
    assert!(codes(&issues).contains(&("costing.in_house_missing", None)));
    assert_eq!(
        costing.wip.change().expect_err("unknown").code,
        "reason.no_in_house"
    );
    // A charge without a fee line has no cost.
    facts.in_house[1].fees.clear();
    let (costing, _) = costed(&facts);
    let closing = costing.wip.closing.expect("a list");
    assert_eq!(
        closing.cost.expect_err("no detail").code,
        "reason.no_fee_detail"
    );
}

#[test]
fn nobody_said_who_lay_in_the_house() {
    let (mut facts, _) = ten_patients();
    let found = |facts: &Facts| {
        let issues = yingheng_core::checks::all(facts);
        issues
            .iter()
            .any(|issue| issue.code() == "checks.no_in_house")
    };
    assert!(found(&facts));
    lying(&mut facts, "new", (2025, 6, 10), (2025, 6, 30), 703);
    assert!(!found(&facts));
}
