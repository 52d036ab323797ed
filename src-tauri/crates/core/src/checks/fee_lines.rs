use super::Found;
use crate::facts::Facts;
use crate::issue::{Issue, Severity};

/// The fee lines of a case must add up to its total charge.
/// 首页费用合计与总费用核对
///
/// Source: cost-method §1.9: "of which" lines added to their parent show here as too much, unmapped lines as too little.
pub(super) fn check(facts: &Facts) -> Vec<Issue> {
    let cases = &facts.cases;
    if cases.fees.is_empty() {
        return Vec::new();
    }
    let mut sums = vec![0_i128; cases.len()];
    for line in &cases.fees {
        for (sum, fen) in sums.iter_mut().zip(line) {
            *sum += i128::from(*fen);
        }
    }
    let (mut above, mut below, mut more, mut less) =
        (Found::default(), Found::default(), 0_i128, 0_i128);
    for ((sum, charge), source) in sums.iter().zip(&cases.charge).zip(&cases.source) {
        let off = sum - i128::from(*charge);
        if off > 0 {
            above.note(*source);
            more += off;
        } else if off < 0 {
            below.note(*source);
            less -= off;
        }
    }
    [
        (above, "checks.fee_lines_above_charge", more),
        (below, "checks.fee_lines_below_charge", less),
    ]
    .into_iter()
    .filter_map(|(found, code, fen)| {
        let issue = found.issue(facts, Severity::Warning, code, "charge")?;
        Some(
            issue
                .with(
                    "amount",
                    crate::quantity::Money::saturating(fen).to_string(),
                )
                .with("cases", cases.len().to_string()),
        )
    })
    .collect()
}
