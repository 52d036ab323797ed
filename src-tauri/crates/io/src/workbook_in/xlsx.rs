//! Rows of an xlsx sheet, streamed cell by cell; the sheet as a whole is never held in memory.

use super::archive::Archive;
use super::handle::Bytes;
use super::layout::SheetLayout;
use super::limits::{CELL_CHARS, CELLS, COLUMNS, GRID_COLUMNS, GRID_ROWS, SHEETS};
use super::raw::{OnRow, RawCell, RawRow, RawValue};
use super::read_error::{Refusable, refusal, refusal_with};
use super::source::Source;
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::cell::RefCell;
use std::io::BufReader;
use std::rc::Rc;
use yingheng_core::issue::{Issue, Place};

/// An opened workbook whose archive was found within bounds.
pub(crate) struct Workbook {
    reader: Xlsx<BufReader<Bytes>>,
    archive: Archive,
    layout: Rc<RefCell<SheetLayout>>,
}

impl Workbook {
    /// Opens a workbook whose archive was checked.
    pub fn open(source: &Source, archive: Archive) -> Refusable<Self> {
        let bytes = source
            .reader()
            .map_err(|_| refusal("import.damaged_archive"))?;
        let reader = Xlsx::new(BufReader::new(bytes)).map_err(|error| refused(&error))?;
        if reader.sheets_metadata().len() > SHEETS {
            return Err(refusal_with(
                "import.too_many_sheets",
                &[("limit", SHEETS.to_string())],
            ));
        }
        Ok(Self {
            reader,
            archive,
            layout: Rc::default(),
        })
    }

    /// Worksheets in the file's order, and whether each is hidden.
    pub fn sheets(&self) -> Vec<(String, bool)> {
        let sheets = self
            .reader
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet);
        sheets
            .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
            .collect()
    }

    /// Layout of the sheet being read, as far as it was checked.
    pub fn layout(&self) -> Rc<RefCell<SheetLayout>> {
        Rc::clone(&self.layout)
    }

    /// Streams the rows of a sheet; `limit`: how many rows will be asked for at most.
    pub fn rows(&mut self, sheet: &str, limit: Option<u32>, on_row: &mut OnRow) -> Refusable<()> {
        let layout = self
            .archive
            .check_sheet(sheet, limit.map(|rows| rows.saturating_add(2)))?;
        *self.layout.borrow_mut() = layout;
        let at = |row: Option<u32>, column: Option<u32>| Place {
            file: None,
            sheet: Some(sheet.to_owned()),
            row,
            column,
        };
        let place_all = |issue: Box<Issue>| Box::new((*issue).at(at(None, None)));
        let from_1904 = self.reader.has_1904_epoch();
        let mut cells = self
            .reader
            .worksheet_cells_reader(sheet)
            .map_err(|error| place_all(refused(&error)))?;
        let end = cells.dimensions().end.0;
        self.layout.borrow_mut().last_row = (end > 0).then(|| end.saturating_add(1));
        let mut current = RawRow::default();
        let (mut count, mut last) = (0_u64, None);
        loop {
            let cell = cells.next_cell_with_formula_metadata().map_err(|error| {
                // The reader gives no address; the last good cell is the nearest one known.
                let (row, column) =
                    last.map_or((None, None), |(row, column)| (Some(row), Some(column)));
                Box::new((*refused(&error)).at(at(row, column)))
            })?;
            let Some(cell) = cell else { break };
            let (row, column) = (cell.pos.0.saturating_add(1), cell.pos.1.saturating_add(1));
            let here = || at(Some(row), Some(column));
            count += 1;
            if row > GRID_ROWS || column > GRID_COLUMNS {
                return Err(Box::new((*refusal("import.beyond_grid")).at(here())));
            }
            if count > CELLS {
                return Err(Box::new(
                    (*refusal_with("import.too_many_cells", &[("limit", CELLS.to_string())]))
                        .at(here()),
                ));
            }
            last = Some((row, column));
            if row != current.row {
                if row < current.row {
                    return Err(Box::new((*refusal("import.rows_out_of_order")).at(here())));
                }
                if !current.cells.is_empty() && !on_row(&current)? {
                    return Ok(());
                }
                current.row = row;
                current.cells.clear();
            }
            let from_formula = cell.formula.is_some();
            let Some(value) = value(&cell.value, from_formula, from_1904) else {
                continue;
            };
            if column > COLUMNS {
                return Err(Box::new(
                    (*refusal_with("import.too_many_columns", &[("limit", COLUMNS.to_string())]))
                        .at(here()),
                ));
            }
            put(
                &mut current,
                RawCell {
                    column,
                    value,
                    from_formula,
                    duplicate: false,
                },
            );
        }
        if !current.cells.is_empty() {
            on_row(&current)?;
        }
        Ok(())
    }
}

/// Adds a cell in column order; a second one at the same place marks the first.
fn put(row: &mut RawRow, cell: RawCell) {
    if row
        .cells
        .last()
        .is_none_or(|last| last.column < cell.column)
    {
        row.cells.push(cell);
        return;
    }
    match row
        .cells
        .binary_search_by_key(&cell.column, |known| known.column)
    {
        Ok(at) => row.cells[at].duplicate = true,
        Err(at) => row.cells.insert(at, cell),
    }
}

/// `None` for a cell without content.
fn value(value: &DataRef, from_formula: bool, from_1904: bool) -> Option<RawValue> {
    let text = |text: &str| {
        if text.trim().is_empty() {
            // A formula may well give an empty text; that is a result, and it is nothing.
            None
        } else if text.len() > CELL_CHARS && text.chars().nth(CELL_CHARS).is_some() {
            Some(RawValue::TooLong)
        } else {
            Some(RawValue::Text(text.into()))
        }
    };
    match value {
        DataRef::Empty => from_formula.then_some(RawValue::NoResult),
        DataRef::String(content) => text(content),
        DataRef::SharedString(content) => text(content),
        DataRef::Float(number) => Some(RawValue::Number(*number)),
        DataRef::Int(number) => text(&number.to_string()),
        DataRef::Bool(value) => Some(RawValue::Bool(*value)),
        DataRef::DateTime(date) if date.is_duration() => Some(RawValue::Duration),
        DataRef::DateTime(date) => Some(RawValue::Serial(date.as_f64(), from_1904)),
        DataRef::DateTimeIso(date) => Some(RawValue::IsoDate(date.clone())),
        DataRef::DurationIso(_) => Some(RawValue::Duration),
        DataRef::Error(error) => Some(RawValue::Error(error.to_string())),
    }
}

/// What the reader says, without its words: they could quote a cell.
fn refused(error: &XlsxError) -> Box<Issue> {
    match error {
        XlsxError::Password => refusal("import.encrypted"),
        XlsxError::WorksheetNotFound(_) => refusal("import.no_such_sheet"),
        XlsxError::Zip(_) | XlsxError::Io(_) => refusal("import.damaged_archive"),
        XlsxError::Xml(_) | XlsxError::XmlAttr(_) | XlsxError::XmlEof(_) => {
            refusal("import.damaged_xml")
        }
        _ => refusal("import.bad_cell"),
    }
}
