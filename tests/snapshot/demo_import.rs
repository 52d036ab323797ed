//! The demonstration files on the real road: the confined reader, its own proposals, the acceptance, one computation.

#[path = "../issues/import_kit/mod.rs"]
mod import_kit;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use yingheng_core::facts::Facts;
use yingheng_core::facts::ImportBatch;
use yingheng_core::facts::accept::{AcceptContext, FieldChoices, RawRow, RawValue, accept_rows};
use yingheng_core::period::Period;
use yingheng_core::quantity::Fraction;
use yingheng_io::workbook_in::types::{ColumnChoice, ExtractRequest, Row, Trouble, Unit};
use yingheng_tests::demo;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn raw(row: Row) -> RawRow {
    let value = |value: yingheng_io::workbook_in::types::Value| RawValue {
        column: value.column,
        text: value.text,
        from_formula: value.from_formula,
        trouble: value.trouble.map(Trouble::told),
    };
    RawRow {
        row: row.row,
        values: row.values.into_iter().map(value).collect(),
    }
}

struct Imported {
    facts: Facts,
    /// Form → (imported, rejected, skipped).
    rows: BTreeMap<String, (u64, u64, usize)>,
    codes: Vec<String>,
}

/// Brings in all files as the reader proposes, without any choice by hand.
fn import() -> Imported {
    let (mut parts, mut rows, mut codes) = (Vec::new(), BTreeMap::new(), Vec::new());
    for file in demo::workbooks::FILES {
        let path = root().join("templates/demo").join(file);
        let (sheets, _) = import_kit::inspect(&path).expect(file);
        for sheet in sheets.into_iter().filter(|sheet| sheet.name != "说明") {
            let proposal = sheet
                .proposals
                .first()
                .unwrap_or_else(|| panic!("{file} {}: no form proposed", sheet.name));
            assert!(
                proposal.missing.is_empty(),
                "{file} {}: {:?}",
                sheet.name,
                proposal.missing
            );
            assert_eq!(proposal.header_row, 3, "{file} {}", sheet.name);
            let columns: Vec<_> = proposal
                .columns
                .iter()
                .map(|c| ColumnChoice {
                    field: c.field.clone(),
                    column: c.column,
                    unit: Unit::One,
                })
                .collect();
            let batch = ImportBatch {
                id: parts.len() as u32 + 1,
                form: proposal.form.clone(),
                file: file.into(),
                file_hash: String::new(),
                sheet: sheet.name.clone(),
                facility: String::new(),
                period: Period {
                    year: 2025,
                    month: 0,
                },
                columns: columns
                    .iter()
                    .map(|c| (c.field.clone(), c.column))
                    .collect(),
            };
            let request = ExtractRequest {
                path: path.clone(),
                sheet: sheet.name,
                header_row: proposal.header_row,
                form: proposal.form.clone(),
                columns,
                token_key: "5a".repeat(32),
                expected_hash: None,
            };
            let read = import_kit::extract(request).expect(file);
            for hidden in ["演示甲", "999999"] {
                assert!(!read.raw.contains(hidden), "{file}: identity came through");
            }
            let form = yingheng_io::workbook_in::form(&proposal.form)
                .expect("the form")
                .expect("a known form");
            let choices = form
                .fields
                .iter()
                .map(|f| FieldChoices {
                    field: f.key.clone(),
                    choices: f.choices.clone(),
                })
                .collect();
            let given: Vec<RawRow> = read.rows.into_iter().map(raw).collect();
            let accepted = accept_rows(&AcceptContext { batch, choices }, &given);
            rows.insert(
                proposal.form.clone(),
                (accepted.imported, accepted.rejected, read.skipped.len()),
            );
            codes.extend(
                accepted
                    .issues
                    .iter()
                    .filter(|i| i.severity == yingheng_core::issue::Severity::Error)
                    .map(|i| i.code().to_owned()),
            );
            parts.push(accepted.facts);
        }
    }
    let (mut facts, issues) = Facts::assemble(parts);
    codes.extend(issues.iter().map(|i| i.code().to_owned()));
    facts.period = Period {
        year: 2025,
        month: 0,
    };
    facts.synthetic = true;
    Imported { facts, rows, codes }
}

#[test]
fn files_come_in_whole_and_give_a_small_deficit() {
    let Imported { facts, rows, codes } = import();
    let shelf = demo::generate(
        &std::fs::read_to_string(root().join("templates/policy/cn/demo-county/2025/groups.csv"))
            .expect("groups"),
    )
    .goods
    .shelf
    .len() as u64;
    assert_eq!(rows["stock"], (36_000 + shelf, 0, 0));
    assert_eq!(rows["materials"], (3_000, 0, 0));
    // Case rows: all discharges; rejected: a charge in words, a stay below zero, the case that comes twice.
    assert_eq!(rows["cases"].0, demo::cases::CASES as u64, "{codes:?}");
    assert_eq!(rows["cases"].1, 3, "{codes:?}");
    // Ledger: the amount in words is rejected, the 合计 row is skipped by its rule.
    assert_eq!((rows["ledger"].1, rows["ledger"].2), (1, 1), "{codes:?}");
    for form in [
        "departments",
        "accounts",
        "staff",
        "assets",
        "drivers",
        "workload",
        "revenue",
        "other_income",
        "service_items",
        "activities",
        "activity_volumes",
        "capacity",
        "capacity_use",
    ] {
        assert_eq!(rows[form].1, 0, "{form}: {codes:?}");
    }

    // What came through the files is what the generator meant.
    let groups =
        std::fs::read_to_string(root().join("templates/policy/cn/demo-county/2025/groups.csv"))
            .expect("groups");
    let meant = demo::facts::facts(&demo::generate(&groups));
    assert_eq!(facts.cases.charge, meant.cases.charge);
    assert_eq!(facts.cases.los, meant.cases.los);
    assert_eq!(facts.ledger.len(), meant.ledger.len() + 1, "and unit 0999");
    assert_eq!(facts.revenue.len(), meant.revenue.len());

    let policy =
        yingheng_io::pack_files::load(&root().join("templates/policy/cn/demo-county/2025"))
            .expect("the pack");
    let plan = toml::from_str(
        &std::fs::read_to_string(root().join("templates/demo/plan.toml")).expect("plan"),
    )
    .expect("plan");
    let run = yingheng_core::run::compute(
        &facts,
        &policy,
        &plan,
        &yingheng_core::plan::Adjustments::default(),
    );
    let result = &run.margins.result;
    let surplus = result.surplus.as_ref().expect("a result");
    let income = &(&result.inpatient_revenue + &result.outpatient_revenue) + &result.other_income;
    let share = |permille: i64| &income * &Fraction::new(permille, 1000).expect("a thousandth");
    assert!(
        *surplus < share(-8) && *surplus > share(-45),
        "surplus {surplus} of {income}"
    );

    // 病组: some lose with every case, many on full cost only, the rest earn.
    let (mut every_case, mut full_cost, mut earn) = (Vec::new(), 0, 0);
    for group in &run.margins.groups {
        let (gap, contribution) = (
            group.gap.as_ref().expect("a gap"),
            group.contribution.as_ref().expect("a contribution"),
        );
        match (contribution.is_negative(), gap.is_negative()) {
            (true, _) => every_case.push(group.code.as_str()),
            (false, true) => full_cost += 1,
            _ => earn += 1,
        }
    }
    for code in ["CB19", "FM39", "RW13"] {
        assert!(
            every_case.contains(&code),
            "{code} should lose with every case: {every_case:?}"
        );
    }
    assert!(
        full_cost >= 40 && earn >= 40,
        "{} / {full_cost} / {earn}",
        every_case.len()
    );
    assert!(
        run.issues
            .iter()
            .any(|issue| issue.code() == "allocation.no_driver")
    );
    println!(
        "surplus {} of {}; groups {every_case:?} {full_cost} {earn}",
        surplus.position() / 1e8,
        income.position() / 1e8
    );
    for issue in &run.issues {
        println!(
            "{:?} {} {:?}",
            issue.severity,
            issue.code(),
            issue.message.arguments
        );
    }
}
