//! What the plan says of allocation and the facts do not know.

use crate::facts::Facts;
use crate::issue::{Issue, Severity};
use crate::plan::{Plan, RuleSource};
use crate::quantity::Money;

/// Rules for unknown units; bills that name nothing, or take lines another bill has taken.
pub(super) fn check(facts: &Facts, plan: &Plan, issues: &mut Vec<Issue>) {
    for rule in &plan.allocation {
        if let RuleSource::Department(code) = &rule.source
            && facts.department_index(code).is_none()
        {
            issues.push(
                Issue::new(Severity::Warning, "allocation.rule_unknown_unit")
                    .with("department", code.as_str())
                    .with("driver", super::driver_name(&rule.driver)),
            );
        }
    }
    for (number, bill) in plan.shared_bills.iter().enumerate() {
        let named = |code: &str| {
            Issue::new(Severity::Warning, code)
                .with("bill", bill.code.as_str())
                .with("name", bill.name.as_str())
        };
        if bill.departments.is_empty() && bill.accounts.is_empty() {
            issues.push(named("allocation.bill_takes_nothing"));
        }
        let twice = facts.ledger.iter().filter(|line| {
            bill.takes(&line.department, &line.account)
                && plan.shared_bills[..number]
                    .iter()
                    .any(|earlier| earlier.takes(&line.department, &line.account))
        });
        let (count, fen, first) = twice.fold((0_u64, 0_i128, None), |(count, fen, first), line| {
            let fen = fen + i128::from(line.amount.fen());
            (count + 1, fen, first.or(Some(line.source)))
        });
        if let Some(first) = first {
            issues.push(
                named("allocation.bill_overlaps")
                    .with("count", count.to_string())
                    .with("amount", Money::saturating(fen).to_string())
                    .at(facts.place(first, "account")),
            );
        }
        let carved = facts
            .accounts
            .iter()
            .find(|rule| rule.carve_out.is_some() && bill.accounts.contains(&rule.account));
        if let Some(rule) = carved {
            issues.push(
                named("allocation.bill_carve_out")
                    .with("account", rule.account.as_str())
                    .at(facts.place(rule.source, "carve_out")),
            );
        }
    }
}
