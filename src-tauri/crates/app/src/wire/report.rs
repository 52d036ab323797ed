//! Tables and charts, one to one as `core::report` makes them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use yingheng_core::report as core;

use super::{Message, Reason};

/// How a figure is printed.
/// 计量单位
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Text in 元 with two places, shown in 元, 千元 or 万元.
    Money,
    /// Per case, day, visit; always 元.
    UnitMoney,
    /// Four places.
    Ratio,
    /// Percentage with two places, without the sign.
    Percent,
    /// Whole number.
    Count,
    /// Days, two places.
    Days,
    /// Relative weight or CMI, four places.
    Weight,
}

impl From<core::Unit> for Unit {
    fn from(unit: core::Unit) -> Self {
        match unit {
            core::Unit::Money => Self::Money,
            core::Unit::UnitMoney => Self::UnitMoney,
            core::Unit::Ratio => Self::Ratio,
            core::Unit::Percent => Self::Percent,
            core::Unit::Count => Self::Count,
            core::Unit::Days => Self::Days,
            core::Unit::Weight => Self::Weight,
        }
    }
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Cell {
    /// Text as the user wrote it.
    Text {
        /// The text.
        text: String,
    },
    /// A message.
    Label {
        /// The message.
        message: Message,
    },
    /// A figure: decimal text in the unit's base.
    Figure {
        /// Decimal text.
        text: String,
        /// Key for "why this number".
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

impl From<core::Cell> for Cell {
    fn from(cell: core::Cell) -> Self {
        match cell {
            core::Cell::Text { text } => Self::Text { text },
            core::Cell::Label { message } => Self::Label {
                message: message.into(),
            },
            core::Cell::Figure { text, why } => Self::Figure { text, why },
            core::Cell::NotComputable { reason } => Self::NotComputable {
                reason: reason.into(),
            },
            core::Cell::Empty => Self::Empty,
        }
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Column {
    /// Stable key.
    pub key: String,
    /// Heading.
    pub label: Message,
    /// Unit of its figures; none for text.
    pub unit: Option<Unit>,
}

/// Weight of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Row {
    /// Stable key.
    pub key: String,
    /// Weight.
    pub style: RowStyle,
    /// One per column.
    pub cells: Vec<Cell>,
}

/// A published table.
/// 报表
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Table {
    /// Stable key.
    pub id: String,
    /// Title.
    pub title: Message,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Notes below the table.
    pub notes: Vec<Message>,
}

impl From<core::Table> for Table {
    fn from(table: core::Table) -> Self {
        let column = |c: core::Column| Column {
            key: c.key,
            label: c.label.into(),
            unit: c.unit.map(Unit::from),
        };
        let style = |s: core::RowStyle| match s {
            core::RowStyle::Normal => RowStyle::Normal,
            core::RowStyle::Subtotal => RowStyle::Subtotal,
            core::RowStyle::Total => RowStyle::Total,
            core::RowStyle::Struck => RowStyle::Struck,
        };
        let row = |r: core::Row| Row {
            key: r.key,
            style: style(r.style),
            cells: r.cells.into_iter().map(Cell::from).collect(),
        };
        Self {
            id: table.id,
            title: table.title.into(),
            columns: table.columns.into_iter().map(column).collect(),
            rows: table.rows.into_iter().map(row).collect(),
            notes: table.notes.into_iter().map(Message::from).collect(),
        }
    }
}

/// A point of a chart: where it stands, and the exact text of its figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Point {
    /// Stable key; opens the drill-down.
    pub key: String,
    /// Label.
    pub label: Message,
    /// Horizontal position.
    pub x: f64,
    /// Vertical position.
    pub y: f64,
    /// Bubble area or start of a waterfall bar.
    pub z: f64,
    /// Exact texts, parallel to the chart's `figures`.
    pub texts: Vec<String>,
}

/// A series of a chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Series {
    /// Stable key; decides the colour.
    pub key: String,
    /// Name.
    pub label: Message,
    /// Points.
    pub points: Vec<Point>,
}

/// Kind of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// 四象限气泡图
    QuadrantBubble,
    /// 桥图
    Waterfall,
    /// 本量利图
    BreakEven,
    /// 成本矩阵热图
    HeatMap,
}

/// A chart as a value.
/// 图
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
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
    /// Names of category positions by index.
    pub x_categories: Vec<Message>,
    /// Names of heat-map rows by index.
    pub y_categories: Vec<Message>,
    /// Dividing lines: axis `x` or `y`, position, label.
    pub marks: Vec<(char, f64, Message)>,
    /// Headings of the points' texts, with units.
    pub figures: Vec<(Message, Unit)>,
    /// Series.
    pub series: Vec<Series>,
    /// Source line.
    pub source: Message,
}

impl From<core::ChartSpec> for ChartSpec {
    fn from(chart: core::ChartSpec) -> Self {
        let point = |p: core::Point| Point {
            key: p.key,
            label: p.label.into(),
            x: p.x,
            y: p.y,
            z: p.z,
            texts: p.texts,
        };
        let series = |s: core::Series| Series {
            key: s.key,
            label: s.label.into(),
            points: s.points.into_iter().map(point).collect(),
        };
        let kind = match chart.kind {
            core::ChartKind::QuadrantBubble => ChartKind::QuadrantBubble,
            core::ChartKind::Waterfall => ChartKind::Waterfall,
            core::ChartKind::BreakEven => ChartKind::BreakEven,
            core::ChartKind::HeatMap => ChartKind::HeatMap,
        };
        Self {
            id: chart.id,
            kind,
            title: chart.title.into(),
            x_label: chart.x_label.into(),
            y_label: chart.y_label.into(),
            x_categories: chart.x_categories.into_iter().map(Message::from).collect(),
            y_categories: chart.y_categories.into_iter().map(Message::from).collect(),
            marks: chart
                .marks
                .into_iter()
                .map(|(axis, at, label)| (axis, at, label.into()))
                .collect(),
            figures: chart
                .figures
                .into_iter()
                .map(|(label, unit)| (label.into(), unit.into()))
                .collect(),
            series: chart.series.into_iter().map(series).collect(),
            source: chart.source.into(),
        }
    }
}
