//! Several sheets of several files in one switch, and what a new batch changes against those it takes the place of.

use std::collections::{BTreeMap, BTreeSet};

use super::batches::keep;
use super::notes::put_note;
use super::{Kept, NewBatch, Project, Stored};
use yingheng_core::facts::accept::{AmountTotal, RawRow};
use yingheng_core::quantity::Money;

/// What a batch changes against the ones it superseded.
/// 重新导入差异
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchDifference {
    /// Imported rows before.
    pub rows_before: u64,
    /// Imported rows now.
    pub rows_now: u64,
    /// Rows whose mapped content stood in none of the earlier batches.
    pub added: u64,
    /// Rows of the earlier batches whose content is no longer there.
    pub removed: u64,
    /// Imported amounts by field: before and now.
    pub amounts: Vec<(String, Money, Money)>,
}

impl Project {
    /// Accepts and keeps several batches in one transaction: all of them stand in the project afterwards, or none.
    /// 一次导入多张表
    ///
    /// `note`: key and JSON of what the program remembers of this import, kept in the same transaction.
    ///
    /// # Errors
    /// As [`Project::add_batch`]; nothing has changed then.
    pub fn add_batches(
        &mut self,
        batches: Vec<NewBatch>,
        note: Option<(&str, String)>,
        mut progress: impl FnMut(u64) -> bool,
    ) -> Kept<Vec<Stored>> {
        // What each of them becomes: a batch of this run, a batch of the project, or the twin of an earlier one.
        enum Fate {
            New(usize),
            Known(u32),
        }
        let (mut fates, mut fresh): (Vec<Fate>, Vec<NewBatch>) = (Vec::new(), Vec::new());
        for batch in batches {
            let twin = fresh
                .iter()
                .position(|earlier| earlier.context.batch == batch.context.batch);
            if let Some(twin) = twin {
                fates.push(Fate::New(twin));
            } else if let Some(known) = self.same_file(&batch.context.batch)? {
                fates.push(Fate::Known(known));
            } else {
                fates.push(Fate::New(fresh.len()));
                fresh.push(batch);
            }
        }
        let mut kept: Vec<Stored> = Vec::new();
        if !fresh.is_empty() {
            let mut files: Vec<String> = Vec::new();
            for batch in &fresh {
                if !files.contains(&batch.context.batch.file) {
                    files.push(batch.context.batch.file.clone());
                }
            }
            let form = fresh.first().map(|batch| batch.context.batch.form.clone());
            let alone = form.filter(|_| fresh.len() == 1);
            let (act, words) = match alone {
                Some(form) => ("act.imported", [("form", form), ("file", files.concat())]),
                None => (
                    "act.imported_together",
                    [
                        ("count", fresh.len().to_string()),
                        ("files", files.join("、")),
                    ],
                ),
            };
            let mut before = 0;
            kept = self.act(act, &words, |transaction| {
                if let Some((key, text)) = &note {
                    put_note(transaction, key, text)?;
                }
                let mut first = None;
                fresh
                    .into_iter()
                    .map(|batch| {
                        let rows = batch.rows.len() as u64;
                        let mut told = |done| progress(before + done);
                        let stored = keep(transaction, batch, first, &mut told)?;
                        if let Stored::Imported { record, .. } = &stored {
                            first.get_or_insert(record.batch.id);
                        }
                        before += rows;
                        Ok(stored)
                    })
                    .collect::<Kept<Vec<Stored>>>()
            })?;
        }
        let mut told = vec![false; kept.len()];
        let mut answers = Vec::new();
        for fate in fates {
            match fate {
                Fate::Known(batch) => answers.push(Stored::AlreadyImported { batch }),
                Fate::New(index) => {
                    let first = told
                        .get_mut(index)
                        .is_some_and(|told| !std::mem::replace(told, true));
                    match kept.get(index) {
                        Some(Stored::Imported { record, .. }) if !first => {
                            answers.push(Stored::AlreadyImported {
                                batch: record.batch.id,
                            });
                        }
                        Some(stored) => answers.push(stored.clone()),
                        None => {}
                    }
                }
            }
        }
        Ok(answers)
    }

    /// Rows of a batch that were imported, by their number in the source.
    ///
    /// # Errors
    /// What the database says.
    pub fn kept_rows(&self, batch: u32) -> Kept<BTreeSet<u32>> {
        let rows = self.rows(batch, None)?;
        Ok(rows.into_iter().map(|row| row.row).collect())
    }

    /// What a batch changed against the ones it took the place of.
    /// 重新导入差异
    ///
    /// # Errors
    /// What the database says.
    pub fn difference(&self, earlier: &[u32], now: u32) -> Kept<BatchDifference> {
        let mut found = BatchDifference::default();
        let mut contents: BTreeMap<Vec<(String, String)>, i64> = BTreeMap::new();
        let mut amounts: BTreeMap<String, (Money, Money)> = BTreeMap::new();
        let records = self.batches()?;
        let wanted = |id: &u32| *id == now || earlier.contains(id);
        for record in records.iter().filter(|record| wanted(&record.batch.id)) {
            let is_now = record.batch.id == now;
            for AmountTotal {
                field, imported, ..
            } in &record.amounts
            {
                let line = amounts.entry(field.clone()).or_default();
                if is_now {
                    line.1 += *imported;
                } else {
                    line.0 += *imported;
                }
            }
            if is_now {
                found.rows_now += record.imported;
            } else {
                found.rows_before += record.imported;
            }
            for row in self.rows(record.batch.id, None)? {
                *contents
                    .entry(content(&record.batch.columns, row))
                    .or_default() += if is_now { 1 } else { -1 };
            }
        }
        for count in contents.into_values() {
            if count > 0 {
                found.added += count.unsigned_abs();
            } else {
                found.removed += count.unsigned_abs();
            }
        }
        found.amounts = amounts
            .into_iter()
            .map(|(field, (before, now))| (field, before, now))
            .collect();
        Ok(found)
    }
}

/// A row by field, wherever its columns stand.
fn content(columns: &[(String, u32)], row: RawRow) -> Vec<(String, String)> {
    let field = |column: u32| {
        columns
            .iter()
            .find(|(_, known)| *known == column)
            .map(|(field, _)| field.clone())
            .unwrap_or_default()
    };
    let mut cells: Vec<(String, String)> = row
        .values
        .into_iter()
        .map(|value| (field(value.column), value.text.into()))
        .collect();
    cells.sort();
    cells
}
