//! "Why this number" (这个数怎么来的): the road back from a figure to file, sheet and cell, recomputed on demand.

use serde::Serialize;

use crate::issue::{Message, Place};
use crate::quantity::{Computed, Fraction};
use crate::report::Unit;

/// One step of an explanation.
/// 追溯节点
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trace {
    /// What the figure is, in words.
    pub label: Message,
    /// The figure, exact, in the unit below (money in 分).
    pub value: Computed<Fraction>,
    /// How to print it.
    pub unit: Unit,
    /// Formula in words, naming the operands below in order; `None` at a source cell.
    pub formula: Option<Message>,
    /// Where and how it was rounded, if it was.
    pub rounding: Option<Message>,
    /// Operands. Long lists are cut to the largest and say so in a last line that carries the rest's sum.
    pub operands: Vec<Trace>,
    /// Key under which this operand can be opened by itself; `None` when it is complete here.
    pub key: Option<String>,
    /// The cell it came from, with the accepted text.
    pub cell: Option<Place>,
    /// Title of the policy source and its level of certainty.
    pub clause: Option<String>,
}
