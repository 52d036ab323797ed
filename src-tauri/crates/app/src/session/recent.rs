//! Recent projects: a small JSON file in the user's settings folder. Losing it loses nothing else.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Answer, file_failure};
use crate::wire::{Failure, Recent};

/// Projects remembered.
const KEPT: usize = 10;

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Entry {
    name: String,
    path: PathBuf,
}

fn file(settings: &Path) -> PathBuf {
    settings.join("recent.json")
}

fn entries(settings: &Path) -> Vec<Entry> {
    let text = std::fs::read_to_string(file(settings)).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Folder and file name, for the reader.
pub fn label(path: &Path) -> String {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    match path.parent().and_then(Path::file_name) {
        Some(folder) => format!("{} / {name}", folder.to_string_lossy()),
        None => name,
    }
}

fn id(path: &Path) -> String {
    let hash = Sha256::digest(path.to_string_lossy().as_bytes());
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Projects that are still there, latest first.
pub fn list(settings: &Path) -> Vec<Recent> {
    entries(settings)
        .into_iter()
        .filter(|entry| entry.path.is_file())
        .map(|entry| Recent {
            id: id(&entry.path),
            path_label: label(&entry.path),
            name: entry.name,
        })
        .collect()
}

/// Path of a remembered project.
pub fn path(settings: &Path, wanted: &str) -> Answer<PathBuf> {
    let found = entries(settings)
        .into_iter()
        .find(|entry| id(&entry.path) == wanted);
    found
        .map(|entry| entry.path)
        .ok_or_else(|| Failure::new("error.not_recent"))
}

/// Puts a project at the head of the list.
pub fn remember(settings: &Path, name: &str, at: &Path) -> Answer<()> {
    let mut all = entries(settings);
    all.retain(|entry| entry.path != at);
    all.insert(
        0,
        Entry {
            name: name.to_owned(),
            path: at.to_owned(),
        },
    );
    all.truncate(KEPT);
    let target = file(settings);
    let text = serde_json::to_string_pretty(&all)
        .map_err(|error| Failure::new("error.identity").with("detail", error.to_string()))?;
    std::fs::create_dir_all(settings)
        .and_then(|()| std::fs::write(&target, text))
        .map_err(|error| file_failure(&target, &error))
}
