//! The plan as a user changes it: the level of the cost ladder and where it is printed, remedies with one click, versions
//! and their restoring. A hospital of four units from text files, through the session and through the command line.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use yingheng_app::session::{Session, Stamp, Surroundings, parse_period};
use yingheng_app::wire::{Cell, Page, PageName, PageRequest, Table};

/// Two offices and two wards; the second office has nothing its rule could go by.
const FILES: [(&str, &str); 4] = [
    (
        "units.csv",
        "科室编码,科室名称,科室分类\nA1,院办,行政后勤类\nA2,信息科,行政后勤类\nC1,内科,临床服务类\nC2,外科,临床服务类\n",
    ),
    (
        "accounts.csv",
        "科目编码,科目名称,成本项目\n01,工资,人员经费\n02,药品,药品费\n",
    ),
    (
        "drivers.csv",
        "参数编码,提供科室编码,受益科室编码,参数值\narea,,A2,10\narea,,C1,30\narea,,C2,60\n\
         packs,A2,C1,3\npacks,A2,C2,1\n",
    ),
    (
        "ledger.csv",
        "科室编码,科目编码,经费来源,期间,金额\n\
         A1,01,自有资金,2025-06,90.00\n\
         A2,01,自有资金,2025-06,40.00\n\
         A2,02,自有资金,2025-06,8.00\n\
         C1,01,自有资金,2025-06,500.00\n\
         C2,01,自有资金,2025-06,300.00\n\
         C1,01,财政项目拨款,2025-06,7.00\n\
         C2,01,科教经费,2025-06,5.00\n\
         C2,02,其他,2025-06,1.00\n",
    ),
];

/// Administration by floor area, but the computer office by a driver that nobody has brought; its drugs by packs.
const PLAN: &str = r#"
level = "medical"
service_units = []
fee_lines = []
behaviour = []

[[allocation]]
driver = "area"
source = { class = "administration" }

[[allocation]]
driver = "terminals"
source = { department = "A2" }

[[allocation]]
driver = "packs"
item = "drugs"
source = { department = "A2" }
"#;

fn surroundings() -> Surroundings {
    Surroundings {
        templates: Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../templates"),
        settings: None,
        worker: PathBuf::from(env!("CARGO_BIN_EXE_yingheng")),
        worker_arguments: vec![OsString::from("import-worker")],
    }
}

/// The hospital as a project, open.
fn opened(folder: &Path) -> Session {
    let mut session = Session::new(surroundings());
    session.stamp(Stamp {
        when: "2025-07-01 08:00 UTC".to_owned(),
        who: "会计".to_owned(),
    });
    let period = parse_period("2025-06").expect("a month");
    session
        .new_project(&folder.join("a.yhproj"), "A", period, "cn/generic")
        .expect("made");
    for (name, text) in FILES {
        std::fs::write(folder.join(name), text).expect("written");
        session
            .import_recognised(&[folder.join(name)], false)
            .unwrap_or_else(|failure| panic!("{name}: {failure:?}"));
    }
    std::fs::write(folder.join("plan.toml"), PLAN).expect("written");
    session
        .choose_plan(&folder.join("plan.toml"))
        .expect("a plan");
    session
}

fn page(session: &mut Session, view: &str) -> Page {
    let mut request = PageRequest::of(PageName::Costing);
    request.view = Some(view.to_owned());
    session.page(&request).expect("a page")
}

fn table<'a>(page: &'a Page, id: &str) -> &'a Table {
    let found = page.tables.iter().find(|table| table.id == id);
    found.unwrap_or_else(|| panic!("no table {id}"))
}

/// A printed figure.
fn figure(table: &Table, row: &str, column: &str) -> String {
    let at = table.columns.iter().position(|one| one.key == column);
    let at = at.unwrap_or_else(|| panic!("no column {column} in {}", table.id));
    let found = table.rows.iter().find(|one| one.key == row);
    match &found.unwrap_or_else(|| panic!("no row {row}")).cells[at] {
        Cell::Figure { text, .. } => text.clone(),
        other => panic!("{row} {column}: {other:?}"),
    }
}

/// Full cost of both wards, and what stayed unplaced.
fn full(session: &mut Session) -> ([String; 2], String) {
    let page = page(session, "departments");
    let table = table(&page, "full_by_item");
    let wards = ["C1", "C2"].map(|ward| figure(table, ward, "full"));
    let unplaced = session
        .baseline()
        .expect("computed")
        .run
        .allocation
        .as_ref();
    let amounts = &unplaced.expect("a ledger").unallocated;
    let sum = yingheng_core::quantity::rounding::to_money(&amounts.iter().sum());
    (wards, sum.to_string())
}

/// The newest version of the settings: number, who, key of the reason, keys of the changes.
fn newest(session: &mut Session) -> (u32, String, Option<String>, Vec<String>) {
    let page = page(session, "allocation");
    let table = table(&page, "plan_versions");
    let number: u32 = table.rows[0]
        .key
        .split('/')
        .next()
        .expect("a number")
        .parse()
        .expect("a number");
    let of_it = table
        .rows
        .iter()
        .filter(|row| row.key.starts_with(&format!("{number}/")));
    let key = |cell: &Cell| match cell {
        Cell::Label { message } => Some(message.key.clone()),
        _ => None,
    };
    let changes = of_it.filter_map(|row| key(&row.cells[4])).collect();
    let Cell::Text { text: who } = &table.rows[0].cells[2] else {
        panic!("{:?}", table.rows[0]);
    };
    (number, who.clone(), key(&table.rows[0].cells[3]), changes)
}

/// 90 by 10 : 30 : 60 m² reach the wards only (no order among offices); A2's 40 of wages stay unplaced, its 8 of drugs go
/// by packs.
const BEFORE: [&str; 2] = ["536.00", "362.00"];

#[test]
fn a_remedy_is_offered_applied_once_and_taken_back() {
    let folder = tempfile::tempdir().expect("folder");
    let mut session = opened(folder.path());
    assert_eq!(
        full(&mut session),
        (BEFORE.map(str::to_owned), "40.00".to_owned())
    );
    let (first, ..) = newest(&mut session);

    let issues = session.remedied_issues().expect("computed");
    assert_eq!(issues.len(), 1, "{issues:?}");
    assert_eq!(issues[0].message.key, "allocation.no_driver");
    // What was offered stands at the issue on the page too, and only drivers with values are offered.
    let offered: Vec<&str> = issues[0]
        .remedies
        .iter()
        .map(|one| one.key.as_str())
        .collect();
    assert_eq!(offered, ["driver/A2/area", "driver/A2/packs"]);
    assert_eq!(
        session.remedies(&issues[0]).expect("remedies"),
        issues[0].remedies
    );
    for wrong in [
        "driver/A2/terminals",
        "driver/A1/area",
        "driver/A2",
        "",
        "level/A2/area",
    ] {
        let failure = session.apply_remedy(wrong).expect_err("nobody offered it");
        assert_eq!(failure.code, "error.remedy", "{wrong}");
    }
    assert_eq!(newest(&mut session).0, first, "a refusal keeps nothing");

    session.apply_remedy("driver/A2/area").expect("applied");
    // 40 by 30 : 60; drugs still go by packs, whose rule works.
    assert_eq!(
        full(&mut session),
        (["549.33", "388.67"].map(str::to_owned), "0.00".to_owned())
    );
    assert!(session.remedied_issues().expect("computed").is_empty());
    let (number, who, reason, changes) = newest(&mut session);
    assert_eq!((number, who.as_str()), (first + 1, "会计"));
    assert_eq!(reason.as_deref(), Some("plan.remedy_applied"));
    assert!(
        changes.iter().all(|key| key.starts_with("plan.rule_")) && !changes.is_empty(),
        "{changes:?}"
    );
    let failure = session
        .apply_remedy("driver/A2/area")
        .expect_err("done already");
    assert_eq!(failure.code, "error.remedy");

    session.restore_plan(first).expect("restored");
    assert_eq!(
        full(&mut session),
        (BEFORE.map(str::to_owned), "40.00".to_owned())
    );
    let (number, _, reason, _) = newest(&mut session);
    assert_eq!(
        number,
        first + 2,
        "restoring keeps a new version, it forgets none"
    );
    assert_eq!(reason.as_deref(), Some("plan.restored"));
    let failure = session.restore_plan(99).expect_err("there is none");
    assert_eq!(failure.code, "store.no_plan");
    assert_eq!(newest(&mut session).0, first + 2);
}

/// Grants and the rest enter level by level, and every page, the forms and the statement print the level they run on.
#[test]
fn the_level_of_the_ladder_is_chosen_and_printed() {
    let folder = tempfile::tempdir().expect("folder");
    let mut session = opened(folder.path());
    session.apply_remedy("driver/A2/area").expect("applied");
    let mut runs = std::collections::BTreeSet::new();
    for (level, wards) in [
        ("medical_business", ["500.00", "300.00"]),
        ("medical", ["549.33", "388.67"]),
        ("medical_full", ["556.33", "388.67"]),
        ("hospital-full", ["556.33", "394.67"]),
    ] {
        session.choose_level(level).expect("a level");
        assert_eq!(
            full(&mut session),
            (wards.map(str::to_owned), "0.00".to_owned()),
            "{level}"
        );
        let printed = format!("@level.{}", level.replace('-', "_"));
        for view in ["departments", "ladder", "reconciliation"] {
            let page = page(&mut session, view);
            let said = page.info.iter().find(|line| line.key == "app.basis_level");
            assert_eq!(said.expect("a level").arguments["level"], printed, "{view}");
        }
        let statement = page(&mut session, "reconciliation");
        let notes = statement.tables.iter().flat_map(|table| &table.notes);
        let said: Vec<_> = notes.filter(|note| note.key == "form.note_level").collect();
        assert!(!said.is_empty(), "the statement prints its level");
        assert!(
            said.iter().all(|note| note.arguments["level"] == printed),
            "{said:?}"
        );
        runs.insert(session.baseline().expect("computed").run_id());
        // Once more changes nothing and keeps no version.
        let (number, _, reason, _) = newest(&mut session);
        session.choose_level(level).expect("a level");
        assert_eq!(newest(&mut session).0, number, "{level}");
        assert!(
            ["plan.level_chosen", "plan.remedy_applied"]
                .contains(&reason.as_deref().unwrap_or_default()),
            "{reason:?}"
        );
    }
    assert_eq!(runs.len(), 4, "another level is another run");
    let failure = session.choose_level("everything").expect_err("no level");
    assert_eq!(failure.code, "error.level");
    // A form has its own level, whatever the page runs on.
    let forms = page(&mut session, "forms");
    let levels: std::collections::BTreeSet<String> = forms
        .tables
        .iter()
        .flat_map(|form| {
            form.notes
                .iter()
                .filter(|note| note.key == "form.note_level")
        })
        .map(|note| note.arguments["level"].clone())
        .collect();
    assert!(
        levels.contains("@level.medical") && levels.contains("@level.hospital_full"),
        "{levels:?}"
    );
    let printed = forms
        .tables
        .iter()
        .all(|form| form.notes.iter().any(|note| note.key == "form.note_level"));
    assert!(printed, "every form prints its level");
}

/// The same by the command line, in both languages and as data.
#[test]
fn the_command_line_lists_applies_and_restores() {
    let folder = tempfile::tempdir().expect("folder");
    let session = opened(folder.path());
    drop(session);
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yingheng"));
        command
            .current_dir(folder.path())
            .env_remove("YINGHENG_TEMPLATES");
        let output = command.args(arguments).output().expect("started");
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    for (language, words) in [("zh", "信息科"), ("en", "A2")] {
        let (code, text, _) = run(&["--lang", language, "remedy", "a.yhproj"]);
        assert_eq!(code, Some(0));
        assert!(
            text.contains("driver/A2/area") && text.contains(words),
            "{text}"
        );
    }
    let (code, _, error) = run(&["remedy", "a.yhproj", "driver/A2/terminals"]);
    assert_eq!(code, Some(1));
    assert!(error.contains("[error.remedy]"), "{error}");
    assert_eq!(run(&["remedy", "a.yhproj", "driver/A2/area"]).0, Some(0));
    let (_, text, _) = run(&["--json", "remedy", "a.yhproj"]);
    assert_eq!(text.trim(), "[]");
    assert_eq!(
        run(&["plan", "a.yhproj", "--level", "medical_full"]).0,
        Some(0)
    );
    let (_, text, _) = run(&["--json", "plan", "a.yhproj", "--restore", "2"]);
    let versions: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(versions["rows"][0]["key"], "5/1", "{text}");
    let changes = versions["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .filter(|row| row["key"].as_str().is_some_and(|key| key.starts_with("5/")));
    let said: Vec<&str> = changes
        .filter_map(|row| row["cells"][4]["message"]["key"].as_str())
        .collect();
    assert!(said.contains(&"plan.level_changed"), "{said:?}");
    let (code, _, error) = run(&["plan", "a.yhproj", "--restore", "77"]);
    assert_eq!(code, Some(1));
    assert!(error.contains("[store.no_plan]"), "{error}");
}
