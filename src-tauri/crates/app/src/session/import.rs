//! Files in: looked at and read by the worker, accepted by core, kept by the store.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use yingheng_core::facts::ImportBatch;
use yingheng_core::facts::accept::{
    self, AcceptContext, CellTrouble, FieldChoices, RawRow, RawValue,
};
use yingheng_core::issue::{Issue, column_letters};
use yingheng_io::store::{BatchRecord, NewBatch, Stored};
use yingheng_io::workbook_in::types::{
    ColumnChoice, Event, ExtractRequest, InspectRequest, Outcome, Request, SheetInspection, Unit,
    Value,
};
use yingheng_io::workbook_in::{ReadError, form, forms, run_in_worker};

use super::certificate::{certificate, count};
use super::project::period;
use super::{Answer, Session, file_failure};
use crate::wire::{self, Failure, ImportAnswer, InspectedSheet, Inspection, SheetChoice};

/// A mapping file given in place of the recognised columns: form, and field → heading.
#[derive(serde::Deserialize)]
struct MappingFile {
    form: String,
    choice: BTreeMap<String, String>,
}

fn read_failure(error: &ReadError) -> Failure {
    wire::Message::from(error.issue().message).into()
}

fn raw_value(value: Value) -> RawValue {
    RawValue {
        column: value.column,
        text: value.text,
        from_formula: value.from_formula,
        trouble: value.trouble.map(|trouble| CellTrouble {
            code: trouble.code(),
            rejects: trouble.rejects(),
        }),
    }
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
        let all = forms().map_err(|detail| Failure::new("error.form").with("detail", detail))?;
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

    fn look(&self, path: &Path, form: Option<&str>, cancel: &AtomicBool) -> Answer<Looked> {
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
        Ok(Looked {
            sheets,
            issues,
            name,
        })
    }

    /// Looks at a file: sheets, headings, forms they fit; with a form named, how its sheets fit that one.
    ///
    /// # Errors
    /// The file is refused or cannot be read.
    pub fn inspect(
        &self,
        path: &Path,
        form: Option<&str>,
        cancel: &AtomicBool,
    ) -> Answer<Inspection> {
        let looked = self.look(path, form, cancel)?;
        Ok(Inspection {
            file: looked.name,
            sheets: looked.sheets.into_iter().map(inspected).collect(),
            issues: looked.issues.into_iter().map(wire::Issue::from).collect(),
        })
    }

    /// Brings in every sheet of a file that a form fits without a required field missing.
    ///
    /// # Errors
    /// The file is refused, no sheet fits, or the project cannot be written.
    pub fn import_recognised(&mut self, path: &Path) -> Answer<ImportAnswer> {
        let cancel = AtomicBool::new(false);
        let looked = self.look(path, None, &cancel)?;
        let choices: Vec<SheetChoice> = looked.sheets.iter().filter_map(recognised).collect();
        if choices.is_empty() {
            return Err(Failure::new("error.no_form").with("file", looked.name));
        }
        self.import_sheets(path, &choices, &cancel, &mut |_| {})
    }

    /// Brings in the first sheet of a file by a mapping file (`form`, `[choice] field = "heading"`).
    ///
    /// # Errors
    /// As [`Session::import_recognised`], and a heading that the file does not have.
    pub fn import_mapped(&mut self, path: &Path, mapping: &Path) -> Answer<ImportAnswer> {
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
            ..SheetChoice::default()
        };
        self.import_sheets(path, &[choice], &cancel, &mut |_| {})
    }

    /// Brings in the sheets chosen; every sheet is one act of its own. `told` hears of the rows read so far.
    ///
    /// # Errors
    /// The file is refused, reading was cancelled, or the project cannot be written; earlier sheets stay.
    pub fn import_sheets(
        &mut self,
        path: &Path,
        sheets: &[SheetChoice],
        cancel: &AtomicBool,
        told: &mut dyn FnMut(u64),
    ) -> Answer<ImportAnswer> {
        let mut answer = ImportAnswer {
            batches: Vec::new(),
            issues: Vec::new(),
            unchanged: true,
        };
        for sheet in sheets {
            self.import_sheet(path, sheet, cancel, told, &mut answer)?;
        }
        if !answer.unchanged {
            self.changed();
        }
        Ok(answer)
    }

    fn import_sheet(
        &mut self,
        path: &Path,
        choice: &SheetChoice,
        cancel: &AtomicBool,
        told: &mut dyn FnMut(u64),
        answer: &mut ImportAnswer,
    ) -> Answer<()> {
        let known = form(&choice.form)
            .map_err(|detail| Failure::new("error.form").with("detail", detail))?;
        let known = known
            .ok_or_else(|| Failure::new("error.no_such_form").with("form", choice.form.clone()))?;
        let open = self.opened()?;
        let at = if choice.period.is_empty() {
            open.project.meta()?.period
        } else {
            period(&choice.period)?
        };
        let columns: Vec<(u32, String)> = choice
            .columns
            .iter()
            .map(|(column, field)| (*column, field.clone()))
            .collect();
        let unit = |column: &u32| {
            choice
                .units
                .get(column)
                .map_or(Ok(Unit::One), |name| unit_of(name))
        };
        let request = Request::Extract(ExtractRequest {
            path: path.to_owned(),
            sheet: choice.sheet.clone(),
            header_row: choice.header_row,
            form: choice.form.clone(),
            columns: columns
                .iter()
                .map(|(column, field)| {
                    Ok(ColumnChoice {
                        field: field.clone(),
                        column: *column,
                        unit: unit(column)?,
                    })
                })
                .collect::<Answer<_>>()?,
            token_key: open.project.token_key().to_owned(),
            expected_hash: None,
        });
        let (mut rows, mut left_out, mut issues) = (Vec::new(), Vec::new(), Vec::new());
        let mut listen = |event| match event {
            Event::Rows { rows: read } => {
                let raw = |row: yingheng_io::workbook_in::types::Row| RawRow {
                    row: row.row,
                    values: row.values.into_iter().map(raw_value).collect(),
                };
                rows.extend(read.into_iter().map(raw));
            }
            Event::Skipped { row } => left_out.push(RawRow {
                row: row.row,
                values: row.values.into_iter().map(raw_value).collect(),
            }),
            Event::Issue { issue } => issues.push(*issue),
            Event::Progress { rows } => told(rows),
            Event::Sheet { .. } => {}
        };
        let (program, arguments) = (
            &self.surroundings.worker,
            &self.surroundings.worker_arguments,
        );
        let outcome = run_in_worker(program, arguments, &request, &mut listen, cancel)
            .map_err(|error| read_failure(&error))?;
        let Outcome::Extraction(read) = outcome else {
            return Err(Failure::new("error.form").with("detail", "extraction"));
        };
        let batch = ImportBatch {
            id: 0,
            form: choice.form.clone(),
            file: read.file.name.clone(),
            file_hash: read.file.hash.clone(),
            sheet: read.sheet.clone(),
            facility: choice.facility.clone(),
            period: at,
            columns: columns
                .into_iter()
                .map(|(column, field)| (field, column))
                .collect(),
        };
        let choices = known
            .fields
            .iter()
            .filter(|field| !field.choices.is_empty())
            .map(|field| FieldChoices {
                field: field.key.clone(),
                choices: field.choices.clone(),
            })
            .collect();
        let context = AcceptContext { batch, choices };
        let left_out = accept::accept_rows(&context, &left_out).amounts;
        let new = NewBatch {
            context,
            header_row: choice.header_row,
            rows,
            skipped: read.subtotals + read.blank,
            refused: read.refused,
            issues,
            supersede: choice.supersede,
        };
        match self.opened_mut()?.project.add_batch(new, |_| true)? {
            Stored::Imported { record, issues, .. } => {
                answer.unchanged = false;
                answer.batches.push(certificate(&record, &left_out));
                answer
                    .issues
                    .extend(issues.into_iter().map(wire::Issue::from));
            }
            Stored::AlreadyImported { batch } => {
                let records = self.opened()?.project.batches()?;
                let record = records.iter().find(|record| record.batch.id == batch);
                answer
                    .batches
                    .extend(record.map(|record| certificate(record, &left_out)));
            }
        }
        Ok(())
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

fn unit_of(name: &str) -> Answer<Unit> {
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
        sheet: sheet.name,
        columns,
    }
}
