//! Overrides as the window, the command line and files write them.

use std::collections::BTreeMap;

use yingheng_core::period::Period;
use yingheng_core::quantity::{Fraction, rounding};
use yingheng_core::scenario::{self, Lever, Measure, Scenario, Target, TargetKind};

use super::Answer;
use crate::wire::{Failure, Override, SavedScenario, Unit};

/// Places a number of a file is tried with before it is written as a fraction.
const MOST_PLACES: u32 = 12;

/// How the window prints a measure.
pub(super) fn unit(measure: Measure) -> Unit {
    match measure {
        Measure::Days => Unit::Days,
        Measure::Weight => Unit::Weight,
        Measure::Yuan => Unit::Money,
        Measure::Share | Measure::Change => Unit::Percent,
        Measure::Count | Measure::Difference => Unit::Count,
        Measure::Factor => Unit::Ratio,
    }
}

/// The lever with this key.
///
/// # Errors
/// There is none.
pub(super) fn lever(key: &str) -> Answer<Lever> {
    Lever::from_key(key.trim()).ok_or_else(|| Failure::new("error.lever").with("lever", key))
}

/// A number as people write it; `5` and `5%` of a per cent measure are 1/20.
///
/// # Errors
/// It is no number, or has a per cent sign where none belongs.
pub(super) fn number(measure: Measure, text: &str) -> Answer<Fraction> {
    let wrong = || Failure::new("error.number").with("text", text);
    let text = text.trim();
    let plain = text.strip_suffix(['%', '\u{ff05}']);
    if plain.is_some() && !measure.percent() {
        return Err(wrong());
    }
    let number: Fraction = plain
        .unwrap_or(text)
        .trim()
        .replace([',', '\u{ff0c}'], "")
        .parse()
        .map_err(|_| wrong())?;
    Ok(if measure.percent() {
        number * Fraction::new(1, 100).unwrap_or_default()
    } else {
        number
    })
}

/// A number as the window writes it: exact, with at least the places of its unit.
pub(super) fn text(measure: Measure, value: &Fraction) -> String {
    let value = if measure.percent() {
        value * &Fraction::from(100)
    } else {
        value.clone()
    };
    let least = match measure {
        Measure::Weight | Measure::Factor => 4,
        Measure::Count | Measure::Difference => 0,
        _ => 2,
    };
    (least..=MOST_PLACES)
        .find(|places| rounding::to_places(&value, *places) == value)
        .map_or_else(
            || value.to_string(),
            |places| rounding::to_text(&value, places),
        )
}

/// `2026-03` or `2026`.
///
/// # Errors
/// It is neither.
fn month(text: &str) -> Answer<Period> {
    let wrong = || Failure::new("error.month").with("text", text);
    let (year, month) = text.trim().split_once('-').ok_or_else(wrong)?;
    let period = Period {
        year: year.parse().map_err(|_| wrong())?,
        month: month.parse().map_err(|_| wrong())?,
    };
    if (1900..=2999).contains(&period.year) && (1..=12).contains(&period.month) {
        Ok(period)
    } else {
        Err(wrong())
    }
}

/// What an override speaks for.
///
/// # Errors
/// There is no such kind, or no such cost item.
fn target(kind: &str, code: &str) -> Answer<Target> {
    let wrong = || {
        Failure::new("error.target")
            .with("kind", kind)
            .with("code", code)
    };
    let kind = match kind.trim() {
        "" => TargetKind::All,
        key => TargetKind::ALL
            .into_iter()
            .find(|own| own.key() == key)
            .ok_or_else(wrong)?,
    };
    if kind != TargetKind::All && code.trim().is_empty() {
        return Err(wrong());
    }
    Target::of(kind, code).ok_or_else(wrong)
}

/// One override.
///
/// # Errors
/// A lever, number, month or target that is none. What the numbers mean is judged by the scenario.
pub(super) fn read(change: &Override) -> Answer<scenario::Override> {
    let lever = lever(&change.lever)?;
    let spec = lever.spec();
    let given = |text: &str| !text.trim().is_empty();
    let mut parameters = BTreeMap::new();
    for (key, text) in change.parameters.iter().filter(|(_, text)| given(text)) {
        // An unknown key is judged by the scenario, which names it.
        let measure = spec
            .parameter(key)
            .map_or(Measure::Factor, |own| own.measure);
        parameters.insert(key.clone(), number(measure, text)?);
    }
    let value = number(spec.measure, &change.value)?;
    let bound = |text: &str| -> Answer<Fraction> {
        if given(text) {
            number(spec.measure, text)
        } else {
            Ok(value.clone())
        }
    };
    let range = (given(&change.low) || given(&change.high))
        .then(|| Ok::<_, Failure>((bound(&change.low)?, bound(&change.high)?)))
        .transpose()?;
    let start = given(&change.start)
        .then(|| month(&change.start))
        .transpose()?;
    let one_off = given(&change.one_off)
        .then(|| number(Measure::Yuan, &change.one_off))
        .transpose()?;
    Ok(scenario::Override {
        parameters,
        target: target(&change.target_kind, &change.target)?,
        start,
        ramp_months: change.ramp_months,
        one_off: one_off.unwrap_or_default(),
        range,
        name: change.name.trim().to_owned(),
        source: change.source.trim().to_owned(),
        enabled: !change.disabled,
        ..scenario::Override::new(lever, value)
    })
}

/// A scenario of overrides.
///
/// # Errors
/// As [`read`].
pub(super) fn scenario_of(id: &str, name: &str, overrides: &[Override]) -> Answer<Scenario> {
    Ok(Scenario {
        id: id.to_owned(),
        name: name.to_owned(),
        overrides: overrides.iter().map(read).collect::<Answer<_>>()?,
        snapshots: Vec::new(),
    })
}

/// One override as it is written.
pub(super) fn written(change: &scenario::Override) -> Override {
    let spec = change.lever.spec();
    let parameters = change.parameters.iter().map(|(key, value)| {
        let own = spec.parameter(key);
        let measure = own.map_or(Measure::Factor, |own| own.measure);
        (key.clone(), text(measure, value))
    });
    let (low, high) = change
        .range
        .as_ref()
        .map_or_else(Default::default, |range| {
            (text(spec.measure, &range.0), text(spec.measure, &range.1))
        });
    let kind = change.target.kind();
    Override {
        lever: change.lever.key().to_owned(),
        value: text(spec.measure, &change.value),
        parameters: parameters.collect(),
        target_kind: if kind == TargetKind::All {
            String::new()
        } else {
            kind.key().to_owned()
        },
        target: change.target.code().to_owned(),
        start: change.start.map(|at| at.to_string()).unwrap_or_default(),
        ramp_months: change.ramp_months,
        one_off: if change.one_off.is_zero() {
            String::new()
        } else {
            text(Measure::Yuan, &change.one_off)
        },
        low,
        high,
        name: change.name.clone(),
        source: change.source.clone(),
        disabled: !change.enabled,
    }
}

/// The wire's form of a kept scenario.
pub(super) fn saved(kept: &Scenario) -> SavedScenario {
    SavedScenario {
        id: kept.id.clone(),
        name: kept.name.clone(),
        overrides: kept.overrides.iter().map(written).collect(),
    }
}
