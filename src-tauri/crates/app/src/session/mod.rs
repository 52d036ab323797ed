//! What is open: the project, its inputs, and the baseline run, computed once per state of the inputs.

mod baseline;
mod certificate;
mod export;
mod import;
mod pages;
mod project;
mod recent;
mod scenario;
mod templates;
mod why;

use std::ffi::OsString;
use std::path::PathBuf;

use yingheng_io::store;

pub use baseline::Baseline;
pub use project::period as parse_period;

use crate::wire::Failure;

/// Answer of a use case.
pub type Answer<T> = Result<T, Failure>;

/// How the program runs: given by the shell or the command line, never guessed here.
/// 运行环境
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// Folder of the templates (`templates/`).
    pub templates: PathBuf,
    /// Folder of the user's settings; `None` keeps no list of recent projects.
    pub settings: Option<PathBuf>,
    /// Program that becomes the import worker.
    pub worker: PathBuf,
    /// Its arguments.
    pub worker_arguments: Vec<OsString>,
}

/// The open project, and what was computed from it.
struct Open {
    project: store::Project,
    baseline: Option<Baseline>,
}

/// One window or one run of the command line.
/// 会话
pub struct Session {
    surroundings: Surroundings,
    open: Option<Open>,
    picked: Vec<PathBuf>,
}

impl Session {
    /// Nothing open.
    pub fn new(surroundings: Surroundings) -> Self {
        Self {
            surroundings,
            open: None,
            picked: Vec::new(),
        }
    }

    fn opened(&self) -> Answer<&Open> {
        self.open
            .as_ref()
            .ok_or_else(|| Failure::new("error.no_project"))
    }

    fn opened_mut(&mut self) -> Answer<&mut Open> {
        self.open
            .as_mut()
            .ok_or_else(|| Failure::new("error.no_project"))
    }
}

impl From<store::StoreError> for Failure {
    fn from(error: store::StoreError) -> Self {
        let message: crate::wire::Message = error.message().into();
        message.into()
    }
}

/// A file that could not be read or written.
pub(crate) fn file_failure(path: &std::path::Path, error: &std::io::Error) -> Failure {
    Failure::new("error.file")
        .with("file", path.display().to_string())
        .with("detail", error.to_string())
}
