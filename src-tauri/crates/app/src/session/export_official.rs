//! The official forms as one workbook, with the trace of every figure on request.

use std::path::Path;

use yingheng_core::issue::Message;
use yingheng_core::plan::Adjustments;
use yingheng_core::report::forms::{Form, Worlds, build};
use yingheng_core::report::publish;
use yingheng_core::trace::{Trace, explain_in};
use yingheng_io::workbook_out::{self, Official, TraceLine};

use super::export::{Words, exported};
use super::{Answer, Session};
use crate::messages::{Catalogue, Language};
use crate::wire::{Exported, Failure};

/// Levels the trace sheet opens below each figure.
pub const DEPTH: u8 = 3;

impl Session {
    /// Writes the workbook of the official forms; with `trace`, a sheet that explains every figure [`DEPTH`] levels
    /// down and says where it is cut.
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
        let lines = if trace {
            trace_lines(&worlds, &forms, &words)
        } else {
            Vec::new()
        };
        let official = Official {
            hospital: &baseline.facts.hospital_name,
            run_id: &baseline.run_id(),
            forms: &forms,
            trace: &lines,
        };
        workbook_out::write_official(path, &official, &words).map_err(|error| {
            Failure::new("error.write")
                .with("file", path.display().to_string())
                .with("detail", error.to_string())
        })?;
        Ok(exported(path))
    }
}

fn trace_lines(worlds: &Worlds<'_>, forms: &[Form], words: &Words) -> Vec<TraceLine> {
    let mut lines = Vec::new();
    for (number, form) in forms.iter().enumerate() {
        for (row, line) in form.table.rows.iter().enumerate() {
            for (column, cell) in line.cells.iter().enumerate() {
                if let Some(key) = workbook_out::why(cell)
                    && let Ok(found) = explain_in(worlds, key)
                {
                    let mut walk = Walk {
                        worlds,
                        words,
                        figure: (number, row, column),
                        lines: &mut lines,
                    };
                    walk.step(&found, 0);
                }
            }
        }
    }
    lines
}

struct Walk<'a> {
    worlds: &'a Worlds<'a>,
    words: &'a Words,
    figure: (usize, usize, usize),
    lines: &'a mut Vec<TraceLine>,
}

impl Walk<'_> {
    fn say(&self, message: &Message) -> String {
        workbook_out::Words::say(self.words, message)
    }

    fn step(&mut self, node: &Trace, depth: u8) {
        // An operand that is only named is opened by its key, so far as the sheet goes.
        let opened = (node.operands.is_empty() && depth < DEPTH)
            .then(|| node.key.as_deref())
            .flatten()
            .and_then(|key| explain_in(self.worlds, key).ok());
        let shown = opened.as_ref().unwrap_or(node);
        let cut = depth == DEPTH && node.cell.is_none();
        let formula = match (&shown.formula, cut, &node.key) {
            (_, true, Some(key)) => {
                self.say(&Message::new("form.trace_cut").with("key", key.as_str()))
            }
            (Some(formula), _, _) => self.say(formula),
            _ => String::new(),
        };
        let value = match &node.value {
            Ok(value) => publish::text(value, node.unit),
            Err(reason) => self.say(&Message::from(reason)),
        };
        let source = shown.cell.as_ref().map(|place| {
            let text = |part: &Option<String>| part.clone().unwrap_or_default();
            let message = Message::new("form.trace_place")
                .with("file", text(&place.file))
                .with("sheet", text(&place.sheet));
            self.say(&message.with("cell", place.address()))
        });
        let rounding = shown.rounding.as_ref().map(|words| self.say(words));
        let label = self.say(&node.label);
        self.lines.push(TraceLine {
            figure: self.figure,
            depth,
            label,
            value,
            formula,
            rounding: rounding.unwrap_or_default(),
            source: source.unwrap_or_default(),
        });
        if depth < DEPTH {
            for operand in &shown.operands {
                self.step(operand, depth + 1);
            }
        }
    }
}
