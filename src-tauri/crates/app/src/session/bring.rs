//! Sheets chosen by the user brought in: all read first, then all kept in one switch.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use yingheng_core::facts::ImportBatch;
use yingheng_core::facts::accept::{
    self, AcceptContext, AmountTotal, Control, FieldChoices, RawRow, RawValue,
};
use yingheng_core::issue::{Issue, Place, Severity};
use yingheng_core::quantity::Fraction;
use yingheng_io::store::{NewBatch, Stored};
use yingheng_io::workbook_in::types::{
    ColumnChoice, Event, ExtractRequest, Extraction, Outcome, Request, Row, SkipRule, Trouble,
    Unit, Value,
};
use yingheng_io::workbook_in::{Form, Kind, form, run_in_worker};

use super::certificate::certificate;
use super::import::{read_failure, unit_of};
use super::memory::NOTE;
use super::project::period;
use super::{Answer, Session, crosswalk};
use crate::wire::{self, Failure, ImportAnswer, Progress, SheetChoice};

/// One sheet as read, not yet kept.
pub(super) struct Read {
    pub batch: NewBatch,
    /// Figures of the sub-total lines.
    pub left_out: Vec<AmountTotal>,
    pub control: Control,
    /// Cells converted while reading, by kind.
    pub converted: [(&'static str, u64); 3],
}

fn raw_value(value: Value) -> RawValue {
    RawValue {
        column: value.column,
        text: value.text,
        from_formula: value.from_formula,
        trouble: value.trouble.map(Trouble::told),
    }
}

fn raw_row(row: u32, values: Vec<Value>) -> RawRow {
    RawRow {
        row,
        values: values.into_iter().map(raw_value).collect(),
    }
}

impl Session {
    /// Brings in the sheets chosen of one file in one switch. `told` hears of the rows read, then of the rows kept so far.
    ///
    /// # Errors
    /// As [`Session::import_files`].
    pub fn import_sheets(
        &mut self,
        path: &Path,
        sheets: &[SheetChoice],
        cancel: &AtomicBool,
        told: &mut dyn FnMut(Progress),
    ) -> Answer<ImportAnswer> {
        self.import_files(&[(path.to_owned(), sheets.to_vec())], &[], cancel, told)
    }

    /// Brings in the sheets chosen of several files: all are read first, then all are kept in one switch.
    /// 多文件一次导入
    ///
    /// `aside`: sheets the user left aside; that is remembered as well.
    ///
    /// # Errors
    /// A file is refused, reading or keeping was cancelled, or the project cannot be written; nothing has changed then.
    pub fn import_files(
        &mut self,
        files: &[(PathBuf, Vec<SheetChoice>)],
        aside: &[(PathBuf, String)],
        cancel: &AtomicBool,
        told: &mut dyn FnMut(Progress),
    ) -> Answer<ImportAnswer> {
        let (mut batches, mut checks) = (Vec::new(), Vec::new());
        for (path, sheets) in files {
            for sheet in sheets {
                let read = self.read_sheet(path, sheet, cancel, told)?;
                batches.push(read.batch);
                checks.push((read.left_out, read.control));
            }
        }
        let memory = self.memory_with(files, aside)?;
        let text = serde_json::to_string(&memory)
            .map_err(|error| Failure::new("error.form").with("detail", error.to_string()))?;
        let note = Some((NOTE, text));
        let total: u64 = batches.iter().map(|batch| batch.rows.len() as u64).sum();
        // Rows kept so far are in no finished act: a cancelled one is rolled back whole.
        let stored = self
            .opened_mut()?
            .project
            .add_batches(batches, note, |done| {
                told(step(
                    done,
                    Some(total),
                    wire::Message::new("import.keeping"),
                ));
                !cancel.load(Ordering::SeqCst)
            })?;
        self.remember_across(&memory);
        let mut answer = ImportAnswer {
            batches: Vec::new(),
            issues: Vec::new(),
            unchanged: true,
        };
        let records = self.opened()?.project.batches()?;
        for (stored, (left_out, control)) in stored.into_iter().zip(checks) {
            match stored {
                Stored::Imported {
                    record,
                    superseded,
                    issues,
                } => {
                    answer.unchanged = false;
                    answer
                        .batches
                        .push(certificate(&record, &left_out, Some(&control)));
                    answer
                        .issues
                        .extend(issues.into_iter().map(wire::Issue::from));
                    let more = if superseded.is_empty() {
                        Vec::new()
                    } else {
                        self.differences(&record.batch, &superseded)?
                    };
                    answer
                        .issues
                        .extend(more.into_iter().map(wire::Issue::from));
                }
                Stored::AlreadyImported { batch } => {
                    let record = records.iter().find(|record| record.batch.id == batch);
                    answer.batches.extend(
                        record.map(|record| certificate(record, &left_out, Some(&control))),
                    );
                }
            }
        }
        if !answer.unchanged {
            self.changed();
        }
        Ok(answer)
    }

    /// What a batch changed against the ones it took the place of, as notices.
    fn differences(&self, batch: &ImportBatch, earlier: &[u32]) -> Answer<Vec<Issue>> {
        let found = self.opened()?.project.difference(earlier, batch.id)?;
        let place = Place {
            file: Some(batch.file.clone()),
            sheet: Some(batch.sheet.clone()),
            ..Place::default()
        };
        let rows = Issue::new(Severity::Notice, "import.difference_rows")
            .with("before", found.rows_before.to_string())
            .with("now", found.rows_now.to_string())
            .with("added", found.added.to_string())
            .with("removed", found.removed.to_string());
        let amount = |(field, before, now): (String, _, _)| {
            let (before, now): (yingheng_core::quantity::Money, _) = (before, now);
            let change: Fraction = yingheng_core::quantity::Money::exact(now) - before.exact();
            let yuan = change * Fraction::new(1, 100).unwrap_or_default();
            Issue::new(Severity::Notice, "import.difference_amount")
                .with(
                    "field",
                    format!("@{}", yingheng_core::facts::field_key(&batch.form, &field)),
                )
                .with("before", before.to_string())
                .with("now", now.to_string())
                .with(
                    "change",
                    yingheng_core::quantity::rounding::to_text(&yuan, 2),
                )
        };
        let amounts = found.amounts.into_iter().map(amount);
        Ok(std::iter::once(rows)
            .chain(amounts)
            .map(|issue| issue.at(place.clone()))
            .collect())
    }

    /// Reads one sheet with its mapping; nothing is kept yet.
    pub(super) fn read_sheet(
        &self,
        path: &Path,
        choice: &SheetChoice,
        cancel: &AtomicBool,
        told: &mut dyn FnMut(Progress),
    ) -> Answer<Read> {
        let known = known_form(&choice.form)?;
        let request = self.request(path, choice)?;
        let name = request.file_name();
        let (mut rows, mut left_out, mut issues) = (Vec::new(), Vec::new(), Vec::new());
        let mut listen = |event| match event {
            Event::Rows { rows: read } => {
                rows.extend(
                    read.into_iter()
                        .map(|row: Row| raw_row(row.row, row.values)),
                );
            }
            Event::Skipped { row } if row.rule == SkipRule::Subtotal => {
                left_out.push(raw_row(row.row, row.values));
            }
            Event::Issue { issue } => issues.push(*issue),
            Event::Progress { rows, total } => {
                let label = wire::Message::new("import.reading").with("file", name.clone());
                told(step(rows, total, label));
            }
            Event::Skipped { .. } | Event::Sheet { .. } | Event::Cells { .. } => {}
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
        let context = AcceptContext {
            batch: self.batch_of(choice, &read)?,
            choices: choices_of(&known),
        };
        let money: Vec<String> = known
            .fields
            .iter()
            .filter(|field| field.kind == Kind::Amount)
            .map(|field| field.key.clone())
            .collect();
        let columns = &context.batch.columns;
        let exchange = self.exchange()?;
        issues.extend(crosswalk::apply(
            &exchange,
            &choice.form,
            columns,
            &mut rows,
        ));
        let control = accept::control(&context, &money, &rows, &left_out, read.refused);
        issues.extend(control.issues.iter().cloned());
        issues.extend(self.maybe_twice(&context.batch, choice.supersede)?);
        let left_out = accept::accept_rows(&context, &left_out).amounts;
        let batch = NewBatch {
            context,
            header_row: choice.header_row,
            rows,
            skipped: read.subtotals + read.headings + read.notes + read.blank,
            refused: read.refused,
            issues,
            supersede: choice.supersede,
        };
        Ok(Read {
            batch,
            left_out,
            control,
            converted: [
                ("formulas", read.formula_values),
                ("rounded", read.rounded_values),
                ("merged", read.merged),
            ],
        })
    }

    fn request(&self, path: &Path, choice: &SheetChoice) -> Answer<Request> {
        let unit = |column: &u32| {
            choice
                .units
                .get(column)
                .map_or(Ok(Unit::One), |name| unit_of(name))
        };
        Ok(Request::Extract(ExtractRequest {
            path: path.to_owned(),
            sheet: choice.sheet.clone(),
            header_row: choice.header_row,
            form: choice.form.clone(),
            columns: choice
                .columns
                .iter()
                .map(|(column, field)| {
                    Ok(ColumnChoice {
                        field: field.clone(),
                        column: *column,
                        unit: unit(column)?,
                    })
                })
                .collect::<Answer<_>>()?,
            token_key: self.opened()?.project.token_key().to_owned(),
            expected_hash: None,
        }))
    }

    fn batch_of(&self, choice: &SheetChoice, read: &Extraction) -> Answer<ImportBatch> {
        let at = if choice.period.is_empty() {
            self.opened()?.project.meta()?.period
        } else {
            period(&choice.period)?
        };
        Ok(ImportBatch {
            id: 0,
            form: choice.form.clone(),
            file: read.file.name.clone(),
            file_hash: read.file.hash.clone(),
            sheet: read.sheet.clone(),
            facility: choice.facility.clone(),
            period: at,
            columns: choice
                .columns
                .iter()
                .map(|(column, field)| (field.clone(), *column))
                .collect(),
        })
    }

    /// A sheet of the same name, form, facility and period from another file that stays beside the new one: figures may
    /// be counted twice.
    fn maybe_twice(&self, batch: &ImportBatch, supersede: bool) -> Answer<Option<Issue>> {
        if supersede {
            return Ok(None);
        }
        let records = self.opened()?.project.batches()?;
        let twin = records.iter().find(|record| {
            let known = &record.batch;
            record.superseded_by.is_none()
                && known.file_hash != batch.file_hash
                && (&known.form, &known.sheet, &known.facility, known.period)
                    == (&batch.form, &batch.sheet, &batch.facility, batch.period)
        });
        Ok(twin.map(|twin| {
            Issue::new(Severity::Warning, "import.maybe_twice")
                .with("other", twin.batch.file.clone())
                .with("batch", twin.batch.id.to_string())
        }))
    }
}

/// A step to be told; what is shown is cut where a page counts no further.
fn step(done: u64, total: Option<u64>, label: wire::Message) -> Progress {
    let shown = |rows: u64| u32::try_from(rows).unwrap_or(u32::MAX);
    Progress {
        done: shown(done),
        total: total.map(shown),
        label: Some(label),
    }
}

/// The form of this key.
pub(super) fn known_form(key: &str) -> Answer<Form> {
    form(key)
        .map_err(|detail| Failure::new("error.form").with("detail", detail))?
        .ok_or_else(|| Failure::new("error.no_such_form").with("form", key.to_owned()))
}

/// Words of the form's choice fields.
pub(super) fn choices_of(form: &Form) -> Vec<FieldChoices> {
    form.fields
        .iter()
        .filter(|field| !field.choices.is_empty())
        .map(|field| FieldChoices {
            field: field.key.clone(),
            choices: field.choices.clone(),
        })
        .collect()
}
