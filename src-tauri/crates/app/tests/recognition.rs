//! The road of a file beside the reader: one switch for several files, the memory of a sender's layout, codes confirmed,
//! the preview, importing again, rejected rows and entry forms.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use calamine::{Data, Reader, Xlsx, open_workbook};
use yingheng_app::messages::Language;
use yingheng_app::session::{Session, Stamp, Surroundings, parse_period};
use yingheng_app::wire::{ImportAnswer, SheetChoice};

fn session(folder: &Path, project: &str) -> Session {
    let mut session = Session::new(Surroundings {
        templates: Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../templates"),
        settings: Some(folder.join("settings")),
        worker: PathBuf::from(env!("CARGO_BIN_EXE_yingheng")),
        worker_arguments: vec!["import-worker".into()],
    });
    session.stamp(Stamp {
        when: "2025-07-01 08:00 UTC".to_owned(),
        who: "会计".to_owned(),
    });
    let year = parse_period("2025").expect("a year");
    session
        .new_project(&folder.join(project), "A", year, "cn/generic")
        .expect("made");
    session
}

fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("written");
    path
}

fn codes(answer: &ImportAnswer) -> Vec<&str> {
    let codes = answer.issues.iter();
    codes.map(|issue| issue.message.key.as_str()).collect()
}

const UNITS: &str =
    "科室编码,科室名称,科室分类\n0101,心血管内科,临床服务类\n0102,普通外科,临床服务类\n";
const BOOKED: &str = "科室编码,科目编码,经费来源,期间,金额\n心内科,5001,自有资金,2025-01,100.00\n0102,5001,自有资金,2025-02,50.00\n合计,,,,150.00\n";

#[test]
fn several_files_are_one_switch() {
    let folder = tempfile::tempdir().expect("folder");
    let at = folder.path();
    let mut session = session(at, "a.yhproj");
    let units = file(at, "units.csv", UNITS);
    let ledger = file(at, "ledger.csv", BOOKED);
    let broken = file(at, "broken.csv", "科室编码,\"科室名称\n");
    let refused = session.import_recognised(&[units.clone(), ledger.clone(), broken], false);
    assert!(refused.is_err());
    // Nothing of the good files stands in the project.
    let answer = session
        .import_recognised(&[units.clone(), ledger.clone()], false)
        .expect("imported");
    assert!(!answer.unchanged);
    assert_eq!(answer.batches.len(), 2);
    let again = session
        .import_recognised(&[units, ledger], false)
        .expect("imported");
    assert!(again.unchanged);
}

#[test]
fn importing_again_supersedes_and_shows_the_difference() {
    let folder = tempfile::tempdir().expect("folder");
    let at = folder.path();
    let mut session = session(at, "a.yhproj");
    let ledger = file(at, "ledger.csv", BOOKED);
    session.import_recognised(&[ledger], false).expect("first");
    // The same sheet from a changed file: beside the old one it is a warning, in its place a difference.
    let changed = BOOKED.replace("50.00", "70.00").replace("150.00", "170.00");
    let ledger = file(at, "ledger.csv", &changed);
    let answer = session
        .import_recognised(&[ledger.clone()], true)
        .expect("second");
    assert!(codes(&answer).contains(&"store.superseded"));
    let rows = answer
        .issues
        .iter()
        .find(|issue| issue.message.key == "import.difference_rows")
        .expect("difference");
    assert_eq!(
        ["before", "now", "added", "removed"].map(|key| rows.message.arguments[key].as_str()),
        ["2", "2", "1", "1"]
    );
    let amount = answer
        .issues
        .iter()
        .find(|issue| issue.message.key == "import.difference_amount")
        .expect("difference");
    assert_eq!(
        ["before", "now", "change"].map(|key| amount.message.arguments[key].as_str()),
        ["150.00", "170.00", "20.00"]
    );
    let third = file(at, "ledger.csv", &changed.replace("170.00", "170.0"));
    let answer = session.import_recognised(&[third], false).expect("third");
    assert!(codes(&answer).contains(&"import.maybe_twice"));
}

#[test]
fn every_choice_is_remembered_in_the_project_and_for_the_next_one() {
    let folder = tempfile::tempdir().expect("folder");
    let at = folder.path();
    let mut first = session(at, "a.yhproj");
    let never = AtomicBool::new(false);
    // A sender whose headings nobody knows: the user says which column is which, once.
    let strange = "财务处导出\n部门,会计科目号,入账月,本期数(万元),备用\n0101,5001,2025-01,1.5,9\n";
    let path = file(at, "一月.csv", strange);
    let seen = first.inspect(&path, None, &never).expect("looked at");
    assert_eq!(seen.sheets[0].form, None);
    let choice = SheetChoice {
        sheet: seen.sheets[0].sheet.clone(),
        form: "ledger".to_owned(),
        header_row: 2,
        columns: [
            (1, "department"),
            (2, "account"),
            (3, "period"),
            (4, "amount"),
        ]
        .map(|(column, field)| (column, field.to_owned()))
        .into(),
        units: [(4, "ten_thousand".to_owned())].into(),
        facility: "东院".to_owned(),
        ..SheetChoice::default()
    };
    let answer = first
        .import_sheets(&path, &[choice], &never, &mut |_| {})
        .expect("imported");
    assert_eq!(answer.batches[0].amounts[0].imported, "15000.00");
    // Next month, two title lines more, in another project.
    let next = strange
        .replace("财务处导出", "某某医院\n财务处导出")
        .replace("2025-01,1.5", "2025-02,2");
    let path = file(at, "二月.csv", &next);
    let mut second = session(at, "b.yhproj");
    let seen = second.inspect(&path, None, &never).expect("looked at");
    let sheet = &seen.sheets[0];
    assert_eq!(
        (
            sheet.form.as_deref(),
            sheet.header_row,
            sheet.facility.as_str(),
            sheet.take
        ),
        (Some("ledger"), 3, "东院", true)
    );
    assert_eq!(sheet.reason.key, "import.reason_remembered");
    assert_eq!(sheet.columns[3].unit.as_deref(), Some("ten_thousand"));
    let answer = second.import_recognised(&[path], false).expect("imported");
    assert_eq!(answer.batches[0].amounts[0].imported, "20000.00");
}

#[test]
fn codes_are_suggested_confirmed_logged_and_applied() {
    let folder = tempfile::tempdir().expect("folder");
    let at = folder.path();
    let mut session = session(at, "a.yhproj");
    let units = file(at, "units.csv", UNITS);
    session.import_recognised(&[units], false).expect("units");
    let ledger = file(at, "ledger.csv", BOOKED);
    let never = AtomicBool::new(false);
    let choice = SheetChoice {
        sheet: "ledger.csv".to_owned(),
        form: "ledger".to_owned(),
        header_row: 1,
        columns: [
            (1, "department"),
            (2, "account"),
            (3, "funding"),
            (4, "period"),
            (5, "amount"),
        ]
        .map(|(column, field)| (column, field.to_owned()))
        .into(),
        ..SheetChoice::default()
    };
    let files = [(ledger.clone(), vec![choice.clone()])];
    let preview = session
        .preview(&files, &never, &mut |_| {})
        .expect("preview");
    let one = &preview[0];
    assert_eq!(
        (one.rows, one.taken, one.rejected, one.skipped),
        (3, 2, 0, 1)
    );
    assert_eq!((one.totals_checked, one.totals_tied), (1, 1));
    let unknown = &one.unknown[0];
    assert_eq!(
        (unknown.kind.as_str(), unknown.code.as_str(), unknown.rows),
        ("department", "心内科", 1)
    );
    assert_eq!(unknown.suggestions[0].code, "0101");
    let pair = |to: &str| [("department".to_owned(), "心内科".to_owned(), to.to_owned())];
    assert!(session.confirm_codes(&pair("9999")).is_err());
    session.confirm_codes(&pair("0101")).expect("confirmed");
    let log = session.crosswalk().expect("log");
    assert_eq!(
        (log[0].who.as_str(), log[0].when.as_str()),
        ("会计", "2025-07-01 08:00 UTC")
    );
    let answer = session
        .import_sheets(&ledger, &[choice], &never, &mut |_| {})
        .expect("imported");
    assert!(codes(&answer).contains(&"import.crosswalked"));
    let preview = session
        .preview(&files, &never, &mut |_| {})
        .expect("preview");
    assert!(preview[0].unknown.is_empty());
    session.confirm_codes(&pair("")).expect("taken back");
    assert_eq!(session.crosswalk().expect("log").len(), 2);
}

#[test]
fn rejected_rows_come_back_with_the_bad_cells_marked_and_without_identity() {
    let folder = tempfile::tempdir().expect("folder");
    let at = folder.path();
    let mut session = session(at, "a.yhproj");
    let cases = "住院号,病组编码,住院天数,出院日期,总费用\nZY001,ES21,7,2025-03-05,100\nZY002,ES21,三天,2025-03-05,200\nZY003,=1+1,5,昨天,300\n";
    let path = file(at, "cases.csv", cases);
    let answer = session
        .import_recognised(&[path.clone()], false)
        .expect("imported");
    assert_eq!(
        (answer.batches[0].imported, answer.batches[0].rejected),
        (1, 2)
    );
    let batch = answer.batches[0].id.as_str();
    let out = at.join("rejected.xlsx");
    session
        .export_rejected(batch, &path, &out, Language::Chinese)
        .expect("written");
    let mut book: Xlsx<_> = open_workbook(&out).expect("workbook");
    let sheet = book.worksheet_range_at(0).expect("sheet").expect("read");
    let text: Vec<String> = sheet
        .used_cells()
        .map(|(_, _, cell)| cell.to_string())
        .collect();
    let all = text.join("|");
    assert!(all.contains("三天") && all.contains("昨天") && !all.contains("ES21|7"));
    assert!(!all.contains("ZY00"), "{all}");
    assert_eq!(sheet.get_value((4, 0)), Some(&Data::Float(3.0)));
    // A formula in the source stays words.
    let formulas = book
        .worksheet_formula(&book.sheet_names()[0])
        .expect("formulas");
    assert_eq!(formulas.used_cells().count(), 0);
    let changed = file(at, "cases.csv", &cases.replace("100", "101"));
    let failure = session.export_rejected(batch, &changed, &out, Language::Chinese);
    assert_eq!(
        failure.expect_err("another file").code,
        "import.file_changed"
    );
}

#[test]
fn every_form_has_a_blank_and_a_filled_workbook_the_reader_takes_back() {
    let folder = tempfile::tempdir().expect("folder");
    let at = folder.path();
    let mut session = session(at, "a.yhproj");
    let never = AtomicBool::new(false);
    let mut filled = Vec::new();
    for form in session.forms().expect("forms") {
        let blank = at.join(format!("{}.xlsx", form.form));
        session
            .export_entry_form(&form.form, false, &blank, Language::Chinese)
            .expect("blank");
        let seen = session.inspect(&blank, None, &never).expect("looked at");
        assert_eq!(
            seen.sheets[0].form.as_deref(),
            Some(form.form.as_str()),
            "{}",
            form.form
        );
        let known = seen.sheets[0]
            .columns
            .iter()
            .filter(|column| column.field.is_some());
        assert_eq!(known.count(), form.fields.len(), "{}", form.form);
        assert_eq!(
            seen.sheets[1].form, None,
            "{}: the page of explanations",
            form.form
        );
        let example = at.join(format!("{}-example.xlsx", form.form));
        session
            .export_entry_form(&form.form, true, &example, Language::English)
            .expect("filled");
        filled.push(example);
    }
    let answer = session.import_recognised(&filled, false).expect("imported");
    for batch in &answer.batches {
        assert_eq!(batch.rejected, 0, "{}: {:?}", batch.form, answer.issues);
        assert!(batch.imported > 0, "{}", batch.form);
    }
}
