//! Writes workbooks: tables as sheets, native charts, and the break-even model with live formulas and cached values.
//!
//! Texts from data are written as strings, never as formulas: a cell that begins with `=` stays a text (CWE-1236).

mod chart;
mod entry_form;
mod model;
mod official;
mod official_trace;
mod rejected;
mod scenario;
mod sheet;
mod style;

use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use yingheng_core::report::board::{Assumptions, BoardModel};
use yingheng_core::report::{ChartSpec, Table};

pub use entry_form::{EntryField, EntryForm, write_entry_form};
pub use official::{Official, why, write_official};
pub use official_trace::{TraceBook, TraceEntry, TraceFigure, TraceOperand};
pub use rejected::{Rejected, RejectedCell, RejectedRow, write_rejected};
pub use scenario::{
    SCENARIO_KEY_ROW, SCENARIO_MARK, ScenarioColumn, ScenarioSheet, write_scenario,
};

/// Turns messages into words of the report's language.
pub trait Words {
    /// The sentence of a message.
    fn say(&self, message: &yingheng_core::issue::Message) -> String;
}

/// What the board workbook holds.
/// 董事会工作簿
pub struct Board<'a> {
    /// Hospital.
    pub hospital: &'a str,
    /// Period.
    pub period: &'a str,
    /// Run id for the footer.
    pub run_id: &'a str,
    /// Lines of the cover, one below the other: synthetic mark, cost level, policy pack and its certainty, and so on.
    pub cover: &'a [String],
    /// Headline figures.
    pub headline: &'a Table,
    /// Tables, a sheet each, with the chart that belongs below, if any.
    pub tables: &'a [(Table, Option<ChartSpec>)],
    /// Break-even model with the assumptions its cells begin with; `None` where it is not computable, with the reason
    /// already in `cover`.
    pub model: Option<(&'a BoardModel, &'a Assumptions)>,
}

/// The workbook cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The writer refused, or the file cannot be created.
    #[error("workbook: {0}")]
    Workbook(#[from] XlsxError),
    /// A figure of the model is not computable.
    #[error("model: {0}")]
    Model(&'static str),
}

/// Writes the board workbook.
///
/// # Errors
/// When the file cannot be written; the file named is then unchanged or absent, because it is put in place last.
pub fn write_board(path: &Path, board: &Board<'_>, words: &dyn Words) -> Result<(), WriteError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(board.hospital, board.run_id));
    let styles = style::Styles::new();
    let footer = footer(board.hospital, board.run_id);
    sheet::cover(&mut workbook, board, words, &styles, &footer)?;
    sheet::table(&mut workbook, board.headline, words, &styles, &footer)?;
    let mut charts = Vec::new();
    for (table, chart) in board.tables {
        let below = sheet::table(&mut workbook, table, words, &styles, &footer)?;
        charts.extend(chart.as_ref().map(|chart| (below, chart)));
    }
    if let Some((model, assumptions)) = board.model {
        model::write(&mut workbook, model, assumptions, words, &styles, &footer)?;
    }
    // Data of charts come last: they are there to be changed, not to be read.
    for ((name, row), spec) in charts {
        chart::insert(&mut workbook, &name, row, spec, words, &styles, &footer)?;
    }
    let bytes = workbook.save_to_buffer()?;
    put(path, &bytes)?;
    Ok(())
}

/// Writes tables, a sheet each.
///
/// # Errors
/// When the file cannot be written; the file named is then unchanged or absent.
pub fn write_tables(
    path: &Path,
    (hospital, run_id): (&str, &str),
    tables: &[Table],
    words: &dyn Words,
) -> Result<(), WriteError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(hospital, run_id));
    let styles = style::Styles::new();
    let footer = footer(hospital, run_id);
    for table in tables {
        sheet::table(&mut workbook, table, words, &styles, &footer)?;
    }
    let bytes = workbook.save_to_buffer()?;
    put(path, &bytes)?;
    Ok(())
}

/// Title and run; a fixed date, so that the same run gives the same bytes.
fn properties(hospital: &str, run_id: &str) -> DocProperties {
    let properties = DocProperties::new().set_title(hospital).set_comment(run_id);
    match ExcelDateTime::from_ymd(2025, 1, 1) {
        Ok(date) => properties.set_creation_datetime(&date),
        Err(_) => properties,
    }
}

/// Hospital, page and run below every printed page.
fn footer(hospital: &str, run_id: &str) -> String {
    let [hospital, run_id] = [hospital, run_id].map(sheet::footer_text);
    format!("&L{hospital}&C&P / &N&R{run_id}")
}

/// Writes beside the target and renames, so that a failure leaves no half file.
fn put(path: &Path, bytes: &[u8]) -> Result<(), XlsxError> {
    crate::platform::write_whole(path, bytes).map_err(XlsxError::IoError)
}
