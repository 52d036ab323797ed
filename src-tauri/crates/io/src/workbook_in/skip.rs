//! Rows that are no data: by which rule each is left out. Every rule is named, counted and told with its rows.

use super::cell_text::plain;
use super::heading::{half_width, is_subtotal};
use super::raw::{RawRow, RawValue};
use super::types::SkipRule;
use std::collections::BTreeMap;

/// First words of the lines below a table that say who made it and how.
const NOTES: [&str; 17] = [
    "制表",
    "填表",
    "编制",
    "审核",
    "复核",
    "审批",
    "主管",
    "经办",
    "负责人",
    "单位负责人",
    "财务负责人",
    "会计主管",
    "打印",
    "导出",
    "注:",
    "备注",
    "说明",
];
/// Cells a line of notes has at most: 制表人, 审核人, 负责人, and their names.
const NOTE_CELLS: usize = 8;

/// The lines above the data, to recognise them when every printed page repeats them.
#[derive(Default)]
pub(crate) struct Skipping {
    above: Vec<BTreeMap<u32, String>>,
    /// Columns mapped to figures; without one no line is taken for a note.
    figures: Vec<u32>,
    /// Row right below the headings.
    first_row: u32,
}

impl Skipping {
    /// For a table whose mapped figures stand in these columns.
    pub fn new(figures: Vec<u32>, header_row: u32) -> Self {
        Self {
            first_row: header_row.saturating_add(1),
            above: Vec::new(),
            figures,
        }
    }

    /// Row right below the headings.
    pub fn first_row(&self) -> u32 {
        self.first_row
    }

    /// Remembers a line above the data.
    pub fn above(&mut self, row: &RawRow) {
        self.above.push(texts(row));
    }

    /// The rule that leaves this row out, if any.
    pub fn rule(&self, row: &RawRow) -> Option<SkipRule> {
        if is_subtotal_row(row) {
            return Some(SkipRule::Subtotal);
        }
        let has_figure = || {
            self.figures
                .iter()
                .any(|column| row.cell(*column).is_some_and(|cell| !is_words(&cell.value)))
        };
        let repeated = || !self.above.is_empty() && self.above.contains(&texts(row));
        if row.row == self.first_row && numbers_columns(row) || !has_figure() && repeated() {
            return Some(SkipRule::Heading);
        }
        let nothing_stated = || {
            self.figures
                .iter()
                .all(|column| row.cell(*column).is_none_or(|cell| is_note(&plain(cell))))
        };
        let note = !self.figures.is_empty()
            && row.cells.len() <= NOTE_CELLS
            && row.cells.iter().all(|cell| is_words(&cell.value))
            && nothing_stated()
            && row.cells.first().is_some_and(|cell| is_note(&plain(cell)));
        note.then_some(SkipRule::Note)
    }
}

/// The line of official forms that numbers the columns: 1, 2, 3, 4; or 甲, 乙, 1, 2; or 栏次 before them.
fn numbers_columns(row: &RawRow) -> bool {
    let words: Vec<String> = row
        .cells
        .iter()
        .map(|cell| half_width(&plain(cell)))
        .collect();
    let letters = |word: &&String| matches!(word.trim(), "栏次" | "甲" | "乙" | "丙" | "丁");
    let named = words.iter().take_while(letters).count();
    words.len() >= 3
        && words.len() > named
        && words
            .iter()
            .skip(named)
            .zip(1..)
            .all(|(word, number): (_, u32)| word.trim() == number.to_string())
}

fn texts(row: &RawRow) -> BTreeMap<u32, String> {
    row.cells
        .iter()
        .map(|cell| (cell.column, plain(cell)))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

/// Text that is not a figure.
fn is_words(value: &RawValue) -> bool {
    matches!(value, RawValue::Text(text) if text.trim().is_empty() || text.chars().any(char::is_alphabetic))
}

fn is_note(text: &str) -> bool {
    let plain: String = half_width(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    if let Some(page) = plain.strip_prefix('第') {
        // 第1页, 第 1 页 共 3 页; not 第一门诊部.
        return page
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .starts_with('页')
            && page.starts_with(|c: char| c.is_ascii_digit());
    }
    let marked = plain.contains([':', '：']) || plain.ends_with('人');
    marked && NOTES.iter().any(|words| plain.starts_with(words))
}

/// The first cell with words decides; a running number before it does not count.
fn is_subtotal_row(row: &RawRow) -> bool {
    let words = row.cells.iter().find_map(|cell| match &cell.value {
        RawValue::Text(text) if text.chars().any(char::is_alphabetic) => Some(text),
        _ => None,
    });
    words.is_some_and(|text| is_subtotal(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook_in::raw::RawCell;

    fn row(cells: &[(u32, &str)]) -> RawRow {
        RawRow {
            row: 9,
            cells: cells
                .iter()
                .map(|(column, text)| RawCell {
                    column: *column,
                    value: RawValue::Text((*text).into()),
                    from_formula: false,
                    duplicate: false,
                })
                .collect(),
        }
    }

    #[test]
    fn only_lines_without_a_figure_are_left_out_as_headings_or_notes() {
        let mut rules = Skipping::new(vec![4], 1);
        rules.above(&row(&[(1, "科室编码"), (4, "金额")]));
        let rule = |cells: &[(u32, &str)]| rules.rule(&row(cells));
        assert_eq!(
            rule(&[(1, "科室编码"), (4, "金额")]),
            Some(SkipRule::Heading)
        );
        assert_eq!(
            rule(&[(1, "制表人：甲"), (3, "审核：乙")]),
            Some(SkipRule::Note)
        );
        assert_eq!(rule(&[(1, "第 2 页 共 3 页")]), Some(SkipRule::Note));
        assert_eq!(rule(&[(1, "内科小计"), (4, "5")]), Some(SkipRule::Subtotal));
        for data in [
            &[(1, "审核:甲"), (4, "12")][..],
            &[(1, "第一门诊部"), (2, "工资")],
            &[(1, "说明书印刷"), (2, "工资")],
            &[(1, "0101"), (4, "约12")],
        ] {
            assert_eq!(rule(data), None, "{data:?}");
        }
    }
}
