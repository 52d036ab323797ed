use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

use super::{Message, Recovery};

/// The open project.
/// 项目
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Project {
    /// Name of the hospital.
    pub name: String,
    /// Generated data, to be marked wherever it shows (演示数据).
    pub synthetic: bool,
    /// `2025` or `2025-03`.
    pub period: String,
    /// Folder and file name, for the title bar.
    pub path_label: String,
    /// First twelve hex digits of the run's identity.
    pub run_id: String,
    /// The act the next undo takes back, in words (可撤销).
    pub undo: Option<Message>,
    /// The act the next redo does again, in words (可重做).
    pub redo: Option<Message>,
    /// Who had the file open when the program last ended without closing it.
    pub interrupted: Option<String>,
    /// Why a local copy is worked on: the file stands in a synced or remote folder.
    pub kept_at: Option<Message>,
    /// The local copy holds acts that do not stand in the file yet (未保存).
    pub unsaved: bool,
    /// The file opens with a password only (加密项目).
    pub encrypted: bool,
}

/// A project opened before.
/// 最近项目
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Recent {
    /// To open it; the window never sees a path.
    pub id: String,
    /// Name of the hospital.
    pub name: String,
    /// Folder and file name, to show.
    pub path_label: String,
}

/// What the window shows around every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AppState {
    /// The open project.
    pub project: Option<Project>,
    /// Recent projects, latest first.
    pub recent: Vec<Recent>,
    /// The project that could not be opened last, and what can be done about it.
    pub recovery: Option<Recovery>,
    /// The project that asked for a password: folder and file name (待输入密码).
    pub locked: Option<String>,
    /// Program version.
    pub version: String,
}

/// What a new project needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NewProject {
    /// Name of the hospital.
    pub name: String,
    /// Year of the computation.
    pub year: i16,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Exported {
    /// Folder and file name.
    pub path_label: String,
}

/// A table that can go into the board workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportEntry {
    /// Table id.
    pub key: String,
    /// Title.
    pub label: Message,
}

/// A step of long work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Progress {
    /// Rows so far.
    pub done: u32,
    /// Of how many, where known.
    pub total: Option<u32>,
    /// What is being done.
    pub label: Option<Message>,
}

/// An operation that failed: what happened, worded by the message of this code.
/// 操作失败
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Failure {
    /// Dotted message key.
    pub code: String,
    /// What the message names.
    pub arguments: BTreeMap<String, String>,
}

impl Failure {
    /// A failure without arguments.
    pub fn new(code: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            arguments: BTreeMap::new(),
        }
    }
    /// Adds what the message names.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.arguments.insert(name.into(), value.into());
        self
    }
    /// The sentence's message.
    pub fn message(&self) -> Message {
        Message {
            key: self.code.clone(),
            arguments: self.arguments.clone(),
        }
    }
}

impl From<Message> for Failure {
    fn from(message: Message) -> Self {
        Self {
            code: message.key,
            arguments: message.arguments,
        }
    }
}
