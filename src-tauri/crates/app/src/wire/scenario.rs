use serde::{Deserialize, Serialize};
use ts_rs::TS;

use std::collections::BTreeMap;

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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// Lever key.
    pub lever: String,
    /// Decimal text in the lever's unit (per cent levers: `5` or `5%`).
    pub value: String,
    /// Further numbers by key, decimal texts in their units; those left out have the lever's default.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, String>,
    /// What it speaks for: `all` (or empty), `group`, `department`, `scheme`, `item`, `service_unit`, `account`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub target_kind: String,
    /// Code of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub target: String,
    /// First month it acts, `2026-03`; empty: from the beginning.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub start: String,
    /// Months it grows over.
    #[serde(default)]
    pub ramp_months: u32,
    /// Paid once when it starts, 元; empty: nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub one_off: String,
    /// Lowest value thought possible; empty: certain.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub low: String,
    /// Highest.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub high: String,
    /// The user's name for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Who says so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Switched off it is kept and does nothing.
    #[serde(default)]
    pub disabled: bool,
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

/// A further number of a lever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeverParameter {
    /// Key.
    pub key: String,
    /// Name.
    pub label: Message,
    /// Name of the unit: `days`, `weight`, `share`, `change`, `yuan`, `count`, `difference`, `factor`.
    pub measure: String,
    /// Whether it must be given.
    pub required: bool,
    /// What holds where it is not given; `None`: nothing, or taken from the data.
    pub default: Option<String>,
}

/// A worked figure of a lever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeverExample {
    /// ID of the source line.
    pub source: String,
    /// Value as the window writes it.
    pub value: String,
    /// Further numbers by key.
    pub parameters: BTreeMap<String, String>,
    /// Whether a number in it is implied by the answer rather than stated.
    pub implied: bool,
    /// `surplus` or `released`.
    pub kind: String,
    /// The answer, 元.
    pub answer: String,
}

/// A lever of the catalogue.
/// 杠杆说明
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeverInfo {
    /// Key.
    pub lever: String,
    /// Key of its family.
    pub family: String,
    /// Name.
    pub label: Message,
    /// What it is for.
    pub meaning: Message,
    /// Formula in words.
    pub formula: Message,
    /// Unit of the value, as in [`LeverParameter::measure`].
    pub measure: String,
    /// Further numbers.
    pub parameters: Vec<LeverParameter>,
    /// Where it may act.
    pub targets: Vec<String>,
    /// Source lines.
    pub sources: Vec<String>,
    /// Whether it must pass every case.
    pub every_case: bool,
    /// Keys of the indicators it endangers.
    pub guards: Vec<String>,
    /// Worked figures.
    pub examples: Vec<LeverExample>,
}

/// A scenario read from a file, beside the kept one of the same key where there is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportedScenario {
    /// What was read; not kept yet.
    pub scenario: SavedScenario,
    /// What differs from the kept scenario, one by one.
    pub changes: Vec<Issue>,
    /// What could not be read, with its cell or place.
    pub refused: Vec<Issue>,
}

/// A guard as it is set; shares in per cent, empty where nothing is set.
/// 护栏设定
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GuardLine {
    /// `readmission`, `complication`, `low_outliers`, `refusal`, `satisfaction`.
    pub guard: String,
    /// Highest value allowed, or lowest for satisfaction; empty: no limit.
    pub limit: String,
    /// Stated value; empty: only what the cases say.
    pub value: String,
    /// Month or year the stated value speaks of.
    pub date: String,
    /// Who says so.
    pub source: String,
}

/// A state of a kept scenario.
/// 方案快照
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScenarioSnapshot {
    /// Name.
    pub name: String,
    /// When it was kept.
    pub when: String,
    /// The overrides then.
    pub overrides: Vec<Override>,
    /// What the scenario has otherwise now.
    pub changes: Vec<Issue>,
}

/// Chosen changes of one scenario for another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MergeRequest {
    /// Key of the scenario that receives.
    pub into: String,
    /// Key of the scenario that gives.
    pub from: String,
    /// Numbers of the changes, from 1.
    pub changes: Vec<u32>,
    /// On a conflict the other's change is taken; otherwise its own stays.
    pub take_other: bool,
}

/// What a merge did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MergeAnswer {
    /// The receiving scenario as kept.
    pub scenario: SavedScenario,
    /// Numbers of the changes taken.
    pub taken: Vec<u32>,
    /// Conflicts, and numbers that do not exist.
    pub issues: Vec<Issue>,
}
