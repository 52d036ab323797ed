use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ChartSpec, Issue, Kpi, Message, Table, Unit};

/// A lever and its slider; values in the lever's unit (per cent levers: 5 is +5 %; money: 元).
/// 杠杆
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeverState {
    /// Key, e.g. `length_of_stay`.
    pub lever: String,
    /// Name.
    pub label: Message,
    /// Present value.
    pub value: String,
    /// Value that changes nothing.
    pub baseline: String,
    /// Slider's lowest.
    pub minimum: String,
    /// Slider's highest.
    pub maximum: String,
    /// Slider's step.
    pub step: String,
    /// Unit of the values.
    pub unit: Unit,
}

/// One change against the baseline.
/// 覆盖项
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Override {
    /// Lever key.
    pub lever: String,
    /// Decimal text in the lever's unit.
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
    pub overrides: Vec<Override>,
}

/// What a what-if gives.
/// 方案结果
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ScenarioAnswer {
    /// Headline figures with baseline and change.
    pub kpis: Vec<Kpi>,
    /// Charts.
    pub charts: Vec<ChartSpec>,
    /// Tables.
    pub tables: Vec<Table>,
    /// Trouble the overrides cause.
    pub issues: Vec<Issue>,
}

/// A scenario to keep; without an id a new one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SaveScenario {
    /// Key inside the project.
    pub id: Option<String>,
    /// Name.
    pub name: String,
    /// In the order they apply.
    pub overrides: Vec<Override>,
}

/// A kept scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedScenario {
    /// Key inside the project.
    pub id: String,
    /// Name.
    pub name: String,
    /// In the order they apply.
    pub overrides: Vec<Override>,
}
