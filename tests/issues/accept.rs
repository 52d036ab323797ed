//! Smallest example of every code of the acceptance: one row, one code, one cell.

#[path = "accept/terms.rs"]
mod terms;

use std::collections::BTreeSet;
use std::path::Path;
use yingheng_core::facts::ImportBatch;
use yingheng_core::facts::accept::{AcceptContext, Accepted, RawRow, RawValue, accept_rows};
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
fn every_code_has_its_smallest_example() {
    let ledger = ["department", "account", "funding", "period", "amount"];
    let case = ["token", "group", "los", "charge", "discharged"];
    let in_house = ["token", "department", "admitted", "as_of", "charge"];
    let person = [
        "department",
        "role",
        "share",
        "basic",
        "performance",
        "insurance",
    ];
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
    let service_item = ["department", "code", "name", "price", "volume"];
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
    let mut not_an_asset = scanner;
    not_an_asset[4] = "drugs";
    let gallery: &[(&str, &str, &[&str], &[&[&str]], &str, u64)] = &[
        (
            "accept.share_out_of_range",
            "staff",
            &person,
            &[&["1", "护士", "150%", "1", "1", "1"]],
            "C2",
            1,
        ),
        (
            "accept.share_assumed",
            "staff",
            &person,
            &[&["1", "护士", "", "1", "1", "1"]],
            "",
            0,
        ),
        (
            "accept.not_an_asset_item",
            "assets",
            &asset,
            &[&not_an_asset],
            "E2",
            1,
        ),
        (
            "accept.duplicate_asset",
            "assets",
            &asset,
            &[&scanner, &scanner],
            "A3",
            1,
        ),
        (
            "accept.not_a_number",
            "ledger",
            &ledger,
            &[&["1", "2", "operating", "3月", "约12"]],
            "E2",
            1,
        ),
        (
            "accept.missing_value",
            "ledger",
            &ledger,
            &[&["1", "2", "operating", "3月", "-"]],
            "E2",
            1,
        ),
        (
            "accept.amount_too_large",
            "ledger",
            &ledger,
            &[&["1", "2", "operating", "3月", "1000000000000.01"]],
            "E2",
            1,
        ),
        (
            "accept.unknown_choice",
            "ledger",
            &ledger,
            &[&["1", "2", "别的", "3月", "1"]],
            "C2",
            1,
        ),
        (
            "accept.bad_period",
            "ledger",
            &ledger,
            &[&["1", "2", "operating", "2025.1", "1"]],
            "D2",
            1,
        ),
        (
            "accept.funding_assumed",
            "ledger",
            &ledger,
            &[&["1", "2", "", "3月", "1"]],
            "",
            0,
        ),
        (
            "accept.finer_than_fen",
            "ledger",
            &ledger,
            &[&["1", "2", "operating", "3月", "0.005"]],
            "",
            0,
        ),
        (
            "accept.absurd_los",
            "cases",
            &case,
            &[&["a", "g", "-1", "1", ""]],
            "C2",
            1,
        ),
        (
            "accept.open_ended_los",
            "cases",
            &case,
            &[&["a", "g", "120 +", "1", ""]],
            "C2",
            0,
        ),
        (
            "accept.bad_date",
            "cases",
            &case,
            &[&["a", "g", "1", "1", "24/3/5"]],
            "E2",
            1,
        ),
        (
            "accept.duplicate_case",
            "cases",
            &case,
            &[
                &["a", "g", "1", "1", "2025-1-1"],
                &["a", "g", "1", "1", "2025-1-1"],
            ],
            "A3",
            1,
        ),
        (
            "accept.duplicate_department",
            "departments",
            &["code", "name", "class"],
            &[&["1", "a", "clinical"], &["1", "b", "clinical"]],
            "A3",
            1,
        ),
        (
            "accept.two_classes",
            "departments",
            &["code", "name", "class"],
            &[&["1", "a", "clinical"], &["1", "a", "administration"]],
            "C3",
            1,
        ),
        (
            "accept.closed_before_opened",
            "departments",
            &["code", "name", "class", "valid_from", "valid_to"],
            &[&["1", "a", "clinical", "2025-7-1", "2025-6-30"]],
            "E2",
            1,
        ),
        (
            "accept.duplicate_account",
            "accounts",
            &["account", "name", "item"],
            &[&["1", "a", "labour"], &["1", "b", "other"]],
            "A3",
            1,
        ),
        (
            "accept.duplicate_material",
            "materials",
            &["code", "name"],
            &[&["1", "a"], &["1", "b"]],
            "A3",
            1,
        ),
        (
            "accept.negative_driver",
            "drivers",
            &["driver", "department", "value"],
            &[&["area", "1", "-2"]],
            "C2",
            1,
        ),
        (
            "accept.negative_count",
            "workload",
            &["department", "period", "visits"],
            &[&["1", "3月", "-2"]],
            "C2",
            1,
        ),
        (
            "accept.not_whole",
            "workload",
            &["department", "period", "visits"],
            &[&["1", "3月", "2.5"]],
            "C2",
            1,
        ),
        (
            "accept.negative_quantity",
            "service_items",
            &service_item,
            &[&["1", "a", "胸片", "-80", "10"]],
            "D2",
            1,
        ),
        (
            "accept.duplicate_service_item",
            "service_items",
            &service_item,
            &[
                &["1", "a", "胸片", "80", "10"],
                &["1", "a", "胸片", "80", "10"],
            ],
            "B3",
            1,
        ),
        (
            "accept.duplicate_activity",
            "activities",
            &["department", "activity", "name", "driver_volume"],
            &[&["1", "a", "登记", "3"], &["1", "a", "登记", "3"]],
            "B3",
            1,
        ),
        (
            "accept.duplicate_resource",
            "capacity_use",
            &["resource", "pathway", "name", "minutes"],
            &[&["r", "p", "检查", "3"], &["r", "p", "检查", "3"]],
            "B3",
            1,
        ),
        (
            "accept.duplicate_case_service",
            "case_services",
            &["token", "service", "quantity"],
            &[&["t", "病房", "3"], &["t", "病房", "3"]],
            "B3",
            1,
        ),
        (
            "accept.admitted_after_as_of",
            "in_house",
            &in_house,
            &[&["t", "1", "2025-12-31", "2025-12-30", "10"]],
            "C2",
            1,
        ),
        (
            "accept.duplicate_in_house",
            "in_house",
            &in_house,
            &[
                &["t", "1", "2025-12-01", "2025-12-31", "10"],
                &["t", "1", "2025-12-01", "2025-12-31", "10"],
            ],
            "A3",
            1,
        ),
        (
            "accept.optional_unread",
            "cases",
            &["group", "los", "charge", "age"],
            &[&["G", "3", "100", "成人"]],
            "D2",
            0,
        ),
        (
            "accept.negative_refused",
            "claims",
            &["token", "fund", "refused"],
            &[&["t", "100", "-5"]],
            "C2",
            1,
        ),
        ("accept.unknown_form", "other", &["x"], &[&["1"]], "", 1),
    ];
    for (code, form, fields, rows, place, rejected) in gallery {
        let accepted = accept(form, fields, rows);
        let issues: Vec<(&str, String)> = accepted
            .issues
            .iter()
            .map(|issue| (issue.code(), issue.place.address()))
            .collect();
        assert_eq!(issues, [(*code, (*place).to_owned())], "{code}");
        assert_eq!(accepted.rejected, *rejected, "{code}");
    }
    // `more`, `repeated_…` and `control_total_…` need many rows, two batches or a sub-total and have tests of their own.
    let shown = gallery.iter().map(|(code, ..)| code.replace('.', "-"));
    let known = catalogue("accept-").into_iter();
    assert_eq!(
        known
            .filter(|id| {
                let elsewhere = ["accept-repeated_", "accept-control_total_"];
                id != "accept-more" && !elsewhere.iter().any(|start| id.starts_with(start))
            })
            .collect::<BTreeSet<_>>(),
        shown.collect()
    );
}

/// Ids of the Chinese messages that begin with `prefix`.
fn catalogue(prefix: &str) -> BTreeSet<String> {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/crates/app/locales/zh-CN");
    let mut ids = BTreeSet::new();
    for file in std::fs::read_dir(folder).expect("messages").flatten() {
        let text = std::fs::read_to_string(file.path()).expect("messages");
        let lines = text.lines().filter(|line| line.starts_with(prefix));
        ids.extend(
            lines
                .filter_map(|line| line.split_once(" = "))
                .map(|(id, _)| id.to_owned()),
        );
    }
    ids
}

#[test]
fn every_field_of_every_form_has_a_name() {
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/import");
    let mut fields = BTreeSet::new();
    for form in std::fs::read_dir(forms).expect("forms").flatten() {
        if !form.path().is_dir() {
            continue;
        }
        let text = std::fs::read_to_string(form.path().join("mapping.toml")).expect("a mapping");
        let mapping: toml::Table = text.parse().expect("toml");
        for field in mapping["field"].as_array().expect("fields") {
            let key = field["key"].as_str().expect("a key");
            let form = mapping["form"].as_str().expect("a form");
            let name = yingheng_core::facts::field_key(form, key);
            fields.insert(name.replace('.', "-"));
        }
    }
    assert!(fields.len() > 60, "only {} fields found", fields.len());
    assert_eq!(catalogue("field-"), fields);
}
