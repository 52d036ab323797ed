use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Message;

/// Usual life of a class of assets, as shown and as typed.
/// 折旧年限
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AssetLife {
    /// Class as registers write it.
    pub class: String,
    /// Other spellings.
    pub also: Vec<String>,
    /// Shortest life in whole years; empty: no lower bound.
    pub years_min: String,
    /// Longest life in whole years; empty: no upper bound.
    pub years_max: String,
    /// False for what is never charged.
    pub charged: bool,
    /// Document and table.
    pub source: String,
    /// How sure it is: `assumption`, `practice`, `summary`, `official`.
    pub certainty: String,
}

/// How assets are charged, and the lives they are held against.
/// 折旧规则与折旧年限
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Depreciation {
    /// First month charged: `same` or `following`.
    pub entry: String,
    /// Residual value in per cent of the original value; empty: not considered.
    pub residual: String,
    /// Lives by class.
    pub lives: Vec<AssetLife>,
}

/// One kept version of the settings of the computation.
/// 核算设置版本
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanVersion {
    /// Number inside the project, from 1.
    pub number: u32,
    /// When it was kept; empty where nobody said.
    pub when: String,
    /// Who kept it; may be empty.
    pub who: String,
    /// Why.
    pub reason: Option<Message>,
    /// What it changed against the version before.
    pub changes: Vec<Message>,
    /// Whether it is the one in force.
    pub current: bool,
}
