use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportKind {
    /// 董事会工作簿: all tables and native charts in one workbook.
    Board,
    /// Every chart as SVG.
    Charts,
    /// Every table as CSV.
    Tables,
    /// All of the above.
    All,
}

/// Where and in which language.
/// 导出
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportRequest {
    /// What.
    pub kind: ExportKind,
    /// Folder; made when missing.
    pub folder: String,
    /// `zh-CN` or `en`.
    pub language: String,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportFile {
    /// Full path.
    pub path: String,
    /// File name.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u32,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportReport {
    /// Files in the order written.
    pub files: Vec<ExportFile>,
    /// Identity of the run they print.
    pub run_id: String,
}
