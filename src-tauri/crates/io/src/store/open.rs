use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Kept, StoreError, acts};
use yingheng_core::period::Period;

/// Marks our files in the header of the database: `YHPJ`.
const APPLICATION_ID: u32 = 0x5948_504a;
/// Version of the tables below.
pub const SCHEMA_VERSION: u32 = 1;
/// First bytes of every SQLite database.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// How long a second opener waits before it is told that the file is in use.
const BUSY: Duration = Duration::from_millis(500);
/// Bytes of the secret that tokens are made with.
const KEY_BYTES: usize = 32;

const SCHEMA: &str = "
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE import_batch (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  form TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL, sheet TEXT NOT NULL, facility TEXT NOT NULL,
  year INTEGER NOT NULL, month INTEGER NOT NULL CHECK (month BETWEEN 0 AND 12),
  columns TEXT NOT NULL, choices TEXT NOT NULL, header_row INTEGER NOT NULL,
  row_count INTEGER NOT NULL, imported INTEGER NOT NULL, rejected INTEGER NOT NULL, skipped INTEGER NOT NULL,
  amounts TEXT NOT NULL, issue_counts TEXT NOT NULL, formula_cells INTEGER NOT NULL,
  superseded_by INTEGER REFERENCES import_batch(id),
  CHECK (imported + rejected + skipped = row_count)
) STRICT;
CREATE TABLE source_chunk (
  batch INTEGER NOT NULL REFERENCES import_batch(id), first_row INTEGER NOT NULL, row_count INTEGER NOT NULL,
  cells BLOB NOT NULL, PRIMARY KEY (batch, first_row)
) STRICT;
CREATE TABLE batch_issue (
  batch INTEGER NOT NULL REFERENCES import_batch(id), position INTEGER NOT NULL, issue TEXT NOT NULL,
  PRIMARY KEY (batch, position)
) STRICT;
CREATE TABLE plan (version INTEGER PRIMARY KEY AUTOINCREMENT, content TEXT NOT NULL) STRICT;
CREATE TABLE scenario (id TEXT PRIMARY KEY, position INTEGER NOT NULL, content TEXT NOT NULL) STRICT;
CREATE TABLE policy (version INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, sha256 TEXT NOT NULL, content TEXT NOT NULL) STRICT;
CREATE TABLE act (id INTEGER PRIMARY KEY AUTOINCREMENT, words TEXT NOT NULL) STRICT;
";

const TABLES: [&str; 8] = [
    "act",
    "batch_issue",
    "import_batch",
    "meta",
    "plan",
    "policy",
    "scenario",
    "source_chunk",
];

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
    pub(super) connection: Connection,
    path: PathBuf,
    token_key: String,
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

    /// Opens a project file for this program alone.
    ///
    /// # Errors
    /// In this order: missing, no project, in use, newer, damaged.
    pub fn open(path: &Path) -> Kept<Self> {
        check_magic(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(BUSY)?;
        let application: u32 =
            connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        if application != APPLICATION_ID {
            return Err(StoreError::NotAProject);
        }
        let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if found > SCHEMA_VERSION {
            return Err(StoreError::Newer {
                found,
                known: SCHEMA_VERSION,
            });
        }
        configure(&connection)?;
        // The first write transaction takes the lock, which is then held until the file is closed.
        connection.execute_batch("BEGIN IMMEDIATE; COMMIT")?;
        check_tables(&connection, found)?;
        let verdict: String =
            connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if verdict != "ok" {
            return Err(StoreError::Damaged { detail: verdict });
        }
        let token_key = read_meta(&connection, "token_key")?;
        let key_whole =
            token_key.len() == KEY_BYTES * 2 && token_key.bytes().all(|b| b.is_ascii_hexdigit());
        if !key_whole {
            return Err(StoreError::Damaged {
                detail: "token_key".to_owned(),
            });
        }
        Ok(Self {
            connection,
            path: path.to_owned(),
            token_key,
        })
    }

    /// Closes the file; errors that dropping would swallow are told.
    ///
    /// # Errors
    /// What the database says.
    pub fn close(self) -> Kept<()> {
        self.connection.close().map_err(|(_, error)| error.into())
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
        drop(File::options().write(true).create_new(true).open(target)?);
        let copied = self.copy_into(target);
        if copied.is_err() {
            std::fs::remove_file(target)?;
        }
        copied
    }

    fn copy_into(&self, target: &Path) -> Kept<()> {
        let mut copy = Connection::open(target)?;
        let backup = rusqlite::backup::Backup::new(&self.connection, &mut copy)?;
        backup.run_to_completion(1024, Duration::ZERO, None)?;
        drop(backup);
        let verdict: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if verdict != "ok" {
            return Err(StoreError::Damaged { detail: verdict });
        }
        copy.close().map_err(|(_, error)| error)?;
        File::options().write(true).open(target)?.sync_all()?;
        Ok(())
    }

    /// One act of the user: one transaction, with its line in the log. When `work` fails, nothing has happened.
    pub(super) fn act<T>(
        &mut self,
        words: &str,
        arguments: &[(&str, String)],
        work: impl FnOnce(&rusqlite::Transaction) -> Kept<T>,
    ) -> Kept<T> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        acts::log(&transaction, words, arguments)?;
        transaction.commit()?;
        Ok(done)
    }
}

fn build(path: &Path, meta: &Meta) -> Kept<()> {
    drop(File::options().write(true).create_new(true).open(path)?);
    let mut connection = Connection::open(path)?;
    configure(&connection)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(SCHEMA)?;
    transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
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
    acts::log(
        &transaction,
        "act.project_created",
        &[("name", meta.name.clone())],
    )?;
    transaction.commit()?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(())
}

fn configure(connection: &Connection) -> Kept<()> {
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    let journal: String =
        connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    if !journal.eq_ignore_ascii_case("delete") {
        return Err(StoreError::Setting {
            setting: "journal_mode",
        });
    }
    connection.pragma_update(None, "synchronous", "EXTRA")?;
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection
        .query_row("PRAGMA mmap_size = 0", [], |_| Ok(()))
        .optional()?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    for (setting, expected) in [
        ("synchronous", 3),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
    ] {
        let value: i64 =
            connection.query_row(&format!("PRAGMA {setting}"), [], |row| row.get(0))?;
        if value != expected {
            return Err(StoreError::Setting { setting });
        }
    }
    Ok(())
}

fn check_magic(path: &Path) -> Kept<()> {
    let mut head = [0_u8; 16];
    let mut file = File::open(path)?;
    match file.read_exact(&mut head) {
        Ok(()) if head == *MAGIC => Ok(()),
        Ok(()) => Err(StoreError::NotAProject),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            Err(StoreError::NotAProject)
        }
        Err(error) => Err(error.into()),
    }
}

/// Refuses tables that are missing and anything that is not ours: triggers and views of a stranger are never run.
fn check_tables(connection: &Connection, version: u32) -> Kept<()> {
    let mut statement = connection.prepare(
        "SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name",
    )?;
    let found = statement.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    let found: Vec<(String, String)> = found.collect::<Result<_, _>>()?;
    let expected = found
        .iter()
        .map(|(kind, name)| (kind.as_str(), name.as_str()))
        .eq(TABLES.iter().map(|name| ("table", *name)));
    if expected && version == SCHEMA_VERSION {
        return Ok(());
    }
    Err(StoreError::Damaged {
        detail: format!("schema {version}"),
    })
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
