use serde::{Deserialize, Serialize};
use ts_rs::TS;
use yingheng_core::report::publish;
use yingheng_core::trace as core;

use super::{Message, Reason, Unit};

/// The cell a figure came from.
/// 来源单元格
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TraceCell {
    /// File name without its folder.
    pub file: Option<String>,
    /// Sheet name.
    pub sheet: Option<String>,
    /// Row as Excel counts it.
    pub row: Option<u32>,
    /// Column as Excel counts it.
    pub column: Option<u32>,
    /// `F18`.
    pub address: String,
    /// Text as accepted, where it is kept.
    pub text: Option<String>,
}

impl From<yingheng_core::issue::Place> for TraceCell {
    fn from(place: yingheng_core::issue::Place) -> Self {
        let address = place.address();
        Self {
            file: place.file,
            sheet: place.sheet,
            row: place.row,
            column: place.column,
            address,
            text: None,
        }
    }
}

/// One step of an explanation.
/// 这个数怎么来的
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Trace {
    /// What the figure is.
    pub label: Message,
    /// Decimal text in the unit's base.
    pub text: Option<String>,
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
    pub cell: Option<TraceCell>,
    /// Title of the policy source and its level of certainty.
    pub clause: Option<String>,
}

impl From<core::Trace> for Trace {
    fn from(trace: core::Trace) -> Self {
        let (text, reason) = match trace.value {
            Ok(value) => (Some(publish::text(&value, trace.unit)), None),
            Err(reason) => (None, Some(reason.into())),
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
            cell: trace.cell.map(TraceCell::from),
            clause: trace.clause,
        }
    }
}
