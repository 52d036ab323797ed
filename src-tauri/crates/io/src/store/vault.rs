//! An encrypted project while it is open: the database lives in memory, and every act ends with the whole sealed file
//! written beside and put in place before it is acknowledged. Nothing readable ever reaches the disk.

use rusqlite::{Connection, MAIN_DB};
use std::cell::RefCell;
use std::io::Read;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

use super::cipher::{CONTENT_AT, Key, Password, Slots, is_sealed};
use super::header::{Form, check_header, check_image};
use super::hold::beside;
use super::open::{configure, copy, whole};
use super::snapshots::read_only;
use super::tables::{self, SCHEMA_VERSION};
use super::{Kept, Project, StoreError, acts, migrate, undo};
use crate::platform::write_at;

/// Largest encrypted project: the database's own bound of what it keeps in memory.
pub(super) const LARGEST_SEALED: u64 = 1 << 30;

/// Key and slots of an open encrypted project, and the head of the file as it was written last.
pub(super) struct Vault {
    pub key: Key,
    pub slots: Slots,
    head: Vec<u8>,
    /// The content in memory is no longer the acknowledged one and could not be put back.
    stuck: bool,
}

/// The whole content of a connection.
pub(super) fn image(connection: &Connection) -> Kept<Zeroizing<Vec<u8>>> {
    let mut copy = Connection::open_in_memory()?;
    copy.pragma_update(None, "temp_store", "MEMORY")?;
    let backup = rusqlite::backup::Backup::new(connection, &mut copy)?;
    backup.run_to_completion(1024, std::time::Duration::ZERO, None)?;
    drop(backup);
    let content = copy.serialize(MAIN_DB)?;
    Ok(Zeroizing::new(content.to_vec()))
}

/// A database in memory with this content, with the settings of every project.
pub(super) fn load(content: &[u8]) -> Kept<Connection> {
    check_image(content)?;
    let mut connection = Connection::open_in_memory()?;
    connection.deserialize_read_exact(MAIN_DB, content, content.len(), false)?;
    configure(&connection, "memory")?;
    Ok(connection)
}

/// Checks a content as an opening would.
pub(super) fn check(content: &[u8]) -> Kept<()> {
    let connection = load(content)?;
    tables::check(&connection, SCHEMA_VERSION)?;
    whole(&connection, "quick_check")?;
    acts::verify(&connection)
}

/// The beginning of a file, as long as the head of a sealed one.
pub(super) fn head(path: &Path) -> Kept<Vec<u8>> {
    let mut head = Vec::new();
    std::fs::File::open(path)?
        .take(CONTENT_AT as u64)
        .read_to_end(&mut head)?;
    Ok(head)
}

impl Vault {
    /// `file`: the sealed file as it stands, or its beginning.
    pub fn new(key: Key, slots: Slots, file: &[u8]) -> Self {
        Self {
            key,
            slots,
            head: file.get(..CONTENT_AT).unwrap_or_default().to_vec(),
            stuck: false,
        }
    }

    /// Writes the content to the project's file, unless somebody else did since.
    fn put(&mut self, path: &Path, content: &[u8]) -> Kept<()> {
        if content.len() as u64 > LARGEST_SEALED {
            return Err(too_large());
        }
        match head(path) {
            Ok(there) if there == self.head => {}
            Ok(_) | Err(StoreError::Missing) => return Err(StoreError::Gone),
            Err(error) => return Err(error),
        }
        if std::fs::metadata(path)?.permissions().readonly() {
            return Err(StoreError::ReadOnly);
        }
        let sealed = self.key.seal(&self.slots, content)?;
        write_at(path, &sealed, "seal.before_rename")?;
        crate::platform::fail_point("seal.after_rename");
        self.head = sealed.get(..CONTENT_AT).unwrap_or_default().to_vec();
        Ok(())
    }

    /// Runs an act: it counts when the file is written, and is taken back in memory when that fails.
    pub fn lasting<T>(
        &mut self,
        connection: &mut Connection,
        path: &Path,
        work: impl FnOnce(&mut Connection) -> Kept<T>,
    ) -> Kept<T> {
        if self.stuck {
            return Err(StoreError::Gone);
        }
        let before = Zeroizing::new(connection.serialize(MAIN_DB)?.to_vec());
        let done = work(connection).map_err(|error| match error {
            StoreError::DiskFull => too_large(),
            error => error,
        })?;
        let written = {
            let after = connection.serialize(MAIN_DB)?;
            if after[..] == before[..] {
                return Ok(done);
            }
            self.put(path, &after)
        };
        let Err(error) = written else {
            return Ok(done);
        };
        let back = load(&before).and_then(|earlier| {
            undo::watch(&earlier)?;
            Ok(earlier)
        });
        match back {
            Ok(earlier) => *connection = earlier,
            Err(_) => self.stuck = true,
        }
        Err(error)
    }
}

fn too_large() -> StoreError {
    StoreError::TooLarge {
        limit: LARGEST_SEALED,
    }
}

/// What reads files beside a project: plain ones as they are, sealed ones by a key known already or what was typed.
pub(super) struct Opener<'a> {
    typed: Option<&'a Password>,
    known: RefCell<Vec<(Slots, Key)>>,
}

/// A sealed file, opened.
pub(super) struct Unsealed {
    pub key: Key,
    pub slots: Slots,
    pub content: Zeroizing<Vec<u8>>,
}

impl<'a> Opener<'a> {
    pub fn typed(typed: Option<&'a Password>) -> Self {
        Self {
            typed,
            known: RefCell::default(),
        }
    }

    pub fn of(vault: Option<&Vault>) -> Self {
        let known = vault.map(|vault| (vault.slots.clone(), vault.key.clone()));
        Self {
            typed: None,
            known: RefCell::new(known.into_iter().collect()),
        }
    }

    /// Refused while there is nothing to open a sealed file with.
    pub fn ready(&self) -> Kept<()> {
        if self.typed.is_none() && self.known.borrow().is_empty() {
            return Err(StoreError::Sealed);
        }
        Ok(())
    }

    /// The content of a sealed file. A file whose lock was changed meanwhile is tried with the keys known.
    pub fn unseal(&self, path: &Path) -> Kept<Unsealed> {
        if std::fs::metadata(path)?.len() > LARGEST_SEALED + (1 << 20) {
            return Err(too_large());
        }
        let sealed = std::fs::read(path)?;
        let slots = Slots::read(&sealed)?;
        let known = self.known.borrow().clone();
        if let Some((_, key)) = known.iter().find(|(locked, _)| *locked == slots) {
            let content = key.unseal(sealed)?;
            let key = key.clone();
            return Ok(Unsealed {
                key,
                slots,
                content,
            });
        }
        for (_, key) in known {
            if let Ok(content) = key.unseal(sealed.clone()) {
                return Ok(Unsealed {
                    key,
                    slots,
                    content,
                });
            }
        }
        let key = slots.unlock(self.typed.ok_or(StoreError::Sealed)?)?;
        self.known.borrow_mut().push((slots.clone(), key.clone()));
        let content = key.unseal(sealed)?;
        Ok(Unsealed {
            key,
            slots,
            content,
        })
    }

    /// Looks into a file without changing it.
    pub fn view(&self, path: &Path) -> Kept<Connection> {
        match check_header(path)? {
            Form::Plain => read_only(path),
            Form::Sealed => load(&self.unseal(path)?.content),
        }
    }

    /// The content of a snapshot for taking over, of the newest schema; the file stays as it is.
    pub fn content(&self, path: &Path) -> Kept<Zeroizing<Vec<u8>>> {
        let content = self.unseal(path)?.content;
        let mut connection = load(&content)?;
        let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        tables::check(&connection, found)?;
        whole(&connection, "quick_check")?;
        if found < SCHEMA_VERSION {
            migrate::up(&mut connection, found, |_| Ok(()))?;
        }
        acts::verify(&connection)?;
        Ok(Zeroizing::new(connection.serialize(MAIN_DB)?.to_vec()))
    }
}

/// Files of ours beside a project: copies kept at migrations and savings, files put aside, snapshots; where the folder
/// is only `mine` also what a stop half-way left.
pub(super) fn companions(path: &Path, mine: bool) -> Kept<Vec<PathBuf>> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let own = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(rest) = name.strip_prefix(&own) else {
            continue;
        };
        let copy = rest.starts_with(".bak")
            || rest.starts_with(".damaged-")
            || rest.starts_with(".recovered")
            || rest.starts_with(".reading-")
            || rest.starts_with(".v") && rest.contains(".bak")
            || mine && (rest.starts_with(".opening") || rest.ends_with(".part"));
        if copy && entry.file_type()?.is_file() {
            found.push(entry.path());
        }
    }
    let snapshots = beside(path, ".snapshots");
    if snapshots.try_exists()? {
        for entry in std::fs::read_dir(snapshots)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let ours = name.ends_with(".yhproj")
                || name.ends_with(".part")
                || name.contains(".yhproj.") && !name.ends_with(".lock");
            if entry.file_type()?.is_file() && ours {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// How a file begins; nothing when writing its neighbour has just taken it away, as happens to what a stop left half-way.
fn head_if_there(file: &Path) -> Kept<Option<Vec<u8>>> {
    match head(file) {
        Err(StoreError::Missing) => Ok(None),
        found => found.map(Some),
    }
}

/// Brings every file of ours beside a project under its lock; answers those that could not be.
pub(super) fn seal_companions(path: &Path, vault: &Vault, mine: bool) -> Kept<Vec<PathBuf>> {
    let opener = Opener::of(Some(vault));
    let mut left = Vec::new();
    for file in companions(path, mine)? {
        let Some(there) = head_if_there(&file)? else {
            continue;
        };
        if is_sealed(&there) && Slots::read(&there).is_ok_and(|slots| slots == vault.slots) {
            continue;
        }
        let content = if is_sealed(&there) {
            opener.unseal(&file).map(|unsealed| unsealed.content)
        } else {
            std::fs::read(&file)
                .map(Zeroizing::new)
                .map_err(StoreError::from)
        };
        let sealed = content
            .and_then(|content| vault.key.seal(&vault.slots, &content))
            .and_then(|sealed| Ok(write_at(&file, &sealed, "seal.companion")?));
        if sealed.is_err() {
            left.push(file);
        }
    }
    Ok(left)
}

/// Takes the lock off every file of ours beside a project; answers those it could not be taken off.
pub(super) fn unseal_companions(path: &Path, vault: &Vault) -> Kept<Vec<PathBuf>> {
    let opener = Opener::of(Some(vault));
    let mut left = Vec::new();
    for file in companions(path, true)? {
        if !head_if_there(&file)?.is_some_and(|there| is_sealed(&there)) {
            continue;
        }
        let plain = opener
            .unseal(&file)
            .and_then(|unsealed| Ok(write_at(&file, &unsealed.content, "seal.companion")?));
        if plain.is_err() {
            left.push(file);
        }
    }
    Ok(left)
}

impl Project {
    /// What opens the files beside this project.
    pub(super) fn opener(&self) -> Opener<'static> {
        Opener::of(self.vault.as_ref())
    }

    /// Writes the whole project to a new file, sealed when the project is.
    pub(super) fn copy_to(&self, target: &Path) -> Kept<()> {
        let Some(vault) = &self.vault else {
            return copy(&self.connection, target);
        };
        drop(
            std::fs::File::options()
                .write(true)
                .create_new(true)
                .open(target)?,
        );
        let written = image(&self.connection)
            .and_then(|content| vault.key.seal(&vault.slots, &content))
            .and_then(|sealed| {
                write_at(target, &sealed, "seal.copy")?;
                check(&vault.key.unseal(std::fs::read(target)?)?)
            });
        if written.is_err() {
            std::fs::remove_file(target)?;
        }
        written
    }

    /// Runs one act. It is acknowledged only when it stands in the file of this name.
    pub(super) fn lasting<T>(&mut self, work: impl FnOnce(&mut Connection) -> Kept<T>) -> Kept<T> {
        if let Some(vault) = &mut self.vault {
            return vault.lasting(&mut self.connection, &self.path, work);
        }
        self.still_there()?;
        let done = work(&mut self.connection)?;
        self.still_there()?;
        Ok(done)
    }

    /// A file that was moved or removed can still be written to, and nobody would ever find it again.
    fn still_there(&self) -> Kept<()> {
        if crate::platform::identity(&self.path)? == self.identity {
            Ok(())
        } else {
            Err(StoreError::Gone)
        }
    }
}
