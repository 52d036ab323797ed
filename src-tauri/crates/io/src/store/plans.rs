use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use yingheng_core::issue::Message;
use yingheng_core::plan::Plan;

use super::{Kept, Project, StoreError};

/// Who kept a version of the plan, when, and why; given by the caller, never read from a clock here.
/// 保存说明
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanNote {
    /// Date and time as text; empty when nobody said.
    pub when: String,
    /// Who; may be empty.
    pub who: String,
    /// Why, in words.
    pub reason: Option<Message>,
}

/// One kept version of the plan.
/// 核算设置版本
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanVersion {
    /// Number inside the project, from 1, never reused.
    pub number: u32,
    /// Who, when, why; empty in projects that kept none.
    pub note: PlanNote,
    /// The plan.
    pub plan: Plan,
}

/// Log line of a saved plan.
const SAVED: &str = "act.plan_saved";

impl Project {
    /// Keeps a new version of the plan without a note; earlier versions stay.
    ///
    /// # Errors
    /// What the database says; nothing has changed then.
    pub fn save_plan(&mut self, plan: &Plan) -> Kept<()> {
        self.save_plan_noted(plan, &PlanNote::default())
    }

    /// Keeps a new version of the plan and who, when and why in the log; earlier versions stay.
    ///
    /// # Errors
    /// What the database says; nothing has changed then.
    pub fn save_plan_noted(&mut self, plan: &Plan, note: &PlanNote) -> Kept<()> {
        let content = serde_json::to_string(plan)?;
        let query = "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'plan'";
        let number: u32 = self.connection.query_row(query, [], |row| row.get(0))?;
        let arguments = [
            ("version", number.to_string()),
            ("note", serde_json::to_string(note)?),
        ];
        self.act(SAVED, &arguments, |transaction| {
            transaction.execute(
                "INSERT INTO plan (version, content) VALUES (?1, ?2)",
                (number, content),
            )?;
            Ok(())
        })
    }

    /// The newest plan, if one was kept.
    ///
    /// # Errors
    /// What the database says.
    pub fn plan(&self) -> Kept<Option<Plan>> {
        let query = "SELECT content FROM plan ORDER BY version DESC LIMIT 1";
        let text: Option<String> = self
            .connection
            .query_row(query, [], |row| row.get(0))
            .optional()?;
        Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
    }

    /// All versions of the plan, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn plan_versions(&self) -> Kept<Vec<PlanVersion>> {
        let mut notes = std::collections::BTreeMap::new();
        for act in self.acts()? {
            let arguments = &act.arguments;
            if act.key == SAVED
                && let (Some(version), Some(note)) =
                    (arguments.get("version"), arguments.get("note"))
                && let Ok(number) = version.parse::<u32>()
            {
                notes.insert(number, serde_json::from_str::<PlanNote>(note)?);
            }
        }
        let mut statement = self
            .connection
            .prepare("SELECT version, content FROM plan ORDER BY version")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
        rows.map(|row| {
            let (number, content): (u32, String) = row?;
            Ok(PlanVersion {
                number,
                note: notes.remove(&number).unwrap_or_default(),
                plan: serde_json::from_str(&content)?,
            })
        })
        .collect()
    }

    /// Keeps an earlier version once more as the newest.
    ///
    /// # Errors
    /// [`StoreError::NoPlan`] when there is no such version; what the database says.
    pub fn restore_plan(&mut self, number: u32, note: &PlanNote) -> Kept<()> {
        let query = "SELECT content FROM plan WHERE version = ?1";
        let text: Option<String> = self
            .connection
            .query_row(query, [number], |row| row.get(0))
            .optional()?;
        let text = text.ok_or(StoreError::NoPlan { number })?;
        self.save_plan_noted(&serde_json::from_str(&text)?, note)
    }
}
