//! Figures of a segment: revenue and cost down to cases, charges and ratios.

mod gap;

use super::case::{amount, clause};
use super::node::{item, label, leaf, money, plain};
use super::service_unit::{item_ratio, ratio};
use super::{Operation, Trace, TraceInputs};
use crate::hospital::CostItem;
use crate::issue::Message;
use crate::margin::{Segment, SegmentKind, in_team};
use crate::payment::OutlierKind;
use crate::quantity::{Computed, Fraction};
use crate::report::Unit;

/// First part of a segment's keys.
fn prefix(segment: &Segment) -> String {
    match segment.kind {
        SegmentKind::Hospital => "segment/hospital".to_owned(),
        SegmentKind::Group => format!("segment/group/{}", segment.code),
        SegmentKind::Department => format!("segment/department/{}", segment.code),
        SegmentKind::Scheme => format!("segment/scheme/{}", segment.code),
        SegmentKind::Facility => format!("segment/facility/{}", segment.code),
        SegmentKind::Team => format!("segment/team/{}", segment.code),
    }
}

/// `KIND/CODE/NAME…`. Codes may hold anything, so the segment is the longest code that fits.
pub(super) fn explain(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let margins = &inputs.run.margins;
    let all = [
        &margins.groups,
        &margins.departments,
        &margins.schemes,
        &margins.facilities,
        &margins.teams,
    ];
    let key = format!("segment/{rest}");
    let fits = |segment: &&Segment| {
        key.strip_prefix(&prefix(segment))
            .is_some_and(|tail| tail.starts_with('/'))
    };
    let segments = std::iter::once(&margins.hospital).chain(all.into_iter().flatten());
    let segment = segments
        .filter(fits)
        .max_by_key(|segment| segment.code.len())?;
    let name = key.strip_prefix(&prefix(segment))?.strip_prefix('/')?;
    View { inputs, segment }.explain(name)
}

/// A figure of a segment, to be opened.
pub(super) fn figure(segment: &Segment, name: &str) -> Option<Trace> {
    let (value, unit): (Computed<Fraction>, Unit) = match name {
        "cases" => (Ok(segment.cases.clone()), Unit::Count),
        "bed_days" => (Ok(segment.bed_days.clone()), Unit::Count),
        "weighted_cases" => (Ok(segment.weighted_cases.clone()), Unit::Count),
        "weight" => (Ok(segment.weight.clone()), Unit::Weight),
        "revenue" => (Ok(segment.revenue.clone()), Unit::Money),
        "cost" => (segment.cost.clone(), Unit::Money),
        "unpriced_cost" => (segment.unpriced_cost.clone(), Unit::Money),
        "variable" => (segment.variable.clone(), Unit::Money),
        "gap" => (segment.gap.clone(), Unit::Money),
        "contribution" => (segment.contribution.clone(), Unit::Money),
        "cmi" => (segment.cmi.clone(), Unit::Weight),
        "los" => (segment.los.clone(), Unit::Days),
        "time_index" => (segment.time_index.clone(), Unit::Ratio),
        "cost_index" => (segment.cost_index.clone(), Unit::Ratio),
        _ => return None,
    };
    let words = label(&format!("segment_{name}")).with("name", segment.name.as_str());
    Some(leaf(words, value, unit).key(format!("{}/{name}", prefix(segment))))
}

struct View<'a> {
    inputs: &'a TraceInputs<'a>,
    segment: &'a Segment,
}

impl View<'_> {
    fn explain(&self, name: &str) -> Option<Trace> {
        let of = |name: &str| figure(self.segment, name);
        let quotient =
            |a: &str, b: &str| Some(of(name)?.made(Operation::Quotient, vec![of(a)?, of(b)?]));
        match name {
            "los" => quotient("bed_days", "cases"),
            "cmi" => quotient("weight", "weighted_cases"),
            "gap" => self.against(of("gap")?, "cost"),
            "contribution" => self.against(of("contribution")?, "variable"),
            "revenue" => Some(of("revenue")?.sum(self.cases(|case| {
                let payment = self.inputs.run.payments.cases.get(case);
                let payment = payment.filter(|payment| payment.kind != OutlierKind::Unpriced)?;
                let node = amount(self.inputs, case, "case_revenue", payment.revenue.fen());
                Some(node.key(format!("case/{}/revenue", case + 1)))
            }))),
            "cost" => Some(self.cost(of("cost")?)),
            "weight" => Some(of("weight")?.sum(self.weights())),
            _ if of(name).is_some() => {
                let mut node = of(name)?;
                node.formula = Some(label("formula_counted"));
                Some(node)
            }
            _ => self.gap(name).or_else(|| self.below(name)),
        }
    }

    /// revenue − (cost of all − cost of unpriced); `gap` and `contribution` define what is taken off.
    fn against(&self, node: Trace, name: &str) -> Option<Trace> {
        let revenue = figure(self.segment, "revenue")?;
        let all = figure(self.segment, name)?;
        let taken = node
            .value
            .clone()
            .map(|value| &self.segment.revenue - &value);
        let same = taken == all.value;
        let cost = if same {
            all
        } else {
            leaf(label("priced_part"), taken.clone(), Unit::Money)
        };
        let cost = match (same, figure(self.segment, name)?.value, taken) {
            (false, Ok(whole), Ok(taken)) => {
                let unpriced = money(label("unpriced_part"), &whole - &taken);
                cost.made(
                    Operation::Difference,
                    vec![figure(self.segment, name)?, unpriced],
                )
            }
            _ => cost,
        };
        Some(node.made(Operation::Difference, vec![revenue, cost]))
    }

    /// Whether a case belongs to the segment.
    fn holds(&self, case: usize) -> bool {
        let table = &self.inputs.facts.cases;
        let is = |names: &[String], index: &[u32], code: &str| {
            index
                .get(case)
                .and_then(|own| names.get(*own as usize))
                .is_some_and(|own| own == code)
        };
        let facility = self.inputs.plan.facility.as_deref();
        let seen = facility.is_none_or(|code| is(&table.facilities, &table.facility, code));
        let code = &self.segment.code;
        seen && match self.segment.kind {
            SegmentKind::Hospital => true,
            SegmentKind::Group => is(&table.groups, &table.group, code),
            SegmentKind::Department => is(&table.departments, &table.department, code),
            SegmentKind::Scheme => is(&table.schemes, &table.scheme, code),
            SegmentKind::Facility => is(&table.facilities, &table.facility, code),
            SegmentKind::Team => in_team(table, case, code),
        }
    }

    fn factor(&self, case: usize, stay: bool) -> Fraction {
        let table = &self.inputs.facts.cases;
        let map = if stay {
            &self.inputs.adjustments.los
        } else {
            &self.inputs.adjustments.volume
        };
        let code = table
            .group
            .get(case)
            .and_then(|group| table.groups.get(*group as usize));
        code.and_then(|code| map.get(code))
            .cloned()
            .unwrap_or_else(Fraction::one)
    }

    /// Cases of the segment, each times its volume factor.
    fn cases(&self, of: impl Fn(usize) -> Option<Trace>) -> Vec<Trace> {
        self.scaled(of, |case| self.factor(case, false))
    }

    fn scaled(
        &self,
        of: impl Fn(usize) -> Option<Trace>,
        by: impl Fn(usize) -> Fraction,
    ) -> Vec<Trace> {
        let one = Fraction::one();
        let cases = (0..self.inputs.facts.cases.len()).filter(|case| self.holds(*case));
        cases
            .filter_map(|case| {
                let node = of(case)?;
                let factor = by(case);
                if factor == one {
                    return Some(node);
                }
                let value = node.value.clone().map(|value| value * &factor);
                let words = node.label.clone();
                Some(
                    leaf(words, value, node.unit)
                        .made(Operation::Product, vec![node, plain("case_factor", factor)]),
                )
            })
            .collect()
    }

    fn moved(&self) -> bool {
        let maps = [
            &self.inputs.adjustments.volume,
            &self.inputs.adjustments.los,
        ];
        maps.into_iter()
            .flat_map(|map| map.values())
            .any(|factor| *factor != Fraction::one())
    }

    /// Behaviour factor of a case's charge: (1 − v) + v(1 − d)m + v·d·m·l.
    fn behaviour(&self, case: usize, unit: &str, item: CostItem) -> Fraction {
        let (m, l) = (self.factor(case, false), self.factor(case, true));
        let one = Fraction::one();
        let Some(rule) = self.inputs.plan.behaviour_of(item, unit) else {
            return one;
        };
        let moving = &(&(&one - &rule.per_day) * &m) + &(&(&rule.per_day * &m) * &l);
        &(&one - &rule.variable) + &(&rule.variable * &moving)
    }

    fn charge(&self, unit: usize, case: usize) -> Option<Trace> {
        let charge = *self
            .inputs
            .run
            .costing
            .case_unit_charges
            .get(unit)?
            .get(case)?;
        let given = self
            .inputs
            .facts
            .cases
            .given_cost
            .get(case)
            .copied()
            .flatten();
        if charge == 0 || given.is_some() {
            return None;
        }
        let code = &self.inputs.plan.service_units.get(unit)?.code;
        Some(
            amount(self.inputs, case, "case_charge", charge)
                .key(format!("case/{}/charge/{code}", case + 1)),
        )
    }

    /// Charges of a unit, with the behaviour of an item where a scenario moves them.
    fn charges(&self, unit: usize, item: Option<CostItem>) -> Option<Trace> {
        let own = self.inputs.plan.service_units.get(unit)?;
        let operands = match item {
            Some(item) => self.scaled(
                |case| self.charge(unit, case),
                |case| self.behaviour(case, &own.code, item),
            ),
            None => self.scaled(|case| self.charge(unit, case), |_| Fraction::one()),
        };
        let value: Fraction = operands
            .iter()
            .filter_map(|node| node.value.as_ref().ok())
            .sum();
        let tail = item.map_or(String::new(), |item| format!("/{}", item.key()));
        let words = label("unit_charges").with("name", own.name.as_str());
        Some(money(words, value).sum(operands).key(format!(
            "{}/charge/{}{tail}",
            prefix(self.segment),
            own.code
        )))
    }

    /// One unit's cost of one item.
    fn cell(&self, unit: usize, item: CostItem) -> Option<Trace> {
        let own = self.inputs.plan.service_units.get(unit)?;
        let mut charges = self.charges(unit, Some(item))?;
        charges.operands = Vec::new();
        (charges.formula, charges.operation) = (None, None);
        let rate = item_ratio(self.inputs, &own.code, item)?;
        let value = rate
            .value
            .clone()
            .and_then(|rate| Ok(rate * &charges.value.clone()?));
        let key = format!("{}/cost/{}/{}", prefix(self.segment), own.code, item.key());
        let words = Message::new(format!("item.{}", item.key()));
        Some(
            leaf(words, value, Unit::Money)
                .made(Operation::Product, vec![charges, rate])
                .key(key),
        )
    }

    /// One unit's cost: charges × ratio, or its items where a scenario moves them differently.
    fn unit(&self, unit: usize) -> Option<Trace> {
        let own = self.inputs.plan.service_units.get(unit)?;
        let words = label("service_unit_cost").with("name", own.name.as_str());
        let key = format!("{}/cost/{}", prefix(self.segment), own.code);
        if self.moved() {
            let items: Vec<Trace> = CostItem::ALL
                .into_iter()
                .filter_map(|item| self.cell(unit, item))
                .collect();
            let values: Computed<Vec<Fraction>> =
                items.iter().map(|node| node.value.clone()).collect();
            return Some(
                leaf(words, values.map(|values| values.iter().sum()), Unit::Money)
                    .sum(items)
                    .key(key),
            );
        }
        let mut charges = self.charges(unit, None)?;
        charges.operands = Vec::new();
        (charges.formula, charges.operation) = (None, None);
        let rate = ratio(self.inputs, &own.code)?;
        let value = rate
            .value
            .clone()
            .and_then(|rate| Ok(rate * &charges.value.clone()?));
        Some(
            leaf(words, value, Unit::Money)
                .made(Operation::Product, vec![charges, rate])
                .key(key),
        )
    }

    fn cost(&self, node: Trace) -> Trace {
        let units = (0..self.inputs.plan.service_units.len()).filter_map(|unit| {
            let mut found = self.unit(unit)?;
            found.operands = Vec::new();
            (found.formula, found.operation) = (None, None);
            // A unit the segment never used may have no ratio; it costs nothing here.
            let used = (0..self.inputs.facts.cases.len())
                .any(|case| self.holds(case) && self.charge(unit, case).is_some());
            used.then_some(found)
        });
        let mut operands: Vec<Trace> = units.collect();
        let share = self
            .inputs
            .plan
            .stated_fixed_share
            .clone()
            .unwrap_or_else(Fraction::one);
        let given = self.scaled(
            |case| {
                let cost = self
                    .inputs
                    .facts
                    .cases
                    .given_cost
                    .get(case)
                    .copied()
                    .flatten()?;
                Some(
                    amount(self.inputs, case, "case_cost", cost)
                        .key(format!("case/{}/cost", case + 1)),
                )
            },
            |case| &share + &(&(&Fraction::one() - &share) * &self.factor(case, false)),
        );
        if !given.is_empty() {
            let value = given
                .iter()
                .filter_map(|node| node.value.as_ref().ok())
                .sum();
            operands.push(money(label("given_costs"), value).sum(given));
        }
        node.made(Operation::Sum, operands)
    }

    fn weights(&self) -> Vec<Trace> {
        let inputs = self.inputs;
        let table = &inputs.facts.cases;
        let mut counts: std::collections::BTreeMap<u32, Fraction> =
            std::collections::BTreeMap::new();
        for case in (0..table.len()).filter(|case| self.holds(*case)) {
            *counts.entry(table.group[case]).or_default() += &self.factor(case, false);
        }
        let source = clause(inputs, &inputs.policy.groups.source);
        let of_group = |(group, cases): (u32, Fraction)| {
            let weight = inputs
                .run
                .payments
                .settled_weights
                .get(group as usize)?
                .clone()?;
            let code = table.groups.get(group as usize).map_or("", String::as_str);
            let words = label("group_weight").with("group", code);
            let mut each = leaf(
                label("relative_weight").with("group", code),
                Ok(weight.clone()),
                Unit::Weight,
            );
            each.clause.clone_from(&source);
            let count = leaf(
                label("group_cases").with("group", code),
                Ok(cases.clone()),
                Unit::Count,
            );
            Some(
                leaf(words, Ok(weight * &cases), Unit::Weight)
                    .made(Operation::Product, vec![count, each]),
            )
        };
        counts.into_iter().filter_map(of_group).collect()
    }

    /// `cost/UNIT`, `cost/UNIT/ITEM`, `charge/UNIT`, `charge/UNIT/ITEM`.
    fn below(&self, name: &str) -> Option<Trace> {
        let (what, rest) = name.split_once('/')?;
        let position = |code: &str| {
            self.inputs
                .plan
                .service_units
                .iter()
                .position(|unit| unit.code == code)
        };
        let (unit, of_item) = match position(rest) {
            Some(unit) => (unit, None),
            None => {
                let (code, last) = rest.rsplit_once('/')?;
                (position(code)?, Some(item(last)?))
            }
        };
        match (what, of_item) {
            ("cost", None) => self.unit(unit),
            ("cost", Some(item)) => self.cell(unit, item),
            ("charge", item) => self.charges(unit, item),
            _ => None,
        }
    }
}
