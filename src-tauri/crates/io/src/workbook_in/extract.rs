//! Streams the mapped columns of a sheet: nothing else leaves, and every row is accounted for.

use super::book::Book;
use super::cell_text::{plain, text_of};
use super::forms::{Form, Kind};
use super::heading::half_width;
use super::identity::{ColumnContent, by_heading, identifies};
use super::inspect::{known_form, known_forms, texts};
use super::layout::SheetLayout;
use super::limits::{HEADING_ROWS, SAMPLED_ROWS};
use super::propose::{TextRow, propose};
use super::raw::{RawCell, RawRow, RawValue};
use super::read_error::{Refusable, refusal, refusal_with};
use super::skip::Skipping;
use super::source::{self, Format, hex};
use super::types::{
    Event, ExtractRequest, Extraction, IdentityReason, Row, SkipRule, SkippedRow, Trouble, Unit,
    Value,
};
use crate::platform;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use smol_str::SmolStr;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use yingheng_core::issue::{Issue, Place, Severity};

/// Shortest secret for tokens, bytes.
const KEY_BYTES: usize = 32;
/// Bytes of a token.
const TOKEN_BYTES: usize = 16;
/// Bytes of text after which a batch is handed over; far below the frame limit whatever the escapes.
const BATCH_BYTES: usize = 100_000;
/// Rows between two signs of life.
const PROGRESS_ROWS: u64 = 10_000;

/// One mapped column with its field's kind.
struct Mapped {
    column: u32,
    kind: Kind,
    unit: Unit,
}

/// Answers an [`ExtractRequest`]; rows are told in file order.
pub(crate) fn extract(
    request: &ExtractRequest,
    tell: &mut dyn FnMut(Event) -> Refusable<()>,
) -> Refusable<Extraction> {
    let form = known_form(&request.form)?;
    let mapped = mapping(request, &form)?;
    let key = token_key(request, &mapped)?;
    let source = source::open(&request.path)?;
    if request
        .expected_hash
        .as_ref()
        .is_some_and(|hash| *hash != source.facts.hash)
    {
        return Err(refusal("import.file_changed"));
    }
    if matches!(source.format, Format::Text(_)) {
        // Cost grows with the length only; years of charge lines may take their time.
        platform::allow_cpu(super::limits::WORKER_CPU_SECONDS_TEXT)
            .map_err(|_| refusal("import.worker_unconfined"))?;
    }
    let mut book = Book::open(&source)?;
    let is_text = matches!(book, Book::Text(..));
    let sheet = if is_text {
        source.facts.name.clone()
    } else {
        request.sheet.clone()
    };
    let header_width = refuse_identity(&mut book, &sheet, request.header_row, &mapped, &form)?;
    let figures = mapped
        .iter()
        .filter(|column| column.kind.is_figure())
        .map(|column| column.column)
        .collect();
    let mut run = Run {
        mapped,
        key,
        sheet: sheet.clone(),
        width: is_text.then_some(header_width),
        batch: Vec::new(),
        batch_bytes: 0,
        last_row: request.header_row,
        rules: Skipping::new(figures, request.header_row),
        layout: book.layout(),
        tops: BTreeMap::new(),
        result: Extraction {
            file: book.facts(&source),
            sheet: sheet.clone(),
            ..Extraction::default()
        },
    };
    book.rows(&sheet, None, &mut |row| {
        if row.row > request.header_row {
            run.take(row, tell)?;
        } else {
            run.rules.above(row);
        }
        Ok(true)
    })?;
    run.flush(tell)?;
    run.notices(tell)?;
    source.unchanged()?;
    Ok(run.result)
}

fn mapping(request: &ExtractRequest, form: &Form) -> Refusable<Vec<Mapped>> {
    let mut by_column = BTreeMap::new();
    for choice in &request.columns {
        let field = form.field(&choice.field);
        let field = field.ok_or_else(|| {
            refusal_with("import.no_such_field", &[("field", choice.field.clone())])
        })?;
        let mapped = Mapped {
            column: choice.column,
            kind: field.kind,
            unit: choice.unit,
        };
        if choice.column == 0 || by_column.insert(choice.column, mapped).is_some() {
            return Err(refusal_with(
                "import.column_twice",
                &[("field", choice.field.clone())],
            ));
        }
    }
    Ok(by_column.into_values().collect())
}

fn token_key(request: &ExtractRequest, mapped: &[Mapped]) -> Refusable<Vec<u8>> {
    let digits = request.token_key.as_bytes();
    let pair = |pair: &[u8]| {
        std::str::from_utf8(pair)
            .ok()
            .and_then(|pair| u8::from_str_radix(pair, 16).ok())
    };
    let key: Option<Vec<u8>> = if digits.len().is_multiple_of(2) {
        digits.chunks(2).map(pair).collect()
    } else {
        None
    };
    let needed = mapped.iter().any(|column| column.kind == Kind::Token);
    match key {
        Some(key) if key.len() >= KEY_BYTES || !needed => Ok(key),
        _ => Err(refusal("import.no_token_key")),
    }
}

/// Refuses a mapping that would let identity out: by the heading, or by what the first rows hold.
/// Returns the number of columns the headings fill.
fn refuse_identity(
    book: &mut Book,
    sheet: &str,
    header_row: u32,
    mapped: &[Mapped],
    form: &Form,
) -> Refusable<u32> {
    let forms = known_forms()?;
    let mut content: BTreeMap<u32, ColumnContent> = BTreeMap::new();
    let mut above: Vec<TextRow> = Vec::new();
    let rows = header_row.saturating_add(SAMPLED_ROWS);
    book.rows(sheet, Some(rows), &mut |row| {
        if row.row <= header_row {
            if row.row <= HEADING_ROWS || row.row == header_row {
                above.push(texts(row));
            }
        } else {
            for column in mapped.iter().filter(|column| column.kind != Kind::Token) {
                if let Some(text) = row.cell(column.column).map(plain) {
                    content.entry(column.column).or_default().add(&text);
                }
            }
        }
        Ok(row.row < rows)
    })?;
    // Headings of several rows: a column may say what it is, and end the table, in any of them.
    let levels = propose(sheet, &above, std::slice::from_ref(form))
        .iter()
        .find(|found| found.header_row == header_row)
        .map_or(1, |found| found.header_rows);
    let headings = || {
        above
            .iter()
            .filter(|(row, _)| row + levels > header_row)
            .flat_map(|(_, cells)| cells)
    };
    let width = headings().map(|(column, _)| *column).max().unwrap_or(0);
    let announced = mapped
        .iter()
        .filter(|column| column.kind != Kind::Token)
        .map(|column| column.column)
        .find(|known| headings().any(|(column, text)| column == known && by_heading(text, &forms)));
    let by_content = mapped.iter().find(|column| {
        let reason = content.get(&column.column).and_then(ColumnContent::reason);
        // Eleven digits in a column of figures are a figure; a valid resident number is one anywhere.
        reason.is_some_and(|reason| {
            reason == IdentityReason::ResidentNumber || !column.kind.is_figure()
        })
    });
    match announced.or(by_content.map(|column| column.column)) {
        None => Ok(width),
        Some(column) => {
            let place = Place {
                sheet: Some(sheet.to_owned()),
                column: Some(column),
                ..Place::default()
            };
            Err(Box::new((*refusal("import.identity_mapped")).at(place)))
        }
    }
}

struct Run {
    mapped: Vec<Mapped>,
    key: Vec<u8>,
    sheet: String,
    width: Option<u32>,
    batch: Vec<Row>,
    batch_bytes: usize,
    last_row: u32,
    rules: Skipping,
    layout: Rc<RefCell<SheetLayout>>,
    /// Column → row and text of the merged range read last.
    tops: BTreeMap<u32, (u32, RawCell)>,
    result: Extraction,
}

impl Run {
    fn take(
        &mut self,
        row: &RawRow,
        tell: &mut dyn FnMut(Event) -> Refusable<()>,
    ) -> Refusable<()> {
        let gap = u64::from(row.row.saturating_sub(self.last_row).saturating_sub(1));
        self.result.blank += gap;
        self.result.rows += gap + 1;
        self.last_row = row.row;
        if self.result.rows.is_multiple_of(PROGRESS_ROWS) {
            let header_row = self.rules.first_row().saturating_sub(1);
            let last_row = self.layout.borrow().last_row;
            let total = last_row.map(|last| u64::from(last.saturating_sub(header_row)));
            tell(Event::Progress {
                rows: self.result.rows,
                // A file may say less than it holds.
                total: total.filter(|total| *total >= self.result.rows),
            })?;
        }
        if row.cells.iter().all(is_blank) {
            self.result.blank += 1;
            return Ok(());
        }
        if let Some(column) = self
            .width
            // Cells stand in the order of their columns: the last one tells whether any goes too far.
            .filter(|width| row.cells.last().is_some_and(|cell| cell.column > *width))
            .and_then(|width| row.cells.iter().find(|cell| cell.column > width))
            .map(|cell| cell.column)
        {
            // One separator too many has shifted everything behind it.
            self.result.refused += 1;
            let place = Place {
                file: None,
                sheet: Some(self.sheet.clone()),
                row: Some(row.row),
                column: Some(column),
            };
            return tell(Event::Issue {
                issue: Box::new(Issue::new(Severity::Error, "import.ragged_row").at(place)),
            });
        }
        let rule = self.rules.rule(row);
        if let Some(rule @ (SkipRule::Heading | SkipRule::Note)) = rule {
            match rule {
                SkipRule::Heading => self.result.headings += 1,
                _ => self.result.notes += 1,
            }
            return tell(Event::Skipped {
                row: SkippedRow {
                    row: row.row,
                    rule,
                    values: Vec::new(),
                },
            });
        }
        let filled = self.filled_down(row);
        let values = self.values(filled.as_ref().unwrap_or(row))?;
        if rule.is_some() {
            self.result.subtotals += 1;
            let figures = values
                .into_iter()
                .filter(|value| self.kind(value.column).is_some_and(Kind::is_figure))
                .collect();
            self.flush(tell)?;
            return tell(Event::Skipped {
                row: SkippedRow {
                    row: row.row,
                    rule: SkipRule::Subtotal,
                    values: figures,
                },
            });
        }
        self.result.delivered += 1;
        for value in &values {
            self.result.formula_values += u64::from(value.from_formula);
            self.result.rounded_values += u64::from(value.trouble == Some(Trouble::RoundedDigits));
            self.batch_bytes += value.text.len() + 24;
        }
        self.batch_bytes += 24;
        self.batch.push(Row {
            row: row.row,
            values,
        });
        if self.batch_bytes >= BATCH_BYTES {
            self.flush(tell)
        } else {
            Ok(())
        }
    }

    fn flush(&mut self, tell: &mut dyn FnMut(Event) -> Refusable<()>) -> Refusable<()> {
        self.batch_bytes = 0;
        if self.batch.is_empty() {
            return Ok(());
        }
        tell(Event::Rows {
            rows: std::mem::take(&mut self.batch),
        })
    }

    /// The row with what merged ranges of words and codes say for it; figures are never repeated.
    fn filled_down(&mut self, row: &RawRow) -> Option<RawRow> {
        let layout = self.layout.borrow();
        if layout.merges.is_empty() {
            return None;
        }
        let mut filled = None;
        for mapped in self.mapped.iter().filter(|mapped| !mapped.kind.is_figure()) {
            if let Some(cell) = row.cell(mapped.column) {
                self.tops.insert(mapped.column, (row.row, cell.clone()));
            } else if let Some(top) = layout.top(mapped.column, row.row)
                && let Some((_, cell)) = self
                    .tops
                    .get(&mapped.column)
                    .filter(|(known, _)| *known == top)
            {
                let row: &mut RawRow = filled.get_or_insert_with(|| row.clone());
                if let Err(place) = row
                    .cells
                    .binary_search_by_key(&mapped.column, |cell| cell.column)
                {
                    row.cells.insert(place, cell.clone());
                    self.result.merged += 1;
                }
            }
        }
        filled
    }

    /// What was done that is no fault of a single cell.
    fn notices(&self, tell: &mut dyn FnMut(Event) -> Refusable<()>) -> Refusable<()> {
        let layout = self.layout.borrow();
        let mapped_hidden = self
            .mapped
            .iter()
            .find(|mapped| layout.hides(mapped.column))
            .map(|mapped| mapped.column);
        let told = [
            ("import.skipped_headings", self.result.headings, None, None),
            ("import.skipped_notes", self.result.notes, None, None),
            ("import.merged_filled", self.result.merged, None, None),
            (
                "import.hidden_rows",
                layout.hidden_rows,
                layout.first_hidden,
                None,
            ),
            (
                "import.hidden_column",
                u64::from(mapped_hidden.is_some()),
                None,
                mapped_hidden,
            ),
        ];
        for (code, number, row, column) in told.into_iter().filter(|told| told.1 > 0) {
            let place = Place {
                file: None,
                sheet: Some(self.sheet.clone()),
                row,
                column,
            };
            let issue = Issue::new(Severity::Notice, code).with("count", number.to_string());
            tell(Event::Issue {
                issue: Box::new(issue.at(place)),
            })?;
        }
        Ok(())
    }

    fn kind(&self, column: u32) -> Option<Kind> {
        self.mapped
            .iter()
            .find(|mapped| mapped.column == column)
            .map(|mapped| mapped.kind)
    }

    fn values(&self, row: &RawRow) -> Refusable<Vec<Value>> {
        let cells = self
            .mapped
            .iter()
            .filter_map(|mapped| row.cell(mapped.column).map(|cell| (mapped, cell)));
        cells
            .filter(|(_, cell)| !is_blank(cell))
            .map(|(mapped, cell)| self.value(mapped, cell))
            .collect()
    }

    fn value(&self, mapped: &Mapped, cell: &RawCell) -> Refusable<Value> {
        let (text, trouble) = text_of(cell, mapped.kind, mapped.unit);
        let (text, trouble) = match mapped.kind {
            // Two patients whose numbers lost their last digits would become one: no token then.
            Kind::Token if text.is_empty() || trouble.is_some() => (SmolStr::default(), trouble),
            Kind::Token => (token(&self.key, &text)?.into(), None),
            kind if identifies(&text, kind) => (SmolStr::default(), Some(Trouble::Identity)),
            _ => (text, trouble),
        };
        Ok(Value {
            column: mapped.column,
            text,
            from_formula: cell.from_formula,
            trouble,
        })
    }
}

fn is_blank(cell: &RawCell) -> bool {
    matches!(&cell.value, RawValue::Text(text) if text.trim().is_empty())
}

/// Keyed hash of an identifying number, the same for every spelling of its letters and digits.
fn token(key: &[u8], text: &str) -> Refusable<String> {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(key).map_err(|_| refusal("import.no_token_key"))?;
    mac.update(half_width(text).trim().to_uppercase().as_bytes());
    Ok(hex(&mac.finalize().into_bytes()[..TOKEN_BYTES]))
}
