//! 重放 from the command line on the demonstration hospital: parts add up, every figure explains itself, the comparison is
//! kept, logged and taken back.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const OVERLAY: &str = "cn/demo-county/overlay-tighter.toml";

fn yingheng(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yingheng"));
    command.current_dir(folder).env_remove("YINGHENG_TEMPLATES");
    command.args(arguments).output().expect("started")
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let mut all = vec!["--json"];
    all.extend(arguments);
    let output = yingheng(folder, &all);
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn refused(folder: &Path, arguments: &[&str]) -> String {
    let output = yingheng(folder, arguments);
    assert!(!output.status.success(), "{arguments:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn table<'a>(answer: &'a Value, id: &str) -> &'a Value {
    let all = answer["tables"].as_array().expect("tables");
    let found = all.iter().find(|table| table["id"] == id);
    found.unwrap_or_else(|| panic!("no table {id}"))
}

/// 分 of an amount in 元 with two places.
fn fen(text: &str) -> i64 {
    text.replace('.', "").parse().expect("amount")
}

/// Figures of a column: those of the ordinary rows, and the total.
fn column(table: &Value, key: &str) -> (Vec<i64>, i64) {
    let columns = table["columns"].as_array().expect("columns");
    let at = columns.iter().position(|column| column["key"] == key);
    let at = at.unwrap_or_else(|| panic!("no column {key}"));
    let (mut parts, mut total) = (Vec::new(), 0);
    for row in table["rows"].as_array().expect("rows") {
        let amount = fen(row["cells"][at]["text"].as_str().expect("a figure"));
        if row["style"] == "total" {
            total = amount;
        } else {
            parts.push(amount);
        }
    }
    (parts, total)
}

/// Keys of a table's figures, each with its text.
fn keys(table: &Value) -> Vec<(String, String)> {
    let rows = table["rows"].as_array().expect("rows");
    let cells = rows
        .iter()
        .flat_map(|row| row["cells"].as_array().expect("cells"));
    let text = |cell: &Value| cell["text"].as_str().map(str::to_owned);
    cells
        .filter_map(|cell| Some((cell["why"].as_str()?.to_owned(), text(cell)?)))
        .collect()
}

#[test]
fn the_demonstration_hospital_is_replayed() {
    let folder = tempfile::tempdir().expect("folder");
    let at = folder.path();
    let made = yingheng(at, &["demo", "--out", "."]);
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let project = "demo.yhproj";
    let run_id = |at: &Path| json(at, &["compute", project])["info"].to_string();
    let before = run_id(at);

    // An overlay: two causes and what only both together bring, to the 分, however the cases are divided.
    let laid = json(at, &["replay", project, "--overlay", OVERLAY]);
    let causes = table(&laid, "replay_causes");
    let (parts, total) = column(causes, "replay_effect");
    assert_eq!(parts.iter().sum::<i64>(), total);
    assert!(total < 0, "lower rates pay less");
    assert!(parts.len() >= 4, "two schemes, the share, the joint effect");
    for id in ["replay_schemes", "replay_departments", "replay_groups"] {
        let (parts, own) = column(table(&laid, id), "replay_difference");
        assert_eq!((parts.iter().sum::<i64>(), own), (total, total), "{id}");
    }
    assert_eq!(laid["charts"][0]["id"], "replay_bridge");
    let later = json(at, &["replay", project, "--at", "2026-06-01"]);
    assert!(column(table(&later, "replay_causes"), "replay_effect").1 < 0);

    // The pack itself moves nothing.
    let same = json(at, &["replay", project, "--pack", "cn/demo-county/2025"]);
    assert_eq!(
        column(table(&same, "replay_causes"), "replay_effect"),
        (vec![0], 0)
    );
    assert!(
        table(&same, "replay_cases")["rows"]
            .as_array()
            .expect("rows")
            .is_empty()
    );
    // A frame prices nothing: every case a rule priced stands apart, with the reason.
    let frame = json(at, &["replay", project, "--pack", "cn/wuhan/2025"]);
    let apart = table(&frame, "replay_priceless");
    assert!(apart["rows"].as_array().expect("rows").iter().all(|row| {
        let reason = &row["cells"][1]["message"]["key"];
        reason == "payment.frame" || reason == "payment.unknown_scheme"
    }));

    // Kept: the payment page shows it, every figure explains itself, the run is what it was.
    json(at, &["replay", project, "--overlay", OVERLAY, "--keep"]);
    assert_eq!(run_id(at), before, "a comparison is no input of the run");
    let page = json(at, &["pages", project, "payment", "--view", "replay"]);
    assert_eq!(page["view"], "replay");
    let mut wanted = Vec::new();
    for id in ["replay_causes", "replay_schemes", "replay_cases"] {
        let all = keys(table(&page, id));
        let few = if id == "replay_cases" { 8 } else { all.len() };
        wanted.extend(all.into_iter().take(few));
    }
    for (key, text) in &wanted {
        let trace = json(at, &["why", project, key]);
        assert_eq!(trace["text"], text.as_str(), "{key}");
        let operands = trace["operands"].as_array().expect("operands");
        // A sum leaves out what is 0.
        assert!(!operands.is_empty() || fen(text) == 0, "{key}");
    }
    let diff = json(at, &["pages", project, "payment", "--view", "diff"]);
    let rows = table(&diff, "policy_diff")["rows"]
        .as_array()
        .expect("rows");
    assert_eq!(rows.len(), 3, "two lines of the rate, the share");
    let log = json(at, &["history", project]);
    assert!(log.to_string().contains("act.replay_chosen"));
    assert!(yingheng(at, &["undo", project]).status.success());
    let page = json(at, &["pages", project, "payment", "--view", "replay"]);
    assert_ne!(page["view"], "replay", "undo takes the comparison back");

    // Refused by name, and nothing changes.
    assert!(refused(at, &["replay", project]).contains("error.no_replay"));
    assert!(refused(at, &["replay", project, "--at", "Friday"]).contains("error.replay_day"));
    std::fs::write(
        at.join("wrong.toml"),
        "format = \"yingheng-overlay/1\"\nid = \"w\"\nwhy = \"w\"\nwho = \"w\"\nwhen = \"2026-01-01\"\n[[change]]\nparameter = \"rate\"\nkey = \"新农合\"\nfrom = \"2025-01-01\"\nvalue = \"1\"\n",
    )
    .expect("written");
    let told = refused(
        at,
        &["replay", project, "--overlay", "wrong.toml", "--keep"],
    );
    assert!(told.contains("overlay.no_key"), "{told}");

    let packs = json(at, &["policy-diff", "cn/demo-county/2025", "cn/generic"]);
    assert!(packs["rows"].as_array().expect("rows").len() > 100);
    let itself = json(at, &["policy-diff", "cn/generic", "cn/generic"]);
    assert!(itself["rows"].as_array().expect("rows").is_empty());
    let out = yingheng(
        at,
        &["replay", project, "--overlay", OVERLAY, "--out", "csv"],
    );
    assert!(out.status.success());
    assert!(at.join("csv/replay_cases.csv").is_file());
}
