//! Bed-days and visits: cost over work, down to the unit's full cost and the rows of the workload form.

use super::node::{item, label, leaf, money, number};
use super::unit::{carved_of, part_of};
use super::{Operation, Trace, TraceInputs};
use crate::costing::{ObjectCost, billed};
use crate::hospital::{CostItem, ServiceUnitKind};
use crate::issue::Message;
use crate::quantity::{Fraction, Reason};
use crate::report::Unit;

struct Subject<'a> {
    inputs: &'a TraceInputs<'a>,
    kind: &'a str,
    object: &'a ObjectCost,
}

/// `KIND/CODE/NAME` or `KIND/CODE/NAME/ITEM`; KIND `bed_day` or `visit`, CODE a unit or `hospital`. `billed/CODE`: what
/// a unit's full cost holds of separately billed consumables.
pub(super) fn explain(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (kind, rest) = rest.split_once('/')?;
    if kind == "billed" {
        return whole_billed(inputs, inputs.facts.department_index(rest)?);
    }
    let (code, name) = rest.split_once('/')?;
    let object = list(inputs, kind)?
        .iter()
        .find(|object| object.department.as_deref().unwrap_or("hospital") == code)?;
    let subject = Subject {
        inputs,
        kind,
        object,
    };
    match name.split_once('/') {
        None => subject.whole(name),
        Some((name, key)) => subject.of_item(name, item(key)?),
    }
}

/// A row of the workload form: the end of the road. `N` bed-days, `N/visits` visits.
pub(super) fn workload(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (index, field) = rest.split_once('/')?;
    work_row(inputs, number(index)?, field)
}

pub(super) fn work_row(inputs: &TraceInputs<'_>, index: usize, field: &str) -> Option<Trace> {
    let row = inputs.facts.workload.get(index)?;
    let count = match field {
        "visits" => row.visits,
        "bed_days" => row.bed_days,
        _ => return None,
    };
    let words = label("workload_row").with("period", row.period.to_string());
    let place = inputs.facts.place(row.source, field);
    let node = leaf(words, Ok(Fraction::whole(count)), Unit::Count);
    Some(
        node.key(format!("workload/{}/{field}", index + 1))
            .cell(place),
    )
}

fn list<'a>(inputs: &TraceInputs<'a>, kind: &str) -> Option<&'a [ObjectCost]> {
    match kind {
        "bed_day" => Some(&inputs.run.costing.bed_days),
        "visit" => Some(&inputs.run.costing.visits),
        _ => None,
    }
}

impl Subject<'_> {
    fn words(&self, name: &str) -> Message {
        let known = self.object.department.as_deref().map(|code| {
            let unit = self.inputs.facts.department(code);
            unit.map_or(code, |unit| unit.name.as_str())
        });
        label(&format!("object_{name}"))
            .with("kind", format!("@object.{}", self.kind))
            .with("name", known.unwrap_or("@row.hospital"))
    }
    fn key(&self, name: &str) -> String {
        let code = self.object.department.as_deref().unwrap_or("hospital");
        format!("object/{}/{code}/{name}", self.kind)
    }
    fn count(&self) -> Trace {
        let count = Ok(Fraction::whole(self.object.count));
        leaf(self.words("count"), count, Unit::Count).key(self.key("count"))
    }
    fn all(&self) -> Fraction {
        self.object.cost.iter().sum()
    }
    fn cost(&self) -> Trace {
        money(self.words("cost"), self.all()).key(self.key("cost"))
    }
    fn item_cost(&self, item: CostItem) -> Trace {
        let words = Message::new(format!("item.{}", item.key()));
        money(words, self.object.cost[item.index()].clone())
            .key(self.key(&format!("cost/{}", item.key())))
    }
    fn billed(&self) -> Trace {
        money(self.words("billed"), self.object.billed.clone()).key(self.key("billed"))
    }
    /// The units the hospital's line adds up.
    fn units(&self) -> impl Iterator<Item = Subject<'_>> {
        let all = list(self.inputs, self.kind).unwrap_or_default();
        all.iter()
            .filter(|unit| unit.department.is_some())
            .map(|object| Subject { object, ..*self })
    }
    /// The same without units whose cost cannot be split.
    fn computable(&self) -> impl Iterator<Item = Subject<'_>> {
        self.units().filter(|unit| unit.object.unit_cost.is_ok())
    }

    fn whole(&self, name: &str) -> Option<Trace> {
        let object = self.object;
        let each = |value: &Result<Fraction, Reason>, name: &str, upper: Trace| {
            let node = leaf(self.words(name), value.clone(), Unit::UnitMoney);
            Some(node.made(Operation::Quotient, vec![upper, self.count()]))
        };
        let without_drugs = || {
            let drugs = CostItem::Drugs;
            let value = self.all() - &object.cost[drugs.index()];
            money(self.words("cost_without_drugs"), value).made(
                Operation::Difference,
                vec![self.cost(), self.item_cost(drugs)],
            )
        };
        match name {
            "unit_cost" => each(&object.unit_cost, name, self.cost()),
            "without_drugs" => each(&object.unit_cost_without_drugs, name, without_drugs()),
            "without_drugs_and_billed" => {
                let value =
                    self.all() - &object.cost[CostItem::Drugs.index()] - object.billed.clone();
                let upper = money(self.words("cost_without_both"), value)
                    .made(Operation::Difference, vec![without_drugs(), self.billed()]);
                each(&object.unit_cost_without_drugs_and_billed, name, upper)
            }
            "cost" => {
                let items = CostItem::ALL.into_iter().map(|item| self.item_cost(item));
                Some(self.cost().sum(items.collect()))
            }
            "billed" => match &object.department {
                None => {
                    let parts = self.computable().map(|unit| Trace {
                        label: unit.words("billed"),
                        ..unit.billed()
                    });
                    Some(self.billed().sum(parts.collect()))
                }
                Some(code) => {
                    let index = self.inputs.facts.department_index(code)?;
                    let mut whole = whole_billed(self.inputs, index)?;
                    whole.operands.clear();
                    (whole.formula, whole.operation) = (None, None);
                    Some(self.shared(self.billed(), whole))
                }
            },
            "count" => Some(self.counted()),
            "occupancy" => {
                let open = self.open_bed_days()?;
                let value = self.count().value.and_then(|count| {
                    count.over(&open.value.clone()?, || Reason::new("reason.no_open_beds"))
                });
                let node = leaf(self.words("occupancy"), value, Unit::Percent);
                Some(node.made(Operation::Quotient, vec![self.count(), open]))
            }
            _ => None,
        }
    }

    fn of_item(&self, name: &str, item: CostItem) -> Option<Trace> {
        let words = Message::new(format!("item.{}", item.key()));
        let none = || Reason::new("reason.no_workload");
        let amount = &self.object.cost[item.index()];
        match name {
            "unit_cost" => {
                let value = amount.over(&Fraction::whole(self.object.count), none);
                let operands = vec![self.item_cost(item), self.count()];
                Some(leaf(words, value, Unit::UnitMoney).made(Operation::Quotient, operands))
            }
            "share" => {
                let value = amount.over(&self.all(), || Reason::new("reason.no_cost"));
                let operands = vec![self.item_cost(item), self.cost()];
                Some(leaf(words, value, Unit::Percent).made(Operation::Quotient, operands))
            }
            "cost" => match &self.object.department {
                None => {
                    let parts = self.computable().map(|unit| Trace {
                        label: unit.words("cost"),
                        ..unit.item_cost(item)
                    });
                    Some(self.item_cost(item).sum(parts.collect()))
                }
                Some(code) => {
                    let index = self.inputs.facts.department_index(code)?;
                    let full = part_of(self.inputs, index, "full", item)?;
                    Some(self.shared(self.item_cost(item), full))
                }
            },
            _ => None,
        }
    }

    /// The whole of a unit, or its part where visits and bed-days share it.
    fn shared(&self, node: Trace, whole: Trace) -> Trace {
        let (Some(share), Some(code)) = (&self.object.share, &self.object.department) else {
            return node.sum(vec![whole]);
        };
        let ordered = |words: &str, inpatient: Option<bool>| {
            let all = self.inputs.facts.revenue.iter().enumerate();
            let own = all.filter(|(_, line)| {
                line.ordering == *code && inpatient.is_none_or(|wanted| line.inpatient == wanted)
            });
            let lines: Vec<Trace> = own
                .filter_map(|(at, _)| super::service_unit::revenue_line(self.inputs, at))
                .collect();
            let value = lines
                .iter()
                .filter_map(|line| line.value.clone().ok())
                .sum();
            money(self.words(words), value).sum(lines)
        };
        let part = ordered("ordered_part", Some(self.kind == "bed_day"));
        let all = ordered("ordered_all", None);
        let portion = leaf(self.words("split"), Ok(share.clone()), Unit::Percent)
            .made(Operation::Quotient, vec![part, all]);
        node.made(Operation::Product, vec![whole, portion])
    }

    fn counted(&self) -> Trace {
        let Some(code) = &self.object.department else {
            let units = self.units().map(|unit| unit.count());
            return self.count().sum(units.collect());
        };
        let field = if self.kind == "visit" {
            "visits"
        } else {
            "bed_days"
        };
        let rows = self.inputs.facts.workload.iter().enumerate();
        let own = rows.filter(|(_, row)| row.department == *code);
        let mut operands: Vec<Trace> = own
            .filter_map(|(index, _)| work_row(self.inputs, index, field))
            .collect();
        let stated: Fraction = operands
            .iter()
            .filter_map(|node| node.value.clone().ok())
            .sum();
        let cut = Fraction::whole(self.object.count) - &stated;
        operands.push(leaf(label("work_not_counted"), Ok(cut), Unit::Count));
        self.count().sum(operands)
    }

    fn open_bed_days(&self) -> Option<Trace> {
        let open = Fraction::whole(self.object.open_bed_days?);
        let node = leaf(self.words("open_bed_days"), Ok(open.clone()), Unit::Count);
        let Some(code) = &self.object.department else {
            let units = self.units().filter_map(|unit| unit.open_bed_days());
            return Some(node.sum(units.collect()));
        };
        let index = self.inputs.facts.department_index(code)?;
        let (unit, source) = &self.inputs.facts.departments[index];
        let beds = Fraction::whole(unit.beds?);
        let none = || Reason::new("reason.no_open_beds");
        let days = open.over(&beds, none).ok()?;
        let beds = leaf(label("open_beds"), Ok(beds), Unit::Count)
            .cell(self.inputs.facts.place(*source, "beds"));
        let days = leaf(label("calendar_days"), Ok(days), Unit::Count);
        Some(node.made(Operation::Product, vec![beds, days]))
    }
}

/// Separately billed consumables inside a unit's full cost: its own, and its shares of what technology passes on.
fn whole_billed(inputs: &TraceInputs<'_>, index: usize) -> Option<Trace> {
    let allocation = inputs.run.allocation.as_ref()?;
    let held = billed(inputs.facts, inputs.plan, allocation);
    let named = |index: usize| -> Option<Trace> {
        let unit = &inputs.facts.departments.get(index)?.0;
        let words = label("unit_billed").with("name", unit.name.as_str());
        let node = money(words, held.get(index)?.clone());
        Some(node.key(format!("object/billed/{}", unit.code)))
    };
    let mut operands = Vec::new();
    for (code, own, _) in &allocation.units.get(index)?.carved {
        let service_unit = inputs
            .plan
            .service_units
            .iter()
            .find(|unit| unit.code == *code);
        let is_billed =
            service_unit.is_some_and(|unit| unit.kind == ServiceUnitKind::BilledConsumables);
        if is_billed && *own != CostItem::Drugs.index() {
            let mut part = carved_of(inputs, index, code, CostItem::ALL[*own])?;
            part.operands.clear();
            (part.formula, part.operation) = (None, None);
            operands.push(part);
        }
    }
    for (at, share) in allocation.shares.iter().enumerate() {
        // Another driver spreads what is not in this share's pool.
        let carries = !share.pool[CostItem::Consumables.index()].is_zero();
        if share.level != 3 || share.to != index || !carries {
            continue;
        }
        let from = named(share.from)?;
        let portion = share.portion();
        let value = portion
            .clone()
            .and_then(|portion| Ok(from.value.clone()? * &portion));
        let portion = super::driver::of_share(inputs, at)?;
        let words = from.label.clone();
        operands
            .push(leaf(words, value, Unit::Money).made(Operation::Product, vec![from, portion]));
    }
    Some(named(index)?.sum(operands))
}
