//! Files in synced and remote folders: worked on in a local copy, put back as a whole when saved.
//!
//! A sync client may copy a database in the middle of a write, and a remote disk may not keep its locks. So the file
//! there is only ever read whole and replaced whole, and never when somebody else has changed it meanwhile.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::acts;
use super::cipher::Password;
use super::header::{Form, check_header};
use super::hold::{Hold, beside};
use super::recover::looked_at;
use super::snapshots::check_copy;
use super::state::hex;
use super::vault::{Opener, seal_companions};
use super::{Kept, Project, StoreError};
use crate::platform::{fail_point, replace, write_at};
use zeroize::Zeroizing;

/// A project file elsewhere and the local copy that is worked on.
/// 同步文件夹中的项目
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Away {
    /// The file elsewhere.
    pub target: PathBuf,
    /// SHA-256 of the file elsewhere when it was read or written last, hex; empty before the first save.
    seen: String,
    /// Hash of the log's last entry in the file elsewhere.
    saved: String,
    /// The local copy.
    #[serde(skip)]
    pub working: PathBuf,
}

fn fingerprint(path: &Path) -> Kept<String> {
    let mut hash = Sha256::new();
    let mut file = std::fs::File::open(path)?;
    let mut block = vec![0_u8; 1 << 16];
    loop {
        let read = file.read(&mut block)?;
        if read == 0 {
            return Ok(hex(&hash.finalize()));
        }
        hash.update(block.get(..read).unwrap_or_default());
    }
}

/// What is remembered beside a local copy.
fn record(working: &Path) -> PathBuf {
    beside(working, ".away")
}

fn last_hash(working: &Path, opener: &Opener) -> Kept<String> {
    let _hold = Hold::take(working)?;
    Ok(acts::head(&opener.view(working)?)?.1)
}

impl Away {
    fn at(target: &Path, own: &Path) -> Kept<Self> {
        let folder = match target.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => std::fs::canonicalize(folder)?,
            _ => std::env::current_dir()?,
        };
        let name = target.file_name().unwrap_or_default();
        let target = folder.join(name);
        let id = hex(&Sha256::digest(target.to_string_lossy().as_bytes()));
        let working = own.join("work").join(id.get(..16).unwrap_or(&id));
        std::fs::create_dir_all(&working)?;
        Ok(Self {
            target,
            seen: String::new(),
            saved: String::new(),
            working: working.join(name),
        })
    }

    fn remember(&self) -> Kept<()> {
        let record = record(&self.working);
        let part = beside(&record, ".part");
        std::fs::write(&part, serde_json::to_string(self)?)?;
        Ok(replace(&part, &record)?)
    }

    /// A place for a new project that is to stand elsewhere.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when there is a file, elsewhere or an unsaved one here.
    pub fn new_project(target: &Path, own: &Path) -> Kept<Self> {
        let away = Self::at(target, own)?;
        if target.try_exists()? || away.working.try_exists()? {
            return Err(StoreError::Exists);
        }
        Ok(away)
    }

    /// The local copy of a file elsewhere. One that holds acts not saved yet is taken as it is; saving then finds out
    /// whether the file elsewhere has changed.
    ///
    /// # Errors
    /// The file is missing, foreign, newer or older than known, encrypted and not opened by what was typed, or the copy
    /// is open already.
    pub fn fetch(target: &Path, own: &Path, typed: Option<&Password>) -> Kept<Self> {
        let opener = Opener::typed(typed);
        let mut away = Self::at(target, own)?;
        check_header(target)?;
        let seen = fingerprint(target)?;
        if away.working.try_exists()? {
            let kept = std::fs::read_to_string(record(&away.working)).unwrap_or_default();
            if let Ok(kept) = serde_json::from_str::<Self>(&kept) {
                let unsaved = last_hash(&away.working, &opener)? != kept.saved;
                (away.seen, away.saved) = (kept.seen, kept.saved);
                if !unsaved && away.seen != seen {
                    return away.copied(seen);
                }
                if away.seen != seen && away.descends_from_target(&opener) {
                    // Put there by ourselves, and the program ended before it could remember.
                    away.seen = seen;
                }
                return Ok(away);
            }
        }
        away.copied(seen)
    }

    /// A fresh local copy of what stands elsewhere.
    fn copied(mut self, seen: String) -> Kept<Self> {
        let part = beside(&self.working, ".part");
        std::fs::copy(&self.target, &part)?;
        if fingerprint(&part)? != seen {
            return Err(StoreError::ChangedElsewhere);
        }
        let journal = beside(&self.target, "-journal");
        let copied = beside(&self.working, "-journal");
        if copied.try_exists()? {
            std::fs::remove_file(&copied)?;
        }
        if journal.try_exists()? {
            std::fs::copy(&journal, &copied)?;
        }
        replace(&part, &self.working)?;
        (self.seen, self.saved) = (seen, String::new());
        Ok(self)
    }

    /// Whether what stands elsewhere is an earlier state of the local copy: its last entry is one of ours.
    fn descends_from_target(&self, opener: &Opener) -> bool {
        let there = looked_at(&self.target, opener).and_then(|there| acts::head(&there));
        let ours = Hold::take(&self.working)
            .and_then(|_hold| acts::entries(&opener.view(&self.working)?))
            .unwrap_or_default();
        there.is_ok_and(|(_, hash, _)| ours.iter().any(|entry| entry.hash == hash))
    }

    /// Remembers what the local copy holds now as what stands elsewhere: after opening a fresh copy.
    ///
    /// # Errors
    /// What the database or the system says.
    pub fn opened(&mut self, project: &Project) -> Kept<()> {
        if self.saved.is_empty() && !self.seen.is_empty() {
            self.saved = acts::head(&project.connection)?.1;
            self.remember()?;
        }
        Ok(())
    }

    /// Whether the local copy holds acts that do not stand elsewhere yet.
    ///
    /// # Errors
    /// What the database says.
    pub fn unsaved(&self, project: &Project) -> Kept<bool> {
        Ok(acts::head(&project.connection)?.1 != self.saved)
    }

    /// Puts the whole project in the place of the file elsewhere; the file that stood there is kept as `.bak`.
    /// 保存到同步文件夹
    ///
    /// # Errors
    /// [`StoreError::ChangedElsewhere`] when it is not the file that was opened; what the system says. The file elsewhere
    /// is as before then.
    pub fn save(&mut self, project: &Project) -> Kept<()> {
        let there = self.target.try_exists()?;
        let same = match (there, self.seen.is_empty()) {
            (false, true) => true,
            (true, false) => fingerprint(&self.target)? == self.seen,
            // A file that has gone may have been moved by somebody who needs it where it is now.
            (false, false) | (true, true) => false,
        };
        if !same {
            return Err(StoreError::ChangedElsewhere);
        }
        let part = beside(&self.target, &format!(".{}.part", std::process::id()));
        if part.try_exists()? {
            std::fs::remove_file(&part)?;
        }
        project.copy_to(&part)?;
        if let Err(error) = check_copy(&part, &project.opener()) {
            std::fs::remove_file(&part)?;
            return Err(error);
        }
        let seen = fingerprint(&part)?;
        fail_point("save.before_rename");
        if there {
            let kept = beside(&self.target, ".bak");
            let kept_part = beside(&self.target, ".bak.part");
            match &project.vault {
                // What stood there was readable and is not to stay so.
                Some(vault) if check_header(&self.target)? == Form::Plain => {
                    let content = Zeroizing::new(std::fs::read(&self.target)?);
                    write_at(
                        &kept_part,
                        &vault.key.seal(&vault.slots, &content)?,
                        "seal.copy",
                    )?;
                }
                _ => {
                    std::fs::copy(&self.target, &kept_part)?;
                }
            }
            replace(&kept_part, &kept)?;
        }
        replace(&part, &self.target)?;
        fail_point("save.after_rename");
        if let Some(vault) = &project.vault {
            seal_companions(&self.target, vault, false)?;
        }
        self.seen = seen;
        self.saved = acts::head(&project.connection)?.1;
        self.remember()
    }
}
