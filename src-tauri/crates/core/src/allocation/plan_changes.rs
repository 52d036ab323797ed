//! What changed from one version of the plan to the next, in words.

use super::driver_name;
use crate::issue::Message;
use crate::plan::{AllocationRule, Plan, RuleSource};

/// The changes, one message each; empty when both say the same.
/// 核算设置变更说明
pub fn plan_changes(before: &Plan, after: &Plan) -> Vec<Message> {
    let mut found = Vec::new();
    if before.level != after.level {
        found.push(
            Message::new("plan.level_changed")
                .with("from", format!("@level.{}", before.level.key()))
                .with("to", format!("@level.{}", after.level.key())),
        );
    }
    for rule in after
        .allocation
        .iter()
        .filter(|rule| !before.allocation.contains(rule))
    {
        let replaced = before.allocation.iter().find(|old| {
            old.source == rule.source && old.item == rule.item && !after.allocation.contains(old)
        });
        found.push(match replaced {
            Some(old) => said("plan.rule_changed", rule).with("from", driver_name(&old.driver)),
            None => said("plan.rule_added", rule),
        });
    }
    for rule in before
        .allocation
        .iter()
        .filter(|rule| !after.allocation.contains(rule))
    {
        let replaced = after.allocation.iter().any(|new| {
            new.source == rule.source && new.item == rule.item && !before.allocation.contains(new)
        });
        if !replaced {
            found.push(said("plan.rule_removed", rule));
        }
    }
    for bill in &after.shared_bills {
        match before.shared_bills.iter().find(|old| old.code == bill.code) {
            None => found.push(Message::new("plan.bill_added").with("name", bill.name.as_str())),
            Some(old) if old != bill => {
                found.push(Message::new("plan.bill_changed").with("name", bill.name.as_str()));
            }
            Some(_) => {}
        }
    }
    for bill in &before.shared_bills {
        if !after.shared_bills.iter().any(|new| new.code == bill.code) {
            found.push(Message::new("plan.bill_removed").with("name", bill.name.as_str()));
        }
    }
    let others = [
        ("plan.order_changed", before.order != after.order),
        (
            "plan.service_units_changed",
            before.service_units != after.service_units,
        ),
        (
            "plan.fee_lines_changed",
            before.fee_lines != after.fee_lines,
        ),
        (
            "plan.behaviour_changed",
            before.behaviour != after.behaviour,
        ),
        (
            "plan.fixed_share_changed",
            before.stated_fixed_share != after.stated_fixed_share,
        ),
        ("plan.facility_changed", before.facility != after.facility),
    ];
    found.extend(
        others
            .into_iter()
            .filter(|(_, differs)| *differs)
            .map(|(key, _)| Message::new(key)),
    );
    // Rules that only moved still decide differently where several speak.
    if found.is_empty() && before != after {
        found.push(Message::new("plan.rearranged"));
    }
    found
}

fn said(key: &str, rule: &AllocationRule) -> Message {
    let giver = match &rule.source {
        RuleSource::Class(class) => format!("@class.{}", class.key()),
        RuleSource::Department(code) => code.clone(),
    };
    let item = rule.item.map_or("@row.all_items".to_owned(), |item| {
        format!("@item.{}", item.key())
    });
    Message::new(key)
        .with("giver", giver)
        .with("item", item)
        .with("driver", driver_name(&rule.driver))
}
