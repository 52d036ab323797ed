//! Every messy but honest file against the table it means: each cell equal or rejected for the right reason, every row
//! accounted for, every amount to the 分.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use yingheng_app::session::{Session, Surroundings, parse_period};
use yingheng_app::wire::ImportAnswer;
use yingheng_core::facts::Facts;
use yingheng_core::period::{Date, Period};
use yingheng_io::store::{BatchRecord, Project};
use yingheng_tests::messy::{self, Fixture, Truth};

fn session() -> Session {
    Session::new(Surroundings {
        templates: Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates"),
        settings: None,
        worker: PathBuf::from(env!("CARGO_BIN_EXE_yingheng-import-worker")),
        worker_arguments: Vec::new(),
    })
}

/// What the project holds afterwards, read from the file anew.
struct Kept {
    answer: ImportAnswer,
    facts: Facts,
    records: Vec<BatchRecord>,
}

fn import(folder: &Path, fixture: &Fixture) -> Result<Kept, String> {
    let file = folder.join(&fixture.name);
    std::fs::write(&file, &fixture.bytes).expect("fixture");
    let project = folder.join("a.yhproj");
    let mut session = session();
    let year = parse_period("2024").expect("a year");
    session
        .new_project(&project, "A", year, "cn/generic")
        .expect("project");
    let answer = session
        .import_recognised(&[file], false)
        .map_err(|failure| failure.code)?;
    drop(session);
    let project = Project::open(&project).expect("opened again");
    let (facts, _) = project.facts().expect("facts");
    Ok(Kept {
        answer,
        facts,
        records: project.batches().expect("batches"),
    })
}

fn month(period: Period) -> String {
    format!("{:04}-{:02}", period.year, period.month)
}

/// The accepted rows by their place, as the truth writes them.
fn rendered(facts: &Facts) -> BTreeMap<u32, Vec<String>> {
    let mut rows = BTreeMap::new();
    let mut put = |row: u32, cells: Vec<String>| {
        assert!(rows.insert(row, cells).is_none(), "row {row} twice");
    };
    for line in &facts.ledger {
        let fen = line.amount.fen().to_string();
        let cells = [&line.department, &line.account, &month(line.period), &fen];
        put(line.source.row, cells.map(String::clone).to_vec());
    }
    for rule in &facts.accounts {
        let cells = [rule.account.as_str(), &rule.name, rule.item.key()];
        put(rule.source.row, cells.map(str::to_owned).to_vec());
    }
    for (unit, source) in &facts.departments {
        let beds = unit.beds.map(|beds| beds.to_string()).unwrap_or_default();
        let cells = [unit.code.as_str(), &unit.name, unit.class.key(), &beds];
        put(source.row, cells.map(str::to_owned).to_vec());
    }
    for person in &facts.staff {
        let money = [person.basic, person.performance, person.insurance];
        let mut cells = vec![
            person.department.clone(),
            person.role.clone(),
            person.share.to_string(),
        ];
        cells.extend(money.map(|money| money.fen().to_string()));
        put(person.source.row, cells);
    }
    for line in &facts.workload {
        let cells = vec![
            line.department.clone(),
            month(line.period),
            line.visits.to_string(),
            line.bed_days.to_string(),
        ];
        put(line.source.row, cells);
    }
    let cases = &facts.cases;
    for (index, source) in cases.source.iter().enumerate() {
        let day = cases.discharged[index].and_then(Date::from_day_number);
        let cells = vec![
            cases.groups[cases.group[index] as usize].clone(),
            cases.los[index].to_string(),
            day.map(|day| day.to_string()).unwrap_or_default(),
            cases.charge[index].to_string(),
        ];
        put(source.row, cells);
    }
    rows
}

fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", fen.abs() / 100, fen.abs() % 100)
}

/// Differences between what was read and what the file means; none is the only good answer.
fn compare(truth: &Truth, kept: &Kept) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut equal = |what: &str, read: String, meant: String| {
        if read != meant {
            wrong.push(format!("{what}: read {read}, meant {meant}"));
        }
    };
    let [record] = kept.records.as_slice() else {
        return vec![format!("{} batches", kept.records.len())];
    };
    equal("form", record.batch.form.clone(), truth.form.to_owned());
    let mut meant: BTreeMap<u32, Vec<String>> = truth.taken.iter().cloned().collect();
    for (row, cells) in rendered(&kept.facts) {
        let expected = meant.remove(&row);
        equal(
            &format!("row {row}"),
            format!("{cells:?}"),
            format!("{:?}", expected.unwrap_or_default()),
        );
    }
    equal("rows missing", format!("{meant:?}"), "{}".to_owned());
    for (row, column, code) in &truth.rejected {
        let told = kept.answer.issues.iter().any(|issue| {
            issue.message.key == *code
                && issue.place.row == Some(*row)
                && (*column == 0 || issue.place.column == Some(*column))
        });
        if !told {
            let said: Vec<String> = kept
                .answer
                .issues
                .iter()
                .filter(|issue| issue.place.row == Some(*row))
                .map(|issue| format!("{} at column {:?}", issue.message.key, issue.place.column))
                .collect();
            equal(
                &format!("row {row} column {column}"),
                format!("{said:?}"),
                (*code).to_owned(),
            );
        }
    }
    let counts = [
        record.imported,
        record.rejected,
        record.skipped,
        record.rows,
    ];
    let (taken, rejected) = (truth.taken.len() as u64, truth.rejected.len() as u64);
    let all = taken + rejected + truth.skipped;
    equal(
        "imported, rejected, skipped, rows",
        format!("{counts:?}"),
        format!("{:?}", [taken, rejected, truth.skipped, all]),
    );
    let batch = &kept.answer.batches[0];
    for (field, taken, rejected) in &truth.money {
        let read = batch.amounts.iter().find(|amount| amount.field == *field);
        let read =
            read.map(|read| [&read.file_total, &read.imported, &read.rejected].map(String::clone));
        // Cells finer than a 分 stand in the file total exactly and are told.
        if !truth.told.contains(&"accept.finer_than_fen") {
            equal(
                field,
                format!("{:?}", read.unwrap_or_default()),
                format!(
                    "{:?}",
                    [yuan(taken + rejected), yuan(*taken), yuan(*rejected)]
                ),
            );
        }
    }
    equal(
        "sub-totals checked and tied",
        format!("{:?}", (batch.totals_checked, batch.totals_tied)),
        format!("{:?}", truth.totals),
    );
    for code in &truth.told {
        if !kept
            .answer
            .issues
            .iter()
            .any(|issue| issue.message.key == *code)
        {
            equal("told", "nothing".to_owned(), (*code).to_owned());
        }
    }
    // Nothing may be told that nobody expects: a wrong warning teaches people to read over warnings.
    let known: Vec<&str> = truth
        .rejected
        .iter()
        .map(|rejected| rejected.2)
        .chain(truth.told.iter().copied())
        .chain(["accept.funding_assumed"])
        .collect();
    for issue in &kept.answer.issues {
        if !known.contains(&issue.message.key.as_str()) {
            equal(
                "unexpected",
                format!("{} at row {:?}", issue.message.key, issue.place.row),
                String::new(),
            );
        }
    }
    wrong
}

#[test]
fn every_messy_file_gives_the_table_it_means() {
    let fixtures = messy::all();
    assert!(fixtures.len() >= 120, "{} files", fixtures.len());
    let mut names: Vec<&str> = fixtures
        .iter()
        .map(|fixture| fixture.name.as_str())
        .collect();
    names.sort_unstable();
    names.windows(2).for_each(|two| assert_ne!(two[0], two[1]));
    let next = std::sync::atomic::AtomicUsize::new(0);
    let faults = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                    let Some(fixture) = fixtures.get(index) else {
                        return;
                    };
                    let folder = tempfile::tempdir().expect("folder");
                    let wrong = match (import(folder.path(), fixture), &fixture.truth) {
                        (Ok(kept), Ok(truth)) => compare(truth, &kept),
                        (Err(code), Err(meant)) if code == *meant => Vec::new(),
                        (Ok(_), Err(meant)) => vec![format!("read, not refused with {meant}")],
                        (Err(code), _) => vec![format!("refused with {code}")],
                    };
                    let mut faults = faults.lock().expect("faults");
                    faults.extend(
                        wrong
                            .into_iter()
                            .map(|wrong| format!("{}: {wrong}", fixture.name)),
                    );
                }
            });
        }
    });
    let mut faults = faults.into_inner().expect("faults");
    faults.sort();
    println!("{} files", fixtures.len());
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}
