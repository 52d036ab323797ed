//! Edits of a pack's texts: they say what was asked, keep everything else byte for byte, and a pack that would no longer
//! hold is refused where it breaks (payment-rules §9, rules 2, 3 and 8).

use std::path::Path;

use yingheng_core::policy::{Certainty, Value};
use yingheng_io::pack_files::{
    self, Edit, PackFile, StatedSource, StatedValue, ValueKind, edit, group, parse, sheet,
};

fn files(folder: &str) -> Vec<PackFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/policy");
    pack_files::read_folder(&root.join(folder)).expect("files")
}

fn demo() -> Vec<PackFile> {
    files("cn/demo-county/2025")
}

fn text(files: &[PackFile], name: &str) -> String {
    let file = files.iter().find(|file| file.name == name).expect("file");
    String::from_utf8(file.bytes.clone()).expect("text")
}

fn number(from: &str, number: &str, source: &str) -> StatedValue {
    StatedValue {
        from: from.into(),
        source: source.into(),
        kind: ValueKind::Number,
        compare: String::new(),
        step_on: String::new(),
        inclusive: false,
        number: number.into(),
        rows: Vec::new(),
    }
}

fn set(parameter: &str, replaces: Option<&str>, value: StatedValue) -> Edit {
    Edit::SetValue {
        parameter: parameter.into(),
        replaces: replaces.map(str::to_owned),
        value,
    }
}

fn made(files: &[PackFile], one: &Edit) -> Vec<PackFile> {
    edit(files, one).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

fn codes(faults: &[yingheng_core::issue::Issue]) -> Vec<&str> {
    faults.iter().map(|fault| fault.code()).collect()
}

/// Lines only one of two texts has.
fn changed(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let only = |one: &str, other: &str| -> Vec<String> {
        let mut left: Vec<&str> = other.lines().collect();
        one.lines()
            .filter(|line| match left.iter().position(|own| own == line) {
                Some(at) => {
                    left.remove(at);
                    false
                }
                None => true,
            })
            .map(str::to_owned)
            .collect()
    };
    (only(before, after), only(after, before))
}

#[test]
fn a_value_from_a_day_stands_in_its_order_and_nothing_else_moves() {
    let before = demo();
    for from in ["2024-01-01", "2025-07-01", "2027-01-01"] {
        let after = made(
            &before,
            &set("excess_share", None, number(from, "0.75", "demo")),
        );
        let (lost, mut gained) = changed(&text(&before, "pack.toml"), &text(&after, "pack.toml"));
        assert!(lost.is_empty(), "{lost:?}");
        // Which of two equal lines is the new one cannot be told: what counts is that these four came, and blank lines.
        gained.retain(|line| !line.is_empty());
        gained.sort();
        let mut expected = [
            "[[parameter.excess_share.value]]".to_owned(),
            format!("from = \"{from}\""),
            "source = \"demo\"".to_owned(),
            "number = \"0.75\"".to_owned(),
        ];
        expected.sort();
        assert_eq!(gained, expected, "{from}");
        let days: Vec<String> = sheet(&after)
            .expect("sheet")
            .parameters
            .into_iter()
            .find(|own| own.id == "excess_share")
            .expect("parameter")
            .values
            .into_iter()
            .map(|value| value.from)
            .collect();
        assert!(days.windows(2).all(|pair| pair[0] < pair[1]), "{days:?}");
        assert_eq!(text(&before, "groups.csv"), text(&after, "groups.csv"));
        // A new value from 2025-07-01 changes no worked case before it but that of August.
        match parse(&after) {
            Ok(_) => assert_ne!(from, "2025-07-01"),
            Err(faults) => {
                assert_eq!(from, "2025-07-01");
                assert!(
                    codes(&faults)
                        .iter()
                        .all(|code| *code == "pack.golden_failed")
                );
            }
        }
    }
    let taken = edit(
        &before,
        &set("excess_share", None, number("2025-01-01", "1", "demo")),
    );
    assert_eq!(codes(&taken.expect_err("taken")), ["pack.edit_date_taken"]);
}

#[test]
fn a_correction_changes_its_own_line_and_answers_for_the_worked_cases() {
    let before = demo();
    let edit_one = set(
        "excess_share",
        Some("2025-01-01"),
        number("2025-01-01", "0.70", "demo"),
    );
    let after = made(&before, &edit_one);
    let (lost, gained) = changed(&text(&before, "pack.toml"), &text(&after, "pack.toml"));
    assert_eq!(lost, ["number = \"0.80\""]);
    assert_eq!(gained, ["number = \"0.70\""]);
    let faults = parse(&after).expect_err("the high case no longer comes out");
    assert_eq!(codes(&faults), ["pack.golden_failed", "pack.golden_failed"]);
    assert_eq!(faults[0].place.file.as_deref(), Some("golden.toml"));
    // By hand: 31968.34 + (92000 − 1.5 × 31968.34) × 0.70 = 62801.2… with the standard in full.
    let arguments = &faults[0].message.arguments;
    assert_eq!(arguments["case"], "high");
    let found = arguments["found"].clone();
    let fund = faults[1].message.arguments["found"].clone();
    let fields = vec![("revenue".into(), found), ("fund".into(), fund)];
    let proved = made(
        &after,
        &Edit::SetCase {
            id: "high".into(),
            fields,
        },
    );
    let pack = parse(&proved).expect("it holds again");
    assert!(matches!(
        pack.parameters["excess_share"].entries[0].value,
        Some(Value::Number(_))
    ));
    let unknown = Edit::SetCase {
        id: "high".into(),
        fields: vec![("charge".into(), "1".into())],
    };
    assert_eq!(
        codes(&edit(&proved, &unknown).expect_err("not a result")),
        ["pack.edit_no_field"]
    );
}

#[test]
fn tables_steps_and_ends_are_written_as_the_loader_reads_them() {
    let mut table = number("2027-01-01", "", "demo");
    table.kind = ValueKind::Table;
    table.rows = vec![
        ("居民".into(), "9000.00".into()),
        ("职工".into(), "9400.00".into()),
    ];
    let mut steps = number("2027-01-01", "", "demo");
    steps.kind = ValueKind::Steps;
    steps.compare = "gt".into();
    steps.step_on = "weight".into();
    steps.rows = vec![("2".into(), "3".into()), (String::new(), "2".into())];
    let mut end = number("2027-01-01", "", "demo");
    end.kind = ValueKind::End;
    let mut after = demo();
    for (parameter, value) in [("rate", table), ("high", steps), ("coefficient_basic", end)] {
        after = made(&after, &set(parameter, None, value.clone()));
        let read = sheet(&after).expect("sheet");
        let own = read.parameters.into_iter().find(|own| own.id == parameter);
        assert_eq!(
            own.expect("parameter").values.last(),
            Some(&value),
            "{parameter}"
        );
    }
    let pack = parse(&after).expect("it holds");
    assert_eq!(pack.parameters["coefficient_basic"].entries[1].value, None);
    assert!(text(&after, "pack.toml").contains("# 权重低于左栏者适用右栏倍率"));
}

#[test]
fn a_source_is_added_corrected_and_not_taken_out_while_it_is_cited() {
    let source = StatedSource {
        id: "notice".into(),
        number: "X医保发〔2026〕1号".into(),
        title: "虚构通知".into(),
        issuer: "示范市".into(),
        issued: "2026-01-05".into(),
        level: "official".into(),
        ..StatedSource::default()
    };
    let put = Edit::PutSource {
        source: source.clone(),
    };
    let after = made(&demo(), &put);
    assert_eq!(
        parse(&after).expect("holds").sources["notice"].certainty,
        Certainty::Official
    );
    assert!(sheet(&after).expect("sheet").sources.contains(&source));
    let wrong = Edit::PutSource {
        source: StatedSource {
            level: "certain".into(),
            ..source
        },
    };
    let faults = parse(&made(&after, &wrong)).expect_err("no such level");
    assert!(codes(&faults).contains(&"pack.bad_word"));
    let gone = |id: &str| Edit::RemoveSource { id: id.into() };
    assert!(parse(&made(&after, &gone("notice"))).is_ok());
    let faults = parse(&made(&after, &gone("demo_2026"))).expect_err("cited by the rate of 2026");
    assert!(codes(&faults).contains(&"pack.unknown_source"));
    let unknown = edit(&after, &gone("nobody")).expect_err("nobody");
    assert_eq!(codes(&unknown), ["pack.edit_no_source"]);
    let uncited = set("low", None, number("2027-01-01", "0.4", "nobody"));
    assert!(parse(&made(&after, &uncited)).is_err());
}

#[test]
fn a_value_is_taken_out_but_never_the_last() {
    let remove = |parameter: &str, from: &str| Edit::RemoveValue {
        parameter: parameter.into(),
        from: from.into(),
    };
    let after = made(&demo(), &remove("rate", "2026-01-01"));
    let (lost, gained) = changed(&text(&demo(), "pack.toml"), &text(&after, "pack.toml"));
    assert_eq!(lost.len(), 4);
    assert!(gained.is_empty());
    let last = edit(&demo(), &remove("low", "2025-01-01")).expect_err("the last");
    assert_eq!(codes(&last), ["pack.edit_last_value"]);
    let none = edit(&demo(), &remove("low", "2020-01-01")).expect_err("none");
    assert_eq!(codes(&none), ["pack.edit_no_value"]);
}

#[test]
fn a_frame_becomes_a_pack_matter_by_matter() {
    let before = files("cn/suqian/2025");
    let found = sheet(&before).expect("sheet");
    assert_eq!(found.open.len(), 3);
    let mut after = before.clone();
    for (matter, _) in &found.open {
        let close = Edit::CloseOpen {
            matter: matter.clone(),
            answer: "按医保局电话答复".into(),
            source: "sq".into(),
        };
        after = made(&after, &close);
    }
    let mut bands = number("2025-01-01", "", "sq");
    bands.kind = ValueKind::Bands;
    bands.rows = vec![("30".into(), "380".into()), (String::new(), "260".into())];
    for parameter in ["daily", "critical_daily"] {
        after = made(&after, &set(parameter, None, bands.clone()));
    }
    let closed = sheet(&after).expect("sheet");
    assert!(closed.open.is_empty());
    assert_eq!(closed.confirmed.len(), 3);
    assert!(closed.parameters.iter().all(|own| own.open.is_none()));
    // No longer a frame: now it must have groups and a worked case of its own, and says so.
    let faults = parse(&after).expect_err("no groups, no worked case");
    assert!(
        codes(&faults)
            .iter()
            .any(|code| ["pack.no_groups", "pack.no_golden"].contains(code))
    );
    // One matter less, and it is still a frame that loads.
    let one = Edit::CloseOpen {
        matter: found.open[0].0.clone(),
        answer: "名单见附件".into(),
        source: "sq".into(),
    };
    let pack = parse(&made(&before, &one)).expect("a frame");
    assert_eq!((pack.open.len(), pack.confirmed.len()), (2, 1));
    assert!(pack.is_frame());
    let empty = Edit::CloseOpen {
        matter: found.open[0].0.clone(),
        answer: " ".into(),
        source: "sq".into(),
    };
    assert_eq!(
        codes(&edit(&before, &empty).expect_err("no answer")),
        ["pack.edit_no_answer"]
    );
}

#[test]
fn a_row_of_the_group_list_has_a_source_of_its_own_and_the_others_stay() {
    let before = demo();
    let code = "EX15";
    let row = group(&before, code).expect("row");
    let name = row
        .cells
        .iter()
        .find(|(heading, _)| heading == "name")
        .expect("name");
    let set = Edit::SetGroup {
        code: code.into(),
        cells: vec![("mean_charge".into(), "4321.50".into())],
        source: "demo_2026".into(),
    };
    let after = made(&before, &set);
    let pack = parse(&after).expect("it holds");
    let own = pack.groups.get(code).expect("row");
    assert_eq!(own.source.as_deref(), Some("demo_2026"));
    assert_eq!(own.mean_charge, "4321.50".parse().ok());
    assert_eq!(own.name, name.1);
    let plain = parse(&before).expect("pack");
    for row in plain.groups.rows().iter().filter(|row| row.code != code) {
        assert_eq!(pack.groups.get(&row.code), Some(row));
    }
    // A second edit finds the column in place.
    let again = made(&after, &set);
    assert_eq!(text(&again, "groups.csv"), text(&after, "groups.csv"));
    let unknown = Edit::SetGroup {
        code: "none".into(),
        cells: Vec::new(),
        source: "demo".into(),
    };
    assert_eq!(
        codes(&edit(&before, &unknown).expect_err("none")),
        ["pack.edit_no_group"]
    );
    let uncited = Edit::SetGroup {
        code: code.into(),
        cells: Vec::new(),
        source: "nobody".into(),
    };
    let faults = parse(&made(&before, &uncited)).expect_err("nobody");
    assert!(codes(&faults).contains(&"pack.unknown_source"));
}
