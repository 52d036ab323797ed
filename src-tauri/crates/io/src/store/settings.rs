use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use yingheng_core::scenario::Scenario;

use super::{Kept, Project, StoreError};

/// The policy pack a project computes under, kept whole so that a later program prices the same way.
/// 选用的政策包
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyChoice {
    /// Pack id.
    pub id: String,
    /// SHA-256 of the content, hex; set by the store.
    pub hash: String,
    /// The pack file's text.
    pub content: String,
}

impl Project {
    /// Keeps a scenario under its id; a new one goes to the end of the list.
    ///
    /// # Errors
    /// What the database says; nothing has changed then.
    pub fn save_scenario(&mut self, scenario: &Scenario) -> Kept<()> {
        let content = serde_json::to_string(scenario)?;
        self.act(
            "act.scenario_saved",
            &[("name", scenario.name.clone())],
            |transaction| {
                transaction.execute(
                    "INSERT INTO scenario (id, position, content)
                 VALUES (?1, (SELECT coalesce(max(position), 0) + 1 FROM scenario), ?2)
                 ON CONFLICT (id) DO UPDATE SET content = excluded.content",
                    [&scenario.id, &content],
                )?;
                Ok(())
            },
        )
    }

    /// All scenarios in the order they were made.
    ///
    /// # Errors
    /// What the database says.
    pub fn scenarios(&self) -> Kept<Vec<Scenario>> {
        let mut statement = self
            .connection
            .prepare("SELECT content FROM scenario ORDER BY position")?;
        let texts = statement.query_map([], |row| row.get::<_, String>(0))?;
        texts
            .map(|text| Ok(serde_json::from_str(&text?)?))
            .collect()
    }

    /// Removes a scenario; whether there was one.
    ///
    /// # Errors
    /// What the database says; nothing has changed then.
    pub fn delete_scenario(&mut self, id: &str) -> Kept<bool> {
        let Some(scenario) = self
            .scenarios()?
            .into_iter()
            .find(|scenario| scenario.id == id)
        else {
            return Ok(false);
        };
        self.act(
            "act.scenario_deleted",
            &[("name", scenario.name)],
            |transaction| Ok(transaction.execute("DELETE FROM scenario WHERE id = ?1", [id])? == 1),
        )
    }

    /// Chooses a policy pack and keeps its content; earlier choices stay in the file.
    ///
    /// # Errors
    /// What the database says; nothing has changed then.
    pub fn set_policy(&mut self, id: &str, content: &str) -> Kept<PolicyChoice> {
        self.set_policy_by(id, content, "act.policy_chosen", &[("id", id.to_owned())])
    }

    /// Keeps the same pack with other rules to compare it with, or without: an act of its own, named by what is compared.
    ///
    /// # Errors
    /// What the database says; nothing has changed then.
    pub fn keep_replay(
        &mut self,
        id: &str,
        content: &str,
        [kind, name]: [&str; 2],
    ) -> Kept<PolicyChoice> {
        let words = [("kind", kind.to_owned()), ("name", name.to_owned())];
        self.set_policy_by(id, content, "act.replay_chosen", &words)
    }

    /// The same by an act with words of its own: an edit of the project's copy.
    ///
    /// # Errors
    /// As [`Project::set_policy`].
    pub fn set_policy_by(
        &mut self,
        id: &str,
        content: &str,
        act: &str,
        words: &[(&str, String)],
    ) -> Kept<PolicyChoice> {
        let choice = PolicyChoice {
            id: id.to_owned(),
            hash: hash_of(content),
            content: content.to_owned(),
        };
        self.act(act, words, |transaction| {
            let values = [&choice.id, &choice.hash, &choice.content];
            transaction.execute(
                "INSERT INTO policy (id, sha256, content) VALUES (?1, ?2, ?3)",
                values,
            )?;
            Ok(())
        })?;
        Ok(choice)
    }

    /// The policy pack chosen last, its content checked against its hash.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the content is not what was kept.
    pub fn policy(&self) -> Kept<Option<PolicyChoice>> {
        let query = "SELECT id, sha256, content FROM policy ORDER BY version DESC LIMIT 1";
        let read = |row: &rusqlite::Row| {
            Ok(PolicyChoice {
                id: row.get(0)?,
                hash: row.get(1)?,
                content: row.get(2)?,
            })
        };
        let choice = self.connection.query_row(query, [], read).optional()?;
        match choice {
            Some(choice) if hash_of(&choice.content) != choice.hash => {
                Err(StoreError::Damaged { detail: choice.id })
            }
            choice => Ok(choice),
        }
    }
}

pub(super) fn hash_of(content: &str) -> String {
    Sha256::digest(content.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
