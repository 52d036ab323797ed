//! All cells of the sheets of a small workbook as texts: for workbooks the program wrote itself and somebody sent back.

use super::book::Book;
use super::cell_text::plain;
use super::read_error::{Refusable, refusal_with};
use super::source;
use super::types::{CellsRequest, Event, Inspection, SampleRow};

/// Rows of a sheet that are read at most; a workbook of the program's own is far smaller.
const ROWS: u32 = 5_000;

/// Answers a [`CellsRequest`]; the sheets' rows arrive as [`Event::Cells`] before the answer.
pub(crate) fn cells(
    request: &CellsRequest,
    tell: &mut dyn FnMut(Event) -> Refusable<()>,
) -> Refusable<Inspection> {
    let source = source::open(&request.path)?;
    let mut book = Book::open(&source)?;
    let sheets = book.sheets(&source);
    for (name, _) in &sheets {
        let mut rows = Vec::new();
        let mut seen = 0;
        book.rows(name, Some(ROWS), &mut |row| {
            seen += 1;
            if seen >= ROWS {
                let limit = ROWS.to_string();
                return Err(refusal_with(
                    "import.too_many_rows_own",
                    &[("limit", limit)],
                ));
            }
            let cells = row.cells.iter().map(|cell| (cell.column, plain(cell)));
            rows.push(SampleRow {
                row: row.row,
                cells: cells.collect(),
            });
            Ok(true)
        })?;
        tell(Event::Cells {
            sheet: name.clone(),
            rows,
        })?;
    }
    source.unchanged()?;
    Ok(Inspection {
        file: book.facts(&source),
        sheets: sheets.into_iter().map(|(name, _)| name).collect(),
    })
}
