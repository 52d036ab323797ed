//! Every figure of the official forms and every number below it, each explained once, for the trace sheet.

use std::collections::BTreeMap;

use yingheng_core::issue::Message;
use yingheng_core::report::forms::{Form, Worlds};
use yingheng_core::report::publish;
use yingheng_core::trace::{Trace, explain_in};
use yingheng_io::workbook_out::{self, TraceBook, TraceEntry, TraceFigure, TraceOperand};

use super::export::Words;

/// Families that are not opened on the sheet: a case's own steps number in the hundred thousands. The line gives the
/// key under which the program opens them.
const CLOSED: [&str; 1] = ["case/"];

/// Explains the figures of the forms down to their source cells.
/// 数字追溯表
pub(super) fn trace_book(worlds: &Worlds<'_>, forms: &[Form], words: &Words) -> TraceBook {
    let mut walk = Walk {
        worlds,
        words,
        known: BTreeMap::new(),
        queue: Vec::new(),
        lines: 0,
        book: TraceBook::default(),
    };
    for (number, form) in forms.iter().enumerate() {
        for (row, line) in form.table.rows.iter().enumerate() {
            for (column, cell) in line.cells.iter().enumerate() {
                if let Some(key) = workbook_out::why(cell) {
                    walk.figure((number, row, column), key);
                }
            }
        }
    }
    let mut next = 0;
    while next < walk.queue.len() {
        let entry = walk.entry(next);
        walk.lines += entry.operands.len() + 2;
        walk.book.entries.push(entry);
        next += 1;
    }
    walk.book
}

struct Walk<'a> {
    worlds: &'a Worlds<'a>,
    words: &'a Words,
    known: BTreeMap<String, usize>,
    queue: Vec<Trace>,
    lines: usize,
    book: TraceBook,
}

impl Walk<'_> {
    fn say(&self, message: &Message) -> String {
        workbook_out::Words::say(self.words, message)
    }

    /// The entry of a key, put in the queue when it is met first; `None` where nothing answers to it.
    fn number(&mut self, key: &str) -> Option<usize> {
        if let Some(number) = self.known.get(key) {
            return Some(*number);
        }
        let found = explain_in(self.worlds, key).ok()?;
        let number = self.queue.len();
        self.known.insert(key.to_owned(), number);
        self.queue.push(found);
        Some(number)
    }

    fn figure(&mut self, place: (usize, usize, usize), key: &str) {
        if let Some(entry) = self.number(key) {
            let (label, value) = {
                let node = &self.queue[entry];
                (self.say(&node.label), self.value(node))
            };
            self.lines += 1;
            self.book.figures.push(TraceFigure {
                place,
                label,
                value,
                entry,
            });
        }
    }

    fn entry(&mut self, number: usize) -> TraceEntry {
        let node = self.queue[number].clone();
        let mut operands = Vec::new();
        for operand in &node.operands {
            self.operand(operand, 1, &mut operands);
        }
        TraceEntry {
            label: self.say(&node.label),
            value: self.value(&node),
            formula: self.spoken(node.formula.as_ref()),
            rounding: self.spoken(node.rounding.as_ref()),
            source: self.source(&node),
            operands,
        }
    }

    fn operand(&mut self, node: &Trace, depth: u8, lines: &mut Vec<TraceOperand>) {
        let here = !node.operands.is_empty() || node.cell.is_some();
        let mut formula = self.spoken(node.formula.as_ref());
        let mut entry = None;
        if let Some(key) = node.key.as_deref().filter(|_| !here) {
            let closed = CLOSED.iter().any(|family| key.starts_with(family))
                || self.lines > TraceBook::LONGEST;
            if closed {
                formula = self.say(&Message::new("form.trace_cut").with("key", key));
            } else {
                entry = self.number(key);
            }
        }
        lines.push(TraceOperand {
            depth,
            label: self.say(&node.label),
            value: self.value(node),
            formula,
            rounding: self.spoken(node.rounding.as_ref()),
            source: self.source(node),
            entry,
        });
        for operand in &node.operands {
            self.operand(operand, depth.saturating_add(1), lines);
        }
    }

    fn spoken(&self, message: Option<&Message>) -> String {
        message.map_or_else(String::new, |message| self.say(message))
    }

    fn value(&self, node: &Trace) -> String {
        match &node.value {
            Ok(value) => publish::text(value, node.unit),
            Err(reason) => self.say(&Message::from(reason)),
        }
    }

    fn source(&self, node: &Trace) -> String {
        let text = |part: &Option<String>| part.clone().unwrap_or_default();
        node.cell.as_ref().map_or_else(String::new, |place| {
            let message = Message::new("form.trace_place")
                .with("file", text(&place.file))
                .with("sheet", text(&place.sheet));
            self.say(&message.with("cell", place.address()))
        })
    }
}
