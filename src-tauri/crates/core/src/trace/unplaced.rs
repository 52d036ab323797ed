//! What could not be placed (未分配): ledger lines nobody knows, bills without a driver, units that cannot spread.

use super::driver::metered_part;
use super::node::{item, label, leaf, money, number, plain};
use super::unit::{ledger, part_of};
use super::{Operation, Trace, TraceInputs};
use crate::allocation::{bill_of, enters};
use crate::hospital::{CostItem, ItemAmounts};
use crate::quantity::Fraction;
use crate::report::Unit;

fn pick(amounts: &ItemAmounts, item: Option<CostItem>) -> Fraction {
    item.map_or_else(
        || amounts.iter().sum(),
        |item| amounts[item.index()].clone(),
    )
}

/// One line of the unplaced amounts (its position), of one item or of all; opened by its key.
pub(super) fn line(inputs: &TraceInputs<'_>, at: usize, item: Option<CostItem>) -> Option<Trace> {
    let lines = &inputs.run.allocation.as_ref()?.unallocated_lines;
    let (name, reason, amounts) = lines.get(at)?;
    let words = label("form_unallocated_line")
        .with("name", name.as_str())
        .with("reason", format!("@{reason}"));
    let tail = item.map_or_else(String::new, |item| format!("/{}", item.key()));
    let key = format!("unplaced/{}{tail}", at + 1);
    Some(money(words, pick(amounts, item)).key(key))
}

/// All lines that satisfy the question (reason), of one item or of all.
pub(super) fn lines(
    inputs: &TraceInputs<'_>,
    item: Option<CostItem>,
    wanted: impl Fn(&str) -> bool,
) -> Vec<Trace> {
    let lines = inputs.run.allocation.iter();
    let lines = lines.flat_map(|all| all.unallocated_lines.iter().enumerate());
    lines
        .filter(|(_, (_, reason, _))| wanted(reason))
        .filter_map(|(at, _)| line(inputs, at, item))
        .collect()
}

/// `N` or `N/ITEM`.
pub(super) fn explain(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (at, of) = match rest.split_once('/') {
        Some((at, key)) => (number(at)?, Some(item(key)?)),
        None => (number(rest)?, None),
    };
    let node = line(inputs, at, of)?;
    let lines = &inputs.run.allocation.as_ref()?.unallocated_lines;
    let (name, reason, amounts) = lines.get(at)?;
    let held = CostItem::ALL
        .into_iter()
        .filter(|item| of.is_none_or(|of| of == *item) && !amounts[item.index()].is_zero());
    let operands: Vec<Trace> = match *reason {
        "reason.unknown_department" | "reason.unknown_account" => {
            unknown(inputs, name, *reason == "reason.unknown_account", of)
        }
        "reason.shared_bill" => {
            let bill = inputs.plan.shared_bills.iter();
            let mut bill = bill.enumerate().filter(|(_, bill)| bill.code == *name);
            let (bill, _) = bill.next()?;
            held.filter_map(|item| remainder(inputs, bill, item))
                .collect()
        }
        _ => {
            let unit = inputs.facts.department_index(name)?;
            let parts = ["direct", "level0", "level1", "level2", "level3"];
            held.flat_map(|item| {
                parts
                    .iter()
                    .filter_map(move |part| part_of(inputs, unit, part, item))
            })
            .collect()
        }
    };
    Some(node.sum(operands))
}

/// What meters leave of a bill's item: the whole, less the part that meters show.
pub(super) fn remainder(inputs: &TraceInputs<'_>, bill: usize, item: CostItem) -> Option<Trace> {
    let plan = inputs.plan.shared_bills.get(bill)?;
    let whole = super::allocation::bill_amount(inputs, bill, item)?;
    let words = label("bill_remainder").with("name", plan.name.as_str());
    let Some(part) = metered_part(inputs, bill) else {
        return Some(leaf(words, whole.value.clone(), Unit::Money).sum(vec![whole]));
    };
    let taken = part.value.clone().and_then(|part| {
        let whole = whole.value.clone()?;
        Ok(-(part * &whole))
    });
    let rest = whole
        .value
        .clone()
        .and_then(|whole| Ok(whole + &taken.clone()?));
    let minus = plain("minus_one", Fraction::from(-1));
    let taken = leaf(label("bill_metered"), taken, Unit::Money)
        .made(Operation::Product, vec![whole.clone(), part, minus]);
    Some(leaf(words, rest, Unit::Money).sum(vec![whole, taken]))
}

/// Ledger lines whose unit or account nobody knows. Without an account there is no item and no scenario's factor.
fn unknown(
    inputs: &TraceInputs<'_>,
    unit: &str,
    account: bool,
    item: Option<CostItem>,
) -> Vec<Trace> {
    let facts = inputs.facts;
    let class = facts.department(unit).map(|unit| unit.class);
    let mut lines = Vec::new();
    for (index, line) in facts.ledger.iter().enumerate() {
        if line.department != unit || !enters(inputs.plan.level, line.funding, class) {
            continue;
        }
        let rule = facts
            .accounts
            .iter()
            .find(|rule| rule.account == line.account);
        let own = rule.map_or(CostItem::Other, |rule| rule.item);
        let shared = bill_of(inputs.plan, &line.department, &line.account).is_some();
        let here = if account {
            rule.is_none()
        } else {
            rule.is_some() && class.is_none() && !shared
        };
        if !here || item.is_some_and(|item| item != own) {
            continue;
        }
        let Some(node) = ledger(inputs, index) else {
            continue;
        };
        let factor = &inputs.adjustments.item[own.index()];
        if rule.is_none() || *factor == Fraction::one() {
            lines.push(node);
            continue;
        }
        let value = node.value.clone().map(|value| value * factor);
        let words = node.label.clone();
        let factor = plain("price_factor", factor.clone());
        lines.push(leaf(words, value, Unit::Money).made(Operation::Product, vec![node, factor]));
    }
    lines
}
