//! What a sheet's own layout says besides its cells: merged ranges, hidden rows and columns.

use super::limits::MERGES;
use super::xml_guard::{attribute, parse_reference};
use std::collections::BTreeMap;

/// Layout of one sheet of an .xlsx; other formats' readers tell at most how long it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SheetLayout {
    /// Hidden rows with cells.
    pub hidden_rows: u64,
    /// The first of them.
    pub first_hidden: Option<u32>,
    /// Hidden columns, from 1, as first and last.
    pub hidden_columns: Vec<(u32, u32)>,
    /// Merged ranges of one column: column → first row → last row.
    pub merges: BTreeMap<u32, BTreeMap<u32, u32>>,
    /// Last row as the file says or the first reading counted; only to tell how far the reading is.
    pub last_row: Option<u32>,
    known: usize,
}

impl SheetLayout {
    /// A sheet of which nothing is known but its length.
    pub fn of_rows(last_row: u32) -> Self {
        Self {
            last_row: Some(last_row),
            ..Self::default()
        }
    }

    /// Takes note of one tag of the sheet's XML.
    pub fn tag(&mut self, tag: &str) {
        let name = tag
            .split([' ', '\t', '\r', '\n', '/', '>'])
            .next()
            .and_then(|name| name.rsplit(':').next());
        let hidden = || attribute(tag, "hidden").is_some_and(|value| matches!(value, "1" | "true"));
        match name {
            Some("row") if !tag.ends_with("/>") && hidden() => {
                self.hidden_rows += 1;
                if self.first_hidden.is_none() {
                    self.first_hidden = attribute(tag, "r").and_then(|row| row.parse().ok());
                }
            }
            Some("col") if hidden() => {
                let number = |name| attribute(tag, name).and_then(|text| text.parse().ok());
                if let (Some(first), Some(last)) = (number("min"), number("max"))
                    && self.hidden_columns.len() < MERGES
                {
                    self.hidden_columns.push((first, last));
                }
            }
            Some("mergeCell") => self.merged(tag),
            _ => {}
        }
    }

    fn merged(&mut self, tag: &str) {
        let corners = attribute(tag, "ref").and_then(|range| range.split_once(':'));
        let corners = corners.and_then(|(a, b)| parse_reference(a).zip(parse_reference(b)));
        if let Some(((left, top), (right, bottom))) = corners
            && left == right
            && top < bottom
            && self.known < MERGES
        {
            self.known += 1;
            self.merges.entry(left).or_default().insert(top, bottom);
        }
    }

    /// First row of the merged range of one column that a cell below its first row lies in.
    pub fn top(&self, column: u32, row: u32) -> Option<u32> {
        let (top, bottom) = self.merges.get(&column)?.range(..row).next_back()?;
        (row <= *bottom).then_some(*top)
    }

    /// Whether a column is hidden.
    pub fn hides(&self, column: u32) -> bool {
        self.hidden_columns
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&column))
    }
}
