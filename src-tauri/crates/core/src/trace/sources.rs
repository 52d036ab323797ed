//! People and ledger comparisons: down to the pay-roll row, the asset card and the ledger line.

use super::node::{item, label, leaf, money, number};
use super::{Operation, Trace, TraceInputs};
use crate::facts::StaffRow;
use crate::hospital::CostItem;
use crate::quantity::{Computed, Fraction, Money, Reason};
use crate::report::Unit;
use crate::sources::labour::PAY_PARTS;

/// Which rows of the pay roll a figure is made of.
enum Whose<'a> {
    All,
    Unit(&'a str),
    Role(&'a str),
    Both(&'a str, &'a str),
}

impl Whose<'_> {
    fn holds(&self, row: &StaffRow) -> bool {
        match self {
            Self::All => true,
            Self::Unit(unit) => row.department == *unit,
            Self::Role(role) => row.role == *role,
            Self::Both(unit, role) => row.department == *unit && row.role == *role,
        }
    }
}

fn part_of(row: &StaffRow, part: &str) -> Option<Money> {
    Some(match part {
        "basic" => row.basic,
        "performance" => row.performance,
        "insurance" => row.insurance,
        _ => return None,
    })
}

pub(super) fn staff_node(inputs: &TraceInputs<'_>, index: usize, part: &str) -> Option<Trace> {
    let row = inputs.facts.staff.get(index)?;
    let words = label("staff_row")
        .with("row", row.source.row.to_string())
        .with("unit", row.department.as_str())
        .with("role", row.role.as_str())
        .with("part", format!("@pay_part.{part}"));
    let node = match part {
        "share" => leaf(words, Ok(row.share.clone()), Unit::Ratio),
        _ => money(words, part_of(row, part)?.exact()),
    };
    Some(
        node.key(format!("staff/{}/{part}", index + 1))
            .cell(inputs.facts.place(row.source, part)),
    )
}

/// `N/PART`: a cell of the pay roll.
pub(super) fn staff(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (index, part) = rest.split_once('/')?;
    staff_node(inputs, number(index)?, part)
}

/// `unit/CODE/PART`, `role/ROLE/PART`, `unit_role/CODE/ROLE/PART`, `all/PART`.
pub(super) fn labour(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (head, part) = rest.rsplit_once('/')?;
    let (family, name) = head.split_once('/').unwrap_or((head, ""));
    let whose = match family {
        "all" => Whose::All,
        "unit" => Whose::Unit(name),
        "role" => Whose::Role(name),
        "unit_role" => {
            let (unit, role) = name.split_once('/')?;
            Whose::Both(unit, role)
        }
        _ => return None,
    };
    let rows: Vec<usize> = (0..inputs.facts.staff.len())
        .filter(|index| whose.holds(&inputs.facts.staff[*index]))
        .collect();
    if rows.is_empty() {
        return None;
    }
    let words = |part: &str| {
        label(&format!("labour_{part}")).with("name", if family == "all" { "" } else { name })
    };
    let sum = |part: &str| {
        let nodes: Vec<Trace> = rows
            .iter()
            .filter_map(|index| staff_node(inputs, *index, part))
            .collect();
        let value = nodes
            .iter()
            .filter_map(|node| node.value.clone().ok())
            .sum::<Fraction>();
        let unit = nodes.first().map_or(Unit::Money, |node| node.unit);
        leaf(words(part), Ok(value), unit)
            .key(format!("labour/{head}/{part}"))
            .sum(nodes)
    };
    let total = || {
        let parts: Vec<Trace> = PAY_PARTS.iter().map(|part| short(sum(part))).collect();
        let value = parts
            .iter()
            .filter_map(|node| node.value.clone().ok())
            .sum::<Fraction>();
        money(words("total"), value)
            .key(format!("labour/{head}/total"))
            .sum(parts)
    };
    let fte = || {
        let shares = sum("share");
        let rolls = Fraction::whole(inputs.run.sources.labour.rolls.max(1));
        let value = shares
            .value
            .clone()
            .and_then(|shares| shares.over(&rolls, || Reason::new("reason.no_fte")));
        let rolls = leaf(label("pay_rolls"), Ok(rolls), Unit::Count);
        leaf(words("fte"), value, Unit::Ratio)
            .key(format!("labour/{head}/fte"))
            .made(Operation::Quotient, vec![shares, rolls])
    };
    Some(match part {
        "total" => total(),
        "fte" => fte(),
        "per_fte" => {
            let (pay, people) = (short(total()), short(fte()));
            let value = match (&pay.value, &people.value) {
                (Ok(pay), Ok(people)) => pay.over(people, || Reason::new("reason.no_fte")),
                (Err(reason), _) | (_, Err(reason)) => Err(reason.clone()),
            };
            leaf(words("per_fte"), value, Unit::UnitMoney)
                .made(Operation::Quotient, vec![pay, people])
        }
        "people" => {
            let mut seen = std::collections::BTreeSet::new();
            let nodes: Vec<Trace> = rows
                .iter()
                .filter(|index| {
                    let token = &inputs.facts.staff[**index].token;
                    token.is_empty() || seen.insert(token.clone())
                })
                .filter_map(|index| {
                    let mut node = staff_node(inputs, *index, "share")?;
                    node.value = Ok(Fraction::one());
                    node.unit = Unit::Count;
                    node.label = label("staff_person")
                        .with("row", inputs.facts.staff[*index].source.row.to_string())
                        .with("unit", inputs.facts.staff[*index].department.as_str());
                    node.key = None;
                    node.cell = Some(
                        inputs
                            .facts
                            .place(inputs.facts.staff[*index].source, "token"),
                    );
                    Some(node)
                })
                .collect();
            let count = Fraction::whole(nodes.len() as u64);
            leaf(words("people"), Ok(count), Unit::Count).sum(nodes)
        }
        part if part == "share" || PAY_PARTS.contains(&part) => sum(part),
        _ => return None,
    })
}

/// The node alone, to be opened by its key.
fn short(node: Trace) -> Trace {
    Trace {
        formula: None,
        operation: None,
        operands: Vec::new(),
        ..node
    }
}

fn difference(words: crate::issue::Message, source: Trace, booked: Trace) -> Trace {
    let value: Computed<Fraction> = match (&source.value, &booked.value) {
        (Ok(source), Ok(booked)) => Ok(source - booked),
        (Err(reason), _) | (_, Err(reason)) => Err(reason.clone()),
    };
    leaf(words, value, Unit::Money).made(Operation::Difference, vec![source, booked])
}

fn feed(inputs: &TraceInputs<'_>, index: usize) -> Option<Trace> {
    let feed = inputs.run.sources.reconciliation.feeds.get(index)?;
    let words = label("source_of_unit")
        .with("source", format!("@source.{}", feed.source))
        .with("unit", feed.department.as_str());
    Some(money(words, feed.amount.clone()).key(feed.why.clone()))
}

/// Ledger lines of an account, or of a unit's item.
fn booked(
    inputs: &TraceInputs<'_>,
    words: crate::issue::Message,
    holds: impl Fn(&crate::facts::LedgerLine) -> bool,
) -> Trace {
    let lines: Vec<Trace> = (0..inputs.facts.ledger.len())
        .filter(|index| holds(&inputs.facts.ledger[*index]))
        .filter_map(|index| super::unit::ledger(inputs, index))
        .collect();
    let value = lines
        .iter()
        .filter_map(|line| line.value.clone().ok())
        .sum::<Fraction>();
    money(words, value).sum(lines)
}

/// `account/CODE/booked`, `group/KEY/PART`, `unit/CODE/ITEM/PART`; PART `booked`, `source`, `difference`.
pub(super) fn compared(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (head, part) = rest.rsplit_once('/')?;
    let (family, name) = head.split_once('/')?;
    match family {
        "account" if part == "booked" => account(inputs, name),
        "group" => group(inputs, name, part),
        "unit" => {
            let (unit, of) = name.rsplit_once('/')?;
            of_unit(inputs, unit, item(of)?, part)
        }
        _ => None,
    }
}

fn account(inputs: &TraceInputs<'_>, code: &str) -> Option<Trace> {
    let rule = inputs
        .facts
        .accounts
        .iter()
        .find(|rule| rule.account == code);
    let words = label("account_booked")
        .with("account", code)
        .with("name", rule.map_or("", |rule| rule.name.as_str()));
    let node = booked(inputs, words, |line| line.account == code);
    (!node.operands.is_empty()).then(|| node.key(format!("source/account/{code}/booked")))
}

fn group(inputs: &TraceInputs<'_>, key: &str, part: &str) -> Option<Trace> {
    let all = &inputs.run.sources.reconciliation;
    let group = all.groups.iter().find(|group| group.key == key)?;
    let words = |part: &str| {
        label(&format!("compared_{part}")).with("item", format!("@item.{}", group.item.key()))
    };
    let ledger = || {
        let accounts = group.accounts.iter().filter_map(|line| {
            let node = account(inputs, &line.account)?;
            Some(short(node))
        });
        money(words("booked"), group.booked())
            .key(format!("source/group/{key}/booked"))
            .sum(accounts.collect())
    };
    let source = || {
        let feeds = group.feeds.iter().filter_map(|index| feed(inputs, *index));
        leaf(words("source"), group.fed(all), Unit::Money)
            .key(format!("source/group/{key}/source"))
            .sum(feeds.collect())
    };
    Some(match part {
        "booked" => ledger(),
        "source" => source(),
        "difference" => difference(words("difference"), short(source()), short(ledger())),
        _ => return None,
    })
}

fn of_unit(inputs: &TraceInputs<'_>, unit: &str, item: CostItem, part: &str) -> Option<Trace> {
    let all = &inputs.run.sources.reconciliation;
    let line = all
        .units
        .iter()
        .find(|line| line.department == unit && line.item == item)?;
    let words = |part: &str| {
        label(&format!("compared_unit_{part}"))
            .with("item", format!("@item.{}", item.key()))
            .with("unit", unit)
    };
    let key = |part: &str| format!("source/unit/{unit}/{}/{part}", item.key());
    let ledger = || {
        let of_item = |account: &str| {
            let mut rules = inputs.facts.accounts.iter();
            rules
                .find(|rule| rule.account == account)
                .is_some_and(|rule| rule.item == item)
        };
        booked(inputs, words("booked"), |own| {
            own.department == unit && of_item(&own.account)
        })
        .key(key("booked"))
    };
    let source = || {
        let feeds = (0..all.feeds.len())
            .filter(|index| all.feeds[*index].item == item && all.feeds[*index].department == unit);
        let feeds = feeds.filter_map(|index| feed(inputs, index));
        money(words("source"), line.fed.clone())
            .key(key("source"))
            .sum(feeds.collect())
    };
    Some(match part {
        "booked" => ledger(),
        "source" => source(),
        "difference" => difference(words("difference"), short(source()), short(ledger())),
        _ => return None,
    })
}
