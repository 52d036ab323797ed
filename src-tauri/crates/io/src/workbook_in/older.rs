//! Rows of workbooks in the other formats hospitals hand in: .xls (and .et of the same build), .xlsb, .ods.
//!
//! The library reads .xls and .ods as a whole; the worker's memory limit bounds that. .xlsb is streamed.

use super::archive::{Archive, Kind};
use super::compound::{self, Content};
use super::handle::Bytes;
use super::limits::{CELL_CHARS, CELLS, COLUMNS, GRID_COLUMNS, GRID_ROWS, SHEETS};
use super::raw::{OnRow, RawCell, RawRow, RawValue};
use super::read_error::{Refusable, refusal, refusal_with};
use super::source::Source;
use calamine::{
    Data, DataRef, Ods, OdsError, Range, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb,
    XlsbError,
};
use std::collections::BTreeSet;
use std::io::BufReader;
use yingheng_core::issue::{Issue, Place};

type Input = BufReader<Bytes>;

/// An opened workbook of an older or other format.
pub(crate) enum Older {
    /// Excel 97–2003.
    Xls(Box<Xls<Input>>),
    /// Excel's binary format.
    Xlsb(Box<Xlsb<Input>>),
    /// OpenDocument.
    Ods(Box<Ods<Input>>),
}

impl Older {
    /// Checks the container, then opens an old binary workbook.
    pub fn open_container(source: &Source) -> Refusable<Self> {
        match compound::check(source)? {
            Content::Workbook => {}
            Content::Encrypted => return Err(refusal("import.encrypted")),
            Content::Other => {
                return Err(refusal_with(
                    "import.not_a_workbook",
                    &[("found", "OLE2".to_owned())],
                ));
            }
        }
        let reader = Xls::new(input(source)?).map_err(|error| match error {
            XlsError::Password => refusal("import.encrypted"),
            _ => refusal("import.old_format"),
        })?;
        Self::Xls(Box::new(reader)).bounded()
    }

    /// Opens a checked archive of this kind.
    pub fn open_archive(source: &Source, kind: Kind, _checked: &Archive) -> Refusable<Self> {
        let opened = match kind {
            Kind::Xlsb => Self::Xlsb(Box::new(Xlsb::new(input(source)?).map_err(
                |error| match error {
                    XlsbError::Password => refusal("import.encrypted"),
                    _ => refusal("import.old_format"),
                },
            )?)),
            Kind::Ods | Kind::Xlsx => Self::Ods(Box::new(Ods::new(input(source)?).map_err(
                |error| match error {
                    OdsError::Password => refusal("import.encrypted"),
                    _ => refusal("import.old_format"),
                },
            )?)),
        };
        opened.bounded()
    }

    fn bounded(self) -> Refusable<Self> {
        if self.metadata().is_empty() {
            return Err(refusal("import.old_format"));
        }
        if self.metadata().len() > SHEETS {
            return Err(refusal_with(
                "import.too_many_sheets",
                &[("limit", SHEETS.to_string())],
            ));
        }
        Ok(self)
    }

    /// Short name of the format.
    pub fn format(&self) -> &'static str {
        match self {
            Self::Xls(_) => "xls",
            Self::Xlsb(_) => "xlsb",
            Self::Ods(_) => "ods",
        }
    }

    fn metadata(&self) -> &[calamine::Sheet] {
        match self {
            Self::Xls(reader) => reader.sheets_metadata(),
            Self::Xlsb(reader) => reader.sheets_metadata(),
            Self::Ods(reader) => reader.sheets_metadata(),
        }
    }

    /// Worksheets in the file's order, and whether each is hidden.
    pub fn sheets(&self) -> Vec<(String, bool)> {
        let sheets = self
            .metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet);
        sheets
            .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
            .collect()
    }

    /// Rows of a sheet in order.
    pub fn rows(&mut self, sheet: &str, on_row: &mut OnRow) -> Refusable<()> {
        let broken = || Box::new((*refusal("import.bad_cell")).at(place(sheet, None)));
        if !self.sheets().iter().any(|(name, _)| name == sheet) {
            return Err(refusal_with(
                "import.no_such_sheet",
                &[("sheet", sheet.to_owned())],
            ));
        }
        let (values, formulas, from_1904) = match self {
            Self::Xlsb(reader) => return streamed(reader, sheet, on_row),
            Self::Xls(reader) => {
                let from_1904 = reader.has_1904_epoch();
                (
                    reader.worksheet_range(sheet).map_err(|_| broken())?,
                    reader.worksheet_formula(sheet).map_err(|_| broken())?,
                    from_1904,
                )
            }
            Self::Ods(reader) => (
                reader.worksheet_range(sheet).map_err(|_| broken())?,
                reader.worksheet_formula(sheet).map_err(|_| broken())?,
                false,
            ),
        };
        whole(&values, &formulas, from_1904, sheet, on_row)
    }
}

fn input(source: &Source) -> Refusable<Input> {
    let damaged = |_| refusal("import.damaged_archive");
    Ok(BufReader::new(source.reader().map_err(damaged)?))
}

fn place(sheet: &str, at: Option<(u32, u32)>) -> Place {
    Place {
        file: None,
        sheet: Some(sheet.to_owned()),
        row: at.map(|at| at.0),
        column: at.map(|at| at.1),
    }
}

/// Collects cells into rows within the same bounds as everywhere.
struct Rows<'a, 'b> {
    sheet: &'a str,
    current: RawRow,
    count: u64,
    on_row: &'a mut OnRow<'b>,
}

impl Rows<'_, '_> {
    /// Takes a cell (row and column from 0); `false` when no more rows are wanted.
    fn take(
        &mut self,
        at: (u32, u32),
        value: Option<RawValue>,
        from_formula: bool,
    ) -> Refusable<bool> {
        let (row, column) = (at.0.saturating_add(1), at.1.saturating_add(1));
        let here = |issue: Box<Issue>| {
            Err(Box::new(
                (*issue).at(place(self.sheet, Some((row, column)))),
            ))
        };
        self.count += 1;
        if row > GRID_ROWS || column > GRID_COLUMNS {
            return here(refusal("import.beyond_grid"));
        }
        if self.count > CELLS {
            return here(refusal_with(
                "import.too_many_cells",
                &[("limit", CELLS.to_string())],
            ));
        }
        let Some(value) = value else { return Ok(true) };
        if column > COLUMNS {
            return here(refusal_with(
                "import.too_many_columns",
                &[("limit", COLUMNS.to_string())],
            ));
        }
        if row < self.current.row {
            return here(refusal("import.rows_out_of_order"));
        }
        if row > self.current.row {
            if !self.finish()? {
                return Ok(false);
            }
            self.current.row = row;
        }
        let cell = RawCell {
            column,
            value,
            from_formula,
            duplicate: false,
        };
        let cells = &mut self.current.cells;
        match cells.binary_search_by_key(&column, |known| known.column) {
            Ok(known) => cells[known].duplicate = true,
            Err(place) => cells.insert(place, cell),
        }
        Ok(true)
    }

    /// Hands over the row collected so far.
    fn finish(&mut self) -> Refusable<bool> {
        let go_on = self.current.cells.is_empty() || (self.on_row)(&self.current)?;
        self.current.cells.clear();
        Ok(go_on)
    }
}

fn whole(
    values: &Range<Data>,
    formulas: &Range<String>,
    from_1904: bool,
    sheet: &str,
    on_row: &mut OnRow,
) -> Refusable<()> {
    let mut rows = Rows {
        sheet,
        current: RawRow::default(),
        count: 0,
        on_row,
    };
    let start = values.start().unwrap_or_default();
    for (row, column, data) in values.used_cells() {
        let at = (
            start
                .0
                .saturating_add(u32::try_from(row).unwrap_or(u32::MAX)),
            start
                .1
                .saturating_add(u32::try_from(column).unwrap_or(u32::MAX)),
        );
        let from_formula = formulas.get_value(at).is_some_and(|text| !text.is_empty());
        if !rows.take(at, value(data, from_formula, from_1904), from_formula)? {
            return Ok(());
        }
    }
    rows.finish().map(|_| ())
}

fn streamed(reader: &mut Xlsb<Input>, sheet: &str, on_row: &mut OnRow) -> Refusable<()> {
    let broken = |last: Option<(u32, u32)>| {
        Box::new((*refusal("import.bad_cell")).at(place(
            sheet,
            last.map(|(row, column)| (row.saturating_add(1), column.saturating_add(1))),
        )))
    };
    let from_1904 = reader.has_1904_epoch();
    let mut computed = BTreeSet::new();
    {
        let mut formulas = reader
            .worksheet_cells_reader(sheet)
            .map_err(|_| broken(None))?;
        while let Some(cell) = formulas.next_formula().map_err(|_| broken(None))? {
            computed.insert(cell.get_position());
        }
    }
    let mut cells = reader
        .worksheet_cells_reader(sheet)
        .map_err(|_| broken(None))?;
    let mut rows = Rows {
        sheet,
        current: RawRow::default(),
        count: 0,
        on_row,
    };
    let mut last = None;
    while let Some(cell) = cells.next_cell().map_err(|_| broken(last))? {
        let at = cell.get_position();
        last = Some(at);
        let from_formula = computed.contains(&at);
        let data = match cell.get_value() {
            DataRef::SharedString(text) => Data::String((*text).to_string()),
            other => Data::from(other.clone()),
        };
        if !rows.take(at, value(&data, from_formula, from_1904), from_formula)? {
            return Ok(());
        }
    }
    rows.finish().map(|_| ())
}

/// `None` for a cell without content.
fn value(data: &Data, from_formula: bool, from_1904: bool) -> Option<RawValue> {
    match data {
        Data::Empty => from_formula.then_some(RawValue::NoResult),
        Data::String(text) if text.trim().is_empty() => None,
        Data::String(text) if text.chars().nth(CELL_CHARS).is_some() => Some(RawValue::TooLong),
        Data::String(text) => Some(RawValue::Text(text.into())),
        Data::Float(number) => Some(RawValue::Number(*number)),
        Data::Int(number) => Some(RawValue::Text(number.to_string().into())),
        Data::Bool(value) => Some(RawValue::Bool(*value)),
        Data::DateTime(date) if date.is_duration() => Some(RawValue::Duration),
        Data::DateTime(date) => Some(RawValue::Serial(date.as_f64(), from_1904)),
        Data::DateTimeIso(date) => Some(RawValue::IsoDate(date.clone())),
        Data::DurationIso(_) => Some(RawValue::Duration),
        Data::Error(error) => Some(RawValue::Error(error.to_string())),
    }
}
