use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;
use yingheng_core as core;

/// A message key with its arguments; an argument beginning with `@` is a key itself.
/// 消息
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Message {
    /// Dotted key.
    pub key: String,
    /// Arguments by name.
    pub arguments: BTreeMap<String, String>,
}

impl Message {
    /// A message without arguments.
    pub fn new(key: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            arguments: BTreeMap::new(),
        }
    }
    /// Adds an argument.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.arguments.insert(name.into(), value.into());
        self
    }
}

impl From<core::issue::Message> for Message {
    fn from(message: core::issue::Message) -> Self {
        Self {
            key: message.key,
            arguments: message.arguments,
        }
    }
}

/// Why a figure cannot be computed.
/// 无法计算的原因
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Reason {
    /// Dotted message key, beginning with `reason.`.
    pub code: String,
    /// What the message names.
    pub arguments: BTreeMap<String, String>,
}

impl From<core::quantity::Reason> for Reason {
    fn from(reason: core::quantity::Reason) -> Self {
        let arguments = reason
            .arguments
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        Self {
            code: reason.code.to_owned(),
            arguments,
        }
    }
}

/// How much an issue matters.
/// 严重程度
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Left out or not computable.
    Error,
    /// Used, but a person should look.
    Warning,
    /// Good to know.
    Notice,
}

impl From<core::issue::Severity> for Severity {
    fn from(severity: core::issue::Severity) -> Self {
        match severity {
            core::issue::Severity::Error => Self::Error,
            core::issue::Severity::Warning => Self::Warning,
            core::issue::Severity::Notice => Self::Notice,
        }
    }
}

/// Where in the sender's files something stands.
/// 出处
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Place {
    /// File name without its folder.
    pub file: Option<String>,
    /// Sheet name.
    pub sheet: Option<String>,
    /// Row as Excel counts it.
    pub row: Option<u32>,
    /// Column as Excel counts it.
    pub column: Option<u32>,
}

impl From<core::issue::Place> for Place {
    fn from(place: core::issue::Place) -> Self {
        Self {
            file: place.file,
            sheet: place.sheet,
            row: place.row,
            column: place.column,
        }
    }
}

/// One piece of trouble in the user's data.
/// 数据问题
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Issue {
    /// How much it matters.
    pub severity: Severity,
    /// Code and arguments.
    pub message: Message,
    /// Where it stands.
    pub place: Place,
    /// What can be done about it with one click; the first is the most fitting.
    #[serde(default)]
    pub remedies: Vec<Remedy>,
}

/// One way to put an issue right.
/// 处理办法
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Remedy {
    /// Key to apply it by.
    pub key: String,
    /// What it does, in words.
    pub label: Message,
}

impl From<core::issue::Issue> for Issue {
    fn from(issue: core::issue::Issue) -> Self {
        Self {
            severity: issue.severity.into(),
            message: issue.message.into(),
            place: issue.place.into(),
            remedies: Vec::new(),
        }
    }
}
