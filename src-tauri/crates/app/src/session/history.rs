//! What was done, by whom and when; taking it back, doing it again.

use yingheng_core::issue::Message;
use yingheng_core::report::publish::{row, text_column, words};
use yingheng_core::report::{Cell, Table};
use yingheng_io::store::{Entry, EntryKind, PlanNote};

use super::{Answer, Session};
use crate::wire;

/// Digits of a hash that are shown.
const SHOWN: usize = 12;

/// An act in words: a change of the settings by its reason, anything else by its own words.
fn act(entry: &Entry) -> Message {
    let note = entry.words.arguments.get("note");
    let note = note.and_then(|note| serde_json::from_str::<PlanNote>(note).ok());
    note.and_then(|note| note.reason)
        .unwrap_or_else(|| entry.words.clone())
}

/// An act in words, for the window.
pub(super) fn said(entry: &Entry) -> wire::Message {
    act(entry).into()
}

/// The log as a table, the newest entry first.
/// 操作日志
pub(super) fn table(entries: &[Entry]) -> Table {
    let kind = |kind: EntryKind| Cell::Label {
        message: Message::new(format!("history.{}", kind.key())),
    };
    let line = |entry: &Entry| {
        row(
            entry.id.to_string(),
            vec![
                words(entry.id.to_string()),
                words(&entry.actor.when),
                words(&entry.actor.who),
                kind(entry.kind),
                Cell::Label {
                    message: act(entry),
                },
                words(entry.hash.chars().take(SHOWN).collect::<String>()),
            ],
        )
    };
    let mut notes = vec![Message::new("history.chain")];
    if let Some(last) = entries.last() {
        notes.push(Message::new("history.head").with("hash", last.hash.clone()));
    }
    Table {
        id: "history".into(),
        title: Message::new("table.history"),
        columns: [
            "history_number",
            "history_when",
            "history_who",
            "history_kind",
            "history_act",
            "history_hash",
        ]
        .map(text_column)
        .into(),
        rows: entries.iter().rev().map(line).collect(),
        notes,
    }
}

impl Session {
    /// Takes the last act back; answers it in words, or nothing when there is none.
    /// 撤销
    ///
    /// # Errors
    /// Nothing open, or the project file cannot be written.
    pub fn undo(&mut self) -> Answer<Option<wire::Message>> {
        let turned = self.opened_mut()?.project.undo()?;
        self.turned(turned)
    }

    /// Does the act taken back last again; answers it in words, or nothing when there is none.
    /// 重做
    ///
    /// # Errors
    /// Nothing open, or the project file cannot be written.
    pub fn redo(&mut self) -> Answer<Option<wire::Message>> {
        let turned = self.opened_mut()?.project.redo()?;
        self.turned(turned)
    }

    fn turned(&mut self, turned: Option<Entry>) -> Answer<Option<wire::Message>> {
        if turned.is_some() {
            self.changed();
        }
        Ok(turned.as_ref().map(said))
    }

    /// The log of the open project, the newest entry first.
    /// 操作日志
    ///
    /// # Errors
    /// Nothing open, or the project file cannot be read.
    pub fn history(&self) -> Answer<wire::Table> {
        Ok(table(&self.opened()?.project.history()?).into())
    }

    /// Goes through the chain of the log and compares the project's content with it; answers the hash of the last entry.
    /// 校验操作日志
    ///
    /// # Errors
    /// Nothing open, or the log or the content is not what was written.
    pub fn verify(&self) -> Answer<String> {
        Ok(self.opened()?.project.verify()?)
    }
}
