//! Coefficients of hospital, grade, age, severity, auxiliary list and Chinese medicine, joined as the pack says.

use super::ask::{Ask, of_coefficient};
use super::compile::Pricing;
use super::step::{Citation, Step, StepUnit};
use crate::issue::Message;
use crate::policy::{Coefficient, CoefficientOn, Combine, Hits, Scope};
use crate::quantity::Fraction;

/// Factors of the standard, and of what low and high rules add.
pub(super) struct Factors {
    pub(super) base: Fraction,
    pub(super) deviation: Fraction,
}

fn join(so_far: Option<Fraction>, factor: &Fraction, combine: Combine) -> Fraction {
    match (so_far, combine) {
        (None, _) | (_, Combine::Replace) => factor.clone(),
        (Some(before), Combine::Product) => before * factor,
        (Some(before), Combine::Max) => before.max(factor.clone()),
    }
}

impl Pricing<'_> {
    pub(super) fn factors(&mut self) -> Result<Factors, Message> {
        let (mut base, mut deviation): (Option<Fraction>, Option<Fraction>) = (None, None);
        let flow = self.flow;
        for rule in &flow.coefficients {
            let Some(factor) = self.factor(rule)? else {
                continue;
            };
            if rule.scope != Scope::Deviation {
                base = Some(join(base.take(), &factor, rule.combine));
            }
            if rule.scope != Scope::Base {
                deviation = Some(join(deviation.take(), &factor, rule.combine));
            }
        }
        Ok(Factors {
            base: base.unwrap_or_else(Fraction::one),
            deviation: deviation.unwrap_or_else(Fraction::one),
        })
    }

    /// The factor of one rule; `None` where it does not touch the case.
    fn factor(&mut self, rule: &Coefficient) -> Result<Option<Fraction>, Message> {
        let replaced = rule
            .replace
            .iter()
            .find(|(flag, _)| self.group.is_some_and(|group| group.has(flag)));
        if let Some((_, id)) = replaced {
            return self
                .number(id, "payment.step_coefficient", StepUnit::Factor)
                .map(Some);
        }
        let (policy, id) = (self.policy, rule.parameter.as_str());
        let asked = of_coefficient(&rule.on, id);
        match &rule.on {
            CoefficientOn::Pack => self
                .number(id, "payment.step_coefficient", StepUnit::Factor)
                .map(Some),
            CoefficientOn::Group => {
                let grade = policy.grade.as_deref().unwrap_or_default();
                let column = format!("{id}.{grade}");
                let factor = self.group()?.columns.get(&column).cloned();
                let factor = factor.ok_or_else(|| {
                    self.missing("payment.no_group_column")
                        .with("column", &column)
                })?;
                self.note(
                    "payment.step_coefficient_group",
                    &factor,
                    StepUnit::Factor,
                    self.of_table(),
                );
                Ok(Some(factor))
            }
            CoefficientOn::Hospital => {
                let index = self.asked(asked.as_ref(), "facility")?;
                let code = self.words.facilities.get(index).map_or("", String::as_str);
                let (entry, factor) = policy.line(id, self.day, code)?;
                let step = Step::new(
                    "payment.step_coefficient_hospital",
                    factor.clone(),
                    StepUnit::Factor,
                );
                let step = step.with("code", code).cited(Citation::of(id, entry));
                self.steps.push(step);
                Ok(Some(factor.clone()))
            }
            CoefficientOn::Age | CoefficientOn::Cci => {
                let (field, label) = if rule.on == CoefficientOn::Age {
                    ("age", "payment.step_coefficient_age")
                } else {
                    ("cci", "payment.step_coefficient_cci")
                };
                let band = self.asked(asked.as_ref(), field)?;
                let (entry, rows) = policy.bands(id, self.day)?;
                let factor = rows.get(band).map(|(_, factor)| factor.clone());
                let factor = factor.ok_or_else(|| {
                    Message::new("payment.no_band")
                        .with("parameter", id)
                        .with("value", band.to_string())
                })?;
                let step = Step::new(label, factor.clone(), StepUnit::Factor);
                self.steps
                    .push(step.cited(Citation::of(id, entry)).read(field));
                Ok(Some(factor))
            }
            CoefficientOn::Auxiliary(hits) => {
                let index = self.asked(asked.as_ref(), "auxiliary")?;
                self.auxiliary(id, index, *hits)
            }
            CoefficientOn::TcmGate(_) => {
                let reached = self.asked(asked.as_ref(), "tcm_share")? == 1;
                if !reached {
                    return Ok(None);
                }
                self.number(id, "payment.step_coefficient_tcm", StepUnit::Factor)
                    .map(Some)
            }
        }
    }

    fn asked(&self, ask: Option<&Ask>, field: &'static str) -> Result<usize, Message> {
        let answer = match ask {
            Some(ask) => self.answer(ask, field)?,
            None => 0,
        };
        Ok(answer as usize)
    }

    /// Every code hit is named with its factor; a code the list does not have is an error, never a factor of 1.
    fn auxiliary(
        &mut self,
        id: &str,
        index: usize,
        hits: Hits,
    ) -> Result<Option<Fraction>, Message> {
        let policy = self.policy;
        let text = self.words.auxiliaries.get(index).map_or("", String::as_str);
        let mut found: Option<Fraction> = None;
        for code in text.split(';').filter(|code| !code.is_empty()) {
            let (entry, factor) = policy.line(id, self.day, code)?;
            let step = Step::new(
                "payment.step_coefficient_auxiliary",
                factor.clone(),
                StepUnit::Factor,
            );
            let step = step.with("code", code).cited(Citation::of(id, entry));
            self.steps.push(step.read("auxiliary"));
            let combine = match hits {
                Hits::Max => Combine::Max,
                Hits::Product => Combine::Product,
            };
            found = Some(join(found, factor, combine));
        }
        if let Some(factor) = &found {
            self.note(
                "payment.step_auxiliary_factor",
                factor,
                StepUnit::Factor,
                None,
            );
        }
        Ok(found)
    }
}
