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
    pub sort: Option<Sort>,
    /// Chinese text, code, pinyin or pinyin initials.
    #[serde(default)]
    pub search: Option<String>,
    /// Row opened for drill-down: group, department, batch.
    #[serde(default)]
    pub selected: Option<String>,
    /// Part of the page: a table id or a named view.
    #[serde(default)]
    pub view: Option<String>,
}

/// Sign of a figure for the reader; colour is never the only carrier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// 盈余
    Surplus,
    /// 亏损
    Loss,
    /// Needs attention.
    Warning,
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

/// A named fact of a page: basis, policy, run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Fact {
    /// Stable key.
    pub key: String,
    /// Name.
    pub label: Message,
    /// Content.
    pub value: Cell,
}

/// What to do when a page has nothing to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Empty {
    /// What is missing and what to do.
    pub message: Message,
    /// Page that helps.
    pub page: Option<PageName>,
    /// Forms to bring in, by key.
    pub forms: Vec<String>,
}

/// A page's content.
/// 页面内容
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Page {
    /// Which page.
    pub page: PageName,
    /// Headline figures.
    pub kpis: Vec<Kpi>,
    /// Tables, the main one first.
    pub tables: Vec<Table>,
    /// Charts.
    pub charts: Vec<ChartSpec>,
    /// Trouble that touches this page.
    pub issues: Vec<Issue>,
    /// Basis of the figures.
    pub info: Vec<Fact>,
    /// Set when there is nothing to show.
    pub empty: Option<Empty>,
}
