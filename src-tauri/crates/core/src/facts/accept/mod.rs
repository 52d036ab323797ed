//! The only place where a cell's text becomes a quantity, a date or a choice.
//!
//! The same code runs when a file is imported and when a project is opened again: the project keeps the accepted texts,
//! not the figures made of them.

mod assets;
mod case_terms;
mod cases;
mod cells;
mod claims;
mod control;
mod day;
mod departments;
mod disease;
mod layout;
mod number;
mod objects;
mod registers;
mod sink;
mod stock;
mod sums;

pub use control::{Control, control};
pub use day::{date, period};
pub use number::{Decimal, half_width, number, says_nothing, tidy};
pub use sums::AmountTotal;

pub(in crate::facts) use cases::Dictionary;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Facts, ImportBatch};
use crate::issue::{Issue, Severity};
use layout::Layout;
use sink::Sink;

/// Issues of one code that are listed one by one; what goes beyond is counted and summed up in one line.
pub const LISTED_PER_CODE: u64 = 200;

/// What the reader found wrong with a cell.
/// 单元格读取问题
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellTrouble {
    /// Dotted code, e.g. `import.error_value`.
    pub code: &'static str,
    /// Whether the row must be rejected; otherwise the text may be used and the matter is shown.
    pub rejects: bool,
}

/// One mapped cell as it was read.
/// 原始单元格
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawValue {
    /// Column as Excel counts it, from 1.
    pub column: u32,
    /// Text, in the basic unit (the reader has applied a confirmed 万元 already).
    pub text: SmolStr,
    /// The stored result of a formula, not a typed figure.
    pub from_formula: bool,
    /// What is wrong with it, if anything; by reference, for a million rows hold tens of millions of these.
    pub trouble: Option<&'static CellTrouble>,
}

/// One row as it was read: its mapped cells with content.
/// 原始行
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawRow {
    /// Row as Excel counts it, from 1.
    pub row: u32,
    /// Cells.
    pub values: Vec<RawValue>,
}

/// Rows one after the other: those in memory, or those of a project's file, unpacked as they are needed.
/// 逐行输入
pub type Rows<'a> = &'a mut dyn Iterator<Item = Cow<'a, RawRow>>;

/// Words of a choice field, each `word=key`.
/// 选项
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChoices {
    /// Field key.
    pub field: String,
    /// `住院=inpatient`, …; keys and official terms are understood besides.
    pub choices: Vec<String>,
}

/// What rows are accepted against.
/// 接收条件
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AcceptContext {
    /// The batch the rows belong to: form, file, sheet, facility, default period, columns.
    pub batch: ImportBatch,
    /// Words of the form's choice fields.
    pub choices: Vec<FieldChoices>,
}

/// What became of the rows. `imported + rejected` = rows given.
/// 接收结果
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// The typed rows, with the batch as the only one of [`Facts::batches`].
    pub facts: Facts,
    /// Trouble, by cell; capped per code, see [`LISTED_PER_CODE`].
    pub issues: Vec<Issue>,
    /// How often each code occurred, uncapped.
    pub counts: BTreeMap<String, u64>,
    /// Positions in the given rows of those that were imported.
    pub kept: Vec<usize>,
    /// Rows imported.
    pub imported: u64,
    /// Rows rejected.
    pub rejected: u64,
    /// Control totals of every amount field.
    pub amounts: Vec<AmountTotal>,
    /// Imported cells that are stored results of formulas.
    pub formula_cells: u64,
}

/// Turns rows into facts, or says at which cell and why not.
/// 数据接收
///
/// A row with any error is rejected whole. Amounts finer than 分 are rounded half away from zero cell by cell, and their
/// number and total difference stand in [`Accepted::amounts`]. An unknown form rejects every row with
/// `accept.unknown_form`.
pub fn accept_rows(context: &AcceptContext, rows: &[RawRow]) -> Accepted {
    accept_each(context, &mut rows.iter().map(Cow::Borrowed))
}

/// [`accept_rows`] of rows that come one by one; a million of them need not be in memory at once.
/// 数据接收(逐行)
pub fn accept_each<'a>(
    context: &AcceptContext,
    rows: &'a mut dyn Iterator<Item = Cow<'a, RawRow>>,
) -> Accepted {
    let mut facts = Facts {
        batches: vec![context.batch.clone()],
        ..Facts::default()
    };
    let layout = Layout::new(context);
    let mut sink = Sink::new(&context.batch);
    match context.batch.form.as_str() {
        "departments" => departments::departments(&layout, rows, &mut sink, &mut facts),
        "ledger" => registers::ledger(&layout, rows, &mut sink, &mut facts),
        "accounts" => registers::accounts(&layout, rows, &mut sink, &mut facts),
        "staff" => registers::staff(&layout, rows, &mut sink, &mut facts),
        "assets" => assets::assets(&layout, rows, &mut sink, &mut facts),
        "stock" => stock::stock(&layout, rows, &mut sink, &mut facts),
        "materials" => stock::materials(&layout, rows, &mut sink, &mut facts),
        "drivers" => registers::drivers(&layout, rows, &mut sink, &mut facts),
        "workload" => registers::workload(&layout, rows, &mut sink, &mut facts),
        "revenue" => registers::revenue(&layout, rows, &mut sink, &mut facts),
        "other_income" => registers::other_income(&layout, rows, &mut sink, &mut facts),
        "service_items" => objects::service_items(&layout, rows, &mut sink, &mut facts),
        "activities" => objects::activities(&layout, rows, &mut sink, &mut facts),
        "activity_volumes" => objects::activity_volumes(&layout, rows, &mut sink, &mut facts),
        "capacity" => objects::capacity(&layout, rows, &mut sink, &mut facts),
        "capacity_use" => objects::capacity_use(&layout, rows, &mut sink, &mut facts),
        "cases" => cases::cases(&layout, rows, &mut sink, &mut facts),
        "case_services" => disease::case_services(&layout, rows, &mut sink, &mut facts),
        "service_volumes" => disease::service_volumes(&layout, rows, &mut sink, &mut facts),
        "claims" => claims::claims(&layout, rows, &mut sink, &mut facts),
        "in_house" => disease::in_house(&layout, rows, &mut sink, &mut facts),
        form => {
            let count = rows.count() as u64;
            sink.rejected += count;
            let issue = Issue::new(Severity::Error, "accept.unknown_form")
                .with("form", form)
                .with("count", count.to_string());
            sink.add(issue.at(sink.sheet_place()));
        }
    }
    sink.finish(facts)
}
