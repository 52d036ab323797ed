//! Shared bills, the cost ladder, and the reciprocal method.

use super::node::{item, label, leaf, money, number};
use super::unit::{ledger, part_of, priced};
use super::{Operation, Trace, TraceInputs};
use crate::allocation::{bill_of, driver_name, enters, reciprocal, services_to, total};
use crate::hospital::{CostItem, DepartmentClass, FundingSource};
use crate::issue::Message;
use crate::plan::CostLevel;
use crate::quantity::Reason;
use crate::report::Unit;

/// A unit's part of shared bills.
pub(super) fn level0(inputs: &TraceInputs<'_>, index: usize, item: CostItem, node: Trace) -> Trace {
    let shares = inputs.run.allocation.iter().flat_map(|a| &a.shared_shares);
    let received = shares.enumerate().filter(|(_, share)| share.to == index);
    let operands = received.filter_map(|(at, _)| {
        let opened = shared_node(inputs, at, item)?;
        let key = format!("shared/{}/{}", at + 1, item.key());
        Some(money(opened.label, opened.value.ok()?).key(key))
    });
    node.sum(operands.collect())
}

/// `N/ITEM`: what is spread × driver ÷ all drivers; for meters the whole bill × metered ÷ bill.
pub(super) fn shared(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (at, key) = rest.split_once('/')?;
    shared_node(inputs, number(at)?, item(key)?)
}

fn shared_node(inputs: &TraceInputs<'_>, at: usize, item: CostItem) -> Option<Trace> {
    let allocation = inputs.run.allocation.as_ref()?;
    let share = allocation.shared_shares.get(at)?;
    let bill = inputs.plan.shared_bills.get(share.bill)?;
    let spread = if share.metered {
        bill_amount(inputs, share.bill, item)?
    } else {
        super::unplaced::remainder(inputs, share.bill, item)?
    };
    let portion = share
        .numerator
        .over(&share.denominator, || Reason::new("reason.no_driver"));
    let driver = super::driver::of_bill(inputs, at)?;
    let words = label("shared_share")
        .with("name", bill.name.as_str())
        .with("driver", driver_name(&share.driver));
    let pool = &share.pool[item.index()];
    Some(
        leaf(words, portion.map(|portion| portion * pool), Unit::Money)
            .made(Operation::Product, vec![spread, driver]),
    )
}

pub(super) fn bill_amount(inputs: &TraceInputs<'_>, at: usize, item: CostItem) -> Option<Trace> {
    let bill = inputs.plan.shared_bills.get(at)?;
    let costs = &inputs.run.allocation.as_ref()?.shared;
    let cost = costs.iter().find(|cost| cost.bill == at)?;
    let words = label("bill").with("name", bill.name.as_str());
    let key = format!("bill/{}/{}", at + 1, item.key());
    Some(money(words, cost.amounts[item.index()].clone()).key(key))
}

/// `N/ITEM`: the ledger lines of a shared bill.
pub(super) fn bill(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (at, key) = rest.split_once('/')?;
    let (at, item) = (number(at)?, item(key)?);
    let node = bill_amount(inputs, at, item)?;
    let lines = lines(inputs, |line_item, _, line| {
        let bill = bill_of(inputs.plan, &line.department, &line.account);
        line_item == Some(item) && bill == Some(at) && enters(inputs.plan.level, line.funding, None)
    });
    Some(priced(inputs, item, lines, node))
}

/// Ledger lines that satisfy the question (item if the account is known, class if the unit is, line).
fn lines(
    inputs: &TraceInputs<'_>,
    wanted: impl Fn(Option<CostItem>, Option<DepartmentClass>, &crate::facts::LedgerLine) -> bool,
) -> Vec<Trace> {
    let mut items = std::collections::BTreeMap::new();
    for rule in &inputs.facts.accounts {
        items.entry(rule.account.as_str()).or_insert(rule.item);
    }
    let all = inputs.facts.ledger.iter().enumerate();
    all.filter(|(_, line)| {
        let class = inputs
            .facts
            .department(&line.department)
            .map(|unit| unit.class);
        wanted(items.get(line.account.as_str()).copied(), class, line)
    })
    .filter_map(|(at, _)| ledger(inputs, at))
    .collect()
}

/// `LEVEL/CLASS/FUNDING`; CLASS `unknown` for units that are not in the department file.
pub(super) fn ladder(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let mut parts = rest.splitn(3, '/');
    let (level, class, funding) = (parts.next()?, parts.next()?, parts.next()?);
    let level = CostLevel::ALL.into_iter().find(|l| l.key() == level)?;
    let funding = FundingSource::ALL
        .into_iter()
        .find(|f| f.key() == funding)?;
    let class = match class {
        "unknown" => None,
        key => Some(DepartmentClass::ALL.into_iter().find(|c| c.key() == key)?),
    };
    let lines = lines(inputs, |item, own, line| {
        let shared =
            item.is_some() && bill_of(inputs.plan, &line.department, &line.account).is_some();
        own == class && line.funding == funding && !shared && enters(level, line.funding, class)
    });
    // Published for the baseline only: no price factor stands between the lines and the figure.
    let value = lines
        .iter()
        .filter_map(|line| line.value.clone().ok())
        .sum();
    let words = label("ladder")
        .with("level", format!("@level.{}", level.key()))
        .with(
            "class",
            class.map_or("@class.unknown".to_owned(), |class| {
                format!("@class.{}", class.key())
            }),
        )
        .with("funding", format!("@funding.{}", funding.key()));
    Some(money(words, value).sum(lines))
}

/// `CODE` or `CODE/ITEM`: own cost and, of every unit that serves it, gross cost × share of the services. For a unit
/// that gives its cost on this is its gross cost.
pub(super) fn reciprocal_of(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let allocation = inputs.run.allocation.as_ref()?;
    let (found, _) = reciprocal(inputs.facts, inputs.plan, allocation);
    let found = found.ok()?;
    let of = |index: usize, item: CostItem| -> Option<Trace> {
        let unit = &inputs.facts.departments.get(index)?.0;
        let words = named(inputs, index)?;
        let value = found.gross.get(index)?[item.index()].clone();
        Some(money(words, value).key(format!("reciprocal/{}/{}", unit.code, item.key())))
    };
    if let Some(index) = inputs.facts.department_index(rest) {
        let node = money(named(inputs, index)?, total(found.gross.get(index)?));
        let items = CostItem::ALL.into_iter().filter_map(|item| {
            let mut opened = of(index, item)?;
            opened.label = Message::new(format!("item.{}", item.key()));
            Some(opened)
        });
        return Some(node.sum(items.collect()));
    }
    let (code, key) = rest.rsplit_once('/')?;
    let (index, item) = (inputs.facts.department_index(code)?, item(key)?);
    let mut operands: Vec<Trace> = ["direct", "level0"]
        .iter()
        .filter_map(|part| part_of(inputs, index, part, item))
        .collect();
    for service in services_to(inputs.facts, inputs.plan, index, item) {
        let gross = of(service.from, item)?;
        let portion = service
            .numerator
            .over(&service.denominator, || Reason::new("reason.no_driver"));
        let value = portion
            .clone()
            .and_then(|part| gross.value.clone().map(|gross| part * &gross));
        let measure = super::driver::unit_of(inputs, &service.driver, Some(service.from));
        let driver = leaf(
            label("driver_share").with("driver", driver_name(&service.driver)),
            portion,
            Unit::Ratio,
        )
        .made(
            Operation::Quotient,
            vec![
                leaf(label("driver_value"), Ok(service.numerator), measure),
                leaf(label("driver_total"), Ok(service.denominator), measure),
            ],
        );
        let from = &inputs.facts.departments.get(service.from)?.0;
        let words = label("share")
            .with("name", from.name.as_str())
            .with("code", from.code.as_str())
            .with("driver", driver_name(&service.driver));
        operands
            .push(leaf(words, value, Unit::Money).made(Operation::Product, vec![gross, driver]));
    }
    Some(of(index, item)?.sum(operands))
}

fn named(inputs: &TraceInputs<'_>, index: usize) -> Option<Message> {
    let unit = &inputs.facts.departments.get(index)?.0;
    let words = if unit.class == DepartmentClass::Clinical {
        "reciprocal_full"
    } else {
        "reciprocal_gross"
    };
    Some(
        label(words)
            .with("name", unit.name.as_str())
            .with("code", unit.code.as_str()),
    )
}
