//! How a sender's sheets were taken last time: every choice remembered, in the project and for the next one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Answer, Session, Stamp};
use crate::wire::{self, InspectedSheet, SheetChoice};

/// Key of the project's note.
pub(super) const NOTE: &str = "imports";
/// Layouts remembered across projects; the oldest go first.
const KEPT: usize = 2_000;

/// What was chosen for a layout.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Remembered {
    /// Whether the sheet was taken; one left aside is left aside again.
    take: bool,
    form: String,
    /// Last heading row, counted from the row of the fingerprint.
    header_below: i64,
    columns: BTreeMap<u32, String>,
    units: BTreeMap<u32, String>,
    facility: String,
    /// When, by whom, from which file.
    when: String,
    who: String,
    file: String,
}

/// Fingerprint → choice.
pub(super) type Memory = BTreeMap<String, Remembered>;

/// Fingerprint of an inspected sheet and the row it was taken from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    pub fingerprint: String,
    pub heading_row: u32,
}

fn file(settings: &Path) -> PathBuf {
    settings.join("imports.json")
}

/// Choices of other projects; a file that does not read is as good as none.
fn across(settings: Option<&PathBuf>) -> Memory {
    settings
        .and_then(|folder| std::fs::read_to_string(file(folder)).ok())
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

fn row_of(seen: &Seen, below: i64) -> u32 {
    u32::try_from(i64::from(seen.heading_row).saturating_add(below)).unwrap_or(1)
}

impl Session {
    /// What is remembered of a layout: in the project first, then across projects.
    fn remembered(&self, fingerprint: &str) -> Answer<Option<Remembered>> {
        if fingerprint.is_empty() {
            return Ok(None);
        }
        let own: Option<Memory> = match &self.open {
            Some(open) => open.project.kept_note(NOTE)?,
            None => None,
        };
        Ok(own
            .and_then(|mut memory| memory.remove(fingerprint))
            .or_else(|| across(self.surroundings.settings.as_ref()).remove(fingerprint)))
    }

    /// Lays what is remembered over what was recognised. Columns that carry identity stay what they are.
    pub(super) fn recall(&self, seen: &Seen, sheet: &mut InspectedSheet) -> Answer<()> {
        let Some(known) = self.remembered(&seen.fingerprint)? else {
            return Ok(());
        };
        sheet.take = known.take;
        sheet.reason = wire::Message::new("import.reason_remembered")
            .with("when", known.when)
            .with("who", known.who)
            .with("file", known.file);
        if !known.take {
            return Ok(());
        }
        sheet.form = Some(known.form);
        sheet.header_row = row_of(seen, known.header_below);
        sheet.facility = known.facility;
        for column in &mut sheet.columns {
            column.field = known.columns.get(&column.index).cloned();
            column.unit = known.units.get(&column.index).cloned();
        }
        Ok(())
    }

    /// The choice remembered for a sheet; `Ok(None)`: nothing is remembered, `Ok(Some(None))`: it was left aside.
    pub(super) fn recalled(&self, seen: &Seen, sheet: &str) -> Answer<Option<Option<SheetChoice>>> {
        Ok(self.remembered(&seen.fingerprint)?.map(|known| {
            known.take.then(|| SheetChoice {
                sheet: sheet.to_owned(),
                form: known.form,
                header_row: row_of(seen, known.header_below),
                columns: known.columns,
                units: known.units,
                facility: known.facility,
                ..SheetChoice::default()
            })
        }))
    }

    /// The project's memory with the choices of this import, and the same kept across projects once it is done.
    pub(super) fn memory_with(
        &self,
        files: &[(PathBuf, Vec<SheetChoice>)],
        aside: &[(PathBuf, String)],
    ) -> Answer<Memory> {
        let mut memory: Memory = self.opened()?.project.kept_note(NOTE)?.unwrap_or_default();
        let Stamp { when, who } = self.stamp.clone();
        let blank = |path: &Path| Remembered {
            when: when.clone(),
            who: who.clone(),
            file: path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default(),
            ..Remembered::default()
        };
        let mut put = |path: &Path, sheet: &str, choice: Option<&SheetChoice>| {
            let seen = self.looked.get(&(path.to_owned(), sheet.to_owned()));
            let Some(seen) = seen.filter(|seen| !seen.fingerprint.is_empty()) else {
                return;
            };
            let known = match choice {
                None => blank(path),
                Some(choice) => Remembered {
                    take: true,
                    form: choice.form.clone(),
                    header_below: i64::from(choice.header_row) - i64::from(seen.heading_row),
                    columns: choice.columns.clone(),
                    units: choice.units.clone(),
                    facility: choice.facility.clone(),
                    ..blank(path)
                },
            };
            memory.insert(seen.fingerprint.clone(), known);
        };
        for (path, sheet) in aside {
            put(path, sheet, None);
        }
        for (path, sheets) in files {
            for choice in sheets {
                put(path, &choice.sheet, Some(choice));
            }
        }
        Ok(memory)
    }

    /// Keeps the project's choices for other projects; failing that costs nothing but a question next time.
    pub(super) fn remember_across(&self, memory: &Memory) {
        let Some(folder) = &self.surroundings.settings else {
            return;
        };
        let mut all = across(Some(folder));
        all.extend(memory.clone());
        while all.len() > KEPT {
            let oldest = all
                .iter()
                .min_by(|left, right| left.1.when.cmp(&right.1.when))
                .map(|(key, _)| key.clone());
            match oldest {
                Some(key) => all.remove(&key),
                None => break,
            };
        }
        if let Ok(text) = serde_json::to_string(&all) {
            let _ =
                std::fs::create_dir_all(folder).and_then(|()| std::fs::write(file(folder), text));
        }
    }
}
