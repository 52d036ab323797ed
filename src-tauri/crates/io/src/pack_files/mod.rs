//! Policy packs as folders: `pack.toml`, `groups.csv`, `golden.toml`.
//!
//! A pack loads only when every value has a day and a source, every name is known, and its own worked cases come out
//! to the 分. Trouble is reported as located issues (`pack.…`), all of it at once. Bytes in, pack out: [`parse`] opens no
//! file, so a project can carry its pack inside.

mod agree;
mod convert;
mod convert_flow;
mod convert_value;
mod edit;
mod edit_groups;
mod flow_shape;
mod golden;
mod golden_year;
mod groups_csv;
mod nearest;
mod overlay;
mod shape;
mod sheet;
mod write;
mod year;
mod year_agree;
mod year_contracts;
mod year_shape;

pub use edit::{Edit, edit};
pub use overlay::{OVERLAY, parse_overlay, read_overlay};
pub use sheet::{
    Sheet, StatedAnswer, StatedGroup, StatedParameter, StatedSource, StatedValue, ValueKind, group,
    sheet,
};
pub use write::tariff_files;

use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use yingheng_core::issue::{Issue, Place, Severity};
use yingheng_core::policy::PolicyPack;

/// Names of a pack's files, in the order of its hash.
pub const FILES: [&str; 3] = ["golden.toml", "groups.csv", "pack.toml"];

/// No pack file is larger; a bigger one is refused before it is read.
const LARGEST: u64 = 16 << 20;

/// One file of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackFile {
    /// One of [`FILES`].
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// A pack could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// A file or folder could not be read or written.
    #[error("{path}: {cause}")]
    Io {
        /// Which.
        path: String,
        /// What the system says.
        cause: std::io::Error,
    },
    /// The pack contradicts itself or its own worked cases.
    #[error("policy pack refused: {}", .0.iter().map(Issue::code).collect::<Vec<_>>().join(", "))]
    Refused(Vec<Issue>),
}

/// A pack found on disk.
#[derive(Debug)]
pub struct Listed {
    /// Its folder.
    pub folder: PathBuf,
    /// The pack, or why it does not load.
    pub pack: Result<PolicyPack, PackError>,
}

/// Reads a pack's three files.
///
/// # Errors
/// [`PackError::Io`] when one cannot be read or is too large.
pub fn read_folder(folder: &Path) -> Result<Vec<PackFile>, PackError> {
    FILES
        .iter()
        .map(|name| {
            read_file(&folder.join(name)).map(|bytes| PackFile {
                name: (*name).to_owned(),
                bytes,
            })
        })
        .collect()
}

fn read_file(path: &Path) -> Result<Vec<u8>, PackError> {
    let failed = |cause| PackError::Io {
        path: path.display().to_string(),
        cause,
    };
    if fs::metadata(path).map_err(failed)?.len() > LARGEST {
        return Err(failed(std::io::Error::new(
            std::io::ErrorKind::FileTooLarge,
            "larger than 16 MiB",
        )));
    }
    fs::read(path).map_err(failed)
}

/// Loads and proves a pack folder.
///
/// # Errors
/// Unreadable files, or every fault found.
pub fn load(folder: &Path) -> Result<PolicyPack, PackError> {
    parse(&read_folder(folder)?).map_err(PackError::Refused)
}

/// All packs below a folder (`templates/policy`), by path. A folder with a `pack.toml` is a pack.
///
/// # Errors
/// [`PackError::Io`] when a folder cannot be listed; a pack that does not load is listed with its faults.
pub fn list(root: &Path) -> Result<Vec<Listed>, PackError> {
    let mut found = Vec::new();
    walk(root, 0, &mut found)?;
    found.sort();
    Ok(found
        .into_iter()
        .map(|folder| Listed {
            pack: load(&folder),
            folder,
        })
        .collect())
}

fn walk(folder: &Path, depth: u32, found: &mut Vec<PathBuf>) -> Result<(), PackError> {
    let failed = |cause| PackError::Io {
        path: folder.display().to_string(),
        cause,
    };
    if folder.join("pack.toml").is_file() {
        found.push(folder.to_owned());
        return Ok(());
    }
    // country / area / year, with room for one more; never a loop of links.
    if depth > 4 {
        return Ok(());
    }
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if entry.file_type().map_err(failed)?.is_dir() {
            walk(&entry.path(), depth + 1, found)?;
        }
    }
    Ok(())
}

/// Builds and proves a pack from its files.
///
/// # Errors
/// Every fault found, each with file, row or key.
pub fn parse(files: &[PackFile]) -> Result<PolicyPack, Vec<Issue>> {
    let mut faults = Faults::default();
    let texts = FILES.map(|name| text_of(files, name, &mut faults));
    let [Some(golden), Some(groups), Some(pack)] = texts else {
        return Err(faults.0);
    };
    let Some(mut pack) = convert::pack(&pack, &groups, &mut faults) else {
        return Err(faults.0);
    };
    pack.content_hash = content_hash(files);
    if faults.0.is_empty() {
        golden::prove(&pack, &golden, &mut faults);
    }
    if faults.0.is_empty() {
        Ok(pack)
    } else {
        Err(faults.0)
    }
}

/// A pack whose parts agree, whether or not its worked cases come out: for telling what nothing in it reads while it is
/// being written, since a misspelt mark is a likely cause of a worked case that does not come out. Never to compute with.
pub fn drafted(folder: &Path) -> Option<PolicyPack> {
    let files = read_folder(folder).ok()?;
    let mut faults = Faults::default();
    let groups = text_of(&files, "groups.csv", &mut faults)?;
    let pack = text_of(&files, "pack.toml", &mut faults)?;
    convert::pack(&pack, &groups, &mut faults).filter(|_| faults.0.is_empty())
}

/// SHA-256 over names, lengths and contents in the order of [`FILES`]; line ends do not count.
pub fn content_hash(files: &[PackFile]) -> String {
    let mut hasher = Sha256::new();
    for name in FILES {
        for file in files.iter().filter(|file| file.name == name) {
            let content: Vec<u8> = file
                .bytes
                .iter()
                .copied()
                .filter(|byte| *byte != b'\r')
                .collect();
            hasher.update(name.as_bytes());
            hasher.update([0]);
            hasher.update(
                u64::try_from(content.len())
                    .unwrap_or(u64::MAX)
                    .to_be_bytes(),
            );
            hasher.update(&content);
        }
    }
    hasher
        .finalize()
        .iter()
        .fold(String::new(), |mut hex, byte| {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

fn text_of(files: &[PackFile], name: &str, faults: &mut Faults) -> Option<String> {
    let Some(file) = files.iter().find(|file| file.name == name) else {
        faults.add(
            name,
            None,
            Issue::new(Severity::Error, "pack.missing_file").with("file", name),
        );
        return None;
    };
    match String::from_utf8(file.bytes.clone()) {
        Ok(text) => Some(text.trim_start_matches('\u{feff}').to_owned()),
        Err(_) => {
            faults.add(
                name,
                None,
                Issue::new(Severity::Error, "pack.not_text").with("file", name),
            );
            None
        }
    }
}

/// Faults of one pack.
#[derive(Default)]
struct Faults(Vec<Issue>);

impl Faults {
    fn add(&mut self, file: &str, row: Option<u32>, issue: Issue) {
        self.0.push(issue.at(Place {
            file: Some(file.to_owned()),
            sheet: None,
            row,
            column: None,
        }));
    }
    /// A fault of `pack.toml`, located by the key path.
    fn key(&mut self, code: &str, at: &str, arguments: &[(&str, &str)]) {
        let issue = arguments.iter().fold(
            Issue::new(Severity::Error, code).with("where", at),
            |issue, (name, value)| issue.with(*name, *value),
        );
        self.add("pack.toml", None, issue);
    }
}

/// Reads TOML into a shape, or says at which row it breaks.
fn read_toml<T: serde::de::DeserializeOwned>(
    file: &str,
    text: &str,
    faults: &mut Faults,
) -> Option<T> {
    toml::from_str(text)
        .map_err(|error| {
            let row = error
                .span()
                .and_then(|span| text.get(..span.start))
                .map(|before| before.matches('\n').count() + 1);
            let issue = nearest::unknown_key(error.message())
                .or_else(|| nearest::missing_key(error.message()))
                .unwrap_or_else(|| {
                    Issue::new(Severity::Error, "pack.bad_toml")
                        .with("detail", error.message().to_owned())
                });
            faults.add(file, row.and_then(|row| u32::try_from(row).ok()), issue);
        })
        .ok()
}
