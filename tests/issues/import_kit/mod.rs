//! Builds files for the reader's tests and asks the worker about them.
#![allow(dead_code)]

use std::ffi::OsString;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use yingheng_io::workbook_in::types::{
    ColumnChoice, Event, ExtractRequest, Extraction, InspectRequest, Inspection, Outcome, Request,
    Row, SheetInspection, SkippedRow, Unit,
};
use yingheng_io::workbook_in::{ReadError, run_in_worker};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The worker of these tests.
pub fn worker() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_yingheng-import-worker"))
}

/// Asks the worker.
pub fn ask(request: &Request) -> (Vec<Event>, Result<Outcome, ReadError>) {
    let mut events = Vec::new();
    let no_args: [OsString; 0] = [];
    let outcome = run_in_worker(
        &worker(),
        &no_args,
        request,
        &mut |event| events.push(event),
        &AtomicBool::new(false),
    );
    (events, outcome)
}

/// Looks into a file.
pub fn inspect(path: &Path) -> Result<(Vec<SheetInspection>, Inspection), ReadError> {
    let (events, outcome) = ask(&Request::Inspect(InspectRequest {
        path: path.to_owned(),
        form: None,
    }));
    let sheets = events.into_iter().filter_map(|event| {
        if let Event::Sheet { sheet } = event {
            Some(*sheet)
        } else {
            None
        }
    });
    match outcome? {
        Outcome::Inspection(inspection) => Ok((sheets.collect(), inspection)),
        Outcome::Extraction(_) => panic!("an extraction was not asked for"),
    }
}

/// What an extraction brought.
#[derive(Debug)]
pub struct Extracted {
    pub rows: Vec<Row>,
    pub skipped: Vec<SkippedRow>,
    pub issues: Vec<String>,
    pub result: Extraction,
    /// Everything that came through the pipe, as JSON.
    pub raw: String,
}

/// Reads rows.
pub fn extract(request: ExtractRequest) -> Result<Extracted, ReadError> {
    let (events, outcome) = ask(&Request::Extract(request));
    let raw = serde_json::to_string(&events).expect("events are JSON");
    let (mut rows, mut skipped, mut issues) = (Vec::new(), Vec::new(), Vec::new());
    for event in events {
        match event {
            Event::Rows { rows: more } => rows.extend(more),
            Event::Skipped { row } => skipped.push(row),
            Event::Issue { issue } => {
                issues.push(format!("{}@{}", issue.code(), issue.place.address()))
            }
            Event::Progress { .. } | Event::Sheet { .. } | Event::Cells { .. } => {}
        }
    }
    match outcome? {
        Outcome::Extraction(result) => Ok(Extracted {
            rows,
            skipped,
            issues,
            result,
            raw,
        }),
        Outcome::Inspection(_) => panic!("an inspection was not asked for"),
    }
}

/// A request for these fields in columns 1, 2, …
pub fn request(
    path: &Path,
    sheet: &str,
    header_row: u32,
    form: &str,
    fields: &[&str],
) -> ExtractRequest {
    let columns = fields
        .iter()
        .zip(1_u32..)
        .filter(|(field, _)| !field.is_empty());
    ExtractRequest {
        path: path.to_owned(),
        sheet: sheet.to_owned(),
        header_row,
        form: form.to_owned(),
        columns: columns
            .map(|(field, column)| ColumnChoice {
                field: (*field).to_owned(),
                column,
                unit: Unit::One,
            })
            .collect(),
        token_key: "5a".repeat(32),
        expected_hash: None,
    }
}

/// Texts of the rows' values.
pub fn texts(rows: &[Row]) -> Vec<Vec<&str>> {
    rows.iter()
        .map(|row| row.values.iter().map(|value| value.text.as_str()).collect())
        .collect()
}

/// A workbook put together by hand.
pub struct Package {
    parts: Vec<(String, Vec<u8>, bool)>,
}

pub const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

impl Package {
    /// A workbook whose only sheet holds this between `<worksheet>` and `</worksheet>`.
    pub fn with_sheet(inside: &str) -> Self {
        let part = |name: &str, text: String| (name.to_owned(), text.into_bytes(), true);
        let relation = |id: u32, kind: &str, target: &str| {
            format!(
                "<Relationship Id=\"rId{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>"
            )
        };
        Self {
            parts: vec![
                part(
                    "[Content_Types].xml",
                    format!(
                        "{XML}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
                    ),
                ),
                part(
                    "_rels/.rels",
                    format!(
                        "{XML}<Relationships xmlns=\"{PACKAGE}/relationships\">{}</Relationships>",
                        relation(1, "officeDocument", "xl/workbook.xml")
                    ),
                ),
                part(
                    "xl/workbook.xml",
                    format!(
                        "{XML}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"工作量\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
                    ),
                ),
                part(
                    "xl/_rels/workbook.xml.rels",
                    format!(
                        "{XML}<Relationships xmlns=\"{PACKAGE}/relationships\">{}{}</Relationships>",
                        relation(1, "worksheet", "worksheets/sheet1.xml"),
                        relation(2, "sharedStrings", "sharedStrings.xml")
                    ),
                ),
                part(
                    "xl/worksheets/sheet1.xml",
                    format!("{XML}<worksheet xmlns=\"{MAIN}\">{inside}</worksheet>"),
                ),
            ],
        }
    }

    /// A workbook whose only sheet has these rows.
    pub fn with_rows(rows: &str) -> Self {
        Self::with_sheet(&format!("<sheetData>{rows}</sheetData>"))
    }

    /// Adds a part; `packed`: deflated.
    pub fn part(mut self, name: &str, content: impl Into<Vec<u8>>, packed: bool) -> Self {
        self.parts.push((name.to_owned(), content.into(), packed));
        self
    }

    /// Adds shared strings; the text stands between `<sst …>` and `</sst>`.
    pub fn strings(self, attributes: &str, inside: &str, packed: bool) -> Self {
        let text = format!("{XML}<sst xmlns=\"{MAIN}\" {attributes}>{inside}</sst>");
        self.part("xl/sharedStrings.xml", text, packed)
    }

    /// Stores the sheet without packing it, so that no ratio gives it away.
    pub fn unpacked(mut self) -> Self {
        self.parts
            .iter_mut()
            .for_each(|(_, _, packed)| *packed = false);
        self
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content, packed) in &self.parts {
            let method = if *packed {
                CompressionMethod::Deflated
            } else {
                CompressionMethod::Stored
            };
            zip.start_file(
                name.as_str(),
                SimpleFileOptions::default().compression_method(method),
            )
            .expect("entry");
            zip.write_all(content).expect("content");
        }
        zip.finish().expect("archive").into_inner()
    }
}

/// Heading row of the workload form in the first row, by inline strings.
pub const HEADINGS: &str = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>科室编码</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>期间</t></is></c><c r=\"C1\" t=\"inlineStr\"><is><t>诊疗人次</t></is></c></row>";
