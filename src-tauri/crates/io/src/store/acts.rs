//! The log of what was done: who, when, in words; only ever added to, each entry bound to the one before it.

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use yingheng_core::issue::Message;

use super::state::{State, hex};
use super::{Kept, Project, StoreError, undo};
use crate::platform::{fail_point, fails_at};

/// Who acts and when, as the caller says; never read from a clock here.
/// 操作人与时间
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Date and time as text; empty when nobody said.
    pub when: String,
    /// Who; may be empty.
    pub who: String,
}

/// What an entry of the log did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// An act.
    Done,
    /// An earlier act was taken back (撤销).
    Undone,
    /// An act taken back was done again (重做).
    Redone,
}

impl EntryKind {
    /// As the file writes it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Undone => "undone",
            Self::Redone => "redone",
        }
    }
    fn read(text: &str) -> Kept<Self> {
        [Self::Done, Self::Undone, Self::Redone]
            .into_iter()
            .find(|kind| kind.key() == text)
            .ok_or_else(|| StoreError::Damaged {
                detail: "log".to_owned(),
            })
    }
}

/// One entry of the log.
/// 操作日志
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Number, from 1, without gaps.
    pub id: i64,
    /// Who and when.
    pub actor: Actor,
    /// What kind of entry.
    pub kind: EntryKind,
    /// The act taken back or done again.
    pub target: Option<i64>,
    /// What was done, in words; of an entry about another act, that act's words.
    pub words: Message,
    /// What the whole project said afterwards, as one number (hex); empty in entries of projects of the first version.
    pub state: String,
    /// SHA-256 over the entry before and this one, hex.
    pub hash: String,
}

impl Entry {
    /// Hash over the entry before and everything of this one; every part is preceded by its length.
    fn chained(&self, before: &str) -> Kept<String> {
        let words = serde_json::to_string(&self.words)?;
        let (id, target) = (
            self.id.to_string(),
            self.target
                .map(|target| target.to_string())
                .unwrap_or_default(),
        );
        let mut hash = Sha256::new();
        for part in [
            before,
            &id,
            &self.actor.when,
            &self.actor.who,
            self.kind.key(),
            &target,
            &words,
            &self.state,
        ] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        Ok(hex(&hash.finalize()))
    }
}

/// Last number, hash and state of the log.
pub(super) fn head(connection: &Connection) -> Kept<(i64, String, State)> {
    let found = connection
        .query_row(
            "SELECT id, hash, state FROM act ORDER BY id DESC LIMIT 1",
            [],
            |row| {
                Ok((
                    row.get(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, String>(2)?,
                ))
            },
        )
        .optional()?;
    match found {
        Some((id, hash, state)) => Ok((id, hash, State::read(&state)?)),
        None => Ok((0, String::new(), State::default())),
    }
}

/// Adds an entry; part of the act's own transaction.
pub(super) fn add(
    transaction: &Transaction,
    actor: &Actor,
    kind: EntryKind,
    target: Option<i64>,
    words: Message,
    state: &str,
) -> Kept<Entry> {
    let before = transaction
        .query_row(
            "SELECT id, hash FROM act ORDER BY id DESC LIMIT 1",
            [],
            |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)),
        )
        .optional()?;
    let (last, before) = before.unwrap_or_default();
    let mut entry = Entry {
        id: last + 1,
        actor: actor.clone(),
        kind,
        target,
        words,
        state: state.to_owned(),
        hash: String::new(),
    };
    entry.hash = entry.chained(&before)?;
    transaction.execute(
        "INSERT INTO act (id, at, who, kind, target, words, state, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            entry.id,
            entry.actor.when,
            entry.actor.who,
            entry.kind.key(),
            entry.target,
            serde_json::to_string(&entry.words)?,
            entry.state,
            entry.hash
        ],
    )?;
    Ok(entry)
}

/// The words of an act as a message.
pub(super) fn words(key: &str, arguments: &[(&str, String)]) -> Message {
    let arguments: BTreeMap<String, String> = arguments
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect();
    Message {
        key: key.to_owned(),
        arguments,
    }
}

pub(super) fn entries(connection: &Connection) -> Kept<Vec<Entry>> {
    let mut statement = connection
        .prepare("SELECT id, at, who, kind, target, words, state, hash FROM act ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push(Entry {
            id: row.get(0)?,
            actor: Actor {
                when: row.get(1)?,
                who: row.get(2)?,
            },
            kind: EntryKind::read(&row.get::<_, String>(3)?)?,
            target: row.get(4)?,
            words: serde_json::from_str(&row.get::<_, String>(5)?)?,
            state: row.get(6)?,
            hash: row.get(7)?,
        });
    }
    Ok(entries)
}

/// Goes through the whole chain, and compares the content with what the last entry says of it.
pub(super) fn verify(connection: &Connection) -> Kept<()> {
    let mut before = String::new();
    let mut last = 0;
    for entry in entries(connection)? {
        if entry.id != last + 1 || entry.chained(&before)? != entry.hash {
            return Err(StoreError::Damaged {
                detail: format!("log {}", entry.id),
            });
        }
        last = entry.id;
        before = entry.hash;
    }
    let (_, _, state) = head(connection)?;
    if last == 0 || State::of(connection)? != state {
        return Err(StoreError::Damaged {
            detail: "content".to_owned(),
        });
    }
    Ok(())
}

impl Project {
    /// Says who acts and when, for the entries of the log from now on.
    pub fn set_actor(&mut self, actor: Actor) {
        self.actor = actor;
    }

    /// What was done in this project, oldest first, in words only.
    /// 操作记录
    ///
    /// # Errors
    /// What the database says.
    pub fn acts(&self) -> Kept<Vec<Message>> {
        Ok(self
            .history()?
            .into_iter()
            .map(|entry| entry.words)
            .collect())
    }

    /// The log, oldest first; it is only ever added to.
    /// 操作日志
    ///
    /// # Errors
    /// What the database says.
    pub fn history(&self) -> Kept<Vec<Entry>> {
        entries(&self.connection)
    }

    /// Checks the chain of the log and the content against it, as every opening does; answers the hash of the last
    /// entry. Without a copy of that hash outside the file, somebody able to rewrite the file could rewrite the chain.
    /// 校验操作日志
    ///
    /// # Errors
    /// [`StoreError::Damaged`] naming the first entry that does not follow, or the content.
    pub fn verify(&self) -> Kept<String> {
        verify(&self.connection)?;
        Ok(head(&self.connection)?.1)
    }

    /// What the project says, as one number (hex): equal content, equal number.
    ///
    /// # Errors
    /// What the database says.
    pub fn state(&self) -> Kept<String> {
        Ok(head(&self.connection)?.2.text())
    }

    /// Adds a line to the log about something that changed nothing in the project, such as an export.
    /// 记录操作
    ///
    /// # Errors
    /// What the database says.
    pub fn note(&mut self, words: &str, arguments: &[(&str, String)]) -> Kept<()> {
        self.act(words, arguments, |_| Ok(()))
    }

    /// One act of the user: one transaction, with its line in the log. When `work` fails, nothing has happened.
    pub(super) fn act<T>(
        &mut self,
        key: &str,
        arguments: &[(&str, String)],
        work: impl FnOnce(&Transaction) -> Kept<T>,
    ) -> Kept<T> {
        let actor = self.actor.clone();
        self.lasting(|connection| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let (last, _, state) = head(&transaction)?;
            undo::begin(&transaction, last + 1)?;
            let done = work(&transaction)?;
            let state = state.moved(&transaction, last + 1)?;
            undo::keep(&transaction, last + 1)?;
            half_written(&transaction)?;
            add(
                &transaction,
                &actor,
                EntryKind::Done,
                None,
                words(key, arguments),
                &state.text(),
            )?;
            commit(transaction)?;
            Ok(done)
        })
    }
}

/// The worst moment there is, if a test wants it: the journal is on the disk and the file itself half written.
pub(super) fn half_written(transaction: &Transaction) -> Kept<()> {
    if fails_at("act.after_journal") {
        transaction.cache_flush()?;
    }
    fail_point("act.after_journal");
    Ok(())
}

/// Commits, with the places where a test may end the program.
///
/// A disk may fail after the act has become part of the file, while the end of the journal is being synced. Then the log
/// says what is true: an act that stands is written once more to the disk and acknowledged, or said to be in doubt.
pub(super) fn commit(transaction: Transaction) -> Kept<()> {
    fail_point("act.before_commit");
    let wanted = head(&transaction)?.1;
    if let Err(error) = transaction.execute_batch("COMMIT") {
        if !transaction.is_autocommit() {
            return Err(error.into());
        }
        match head(&transaction) {
            Ok((_, found, _)) if found == wanted => settle(&transaction)?,
            Ok(_) => return Err(error.into()),
            Err(_) => return Err(StoreError::InDoubt),
        }
    }
    fail_point("act.after_commit");
    Ok(())
}

/// A second, empty commit: when the disk takes it, what came before is on the disk too.
fn settle(connection: &Connection) -> Kept<()> {
    let version: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    connection
        .execute_batch(&format!(
            "BEGIN IMMEDIATE; PRAGMA user_version = {version}; COMMIT"
        ))
        .map_err(|_| StoreError::InDoubt)
}
