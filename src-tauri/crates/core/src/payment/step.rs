use serde::Serialize;

use crate::period::Date;
use crate::policy::Entry;
use crate::quantity::Fraction;

/// What a step of an explanation counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepUnit {
    /// 分, exact.
    Fen,
    /// Relative weight.
    Weight,
    /// 分 per unit weight or per point.
    FenPerUnit,
    /// Points.
    Points,
    /// Plain factor or ratio.
    Factor,
    /// Days.
    Days,
}

/// Where a value in a step comes from.
/// 政策依据引用
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// Parameter id; `groups` for the group table.
    pub parameter: String,
    /// First day of the value used.
    pub from: Date,
    /// Id of the source in [`PolicyPack::sources`](crate::policy::PolicyPack::sources), with title and certainty.
    pub source: String,
}

impl Citation {
    /// Cites the entry of a parameter.
    pub fn of(parameter: &str, entry: &Entry) -> Self {
        Self {
            parameter: parameter.to_owned(),
            from: entry.from,
            source: entry.source.clone(),
        }
    }
}

/// One line of the explanation of a payment.
/// 结算步骤
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Message key, `payment.step_…`.
    pub label: &'static str,
    /// The value, exact.
    pub value: Fraction,
    /// What it counts in.
    pub unit: StepUnit,
    /// Policy source; `None` for a computed or imported value.
    pub citation: Option<Citation>,
}
