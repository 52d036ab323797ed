//! One writer: who has a project file open.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs::{File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use super::{Kept, StoreError};
use crate::platform;

/// Files this program has open. On Unix, closing any handle of a file gives up all locks the program holds on it, so a
/// file that is open here must not be touched a second time, not even to look at its first bytes.
static OPEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// How often the note is tried again when it went away meanwhile or is held.
const TRIES: u32 = 20;
/// Wait before the next try. A program that was killed while it started a worker leaves the lock, for a moment, to a
/// child that has not become the worker yet; half a second in all keeps that from being taken for a second user.
const PATIENCE: Duration = Duration::from_millis(25);

/// Who has the file open: a note beside it, so that others can be told a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Holder {
    who: String,
    host: String,
    process: u32,
}

impl Holder {
    fn own() -> Kept<String> {
        let (who, host) = platform::user_and_host();
        Ok(serde_json::to_string(&Self {
            who,
            host,
            process: std::process::id(),
        })?)
    }
    fn text(&self) -> String {
        format!("{}@{} ({})", self.who, self.host, self.process)
    }
}

/// A place in the list of open files; gives the file free when dropped.
pub(super) struct Hold {
    path: PathBuf,
}

/// The note, removed when dropped: before the lock is given up, so that nobody else's is taken away.
///
/// An encrypted project has no lock of the database's own, its file being another after every act: it holds this note
/// locked instead.
pub(super) struct Signed {
    note: Option<PathBuf>,
    locked: Option<File>,
}

/// The note beside a project file.
fn note(path: &Path) -> PathBuf {
    beside(path, ".lock")
}

/// A file beside another, its name lengthened.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Who the note names, if there is one.
pub(super) fn holder(path: &Path) -> Option<String> {
    let text = std::fs::read_to_string(note(path)).ok()?;
    Some(serde_json::from_str::<Holder>(&text).ok()?.text())
}

fn open() -> std::sync::MutexGuard<'static, BTreeSet<PathBuf>> {
    OPEN.lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

impl Hold {
    /// Refused when this program has the file open already.
    pub fn take(path: &Path) -> Kept<Self> {
        let path = std::fs::canonicalize(path)?;
        if !open().insert(path.clone()) {
            return Err(StoreError::InUse {
                holder: holder(&path),
            });
        }
        Ok(Self { path })
    }

    /// Leaves the note, once the file is locked; answers also the one left there by a program that did not end well.
    pub fn sign(&self) -> (Signed, Option<String>) {
        let left = holder(&self.path);
        let at = note(&self.path);
        // A folder that takes no note may still hold a project: the lock itself is the database's.
        let written = Holder::own().is_ok_and(|text| std::fs::write(&at, text).is_ok());
        let signed = Signed {
            note: written.then_some(at),
            locked: None,
        };
        (signed, left)
    }

    /// The note, locked: for a file that has no lock of its own.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another program holds it.
    pub fn seize(&self) -> Kept<(Signed, Option<String>)> {
        let mut signed = Signed {
            note: None,
            locked: None,
        };
        signed.seize(&self.path)?;
        Ok((signed, holder(&self.path)))
    }
}

impl Signed {
    /// Takes the note of a file for this program alone. What somebody left in it stays there until it is written.
    pub fn seize(&mut self, path: &Path) -> Kept<()> {
        let at = note(path);
        for _ in 0..TRIES {
            let file = File::options()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(&at)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    std::thread::sleep(PATIENCE);
                    continue;
                }
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
            // Removed by the one before between our opening and our locking it: that lock holds nobody off.
            if !platform::is_at(&file, &at) {
                continue;
            }
            if file.metadata()?.len() == 0 {
                self.note = Some(at);
            }
            self.locked = Some(file);
            return Ok(());
        }
        Err(StoreError::InUse {
            holder: holder(path),
        })
    }

    /// Writes who has the file open into the note held.
    pub fn write(&mut self, path: &Path) -> Kept<()> {
        if let Some(file) = &mut self.locked {
            file.set_len(0)?;
            file.write_all(Holder::own()?.as_bytes())?;
            self.note = Some(note(path));
        }
        Ok(())
    }
}

impl Drop for Signed {
    fn drop(&mut self) {
        if let Some(note) = &self.note {
            // Nobody is harmed by a note that cannot be removed: it is believed only while the file is locked.
            let _ = std::fs::remove_file(note);
        }
        drop(self.locked.take());
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        open().remove(&self.path);
    }
}
