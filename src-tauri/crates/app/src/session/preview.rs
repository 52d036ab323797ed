//! What an import would do, before anything is kept: rows taken and rejected, cells converted, columns dropped, codes
//! nobody knows.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use yingheng_core::facts::accept::accept_rows;
use yingheng_core::facts::field_key;
use yingheng_core::issue::Severity;

use super::certificate::count;
use super::{Answer, Session};
use crate::wire::{self, Conversion, Progress, SheetChoice, SheetPreview};

impl Session {
    /// Reads the chosen sheets as an import would and keeps nothing.
    /// 导入预览
    ///
    /// # Errors
    /// As [`Session::import_files`].
    pub fn preview(
        &self,
        files: &[(PathBuf, Vec<SheetChoice>)],
        cancel: &AtomicBool,
        told: &mut dyn FnMut(Progress),
    ) -> Answer<Vec<SheetPreview>> {
        let facts = self.opened()?.project.facts()?.0;
        let mut previews = Vec::new();
        for (path, sheets) in files {
            for choice in sheets {
                let read = self.read_sheet(path, choice, cancel, told)?;
                let batch = &read.batch;
                let context = &batch.context;
                let unknown =
                    self.unknown_codes(&facts, &choice.form, &context.batch.columns, &batch.rows);
                let accepted = accept_rows(context, &batch.rows);
                let units = choice.units.iter().filter_map(|(column, unit)| {
                    let field = choice.columns.get(column)?;
                    Some(Conversion {
                        what: wire::Message::new("import.converted_unit")
                            .with("field", format!("@{}", field_key(&choice.form, field)))
                            .with("unit", format!("@ui.import.unit_{unit}")),
                        cells: count(filled(&batch.rows, *column)),
                    })
                });
                let mut converted: Vec<Conversion> = units.collect();
                converted.extend(read.converted.iter().filter(|(_, cells)| *cells > 0).map(
                    |(key, cells)| Conversion {
                        what: wire::Message::new(format!("import.converted_{key}")),
                        cells: count(*cells),
                    },
                ));
                let issues = batch.issues.iter().chain(&accepted.issues);
                previews.push(SheetPreview {
                    file: context.batch.file.clone(),
                    sheet: context.batch.sheet.clone(),
                    form: choice.form.clone(),
                    rows: count(batch.rows.len() as u64 + batch.skipped + batch.refused),
                    taken: count(accepted.imported),
                    rejected: count(accepted.rejected + batch.refused),
                    skipped: count(batch.skipped),
                    converted,
                    unknown,
                    totals_checked: count(read.control.checked),
                    totals_tied: count(read.control.tied),
                    issues: issues
                        .filter(|issue| issue.severity != Severity::Notice)
                        .take(SHOWN)
                        .cloned()
                        .map(wire::Issue::from)
                        .collect(),
                });
            }
        }
        Ok(previews)
    }
}

/// Issues shown before the import; all of them stand in the certificate afterwards.
const SHOWN: usize = 50;

fn filled(rows: &[yingheng_core::facts::accept::RawRow], column: u32) -> u64 {
    rows.iter()
        .filter(|row| row.values.iter().any(|value| value.column == column))
        .count() as u64
}
