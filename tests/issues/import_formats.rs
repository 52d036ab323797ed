//! The other workbook formats: the same table must come out of .xls, .xlsb and .ods as went into the .xlsx, and a
//! container whose chains of sectors run in circles must be refused before any reader follows them.

mod import_kit;

use import_kit::{Extracted, extract, inspect, request, texts};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use yingheng_tests::recalculation::{available, converted};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const FIELDS: [&str; 5] = ["department", "account", "period", "amount", ""];

/// Department, account, month, amount as typed; the truth of every file below.
const TRUTH: [(&str, &str, &str, &str); 5] = [
    ("0101", "500101", "2024-01", "1234.56"),
    ("0102", "500101", "2024-02", "-0.5"),
    ("A03", "500102", "2024-02", "125430.5"),
    ("0101", "500103", "2024-03", "0"),
    ("0104", "500103", "2024-12", "99999999.99"),
];

fn written(folder: &Path) -> PathBuf {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("支出明细").expect("name");
    sheet
        .merge_range(0, 0, 0, 3, "某某医院支出明细", &Format::new())
        .expect("title");
    for (column, heading) in ["科室编码", "科目编码", "期间", "金额"].iter().enumerate()
    {
        sheet
            .write_string(1, u16::try_from(column).expect("column"), *heading)
            .expect("heading");
    }
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for (row, (department, account, period, amount)) in (2_u32..).zip(TRUTH) {
        sheet.write_string(row, 0, department).expect("cell");
        if row % 2 == 0 {
            sheet.write_string(row, 1, account).expect("cell");
        } else {
            sheet
                .write_number(row, 1, account.parse::<f64>().expect("number"))
                .expect("cell");
        }
        let day = ExcelDateTime::parse_from_str(&format!("{period}-15")).expect("date");
        sheet
            .write_datetime_with_format(row, 2, &day, &date)
            .expect("cell");
        if amount == "0" {
            // A formula's stored result.
            sheet
                .write_formula(row, 3, Formula::new("=5-5").set_result("0"))
                .expect("cell");
        } else {
            sheet
                .write_number(row, 3, amount.parse::<f64>().expect("number"))
                .expect("cell");
        }
    }
    sheet.write_string(7, 0, "合计").expect("cell");
    sheet
        .write_formula(7, 3, Formula::new("=SUM(D3:D7)").set_result("100126664.55"))
        .expect("cell");
    let hidden = book.add_worksheet();
    hidden.set_name("附表").expect("name").set_hidden(true);
    hidden.write_string(0, 0, "说明").expect("cell");
    let path = folder.join("支出.xlsx");
    book.save(&path).expect("workbook");
    path
}

fn read(path: &Path, header: u32) -> Extracted {
    extract(request(path, "支出明细", header, "ledger", &FIELDS))
        .unwrap_or_else(|error| panic!("{}: {error:?}", path.display()))
}

#[track_caller]
fn is_the_truth(found: &Extracted) {
    let expected: Vec<Vec<&str>> = TRUTH
        .iter()
        .map(|(department, account, period, amount)| vec![*department, *account, *period, *amount])
        .collect();
    assert_eq!(texts(&found.rows), expected);
    assert_eq!(found.issues, Vec::<String>::new());
}

#[test]
fn xls_and_ods_give_the_table_that_went_into_the_xlsx() {
    if !available() {
        assert!(
            std::env::var_os("CI").is_none(),
            "LibreOffice is not installed"
        );
        eprintln!("skipped: LibreOffice is not installed (cargo xtask test installs it)");
        return;
    }
    let folder = tempfile::tempdir().expect("folder");
    let original = written(folder.path());
    is_the_truth(&read(&original, 2));
    for (ending, filter) in [("xls", "MS Excel 97"), ("ods", "calc8")] {
        let path = converted(&original, folder.path(), ending, filter).expect("converted");
        let (sheets, file) = inspect(&path).unwrap_or_else(|error| panic!("{ending}: {error:?}"));
        assert_eq!(file.file.format, ending);
        assert_eq!(file.sheets, ["支出明细", "附表"], "{ending}");
        assert_eq!(
            sheets.iter().map(|sheet| sheet.hidden).collect::<Vec<_>>(),
            [false, true],
            "{ending}: hidden sheets are offered, marked"
        );
        assert_eq!(
            (
                sheets[0].proposals[0].form.as_str(),
                sheets[0].proposals[0].header_row
            ),
            ("ledger", 2),
            "{ending}"
        );
        let found = read(&path, 2);
        is_the_truth(&found);
        assert_eq!(
            found.skipped.len(),
            1,
            "{ending}: the total line is skipped by rule"
        );
        assert_eq!(
            found.result.formula_values, 1,
            "{ending}: a value that a formula left is counted as such"
        );
        // The same bytes under a wrong name are still what they are.
        let renamed = folder.path().join(format!("{ending}-renamed.xlsx"));
        fs::copy(&path, &renamed).expect("copy");
        is_the_truth(&read(&renamed, 2));
    }
}

/// A record of the binary workbook format (MS-XLSB §2.1.4): type and length in seven-bit groups.
fn record(out: &mut Vec<u8>, kind: u16, body: &[u8]) {
    let groups = |mut value: u32, out: &mut Vec<u8>| loop {
        let low = u8::try_from(value & 0x7f).expect("seven bits");
        value >>= 7;
        out.push(if value > 0 { low | 0x80 } else { low });
        if value == 0 {
            break;
        }
    };
    if kind < 0x80 {
        out.push(u8::try_from(kind).expect("one byte"));
    } else {
        out.extend([
            u8::try_from(kind & 0x7f).expect("seven bits") | 0x80,
            u8::try_from(kind >> 7).expect("one byte"),
        ]);
    }
    groups(u32::try_from(body.len()).expect("length"), out);
    out.extend_from_slice(body);
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = u32::try_from(units.len())
        .expect("length")
        .to_le_bytes()
        .to_vec();
    bytes.extend(units.into_iter().flat_map(u16::to_le_bytes));
    bytes
}

/// A cell: column, style, then what it holds.
fn cell(column: u32, content: &[u8]) -> Vec<u8> {
    [&column.to_le_bytes()[..], &0_u32.to_le_bytes(), content].concat()
}

/// The truth as .xlsb, written by hand: the workbook part, one sheet, texts and numbers, one formula's result.
fn binary() -> Vec<u8> {
    let mut book = Vec::new();
    record(&mut book, 0x83, &[]);
    let bundle = [
        &0_u32.to_le_bytes()[..],
        &1_u32.to_le_bytes(),
        &wide("rId1"),
        &wide("支出明细"),
    ]
    .concat();
    record(&mut book, 0x9c, &bundle);
    record(&mut book, 0x90, &[]);
    record(&mut book, 0x84, &[]);

    let mut sheet = Vec::new();
    record(&mut sheet, 0x81, &[]);
    record(&mut sheet, 0x94, &[0; 16]);
    record(&mut sheet, 0x91, &[]);
    let row = |sheet: &mut Vec<u8>, number: u32| {
        record(sheet, 0x00, &[&number.to_le_bytes()[..], &[0; 13]].concat());
    };
    row(&mut sheet, 0);
    for (column, heading) in (0..).zip(["科室编码", "科目编码", "期间", "金额"]) {
        record(&mut sheet, 0x06, &cell(column, &wide(heading)));
    }
    for (number, (department, account, period, amount)) in (1..).zip(TRUTH) {
        row(&mut sheet, number);
        for (column, text) in (0..).zip([department, account, period]) {
            record(&mut sheet, 0x06, &cell(column, &wide(text)));
        }
        let amount: f64 = amount.parse().expect("number");
        if amount == 0.0 {
            // BrtFmlaNum: result, flags, length of the parsed expression (one integer constant), nothing behind it.
            let formula = [
                &amount.to_le_bytes()[..],
                &[0; 2],
                &3_u32.to_le_bytes(),
                &[0x1e, 0, 0],
                &0_u32.to_le_bytes(),
            ]
            .concat();
            record(&mut sheet, 0x09, &cell(3, &formula));
        } else {
            record(&mut sheet, 0x05, &cell(3, &amount.to_le_bytes()));
        }
    }
    record(&mut sheet, 0x92, &[]);
    record(&mut sheet, 0x82, &[]);

    let relations = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.bin\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\"/></Relationships>";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("xl/workbook.bin", book.as_slice()),
        ("xl/_rels/workbook.bin.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.bin", sheet.as_slice()),
    ] {
        zip.start_file(name, SimpleFileOptions::default())
            .expect("entry");
        zip.write_all(content).expect("content");
    }
    zip.finish().expect("archive").into_inner()
}

#[test]
fn xlsb_gives_the_table_and_a_broken_one_is_refused() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("支出.xlsb");
    let bytes = binary();
    fs::write(&path, &bytes).expect("file");
    let (_, file) = inspect(&path).expect("inspection");
    assert_eq!(file.file.format, "xlsb");
    let found = read(&path, 1);
    is_the_truth(&found);
    assert_eq!(found.result.formula_values, 1);
    fs::write(&path, &bytes[..bytes.len() / 2]).expect("file");
    assert_eq!(
        inspect(&path).expect_err("half a file").issue().code(),
        "import.damaged_archive"
    );
}

/// A compound file of 512-byte sectors: sector 0 the table, 1 the directory, 2… one stream named `name`.
fn compound(name: &str, size: u32, next: &[(usize, u32)]) -> Vec<u8> {
    const END: u32 = 0xffff_fffe;
    const FREE: u32 = 0xffff_ffff;
    let mut bytes = vec![0_u8; 512 * 24];
    bytes[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    bytes[26..28].copy_from_slice(&3_u16.to_le_bytes());
    bytes[28..30].copy_from_slice(&0xfffe_u16.to_le_bytes());
    bytes[30..32].copy_from_slice(&9_u16.to_le_bytes());
    bytes[32..34].copy_from_slice(&6_u16.to_le_bytes());
    bytes[44..48].copy_from_slice(&1_u32.to_le_bytes());
    bytes[48..52].copy_from_slice(&1_u32.to_le_bytes());
    bytes[56..60].copy_from_slice(&4096_u32.to_le_bytes());
    for at in [60, 68] {
        bytes[at..at + 4].copy_from_slice(&END.to_le_bytes());
    }
    for slot in 0..109 {
        let table = if slot == 0 { 0 } else { FREE };
        bytes[76 + slot * 4..80 + slot * 4].copy_from_slice(&table.to_le_bytes());
    }
    let mut table = vec![FREE; 128];
    table[0] = 0xffff_fffd;
    table[1] = END;
    for (at, to) in next {
        table[*at] = *to;
    }
    for (at, to) in table.iter().enumerate() {
        bytes[512 + at * 4..516 + at * 4].copy_from_slice(&to.to_le_bytes());
    }
    for (entry, (name, kind, start, size)) in [("Root Entry", 5_u8, END, 0), (name, 2, 2, size)]
        .into_iter()
        .enumerate()
    {
        let at = 1024 + entry * 128;
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes[at..at + units.len()].copy_from_slice(&units);
        let length = u16::try_from(units.len() + 2).expect("short");
        bytes[at + 64..at + 66].copy_from_slice(&length.to_le_bytes());
        bytes[at + 66] = kind;
        bytes[at + 116..at + 120].copy_from_slice(&start.to_le_bytes());
        bytes[at + 120..at + 124].copy_from_slice(&size.to_le_bytes());
    }
    bytes
}

#[test]
fn containers_that_run_in_circles_or_hold_something_else_are_refused_at_once() {
    const END: u32 = 0xffff_fffe;
    let folder = tempfile::tempdir().expect("folder");
    let straight: Vec<(usize, u32)> = (2..11)
        .map(|at| {
            (
                at,
                if at == 10 {
                    END
                } else {
                    u32::try_from(at).expect("small") + 1
                },
            )
        })
        .collect();
    let bend = |at: usize, to: u32| {
        let mut next = straight.clone();
        next[at] = (next[at].0, to);
        next
    };
    let mut directory_loop = straight.clone();
    directory_loop.push((1, 1));
    let files = [
        (
            "itself.xls",
            compound("Workbook", 4608, &bend(0, 2)),
            "import.damaged_archive",
        ),
        (
            "back.xls",
            compound("Workbook", 4608, &bend(6, 3)),
            "import.damaged_archive",
        ),
        (
            "beyond.xls",
            compound("Workbook", 4608, &bend(6, 9_999)),
            "import.damaged_archive",
        ),
        (
            "short.xls",
            compound("Workbook", 4608, &bend(3, END)),
            "import.damaged_archive",
        ),
        (
            "huge.xls",
            compound("Workbook", 0xffff_fff0, &straight),
            "import.damaged_archive",
        ),
        (
            "directory.xls",
            compound("Workbook", 4608, &directory_loop),
            "import.damaged_archive",
        ),
        (
            "word.xls",
            compound("WordDocument", 4608, &straight),
            "import.not_a_workbook",
        ),
        (
            "secret.xlsx",
            compound("EncryptedPackage", 4608, &straight),
            "import.encrypted",
        ),
        (
            "zeros.xls",
            compound("Workbook", 4608, &straight),
            "import.old_format",
        ),
    ];
    for (name, bytes, code) in files {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("file");
        let started = Instant::now();
        let issue = inspect(&path).expect_err(name).issue();
        assert_eq!(
            (issue.code(), issue.place.file.as_deref()),
            (code, Some(name)),
            "{issue:?}"
        );
        assert!(started.elapsed() < Duration::from_secs(10), "{name}");
    }
}

#[test]
fn repeated_cells_of_an_ods_cost_no_more_than_the_limit() {
    let folder = tempfile::tempdir().expect("folder");
    let text = "x".repeat(1_000);
    for (name, columns, content) in [("many", 1_000, "1"), ("long", 1_000, text.as_str())] {
        let xml = format!(
            "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"支出明细\"><table:table-row table:number-rows-repeated=\"20000\"><table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"{columns}\"><text:p>{content}</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
        );
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (part, content) in [
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            (
                "META-INF/manifest.xml",
                "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
            ),
            ("content.xml", xml.as_str()),
        ] {
            zip.start_file(part, SimpleFileOptions::default())
                .expect("entry");
            zip.write_all(content.as_bytes()).expect("content");
        }
        let path = folder.path().join(format!("{name}.ods"));
        fs::write(&path, zip.finish().expect("archive").into_inner()).expect("file");
        let started = Instant::now();
        let outcome = inspect(&path);
        assert!(
            started.elapsed() < Duration::from_secs(10),
            "{name} took {:?}",
            started.elapsed()
        );
        let issue = outcome.expect_err(name).issue();
        assert!(
            matches!(
                issue.code(),
                "import.limit_memory" | "import.too_many_columns" | "import.too_many_cells"
            ),
            "{name}: {issue:?}"
        );
    }
}
