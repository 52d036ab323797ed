//! What a batch adds up to while its rows are read: trouble, counts, control totals.

use std::collections::BTreeMap;

use super::sums::{Figure, Sums};
use super::{Accepted, LISTED_PER_CODE};
use crate::facts::{Facts, ImportBatch, field_key};
use crate::issue::{Issue, Place, Severity};
use crate::quantity::{Fraction, rounding};

/// Collects trouble, counts and control totals of a batch.
pub(super) struct Sink<'a> {
    /// The batch the rows belong to.
    pub batch: &'a ImportBatch,
    issues: Vec<Issue>,
    counts: BTreeMap<String, u64>,
    assumed: BTreeMap<&'static str, u64>,
    severities: BTreeMap<String, Severity>,
    kept: Vec<usize>,
    /// Rows not imported.
    pub rejected: u64,
    formula_cells: u64,
    pub sums: Sums,
    /// Amounts of the row in hand; they join the sums when the row is closed.
    pub figures: Vec<Figure>,
}

impl<'a> Sink<'a> {
    pub fn new(batch: &'a ImportBatch) -> Self {
        Self {
            batch,
            issues: Vec::new(),
            counts: BTreeMap::new(),
            assumed: BTreeMap::new(),
            severities: BTreeMap::new(),
            kept: Vec::new(),
            rejected: 0,
            formula_cells: 0,
            sums: Sums::default(),
            figures: Vec::new(),
        }
    }
    pub fn sheet_place(&self) -> Place {
        Place {
            file: Some(self.batch.file.clone()),
            sheet: Some(self.batch.sheet.clone()),
            row: None,
            column: None,
        }
    }
    pub fn add(&mut self, issue: Issue) {
        let count = self.counts.entry(issue.code().to_owned()).or_default();
        *count += 1;
        if *count <= LISTED_PER_CODE {
            self.issues.push(issue);
        } else {
            self.severities
                .insert(issue.code().to_owned(), issue.severity);
        }
    }
    /// Counts a row in which a meaning was assumed because the file does not say; told once for the batch.
    pub fn assume(&mut self, code: &'static str) {
        *self.assumed.entry(code).or_default() += 1;
    }
    /// Closes the row in hand.
    pub fn close(&mut self, position: usize, imported: bool, formula_cells: u64) {
        for figure in self.figures.drain(..) {
            self.sums.add(figure, imported);
        }
        if imported {
            self.kept.push(position);
            self.formula_cells += formula_cells;
        } else {
            self.rejected += 1;
        }
    }
    pub fn finish(mut self, facts: Facts) -> Accepted {
        let place = self.sheet_place();
        for (code, count) in std::mem::take(&mut self.assumed) {
            self.issues.push(
                Issue::new(Severity::Notice, code)
                    .with("count", count.to_string())
                    .at(place.clone()),
            );
            self.counts.insert(code.to_owned(), count);
        }
        for (code, severity) in &self.severities {
            let more = self
                .counts
                .get(code)
                .copied()
                .unwrap_or(0)
                .saturating_sub(LISTED_PER_CODE);
            let issue = Issue::new(*severity, "accept.more")
                .with("code", code)
                .with("count", more.to_string());
            self.issues.push(issue.at(place.clone()));
        }
        let amounts = self.sums.totals();
        for total in amounts.iter().filter(|total| total.finer > 0) {
            let difference = rounding::to_text(
                &(total.difference() * Fraction::new(1, 100).unwrap_or_default()),
                6,
            );
            let issue = Issue::new(Severity::Notice, "accept.finer_than_fen").with(
                "field",
                format!("@{}", field_key(&self.batch.form, &total.field)),
            );
            self.issues.push(
                issue
                    .with("count", total.finer.to_string())
                    .with("difference", difference)
                    .at(place.clone()),
            );
            *self
                .counts
                .entry("accept.finer_than_fen".to_owned())
                .or_default() += total.finer;
        }
        let imported = self.kept.len() as u64;
        Accepted {
            facts,
            issues: self.issues,
            counts: self.counts,
            kept: self.kept,
            imported,
            rejected: self.rejected,
            amounts,
            formula_cells: self.formula_cells,
        }
    }
}
