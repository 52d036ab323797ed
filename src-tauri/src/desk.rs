//! What the commands share: the session, and the flag that cancels long work.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard};

use tauri::{AppHandle, Manager};
use yingheng_app::session::{Answer, Session, Stamp, Surroundings};
use yingheng_app::wire::Failure;

use crate::start::Start;

/// The one session of the one window.
pub struct Desk {
    session: Mutex<Session>,
    /// Set to stop an import; long work looks at it.
    pub cancel: AtomicBool,
    /// What the program was started with; taken by the first state asked for.
    start: Mutex<Option<Answer<Start>>>,
    documents: PathBuf,
}

impl Desk {
    /// Finds the folders of this system and begins with nothing open.
    pub fn new(app: &AppHandle, start: Answer<Start>) -> Self {
        let paths = app.path();
        let data = paths
            .app_local_data_dir()
            .unwrap_or_else(|_| std::env::temp_dir().join("yingheng"));
        let session = Session::new(Surroundings {
            templates: templates(paths.resource_dir().ok().as_deref()),
            settings: Some(data.clone()),
            worker: std::env::current_exe().unwrap_or_default(),
            worker_arguments: vec!["import-worker".into()],
        });
        Self {
            session: Mutex::new(session),
            cancel: AtomicBool::new(false),
            start: Mutex::new(Some(start)),
            documents: data,
        }
    }

    /// The session, when no other command holds it. A command that panicked left it as it was: every change to a project
    /// is one transaction, so it may be used again.
    pub fn session(&self) -> Answer<MutexGuard<'_, Session>> {
        let mut session = self
            .session
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        session.stamp(Stamp::now());
        Ok(session)
    }

    /// What the program was started with; nothing from the second time on.
    ///
    /// # Errors
    /// Arguments that mean nothing.
    pub fn take_start(&self) -> Answer<Start> {
        let mut start = self
            .start
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        start.take().unwrap_or_else(|| Ok(Start::default()))
    }

    /// Where the demonstration project lies: one file per program version, so that a newer program makes its own.
    pub fn demo_file(&self) -> Answer<PathBuf> {
        std::fs::create_dir_all(&self.documents).map_err(|error| {
            Failure::new("error.file")
                .with("file", self.documents.display().to_string())
                .with("detail", error.to_string())
        })?;
        Ok(self
            .documents
            .join(format!("demo-{}.yhproj", env!("CARGO_PKG_VERSION"))))
    }

    /// Forgets an earlier wish to cancel.
    pub fn begin(&self) {
        self.cancel.store(false, Ordering::SeqCst);
    }
}

/// Beside the program when installed; in the source tree when built from it.
fn templates(resources: Option<&Path>) -> PathBuf {
    if let Some(named) = std::env::var_os("YINGHENG_TEMPLATES") {
        return named.into();
    }
    let installed = resources
        .map(|folder| folder.join("templates"))
        .filter(|folder| folder.join("import").is_dir());
    installed.unwrap_or_else(|| {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("..")
            .join("templates")
    })
}
