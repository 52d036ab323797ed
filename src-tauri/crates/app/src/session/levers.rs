//! The catalogue of levers.

use std::collections::BTreeMap;

use yingheng_core::quantity::{Fraction, rounding};
use yingheng_core::report::levers;
use yingheng_core::scenario::{Answer as Figure, Example, Lever, Measure};

use super::{Answer, Session};
use crate::wire::{LeverExample, LeverInfo, LeverParameter, Message, Table};

/// A number of the catalogue as short as it is; one without end is marked as rounded.
fn decimal(measure: Measure, exact: &str) -> String {
    let Ok(value) = exact.parse::<Fraction>() else {
        return exact.to_owned();
    };
    let value = if measure.percent() {
        value * Fraction::from(100)
    } else {
        value
    };
    let short = |text: String| match text.split_once('.') {
        Some(_) => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        None => text,
    };
    if rounding::to_places(&value, 4) == value {
        short(rounding::to_text(&value, 4))
    } else {
        format!("≈ {}", short(rounding::to_text(&value, 2)))
    }
}

fn example(lever: Lever, own: &Example) -> LeverExample {
    let spec = lever.spec();
    let parameters: BTreeMap<String, String> = own
        .parameters
        .iter()
        .map(|(key, value)| {
            let measure = spec
                .parameter(key)
                .map_or(Measure::Factor, |own| own.measure);
            ((*key).to_owned(), decimal(measure, value))
        })
        .collect();
    let (kind, answer) = match own.answer {
        Figure::Surplus(yuan) => ("surplus", yuan),
        Figure::Released(yuan) => ("released", yuan),
    };
    LeverExample {
        source: own.source.to_owned(),
        value: decimal(spec.measure, own.value),
        parameters,
        implied: own.implied,
        kind: kind.to_owned(),
        answer: answer.to_owned(),
    }
}

fn info(lever: Lever) -> LeverInfo {
    let spec = lever.spec();
    let key = lever.key();
    let say = |family: &str| Message::new(format!("{family}.{key}"));
    let parameter = |own: &yingheng_core::scenario::Parameter| LeverParameter {
        key: own.key.to_owned(),
        label: Message::new(format!("lever_parameter.{}", own.key)),
        measure: own.measure.key().to_owned(),
        required: own.required,
        default: own.default.map(|value| decimal(own.measure, value)),
    };
    LeverInfo {
        lever: key.to_owned(),
        family: spec.family.key().to_owned(),
        label: say("lever"),
        meaning: say("lever_meaning"),
        formula: say("lever_formula"),
        measure: spec.measure.key().to_owned(),
        parameters: spec.parameters.iter().map(parameter).collect(),
        targets: spec
            .targets
            .iter()
            .map(|own| own.key().to_owned())
            .collect(),
        sources: spec.sources.iter().map(|id| (*id).to_owned()).collect(),
        every_case: spec.every_case,
        guards: spec.guards.iter().map(|own| own.key().to_owned()).collect(),
        examples: spec
            .examples
            .iter()
            .map(|own| example(lever, own))
            .collect(),
    }
}

/// Every lever with meaning, formula, inputs, sources, guards and worked figures.
/// 杠杆目录
pub fn lever_catalogue() -> Vec<LeverInfo> {
    Lever::ALL.iter().map(|lever| info(*lever)).collect()
}

impl Session {
    /// What the sources say against one another, beside what it would mean here.
    /// 出处冲突对照
    ///
    /// # Errors
    /// Nothing open, or nothing to compute.
    pub fn lever_conflicts(&mut self) -> Answer<Table> {
        let baseline = self.baseline()?;
        Ok(levers::conflicts(&baseline.facts, &baseline.run).into())
    }
}
