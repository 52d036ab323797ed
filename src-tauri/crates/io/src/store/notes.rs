//! Small things the program remembers inside a project, by key: how a sender's sheets were taken, which codes mean which.

use rusqlite::{OptionalExtension, Transaction};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Kept, Project};

/// Before every key, so that no note is ever taken for the project's own settings.
const PREFIX: &str = "note.";

impl Project {
    /// What is kept under a key.
    ///
    /// # Errors
    /// What the database says; a note that does not read is damage.
    pub fn kept_note<T: DeserializeOwned>(&self, key: &str) -> Kept<Option<T>> {
        let found: Option<String> = self
            .connection
            .query_row(
                "SELECT value FROM meta WHERE key = ?1",
                [format!("{PREFIX}{key}")],
                |row| row.get(0),
            )
            .optional()?;
        Ok(found.map(|text| serde_json::from_str(&text)).transpose()?)
    }

    /// Keeps something under a key, as an act of the user (`words`, `arguments`).
    ///
    /// # Errors
    /// What the database says; nothing has changed then.
    pub fn set_note<T: Serialize>(
        &mut self,
        key: &str,
        value: &T,
        words: &str,
        arguments: &[(&str, String)],
    ) -> Kept<()> {
        let text = serde_json::to_string(value)?;
        self.act(words, arguments, |transaction| {
            put_note(transaction, key, &text)
        })
    }
}

/// Keeps a note as part of another act.
pub(super) fn put_note(transaction: &Transaction, key: &str, text: &str) -> Kept<()> {
    transaction.execute(
        "INSERT INTO meta (key, value) VALUES (?1, ?2)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [format!("{PREFIX}{key}").as_str(), text],
    )?;
    Ok(())
}
