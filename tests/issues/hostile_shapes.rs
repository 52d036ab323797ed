//! A gallery of hostile and broken shapes across formats, counted: each is refused by name, or read for what it honestly
//! holds, within ten seconds and the worker's fence. The single tests of `import_hostile` look closer at some of them.

mod import_kit;

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use import_kit::{HEADINGS, Package, XML, extract, inspect, request};
use yingheng_tests::messy::{Cell, Draft};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const PATIENCE: Duration = Duration::from_secs(10);

/// What may become of a file.
enum Fate {
    /// Refused with this code, at the sheet if `true`.
    Refused(&'static str),
    /// Read; so many rows with a value in the third column that carries no trouble.
    Read(usize),
    /// Read; the one row's value carries this trouble.
    Flagged(&'static str),
}
use Fate::{Flagged, Read, Refused};

type Shape = (String, Vec<u8>, Fate);

fn row(cells: &str) -> Vec<u8> {
    Package::with_rows(&format!("{HEADINGS}<row r=\"2\">{cells}</row>")).bytes()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(bytes).expect("gzip");
    gzip.finish().expect("gzip")
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("entry");
        zip.write_all(content).expect("content");
    }
    zip.finish().expect("archive").into_inner()
}

fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        "{XML}<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"工作量\">{table}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest/>"),
    ])
}

/// Values that a careless reader would take wrongly without a word.
fn silent_values() -> Vec<Shape> {
    let value = |name: &str, cell: &str, fate: Fate| {
        (
            format!("{name}.xlsx"),
            row(&format!("<c r=\"A2\"><v>101</v></c>{cell}")),
            fate,
        )
    };
    vec![
        value(
            "comment_inside",
            "<c r=\"C2\"><v>1<!--x-->2</v></c>",
            Refused("import.split_value"),
        ),
        value(
            "instruction_inside",
            "<c r=\"C2\"><v>1<?x?>2</v></c>",
            Refused("import.split_value"),
        ),
        value(
            "cdata_inside",
            "<c r=\"C2\"><v>1<![CDATA[2]]></v></c>",
            Refused("import.split_value"),
        ),
        value(
            "comment_in_inline",
            "<c r=\"C2\" t=\"inlineStr\"><is><t>1<!--x-->2</t></is></c>",
            Refused("import.split_value"),
        ),
        value(
            "duplicate_cell",
            "<c r=\"C2\"><v>1</v></c><c r=\"C2\"><v>2</v></c>",
            Flagged("import.duplicate_cell"),
        ),
        value(
            "absent_cache",
            "<c r=\"C2\"><f>1+1</f></c>",
            Flagged("import.no_stored_result"),
        ),
        value(
            "empty_cache",
            "<c r=\"C2\"><f>1+1</f><v></v></c>",
            Flagged("import.no_stored_result"),
        ),
        value(
            "infinite",
            "<c r=\"C2\"><v>1E400</v></c>",
            Flagged("import.not_finite"),
        ),
        value(
            "minus_infinite",
            "<c r=\"C2\"><v>-1E400</v></c>",
            Flagged("import.not_finite"),
        ),
        value(
            "not_a_number",
            "<c r=\"C2\"><v>NaN</v></c>",
            Flagged("import.not_finite"),
        ),
        value(
            "eighteen_digits",
            "<c r=\"C2\"><v>123456789012345678</v></c>",
            Flagged("import.rounded_digits"),
        ),
        value(
            "seventeen_digits",
            "<c r=\"C2\"><v>0.30000000000000004</v></c>",
            Flagged("import.rounded_digits"),
        ),
        value(
            "error",
            "<c r=\"C2\" t=\"e\"><v>#REF!</v></c>",
            Flagged("import.error_value"),
        ),
        value(
            "error_of_formula",
            "<c r=\"C2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>",
            Flagged("import.error_value"),
        ),
        value(
            "error_as_text",
            "<c r=\"C2\" t=\"str\"><v>#N/A</v></c>",
            Flagged("import.error_value"),
        ),
        value(
            "iso_date",
            "<c r=\"C2\" t=\"d\"><v>2024-02-30</v></c>",
            Flagged("import.no_such_date"),
        ),
        value(
            "boolean_seven",
            "<c r=\"C2\" t=\"b\"><v>7</v></c>",
            Refused("import.bad_cell"),
        ),
        value(
            "string_out_of_range",
            "<c r=\"C2\" t=\"s\"><v>9</v></c>",
            Refused("import.bad_cell"),
        ),
        value(
            "string_negative",
            "<c r=\"C2\" t=\"s\"><v>-1</v></c>",
            Refused("import.bad_cell"),
        ),
        value(
            "unknown_type",
            "<c r=\"C2\" t=\"z\"><v>1</v></c>",
            Refused("import.bad_cell"),
        ),
        value("words_as_number", "<c r=\"C2\"><v>abc</v></c>", Read(1)),
        value(
            "reference_overflows",
            "<c r=\"C4294967298\"><v>1</v></c>",
            Refused("import.beyond_grid"),
        ),
        value(
            "reference_zero",
            "<c r=\"C0\"><v>1</v></c>",
            Refused("import.beyond_grid"),
        ),
        value(
            "reference_words",
            "<c r=\"??\"><v>1</v></c>",
            Refused("import.beyond_grid"),
        ),
        value(
            "column_xfe",
            "<c r=\"XFE2\"><v>1</v></c>",
            Refused("import.beyond_grid"),
        ),
        value(
            "cells_out_of_order",
            "<c r=\"C2\"><v>7</v></c><c r=\"B2\"><v>45352</v></c>",
            Read(1),
        ),
        value(
            "entity_unknown",
            "<c r=\"C2\" t=\"inlineStr\"><is><t>&nope;</t></is></c>",
            Refused("import.damaged_xml"),
        ),
        value(
            "lone_surrogate",
            "<c r=\"C2\" t=\"inlineStr\"><is><t>&#xD800;</t></is></c>",
            Refused("import.damaged_xml"),
        ),
    ]
}

/// Archives and XML made to exhaust the reader.
fn bombs() -> Vec<Shape> {
    let rows = |more: &str| Package::with_rows(&format!("{HEADINGS}{more}"));
    let named = |name: &str, bytes: Vec<u8>, fate: Fate| (name.to_owned(), bytes, fate);
    let nested = format!("{}{}", "<a>".repeat(200_000), "</a>".repeat(200_000));
    let attributes: String = (0..200_000).map(|at| format!(" a{at}=\"\"")).collect();
    let long = format!("<si><t>{}</t></si>", "甲".repeat(40_000));
    let merges: String = (0..100_000)
        .map(|at| format!("<mergeCell ref=\"A{}:A{}\"/>", at * 2 + 10, at * 2 + 11))
        .collect();
    let styles = format!(
        "{XML}<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs>{}</cellXfs></styleSheet>",
        "<xf/>".repeat(1_000_000)
    );
    let many_rows: String = (0..300).map(|_| "<row r=\"2\"/>").collect();
    let csv = "科室编码,期间,诊疗人次\n".as_bytes();
    vec![
        named("spaces.xlsx", rows(&" ".repeat(64 << 20)).bytes(), Refused("import.bomb")),
        named("spaces_stored.xlsx", rows(&" ".repeat(4 << 20)).unpacked().bytes(), Refused("import.hostile_xml")),
        named("string.xlsx", rows("").strings("uniqueCount=\"1\"", &format!("<si><t>{}</t></si>", "x".repeat(64 << 20)), true).bytes(), Refused("import.bomb")),
        named("string_stored.xlsx", rows("").strings("uniqueCount=\"1\"", &format!("<si><t>{}</t></si>", "x".repeat(2 << 20)), false).bytes(), Refused("import.hostile_xml")),
        named("string_too_long.xlsx", rows("<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"C2\" t=\"s\"><v>0</v></c></row>").strings("uniqueCount=\"1\"", &long, false).bytes(), Flagged("import.value_too_long")),
        named("string_for_many.xlsx", rows(&(2..20_002).map(|at| format!("<row r=\"{at}\"><c r=\"A{at}\" t=\"s\"><v>0</v></c></row>")).collect::<String>()).strings("uniqueCount=\"1\"", &format!("<si><t>{}</t></si>", "甲".repeat(30_000)), false).bytes(), Read(0)),
        named("count_u64.xlsx", rows("").strings("uniqueCount=\"18446744073709551615\"", "<si><t>a</t></si>", true).bytes(), Refused("import.false_count")),
        named("count_1e11.xlsx", rows("").strings("uniqueCount=\"100000000000\"", "<si><t>a</t></si>", true).bytes(), Refused("import.false_count")),
        named("count_words.xlsx", rows("").strings("uniqueCount=\"many\"", "<si><t>a</t></si>", true).bytes(), Refused("import.false_count")),
        named("nested.xlsx", rows(&nested).bytes(), Read(0)),
        named("attributes.xlsx", rows(&format!("<row r=\"2\"{attributes}/>")).unpacked().bytes(), Refused("import.hostile_xml")),
        named("merges.xlsx", Package::with_sheet(&format!("<sheetData>{HEADINGS}<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"C2\"><v>2</v></c></row></sheetData><mergeCells>{merges}</mergeCells>")).unpacked().bytes(), Read(1)),
        named("merge_all.xlsx", Package::with_sheet(&format!("<sheetData>{HEADINGS}<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"C2\"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>")).bytes(), Read(1)),
        named("styles.xlsx", rows("<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"C2\"><v>2</v></c></row>").part("xl/styles.xml", styles, false).bytes(), Read(1)),
        named("row_repeated.xlsx", rows(&many_rows).bytes(), Read(0)),
        named("far_corner.xlsx", rows("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>").bytes(), Refused("import.too_many_columns")),
        named("laughs.xlsx", rows("").part("xl/sharedStrings.xml", format!("{XML}<!DOCTYPE x [<!ENTITY a \"ha\">]><sst>&a;</sst>"), true).bytes(), Refused("import.doctype")),
        named("outside.xlsx", rows("").part("xl/styles.xml", format!("{XML}<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><styleSheet/>"), true).bytes(), Refused("import.doctype")),
        named("climbing.xlsx", rows("").part("../../evil.xml", *b"x", false).bytes(), Refused("import.bad_part_name")),
        named("absolute.xlsx", rows("").part("/etc/evil", *b"x", false).bytes(), Refused("import.bad_part_name")),
        named("parts.xlsx", (0..2_100).fold(rows(""), |package, at| package.part(&format!("xl/x{at}.bin"), *b"x", false)).bytes(), Refused("import.too_large")),
        named("ods_grid.ods", ods("<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>"), Refused("import.too_many_cells")),
        named("ods_u64.ods", ods("<table:table-row table:number-rows-repeated=\"18446744073709551615\"><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>"), Refused("import.too_many_cells")),
        named("ods_strings.ods", ods(&format!("<table:table-row table:number-rows-repeated=\"20000\"><table:table-cell table:number-columns-repeated=\"1000\" office:value-type=\"string\"><text:p>{}</text:p></table:table-cell></table:table-row>", "x".repeat(1_000))), Refused("import.too_many_cells")),
        named("blank_lines.csv.gz", gzip(&vec![b'\n'; 64 << 20]), Refused("import.blank_lines")),
        named(
            "blank_lines.csv",
            vec![b'\n'; 4 << 20],
            Refused("import.blank_lines"),
        ),
        named(
            "same_rows.csv.gz",
            gzip(&b"1,2,3\n".repeat(4 << 20)),
            Refused("import.bomb"),
        ),
        named("one_line.csv.gz", gzip(&vec![b'7'; 8 << 20]), Refused("import.line_too_long")),
        named("book_bomb.xlsx.gz", gzip(&[b"PK\x03\x04".to_vec(), vec![0; 64 << 20]].concat()), Refused("import.bomb")),
        named("gzip_in_gzip.csv.gz", gzip(&gzip(csv)), Refused("import.nul_byte")),
        named("cut.csv.gz", gzip(csv)[..20].to_vec(), Refused("import.damaged_archive")),
    ]
}

/// Files that are not what they say.
fn disguises() -> Vec<Shape> {
    let whole = Package::with_rows(HEADINGS).bytes();
    let named = |name: &str, bytes: &[u8], code: &'static str| {
        (name.to_owned(), bytes.to_vec(), Refused(code))
    };
    let encrypted_zip = {
        // The flag of an encrypted entry, in its local and its central header.
        let mut bytes = whole.clone();
        let marks: Vec<usize> = (0..bytes.len() - 4)
            .filter(|at| {
                &bytes[*at..*at + 4] == b"PK\x03\x04" || &bytes[*at..*at + 4] == b"PK\x01\x02"
            })
            .collect();
        for at in marks {
            let flag = if bytes[at + 2] == 3 { at + 6 } else { at + 8 };
            bytes[flag] |= 1;
        }
        bytes
    };
    vec![
        named("empty.xlsx", b"", "import.empty_file"),
        named(
            "half.xlsx",
            &whole[..whole.len() / 2],
            "import.damaged_archive",
        ),
        named(
            "no_end.xlsx",
            &whole[..whole.len() - 30],
            "import.damaged_archive",
        ),
        named(
            "noise.xlsx",
            b"PK\x03\x04 nothing that makes sense",
            "import.damaged_archive",
        ),
        named("encrypted_entries.xlsx", &encrypted_zip, "import.encrypted"),
        named(
            "picture.xlsx",
            b"\x89PNG\r\n\x1a\n0000",
            "import.not_a_workbook",
        ),
        named("report.pdf.xlsx", b"%PDF-1.7\n", "import.not_a_workbook"),
        named(
            "page.xls",
            "<html><table>".as_bytes(),
            "import.not_a_workbook",
        ),
        named(
            "xml2003.xls",
            b"<?xml version=\"1.0\"?><Workbook/>",
            "import.not_a_workbook",
        ),
        named(
            "text.xlsx",
            "科室编码,期间\n".as_bytes(),
            "import.not_a_workbook",
        ),
        named(
            "container.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "import.damaged_archive",
        ),
        named(
            "word.xlsx",
            &archive(&[("word/document.xml", b"<x/>")]),
            "import.not_a_workbook",
        ),
        named("nothing.xlsx", &archive(&[]), "import.not_a_workbook"),
        named(
            "no_sheet.xlsx",
            &archive(&[("xl/workbook.xml", b"<workbook/>")]),
            "import.damaged_part",
        ),
        named("nul.csv", b"a,b\n1,\x002\n", "import.nul_byte"),
        named("bytes.csv", b"a,b\n\xff\xff,1\n", "import.undecodable"),
        named(
            "half_unit.csv",
            b"\xff\xfea\0\n\0\x00\xd8b\0",
            "import.undecodable",
        ),
        named("quote.csv", b"a,b\n1,\"2\n3,4\n", "import.unclosed_quote"),
        named("shift.csv", b"a,b\n1,\"2\"3\n", "import.text_after_quote"),
        named(
            "wide.csv",
            "1,".repeat(600).as_bytes(),
            "import.too_many_columns",
        ),
        named("mark_only.csv", b"\xff\xfe", "import.empty_file"),
    ]
}

#[test]
fn every_shape_is_refused_by_name_or_read_for_what_it_holds() {
    let shapes: Vec<Shape> = silent_values()
        .into_iter()
        .chain(bombs())
        .chain(disguises())
        .collect();
    assert!(shapes.len() >= 60, "{} shapes", shapes.len());
    let folder = tempfile::tempdir().expect("folder");
    let (mut faults, mut slowest) = (Vec::new(), Duration::ZERO);
    for (name, bytes, fate) in &shapes {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("file");
        let started = Instant::now();
        let columns = ["department", "period", "visits"];
        let result =
            inspect(&path).and_then(|_| extract(request(&path, "工作量", 1, "workload", &columns)));
        slowest = slowest.max(started.elapsed());
        if started.elapsed() > PATIENCE {
            faults.push(format!("{name}: took {:?}", started.elapsed()));
        }
        match (result, fate) {
            (Err(error), Refused(code)) => {
                let issue = error.issue();
                if issue.code() != *code || issue.place.file.as_deref() != Some(name) {
                    faults.push(format!(
                        "{name}: refused with {} in {:?}, not {code}",
                        issue.code(),
                        issue.place.file
                    ));
                }
            }
            (Err(error), _) => {
                faults.push(format!("{name}: refused with {}", error.issue().code()))
            }
            (Ok(_), Refused(code)) => faults.push(format!("{name}: read, not refused with {code}")),
            (Ok(read), Read(rows)) => {
                let sound = read.rows.iter().filter(|row| {
                    row.values
                        .iter()
                        .any(|value| value.column == 3 && value.trouble.is_none())
                });
                let count = sound.count();
                if count != *rows {
                    faults.push(format!("{name}: {count} rows with a value, not {rows}"));
                }
            }
            (Ok(read), Flagged(code)) => {
                let value = read
                    .rows
                    .first()
                    .and_then(|row| row.values.iter().find(|value| value.column == 3).cloned());
                let said = value
                    .and_then(|value| value.trouble)
                    .map(|trouble| trouble.code());
                if said != Some(*code) {
                    faults.push(format!("{name}: {said:?}, not {code}"));
                }
            }
        }
    }
    println!("{} shapes, slowest {slowest:?}", shapes.len());
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn a_stale_cache_is_met_by_the_control_total() {
    // The stored result of the total is old: the reader cannot know, the sum of the rows does.
    let mut draft = Draft::ledger();
    draft.plain("0101", 100);
    let mut cells = yingheng_tests::messy::texts(&["合计", "", "", ""]);
    cells[3] = Cell::Formula("=SUM(D2:D2)", "99");
    draft.total(cells, 1, 0);
    assert_eq!(draft.truth.told, ["accept.control_total_differs"]);
    assert!(
        yingheng_tests::messy::all()
            .iter()
            .any(|fixture| fixture.name == "lines_stale_formula.xlsx")
    );
}
