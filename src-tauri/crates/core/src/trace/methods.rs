//! Disease cost by four methods: from a group's figure to cases, quantities, rates.

use std::collections::{BTreeMap, BTreeSet};

use super::case::amount;
use super::method_rates::{
    basis, item_rate, name_of, product, service_rate, top_down_figure, total,
};
use super::node::{label, leaf, money, plain};
use super::service_unit::ratio;
use super::{Operation, Trace, TraceInputs};
use crate::costing::methods::{
    GroupMethods, ItemCosts, Method, MethodCost, Methods, compare, covered_cases, item_costs,
    lines_of,
};
use crate::hospital::ServiceUnitKind;
use crate::plan::TopDownDriver;
use crate::quantity::{Computed, Fraction, Reason};
use crate::report::Unit;

/// The four methods of the run, and what a figure of one group is made of.
struct View<'a> {
    inputs: &'a TraceInputs<'a>,
    methods: &'a Methods,
    items: &'a ItemCosts,
    group: &'a GroupMethods,
    own: &'a MethodCost,
    cases: Vec<usize>,
}

/// `METHOD/GROUP/NAME`; an empty group is all cases.
pub(super) fn explain(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (key, rest) = rest.split_once('/')?;
    let (group, name) = rest.rsplit_once('/')?;
    let method = Method::ALL.into_iter().find(|own| own.key() == key)?;
    let items = item_costs(&inputs.run.costing);
    let basis = basis(inputs, &items);
    let methods = compare(basis);
    let found = std::iter::once(&methods.all)
        .chain(&methods.groups)
        .find(|own| own.code == group)?;
    let view = View {
        inputs,
        methods: &methods,
        items: &items,
        group: found,
        own: &found.methods[method as usize],
        cases: covered_cases(basis, method, group),
    };
    view.explain(name)
}

impl View<'_> {
    fn explain(&self, name: &str) -> Option<Trace> {
        let quotient = |of: &str| -> Option<Trace> {
            let parts = vec![self.figure(of)?, self.figure("cases")?];
            Some(self.figure(name)?.made(Operation::Quotient, parts))
        };
        let difference = |a: &str, b: &str| -> Option<Trace> {
            let parts = vec![self.figure(a)?, self.figure(b)?];
            Some(self.figure(name)?.made(Operation::Difference, parts))
        };
        match name {
            "per_case" => quotient("cost"),
            "reference_per_case" => quotient("reference"),
            "difference" => difference("cost", "reference"),
            "driver" => difference("difference", "pool"),
            "cost" => Some(self.figure(name)?.made(Operation::Sum, self.parts())),
            "reference" => Some(
                self.figure(name)?
                    .made(Operation::Sum, self.charged(|_| true)),
            ),
            "pool" => Some(self.figure(name)?.made(Operation::Sum, self.pool())),
            _ => None,
        }
    }

    fn figure(&self, name: &str) -> Option<Trace> {
        let own = self.own;
        let each = |value: &Computed<Fraction>| -> Computed<Fraction> {
            let none = || Reason::new("reason.no_cases");
            value.clone()?.over(&Fraction::whole(own.cases), none)
        };
        let (value, unit) = match name {
            "per_case" => (each(&own.cost), Unit::UnitMoney),
            "reference_per_case" => (each(&own.reference), Unit::UnitMoney),
            "cost" => (own.cost.clone(), Unit::Money),
            "reference" => (own.reference.clone(), Unit::Money),
            "difference" => (own.difference(), Unit::Money),
            "pool" => (own.pool.clone(), Unit::Money),
            "driver" => (own.driver.clone(), Unit::Money),
            "cases" => (Ok(Fraction::whole(own.cases)), Unit::Count),
            _ => return None,
        };
        let words = label(&format!("method_{name}"))
            .with("method", format!("@method.{}", own.method.key()))
            .with("name", self.group.name.as_str());
        let node = leaf(words, value, unit);
        if name == "cases" {
            return Some(node);
        }
        let key = format!("method/{}/{}/{name}", own.method.key(), self.group.code);
        Some(node.key(key))
    }

    /// What the cost of the covered cases is made of.
    fn parts(&self) -> Vec<Trace> {
        let carved = |unit: usize| {
            let unit = self.inputs.plan.service_units.get(unit);
            unit.is_some_and(|unit| unit.kind != ServiceUnitKind::Members)
        };
        match self.own.method {
            Method::CostToCharge => self.charged(|_| true),
            Method::TopDown => {
                let mut parts = self.charged(carved);
                parts.extend(self.by_rate());
                parts
            }
            Method::BottomUp | Method::ServiceUnits => {
                let mut parts = self.charged(carved);
                parts.extend(self.by_quantity());
                parts
            }
        }
    }

    /// Charges of the covered cases × ratio, per service unit.
    fn charged(&self, keep: impl Fn(usize) -> bool) -> Vec<Trace> {
        let units = self.inputs.plan.service_units.iter().enumerate();
        units
            .filter(|(index, _)| keep(*index))
            .filter_map(|(index, unit)| {
                let charges = charges(self.inputs, index, &self.cases)?;
                if charges.operands.is_empty() {
                    return None;
                }
                let rate = ratio(self.inputs, &unit.code)?;
                let words = label("service_unit_cost").with("name", unit.name.as_str());
                Some(product(words, charges, rate))
            })
            .collect()
    }

    fn by_department(&self) -> BTreeMap<&str, Vec<usize>> {
        let table = &self.inputs.facts.cases;
        let mut departments: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for case in &self.cases {
            let index = table.department.get(*case).copied().unwrap_or_default();
            if let Some(code) = table.departments.get(index as usize) {
                departments.entry(code).or_default().push(*case);
            }
        }
        departments
    }

    /// Rate × parameter, per discharge unit.
    fn by_rate(&self) -> Vec<Trace> {
        let part = |(code, cases): (&str, Vec<usize>)| {
            let unit = self
                .methods
                .top_down
                .iter()
                .find(|unit| unit.department == code)?;
            let rate = top_down_figure(self.inputs, unit, "rate")?;
            let parameter = self.parameter(code, &cases);
            let words = label("method_by_rate").with("name", name_of(self.inputs, code));
            Some(product(words, parameter, rate))
        };
        self.by_department().into_iter().filter_map(part).collect()
    }

    /// The parameter of some cases of one unit.
    fn parameter(&self, code: &str, cases: &[usize]) -> Trace {
        let facts = self.inputs.facts;
        let words = label("method_parameter")
            .with("name", name_of(self.inputs, code))
            .with(
                "parameter",
                format!("@top_down.{}", self.inputs.plan.disease.top_down.key()),
            );
        match self.inputs.plan.disease.top_down {
            TopDownDriver::BedDays => {
                let stay = |case: &usize| {
                    let days = facts.cases.los.get(*case).copied().unwrap_or_default();
                    let source = facts.cases.source.get(*case).copied().unwrap_or_default();
                    let mut node = amount(self.inputs, *case, "case_stay", i64::from(days));
                    node.unit = Unit::Count;
                    node.cell(facts.place(source, "los"))
                };
                let total: u64 = cases
                    .iter()
                    .filter_map(|case| facts.cases.los.get(*case))
                    .map(|days| u64::from(*days))
                    .sum();
                let node = leaf(words, Ok(Fraction::whole(total)), Unit::Count);
                node.sum(cases.iter().map(stay).collect())
            }
            TopDownDriver::Cases => leaf(words, Ok(Fraction::whole(cases.len())), Unit::Count),
            TopDownDriver::Charges => {
                let units = self.inputs.plan.service_units.iter().enumerate();
                let members = units.filter(|(_, unit)| unit.kind == ServiceUnitKind::Members);
                let parts: Vec<Trace> = members
                    .filter_map(|(index, _)| charges(self.inputs, index, cases))
                    .collect();
                total(words, Unit::Money, parts)
            }
        }
    }

    /// Quantity × unit cost, per service unit or item.
    fn by_quantity(&self) -> Vec<Trace> {
        let inputs = self.inputs;
        let mut rows: BTreeMap<(Option<usize>, String, String), Vec<Trace>> = BTreeMap::new();
        for case in &self.cases {
            for (unit, index) in lines_of(&inputs.run.costing, *case) {
                let Some(row) = inputs.facts.case_services.get(index) else {
                    continue;
                };
                let wanted = self.own.method == Method::ServiceUnits;
                if unit.is_some() != wanted {
                    continue;
                }
                let executing = row.executing.clone().unwrap_or_default();
                let executing = if wanted { String::new() } else { executing };
                rows.entry((unit, row.service.clone(), executing))
                    .or_default()
                    .push(quantity_line(inputs, index));
            }
        }
        rows.into_iter()
            .filter_map(|((unit, service, executing), lines)| {
                let words = label("method_quantity").with("name", service.as_str());
                let quantity = total(words, Unit::Ratio, lines);
                let rate = match unit {
                    Some(unit) => service_rate(inputs, self.methods, unit)?,
                    None => item_rate(self.inputs, self.items, &executing, &service)?,
                };
                let words = label("service_unit_cost").with("name", service);
                Some(product(words, quantity, rate))
            })
            .collect()
    }

    /// Why the pool makes a difference.
    fn pool(&self) -> Vec<Trace> {
        if self.own.method == Method::TopDown {
            let part = |(code, cases): (&str, Vec<usize>)| self.pool_of(code, &cases);
            return self.by_department().into_iter().filter_map(part).collect();
        }
        let costed: BTreeSet<&str> = self.items.keys().map(|(unit, _)| unit.as_str()).collect();
        let facts = self.inputs.facts;
        let by_items = |code: &str| {
            let units = costed.iter().filter_map(|unit| facts.department(unit));
            units
                .into_iter()
                .any(|unit| unit.service_unit.as_deref() == Some(code))
        };
        let outside = |index: usize| {
            let Some(unit) = self.inputs.plan.service_units.get(index) else {
                return false;
            };
            let priced = match self.own.method {
                Method::ServiceUnits => {
                    let rate = self.methods.rates.get(index).and_then(Option::as_ref);
                    rate.is_some_and(|rate| rate.rate.is_ok())
                }
                _ => by_items(&unit.code),
            };
            unit.kind == ServiceUnitKind::Members && !priced
        };
        let mut parts: Vec<Trace> = self
            .charged(outside)
            .into_iter()
            .map(|node| {
                let words = label("method_without").with("name", own_name(&node));
                product(words, node, plain("minus_one", Fraction::from(-1)))
            })
            .collect();
        let known: Fraction = parts
            .iter()
            .filter_map(|node| node.value.clone().ok())
            .sum();
        if let Ok(pool) = &self.own.pool {
            let rest = pool - &known;
            if !rest.is_zero() {
                parts.push(money(label("method_outside"), rest));
            }
        }
        parts
    }

    /// Charged cost × (pool ÷ charged cost of the whole unit − 1).
    fn pool_of(&self, code: &str, cases: &[usize]) -> Option<Trace> {
        let unit = self
            .methods
            .top_down
            .iter()
            .find(|unit| unit.department == code)?;
        let units = self.inputs.plan.service_units.iter().enumerate();
        let members = units.filter(|(_, unit)| unit.kind == ServiceUnitKind::Members);
        let parts: Vec<Trace> = members
            .filter_map(|(index, own)| {
                let charges = charges(self.inputs, index, cases)?;
                let words = label("service_unit_cost").with("name", own.name.as_str());
                (!charges.operands.is_empty())
                    .then(|| ratio(self.inputs, &own.code))
                    .flatten()
                    .map(|rate| product(words, charges, rate))
            })
            .collect();
        let name = name_of(self.inputs, code);
        let charged = total(
            label("method_charged").with("name", name.clone()),
            Unit::Money,
            parts,
        );
        let (spread, all) = (
            top_down_figure(self.inputs, unit, "spread")?,
            top_down_figure(self.inputs, unit, "charged")?,
        );
        let none = || Reason::new("reason.no_parameter");
        let ratio = spread
            .value
            .clone()
            .and_then(|spread| spread.over(&all.value.clone()?, none));
        let words = label("method_pool_part").with("name", name);
        let Ok(factor) = ratio else {
            // No charged cost to compare with: what the rate gives, less what was charged.
            let given = product(
                label("method_by_rate").with("name", name_of(self.inputs, code)),
                self.parameter(code, cases),
                top_down_figure(self.inputs, unit, "rate")?,
            );
            let value = given
                .value
                .clone()
                .and_then(|a| Ok(a - &charged.value.clone()?));
            let parts = vec![given, charged];
            return Some(leaf(words, value, Unit::Money).made(Operation::Difference, parts));
        };
        let quotient = leaf(label("method_pool_ratio"), Ok(factor.clone()), Unit::Ratio)
            .made(Operation::Quotient, vec![spread, all]);
        let one = plain("one", Fraction::one());
        let less = leaf(
            label("method_pool_factor"),
            Ok(factor - Fraction::one()),
            Unit::Ratio,
        )
        .made(Operation::Difference, vec![quotient, one]);
        Some(product(words, charged, less))
    }
}

fn own_name(node: &Trace) -> String {
    node.label
        .arguments
        .get("name")
        .cloned()
        .unwrap_or_default()
}

/// Charges of some cases in one service unit.
fn charges(inputs: &TraceInputs<'_>, unit: usize, cases: &[usize]) -> Option<Trace> {
    let own = inputs.plan.service_units.get(unit)?;
    let column = inputs.run.costing.case_unit_charges.get(unit)?;
    let of_case = |case: &usize| {
        let charge = column.get(*case).copied().filter(|charge| *charge != 0)?;
        let key = format!("case/{}/charge/{}", case + 1, own.code);
        Some(amount(inputs, *case, "case_charge", charge).key(key))
    };
    let words = label("unit_charges").with("name", own.name.as_str());
    let parts = cases.iter().filter_map(of_case).collect();
    Some(total(words, Unit::Money, parts))
}

/// A line of quantities: the end of the road.
fn quantity_line(inputs: &TraceInputs<'_>, index: usize) -> Trace {
    let row = inputs.facts.case_services.get(index);
    let source = row.map(|row| row.source).unwrap_or_default();
    let words = label("quantity_line")
        .with("service", row.map_or("", |row| row.service.as_str()))
        .with("row", source.row.to_string());
    let value = row.map(|row| row.quantity.clone()).unwrap_or_default();
    leaf(words, Ok(value), Unit::Ratio).cell(inputs.facts.place(source, "quantity"))
}
