//! Cells as the file holds them, before anything is made of them.

use super::read_error::Refusable;
use smol_str::SmolStr;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RawValue {
    /// Words, or a number written as text.
    Text(SmolStr),
    /// A number.
    Number(f64),
    /// A number formatted as a date; `true`: counted from 1904.
    Serial(f64, bool),
    /// A date written in ISO form.
    IsoDate(String),
    /// A duration.
    Duration,
    /// True or false.
    Bool(bool),
    /// `#DIV/0!` and the like.
    Error(String),
    /// A formula without a stored result.
    NoResult,
    /// Longer than any value may be; its content was not kept.
    TooLong,
}

/// One cell with content.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RawCell {
    /// Column from 1.
    pub column: u32,
    /// Content.
    pub value: RawValue,
    /// A formula's stored result.
    pub from_formula: bool,
    /// The same cell came before in this row.
    pub duplicate: bool,
}

/// One row with at least one cell with content, cells by column.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RawRow {
    /// Row from 1, as Excel counts.
    pub row: u32,
    /// Cells.
    pub cells: Vec<RawCell>,
}

impl RawRow {
    /// The cell in this column.
    pub fn cell(&self, column: u32) -> Option<&RawCell> {
        self.cells
            .binary_search_by_key(&column, |cell| cell.column)
            .ok()
            .and_then(|at| self.cells.get(at))
    }
}

/// Receives rows; `false` ends the reading early.
pub(crate) type OnRow<'a> = dyn FnMut(&RawRow) -> Refusable<bool> + 'a;
