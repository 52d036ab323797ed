//! Mixed cost taken apart: slope and foot of the line, from the months down to ledger lines and workload rows.

use super::node::{label, leaf, money, plain};
use super::{Operation, Trace, TraceInputs};
use crate::break_even::mixed_cost::{MixedCost, high_low, regression};
use crate::break_even::mixed_months::{UnitMonth, UnitMonths, unit_months};
use crate::quantity::{Computed, Fraction, Reason};
use crate::report::Unit;

/// `NAME/CODE`: `volume`, `cost`, `mean_volume`, `mean_cost`, `xx`, `xy`, `yy`, `regression_variable`,
/// `regression_fixed`, `r_squared`, `high_low_variable`, `high_low_fixed`; `month_volume/MONTH/CODE`,
/// `month_cost/MONTH/CODE`.
pub(super) fn explain(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (name, rest) = rest.split_once('/')?;
    let (month, code) = match name {
        "month_volume" | "month_cost" => {
            let (month, code) = rest.split_once('/')?;
            (Some(month), code)
        }
        _ => (None, rest),
    };
    let index = inputs.facts.department_index(code)?;
    let units = unit_months(inputs.facts, inputs.plan);
    let unit = units.into_iter().find(|unit| unit.department == index)?;
    let view = View { inputs, code, unit };
    if let Some(month) = month {
        let mut months = view.unit.months.iter();
        let month = months.find(|own| own.period.to_string() == month)?;
        return view.month(name, month);
    }
    view.of(name)
}

struct View<'a> {
    inputs: &'a TraceInputs<'a>,
    code: &'a str,
    unit: UnitMonths,
}

fn quotient(name: &str, unit: Unit, a: Trace, b: Trace) -> Trace {
    let value = a.value.clone().and_then(|a| {
        let b = b.value.clone()?;
        a.over(&b, || Reason::new("reason.equal_volumes"))
    });
    leaf(label(name), value, unit).made(Operation::Quotient, vec![a, b])
}

fn both(a: &Trace, b: &Trace, of: impl Fn(Fraction, &Fraction) -> Fraction) -> Computed<Fraction> {
    Ok(of(a.value.clone()?, &b.value.clone()?))
}

fn difference(name: &str, unit: Unit, a: Trace, b: Trace) -> Trace {
    let value = both(&a, &b, |a, b| a - b);
    leaf(label(name), value, unit).made(Operation::Difference, vec![a, b])
}

fn product(name: &str, unit: Unit, a: Trace, b: Trace) -> Trace {
    let value = both(&a, &b, |a, b| a * b);
    leaf(label(name), value, unit).made(Operation::Product, vec![a, b])
}

impl View<'_> {
    fn key(&self, name: &str) -> String {
        format!("mixed/{name}/{}", self.code)
    }

    fn closed(&self, name: &str, month: &UnitMonth) -> Trace {
        let (value, unit) = if name == "month_cost" {
            (&month.point.cost, Unit::Money)
        } else {
            (&month.point.volume, Unit::Count)
        };
        let words = label(&format!("mixed_{name}")).with("period", month.period.to_string());
        let key = format!("mixed/{name}/{}/{}", month.period, self.code);
        leaf(words, Ok(value.clone()), unit).key(key)
    }

    fn month(&self, name: &str, month: &UnitMonth) -> Option<Trace> {
        let operands: Vec<Trace> = if name == "month_cost" {
            let lines = month.lines.iter();
            lines
                .filter_map(|line| super::unit::ledger(self.inputs, *line))
                .collect()
        } else {
            let field = self.unit.volume.as_ref().ok()?.key();
            let rows = month.rows.iter();
            rows.filter_map(|row| super::object::work_row(self.inputs, *row, field))
                .collect()
        };
        Some(self.closed(name, month).sum(operands))
    }

    /// Volume or cost of all months.
    fn all(&self, name: &str) -> Trace {
        let months = self.unit.months.iter();
        let parts: Vec<Trace> = months
            .map(|month| self.closed(&format!("month_{name}"), month))
            .collect();
        let value = parts
            .iter()
            .filter_map(|part| part.value.as_ref().ok())
            .sum();
        let unit = if name == "cost" {
            Unit::Money
        } else {
            Unit::Count
        };
        leaf(label(&format!("mixed_{name}")), Ok(value), unit)
            .sum(parts)
            .key(self.key(name))
    }

    fn mean(&self, name: &str) -> Trace {
        let mut all = self.all(name);
        all.operands.clear();
        (all.formula, all.operation) = (None, None);
        let months = leaf(
            label("mixed_months"),
            Ok(Fraction::whole(self.unit.months.len())),
            Unit::Count,
        );
        let unit = if name == "cost" {
            Unit::Money
        } else {
            Unit::Ratio
        };
        let words = format!("mixed_mean_{name}");
        quotient(&words, unit, all, months).key(self.key(&format!("mean_{name}")))
    }

    /// Distance of a month from the mean.
    fn apart(&self, name: &str, month: &UnitMonth) -> Trace {
        let mut mean = self.mean(name);
        mean.operands.clear();
        (mean.formula, mean.operation) = (None, None);
        let own = self.closed(&format!("month_{name}"), month);
        difference("mixed_apart", Unit::Ratio, own, mean)
    }

    /// Products of the distances of all months.
    fn products(&self, name: &str) -> Trace {
        let [a, b] = match name {
            "xx" => ["volume", "volume"],
            "xy" => ["volume", "cost"],
            _ => ["cost", "cost"],
        };
        let months = self.unit.months.iter();
        let parts: Vec<Trace> = months
            .map(|month| {
                let (a, b) = (self.apart(a, month), self.apart(b, month));
                let mut part = product("mixed_product", Unit::Ratio, a, b);
                part.label = part.label.with("period", month.period.to_string());
                part
            })
            .collect();
        let value = parts
            .iter()
            .filter_map(|part| part.value.as_ref().ok())
            .sum();
        plain(&format!("mixed_{name}"), value)
            .sum(parts)
            .key(self.key(name))
    }

    /// Without its operands: opened by its key.
    fn shut(mut node: Trace) -> Trace {
        node.operands.clear();
        (node.formula, node.operation) = (None, None);
        node
    }

    fn found(&self, name: &str, of: fn(&MixedCost) -> Option<Fraction>) -> Computed<Fraction> {
        let points = self.unit.points()?;
        let found = if name.starts_with("high_low") {
            high_low(&points)?
        } else {
            regression(&points)?
        };
        of(&found).ok_or_else(|| Reason::new("reason.cost_never_changes"))
    }

    fn variable(&self, name: &str) -> Trace {
        let value = self.found(name, |found| Some(found.variable.clone()));
        leaf(label("mixed_variable"), value, Unit::UnitMoney).key(self.key(name))
    }

    /// The months of lowest or highest volume; where several share it, their mean cost.
    fn end(&self, highest: bool) -> Option<(Trace, Trace)> {
        let volumes = self.unit.months.iter().map(|month| &month.point.volume);
        let volume = if highest {
            volumes.max()
        } else {
            volumes.min()
        }?;
        let months = self.unit.months.iter();
        let months: Vec<&UnitMonth> = months
            .filter(|month| month.point.volume == *volume)
            .collect();
        let which = if highest { "high" } else { "low" };
        let parts: Vec<Trace> = months
            .iter()
            .map(|month| self.closed("month_cost", month))
            .collect();
        let count = leaf(
            label("mixed_months"),
            Ok(Fraction::whole(parts.len())),
            Unit::Count,
        );
        let all = parts
            .iter()
            .filter_map(|part| part.value.as_ref().ok())
            .sum();
        let all = money(label("mixed_cost"), all).sum(parts);
        let cost = quotient(&format!("mixed_{which}_cost"), Unit::Money, all, count);
        Some((self.closed("month_volume", months.first()?), cost))
    }

    fn of(&self, name: &str) -> Option<Trace> {
        Some(match name {
            "volume" | "cost" => self.all(name),
            "mean_volume" => self.mean("volume"),
            "mean_cost" => self.mean("cost"),
            "xx" | "xy" | "yy" => self.products(name),
            "regression_variable" => {
                let node = self.variable(name);
                node.made(
                    Operation::Quotient,
                    vec![
                        Self::shut(self.products("xy")),
                        Self::shut(self.products("xx")),
                    ],
                )
            }
            "regression_fixed" => {
                let moving = product(
                    "mixed_moving",
                    Unit::Money,
                    self.variable("regression_variable"),
                    Self::shut(self.mean("volume")),
                );
                let value = self.found(name, |found| Some(found.fixed.clone()));
                let node = leaf(label("mixed_fixed"), value, Unit::Money);
                node.made(
                    Operation::Difference,
                    vec![Self::shut(self.mean("cost")), moving],
                )
            }
            "r_squared" => {
                let explained = product(
                    "mixed_explained",
                    Unit::Ratio,
                    Self::shut(self.products("xy")),
                    self.variable("regression_variable"),
                );
                let value = self.found(name, |found| found.r_squared.clone());
                let node = leaf(label("mixed_r_squared"), value, Unit::Percent);
                node.made(
                    Operation::Quotient,
                    vec![explained, Self::shut(self.products("yy"))],
                )
            }
            "high_low_variable" => {
                let ((low, bottom), (high, top)) = (self.end(false)?, self.end(true)?);
                let rise = difference("mixed_rise_cost", Unit::Money, top, bottom);
                let run = difference("mixed_rise_volume", Unit::Count, high, low);
                self.variable(name)
                    .made(Operation::Quotient, vec![rise, run])
            }
            "high_low_fixed" => {
                let (low, bottom) = self.end(false)?;
                let variable = self.variable("high_low_variable");
                let moving = product("mixed_moving", Unit::Money, variable, low);
                let value = self.found(name, |found| Some(found.fixed.clone()));
                leaf(label("mixed_fixed"), value, Unit::Money)
                    .made(Operation::Difference, vec![bottom, moving])
            }
            _ => return None,
        })
    }
}
