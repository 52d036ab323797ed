//! The trace sheet of the official forms: first every figure, then every number it rests on, each explained once.

use rust_xlsxwriter::{Format, Url, Workbook, Worksheet, XlsxError};
use yingheng_core::issue::{Message, column_letters};

use super::Words;
use super::sheet::footer_text;
use super::style::Styles;

/// Every figure of the forms and every number below it.
/// 数字追溯
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TraceBook {
    /// Figures of the forms, in order.
    pub figures: Vec<TraceFigure>,
    /// Numbers explained, each once.
    pub entries: Vec<TraceEntry>,
}

/// A figure of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceFigure {
    /// Form: position in [`super::Official::forms`]; row and column: position in its table.
    pub place: (usize, usize, usize),
    /// What it is.
    pub label: String,
    /// Value as printed.
    pub value: String,
    /// Its entry, counted from 0.
    pub entry: usize,
}

/// How one number follows from others.
/// 追溯条目
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TraceEntry {
    /// What it is.
    pub label: String,
    /// Value as printed.
    pub value: String,
    /// How it follows from the lines below.
    pub formula: String,
    /// Rounding or remainder.
    pub rounding: String,
    /// File, sheet and cell.
    pub source: String,
    /// What it follows from.
    pub operands: Vec<TraceOperand>,
}

/// One operand of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TraceOperand {
    /// 1 below the entry, 2 below such an operand, and so on.
    pub depth: u8,
    /// What it is.
    pub label: String,
    /// Value as printed.
    pub value: String,
    /// How it follows from the lines below, where they stand here; or where it can be opened.
    pub formula: String,
    /// Rounding or remainder.
    pub rounding: String,
    /// File, sheet and cell.
    pub source: String,
    /// The entry that explains it.
    pub entry: Option<usize>,
}

impl TraceBook {
    /// Entries beyond which the sheet would be longer than a sheet can be are not opened.
    pub const LONGEST: usize = 1_000_000;
}

/// Links a sheet can hold.
const LINKS: usize = 65_000;
const HEADS: [(&str, f64); 8] = [
    ("sheet", 28.0),
    ("cell", 8.0),
    ("figure", 48.0),
    ("value", 18.0),
    ("formula", 44.0),
    ("see", 12.0),
    ("rounding", 36.0),
    ("source", 50.0),
];

/// Writes the sheet. `places`: each form's sheet name and the row of its first line of figures.
pub(super) fn write(
    workbook: &mut Workbook,
    book: &TraceBook,
    places: &[(String, u32)],
    run_id: &str,
    words: &dyn Words,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    let name = words.say(&Message::new("form.trace_sheet"));
    sheet.set_name(&name)?;
    for (column, (head, width)) in (0_u16..).zip(HEADS) {
        let head = words.say(&Message::new(format!("form.trace_{head}")));
        sheet.write_string_with_format(0, column, head, &styles.heading)?;
        sheet.set_column_width(column, width)?;
    }
    let rows = entry_rows(book);
    let mut page = Page {
        sheet,
        name: &name,
        rows: &rows,
        plain: styles.plain(),
        strong: styles.plain().set_bold(),
        links: 0,
        row: 1,
    };
    for figure in &book.figures {
        let (form, own_row, own_column) = figure.place;
        let Some((sheet_name, first)) = places.get(form) else {
            continue;
        };
        let own_row = u32::try_from(own_row).unwrap_or(0) + first + 1;
        let letters = column_letters(u32::try_from(own_column).unwrap_or(0) + 1);
        page.text(0, sheet_name)?;
        page.text(1, &format!("{letters}{own_row}"))?;
        page.text(2, &figure.label)?;
        page.text(3, &figure.value)?;
        page.see(figure.entry)?;
        page.row += 1;
    }
    for entry in &book.entries {
        page.row += 1;
        let strong = page.strong.clone();
        for (column, text) in [(2, &entry.label), (3, &entry.value), (4, &entry.formula)] {
            page.put(column, text, &strong)?;
        }
        page.text(6, &entry.rounding)?;
        page.text(7, &entry.source)?;
        page.row += 1;
        for operand in &entry.operands {
            let indent = "  ".repeat(usize::from(operand.depth));
            page.text(2, &format!("{indent}{}", operand.label))?;
            page.text(3, &operand.value)?;
            page.text(4, &operand.formula)?;
            if let Some(entry) = operand.entry {
                page.see(entry)?;
            }
            page.text(6, &operand.rounding)?;
            page.text(7, &operand.source)?;
            page.row += 1;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet
        .set_paper_size(8)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(0, 0)?
        .set_footer(format!("&C&P / &N&R{}", footer_text(run_id)));
    Ok(())
}

/// The row, counted from 0, at which each entry stands: figures first, an empty row before every entry.
fn entry_rows(book: &TraceBook) -> Vec<u32> {
    let mut at = 1 + book.figures.len();
    let mut rows = Vec::with_capacity(book.entries.len());
    for entry in &book.entries {
        at += 1;
        rows.push(u32::try_from(at).unwrap_or(u32::MAX));
        at += 1 + entry.operands.len();
    }
    rows
}

struct Page<'a> {
    sheet: &'a mut Worksheet,
    name: &'a str,
    rows: &'a [u32],
    plain: Format,
    strong: Format,
    links: usize,
    row: u32,
}

impl Page<'_> {
    fn put(&mut self, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
        if !text.is_empty() {
            self.sheet
                .write_string_with_format(self.row, column, text, format)?;
        }
        Ok(())
    }
    fn text(&mut self, column: u16, text: &str) -> Result<(), XlsxError> {
        let format = self.plain.clone();
        self.put(column, text, &format)
    }
    /// The row of an entry, as a link while the sheet can hold links.
    fn see(&mut self, entry: usize) -> Result<(), XlsxError> {
        let Some(row) = self.rows.get(entry) else {
            return Ok(());
        };
        let shown = format!("→ {}", row + 1);
        if self.links < LINKS {
            self.links += 1;
            let target = format!("internal:'{}'!C{}", self.name, row + 1);
            let link = Url::new(target).set_text(shown);
            self.sheet.write_url(self.row, 5, link)?;
        } else {
            self.text(5, &shown)?;
        }
        Ok(())
    }
}
