//! Ways in for the fuzzer only: what runs inside the worker, without the worker.

use std::path::Path;
use std::sync::OnceLock;

use super::archive::Archive;
use super::heading::{heading, is_subtotal, unit_line};
use super::propose::{TextRow, propose};
use super::source::{self, Format};
use super::{Form, compound, forms};

/// Every line a heading, every part between tabs a cell.
pub fn headings(text: &str) {
    static FORMS: OnceLock<Vec<Form>> = OnceLock::new();
    let mut rows: Vec<TextRow> = Vec::new();
    for (line, number) in text.lines().zip(1_u32..).take(40) {
        for cell in line.split('\t') {
            let _ = (heading(cell), unit_line(cell), is_subtotal(cell));
        }
        let cells = (1_u32..).zip(line.split('\t').map(str::to_owned));
        rows.push((number, cells.filter(|(_, cell)| !cell.is_empty()).collect()));
    }
    let forms = FORMS.get_or_init(|| forms().unwrap_or_default());
    let _ = propose("Sheet1", &rows, forms);
}

/// The checks before the reader sees a workbook.
pub fn preflight(path: &Path) {
    let Ok(source) = source::open(path) else {
        return;
    };
    match source.format {
        Format::Archive => {
            let _ = Archive::open(&source);
        }
        Format::Container => {
            let _ = compound::check(&source);
        }
        Format::Text(_) => {}
    }
}
