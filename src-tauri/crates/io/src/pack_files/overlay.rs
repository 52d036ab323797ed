//! An overlay as a small TOML file: a what-if on the law with its own source.

use serde::Deserialize;
use std::path::Path;

use super::convert::{date, number};
use super::{Faults, PackError, read_file, read_toml};
use yingheng_core::issue::{Issue, Severity};
use yingheng_core::policy::{Overlay, OverlayChange};

/// Name under which a project keeps an overlay beside its pack.
pub const OVERLAY: &str = "overlay.toml";

/// What the file calls its own form.
const FORMAT: &str = "yingheng-overlay/1";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    id: String,
    why: String,
    who: String,
    when: String,
    #[serde(default)]
    change: Vec<Change>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    parameter: String,
    key: Option<String>,
    from: String,
    value: String,
}

/// Text of an overlay file.
///
/// # Errors
/// [`PackError::Io`] when it cannot be read, is too large, or is no text.
pub fn read_overlay(path: &Path) -> Result<String, PackError> {
    let bytes = read_file(path)?;
    String::from_utf8(bytes).map_err(|_| {
        let issue = Issue::new(Severity::Error, "pack.not_text").with("file", OVERLAY);
        PackError::Refused(vec![issue])
    })
}

/// An overlay from the text of its file. Whether its values exist is for the pack it is laid over to say.
///
/// # Errors
/// Every fault found: `pack.bad_toml`, `overlay.format`, `overlay.unnamed`, `pack.bad_number`, `pack.bad_date`.
pub fn parse_overlay(text: &str) -> Result<Overlay, Vec<Issue>> {
    let mut faults = Faults::default();
    let read: Option<File> = read_toml(OVERLAY, text.trim_start_matches('\u{feff}'), &mut faults);
    let found = read.and_then(|file| overlay(&file, &mut faults));
    let mut issues = faults.0;
    for issue in &mut issues {
        // The readers of numbers and days are those of packs.
        issue.place.file = Some(OVERLAY.to_owned());
    }
    match found {
        Some(found) if issues.is_empty() => Ok(found),
        _ => Err(issues),
    }
}

fn overlay(file: &File, faults: &mut Faults) -> Option<Overlay> {
    if file.format != FORMAT {
        faults.key("overlay.format", "format", &[("format", FORMAT)]);
    }
    for (field, text) in [("id", &file.id), ("why", &file.why), ("who", &file.who)] {
        if text.trim().is_empty() {
            faults.key("overlay.unnamed", field, &[]);
        }
    }
    let when = date(&file.when, "when", faults);
    let mut changes = Vec::with_capacity(file.change.len());
    for (index, change) in file.change.iter().enumerate() {
        let at = format!("change[{}]", index + 1);
        let from = date(&change.from, &format!("{at}.from"), faults);
        let value = number(&change.value, &format!("{at}.value"), faults);
        if let (Some(from), Some(value)) = (from, value) {
            changes.push(OverlayChange {
                parameter: change.parameter.clone(),
                key: change.key.clone(),
                from,
                value,
            });
        }
    }
    Some(Overlay {
        id: file.id.clone(),
        why: file.why.clone(),
        who: file.who.clone(),
        when: Some(when?),
        changes,
    })
}
