//! Snapshots, recovery after damage, and projects in synced or remote folders.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use yingheng_core::report::headline;
use yingheng_io::platform::{Standing, own_folder, standing};
use yingheng_io::store::{self, Away, Meta, Project};

use super::{Answer, Open, Session, history, recent};
use crate::wire::{self, AppState, Failure};

/// How long a project may be changed before the program keeps a snapshot by itself.
const SNAPSHOT_EVERY: Duration = Duration::from_secs(60 * 60);

/// A project file that could not be opened.
pub(super) struct Broken {
    path: PathBuf,
    reason: wire::Message,
}

fn label(snapshot: &store::Snapshot) -> wire::Message {
    if snapshot.name.is_empty() {
        wire::Message::new("snapshot.automatic")
    } else {
        wire::Message::new("snapshot.named").with("name", snapshot.name.clone())
    }
}

fn told(snapshot: &store::Snapshot, since: Option<Vec<store::Entry>>) -> wire::Snapshot {
    wire::Snapshot {
        id: snapshot.id.clone(),
        label: label(snapshot),
        when: snapshot.entry.actor.when.clone(),
        who: snapshot.entry.actor.who.clone(),
        since: since.map(|entries| entries.iter().rev().map(history::said).collect()),
    }
}

/// Whether another file, or what can be read of this one, may help.
fn may_be_recovered(error: &store::StoreError) -> bool {
    matches!(
        error.code(),
        "store.damaged" | "store.not_a_project" | "store.other"
    )
}

impl Session {
    /// Folder of this user for working copies.
    fn own(&self) -> PathBuf {
        self.surroundings
            .settings
            .clone()
            .unwrap_or_else(own_folder)
    }

    /// Opens a file where it stands, or its local copy where it stands in a synced or remote folder.
    pub(super) fn open_file(&mut self, path: &Path) -> Answer<(Project, Option<Away>)> {
        (self.broken, self.locked) = (None, None);
        let opened = self.open_there(path);
        if let Err(error) = &opened {
            self.mark_locked(path, error);
        }
        Ok(opened?)
    }

    fn open_there(&mut self, path: &Path) -> Result<(Project, Option<Away>), store::StoreError> {
        let mut away = match standing(path) {
            Standing::Local => None,
            _ => Some(Away::fetch(path, &self.own(), self.typed.as_ref())?),
        };
        let at = away.as_ref().map_or(path, |away| away.working.as_path());
        match Project::open_with(at, self.typed.as_ref()) {
            Ok(project) => {
                if let Some(away) = &mut away {
                    away.opened(&project)?;
                }
                Ok((project, away))
            }
            Err(error) => {
                if may_be_recovered(&error) {
                    self.broken = Some(Broken {
                        path: at.to_owned(),
                        reason: error.message().into(),
                    });
                }
                Err(error)
            }
        }
    }

    /// Makes a file where it is to stand, or a local copy that is put there when first saved.
    pub(super) fn create_file(
        &mut self,
        path: &Path,
        meta: &Meta,
    ) -> Answer<(Project, Option<Away>)> {
        match standing(path) {
            Standing::Local => Ok((Project::create(path, meta)?, None)),
            _ => {
                let away = Away::new_project(path, &self.own())?;
                Ok((Project::create(&away.working, meta)?, Some(away)))
            }
        }
    }

    /// Says of an open project where it really stands, and whether it must still be saved there.
    pub(super) fn keeping(open: &Open) -> Answer<(PathBuf, Option<wire::Message>, bool)> {
        let Some(away) = &open.away else {
            return Ok((open.project.path().to_owned(), None, false));
        };
        let why = match standing(&away.target) {
            Standing::Local => None,
            Standing::Synced(name) => Some(wire::Message::new("keeping.synced").with("name", name)),
            Standing::Remote(kind) => Some(wire::Message::new("keeping.remote").with("name", kind)),
        };
        let unsaved = away.unsaved(&open.project)?;
        Ok((away.target.clone(), why, unsaved))
    }

    /// Puts a project of a synced or remote folder there; a project on a local disk needs no saving.
    /// 保存
    ///
    /// # Errors
    /// Nothing open, the file there has been changed by somebody else, or it cannot be written.
    pub fn save(&mut self) -> Answer<()> {
        let open = self.opened_mut()?;
        if let Some(away) = &mut open.away
            && away.unsaved(&open.project)?
        {
            away.save(&open.project)?;
        }
        Ok(())
    }

    /// Saves what is open, if anything is: the end of a program that opened it for one act.
    ///
    /// # Errors
    /// As [`Session::save`].
    pub fn settle(&mut self) -> Answer<()> {
        if self.open.is_some() {
            self.save()
        } else {
            Ok(())
        }
    }

    /// Number of the log's last entry, and what the project says as one number (hex).
    ///
    /// # Errors
    /// Nothing open, or the project file cannot be read.
    pub fn position(&self) -> Answer<(usize, String)> {
        let project = &self.opened()?.project;
        Ok((project.history()?.len(), project.state()?))
    }

    /// Writes a verified copy of the project to a new file; the open one stays open.
    /// 另存为副本
    ///
    /// # Errors
    /// Nothing open, the name is taken, or it cannot be written.
    pub fn save_copy(&mut self, path: &Path) -> Answer<()> {
        Ok(self.opened()?.project.backup_to(path)?)
    }

    /// Snapshots of the open project, the newest first, each with what was done since.
    /// 快照列表
    ///
    /// # Errors
    /// Nothing open, or the folder cannot be read.
    pub fn snapshots(&self) -> Answer<Vec<wire::Snapshot>> {
        let project = &self.opened()?.project;
        let log = project.history()?;
        let snapshots = project.snapshots()?;
        Ok(snapshots
            .iter()
            .map(|snapshot| {
                let since = log
                    .iter()
                    .filter(|entry| entry.id > snapshot.entry.id)
                    .cloned();
                told(snapshot, Some(since.collect()))
            })
            .collect())
    }

    /// Keeps the project as it is now under a name.
    /// 保存快照
    ///
    /// # Errors
    /// Nothing open, the name is empty, or the copy cannot be written or does not stand its check.
    pub fn keep_snapshot(&mut self, name: &str) -> Answer<wire::Snapshot> {
        let name = name.trim();
        if name.is_empty() {
            return Err(Failure::new("snapshot.no_name"));
        }
        let made = self.opened_mut()?.project.snapshot(Some(name))?;
        Ok(told(&made, Some(Vec::new())))
    }

    /// Brings a snapshot back, as an act that can be taken back.
    /// 恢复快照
    ///
    /// # Errors
    /// Nothing open, no such snapshot, or it is damaged.
    pub fn restore_snapshot(&mut self, id: &str) -> Answer<()> {
        self.opened_mut()?.project.restore(id)?;
        self.changed();
        Ok(())
    }

    /// Headline figures of a snapshot beside those of now.
    /// 与快照比较
    ///
    /// # Errors
    /// Nothing open or computable, then or now; no such snapshot.
    pub fn compare_snapshot(&mut self, id: &str) -> Answer<wire::Table> {
        let project = &self.opened()?.project;
        let snapshots = project.snapshots()?;
        let snapshot = snapshots
            .into_iter()
            .find(|snapshot| snapshot.id == id)
            .ok_or_else(|| Failure::new("store.no_snapshot").with("id", id))?;
        let copy = project.open_copy(&snapshot.path)?;
        let mut then = Session::new(self.surroundings.clone());
        then.open = Some(Open {
            project: copy,
            baseline: None,
            away: None,
            kept: Instant::now(),
        });
        let now = self.baseline()?;
        let mut table = headline::table(&then.baseline()?.run, Some(&now.run));
        table.id = "snapshot".into();
        for (column, name) in table.columns.iter_mut().skip(2).zip(["then", "now"]) {
            column.label = yingheng_core::issue::Message::new(format!("column.snapshot_{name}"));
        }
        let mut table: wire::Table = table.into();
        table.title = label(&snapshot);
        then.close_plainly()?;
        Ok(table)
    }

    /// Keeps a snapshot when the project was changed and the last one is an hour old; whether it did. The window asks
    /// every few minutes.
    /// 自动快照
    ///
    /// # Errors
    /// The copy cannot be written or does not stand its check.
    pub fn autosave(&mut self) -> Answer<bool> {
        match &self.open {
            Some(open) if open.kept.elapsed() >= SNAPSHOT_EVERY => self.keep_if_changed(),
            _ => Ok(false),
        }
    }

    /// Keeps a snapshot unless the newest one says the same.
    pub(super) fn keep_if_changed(&mut self) -> Answer<bool> {
        let open = self.opened_mut()?;
        open.kept = Instant::now();
        if !open.project.changed_since_snapshot()? {
            return Ok(false);
        }
        open.project.snapshot(None)?;
        Ok(true)
    }

    /// Closes what is open and nothing more.
    pub(super) fn close_plainly(&mut self) -> Answer<()> {
        if let Some(open) = self.open.take() {
            open.project.close()?;
        }
        Ok(())
    }

    /// A project that could not be opened, with the snapshots that can take its place.
    pub(super) fn recovery(&self) -> Answer<Option<wire::Recovery>> {
        let Some(broken) = &self.broken else {
            return Ok(None);
        };
        let snapshots = store::snapshots_of(&broken.path, self.typed.as_ref())?;
        Ok(Some(wire::Recovery {
            path_label: recent::label(&broken.path),
            reason: broken.reason.clone(),
            snapshots: snapshots
                .iter()
                .map(|snapshot| {
                    told(
                        snapshot,
                        store::done_since(&broken.path, snapshot, self.typed.as_ref()),
                    )
                })
                .collect(),
        }))
    }

    fn broken_path(&self) -> Answer<PathBuf> {
        self.broken
            .as_ref()
            .map(|broken| broken.path.clone())
            .ok_or_else(|| Failure::new("error.no_project"))
    }

    /// Puts a snapshot in the place of the file that could not be opened, which is kept beside, and opens it.
    /// 以快照恢复
    ///
    /// # Errors
    /// Nothing to recover, no such snapshot, it is damaged too, or the system refuses.
    pub fn recover(&mut self, id: &str) -> Answer<AppState> {
        let path = self.broken_path()?;
        let snapshots = store::snapshots_of(&path, self.typed.as_ref())?;
        let snapshot = snapshots
            .iter()
            .find(|snapshot| snapshot.id == id)
            .ok_or_else(|| Failure::new("store.no_snapshot").with("id", id))?;
        let aside = store::recover(&path, snapshot, self.typed.as_ref())?;
        let state = self.open_project(&path)?;
        let aside = recent::label(&aside);
        self.opened_mut()?.project.note(
            "act.recovered",
            &[("number", id.to_owned()), ("aside", aside)],
        )?;
        Ok(AppState {
            project: self.state()?.project,
            ..state
        })
    }

    /// Reads what is still whole of the file that could not be opened into a new one beside it, and opens that; what was
    /// lost stands in its log.
    /// 抢救
    ///
    /// # Errors
    /// Nothing to recover, nothing can be read, or the system refuses.
    pub fn salvage(&mut self) -> Answer<AppState> {
        let path = self.broken_path()?;
        let stem = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let mut into = path.with_file_name(format!("{stem}.salvaged.yhproj"));
        let mut number = 1_u32;
        while into.exists() {
            number += 1;
            into = path.with_file_name(format!("{stem}.salvaged-{number}.yhproj"));
        }
        store::salvage(&path, &into)?;
        self.open_project(&into)
    }
}
