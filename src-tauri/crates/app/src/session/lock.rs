//! The password of an encrypted project: asked for on opening; set, changed and taken away as acts.

use std::path::{Path, PathBuf};

use yingheng_io::store::{Locked, Password, StoreError};

use super::{Answer, Session, recent};
use crate::wire::{self, AppState, Failure};

fn password(typed: &str) -> Password {
    Password::new(typed.to_owned())
}

fn names(left: &[PathBuf]) -> Vec<String> {
    left.iter().map(|path| recent::label(path)).collect()
}

fn told(locked: &Locked) -> wire::RecoveryKey {
    wire::RecoveryKey {
        key: locked.recovery.to_string(),
        left: names(&locked.left),
    }
}

impl Session {
    /// What opens encrypted projects from now on: for programs that get a password before they know the project.
    pub fn give_password(&mut self, typed: &str) {
        self.typed = Some(password(typed));
    }

    /// Remembers, of a file that wants a password, which one it is.
    pub(super) fn mark_locked(&mut self, path: &Path, error: &StoreError) {
        if matches!(error, StoreError::Sealed | StoreError::WrongPassword) {
            self.locked = Some(path.to_owned());
        }
    }

    /// Opens the project that asked for a password, with the password or the recovery key.
    /// 输入密码打开
    ///
    /// # Errors
    /// Nothing asked, the password is wrong (it may be tried again), or as [`Session::open_project`].
    pub fn unlock(&mut self, typed: &str) -> Answer<AppState> {
        let path = self
            .locked
            .clone()
            .ok_or_else(|| Failure::new("error.no_project"))?;
        self.typed = Some(password(typed));
        let opened = self.open_project(&path);
        // Kept only while a damaged file waits for one of its snapshots.
        if self.broken.is_none() {
            self.typed = None;
        }
        opened
    }

    /// Gives up the project that asked for a password.
    ///
    /// # Errors
    /// As [`Session::state`].
    pub fn leave_locked(&mut self) -> Answer<AppState> {
        (self.locked, self.typed) = (None, None);
        self.state()
    }

    /// Encrypts the open project and everything kept beside it; answers the recovery key, which is not shown again.
    /// 设置密码
    ///
    /// # Errors
    /// Nothing open, the password is too short, the project is encrypted already, or it cannot be written.
    pub fn set_password(&mut self, new: &str) -> Answer<wire::RecoveryKey> {
        let locked = self.opened_mut()?.project.set_password(&password(new))?;
        self.save()?;
        Ok(told(&locked))
    }

    /// Another password and another recovery key.
    /// 修改密码
    ///
    /// # Errors
    /// Nothing open or encrypted, the old password is wrong, the new one too short, or it cannot be written.
    pub fn change_password(&mut self, old: &str, new: &str) -> Answer<wire::RecoveryKey> {
        let project = &mut self.opened_mut()?.project;
        let locked = project.change_password(&password(old), &password(new))?;
        self.save()?;
        Ok(told(&locked))
    }

    /// Takes the encryption away; answers copies beside that could not be opened.
    /// 取消密码
    ///
    /// # Errors
    /// Nothing open or encrypted, the password is wrong, or it cannot be written.
    pub fn remove_password(&mut self, old: &str) -> Answer<Vec<String>> {
        let left = self.opened_mut()?.project.remove_password(&password(old))?;
        self.save()?;
        Ok(names(&left))
    }
}
