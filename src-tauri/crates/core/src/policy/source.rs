use serde::{Deserialize, Serialize};

use crate::period::Date;

/// How sure a value is, weakest first.
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

impl Certainty {
    /// All four, weakest first.
    pub const ALL: [Self; 4] = [
        Self::Assumption,
        Self::Practice,
        Self::Summary,
        Self::Official,
    ];
    /// Stable key; the message key is `certainty.` + key.
    pub const fn key(self) -> &'static str {
        ["assumption", "practice", "summary", "official"][self as usize]
    }
}

/// A document, table or person a value comes from.
/// 政策依据
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Document number (文号); empty where there is none.
    pub number: String,
    /// Title.
    pub title: String,
    /// Who issued it (发文机关).
    pub issuer: String,
    /// Day of issue, where known.
    pub issued: Option<Date>,
    /// Day it takes effect, where known.
    pub effective: Option<Date>,
    /// Where it can be read; `paper` for a printed copy; empty where nothing is known.
    pub link: String,
    /// How sure it is.
    pub certainty: Certainty,
}
