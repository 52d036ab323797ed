//! Building of nodes.

use super::{Operation, Trace};
use crate::hospital::CostItem;
use crate::issue::{Message, Place};
use crate::quantity::{Computed, Fraction};
use crate::report::Unit;

/// How many operands of a long list are named.
const SHOWN: usize = 12;

/// A number in a key, from 1, as an index.
pub(super) fn number(text: &str) -> Option<usize> {
    text.parse::<usize>().ok()?.checked_sub(1)
}

/// The item with this key.
pub(super) fn item(key: &str) -> Option<CostItem> {
    CostItem::ALL.into_iter().find(|item| item.key() == key)
}

/// A label: `trace.` + name.
pub(super) fn label(name: &str) -> Message {
    Message::new(format!("trace.{name}"))
}

pub(super) fn leaf(label: Message, value: Computed<Fraction>, unit: Unit) -> Trace {
    Trace {
        label,
        value,
        unit,
        formula: None,
        operation: None,
        rounding: None,
        operands: Vec::new(),
        key: None,
        cell: None,
        clause: None,
    }
}

pub(super) fn money(label: Message, value: Fraction) -> Trace {
    leaf(label, Ok(value), Unit::Money)
}

pub(super) fn plain(name: &str, value: Fraction) -> Trace {
    leaf(label(name), Ok(value), Unit::Ratio)
}

impl Trace {
    pub(super) fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }
    pub(super) fn cell(mut self, place: Place) -> Self {
        self.cell = Some(place);
        self
    }
    pub(super) fn made(mut self, operation: Operation, operands: Vec<Trace>) -> Self {
        let words = match operation {
            Operation::Sum => "formula_sum",
            Operation::Difference => "formula_difference",
            Operation::Product => "formula_product",
            Operation::Quotient => "formula_quotient",
            Operation::Steps => "formula_steps",
        };
        self.formula = Some(label(words));
        self.operation = Some(operation);
        self.operands = operands;
        self
    }
    /// A sum; long lists keep the largest and a rest that carries the others exactly. Zeros are left out.
    pub(super) fn sum(self, mut operands: Vec<Trace>) -> Self {
        let size = |node: &Trace| node.value.as_ref().map(Fraction::abs).unwrap_or_default();
        operands.retain(|node| node.value.as_ref().map_or(true, |value| !value.is_zero()));
        if operands.len() > SHOWN + 1 {
            let unit = self.unit;
            // Stable: equal amounts stay in their order.
            operands.sort_by_key(|node| std::cmp::Reverse(size(node)));
            let rest = operands.split_off(SHOWN);
            let count = rest.len();
            let value: Computed<Fraction> = rest.into_iter().map(|node| node.value).sum_all();
            let words = label("rest").with("count", count.to_string());
            operands.push(leaf(words, value, unit));
        }
        self.made(Operation::Sum, operands)
    }
}

/// Sum of figures of which one may not be computable.
trait SumAll {
    fn sum_all(self) -> Computed<Fraction>;
}
impl<I: Iterator<Item = Computed<Fraction>>> SumAll for I {
    fn sum_all(self) -> Computed<Fraction> {
        let values: Vec<Fraction> = self.collect::<Computed<_>>()?;
        Ok(values.iter().sum())
    }
}
