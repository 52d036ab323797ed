//! Files in: looked at and read by the worker, accepted by core, kept by the store.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use yingheng_core::issue::{Issue, Place, Severity, column_letters};
use yingheng_io::store::BatchRecord;
use yingheng_io::workbook_in::types::{Event, InspectRequest, Request, SheetInspection, Unit};
use yingheng_io::workbook_in::{ReadError, forms, run_in_worker};

use super::certificate::count;
use super::memory::Seen;
use super::{Answer, Session, file_failure};
use crate::wire::{self, Failure, ImportAnswer, InspectedSheet, Inspection, SheetChoice};

/// A mapping file given in place of the recognised columns: form, and field → heading.
#[derive(serde::Deserialize)]
struct MappingFile {
    form: String,
    choice: BTreeMap<String, String>,
}

pub(super) fn read_failure(error: &ReadError) -> Failure {
    wire::Message::from(error.issue().message).into()
}

/// What the worker said of a file.
struct Looked {
    sheets: Vec<SheetInspection>,
    issues: Vec<Issue>,
    name: String,
}

impl Session {
    /// Names a file for the window by handle.
    pub fn pick(&mut self, path: &Path) -> wire::PickedFile {
        self.picked.push(path.to_owned());
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        wire::PickedFile {
            handle: self.picked.len().to_string(),
            name,
        }
    }

    /// The file behind a handle.
    ///
    /// # Errors
    /// A handle this session did not give.
    pub fn picked(&self, handle: &str) -> Answer<PathBuf> {
        let index = handle
            .parse::<usize>()
            .ok()
            .and_then(|number| number.checked_sub(1));
        index
            .and_then(|index| self.picked.get(index))
            .cloned()
            .ok_or_else(|| Failure::new("error.no_file"))
    }

    /// All forms that can be brought in.
    ///
    /// # Errors
    /// A mapping file of the program does not parse.
    pub fn forms(&self) -> Answer<Vec<wire::Form>> {
        let all = known_forms()?;
        let field = |field: yingheng_io::workbook_in::Field| wire::FormField {
            kind: serde_json::to_value(field.kind)
                .ok()
                .and_then(|kind| kind.as_str().map(str::to_owned))
                .unwrap_or_default(),
            label: field
                .headings
                .first()
                .cloned()
                .unwrap_or_else(|| field.key.clone()),
            key: field.key,
            required: field.required,
        };
        Ok(all
            .into_iter()
            .map(|form| wire::Form {
                form: form.key,
                title: form.title,
                fields: form.fields.into_iter().map(field).collect(),
            })
            .collect())
    }

    fn look(&mut self, path: &Path, form: Option<&str>, cancel: &AtomicBool) -> Answer<Looked> {
        let request = Request::Inspect(InspectRequest {
            path: path.to_owned(),
            form: form.map(str::to_owned),
        });
        let name = request.file_name();
        let (mut sheets, mut issues) = (Vec::new(), Vec::new());
        let mut listen = |event| match event {
            Event::Sheet { sheet } => sheets.push(*sheet),
            Event::Issue { issue } => issues.push(*issue),
            _ => {}
        };
        let (program, arguments) = (
            &self.surroundings.worker,
            &self.surroundings.worker_arguments,
        );
        run_in_worker(program, arguments, &request, &mut listen, cancel)
            .map_err(|error| read_failure(&error))?;
        for sheet in &sheets {
            let seen = Seen {
                fingerprint: sheet.fingerprint.clone(),
                heading_row: sheet.heading_row,
            };
            self.looked
                .insert((path.to_owned(), sheet.name.clone()), seen);
        }
        Ok(Looked {
            sheets,
            issues,
            name,
        })
    }

    /// Sheets of a file as the worker sees them.
    pub(super) fn sheets(&mut self, path: &Path) -> Answer<Vec<SheetInspection>> {
        Ok(self.look(path, None, &AtomicBool::new(false))?.sheets)
    }

    /// Looks at a file: sheets, headings, forms they fit; with a form named, how its sheets fit that one.
    ///
    /// # Errors
    /// The file is refused or cannot be read.
    pub fn inspect(
        &mut self,
        path: &Path,
        form: Option<&str>,
        cancel: &AtomicBool,
    ) -> Answer<Inspection> {
        let looked = self.look(path, form, cancel)?;
        let mut sheets: Vec<InspectedSheet> = looked.sheets.into_iter().map(inspected).collect();
        // A form named by the user is looked at afresh.
        for sheet in sheets.iter_mut().filter(|_| form.is_none()) {
            if let Some(seen) = self.looked.get(&(path.to_owned(), sheet.sheet.clone())) {
                self.recall(seen, sheet)?;
            }
        }
        Ok(Inspection {
            file: looked.name,
            sheets,
            issues: looked.issues.into_iter().map(wire::Issue::from).collect(),
        })
    }

    /// Brings in every visible sheet of these files that a form fits without a required field missing, all in one
    /// switch. Sheets left aside are told.
    ///
    /// # Errors
    /// A file is refused, no sheet of a file fits, or the project cannot be written; nothing has changed then.
    pub fn import_recognised(
        &mut self,
        paths: &[PathBuf],
        supersede: bool,
    ) -> Answer<ImportAnswer> {
        let cancel = AtomicBool::new(false);
        let (mut files, mut aside) = (Vec::new(), Vec::new());
        for path in paths {
            let looked = self.look(path, None, &cancel)?;
            let mut choices = Vec::new();
            for sheet in &looked.sheets {
                let seen = Seen {
                    fingerprint: sheet.fingerprint.clone(),
                    heading_row: sheet.heading_row,
                };
                let code = match self.recalled(&seen, &sheet.name)? {
                    Some(Some(choice)) => {
                        choices.push(SheetChoice {
                            supersede,
                            ..choice
                        });
                        continue;
                    }
                    Some(None) => "import.sheet_aside_again",
                    None => match recognised(sheet) {
                        Some(_) if sheet.hidden => "import.hidden_sheet",
                        Some(choice) => {
                            choices.push(SheetChoice {
                                supersede,
                                ..choice
                            });
                            continue;
                        }
                        None if sheet.columns.is_empty() => continue,
                        None => "import.sheet_aside",
                    },
                };
                let place = Place {
                    file: Some(looked.name.clone()),
                    sheet: Some(sheet.name.clone()),
                    ..Place::default()
                };
                aside.push(Issue::new(Severity::Notice, code).at(place));
            }
            if choices.is_empty() {
                return Err(Failure::new("error.no_form").with("file", looked.name));
            }
            files.push((path.clone(), choices));
        }
        let mut answer = self.import_files(&files, &[], &cancel, &mut |_| {})?;
        answer
            .issues
            .extend(aside.into_iter().map(wire::Issue::from));
        Ok(answer)
    }

    /// Brings in the first sheet of a file by a mapping file (`form`, `[choice] field = "heading"`).
    ///
    /// # Errors
    /// As [`Session::import_recognised`], and a heading that the file does not have.
    pub fn import_mapped(
        &mut self,
        path: &Path,
        mapping: &Path,
        supersede: bool,
    ) -> Answer<ImportAnswer> {
        let cancel = AtomicBool::new(false);
        let text =
            std::fs::read_to_string(mapping).map_err(|error| file_failure(mapping, &error))?;
        let wanted: MappingFile = toml::from_str(&text).map_err(|error| {
            Failure::new("error.mapping")
                .with("file", mapping.display().to_string())
                .with("detail", error.message().to_owned())
        })?;
        let looked = self.look(path, Some(&wanted.form), &cancel)?;
        let sheet = looked
            .sheets
            .first()
            .ok_or_else(|| Failure::new("error.no_form").with("file", looked.name.clone()))?;
        let mut columns = BTreeMap::new();
        for (field, heading) in &wanted.choice {
            let found = sheet
                .columns
                .iter()
                .find(|column| column.heading.as_deref() == Some(heading.as_str()));
            let found = found.ok_or_else(|| {
                Failure::new("error.no_heading")
                    .with("file", looked.name.clone())
                    .with("heading", heading.clone())
            })?;
            columns.insert(found.column, field.clone());
        }
        let header_row = sheet
            .proposals
            .first()
            .map_or(1, |proposal| proposal.header_row);
        let choice = SheetChoice {
            sheet: sheet.name.clone(),
            form: wanted.form,
            header_row,
            columns,
            supersede,
            ..SheetChoice::default()
        };
        self.import_sheets(path, &[choice], &cancel, &mut |_| {})
    }

    /// Certificates of all batches that count.
    ///
    /// # Errors
    /// Nothing open, or the file cannot be read.
    pub(super) fn batch_records(&self) -> Answer<Vec<BatchRecord>> {
        let records = self.opened()?.project.batches()?;
        Ok(records
            .into_iter()
            .filter(|record| record.superseded_by.is_none())
            .collect())
    }
}

/// All forms as the reader knows them.
pub(super) fn known_forms() -> Answer<Vec<yingheng_io::workbook_in::Form>> {
    forms().map_err(|detail| Failure::new("error.form").with("detail", detail))
}

/// The choice a recognised sheet stands for; `None` when no form fits or a required field has no column.
fn recognised(sheet: &SheetInspection) -> Option<SheetChoice> {
    let best = sheet
        .proposals
        .first()
        .filter(|proposal| proposal.missing.is_empty())?;
    Some(SheetChoice {
        sheet: sheet.name.clone(),
        form: best.form.clone(),
        header_row: best.header_row,
        columns: best
            .columns
            .iter()
            .map(|column| (column.column, column.field.clone()))
            .collect(),
        // The heading itself names the unit (金额(万元)); figures are taken in it, never guessed from their size.
        units: best
            .columns
            .iter()
            .filter_map(|column| {
                Some((
                    column.column,
                    unit_name(column.unit.filter(|unit| *unit != Unit::One)?)?,
                ))
            })
            .collect(),
        ..SheetChoice::default()
    })
}

fn unit_name(unit: Unit) -> Option<String> {
    serde_json::to_value(unit)
        .ok()
        .and_then(|unit| unit.as_str().map(str::to_owned))
}

pub(super) fn unit_of(name: &str) -> Answer<Unit> {
    serde_json::from_value(serde_json::Value::String(name.to_owned()))
        .map_err(|_| Failure::new("error.unit").with("unit", name))
}

fn inspected(sheet: SheetInspection) -> InspectedSheet {
    let best = sheet.proposals.first();
    let columns: Vec<wire::SheetColumn> = sheet
        .columns
        .iter()
        .map(|column| {
            let proposed =
                best.and_then(|best| best.columns.iter().find(|one| one.column == column.column));
            wire::SheetColumn {
                index: column.column,
                letters: column_letters(column.column),
                heading: column.heading.clone().unwrap_or_default(),
                field: proposed.map(|one| one.field.clone()),
                identity: column.identity.is_some(),
                unit: proposed.and_then(|one| one.unit).and_then(unit_name),
            }
        })
        .collect();
    let text = |row: &yingheng_io::workbook_in::types::SampleRow, column: u32| {
        row.cells
            .iter()
            .find(|(index, _)| *index == column)
            .map(|(_, text)| text.clone())
            .unwrap_or_default()
    };
    InspectedSheet {
        form: best.map(|best| best.form.clone()),
        confidence: best.map_or(0, |best| best.confidence),
        reason: best.map_or_else(
            || wire::Message::new("error.no_form_fits"),
            |best| best.reason.clone().into(),
        ),
        header_row: best.map_or(0, |best| best.header_row),
        rows: count(sheet.sample.len() as u64),
        sample: sheet
            .sample
            .iter()
            .map(|row| {
                columns
                    .iter()
                    .map(|column| text(row, column.index))
                    .collect()
            })
            .collect(),
        skipped: Vec::new(),
        take: best.is_some() && !sheet.hidden,
        facility: String::new(),
        hidden: sheet.hidden,
        sheet: sheet.name,
        columns,
    }
}
