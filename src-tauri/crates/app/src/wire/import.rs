use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

use super::{Issue, Message};

/// A file the user picked or dropped; the window knows it by handle only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PickedFile {
    /// Handle inside this session.
    pub handle: String,
    /// File name.
    pub name: String,
}

/// A field of a form.
/// 字段
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FormField {
    /// Key, e.g. `amount`.
    pub key: String,
    /// The form cannot do without it.
    pub required: bool,
    /// Kind: `text`, `code`, `amount`, ….
    pub kind: String,
    /// The first heading the form knows for it.
    pub label: String,
}

/// A form that can be brought in.
/// 导入表单
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Form {
    /// Key, e.g. `ledger`.
    pub form: String,
    /// Chinese title.
    pub title: String,
    /// Fields.
    pub fields: Vec<FormField>,
}

/// A column of an inspected sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetColumn {
    /// As Excel counts it, from 1.
    pub index: u32,
    /// Its letters.
    pub letters: String,
    /// Heading as written.
    pub heading: String,
    /// Field it is taken for.
    pub field: Option<String>,
    /// Carries identity: never stored.
    pub identity: bool,
    /// Unit the heading names: `thousand`, `ten_thousand`, ….
    pub unit: Option<String>,
}

/// A sheet of an inspected file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InspectedSheet {
    /// Sheet name.
    pub sheet: String,
    /// Hidden in the workbook: offered, never taken silently.
    pub hidden: bool,
    /// Ticked: recognised, not hidden, or taken the last time.
    pub take: bool,
    /// Facility chosen the last time.
    pub facility: String,
    /// Form it is taken for.
    pub form: Option<String>,
    /// How sure, 0–100.
    pub confidence: u8,
    /// Why.
    pub reason: Message,
    /// Last row of the headings.
    pub header_row: u32,
    /// Rows shown as a sample.
    pub rows: u32,
    /// Columns.
    pub columns: Vec<SheetColumn>,
    /// First rows, parallel to `columns`; identity columns are blank.
    pub sample: Vec<Vec<String>>,
    /// What will be left out.
    pub skipped: Vec<Message>,
}

/// What a file holds, before anything is brought in.
/// 导入预览
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Inspection {
    /// File name.
    pub file: String,
    /// Sheets.
    pub sheets: Vec<InspectedSheet>,
    /// Trouble met while reading.
    pub issues: Vec<Issue>,
}

/// One sheet to bring in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetChoice {
    /// Sheet name.
    pub sheet: String,
    /// Form key.
    pub form: String,
    /// Last row of the headings.
    pub header_row: u32,
    /// Column (from 1) → field key.
    pub columns: BTreeMap<u32, String>,
    /// Column → unit of its figures, where it is not 元: `thousand`, `ten_thousand`, `million`, `hundred_million`.
    #[serde(default)]
    pub units: BTreeMap<u32, String>,
    /// Facility of the rows; empty when there is one only.
    #[serde(default)]
    pub facility: String,
    /// Period of rows that do not say it; empty for the project's.
    #[serde(default)]
    pub period: String,
    /// Takes the place of batches of the same form, facility, period and sheet.
    #[serde(default)]
    pub supersede: bool,
}

/// The sheets to bring in of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileChoice {
    /// Handle of the picked file.
    pub handle: String,
    /// Its sheets.
    pub sheets: Vec<SheetChoice>,
    /// Names of the sheets left aside; remembered like every choice.
    #[serde(default)]
    pub aside: Vec<String>,
}

/// Control total of one amount field, 元: what the file holds is what is kept, rejected and skipped.
/// 金额平衡
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BatchAmount {
    /// Field key.
    pub field: String,
    /// Sum of the data rows in the file.
    pub file_total: String,
    /// Kept.
    pub imported: String,
    /// In rejected rows.
    pub rejected: String,
    /// In rows left out by a named rule (sub-totals repeat the data rows and are not part of `file_total`).
    pub skipped: String,
}

/// Balance certificate of one batch.
/// 导入平衡表
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Batch {
    /// Number inside the project.
    pub id: String,
    /// Form key.
    pub form: String,
    /// File.
    pub file: String,
    /// Sheet.
    pub sheet: String,
    /// Rows below the headings; imported + rejected + skipped.
    pub rows: u32,
    /// Kept.
    pub imported: u32,
    /// Rejected, each with an issue.
    pub rejected: u32,
    /// Skipped by a named rule.
    pub skipped: u32,
    /// Amounts by field.
    pub amounts: Vec<BatchAmount>,
    /// Figures of sub-total lines compared with the rows they add up.
    pub totals_checked: u32,
    /// Those that tie to the last digit; the others have an issue each.
    pub totals_tied: u32,
}

/// A kind of change made to cells while they are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Conversion {
    /// Which.
    pub what: Message,
    /// How many cells.
    pub cells: u32,
}

/// What an unknown code may mean.
/// 编码建议
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CodeSuggestion {
    /// Code of the project.
    pub code: String,
    /// Its name.
    pub name: String,
    /// On what grounds.
    pub why: Message,
}

/// A code of a file that the project does not know.
/// 未识别编码
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnknownCode {
    /// `department`, `account` or `group`.
    pub kind: String,
    /// As the file writes it.
    pub code: String,
    /// Rows that hold it.
    pub rows: u32,
    /// What it may mean, the surest first; nothing is taken without the user's word.
    pub suggestions: Vec<CodeSuggestion>,
}

/// A confirmed pair of codes.
/// 编码对照
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CrosswalkEntry {
    /// `department`, `account` or `group`.
    pub kind: String,
    /// The sender's code or name.
    pub from: String,
    /// The project's code; empty: the pair was taken back.
    pub to: String,
    /// Who confirmed it.
    pub who: String,
    /// When.
    pub when: String,
    /// First digits of the seal that chains the log.
    pub seal: String,
}

/// What an import of one sheet would do.
/// 导入预览
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetPreview {
    /// File.
    pub file: String,
    /// Sheet.
    pub sheet: String,
    /// Form key.
    pub form: String,
    /// Rows below the headings; taken + rejected + skipped.
    pub rows: u32,
    /// Would be kept.
    pub taken: u32,
    /// Would be rejected.
    pub rejected: u32,
    /// Would be left out by a named rule.
    pub skipped: u32,
    /// Cells converted.
    pub converted: Vec<Conversion>,
    /// Codes nobody knows.
    pub unknown: Vec<UnknownCode>,
    /// Figures of sub-total lines compared with the rows they add up.
    pub totals_checked: u32,
    /// Those that tie.
    pub totals_tied: u32,
    /// The first errors and warnings.
    pub issues: Vec<Issue>,
}

/// What an import did.
/// 导入结果
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportAnswer {
    /// One per sheet brought in.
    pub batches: Vec<Batch>,
    /// Trouble, by place.
    pub issues: Vec<Issue>,
    /// Every sheet stood in the project already.
    pub unchanged: bool,
}
