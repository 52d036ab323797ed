//! Looks into a file without handing over anything that identifies a person.

use super::book::Book;
use super::cell_text::plain;
use super::fingerprint::fingerprint;
use super::forms::{Form, Kind, forms};
use super::identity::{ColumnContent, by_heading};
use super::limits::{HEADING_ROWS, SAMPLED_ROWS, SHOWN_CHARS, SHOWN_COLUMNS, SHOWN_ROWS};
use super::propose::{TextRow, propose};
use super::raw::RawRow;
use super::read_error::{Refusable, refusal, refusal_with};
use super::source;
use super::types::{
    ColumnInspection, Event, FormProposal, IdentityReason, InspectRequest, Inspection, SampleRow,
    SheetInspection,
};
use std::collections::{BTreeMap, BTreeSet};

/// Answers an [`InspectRequest`]; sheets are told one by one.
pub(crate) fn inspect(
    request: &InspectRequest,
    tell: &mut dyn FnMut(Event) -> Refusable<()>,
) -> Refusable<Inspection> {
    let source = source::open(&request.path)?;
    let mut book = Book::open(&source)?;
    let all = known_forms()?;
    let wanted: Vec<Form> = all
        .iter()
        .filter(|form| request.form.as_ref().is_none_or(|key| *key == form.key))
        .cloned()
        .collect();
    let sheets = book.sheets(&source);
    for (name, hidden) in &sheets {
        let sheet = Box::new(look(&mut book, name, *hidden, &wanted, &all)?);
        tell(Event::Sheet { sheet })?;
    }
    source.unchanged()?;
    Ok(Inspection {
        file: book.facts(&source),
        sheets: sheets.into_iter().map(|(name, _)| name).collect(),
    })
}

/// The embedded forms; that they parse is proven by a test, not assumed here.
pub(crate) fn known_forms() -> Refusable<Vec<Form>> {
    forms().map_err(|what| refusal_with("import.damaged_forms", &[("what", what)]))
}

fn look(
    book: &mut Book,
    name: &str,
    hidden: bool,
    wanted: &[Form],
    all: &[Form],
) -> Refusable<SheetInspection> {
    let kept = usize::try_from(HEADING_ROWS).unwrap_or(0) + SHOWN_ROWS;
    let mut first: Vec<TextRow> = Vec::new();
    let mut content: BTreeMap<u32, ColumnContent> = BTreeMap::new();
    let mut seen = 0_u32;
    book.rows(name, Some(SAMPLED_ROWS), &mut |row| {
        seen += 1;
        if first.len() < kept {
            first.push(texts(row));
        } else {
            add(&mut content, &texts(row).1);
        }
        Ok(seen < SAMPLED_ROWS)
    })?;
    let proposals = propose(name, &first, wanted);
    let best = proposals.first();
    let header = best.map(|best| (best.header_row, best.header_rows));
    let below = |row: u32| header.is_none_or(|(last, _)| row > last);
    for (_, cells) in first.iter().filter(|(row, _)| below(*row)) {
        add(&mut content, cells);
    }
    let by_name = if matches!(book, Book::Text(..)) {
        ""
    } else {
        name
    };
    let (fingerprint, heading_row) = fingerprint(by_name, &first);
    let columns = columns(&first, &content, best, all);
    let hidden_columns: BTreeSet<u32> = columns
        .iter()
        .filter(|column| column.identity.is_some())
        .map(|column| column.column)
        .collect();
    let shown = first
        .iter()
        .filter(|(row, _)| header.is_none_or(|(last, rows)| *row + rows > last))
        .take(SHOWN_ROWS);
    let sample = shown
        .map(|(row, cells)| {
            // The heading itself may be seen; what stands below an identity heading may not.
            let visible = cells.iter().filter(|(column, _)| {
                **column <= SHOWN_COLUMNS && (!below(*row) || !hidden_columns.contains(column))
            });
            SampleRow {
                row: *row,
                cells: visible
                    .map(|(column, text)| (*column, text.chars().take(SHOWN_CHARS).collect()))
                    .collect(),
            }
        })
        .collect();
    Ok(SheetInspection {
        name: name.to_owned(),
        hidden,
        fingerprint,
        heading_row,
        proposals,
        columns,
        sample,
    })
}

fn columns(
    first: &[TextRow],
    content: &BTreeMap<u32, ColumnContent>,
    best: Option<&FormProposal>,
    all: &[Form],
) -> Vec<ColumnInspection> {
    let used: BTreeSet<u32> = first
        .iter()
        .flat_map(|(_, cells)| cells.keys())
        .chain(content.keys())
        .copied()
        .collect();
    let is_heading = |row: u32| match best {
        Some(best) => row <= best.header_row && row + best.header_rows > best.header_row,
        None => row <= HEADING_ROWS,
    };
    let of_column = |column: u32| {
        first
            .iter()
            .filter(|(row, _)| is_heading(*row))
            .filter_map(move |(_, cells)| cells.get(&column))
    };
    used.into_iter()
        .map(|column| {
            let content = content.get(&column);
            let token = best.is_some_and(|best| {
                best.columns
                    .iter()
                    .any(|known| known.column == column && known.kind == Kind::Token)
            });
            let announced = token || of_column(column).any(|text| by_heading(text, all));
            let identity = if announced {
                Some(IdentityReason::Heading)
            } else {
                content.and_then(ColumnContent::reason)
            };
            let heading = best
                .and_then(|_| of_column(column).last())
                .map(|text| text.chars().take(SHOWN_CHARS).collect());
            ColumnInspection {
                column,
                heading,
                identity,
                filled: content.map_or(0, |content| content.filled),
            }
        })
        .collect()
}

fn add(content: &mut BTreeMap<u32, ColumnContent>, cells: &BTreeMap<u32, String>) {
    for (column, text) in cells {
        content.entry(*column).or_default().add(text);
    }
}

/// Texts of a row by column.
pub(crate) fn texts(row: &RawRow) -> TextRow {
    let cells = row
        .cells
        .iter()
        .map(|cell| (cell.column, plain(cell)))
        .filter(|(_, text)| !text.is_empty());
    (row.row, cells.collect())
}

/// The form with this key.
pub(crate) fn known_form(key: &str) -> Refusable<Form> {
    known_forms()?
        .into_iter()
        .find(|form| form.key == key)
        .ok_or_else(|| refusal("import.no_such_form"))
}
