//! The headless program on 36,631 real discharges (tests/fixtures/ny) and on wrong input: what it prints, how it exits.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const CASES: i64 = 36_631;

fn yingheng(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yingheng"));
    command.current_dir(folder).env_remove("YINGHENG_TEMPLATES");
    command.args(arguments).output().expect("started")
}

fn said(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// What a command that failed said on both channels.
fn said_wrong(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    let both = [&output.stdout, &output.stderr];
    both.map(|text| String::from_utf8_lossy(text).into_owned())
        .join("\n")
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/ny")
}

fn kpi<'a>(page: &'a Value, key: &str) -> &'a str {
    let all = page["kpis"].as_array().expect("kpis");
    all.iter()
        .find(|kpi| kpi["key"] == key)
        .and_then(|kpi| kpi["figure"]["text"].as_str())
        .expect("figure")
}

/// 分 of an amount in 元 with two places.
fn fen(text: &str) -> i64 {
    text.replace('.', "").parse().expect("amount")
}

#[test]
fn new_york_from_file_to_break_even() {
    let folder = tempfile::tempdir().expect("folder");
    let mut text = String::new();
    let packed =
        std::fs::File::open(fixtures().join("ny-sparcs-2020-mdc8.csv.gz")).expect("fixture");
    flate2::read::GzDecoder::new(packed)
        .read_to_string(&mut text)
        .expect("text");
    std::fs::write(folder.path().join("ny.csv"), &text).expect("written");
    let at = folder.path();
    said(&yingheng(
        at,
        &[
            "new",
            "ny.yhproj",
            "--name",
            "NY",
            "--period",
            "2020",
            "--policy",
            "tariff",
            "--fixed-share",
            "0.6",
        ],
    ));
    let mapping = fixtures().join("mapping.toml").display().to_string();
    let import: Value = serde_json::from_str(&said(&yingheng(
        at,
        &["--json", "import", "ny.yhproj", "ny.csv", "--map", &mapping],
    )))
    .expect("JSON");
    let batch = &import["batches"][0];
    assert_eq!(
        (batch["rows"].as_i64(), batch["imported"].as_i64()),
        (Some(CASES), Some(CASES))
    );
    for amount in batch["amounts"].as_array().expect("amounts") {
        assert_eq!(amount["file_total"], amount["imported"], "{amount}");
    }

    let page: Value =
        serde_json::from_str(&said(&yingheng(at, &["--json", "compute", "ny.yhproj"])))
            .expect("JSON");
    assert_eq!(kpi(&page, "cases"), CASES.to_string());
    // Each tariff is a mean rounded to 分, so a case is off by half a 分 at most.
    assert!(
        fen(kpi(&page, "gap")).abs() * 2 <= CASES,
        "{}",
        kpi(&page, "gap")
    );

    // Codes stay as they are written, leading zeros too: every code of the file is a row of the result.
    let (groups, facilities) = (column(&text, "drg"), column(&text, "facility_id"));
    assert!(
        groups.contains("004"),
        "the file has codes with leading zeros"
    );
    assert_eq!(shown(at, "case_types"), groups);
    assert_eq!(shown(at, "facilities"), facilities);

    // One facility, six tenths of its cost stated as fixed: break-even is a number of cases.
    let facility = facilities.iter().next().expect("a facility");
    let one: Value = serde_json::from_str(&said(&yingheng(
        at,
        &["--json", "compute", "ny.yhproj", "--facility", facility],
    )))
    .expect("JSON");
    assert!(
        kpi(&one, "break_even_cases")
            .parse::<i64>()
            .expect("a number")
            > 0
    );
    assert!(kpi(&one, "cases").parse::<i64>().expect("a number") < CASES);
}

/// Distinct values of a column of the file.
fn column(text: &str, name: &str) -> BTreeSet<String> {
    let mut rows = csv_rows(text);
    let at = rows
        .next()
        .expect("heading")
        .iter()
        .position(|one| one == name)
        .expect("column");
    rows.map(|row| row[at].clone()).collect()
}

/// Keys of the ordinary rows of the case-type page in a view.
fn shown(folder: &Path, view: &str) -> BTreeSet<String> {
    let text = said(&yingheng(
        folder,
        &["pages", "ny.yhproj", "case_types", "--view", view],
    ));
    let page: Value = serde_json::from_str(&text).expect("JSON");
    let rows = page["tables"][0]["rows"].as_array().expect("rows");
    let ordinary = rows.iter().filter(|row| row["style"] == "normal");
    ordinary
        .map(|row| row["key"].as_str().expect("key").to_owned())
        .collect()
}

/// Rows of a comma-separated text with quoted fields.
fn csv_rows(text: &str) -> impl Iterator<Item = Vec<String>> + '_ {
    text.lines().map(|line| {
        let (mut fields, mut quoted) = (vec![String::new()], false);
        for character in line.chars() {
            match character {
                '"' => quoted = !quoted,
                ',' if !quoted => fields.push(String::new()),
                other => fields.last_mut().expect("a field").push(other),
            }
        }
        fields
    })
}

#[test]
fn failures_are_worded_in_both_languages_and_exit_with_one() {
    let folder = tempfile::tempdir().expect("folder");
    for (language, words) in [("zh", "不是期间"), ("en", "is no period")] {
        let wrong = [
            "--lang", language, "new", "a.yhproj", "--name", "A", "--period", "spring", "--policy",
            "tariff",
        ];
        let output = yingheng(folder.path(), &wrong);
        assert_eq!(output.status.code(), Some(1));
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            told.contains(words) && told.contains("[error.period]"),
            "{told}"
        );
    }
    assert_eq!(yingheng(folder.path(), &["new"]).status.code(), Some(2));
    assert_eq!(
        yingheng(folder.path(), &["--lang", "fr", "demo", "--out", "x"])
            .status
            .code(),
        Some(2)
    );
    assert!(!folder.path().join("a.yhproj").exists());
}

/// Four discharges that bring their own cost, two facilities, one length of stay that is no number.
const SMALL: &str = "院区,病组编码,险种,住院天数,总费用,病例成本\n\
    本部,BR21,职工,9,12500.00,9800.50\n\
    本部,BR21,居民,11,15000.00,10400.25\n\
    东院,ES23,职工,7,8000.00,7100.00\n\
    东院,ES23,职工,六天,7500.00,6900.00\n";

/// A project with those discharges; what the import printed.
fn small(folder: &Path) -> String {
    std::fs::write(folder.join("cases.csv"), SMALL).expect("written");
    let new = [
        "new",
        "a.yhproj",
        "--name",
        "A",
        "--period",
        "2025",
        "--policy",
        "cn/generic",
    ];
    said(&yingheng(folder, &new));
    said(&yingheng(folder, &["import", "a.yhproj", "cases.csv"]))
}

fn settings(folder: &Path, arguments: &[&str]) -> Output {
    let mut all = vec!["--json", "--lang", "en", "settings", "a.yhproj"];
    all.extend(arguments);
    yingheng(folder, &all)
}

fn decided(folder: &Path, arguments: &[&str]) -> Value {
    serde_json::from_str(&said(&settings(folder, arguments))).expect("JSON")
}

#[test]
fn what_a_project_decides_is_listed_changed_and_never_lost_by_a_refusal() {
    let folder = tempfile::tempdir().expect("folder");
    let at = folder.path();
    let printed = small(at);
    assert!(
        printed.contains("cases.csv!D5"),
        "an issue names file and cell: {printed}"
    );
    let found = decided(at, &[]);
    assert_eq!(found["facilities"], serde_json::json!(["东院", "本部"]));
    assert_eq!(found["policy"], "cn/generic");
    assert_eq!(found["cost_given"], true);
    let ids: Vec<&str> = found["policies"]
        .as_array()
        .expect("policies")
        .iter()
        .map(|one| one["id"].as_str().expect("id"))
        .collect();
    // Every pack that ships is offered, by name, and the tariff of own means last.
    for shipped in [
        "cn/demo-county/2025",
        "cn/generic",
        "cn/suqian/2025",
        "us/ms-drg/2026",
    ] {
        assert!(ids.contains(&shipped), "{shipped} is not among {ids:?}");
    }
    let (last, packs) = ids.split_last().expect("a pack");
    assert_eq!(*last, "tariff");
    assert!(packs.is_sorted(), "{packs:?}");

    let chosen = decided(
        at,
        &[
            "--policy",
            "tariff",
            "--facility",
            "东院",
            "--fixed-share",
            "62.125%",
            "--fixed-share-source",
            "finance",
        ],
    );
    assert_eq!(chosen["policy"], "tariff");
    assert_eq!(chosen["facility"], "东院");
    assert_eq!(
        chosen["fixed_share"],
        serde_json::json!({"percent": "62.125", "source": "finance"})
    );
    for (arguments, code) in [
        (vec!["--fixed-share", "160%"], "error.share"),
        (vec!["--fixed-share=-1%"], "error.share"),
        (vec!["--fixed-share", "much"], "error.number"),
        (vec!["--facility", "西院"], "error.no_such_facility"),
        (vec!["--policy", "cn/none"], "error.no_such_policy"),
        (vec!["--policy", "../import"], "error.no_such_policy"),
    ] {
        let output = settings(at, &arguments);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(told.contains(&format!("[{code}]")), "{arguments:?}: {told}");
        assert_eq!(decided(at, &[]), chosen, "{arguments:?} changed something");
    }

    // A pack is named by the folder it lies in as well; of the folder the project keeps the name only.
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../templates/policy/cn/generic");
    let pack = pack.display().to_string();
    assert_eq!(decided(at, &["--policy", &pack])["policy"], "generic");
    let made = yingheng(
        at,
        &[
            "new", "b.yhproj", "--name", "b", "--period", "2025", "--policy", &pack,
        ],
    );
    assert!(made.status.success(), "{made:?}");
    assert_eq!(decided(at, &["--policy", "tariff"]), chosen);
    for (folder, code) in [
        (".", "error.no_pack_in_folder"),
        ("nowhere", "error.no_pack_folder"),
    ] {
        let told = said_wrong(&yingheng(at, &["packs", folder]));
        assert!(told.contains(code), "{folder}: {told}");
    }

    // The scope and the stated share stand among the bases of every page.
    let page = said(&yingheng(at, &["--lang", "en", "compute", "a.yhproj"]));
    assert!(
        page.contains("facility 东院 only") && page.contains("62.125%") && page.contains("finance"),
        "{page}"
    );
    let back = decided(at, &["--facility", "", "--fixed-share", ""]);
    assert_eq!(
        (&back["facility"], &back["fixed_share"]),
        (&Value::Null, &Value::Null)
    );
}

#[test]
fn a_tariff_of_own_means_is_refused_while_there_are_no_costs() {
    let folder = tempfile::tempdir().expect("folder");
    let at = folder.path();
    let new = [
        "new",
        "a.yhproj",
        "--name",
        "A",
        "--period",
        "2025",
        "--policy",
        "cn/generic",
    ];
    said(&yingheng(at, &new));
    let output = settings(at, &["--policy", "tariff"]);
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("[reason.no_given_cost]"),
        "{output:?}"
    );
    let found = decided(at, &[]);
    assert_eq!(found["policy"], "cn/generic");
    let offered = found["policies"].as_array().expect("policies");
    let tariff = offered
        .iter()
        .find(|one| one["id"] == "tariff")
        .expect("the tariff of own means");
    assert_eq!(
        tariff["faults"][0]["message"]["key"],
        "reason.no_given_cost"
    );
}

#[test]
fn a_reader_that_has_heard_enough_is_no_error() {
    let folder = tempfile::tempdir().expect("folder");
    small(folder.path());
    let mut child = Command::new(env!("CARGO_BIN_EXE_yingheng"))
        .current_dir(folder.path())
        .args(["pages", "a.yhproj", "overview"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("started");
    // `yingheng … | head`: nobody reads any more when the program writes.
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ended");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}

/// Rows of the trace sheet: figure, value, row it points to, source.
fn trace_rows(file: &Path) -> Vec<(String, String, Option<usize>, String)> {
    use calamine::Reader;
    let mut book = calamine::open_workbook_auto(file).expect("the workbook");
    let name = book.sheet_names().last().cloned().expect("a sheet");
    let sheet = book.worksheet_range(&name).expect("the trace sheet");
    let text = |row: usize, column: usize| {
        sheet
            .get((row, column))
            .map_or_else(String::new, ToString::to_string)
    };
    (0..sheet.height())
        .map(|row| {
            let see = text(row, 5);
            let to = see.strip_prefix("→ ").and_then(|n| n.parse().ok());
            (text(row, 2), text(row, 3), to, text(row, 7))
        })
        .collect()
}

/// The trace sheet explains each number once, its row numbers lead to the same number, and every road ends at a cell.
#[test]
fn the_trace_sheet_leads_from_every_figure_to_cells() {
    let folder = tempfile::tempdir().expect("a folder");
    small(folder.path());
    let file = folder.path().join("forms.xlsx");
    let arguments = ["report", "a.yhproj", "--official", "forms.xlsx", "--trace"];
    said(&yingheng(folder.path(), &arguments));
    let rows = trace_rows(&file);
    let mut links = 0;
    for (label, value, to, _) in &rows {
        if let Some(to) = to {
            let (found, same, _, _) = &rows[to - 1];
            assert_eq!(value, same, "{label} points to {found}");
            links += 1;
        }
    }
    let sources = rows.iter().filter(|row| !row.3.is_empty()).count();
    assert!(links > 20 && sources > 0, "{links} links, {sources} cells");
}
