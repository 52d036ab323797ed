use crate::facts::{Facts, SourceRef};
use crate::hospital::CostItem;
use crate::issue::{Issue, Severity};

/// Ledger by item, all funding sources, against the files it was booked from: pay roll and asset register.
/// 账表核对:总账与人员薪酬、资产折旧
///
/// A difference up to 1 % of the ledger is a notice (retired staff, items of other periods), above a warning.
pub(super) fn check(facts: &Facts) -> Vec<Issue> {
    if facts.ledger.is_empty() {
        return Vec::new();
    }
    let items: std::collections::BTreeMap<&str, CostItem> = facts
        .accounts
        .iter()
        .rev()
        .map(|rule| (rule.account.as_str(), rule.item))
        .collect();
    let mut ledger = [0_i128; 7];
    for line in &facts.ledger {
        if let Some(item) = items.get(line.account.as_str()) {
            ledger[item.index()] += i128::from(line.amount.fen());
        }
    }

    let mut sources: Vec<(CostItem, i128, SourceRef, &str)> = Vec::new();
    if let Some(first) = facts.staff.first() {
        let pay = facts.staff.iter().map(|row| {
            i128::from(row.basic.fen())
                + i128::from(row.performance.fen())
                + i128::from(row.insurance.fen())
        });
        sources.push((CostItem::Labour, pay.sum(), first.source, "staff"));
    }
    for item in [CostItem::Depreciation, CostItem::Amortisation] {
        let mut rows = facts
            .assets
            .iter()
            .filter(|row| row.item == item)
            .peekable();
        if let Some(first) = rows.peek().map(|row| row.source) {
            sources.push((
                item,
                rows.map(|row| i128::from(row.charge.fen())).sum(),
                first,
                "assets",
            ));
        }
    }

    let mut issues = Vec::new();
    for (item, source, first, form) in sources {
        let booked = ledger[item.index()];
        let difference = source - booked;
        if difference == 0 {
            continue;
        }
        let severity = if difference.abs() * 100 <= booked.abs() {
            Severity::Notice
        } else {
            Severity::Warning
        };
        issues.push(
            Issue::new(severity, "checks.source_differs_from_ledger")
                .with("item", format!("@item.{}", item.key()))
                .with("form", format!("@checks.form_{form}"))
                .with(
                    "ledger",
                    crate::quantity::Money::saturating(booked).to_string(),
                )
                .with(
                    "source",
                    crate::quantity::Money::saturating(source).to_string(),
                )
                .with(
                    "difference",
                    crate::quantity::Money::saturating(difference).to_string(),
                )
                .at(facts.place(first, if form == "staff" { "basic" } else { "charge" })),
        );
    }
    issues
}
