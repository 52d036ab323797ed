//! Smallest example of every code of the acceptance: one row, one code, one cell.

use yingheng_core::facts::ImportBatch;
use yingheng_core::facts::accept::{AcceptContext, Accepted, RawRow, RawValue, accept_rows};
use yingheng_core::period::Period;

fn accept(form: &str, fields: &[&str], rows: &[&[&str]]) -> Accepted {
    let columns = fields.iter().zip(1..).map(|(field, column)| ((*field).to_owned(), column)).collect();
    let batch = ImportBatch { id: 1, form: form.into(), period: Period { year: 2025, month: 0 }, columns, ..ImportBatch::default() };
    let values = |texts: &[&str]| texts.iter().zip(1..).map(|(text, column)| RawValue { column, text: (*text).into(), ..RawValue::default() }).collect();
    let rows: Vec<RawRow> = rows.iter().zip(2..).map(|(texts, row)| RawRow { row, values: values(texts) }).collect();
    let accepted = accept_rows(&AcceptContext { batch, choices: vec![] }, &rows);
    assert_eq!(accepted.imported + accepted.rejected, rows.len() as u64);
    accepted
}

#[test]
fn every_code_has_its_smallest_example() {
    let ledger = ["department", "account", "funding", "period", "amount"];
    let case = ["token", "group", "los", "charge", "discharged"];
    let gallery: &[(&str, &str, &[&str], &[&[&str]], &str, u64)] = &[
        ("accept.not_a_number", "ledger", &ledger, &[&["1", "2", "operating", "3月", "约12"]], "E2", 1),
        ("accept.missing_value", "ledger", &ledger, &[&["1", "2", "operating", "3月", "-"]], "E2", 1),
        ("accept.amount_too_large", "ledger", &ledger, &[&["1", "2", "operating", "3月", "1000000000000.01"]], "E2", 1),
        ("accept.unknown_choice", "ledger", &ledger, &[&["1", "2", "别的", "3月", "1"]], "C2", 1),
        ("accept.bad_period", "ledger", &ledger, &[&["1", "2", "operating", "2025.1", "1"]], "D2", 1),
        ("accept.funding_assumed", "ledger", &ledger, &[&["1", "2", "", "3月", "1"]], "", 0),
        ("accept.finer_than_fen", "ledger", &ledger, &[&["1", "2", "operating", "3月", "0.005"]], "", 0),
        ("accept.absurd_los", "cases", &case, &[&["a", "g", "-1", "1", ""]], "C2", 1),
        ("accept.open_ended_los", "cases", &case, &[&["a", "g", "120 +", "1", ""]], "C2", 0),
        ("accept.bad_date", "cases", &case, &[&["a", "g", "1", "1", "24/3/5"]], "E2", 1),
        ("accept.duplicate_case", "cases", &case, &[&["a", "g", "1", "1", "2025-1-1"], &["a", "g", "1", "1", "2025-1-1"]], "A3", 1),
        ("accept.duplicate_department", "departments", &["code", "name", "class"], &[&["1", "a", "clinical"], &["1", "b", "clinical"]], "A3", 1),
        ("accept.duplicate_account", "accounts", &["account", "name", "item"], &[&["1", "a", "labour"], &["1", "b", "other"]], "A3", 1),
        ("accept.negative_driver", "drivers", &["driver", "department", "value"], &[&["area", "1", "-2"]], "C2", 1),
        ("accept.negative_count", "workload", &["department", "period", "visits"], &[&["1", "3月", "-2"]], "C2", 1),
        ("accept.not_whole", "workload", &["department", "period", "visits"], &[&["1", "3月", "2.5"]], "C2", 1),
        ("accept.unknown_form", "other", &["x"], &[&["1"]], "", 1),
    ];
    for (code, form, fields, rows, place, rejected) in gallery {
        let accepted = accept(form, fields, rows);
        let issues: Vec<(&str, String)> = accepted.issues.iter().map(|issue| (issue.code(), issue.place.address())).collect();
        assert_eq!(issues, [(*code, (*place).to_owned())], "{code}");
        assert_eq!(accepted.rejected, *rejected, "{code}");
    }
}

#[test]
fn a_readmission_on_another_day_is_no_duplicate_and_long_lists_are_summed_up() {
    let case = ["token", "group", "los", "charge", "discharged"];
    assert_eq!(accept("cases", &case, &[&["a", "g", "1", "1", "2025-1-1"], &["a", "g", "1", "1", "2025-1-9"]]).imported, 2);
    let bad: &[&str] = &["1", "2", "operating", "3月", "x"];
    let accepted = accept("ledger", &["department", "account", "funding", "period", "amount"], &[bad; 250]);
    assert_eq!((accepted.issues.len(), accepted.counts["accept.not_a_number"]), (201, 250));
    assert_eq!(accepted.issues.last().map(|issue| issue.message.arguments["count"].clone()).as_deref(), Some("50"));
}
