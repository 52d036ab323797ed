//! Taking acts back and doing them again: rows before an act are kept by triggers that live in the connection, never in
//! the file, so that no table is forgotten and no foreign code runs. Undo puts them back and keeps what it found instead:
//! at every time exactly the rows that do not stand in the tables are kept here.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use serde_json::Value;

use super::acts::{self, Actor, Entry, EntryKind};
use super::state::{State, cells};
use super::tables::{KINDS, Kind};
use super::{Kept, Project, StoreError};

/// Puts the triggers into the connection.
pub(super) fn watch(connection: &Connection) -> Kept<()> {
    connection.execute_batch("CREATE TEMP TABLE current_act (id INTEGER NOT NULL)")?;
    for kind in &KINDS {
        let name = kind.name;
        let keep = |row: &str, image: String| {
            let key = Kind::array(kind.key, row);
            format!(
                "INSERT INTO change (act, source, key, cells, content) SELECT current_act.id, '{name}', {key}, {image}
                 FROM current_act WHERE NOT EXISTS
                 (SELECT 1 FROM change WHERE act = current_act.id AND source = '{name}' AND key = {key});"
            )
        };
        let old = || {
            keep(
                "OLD.",
                format!("{}, {}", Kind::array(kind.cells, "OLD."), kind.blob("OLD.")),
            )
        };
        let new = || keep("NEW.", "NULL, NULL".to_owned());
        connection.execute_batch(&format!(
            "CREATE TEMP TRIGGER {name}_insert AFTER INSERT ON main.{name} BEGIN {} END;
             CREATE TEMP TRIGGER {name}_delete AFTER DELETE ON main.{name} BEGIN {} END;
             CREATE TEMP TRIGGER {name}_update AFTER UPDATE ON main.{name} BEGIN {} {} END;",
            new(),
            old(),
            old(),
            new()
        ))?;
    }
    Ok(())
}

/// Rows changed from now on belong to this act.
pub(super) fn begin(transaction: &Transaction, act: i64) -> Kept<()> {
    transaction.execute_batch("DELETE FROM temp.current_act")?;
    transaction.execute("INSERT INTO temp.current_act (id) VALUES (?1)", [act])?;
    Ok(())
}

/// Makes an act that changed something the next one to be taken back; what was taken back before is gone for good.
pub(super) fn keep(transaction: &Transaction, act: i64) -> Kept<()> {
    let changed: Option<i64> = transaction
        .query_row(
            "SELECT act FROM change WHERE act = ?1 LIMIT 1",
            [act],
            |row| row.get(0),
        )
        .optional()?;
    if changed.is_none() {
        return Ok(());
    }
    transaction.execute_batch(
        "DELETE FROM change WHERE act IN (SELECT act FROM reversible WHERE undone = 1);
         DELETE FROM reversible WHERE undone = 1",
    )?;
    transaction.execute("INSERT INTO reversible (act, undone) VALUES (?1, 0)", [act])?;
    Ok(())
}

/// A cell of a kept row as the database takes it.
fn sql(cell: Value) -> Kept<Sql> {
    match cell {
        Value::Null => Ok(Sql::Null),
        Value::String(text) => Ok(Sql::Text(text)),
        Value::Number(number) if number.is_i64() => {
            Ok(number.as_i64().map_or(Sql::Null, Sql::Integer))
        }
        _ => Err(StoreError::Damaged {
            detail: "change".to_owned(),
        }),
    }
}

/// Puts the kept rows of an act back.
fn put_back(transaction: &Transaction, act: i64) -> Kept<()> {
    for kind in &KINDS {
        let by_key: Vec<String> = kind
            .key
            .iter()
            .enumerate()
            .map(|(at, column)| format!("{column} = ?{}", at + 1))
            .collect();
        let remove = format!("DELETE FROM {} WHERE {}", kind.name, by_key.join(" AND "));
        let columns: Vec<&str> = kind.cells.iter().copied().chain(kind.content).collect();
        let places: Vec<String> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
        let insert = format!(
            "INSERT INTO {} ({}) VALUES ({})",
            kind.name,
            columns.join(", "),
            places.join(", ")
        );
        let mut images = transaction
            .prepare("SELECT key, cells, content FROM change WHERE act = ?1 AND source = ?2")?;
        let mut remove = transaction.prepare(&remove)?;
        let mut insert = transaction.prepare(&insert)?;
        let mut found = images.query(rusqlite::params![act, kind.name])?;
        while let Some(image) = found.next()? {
            let key: Vec<Sql> = cells(&image.get::<_, String>(0)?)?
                .into_iter()
                .map(sql)
                .collect::<Kept<_>>()?;
            remove.execute(rusqlite::params_from_iter(key))?;
            if let Some(kept) = image.get::<_, Option<String>>(1)? {
                let mut values: Vec<Sql> =
                    cells(&kept)?.into_iter().map(sql).collect::<Kept<_>>()?;
                if kind.content.is_some() {
                    values.push(Sql::Blob(image.get(2)?));
                }
                insert.execute(rusqlite::params_from_iter(values))?;
            }
        }
    }
    Ok(())
}

/// What can be taken back and done again next.
/// 可撤销与可重做
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reversible {
    /// The act the next undo takes back.
    pub undo: Option<Entry>,
    /// The act the next redo does again.
    pub redo: Option<Entry>,
}

fn next(connection: &Connection, kind: EntryKind) -> Kept<Option<i64>> {
    let query = match kind {
        EntryKind::Undone => "SELECT max(act) FROM reversible WHERE undone = 0",
        _ => "SELECT min(act) FROM reversible WHERE undone = 1",
    };
    Ok(connection.query_row(query, [], |row| row.get(0))?)
}

impl Project {
    /// What can be taken back and done again next.
    ///
    /// # Errors
    /// What the database says.
    pub fn reversible(&self) -> Kept<Reversible> {
        let entries = self.history()?;
        let find = |kind| -> Kept<Option<Entry>> {
            let wanted = next(&self.connection, kind)?;
            Ok(entries
                .iter()
                .find(|entry| Some(entry.id) == wanted)
                .cloned())
        };
        Ok(Reversible {
            undo: find(EntryKind::Undone)?,
            redo: find(EntryKind::Redone)?,
        })
    }

    /// Takes the last act back; answers it, or nothing when there is none.
    /// 撤销
    ///
    /// # Errors
    /// What the database says; damage when the kept rows do not lead back to what the log says. Nothing has changed then.
    pub fn undo(&mut self) -> Kept<Option<Entry>> {
        self.turn(EntryKind::Undone)
    }

    /// Does the act taken back last again; answers it, or nothing when there is none.
    /// 重做
    ///
    /// # Errors
    /// As [`Project::undo`].
    pub fn redo(&mut self) -> Kept<Option<Entry>> {
        self.turn(EntryKind::Redone)
    }

    fn turn(&mut self, kind: EntryKind) -> Kept<Option<Entry>> {
        let actor = self.actor.clone();
        self.lasting(|connection| turned(connection, &actor, kind))
    }

    /// What was done so far can no longer be taken back: a new project begins with its first settings, not with nothing.
    ///
    /// # Errors
    /// What the database says.
    pub fn begin_here(&mut self) -> Kept<()> {
        self.lasting(|connection| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            transaction.execute_batch("DELETE FROM change; DELETE FROM reversible")?;
            transaction.commit()?;
            Ok(())
        })
    }
}

fn turned(connection: &mut Connection, actor: &Actor, kind: EntryKind) -> Kept<Option<Entry>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let Some(target) = next(&transaction, kind)? else {
        return Ok(None);
    };
    let entries = acts::entries(&transaction)?;
    let find = |id: i64| entries.iter().find(|entry| entry.id == id);
    let gone = || StoreError::Damaged {
        detail: format!("log {target}"),
    };
    let entry = find(target).ok_or_else(gone)?.clone();
    let expected = match kind {
        EntryKind::Undone => find(target - 1).ok_or_else(gone)?.state.clone(),
        _ => entry.state.clone(),
    };
    let (last, _, state) = acts::head(&transaction)?;
    // Parents and children of a batch go in any order; the commit checks them together.
    transaction.pragma_update(None, "defer_foreign_keys", true)?;
    begin(&transaction, last + 1)?;
    put_back(&transaction, target)?;
    let state = state.moved(&transaction, last + 1)?;
    if state != State::read(&expected)? {
        return Err(StoreError::Damaged {
            detail: format!("change {target}"),
        });
    }
    transaction.execute("DELETE FROM change WHERE act = ?1", [target])?;
    transaction.execute(
        "UPDATE change SET act = ?1 WHERE act = ?2",
        [target, last + 1],
    )?;
    let undone = i64::from(kind == EntryKind::Undone);
    transaction.execute(
        "UPDATE reversible SET undone = ?1 WHERE act = ?2",
        [undone, target],
    )?;
    acts::half_written(&transaction)?;
    acts::add(
        &transaction,
        actor,
        kind,
        Some(target),
        entry.words.clone(),
        &state.text(),
    )?;
    acts::commit(transaction)?;
    Ok(Some(entry))
}
