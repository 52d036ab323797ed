//! "Why this number": the road back from a figure to the cell, with the text as it was accepted.

use yingheng_core::trace::{explain, explain_attribution, explain_replay};

use super::{Answer, Session};
use crate::wire::{Failure, Reason, Trace, TraceCell};

impl Session {
    /// Explains the figure with this key, down to file, sheet and cell.
    ///
    /// # Errors
    /// Nothing open or computable, or no figure has this key.
    pub fn why(&mut self, key: &str) -> Answer<Trace> {
        let attributed = match key
            .strip_prefix("attribution/")
            .and_then(|own| own.split_once('/'))
        {
            Some((id, rest)) => {
                let found = self.attribution_of(id)?;
                Some(explain_attribution(
                    &found,
                    &format!("attribution/{id}"),
                    rest,
                ))
            }
            None => None,
        };
        let baseline = self.baseline()?;
        let adjustments = yingheng_core::plan::Adjustments::default();
        let inputs = baseline.inputs(&adjustments);
        let found = match (attributed, baseline.against.as_ref()) {
            (Some(found), _) => found,
            (None, Some(against)) if key.starts_with("replay/") => {
                explain_replay(&inputs, &against.pack, against.found(baseline), key)
            }
            _ => explain(&inputs, key),
        };
        let found = found.map_err(|reason| {
            let reason: Reason = reason.into();
            Failure {
                code: reason.code,
                arguments: reason.arguments,
            }
        })?;
        let mut trace = Trace::from(found);
        self.add_texts(&mut trace)?;
        Ok(trace)
    }

    /// Adds the accepted text to every source cell that the project keeps.
    fn add_texts(&self, trace: &mut Trace) -> Answer<()> {
        if let Some(cell) = &mut trace.cell {
            cell.text = self.accepted_text(cell)?;
        }
        trace
            .operands
            .iter_mut()
            .try_for_each(|operand| self.add_texts(operand))
    }

    fn accepted_text(&self, cell: &TraceCell) -> Answer<Option<String>> {
        let (Some(file), Some(sheet), Some(row), Some(column)) =
            (&cell.file, &cell.sheet, cell.row, cell.column)
        else {
            return Ok(None);
        };
        for record in self.batch_records()? {
            if &record.batch.file == file && &record.batch.sheet == sheet {
                let kept = self.opened()?.project.source_text(record.batch.id, row)?;
                if let Some((_, _, text)) = kept.into_iter().find(|(_, at, _)| *at == column) {
                    return Ok(Some(text));
                }
            }
        }
        Ok(None)
    }
}
