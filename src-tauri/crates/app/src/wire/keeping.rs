use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Message;

/// The second way into an encrypted project, shown once.
/// 恢复密钥
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoveryKey {
    /// Eight groups of four letters, to be printed and kept elsewhere.
    pub key: String,
    /// Copies beside the project that could not be encrypted: folder and file name.
    pub left: Vec<String>,
}

/// A copy of the project as it was.
/// 快照
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Snapshot {
    /// To restore or compare it.
    pub id: String,
    /// Name given by the user; of one the program made by itself, a message that says so.
    pub label: Message,
    /// Date and time.
    pub when: String,
    /// Who; may be empty.
    pub who: String,
    /// Acts done since, newest first; `None` when the log cannot be read.
    pub since: Option<Vec<Message>>,
}

/// A project that could not be opened, and what can be done about it.
/// 恢复
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Recovery {
    /// Folder and file name.
    pub path_label: String,
    /// Why it was not opened.
    pub reason: Message,
    /// Snapshots that can take its place, the newest first.
    pub snapshots: Vec<Snapshot>,
}
