use rusqlite::Transaction;
use std::collections::BTreeMap;
use yingheng_core::issue::Message;

use super::{Kept, Project};

/// Adds a line to the log of what was done; part of the act's own transaction.
pub(super) fn log(
    transaction: &Transaction,
    words: &str,
    arguments: &[(&str, String)],
) -> Kept<()> {
    let arguments: BTreeMap<String, String> = arguments
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect();
    let message = Message {
        key: words.to_owned(),
        arguments,
    };
    transaction.execute(
        "INSERT INTO act (words) VALUES (?1)",
        [serde_json::to_string(&message)?],
    )?;
    Ok(())
}

impl Project {
    /// What was done in this project, oldest first; the log is only ever added to.
    /// 操作记录
    ///
    /// # Errors
    /// What the database says.
    pub fn acts(&self) -> Kept<Vec<Message>> {
        let mut statement = self
            .connection
            .prepare("SELECT words FROM act ORDER BY id")?;
        let texts = statement.query_map([], |row| row.get::<_, String>(0))?;
        texts
            .map(|text| Ok(serde_json::from_str(&text?)?))
            .collect()
    }
}
