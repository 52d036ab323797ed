//! The project file: what is kept comes back the same, and what fails changes nothing.

use std::time::{Duration, Instant};
use yingheng_core::facts::ImportBatch;
use yingheng_core::facts::accept::{AcceptContext, RawRow, RawValue};
use yingheng_core::period::Period;
use yingheng_core::quantity::Money;
use yingheng_io::store::{Meta, NewBatch, Project, Stored};

fn meta() -> Meta {
    Meta {
        name: "甲医院".into(),
        synthetic: true,
        period: Period {
            year: 2025,
            month: 0,
        },
    }
}

fn ledger(hash: &str, amounts: &[&str]) -> NewBatch {
    let columns = [
        ("department", 1),
        ("account", 2),
        ("period", 3),
        ("amount", 4),
    ]
    .map(|(field, column)| (field.to_owned(), column));
    let batch = ImportBatch {
        form: "ledger".into(),
        file: "支出.xlsx".into(),
        file_hash: hash.into(),
        sheet: "支出明细".into(),
        period: Period {
            year: 2025,
            month: 0,
        },
        columns: columns.to_vec(),
        ..ImportBatch::default()
    };
    let value = |column, text: &str| RawValue {
        column,
        text: text.into(),
        ..RawValue::default()
    };
    let row = |(index, amount): (usize, &&str)| RawRow {
        row: index as u32 + 2,
        values: vec![
            value(1, "001"),
            value(2, "5001"),
            value(3, "3月"),
            value(4, amount),
        ],
    };
    let rows = amounts.iter().enumerate().map(row).collect();
    NewBatch {
        context: AcceptContext {
            batch,
            choices: vec![],
        },
        header_row: 1,
        rows,
        skipped: 2,
        refused: 1,
        ..NewBatch::default()
    }
}

fn code<T>(result: Result<T, yingheng_io::store::StoreError>) -> &'static str {
    result.err().map_or("ok", |error| error.code())
}

#[test]
fn what_is_kept_comes_back_and_rows_reconcile() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yhproj");
    let mut project = Project::create(&path, &meta()).expect("created");
    let stored = project
        .add_batch(ledger("h1", &["1,234.50", "abc", "(10)"]), |_| true)
        .expect("added");
    let Stored::Imported { record, issues, .. } = stored else {
        panic!("imported")
    };
    assert_eq!(
        (
            record.rows,
            record.imported,
            record.rejected,
            record.skipped
        ),
        (6, 2, 2, 2)
    );
    assert!(
        issues
            .iter()
            .any(|issue| issue.code() == "accept.not_a_number" && issue.place.address() == "D3")
    );
    let before = project.facts().expect("facts");
    project.close().expect("closed");
    let project = Project::open(&path).expect("opened");
    assert_eq!(project.facts().expect("facts"), before);
    assert_eq!(
        before
            .0
            .ledger
            .iter()
            .map(|line| line.amount)
            .sum::<Money>(),
        Money::from_fen(122_450)
    );
    assert_eq!(
        project.source_text(1, 2).expect("text").last(),
        Some(&("amount".to_owned(), 4, "1,234.50".to_owned()))
    );
    assert_eq!(project.token_key().len(), 64);
}

#[test]
fn the_same_file_changes_nothing_and_a_newer_one_supersedes() {
    let folder = tempfile::tempdir().expect("folder");
    let mut project = Project::create(&folder.path().join("a.yhproj"), &meta()).expect("created");
    project
        .add_batch(ledger("h1", &["1"]), |_| true)
        .expect("added");
    assert_eq!(
        project
            .add_batch(ledger("h1", &["1"]), |_| true)
            .expect("again"),
        Stored::AlreadyImported { batch: 1 }
    );
    assert_eq!(project.batches().expect("batches").len(), 1);
    let newer = NewBatch {
        supersede: true,
        ..ledger("h2", &["2"])
    };
    let Stored::Imported { superseded, .. } = project.add_batch(newer, |_| true).expect("added")
    else {
        panic!("imported")
    };
    assert_eq!(superseded, [1]);
    let facts = project.facts().expect("facts").0;
    assert_eq!(
        facts
            .ledger
            .iter()
            .map(|line| line.amount.fen())
            .collect::<Vec<_>>(),
        [200]
    );
}

#[test]
fn an_import_that_is_stopped_leaves_the_project_as_it_was() {
    let folder = tempfile::tempdir().expect("folder");
    let mut project = Project::create(&folder.path().join("a.yhproj"), &meta()).expect("created");
    project
        .add_batch(ledger("h1", &["1"]), |_| true)
        .expect("added");
    let (facts, acts) = (
        project.facts().expect("facts"),
        project.acts().expect("acts"),
    );
    assert_eq!(
        code(project.add_batch(ledger("h2", &["2"]), |_| false)),
        "store.cancelled"
    );
    assert_eq!(
        (
            project.facts().expect("facts"),
            project.acts().expect("acts")
        ),
        (facts, acts)
    );
}

#[test]
fn strangers_newer_files_and_second_writers_are_refused() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yhproj");
    let project = Project::create(&path, &meta()).expect("created");
    assert_eq!(code(Project::create(&path, &meta())), "store.exists");
    let started = Instant::now();
    assert_eq!(code(Project::open(&path)), "store.in_use_by");
    assert!(started.elapsed() < Duration::from_secs(10));
    let copy = folder.path().join("copy.yhproj");
    project.backup_to(&copy).expect("copied");
    project.close().expect("closed");
    assert!(Project::open(&copy).is_ok());
    let stranger = folder.path().join("b.yhproj");
    std::fs::write(&stranger, b"name,amount\n1,2\n").expect("written");
    assert_eq!(code(Project::open(&stranger)), "store.not_a_project");
    let mut bytes = std::fs::read(&path).expect("read");
    bytes[63] = 99; // user_version, big-endian at offset 60 of the SQLite header
    std::fs::write(&path, &bytes).expect("written");
    assert_eq!(code(Project::open(&path)), "store.newer");
    bytes[63] = 1;
    bytes[68] ^= 1; // application_id
    std::fs::write(&path, &bytes).expect("written");
    assert_eq!(code(Project::open(&path)), "store.not_a_project");
}

#[test]
fn forty_thousand_rows_are_one_act_and_come_back() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yhproj");
    let mut project = Project::create(&path, &meta()).expect("created");
    let (mut told, amounts) = (0, vec!["12.34"; 40_000]);
    let started = Instant::now();
    project
        .add_batch(ledger("h1", &amounts), |rows| {
            told = rows;
            true
        })
        .expect("added");
    let kept = started.elapsed();
    assert_eq!(told, 40_000);
    project.close().expect("closed");
    let started = Instant::now();
    let project = Project::open(&path).expect("opened");
    let lines = project.facts().expect("facts").0.ledger;
    let reopened = started.elapsed();
    println!("40,000 rows: kept in {kept:?}, opened and read in {reopened:?}");
    assert_eq!(
        lines.iter().map(|line| line.amount).sum::<Money>(),
        Money::from_fen(49_360_000)
    );
    let rows: Vec<u32> = lines.iter().map(|line| line.source.row).collect();
    assert_eq!(rows, (2..40_002).collect::<Vec<_>>());
    assert_eq!(project.acts().expect("acts").len(), 2);
}
