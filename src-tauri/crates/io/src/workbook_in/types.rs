//! What is asked of the import worker and what it answers. No type here can carry the content of an identity column.

use super::forms::Kind;
pub use super::trouble::Trouble;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::path::PathBuf;
use yingheng_core::issue::{Issue, Message};

/// One question to the import worker.
/// 读取请求
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "request", rename_all = "snake_case")]
pub enum Request {
    /// Look into a file: sheets, heading rows, which form it probably is.
    Inspect(InspectRequest),
    /// Read the rows of one sheet with a confirmed mapping.
    Extract(ExtractRequest),
    /// Read every cell of a workbook the program wrote itself.
    Cells(CellsRequest),
}

/// Read every cell of a workbook the program wrote itself; not for hospitals' files, whose identity columns must not leave
/// the worker.
/// 读取本程序导出的工作簿
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellsRequest {
    /// The file.
    pub path: PathBuf,
}

impl Request {
    /// The file asked about.
    pub fn path(&self) -> &std::path::Path {
        match self {
            Self::Inspect(request) => &request.path,
            Self::Extract(request) => &request.path,
            Self::Cells(request) => &request.path,
        }
    }
    /// The file name without its folder; the only part of a path that is ever shown or kept.
    pub fn file_name(&self) -> String {
        self.path()
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default()
    }
}

/// Look into a file.
/// 预览请求
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectRequest {
    /// The file.
    pub path: PathBuf,
    /// Propose this form only; `None`: any of the known forms.
    pub form: Option<String>,
}

/// Read rows with a mapping the user has confirmed.
/// 读取请求(已确认的对应关系)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtractRequest {
    /// The file.
    pub path: PathBuf,
    /// Sheet name; ignored for delimited text.
    pub sheet: String,
    /// Last row of the headings as Excel counts it; data begin below.
    pub header_row: u32,
    /// Form key: a folder of `templates/import/`.
    pub form: String,
    /// Field → column, with the confirmed unit.
    pub columns: Vec<ColumnChoice>,
    /// The project's secret for tokens, hex, at least 32 bytes; may be empty when no `token` field is mapped.
    pub token_key: String,
    /// SHA-256 the file must still have (hex), e.g. from the inspection the user saw.
    pub expected_hash: Option<String>,
}

/// One mapped column.
/// 栏目对应
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnChoice {
    /// Field key of the form.
    pub field: String,
    /// Column as Excel counts it, from 1.
    pub column: u32,
    /// Unit the user confirmed; values are brought to the basic unit exactly, as text.
    #[serde(default)]
    pub unit: Unit,
}

/// Unit of a column's figures.
/// 计量单位
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 元, or the thing counted itself.
    #[default]
    One,
    /// 千元.
    Thousand,
    /// 万元.
    TenThousand,
    /// 百万元.
    Million,
    /// 亿元.
    HundredMillion,
}

impl Unit {
    /// Power of ten.
    pub fn exponent(self) -> usize {
        match self {
            Self::One => 0,
            Self::Thousand => 3,
            Self::TenThousand => 4,
            Self::Million => 6,
            Self::HundredMillion => 8,
        }
    }
}

/// What was read, as far as it identifies the file.
/// 文件信息
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// Name without its folder.
    pub name: String,
    /// SHA-256 of the bytes, hex.
    pub hash: String,
    /// Size in bytes.
    pub bytes: u64,
    /// `xlsx`, `xls`, `xlsb`, `ods` or `text`.
    pub format: String,
    /// Encoding of a delimited text: `UTF-8`, `GB18030`, `UTF-16LE`, `UTF-16BE`.
    pub encoding: Option<String>,
    /// Separator of a delimited text.
    pub separator: Option<char>,
}

/// Answer to [`Request::Inspect`]; the sheets arrive as [`Event::Sheet`] before it.
/// 预览结果
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    /// The file.
    pub file: SourceFile,
    /// Names of all sheets in the file's order.
    pub sheets: Vec<String>,
}

/// One sheet as far as the inspection looked.
/// 工作表预览
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetInspection {
    /// Sheet name; the file name for delimited text.
    pub name: String,
    /// Hidden in Excel; such sheets are offered, never taken silently.
    pub hidden: bool,
    /// Fingerprint of the sender's layout: sheet name without its digits and the headings, hex. Empty when no row looks
    /// like headings.
    #[serde(default)]
    pub fingerprint: String,
    /// Row the fingerprint was taken from; heading rows are remembered relative to it.
    #[serde(default)]
    pub heading_row: u32,
    /// Forms this sheet may be, most likely first; empty when no heading row was recognised.
    pub proposals: Vec<FormProposal>,
    /// Columns found, from the left.
    pub columns: Vec<ColumnInspection>,
    /// First rows, identity columns blanked.
    pub sample: Vec<SampleRow>,
}

/// A form the sheet may be.
/// 建议的表单
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormProposal {
    /// Form key.
    pub form: String,
    /// Last row of the headings as Excel counts it.
    pub header_row: u32,
    /// How many rows the headings take: 1 to 3.
    pub header_rows: u32,
    /// Share of the form's required fields that were found, percent.
    pub confidence: u8,
    /// Why this form: which headings spoke for it.
    pub reason: Message,
    /// Proposed mapping, by column.
    pub columns: Vec<ProposedColumn>,
    /// Required fields without a column.
    pub missing: Vec<String>,
}

/// A proposed field of a column.
/// 建议的栏目对应
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedColumn {
    /// Column as Excel counts it, from 1.
    pub column: u32,
    /// Field key.
    pub field: String,
    /// Kind of the field.
    pub kind: Kind,
    /// Heading as it stands in the file.
    pub heading: String,
    /// Unit read from the heading or the sheet's unit line; applied only when the user confirms it.
    pub unit: Option<Unit>,
}

/// One column of a sheet.
/// 栏目预览
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnInspection {
    /// Column as Excel counts it, from 1.
    pub column: u32,
    /// Heading as it stands in the file, when a heading row was recognised.
    pub heading: Option<String>,
    /// Why the column is taken to carry identity; such a column never leaves the worker.
    pub identity: Option<IdentityReason>,
    /// Cells with content among the rows looked at.
    pub filled: u32,
}

/// What marks a column as carrying identity.
/// 身份信息识别依据
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityReason {
    /// Its heading (姓名, 电话, 住院号…).
    Heading,
    /// 18-digit resident numbers with a valid check digit (公民身份号码, GB 11643).
    ResidentNumber,
    /// Mainland mobile numbers.
    MobileNumber,
    /// Card numbers with a valid Luhn digit.
    BankCard,
    /// Chinese personal names.
    PersonName,
    /// Postal addresses.
    Address,
}

/// One row of the example.
/// 示例行
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleRow {
    /// Row as Excel counts it, from 1.
    pub row: u32,
    /// Column and shortened text; identity columns are absent.
    pub cells: Vec<(u32, String)>,
}

/// Something that arrives while the worker reads.
/// 读取进度与内容
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// Rows passed so far.
    Progress {
        /// Rows.
        rows: u64,
        /// Of how many, as far as the file tells beforehand.
        total: Option<u64>,
    },
    /// A sheet was looked at.
    Sheet {
        /// What was found.
        sheet: Box<SheetInspection>,
    },
    /// All rows of a sheet, for [`Request::Cells`].
    Cells {
        /// Sheet name.
        sheet: String,
        /// Rows with content, in order.
        rows: Vec<SampleRow>,
    },
    /// Rows of mapped values.
    Rows {
        /// In file order.
        rows: Vec<Row>,
    },
    /// A row left out by a named rule, with its figures as control totals.
    Skipped {
        /// The row.
        row: SkippedRow,
    },
    /// Trouble in the file that does not stop the reading.
    Issue {
        /// What and where.
        issue: Box<Issue>,
    },
}

/// One row of mapped values.
/// 数据行
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Row as Excel counts it, from 1.
    pub row: u32,
    /// Mapped cells with content, by column.
    pub values: Vec<Value>,
}

/// One mapped cell.
/// 单元格值
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// Column as Excel counts it, from 1.
    pub column: u32,
    /// Text: numbers in plain notation, dates as `2024-03-05`, periods of date cells as `2024-03`, tokens as 32 hex digits.
    /// Empty when the content may not or cannot be passed on; then [`Value::trouble`] says why.
    pub text: SmolStr,
    /// A formula's stored result, not a typed figure.
    pub from_formula: bool,
    /// What is wrong with it.
    pub trouble: Option<Trouble>,
}

/// A row left out by rule.
/// 按规则跳过的行
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedRow {
    /// Row as Excel counts it, from 1.
    pub row: u32,
    /// Which rule.
    pub rule: SkipRule,
    /// Its mapped figures (amounts, counts, numbers), as control totals.
    pub values: Vec<Value>,
}

/// Rules by which rows are left out; each is counted.
/// 跳过规则
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipRule {
    /// 合计, 小计, 总计 lines.
    Subtotal,
    /// A line above the data, repeated (every printed page has the headings).
    Heading,
    /// A line without a figure that says who made the table: 制表, 审核, 第 1 页.
    Note,
}

/// Answer to [`Request::Extract`]. `rows = delivered + subtotals + headings + notes + blank + refused`.
/// 读取结果
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extraction {
    /// The file.
    pub file: SourceFile,
    /// Sheet name; the file name for delimited text.
    pub sheet: String,
    /// Rows from below the headings to the last row with content.
    pub rows: u64,
    /// Handed over as [`Event::Rows`].
    pub delivered: u64,
    /// Skipped as sub-totals.
    pub subtotals: u64,
    /// Skipped as repeated headings.
    #[serde(default)]
    pub headings: u64,
    /// Skipped as notes.
    #[serde(default)]
    pub notes: u64,
    /// Cells below the first of a merged range that took its text.
    #[serde(default)]
    pub merged: u64,
    /// Empty rows between rows with content.
    pub blank: u64,
    /// Not handed over because the row itself is damaged; each has an issue.
    pub refused: u64,
    /// Values that are stored results of formulas.
    pub formula_values: u64,
    /// Values rounded to 15 significant digits.
    pub rounded_values: u64,
}

/// The last word of the worker.
/// 结果
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// Of [`Request::Inspect`] and [`Request::Cells`].
    Inspection(Inspection),
    /// Of [`Request::Extract`].
    Extraction(Extraction),
}
