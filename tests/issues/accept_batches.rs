//! What acceptance makes of several batches and of long lists: nothing is counted twice, nothing drowns in repetition.

use yingheng_core::facts::accept::{AcceptContext, Accepted, RawRow, RawValue, accept_rows};
use yingheng_core::facts::{Facts, ImportBatch};
use yingheng_core::period::Period;

fn accept(form: &str, fields: &[&str], rows: &[&[&str]]) -> Accepted {
    let columns = fields
        .iter()
        .zip(1..)
        .map(|(field, column)| ((*field).to_owned(), column))
        .collect();
    let batch = ImportBatch {
        id: 1,
        form: form.into(),
        period: Period {
            year: 2025,
            month: 0,
        },
        columns,
        ..ImportBatch::default()
    };
    let values = |texts: &[&str]| {
        texts
            .iter()
            .zip(1..)
            .map(|(text, column)| RawValue {
                column,
                text: (*text).into(),
                ..RawValue::default()
            })
            .collect()
    };
    let rows: Vec<RawRow> = rows
        .iter()
        .zip(2..)
        .map(|(texts, row)| RawRow {
            row,
            values: values(texts),
        })
        .collect();
    let accepted = accept_rows(
        &AcceptContext {
            batch,
            choices: vec![],
        },
        &rows,
    );
    assert_eq!(accepted.imported + accepted.rejected, rows.len() as u64);
    accepted
}

#[test]
fn what_an_earlier_batch_says_is_not_counted_again() {
    let asset = [
        "code",
        "name",
        "class",
        "department",
        "item",
        "original",
        "life_months",
        "in_service",
        "charge",
        "funding",
    ];
    let scanner = [
        "ct",
        "CT",
        "设备",
        "1",
        "depreciation",
        "9",
        "60",
        "2024-1-1",
        "1",
        "operating",
    ];
    let case = ["token", "group", "los", "charge", "discharged"];
    let gallery: &[(&str, &str, &[&str], &[&str])] = &[
        (
            "accept.repeated_department",
            "departments",
            &["code", "name", "class"],
            &["1", "内科", "clinical"],
        ),
        (
            "accept.repeated_account",
            "accounts",
            &["account", "name", "item"],
            &["1", "工资", "labour"],
        ),
        ("accept.repeated_asset", "assets", &asset, &scanner),
        (
            "accept.repeated_case",
            "cases",
            &case,
            &["a", "g", "1", "1", "2025-1-1"],
        ),
    ];
    for (code, form, fields, row) in gallery {
        let first = accept(form, fields, &[row]).facts;
        let mut second = accept(form, fields, &[row, row]).facts;
        second.batches[0].id = 2;
        for (_, source) in &mut second.departments {
            source.batch = 2;
        }
        second
            .accounts
            .iter_mut()
            .for_each(|rule| rule.source.batch = 2);
        second
            .assets
            .iter_mut()
            .for_each(|asset| asset.source.batch = 2);
        second
            .cases
            .source
            .iter_mut()
            .for_each(|source| source.batch = 2);
        let (all, issues) = Facts::assemble(vec![first, second]);
        let told: Vec<(&str, String)> = issues
            .iter()
            .map(|issue| (issue.code(), issue.place.address()))
            .collect();
        assert_eq!(told, [(*code, "A2".to_owned())]);
        let rows =
            all.departments.len() + all.accounts.len() + all.assets.len() + all.cases.token.len();
        assert_eq!(rows, 1, "{code}");
    }
}

#[test]
fn one_unit_with_two_classes_in_two_files_is_named() {
    let fields = ["code", "name", "class"];
    let first = accept("departments", &fields, &[&["1", "内科", "clinical"]]).facts;
    let mut second = accept("departments", &fields, &[&["1", "内科", "administration"]]).facts;
    second.batches[0].id = 2;
    second.departments[0].1.batch = 2;
    let (all, issues) = Facts::assemble(vec![first.clone(), second]);
    assert_eq!(all.departments, first.departments);
    assert_eq!(issues.len(), 1);
    assert_eq!(issues[0].code(), "accept.repeated_two_classes");
    assert_eq!(issues[0].place.address(), "C2");
}

#[test]
fn a_readmission_on_another_day_is_no_duplicate_and_long_lists_are_summed_up() {
    let case = ["token", "group", "los", "charge", "discharged"];
    assert_eq!(
        accept(
            "cases",
            &case,
            &[
                &["a", "g", "1", "1", "2025-1-1"],
                &["a", "g", "1", "1", "2025-1-9"]
            ]
        )
        .imported,
        2
    );
    let bad: &[&str] = &["1", "2", "operating", "3月", "x"];
    let accepted = accept(
        "ledger",
        &["department", "account", "funding", "period", "amount"],
        &[bad; 250],
    );
    assert_eq!(
        (
            accepted.issues.len(),
            accepted.counts["accept.not_a_number"]
        ),
        (201, 250)
    );
    assert_eq!(
        accepted
            .issues
            .last()
            .map(|issue| issue.message.arguments["count"].clone())
            .as_deref(),
        Some("50")
    );
}
