//! One writer: who has a project file open.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::{Kept, StoreError};
use crate::platform;

/// Files this program has open. On Unix, closing any handle of a file gives up all locks the program holds on it, so a
/// file that is open here must not be touched a second time, not even to look at its first bytes.
static OPEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Who has the file open: a note beside it, so that others can be told a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Holder {
    who: String,
    host: String,
    process: u32,
}

impl Holder {
    fn text(&self) -> String {
        format!("{}@{} ({})", self.who, self.host, self.process)
    }
}

/// A place in the list of open files; gives the file free when dropped.
pub(super) struct Hold {
    path: PathBuf,
}

/// The note, removed when dropped: before the lock is given up, so that nobody else's is taken away.
pub(super) struct Signed(Option<PathBuf>);

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
        let (who, host) = platform::user_and_host();
        let holder = Holder {
            who,
            host,
            process: std::process::id(),
        };
        let at = note(&self.path);
        // A folder that takes no note may still hold a project: the lock itself is the database's.
        let written =
            serde_json::to_string(&holder).is_ok_and(|text| std::fs::write(&at, text).is_ok());
        (Signed(written.then_some(at)), left)
    }
}

impl Drop for Signed {
    fn drop(&mut self) {
        if let Some(note) = &self.0 {
            // Nobody is harmed by a note that cannot be removed: it is believed only while the file is locked.
            let _ = std::fs::remove_file(note);
        }
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        open().remove(&self.path);
    }
}
