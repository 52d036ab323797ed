//! Tables and charts as values; what is published is rounded here, once, through [`crate::quantity::rounding`].

pub mod allocation;
pub mod assets;
pub mod attribution;
pub mod board;
pub mod break_evens;
pub mod cases;
pub mod charts;
pub mod claims;
pub mod departments;
pub mod forms;
pub mod gap;
pub mod gap_curves;
pub mod gap_methods;
pub mod gap_teams;
pub mod headline;
pub mod inventory;
pub mod labour;
pub mod levers;
pub mod materials;
pub mod methods;
pub mod mixed_costs;
pub mod object_costs;
pub mod objects;
pub mod policy;
pub mod policy_diff;
pub mod policy_methods;
pub mod policy_open;
pub mod publish;
pub mod quality;
pub mod reciprocal;
pub mod recoding;
pub mod reconciliation;
pub mod replay;
pub mod segments;
pub mod service_items;
pub mod sources;
pub mod statistics;
pub mod takeover;
pub mod time_driven;
pub mod wip;
pub mod year;
pub mod year_cash;
pub mod year_pools;

use serde::Serialize;

use crate::issue::Message;
use crate::quantity::Reason;

/// How a figure is printed.
/// 计量单位
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Money; text in 元 with two places, shown in 元, 千元 or 万元.
    Money,
    /// Money per case, day, visit; always 元.
    UnitMoney,
    /// Plain ratio, four places.
    Ratio,
    /// Per cent; the text is the percentage with two places, without the sign.
    Percent,
    /// Whole number.
    Count,
    /// Days, two places.
    Days,
    /// Relative weight or CMI, four places.
    Weight,
}

impl Unit {
    /// Message key of the unit's short name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Money | Self::UnitMoney => "unit.yuan",
            Self::Percent => "unit.percent",
            Self::Days => "unit.days",
            Self::Ratio | Self::Count | Self::Weight => "unit.none",
        }
    }
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Cell {
    /// Text as the user wrote it (codes, names).
    Text {
        /// The text.
        text: String,
    },
    /// A message.
    Label {
        /// The message.
        message: Message,
    },
    /// A figure, rounded and closed: decimal text in the unit's base.
    Figure {
        /// Decimal text, e.g. `-1234.50`.
        text: String,
        /// Key for "why this number"; `None` where the table's column has none.
        why: Option<String>,
    },
    /// Not computable.
    NotComputable {
        /// Why.
        reason: Reason,
    },
    /// Nothing applies here.
    Empty,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Stable key.
    pub key: String,
    /// Heading.
    pub label: Message,
    /// Unit of its figures; `None` for text.
    pub unit: Option<Unit>,
}

/// Weight of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowStyle {
    /// Ordinary.
    Normal,
    /// 小计
    Subtotal,
    /// 合计
    Total,
    /// 不计入: shown and struck through.
    Struck,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Stable key, e.g. the group code.
    pub key: String,
    /// Weight.
    pub style: RowStyle,
    /// One per column.
    pub cells: Vec<Cell>,
}

/// A published table.
/// 报表
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Stable key, e.g. `case_types`.
    pub id: String,
    /// Title.
    pub title: Message,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Notes below the table (closing axis, 尾差, certainty, synthetic mark).
    pub notes: Vec<Message>,
}

/// A point of a chart: where it stands, and the exact text of its figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Point {
    /// Stable key, e.g. the group code; opens the drill-down.
    pub key: String,
    /// Label.
    pub label: Message,
    /// Horizontal position; for category charts the index.
    pub x: f64,
    /// Vertical position; for bars the signed height.
    pub y: f64,
    /// Size (bubble area) or start of the bar (waterfall), as the chart kind says.
    pub z: f64,
    /// Exact texts to show, parallel to the chart's `figures`.
    pub texts: Vec<String>,
}

/// A series of a chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Series {
    /// Stable key; decides the colour (`surplus`, `loss`, `total`, `revenue`, `cost`, `fixed`, …).
    pub key: String,
    /// Name.
    pub label: Message,
    /// Points.
    pub points: Vec<Point>,
}

/// Kind of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// 四象限气泡图: x, y, area z.
    QuadrantBubble,
    /// 桥图: bars from z to z + y.
    Waterfall,
    /// 本量利图: lines.
    BreakEven,
    /// 成本矩阵热图: cell at column x, row y, value z.
    HeatMap,
}

/// A chart as a value; drawn by the window, on paper and in the workbook from the same points.
/// 图
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChartSpec {
    /// Stable key.
    pub id: String,
    /// Kind.
    pub kind: ChartKind,
    /// Title that states the finding.
    pub title: Message,
    /// Horizontal axis with its unit.
    pub x_label: Message,
    /// Vertical axis with its unit.
    pub y_label: Message,
    /// Names of category positions (waterfall bars, heat-map columns), by index.
    pub x_categories: Vec<Message>,
    /// Names of heat-map rows, by index.
    pub y_categories: Vec<Message>,
    /// Lines that divide the plane (quadrant limits, break-even point): axis `x` or `y`, position, label.
    pub marks: Vec<(char, f64, Message)>,
    /// Headings of the points' texts, with units.
    pub figures: Vec<(Message, Unit)>,
    /// Series.
    pub series: Vec<Series>,
    /// Source line.
    pub source: Message,
}
