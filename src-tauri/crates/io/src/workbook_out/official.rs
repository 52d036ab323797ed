//! The workbook of the official forms: a sheet each, laid out for paper, and on request the trace of every figure.

use std::path::Path;

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use yingheng_core::issue::Message;
use yingheng_core::report::forms::Form;
use yingheng_core::report::{Cell, Column, Unit};

use super::official_trace::{self, TraceBook};
use super::sheet::{footer_text, write};
use super::style::Styles;
use super::{Words, WriteError, put};

/// What the workbook of the forms holds.
/// 成本报表工作簿
pub struct Official<'a> {
    /// Hospital.
    pub hospital: &'a str,
    /// Run id for the footer.
    pub run_id: &'a str,
    /// The forms, in order.
    pub forms: &'a [Form],
    /// Where every figure comes from; `None` leaves the sheet out.
    pub trace: Option<&'a TraceBook>,
}

/// Columns beyond which a sheet needs the larger paper.
const A4: usize = 13;
/// Columns beyond which a sheet goes on several pages side by side, cut between groups of columns.
const A3: usize = 20;
/// Per cent of a sheet on several pages, and how many characters of column width such a page then holds.
const SCALE: u16 = 70;
const ACROSS: f64 = 212.0;

/// Writes the workbook.
///
/// # Errors
/// When the file cannot be written; the file named is then unchanged or absent.
pub fn write_official(
    path: &Path,
    official: &Official<'_>,
    words: &dyn Words,
) -> Result<(), WriteError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&super::properties(official.hospital, official.run_id));
    let styles = Styles::new();
    let mut places = Vec::new();
    for (number, form) in (1..).zip(official.forms) {
        let title = words.say(&form.table.title);
        let name = super::sheet::sheet_name(&mut workbook, &format!("{number:02} {title}"));
        let first = sheet(&mut workbook, &name, form, official, words, &styles)?;
        places.push((name, first));
    }
    if let Some(book) = official.trace {
        official_trace::write(
            &mut workbook,
            book,
            &places,
            official.run_id,
            words,
            &styles,
        )?;
    }
    let bytes = workbook.save_to_buffer()?;
    put(path, &bytes)?;
    Ok(())
}

/// One form. Answers the row of its first line of figures.
fn sheet(
    workbook: &mut Workbook,
    name: &str,
    form: &Form,
    official: &Official<'_>,
    words: &dyn Words,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let table = &form.table;
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    sheet.write_string_with_format(0, 0, words.say(&table.title), &styles.title)?;
    let plain = styles.plain();
    let mut row = 1;
    for pair in form.header.chunks(2) {
        let text: Vec<String> = pair
            .iter()
            .map(|(label, value)| format!("{}:{}", words.say(label), words.say(value)))
            .collect();
        sheet.write_string_with_format(row, 0, text.join("    "), &plain)?;
        row += 1;
    }
    row += 1;
    let head = row;
    let (groups, tops) = (form.groups.iter().any(Option::is_some), head);
    if groups {
        group_headings(sheet, head, form, words, &styles.heading)?;
        row += 1;
    }
    for (column, heading) in (0_u16..).zip(&table.columns) {
        sheet.write_string_with_format(row, column, words.say(&heading.label), &styles.heading)?;
        sheet.set_column_width(column, width(heading))?;
    }
    sheet.set_row_height(row, 42)?;
    let last_head = row;
    let first = row + 1;
    row = first;
    for line in &table.rows {
        for ((column, cell), heading) in (0_u16..).zip(&line.cells).zip(&table.columns) {
            let format = styles.cell(heading.unit, line.style);
            write(sheet, row, column, cell, &format, words)?;
        }
        row += 1;
    }
    row += 1;
    for note in &table.notes {
        sheet.write_string_with_format(row, 0, words.say(note), &styles.note)?;
        row += 1;
    }
    row += 1;
    let lines = form.definition.sign_off.iter();
    let lines =
        lines.map(|line| format!("{}:______________", words.say(&Message::new(line.key()))));
    let sign_off = lines.collect::<Vec<String>>().join("        ");
    sheet.write_string_with_format(row, 0, sign_off, &plain)?;
    paper(sheet, form, official, words)?;
    sheet.set_repeat_rows(tops, last_head)?;
    let fixed = table
        .columns
        .iter()
        .take_while(|column| column.unit.is_none())
        .count();
    let fixed = u16::try_from(fixed).unwrap_or(1);
    sheet.set_freeze_panes(first, fixed)?;
    if fixed > 0 {
        sheet.set_repeat_columns(0, fixed - 1)?;
    }
    Ok(first)
}

/// Characters a column is wide.
fn width(heading: &Column) -> f64 {
    match (heading.unit, heading.key.as_str()) {
        (Some(Unit::Percent | Unit::Count | Unit::Days), _) => 10.0,
        (Some(_), _) => 15.5,
        (None, "code") => 9.0,
        (None, _) => 26.0,
    }
}

/// Columns before which a new page begins: a group of columns stays together, the columns of names stand on each page.
fn breaks(form: &Form) -> Vec<u32> {
    let columns = &form.table.columns;
    let fixed: f64 = columns
        .iter()
        .take_while(|column| column.unit.is_none())
        .map(width)
        .sum();
    let (mut found, mut used, mut start) = (Vec::new(), 0.0, 0);
    while start < columns.len() {
        let group = form.groups.get(start).cloned().flatten();
        let same = form.groups[start.min(form.groups.len())..]
            .iter()
            .take_while(|other| group.is_some() && **other == group)
            .count()
            .max(1);
        let wide: f64 = columns[start..start + same].iter().map(width).sum();
        if used + wide > ACROSS && used > fixed {
            found.push(u32::try_from(start).unwrap_or(u32::MAX));
            used = fixed;
        }
        used += wide;
        start += same;
    }
    found
}

/// Equal neighbours stand under one heading.
fn group_headings(
    sheet: &mut Worksheet,
    row: u32,
    form: &Form,
    words: &dyn Words,
    format: &Format,
) -> Result<(), XlsxError> {
    let mut start = 0;
    while start < form.groups.len() {
        let group = &form.groups[start];
        let same = form.groups[start..]
            .iter()
            .take_while(|other| *other == group)
            .count();
        let end = start + same - 1;
        let column = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
        let text = group
            .as_ref()
            .map(|group| words.say(group))
            .unwrap_or_default();
        if group.is_some() && same > 1 {
            sheet.merge_range(row, column(start), row, column(end), &text, format)?;
        } else {
            for at in start..=end {
                sheet.write_string_with_format(row, column(at), &text, format)?;
            }
        }
        start = end + 1;
    }
    sheet.set_row_height(row, 30)?;
    Ok(())
}

/// Paper across, one page wide where the columns stay readable; run, page and form number around it.
fn paper(
    sheet: &mut Worksheet,
    form: &Form,
    official: &Official<'_>,
    words: &dyn Words,
) -> Result<(), XlsxError> {
    let columns = form.table.columns.len();
    // 9 is A4, 8 is A3.
    sheet
        .set_paper_size(if columns > A4 { 8 } else { 9 })
        .set_landscape();
    if columns > A3 {
        sheet
            .set_print_scale(SCALE)
            .set_vertical_page_breaks(&breaks(form))?;
    } else {
        sheet.set_print_fit_to_pages(1, 0);
    }
    let number = form
        .definition
        .number
        .as_ref()
        .map_or_else(String::new, |number| {
            let known = format!("form.known_{}", number.certainty.key());
            format!("{}({})", number.text, words.say(&Message::new(known)))
        });
    sheet
        .set_header(format!(
            "&L{}&R{}",
            footer_text(&words.say(&form.table.title)),
            footer_text(&number)
        ))
        .set_footer(format!(
            "&L{}&C&P / &N&R{}",
            footer_text(official.hospital),
            footer_text(official.run_id)
        ))
        .set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.3);
    Ok(())
}

/// Whether a cell holds a figure that can be explained, and its key.
pub fn why(cell: &Cell) -> Option<&str> {
    match cell {
        Cell::Figure { why, .. } => why.as_deref(),
        _ => None,
    }
}
