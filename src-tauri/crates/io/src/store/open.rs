use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::acts::{self, Actor, EntryKind};
use super::cipher::Password;
use super::header::{Form, check_header};
use super::hold::{self, Hold, Signed};
use super::state::State;
use super::tables::{self, SCHEMA_VERSION};
use super::vault::{self, Opener, Vault};
use super::{Kept, StoreError, migrate, undo};
use crate::platform;
use yingheng_core::period::Period;

/// Marks our files in the header of the database: `YHPJ`.
pub(super) const APPLICATION_ID: u32 = 0x5948_504a;
/// Largest text or blob of the file.
const LARGEST_CELL: i32 = 512 << 20;
/// How long a second opener waits before it is told that the file is in use.
const BUSY: Duration = Duration::from_millis(500);
/// Bytes of the secret that tokens are made with.
const KEY_BYTES: usize = 32;

/// What the project says of itself.
/// 项目信息
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// Name of the hospital or the project.
    pub name: String,
    /// The data are generated (演示数据).
    pub synthetic: bool,
    /// Period of the computation.
    pub period: Period,
}

/// An open project file. Closing it, or dropping it, gives the file free.
/// 项目文件
pub struct Project {
    // In this order they are dropped: the note goes while the file is still locked, the place in the list last.
    pub(super) signed: Signed,
    pub(super) connection: Connection,
    _hold: Hold,
    /// Of an encrypted project: its key, and how it is locked.
    pub(super) vault: Option<Vault>,
    /// What the system knows the file by, where it can be told.
    pub(super) identity: Option<(u64, u64)>,
    pub(super) path: PathBuf,
    pub(super) actor: Actor,
    token_key: String,
    interrupted: Option<String>,
}

impl std::fmt::Debug for Project {
    /// The path only; the secret is never shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Project")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl Project {
    /// Makes a new project file. It appears under its name only when it is complete.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when the name is taken, and what the system says.
    pub fn create(path: &Path, meta: &Meta) -> Kept<Self> {
        if path.try_exists()? {
            return Err(StoreError::Exists);
        }
        let mut beside = path.as_os_str().to_owned();
        beside.push(format!(".{}.new", std::process::id()));
        let beside = PathBuf::from(beside);
        let made = build(&beside, meta).and_then(|()| {
            // A hard link refuses to replace: nothing that appeared meanwhile is overwritten.
            match std::fs::hard_link(&beside, path) {
                Err(error)
                    if error.kind() != std::io::ErrorKind::AlreadyExists
                        && !path.try_exists()? =>
                {
                    Ok(std::fs::rename(&beside, path)?)
                }
                linked => Ok(linked?),
            }
        });
        let removed = if beside.try_exists()? {
            std::fs::remove_file(&beside)
        } else {
            Ok(())
        };
        made?;
        removed?;
        Self::open(path)
    }

    /// Opens a project file for this program alone. A file of an older version is brought up to date, after a verified
    /// copy of it was put beside.
    ///
    /// # Errors
    /// In this order: missing, in use by this program, no project, older or newer than this program knows, in use by
    /// another, damaged. A file that is refused has not been written to.
    pub fn open(path: &Path) -> Kept<Self> {
        Self::open_with(path, None)
    }

    /// Opens a project file that may be encrypted; the password, or the recovery key, of a plain one is not looked at.
    ///
    /// # Errors
    /// As [`Project::open`]; [`StoreError::Sealed`] when it is encrypted and nothing was typed, and
    /// [`StoreError::WrongPassword`], after which it can be tried again as often as one likes.
    pub fn open_with(path: &Path, typed: Option<&Password>) -> Kept<Self> {
        Self::open_by(path, &Opener::typed(typed))
    }

    /// Opens a copy of this project, such as a snapshot, by the same key.
    ///
    /// # Errors
    /// As [`Project::open`].
    pub fn open_copy(&self, path: &Path) -> Kept<Self> {
        Self::open_by(path, &self.opener())
    }

    fn open_by(path: &Path, opener: &Opener) -> Kept<Self> {
        let hold = Hold::take(path)?;
        if check_header(path)? == Form::Sealed {
            return Self::open_sealed(path, hold, opener);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags)?;
        let locked = lock(&connection);
        if let Err(StoreError::InUse { .. }) = locked {
            return Err(StoreError::InUse {
                holder: hold::holder(path),
            });
        }
        locked?;
        let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        tables::check(&connection, found)?;
        whole(&connection, "quick_check")?;
        if found < SCHEMA_VERSION {
            let kept = migrate::backup(path, found)?;
            let done = migrate::up(&mut connection, found, |connection| copy(connection, &kept));
            // A refusal has left the file as it was, so the copy would be one of nothing; after trouble with the disk it stays.
            if matches!(done, Err(StoreError::Damaged { .. })) && kept.try_exists()? {
                std::fs::remove_file(&kept)?;
            }
            done?;
        }
        let token_key = token_key(&connection)?;
        acts::verify(&connection)?;
        undo::watch(&connection)?;
        let (signed, interrupted) = hold.sign();
        Ok(Self {
            signed,
            connection,
            _hold: hold,
            vault: None,
            identity: platform::identity(path)?,
            path: path.to_owned(),
            actor: Actor::default(),
            token_key,
            interrupted,
        })
    }

    fn open_sealed(path: &Path, hold: Hold, opener: &Opener) -> Kept<Self> {
        opener.ready()?;
        let (mut signed, interrupted) = hold.seize()?;
        let opened = opener.unseal(path)?;
        signed.write(path)?;
        let mut connection = vault::load(&opened.content)?;
        let mut vault = Vault::new(opened.key, opened.slots, &vault::head(path)?);
        let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        tables::check(&connection, found)?;
        whole(&connection, "quick_check")?;
        if found < SCHEMA_VERSION {
            let kept = migrate::backup(path, found)?;
            vault.lasting(&mut connection, path, |connection| {
                migrate::up(connection, found, |_| {
                    std::fs::copy(path, &kept)?;
                    Ok(())
                })
            })?;
        }
        let token_key = token_key(&connection)?;
        acts::verify(&connection)?;
        undo::watch(&connection)?;
        // A stop half-way through setting or changing the password is made good here; what cannot be is told by the
        // act itself.
        vault::seal_companions(path, &vault, true)?;
        Ok(Self {
            signed,
            connection,
            _hold: hold,
            vault: Some(vault),
            identity: None,
            path: path.to_owned(),
            actor: Actor::default(),
            token_key,
            interrupted,
        })
    }

    /// Who had the file open when the program last ended without closing it; nothing after an ordinary end. What was
    /// acknowledged before is in the file.
    /// 上次未正常关闭
    pub fn interrupted(&self) -> Option<&str> {
        self.interrupted.as_deref()
    }

    /// Closes the file; errors that dropping would swallow are told.
    ///
    /// # Errors
    /// What the database says.
    pub fn close(self) -> Kept<()> {
        let Self {
            signed,
            connection,
            _hold: hold,
            ..
        } = self;
        drop(signed);
        let closed = connection.close().map_err(|(_, error)| error.into());
        drop(hold);
        closed
    }

    /// Where the file stands.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The secret for tokens of identifying numbers, hex; made once per project and never shown.
    pub fn token_key(&self) -> &str {
        &self.token_key
    }

    /// Name, mark and period.
    ///
    /// # Errors
    /// What the database says.
    pub fn meta(&self) -> Kept<Meta> {
        Ok(serde_json::from_str(&read_meta(
            &self.connection,
            "project",
        )?)?)
    }

    /// Version of the program that made the file.
    ///
    /// # Errors
    /// What the database says.
    pub fn created_with(&self) -> Kept<String> {
        read_meta(&self.connection, "created_with")
    }

    /// Changes name, mark or period.
    ///
    /// # Errors
    /// What the database says; nothing has changed then.
    pub fn set_meta(&mut self, meta: &Meta) -> Kept<()> {
        let content = serde_json::to_string(meta)?;
        self.act(
            "act.meta_changed",
            &[("name", meta.name.clone())],
            |transaction| {
                transaction.execute(
                    "UPDATE meta SET value = ?1 WHERE key = 'project'",
                    [content],
                )?;
                Ok(())
            },
        )
    }

    /// Writes a verified copy of the whole project to a new file.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when the name is taken; a copy that fails its check is removed and told as damage.
    pub fn backup_to(&self, target: &Path) -> Kept<()> {
        self.copy_to(target)
    }
}

/// The secret for tokens, checked.
pub(super) fn token_key(connection: &Connection) -> Kept<String> {
    let token_key = read_meta(connection, "token_key")?;
    if token_key.len() == KEY_BYTES * 2 && token_key.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(token_key);
    }
    Err(StoreError::Damaged {
        detail: "token_key".to_owned(),
    })
}

/// Writes a verified copy of a database to a new file.
pub(super) fn copy(connection: &Connection, target: &Path) -> Kept<()> {
    drop(File::options().write(true).create_new(true).open(target)?);
    let copied = copy_into(connection, target);
    if copied.is_err() {
        std::fs::remove_file(target)?;
    }
    copied
}

fn copy_into(connection: &Connection, target: &Path) -> Kept<()> {
    let mut copy = Connection::open(target)?;
    let backup = rusqlite::backup::Backup::new(connection, &mut copy)?;
    backup.run_to_completion(1024, Duration::ZERO, None)?;
    drop(backup);
    whole(&copy, "integrity_check")?;
    copy.close().map_err(|(_, error)| error)?;
    File::options().write(true).open(target)?.sync_all()?;
    Ok(())
}

/// Runs one of the database's own checks.
pub(super) fn whole(connection: &Connection, check: &str) -> Kept<()> {
    let verdict: String =
        connection.query_row(&format!("PRAGMA {check}(1)"), [], |row| row.get(0))?;
    if verdict == "ok" {
        Ok(())
    } else {
        Err(StoreError::Damaged { detail: verdict })
    }
}

fn build(path: &Path, meta: &Meta) -> Kept<()> {
    drop(File::options().write(true).create_new(true).open(path)?);
    let mut connection = Connection::open(path)?;
    configure(&connection, "delete")?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tables::make(&transaction)?;
    let put = |key: &str, value: &str| {
        transaction.execute(
            "INSERT INTO meta (key, value) VALUES (?1, ?2)",
            [key, value],
        )
    };
    put("project", &serde_json::to_string(meta)?)?;
    put("created_with", env!("CARGO_PKG_VERSION"))?;
    // SQLite's generator is seeded from the system's source of randomness.
    let key: String = transaction.query_row(
        "SELECT lower(hex(randomblob(?1)))",
        [KEY_BYTES as i64],
        |row| row.get(0),
    )?;
    transaction.execute(
        "INSERT INTO meta (key, value) VALUES ('token_key', ?1)",
        [key],
    )?;
    let state = State::of(&transaction)?;
    acts::add(
        &transaction,
        &Actor::default(),
        EntryKind::Done,
        None,
        acts::words("act.project_created", &[("name", meta.name.clone())]),
        &state.text(),
    )?;
    transaction.commit()?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// Settings of every project; `journal`: `delete` for a file, `memory` for one that lives in memory.
pub(super) fn configure(connection: &Connection, journal: &str) -> Kept<()> {
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    let taken: String =
        connection.query_row(&format!("PRAGMA journal_mode = {journal}"), [], |row| {
            row.get(0)
        })?;
    if !taken.eq_ignore_ascii_case(journal) {
        return Err(StoreError::Setting {
            setting: "journal_mode",
        });
    }
    connection.pragma_update(None, "synchronous", "EXTRA")?;
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // A row replaced by another must be seen to go, or undo and the state would not know of it.
    connection.pragma_update(None, "recursive_triggers", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection
        .query_row("PRAGMA mmap_size = 0", [], |_| Ok(()))
        .optional()?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LARGEST_CELL)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 1)?;
    for (setting, expected) in [
        ("synchronous", 3),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("recursive_triggers", 1),
    ] {
        let value: i64 =
            connection.query_row(&format!("PRAGMA {setting}"), [], |row| row.get(0))?;
        if value != expected {
            return Err(StoreError::Setting { setting });
        }
    }
    Ok(())
}

/// Settings, and the lock: the first write transaction takes it, and it is held until the file is closed.
pub(super) fn lock(connection: &Connection) -> Kept<()> {
    configure(connection, "delete")?;
    connection.execute_batch("BEGIN IMMEDIATE; COMMIT")?;
    Ok(())
}

fn read_meta(connection: &Connection, key: &str) -> Kept<String> {
    let value = connection
        .query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| {
            row.get(0)
        })
        .optional()?;
    value.ok_or_else(|| StoreError::Damaged {
        detail: key.to_owned(),
    })
}
