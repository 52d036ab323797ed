//! Files made to do harm, and files that are merely broken: none may crash, hang or exhaust the program, and each must
//! be refused by name. The shapes are those of the public record of workbook readers' failures, generated here.

mod import_kit;

use import_kit::{HEADINGS, Package, XML, extract, inspect, request, texts, worker};
use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use yingheng_io::workbook_in::types::{InspectRequest, Request};
use yingheng_io::workbook_in::{ReadError, run_in_worker};

const PATIENCE: Duration = Duration::from_secs(10);

/// Inspects and, if that passes, extracts; what refused the file.
fn verdict(path: &Path) -> Result<(), ReadError> {
    inspect(path)?;
    extract(request(
        path,
        "工作量",
        1,
        "workload",
        &["department", "period", "visits"],
    ))
    .map(|_| ())
}

#[track_caller]
fn refused(name: &str, bytes: &[u8], code: &str) -> yingheng_core::issue::Issue {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("file");
    let started = Instant::now();
    let issue = verdict(&path).expect_err(name).issue();
    assert_eq!(
        (issue.code(), issue.place.file.as_deref()),
        (code, Some(name)),
        "{issue:?}"
    );
    assert!(
        started.elapsed() < PATIENCE,
        "{name} took {:?}",
        started.elapsed()
    );
    issue
}

fn rows(more: &str) -> Package {
    Package::with_rows(&format!("{HEADINGS}{more}"))
}

#[test]
fn a_cell_in_the_far_corner_costs_nothing_and_names_the_limit() {
    let far = rows("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>");
    let issue = refused("far.xlsx", &far.bytes(), "import.too_many_columns");
    assert_eq!(
        (issue.place.address().as_str(), issue.place.sheet.as_deref()),
        ("XFD1048576", Some("工作量"))
    );
}

#[test]
fn cells_beyond_the_grid_are_refused_with_their_address() {
    for cell in [
        "XFE2",
        "A1048577",
        "A4294967297",
        "ZZZZZZZ1",
        "A99999999999999999999",
    ] {
        let bytes = rows(&format!("<row r=\"2\"><c r=\"{cell}\"><v>1</v></c></row>")).bytes();
        let issue = refused("beyond.xlsx", &bytes, "import.beyond_grid");
        assert_eq!(
            issue.message.arguments["cell"].as_str(),
            &cell[..cell.len().min(20)]
        );
    }
    refused(
        "row.xlsx",
        &rows("<row r=\"4294967297\"><c><v>1</v></c></row>").bytes(),
        "import.beyond_grid",
    );
}

#[test]
fn white_space_bombs_are_refused_packed_and_unpacked() {
    let packed = Package::with_rows(&format!("{HEADINGS}{}", " ".repeat(64 << 20)));
    refused("bomb.xlsx", &packed.bytes(), "import.bomb");
    let unpacked = Package::with_rows(&format!("{HEADINGS}{}", " ".repeat(2 << 20))).unpacked();
    refused("space.xlsx", &unpacked.bytes(), "import.hostile_xml");
}

#[test]
fn huge_strings_are_refused_and_a_long_tag_too() {
    let text = format!("<si><t>{}</t></si>", "x".repeat(64 << 20));
    refused(
        "string.xlsx",
        &rows("").strings("uniqueCount=\"1\"", &text, true).bytes(),
        "import.bomb",
    );
    let text = format!("<si><t>{}</t></si>", "x".repeat(1 << 20));
    refused(
        "string.xlsx",
        &rows("").strings("uniqueCount=\"1\"", &text, false).bytes(),
        "import.hostile_xml",
    );
    let tag = format!("<row r=\"2\" x=\"{}\"/>", "y".repeat(2 << 20));
    refused(
        "tag.xlsx",
        &rows(&tag).unpacked().bytes(),
        "import.hostile_xml",
    );
}

#[test]
fn a_false_string_count_is_refused_before_memory_is_asked_for() {
    for count in [
        "18446744073709551615",
        "100000000000",
        "99999999999999999999999",
    ] {
        let package = rows("").strings(
            &format!("uniqueCount=\"{count}\""),
            "<si><t>a</t></si>",
            true,
        );
        refused("count.xlsx", &package.bytes(), "import.false_count");
    }
}

#[test]
fn too_many_parts_bad_names_and_foreign_archives_are_refused() {
    let many = (0..2_100).fold(rows(""), |package, at| {
        package.part(&format!("xl/x{at}.bin"), *b"x", false)
    });
    refused("many.xlsx", &many.bytes(), "import.too_large");
    for name in ["../../evil.xml", "/etc/evil.xml", "xl\\..\\evil.xml"] {
        refused(
            "names.xlsx",
            &rows("").part(name, *b"x", false).bytes(),
            "import.bad_part_name",
        );
    }
    refused("ods.xlsx", &zip_of("content.xml"), "import.not_a_workbook");
    refused("xlsb.xlsx", &zip_of("xl/workbook.bin"), "import.old_format");
    refused(
        "word.xlsx",
        &zip_of("word/document.xml"),
        "import.not_a_workbook",
    );
}

fn zip_of(name: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(name, zip::write::SimpleFileOptions::default())
        .expect("entry");
    zip.write_all(b"<x/>").expect("content");
    zip.finish().expect("archive").into_inner()
}

#[test]
fn broken_and_disguised_files_are_told_apart() {
    let whole = rows("").bytes();
    refused(
        "truncated.xlsx",
        &whole[..whole.len() / 2],
        "import.damaged_archive",
    );
    refused("empty.xlsx", b"", "import.empty_file");
    refused("empty.csv", b"", "import.empty_file");
    refused(
        "picture.xlsx",
        b"\x89PNG\r\n\x1a\n0000",
        "import.not_a_workbook",
    );
    refused(
        "page.xls",
        "<html><table><tr><td>1".as_bytes(),
        "import.not_a_workbook",
    );
    refused(
        "text.xlsx",
        "科室编码,期间\n101,2024\n".as_bytes(),
        "import.not_a_workbook",
    );
    refused(
        "noise.xlsx",
        b"PK\x03\x04 and then nothing that makes sense",
        "import.damaged_archive",
    );
    let container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    refused("old.xls", &container, "import.damaged_archive");
    let cut = rows("<row r=\"2\"><c r=\"A2\"><v>1").bytes();
    refused("cut.xlsx", &cut, "import.damaged_xml");
}

#[test]
fn entity_tricks_are_refused() {
    let laughs =
        format!("{XML}<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><sst>&b;</sst>");
    refused(
        "laughs.xlsx",
        &rows("").part("xl/sharedStrings.xml", laughs, true).bytes(),
        "import.doctype",
    );
    let outside = format!("{XML}<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><styleSheet/>");
    refused(
        "outside.xlsx",
        &rows("").part("xl/styles.xml", outside, true).bytes(),
        "import.doctype",
    );
}

#[test]
fn values_that_would_be_read_wrongly_are_refused_with_their_cell() {
    let split =
        rows("<row r=\"2\"><c r=\"A2\"><v>101</v></c><c r=\"C2\"><v>1<!--x-->2</v></c></row>");
    let issue = refused("split.xlsx", &split.bytes(), "import.split_value");
    assert_eq!(issue.place.address(), "C2");
    let back = rows(
        "<row r=\"3\"><c r=\"A3\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row>",
    );
    refused("order.xlsx", &back.bytes(), "import.rows_out_of_order");
    for bad in [
        "<c r=\"B2\" t=\"s\"><v>99</v></c>",
        "<c r=\"B2\" t=\"b\"><v>7</v></c>",
        "<c r=\"B2\" t=\"x\"><v>7</v></c>",
    ] {
        let bytes = rows(&format!(
            "<row r=\"2\"><c r=\"A2\"><v>101</v></c>{bad}</row>"
        ))
        .strings("", "", true)
        .bytes();
        let issue = refused("cell.xlsx", &bytes, "import.bad_cell");
        assert_eq!(issue.place.address(), "A2", "the last good cell");
    }
}

#[test]
fn hostile_texts_are_refused_with_their_row() {
    let row = |issue: yingheng_core::issue::Issue| issue.place.row;
    assert_eq!(
        row(refused("nul.csv", b"a,b\n1,\x002\n", "import.nul_byte")),
        Some(2)
    );
    let gb: &[u8] = &encoding_rs::GB18030.encode("心血管内科,二〇二四年\n").0;
    let mixed = [gb, "呼吸与危重症医学科,1\n".as_bytes()].concat();
    let issue = refused("mixed.csv", &mixed, "import.mixed_encoding");
    assert_eq!(
        (
            issue.place.row,
            issue.message.arguments["utf8_row"].as_str()
        ),
        (Some(1), "2")
    );
    assert_eq!(
        row(refused(
            "bytes.csv",
            b"a,b\n\xff\xff,1\n",
            "import.undecodable"
        )),
        Some(2)
    );
    assert_eq!(
        row(refused(
            "half.csv",
            b"\xff\xfea\0\n\0\x00\xd8b\0",
            "import.undecodable"
        )),
        Some(2)
    );
    assert_eq!(
        row(refused(
            "quote.csv",
            b"a,b\n1,\"2\n3,4\n",
            "import.unclosed_quote"
        )),
        Some(2)
    );
    assert_eq!(
        row(refused(
            "shift.csv",
            b"a,b\n1,\"2\"3\n",
            "import.text_after_quote"
        )),
        Some(2)
    );
    let wide = format!("{}\n", "1,".repeat(600));
    refused("wide.csv", wide.as_bytes(), "import.too_many_columns");
    refused("line.csv", &vec![b'7'; 100_000_000], "import.line_too_long");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&vec![b'7'; 100_000_000]).expect("gzip");
    refused(
        "line.csv.gz",
        &gzip.finish().expect("gzip"),
        "import.line_too_long",
    );
    refused(
        "cut.csv.gz",
        b"\x1f\x8b\x08\0\0\0\0\0\0\x03KL",
        "import.damaged_archive",
    );
}

#[test]
fn honest_extremes_are_read() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("extreme.xlsx");
    let row = |at: u32| {
        format!(
            "<row r=\"{at}\"><c r=\"A{at}\" t=\"s\"><v>0</v></c><c r=\"C{at}\"><v>{at}</v></c></row>"
        )
    };
    let many: String = (2..2_000).map(row).collect();
    // A lie about the dimension, one long string used by every row, formatted empty cells far out, the last row used.
    let data = format!(
        "<dimension ref=\"A1:XFD1048576\"/><sheetData>{HEADINGS}{many}<row r=\"1048576\"><c r=\"A1048576\"><v>7</v></c><c r=\"XFD1048576\" s=\"0\"/></row></sheetData>"
    );
    let text = format!("<si><t>{}</t></si>", "甲".repeat(300));
    fs::write(
        &path,
        Package::with_sheet(&data)
            .strings("count=\"1998\" uniqueCount=\"1\"", &text, true)
            .bytes(),
    )
    .expect("file");
    let started = Instant::now();
    let read = extract(request(
        &path,
        "工作量",
        1,
        "workload",
        &["department", "period", "visits"],
    ))
    .expect("read");
    assert_eq!(
        (read.result.delivered, read.result.blank, read.result.rows),
        (1_999, 1_046_576, 1_048_575)
    );
    assert_eq!(texts(&read.rows[1_998..]), [["7"]]);
    assert!(started.elapsed() < PATIENCE);
}

#[cfg(unix)]
#[test]
fn links_and_folders_are_refused() {
    let folder = tempfile::tempdir().expect("folder");
    let (target, link) = (
        folder.path().join("target.csv"),
        folder.path().join("link.csv"),
    );
    fs::write(&target, "a,b\n").expect("file");
    std::os::unix::fs::symlink(&target, &link).expect("link");
    for path in [&link, folder.path(), Path::new("/dev/zero")] {
        assert_eq!(
            inspect(path).expect_err("refused").issue().code(),
            "import.not_a_file"
        );
    }
    assert_eq!(
        inspect(&folder.path().join("none.csv"))
            .expect_err("refused")
            .issue()
            .code(),
        "import.no_such_file"
    );
}

fn run(program: &Path, args: &[&str], cancel: &AtomicBool) -> Result<(), ReadError> {
    let args: Vec<OsString> = args.iter().map(OsString::from).collect();
    let request = Request::Inspect(InspectRequest {
        path: "some.xlsx".into(),
        form: None,
    });
    run_in_worker(program, &args, &request, &mut |_| {}, cancel).map(|_| ())
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_that_asks_for_too_much_dies_alone_and_the_limit_is_named() {
    let never = AtomicBool::new(false);
    let issue = run(&worker(), &["hog"], &never).expect_err("fence").issue();
    assert_eq!(
        (issue.code(), issue.message.arguments["limit"].as_str()),
        ("import.limit_memory", "1024")
    );
    assert_eq!(issue.place.file.as_deref(), Some("some.xlsx"));
    assert_eq!(
        run(&worker(), &["spin"], &never)
            .expect_err("fence")
            .issue()
            .code(),
        "import.limit_cpu"
    );
}

#[cfg(unix)]
#[test]
fn a_worker_that_talks_nonsense_or_stays_silent_is_ended() {
    let (never, shell) = (AtomicBool::new(false), Path::new("/bin/sh"));
    let code = |script: &str| {
        run(shell, &["-c", script], &never)
            .expect_err("ended")
            .issue()
            .code()
            .to_owned()
    };
    assert_eq!(
        code("printf '\\377\\377\\377\\177'; sleep 30"),
        "import.worker_protocol"
    );
    assert_eq!(
        code("printf '\\002\\000\\000\\000{}'"),
        "import.worker_protocol"
    );
    assert_eq!(code("exit 0"), "import.worker_died");
    assert_eq!(
        run(Path::new("/no/such/program"), &[], &never)
            .expect_err("ended")
            .issue()
            .code(),
        "import.worker_unavailable"
    );
    let cancel = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(200));
            cancel.store(true, Ordering::Relaxed);
        });
        let started = Instant::now();
        assert!(matches!(
            run(shell, &["-c", "exec sleep 30"], &cancel),
            Err(ReadError::Cancelled)
        ));
        assert!(
            started.elapsed() < Duration::from_secs(1),
            "cancelling takes effect within a second"
        );
    });
}
