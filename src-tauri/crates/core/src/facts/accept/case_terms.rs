//! The optional columns of discharges: what only some payers ask for, and the physician group.

use super::cases::Dictionary;
use super::cells::Cells;
use super::layout::{Key, Layout};
use super::sink::Sink;
use crate::facts::case_terms::TermRow;
use crate::facts::{CaseTable, Review};

/// Fields of form `cases` that a hospital may do without: trouble in them never keeps a case out.
const FIELDS: [&str; 16] = [
    "ward",
    "patient",
    "auxiliary",
    "excuse",
    "team",
    "age",
    "cci",
    "admitted",
    "excluded",
    "new_technology",
    "unreasonable",
    "tcm_share",
    "critical_days",
    "critical",
    "non_local",
    "review",
];

/// Whether a case may do without what stands in the field.
pub(super) fn is_optional(form: &str, field: &str) -> bool {
    form == "cases" && FIELDS.contains(&field)
}

/// Age and index beyond which a cell is not believed.
const LARGEST: u32 = 150;

#[derive(Clone, Copy)]
enum Answer {
    Yes,
    No,
}

const ANSWERS: [Answer; 2] = [Answer::Yes, Answer::No];

fn words(answer: Answer) -> [&'static str; 2] {
    match answer {
        Answer::Yes => ["yes", "是"],
        Answer::No => ["no", "否"],
    }
}

/// Columns and the words seen so far.
pub(super) struct Terms {
    ward: Key,
    patient: Key,
    auxiliary: Key,
    excuse: Key,
    team: Key,
    age: Key,
    cci: Key,
    admitted: Key,
    excluded: Key,
    new_technology: Key,
    unreasonable: Key,
    tcm_share: Key,
    critical_days: Key,
    critical: Key,
    non_local: Key,
    review: Key,
    known: [Dictionary; 5],
}

impl Terms {
    pub(super) fn new(layout: &Layout, sink: &mut Sink) -> Self {
        let mut amount = |field| layout.amount(field, sink);
        Self {
            excluded: amount("excluded"),
            new_technology: amount("new_technology"),
            unreasonable: amount("unreasonable"),
            ward: layout.key("ward"),
            patient: layout.key("patient"),
            auxiliary: layout.key("auxiliary"),
            excuse: layout.key("excuse"),
            team: layout.key("team"),
            age: layout.key("age"),
            cci: layout.key("cci"),
            admitted: layout.key("admitted"),
            tcm_share: layout.key("tcm_share"),
            critical_days: layout.key("critical_days"),
            critical: layout.key("critical"),
            non_local: layout.key("non_local"),
            review: layout.key("review"),
            known: Default::default(),
        }
    }

    /// Reads one row's terms.
    pub(super) fn read(&self, cells: &mut Cells<'_, '_>) -> TermRow {
        cells.leniently(|cells| self.terms(cells))
    }

    fn terms(&self, cells: &mut Cells<'_, '_>) -> TermRow {
        let filled = |text: String| (!text.is_empty()).then_some(text);
        // A list says something by being empty.
        let list = |text: String, key: &Key| key.is_mapped().then_some(text);
        let flag = |answer: Answer| matches!(answer, Answer::Yes);
        let amount = |cells: &mut Cells<'_, '_>, key: &Key| {
            let found = cells.amount_if_any(key)?.fen();
            if found < 0 {
                let text = crate::quantity::Money::from_fen(found).to_string();
                cells.refuse(key, "accept.optional_unread", &text);
                return None;
            }
            Some(found)
        };
        let review = cells.choice_if_any(&self.review, &Review::ALL, |own| {
            [own.key(), own.official()]
        });
        TermRow {
            ward: filled(cells.text_or_empty(&self.ward)),
            patient: filled(cells.text_or_empty(&self.patient)),
            auxiliary: list(
                codes(&cells.text_or_empty(&self.auxiliary)),
                &self.auxiliary,
            ),
            excuse: list(cells.text_or_empty(&self.excuse), &self.excuse),
            team: cells
                .code_if_any(&self.team)
                .filter(|text| !crate::facts::accept::says_nothing(text)),
            age: age(cells, &self.age),
            cci: small(cells, &self.cci),
            admitted: cells
                .date_if_any(&self.admitted)
                .map(crate::period::Date::day_number),
            excluded: amount(cells, &self.excluded),
            new_technology: amount(cells, &self.new_technology),
            unreasonable: amount(cells, &self.unreasonable),
            tcm_share: share(cells, &self.tcm_share),
            critical_days: cells
                .count_if_any(&self.critical_days)
                .map(|days| u16::try_from(days).unwrap_or(u16::MAX)),
            critical: cells
                .choice_if_any(&self.critical, &ANSWERS, words)
                .map(flag),
            non_local: cells
                .choice_if_any(&self.non_local, &ANSWERS, words)
                .map(flag),
            review: self
                .review
                .is_mapped()
                .then(|| review.unwrap_or(Review::None)),
        }
    }

    /// Keeps them beside the case that is about to enter the table.
    pub(super) fn keep(&mut self, table: &mut CaseTable, row: TermRow) {
        let before = table.len();
        table.terms.push(before, row, &mut self.known);
    }
}

/// Codes of a cell, divided by `;` whatever the file divides them by, each once, in rising order.
fn codes(text: &str) -> String {
    let mut found: Vec<String> = text
        .split([';', '；', ',', '，', '、', '|'])
        .map(super::tidy)
        .filter(|code| !code.is_empty())
        .collect();
    found.sort();
    found.dedup();
    found.join(";")
}

/// A whole number from 0 to [`LARGEST`].
fn small(cells: &mut Cells<'_, '_>, key: &Key) -> Option<u16> {
    let count = cells.count_if_any(key)?;
    if count > LARGEST {
        cells.refuse(key, "accept.optional_unread", &count.to_string());
        return None;
    }
    u16::try_from(count).ok()
}

/// Whole years: `71`, `71岁`, `3岁2月`; `5月` and `28天` are 0.
fn age(cells: &mut Cells<'_, '_>, key: &Key) -> Option<u16> {
    let text = super::tidy(&cells.text_or_empty(key));
    if text.is_empty() || super::says_nothing(&text) {
        return None;
    }
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let number = digits.parse::<u32>().ok().filter(|age| *age <= LARGEST);
    let in_years = ["", "岁", "周岁", "y", "Y", ".0"].contains(&rest);
    let and_months = rest.strip_prefix('岁').is_some_and(is_short);
    let found = match number {
        Some(years) if in_years || and_months => Some(years),
        Some(_) if is_short(rest) => Some(0),
        _ => None,
    };
    if found.is_none() {
        cells.refuse(key, "accept.optional_unread", &text);
    }
    found.and_then(|years| u16::try_from(years).ok())
}

/// A unit below a year, with or without a figure before it.
fn is_short(text: &str) -> bool {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    ["月", "个月", "天", "日", "小时"].contains(&unit)
}

/// A part of 1, in millionths: `0.62` or `62%`.
fn share(cells: &mut Cells<'_, '_>, key: &Key) -> Option<u32> {
    let number = cells.number_if_any(key, "accept.optional_unread")?;
    let scaled = 6_u32
        .checked_sub(number.scale)
        .and_then(|places| number.mantissa.checked_mul(10_i128.pow(places)));
    let found = scaled
        .and_then(|millionths| u32::try_from(millionths).ok())
        .filter(|millionths| *millionths <= 1_000_000);
    if found.is_none() {
        cells.refuse(
            key,
            "accept.optional_unread",
            &crate::quantity::rounding::to_text(&number.exact(), number.scale.min(9)),
        );
    }
    found
}
