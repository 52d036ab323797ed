//! What the program was started with: `[PROJECT] [--demo] [--new PATH --name NAME --year YEAR] [--files FILE…]`.
//!
//! The same acts as on the start page, for shortcuts, file managers and tests: `PROJECT` opens a project file, `--new`
//! makes one, and the files after `--files` are offered to the import wizard as if they had been dropped on the window.

use std::path::PathBuf;

use yingheng_app::session::Answer;
use yingheng_app::wire::Failure;

/// A project to make.
pub struct Making {
    /// Where.
    pub path: PathBuf,
    /// Name of the hospital.
    pub name: String,
    /// Year of the computation.
    pub year: i16,
}

/// What to open first.
pub enum First {
    /// The demonstration hospital.
    Demonstration,
    /// A project file.
    Project(PathBuf),
    /// A new project.
    New(Making),
}

/// What the program was started with.
#[derive(Default)]
pub struct Start {
    /// What to open first.
    pub first: Option<First>,
    /// Files offered to the wizard.
    pub files: Vec<PathBuf>,
}

fn wrong(detail: impl Into<String>) -> Failure {
    Failure::new("error.start_arguments").with("detail", detail)
}

impl Start {
    /// Reads the arguments after the program's name.
    ///
    /// # Errors
    /// An unknown option, or one without its value.
    pub fn read(arguments: impl Iterator<Item = String>) -> Answer<Self> {
        let mut start = Self::default();
        let (mut new, mut name, mut year) = (None, None, None);
        let mut files = false;
        let mut arguments = arguments;
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| wrong(argument.clone()));
            match argument.as_str() {
                "--demo" => start.first = Some(First::Demonstration),
                "--new" => new = Some(PathBuf::from(value()?)),
                "--name" => name = Some(value()?),
                "--year" => year = Some(value()?),
                "--files" => files = true,
                option if option.starts_with("--") => return Err(wrong(option)),
                file if files => start.files.push(file.into()),
                project => start.first = Some(First::Project(project.into())),
            }
        }
        if let Some(path) = new {
            let written = year.ok_or_else(|| wrong("--year"))?;
            start.first = Some(First::New(Making {
                path,
                name: name.ok_or_else(|| wrong("--name"))?,
                year: written
                    .parse()
                    .map_err(|_| Failure::new("error.year").with("text", written))?,
            }));
        }
        Ok(start)
    }
}
