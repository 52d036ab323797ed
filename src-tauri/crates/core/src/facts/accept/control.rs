//! Sub-total lines against the rows they claim to add up: the sender's own check on the sender's own file.

use super::number::number;
use super::{AcceptContext, CellTrouble, RawRow};
use crate::facts::field_key;
use crate::issue::{Issue, Place, Severity};
use crate::quantity::{Fraction, rounding};

/// Boundaries a sub-total may reach back to; nobody nests deeper than this many lines back.
const BOUNDARIES: usize = 400;

/// What the sub-total lines of a batch say of its rows.
/// 合计行核对
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Control {
    /// Figures of sub-total lines that could be compared.
    pub checked: u64,
    /// Those that equal the sum of the rows above back to an earlier sub-total line or to the first row, or, for a line
    /// that stands before the rows it adds up, the sum below.
    pub tied: u64,
    /// The others, each at its cell, with the nearest sum.
    pub issues: Vec<Issue>,
}

/// Compares every sub-total figure of a field of money, to the last digit, with the rows it can stand for.
/// 合计行核对
///
/// `unread`: rows of the file that could not be read, whose figures nobody knows; then a difference proves nothing and
/// is said as such. A stored result that was not recalculated (失效的公式缓存) shows here.
pub fn control(
    context: &AcceptContext,
    amounts: &[String],
    rows: &[RawRow],
    totals: &[RawRow],
    unread: u64,
) -> Control {
    let mut found = Control::default();
    if totals.is_empty() {
        return found;
    }
    let batch = &context.batch;
    let mut bounds: Vec<u32> = totals.iter().map(|total| total.row).collect();
    bounds.sort_unstable();
    for (field, column) in batch
        .columns
        .iter()
        .filter(|(field, _)| amounts.contains(field))
    {
        let sums = running(*column, rows, &bounds);
        for total in totals {
            let Some(stated) = figure(total, *column) else {
                continue;
            };
            let here = bounds.partition_point(|bound| *bound < total.row);
            let Some(before) = sums.get(here) else {
                continue;
            };
            found.checked += 1;
            // Back to the first row, or to one of the lines before: a sub-total, a running total, a total of totals.
            let mut above: Vec<Fraction> = sums
                .iter()
                .take(here)
                .rev()
                .take(BOUNDARIES)
                .map(|sum| before - sum)
                .collect();
            above.push(before.clone());
            // A line above its rows is compared with what follows it.
            let follow = sums
                .iter()
                .skip(here + 1)
                .take(BOUNDARIES)
                .chain(sums.last());
            if above.contains(&stated) || follow.map(|sum| sum - before).any(|sum| sum == stated) {
                found.tied += 1;
                continue;
            }
            let off = |sum: &Fraction| {
                let off = sum - &stated;
                if off < Fraction::default() { -off } else { off }
            };
            let sum = above.into_iter().min_by_key(off).unwrap_or_default();
            let code = if unread > 0 {
                "accept.control_total_unread"
            } else {
                "accept.control_total_differs"
            };
            let issue = Issue::new(Severity::Warning, code)
                .with("field", format!("@{}", field_key(&batch.form, field)))
                .with("stated", rounding::to_text(&stated, 2))
                .with("sum", rounding::to_text(&sum, 2))
                .with("difference", rounding::to_text(&(&stated - &sum), 2))
                .with("unread", unread.to_string());
            found.issues.push(issue.at(Place {
                file: Some(batch.file.clone()),
                sheet: Some(batch.sheet.clone()),
                row: Some(total.row),
                column: Some(*column),
            }));
        }
    }
    found
}

/// Sum of a column's readable cells before each bound, and of all of them; imported or rejected alike, for the sender
/// added them all.
fn running(column: u32, rows: &[RawRow], bounds: &[u32]) -> Vec<Fraction> {
    let mut parts = vec![Fraction::default(); bounds.len() + 1];
    for row in rows {
        let part = bounds.partition_point(|bound| *bound < row.row);
        if let (Some(value), Some(part)) = (figure(row, column), parts.get_mut(part)) {
            *part += &value;
        }
    }
    let mut sum = Fraction::default();
    parts
        .into_iter()
        .map(|part| {
            sum += &part;
            sum.clone()
        })
        .collect()
}

fn figure(row: &RawRow, column: u32) -> Option<Fraction> {
    let value = row.values.iter().find(|value| value.column == column)?;
    let refused = |trouble: &CellTrouble| trouble.rejects;
    if value.trouble.is_some_and(refused) {
        return None;
    }
    number(&value.text)
        .filter(|number| !number.percent)
        .map(super::number::Decimal::exact)
}
