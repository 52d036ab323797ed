//! Snapshots: verified copies of the whole project in a folder beside it, named by the user or made by the program.

use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::path::{Path, PathBuf};

use super::acts::{self, Actor, Entry, EntryKind};
use super::cipher::Password;
use super::header::{Form, check_header};
use super::hold::beside;
use super::open::whole;
use super::state::State;
use super::tables::{self, KINDS, SCHEMA_VERSION};
use super::vault::Opener;
use super::{Kept, Project, StoreError, undo};
use crate::platform::{fail_point, replace};

/// Snapshots the program makes by itself that are kept; those with a name stay until their file is removed.
const AUTOMATIC_KEPT: usize = 10;
/// Log line of a snapshot; the last line of the snapshot's own log.
const MADE: &str = "act.snapshot";
const MADE_AUTOMATICALLY: &str = "act.snapshot_automatic";

/// A copy of the project as it was.
/// 快照
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Number inside the project's folder of snapshots.
    pub id: String,
    /// The file.
    pub path: PathBuf,
    /// Name given by the user; empty for one made by the program.
    pub name: String,
    /// The log line of its making: who, when, and the hash of the log up to there.
    pub entry: Entry,
}

/// Where the snapshots of a project file stand.
fn folder(path: &Path) -> PathBuf {
    beside(path, ".snapshots")
}

pub(super) fn read_only(path: &Path) -> Kept<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok(Connection::open_with_flags(path, flags)?)
}

/// Checks a copy as an opening would, without changing it.
pub(super) fn check_copy(path: &Path, opener: &Opener) -> Kept<()> {
    let connection = opener.view(path)?;
    tables::check(&connection, SCHEMA_VERSION)?;
    whole(&connection, "quick_check")?;
    acts::verify(&connection)
}

/// The last line of a file's log that tells of a snapshot.
fn of_file(path: &Path, opener: &Opener) -> Kept<Option<Snapshot>> {
    let entries = acts::entries(&opener.view(path)?)?;
    let id = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    let made = |entry: &&Entry| entry.words.key == MADE || entry.words.key == MADE_AUTOMATICALLY;
    Ok(entries.iter().rev().find(made).map(|entry| Snapshot {
        id,
        path: path.to_owned(),
        name: entry
            .words
            .arguments
            .get("name")
            .cloned()
            .unwrap_or_default(),
        entry: entry.clone(),
    }))
}

/// Snapshots of a project file, whether it can be opened or not, the newest first; copies that cannot be read, or that
/// the password typed does not open, are left out.
/// 快照列表
///
/// # Errors
/// The folder cannot be read.
pub fn snapshots_of(path: &Path, typed: Option<&Password>) -> Kept<Vec<Snapshot>> {
    listed(path, &Opener::typed(typed))
}

fn listed(path: &Path, opener: &Opener) -> Kept<Vec<Snapshot>> {
    let folder = folder(path);
    if !folder.try_exists()? {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "yhproj")
            && let Ok(Some(snapshot)) = of_file(&path, opener)
        {
            found.push(snapshot);
        }
    }
    found.sort_by(|a, b| b.id.cmp(&a.id));
    Ok(found)
}

impl Project {
    /// Keeps the project as it is now under a name, or, without one, as one of the last few the program keeps by itself.
    /// The copy is opened and checked before it counts.
    /// 保存快照
    ///
    /// # Errors
    /// What the system says; a copy that fails its check is removed and told as damage.
    pub fn snapshot(&mut self, name: Option<&str>) -> Kept<Snapshot> {
        let folder = folder(&self.path);
        std::fs::create_dir_all(&folder)?;
        let taken = std::fs::read_dir(&folder)?
            .filter_map(|entry| {
                let path = entry.ok()?.path();
                path.file_stem()?.to_str()?.parse::<u32>().ok()
            })
            .max()
            .unwrap_or(0);
        let id = format!("{:04}", taken + 1);
        match name {
            Some(name) => self.note(MADE, &[("number", id.clone()), ("name", name.to_owned())])?,
            None => self.note(MADE_AUTOMATICALLY, &[("number", id.clone())])?,
        }
        let part = folder.join(format!("{id}.part"));
        if part.try_exists()? {
            std::fs::remove_file(&part)?;
        }
        self.copy_to(&part)?;
        fail_point("snapshot.copied");
        if let Err(error) = check_copy(&part, &self.opener()) {
            std::fs::remove_file(&part)?;
            return Err(error);
        }
        let path = folder.join(format!("{id}.yhproj"));
        replace(&part, &path)?;
        let made = of_file(&path, &self.opener())?.ok_or(StoreError::NoSnapshot { id })?;
        self.drop_old()?;
        Ok(made)
    }

    /// Removes the oldest of those the program made by itself.
    fn drop_old(&self) -> Kept<()> {
        let automatic = self
            .snapshots()?
            .into_iter()
            .filter(|snapshot| snapshot.name.is_empty());
        for old in automatic.skip(AUTOMATIC_KEPT) {
            std::fs::remove_file(old.path)?;
        }
        Ok(())
    }

    /// Snapshots of this project, the newest first.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn snapshots(&self) -> Kept<Vec<Snapshot>> {
        listed(&self.path, &self.opener())
    }

    /// Whether the project says something else than its newest snapshot.
    ///
    /// # Errors
    /// What the database says, or the folder cannot be read.
    pub fn changed_since_snapshot(&self) -> Kept<bool> {
        let state = self.state()?;
        Ok(self
            .snapshots()?
            .first()
            .is_none_or(|newest| newest.entry.state != state))
    }

    /// Brings the content of a snapshot back, as an act that can be taken back like any other.
    /// 恢复快照
    ///
    /// # Errors
    /// [`StoreError::NoSnapshot`]; damage of the snapshot. Nothing has changed then.
    pub fn restore(&mut self, id: &str) -> Kept<()> {
        let found = self
            .snapshots()?
            .into_iter()
            .find(|snapshot| snapshot.id == id);
        let snapshot = found.ok_or_else(|| StoreError::NoSnapshot { id: id.to_owned() })?;
        // Checked as any project is, and brought up to date where an earlier program made it.
        if check_header(&snapshot.path)? == Form::Sealed {
            let content = self.opener().content(&snapshot.path)?;
            self.connection
                .execute("ATTACH DATABASE ':memory:' AS snapshot", [])?;
            let size = content.len();
            let read =
                self.connection
                    .deserialize_read_exact("snapshot", content.as_slice(), size, false);
            if let Err(error) = read {
                self.connection.execute_batch("DETACH DATABASE snapshot")?;
                return Err(error.into());
            }
        } else {
            Project::open(&snapshot.path)?.close()?;
            let path = snapshot.path.to_string_lossy().into_owned();
            self.connection
                .execute("ATTACH DATABASE ?1 AS snapshot", [path])?;
        }
        let done = self.take_over(&snapshot);
        // Where writing failed the connection is a new one, without the snapshot.
        let attached = self.connection.query_row(
            "SELECT count(*) FROM pragma_database_list WHERE name = 'snapshot'",
            [],
            |row| row.get::<_, i64>(0),
        )?;
        if attached > 0 {
            self.connection.execute_batch("DETACH DATABASE snapshot")?;
        }
        done
    }

    fn take_over(&mut self, snapshot: &Snapshot) -> Kept<()> {
        let actor = self.actor.clone();
        self.lasting(|connection| taken_over(connection, &actor, snapshot))
    }
}

fn taken_over(connection: &mut Connection, actor: &Actor, snapshot: &Snapshot) -> Kept<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let (last, _, state) = acts::head(&transaction)?;
    transaction.pragma_update(None, "defer_foreign_keys", true)?;
    undo::begin(&transaction, last + 1)?;
    for kind in &KINDS {
        let name = kind.name;
        let same = |columns: &[&str]| {
            let parts: Vec<String> = columns
                .iter()
                .map(|column| format!("kept.{column} IS live.{column}"))
                .collect();
            parts.join(" AND ")
        };
        let all: Vec<&str> = kind.cells.iter().copied().chain(kind.content).collect();
        // `=` for the key, so that the index is used.
        let by_key = same(kind.key).replace(" IS ", " = ");
        transaction.execute_batch(&format!(
                "DELETE FROM main.{name} AS live WHERE NOT EXISTS
                   (SELECT 1 FROM snapshot.{name} AS kept WHERE {by_key} AND {});
                 INSERT INTO main.{name} ({columns}) SELECT {columns} FROM snapshot.{name} AS kept WHERE NOT EXISTS
                   (SELECT 1 FROM main.{name} AS live WHERE {by_key})",
                same(&all),
                columns = all.join(", "),
            ))?;
    }
    let state = state.moved(&transaction, last + 1)?;
    if state != State::read(&snapshot.entry.state)? {
        return Err(StoreError::Damaged {
            detail: format!("snapshot {}", snapshot.id),
        });
    }
    undo::keep(&transaction, last + 1)?;
    let mut words = vec![("number", snapshot.id.clone())];
    let key = if snapshot.name.is_empty() {
        words.push(("when", snapshot.entry.actor.when.clone()));
        "act.restored_automatic"
    } else {
        words.push(("name", snapshot.name.clone()));
        "act.restored"
    };
    acts::add(
        &transaction,
        actor,
        EntryKind::Done,
        None,
        acts::words(key, &words),
        &state.text(),
    )?;
    acts::commit(transaction)
}
