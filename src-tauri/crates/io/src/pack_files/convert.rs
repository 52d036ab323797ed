use std::collections::BTreeMap;

use super::{Faults, convert_flow, convert_value, groups_csv, read_toml, shape};
use yingheng_core::period::Date;
use yingheng_core::policy::{
    Certainty, ConfirmedMatter, GroupTable, OpenMatter, PolicyPack, Route, SchemeRule, Source,
    Undated,
};
use yingheng_core::quantity::Fraction;

/// The only format this program writes and reads.
pub(super) const FORMAT: &str = "yingheng-pack/1";

/// Whether anything is to be confirmed: a frame may be without groups.
fn is_frame(raw: &shape::Pack) -> bool {
    let mut values = raw.parameter.values();
    !raw.open.is_empty() || values.any(|value| value.to_be_confirmed.is_some())
}

/// Builds a pack; `None` only where nothing could be built. Callers look at the faults either way.
pub(super) fn pack(toml: &str, csv: &str, faults: &mut Faults) -> Option<PolicyPack> {
    let raw: shape::Pack = read_toml("pack.toml", toml, faults)?;
    let rows = groups_csv::read(csv, is_frame(&raw), faults)?;
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
        .map(|(id, raw)| (id.clone(), convert_value::parameter(id, raw, faults)))
        .collect();
    let main = convert_flow::flow("flow", &raw.flow, faults);
    let mut methods = BTreeMap::new();
    for (name, raw) in &raw.method {
        let at = format!("method.{name}");
        methods.extend(convert_flow::flow(&at, raw, faults).map(|flow| (name.clone(), flow)));
    }
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
        flow: main?,
        methods,
        routing: convert_flow::routing(&raw.route),
        groups: GroupTable::new(day, raw.groups.source, rows),
        open: raw
            .open
            .iter()
            .map(super::convert_value::open_matter)
            .collect(),
        confirmed: raw.confirmed.into_iter().map(confirmed).collect(),
        year: super::year::rules(&raw.year, &raw.month, faults),
    };
    super::agree::agree(&pack, faults);
    super::year_agree::agree(&pack, faults);
    Some(pack)
}

fn confirmed(raw: shape::Confirmed) -> ConfirmedMatter {
    ConfirmedMatter {
        matter: OpenMatter {
            zh: raw.zh,
            en: raw.en,
        },
        answer: raw.answer,
        source: raw.source,
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

pub(super) fn number(text: &str, at: &str, faults: &mut Faults) -> Option<Fraction> {
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
