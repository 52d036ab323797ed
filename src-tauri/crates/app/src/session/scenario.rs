//! Levers, what-if, kept scenarios.

use yingheng_core::issue::Message;
use yingheng_core::quantity::{Fraction, rounding};
use yingheng_core::report::headline::headlines;
use yingheng_core::report::{charts, headline, levers, publish};
use yingheng_core::run::Run;
use yingheng_core::scenario::{self, Lever, Measure};

use super::pages::source;
use super::scenario_text::{saved, scenario_of, unit};
use super::{Answer, Session};
use crate::wire::{
    Issue, Kpi, LeverState, SaveScenario, SavedScenario, ScenarioAnswer, ScenarioRequest, Tone,
};

/// The levers that have a slider: those that need no further number.
const SLIDERS: [Lever; 10] = [
    Lever::LengthOfStay,
    Lever::CmiByMix,
    Lever::CmiByCoding,
    Lever::Price,
    Lever::Volume,
    Lever::Wage,
    Lever::DrugPrice,
    Lever::MaterialPrice,
    Lever::FixedCost,
    Lever::RegionalPool,
];

/// Headline figures; with a second run beside it, its figures and the change.
pub(super) fn kpis(run: &Run, before: Option<&Run>) -> Vec<Kpi> {
    let earlier = before.map(headlines);
    let one = |(index, line): (usize, headline::Headline)| {
        let old = earlier.as_ref().and_then(|lines| lines.get(index));
        let change = old.and_then(|old| line.change(old));
        let tone = match (&line.value, line.key) {
            (Ok(value), "surplus" | "gap" | "margin_of_safety") if value.is_negative() => Tone::Bad,
            (Ok(value), "surplus" | "gap" | "margin_of_safety") if value.is_positive() => {
                Tone::Good
            }
            _ => Tone::Neutral,
        };
        Kpi {
            key: line.key.to_owned(),
            label: crate::wire::Message::new(format!("kpi.{}", line.key)),
            figure: publish::computed(&line.value, line.unit, line.why()).into(),
            unit: line.unit.into(),
            baseline: old.map(|old| publish::computed(&old.value, old.unit, None).into()),
            change: change.map(|change| publish::figure(&change, line.unit, None).into()),
            tone,
            note: None,
        }
    };
    headlines(run).into_iter().enumerate().map(one).collect()
}

impl Session {
    /// The levers with their present values and ranges; one whose present value is not computable is left out.
    ///
    /// # Errors
    /// Nothing open, or nothing to compute.
    pub fn levers(&mut self) -> Answer<Vec<LeverState>> {
        let hospital = &self.baseline()?.run.margins.hospital;
        let share = |value: &Fraction, percent: i64, places: u32| {
            rounding::to_text(
                &(value * &Fraction::new(percent, 100).unwrap_or_default()),
                places,
            )
        };
        let mut out = Vec::new();
        for lever in SLIDERS {
            let range = match lever.spec().measure {
                Measure::Days => hospital.los.as_ref().ok().map(|los| {
                    (
                        share(los, 100, 2),
                        share(los, 50, 1),
                        share(los, 150, 1),
                        "0.1",
                    )
                }),
                Measure::Weight => hospital.cmi.as_ref().ok().map(|cmi| {
                    (
                        share(cmi, 100, 4),
                        share(cmi, 80, 2),
                        share(cmi, 130, 2),
                        "0.01",
                    )
                }),
                Measure::Yuan => Some((
                    "0.00".to_owned(),
                    "-10000000.00".to_owned(),
                    "10000000.00".to_owned(),
                    "100000.00",
                )),
                Measure::Share => Some((
                    "0.00".to_owned(),
                    "0.00".to_owned(),
                    "100.00".to_owned(),
                    "1.00",
                )),
                _ => Some((
                    "0.00".to_owned(),
                    "-30.00".to_owned(),
                    "30.00".to_owned(),
                    "0.50",
                )),
            };
            out.extend(range.map(|(baseline, minimum, maximum, step)| LeverState {
                lever: lever.key().to_owned(),
                label: crate::wire::Message::new(format!("lever.{}", lever.key())),
                value: baseline.clone(),
                baseline,
                minimum,
                maximum,
                step: step.to_owned(),
                unit: unit(lever.spec().measure),
            }));
        }
        Ok(out)
    }

    /// A what-if through the whole pipeline, beside the baseline.
    ///
    /// # Errors
    /// Nothing open, an unknown lever or a value that is no number. What a lever cannot do is an issue.
    pub fn try_scenario(&mut self, request: &ScenarioRequest) -> Answer<ScenarioAnswer> {
        let wanted = scenario_of("", "", &request.overrides)?;
        let baseline = self.baseline()?;
        let outcome = scenario::compute(
            &baseline.facts,
            &baseline.policy,
            &baseline.plan,
            &baseline.run,
            &wanted,
        );
        let mut specs = Vec::new();
        if let Ok(start) = &baseline.run.margins.result.surplus {
            // A step that is not computable would leave its part out of the last bar: then there is no bridge.
            let steps: Option<Vec<_>> = outcome
                .steps
                .iter()
                .map(|step| {
                    let effect = step.effect.as_ref().ok()?.clone();
                    Some((format!("lever.{}", step.lever.key()), effect))
                })
                .collect();
            let title = Message::new("app.scenario_bridge");
            specs.extend(steps.map(|steps| {
                charts::waterfall(
                    "scenario_bridge",
                    title,
                    start,
                    steps,
                    "line.surplus",
                    source(baseline),
                )
            }));
        }
        let mut tables = vec![headline::table(&baseline.run, Some(&outcome.run))];
        tables.push(levers::steps(&wanted, &outcome));
        tables.extend(levers::lines(&outcome.run.margins.result));
        Ok(ScenarioAnswer {
            kpis: kpis(&outcome.run, Some(&baseline.run)),
            charts: specs.into_iter().map(Into::into).collect(),
            tables: tables.into_iter().map(Into::into).collect(),
            issues: outcome.issues.into_iter().map(Issue::from).collect(),
        })
    }

    /// Kept scenarios.
    ///
    /// # Errors
    /// Nothing open, or the file cannot be read.
    pub fn scenarios(&self) -> Answer<Vec<SavedScenario>> {
        Ok(self
            .opened()?
            .project
            .scenarios()?
            .iter()
            .map(saved)
            .collect())
    }

    /// Keeps a scenario; a new one gets the next free key.
    ///
    /// # Errors
    /// Nothing open, an unknown lever or value, or the file cannot be written.
    pub fn save_scenario(&mut self, request: &SaveScenario) -> Answer<SavedScenario> {
        let project = &mut self.opened_mut()?.project;
        let all = project.scenarios()?;
        let taken: Vec<String> = all.iter().map(|kept| kept.id.clone()).collect();
        let free = || {
            (1..)
                .map(|number| format!("s{number}"))
                .find(|id| !taken.contains(id))
                .unwrap_or_default()
        };
        let id = request.id.clone().unwrap_or_else(free);
        let mut kept = scenario_of(&id, &request.name, &request.overrides)?;
        // Saving changes the overrides; states kept before stay.
        if let Some(earlier) = all.into_iter().find(|own| own.id == id) {
            kept.snapshots = earlier.snapshots;
        }
        project.save_scenario(&kept)?;
        Ok(saved(&kept))
    }

    /// Removes a scenario; whether there was one.
    ///
    /// # Errors
    /// Nothing open, or the file cannot be written.
    pub fn delete_scenario(&mut self, id: &str) -> Answer<bool> {
        Ok(self.opened_mut()?.project.delete_scenario(id)?)
    }
}
