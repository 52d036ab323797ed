use super::Found;
use crate::facts::Facts;
use crate::issue::{Issue, Severity};

/// Opening + receipts − issues − write-offs must be closing.
/// 库存收发存平衡
pub(super) fn check(facts: &Facts) -> Vec<Issue> {
    let (mut found, mut difference) = (Found::default(), 0_i128);
    for row in &facts.stock {
        let computed = i128::from(row.opening.fen()) + i128::from(row.receipts.fen())
            - i128::from(row.issues.fen())
            - i128::from(row.write_off.fen());
        let off = i128::from(row.closing.fen()) - computed;
        if off != 0 {
            found.note_code(row.source, &row.code);
            difference += off.abs();
        }
    }
    let issue = found.issue(
        facts,
        Severity::Warning,
        "checks.stock_unbalanced",
        "closing",
    );
    issue
        .map(|issue| {
            issue.with(
                "amount",
                crate::quantity::Money::saturating(difference).to_string(),
            )
        })
        .into_iter()
        .collect()
}
