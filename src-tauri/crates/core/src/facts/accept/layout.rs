//! Which field stands in which column, and which words of the file mean which choice.

use std::collections::BTreeMap;

use super::AcceptContext;
use super::number::tidy;
use super::sink::Sink;

/// A field with the column it was mapped to.
pub(super) struct Key {
    pub name: String,
    /// Column as Excel counts it, from 1; `None` when the file has none for the field.
    pub column: Option<u32>,
    /// What a word of the file means, for choices: tidied word → stable key.
    pub words: BTreeMap<String, String>,
    /// Position of the field's sums, for amounts.
    pub sums: Option<usize>,
}

impl Key {
    /// Whether the file has a column for it.
    pub fn is_mapped(&self) -> bool {
        self.column.is_some()
    }
}

/// Which field stands in which column.
pub(super) struct Layout<'a> {
    pub context: &'a AcceptContext,
}

impl<'a> Layout<'a> {
    pub fn new(context: &'a AcceptContext) -> Self {
        Self { context }
    }
    pub fn key(&self, name: &str) -> Key {
        let column = self
            .context
            .batch
            .columns
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, column)| *column);
        let choices = self
            .context
            .choices
            .iter()
            .filter(|choices| choices.field == name)
            .flat_map(|choices| &choices.choices);
        let words = choices
            .filter_map(|choice| choice.split_once('='))
            .map(|(word, key)| (word_of(word), key.trim().to_owned()));
        Key {
            name: name.to_owned(),
            column,
            words: words.collect(),
            sums: None,
        }
    }
    pub fn amount(&self, name: &str, sink: &mut Sink) -> Key {
        let key = self.key(name);
        let sums = key.column.is_some().then(|| sink.sums.line(name));
        Key { sums, ..key }
    }
}

/// A word of a choice without spaces and width differences.
pub(super) fn word_of(text: &str) -> String {
    tidy(text)
        .chars()
        .filter(|c| *c != ' ')
        .collect::<String>()
        .to_lowercase()
}
