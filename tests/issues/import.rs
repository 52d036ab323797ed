//! What the reader makes of honest files: headings, encodings, units, sub-totals, identity, and cells that Excel spoils.

mod import_kit;

use import_kit::{HEADINGS, Package, extract, inspect, request, texts};
use rust_xlsxwriter::{Format, Formula, Workbook};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use yingheng_io::workbook_in::types::{ExtractRequest, IdentityReason, Trouble, Unit};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("folder"))
    }
    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).expect("file");
        path
    }
}

const LEDGER: &str = "某某医院支出明细,,,,\n单位：万元,,,,\n序号,科室编码,科目编码,期 间,金额（万元）\n1,0101,5001,2024-01,\"1,234.56789\"\n2,0102,5001,2024-01,-0.5\n,小计,,,1234.06789\n\n3,0103,5001,2024-01,0\n合计,,,,1234.06789\n";

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xfeff)
        .chain(text.encode_utf16())
        .flat_map(bytes)
        .collect()
}

#[test]
fn every_encoding_gives_the_same_rows() {
    let folder = Folder::new();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(LEDGER.as_bytes()).expect("gzip");
    let spellings: [(&str, &str, Vec<u8>); 7] = [
        ("plain.csv", "UTF-8", LEDGER.as_bytes().to_vec()),
        (
            "bom.csv",
            "UTF-8",
            ["\u{feff}".as_bytes(), LEDGER.as_bytes()].concat(),
        ),
        (
            "gb.csv",
            "GB18030",
            encoding_rs::GB18030.encode(LEDGER).0.into_owned(),
        ),
        ("le.txt", "UTF-16LE", utf16(LEDGER, u16::to_le_bytes)),
        ("be.txt", "UTF-16BE", utf16(LEDGER, u16::to_be_bytes)),
        ("mac.csv", "UTF-8", LEDGER.replace('\n', "\r").into_bytes()),
        ("packed.csv.gz", "UTF-8", gzip.finish().expect("gzip")),
    ];
    for (name, encoding, bytes) in spellings {
        let path = folder.file(name, &bytes);
        let (sheets, file) = inspect(&path).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!(
            (file.file.encoding.as_deref(), file.file.separator),
            (Some(encoding), Some(',')),
            "{name}"
        );
        let best = &sheets[0].proposals[0];
        assert_eq!(
            (best.form.as_str(), best.header_row, best.confidence),
            ("ledger", 3, 100),
            "{name}"
        );
        let amount = best
            .columns
            .iter()
            .find(|column| column.field == "amount")
            .expect("amount");
        assert_eq!(
            (amount.column, amount.unit),
            (5, Some(Unit::TenThousand)),
            "{name}"
        );

        let mut ask = request(
            &path,
            "",
            3,
            "ledger",
            &["", "department", "account", "period", "amount"],
        );
        let unscaled = extract(ask.clone()).expect(name);
        assert_eq!(
            unscaled.rows[0].values[3].text, "1,234.56789",
            "no unit is applied unless it is confirmed"
        );
        ask.columns[3].unit = Unit::TenThousand;
        ask.expected_hash = Some(file.file.hash);
        let read = extract(ask).expect(name);
        let expected = [
            ["0101", "5001", "2024-01", "12345678.9"],
            ["0102", "5001", "2024-01", "-5000"],
            ["0103", "5001", "2024-01", "0"],
        ];
        assert_eq!(texts(&read.rows), expected, "{name}");
        let r = &read.result;
        assert_eq!(
            (r.rows, r.delivered, r.subtotals, r.blank, r.refused),
            (6, 3, 2, 1, 0),
            "{name}"
        );
        assert_eq!(r.rows, r.delivered + r.subtotals + r.blank + r.refused);
        let totals: Vec<_> = read
            .skipped
            .iter()
            .map(|skipped| (skipped.row, skipped.values[0].text.as_str()))
            .collect();
        assert_eq!(
            totals,
            [(6, "12340678.9"), (9, "12340678.9")],
            "sub-totals stay as control totals"
        );
    }
}

const NAMES: [&str; 6] = ["张伟", "李娜", "王芳", "刘洋", "陈静", "赵磊"];
/// The example number of GB 11643 and numbers made from it; none belongs to a person.
const RESIDENTS: [&str; 6] = ["11010519491231002X"; 6];
const MOBILE: &str = "13800138000";

fn cases(folder: &Folder, headings: &[&str]) -> PathBuf {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("出院病例").expect("name");
    for (column, heading) in (0_u16..).zip(headings) {
        sheet.write(0, column, *heading).expect("heading");
    }
    for (at, row) in (1_u32..=6).enumerate() {
        let stay = format!("ZY2024{at:04}");
        let cells = [NAMES[at], RESIDENTS[at], &stay, MOBILE, "ES21", "", ""];
        for (column, text) in (0_u16..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            sheet.write(row, column, text).expect("cell");
        }
        sheet.write(row, 5, 4 + row).expect("days");
        sheet.write(row, 6, 12_345.67).expect("amount");
    }
    let path = folder.0.path().join("cases.xlsx");
    workbook.save(&path).expect("save");
    path
}

#[test]
fn identity_never_leaves_the_worker() {
    let folder = Folder::new();
    let path = cases(
        &folder,
        &[
            "患者姓名",
            "身份证号",
            "住院号",
            "联系电话",
            "病组编码",
            "住院天数",
            "总费用",
        ],
    );
    let (sheets, _) = inspect(&path).expect("inspect");
    let sheet = &sheets[0];
    assert_eq!(
        (
            sheet.proposals[0].form.as_str(),
            sheet.proposals[0].confidence
        ),
        ("cases", 100)
    );
    let marked: Vec<_> = sheet
        .columns
        .iter()
        .filter(|c| c.identity.is_some())
        .map(|c| c.column)
        .collect();
    assert_eq!(marked, [1, 2, 3, 4]);
    assert_eq!(
        sheet.sample[1].cells,
        [
            (5, "ES21".to_owned()),
            (6, "5".to_owned()),
            (7, "12345.67".to_owned())
        ]
    );
    let told = serde_json::to_string(&sheets).expect("json");

    let ask = request(
        &path,
        "出院病例",
        1,
        "cases",
        &["", "", "token", "", "group", "los", "charge"],
    );
    let read = extract(ask).expect("extract");
    assert_eq!(texts(&read.rows)[0][1..], ["ES21", "5", "12345.67"]);
    for secret in NAMES.iter().chain(&RESIDENTS).chain(&[MOBILE, "ZY20240"]) {
        assert!(
            !told.contains(secret) && !read.raw.contains(secret),
            "{secret} left the worker"
        );
    }
    let tokens: Vec<&str> = read
        .rows
        .iter()
        .map(|row| row.values[0].text.as_str())
        .collect();
    assert!(tokens.iter().all(|token| token.len() == 32) && tokens[0] != tokens[1]);

    // The same number written in full width and small letters is the same stay; another key gives another token.
    let csv = "病组编码,住院号,住院天数,总费用\nES21,ｚｙ２０２４００００,5,1\n";
    let csv = folder.file("again.csv", csv.as_bytes());
    let mut ask = request(&csv, "", 1, "cases", &["group", "token", "los", "charge"]);
    assert_eq!(
        extract(ask.clone()).expect("extract").rows[0].values[1].text,
        tokens[0]
    );
    ask.token_key = "5b".repeat(32);
    assert_ne!(
        extract(ask.clone()).expect("extract").rows[0].values[1].text,
        tokens[0]
    );
    ask.token_key = String::new();
    assert_eq!(
        extract(ask).expect_err("no key").issue().code(),
        "import.no_token_key"
    );
}

/// A physician group is read, a single doctor never: not under a doctor's heading, and not when mapped by hand.
#[test]
fn doctors_are_not_physician_groups() {
    let folder = Folder::new();
    let text =
        "病组编码,住院天数,总费用,诊疗组,主诊医师\nES21,5,100,一组,D01\nES21,6,200,二组,D02\n";
    let path = folder.file("cases.csv", text.as_bytes());
    let (sheets, _) = inspect(&path).expect("inspect");
    let columns = &sheets[0].proposals[0].columns;
    let team = columns.iter().find(|column| column.field == "team");
    assert_eq!(team.map(|column| column.column), Some(4));
    assert!(sheets[0].columns[4].identity.is_some(), "a doctor's column");
    let fields = ["group", "los", "charge", "", "team"];
    let refused = extract(request(&path, "", 1, "cases", &fields)).expect_err("a doctor");
    assert_eq!(refused.issue().code(), "import.identity_mapped");
    let fields = ["group", "los", "charge", "team"];
    let read = extract(request(&path, "", 1, "cases", &fields)).expect("groups");
    assert_eq!(texts(&read.rows)[1], ["ES21", "6", "200", "二组"]);
    assert!(!read.raw.contains("D02"));
}

#[test]
fn identity_is_refused_as_an_ordinary_field_whatever_its_heading_says() {
    let folder = Folder::new();
    let path = cases(
        &folder,
        &["甲", "乙", "丙", "丁", "病组编码", "住院天数", "总费用"],
    );
    let (sheets, _) = inspect(&path).expect("inspect");
    let reasons: Vec<_> = sheets[0]
        .columns
        .iter()
        .map(|column| column.identity)
        .collect();
    let expected = [IdentityReason::PersonName, IdentityReason::ResidentNumber];
    assert_eq!(reasons[..2], expected.map(Some));
    assert_eq!(reasons[3], Some(IdentityReason::MobileNumber));
    for (column, field) in [(1, "group_name"), (2, "scheme"), (4, "facility")] {
        let mut fields = vec![""; 4];
        fields[column - 1] = field;
        let refused = extract(request(&path, "出院病例", 1, "cases", &fields))
            .expect_err("identity")
            .issue();
        assert_eq!(
            (refused.code(), refused.place.column),
            ("import.identity_mapped", u32::try_from(column).ok())
        );
    }
    // A number hidden in a remark beyond the rows looked at first is withheld where it stands.
    let mut text = "科室编码,科室名称,科室分类\n".to_owned();
    (0..1_500).for_each(|at| text.push_str(&format!("{at},内科,临床服务类\n")));
    text.push_str("9999,联系人11010519491231002X,临床服务类\n");
    let path = folder.file("late.csv", text.as_bytes());
    let read = extract(request(
        &path,
        "",
        1,
        "departments",
        &["code", "name", "class"],
    ))
    .expect("extract");
    let last = &read.rows[1_500].values[1];
    assert_eq!(
        (last.text.as_str(), last.trouble),
        ("", Some(Trouble::Identity))
    );
    assert!(!read.raw.contains(RESIDENTS[0]));
}

fn workload(rows: &str) -> (Folder, ExtractRequest) {
    let folder = Folder::new();
    let path = folder.file(
        "workload.xlsx",
        &Package::with_rows(&format!("{HEADINGS}{rows}")).bytes(),
    );
    let ask = request(
        &path,
        "工作量",
        1,
        "workload",
        &["department", "period", "visits"],
    );
    (folder, ask)
}

#[test]
fn cells_that_excel_spoils_are_flagged_never_guessed() {
    let cells = [
        (
            "<c r=\"C2\" t=\"e\"><v>#DIV/0!</v></c>",
            "#DIV/0!",
            Some(Trouble::ErrorValue),
            false,
        ),
        (
            "<c r=\"C2\"><f>1+1</f></c>",
            "",
            Some(Trouble::NoStoredResult),
            true,
        ),
        ("<c r=\"C2\"><f>1+1</f><v>2</v></c>", "2", None, true),
        (
            "<c r=\"C2\"><v>1E400</v></c>",
            "",
            Some(Trouble::NotFinite),
            false,
        ),
        (
            "<c r=\"C2\"><v>0.30000000000000004</v></c>",
            "0.3",
            Some(Trouble::RoundedDigits),
            false,
        ),
        (
            "<c r=\"C2\"><v>1</v></c><c r=\"C2\"><v>2</v></c>",
            "",
            Some(Trouble::DuplicateCell),
            false,
        ),
        (
            "<c r=\"C2\" t=\"d\"><v>2024-03-05</v></c>",
            "2024-03-05",
            Some(Trouble::UnexpectedDate),
            false,
        ),
        ("<c r=\"C2\" t=\"b\"><v>1</v></c>", "TRUE", None, false),
    ];
    for (cell, text, trouble, from_formula) in cells {
        let (_folder, ask) = workload(&format!(
            "<row r=\"2\"><c r=\"A2\"><v>101</v></c>{cell}</row>"
        ));
        let read = extract(ask).unwrap_or_else(|error| panic!("{cell}: {:?}", error.issue()));
        let value = &read.rows[0].values[1];
        assert_eq!(
            (value.text.as_str(), value.trouble, value.from_formula),
            (text, trouble, from_formula),
            "{cell}"
        );
        assert_eq!(
            read.rows[0].values[0].text, "101",
            "a code held as a number stays plain"
        );
    }
    let (_folder, ask) = workload("<row r=\"2\"><c r=\"A2\"><v>123456789012345678</v></c></row>");
    assert_eq!(
        extract(ask).expect("read").rows[0].values[0].trouble,
        Some(Trouble::DigitsLost)
    );
}

#[test]
fn dates_follow_the_cell_format_and_the_field() {
    let folder = Folder::new();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for (column, heading) in (0_u16..).zip(["资产编号", "入账日期", "期间", "原值"]) {
        sheet.write(0, column, heading).expect("heading");
    }
    sheet
        .write_number_with_format(1, 0, 45_352.0, &day)
        .expect("cell");
    sheet
        .write_number_with_format(1, 1, 45_356.0, &day)
        .expect("cell");
    sheet
        .write_number_with_format(1, 2, 60.0, &day)
        .expect("cell");
    sheet
        .write_formula(1, 3, Formula::new("=100*2").set_result("200"))
        .expect("cell");
    let path = folder.0.path().join("assets.xlsx");
    workbook.save(&path).expect("save");
    let read = extract(request(
        &path,
        "Sheet1",
        1,
        "assets",
        &["code", "in_service", "", "original"],
    ))
    .expect("read");
    let values: Vec<_> = read.rows[0]
        .values
        .iter()
        .map(|v| (v.text.as_str(), v.trouble, v.from_formula))
        .collect();
    assert_eq!(
        values,
        [
            ("2024-03-01", Some(Trouble::UnexpectedDate), false),
            ("2024-03-05", None, false),
            ("200", None, true)
        ]
    );
    assert_eq!(read.result.formula_values, 1);
}

#[test]
fn a_row_with_more_columns_than_headings_is_refused_and_counted() {
    let folder = Folder::new();
    let text = "科室编码,期间,诊疗人次\n101,2024-01,5\n102,2024-01,1,234\n103,2024-01,7,,\n";
    let path = folder.file("ragged.csv", text.as_bytes());
    let read = extract(request(
        &path,
        "",
        1,
        "workload",
        &["department", "period", "visits"],
    ))
    .expect("read");
    assert_eq!(read.issues, ["import.ragged_row@D3"]);
    assert_eq!(
        (read.result.rows, read.result.delivered, read.result.refused),
        (3, 2, 1)
    );
}

#[test]
fn a_changed_file_an_unknown_field_and_a_missing_sheet_are_named() {
    let (_folder, ask) = workload("<row r=\"2\"><c r=\"A2\"><v>1</v></c></row>");
    let code = |ask: ExtractRequest| extract(ask).expect_err("refused").issue().code().to_owned();
    assert_eq!(
        code(ExtractRequest {
            expected_hash: Some("0".repeat(64)),
            ..ask.clone()
        }),
        "import.file_changed"
    );
    assert_eq!(
        code(ExtractRequest {
            sheet: "没有".to_owned(),
            ..ask.clone()
        }),
        "import.no_such_sheet"
    );
    assert_eq!(
        code(ExtractRequest {
            form: "no".to_owned(),
            ..ask.clone()
        }),
        "import.no_such_form"
    );
    let mut twice = ask.clone();
    twice.columns[1].column = 1;
    assert_eq!(code(twice), "import.column_twice");
    let mut unknown = ask;
    unknown.columns[0].field = "no".to_owned();
    assert_eq!(code(unknown), "import.no_such_field");
}
