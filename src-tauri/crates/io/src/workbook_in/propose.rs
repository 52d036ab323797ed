//! Finds the heading row and proposes which form a sheet is, with the reason.

use super::forms::{Form, Kind};
use super::heading::{Heading, heading, unit_line};
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
            let single = columns_of(&row.1, None, &headings);
            let double = at
                .checked_sub(1)
                .map(|above| columns_of(&row.1, Some(&near[above].1), &headings));
            let (columns, header_rows) = match double {
                Some(double) if double.len() > single.len() => (double, 2),
                _ => (single, 1),
            };
            let unit = near[..at]
                .iter()
                .flat_map(|(_, cells)| cells.values())
                .find_map(|text| unit_line(text));
            let found = proposal(form, row.0, header_rows, columns, unit, named);
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

/// All required fields found, share of them, named like the form, fields found.
type Score = (bool, u8, bool, usize);

fn proposal(
    form: &Form,
    header_row: u32,
    header_rows: u32,
    mut columns: Vec<ProposedColumn>,
    unit: Option<Unit>,
    named: bool,
) -> Option<(Score, FormProposal)> {
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
    let score = (missing.is_empty(), confidence, named, found.len());
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
    let reason = Message::new("import.reason_headings")
        .with("row", header_row.to_string())
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

/// Columns of a heading row; with the row above, its (merged) headings are put before the lower ones.
fn columns_of(
    row: &BTreeMap<u32, String>,
    above: Option<&BTreeMap<u32, String>>,
    headings: &BTreeMap<String, (&str, Kind)>,
) -> Vec<ProposedColumn> {
    let mut taken = BTreeSet::new();
    let mut columns = Vec::new();
    let last = row
        .keys()
        .chain(above.into_iter().flat_map(BTreeMap::keys))
        .max()
        .copied()
        .unwrap_or(0);
    let mut merged = None;
    for column in 1..=last {
        let own = row.get(&column);
        if let Some(text) = above.and_then(|above| above.get(&column)) {
            merged = Some(text);
        }
        let mut candidates: Vec<String> = own.cloned().into_iter().collect();
        if above.is_some() {
            // A heading above an empty cell stands for its own column only; a merged one joins the cells below it.
            candidates.extend(
                above
                    .and_then(|above| above.get(&column))
                    .filter(|_| own.is_none())
                    .cloned(),
            );
            candidates.extend(
                merged
                    .zip(own)
                    .map(|(upper, lower)| format!("{upper}{lower}")),
            );
        }
        let found = candidates.iter().find_map(|text| {
            let Heading { text: key, unit } = heading(text);
            headings
                .get(&key)
                .map(|(field, kind)| (*field, *kind, text.clone(), unit))
        });
        // The first column of a field wins; a second one with the same heading stays unmapped and visible.
        if let Some((field, kind, text, unit)) = found
            && taken.insert(field)
        {
            let unit = unit.filter(|_| kind == Kind::Amount);
            columns.push(ProposedColumn {
                column,
                field: field.to_owned(),
                kind,
                heading: text,
                unit,
            });
        }
    }
    columns
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
    fn missing_required_headings_lower_the_confidence_and_are_named() {
        let found = best("出院病例", &[row(1, &["病组编码", "总费用", "西药费"])]);
        assert_eq!((found.form.as_str(), found.confidence), ("cases", 66));
        assert_eq!(found.missing, ["los"]);
    }
}
