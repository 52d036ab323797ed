//! What changed from one version of the plan to the next, in words.

use super::driver_name;
use crate::issue::Message;
use crate::plan::{AllocationRule, LifeRule, Plan, RuleSource};
use crate::quantity::{Fraction, rounding};

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
    found.extend(depreciation(before, after));
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

/// How assets are charged, and their usual lives.
fn depreciation(before: &Plan, after: &Plan) -> Vec<Message> {
    let mut found = Vec::new();
    let (old, new) = (&before.depreciation_rule, &after.depreciation_rule);
    if old.entry != new.entry {
        found.push(
            Message::new("plan.entry_month_changed")
                .with("from", format!("@entry_month.{}", old.entry.key()))
                .with("to", format!("@entry_month.{}", new.entry.key())),
        );
    }
    if old.residual != new.residual {
        let share = |share: &Option<Fraction>| {
            share.as_ref().map_or_else(
                || "@plan.residual_none".to_owned(),
                |share| {
                    let percent = share * &Fraction::from(100);
                    // In full: whole, with up to four places, or as a fraction.
                    let places = (0..=4).find(|at| rounding::to_places(&percent, *at) == percent);
                    let text = places.map(|at| rounding::to_text(&percent, at));
                    format!("{}%", text.unwrap_or_else(|| percent.to_string()))
                },
            )
        };
        found.push(
            Message::new("plan.residual_changed")
                .with("from", share(&old.residual))
                .with("to", share(&new.residual)),
        );
    }
    for rule in &after.asset_lives {
        match before
            .asset_lives
            .iter()
            .find(|old| old.class == rule.class)
        {
            None => found.push(life("plan.life_added", rule)),
            Some(old) if old != rule => found.push(
                life("plan.life_changed", rule)
                    .with("from", years(old))
                    .with("before", old.source.as_str()),
            ),
            Some(_) => {}
        }
    }
    for rule in &before.asset_lives {
        if !after.asset_lives.iter().any(|new| new.class == rule.class) {
            found.push(life("plan.life_removed", rule));
        }
    }
    found
}

fn life(key: &str, rule: &LifeRule) -> Message {
    Message::new(key)
        .with("class", rule.class.as_str())
        .with("years", years(rule))
        .with("source", rule.source.as_str())
}

/// `5–10`, `≥8`, `≤3`, a dash where no bound is said; never charged in words.
fn years(rule: &LifeRule) -> String {
    match (rule.charged, rule.years_min, rule.years_max) {
        (false, ..) => "@asset_state.never_charged".to_owned(),
        (true, Some(least), Some(most)) if least == most => least.to_string(),
        (true, Some(least), Some(most)) => format!("{least}–{most}"),
        (true, Some(least), None) => format!("≥{least}"),
        (true, None, Some(most)) => format!("≤{most}"),
        (true, None, None) => "—".to_owned(),
    }
}
