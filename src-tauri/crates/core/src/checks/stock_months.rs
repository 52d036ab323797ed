use super::Found;
use crate::facts::{Facts, StockRow};
use crate::issue::{Issue, Severity};
use crate::period::Period;
use crate::quantity::Money;

/// Stock below zero; an opening that is not the closing of the month before; a month left out or given twice; a
/// quantity issued without an amount.
/// 库存连续性
pub(super) fn check(facts: &Facts) -> Vec<Issue> {
    let rows = &facts.stock;
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let line = |row: &StockRow| (row.terms.location, row.period);
    order.sort_by(|a, b| {
        let (a, b) = (&rows[*a], &rows[*b]);
        (&a.code, &a.department, line(a)).cmp(&(&b.code, &b.department, line(b)))
    });
    let last = rows.iter().map(|row| row.period).max().unwrap_or_default();
    let mut negative = Found::default();
    let mut unpriced = Found::default();
    // In the order of the file, so that the first place is the first row.
    for row in rows {
        if row.opening < Money::ZERO || row.closing < Money::ZERO {
            negative.note_code(row.source, &row.code);
        }
        let counted = row.terms.quantity.as_ref();
        if row.issues == Money::ZERO && counted.is_some_and(|quantity| !quantity.is_zero()) {
            unpriced.note_code(row.source, &row.code);
        }
    }
    let [mut jumps, mut gaps, mut twice] = [(); 3].map(|()| Found::default());
    let mut jumped = 0_i128;
    for (position, index) in order.iter().enumerate() {
        let row = &rows[*index];
        let next = order.get(position + 1).map(|index| &rows[*index]);
        let next = next.filter(|next| {
            (&next.code, &next.department, next.terms.location)
                == (&row.code, &row.department, row.terms.location)
        });
        match next {
            Some(next) if next.period == row.period => twice.note_code(next.source, &next.code),
            Some(next) if next.period == following(row.period) => {
                if next.opening != row.closing {
                    jumps.note_code(next.source, &next.code);
                    let off = i128::from(next.opening.fen()) - i128::from(row.closing.fen());
                    jumped += off.abs();
                }
            }
            Some(next) => gaps.note_code(next.source, &next.code),
            // Goods that still lie there must be in the last month of the data as well.
            None if row.period < last && row.closing != Money::ZERO && row.period.month > 0 => {
                gaps.note_code(row.source, &row.code);
            }
            None => {}
        }
    }
    let warn =
        |found: Found, code: &str, field: &str| found.issue(facts, Severity::Warning, code, field);
    let jumps = warn(jumps, "checks.stock_jumps", "opening")
        .map(|issue| issue.with("amount", Money::saturating(jumped).to_string()));
    [
        warn(negative, "checks.stock_negative", "closing"),
        jumps,
        warn(gaps, "checks.stock_month_missing", "period"),
        warn(twice, "checks.stock_month_twice", "period"),
        warn(unpriced, "checks.stock_unpriced", "issues"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The month after, or the year after a whole year.
fn following(period: Period) -> Period {
    let (year, month) = match (period.year, period.month) {
        (year, 0) => (year + 1, 0),
        (year, 12) => (year + 1, 1),
        (year, month) => (year, month + 1),
    };
    Period { year, month }
}
