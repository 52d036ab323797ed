use serde::{Deserialize, Serialize};
use ts_rs::TS;
use yingheng_core::quantity::{Fraction, rounding};
use yingheng_core::report as core_report;
use yingheng_core::trace as core;

use super::{Message, Place, Reason, Unit};

/// One step of an explanation.
/// 这个数怎么来的
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Trace {
    /// What the figure is.
    pub label: Message,
    /// Decimal text in the unit's base; empty where not computable.
    pub text: String,
    /// Why there is no figure.
    pub reason: Option<Reason>,
    /// How to print it.
    pub unit: Unit,
    /// Formula in words; none at a source cell.
    pub formula: Option<Message>,
    /// Where and how it was rounded.
    pub rounding: Option<Message>,
    /// Operands in the order of the formula.
    pub operands: Vec<Trace>,
    /// Key under which this operand can be opened by itself.
    pub key: Option<String>,
    /// The cell it came from.
    pub cell: Option<Place>,
    /// Title of the policy source and its level of certainty.
    pub clause: Option<String>,
}

/// Text of an exact value in its unit's base; money stages carry 分 and print 元.
pub(crate) fn printed(value: &Fraction, unit: core_report::Unit) -> String {
    use core_report::Unit as U;
    match unit {
        U::Money | U::UnitMoney => rounding::to_money(value).to_string(),
        U::Ratio | U::Weight => rounding::to_text(value, 4),
        U::Percent => rounding::to_text(&(value * &Fraction::from(100)), 2),
        U::Days => rounding::to_text(value, 2),
        U::Count => rounding::to_text(value, 0),
    }
}

impl From<core::Trace> for Trace {
    fn from(trace: core::Trace) -> Self {
        let (text, reason) = match trace.value {
            Ok(value) => (printed(&value, trace.unit), None),
            Err(reason) => (String::new(), Some(reason.into())),
        };
        Self {
            label: trace.label.into(),
            text,
            reason,
            unit: trace.unit.into(),
            formula: trace.formula.map(Message::from),
            rounding: trace.rounding.map(Message::from),
            operands: trace.operands.into_iter().map(Self::from).collect(),
            key: trace.key,
            cell: trace.cell.map(Place::from),
            clause: trace.clause,
        }
    }
}
