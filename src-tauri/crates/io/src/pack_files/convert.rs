use std::collections::BTreeMap;

use super::convert_flow::flow;
use super::{Faults, groups_csv, read_toml, shape};
use yingheng_core::issue::{Issue, Severity};
use yingheng_core::period::Date;
use yingheng_core::policy::{
    Certainty, Comparator, Entry, GroupTable, KeyedBy, Limit, Parameter, PolicyPack, PriceMethod,
    Route, SchemeRule, Source, StepOn, Threshold, Undated, Value,
};
use yingheng_core::quantity::Fraction;

/// The only format this program writes and reads.
pub(super) const FORMAT: &str = "yingheng-pack/1";

/// Builds a pack; `None` only where nothing could be built. Callers look at the faults either way.
pub(super) fn pack(toml: &str, csv: &str, faults: &mut Faults) -> Option<PolicyPack> {
    let raw: shape::Pack = read_toml("pack.toml", toml, faults)?;
    let rows = groups_csv::read(csv, faults)?;
    if raw.format != FORMAT {
        faults.key(
            "pack.bad_word",
            "format",
            &[("value", &raw.format), ("allowed", FORMAT)],
        );
    }
    let day = date(&raw.groups.valid_from, "groups.valid_from", faults)?;
    let undated = word(
        &raw.undated,
        "undated",
        &[
            ("period_end", Undated::PeriodEnd),
            ("refuse", Undated::Refuse),
        ],
        faults,
    );
    let mut scheme = |name: &str, raw: &shape::Scheme| {
        let key = if raw.key.is_empty() {
            name.to_owned()
        } else {
            raw.key.clone()
        };
        route(&raw.route, &format!("scheme.{name}.route"), faults)
            .map(|route| SchemeRule { route, key })
    };
    let schemes: BTreeMap<String, SchemeRule> = raw
        .scheme
        .iter()
        .filter_map(|(name, raw)| Some((name.clone(), scheme(name, raw)?)))
        .collect();
    let other_schemes = raw
        .other_schemes
        .as_ref()
        .and_then(|raw| scheme("other_schemes", raw));
    let sources = raw
        .source
        .iter()
        .filter_map(|(id, raw)| Some((id.clone(), source(id, raw, faults)?)))
        .collect();
    let parameters = raw
        .parameter
        .iter()
        .map(|(id, raw)| (id.clone(), parameter(id, raw, faults)))
        .collect();
    let pack = PolicyPack {
        id: raw.id,
        name: raw.name.zh,
        name_en: raw.name.en,
        pooling_area: raw.pooling_area,
        synthetic: raw.synthetic,
        content_hash: String::new(),
        grade: raw.grade,
        undated: undated?,
        sources,
        schemes,
        other_schemes,
        parameters,
        flow: flow(&raw.flow, faults)?,
        groups: GroupTable::new(day, raw.groups.source, rows),
        year: super::year::rules(&raw.year, &raw.month, faults),
    };
    agree(&pack, faults);
    super::year_agree::agree(&pack, faults);
    Some(pack)
}

/// What must hold across the parts of a pack.
fn agree(pack: &PolicyPack, faults: &mut Faults) {
    let named = pack.parameters.iter().flat_map(|(id, parameter)| {
        parameter
            .entries
            .iter()
            .map(move |entry| (format!("parameter.{id}"), &entry.source))
    });
    for (at, source) in named.chain([("groups".to_owned(), &pack.groups.source)]) {
        if !pack.sources.contains_key(source) {
            faults.key("pack.unknown_source", &at, &[("source", source)]);
        }
    }
    for id in pack.used_parameters() {
        if !pack.parameters.contains_key(id) {
            faults.key("pack.unknown_parameter", "flow", &[("parameter", id)]);
        }
    }
    let priced = || {
        pack.schemes
            .values()
            .chain(&pack.other_schemes)
            .filter(|rule| rule.route == Route::Priced)
            .map(|rule| rule.key.as_str())
    };
    for (id, parameter) in &pack.parameters {
        for entry in &parameter.entries {
            let Some(Value::Keyed(table)) = &entry.value else {
                continue;
            };
            let at = format!("parameter.{id}");
            match (parameter.keyed_by, &pack.grade) {
                (Some(KeyedBy::Grade), None) => faults.key("pack.no_grade", &at, &[]),
                (Some(KeyedBy::Grade), Some(grade)) if !table.contains_key(grade) => {
                    faults.key("pack.no_key", &at, &[("key", grade)])
                }
                (Some(KeyedBy::Grade), Some(_)) => {}
                (Some(KeyedBy::Scheme), _) => priced()
                    .filter(|key| !table.contains_key(*key))
                    .for_each(|key| faults.key("pack.no_key", &at, &[("key", key)])),
                (None, _) => faults.key("pack.value_shape", &at, &[]),
            }
        }
    }
    if let Some(outlier) = &pack.flow.outlier {
        let sides = [
            (
                outlier.low.as_ref().map(|(id, _)| id),
                [Comparator::Lt, Comparator::Le],
                "lt, le",
            ),
            (
                outlier.high.as_ref().map(|(id, _)| id),
                [Comparator::Gt, Comparator::Ge],
                "gt, ge",
            ),
            (
                outlier.extreme.as_ref(),
                [Comparator::Gt, Comparator::Ge],
                "gt, ge",
            ),
        ];
        for (id, allowed, words) in sides {
            let entries = id
                .and_then(|id| pack.parameters.get(id))
                .map(|parameter| parameter.entries.as_slice())
                .unwrap_or_default();
            for value in entries.iter().filter_map(|entry| entry.value.as_ref()) {
                if !matches!(value, Value::Limit(limit) if allowed.contains(&limit.comparator)) {
                    faults.key(
                        "pack.comparator",
                        &format!("parameter.{}", id.map_or("", String::as_str)),
                        &[("allowed", words)],
                    );
                }
            }
        }
    }
    let fixed = pack.flow.price == PriceMethod::Fixed;
    for row in pack.groups.rows().iter().filter(|row| row.published) {
        if if fixed {
            row.amount.is_none()
        } else {
            row.weight.is_none()
        } {
            let issue =
                Issue::new(Severity::Error, "pack.group_without_price").with("group", &row.code);
            faults.add("groups.csv", None, issue);
        }
    }
}

fn source(id: &str, raw: &shape::Source, faults: &mut Faults) -> Option<Source> {
    let levels = Certainty::ALL.map(|level| (level.key(), level));
    let mut day = |text: &Option<String>, field: &str| {
        text.as_ref()
            .and_then(|text| date(text, &format!("source.{id}.{field}"), faults))
    };
    let (issued, effective) = (day(&raw.issued, "issued"), day(&raw.effective, "effective"));
    Some(Source {
        number: raw.number.clone(),
        title: raw.title.clone(),
        issuer: raw.issuer.clone(),
        issued,
        effective,
        link: raw.link.clone(),
        certainty: word(&raw.level, &format!("source.{id}.level"), &levels, faults)?,
    })
}

fn parameter(id: &str, raw: &shape::Parameter, faults: &mut Faults) -> Parameter {
    let keyed_by = raw.by.as_ref().and_then(|by| {
        word(
            by,
            &format!("parameter.{id}.by"),
            &[("scheme", KeyedBy::Scheme), ("grade", KeyedBy::Grade)],
            faults,
        )
    });
    let mut entries: Vec<Entry> = Vec::new();
    for (index, value) in raw.value.iter().enumerate() {
        let at = format!("parameter.{id}.value[{}]", index + 1);
        let Some(from) = date(&value.from, &at, faults) else {
            continue;
        };
        if entries.last().is_some_and(|last| last.from >= from) {
            faults.key("pack.date_order", &at, &[("from", &value.from)]);
        }
        entries.push(Entry {
            from,
            value: dated_value(value, &at, faults),
            source: value.source.clone(),
        });
    }
    if raw.value.is_empty() {
        faults.key("pack.value_shape", &format!("parameter.{id}"), &[]);
    }
    Parameter {
        unit: raw.unit.clone(),
        keyed_by,
        entries,
    }
}

fn dated_value(raw: &shape::Value, at: &str, faults: &mut Faults) -> Option<Value> {
    let comparators = [
        ("lt", Comparator::Lt),
        ("le", Comparator::Le),
        ("gt", Comparator::Gt),
        ("ge", Comparator::Ge),
    ];
    match (raw.end, &raw.number, &raw.table, &raw.steps, &raw.compare) {
        (true, None, None, None, None) => None,
        (false, Some(text), None, None, None) => number(text, at, faults).map(Value::Number),
        (false, None, Some(table), None, None) => Some(Value::Keyed(
            table
                .iter()
                .filter_map(|(key, text)| {
                    Some((key.clone(), number(text, &format!("{at}.{key}"), faults)?))
                })
                .collect(),
        )),
        (false, Some(text), None, None, Some(compare)) => {
            let threshold = Threshold::Number(number(text, at, faults)?);
            Some(Value::Limit(Limit {
                comparator: word(compare, at, &comparators, faults)?,
                threshold,
            }))
        }
        (false, None, None, Some(steps), Some(compare)) => {
            let on = word(
                raw.step_on.as_deref().unwrap_or_default(),
                at,
                &[
                    ("weight", StepOn::Weight),
                    ("base_points", StepOn::BasePoints),
                ],
                faults,
            )?;
            let mut rows: Vec<(Option<Fraction>, Fraction)> = Vec::new();
            for (below, limit) in steps {
                let below = if below.is_empty() {
                    None
                } else {
                    Some(number(below, at, faults)?)
                };
                let rising = rows.last().is_none_or(|(last, _)| match (last, &below) {
                    (Some(last), Some(below)) => last < below,
                    (Some(_), None) => true,
                    (None, _) => false,
                });
                if !rising {
                    faults.key("pack.step_order", at, &[]);
                }
                rows.push((below, number(limit, at, faults)?));
            }
            if rows.last().is_none_or(|(below, _)| below.is_some()) {
                faults.key("pack.step_end", at, &[]);
            }
            let threshold = Threshold::Steps {
                on,
                rows,
                inclusive: raw.inclusive,
            };
            Some(Value::Limit(Limit {
                comparator: word(compare, at, &comparators, faults)?,
                threshold,
            }))
        }
        _ => {
            faults.key("pack.value_shape", at, &[]);
            None
        }
    }
}

pub(super) fn route(text: &str, at: &str, faults: &mut Faults) -> Option<Route> {
    let words = [
        ("priced", Route::Priced),
        ("itemised", Route::Itemised),
        ("self_paid", Route::SelfPaid),
        ("unpriced", Route::Unpriced),
    ];
    word(text, at, &words, faults)
}

pub(super) fn word<T: Clone>(
    text: &str,
    at: &str,
    words: &[(&str, T)],
    faults: &mut Faults,
) -> Option<T> {
    match words.iter().find(|(word, _)| *word == text) {
        Some((_, value)) => Some(value.clone()),
        None => bad_word(
            text,
            at,
            &words
                .iter()
                .map(|(word, _)| *word)
                .collect::<Vec<_>>()
                .join(", "),
            faults,
        ),
    }
}

pub(super) fn bad_word<T>(text: &str, at: &str, allowed: &str, faults: &mut Faults) -> Option<T> {
    faults.key(
        "pack.bad_word",
        at,
        &[("value", text), ("allowed", allowed)],
    );
    None
}

fn number(text: &str, at: &str, faults: &mut Faults) -> Option<Fraction> {
    let value = text
        .parse::<Fraction>()
        .ok()
        .filter(|value| !value.is_negative());
    if value.is_none() {
        faults.key("pack.bad_number", at, &[("value", text)]);
    }
    value
}

pub(super) fn date(text: &str, at: &str, faults: &mut Faults) -> Option<Date> {
    let value = text.parse::<Date>().ok();
    if value.is_none() {
        faults.key("pack.bad_date", at, &[("value", text)]);
    }
    value
}
