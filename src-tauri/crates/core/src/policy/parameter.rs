use serde::Serialize;
use std::collections::BTreeMap;

use super::OpenMatter;
use crate::period::Date;
use crate::quantity::Fraction;

/// What a keyed value is looked up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyedBy {
    /// Payer scheme key (险种).
    Scheme,
    /// Hospital grade (医院等级), stated in the pack.
    Grade,
    /// Facility code of the case (院区/机构).
    Hospital,
    /// Code of a list (辅助目录).
    Code,
}

/// On which side of a limit the limit itself lies.
/// 阈值比较方式
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// Outlier when ratio < limit.
    Lt,
    /// Outlier when ratio ≤ limit.
    Le,
    /// Outlier when ratio > limit.
    Gt,
    /// Outlier when ratio ≥ limit.
    Ge,
}

/// What a step table reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepOn {
    /// Relative weight of the group as paid.
    Weight,
    /// Base points: weight × scale (points method only).
    BasePoints,
}

/// The number a ratio is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Threshold {
    /// The same for every group.
    Number(Fraction),
    /// By weight or base points: `(below, limit)` in rising order, the first row whose `below` is above the value
    /// speaks; `None` is the last row and has no upper end.
    Steps {
        /// What is read.
        on: StepOn,
        /// Rows.
        rows: Vec<(Option<Fraction>, Fraction)>,
        /// A value equal to `below` still belongs to the row.
        inclusive: bool,
    },
    /// By scheme or grade, as the parameter says.
    Keyed(BTreeMap<String, Fraction>),
}

impl Threshold {
    /// The limit for a weight and its base points, or for a scheme or grade; `None` when the table has no row for it.
    pub fn of(&self, weight: &Fraction, base_points: &Fraction, key: &str) -> Option<&Fraction> {
        match self {
            Self::Number(number) => Some(number),
            Self::Keyed(table) => table.get(key),
            Self::Steps {
                on,
                rows,
                inclusive,
            } => {
                let value = if *on == StepOn::Weight {
                    weight
                } else {
                    base_points
                };
                rows.iter()
                    .find(|(below, _)| {
                        below
                            .as_ref()
                            .is_none_or(|below| value < below || (*inclusive && value == below))
                    })
                    .map(|(_, limit)| limit)
            }
        }
    }
}

/// An outlier limit.
/// 高低倍率界限
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// On which side the limit itself lies.
    pub comparator: Comparator,
    /// The number.
    pub threshold: Threshold,
}

/// What a parameter says from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// One number.
    Number(Fraction),
    /// A number by scheme or grade.
    Keyed(BTreeMap<String, Fraction>),
    /// An outlier limit.
    Limit(Limit),
    /// By a whole number (days, years, index): `(up to and including, value)`, rising; `None` has no upper end.
    Bands(Vec<(Option<i64>, Fraction)>),
}

/// A value that holds from its day until the next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// First day.
    pub from: Date,
    /// The value; `None` ends the parameter.
    pub value: Option<Value>,
    /// Id of its source in the pack.
    pub source: String,
}

/// Why a parameter has no value on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoValue {
    /// The first value starts later (on that day).
    BeforeFirst(Date),
    /// It ended on that day.
    Ended(Date),
    /// It has no value at all.
    Never,
}

/// One dated parameter of a pack.
/// 参数
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Parameter {
    /// Unit as the pack states it: `yuan/weight`, `yuan/point`, `1`, `day`. Money is in 元.
    pub unit: String,
    /// What keyed values are looked up by.
    pub keyed_by: Option<KeyedBy>,
    /// By first day, rising; empty only where the value is to be confirmed.
    pub entries: Vec<Entry>,
    /// What is to be confirmed, where the pack does not know the value.
    pub open: Option<OpenMatter>,
}

impl Parameter {
    /// The entry in force on a day. A day before the first value is an error, never a default.
    ///
    /// # Errors
    /// Why there is none.
    pub fn at(&self, day: Date) -> Result<(&Entry, &Value), NoValue> {
        let after = self.entries.partition_point(|entry| entry.from <= day);
        let Some(entry) = after
            .checked_sub(1)
            .and_then(|index| self.entries.get(index))
        else {
            return Err(self
                .entries
                .first()
                .map_or(NoValue::Never, |first| NoValue::BeforeFirst(first.from)));
        };
        entry
            .value
            .as_ref()
            .map(|value| (entry, value))
            .ok_or(NoValue::Ended(entry.from))
    }
}
