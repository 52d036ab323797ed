//! Why a reading did not come to its end.

use yingheng_core::issue::{Issue, Severity};

/// A reading that did not come to its end; nothing of it may be used.
/// 读取失败
#[derive(Clone, Debug, thiserror::Error)]
pub enum ReadError {
    /// The file was refused; the issue says what, where and which limit.
    #[error("{}", .0.code())]
    Refused(Box<Issue>),
    /// The user cancelled.
    #[error("import.cancelled")]
    Cancelled,
    /// The worker could not be started or spoke nonsense.
    #[error("import.worker_unavailable")]
    Worker(Box<Issue>),
}

impl ReadError {
    /// What to show: code, arguments and place.
    pub fn issue(&self) -> Issue {
        match self {
            Self::Refused(issue) | Self::Worker(issue) => (**issue).clone(),
            Self::Cancelled => Issue::new(Severity::Notice, "import.cancelled"),
        }
    }
}

/// A step that can refuse the file.
pub(crate) type Refusable<T> = Result<T, Box<Issue>>;

/// A refusal with this code.
pub(crate) fn refusal(code: &str) -> Box<Issue> {
    Box::new(Issue::new(Severity::Error, code))
}

/// A refusal with this code and arguments.
pub(crate) fn refusal_with(code: &str, arguments: &[(&str, String)]) -> Box<Issue> {
    let mut issue = Issue::new(Severity::Error, code);
    for (name, value) in arguments {
        issue = issue.with(*name, value.clone());
    }
    Box::new(issue)
}
