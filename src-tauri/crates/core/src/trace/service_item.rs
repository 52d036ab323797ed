//! Service items: pool × share, or activities × their use, down to ledger lines and the rows of the forms.

use super::node::{item, label, leaf, money, plain};
use super::unit::{carved_of, part_of};
use super::{Operation, Trace, TraceInputs, activity};
use crate::allocation::total;
use crate::costing::{ItemCost, ItemMethod, UnitItems, carves};
use crate::facts::ServiceItemRow;
use crate::hospital::{CostItem, ItemAmounts};
use crate::issue::Message;
use crate::quantity::{Computed, Fraction, Reason};
use crate::report::Unit;

/// `UNIT/PART[/ITEM]` with PART `after_level2`, `carved`, `pool`, `revenue`, `executed`, `coverage` ·
/// `UNIT/parameter/METHOD` · `UNIT/activity/CODE/NAME[/ITEM]` · `UNIT/CODE/METHOD/NAME[/ITEM]` with NAME `price`,
/// `volume`, `parameter`, `total`, `unit_cost`, `difference`, `margin`.
pub(super) fn explain(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (department, rest) = rest.split_once('/')?;
    let units = &inputs.run.costing.service_items;
    let unit = units.iter().find(|unit| unit.department == department)?;
    let of = Of { inputs, unit };
    let parts: Vec<&str> = rest.split('/').collect();
    match parts.as_slice() {
        [part] => of.part(part),
        ["parameter", method] => of.parameters(ItemMethod::from_key(method)?),
        [part @ ("after_level2" | "carved" | "pool"), key] => of.part_item(part, item(key)?),
        ["activity", code, name] => activity::explain(&of, code, name, None),
        ["activity", code, name, key] => activity::explain(&of, code, name, Some(item(key)?)),
        [.., name, key] if item(key).is_some() => {
            let (head, _) = rest.rsplit_once('/')?;
            of.service(head, name, item(key))
        }
        [.., name] => of.service(rest, name, None),
        [] => None,
    }
}

pub(super) struct Of<'a> {
    pub inputs: &'a TraceInputs<'a>,
    pub unit: &'a UnitItems,
}

fn item_name(item: CostItem) -> Message {
    Message::new(format!("item.{}", item.key()))
}

impl Of<'_> {
    pub fn key(&self, name: &str) -> String {
        format!("service_item/{}/{name}", self.unit.department)
    }
    fn words(&self, name: &str) -> Message {
        label(&format!("item_{name}")).with("name", self.unit.name.as_str())
    }
    fn held(&self, part: &str) -> Option<Computed<ItemAmounts>> {
        Some(match part {
            "after_level2" => Ok(self.unit.after_level2.clone()),
            "carved" => Ok(self.unit.carved.clone()),
            "pool" => self.unit.pool.clone(),
            _ => return None,
        })
    }
    /// A part of the unit's cost, to be opened; of one item or of all.
    pub fn amount(&self, part: &str, item: Option<CostItem>) -> Option<Trace> {
        let held = self.held(part)?;
        let value = held.map(|all| match item {
            Some(item) => all[item.index()].clone(),
            None => total(&all),
        });
        let key = match item {
            Some(item) => format!("{part}/{}", item.key()),
            None => part.to_owned(),
        };
        Some(leaf(self.words(part), value, Unit::Money).key(self.key(&key)))
    }

    fn part(&self, part: &str) -> Option<Trace> {
        let revenue =
            || money(self.words("revenue"), self.unit.revenue.clone()).key(self.key("revenue"));
        let executed =
            || money(self.words("executed"), self.unit.executed.exact()).key(self.key("executed"));
        match part {
            "revenue" => {
                let rows = self.unit.items.iter();
                let rows = rows.filter_map(|item| self.parameter(item, ItemMethod::Revenue));
                Some(revenue().sum(rows.collect()))
            }
            "executed" => {
                let lines = self.inputs.facts.revenue.iter().enumerate();
                let own = lines.filter(|(_, line)| {
                    line.executing == self.unit.department
                        && !carves(self.inputs.plan, &line.service_unit)
                });
                let own = own
                    .filter_map(|(index, _)| super::service_unit::revenue_line(self.inputs, index));
                Some(executed().sum(own.collect()))
            }
            "coverage" => {
                let (items, all) = (revenue(), executed());
                let none = || Reason::new("reason.no_executed_revenue");
                let value = self.unit.revenue.over(&self.unit.executed.exact(), none);
                let node = leaf(self.words("coverage"), value, Unit::Percent);
                Some(node.made(Operation::Quotient, vec![items, all]))
            }
            _ => {
                let node = self.amount(part, None)?;
                let items = CostItem::ALL.into_iter().filter_map(|item| {
                    let amount = self.amount(part, Some(item))?;
                    Some(Trace {
                        label: item_name(item),
                        ..amount
                    })
                });
                Some(node.sum(items.collect()))
            }
        }
    }

    fn part_item(&self, part: &str, item: CostItem) -> Option<Trace> {
        let node = self.amount(part, Some(item))?;
        let index = self.inputs.facts.department_index(&self.unit.department)?;
        match part {
            "pool" => Some(node.made(
                Operation::Difference,
                vec![
                    self.amount("after_level2", Some(item))?,
                    self.amount("carved", Some(item))?,
                ],
            )),
            "after_level2" => {
                let parts = ["direct", "level0", "level1", "level2"];
                let parts = parts
                    .iter()
                    .filter_map(|part| part_of(self.inputs, index, part, item));
                Some(node.sum(parts.collect()))
            }
            _ => {
                let carved = &self
                    .inputs
                    .run
                    .allocation
                    .as_ref()?
                    .units
                    .get(index)?
                    .carved;
                let own = carved.iter().filter(|(code, own, _)| {
                    *own == item.index() && carves(self.inputs.plan, code)
                });
                let own = own.filter_map(|(code, _, _)| {
                    let mut part = carved_of(self.inputs, index, code, item)?;
                    // Opened by itself: its ledger lines may be hundreds.
                    part.operands.clear();
                    (part.formula, part.operation) = (None, None);
                    Some(part)
                });
                Some(node.sum(own.collect()))
            }
        }
    }

    /// Sum of the parameters of all items.
    fn parameters(&self, method: ItemMethod) -> Option<Trace> {
        let items = self.unit.items.iter();
        let all = items.filter_map(|item| self.parameter(item, method));
        Some(self.all_parameters(method)?.sum(all.collect()))
    }

    fn all_parameters(&self, method: ItemMethod) -> Option<Trace> {
        let rows = &self.inputs.facts.service_items;
        let values = self.unit.items.iter();
        let values: Option<Vec<Fraction>> = values
            .map(|item| method.parameter(rows.get(item.row)?))
            .collect();
        let unit = parameter_unit(method);
        let words = self
            .words("parameters")
            .with("method", format!("@item_method.{}", method.key()));
        let node = leaf(words, Ok(values?.iter().sum()), unit);
        Some(node.key(self.key(&format!("parameter/{}", method.key()))))
    }

    /// `CODE/METHOD/NAME`, with a cost item or without.
    fn service(&self, path: &str, name: &str, of: Option<CostItem>) -> Option<Trace> {
        let head = path.strip_suffix(name)?.strip_suffix('/')?;
        let (code, method) = head.rsplit_once('/')?;
        let method = ItemMethod::from_key(method)?;
        let service = self.unit.items.iter().find(|item| item.code == code)?;
        match name {
            "price" => self.price(service),
            "volume" => self.volume(service),
            "parameter" => self.parameter(service, method),
            "total" => self.total(service, method, of),
            "unit_cost" => {
                let operands = vec![self.named_total(service, method, of), self.volume(service)?];
                Some(
                    self.unit_cost(service, method, of)
                        .made(Operation::Quotient, operands),
                )
            }
            "difference" => {
                let operands = vec![self.price(service)?, self.unit_cost(service, method, None)];
                Some(
                    self.difference(service, method)
                        .made(Operation::Difference, operands),
                )
            }
            "margin" => {
                let none = || Reason::new("reason.no_price");
                let value = service.difference(method);
                let value = value.and_then(|value| value.over(&service.price.exact(), none));
                let operands = vec![self.difference(service, method), self.price(service)?];
                let node = leaf(self.of_item("margin", service), value, Unit::Percent);
                Some(node.made(Operation::Quotient, operands))
            }
            _ => None,
        }
    }

    pub fn of_item(&self, name: &str, service: &ItemCost) -> Message {
        label(&format!("billable_{name}")).with("name", service.name.as_str())
    }
    fn method_key(&self, service: &ItemCost, method: ItemMethod, name: &str) -> String {
        self.key(&format!("{}/{}/{name}", service.code, method.key()))
    }
    fn row(&self, service: &ItemCost) -> Option<&ServiceItemRow> {
        self.inputs.facts.service_items.get(service.row)
    }
    /// A cell of the item's row.
    fn cell(&self, service: &ItemCost, field: &str, value: Fraction, unit: Unit) -> Option<Trace> {
        let place = self.inputs.facts.place(self.row(service)?.source, field);
        Some(leaf(self.of_item(field, service), Ok(value), unit).cell(place))
    }
    fn price(&self, service: &ItemCost) -> Option<Trace> {
        self.cell(service, "price", service.price.exact(), Unit::UnitMoney)
    }
    fn volume(&self, service: &ItemCost) -> Option<Trace> {
        self.cell(service, "volume", service.volume.clone(), Unit::Count)
    }
    fn difference(&self, service: &ItemCost, method: ItemMethod) -> Trace {
        let words = self.of_item("difference", service);
        leaf(words, service.difference(method), Unit::UnitMoney).key(self.method_key(
            service,
            method,
            "difference",
        ))
    }
    fn unit_cost(&self, service: &ItemCost, method: ItemMethod, of: Option<CostItem>) -> Trace {
        let value = match of {
            None => service.unit_cost(method),
            Some(of) => service
                .unit_items(method)
                .map(|all| all[of.index()].clone()),
        };
        let words = of.map_or_else(|| self.of_item("unit_cost", service), item_name);
        let key = with_item("unit_cost", of);
        leaf(words, value, Unit::UnitMoney).key(self.method_key(service, method, &key))
    }
    fn named_total(&self, service: &ItemCost, method: ItemMethod, of: Option<CostItem>) -> Trace {
        let value = match of {
            None => service.total(method),
            Some(of) => service.cost[method.index()]
                .as_ref()
                .map(|all| all[of.index()].clone())
                .map_err(Reason::clone),
        };
        let key = with_item("total", of);
        leaf(self.of_item("total", service), value, Unit::Money)
            .key(self.method_key(service, method, &key))
    }

    fn total(&self, service: &ItemCost, method: ItemMethod, of: Option<CostItem>) -> Option<Trace> {
        let node = self.named_total(service, method, of);
        if method == ItemMethod::Activity {
            return Some(node.sum(activity::used(self, service, of)?));
        }
        let (part, all) = (
            self.parameter(service, method)?,
            self.all_parameters(method)?,
        );
        let none = || Reason::new("reason.no_item_parameter");
        let share = part
            .value
            .clone()
            .and_then(|part| part.over(&all.value.clone()?, none));
        let share = leaf(self.of_item("share", service), share, Unit::Percent)
            .made(Operation::Quotient, vec![part, all]);
        Some(node.made(Operation::Product, vec![self.amount("pool", of)?, share]))
    }

    /// What one item weighs in all.
    fn parameter(&self, service: &ItemCost, method: ItemMethod) -> Option<Trace> {
        let row = self.row(service)?;
        let value = method.parameter(row)?;
        let key = self.method_key(service, method, "parameter");
        let node = leaf(
            self.of_item("parameter", service),
            Ok(value.clone()),
            parameter_unit(method),
        )
        .key(key);
        let times = |field: &str, each: &Option<Fraction>| {
            let each = each.clone().unwrap_or_default();
            let each = self.cell(service, field, each, Unit::Ratio)?;
            let operands = vec![self.volume(service)?, each];
            Some(node.clone().made(Operation::Product, operands))
        };
        match method {
            ItemMethod::Activity => None,
            ItemMethod::Workload => self.volume(service),
            ItemMethod::Equivalent => times("equivalent", &row.equivalent),
            ItemMethod::Minutes => times("minutes", &row.minutes),
            ItemMethod::Revenue if row.revenue.is_some() => {
                let stated = self.cell(service, "revenue", value, Unit::Money)?;
                Some(Trace {
                    key: node.key,
                    ..stated
                })
            }
            ItemMethod::Revenue => {
                let operands = vec![self.price(service)?, self.volume(service)?];
                Some(node.made(Operation::Product, operands))
            }
        }
    }
}

fn with_item(name: &str, of: Option<CostItem>) -> String {
    of.map_or_else(|| name.to_owned(), |of| format!("{name}/{}", of.key()))
}

fn parameter_unit(method: ItemMethod) -> Unit {
    match method {
        ItemMethod::Revenue => Unit::Money,
        ItemMethod::Workload => Unit::Count,
        _ => Unit::Ratio,
    }
}

/// A number from a row of a form.
pub(super) fn stated(name: &str, value: Fraction, place: crate::issue::Place) -> Trace {
    plain(name, value).cell(place)
}
