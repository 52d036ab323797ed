//! Visits and bed-days: their cost, their number, and the split of a unit that has both.

use super::View;
use crate::costing::ObjectCost;
use crate::hospital::CostItem;
use crate::issue::Message;
use crate::quantity::{Fraction, Reason};
use crate::report::Unit;
use crate::report::forms::Part;
use crate::trace::node::{item, label, leaf, money};
use crate::trace::object::work_row;
use crate::trace::service_unit::revenue_line;
use crate::trace::{Operation, Trace};

impl View<'_> {
    /// `KIND/CODE/count` or `KIND/CODE/cost[/ITEM]`; CODE `*` is the hospital.
    pub(super) fn object(&self, tail: &str) -> Option<Trace> {
        let (kind, tail) = tail.split_once('/')?;
        let (head, last) = tail.rsplit_once('/')?;
        let (code, what, item) = match item(last) {
            Some(item) => {
                let (code, what) = head.rsplit_once('/')?;
                (code, what, Some(item))
            }
            None => (head, last, None),
        };
        let objects = self.worlds.objects(kind);
        let wanted = (code != "*").then_some(code);
        let object = objects
            .iter()
            .find(|object| object.department.as_deref() == wanted)?;
        let units = || objects.iter().filter(|object| object.department.is_some());
        match (what, wanted) {
            ("count", None) => {
                let operands = units().map(|object| self.count(kind, object)).collect();
                Some(self.count(kind, object).sum(operands))
            }
            ("count", Some(code)) => {
                Some(self.count(kind, object).sum(self.work(kind, object, code)))
            }
            ("cost", None) => {
                let costed = units().filter(|object| object.unit_cost.is_ok());
                let operands = costed.map(|object| self.cost(kind, object, item)).collect();
                Some(self.cost(kind, object, item).sum(operands))
            }
            ("cost", Some(code)) => self.split(kind, object, code, item),
            _ => None,
        }
    }

    fn named(&self, name: &str, object: &ObjectCost) -> Message {
        let facts = self.worlds.base().facts;
        let unit = object
            .department
            .as_deref()
            .and_then(|code| facts.department(code));
        label(name).with(
            "name",
            unit.map_or("@row.hospital", |unit| unit.name.as_str()),
        )
    }

    fn count(&self, kind: &str, object: &ObjectCost) -> Trace {
        let words = self.named(&format!("form_{kind}"), object);
        self.node(words, self.worlds.object_count(kind, object))
    }

    fn cost(&self, kind: &str, object: &ObjectCost, item: Option<CostItem>) -> Trace {
        let words = self.named(&format!("form_{kind}_cost"), object);
        self.node(words, self.worlds.object_cost(kind, object, item))
    }

    /// Work lines of a unit, and what of them is not counted: months after the last cost, days not yet over.
    fn work(&self, kind: &str, object: &ObjectCost, code: &str) -> Vec<Trace> {
        let base = self.worlds.base();
        let rows = base.facts.workload.iter().enumerate();
        let rows = rows.filter(|(_, row)| row.department == code);
        let mut rows: Vec<Trace> = rows
            .filter_map(|(at, _)| work_row(&base, at, kind))
            .collect();
        let stated: Fraction = rows.iter().filter_map(|row| row.value.clone().ok()).sum();
        let cut = Fraction::whole(object.count) - &stated;
        rows.push(leaf(label("work_not_counted"), Ok(cut), Unit::Count));
        rows
    }

    /// A unit with visits and bed-days: full cost × outpatient share of what it ordered, or the rest.
    fn split(
        &self,
        kind: &str,
        object: &ObjectCost,
        code: &str,
        item: Option<CostItem>,
    ) -> Option<Trace> {
        let base = self.worlds.base();
        let unit = base.facts.department_index(code)?;
        let plan = View {
            worlds: self.worlds,
            world: self.worlds.plan(),
        };
        let full = plan.unit(unit, Part::Full, item);
        let ordered = |inpatient: Option<bool>| {
            let lines = base.facts.revenue.iter().enumerate();
            let lines = lines.filter(|(_, line)| {
                line.ordering == code && inpatient.is_none_or(|wanted| line.inpatient == wanted)
            });
            let operands: Vec<Trace> = lines
                .filter_map(|(index, _)| revenue_line(&base, index))
                .collect();
            let value = operands
                .iter()
                .filter_map(|node| node.value.clone().ok())
                .sum();
            money(label("form_ordered"), value).sum(operands)
        };
        let (own, all) = (ordered(Some(kind != "visits")), ordered(None));
        let share = own.value.clone().and_then(|own| {
            own.over(&all.value.clone()?, || {
                Reason::new("reason.no_revenue_split")
            })
        });
        let share = leaf(label("form_ordered_share"), share, Unit::Ratio)
            .made(Operation::Quotient, vec![own, all]);
        let node = self.cost(kind, object, item);
        Some(node.made(Operation::Product, vec![full, share]))
    }
}
