//! Payment against charge against cost: the figures of `report::gap` down to cases.

use super::super::case::amount;
use super::super::node::{label, leaf, money};
use super::super::{Operation, Trace};
use super::{View, figure, prefix};
use crate::margin::{CLASSES, ClassSums, SegmentKind, class_sums};
use crate::payment::{CasePayment, OutlierKind};
use crate::quantity::{Computed, Fraction};
use crate::report::Unit;
use crate::report::gap::{charge_zero, class_key, cost_zero, priced_cost};

type Takes = fn(OutlierKind) -> bool;

const PRICED: Takes = |kind| kind != OutlierKind::Unpriced;
const RULED: Takes = |kind| !matches!(kind, OutlierKind::Unpriced | OutlierKind::Itemised);

impl View<'_> {
    fn sums(&self) -> ClassSums {
        let kind = self.segment.kind;
        let facts = self.inputs.facts;
        let payments = &self.inputs.run.payments;
        let sums = class_sums(
            facts,
            payments,
            self.inputs.plan,
            self.inputs.adjustments,
            kind,
        );
        let code = if kind == SegmentKind::Hospital {
            ""
        } else {
            self.segment.code.as_str()
        };
        sums.get(code).cloned().unwrap_or_default()
    }

    fn named(&self, name: &str, value: Computed<Fraction>, unit: Unit) -> Trace {
        let words = label(&format!("segment_{name}")).with("name", self.segment.name.as_str());
        leaf(words, value, unit).key(format!("{}/{name}", prefix(self.segment)))
    }

    /// One amount of each case of some classes.
    fn each(&self, takes: impl Fn(OutlierKind) -> bool, field: &str) -> Vec<Trace> {
        let (facts, payments) = (self.inputs.facts, &self.inputs.run.payments);
        let paid = |case: usize| payments.cases.get(case).filter(|own| takes(own.kind));
        let charge = |case: usize| {
            paid(case)?;
            let fen = payments.charge(facts, case);
            let source = facts.cases.source.get(case).copied().unwrap_or_default();
            let place = facts.place(source, "charge");
            Some(amount(self.inputs, case, "case_charge", fen).cell(place))
        };
        let of = |case: usize, name: &str, fen: fn(&CasePayment) -> i64| {
            let node = amount(self.inputs, case, name, fen(paid(case)?));
            Some(node.key(format!("case/{}/revenue", case + 1)))
        };
        match field {
            "charge" => self.cases(charge),
            "standard" => self.cases(|case| of(case, "case_standard", |own| own.standard.fen())),
            "fund" => self.cases(|case| of(case, "case_fund", |own| own.fund.fen())),
            _ => self.cases(|case| of(case, "case_revenue", |own| own.revenue.fen())),
        }
    }

    fn priced_charge(&self) -> Trace {
        self.named(
            "priced_charge",
            Ok(self.sums().priced().charge),
            Unit::Money,
        )
    }

    fn priced_cost(&self) -> Trace {
        self.named("priced_cost", priced_cost(self.segment), Unit::Money)
    }

    fn less(&self, name: &str, from: Trace, taken: Trace) -> Trace {
        let value = match (&from.value, &taken.value) {
            (Ok(from), Ok(taken)) => Ok(from - taken),
            (Err(reason), _) | (_, Err(reason)) => Err(reason.clone()),
        };
        self.named(name, value, Unit::Money)
            .made(Operation::Difference, vec![from, taken])
    }

    /// Figures of payment against charge against cost; `None` for other names.
    pub(super) fn gap(&self, name: &str) -> Option<Trace> {
        let segment = self.segment;
        Some(match name {
            "priced_cases" => {
                let mut node = self.named(name, Ok(self.sums().priced().cases), Unit::Count);
                node.formula = Some(label("formula_counted"));
                node
            }
            "priced_charge" => self.priced_charge().sum(self.each(PRICED, "charge")),
            "fund" => self
                .named(name, Ok(segment.fund.clone()), Unit::Money)
                .sum(self.each(PRICED, "fund")),
            "priced_cost" => self.priced_cost().made(
                Operation::Difference,
                vec![figure(segment, "cost")?, figure(segment, "unpriced_cost")?],
            ),
            "over_charge" => self.less(name, figure(segment, "revenue")?, self.priced_charge()),
            "charge_over_cost" => self.less(name, self.priced_charge(), self.priced_cost()),
            "zero" => self.zero(),
            "cost_zero" => {
                let sums = self.sums();
                let value = cost_zero(&sums, segment, self.mean());
                let none = || crate::quantity::Reason::new("reason.no_cases");
                let (cost, charge) = (self.priced_cost(), self.priced_charge());
                let ratio = match (&cost.value, &charge.value) {
                    (Ok(cost), Ok(charge)) => cost.over(charge, none),
                    (Err(reason), _) | (_, Err(reason)) => Err(reason.clone()),
                };
                let ratio = leaf(label("cost_per_charge"), ratio, Unit::Ratio)
                    .made(Operation::Quotient, vec![cost, charge]);
                let zero = self.zero();
                self.named(name, value, Unit::Ratio)
                    .made(Operation::Quotient, vec![zero, ratio])
            }
            _ => return self.class(name),
        })
    }

    fn mean(&self) -> Option<&Fraction> {
        let row = self.inputs.policy.groups.get(&self.segment.code)?;
        row.mean_charge.as_ref()
    }

    fn zero(&self) -> Trace {
        let sums = self.sums();
        let standard = sums.standard();
        let none = || crate::quantity::Reason::new("reason.no_standard");
        let own = standard.standard.over(&standard.cases, none);
        let own = leaf(label("mean_standard"), own, Unit::UnitMoney).made(
            Operation::Quotient,
            vec![
                money(label("standards"), standard.standard.clone())
                    .sum(self.each(RULED, "standard")),
                leaf(
                    label("ruled_cases"),
                    Ok(standard.cases.clone()),
                    Unit::Count,
                ),
            ],
        );
        let mean = self
            .mean()
            .map(|yuan| yuan * &Fraction::from(100))
            .ok_or_else(|| crate::quantity::Reason::new("reason.no_mean_charge"));
        let mean = leaf(label("area_mean_charge"), mean, Unit::UnitMoney);
        self.named("zero", charge_zero(&sums, self.mean()), Unit::Ratio)
            .made(Operation::Quotient, vec![own, mean])
    }

    /// `class/KEY/NAME`: cases of one class.
    fn class(&self, name: &str) -> Option<Trace> {
        let (key, name) = name.strip_prefix("class/")?.split_once('/')?;
        let at = CLASSES.iter().position(|class| class_key(*class) == key)?;
        let (class, sums) = (CLASSES[at], self.sums());
        let sum = &sums.0[at];
        let words = |name: &str| {
            label(&format!("class_{name}"))
                .with("name", self.segment.name.as_str())
                .with("class", format!("@outlier.{key}"))
        };
        let node = |name: &str, value: &Fraction| {
            money(words(name), value.clone()).sum(self.each(|own| own == class, name))
        };
        let less = |taken: &str, value: &Fraction| {
            money(words(&format!("over_{taken}")), &sum.revenue - value).made(
                Operation::Difference,
                vec![node("revenue", &sum.revenue), node(taken, value)],
            )
        };
        Some(match name {
            "cases" => {
                let mut node = leaf(words("cases"), Ok(sum.cases.clone()), Unit::Count);
                node.formula = Some(label("formula_counted"));
                node
            }
            "charge" => node("charge", &sum.charge),
            "standard" => node("standard", &sum.standard),
            "revenue" => node("revenue", &sum.revenue),
            "over_standard" => less("standard", &sum.standard),
            "over_charge" => less("charge", &sum.charge),
            _ => return None,
        })
    }
}
