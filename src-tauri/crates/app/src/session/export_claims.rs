//! The reconciliation with the insurer as a workbook to send back.

use std::path::Path;

use yingheng_io::workbook_out;

use super::export::{Words, exported};
use super::pages::claims_tables;
use super::{Answer, Session};
use crate::messages::{Catalogue, Language};
use crate::wire::{self, Exported, Failure};

impl Session {
    /// The reconciliation of the insurer's settlement list, lists cut to what a page shows.
    /// 医保结算对账
    ///
    /// # Errors
    /// `error.no_claims` when no settlement list was imported; nothing to compute.
    pub fn claims(&mut self, limit: usize) -> Answer<Vec<wire::Table>> {
        let baseline = self.baseline()?;
        if baseline.facts.claims.is_empty() {
            return Err(Failure::new("error.no_claims"));
        }
        let tables = claims_tables(baseline, Some(limit));
        Ok(tables.into_iter().map(wire::Table::from).collect())
    }

    /// Writes all of it, one sheet per table, lists whole. Stay numbers are not in it: lines are named by file, sheet
    /// and row.
    /// 导出对账工作簿
    ///
    /// # Errors
    /// As [`Session::claims`], or the file cannot be written.
    pub fn export_claims(&mut self, path: &Path, language: Language) -> Answer<Exported> {
        let baseline = self.baseline()?;
        if baseline.facts.claims.is_empty() {
            return Err(Failure::new("error.no_claims"));
        }
        let tables = claims_tables(baseline, None);
        let title = (baseline.facts.hospital_name.as_str(), baseline.run_id());
        let words = Words(Catalogue::of(language));
        workbook_out::write_tables(path, (title.0, &title.1), &tables, &words).map_err(
            |error| {
                Failure::new("error.write")
                    .with("file", path.display().to_string())
                    .with("detail", error.to_string())
            },
        )?;
        self.note_export(path)?;
        Ok(exported(path))
    }
}
