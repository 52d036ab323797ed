//! How assets are charged and their usual lives: shown, changed, kept as a new version of the plan.

use yingheng_core::issue::Message;
use yingheng_core::plan::{DepreciationRule, EntryMonth, LifeRule, Plan, life_faults};
use yingheng_core::policy::Certainty;
use yingheng_core::quantity::Fraction;
use yingheng_core::report::publish;

use super::{Answer, Session};
use crate::wire::{self, AssetLife, Depreciation, Failure};

fn shown(rule: &LifeRule) -> AssetLife {
    let years = |years: Option<u32>| years.map_or_else(String::new, |years| years.to_string());
    AssetLife {
        class: rule.class.clone(),
        also: rule.also.clone(),
        years_min: years(rule.years_min),
        years_max: years(rule.years_max),
        charged: rule.charged,
        source: rule.source.clone(),
        certainty: rule.certainty.key().to_owned(),
    }
}

/// Whole years as typed; empty is no bound.
fn years(text: &str, line: usize, life: &AssetLife, field: &str) -> Answer<Option<u32>> {
    match text.trim() {
        "" => Ok(None),
        digits => digits.parse().map(Some).map_err(|_| {
            Failure::new("error.life_years")
                .with("row", line.to_string())
                .with("class", life.class.clone())
                .with("field", format!("@column.{field}"))
                .with("text", text)
        }),
    }
}

/// One line as typed.
fn typed(line: usize, life: &AssetLife) -> Answer<LifeRule> {
    let known = Certainty::ALL
        .into_iter()
        .find(|level| level.key() == life.certainty);
    let mut also: Vec<String> = Vec::new();
    for name in life.also.iter().map(|name| name.trim()) {
        if !name.is_empty() && !also.iter().any(|known| known == name) {
            also.push(name.to_owned());
        }
    }
    Ok(LifeRule {
        class: life.class.trim().to_owned(),
        also,
        years_min: years(&life.years_min, line, life, "years_min")?,
        years_max: years(&life.years_max, line, life, "years_max")?,
        charged: life.charged,
        source: life.source.trim().to_owned(),
        certainty: known.ok_or_else(|| {
            Failure::new("error.life_certainty")
                .with("row", line.to_string())
                .with("class", life.class.clone())
                .with("text", life.certainty.clone())
        })?,
    })
}

/// Per cent as typed, with or without its sign; empty: residual values are not considered.
fn residual(text: &str) -> Answer<Option<Fraction>> {
    let digits = text.trim().trim_end_matches(['%', '％']).trim();
    if digits.is_empty() {
        return Ok(None);
    }
    let percent: Fraction = digits
        .parse()
        .map_err(|_| Failure::new("error.number").with("text", text))?;
    Ok(Some(percent * &Fraction::new(1, 100).unwrap_or_default()))
}

/// A plan whose rule and lives can be kept, or its first fault, which names line, class and field.
pub(super) fn sound(plan: Plan) -> Answer<Plan> {
    let fault = life_faults(&plan.depreciation_rule, &plan.asset_lives)
        .into_iter()
        .next();
    match fault {
        None => Ok(plan),
        Some(fault) => Err(wire::Message::from(fault).into()),
    }
}

impl Session {
    /// How assets are charged in the open project, and the lives they are held against.
    /// 折旧规则与折旧年限
    ///
    /// # Errors
    /// Nothing open, or the project cannot be read.
    pub fn depreciation(&self) -> Answer<Depreciation> {
        let plan = self.kept_plan()?;
        let rule = &plan.depreciation_rule;
        Ok(Depreciation {
            entry: rule.entry.key().to_owned(),
            residual: rule.residual.as_ref().map_or_else(String::new, |share| {
                publish::exact(&(share * &Fraction::from(100)), 0)
            }),
            lives: plan.asset_lives.iter().map(shown).collect(),
        })
    }

    /// Keeps the rule and the whole table of lives as a new version of the plan; nothing is kept where one line is wrong
    /// or nothing differs.
    ///
    /// # Errors
    /// Nothing open; the first fault, with its line, class and field.
    pub fn change_depreciation(&mut self, wanted: &Depreciation) -> Answer<()> {
        let entry = [EntryMonth::Same, EntryMonth::Following]
            .into_iter()
            .find(|entry| entry.key() == wanted.entry)
            .ok_or_else(|| Failure::new("error.entry_month").with("text", wanted.entry.clone()))?;
        let kept = self.kept_plan()?;
        let mut plan = kept.clone();
        plan.depreciation_rule = DepreciationRule {
            entry,
            residual: residual(&wanted.residual)?,
        };
        plan.asset_lives = wanted
            .lives
            .iter()
            .enumerate()
            .map(|(at, life)| typed(at + 1, life))
            .collect::<Answer<_>>()?;
        let plan = sound(plan)?;
        if plan == kept {
            return Ok(());
        }
        self.keep_plan(&plan, Message::new("plan.depreciation_changed"))
    }

    /// Changes or adds the life of one class: `8`, `5-10`, `8-`, `-3` in years, or `none` for what is never charged; an
    /// empty source keeps the one that stands.
    ///
    /// # Errors
    /// As [`Session::change_depreciation`].
    pub fn change_life(&mut self, class: &str, years: &str, source: &str) -> Answer<()> {
        let mut wanted = self.depreciation()?;
        let (least, most) = match years.split_once(['-', '–', '～']) {
            Some((least, most)) => (least, most),
            None => (years, years),
        };
        let charged = years.trim() != "none";
        let bound = |text: &str| {
            if charged {
                text.trim().to_owned()
            } else {
                String::new()
            }
        };
        let at = wanted.lives.iter().position(|life| life.class == class);
        let at = at.unwrap_or_else(|| {
            wanted.lives.push(AssetLife {
                class: class.to_owned(),
                ..AssetLife::default()
            });
            wanted.lives.len() - 1
        });
        let life = &mut wanted.lives[at];
        (life.years_min, life.years_max) = (bound(least), bound(most));
        life.charged = charged;
        if !source.trim().is_empty() {
            source.trim().clone_into(&mut life.source);
            // Who types a source has not shown the document: an assumption of this hospital until somebody says more.
            Certainty::Assumption.key().clone_into(&mut life.certainty);
        }
        if life.certainty.is_empty() {
            Certainty::Assumption.key().clone_into(&mut life.certainty);
        }
        self.change_depreciation(&wanted)
    }

    /// Changes the month of the first charge (`same`, `following`) or the residual share in per cent; `None` keeps what
    /// stands, an empty share stops considering residual values.
    ///
    /// # Errors
    /// As [`Session::change_depreciation`].
    pub fn change_depreciation_rule(
        &mut self,
        entry: Option<&str>,
        residual: Option<&str>,
    ) -> Answer<()> {
        let mut wanted = self.depreciation()?;
        if let Some(entry) = entry {
            entry.clone_into(&mut wanted.entry);
        }
        if let Some(residual) = residual {
            residual.clone_into(&mut wanted.residual);
        }
        self.change_depreciation(&wanted)
    }
}
