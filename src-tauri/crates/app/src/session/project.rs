//! New, open, demonstration, close.

use std::path::{Path, PathBuf};

use yingheng_core::issue::Message;
use yingheng_core::period::Period;
use yingheng_core::plan::Plan;
use yingheng_io::store::{Away, Meta, Project};

use super::baseline::VERSION;
use super::{Answer, Open, Session, history, recent, templates};
use crate::wire::{self, AppState, Failure};

/// Name of the demonstration hospital; invented.
const DEMO_NAME: &str = "示范县医院(演示数据)";
/// Year of the demonstration.
const DEMO_YEAR: i16 = 2025;
/// Pack of the demonstration, below `templates/policy`.
const DEMO_PACK: &str = "cn/demo-county/2025";
/// Pack of a new project: the one a hospital fills in itself.
const GENERIC_PACK: &str = "cn/generic";

/// `2025` or `2025-03`.
pub fn period(text: &str) -> Answer<Period> {
    let wrong = || Failure::new("error.period").with("text", text);
    let (year, month) = text.split_once('-').unwrap_or((text, "0"));
    let period = Period {
        year: year.parse().map_err(|_| wrong())?,
        month: month.parse().map_err(|_| wrong())?,
    };
    if period.month > 12 || !(1900..=2999).contains(&period.year) {
        Err(wrong())
    } else {
        Ok(period)
    }
}

impl Session {
    /// What the window shows around every page. The run's identity is empty while nothing can be computed.
    pub fn state(&mut self) -> Answer<AppState> {
        let run_id = self
            .baseline()
            .map(|baseline| baseline.run_id())
            .unwrap_or_default();
        let project = match &self.open {
            Some(open) => {
                let meta = open.project.meta()?;
                let reversible = open.project.reversible()?;
                let (stands, kept_at, unsaved) = Self::keeping(open)?;
                Some(wire::Project {
                    undo: reversible.undo.as_ref().map(history::said),
                    redo: reversible.redo.as_ref().map(history::said),
                    interrupted: open.project.interrupted().map(str::to_owned),
                    name: meta.name,
                    synthetic: meta.synthetic,
                    period: meta.period.to_string(),
                    path_label: recent::label(&stands),
                    kept_at,
                    unsaved,
                    encrypted: open.project.is_sealed(),
                    run_id,
                })
            }
            None => None,
        };
        let recent = self
            .surroundings
            .settings
            .as_deref()
            .map(recent::list)
            .unwrap_or_default();
        Ok(AppState {
            project,
            recent,
            recovery: self.recovery()?,
            locked: self.locked.as_deref().map(recent::label),
            version: VERSION.to_owned(),
        })
    }

    /// Makes a project file with the standard plan. `policy`: `tariff`, a folder below `templates/policy`, or a path.
    ///
    /// # Errors
    /// The file exists, cannot be written, or the pack does not load.
    pub fn new_project(
        &mut self,
        path: &Path,
        name: &str,
        at: Period,
        policy: &str,
    ) -> Answer<AppState> {
        let plan = self.plan_file(&self.surroundings.templates.join("import/plan.toml"))?;
        self.make(
            path,
            &Meta {
                name: name.to_owned(),
                synthetic: false,
                period: at,
            },
            &plan,
            policy,
        )
    }

    /// Makes the demonstration project: its workbooks are read like anybody's.
    ///
    /// # Errors
    /// As [`Session::new_project`], and what the import says.
    pub fn open_demo(&mut self, path: &Path) -> Answer<Vec<wire::ImportAnswer>> {
        let folder = self.surroundings.templates.join("demo");
        let plan = self.plan_file(&folder.join("plan.toml"))?;
        let meta = Meta {
            name: DEMO_NAME.to_owned(),
            synthetic: true,
            period: Period {
                year: DEMO_YEAR,
                month: 0,
            },
        };
        self.make(path, &meta, &plan, DEMO_PACK)?;
        let entries =
            std::fs::read_dir(&folder).map_err(|error| super::file_failure(&folder, &error))?;
        let mut books: Vec<PathBuf> = entries
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.extension().is_some_and(|ending| ending == "xlsx"))
            .collect();
        books.sort();
        Ok(vec![self.import_recognised(&books, false)?])
    }

    /// The demonstration project at `path`: opened when it is there and whole, else made of its workbooks.
    ///
    /// It is made beside and put in place last, so that a half-made one is never opened.
    ///
    /// # Errors
    /// As [`Session::open_demo`].
    pub fn demonstration(&mut self, path: &Path) -> Answer<AppState> {
        if !path.is_file() {
            let part = path.with_extension("part");
            if part.exists() {
                std::fs::remove_file(&part).map_err(|error| super::file_failure(&part, &error))?;
            }
            self.open_demo(&part)?;
            self.opened_mut()?.project.begin_here()?;
            self.close_plainly()?;
            std::fs::rename(&part, path).map_err(|error| super::file_failure(path, &error))?;
        }
        self.open_project(path)
    }

    /// A project for a year, priced by the pack one builds oneself until another is chosen.
    ///
    /// # Errors
    /// As [`Session::new_project`].
    pub fn new_project_of_year(&mut self, path: &Path, name: &str, year: i16) -> Answer<AppState> {
        self.new_project(path, name, Period { year, month: 0 }, GENERIC_PACK)
    }

    fn make(&mut self, path: &Path, meta: &Meta, plan: &Plan, policy: &str) -> Answer<AppState> {
        let content = self.policy_content(policy)?;
        let (mut project, away) = self.create_file(path, meta)?;
        project.set_actor(self.actor());
        project.save_plan_noted(plan, &self.note(Message::new("plan.first")))?;
        project.set_policy(&self.policy_id(policy)?, &content)?;
        // A project begins with its first settings: taking those back would leave nothing to compute by.
        project.begin_here()?;
        self.take(project, away)
    }

    /// A plan file, with the shipped lives of assets where it has none.
    pub(super) fn plan_file(&self, path: &Path) -> Answer<Plan> {
        let plan = templates::plan(path)?;
        super::depreciation::sound(templates::with_lives(plan, &self.surroundings.templates)?)
    }

    /// Opens a project file.
    ///
    /// # Errors
    /// Missing, in use, newer, damaged.
    pub fn open_project(&mut self, path: &Path) -> Answer<AppState> {
        self.open = None;
        let (project, away) = self.open_file(path)?;
        self.take(project, away)
    }

    /// Opens a recent project by its id.
    ///
    /// # Errors
    /// As [`Session::open_project`], or the id is unknown.
    pub fn open_recent(&mut self, id: &str) -> Answer<AppState> {
        let settings = self
            .surroundings
            .settings
            .clone()
            .ok_or_else(|| Failure::new("error.not_recent"))?;
        self.open_project(&recent::path(&settings, id)?)
    }

    fn take(&mut self, project: Project, away: Option<Away>) -> Answer<AppState> {
        let stands = away.as_ref().map_or(project.path(), |away| &away.target);
        if let Some(settings) = &self.surroundings.settings {
            recent::remember(settings, &project.meta()?.name, stands)?;
        }
        self.open = Some(Open {
            project,
            baseline: None,
            away,
            kept: std::time::Instant::now(),
        });
        self.state()
    }

    /// Closes the project, with a snapshot when it was changed; one in a synced or remote folder is saved there first.
    ///
    /// # Errors
    /// The file there was changed by somebody else, or what the file says on closing; the project stays open where it can.
    pub fn close_project(&mut self) -> Answer<AppState> {
        if self.open.is_some() {
            self.save()?;
            // A full disk must not keep a project open for ever: it is closed, and then told.
            let kept = self.keep_if_changed();
            self.close_plainly()?;
            kept?;
        }
        self.state()
    }
}
