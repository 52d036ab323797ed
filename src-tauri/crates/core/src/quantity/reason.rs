use serde::Serialize;
use std::collections::BTreeMap;

/// Why a figure cannot be computed.
/// 无法计算的原因
///
/// A value, not a failure: it travels to the screen and the report in place of the number. `code` is the message key
/// (`reason.no_cases`), `arguments` name the cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Dotted message key, beginning with `reason.`.
    pub code: &'static str,
    /// What the message names, by argument name.
    pub arguments: BTreeMap<&'static str, String>,
}

/// A figure, or why there is none.
pub type Computed<T> = Result<T, Reason>;

impl Reason {
    /// A reason without arguments.
    pub fn new(code: &'static str) -> Self {
        Self {
            code,
            arguments: BTreeMap::new(),
        }
    }
    /// Adds what the message names.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.arguments.insert(name, value.into());
        self
    }
}
