//! A scenario: ordered, named, dated, sourced overrides against a baseline.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::levers::{Lever, TargetKind};
use crate::hospital::CostItem;
use crate::period::Period;
use crate::quantity::Fraction;

/// What an override speaks for.
/// 作用范围
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// 全院
    #[default]
    All,
    /// 病组, by code.
    Group(String),
    /// 科室, by code.
    Department(String),
    /// 险种(支付方式), as the cases write it.
    Scheme(String),
    /// 成本项目
    Item(CostItem),
    /// 服务单元, by code: stands for its member units.
    ServiceUnit(String),
    /// 会计科目, by code.
    Account(String),
}

impl Target {
    /// Which kind it is.
    pub const fn kind(&self) -> TargetKind {
        match self {
            Self::All => TargetKind::All,
            Self::Group(_) => TargetKind::Group,
            Self::Department(_) => TargetKind::Department,
            Self::Scheme(_) => TargetKind::Scheme,
            Self::Item(_) => TargetKind::Item,
            Self::ServiceUnit(_) => TargetKind::ServiceUnit,
            Self::Account(_) => TargetKind::Account,
        }
    }
    /// Its code; empty for the whole hospital.
    pub fn code(&self) -> &str {
        match self {
            Self::All => "",
            Self::Item(item) => item.key(),
            Self::Group(code)
            | Self::Department(code)
            | Self::Scheme(code)
            | Self::ServiceUnit(code)
            | Self::Account(code) => code,
        }
    }
    /// From kind and code; `None` for an item that does not exist.
    pub fn of(kind: TargetKind, code: &str) -> Option<Self> {
        let code = code.trim().to_owned();
        Some(match kind {
            TargetKind::All => Self::All,
            TargetKind::Group => Self::Group(code),
            TargetKind::Department => Self::Department(code),
            TargetKind::Scheme => Self::Scheme(code),
            TargetKind::Item => Self::Item(
                CostItem::ALL
                    .into_iter()
                    .find(|item| item.key() == code.as_str())?,
            ),
            TargetKind::ServiceUnit => Self::ServiceUnit(code),
            TargetKind::Account => Self::Account(code),
        })
    }
}

/// One change against the baseline.
/// 覆盖项
///
/// The run of a scenario shows it in full effect; `start`, `ramp_months` and `one_off` speak on the path by month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct Override {
    /// What moves.
    pub lever: Lever,
    /// To where or by how much, as the lever says; shares and relative changes as numbers (0.05 = 5 %), money in 元.
    pub value: Fraction,
    /// The lever's further numbers by key, in their units; those left out have the lever's default.
    pub parameters: BTreeMap<String, Fraction>,
    /// What it speaks for.
    pub target: Target,
    /// First month it acts; `None`: from the beginning.
    pub start: Option<Period>,
    /// Months it grows over, evenly; 0: at once.
    pub ramp_months: u32,
    /// Paid once when it starts (一次性投入), 元. Never part of a year's surplus.
    pub one_off: Fraction,
    /// Lowest and highest `value` thought possible, for ranges and tornado; `None`: certain.
    pub range: Option<(Fraction, Fraction)>,
    /// The user's name for it; may be empty.
    pub name: String,
    /// Who says so, in the user's words; may be empty.
    pub source: String,
    /// Switched off it is kept and does nothing.
    pub enabled: bool,
}

impl Override {
    /// A lever at a value, for the whole hospital, at once and without further numbers.
    pub fn new(lever: Lever, value: Fraction) -> Self {
        Self {
            lever,
            value,
            parameters: BTreeMap::new(),
            target: Target::All,
            start: None,
            ramp_months: 0,
            one_off: Fraction::zero(),
            range: None,
            name: String::new(),
            source: String::new(),
            enabled: true,
        }
    }
    /// With a further number.
    #[must_use]
    pub fn with(mut self, parameter: &str, value: Fraction) -> Self {
        self.parameters.insert(parameter.to_owned(), value);
        self
    }
    /// For something else than the whole hospital.
    #[must_use]
    pub fn on(mut self, target: Target) -> Self {
        self.target = target;
        self
    }
}

/// How an override is kept, older forms included: the first had a case group (`group`) and nothing beyond value and source.
#[derive(Deserialize)]
struct Stored {
    lever: Lever,
    value: Fraction,
    #[serde(default)]
    group: Option<String>,
    #[serde(default)]
    parameters: BTreeMap<String, Fraction>,
    #[serde(default)]
    target: Option<Target>,
    #[serde(default)]
    start: Option<Period>,
    #[serde(default)]
    ramp_months: u32,
    #[serde(default)]
    one_off: Fraction,
    #[serde(default)]
    range: Option<(Fraction, Fraction)>,
    #[serde(default)]
    name: String,
    #[serde(default)]
    source: String,
    #[serde(default = "on")]
    enabled: bool,
}

const fn on() -> bool {
    true
}

impl From<Stored> for Override {
    fn from(kept: Stored) -> Self {
        let of_group = || kept.group.map_or(Target::All, Target::Group);
        Self {
            lever: kept.lever,
            value: kept.value,
            parameters: kept.parameters,
            target: kept.target.unwrap_or_else(of_group),
            start: kept.start,
            ramp_months: kept.ramp_months,
            one_off: kept.one_off,
            range: kept.range,
            name: kept.name,
            source: kept.source,
            enabled: kept.enabled,
        }
    }
}

/// A named, ordered set of overrides.
/// 方案
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scenario {
    /// Key inside the project.
    pub id: String,
    /// Name.
    pub name: String,
    /// In the order they apply.
    pub overrides: Vec<Override>,
    /// States kept, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub snapshots: Vec<Snapshot>,
}

/// A state of a scenario somebody kept.
/// 方案快照
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Name.
    pub name: String,
    /// When it was kept, as the program's clock said.
    pub when: String,
    /// The overrides then.
    pub overrides: Vec<Override>,
}
