//! Older project files are brought up to date: a verified copy first, then one transaction for all steps.

use rusqlite::{Connection, TransactionBehavior};
use std::path::{Path, PathBuf};

use super::acts::{self, Actor, EntryKind};
use super::hold::beside;
use super::open::{token_key, whole};
use super::state::State;
use super::tables::{self, SCHEMA_VERSION};
use super::{Kept, StoreError};
use crate::platform::fail_point;

/// Where the copy of a file of an older version stands.
pub(super) fn backup(path: &Path, version: u32) -> Kept<PathBuf> {
    let first = beside(path, &format!(".v{version}.bak"));
    let mut free = first.clone();
    let mut number = 1_u32;
    while free.try_exists()? {
        number += 1;
        free = beside(&first, &format!(".{number}"));
    }
    Ok(free)
}

/// Brings a checked and locked file from `found` to the newest version; on any trouble it is as before, so what is refused
/// afterwards by [`token_key`] or [`acts::verify`] has not been written to.
///
/// `keep` puts a copy of the old state beside, before anything is changed.
pub(super) fn up(
    connection: &mut Connection,
    found: u32,
    keep: impl FnOnce(&Connection) -> Kept<()>,
) -> Kept<()> {
    whole(connection, "integrity_check")?;
    references(connection)?;
    keep(connection)?;
    fail_point("migrate.after_backup");
    let before = counts(connection)?;
    let content = State::of(connection)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if found < 2 {
        tables::step_1_to_2(&transaction)?;
        let mut statement = transaction.prepare("SELECT words FROM act_1 ORDER BY id")?;
        let old = statement.query_map([], |row| row.get::<_, String>(0))?;
        for words in old {
            let words = serde_json::from_str(&words?)?;
            let nobody = Actor::default();
            acts::add(&transaction, &nobody, EntryKind::Done, None, words, "")?;
        }
        drop(statement);
        transaction.execute_batch("DROP TABLE act_1")?;
    }
    transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    let words = acts::words(
        "act.migrated",
        &[
            ("found", found.to_string()),
            ("known", SCHEMA_VERSION.to_string()),
        ],
    );
    let state = State::of(&transaction)?;
    acts::add(
        &transaction,
        &Actor::default(),
        EntryKind::Done,
        None,
        words,
        &state.text(),
    )?;
    tables::check(&transaction, SCHEMA_VERSION)?;
    references(&transaction)?;
    if state != content || counts(&transaction)? != before {
        return Err(StoreError::Damaged {
            detail: format!("schema {found}"),
        });
    }
    // All that opening looks at afterwards, while the file can still be left as it was.
    token_key(&transaction)?;
    acts::verify(&transaction)?;
    fail_point("migrate.before_commit");
    transaction.commit()?;
    Ok(())
}

/// Every reference leads somewhere.
pub(super) fn references(connection: &Connection) -> Kept<()> {
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    if statement.exists([])? {
        return Err(StoreError::Damaged {
            detail: "reference".to_owned(),
        });
    }
    Ok(())
}

/// Rows of every table whose content must not change.
fn counts(connection: &Connection) -> Kept<Vec<i64>> {
    let count = |kind: &tables::Kind| {
        let query = format!("SELECT count(*) FROM {}", kind.name);
        Ok(connection.query_row(&query, [], |row| row.get(0))?)
    };
    tables::KINDS.iter().map(count).collect()
}
