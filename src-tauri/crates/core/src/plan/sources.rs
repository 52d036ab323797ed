//! Settings of the sources of cost: how assets are charged, usual lives, which source feeds which accounts.

use serde::{Deserialize, Serialize};

use crate::policy::Certainty;
use crate::quantity::Fraction;

/// Which month an asset is charged first.
/// 折旧起始月份
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryMonth {
    /// 当月增加当月提: charged from the month it comes in, not in the month it leaves (government accounting).
    #[default]
    Same,
    /// 当月增加下月提: from the month after, still in the month it leaves (enterprise accounting).
    Following,
}

impl EntryMonth {
    /// Stable key; the message key is `entry_month.` + key.
    pub const fn key(self) -> &'static str {
        ["same", "following"][self as usize]
    }
    /// Months between entry and first charge.
    pub const fn delay(self) -> i64 {
        match self {
            Self::Same => 0,
            Self::Following => 1,
        }
    }
}

/// How the asset register's charge is recomputed. The default is government accounting.
/// 折旧规则
///
/// Source: cost-method §6.1 (no residual value: from a summary of 政府会计准则第3号; months: from memory).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepreciationRule {
    /// First month.
    pub entry: EntryMonth,
    /// Residual value as a share of the original value, for assets that do not state their own; `None`: residual
    /// values are not considered at all (不考虑预计净残值).
    #[serde(default)]
    pub residual: Option<Fraction>,
}

/// Usual life of a class of assets.
/// 折旧年限
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LifeRule {
    /// Class as registers write it.
    pub class: String,
    /// Other spellings.
    #[serde(default)]
    pub also: Vec<String>,
    /// Shortest life in years; `None`: no lower bound.
    #[serde(default)]
    pub years_min: Option<u32>,
    /// Longest life in years; `None`: no upper bound.
    #[serde(default)]
    pub years_max: Option<u32>,
    /// False for what is never charged: land, heritage objects, books.
    #[serde(default = "charged")]
    pub charged: bool,
    /// Document and table.
    pub source: String,
    /// How sure it is.
    pub certainty: Certainty,
}

fn charged() -> bool {
    true
}

impl LifeRule {
    /// Whether it speaks for this class.
    pub fn names(&self, class: &str) -> bool {
        self.class == class || self.also.iter().any(|also| also == class)
    }
}

/// One source of cost and the accounts it was booked to, compared with each other.
/// 来源与科目对照
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceLink {
    /// Source key: `staff.basic`, `staff.performance`, `staff.insurance`, `assets.depreciation`,
    /// `assets.amortisation`, or one of a stock source.
    pub source: String,
    /// Account codes.
    pub accounts: Vec<String>,
}
