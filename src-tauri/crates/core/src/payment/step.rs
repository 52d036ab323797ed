use serde::Serialize;

use crate::issue::Message;
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
    /// 分 per unit weight, per point or per day.
    FenPerUnit,
    /// Points.
    Points,
    /// Plain factor or ratio.
    Factor,
    /// Days.
    Days,
    /// Years, index, number of cases or of an entry.
    Count,
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
    /// Message, `payment.step_…`.
    pub label: Message,
    /// The value, exact.
    pub value: Fraction,
    /// What it counts in.
    pub unit: StepUnit,
    /// Policy source; `None` for a computed or imported value.
    pub citation: Option<Citation>,
    /// Field of the case's row it was read from.
    pub field: Option<&'static str>,
}

impl Step {
    /// A computed value.
    pub fn new(label: impl Into<String>, value: Fraction, unit: StepUnit) -> Self {
        Self {
            label: Message::new(label),
            value,
            unit,
            citation: None,
            field: None,
        }
    }
    /// A computed amount in whole 分.
    pub fn fen(label: impl Into<String>, value: i64) -> Self {
        Self::new(label, Fraction::from(value), StepUnit::Fen)
    }
    /// Read from this field of the case.
    #[must_use]
    pub fn read(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }
    /// Stated by the policy.
    #[must_use]
    pub fn cited(mut self, citation: impl Into<Option<Citation>>) -> Self {
        self.citation = citation.into();
        self
    }
    /// With an argument of the label.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.label = self.label.with(name, value);
        self
    }
}
