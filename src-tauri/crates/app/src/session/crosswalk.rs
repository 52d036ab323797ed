//! Which code of a sender means which code of the project: suggested by the program, confirmed by the user, logged.

use std::collections::{BTreeMap, BTreeSet};

use pinyin::ToPinyin;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use yingheng_core::facts::Facts;
use yingheng_core::facts::accept::{RawRow, tidy};
use yingheng_core::issue::{Issue, Place, Severity};

use super::{Answer, Session, Stamp};
use crate::wire::{self, CodeSuggestion, CrosswalkEntry, Failure, UnknownCode};

/// Key of the project's note.
const NOTE: &str = "crosswalk";
/// Suggestions offered for one code.
const OFFERED: usize = 3;

/// Kinds of codes, and the fields of the forms that hold them.
const KINDS: [(&str, &[&str]); 3] = [
    (
        "department",
        &["department", "executing", "ordering", "source_unit"],
    ),
    ("account", &["account"]),
    ("group", &["group"]),
];
/// Forms that say which codes there are; their own codes are never exchanged.
const DICTIONARIES: [&str; 2] = ["departments", "accounts"];

/// One line of the log. The newest line of a code counts; an empty target takes it back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    kind: String,
    from: String,
    to: String,
    who: String,
    when: String,
    /// SHA-256 over the line and the seal before it: no line can be changed or taken out unseen.
    seal: String,
}

/// What is exchanged: kind → sender's code → code of the project.
pub(super) type Exchange = BTreeMap<String, BTreeMap<String, String>>;

/// The kind of a field's codes, if they are exchanged.
pub(super) fn kind_of(form: &str, field: &str) -> Option<&'static str> {
    let kind = KINDS
        .iter()
        .find(|(_, fields)| fields.contains(&field))
        .map(|(kind, _)| *kind)?;
    (!DICTIONARIES.contains(&form)).then_some(kind)
}

fn seal(before: &str, entry: &Entry) -> String {
    let mut hasher = Sha256::new();
    for part in [
        before,
        &entry.kind,
        &entry.from,
        &entry.to,
        &entry.who,
        &entry.when,
    ] {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

impl Session {
    fn crosswalk_log(&self) -> Answer<Vec<Entry>> {
        let log: Vec<Entry> = self.opened()?.project.kept_note(NOTE)?.unwrap_or_default();
        let mut before = String::new();
        for entry in &log {
            if seal(&before, entry) != entry.seal {
                return Err(Failure::new("crosswalk.broken").with("code", entry.from.clone()));
            }
            before.clone_from(&entry.seal);
        }
        Ok(log)
    }

    /// What counts now.
    pub(super) fn exchange(&self) -> Answer<Exchange> {
        let mut exchange = Exchange::new();
        for entry in self.crosswalk_log()? {
            let codes = exchange.entry(entry.kind).or_default();
            if entry.to.is_empty() {
                codes.remove(&entry.from);
            } else {
                codes.insert(entry.from, entry.to);
            }
        }
        Ok(exchange)
    }

    /// The log of confirmed pairs, oldest first, with who and when.
    /// 编码对照日志
    ///
    /// # Errors
    /// Nothing open; a line that was changed behind the program's back.
    pub fn crosswalk(&self) -> Answer<Vec<CrosswalkEntry>> {
        let log = self.crosswalk_log()?;
        Ok(log
            .into_iter()
            .map(|entry| CrosswalkEntry {
                kind: entry.kind,
                from: entry.from,
                to: entry.to,
                who: entry.who,
                when: entry.when,
                seal: entry.seal.chars().take(12).collect(),
            })
            .collect())
    }

    /// Confirms pairs of codes; they hold for every import from now on. An empty target takes a pair back.
    ///
    /// # Errors
    /// An unknown kind, a target the project does not know, or the project cannot be written.
    pub fn confirm_codes(&mut self, pairs: &[(String, String, String)]) -> Answer<()> {
        let facts = self.opened()?.project.facts()?.0;
        let mut log = self.crosswalk_log()?;
        let Stamp { when, who } = self.stamp.clone();
        for (kind, from, to) in pairs {
            if !KINDS.iter().any(|(known, _)| known == kind) {
                return Err(Failure::new("crosswalk.no_such_kind").with("kind", kind.clone()));
            }
            let known = known_codes(&facts, kind);
            if !to.is_empty() && !known.is_empty() && !known.contains_key(to) {
                return Err(Failure::new("crosswalk.no_such_code").with("code", to.clone()));
            }
            let mut entry = Entry {
                kind: kind.clone(),
                from: tidy(from),
                to: tidy(to),
                who: who.clone(),
                when: when.clone(),
                seal: String::new(),
            };
            let before = log.last().map(|last| last.seal.clone()).unwrap_or_default();
            entry.seal = seal(&before, &entry);
            log.push(entry);
        }
        let words = [("count", pairs.len().to_string())];
        self.opened_mut()?
            .project
            .set_note(NOTE, &log, "act.codes_confirmed", &words)?;
        Ok(())
    }

    /// Codes of these rows that the project does not know, with what they may mean. Nothing is exchanged by itself.
    pub(super) fn unknown_codes(
        &self,
        facts: &Facts,
        form: &str,
        columns: &[(String, u32)],
        rows: &[RawRow],
    ) -> Vec<UnknownCode> {
        let mut unknown: BTreeMap<(&str, String), u32> = BTreeMap::new();
        for (field, column) in columns {
            let Some(kind) = kind_of(form, field) else {
                continue;
            };
            let known = known_codes(facts, kind);
            if known.is_empty() {
                continue;
            }
            for text in texts(rows, *column) {
                if !known.contains_key(&text) {
                    *unknown.entry((kind, text)).or_default() += 1;
                }
            }
        }
        unknown
            .into_iter()
            .map(|((kind, code), rows)| UnknownCode {
                suggestions: suggestions(&code, &known_codes(facts, kind)),
                kind: kind.to_owned(),
                code,
                rows,
            })
            .collect()
    }
}

/// The log as a table of the data page.
pub(super) fn table(entries: &[CrosswalkEntry]) -> wire::Table {
    let column = |key: &str| wire::Column {
        key: key.to_owned(),
        label: wire::Message::new(format!("column.crosswalk_{key}")),
        unit: None,
    };
    let words = |text: &str| wire::Cell::Text {
        text: text.to_owned(),
    };
    let row = |(number, entry): (usize, &CrosswalkEntry)| wire::Row {
        key: number.to_string(),
        style: wire::RowStyle::Normal,
        cells: vec![
            wire::Cell::Label {
                message: wire::Message::new(format!("ui.preview.kind_{}", entry.kind)),
            },
            words(&entry.from),
            words(&entry.to),
            words(&entry.who),
            words(&entry.when),
            words(&entry.seal),
        ],
    };
    wire::Table {
        id: "crosswalk".to_owned(),
        title: wire::Message::new("table.crosswalk"),
        columns: ["kind", "from", "to", "who", "when", "seal"]
            .map(column)
            .into(),
        rows: entries.iter().enumerate().map(row).collect(),
        notes: vec![wire::Message::new("note.crosswalk")],
    }
}

fn texts(rows: &[RawRow], column: u32) -> impl Iterator<Item = String> + '_ {
    let filled = rows
        .iter()
        .filter_map(move |row| row.values.iter().find(|value| value.column == column));
    filled
        .filter(|value| value.trouble.is_none_or(|trouble| !trouble.rejects))
        .map(|value| tidy(&value.text))
        .filter(|text| !text.is_empty())
}

/// Exchanges the confirmed codes in rows as they were read; tells how many cells, per sheet.
pub(super) fn apply(
    exchange: &Exchange,
    form: &str,
    columns: &[(String, u32)],
    rows: &mut [RawRow],
) -> Option<Issue> {
    let mut cells = 0_u64;
    let mut pairs: BTreeSet<String> = BTreeSet::new();
    for (field, column) in columns {
        let Some(codes) = kind_of(form, field).and_then(|kind| exchange.get(kind)) else {
            continue;
        };
        for row in rows.iter_mut() {
            for value in row
                .values
                .iter_mut()
                .filter(|value| value.column == *column)
            {
                if let Some(code) = codes.get(&tidy(&value.text)) {
                    pairs.insert(format!("{} → {code}", value.text));
                    value.text = code.into();
                    cells += 1;
                }
            }
        }
    }
    (cells > 0).then(|| {
        let shown: Vec<String> = pairs.iter().take(5).cloned().collect();
        Issue::new(Severity::Notice, "import.crosswalked")
            .with("count", cells.to_string())
            .with("pairs", shown.join("、"))
            .with("different", pairs.len().to_string())
            .at(Place::default())
    })
}

/// Codes of the project with their names.
fn known_codes(facts: &Facts, kind: &str) -> BTreeMap<String, String> {
    match kind {
        "department" => facts
            .departments
            .iter()
            .map(|(unit, _)| (unit.code.clone(), unit.name.clone()))
            .collect(),
        "account" => facts
            .accounts
            .iter()
            .map(|rule| (rule.account.clone(), rule.name.clone()))
            .collect(),
        // Groups are known by the cases already imported; the first file of cases defines them.
        _ => facts
            .cases
            .groups
            .iter()
            .zip(&facts.cases.group_names)
            .map(|(code, name)| (code.clone(), name.clone()))
            .collect(),
    }
}

/// A name without what does not tell departments apart.
fn core_name(name: &str) -> String {
    let plain: String = tidy(name)
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '-' | '_' | '·'))
        .collect();
    let cut = ["病区", "病房", "门诊", "科室", "科", "室", "部", "组"]
        .iter()
        .find_map(|end| {
            plain
                .strip_suffix(end)
                .filter(|rest| rest.chars().count() > 1)
        });
    cut.map(str::to_owned).unwrap_or(plain)
}

/// Full pinyin and its initials.
fn sounds(name: &str) -> (String, String) {
    let (mut full, mut initials) = (String::new(), String::new());
    for (written, sound) in name.chars().zip(name.to_pinyin()) {
        match sound {
            Some(sound) => {
                full.push_str(sound.plain());
                initials.push_str(sound.first_letter());
            }
            None => {
                full.push(written);
                initials.push(written);
            }
        }
    }
    (full, initials)
}

/// Whether the letters of `short` stand in `long` in their order, the first ones together.
fn abbreviates(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().count() >= 2
        && short.chars().next() == long.chars().next()
        && short.chars().all(|wanted| rest.any(|c| c == wanted))
}

/// What an unknown code or name may mean, the surest first.
fn suggestions(unknown: &str, known: &BTreeMap<String, String>) -> Vec<CodeSuggestion> {
    let wanted = core_name(unknown);
    let (full, initials) = sounds(&wanted);
    let bare = unknown.trim_start_matches('0').to_lowercase();
    let why = |code: &str, name: &str| -> Option<(u8, &'static str)> {
        let short = core_name(name);
        let (other_full, other_initials) = sounds(&short);
        let zeros = code.trim_start_matches('0').to_lowercase();
        if !short.is_empty() && short == wanted {
            Some((0, "name"))
        } else if !bare.is_empty() && zeros == bare {
            Some((1, "zeros"))
        } else if !short.is_empty() && other_full == full {
            Some((2, "pinyin"))
        } else if abbreviates(&wanted, &short) || abbreviates(&short, &wanted) {
            Some((3, "abbreviation"))
        } else if !other_initials.is_empty()
            && (other_initials == initials || other_initials == wanted)
        {
            Some((4, "initials"))
        } else {
            None
        }
    };
    let mut found: Vec<(u8, CodeSuggestion)> = known
        .iter()
        .filter_map(|(code, name)| {
            let (rank, reason) = why(code, name)?;
            Some((
                rank,
                CodeSuggestion {
                    code: code.clone(),
                    name: name.clone(),
                    why: wire::Message::new(format!("crosswalk.why_{reason}")),
                },
            ))
        })
        .collect();
    // Stable: equal grounds keep the order of the codes.
    found.sort_by_key(|(rank, _)| *rank);
    found
        .into_iter()
        .take(OFFERED)
        .map(|(_, suggestion)| suggestion)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_zeros_sounds_and_abbreviations_are_suggested_in_that_order() {
        let known: BTreeMap<String, String> = [
            ("0101", "心血管内科"),
            ("0102", "神经内科"),
            ("0103", "普通外科"),
        ]
        .map(|(code, name)| (code.to_owned(), name.to_owned()))
        .into();
        let first = |text: &str| {
            let found = suggestions(text, &known);
            found
                .first()
                .map(|one| (one.code.clone(), one.why.key.clone()))
        };
        let expect =
            |code: &str, why: &str| Some((code.to_owned(), format!("crosswalk.why_{why}")));
        assert_eq!(first("心血管内科 "), expect("0101", "name"));
        assert_eq!(first("神经内科门诊"), expect("0102", "abbreviation"));
        assert_eq!(first("101"), expect("0101", "zeros"));
        assert_eq!(first("心内科"), expect("0101", "abbreviation"));
        assert_eq!(first("普外科"), expect("0103", "abbreviation"));
        assert_eq!(first("sjn"), expect("0102", "initials"));
        assert_eq!(first("新血管内科"), expect("0101", "pinyin"));
        assert_eq!(first("急诊"), None);
    }
}
