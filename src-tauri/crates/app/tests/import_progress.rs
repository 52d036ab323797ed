//! A long import tells how far it is, and cancelled at any stage it leaves no trace: not in the project, not on the disk,
//! not among the processes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use yingheng_app::session::{Session, Surroundings, parse_period};
use yingheng_app::wire::{Progress, SheetChoice};

/// Rows of the file.
const ROWS: u32 = 100_000;

/// A session whose worker would put temporary files into `scratch`.
fn session(scratch: &Path) -> Session {
    let program = env!("CARGO_BIN_EXE_yingheng");
    let (worker, arguments) = if cfg!(unix) {
        let scratch = format!("TMPDIR={}", scratch.display());
        (
            "/usr/bin/env",
            vec![scratch, program.to_owned(), "import-worker".to_owned()],
        )
    } else {
        (program, vec!["import-worker".to_owned()])
    };
    Session::new(Surroundings {
        templates: Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../templates"),
        settings: None,
        worker: PathBuf::from(worker),
        worker_arguments: arguments.into_iter().map(Into::into).collect(),
    })
}

/// Every file of a folder with its bytes.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = std::fs::read_dir(folder).expect("folder").flatten();
    entries
        .map(|entry| {
            let path = entry.path();
            let bytes = std::fs::read(&path).expect("read");
            (path, bytes)
        })
        .collect()
}

/// Processes this one started that are still there.
fn children() -> Vec<String> {
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten();
    tasks
        .flatten()
        .filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok())
        .flat_map(|list| {
            list.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect()
}

fn key(step: &Progress) -> &str {
    step.label.as_ref().map_or("", |label| label.key.as_str())
}

#[test]
fn progress_is_told_and_cancelling_leaves_no_trace() {
    let source = tempfile::tempdir().expect("folder");
    let home = tempfile::tempdir().expect("folder");
    let scratch = tempfile::tempdir().expect("folder");
    let path = source.path().join("明细.csv");
    let mut text = "科室编码,科目编码,经费来源,期间,金额\n".to_owned();
    for row in 0..ROWS {
        let _ = writeln!(
            text,
            "{:04},5001,自有资金,2025-{:02},{}.25",
            row % 300,
            row % 12 + 1,
            row
        );
    }
    std::fs::write(&path, text).expect("written");
    let mut session = session(scratch.path());
    let year = parse_period("2025").expect("a year");
    session
        .new_project(&home.path().join("a.yhproj"), "A", year, "cn/generic")
        .expect("made");
    let never = AtomicBool::new(false);
    let seen = session.inspect(&path, None, &never).expect("looked at");
    let sheet = &seen.sheets[0];
    let choice = SheetChoice {
        sheet: sheet.sheet.clone(),
        form: "ledger".to_owned(),
        header_row: sheet.header_row,
        columns: sheet
            .columns
            .iter()
            .filter_map(|column| Some((column.index, column.field.clone()?)))
            .collect(),
        ..SheetChoice::default()
    };
    let before = contents(home.path());
    let state = format!("{:?}", session.state());

    // Cancelled before anything was read, at the first sign of life, half-way, and while rows are being kept.
    let stages: [(&str, &str, u32, &str); 4] = [
        ("at once", "", 0, "import.cancelled"),
        ("first sign", "import.reading", 1, "import.cancelled"),
        ("half-way", "import.reading", ROWS / 2, "import.cancelled"),
        ("while kept", "import.keeping", ROWS / 2, "store.cancelled"),
    ];
    for (stage, at, rows, code) in stages {
        let cancel = AtomicBool::new(at.is_empty());
        let mut asked = None;
        let refused = session.import_sheets(&path, &[choice.clone()], &cancel, &mut |step| {
            if key(&step) == at && step.done >= rows && asked.is_none() {
                asked = Some(Instant::now());
                cancel.store(true, Ordering::SeqCst);
            }
        });
        assert_eq!(refused.expect_err(stage).code, code, "{stage}");
        if let Some(asked) = asked {
            assert!(
                asked.elapsed() < Duration::from_secs(5),
                "{stage}: {:?} until it ended",
                asked.elapsed()
            );
        }
        let after = contents(home.path());
        assert_eq!(
            before.keys().collect::<Vec<_>>(),
            after.keys().collect::<Vec<_>>(),
            "{stage}: files"
        );
        for (name, bytes) in &before {
            let now = &after[name];
            if name.to_string_lossy().ends_with("-journal") {
                // The journal stays, its head blanked; it only ever holds pages as they were before an act.
                assert!(
                    now.iter().take(28).all(|byte| *byte == 0),
                    "{stage}: a journal"
                );
                let file = "明细".as_bytes();
                assert!(!now.windows(file.len()).any(|part| part == file));
            } else {
                assert!(now == bytes, "{stage}: {} changed", name.display());
            }
        }
        assert_eq!(format!("{:?}", session.state()), state, "{stage}");
        assert!(children().is_empty(), "{stage}: a worker is left");
        assert!(
            contents(scratch.path()).is_empty(),
            "{stage}: temporary files"
        );
    }

    // The same import, not cancelled: rows done never fall, their total is known, and both stages come to their end.
    let mut steps: Vec<Progress> = Vec::new();
    let answer = session
        .import_sheets(&path, &[choice], &never, &mut |step| steps.push(step))
        .expect("imported");
    assert_eq!(answer.batches[0].imported, ROWS);
    for (stage, least) in [("import.reading", 10), ("import.keeping", 10)] {
        let of_stage: Vec<&Progress> = steps.iter().filter(|step| key(step) == stage).collect();
        assert!(of_stage.len() >= least, "{stage}: {} steps", of_stage.len());
        assert!(of_stage.windows(2).all(|two| two[0].done <= two[1].done));
        assert!(
            of_stage.iter().all(|step| step.total == Some(ROWS)),
            "{stage}: {:?}",
            of_stage.first()
        );
        assert_eq!(of_stage.last().map(|step| step.done), Some(ROWS), "{stage}");
    }
    assert!(children().is_empty() && contents(scratch.path()).is_empty());
    println!(
        "progress: {} steps over {ROWS} rows; cancelled at 4 stages, no trace",
        steps.len()
    );
}
