//! Time-driven costing: rate of a minute, used and unused capacity, pathways, down to pay rows and asset cards.

use super::node::{label, leaf, money, plain};
use super::{Operation, Trace, TraceInputs};
use crate::costing::{PathwayCost, ResourceCost, resource_sources};
use crate::facts::ResourceSource;
use crate::hospital::CostItem;
use crate::issue::Message;
use crate::quantity::{Computed, Fraction, Reason};
use crate::report::Unit;

/// `resource/CODE/NAME` (NAME `cost`, `practical`, `rate` in 元, `rate_fen`, `used`, `used_cost`, `unused`,
/// `unused_cost`, `use_rate`) or `pathway/CODE/NAME` (`cost`, `total`).
pub(super) fn explain(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (kind, rest) = rest.split_once('/')?;
    let (code, name) = rest.rsplit_once('/')?;
    let time = &inputs.run.costing.time_driven;
    match kind {
        "resource" => {
            let resource = time.resources.iter().find(|own| own.code == code)?;
            Of { inputs, resource }.explain(name)
        }
        "pathway" => {
            let pathway = time.pathways.iter().find(|own| own.code == code)?;
            of_pathway(inputs, pathway, name)
        }
        _ => None,
    }
}

struct Of<'a> {
    inputs: &'a TraceInputs<'a>,
    resource: &'a ResourceCost,
}

impl Of<'_> {
    fn node(&self, name: &str, value: Computed<Fraction>, unit: Unit) -> Trace {
        let words = label(&format!("time_{name}")).with("name", self.resource.name.as_str());
        leaf(words, value, unit).key(format!("time/resource/{}/{name}", self.resource.code))
    }
    fn cost(&self) -> Trace {
        self.node("cost", self.resource.cost.clone(), Unit::Money)
    }
    fn rate(&self) -> Trace {
        self.node("rate_fen", self.resource.rate.clone(), Unit::UnitMoney)
    }
    fn used(&self) -> Trace {
        self.node("used", Ok(self.resource.used.clone()), Unit::Count)
    }
    fn unused(&self) -> Trace {
        self.node("unused", Ok(self.resource.unused()), Unit::Count)
    }
    fn practical(&self) -> Trace {
        let row = self.inputs.facts.capacity.get(self.resource.row);
        let source = row.map(|row| row.source).unwrap_or_default();
        self.node(
            "practical",
            Ok(self.resource.practical.clone()),
            Unit::Count,
        )
        .cell(self.inputs.facts.place(source, "practical_minutes"))
    }

    fn explain(&self, name: &str) -> Option<Trace> {
        let resource = self.resource;
        let none =
            || Reason::new("reason.no_practical_capacity").with("resource", resource.name.as_str());
        match name {
            "cost" => self.sources(),
            "practical" => Some(self.practical()),
            "rate_fen" => {
                let operands = vec![self.cost(), self.practical()];
                Some(self.rate().made(Operation::Quotient, operands))
            }
            "rate" => {
                let hundredth = Fraction::new(1, 100).unwrap_or_default();
                let value = resource.rate.clone().map(|rate| rate * &hundredth);
                let node = self.node("rate", value, Unit::Ratio);
                let operands = vec![self.rate(), plain("fen_to_yuan", hundredth)];
                Some(node.made(Operation::Product, operands))
            }
            "used" => self.used_minutes(),
            "unused" => {
                let operands = vec![self.practical(), self.used()];
                Some(self.unused().made(Operation::Difference, operands))
            }
            "used_cost" => {
                let node = self.node(name, resource.used_cost(), Unit::Money);
                Some(node.made(Operation::Product, vec![self.rate(), self.used()]))
            }
            "unused_cost" => {
                let node = self.node(name, resource.unused_cost(), Unit::Money);
                Some(node.made(Operation::Product, vec![self.rate(), self.unused()]))
            }
            "use_rate" => {
                let value = resource.used.over(&resource.practical, none);
                let node = self.node(name, value, Unit::Percent);
                Some(node.made(Operation::Quotient, vec![self.used(), self.practical()]))
            }
            _ => None,
        }
    }

    /// Minutes as stated, or of every pathway.
    fn used_minutes(&self) -> Option<Trace> {
        let facts = self.inputs.facts;
        let row = facts.capacity.get(self.resource.row)?;
        if row.used_minutes.is_some() {
            return Some(self.used().cell(facts.place(row.source, "used_minutes")));
        }
        let uses = facts.capacity_use.iter();
        let uses = uses.filter(|line| line.resource == row.resource && line.volume.is_some());
        let uses = uses.map(|line| {
            let volume = line.volume.clone().unwrap_or_default();
            let words = label("time_pathway_minutes").with("name", line.name.as_str());
            let minutes = plain("minutes_per_case", line.minutes.clone())
                .cell(facts.place(line.source, "minutes"));
            let cases = plain("pathway_cases", volume.clone())
                .cell(facts.place(line.source, "pathway_cases"));
            leaf(words, Ok(&line.minutes * &volume), Unit::Count)
                .made(Operation::Product, vec![minutes, cases])
        });
        Some(self.used().sum(uses.collect()))
    }

    fn sources(&self) -> Option<Trace> {
        let (facts, adjustments) = (self.inputs.facts, self.inputs.adjustments);
        let row = facts.capacity.get(self.resource.row)?;
        let scaled = |words: Message, raw: Fraction, place, item: CostItem| {
            let factor = &adjustments.item_at(&row.department, item.index());
            let booked = money(words.clone(), raw.clone()).cell(place);
            if *factor == Fraction::one() {
                return booked;
            }
            money(words, raw * factor).made(
                Operation::Product,
                vec![booked, plain("price_factor", factor.clone())],
            )
        };
        let found = resource_sources(facts, self.inputs.plan, adjustments, row);
        let mut operands: Vec<Trace> = found
            .iter()
            .filter_map(|(index, _)| {
                if row.cost_source == ResourceSource::Staff {
                    let person = facts.staff.get(*index)?;
                    let pay = person.basic + person.performance + person.insurance;
                    let words = label("time_person")
                        .with("role", person.role.as_str())
                        .with("row", person.source.row.to_string());
                    let place = facts.place(person.source, "basic");
                    return Some(scaled(words, pay.exact(), place, CostItem::Labour));
                }
                let asset = facts.assets.get(*index)?;
                let words = label("time_asset")
                    .with("code", asset.code.as_str())
                    .with("name", asset.name.as_str());
                let place = facts.place(asset.source, "charge");
                Some(scaled(words, asset.charge.exact(), place, asset.item))
            })
            .collect();
        if let Some(stated) = row.stated_cost {
            let place = facts.place(row.source, "stated_cost");
            operands.push(money(label("time_stated"), stated.exact()).cell(place));
        }
        Some(self.cost().sum(operands))
    }
}

fn of_pathway(inputs: &TraceInputs<'_>, pathway: &PathwayCost, name: &str) -> Option<Trace> {
    let words = |name: &str| label(&format!("pathway_{name}")).with("name", pathway.name.as_str());
    let cost = || {
        leaf(words("cost"), pathway.cost.clone(), Unit::UnitMoney)
            .key(format!("time/pathway/{}/cost", pathway.code))
    };
    match name {
        "cost" => {
            let uses = pathway.uses.iter().filter_map(|(resource, row, minutes)| {
                let resource = inputs.run.costing.time_driven.resources.get(*resource)?;
                let line = inputs.facts.capacity_use.get(*row)?;
                let value = resource.rate.clone().map(|rate| rate * minutes);
                let minutes = plain("minutes_per_case", minutes.clone())
                    .cell(inputs.facts.place(line.source, "minutes"));
                let of = Of { inputs, resource };
                let words = label("pathway_use").with("name", resource.name.as_str());
                let node = leaf(words, value, Unit::UnitMoney);
                Some(node.made(Operation::Product, vec![of.rate(), minutes]))
            });
            Some(cost().sum(uses.collect()))
        }
        "total" => {
            let volume = pathway.volume.clone()?;
            let value = volume
                .clone()
                .and_then(|volume| Ok(pathway.cost.clone()? * &volume));
            let cases = leaf(words("cases"), volume, Unit::Count);
            let node = leaf(words("total"), value, Unit::Money);
            Some(node.made(Operation::Product, vec![cost(), cases]))
        }
        _ => None,
    }
}
