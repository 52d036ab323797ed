//! After damage: the file is put aside as it is, and a snapshot or what can still be read goes into a new one.

use rusqlite::{Connection, OpenFlags, Row, params_from_iter, types::Value};
use std::path::{Path, PathBuf};

use super::acts::{self, Entry};
use super::chunk::unpack;
use super::cipher::{Password, is_sealed};
use super::header::{Form, check_header};
use super::hold::{Hold, beside};
use super::snapshots::Snapshot;
use super::tables::{KINDS, Kind};
use super::vault::{Opener, head};
use super::{Kept, Meta, Project, StoreError};
use crate::platform::{fail_point, replace};

/// Highest number of a batch, plan or policy looked for in a damaged file.
const LAST_NUMBER: u32 = 100_000;

/// What was found in a damaged file.
/// 抢救结果
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// Rows of each table that went into the new file.
    pub kept: u64,
    /// What could not be read whole and was left out: batches by file and number, other rows by table.
    pub lost: Vec<String>,
}

/// A free name beside a file.
fn free(path: &Path, ending: &str) -> Kept<PathBuf> {
    let mut number = 1_u32;
    loop {
        let name = beside(path, &format!(".{ending}{number}"));
        if !name.try_exists()? {
            return Ok(name);
        }
        number += 1;
    }
}

/// What was done after a snapshot, as far as the file can still be read; `None` when its log cannot.
/// 快照之后的操作
pub fn done_since(
    path: &Path,
    snapshot: &Snapshot,
    typed: Option<&Password>,
) -> Option<Vec<Entry>> {
    // Another program may hold the file; on Unix a second handle of our own would give up our own lock.
    let _hold = Hold::take(path).ok()?;
    let entries = acts::entries(&looked_at(path, &Opener::typed(typed)).ok()?).ok()?;
    Some(
        entries
            .into_iter()
            .filter(|entry| entry.id > snapshot.entry.id)
            .collect(),
    )
}

/// Puts a snapshot in the place of a file that cannot be opened. The file itself is renamed, byte for byte as it was;
/// answers its new name.
/// 以快照恢复
///
/// # Errors
/// The file is open somewhere, the snapshot is damaged or not opened by what was typed, or what the system says; the
/// file is in its place then.
pub fn recover(path: &Path, snapshot: &Snapshot, typed: Option<&Password>) -> Kept<PathBuf> {
    Project::open_with(&snapshot.path, typed)?.close()?;
    let hold = Hold::take(path)?;
    let part = beside(path, ".recovered");
    std::fs::copy(&snapshot.path, &part)?;
    std::fs::File::options()
        .write(true)
        .open(&part)?
        .sync_all()?;
    let aside = free(path, "damaged-")?;
    std::fs::rename(path, &aside)?;
    drop(hold);
    fail_point("recover.aside");
    let journal = beside(path, "-journal");
    if journal.try_exists()? {
        std::fs::rename(&journal, beside(&aside, "-journal"))?;
    }
    replace(&part, path)?;
    Ok(aside)
}

/// Reads what is still whole in a damaged file into a new one. The damaged file is only read, and of it a copy.
///
/// Batches count only when every row and every control total is there; settings that parse are taken, but nothing can
/// prove them, so the log of the new file says to check them.
/// 抢救
///
/// # Errors
/// [`StoreError::Exists`] when the new name is taken, [`StoreError::NotAProject`] when nothing at all can be read,
/// [`StoreError::SealedWhole`] for an encrypted file: of one that is damaged not a byte can be believed, its snapshots
/// are what is left.
pub fn salvage(path: &Path, into: &Path) -> Kept<Salvaged> {
    if into.try_exists()? {
        return Err(StoreError::Exists);
    }
    let _hold = Hold::take(path)?;
    // Also where the head itself is damaged: what begins like a sealed file holds nothing a database could read.
    if matches!(check_header(path), Ok(Form::Sealed)) || is_sealed(&head(path)?) {
        return Err(StoreError::SealedWhole);
    }
    let scratch = free(into, "reading-")?;
    std::fs::copy(path, &scratch)?;
    let (journal, copied) = (beside(path, "-journal"), beside(&scratch, "-journal"));
    if journal.try_exists()? {
        std::fs::copy(&journal, &copied)?;
    }
    let read = from_copy(&scratch, into);
    for file in [&scratch, &copied] {
        if file.try_exists()? {
            std::fs::remove_file(file)?;
        }
    }
    read
}

/// A look into a file that may be damaged; a sealed one is opened whole or not at all.
pub(super) fn looked_at(path: &Path, opener: &Opener) -> Kept<Connection> {
    match check_header(path) {
        Ok(Form::Sealed) => opener.view(path),
        _ => untouched(path),
    }
}

/// A connection that neither locks nor rolls anything back.
fn untouched(path: &Path) -> Kept<Connection> {
    let full = std::fs::canonicalize(path)?;
    let mut name = String::new();
    for byte in full.to_string_lossy().replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                name.push(byte as char);
            }
            _ => name.push_str(&format!("%{byte:02X}")),
        }
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let from = format!(
        "file:{}{name}?immutable=1",
        if name.starts_with('/') { "" } else { "/" }
    );
    Ok(Connection::open_with_flags(from, flags)?)
}

/// A row as it stands; every cell must be readable.
fn values(row: &Row, columns: usize) -> rusqlite::Result<Vec<Value>> {
    (0..columns).map(|at| row.get(at)).collect()
}

/// Rows of a table that can be read, asked for one by one so that a broken page costs only its own.
fn rows(from: &Connection, kind: &Kind, lost: &mut Vec<String>) -> Vec<Vec<Value>> {
    let columns: Vec<&str> = kind.cells.iter().copied().chain(kind.content).collect();
    let select = format!("SELECT {} FROM {}", columns.join(", "), kind.name);
    let all = || -> rusqlite::Result<Vec<Vec<Value>>> {
        let mut statement = from.prepare(&select)?;
        let found = statement.query_map([], |row| values(row, columns.len()))?;
        found.collect()
    };
    if let Ok(found) = all() {
        return found;
    }
    let mut found = Vec::new();
    if kind.key.len() == 1 && matches!(kind.name, "import_batch" | "plan" | "policy") {
        let one = format!("{select} WHERE {} = ?1", kind.key[0]);
        for number in 1..=LAST_NUMBER {
            let row = from.query_row(&one, [number], |row| values(row, columns.len()));
            match row {
                Ok(row) => found.push(row),
                Err(rusqlite::Error::QueryReturnedNoRows) if found.len() < number as usize / 2 => {
                    break;
                }
                Err(_) => {}
            }
        }
    }
    lost.push(kind.name.to_owned());
    found
}

fn from_copy(scratch: &Path, into: &Path) -> Kept<Salvaged> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    // A journal beside the copy is rolled back into the copy; where that fails the copy is read as it stands.
    let from = Connection::open_with_flags(scratch, flags)
        .map_err(StoreError::from)
        .and_then(|connection| {
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
            Ok(connection)
        })
        .or_else(|_| untouched(scratch))?;
    let mut lost = Vec::new();
    let mut tables: Vec<(&Kind, Vec<Vec<Value>>)> = KINDS
        .iter()
        .map(|kind| (kind, rows(&from, kind, &mut lost)))
        .collect();
    drop(from);
    if tables.iter().all(|(_, rows)| rows.is_empty()) {
        return Err(StoreError::NotAProject);
    }
    keep_whole_batches(&mut tables, &mut lost);
    keep_sound_settings(&mut tables, &mut lost);
    // The program that made the new file is this one; the old secret is kept, so that old tokens stay comparable.
    if let Some(meta) = of(&mut tables, "meta") {
        meta.retain(|row| text(row, 0) != "created_with");
    }
    let meta: Option<Meta> = tables
        .iter()
        .filter(|(kind, _)| kind.name == "meta")
        .flat_map(|(_, rows)| rows)
        .find(|row| text(row, 0) == "project")
        .and_then(|row| serde_json::from_str(text(row, 1)).ok());
    let mut project = Project::create(into, &meta.unwrap_or_default())?;
    let kept = fill(&mut project, &tables, &lost);
    let verified = kept.and_then(|kept| {
        project.facts()?;
        Ok(kept)
    });
    project.close()?;
    match verified {
        Ok(kept) => Ok(Salvaged { kept, lost }),
        Err(error) => {
            std::fs::remove_file(into)?;
            Err(error)
        }
    }
}

fn text(row: &[Value], at: usize) -> &str {
    match row.get(at) {
        Some(Value::Text(text)) => text,
        _ => "",
    }
}

fn integer(row: &[Value], at: usize) -> i64 {
    match row.get(at) {
        Some(Value::Integer(number)) => *number,
        _ => -1,
    }
}

fn of<'a>(
    tables: &'a mut [(&Kind, Vec<Vec<Value>>)],
    name: &str,
) -> Option<&'a mut Vec<Vec<Value>>> {
    tables
        .iter_mut()
        .find(|(kind, _)| kind.name == name)
        .map(|(_, rows)| rows)
}

/// Batches whose rows are all there; a batch that points at one that is lost is lost with it.
fn keep_whole_batches(tables: &mut [(&Kind, Vec<Vec<Value>>)], lost: &mut Vec<String>) {
    let chunks: Vec<(i64, Option<usize>)> = of(tables, "source_chunk")
        .map(|rows| {
            rows.iter()
                .map(|row| {
                    let Some(Value::Blob(blob)) = row.get(3) else {
                        return (integer(row, 0), None);
                    };
                    let found = unpack(blob).ok().map(|rows| rows.len());
                    let whole = |found: &usize| i64::try_from(*found) == Ok(integer(row, 2));
                    (integer(row, 0), found.filter(whole))
                })
                .collect()
        })
        .unwrap_or_default();
    let sum = |batch: i64| -> Option<usize> {
        chunks
            .iter()
            .filter(|(of, _)| *of == batch)
            .map(|(_, rows)| *rows)
            .sum()
    };
    let mut kept: Vec<i64> = Vec::new();
    if let Some(batches) = of(tables, "import_batch") {
        let mut whole: Vec<i64> = batches
            .iter()
            .filter(|row| {
                let rows = sum(integer(row, 0)).and_then(|rows| i64::try_from(rows).ok());
                rows == Some(integer(row, 12))
            })
            .map(|row| integer(row, 0))
            .collect();
        loop {
            let known = whole.clone();
            let held = |row: &&Vec<Value>| match row.get(18) {
                Some(Value::Integer(other)) => known.contains(other),
                _ => true,
            };
            let next: Vec<i64> = batches
                .iter()
                .filter(|row| known.contains(&integer(row, 0)))
                .filter(held)
                .map(|row| integer(row, 0))
                .collect();
            let settled = next == whole;
            whole = next;
            if settled {
                break;
            }
        }
        for row in batches
            .iter()
            .filter(|row| !whole.contains(&integer(row, 0)))
        {
            lost.push(format!("{} {}", integer(row, 0), text(row, 2)));
        }
        batches.retain(|row| whole.contains(&integer(row, 0)));
        kept = whole;
    }
    for name in ["source_chunk", "batch_issue"] {
        if let Some(rows) = of(tables, name) {
            rows.retain(|row| kept.contains(&integer(row, 0)));
        }
    }
}

/// Settings and scenarios that parse, packs whose content is the one their hash was made of.
fn keep_sound_settings(tables: &mut [(&Kind, Vec<Vec<Value>>)], lost: &mut Vec<String>) {
    let mut keep = |name: &str, sound: &dyn Fn(&Vec<Value>) -> bool| {
        if let Some(rows) = of(tables, name) {
            let before = rows.len();
            rows.retain(|row| sound(row));
            if rows.len() < before {
                lost.push(format!("{name} ({})", before - rows.len()));
            }
        }
    };
    keep("plan", &|row| {
        serde_json::from_str::<yingheng_core::plan::Plan>(text(row, 1)).is_ok()
    });
    keep("scenario", &|row| {
        serde_json::from_str::<yingheng_core::scenario::Scenario>(text(row, 2)).is_ok()
    });
    keep("policy", &|row| {
        super::settings::hash_of(text(row, 3)) == text(row, 2)
    });
    keep("batch_issue", &|row| {
        serde_json::from_str::<yingheng_core::issue::Issue>(text(row, 2)).is_ok()
    });
}

fn fill(project: &mut Project, tables: &[(&Kind, Vec<Vec<Value>>)], lost: &[String]) -> Kept<u64> {
    let told = if lost.is_empty() {
        "—".to_owned()
    } else {
        lost.join("、")
    };
    let kept = project.act("act.salvaged", &[("lost", told)], |transaction| {
        transaction.pragma_update(None, "defer_foreign_keys", true)?;
        let mut kept = 0;
        for (kind, rows) in tables {
            let columns: Vec<&str> = kind.cells.iter().copied().chain(kind.content).collect();
            let places = vec!["?"; columns.len()].join(", ");
            let insert = format!(
                "INSERT OR REPLACE INTO {} ({}) VALUES ({places})",
                kind.name,
                columns.join(", ")
            );
            let mut statement = transaction.prepare(&insert)?;
            for row in rows {
                kept += statement.execute(params_from_iter(row.iter()))? as u64;
            }
        }
        Ok(kept)
    })?;
    project.begin_here()?;
    Ok(kept)
}
