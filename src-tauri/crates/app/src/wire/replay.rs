use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ChartSpec, Message, Table};

/// An overlay that comes with the program.
/// 随程序提供的政策叠加
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OverlayOption {
    /// What the choice names: a file below `templates/policy`.
    pub id: String,
    /// Why it was written.
    pub name: String,
}

/// Against which rules the cases can be paid again.
/// 重放的对照
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReplayChoices {
    /// Days on which a value of the project's rules begins, rising.
    pub days: Vec<String>,
    /// Overlays that come with the program and fit the project's rules.
    pub overlays: Vec<OverlayOption>,
    /// What is compared now; none: nothing.
    pub present: Option<Message>,
}

/// A replay for the command line.
/// 重放
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ReplayAnswer {
    /// Against what.
    pub against: Message,
    /// By cause, those priced on one side, by scheme, department, group, cases, differences of the packs.
    pub tables: Vec<Table>,
    /// The bridge.
    pub charts: Vec<ChartSpec>,
}
