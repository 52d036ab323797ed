use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Issue, Message};

/// A field of a form.
/// 字段
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Field {
    /// Key, e.g. `amount`.
    pub key: String,
    /// Usual heading.
    pub heading: String,
    /// Kind: `text`, `code`, `amount`, ….
    pub kind: String,
    /// The form cannot do without it.
    pub required: bool,
}

/// A form that can be brought in.
/// 导入表单
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Form {
    /// Key, e.g. `ledger`.
    pub form: String,
    /// Name.
    pub label: Message,
    /// Fields.
    pub fields: Vec<Field>,
    /// Batches of this form in the open project.
    pub batches: u32,
}

/// A column of an inspected sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetColumn {
    /// As Excel counts it, from 1.
    pub column: u32,
    /// Its letters.
    pub letters: String,
    /// Heading as written.
    pub heading: String,
    /// Field it is taken for.
    pub field: Option<String>,
    /// Carries identity: never stored.
    pub identity: bool,
}

/// A sheet of an inspected file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetInspection {
    /// Sheet name.
    pub sheet: String,
    /// Form it is taken for.
    pub form: Option<String>,
    /// Row of the headings.
    pub header_row: u32,
    /// Rows seen below the headings.
    pub rows: u32,
    /// Columns.
    pub columns: Vec<SheetColumn>,
    /// Required fields without a column.
    pub missing: Vec<String>,
}

/// What a file holds, before anything is brought in.
/// 导入预览
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Inspection {
    /// Full path, to import it.
    pub path: String,
    /// File name.
    pub file: String,
    /// Sheets.
    pub sheets: Vec<SheetInspection>,
    /// Trouble met while reading.
    pub issues: Vec<Issue>,
}

/// One sheet to bring in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetRequest {
    /// Sheet name.
    pub sheet: String,
    /// Form; none for the recognised one.
    #[serde(default)]
    pub form: Option<String>,
    /// Field → column, where the user changed the recognised mapping.
    #[serde(default)]
    pub columns: Vec<(String, u32)>,
    /// Facility of the rows.
    #[serde(default)]
    pub facility: Option<String>,
    /// Period of rows that do not say it.
    #[serde(default)]
    pub period: Option<String>,
}

/// What to bring in.
/// 导入
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportRequest {
    /// File.
    pub path: String,
    /// Sheets; empty for every recognised one.
    #[serde(default)]
    pub sheets: Vec<SheetRequest>,
    /// Mapping file in place of the recognised one.
    #[serde(default)]
    pub mapping: Option<String>,
}

/// Control total of one amount field: what the file holds is what is kept, rejected and skipped.
/// 金额平衡
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HeldAmount {
    /// Field key.
    pub field: String,
    /// In the file, 元.
    pub total: String,
    /// Kept.
    pub imported: String,
    /// Rejected.
    pub rejected: String,
    /// Skipped by a named rule.
    pub skipped: String,
}

/// Balance certificate of one batch.
/// 导入平衡表
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Batch {
    /// Number inside the project.
    pub id: u32,
    /// Form key.
    pub form: String,
    /// File name.
    pub file: String,
    /// Sheet.
    pub sheet: String,
    /// Data rows in the sheet.
    pub rows: u32,
    /// Kept.
    pub imported: u32,
    /// Rejected, each with an issue.
    pub rejected: u32,
    /// Skipped by a named rule (blank, total).
    pub skipped: u32,
    /// Values that come from formulas.
    pub formulas: u32,
    /// Amounts by field.
    pub amounts: Vec<HeldAmount>,
    /// Rows and amounts both balance.
    pub balanced: bool,
    /// Batches this one replaces.
    pub superseded: Vec<u32>,
}

/// What an import did.
/// 导入结果
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportReport {
    /// File name.
    pub file: String,
    /// One per sheet brought in.
    pub batches: Vec<Batch>,
    /// Sheets left out because no form fits.
    pub unrecognised: Vec<String>,
    /// Trouble, by place.
    pub issues: Vec<Issue>,
}
