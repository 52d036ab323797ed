use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Cell, ChartSpec, Issue, Message, Table, Unit};

/// The eight places of the window.
/// 页面
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PageName {
    /// 总览
    Overview,
    /// 数据
    Data,
    /// 成本
    Costing,
    /// 病种
    CaseTypes,
    /// 支付
    Payment,
    /// 保本
    BreakEven,
    /// 方案
    Scenarios,
    /// 报告
    Reports,
}

impl PageName {
    /// All eight, in the order of the work.
    pub const ALL: [Self; 8] = [
        Self::Overview,
        Self::Data,
        Self::Costing,
        Self::CaseTypes,
        Self::Payment,
        Self::BreakEven,
        Self::Scenarios,
        Self::Reports,
    ];
    /// Stable key.
    pub const fn key(self) -> &'static str {
        [
            "overview",
            "data",
            "costing",
            "case_types",
            "payment",
            "break_even",
            "scenarios",
            "reports",
        ][self as usize]
    }
    /// The page with this key; hyphens are taken for underscores.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|page| page.key() == key.replace('-', "_"))
    }
}

/// Order of a page's first table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Sort {
    /// Column key.
    pub column: String,
    /// Largest first.
    #[serde(default)]
    pub descending: bool,
}

/// What to show of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PageRequest {
    /// Which page.
    pub page: PageName,
    /// Order of the rows; totals stay last.
    #[serde(default)]
    #[ts(optional)]
    pub sort: Option<Sort>,
    /// Chinese text, code, pinyin or pinyin initials.
    #[serde(default)]
    #[ts(optional)]
    pub search: Option<String>,
    /// Row opened for drill-down: group or department code.
    #[serde(default)]
    #[ts(optional)]
    pub selected: Option<String>,
    /// One of the page's views.
    #[serde(default)]
    #[ts(optional)]
    pub view: Option<String>,
}

impl PageRequest {
    /// The whole page.
    pub fn of(page: PageName) -> Self {
        Self {
            page,
            sort: None,
            search: None,
            selected: None,
            view: None,
        }
    }
}

/// Sign of a figure for the reader; colour is never the only carrier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// 盈余
    Good,
    /// 亏损
    Bad,
    /// Neither.
    Neutral,
}

/// A headline figure.
/// 关键指标
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Kpi {
    /// Stable key.
    pub key: String,
    /// Name.
    pub label: Message,
    /// The figure, or why there is none.
    pub figure: Cell,
    /// Unit of the figure.
    pub unit: Unit,
    /// The same figure before the scenario.
    pub baseline: Option<Cell>,
    /// Figure less baseline.
    pub change: Option<Cell>,
    /// Sign.
    pub tone: Tone,
    /// One line below the figure.
    pub note: Option<Message>,
}

/// One way of looking at a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct View {
    /// Key.
    pub key: String,
    /// Name.
    pub label: Message,
}

/// A page's content.
/// 页面内容
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Page {
    /// Headline figures.
    pub kpis: Vec<Kpi>,
    /// Tables, the main one first.
    pub tables: Vec<Table>,
    /// Charts.
    pub charts: Vec<ChartSpec>,
    /// Trouble that touches this page.
    pub issues: Vec<Issue>,
    /// Basis of the figures, one line each.
    pub info: Vec<Message>,
    /// What is missing and what to do, when there is nothing to show.
    pub empty: Option<Message>,
    /// Ways of looking at it.
    pub views: Vec<View>,
    /// The view shown.
    pub view: Option<String>,
}
