use std::collections::BTreeMap;

use super::convert::{date, number, word};
use super::{Faults, shape};
use yingheng_core::policy::{
    Comparator, Entry, KeyedBy, Limit, OpenMatter, Parameter, StepOn, Threshold, Value,
};
use yingheng_core::quantity::Fraction;

/// One dated parameter.
pub(super) fn parameter(id: &str, raw: &shape::Parameter, faults: &mut Faults) -> Parameter {
    let keyed_by = raw.by.as_ref().and_then(|by| {
        word(
            by,
            &format!("parameter.{id}.by"),
            &[
                ("scheme", KeyedBy::Scheme),
                ("grade", KeyedBy::Grade),
                ("hospital", KeyedBy::Hospital),
                ("code", KeyedBy::Code),
            ],
            faults,
        )
    });
    let mut entries: Vec<Entry> = Vec::new();
    for (index, value) in raw.value.iter().enumerate() {
        let at = format!("parameter.{id}.value[{}]", index + 1);
        let Some(from) = date(&value.from, &at, faults) else {
            continue;
        };
        if entries.iter().any(|own| own.from == from) {
            let arguments = [("from", value.from.as_str()), ("parameter", id)];
            faults.key("pack.date_twice", &at, &arguments);
        } else if entries.last().is_some_and(|last| last.from >= from) {
            faults.key("pack.date_order", &at, &[("from", &value.from)]);
        }
        entries.push(Entry {
            from,
            value: dated_value(value, &at, faults),
            source: value.source.clone(),
        });
    }
    if raw.value.is_empty() != raw.to_be_confirmed.is_some() {
        faults.key("pack.value_shape", &format!("parameter.{id}"), &[]);
    }
    Parameter {
        unit: raw.unit.clone(),
        keyed_by,
        entries,
        open: raw.to_be_confirmed.as_ref().map(open_matter),
    }
}

fn dated_value(raw: &shape::Value, at: &str, faults: &mut Faults) -> Option<Value> {
    let comparators = [
        ("lt", Comparator::Lt),
        ("le", Comparator::Le),
        ("gt", Comparator::Gt),
        ("ge", Comparator::Ge),
    ];
    if let Some(rows) = &raw.bands {
        let alone = !raw.end
            && raw.number.is_none()
            && raw.table.is_none()
            && raw.steps.is_none()
            && raw.compare.is_none();
        if !alone {
            faults.key("pack.value_shape", at, &[]);
        }
        return bands(rows, at, faults).map(Value::Bands);
    }
    let keyed = |table: &BTreeMap<String, String>, faults: &mut Faults| {
        let mut found = BTreeMap::new();
        for (key, text) in table {
            let value = number(text, &format!("{at}.{key}"), faults);
            found.extend(value.map(|value| (key.clone(), value)));
        }
        found
    };
    match (raw.end, &raw.number, &raw.table, &raw.steps, &raw.compare) {
        (true, None, None, None, None) => None,
        (false, Some(text), None, None, None) => number(text, at, faults).map(Value::Number),
        (false, None, Some(table), None, None) => Some(Value::Keyed(keyed(table, faults))),
        (false, None, Some(table), None, Some(compare)) => Some(Value::Limit(Limit {
            comparator: word(compare, at, &comparators, faults)?,
            threshold: Threshold::Keyed(keyed(table, faults)),
        })),
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

/// `["30", "380"]`: up to and including 30; an empty text has no upper end and stands last.
fn bands(
    raw: &[(String, String)],
    at: &str,
    faults: &mut Faults,
) -> Option<Vec<(Option<i64>, Fraction)>> {
    let mut rows: Vec<(Option<i64>, Fraction)> = Vec::new();
    for (up_to, text) in raw {
        let end = match up_to.as_str() {
            "" => None,
            digits => {
                let end = digits.parse::<i64>().ok().filter(|end| *end >= 0);
                if end.is_none() {
                    faults.key("pack.bad_number", at, &[("value", digits)]);
                    return None;
                }
                end
            }
        };
        let rising = rows.last().is_none_or(|(last, _)| match (last, end) {
            (Some(last), Some(end)) => *last < end,
            (last, None) => last.is_some(),
            (None, Some(_)) => false,
        });
        if !rising {
            faults.key("pack.step_order", at, &[]);
        }
        rows.push((end, number(text, at, faults)?));
    }
    if rows.is_empty() {
        faults.key("pack.value_shape", at, &[]);
    }
    Some(rows)
}

/// What is to be confirmed.
pub(super) fn open_matter(raw: &shape::Name) -> OpenMatter {
    OpenMatter {
        zh: raw.zh.clone(),
        en: raw.en.clone(),
    }
}
