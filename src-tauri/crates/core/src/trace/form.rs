//! Figures of the official forms, in every world of the cost ladder; value and printed amount come from
//! [`crate::report::forms`], which also fills in the form.

mod objects;

use super::node::{item, label, leaf, money, plain};
use super::service_unit::revenue_line;
use super::{Operation, Trace, TraceInputs};
use crate::hospital::{CostItem, DepartmentClass};
use crate::issue::Message;
use crate::margin::Segment;
use crate::quantity::{Computed, Fraction, Reason, rounding};
use crate::report::Unit;
use crate::report::forms::{Figure, Part, World, Worlds, unembed};
use crate::report::segments::why_prefix;

/// Families whose keys mean another thing in another world.
const LOCAL: [&str; 7] = [
    "unit/",
    "share/",
    "carved/",
    "shared/",
    "bill/",
    "drivers/",
    "unplaced/",
];

/// Explains any key; a walk over many figures keeps one [`Worlds`] for all.
///
/// # Errors
/// As [`super::explain`].
pub fn explain_in(worlds: &Worlds<'_>, key: &str) -> Computed<Trace> {
    let none = || Reason::new("reason.no_trace").with("key", key);
    let mut found = match key.strip_prefix("form/") {
        Some(rest) => {
            let (world, rest) = rest.split_once('/').ok_or_else(none)?;
            let world = World::of(world).ok_or_else(none)?;
            inside(worlds, world, rest).ok_or_else(none)??
        }
        None if key.starts_with("quality/") => {
            super::quality::explain(worlds, &key["quality/".len()..]).ok_or_else(none)?
        }
        None => {
            let mut found = super::outside(&worlds.base(), key)?;
            close(worlds, worlds.plan(), key, &mut found);
            found
        }
    };
    found.key = Some(key.to_owned());
    Ok(found)
}

/// Names the 分 by which a closed figure is printed away from its rounding.
fn close(worlds: &Worlds<'_>, world: World, rest: &str, found: &mut Trace) {
    let Some((unit, part, item)) = unit_key(worlds, rest) else {
        return;
    };
    let figure = worlds.unit(world, unit, part, item);
    note_remainder(&figure, found);
}

fn note_remainder(figure: &Figure, found: &mut Trace) {
    if let (Ok(value), Some(printed)) = (&figure.value, figure.printed) {
        let remainder = printed - rounding::to_money(value);
        if remainder.fen() != 0 {
            let words = label("closing_remainder").with("remainder", remainder.to_string());
            found.rounding = Some(words.with("printed", printed.to_string()));
        }
    }
}

/// `unit/CODE/PART` or `unit/CODE/PART/ITEM`.
fn unit_key(worlds: &Worlds<'_>, rest: &str) -> Option<(usize, Part, Option<CostItem>)> {
    let rest = rest.strip_prefix("unit/")?;
    let (head, last) = rest.rsplit_once('/')?;
    let index = |code: &str| worlds.base().facts.department_index(code);
    if let (Some(item), Some((code, part))) = (item(last), head.rsplit_once('/')) {
        return Some((index(code)?, Part::of(part)?, Some(item)));
    }
    Some((index(head)?, Part::of(last)?, None))
}

/// A key of a world. The outer `None`: nobody answers to it.
fn inside(worlds: &Worlds<'_>, world: World, rest: &str) -> Option<Computed<Trace>> {
    let (family, tail) = rest.split_once('/').unwrap_or((rest, ""));
    let view = View { worlds, world };
    let found = match family {
        "class" => view.class(tail),
        "placeless" | "unallocated" | "total" | "business" => view.whole(family, item(tail)),
        "revenue" => view.revenue(tail),
        "clinical_revenue" => view.clinical_revenue(),
        "object" => view.object(tail),
        "priced" => view.priced(tail),
        "items" => view.items(tail),
        "difference" | "quotient" | "percent" | "weight" | "days" => view.pair(family, tail),
        _ => {
            if let Some((unit, part @ (Part::Own | Part::Indirect | Part::Given), item)) =
                unit_key(worlds, rest)
            {
                Some(view.made_of_parts(unit, part, item))
            } else {
                let mut found = match super::outside(&worlds.inputs(world), rest) {
                    Ok(found) => found,
                    Err(reason) => return Some(Err(reason)),
                };
                if world != worlds.plan() {
                    prefix(&mut found, world);
                }
                close(worlds, world, rest, &mut found);
                Some(found)
            }
        }
    };
    found.map(Ok)
}

/// Lets the keys below stay in their world.
fn prefix(node: &mut Trace, world: World) {
    if let Some(key) = &mut node.key
        && LOCAL.iter().any(|family| key.starts_with(family))
    {
        *key = format!("form/{}/{key}", world.key());
    }
    node.operands
        .iter_mut()
        .for_each(|node| prefix(node, world));
}

struct View<'a> {
    worlds: &'a Worlds<'a>,
    world: World,
}

impl View<'_> {
    fn node(&self, words: Message, figure: Figure) -> Trace {
        let mut node = leaf(words, figure.value.clone(), figure.unit);
        node.key = figure.why.clone();
        note_remainder(&figure, &mut node);
        node
    }

    fn inputs(&self) -> TraceInputs<'_> {
        self.worlds.inputs(self.world)
    }

    fn unit(&self, unit: usize, part: Part, item: Option<CostItem>) -> Trace {
        let department = self.worlds.base().facts.departments.get(unit);
        let words = label(&format!("unit_{}", part.key()))
            .with(
                "name",
                department.map_or("", |(unit, _)| unit.name.as_str()),
            )
            .with(
                "code",
                department.map_or("", |(unit, _)| unit.code.as_str()),
            );
        self.node(words, self.worlds.unit(self.world, unit, part, item))
    }

    /// Indirect cost is its levels; what is given away is what was held, item by item, of the items that could go.
    fn made_of_parts(&self, unit: usize, part: Part, item: Option<CostItem>) -> Trace {
        let node = self.unit(unit, part, item);
        if part == Part::Indirect {
            let levels = [Part::Level1, Part::Level2, Part::Level3];
            return node.sum(levels.map(|level| self.unit(unit, level, item)).into());
        }
        if part == Part::Own {
            let parts = [Part::Direct, Part::Level0];
            return node.sum(parts.map(|part| self.unit(unit, part, item)).into());
        }
        let Some(item) = item else {
            let items = CostItem::ALL.into_iter();
            return node.sum(items.map(|one| self.unit(unit, part, Some(one))).collect());
        };
        if node.value.as_ref().is_ok_and(Fraction::is_zero) {
            return node.sum(Vec::new());
        }
        // Level 3 too: where the plan orders units of technology, they receive inside their class.
        let held = [Part::Own, Part::Level1, Part::Level2, Part::Level3];
        let operands: Vec<Trace> = held.map(|level| self.unit(unit, level, Some(item))).into();
        let sum = operands
            .iter()
            .filter_map(|node| node.value.clone().ok())
            .sum();
        let held = money(label("held"), sum).sum(operands);
        node.made(
            Operation::Product,
            vec![held, plain("minus_one", Fraction::from(-1))],
        )
    }

    /// `CLASS/PART[/ITEM]`.
    fn class(&self, tail: &str) -> Option<Trace> {
        let mut parts = tail.split('/');
        let key = parts.next()?;
        let class = DepartmentClass::ALL
            .into_iter()
            .find(|class| class.key() == key)?;
        let part = Part::of(parts.next()?)?;
        let item = match parts.next() {
            Some(key) => Some(item(key)?),
            None => None,
        };
        let units = self.worlds.units_of(class).into_iter();
        let operands = units.map(|unit| self.unit(unit, part, item)).collect();
        Some(self.class_node(class, part, item).sum(operands))
    }

    fn class_node(&self, class: DepartmentClass, part: Part, item: Option<CostItem>) -> Trace {
        let words = label("form_class")
            .with("class", format!("@class.{}", class.key()))
            .with("part", format!("@column.{}", part.key()));
        self.node(words, self.worlds.class(self.world, class, part, item))
    }

    fn whole(&self, family: &str, item: Option<CostItem>) -> Option<Trace> {
        let (worlds, world) = (self.worlds, self.world);
        let words = |name: &str| {
            label(&format!("form_{name}")).with("world", format!("@{}", world.label()))
        };
        let placeless = || self.node(words("placeless"), worlds.placeless(world, item));
        let class = |class| self.class_node(class, Part::Own, item);
        Some(match family {
            "total" => {
                let mut operands: Vec<Trace> =
                    DepartmentClass::ALL.into_iter().map(class).collect();
                operands.push(placeless());
                self.node(words("total"), worlds.total(world, item))
                    .sum(operands)
            }
            "business" => {
                let classes = DepartmentClass::ALL.into_iter();
                let classes = classes.filter(|class| *class != DepartmentClass::Administration);
                let mut operands: Vec<Trace> = classes.map(class).collect();
                operands.push(placeless());
                self.node(words("business"), worlds.business(world, item))
                    .sum(operands)
            }
            "placeless" => {
                let outside = [
                    "reason.unknown_department",
                    "reason.unknown_account",
                    "reason.shared_bill",
                ];
                placeless().sum(self.unplaced(item, |reason| outside.contains(&reason)))
            }
            _ => {
                let node = self.node(words("unallocated"), worlds.unallocated(world, item));
                node.sum(self.unplaced(item, |_| true))
            }
        })
    }

    /// Lines of what could not be placed, in this world.
    fn unplaced(&self, item: Option<CostItem>, wanted: impl Fn(&str) -> bool) -> Vec<Trace> {
        let mut lines = super::unplaced::lines(&self.inputs(), item, wanted);
        if self.world != self.worlds.plan() {
            lines.iter_mut().for_each(|line| prefix(line, self.world));
        }
        lines
    }

    /// Income a unit ordered, line by line.
    fn revenue(&self, code: &str) -> Option<Trace> {
        let base = self.worlds.base();
        let unit = base.facts.department_index(code)?;
        let lines = base.facts.revenue.iter().enumerate();
        let lines = lines.filter(|(_, line)| line.ordering == code);
        let operands = lines
            .filter_map(|(index, _)| revenue_line(&base, index))
            .collect();
        Some(self.revenue_node(unit).sum(operands))
    }

    fn revenue_node(&self, unit: usize) -> Trace {
        let name = &self.worlds.base().facts.departments[unit].0.name;
        let words = label("form_revenue").with("name", name.as_str());
        self.node(words, self.worlds.revenue(unit))
    }

    fn clinical_revenue(&self) -> Option<Trace> {
        let units = self.worlds.units_of(DepartmentClass::Clinical).into_iter();
        let operands = units.map(|unit| self.revenue_node(unit)).collect();
        let words = label("form_revenue").with("name", "@class.clinical");
        Some(
            self.node(words, self.worlds.clinical_revenue())
                .sum(operands),
        )
    }

    fn segment(&self, key: &str) -> Option<&Segment> {
        let margins = &self.worlds.base().run.margins;
        let wanted = format!("segment/{key}");
        let mut all = std::iter::once(&margins.hospital).chain(&margins.groups);
        all.find(|segment| why_prefix(segment) == wanted)
    }

    fn priced(&self, key: &str) -> Option<Trace> {
        let segment = self.segment(key)?;
        let words = label("form_priced").with("name", segment.name.as_str());
        let mut node = self.node(words, self.worlds.priced(segment));
        node.formula = Some(label("formula_counted"));
        Some(node)
    }

    /// `ITEM/SEGMENT`: cost of one item over the service units.
    fn items(&self, tail: &str) -> Option<Trace> {
        let (key, segment) = tail.split_once('/')?;
        let (item, segment) = (item(key)?, self.segment(segment)?);
        let matrix = segment.matrix.as_ref()?;
        let units = self.worlds.base().plan.service_units.iter().zip(matrix);
        let operands = units.map(|(unit, amounts)| {
            let words = label("service_unit_cost").with("name", unit.name.as_str());
            let key = format!("{}/cost/{}/{}", why_prefix(segment), unit.code, item.key());
            money(words, amounts[item.index()].clone()).key(key)
        });
        let words = Message::new(format!("item.{}", item.key()));
        Some(
            self.node(words, self.worlds.group_item(segment, item))
                .sum(operands.collect()),
        )
    }

    /// `A|B`: a difference, or a quotient printed in the unit the family says.
    fn pair(&self, family: &str, tail: &str) -> Option<Trace> {
        let (a, b) = tail.split_once('|')?;
        let side = |key: &str| {
            let key = unembed(key);
            let mut node = explain_in(self.worlds, &key).ok()?;
            // Opened by itself.
            node.operands.clear();
            (node.formula, node.operation) = (None, None);
            Some(node)
        };
        let (a, b) = (side(a)?, side(b)?);
        let (operation, unit, words) = match family {
            "difference" => (Operation::Difference, a.unit, "form_difference"),
            "percent" => (Operation::Quotient, Unit::Percent, "form_percent"),
            "weight" => (Operation::Quotient, Unit::Weight, "form_quotient"),
            "days" => (Operation::Quotient, Unit::Days, "form_quotient"),
            _ => (Operation::Quotient, Unit::UnitMoney, "form_quotient"),
        };
        let value = a.value.clone().and_then(|first| {
            let second = b.value.clone()?;
            if operation == Operation::Difference {
                return Ok(&first - &second);
            }
            first.over(&second, || Reason::new("reason.no_trace"))
        });
        let mut node = leaf(label(words), value, unit);
        // A printed difference is the difference of what is printed.
        if operation == Operation::Difference && unit == Unit::Money {
            let printed = |node: &Trace| {
                let own = node
                    .rounding
                    .as_ref()
                    .and_then(|r| r.arguments.get("printed"));
                let own = own.and_then(|text| text.parse::<Fraction>().ok());
                let own = own.map(|yuan| yuan * Fraction::from(100));
                own.map_or_else(|| node.value.clone().ok(), Some)
                    .map(|value| rounding::to_money(&value))
            };
            let figure = Figure {
                value: node.value.clone(),
                unit,
                why: None,
                printed: printed(&a).zip(printed(&b)).map(|(a, b)| a - b),
            };
            note_remainder(&figure, &mut node);
        }
        Some(node.made(operation, vec![a, b]))
    }
}
