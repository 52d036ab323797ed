//! What is open: the project, its inputs, and the baseline run, computed once per state of the inputs.

mod attribution;
mod baseline;
mod bring;
mod certificate;
mod crosswalk;
mod depreciation;
mod export;
mod export_claims;
mod export_import;
mod export_official;
mod export_trace;
mod history;
mod import;
mod keeping;
mod levers;
mod lock;
mod memory;
mod pack;
mod pages;
mod plan;
mod preview;
mod project;
mod recent;
mod replay;
mod scenario;
mod scenario_file;
mod scenario_text;
mod settings;
mod suppress;
mod templates;
mod why;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

use yingheng_io::store;

pub use baseline::Baseline;
pub use levers::lever_catalogue;
pub use project::period as parse_period;
pub use replay::Against;

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
    /// The file it is a local copy of, where that stands in a synced or remote folder.
    away: Option<store::Away>,
    /// When it was opened or a snapshot was last kept.
    kept: std::time::Instant,
}

/// One window or one run of the command line.
/// 会话
pub struct Session {
    surroundings: Surroundings,
    open: Option<Open>,
    broken: Option<keeping::Broken>,
    /// The project that asked for a password.
    locked: Option<PathBuf>,
    /// What was typed to open it.
    typed: Option<store::Password>,
    picked: Vec<PathBuf>,
    /// Layout of every sheet looked at, by file and sheet.
    looked: BTreeMap<(PathBuf, String), memory::Seen>,
    /// Sheets of the demonstration workbooks, once an example was asked for.
    examples: Vec<(PathBuf, yingheng_io::workbook_in::types::SheetInspection)>,
    small_cells_hidden: bool,
    /// What was attributed last: what its figures are explained from.
    attributed: Option<yingheng_core::scenario::Attribution>,
    stamp: Stamp,
}

/// Who acts and when, as the shell or the command line says.
/// 操作人与时间
#[derive(Clone, Debug, Default)]
pub struct Stamp {
    /// Date and time as text.
    pub when: String,
    /// Who; may be empty.
    pub who: String,
}

impl Stamp {
    /// The system's user and clock, to the minute in UTC. For programs that start a session; figures never see it.
    /// `SOURCE_DATE_EPOCH` (seconds since 1970) stands in for the clock where two runs must write the same.
    pub fn now() -> Self {
        let since = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        let told = std::env::var("SOURCE_DATE_EPOCH")
            .ok()
            .and_then(|seconds| seconds.parse().ok());
        let minutes = told.unwrap_or(since.as_secs()) / 60;
        let (year, month, day) = civil(minutes / 1440);
        let (hour, minute) = (minutes / 60 % 24, minutes % 60);
        let user = std::env::var("USER").or_else(|_| std::env::var("USERNAME"));
        Self {
            when: format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02} UTC"),
            who: user.unwrap_or_default(),
        }
    }
}

/// Year, month and day of a number of days since 1970-01-01 (proleptic Gregorian, years counted from March).
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let march = (5 * of_year + 2) / 153;
    let month = if march < 10 { march + 3 } else { march - 9 };
    let year = era * 400 + year + u64::from(month <= 2);
    (year, month, of_year - (153 * march + 2) / 5 + 1)
}

impl Session {
    /// Says who acts and when, for the versions of the plan kept from now on.
    pub fn stamp(&mut self, stamp: Stamp) {
        self.stamp = stamp;
    }

    /// Nothing open.
    pub fn new(surroundings: Surroundings) -> Self {
        Self {
            surroundings,
            open: None,
            broken: None,
            locked: None,
            typed: None,
            picked: Vec::new(),
            looked: BTreeMap::new(),
            examples: Vec::new(),
            small_cells_hidden: false,
            attributed: None,
            stamp: Stamp::default(),
        }
    }

    fn opened(&self) -> Answer<&Open> {
        self.open
            .as_ref()
            .ok_or_else(|| Failure::new("error.no_project"))
    }

    /// The open project, told who acts and when.
    fn opened_mut(&mut self) -> Answer<&mut Open> {
        let actor = self.actor();
        let open = self
            .open
            .as_mut()
            .ok_or_else(|| Failure::new("error.no_project"))?;
        open.project.set_actor(actor);
        Ok(open)
    }

    fn actor(&self) -> store::Actor {
        store::Actor {
            when: self.stamp.when.clone(),
            who: self.stamp.who.clone(),
        }
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
