//! Balance certificates of import batches, and their table on the data page.

use yingheng_core::facts::accept::{AmountTotal, Control};
use yingheng_core::facts::field_key;
use yingheng_core::quantity::{Fraction, rounding};
use yingheng_io::store::BatchRecord;

use crate::wire::{self, Batch, BatchAmount};

/// A count as the wire carries it.
pub(super) fn count(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

fn amount(exact: &Fraction) -> String {
    rounding::to_money(exact).to_string()
}

/// Amounts of a batch; `left_out` are the control totals of rows skipped by rule.
fn amounts(totals: &[AmountTotal], left_out: &[AmountTotal]) -> Vec<BatchAmount> {
    let skipped = |field: &str| {
        left_out
            .iter()
            .find(|total| total.field == field)
            .map(AmountTotal::in_file)
    };
    let one = |total: &AmountTotal| BatchAmount {
        field: total.field.clone(),
        file_total: amount(&total.in_file()),
        imported: total.imported.to_string(),
        rejected: amount(&total.rejected),
        skipped: amount(&skipped(&total.field).unwrap_or_default()),
    };
    totals.iter().map(one).collect()
}

/// The certificate of a batch; `control` is known right after its file was read.
pub(super) fn certificate(
    record: &BatchRecord,
    left_out: &[AmountTotal],
    control: Option<&Control>,
) -> Batch {
    Batch {
        id: record.batch.id.to_string(),
        form: record.batch.form.clone(),
        file: record.batch.file.clone(),
        sheet: record.batch.sheet.clone(),
        rows: count(record.rows),
        imported: count(record.imported),
        rejected: count(record.rejected),
        skipped: count(record.skipped),
        amounts: amounts(&record.amounts, left_out),
        totals_checked: control.map_or(0, |control| count(control.checked)),
        totals_tied: control.map_or(0, |control| count(control.tied)),
    }
}

/// Batches as a table of the data page: form, file, sheet, rows, and amounts by field.
pub(super) fn batch_table(records: &[BatchRecord]) -> wire::Table {
    let text = |key: &str| wire::Column {
        key: key.into(),
        label: wire::Message::new(format!("column.{key}")),
        unit: None,
    };
    let figures = |key: &str, unit| wire::Column {
        unit: Some(unit),
        ..text(key)
    };
    let words = |text: &str| wire::Cell::Text {
        text: text.to_owned(),
    };
    let figure = |text: String| wire::Cell::Figure { text, why: None };
    let mut columns = vec![
        text("batch"),
        text("form"),
        text("file"),
        text("sheet"),
        text("period"),
    ];
    columns.extend(
        ["rows", "imported", "rejected", "skipped", "formulas"]
            .map(|key| figures(key, wire::Unit::Count)),
    );
    columns.extend([text("field")]);
    columns.extend(
        ["file_total", "amount_imported", "amount_rejected"]
            .map(|key| figures(key, wire::Unit::Money)),
    );
    let row = |record: &BatchRecord| {
        let mut cells = vec![
            words(&record.batch.id.to_string()),
            wire::Cell::Label {
                message: wire::Message::new(format!("form.{}", record.batch.form)),
            },
            words(&record.batch.file),
            words(&record.batch.sheet),
            words(&record.batch.period.to_string()),
        ];
        let counts = [
            record.rows,
            record.imported,
            record.rejected,
            record.skipped,
            record.formula_cells,
        ];
        cells.extend(counts.map(|count| figure(count.to_string())));
        match amounts(&record.amounts, &[]).into_iter().next() {
            Some(main) => {
                cells.extend([
                    wire::Cell::Label {
                        message: wire::Message::new(field_key(&record.batch.form, &main.field)),
                    },
                    figure(main.file_total),
                    figure(main.imported),
                    figure(main.rejected),
                ]);
            }
            None => cells.extend([
                wire::Cell::Empty,
                wire::Cell::Empty,
                wire::Cell::Empty,
                wire::Cell::Empty,
            ]),
        }
        wire::Row {
            key: record.batch.id.to_string(),
            style: wire::RowStyle::Normal,
            cells,
        }
    };
    wire::Table {
        id: "batches".into(),
        title: wire::Message::new("table.batches"),
        columns,
        rows: records.iter().map(row).collect(),
        notes: vec![wire::Message::new("note.main_amount")],
    }
}
