//! Taking a hospital over: what has been handed in, how good it is, the first answer, and what nobody knows yet.

use std::collections::{BTreeMap, BTreeSet};

use yingheng_core::issue::Severity;
use yingheng_core::plan::Adjustments;
use yingheng_core::quantity::{Computed, Fraction, Money, rounding};
use yingheng_core::report::forms::Worlds;
use yingheng_core::report::{self, break_evens, headline, quality, segments};
use yingheng_core::takeover::{self, ReferenceRatio};
use yingheng_io::store::BatchRecord;
use yingheng_io::workbook_in::Form;

use super::super::baseline::Baseline;
use super::EXTREMES;
use crate::wire::{self, Cell, Page};

/// Forms without which there is no first answer.
const NEEDED: [&str; 5] = ["departments", "accounts", "ledger", "cases", "revenue"];

fn words(text: &str) -> Cell {
    if text.is_empty() {
        Cell::Empty
    } else {
        Cell::Text {
            text: text.to_owned(),
        }
    }
}

fn label(key: String) -> Cell {
    Cell::Label {
        message: wire::Message::new(key),
    }
}

fn figure(count: u64) -> Cell {
    Cell::Figure {
        text: count.to_string(),
        why: None,
    }
}

fn column(key: &str, unit: Option<wire::Unit>) -> wire::Column {
    wire::Column {
        key: key.to_owned(),
        label: wire::Message::new(format!("column.{key}")),
        unit,
    }
}

fn table(id: &str, columns: Vec<wire::Column>, rows: Vec<wire::Row>, note: &str) -> wire::Table {
    wire::Table {
        id: id.to_owned(),
        title: wire::Message::new(format!("table.{id}")),
        columns,
        rows,
        notes: vec![wire::Message::new(note)],
    }
}

fn row(key: &str, cells: Vec<Cell>) -> wire::Row {
    wire::Row {
        key: key.to_owned(),
        style: wire::RowStyle::Normal,
        cells,
    }
}

/// Every form: handed in or not, how many rows of it count, which share was rejected, from which files.
fn inventory(forms: &[Form], batches: &[BatchRecord]) -> wire::Table {
    let rows = forms.iter().map(|form| {
        let own: Vec<&BatchRecord> = batches
            .iter()
            .filter(|record| record.batch.form == form.key)
            .collect();
        let files: BTreeSet<&str> = own
            .iter()
            .map(|record| record.batch.file.as_str())
            .collect();
        let state = match (own.is_empty(), NEEDED.contains(&form.key.as_str())) {
            (false, _) => "there",
            (true, true) => "missing",
            (true, false) => "not_there",
        };
        let sum = |count: fn(&BatchRecord) -> u64| own.iter().map(|record| count(record)).sum();
        row(
            &form.key,
            vec![
                label(format!("form.{}", form.key)),
                label(format!("takeover.{state}")),
                figure(sum(|record| record.imported)),
                figure(sum(|record| record.rejected)),
                figure(sum(|record| record.formula_cells)),
                words(&files.into_iter().collect::<Vec<_>>().join("、")),
            ],
        )
    });
    let count = Some(wire::Unit::Count);
    table(
        "takeover_inventory",
        vec![
            column("form", None),
            column("takeover_state", None),
            column("imported", count),
            column("rejected", count),
            column("formulas", count),
            column("file", None),
        ],
        rows.collect(),
        "note.takeover_inventory",
    )
}

/// What is unknown: forms nobody handed in, and every kind of trouble with its number.
fn unknown(forms: &[Form], batches: &[BatchRecord], baseline: &Baseline) -> wire::Table {
    let missing = forms.iter().filter(|form| {
        NEEDED.contains(&form.key.as_str())
            && !batches.iter().any(|record| record.batch.form == form.key)
    });
    let mut rows: Vec<wire::Row> = missing
        .map(|form| {
            row(
                &format!("form/{}", form.key),
                vec![
                    label(format!("form.{}", form.key)),
                    label("takeover.missing".to_owned()),
                    figure(1),
                ],
            )
        })
        .collect();
    let mut kinds: BTreeMap<(Severity, &str), (u64, Cell)> = BTreeMap::new();
    for issue in baseline
        .issues
        .iter()
        .filter(|issue| issue.severity != Severity::Notice)
    {
        let first = || Cell::Label {
            message: issue.message.clone().into(),
        };
        let kind = kinds
            .entry((issue.severity, issue.code()))
            .or_insert_with(|| (0, first()));
        kind.0 += 1;
    }
    rows.extend(kinds.into_iter().map(|((severity, code), (count, first))| {
        let severity = if severity == Severity::Error {
            "takeover.error"
        } else {
            "takeover.warning"
        };
        row(code, vec![first, label(severity.to_owned()), figure(count)])
    }));
    table(
        "takeover_unknown",
        vec![
            column("takeover_matter", None),
            column("takeover_state", None),
            column("takeover_count", Some(wire::Unit::Count)),
        ],
        rows,
        "note.takeover_unknown",
    )
}

/// Readable amounts on rejected rows of the ledger.
fn rejected(batches: &[BatchRecord]) -> Money {
    let ledgers = (batches.iter())
        .filter(|record| record.batch.form == "ledger" && record.superseded_by.is_none());
    let amounts: Fraction = ledgers
        .flat_map(|record| &record.amounts)
        .filter(|total| total.field == "amount")
        .map(|total| &total.rejected)
        .sum();
    rounding::to_money(&amounts)
}

/// The takeover view of the data page.
/// 接管数据质量报告
pub(super) fn page(
    forms: &[Form],
    batches: &[BatchRecord],
    baseline: &Baseline,
    ratios: &Computed<Vec<ReferenceRatio>>,
) -> Page {
    let band = ratios.as_ref().map_err(Clone::clone).and_then(|ratios| {
        takeover::band(takeover::Inputs {
            facts: &baseline.facts,
            policy: &baseline.policy,
            plan: &baseline.plan,
            run: &baseline.run,
            ratios,
            rejected: rejected(batches),
        })
    });
    let known = ratios.as_ref().map_or(&[][..], Vec::as_slice);
    let compared = band.as_ref().map(|band| band.compared.clone());
    let compared = compared.map_err(Clone::clone);
    let (margins, found) = (&baseline.run.margins, &baseline.run.break_even);
    let adjustments = Adjustments::default();
    let worlds = Worlds::new(baseline.inputs(&adjustments));
    let mut tables = vec![inventory(forms, batches)];
    tables.extend(
        [
            headline::table(&baseline.run, None),
            report::takeover::band(&baseline.run, &band),
            report::takeover::filled(&band),
            report::takeover::ratios(known, &compared),
            break_evens::table(
                "break_even_hospital",
                &[],
                &[],
                Some((&margins.all, &found.hospital)),
            ),
            segments::extremes("losing_groups", &margins.groups, true, EXTREMES),
            quality::table(&worlds),
        ]
        .map(wire::Table::from),
    );
    tables.push(unknown(forms, batches, baseline));
    Page {
        tables,
        ..Page::default()
    }
}
