//! Kept scenarios of the demonstration hospital: attributed, guarded, compared, merged, kept as snapshots, undone.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use yingheng_app::messages::Language;
use yingheng_app::session::{Session, Surroundings, parse_period};
use yingheng_app::wire::{
    Cell, GuardLine, MergeRequest, Override, RowStyle, SaveScenario, ScenarioRequest, Table,
};

fn demo(folder: &Path) -> Session {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../templates");
    let mut session = Session::new(Surroundings {
        templates: templates.clone(),
        settings: None,
        worker: PathBuf::from(env!("CARGO_BIN_EXE_yingheng")),
        worker_arguments: vec![OsString::from("import-worker")],
    });
    session
        .open_demo(&folder.join("demo.yhproj"))
        .expect("demo");
    session
}

fn change(lever: &str, value: &str) -> Override {
    Override {
        lever: lever.to_owned(),
        value: value.to_owned(),
        ..Override::default()
    }
}

/// Savings that overlap: volume, price, wages, and day surgery, which names complications.
fn plan() -> Vec<Override> {
    let mut surgery = change("day_surgery", "300");
    for (key, value) in [("stay_after", "0.5"), ("saving_per_case", "500")] {
        surgery.parameters.insert(key.to_owned(), value.to_owned());
    }
    vec![
        change("volume", "5"),
        change("price", "2"),
        change("wage", "-3"),
        surgery,
    ]
}

fn keep(session: &mut Session, name: &str, overrides: Vec<Override>) -> String {
    let request = SaveScenario {
        id: None,
        name: name.to_owned(),
        overrides,
    };
    session.save_scenario(&request).expect("kept").id
}

fn figure(table: &Table, row: &str, column: &str) -> String {
    let at = table.columns.iter().position(|own| own.key == column);
    let row = table.rows.iter().find(|own| own.key == row);
    match &row.expect("the row").cells[at.expect("the column")] {
        Cell::Figure { text, .. } => text.clone(),
        other => panic!("no figure: {other:?}"),
    }
}

fn fen(text: &str) -> i64 {
    text.replace('.', "").parse().expect("an amount")
}

fn line(guard: &str, limit: &str, value: &str, source: &str) -> GuardLine {
    GuardLine {
        guard: guard.to_owned(),
        limit: limit.to_owned(),
        value: value.to_owned(),
        date: "2025".to_owned(),
        source: source.to_owned(),
    }
}

#[test]
fn kept_scenarios_of_the_demonstration_hospital() {
    let folder = tempfile::tempdir().expect("folder");
    let mut session = demo(folder.path());
    assert_eq!(parse_period("2025").expect("a year").year, 2025);

    // Attribution: printed parts add up to the printed joint effect; the red guard strikes day surgery out.
    let request = ScenarioRequest { overrides: plan() };
    let page = session.attribute(&request).expect("attributed");
    let table = &page.tables[0];
    let sum = |column: &str| -> i64 {
        (1..=4)
            .map(|row| fen(&figure(table, &row.to_string(), column)))
            .sum()
    };
    let joint = fen(&figure(table, "joint_effect", "shapley"));
    assert_eq!(sum("shapley"), joint);
    assert_eq!(sum("in_order"), joint);
    let separate = fen(&figure(table, "separate_claims", "alone"));
    assert_eq!(sum("alone"), separate);
    let removed = fen(&figure(table, "overlap_removed", "alone"));
    assert_eq!(separate + removed, joint);
    assert_ne!(removed, 0);
    assert_eq!(figure(table, "4", "shapley"), "150000.00");
    assert_eq!(figure(table, "4", "counted"), "0.00");
    assert_eq!(table.rows[3].style, RowStyle::Struck);
    assert_eq!(
        fen(&figure(table, "joint_effect", "counted")),
        joint - 15_000_000
    );
    assert_eq!(page.charts.len(), 1);

    // Every figure explains itself, also after the project was opened again.
    let id = keep(&mut session, "增收", plan());
    for name in ["joint", "separate", "overlap", "struck", "counted"] {
        session
            .why(&format!("attribution/draft/{name}"))
            .expect("why");
    }
    for name in ["share/1", "alone/2", "in_order/3", "counted/4", "pair/1/2"] {
        let trace = session.why(&format!("attribution/{id}/{name}"));
        assert!(!trace.expect("why").operands.is_empty(), "{name}");
    }

    // Guards: set, refused in one piece, undone.
    let stated = session.guards().expect("guards");
    assert_eq!(stated[1].value, "2.3");
    let wrong = session.change_guards(&[line("complication", "2", "1", " ")]);
    assert_eq!(wrong.expect_err("no source").code, "guard.no_source");
    let wrong = session.change_guards(&[line("complication", "", "1", "质控科")]);
    assert_eq!(wrong.expect_err("no limit").code, "error.guard_limit");
    session
        .change_guards(&[line("complication", "2", "1.9%", "质控科")])
        .expect("set");
    let again = session.attribute(&request).expect("attributed");
    assert_eq!(figure(&again.tables[0], "4", "counted"), "150000.00");
    session.undo().expect("undone");
    assert_eq!(session.guards().expect("guards"), stated);

    // Compare, merge, snapshots.
    let other = keep(
        &mut session,
        "降本",
        vec![change("wage", "-5"), change("energy", "100000")],
    );
    let page = session
        .compare_scenarios(&[id.clone(), other.clone()])
        .expect("compared");
    assert_eq!(page.tables[0].columns.len(), 5);
    assert_eq!(
        figure(&page.tables[0], "surplus", "baseline"),
        "-6707680.97"
    );
    assert!(page.tables[1].rows.len() > 1);
    let too_many = vec![id.clone(); 4];
    assert_eq!(
        session
            .compare_scenarios(&too_many)
            .expect_err("too many")
            .code,
        "error.too_many_scenarios"
    );
    session.keep_scenario_snapshot(&id, "会前").expect("kept");
    let merged = session
        .merge_scenarios(&MergeRequest {
            into: id.clone(),
            from: other,
            changes: vec![1, 2],
            take_other: true,
        })
        .expect("merged");
    assert_eq!(merged.taken, [1, 2]);
    assert_eq!(merged.issues[0].message.key, "merge.conflict_taken");
    let states = session.scenario_snapshots(&id).expect("snapshots");
    assert_eq!(states.len(), 1);
    assert_eq!(states[0].changes.len(), 2);
    // Saving again keeps the snapshots.
    session
        .save_scenario(&SaveScenario {
            id: Some(id.clone()),
            name: "增收".to_owned(),
            overrides: vec![change("volume", "1")],
        })
        .expect("saved");
    let back = session
        .restore_scenario_snapshot(&id, "会前")
        .expect("restored");
    assert_eq!(back.overrides.len(), 4);
    assert_eq!(back.overrides[2].value, "-3.00");

    // The board sees them.
    let entries = session.reports().expect("reports");
    for key in ["scenario_compare", "scenario_movers", "attribution_s1"] {
        assert!(entries.iter().any(|own| own.key == key), "{key}");
    }
    let path = folder.path().join("board.xlsx");
    let keys = vec!["scenario_compare".to_owned(), "attribution_s1".to_owned()];
    session
        .export_board(&path, &keys, Language::Chinese)
        .expect("written");
    assert!(path.exists());
}
