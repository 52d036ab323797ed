//! Law as data: a policy pack's values by date, each with its source and level of certainty.

use serde::{Deserialize, Serialize};

/// How sure a value is.
/// 确定程度
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// 测算假设
    Assumption,
    /// 实践做法
    Practice,
    /// 摘要转述
    Summary,
    /// 官方文件
    Official,
}
