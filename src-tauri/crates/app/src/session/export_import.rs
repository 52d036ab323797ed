//! Workbooks around the import: blank and filled entry forms, and rejected rows for the sender.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use yingheng_core::issue::{Issue, Severity};
use yingheng_io::workbook_in::types::{
    ColumnChoice, Event, ExtractRequest, Request, Row, SheetInspection, Unit,
};
use yingheng_io::workbook_in::{Field, Form, Kind, run_in_worker};
use yingheng_io::workbook_out::{
    self, EntryField, EntryForm, Rejected, RejectedCell, RejectedRow, write_entry_form,
    write_rejected,
};

use super::bring::known_form;
use super::export::{Words, exported};
use super::import::read_failure;
use super::{Answer, Session};
use crate::messages::{Catalogue, Language};
use crate::wire::{Exported, Failure};

/// Rows of a filled example.
const EXAMPLE_ROWS: usize = 20;

impl Session {
    /// Writes the entry workbook of a form; `filled`: with rows of the demonstration hospital.
    /// 导出导入模板
    ///
    /// # Errors
    /// No such form, or the file cannot be written.
    pub fn export_entry_form(
        &mut self,
        form: &str,
        filled: bool,
        path: &Path,
        language: Language,
    ) -> Answer<Exported> {
        let form = known_form(form)?;
        let example = if filled {
            self.example(&form)?
        } else {
            Vec::new()
        };
        let words = Words(Catalogue::of(language));
        write_entry_form(path, &entry_form(&form), &example, &words)
            .map_err(|error| unwritten(path, &error))?;
        Ok(exported(path))
    }

    /// First rows of the demonstration workbook that holds this form, by field.
    fn example(&mut self, form: &Form) -> Answer<Vec<Vec<String>>> {
        if self.examples.is_empty() {
            self.examples = self.demonstration_sheets()?;
        }
        let fits = |sheet: &SheetInspection| {
            sheet
                .proposals
                .first()
                .is_some_and(|best| best.form == form.key && best.missing.is_empty())
        };
        let found = self.examples.iter().find(|(_, sheet)| fits(sheet)).cloned();
        if let Some((book, sheet)) = found {
            let Some(best) = sheet.proposals.first() else {
                return Ok(Vec::new());
            };
            let columns = best
                .columns
                .iter()
                .map(|column| (column.column, column.field.clone()));
            let columns: Vec<(u32, String)> = columns.collect();
            let rows = self.read_again(
                &book,
                &sheet.name,
                best.header_row,
                &form.key,
                &columns,
                None,
            )?;
            let cell = |row: &Row, key: &str| {
                let column = columns.iter().find(|(_, field)| field == key)?;
                let value = row.values.iter().find(|value| value.column == column.0)?;
                Some(value.text.clone())
            };
            return Ok(rows
                .iter()
                .take(EXAMPLE_ROWS)
                .enumerate()
                .map(|(index, row)| {
                    form.fields
                        .iter()
                        .map(|field| match (field.kind, cell(row, &field.key)) {
                            // A token is a hash; the example shows where the sender's own number goes.
                            (Kind::Token, Some(_)) => format!("SL{:04}", index + 1),
                            (_, text) => text.unwrap_or_default().into(),
                        })
                        .collect()
                })
                .collect());
        }
        Ok(Vec::new())
    }

    /// Every sheet of the demonstration workbooks.
    fn demonstration_sheets(&mut self) -> Answer<Vec<(PathBuf, SheetInspection)>> {
        let folder = self.surroundings.templates.join("demo");
        let entries =
            std::fs::read_dir(&folder).map_err(|error| super::file_failure(&folder, &error))?;
        let mut books: Vec<_> = entries
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.extension().is_some_and(|ending| ending == "xlsx"))
            .collect();
        books.sort();
        let mut all = Vec::new();
        for book in books {
            let sheets = self.sheets(&book)?;
            all.extend(sheets.into_iter().map(|sheet| (book.clone(), sheet)));
        }
        Ok(all)
    }

    /// Rows of a sheet in the unit they are written in.
    fn read_again(
        &self,
        path: &Path,
        sheet: &str,
        header_row: u32,
        form: &str,
        columns: &[(u32, String)],
        hash: Option<String>,
    ) -> Answer<Vec<Row>> {
        let request = Request::Extract(ExtractRequest {
            path: path.to_owned(),
            sheet: sheet.to_owned(),
            header_row,
            form: form.to_owned(),
            columns: columns
                .iter()
                .map(|(column, field)| ColumnChoice {
                    field: field.clone(),
                    column: *column,
                    unit: Unit::One,
                })
                .collect(),
            // Tokens are not shown; any secret will do.
            token_key: "00".repeat(32),
            expected_hash: hash,
        });
        let mut rows = Vec::new();
        let mut listen = |event| {
            if let Event::Rows { rows: more } = event {
                rows.extend(more);
            }
        };
        let (program, arguments) = (
            &self.surroundings.worker,
            &self.surroundings.worker_arguments,
        );
        let never = AtomicBool::new(false);
        run_in_worker(program, arguments, &request, &mut listen, &never)
            .map_err(|error| read_failure(&error))?;
        Ok(rows)
    }

    /// The file a batch came from, if it was picked in this session: of the same name; its content is checked later.
    ///
    /// # Errors
    /// Nothing open, or the project cannot be read.
    pub fn source_of(&self, batch: &str) -> Answer<Option<PathBuf>> {
        let batch = batch_number(batch)?;
        let records = self.opened()?.project.batches()?;
        let record = records.iter().find(|record| record.batch.id == batch);
        let named = |path: &&PathBuf| {
            path.file_name().map(|name| name.to_string_lossy())
                == record.map(|record| record.batch.file.as_str().into())
        };
        Ok(self.picked.iter().rev().find(named).cloned())
    }

    /// Writes the rejected rows of a batch, read again from its file, with the bad cells marked. Columns of identifying
    /// numbers are left out, and so is everything that was not mapped.
    /// 导出未导入的行
    ///
    /// # Errors
    /// No such batch, the file is not the one that was imported, or the workbook cannot be written.
    pub fn export_rejected(
        &mut self,
        batch: &str,
        source: &Path,
        path: &Path,
        language: Language,
    ) -> Answer<Exported> {
        let batch = batch_number(batch)?;
        let project = &self.opened()?.project;
        let record = project
            .batches()?
            .into_iter()
            .find(|record| record.batch.id == batch)
            .ok_or_else(|| Failure::new("store.no_batch").with("id", batch.to_string()))?;
        let form = known_form(&record.batch.form)?;
        let kept = project.kept_rows(batch)?;
        let words = Words(Catalogue::of(language));
        let (mut by_cell, mut by_row) = (BTreeMap::new(), BTreeMap::new());
        for issue in project.batch_issues(batch)? {
            let Some(row) = issue
                .place
                .row
                .filter(|row| issue.severity == Severity::Error && !kept.contains(row))
            else {
                continue;
            };
            let text = said(&words, &issue);
            match issue.place.column {
                Some(column) => push(by_cell.entry((row, column)).or_default(), &text),
                None => push(by_row.entry(row).or_default(), &text),
            }
        }
        let shown = |field: &str| {
            form.field(field)
                .is_some_and(|field| field.kind != Kind::Token)
        };
        let mut columns: Vec<(u32, String)> = record
            .batch
            .columns
            .iter()
            .filter(|(field, _)| shown(field))
            .map(|(field, column)| (*column, field.clone()))
            .collect();
        columns.sort();
        let batch = &record.batch;
        let hash = Some(batch.file_hash.clone());
        let read = self.read_again(
            source,
            &batch.sheet,
            record.header_row,
            &batch.form,
            &columns,
            hash,
        )?;
        let beyond = words
            .0
            .text(&crate::wire::Message::new("rejected.beyond_list"));
        let mut rows: BTreeMap<u32, RejectedRow> = BTreeMap::new();
        for row in read.iter().filter(|row| !kept.contains(&row.row)) {
            let cells: Vec<RejectedCell> = columns
                .iter()
                .map(|(column, _)| RejectedCell {
                    text: row
                        .values
                        .iter()
                        .find(|value| value.column == *column)
                        .map(|value| value.text.to_string())
                        .unwrap_or_default(),
                    wrong: by_cell.remove(&(row.row, *column)).unwrap_or_default(),
                })
                .collect();
            rows.insert(
                row.row,
                RejectedRow {
                    row: row.row,
                    cells,
                    wrong: String::new(),
                },
            );
        }
        // What stands at no shown cell: damaged rows, identifying numbers, duplicates of the key.
        let rest = by_cell.into_iter().map(|((row, _), text)| (row, text));
        for (row, text) in rest.chain(by_row) {
            let line = rows.entry(row).or_insert_with(|| RejectedRow {
                row,
                cells: vec![RejectedCell::default(); columns.len()],
                wrong: String::new(),
            });
            push(&mut line.wrong, &text);
        }
        for line in rows.values_mut() {
            if line.wrong.is_empty() && line.cells.iter().all(|cell| cell.wrong.is_empty()) {
                line.wrong.clone_from(&beyond);
            }
        }
        let heading = |(column, field): (u32, String)| {
            let known = form.field(&field);
            let name = known.and_then(|field| field.headings.first().cloned());
            (column, name.unwrap_or(field))
        };
        let rejected = Rejected {
            source: format!("{} / {}", batch.file, batch.sheet),
            columns: columns.into_iter().map(heading).collect(),
            rows: rows.into_values().collect(),
        };
        write_rejected(path, &rejected, &words).map_err(|error| unwritten(path, &error))?;
        Ok(exported(path))
    }
}

/// A form as people fill it in; the reader understands its headings, stars and units.
fn entry_form(form: &Form) -> EntryForm {
    let field = |field: &Field| {
        let star = if field.required { "*" } else { "" };
        let name = field.headings.first().unwrap_or(&field.key);
        let unit = if field.kind == Kind::Amount {
            "(元)"
        } else {
            ""
        };
        let kind = serde_json::to_value(field.kind).unwrap_or_default();
        let words = field
            .choices
            .iter()
            .filter_map(|choice| choice.split_once('='));
        EntryField {
            heading: format!("{star}{name}{unit}"),
            required: field.required,
            kind: kind.as_str().unwrap_or("text").to_owned(),
            figure: field.kind.is_figure(),
            choices: words.map(|(word, _)| word.to_owned()).collect(),
            synonyms: field.headings.clone(),
        }
    };
    EntryForm {
        title: form.title.clone(),
        sheet: form.sheets.first().unwrap_or(&form.title).clone(),
        fields: form.fields.iter().map(field).collect(),
    }
}

/// A batch's number as the window and the command line write it.
fn batch_number(text: &str) -> Answer<u32> {
    text.parse()
        .map_err(|_| Failure::new("store.no_batch").with("id", text.to_owned()))
}

fn push(into: &mut String, text: &str) {
    if !into.is_empty() {
        into.push(' ');
    }
    into.push_str(text);
}

fn said(words: &Words, issue: &Issue) -> String {
    words.0.text(&issue.message.clone().into())
}

fn unwritten(path: &Path, error: &workbook_out::WriteError) -> Failure {
    Failure::new("error.write")
        .with("file", path.display().to_string())
        .with("detail", error.to_string())
}
