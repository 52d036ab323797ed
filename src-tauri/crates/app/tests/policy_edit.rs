//! The project's policy pack edited: proved before it is kept, one act each, taken back, shown, saved as a folder; by the
//! session and by the command line.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use yingheng_app::session::{Session, Stamp, Surroundings, parse_period};
use yingheng_app::wire::{PackEdit, PackSheet, PackSource, PackValue, PackValueKind};

const DEMO: &str = "cn/demo-county/2025";

fn templates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../templates")
}

fn opened(folder: &Path) -> Session {
    let mut session = Session::new(Surroundings {
        templates: templates(),
        settings: None,
        worker: PathBuf::from(env!("CARGO_BIN_EXE_yingheng")),
        worker_arguments: vec![OsString::from("import-worker")],
    });
    session.stamp(Stamp {
        when: "2026-01-08 08:00 UTC".to_owned(),
        who: "医保办".to_owned(),
    });
    let period = parse_period("2025").expect("a year");
    session
        .new_project(&folder.join("a.yhproj"), "A", period, DEMO)
        .expect("made");
    session
}

fn rate(from: &str, source: &str) -> PackValue {
    PackValue {
        from: from.into(),
        source: source.into(),
        kind: PackValueKind::Table,
        compare: String::new(),
        step_on: String::new(),
        inclusive: false,
        number: String::new(),
        rows: vec![
            ("职工".into(), "9300.00".into()),
            ("居民".into(), "8800.00".into()),
        ],
    }
}

fn notice() -> PackSource {
    PackSource {
        id: "notice".into(),
        number: "X医保发〔2027〕1号".into(),
        title: "虚构通知".into(),
        issuer: "示范市医疗保障局".into(),
        issued: "2027-01-05".into(),
        effective: String::new(),
        link: "paper".into(),
        level: "summary".into(),
    }
}

fn values(sheet: &PackSheet, id: &str) -> Vec<String> {
    let own = sheet.parameters.iter().find(|own| own.id == id);
    let values = own.expect("parameter").values.iter();
    values.map(|value| value.from.clone()).collect()
}

fn log(session: &Session) -> Vec<String> {
    let rows = session.history().expect("log").rows;
    rows.iter().map(|row| format!("{:?}", row.cells)).collect()
}

#[test]
fn an_edit_is_one_act_that_can_be_taken_back_and_done_again() {
    let folder = tempfile::tempdir().expect("folder");
    let mut session = opened(folder.path());
    let before = session.pack_sheet().expect("sheet");
    assert!(!before.own_copy);
    assert_eq!(before.id, DEMO);
    let edits = [
        PackEdit::PutSource { source: notice() },
        PackEdit::SetValue {
            parameter: "rate".into(),
            replaces: None,
            value: rate("2027-01-01", "notice"),
        },
    ];
    let answer = session.edit_pack(&edits).expect("answered");
    assert!(answer.faults.is_empty(), "{:?}", answer.faults);
    assert!(answer.sheet.own_copy);
    assert_eq!(answer.sheet.id, DEMO);
    let days = ["2025-01-01", "2026-01-01", "2027-01-01"];
    assert_eq!(values(&answer.sheet, "rate"), days);
    assert_eq!(session.pack_sheet().expect("sheet"), answer.sheet);
    let told = log(&session);
    assert!(told[0].contains("act.pack_source_put") && told[0].contains("虚构通知"));
    // Against the shipped pack the edit is what differs, and nothing else.
    let found = session.pack_difference(None).expect("compared");
    let lines: Vec<String> = found
        .rows
        .iter()
        .map(|row| format!("{:?}", row.cells))
        .collect();
    assert_eq!(lines.len(), 2, "{lines:#?}");
    assert!(lines.iter().all(|line| line.contains("2027-01-01")));
    let same = session.pack_difference(Some(DEMO)).expect("compared");
    assert_eq!(same.rows, found.rows);
    // The own copy is offered, and is the present one; the shipped pack still is what it was.
    let settings = session.settings().expect("settings");
    assert_eq!(settings.policy.as_deref(), Some("own:cn/demo-county/2025"));
    let present = settings
        .policies
        .iter()
        .filter(|own| Some(&own.id) == settings.policy.as_ref());
    let names: Vec<&str> = present.map(|own| own.name.key.as_str()).collect();
    assert_eq!(names, ["policy.own_copy"]);
    session.undo().expect("undone").expect("an act");
    assert_eq!(session.pack_sheet().expect("sheet"), before);
    session.redo().expect("done again").expect("an act");
    assert_eq!(session.pack_sheet().expect("sheet"), answer.sheet);
    session.choose_policy(DEMO).expect("the shipped pack again");
    assert_eq!(session.pack_sheet().expect("sheet"), before);
}

#[test]
fn an_edit_that_breaks_a_worked_case_is_refused_in_place_and_nothing_is_lost() {
    let folder = tempfile::tempdir().expect("folder");
    let mut session = opened(folder.path());
    let before = session.pack_sheet().expect("sheet");
    let position = session.position().expect("position");
    let mut wrong = rate("2025-01-01", "demo");
    wrong.rows[0].1 = "9700.00".into();
    let edit = PackEdit::SetValue {
        parameter: "rate".into(),
        replaces: Some("2025-01-01".into()),
        value: wrong,
    };
    let answer = session
        .edit_pack(std::slice::from_ref(&edit))
        .expect("answered");
    assert!(!answer.faults.is_empty());
    for fault in &answer.faults {
        assert_eq!(fault.message.key, "pack.golden_failed");
        assert_eq!(fault.place.file.as_deref(), Some("golden.toml"));
    }
    assert_eq!(answer.sheet, before);
    assert_eq!(session.position().expect("position"), position);
    // A number that is none, a source nobody knows, a parameter that is not there: each told, nothing kept.
    let mut number = rate("2027-01-01", "demo");
    number.rows[0].1 = "many".into();
    for (value, parameter, code) in [
        (number, "rate", "pack.bad_number"),
        (rate("2027-01-01", "nobody"), "rate", "pack.unknown_source"),
        (rate("2027-13-01", "demo"), "rate", "pack.bad_date"),
        (
            rate("2027-01-01", "demo"),
            "nothing",
            "pack.edit_no_parameter",
        ),
    ] {
        let edit = PackEdit::SetValue {
            parameter: parameter.into(),
            replaces: None,
            value,
        };
        let answer = session.edit_pack(&[edit]).expect("answered");
        let codes: Vec<&str> = (answer.faults.iter())
            .map(|own| own.message.key.as_str())
            .collect();
        assert!(codes.contains(&code), "{code}: {codes:?}");
        assert_eq!(session.position().expect("position"), position);
    }
}

#[test]
fn a_row_of_the_groups_a_matter_and_the_weakest_level_are_the_projects_own() {
    let folder = tempfile::tempdir().expect("folder");
    let mut session = opened(folder.path());
    session.choose_policy("cn/suqian/2025").expect("a frame");
    let sheet = session.pack_sheet().expect("sheet");
    assert!(sheet.frame.is_some());
    let close = PackEdit::CloseOpen {
        matter: sheet.open[0].key.clone(),
        answer: "名单已取得".into(),
        source: "sq".into(),
    };
    let answer = session.edit_pack(&[close]).expect("answered");
    assert!(answer.faults.is_empty(), "{:?}", answer.faults);
    assert_eq!(answer.sheet.open.len(), sheet.open.len() - 1);
    assert_eq!(
        answer.sheet.confirmed[0].answer.as_deref(),
        Some("名单已取得")
    );
    assert_eq!(answer.sheet.certainty.key, "certainty.summary");
    // An answer somebody guessed is the weakest thing the pack stands on.
    let guess = PackSource {
        level: "assumption".into(),
        ..notice()
    };
    let close = PackEdit::CloseOpen {
        matter: answer.sheet.open[0].key.clone(),
        answer: "估计".into(),
        source: "notice".into(),
    };
    let edits = [PackEdit::PutSource { source: guess }, close];
    let answer = session.edit_pack(&edits).expect("answered");
    assert!(answer.faults.is_empty(), "{:?}", answer.faults);
    assert_eq!(answer.sheet.certainty.key, "certainty.assumption");
    session
        .choose_policy("th/drg-6.3")
        .expect("a foreign tariff");
    let set = PackEdit::SetGroup {
        code: "00019".into(),
        cells: vec![("mean_los".into(), "28.60".into())],
        source: "notice".into(),
    };
    let edits = [PackEdit::PutSource { source: notice() }, set];
    let answer = session.edit_pack(&edits).expect("answered");
    assert!(answer.faults.is_empty(), "{:?}", answer.faults);
    let row = session.pack_group("00019").expect("row");
    assert_eq!(row.source, "notice");
    assert!(row.cells.contains(&("mean_los".into(), "28.60".into())));
}

#[test]
fn the_pack_is_saved_as_a_folder_that_loads_and_never_over_another() {
    let folder = tempfile::tempdir().expect("folder");
    let mut session = opened(folder.path());
    let edit = PackEdit::SetValue {
        parameter: "rate".into(),
        replaces: None,
        value: rate("2027-01-01", "demo"),
    };
    session.edit_pack(&[edit]).expect("answered");
    let out = folder.path().join("pack");
    session.save_pack(&out).expect("saved");
    assert!(Session::check_pack(&out).faults.is_empty());
    let text = std::fs::read_to_string(out.join("pack.toml")).expect("text");
    assert!(text.contains("# 基础病组同城同价") && text.contains("9300.00"));
    assert!(log(&session)[0].contains("act.pack_saved"));
    let again = session.save_pack(&out).expect_err("taken");
    assert_eq!(again.code, "error.pack_folder_taken");
}

#[test]
fn the_command_line_shows_sets_and_refuses() {
    let folder = tempfile::tempdir().expect("folder");
    let mut session = opened(folder.path());
    session.settle().expect("kept");
    drop(session);
    let project = folder.path().join("a.yhproj");
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_yingheng"))
            .args(["--json", "--templates"])
            .arg(templates())
            .arg("policy")
            .arg(arguments[0])
            .arg(&project)
            .args(&arguments[1..])
            .output()
            .expect("run");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.success(), text)
    };
    let (done, text) = run(&["show"]);
    assert!(done);
    let sheet: PackSheet = serde_json::from_str(&text).expect("a sheet");
    assert_eq!(values(&sheet, "low"), ["2025-01-01"]);
    let new = [
        "set",
        "--parameter",
        "low",
        "--from",
        "2027-01-01",
        "--number",
        "0.35",
        "--source",
        "demo",
    ];
    let (done, text) = run(&new);
    assert!(done, "{text}");
    assert!(
        text.contains(
            "\"compare\":\"lt\",\"step_on\":\"\",\"inclusive\":false,\"number\":\"0.35\""
        )
    );
    let wrong = [
        "set",
        "--parameter",
        "low",
        "--from",
        "2025-01-01",
        "--replaces",
        "2025-01-01",
        "--number",
        "0.01",
        "--source",
        "demo",
    ];
    let (done, text) = run(&wrong);
    assert!(!done);
    assert!(text.contains("pack.golden_failed"));
    let (_, text) = run(&["show"]);
    let sheet: PackSheet = serde_json::from_str(&text).expect("a sheet");
    assert_eq!(values(&sheet, "low"), ["2025-01-01", "2027-01-01"]);
}
