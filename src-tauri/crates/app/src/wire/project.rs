use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The open project.
/// 项目
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProjectInfo {
    /// Name of the hospital.
    pub name: String,
    /// Generated data, to be marked wherever it shows (演示数据).
    pub synthetic: bool,
    /// `2025` or `2025-03`.
    pub period: String,
    /// File name with its folder's name, for the title bar.
    pub path_label: String,
    /// First twelve hex digits of the run's identity.
    pub run_id: String,
}

/// A project opened before.
/// 最近项目
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Recent {
    /// Name of the hospital.
    pub name: String,
    /// Full path, to open it.
    pub path: String,
    /// Short form, to show.
    pub path_label: String,
    /// Whether the file is still there.
    pub present: bool,
}

/// What the window shows around every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AppState {
    /// The open project.
    pub project: Option<ProjectInfo>,
    /// Recent projects, latest first.
    pub recent: Vec<Recent>,
    /// Program version.
    pub version: String,
}

/// What a new project needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NewProject {
    /// Where the file goes; must not exist.
    pub path: String,
    /// Name of the hospital.
    pub name: String,
    /// `2025` or `2025-03`.
    pub period: String,
    /// Policy pack, e.g. `drg/2026` or `tariff`; none prices at charges.
    #[serde(default)]
    pub policy: Option<String>,
}
