//! A what-if on the law: single values of a pack stated otherwise, under a source of their own.

use serde::Serialize;
use std::collections::BTreeMap;

use super::diff_lines::lines;
use super::{Certainty, Entry, NoValue, Parameter, Part, PolicyPack, Source, Threshold, Value};
use crate::issue::Message;
use crate::period::Date;
use crate::quantity::{Fraction, rounding};

/// One value stated otherwise from a day on, until the parameter's next value.
/// 叠加取值
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OverlayChange {
    /// Parameter id.
    pub parameter: String,
    /// Line of a table (its key), of bands (its upper end) or of steps (its edge); `rest` for the last band or step.
    /// `None` where the value is one number.
    pub key: Option<String>,
    /// First day.
    pub from: Date,
    /// The number, as packs write it (money in 元).
    pub value: Fraction,
}

/// Values laid over a pack: an assumption with somebody's name, never part of the pack itself.
/// 政策叠加
///
/// Source: payment-rules §9 (a what-if is an overlay with its own source).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Overlay {
    /// Stable id; the source is called `overlay:` + id.
    pub id: String,
    /// Why: the title of its source.
    pub why: String,
    /// Who says so.
    pub who: String,
    /// When it was said.
    pub when: Option<Date>,
    /// Values, in any order.
    pub changes: Vec<OverlayChange>,
}

/// How an overlay names a line of a value.
fn name(part: &Part) -> Option<String> {
    match part {
        Part::Whole => None,
        Part::Key(key) => Some(key.clone()),
        Part::Band(_, Some(up_to)) => Some(up_to.to_string()),
        Part::Step(_, Some(below)) => Some(edge(below)),
        Part::Band(_, None) | Part::Step(_, None) => Some("rest".into()),
    }
}

/// An edge as packs write it; they are decimals of a few places.
fn edge(below: &Fraction) -> String {
    (0..=6)
        .map(|places| rounding::to_text(below, places))
        .find(|text| text.parse::<Fraction>().as_ref() == Ok(below))
        .unwrap_or_else(|| below.to_string())
}

/// Whether a key names the line.
fn names(part: &Part, key: Option<&str>) -> bool {
    match (part, key) {
        (Part::Step(_, Some(below)), Some(key)) => key.parse::<Fraction>().as_ref() == Ok(below),
        _ => name(part).as_deref() == key,
    }
}

/// Places the number in the value's line with this place.
fn set(value: &mut Value, line: usize, number: Fraction) {
    let slot = match value {
        Value::Number(own) => Some(own),
        Value::Keyed(table) => table.values_mut().nth(line),
        Value::Bands(rows) => rows.get_mut(line).map(|(_, own)| own),
        Value::Limit(limit) => match &mut limit.threshold {
            Threshold::Number(own) => Some(own),
            Threshold::Keyed(table) => table.values_mut().nth(line),
            Threshold::Steps { rows, .. } => rows.get_mut(line).map(|(_, own)| own),
        },
    };
    if let Some(slot) = slot {
        *slot = number;
    }
}

impl OverlayChange {
    fn fault(&self, code: &str) -> Message {
        Message::new(code)
            .with("parameter", self.parameter.as_str())
            .with("from", self.from.to_string())
    }

    /// The place of the line named, among the value's lines.
    fn line(&self, value: &Value) -> Result<usize, Message> {
        let all = lines(value);
        let key = self.key.as_deref();
        if let Some(found) = all.iter().position(|(part, ..)| names(part, key)) {
            return Ok(found);
        }
        let known: Vec<String> = all.iter().filter_map(|(part, ..)| name(part)).collect();
        let code = match &self.key {
            Some(_) if known.is_empty() => "overlay.one_number",
            Some(_) => "overlay.no_key",
            None => "overlay.needs_key",
        };
        let told = self.fault(code).with("key", key.unwrap_or_default());
        Err(told.with("keys", known.join(" ")))
    }

    /// Writes the value into the parameter.
    fn apply(&self, parameter: &mut Parameter, source: &str) -> Result<(), Message> {
        if self.value.is_negative() {
            return Err(self.fault("overlay.negative"));
        }
        let held = parameter.at(self.from).map_err(|why| match why {
            NoValue::BeforeFirst(first) => self
                .fault("overlay.before_first")
                .with("first", first.to_string()),
            NoValue::Ended(since) => self.fault("overlay.ended").with("since", since.to_string()),
            NoValue::Never => self.fault("overlay.open_parameter"),
        });
        let mut value = held?.1.clone();
        let line = self.line(&value)?;
        set(&mut value, line, self.value.clone());
        let entry = Entry {
            from: self.from,
            value: Some(value),
            source: source.to_owned(),
        };
        let after = parameter
            .entries
            .partition_point(|entry| entry.from < self.from);
        match parameter.entries.get_mut(after) {
            Some(own) if own.from == self.from => *own = entry,
            _ => parameter.entries.insert(after, entry),
        }
        Ok(())
    }
}

impl Overlay {
    /// Id of its source.
    pub fn source_id(&self) -> String {
        format!("overlay:{}", self.id)
    }
    /// Its source: an assumption titled with the reason.
    pub fn source(&self) -> Source {
        Source {
            number: String::new(),
            title: self.why.clone(),
            issuer: self.who.clone(),
            issued: self.when,
            effective: None,
            link: String::new(),
            certainty: Certainty::Assumption,
        }
    }
    /// What it says, in one line of text: two overlays that say the same have the same.
    fn seal(&self) -> String {
        let one = |change: &OverlayChange| {
            let key = change.key.as_deref().unwrap_or_default();
            let (id, from, value) = (&change.parameter, change.from, &change.value);
            format!("{id}[{key}]@{from}={value}")
        };
        let mut all: Vec<String> = self.changes.iter().map(one).collect();
        all.sort();
        format!("{}:{}", self.id, all.join(";"))
    }
}

impl PolicyPack {
    /// The pack with an overlay's values in place of its own. One without values changes nothing, not even the hash.
    ///
    /// An entry of which one line is stated otherwise is cited from the overlay as a whole.
    ///
    /// # Errors
    /// Every fault: `overlay.no_parameter`, `overlay.before_first`, `overlay.ended`, `overlay.open_parameter` (to be
    /// confirmed, so there is nothing to change), `overlay.needs_key`, `overlay.no_key`, `overlay.one_number`,
    /// `overlay.negative`, `overlay.twice`, `overlay.source_taken`.
    pub fn overlaid(&self, overlay: &Overlay) -> Result<Self, Vec<Message>> {
        let mut pack = self.clone();
        if overlay.changes.is_empty() {
            return Ok(pack);
        }
        let source = overlay.source_id();
        let mut faults = Vec::new();
        if pack.sources.contains_key(&source) {
            faults.push(Message::new("overlay.source_taken").with("source", source.as_str()));
        }
        let mut seen: BTreeMap<(&str, Option<&str>, Date), ()> = BTreeMap::new();
        // Earlier days first, so that a later value starts from what an earlier one left.
        let mut changes: Vec<&OverlayChange> = overlay.changes.iter().collect();
        changes.sort_by_key(|change| change.from);
        for change in changes {
            let at = (
                change.parameter.as_str(),
                change.key.as_deref(),
                change.from,
            );
            if seen.insert(at, ()).is_some() {
                faults.push(change.fault("overlay.twice"));
                continue;
            }
            let written = match pack.parameters.get_mut(&change.parameter) {
                Some(parameter) => change.apply(parameter, &source),
                None => Err(change.fault("overlay.no_parameter")),
            };
            faults.extend(written.err());
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        pack.sources.insert(source, overlay.source());
        pack.content_hash = format!("{}+{}", self.content_hash, overlay.seal());
        Ok(pack)
    }
}
