//! The official forms as one workbook, with the trace of every figure on request.

use std::path::Path;

use yingheng_core::plan::Adjustments;
use yingheng_core::report::forms::{Form, Worlds, build};
use yingheng_io::workbook_out::{self, Official};

use super::export::{Words, exported};
use super::export_trace::trace_book;
use super::{Answer, Session};
use crate::messages::{Catalogue, Language};
use crate::wire::{Exported, Failure};

impl Session {
    /// Writes the workbook of the official forms; with `trace`, a sheet that explains every figure down to its
    /// source cells, each number once; single cases are not opened there and say so.
    /// 导出成本报表
    ///
    /// # Errors
    /// Nothing to compute, or the file cannot be written.
    pub fn export_official(
        &mut self,
        path: &Path,
        trace: bool,
        language: Language,
    ) -> Answer<Exported> {
        let baseline = self.baseline()?;
        let words = Words(Catalogue::of(language));
        let adjustments = Adjustments::default();
        let worlds = Worlds::new(baseline.inputs(&adjustments));
        let forms: Vec<Form> = baseline
            .forms
            .iter()
            .map(|definition| build(&worlds, definition))
            .collect();
        let book = trace.then(|| trace_book(&worlds, &forms, &words));
        let official = Official {
            hospital: &baseline.facts.hospital_name,
            run_id: &baseline.run_id(),
            forms: &forms,
            trace: book.as_ref(),
        };
        workbook_out::write_official(path, &official, &words).map_err(|error| {
            Failure::new("error.write")
                .with("file", path.display().to_string())
                .with("detail", error.to_string())
        })?;
        self.note_export(path)?;
        Ok(exported(path))
    }
}
