use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Cell, ChartSpec, Issue, Kpi, Message, Table, Unit};

/// How a lever's value is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LeverKind {
    /// A target: mean stay in days, CMI.
    Target,
    /// A relative change: `0.05` is +5 %.
    Relative,
    /// An amount in 元 a year.
    Amount,
}

/// A lever with its slider.
/// 杠杆
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeverInfo {
    /// Key, e.g. `length_of_stay`.
    pub lever: String,
    /// Name.
    pub label: Message,
    /// How its value is meant.
    pub kind: LeverKind,
    /// Unit to show it in; for relative levers the value × 100.
    pub unit: Unit,
    /// The present value, or why there is none.
    pub baseline: Cell,
    /// Values of the slider's stops as a request takes them, in order; the slider moves over their index.
    pub stops: Vec<String>,
    /// What each stop shows, parallel to `stops`.
    pub stop_texts: Vec<String>,
    /// Index of the stop that changes nothing.
    pub rest: u32,
    /// Can speak for one case group only.
    pub per_group: bool,
}

/// One change against the baseline.
/// 覆盖项
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScenarioOverride {
    /// Lever key.
    pub lever: String,
    /// Decimal text, full or percent (`2%`); for the amount lever in 元.
    pub value: String,
    /// One case group only.
    #[serde(default)]
    pub group: Option<String>,
    /// Who says so.
    #[serde(default)]
    pub source: String,
}

/// A what-if.
/// 方案
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScenarioRequest {
    /// In the order they apply.
    pub overrides: Vec<ScenarioOverride>,
}

/// What a what-if gives.
/// 方案结果
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ScenarioOut {
    /// Headline figures with baseline and change.
    pub kpis: Vec<Kpi>,
    /// Charts.
    pub charts: Vec<ChartSpec>,
    /// Tables.
    pub tables: Vec<Table>,
    /// Trouble the overrides cause.
    pub issues: Vec<Issue>,
}
