use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// An operation that failed: what happened, worded by the message of this code.
/// 操作失败
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Failure {
    /// Dotted message key, beginning with `error.`.
    pub code: String,
    /// What the message names.
    pub arguments: BTreeMap<String, String>,
}
