//! A table as a sheet: title, headings, rows, notes, print layout.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use yingheng_core::issue::Message;
use yingheng_core::report::{Cell, RowStyle, Table, Unit};

use super::style::Styles;
use super::{Board, Words};

/// First row of headings.
const HEAD: u32 = 2;

/// Header and footer codes begin with `&`: a name's own is doubled.
pub fn footer_text(text: &str) -> String {
    text.replace('&', "&&")
}

/// A name Excel accepts: 31 characters, none of `[]:*?/\`, unique in the workbook.
pub fn sheet_name(workbook: &mut Workbook, wanted: &str) -> String {
    let clean: String = wanted
        .chars()
        .map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c })
        .take(28)
        .collect();
    let clean = clean.trim().to_owned();
    let taken: Vec<String> = workbook.worksheets().iter().map(Worksheet::name).collect();
    let mut name = clean.clone();
    let mut number = 2;
    while taken.contains(&name) || name.is_empty() {
        name = format!("{clean} {number}");
        number += 1;
    }
    name
}

/// Print layout of every sheet: A4 across, one page wide, footer with hospital, page and run.
pub fn layout(sheet: &mut Worksheet, footer: &str) {
    sheet
        .set_paper_size(9)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_footer(footer)
        .set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.3);
}

/// The cover: hospital, period, what must be known, sign-off.
pub fn cover(
    workbook: &mut Workbook,
    board: &Board<'_>,
    words: &dyn Words,
    styles: &Styles,
    footer: &str,
) -> Result<(), XlsxError> {
    let say = |key: &str| words.say(&Message::new(key));
    let sheet = workbook.add_worksheet();
    sheet.set_name(say("board.cover"))?;
    sheet.set_column_width(0, 28)?.set_column_width(1, 70)?;
    sheet.write_string_with_format(1, 0, board.hospital, &styles.title)?;
    sheet.write_string_with_format(2, 0, say("board.title"), &styles.title)?;
    let plain = styles.cell(None, RowStyle::Normal);
    let mut row = 4;
    for (key, value) in [
        ("board.period", board.period),
        ("board.run", board.run_id),
        ("board.currency", &say("board.yuan")),
    ] {
        sheet.write_string_with_format(row, 0, say(key), &styles.heading)?;
        sheet.write_string_with_format(row, 1, value, &plain)?;
        row += 1;
    }
    row += 1;
    for line in board.cover {
        sheet.write_string_with_format(row, 0, line, &plain)?;
        row += 1;
    }
    row += 1;
    for key in ["board.prepared", "board.reviewed", "board.approved"] {
        sheet.write_string_with_format(row, 0, say(key), &styles.heading)?;
        row += 1;
    }
    layout(sheet, footer);
    Ok(())
}

/// One table. Returns its sheet's name and the first free row below, where its chart goes.
pub fn table(
    workbook: &mut Workbook,
    table: &Table,
    words: &dyn Words,
    styles: &Styles,
    footer: &str,
) -> Result<(String, u32), XlsxError> {
    let title = words.say(&table.title);
    let name = sheet_name(workbook, &title);
    let sheet = workbook.add_worksheet();
    sheet.set_name(&name)?;
    sheet.write_string_with_format(0, 0, &title, &styles.title)?;
    for (column, heading) in (0_u16..).zip(&table.columns) {
        sheet.write_string_with_format(HEAD, column, words.say(&heading.label), &styles.heading)?;
        sheet.set_column_width(column, if heading.unit.is_some() { 16 } else { 22 })?;
    }
    sheet.set_row_height(HEAD, 30)?;
    let mut row = HEAD + 1;
    for line in &table.rows {
        for ((column, cell), heading) in (0_u16..).zip(&line.cells).zip(&table.columns) {
            let unit = heading.unit.or_else(|| own_unit(cell));
            write(
                sheet,
                row,
                column,
                cell,
                &styles.cell(unit, line.style),
                words,
            )?;
        }
        row += 1;
    }
    row += 1;
    for note in &table.notes {
        sheet.write_string_with_format(row, 0, words.say(note), &styles.note)?;
        row += 1;
    }
    let frozen = u16::try_from(
        table
            .columns
            .iter()
            .take_while(|column| column.unit.is_none())
            .count(),
    )
    .unwrap_or(0);
    sheet.set_freeze_panes(HEAD + 1, frozen)?;
    sheet.set_repeat_rows(HEAD, HEAD)?;
    layout(sheet, footer);
    Ok((name, row + 1))
}

/// In a column of mixed figures (headlines) each cell's own places say how it is printed.
fn own_unit(cell: &Cell) -> Option<Unit> {
    let Cell::Figure { text, .. } = cell else {
        return None;
    };
    match text.split_once('.').map_or(0, |(_, places)| places.len()) {
        0 => Some(Unit::Count),
        2 => Some(Unit::Money),
        _ => Some(Unit::Ratio),
    }
}

/// One cell. Figures go in as numbers, which is what a workbook holds; their text was rounded exactly before.
pub fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    format: &rust_xlsxwriter::Format,
    words: &dyn Words,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Text { text } => sheet.write_string_with_format(row, column, text, format)?,
        Cell::Label { message } => {
            sheet.write_string_with_format(row, column, words.say(message), format)?
        }
        Cell::Figure { text, .. } => match number(text) {
            Some(value) => sheet.write_number_with_format(row, column, value, format)?,
            None => sheet.write_string_with_format(row, column, text, format)?,
        },
        Cell::NotComputable { reason } => sheet.write_string_with_format(
            row,
            column,
            words.say(&Message::from(reason)),
            format,
        )?,
        Cell::Empty => sheet.write_blank(row, column, format)?,
    };
    Ok(())
}

/// The workbook's own number type is binary floating point; fifteen digits survive, amounts have fewer.
pub fn number(text: &str) -> Option<f64> {
    text.parse().ok()
}
