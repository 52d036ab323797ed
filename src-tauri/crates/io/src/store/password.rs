//! Setting, changing and taking away the password of a project.

use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};

use super::acts;
use super::cipher::{Key, Password, RecoveryKey};
use super::hold::beside;
use super::open::{copy, lock};
use super::vault::{Vault, check, companions, image, load, seal_companions, unseal_companions};
use super::{Kept, Project, StoreError, undo};
use crate::platform::{identity, replace, write_at};

/// What setting or changing a password leaves to be told.
/// 设置密码的结果
#[derive(Debug)]
pub struct Locked {
    /// To be printed and kept elsewhere; it cannot be shown again.
    pub recovery: RecoveryKey,
    /// Copies beside the project that could not be encrypted and are to be dealt with by hand.
    pub left: Vec<PathBuf>,
}

/// The connection of a plain project file, locked, watched.
fn plain(path: &Path) -> Kept<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    lock(&connection)?;
    undo::watch(&connection)?;
    Ok(connection)
}

impl Project {
    /// Whether the file is encrypted.
    /// 是否加密
    pub fn is_sealed(&self) -> bool {
        self.vault.is_some()
    }

    /// Encrypts the project, its snapshots and every copy kept beside it. From now on it opens with this password or
    /// with the recovery key answered here, and nothing of it reaches the disk readable. What the disk held before may
    /// stay in blocks nobody can name any more: only a disk that is encrypted as a whole helps against that.
    /// 设置密码
    ///
    /// # Errors
    /// [`StoreError::PasswordTooShort`], [`StoreError::NotThisSeal`] when it is encrypted already, and what the system
    /// says; the project is as before then.
    pub fn set_password(&mut self, password: &Password) -> Kept<Locked> {
        if self.vault.is_some() {
            return Err(StoreError::NotThisSeal);
        }
        if !password.long_enough() {
            return Err(StoreError::PasswordTooShort);
        }
        let key = Key::fresh()?;
        let (slots, recovery) = key.locked(password)?;
        let content = image(&self.connection)?;
        let part = beside(&self.path, ".sealing");
        let sealed = key.seal(&slots, &content)?;
        let ready = (|| {
            write_at(&part, &sealed, "seal.copy")?;
            let back = key.unseal(std::fs::read(&part)?)?;
            check(&back)?;
            let memory = load(&back)?;
            undo::watch(&memory)?;
            self.signed.seize(&self.path)?;
            self.signed.write(&self.path)?;
            Ok(memory)
        })();
        let memory = match ready {
            Ok(memory) => memory,
            Err(error) => {
                let _ = std::fs::remove_file(&part);
                return Err(error);
            }
        };
        // Windows does not replace a file that is open; for this moment the note alone holds it.
        let before = std::mem::replace(&mut self.connection, memory);
        before.close().map_err(|(_, error)| error)?;
        if let Err(error) = replace(&part, &self.path) {
            let _ = std::fs::remove_file(&part);
            self.connection = plain(&self.path)?;
            return Err(error.into());
        }
        let vault = Vault::new(key, slots, &sealed);
        let left = seal_companions(&self.path, &vault, true);
        self.vault = Some(vault);
        // The recovery key must be shown whatever becomes of this line in the log.
        let _ = self.note("act.password_set", &[]);
        Ok(Locked {
            recovery,
            left: left.unwrap_or_else(|_| companions(&self.path, true).unwrap_or_default()),
        })
    }

    /// Another password and another recovery key; the old ones no longer open the project nor its copies. The key of
    /// the content stays, so that a stop half-way leaves nothing that cannot be opened.
    /// 修改密码
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`], [`StoreError::PasswordTooShort`], [`StoreError::NotThisSeal`], and what the system
    /// says; the project is as before then.
    pub fn change_password(&mut self, old: &Password, new: &Password) -> Kept<Locked> {
        let vault = self.vault.as_ref().ok_or(StoreError::NotThisSeal)?;
        vault.slots.unlock(old)?;
        if !new.long_enough() {
            return Err(StoreError::PasswordTooShort);
        }
        let (slots, recovery) = vault.key.locked(new)?;
        let before = vault.slots.clone();
        if let Some(vault) = &mut self.vault {
            vault.slots = slots;
        }
        let noted = self.note("act.password_changed", &[]);
        if noted.is_err()
            && let Some(vault) = &mut self.vault
        {
            vault.slots = before;
        }
        noted?;
        let vault = self.vault.as_ref().ok_or(StoreError::NotThisSeal)?;
        let left = seal_companions(&self.path, vault, true);
        Ok(Locked {
            recovery,
            left: left.unwrap_or_else(|_| companions(&self.path, true).unwrap_or_default()),
        })
    }

    /// Takes the encryption away from the project and its copies; answers copies that could not be opened.
    /// 取消密码
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`], [`StoreError::NotThisSeal`], and what the system says; the project is as before
    /// then.
    pub fn remove_password(&mut self, password: &Password) -> Kept<Vec<PathBuf>> {
        let vault = self.vault.as_ref().ok_or(StoreError::NotThisSeal)?;
        vault.slots.unlock(password)?;
        // Copies first: readable copies beside a project still encrypted are encrypted again when it is opened.
        let left = unseal_companions(&self.path, vault)?;
        let part = beside(&self.path, ".opening");
        if part.try_exists()? {
            std::fs::remove_file(&part)?;
        }
        copy(&self.connection, &part)?;
        acts::verify(&super::snapshots::read_only(&part)?)?;
        replace(&part, &self.path)?;
        self.connection = plain(&self.path)?;
        self.identity = identity(&self.path)?;
        self.vault = None;
        self.note("act.password_removed", &[])?;
        Ok(left)
    }
}
