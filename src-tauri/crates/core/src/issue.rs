//! Trouble in the user's data: accumulates, never aborts. (An operation that failed is an `Error` of io or app.)

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A message key with its arguments; the sentence itself stands in `app/locales`.
/// 消息(键与参数)
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Message {
    /// Dotted key, e.g. `allocation.no_driver`.
    pub key: String,
    /// Arguments by name. Values are shown as they are, except those that begin with `@`, which are message keys themselves.
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

/// How much an issue matters.
/// 严重程度
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The row, amount or figure named is left out or cannot be computed.
    Error,
    /// Used, but a person should look.
    Warning,
    /// Good to know.
    Notice,
}

/// Where in the sender's files something stands.
/// 出处(文件、表、单元格)
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// File name without its folder.
    pub file: Option<String>,
    /// Sheet name.
    pub sheet: Option<String>,
    /// Row as Excel counts it, from 1.
    pub row: Option<u32>,
    /// Column as Excel counts it, from 1.
    pub column: Option<u32>,
}

impl Place {
    /// `F18`, `18` or `F`, as far as known.
    pub fn address(&self) -> String {
        let row = self.row.map(|row| row.to_string()).unwrap_or_default();
        format!(
            "{}{row}",
            self.column.map(column_letters).unwrap_or_default()
        )
    }
}

/// Excel's letters of a column counted from 1: 1 → `A`, 27 → `AA`.
pub fn column_letters(column: u32) -> String {
    let (mut rest, mut letters) = (column, Vec::new());
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// One piece of trouble in the user's data.
/// 数据问题
///
/// `message.key` is its code: the i18n key, the name of the smallest example in `tests/issues/`, and what users quote.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Issue {
    /// How much it matters.
    pub severity: Severity,
    /// Code and arguments.
    pub message: Message,
    /// Where it stands, as far as known.
    pub place: Place,
}

impl Issue {
    /// An issue without a place.
    pub fn new(severity: Severity, code: impl Into<String>) -> Self {
        Self {
            severity,
            message: Message::new(code),
            place: Place::default(),
        }
    }
    /// Adds an argument.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.message = self.message.with(name, value);
        self
    }
    /// Says where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }
    /// The dotted code.
    pub fn code(&self) -> &str {
        &self.message.key
    }
}

impl From<&crate::quantity::Reason> for Message {
    /// A reason is said with the message of its code.
    fn from(reason: &crate::quantity::Reason) -> Self {
        let arguments = reason
            .arguments
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        Self {
            key: reason.code.to_owned(),
            arguments,
        }
    }
}
