//! A scenario as text and as a workbook: what goes out comes back the same, every change is named, what cannot be read is
//! refused with its cell and nothing else is lost.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use yingheng_app::messages::Language;
use yingheng_app::session::{Session, Surroundings, parse_period};
use yingheng_app::wire::{ImportedScenario, Override, SaveScenario, SavedScenario};
use yingheng_io::workbook_out::{ScenarioColumn, ScenarioSheet, write_scenario};

fn opened(folder: &Path) -> Session {
    let mut session = Session::new(Surroundings {
        templates: Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../templates"),
        settings: None,
        worker: PathBuf::from(env!("CARGO_BIN_EXE_yingheng")),
        worker_arguments: vec![OsString::from("import-worker")],
    });
    let period = parse_period("2025").expect("a year");
    session
        .new_project(&folder.join("a.yhproj"), "A", period, "cn/generic")
        .expect("made");
    session
}

fn overrides() -> Vec<Override> {
    let own = |lever: &str, value: &str| Override {
        lever: lever.to_owned(),
        value: value.to_owned(),
        ..Override::default()
    };
    let mut stock = own("spd_days", "15");
    for (key, value) in [
        ("days_before", "30"),
        ("daily_use", "400000/3"),
        ("cost_of_capital", "4%"),
    ] {
        stock.parameters.insert(key.to_owned(), value.to_owned());
    }
    stock.start = "2026-03".to_owned();
    stock.ramp_months = 3;
    stock.one_off = "120000".to_owned();
    stock.source = "=SUM(1)采购科".to_owned();
    let mut wage = own("wage", "5%");
    wage.target_kind = "department".to_owned();
    wage.target = "C1".to_owned();
    wage.low = "2%".to_owned();
    wage.high = "8%".to_owned();
    wage.disabled = true;
    vec![own("length_of_stay", "7.25"), stock, wage]
}

fn kept(session: &mut Session) -> SavedScenario {
    let request = SaveScenario {
        id: None,
        name: "三项".to_owned(),
        overrides: overrides(),
    };
    session.save_scenario(&request).expect("kept")
}

fn codes(issues: &[yingheng_app::wire::Issue]) -> Vec<&str> {
    issues
        .iter()
        .map(|issue| issue.message.key.as_str())
        .collect()
}

fn read(session: &Session, path: &Path) -> ImportedScenario {
    session.import_scenario(path).expect("read")
}

#[test]
fn what_goes_out_comes_back_the_same() {
    let folder = tempfile::tempdir().expect("folder");
    let mut session = opened(folder.path());
    let scenario = kept(&mut session);
    assert_eq!(session.scenarios().expect("list"), [scenario.clone()]);
    assert_eq!(scenario.overrides[1].parameters["daily_use"], "400000/3");
    assert_eq!(scenario.overrides[2].value, "5.00");
    for language in Language::ALL {
        for name in ["a.toml", "a.xlsx"] {
            let path = folder.path().join(name);
            session
                .export_scenario(&scenario, &path, language)
                .expect("written");
            let back = read(&session, &path);
            assert_eq!(back.scenario, scenario, "{name}");
            assert_eq!(
                (codes(&back.changes), codes(&back.refused)),
                (vec![], vec![])
            );
        }
    }
}

#[test]
fn changes_of_a_text_are_named_one_by_one() {
    let folder = tempfile::tempdir().expect("folder");
    let mut session = opened(folder.path());
    let scenario = kept(&mut session);
    let path = folder.path().join("a.toml");
    session
        .export_scenario(&scenario, &path, Language::Chinese)
        .expect("written");
    let text = std::fs::read_to_string(&path).expect("text");
    let text = text
        .replace("\"7.25\"", "\"6.5\"")
        .replace("cost_of_capital = \"4.00\"", "cost_of_capital = \"3%\"");
    let more = "\n[[overrides]]\nlever = \"no_such\"\nvalue = \"1\"\n\n[[overrides]]\nlever = \"wage\"\nvalue = \"1\"\nwrong = 1\n";
    std::fs::write(&path, text + more).expect("written");
    let back = read(&session, &path);
    assert_eq!(codes(&back.changes), ["scenario.import_changed"; 2]);
    let told = &back.changes[1].message.arguments;
    assert_eq!(
        (
            told["number"].as_str(),
            told["before"].as_str(),
            told["after"].as_str()
        ),
        ("2", "4.00", "3.00")
    );
    assert_eq!(codes(&back.refused), ["error.lever", "error.override"]);
    assert_eq!(back.scenario.overrides.len(), 3);
    std::fs::write(&path, "format = \"other\"\n").expect("written");
    assert_eq!(
        session.import_scenario(&path).expect_err("foreign").code,
        "error.no_scenario"
    );
}

#[test]
fn a_changed_workbook_names_its_cells() {
    let folder = tempfile::tempdir().expect("folder");
    let mut session = opened(folder.path());
    let scenario = kept(&mut session);
    let keys = [
        "lever",
        "value",
        "parameter_1",
        "parameter_value_1",
        "parameter_2",
        "parameter_value_2",
        "ramp_months",
        "note",
    ];
    let row = |cells: [&str; 8]| cells.map(str::to_owned).to_vec();
    let sheet = ScenarioSheet {
        sheet: "方案".to_owned(),
        id: scenario.id.clone(),
        name: "新名".to_owned(),
        columns: keys
            .map(|key| ScenarioColumn {
                key: key.to_owned(),
                heading: key.to_owned(),
                editable: true,
            })
            .to_vec(),
        rows: vec![
            row(["length_of_stay", "7", "", "", "", "", "", ""]),
            row(["spd_days", "15", "days_before", "30", "", "5", "", ""]),
            row(["wage", "lots", "", "", "", "", "", ""]),
            row(["nonsense", "1", "", "", "", "", "", ""]),
            row(["wage", "3%", "", "", "", "", "soon", ""]),
            row(["wage", "3%", "share", "0.5", "", "", "", ""]),
            row(["energy", "150,000", "staff_share", "30%", "", "", "2", ""]),
        ],
        ..ScenarioSheet::default()
    };
    let path = folder.path().join("b.xlsx");
    write_scenario(&path, &sheet).expect("written");
    let back = read(&session, &path);
    assert_eq!(back.scenario.name, "新名");
    let levers: Vec<(&str, &str)> = (back.scenario.overrides.iter())
        .map(|own| (own.lever.as_str(), own.value.as_str()))
        .collect();
    assert_eq!(
        levers,
        [("length_of_stay", "7.00"), ("energy", "150000.00")]
    );
    assert_eq!(
        back.scenario.overrides[1].parameters["staff_share"],
        "30.00"
    );
    let cells: Vec<(&str, Option<u32>, Option<u32>)> = (back.refused.iter())
        .map(|issue| {
            (
                issue.message.key.as_str(),
                issue.place.row,
                issue.place.column,
            )
        })
        .collect();
    assert_eq!(
        cells,
        [
            ("error.scenario_column", Some(7), Some(6)),
            ("error.number", Some(8), Some(2)),
            ("error.lever", Some(9), Some(1)),
            ("error.number", Some(10), Some(7)),
            ("error.lever_parameter", Some(11), Some(2)),
        ]
    );
    assert!(codes(&back.changes).contains(&"scenario.import_removed"));
}
