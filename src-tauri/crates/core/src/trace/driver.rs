//! Driver values: from the receiver's part of a driver down to the rows it is the sum of.

use super::node::{label, leaf, money, number, plain};
use super::object::work_row;
use super::service_unit::revenue_line;
use super::sources::staff_node;
use super::unit::ledger;
use super::{Operation, Trace, TraceInputs};
use crate::allocation::{DriverFact, bill_of, driver_facts, driver_is_money};
use crate::quantity::{Fraction, Reason};
use crate::report::Unit;

/// The receiver's driver value over that of all receivers; both open by themselves.
fn part(
    driver: &str,
    unit: Unit,
    (numerator, above): (&Fraction, &str),
    (denominator, below): (&Fraction, &str),
    keys: [String; 2],
) -> Trace {
    let [own, all] = keys;
    let portion = numerator.over(denominator, || Reason::new("reason.no_driver"));
    leaf(
        label("driver_share").with("driver", crate::allocation::driver_name(driver)),
        portion,
        Unit::Ratio,
    )
    .made(
        Operation::Quotient,
        vec![
            leaf(label(above), Ok(numerator.clone()), unit).key(own),
            leaf(label(below), Ok(denominator.clone()), unit).key(all),
        ],
    )
}

/// What a giver's values of a driver are measured in.
pub(super) fn unit_of(inputs: &TraceInputs<'_>, driver: &str, giver: Option<usize>) -> Unit {
    if driver_is_money(inputs.facts, driver, giver) {
        Unit::Money
    } else {
        Unit::Ratio
    }
}

/// Key of a driver value; `giver` is `None` for shared bills and meters.
fn key(giver: Option<usize>, unit: usize, driver: &str) -> String {
    let giver = giver.map_or(0, |giver| giver + 1);
    format!("driver/{giver}/{}/{driver}", unit + 1)
}

/// What part of a giver's cost a share of the step-down (its position) passes on.
pub(super) fn of_share(inputs: &TraceInputs<'_>, at: usize) -> Option<Trace> {
    let share = inputs.run.allocation.as_ref()?.shares.get(at)?;
    Some(part(
        &share.driver,
        unit_of(inputs, &share.driver, Some(share.from)),
        (&share.numerator, "driver_value"),
        (&share.denominator, "driver_total"),
        [
            key(Some(share.from), share.to, &share.driver),
            format!("drivers/share/{}", at + 1),
        ],
    ))
}

/// The same of a shared bill.
pub(super) fn of_bill(inputs: &TraceInputs<'_>, at: usize) -> Option<Trace> {
    let share = inputs.run.allocation.as_ref()?.shared_shares.get(at)?;
    let (value, total) = if share.metered {
        ("metered_value", "metered_total")
    } else {
        ("driver_value", "driver_total")
    };
    Some(part(
        &share.driver,
        unit_of(inputs, &share.driver, None),
        (&share.numerator, value),
        (&share.denominator, total),
        [
            key(None, share.to, &share.driver),
            if share.metered {
                format!("drivers/metered/{}", share.bill + 1)
            } else {
                format!("drivers/bill/{}", at + 1)
            },
        ],
    ))
}

/// `G/U/DRIVER`: what unit U (its number) has of a driver of giver G (its number, 0 for shared bills), from its rows.
pub(super) fn value(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let mut parts = rest.splitn(3, '/');
    let (giver, unit, driver) = (parts.next()?, number(parts.next()?)?, parts.next()?);
    let giver = match giver {
        "0" => None,
        giver => Some(number(giver)?),
    };
    let rows = driver_facts(inputs.facts, driver, giver, unit).into_iter();
    let operands: Vec<Trace> = rows.filter_map(|row| row_of(inputs, row)).collect();
    let value = operands
        .iter()
        .filter_map(|row| row.value.clone().ok())
        .sum();
    let measure = unit_of(inputs, driver, giver);
    Some(named(inputs, unit, value, measure)?.sum(operands))
}

fn named(inputs: &TraceInputs<'_>, unit: usize, value: Fraction, measure: Unit) -> Option<Trace> {
    let (department, _) = inputs.facts.departments.get(unit)?;
    let words = label("driver_of")
        .with("name", department.name.as_str())
        .with("code", department.code.as_str());
    Some(leaf(words, Ok(value), measure))
}

fn row_of(inputs: &TraceInputs<'_>, row: DriverFact) -> Option<Trace> {
    match row {
        DriverFact::Row(at) => {
            let row = inputs.facts.drivers.get(at)?;
            let words = label("driver_row")
                .with("driver", crate::allocation::driver_name(&row.driver))
                .with("unit", row.department.as_str());
            let place = inputs.facts.place(row.source, "value");
            Some(leaf(words, Ok(row.value.clone()), Unit::Ratio).cell(place))
        }
        DriverFact::Person(at) => staff_node(inputs, at, "share"),
        DriverFact::Visits(at) => work_row(inputs, at, "visits"),
        DriverFact::BedDays(at) => work_row(inputs, at, "bed_days"),
        DriverFact::Revenue(at) => revenue_line(inputs, at),
        DriverFact::Discharge(at) => {
            let cases = &inputs.facts.cases;
            let source = cases.source.get(at).copied().unwrap_or_default();
            let words = label("driver_case").with("row", source.row.to_string());
            let place = inputs.facts.place(source, "department");
            let node = leaf(words, Ok(Fraction::one()), Unit::Count);
            Some(node.cell(place))
        }
    }
}

/// `share/N`, `bill/N`: the driver of all receivers of a share. `meters/B`, `metered/B`: what the meters of a bill show
/// in all, and what they are read against.
pub(super) fn total(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (kind, at) = rest.split_once('/')?;
    let at = number(at)?;
    let allocation = inputs.run.allocation.as_ref()?;
    match kind {
        "share" => {
            let own = allocation.shares.get(at)?;
            // A giver has one set of receivers per driver.
            let together = allocation.shares.iter().filter(|other| {
                (other.level, other.from, &other.driver) == (own.level, own.from, &own.driver)
            });
            let measure = unit_of(inputs, &own.driver, Some(own.from));
            let parts = together.filter_map(|other| {
                let node = named(inputs, other.to, other.numerator.clone(), measure)?;
                Some(node.key(key(Some(own.from), other.to, &own.driver)))
            });
            let node = leaf(label("driver_total"), Ok(own.denominator.clone()), measure);
            Some(node.sum(parts.collect()))
        }
        "bill" => {
            let own = allocation.shared_shares.get(at)?;
            let metered = meters(inputs, own.bill).into_iter();
            let metered: Vec<usize> = metered.map(|(unit, _)| unit).collect();
            // Units the level leaves out are receivers all the same: their part goes nowhere.
            let others = positive(inputs, &own.driver, &metered);
            let measure = unit_of(inputs, &own.driver, None);
            let node = leaf(label("driver_total"), Ok(own.denominator.clone()), measure);
            Some(node.sum(opened(inputs, &others, &own.driver)))
        }
        "meters" => {
            let driver = inputs.plan.shared_bills.get(at)?.meter.as_deref()?;
            let found = meters(inputs, at);
            let shown = found.iter().map(|(_, value)| value).sum();
            Some(plain("metered_value", shown).sum(opened(inputs, &found, driver)))
        }
        "metered" => {
            let driver = inputs.plan.shared_bills.get(at)?.meter.as_deref()?;
            let found = meters(inputs, at);
            let shown: Fraction = found.iter().map(|(_, value)| value).sum();
            let (lines, whole) = whole_bill(inputs, at);
            if shown > whole {
                let node = plain("metered_total", shown);
                return Some(node.sum(opened(inputs, &found, driver)));
            }
            let fen = lines.iter().filter_map(|line| line.value.clone().ok());
            let all = money(label("booked"), fen.sum()).sum(lines);
            let yuan = plain("yuan_per_fen", Fraction::new(1, 100).unwrap_or_default());
            Some(plain("metered_total", whole).made(Operation::Product, vec![all, yuan]))
        }
        _ => None,
    }
}

/// The part of a bill that its meters show; `None` where none can be read against it.
pub(super) fn metered_part(inputs: &TraceInputs<'_>, bill: usize) -> Option<Trace> {
    let driver = inputs.plan.shared_bills.get(bill)?.meter.as_deref()?;
    let found = meters(inputs, bill);
    if found.is_empty() {
        return None;
    }
    let shown: Fraction = found.iter().map(|(_, value)| value).sum();
    let (_, whole) = whole_bill(inputs, bill);
    let against = if shown > whole { shown.clone() } else { whole };
    Some(part(
        driver,
        unit_of(inputs, driver, None),
        (&shown, "metered_value"),
        (&against, "metered_total"),
        [
            format!("drivers/meters/{}", bill + 1),
            format!("drivers/metered/{}", bill + 1),
        ],
    ))
}

/// Units whose meters are read against the bill: none where the bill is nothing or less.
fn meters(inputs: &TraceInputs<'_>, bill: usize) -> Vec<(usize, Fraction)> {
    let meter = inputs.plan.shared_bills.get(bill);
    let meter = meter.and_then(|bill| bill.meter.as_deref());
    let Some(meter) = meter.filter(|_| whole_bill(inputs, bill).1.is_positive()) else {
        return Vec::new();
    };
    positive(inputs, meter, &[])
}

/// Units with a value above 0 of a driver that belongs to no giver, but for some.
fn positive(inputs: &TraceInputs<'_>, driver: &str, but: &[usize]) -> Vec<(usize, Fraction)> {
    let units = (0..inputs.facts.departments.len()).filter(|unit| !but.contains(unit));
    units
        .filter_map(|unit| {
            let rows = driver_facts(inputs.facts, driver, None, unit).into_iter();
            let value: Fraction = rows.filter_map(|row| row_of(inputs, row)?.value.ok()).sum();
            value.is_positive().then_some((unit, value))
        })
        .collect()
}

fn opened(inputs: &TraceInputs<'_>, units: &[(usize, Fraction)], driver: &str) -> Vec<Trace> {
    let measure = unit_of(inputs, driver, None);
    let units = units.iter();
    units
        .filter_map(|(unit, value)| {
            Some(named(inputs, *unit, value.clone(), measure)?.key(key(None, *unit, driver)))
        })
        .collect()
}

/// Ledger lines of a shared bill, whatever money paid them, and what they come to in 元.
fn whole_bill(inputs: &TraceInputs<'_>, bill: usize) -> (Vec<Trace>, Fraction) {
    let facts = inputs.facts;
    let lines = facts.ledger.iter().enumerate().filter(|(_, line)| {
        bill_of(inputs.plan, &line.department, &line.account) == Some(bill)
            && facts
                .accounts
                .iter()
                .any(|rule| rule.account == line.account)
    });
    let lines: Vec<Trace> = lines.filter_map(|(at, _)| ledger(inputs, at)).collect();
    let fen: Fraction = lines
        .iter()
        .filter_map(|line| line.value.clone().ok())
        .sum();
    let yuan = fen * &Fraction::new(1, 100).unwrap_or_default();
    (lines, yuan)
}
