//! The cells of one row: text becomes a quantity, a date or a choice, or an issue at that very cell.

use super::case_terms::is_optional;
use super::layout::{Key, word_of};
use super::number::{Decimal, number, says_nothing, tidied, tidy};
use super::sink::Sink;
use super::sums::Figure;
use super::{RawRow, RawValue, day};
use crate::facts::{SourceRef, field_key};
use crate::hospital::FundingSource;
use crate::issue::{Issue, Place, Severity};
use crate::period::{Date, Period};
use crate::quantity::Money;
use std::borrow::Cow;

/// An optional field that cannot be read.
const OPTIONAL: &str = "accept.optional_unread";

/// Largest amount a cell may hold: 10^12 元, in 分.
const LARGEST_FEN: u128 = 100_000_000_000_000;
/// Longest stay that is believed, in days (ten years).
const LONGEST_STAY: i128 = 3650;

/// The row in hand: reads its cells, notes what is wrong, and knows in the end whether it may be imported.
pub(super) struct Cells<'a, 'b> {
    row: &'a RawRow,
    sink: &'a mut Sink<'b>,
    failed: bool,
    /// What cannot be read is told and left empty; the row stays.
    lenient: bool,
}

impl<'a, 'b> Cells<'a, 'b> {
    pub fn new(row: &'a RawRow, sink: &'a mut Sink<'b>) -> Self {
        let mut cells = Self {
            row,
            sink,
            failed: false,
            lenient: false,
        };
        for value in &row.values {
            if let Some(trouble) = value.trouble {
                let severity = if trouble.rejects {
                    Severity::Error
                } else {
                    Severity::Notice
                };
                let field = cells
                    .sink
                    .batch
                    .columns
                    .iter()
                    .find(|(_, column)| *column == value.column)
                    .map(|(field, _)| field.clone());
                let field = field.unwrap_or_default();
                let name = field_key(&cells.sink.batch.form, &field);
                let optional = trouble.rejects && is_optional(&cells.sink.batch.form, &field);
                let issue = if optional {
                    Issue::new(Severity::Warning, OPTIONAL)
                } else {
                    Issue::new(severity, trouble.code)
                };
                let issue = issue.with("field", format!("@{name}"));
                cells.failed |= trouble.rejects && !optional;
                let place = cells.place(Some(value.column));
                cells
                    .sink
                    .add(issue.with("value", shortened(&value.text)).at(place));
            }
        }
        cells
    }
    pub fn source(&self) -> SourceRef {
        SourceRef {
            batch: self.sink.batch.id,
            row: self.row.row,
        }
    }
    fn place(&self, column: Option<u32>) -> Place {
        Place {
            row: Some(self.row.row),
            column,
            ..self.sink.sheet_place()
        }
    }
    fn value(&self, key: &Key) -> Option<&'a RawValue> {
        let column = key.column?;
        let values = &self.row.values;
        // Rows come in column order; the search is the fallback for those that do not.
        let found = values
            .binary_search_by_key(&column, |value| value.column)
            .ok()
            .and_then(|index| values.get(index));
        found.or_else(|| values.iter().find(|value| value.column == column))
    }
    /// Notes an error at a field; the row will be rejected.
    pub fn refuse(&mut self, key: &Key, code: &str, text: &str) {
        self.refuse_with(key, code, text, &[]);
    }
    pub fn refuse_with(&mut self, key: &Key, code: &str, text: &str, more: &[(&str, String)]) {
        if self.lenient {
            self.note(Severity::Warning, key, OPTIONAL, text, &[]);
            return;
        }
        self.failed = true;
        self.note(Severity::Error, key, code, text, more);
    }
    pub fn note(
        &mut self,
        severity: Severity,
        key: &Key,
        code: &str,
        text: &str,
        more: &[(&str, String)],
    ) {
        let mut issue = Issue::new(severity, code)
            .with(
                "field",
                format!("@{}", field_key(&self.sink.batch.form, &key.name)),
            )
            .with("value", shortened(text));
        for (name, value) in more {
            issue = issue.with(*name, value.clone());
        }
        let place = self.place(key.column);
        self.sink.add(issue.at(place));
    }
    /// Reads optional fields: what cannot be read is told and left empty, and the row stays.
    pub fn leniently<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        self.lenient = true;
        let found = read(self);
        self.lenient = false;
        found
    }
    pub fn assume(&mut self, code: &'static str) {
        self.sink.assume(code);
    }
    /// The cell's text; `None` when there is nothing in it or the reader has refused it (which is noted already).
    fn filled(&self, key: &Key) -> Option<&'a str> {
        let value = self.value(key)?;
        if value.trouble.is_some_and(|trouble| trouble.rejects) {
            return None;
        }
        Some(value.text.as_str()).filter(|text| !text.trim().is_empty())
    }
    fn required<'t>(&mut self, key: &Key, text: Option<&'t str>) -> Option<&'t str> {
        let refused_already = self
            .value(key)
            .is_some_and(|value| value.trouble.is_some_and(|trouble| trouble.rejects));
        if text.is_none() && !refused_already {
            self.refuse(key, "accept.missing_value", "");
        }
        text
    }
    /// Words or a code, trimmed; empty when there is none.
    pub fn text_or_empty(&mut self, key: &Key) -> String {
        self.filled(key)
            .map(|text| text.trim().to_owned())
            .unwrap_or_default()
    }
    /// The same without a copy.
    pub fn word(&mut self, key: &Key) -> &'a str {
        self.filled(key).map(str::trim).unwrap_or_default()
    }
    pub fn text(&mut self, key: &Key) -> String {
        let text = self.filled(key);
        self.required(key, text)
            .map(|text| text.trim().to_owned())
            .unwrap_or_default()
    }
    /// A code: text in half-width spelling; leading zeros count.
    pub fn code(&mut self, key: &Key) -> String {
        let text = self.filled(key);
        self.required(key, text).map(tidy).unwrap_or_default()
    }
    /// The same without a copy where the text is in half-width spelling already.
    pub fn code_word(&mut self, key: &Key) -> Cow<'a, str> {
        let text = self.filled(key);
        self.required(key, text).map(tidied).unwrap_or_default()
    }
    pub fn code_word_if_any(&mut self, key: &Key) -> Option<Cow<'a, str>> {
        self.filled(key).map(tidied)
    }
    pub fn code_if_any(&mut self, key: &Key) -> Option<String> {
        self.filled(key).map(tidy)
    }
    fn figure(&mut self, key: &Key) -> Option<(Decimal, &'a str)> {
        let text = self.filled(key).filter(|text| !says_nothing(text))?;
        let read = number(text);
        if read.is_none() {
            self.refuse(key, "accept.not_a_number", text);
        }
        read.map(|number| (number, text))
    }
    /// Whether an error has been noted at this row so far.
    pub fn failed(&self) -> bool {
        self.failed
    }
    /// An amount of money, or `None` when there is none or it is refused.
    pub fn amount_if_any(&mut self, key: &Key) -> Option<Money> {
        let (number, text) = self.figure(key)?;
        if number.percent {
            self.refuse(key, "accept.not_a_number", text);
            return None;
        }
        let Some(money) = to_fen(number) else {
            self.refuse(key, "accept.amount_too_large", text);
            return None;
        };
        if let Some(field) = key.sums {
            self.sink.figures.push(Figure {
                field,
                number,
                money,
            });
        }
        Some(money)
    }
    pub fn amount(&mut self, key: &Key) -> Money {
        let was_failed = std::mem::take(&mut self.failed);
        let money = self.amount_if_any(key);
        if money.is_none() && !self.failed {
            self.required(key, None);
        }
        self.failed |= was_failed;
        money.unwrap_or_default()
    }
    pub fn amount_or_zero(&mut self, key: &Key) -> Money {
        self.amount_if_any(key).unwrap_or_default()
    }
    /// A decimal number that may not be negative; `negative` is the code of the error otherwise.
    pub fn number_if_any(&mut self, key: &Key, negative: &str) -> Option<Decimal> {
        let (number, text) = self.figure(key)?;
        if number.mantissa < 0 {
            self.refuse(key, negative, text);
            return None;
        }
        Some(number)
    }
    pub fn number(&mut self, key: &Key, negative: &str) -> Option<Decimal> {
        let was_failed = std::mem::take(&mut self.failed);
        let number = self.number_if_any(key, negative);
        if number.is_none() && !self.failed {
            self.required(key, None);
        }
        self.failed |= was_failed;
        number
    }
    /// A whole number from 0.
    pub fn count_if_any(&mut self, key: &Key) -> Option<u32> {
        let (number, text) = self.figure(key)?;
        if number.mantissa < 0 {
            self.refuse(key, "accept.negative_count", text);
            return None;
        }
        let count = number
            .whole()
            .filter(|_| !number.percent)
            .and_then(|whole| u32::try_from(whole).ok());
        if count.is_none() {
            self.refuse(key, "accept.not_whole", text);
        }
        count
    }
    pub fn count(&mut self, key: &Key) -> u32 {
        let was_failed = std::mem::take(&mut self.failed);
        let count = self.count_if_any(key);
        if count.is_none() && !self.failed {
            self.required(key, None);
        }
        self.failed |= was_failed;
        count.unwrap_or_default()
    }
    /// Length of stay: `7`, `7天`, and the open-ended `120 +` of published case files, which is kept as 120 and told.
    pub fn stay(&mut self, key: &Key) -> u16 {
        let text = self.filled(key);
        let Some(text) = self.required(key, text) else {
            return 0;
        };
        let tidied = tidy(text);
        let days = tidied
            .strip_suffix('天')
            .or_else(|| tidied.strip_suffix('日'))
            .unwrap_or(&tidied);
        let closed = days.strip_suffix('+').map(str::trim_end);
        let read = number(closed.unwrap_or(days))
            .filter(|number| !number.percent)
            .and_then(Decimal::whole);
        match read
            .filter(|days| (0..=LONGEST_STAY).contains(days))
            .and_then(|days| u16::try_from(days).ok())
        {
            Some(days) => {
                if closed.is_some() {
                    self.note(
                        Severity::Notice,
                        key,
                        "accept.open_ended_los",
                        text,
                        &[("days", days.to_string())],
                    );
                }
                days
            }
            None => {
                self.refuse(key, "accept.absurd_los", text);
                0
            }
        }
    }
    pub fn date_if_any(&mut self, key: &Key) -> Option<Date> {
        let text = self.filled(key).filter(|text| !says_nothing(text))?;
        let date = day::date(text);
        if date.is_none() {
            self.refuse(key, "accept.bad_date", text);
        }
        date
    }
    pub fn date(&mut self, key: &Key) -> Option<Date> {
        let was_failed = std::mem::take(&mut self.failed);
        let date = self.date_if_any(key);
        if date.is_none() && !self.failed {
            self.required(key, None);
        }
        self.failed |= was_failed;
        date
    }
    /// The row's period; the batch's when the file has no such column.
    pub fn period(&mut self, key: &Key) -> Period {
        let default = self.sink.batch.period;
        if !key.is_mapped() && default.year > 0 {
            return default;
        }
        let text = self.filled(key);
        let Some(text) = self.required(key, text) else {
            return default;
        };
        let period = day::period(text, default);
        if period.is_none() {
            self.refuse(key, "accept.bad_period", text);
        }
        period.unwrap_or(default)
    }
    /// The key of a choice, or `None` when there is none or it is refused.
    pub fn choice_if_any<T: Copy>(
        &mut self,
        key: &Key,
        all: &[T],
        names: impl Fn(T) -> [&'static str; 2],
    ) -> Option<T> {
        let text = self.filled(key)?;
        let word = word_of(text);
        let meant = key.words.get(&word);
        let found = all.iter().copied().find(|value| {
            let [stable, official] = names(*value);
            meant.map_or_else(
                || stable == word || official == word,
                |meant| meant == stable,
            )
        });
        if found.is_none() {
            let words: Vec<&str> = all.iter().map(|value| names(*value)[1]).collect();
            self.refuse_with(
                key,
                "accept.unknown_choice",
                text,
                &[("choices", words.join("、"))],
            );
        }
        found
    }
    pub fn choice<T: Copy>(
        &mut self,
        key: &Key,
        all: &[T],
        names: impl Fn(T) -> [&'static str; 2],
    ) -> Option<T> {
        let was_failed = std::mem::take(&mut self.failed);
        let found = self.choice_if_any(key, all, names);
        if found.is_none() && !self.failed {
            self.required(key, None);
        }
        self.failed |= was_failed;
        found
    }
    /// Funding source; operating funds where the file does not say, which is told once for the batch.
    pub fn funding(&mut self, key: &Key) -> FundingSource {
        let was_failed = std::mem::take(&mut self.failed);
        let found = self.choice_if_any(key, &FundingSource::ALL, |source| {
            [source.key(), source.official()]
        });
        if found.is_none() && !self.failed {
            self.assume("accept.funding_assumed");
        }
        self.failed |= was_failed;
        found.unwrap_or_default()
    }
    /// Refuses the row because an earlier one has the same key.
    pub fn duplicate(&mut self, key: &Key, code: &str, value: &str, first: u32) {
        self.refuse_with(
            key,
            code,
            value,
            &[
                ("first", first.to_string()),
                ("row", self.row.row.to_string()),
            ],
        );
    }
    /// Closes the row; whether it may be imported.
    pub fn close(self, position: usize) -> bool {
        let formula_cells = self
            .row
            .values
            .iter()
            .filter(|value| value.from_formula)
            .count() as u64;
        self.sink.close(position, !self.failed, formula_cells);
        !self.failed
    }
}

/// Whole 分, half away from zero; `None` beyond 10^12 元.
fn to_fen(number: Decimal) -> Option<Money> {
    let fen = if number.scale <= 2 {
        number.mantissa.checked_mul(10_i128.pow(2 - number.scale))?
    } else {
        let unit = 10_i128.checked_pow(number.scale - 2)?;
        let (whole, rest) = (number.mantissa / unit, number.mantissa % unit);
        whole
            + if rest.unsigned_abs() >= unit.unsigned_abs() - rest.unsigned_abs() {
                number.mantissa.signum()
            } else {
                0
            }
    };
    (fen.unsigned_abs() <= LARGEST_FEN)
        .then(|| i64::try_from(fen).ok().map(Money::from_fen))
        .flatten()
}

/// Text for a message: long contents are cut.
fn shortened(text: &str) -> String {
    if text.chars().nth(40).is_none() {
        text.to_owned()
    } else {
        text.chars().take(40).chain(['…']).collect()
    }
}
