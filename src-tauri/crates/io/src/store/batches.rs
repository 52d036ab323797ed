use rusqlite::{OptionalExtension, Row, Transaction, params};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::mpsc::sync_channel;
use std::thread;
use yingheng_core::facts::accept::{
    AcceptContext, Accepted, AmountTotal, RawRow, accept_each, accept_rows,
};
use yingheng_core::facts::{Facts, ImportBatch};
use yingheng_core::issue::{Issue, Place, Severity};
use yingheng_core::period::Period;

use super::chunk::{ROWS_PER_CHUNK, pack, unpack};
use super::{Kept, Project, StoreError};

/// Blocks unpacked before they are accepted.
const BLOCKS_AHEAD: usize = 4;

/// What is to be imported.
/// 待导入批次
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewBatch {
    /// Form, file, sheet, facility, period, columns, choices; the batch number is given by the store.
    pub context: AcceptContext,
    /// Last row of the headings as Excel counts it.
    pub header_row: u32,
    /// Rows the reader delivered.
    pub rows: Vec<RawRow>,
    /// Rows the reader left out by a named rule (sub-totals, blank rows).
    pub skipped: u64,
    /// Rows the reader refused; they count as rejected.
    pub refused: u64,
    /// What the reader found besides.
    pub issues: Vec<Issue>,
    /// Whether batches of the same form, facility, period and sheet are superseded by this one.
    pub supersede: bool,
}

/// One import batch as the project keeps it: `imported + rejected + skipped = rows`.
/// 导入批次记录
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchRecord {
    /// Number, file, sheet, columns.
    pub batch: ImportBatch,
    /// Last row of the headings.
    pub header_row: u32,
    /// Rows below the headings.
    pub rows: u64,
    /// Rows imported.
    pub imported: u64,
    /// Rows rejected, each with an issue.
    pub rejected: u64,
    /// Rows left out by a named rule.
    pub skipped: u64,
    /// Control totals.
    pub amounts: Vec<AmountTotal>,
    /// How often each code occurred.
    pub counts: BTreeMap<String, u64>,
    /// Imported cells that are stored results of formulas.
    pub formula_cells: u64,
    /// The batch that took its place, if any.
    pub superseded_by: Option<u32>,
}

/// What became of an import.
/// 导入结果
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    /// It was imported.
    Imported {
        /// As kept.
        record: Box<BatchRecord>,
        /// Numbers of the batches it took the place of.
        superseded: Vec<u32>,
        /// All trouble of the batch.
        issues: Vec<Issue>,
    },
    /// The same sheet of the same file stands in the project already; nothing was changed.
    AlreadyImported {
        /// Its batch number.
        batch: u32,
    },
}

impl Project {
    /// Accepts and keeps a batch in one transaction. `progress` is told the rows written so far and stops the import by
    /// answering `false`; the project is then as before.
    /// 导入
    ///
    /// # Errors
    /// [`StoreError::Cancelled`], and what the database says. Bad rows are no error: they are counted and listed.
    pub fn add_batch(
        &mut self,
        new: NewBatch,
        mut progress: impl FnMut(u64) -> bool,
    ) -> Kept<Stored> {
        let head = &new.context.batch;
        if let Some(batch) = self.same_file(head)? {
            return Ok(Stored::AlreadyImported { batch });
        }
        let words = [("form", head.form.clone()), ("file", head.file.clone())];
        self.act("act.imported", &words, |transaction| {
            keep(transaction, new, None, &mut progress)
        })
    }

    pub(super) fn same_file(&self, head: &ImportBatch) -> Kept<Option<u32>> {
        let query = "SELECT id FROM import_batch WHERE form = ?1 AND sha256 = ?2 AND sheet = ?3 AND facility = ?4
                     AND year = ?5 AND month = ?6 AND columns = ?7 AND superseded_by IS NULL";
        let columns = serde_json::to_string(&head.columns)?;
        let values = params![
            head.form,
            head.file_hash,
            head.sheet,
            head.facility,
            head.period.year,
            head.period.month,
            columns
        ];
        Ok(self
            .connection
            .query_row(query, values, |row| row.get(0))
            .optional()?)
    }

    /// All batches, superseded ones too, in the order of their numbers.
    ///
    /// # Errors
    /// What the database says.
    pub fn batches(&self) -> Kept<Vec<BatchRecord>> {
        Ok(self
            .contexts()?
            .into_iter()
            .map(|(record, _)| record)
            .collect())
    }

    /// Everything imported and not superseded, made anew of the kept texts, with the trouble of the imports and of
    /// putting the batches together.
    ///
    /// # Errors
    /// What the database says; damage when kept rows are no longer accepted as they were.
    pub fn facts(&self) -> Kept<(Facts, Vec<Issue>)> {
        let (mut parts, mut issues) = (Vec::new(), Vec::new());
        for (record, context) in self
            .contexts()?
            .into_iter()
            .filter(|(record, _)| record.superseded_by.is_none())
        {
            issues.extend(self.batch_issues(record.batch.id)?);
            let accepted = self.accepted_again(&context)?;
            if accepted.imported != record.imported || accepted.rejected > 0 {
                return Err(StoreError::Damaged {
                    detail: format!("batch {}", record.batch.id),
                });
            }
            parts.push(accepted.facts);
        }
        let (mut facts, repeated) = Facts::assemble(parts);
        issues.extend(repeated);
        let meta = self.meta()?;
        facts.hospital_name = meta.name;
        facts.synthetic = meta.synthetic;
        facts.period = meta.period;
        Ok((facts, issues))
    }

    /// What the import of a batch found.
    ///
    /// # Errors
    /// What the database says.
    pub fn batch_issues(&self, batch: u32) -> Kept<Vec<Issue>> {
        let mut statement = self
            .connection
            .prepare("SELECT issue FROM batch_issue WHERE batch = ?1 ORDER BY position")?;
        let texts = statement.query_map([batch], |row| row.get::<_, String>(0))?;
        texts
            .map(|text| Ok(serde_json::from_str(&text?)?))
            .collect()
    }

    /// Field, column and accepted text of one row, for the way back from a figure; empty when the row is not kept.
    /// 来源单元格
    ///
    /// # Errors
    /// [`StoreError::NoBatch`], and what the database says.
    pub fn source_text(&self, batch: u32, row: u32) -> Kept<Vec<(String, u32, String)>> {
        let found = self
            .contexts()?
            .into_iter()
            .find(|(record, _)| record.batch.id == batch);
        let (record, _) = found.ok_or(StoreError::NoBatch { id: batch })?;
        let rows = self.rows(batch, Some(row))?;
        let values = rows
            .into_iter()
            .filter(|kept| kept.row == row)
            .flat_map(|kept| kept.values);
        let field = |column| {
            record
                .batch
                .columns
                .iter()
                .find(|(_, known)| *known == column)
                .map(|(field, _)| field.clone())
        };
        Ok(values
            .filter_map(|value| {
                field(value.column).map(|field| (field, value.column, value.text.into()))
            })
            .collect())
    }

    /// Kept rows of a batch; only the block that may hold `only`, if given.
    pub(super) fn rows(&self, batch: u32, only: Option<u32>) -> Kept<Vec<RawRow>> {
        let mut all = Vec::new();
        self.blocks(batch, only, |rows| all.extend(rows))?;
        Ok(all)
    }

    /// The same, block by block.
    fn blocks(&self, batch: u32, only: Option<u32>, mut told: impl FnMut(Vec<RawRow>)) -> Kept<()> {
        let query = "SELECT cells, row_count FROM source_chunk WHERE batch = ?1 AND (?2 IS NULL OR first_row =
                     (SELECT max(first_row) FROM source_chunk WHERE batch = ?1 AND first_row <= ?2)) ORDER BY first_row";
        let mut statement = self.connection.prepare(query)?;
        let mut blocks = statement.query(params![batch, only])?;
        while let Some(block) = blocks.next()? {
            let blob = block.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            let rows = unpack(blob)?;
            if rows.len() as u64 != number(block, 1)? {
                return Err(StoreError::Damaged {
                    detail: format!("batch {batch}"),
                });
            }
            told(rows);
        }
        Ok(())
    }

    /// What the kept rows of a batch say, made anew: one thread unpacks block after block, the other accepts.
    fn accepted_again(&self, context: &AcceptContext) -> Kept<Accepted> {
        thread::scope(|scope| {
            let (sender, receiver) = sync_channel::<Vec<RawRow>>(BLOCKS_AHEAD);
            let accepting = scope.spawn(move || {
                let mut rows = receiver.into_iter().flatten().map(Cow::Owned);
                accept_each(context, &mut rows)
            });
            let unpacked = self.blocks(context.batch.id, None, |rows| {
                // The other side ends early only by a panic, which is told below.
                let _ = sender.send(rows);
            });
            drop(sender);
            let accepted = accepting.join().map_err(|_| StoreError::Other {
                detail: format!("batch {}", context.batch.id),
            })?;
            unpacked.map(|()| accepted)
        })
    }

    fn contexts(&self) -> Kept<Vec<(BatchRecord, AcceptContext)>> {
        let mut statement = self.connection.prepare(
            "SELECT id, form, file, sha256, sheet, facility, year, month, header_row, row_count, imported, rejected, skipped,
             formula_cells, superseded_by, columns, choices, amounts, issue_counts FROM import_batch ORDER BY id",
        )?;
        let mut found = statement.query([])?;
        let mut contexts = Vec::new();
        while let Some(row) = found.next()? {
            contexts.push(context_of(row)?);
        }
        Ok(contexts)
    }
}

fn context_of(row: &Row) -> Kept<(BatchRecord, AcceptContext)> {
    let text = |index: usize| row.get::<_, String>(index);
    let batch = ImportBatch {
        id: row.get(0)?,
        form: text(1)?,
        file: text(2)?,
        file_hash: text(3)?,
        sheet: text(4)?,
        facility: text(5)?,
        period: Period {
            year: row.get(6)?,
            month: row.get(7)?,
        },
        columns: serde_json::from_str(&text(15)?)?,
    };
    let choices = serde_json::from_str(&text(16)?)?;
    let context = AcceptContext {
        batch: batch.clone(),
        choices,
    };
    let record = BatchRecord {
        batch,
        header_row: row.get(8)?,
        rows: number(row, 9)?,
        imported: number(row, 10)?,
        rejected: number(row, 11)?,
        skipped: number(row, 12)?,
        formula_cells: number(row, 13)?,
        superseded_by: row.get(14)?,
        amounts: serde_json::from_str(&text(17)?)?,
        counts: serde_json::from_str(&text(18)?)?,
    };
    Ok((record, context))
}

/// A count out of the file; a negative one is damage.
fn number(row: &Row, index: usize) -> Kept<u64> {
    u64::try_from(row.get::<_, i64>(index)?).map_err(|_| StoreError::Damaged {
        detail: "count".to_owned(),
    })
}

fn stored(count: u64) -> Kept<i64> {
    i64::try_from(count).map_err(|_| StoreError::Other {
        detail: count.to_string(),
    })
}

/// Keeps one batch; `first`: number of the first batch of the run it belongs to, whose batches never take one another's
/// place.
pub(super) fn keep(
    transaction: &Transaction,
    new: NewBatch,
    first: Option<u32>,
    progress: &mut impl FnMut(u64) -> bool,
) -> Kept<Stored> {
    let NewBatch {
        mut context,
        header_row,
        rows,
        skipped,
        refused,
        issues,
        supersede,
    } = new;
    let next: u32 = transaction.query_row(
        "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'import_batch'), 0) + 1",
        [],
        |row| row.get(0),
    )?;
    context.batch.id = next;
    let accepted = accept_rows(&context, &rows);
    let mut all_issues = issues;
    for issue in &mut all_issues {
        fill(&mut issue.place, &context.batch);
    }
    let mut counts = accepted.counts.clone();
    for issue in &all_issues {
        *counts.entry(issue.code().to_owned()).or_default() += 1;
    }
    let record = BatchRecord {
        batch: context.batch.clone(),
        header_row,
        rows: rows.len() as u64 + skipped + refused,
        imported: accepted.imported,
        rejected: accepted.rejected + refused,
        skipped,
        amounts: accepted.amounts.clone(),
        counts,
        formula_cells: accepted.formula_cells,
        superseded_by: None,
    };
    insert_head(transaction, &record, &context)?;
    let superseded = if supersede {
        supersede_earlier(transaction, &record.batch, first.unwrap_or(next))?
    } else {
        Vec::new()
    };
    insert_rows(transaction, next, &rows, &accepted, progress)?;
    all_issues.extend(accepted.issues);
    if !superseded.is_empty() {
        let numbers: Vec<String> = superseded.iter().map(u32::to_string).collect();
        let place = Place {
            file: Some(record.batch.file.clone()),
            sheet: Some(record.batch.sheet.clone()),
            row: None,
            column: None,
        };
        all_issues.push(
            Issue::new(Severity::Notice, "store.superseded")
                .with("batches", numbers.join("、"))
                .at(place),
        );
    }
    let mut statement = transaction
        .prepare("INSERT INTO batch_issue (batch, position, issue) VALUES (?1, ?2, ?3)")?;
    for (position, issue) in all_issues.iter().enumerate() {
        statement.execute(params![
            next,
            stored(position as u64)?,
            serde_json::to_string(issue)?
        ])?;
    }
    Ok(Stored::Imported {
        record: Box::new(record),
        superseded,
        issues: all_issues,
    })
}

fn fill(place: &mut Place, batch: &ImportBatch) {
    place.file.get_or_insert_with(|| batch.file.clone());
    place.sheet.get_or_insert_with(|| batch.sheet.clone());
}

fn insert_head(
    transaction: &Transaction,
    record: &BatchRecord,
    context: &AcceptContext,
) -> Kept<()> {
    let batch = &record.batch;
    transaction.execute(
        "INSERT INTO import_batch (id, form, file, sha256, sheet, facility, year, month, header_row, row_count, imported,
         rejected, skipped, formula_cells, columns, choices, amounts, issue_counts)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
        params![
            batch.id,
            batch.form,
            batch.file,
            batch.file_hash,
            batch.sheet,
            batch.facility,
            batch.period.year,
            batch.period.month,
            record.header_row,
            stored(record.rows)?,
            stored(record.imported)?,
            stored(record.rejected)?,
            stored(record.skipped)?,
            stored(record.formula_cells)?,
            serde_json::to_string(&batch.columns)?,
            serde_json::to_string(&context.choices)?,
            serde_json::to_string(&record.amounts)?,
            serde_json::to_string(&record.counts)?,
        ],
    )?;
    Ok(())
}

fn supersede_earlier(transaction: &Transaction, batch: &ImportBatch, first: u32) -> Kept<Vec<u32>> {
    let condition = "form = ?1 AND facility = ?2 AND year = ?3 AND month = ?4 AND sheet = ?5 AND id < ?6 AND superseded_by IS NULL";
    let values = params![
        batch.form,
        batch.facility,
        batch.period.year,
        batch.period.month,
        batch.sheet,
        first,
    ];
    let mut statement = transaction.prepare(&format!(
        "SELECT id FROM import_batch WHERE {condition} ORDER BY id"
    ))?;
    let earlier: Vec<u32> = statement
        .query_map(values, |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for number in &earlier {
        transaction.execute(
            "UPDATE import_batch SET superseded_by = ?1 WHERE id = ?2",
            params![batch.id, number],
        )?;
    }
    Ok(earlier)
}

fn insert_rows(
    transaction: &Transaction,
    batch: u32,
    rows: &[RawRow],
    accepted: &Accepted,
    progress: &mut impl FnMut(u64) -> bool,
) -> Kept<()> {
    let mut statement = transaction.prepare(
        "INSERT INTO source_chunk (batch, first_row, row_count, cells) VALUES (?1, ?2, ?3, ?4)",
    )?;
    let mut written = 0_u64;
    for positions in accepted.kept.chunks(ROWS_PER_CHUNK) {
        let block: Vec<&RawRow> = positions
            .iter()
            .filter_map(|position| rows.get(*position))
            .collect();
        let Some(first) = block.first() else { continue };
        let blob = pack(block.iter().copied())?;
        statement.execute(params![batch, first.row, stored(block.len() as u64)?, blob])?;
        written += block.len() as u64;
        if !progress(written) {
            return Err(StoreError::Cancelled);
        }
    }
    Ok(())
}
