//! Finds the heading row and proposes which form a sheet is, with the reason.

use super::forms::{Form, Kind};
use super::heading::{Heading, heading, is_unit, unit_line};
use super::limits::HEADING_ROWS;
use super::types::{FormProposal, ProposedColumn, Unit};
use std::collections::{BTreeMap, BTreeSet};
use yingheng_core::issue::Message;

/// A row as texts by column.
pub(crate) type TextRow = (u32, BTreeMap<u32, String>);

/// Proposals offered at most.
const OFFERED: usize = 3;

/// Forms the first rows of a sheet may be, most likely first.
pub(crate) fn propose(sheet: &str, rows: &[TextRow], forms: &[Form]) -> Vec<FormProposal> {
    let near: Vec<&TextRow> = rows
        .iter()
        .take_while(|(row, _)| *row <= HEADING_ROWS)
        .collect();
    let mut best: Vec<(Score, FormProposal)> = Vec::new();
    for form in forms {
        let headings = form_headings(form);
        let named = form
            .sheets
            .iter()
            .any(|name| heading(name).text == heading(sheet).text);
        let mut winner: Option<(Score, FormProposal)> = None;
        for (at, row) in near.iter().enumerate() {
            let (header_rows, read) = joined(&near[..=at], &headings);
            let unit = near[..at]
                .iter()
                .flat_map(|(_, cells)| cells.values())
                .find_map(|text| unit_line(text));
            let found = proposal(form, row.0, header_rows, read, unit, named);
            if let Some(found) = found
                && winner.as_ref().is_none_or(|known| found.0 > known.0)
            {
                winner = Some(found);
            }
        }
        best.extend(winner);
    }
    // Stable: equal scores keep the alphabetical order of the forms.
    best.sort_by(|(left, _), (right, _)| right.cmp(left));
    best.into_iter()
        .take(OFFERED)
        .map(|(_, proposal)| proposal)
        .collect()
}

/// All required fields found, share of them, named like the form, fields found, fields whose unit stands in the lowest row.
type Score = (bool, u8, bool, usize, usize);

fn proposal(
    form: &Form,
    header_row: u32,
    header_rows: u32,
    read: HeadingRead,
    unit: Option<Unit>,
    named: bool,
) -> Option<(Score, FormProposal)> {
    let mut columns = read.columns;
    let found: BTreeSet<&str> = columns.iter().map(|column| column.field.as_str()).collect();
    let required: Vec<&str> = form
        .fields
        .iter()
        .filter(|field| field.required)
        .map(|field| field.key.as_str())
        .collect();
    let missing: Vec<String> = required
        .iter()
        .filter(|key| !found.contains(*key))
        .map(|key| (*key).to_owned())
        .collect();
    let matched = required.len() - missing.len();
    // One heading that happens to fit says nothing.
    if found.len() < 2 || matched * 2 < required.len() {
        return None;
    }
    let confidence = u8::try_from(matched * 100 / required.len().max(1)).unwrap_or(100);
    let score = (
        missing.is_empty(),
        confidence,
        named,
        found.len(),
        read.units,
    );
    let spoken = columns
        .iter()
        .map(|column| column.heading.trim())
        .collect::<Vec<_>>()
        .join("、");
    for column in &mut columns {
        if column.kind == Kind::Amount {
            column.unit = column.unit.or(unit);
        }
    }
    let (code, row) = match header_rows {
        1 => ("import.reason_headings", header_row.to_string()),
        rows => (
            "import.reason_joined_headings",
            format!("{}–{header_row}", header_row.saturating_sub(rows - 1)),
        ),
    };
    let reason = Message::new(code)
        .with("row", row)
        .with("headings", spoken)
        .with("matched", matched.to_string())
        .with("required", required.len().to_string());
    let form = form.key.clone();
    Some((
        score,
        FormProposal {
            form,
            header_row,
            header_rows,
            confidence,
            reason,
            columns,
            missing,
        },
    ))
}

/// Comparable heading → field key, kind.
fn form_headings(form: &Form) -> BTreeMap<String, (&str, Kind)> {
    let fields = form.fields.iter();
    fields
        .flat_map(|field| {
            field
                .headings
                .iter()
                .map(|text| (heading(text).text, (field.key.as_str(), field.kind)))
        })
        .collect()
}

/// Rows headings take at most: group, sub-group, and the field or its unit.
const LEVELS: usize = 3;

/// What the headings down to one row say.
#[derive(Default)]
struct HeadingRead {
    columns: Vec<ProposedColumn>,
    /// Columns whose lowest row holds nothing but a unit.
    units: usize,
}

/// The reading of the last of these rows, alone or with those above it; more rows must find more fields, or units.
fn joined(rows: &[&TextRow], headings: &BTreeMap<String, (&str, Kind)>) -> (u32, HeadingRead) {
    let mut best = (1, HeadingRead::default());
    for (levels, number) in (1..=LEVELS.min(rows.len())).zip(1_u32..) {
        let part = &rows[rows.len() - levels..];
        // A line between them that is not there (a blank row) ends the headings.
        let adjacent = part.windows(2).all(|two| two[0].0 + 1 == two[1].0);
        if levels > 2 && !adjacent {
            break;
        }
        let cells: Vec<&BTreeMap<u32, String>> = part.iter().map(|(_, cells)| cells).collect();
        let read = columns_of(&cells, headings);
        let known = (best.1.columns.len(), best.1.units);
        if levels == 1 || (read.columns.len(), read.units) > known {
            best = (number, read);
        }
    }
    // A row above that the fields do not need is a heading all the same where one of its cells reaches down to the data:
    // 姓名 or 备注 beside groups.
    while let Some(more) = reaches_down(rows, best.0) {
        best.0 = more;
    }
    best
}

/// One row of headings more, when the row above these is one.
fn reaches_down(rows: &[&TextRow], levels: u32) -> Option<u32> {
    let count = usize::try_from(levels).ok()?;
    let at = rows.len().checked_sub(count + 1)?;
    let ([above, first, ..], lower) = (rows.get(at..)?, rows.get(at + 1..)?) else {
        return None;
    };
    // Lines above a table name hospital, year and unit, with a colon or a figure among them.
    let wordy = |text: &String| !text.contains([':', '：']) && !text.chars().any(char::is_numeric);
    let uncovered = |column: &u32| lower.iter().all(|(_, cells)| !cells.contains_key(column));
    let more = count < LEVELS
        && above.0 + 1 == first.0
        && above.1.len() >= 2
        && above.1.values().all(wordy)
        && above.1.keys().any(uncovered);
    more.then_some(levels + 1)
}

/// Columns of headings of one row or several; a (merged) upper heading is put before the lower ones it stands over.
fn columns_of(
    levels: &[&BTreeMap<u32, String>],
    headings: &BTreeMap<String, (&str, Kind)>,
) -> HeadingRead {
    let mut taken = BTreeSet::new();
    let mut read = HeadingRead::default();
    let last = levels.iter().flat_map(|cells| cells.keys()).max();
    // A row that says something that is neither a unit nor nothing is no row of units.
    let unit_row = levels.len() > 1
        && levels
            .last()
            .is_some_and(|lowest| lowest.values().all(|text| is_unit(text)));
    let mut spans: Vec<Option<&String>> = vec![None; levels.len()];
    for column in 1..=last.copied().unwrap_or(0) {
        let own: Vec<Option<&String>> = levels.iter().map(|cells| cells.get(&column)).collect();
        for level in 0..levels.len() {
            if own[level].is_some() {
                spans[level] = own[level];
                // A new group begins: what stood below the one before it ends there.
                spans[level + 1..].fill(None);
            }
        }
        let found = candidates(&own, &spans, unit_row)
            .into_iter()
            .find_map(|(text, is_unit)| {
                let Heading { text: key, unit } = heading(&text);
                headings
                    .get(&key)
                    .map(|(field, kind)| (*field, *kind, text, unit, is_unit))
            });
        // The first column of a field wins; a second one with the same heading stays unmapped and visible.
        if let Some((field, kind, text, unit, is_unit)) = found
            && taken.insert(field)
        {
            let unit = unit.filter(|_| kind == Kind::Amount);
            read.units += usize::from(is_unit);
            read.columns.push(ProposedColumn {
                column,
                field: field.to_owned(),
                kind,
                heading: text,
                unit,
            });
        }
    }
    read
}

/// What a column's heading may be, most exact last row first; `true`: the lowest row is its unit.
///
/// `own`: what stands in the column itself, from above; `spans`: the same with merged headings carried to the right.
fn candidates(
    own: &[Option<&String>],
    spans: &[Option<&String>],
    unit_row: bool,
) -> Vec<(String, bool)> {
    let Some(deepest) = own.iter().rposition(Option::is_some) else {
        return Vec::new();
    };
    let Some(text) = own[deepest] else {
        return Vec::new();
    };
    // Upper headings, the nearest first, then all of them together.
    let above: Vec<&String> = spans[..deepest].iter().copied().flatten().collect();
    let mut uppers: Vec<String> = above.iter().rev().map(|text| (*text).clone()).collect();
    if above.len() > 1 {
        uppers.push(above.iter().map(|text| text.as_str()).collect());
    }
    if unit_row && deepest + 1 == own.len() {
        // 金额 over 元 is 金额(元).
        let inside = text
            .trim()
            .trim_matches(['(', ')', '（', '）', '[', ']', '【', '】']);
        return uppers
            .into_iter()
            .map(|upper| (format!("{upper}({inside})"), true))
            .collect();
    }
    std::iter::once(text.clone())
        .chain(uppers.into_iter().map(|upper| format!("{upper}{text}")))
        .map(|text| (text, false))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32, cells: &[&str]) -> TextRow {
        let filled = cells
            .iter()
            .zip(1_u32..)
            .filter(|(text, _)| !text.is_empty());
        (
            number,
            filled
                .map(|(text, column)| (column, (*text).to_owned()))
                .collect(),
        )
    }
    fn best(sheet: &str, rows: &[TextRow]) -> FormProposal {
        let forms = crate::workbook_in::forms().expect("forms");
        propose(sheet, rows, &forms)
            .into_iter()
            .next()
            .expect("a proposal")
    }

    #[test]
    fn the_heading_row_is_found_below_a_title_and_the_unit_line_is_reported() {
        let rows = [
            row(1, &["某医院2024年支出明细"]),
            row(2, &["单位:万元"]),
            row(4, &["科室编码", "科目编码", "期 间", "金额"]),
            row(5, &["101", "5001", "2024-01", "12.5"]),
        ];
        let found = best("Sheet1", &rows);
        assert_eq!(
            (found.form.as_str(), found.header_row, found.confidence),
            ("ledger", 4, 100)
        );
        assert_eq!(found.columns[3].unit, Some(Unit::TenThousand));
        assert!(found.missing.is_empty());
    }

    #[test]
    fn two_heading_rows_are_joined() {
        let rows = [
            row(1, &["科室编码", "期间", "工作量", ""]),
            row(2, &["", "", "诊疗人次", "占用床日"]),
        ];
        let found = best("工作量", &rows);
        assert_eq!(
            (found.form.as_str(), found.header_row, found.header_rows),
            ("workload", 2, 2)
        );
        assert_eq!(
            found
                .columns
                .iter()
                .map(|c| c.field.as_str())
                .collect::<Vec<_>>(),
            ["department", "period", "visits", "bed_days"]
        );
    }

    #[test]
    fn three_heading_rows_are_joined_and_units_below_are_read() {
        let rows = [
            row(1, &["某医院2024年工作量"]),
            row(2, &["科室", "期间", "工作量", "", "姓名"]),
            row(3, &["编码", "", "门急诊", "住院", ""]),
            row(4, &["", "", "诊疗人次", "占用床日", ""]),
            row(5, &["101", "2024-01", "5", "6", "甲"]),
        ];
        let found = best("工作量", &rows);
        assert_eq!((found.header_row, found.header_rows), (4, 3));
        assert_eq!(found.reason.key, "import.reason_joined_headings");
        assert_eq!(found.reason.arguments["row"], "2–4");
        let rows = [
            row(1, &["科室编码", "科目编码", "期间", "金额"]),
            row(2, &["", "", "", "万元"]),
            row(3, &["101", "5001", "2024-01", "12.5"]),
        ];
        let found = best("Sheet1", &rows);
        assert_eq!((found.header_row, found.header_rows), (2, 2));
        assert_eq!(found.columns[3].unit, Some(Unit::TenThousand));
        // A row of data is never one of units, whatever else its cells say.
        let rows = [
            row(1, &["科室编码", "科目编码", "期间", "金额", "摘要"]),
            row(2, &["人", "5001", "2024-01", "3", "元"]),
        ];
        assert_eq!(best("Sheet1", &rows).header_row, 1);
    }

    #[test]
    fn a_heading_that_reaches_down_belongs_to_the_headings() {
        let rows = [
            row(1, &["科室信息", "", "工作量", "", "姓名"]),
            row(2, &["科室", "期间", "门急诊", "住院", ""]),
            row(3, &["编码", "", "诊疗人次", "占用床日", ""]),
            row(4, &["101", "2024-01", "5", "6", "甲"]),
        ];
        // The two lower rows hold every field; 姓名 stands in the first one.
        let found = best("工作量", &rows);
        assert_eq!((found.header_row, found.header_rows), (3, 3));
        let named = [
            row(1, &["编制单位:某医院", "", "", "单位:元"]),
            row(2, &["科室编码", "科目编码", "期间", "金额"]),
        ];
        assert_eq!(best("Sheet1", &named).header_rows, 1);
    }

    #[test]
    fn missing_required_headings_lower_the_confidence_and_are_named() {
        let found = best("出院病例", &[row(1, &["病组编码", "总费用", "西药费"])]);
        assert_eq!((found.form.as_str(), found.confidence), ("cases", 66));
        assert_eq!(found.missing, ["los"]);
    }
}
