//! Rejected rows as a workbook for the sender: the cells as they stand in the source, the bad ones marked and explained.

use std::path::Path;

use rust_xlsxwriter::{Color, Format, FormatBorder, Note, Workbook};
use yingheng_core::issue::{Message, column_letters};

use super::{Words, WriteError};

/// One cell of a rejected row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RejectedCell {
    /// Text as it stands in the source.
    pub text: String,
    /// What is wrong with it; empty when nothing is.
    pub wrong: String,
}

/// One rejected row.
/// 未导入的行
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RejectedRow {
    /// Row of the source as Excel counts it.
    pub row: u32,
    /// Cells, parallel to the columns.
    pub cells: Vec<RejectedCell>,
    /// What is wrong with the row as a whole.
    pub wrong: String,
}

/// Rejected rows of one batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rejected {
    /// File and sheet they come from.
    pub source: String,
    /// Columns: number in the source and heading.
    pub columns: Vec<(u32, String)>,
    /// Rows, by number.
    pub rows: Vec<RejectedRow>,
}

/// Writes rejected rows; every text stays a text, never a formula.
/// 导出未导入的行
///
/// # Errors
/// The file cannot be written.
pub fn write_rejected(
    path: &Path,
    rejected: &Rejected,
    words: &dyn Words,
) -> Result<(), WriteError> {
    let say = |key: &str| words.say(&Message::new(key));
    let mut book = Workbook::new();
    let head = Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_background_color(Color::RGB(0xE8_EE_F4));
    let bad = Format::new()
        .set_background_color(Color::RGB(0xF8_D7_DA))
        .set_border(FormatBorder::Thin);
    let sheet = book.add_worksheet();
    sheet.set_name(say("rejected.sheet"))?;
    sheet.write_string(0, 0, &rejected.source)?;
    sheet.write_string(1, 0, say("rejected.intro"))?;
    sheet.write_string_with_format(3, 0, say("rejected.row"), &head)?;
    let mut column = 1_u16;
    for (number, heading) in &rejected.columns {
        let heading = format!("{heading} ({})", column_letters(*number));
        sheet.write_string_with_format(3, column, heading, &head)?;
        sheet.set_column_width(column, 16)?;
        column = column.saturating_add(1);
    }
    sheet.write_string_with_format(3, column, say("rejected.why"), &head)?;
    sheet.set_column_width(column, 60)?;
    sheet.set_freeze_panes(4, 1)?;
    for (at, row) in (4_u32..).zip(&rejected.rows) {
        sheet.write_number(at, 0, row.row)?;
        let mut reasons: Vec<&str> = Vec::new();
        for (column, cell) in (1_u16..).zip(&row.cells) {
            if cell.wrong.is_empty() {
                sheet.write_string(at, column, &cell.text)?;
                continue;
            }
            sheet.write_string_with_format(at, column, &cell.text, &bad)?;
            sheet.insert_note(at, column, &Note::new(&cell.wrong).add_author_prefix(false))?;
            reasons.push(&cell.wrong);
        }
        if !row.wrong.is_empty() {
            reasons.push(&row.wrong);
        }
        sheet.write_string(at, column, reasons.join(" "))?;
    }
    book.save(path)?;
    Ok(())
}
