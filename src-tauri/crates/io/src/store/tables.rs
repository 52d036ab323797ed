//! The tables of the project file, version by version, and which of them an act can change.

use rusqlite::{Connection, Transaction};

use super::{Kept, StoreError};

/// Version of the tables below.
pub const SCHEMA_VERSION: u32 = 2;
/// Oldest version that is still opened, by migration.
pub const OLDEST_VERSION: u32 = 1;

const META: &str = "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT";
const IMPORT_BATCH: &str = "CREATE TABLE import_batch (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  form TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL, sheet TEXT NOT NULL, facility TEXT NOT NULL,
  year INTEGER NOT NULL, month INTEGER NOT NULL CHECK (month BETWEEN 0 AND 12),
  columns TEXT NOT NULL, choices TEXT NOT NULL, header_row INTEGER NOT NULL,
  row_count INTEGER NOT NULL, imported INTEGER NOT NULL, rejected INTEGER NOT NULL, skipped INTEGER NOT NULL,
  amounts TEXT NOT NULL, issue_counts TEXT NOT NULL, formula_cells INTEGER NOT NULL,
  superseded_by INTEGER REFERENCES import_batch(id),
  CHECK (imported + rejected + skipped = row_count)
) STRICT";
const SOURCE_CHUNK: &str = "CREATE TABLE source_chunk (
  batch INTEGER NOT NULL REFERENCES import_batch(id), first_row INTEGER NOT NULL, row_count INTEGER NOT NULL,
  cells BLOB NOT NULL, PRIMARY KEY (batch, first_row)
) STRICT";
const BATCH_ISSUE: &str = "CREATE TABLE batch_issue (
  batch INTEGER NOT NULL REFERENCES import_batch(id), position INTEGER NOT NULL, issue TEXT NOT NULL,
  PRIMARY KEY (batch, position)
) STRICT";
const PLAN: &str =
    "CREATE TABLE plan (version INTEGER PRIMARY KEY AUTOINCREMENT, content TEXT NOT NULL) STRICT";
const SCENARIO: &str = "CREATE TABLE scenario (id TEXT PRIMARY KEY, position INTEGER NOT NULL, content TEXT NOT NULL) STRICT";
const POLICY: &str = "CREATE TABLE policy (version INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, sha256 TEXT NOT NULL, content TEXT NOT NULL) STRICT";
const ACT_1: &str =
    "CREATE TABLE act (id INTEGER PRIMARY KEY AUTOINCREMENT, words TEXT NOT NULL) STRICT";
// The log: every entry's hash covers the one before it and everything of its own.
const ACT: &str = "CREATE TABLE act (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('done', 'undone', 'redone')), target INTEGER, words TEXT NOT NULL,
  state TEXT NOT NULL, hash TEXT NOT NULL
) STRICT";
// Rows as they were before an act (of an undone act: after it); `cells` is null where there was no row.
const CHANGE: &str = "CREATE TABLE change (
  act INTEGER NOT NULL, source TEXT NOT NULL, key TEXT NOT NULL, cells TEXT, content BLOB,
  PRIMARY KEY (act, source, key)
) STRICT";
// Acts that can be taken back, and those taken back that can be done again.
const REVERSIBLE: &str = "CREATE TABLE reversible (act INTEGER PRIMARY KEY, undone INTEGER NOT NULL CHECK (undone IN (0, 1))) STRICT";

/// Table names and how they are made, by name.
const SCHEMA_1: [(&str, &str); 8] = [
    ("act", ACT_1),
    ("batch_issue", BATCH_ISSUE),
    ("import_batch", IMPORT_BATCH),
    ("meta", META),
    ("plan", PLAN),
    ("policy", POLICY),
    ("scenario", SCENARIO),
    ("source_chunk", SOURCE_CHUNK),
];

const SCHEMA_2: [(&str, &str); 10] = [
    ("act", ACT),
    ("batch_issue", BATCH_ISSUE),
    ("change", CHANGE),
    ("import_batch", IMPORT_BATCH),
    ("meta", META),
    ("plan", PLAN),
    ("policy", POLICY),
    ("reversible", REVERSIBLE),
    ("scenario", SCENARIO),
    ("source_chunk", SOURCE_CHUNK),
];

/// A table that acts change: its rows are what the project says.
pub(super) struct Kind {
    /// Name.
    pub name: &'static str,
    /// Columns of the primary key.
    pub key: &'static [&'static str],
    /// All columns that are not blobs, in order.
    pub cells: &'static [&'static str],
    /// The blob column, if there is one; it stands last.
    pub content: Option<&'static str>,
}

/// Every table an act can change, parents before their children.
pub(super) const KINDS: [Kind; 7] = [
    Kind {
        name: "meta",
        key: &["key"],
        cells: &["key", "value"],
        content: None,
    },
    Kind {
        name: "import_batch",
        key: &["id"],
        cells: &[
            "id",
            "form",
            "file",
            "sha256",
            "sheet",
            "facility",
            "year",
            "month",
            "columns",
            "choices",
            "header_row",
            "row_count",
            "imported",
            "rejected",
            "skipped",
            "amounts",
            "issue_counts",
            "formula_cells",
            "superseded_by",
        ],
        content: None,
    },
    Kind {
        name: "source_chunk",
        key: &["batch", "first_row"],
        cells: &["batch", "first_row", "row_count"],
        content: Some("cells"),
    },
    Kind {
        name: "batch_issue",
        key: &["batch", "position"],
        cells: &["batch", "position", "issue"],
        content: None,
    },
    Kind {
        name: "plan",
        key: &["version"],
        cells: &["version", "content"],
        content: None,
    },
    Kind {
        name: "scenario",
        key: &["id"],
        cells: &["id", "position", "content"],
        content: None,
    },
    Kind {
        name: "policy",
        key: &["version"],
        cells: &["version", "id", "sha256", "content"],
        content: None,
    },
];

impl Kind {
    /// `json_array(row.a, row.b)` of the columns given, after a prefix such as `OLD.`.
    pub fn array(columns: &[&str], prefix: &str) -> String {
        let named: Vec<String> = columns
            .iter()
            .map(|column| format!("{prefix}{column}"))
            .collect();
        format!("json_array({})", named.join(", "))
    }
    /// The blob column after a prefix, or `NULL`.
    pub fn blob(&self, prefix: &str) -> String {
        self.content
            .map_or_else(|| "NULL".to_owned(), |column| format!("{prefix}{column}"))
    }
}

/// Makes all tables of the newest version.
pub(super) fn make(transaction: &Transaction) -> Kept<()> {
    for (_, table) in SCHEMA_2 {
        transaction.execute_batch(table)?;
    }
    transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    Ok(())
}

/// From version 1 to 2: the log gets who, when and a chain of hashes; rows before an act are kept from now on.
pub(super) fn step_1_to_2(transaction: &Transaction) -> Kept<()> {
    transaction.execute_batch("ALTER TABLE act RENAME TO act_1")?;
    for table in [ACT, CHANGE, REVERSIBLE] {
        transaction.execute_batch(table)?;
    }
    Ok(())
}

/// Refuses tables that are missing or made otherwise, and anything that is not ours: triggers and views of a stranger
/// are never run.
pub(super) fn check(connection: &Connection, version: u32) -> Kept<()> {
    let expected: &[(&str, &str)] = match version {
        1 => &SCHEMA_1,
        _ => &SCHEMA_2,
    };
    let mut statement = connection.prepare(
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )?;
    let found = statement.query_map([], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, Option<String>>(2)?,
        ))
    })?;
    let found: Vec<_> = found.collect::<Result<_, _>>()?;
    let same = found.len() == expected.len()
        && found
            .iter()
            .zip(expected)
            .all(|((kind, name, sql), (known, made))| {
                kind == "table"
                    && name == known
                    && sql.as_deref().is_some_and(|sql| alike(sql, made))
            });
    if same {
        return Ok(());
    }
    Err(StoreError::Damaged {
        detail: format!("schema {version}"),
    })
}

/// Whether two statements differ in blanks only: earlier versions broke their lines elsewhere.
fn alike(left: &str, right: &str) -> bool {
    left.split_whitespace().eq(right.split_whitespace())
}
