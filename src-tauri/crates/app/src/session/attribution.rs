//! Scenarios attributed, guarded, compared, merged, kept as snapshots.

use yingheng_core::issue::Message;
use yingheng_core::plan::{Guard, GuardRule, guard_faults};
use yingheng_core::quantity::Fraction;
use yingheng_core::report::attribution as tables;
use yingheng_core::report::{ChartSpec, Table, publish};
use yingheng_core::run::Run;
use yingheng_core::scenario::{
    self, Attribution, Effort, Ground, MOST_COMPARED, OnConflict, Outcome, Reading, Scenario,
};

use super::baseline::Baseline;
use super::pages::source;
use super::scenario_file::changes;
use super::scenario_text::{saved, scenario_of, written};
use super::{Answer, Session, parse_period};
use crate::wire::{
    self, Failure, GuardLine, Issue, MergeAnswer, MergeRequest, Page, SavedScenario,
    ScenarioRequest, ScenarioSnapshot,
};

/// Key of the scenario that is being worked on and has none of its own.
const DRAFT: &str = "draft";

/// A scenario with everything that is shown of it beside others.
struct Looked {
    name: String,
    outcome: Outcome,
    readings: Vec<Reading>,
    attribution: Result<Attribution, yingheng_core::quantity::Reason>,
}

fn look(baseline: &Baseline, wanted: &Scenario) -> Looked {
    let Baseline {
        facts,
        policy,
        plan,
        run,
        ..
    } = baseline;
    let outcome = scenario::compute(facts, policy, plan, run, wanted);
    let readings = scenario::readings(facts, plan, &outcome.run, Some(wanted));
    let ground = Ground {
        facts,
        policy,
        plan,
        run,
    };
    let attribution = scenario::attribute(&ground, wanted, &readings, &Effort::default());
    Looked {
        name: wanted.name.clone(),
        outcome,
        readings,
        attribution,
    }
}

/// Tables and chart of one attribution.
fn shown(looked: &Looked, id: &str, from: Message) -> (Vec<Table>, Option<ChartSpec>) {
    let Ok(found) = &looked.attribution else {
        return (vec![tables::guards(&looked.readings)], None);
    };
    let prefix = format!("attribution/{id}");
    let mut all = vec![tables::parts(found, &looked.readings, &prefix)];
    all.extend(tables::pairs(found, &prefix));
    all.push(tables::guards(&looked.readings));
    (all, tables::chart(found, from))
}

/// Says which scenario a table or chart speaks of.
fn named(title: &Message, name: &str) -> Message {
    Message::new("app.of_scenario")
        .with("title", format!("@{}", title.key))
        .with("name", name)
}

fn percent(value: &Fraction) -> String {
    publish::exact(&(value * &Fraction::from(100)), 0)
}

fn line(rule: &GuardRule) -> GuardLine {
    GuardLine {
        guard: rule.guard.key().to_owned(),
        limit: percent(&rule.limit),
        value: rule.value.as_ref().map(percent).unwrap_or_default(),
        date: rule.date.map(|date| date.to_string()).unwrap_or_default(),
        source: rule.source.clone(),
    }
}

/// Per cent as typed, with or without its sign.
fn share(text: &str) -> Answer<Fraction> {
    let digits = text.trim().trim_end_matches(['%', '\u{ff05}']).trim();
    let number: Fraction = digits
        .parse()
        .map_err(|_| Failure::new("error.number").with("text", text))?;
    Ok(number * &Fraction::new(1, 100).unwrap_or_default())
}

fn typed(line: &GuardLine) -> Answer<Option<GuardRule>> {
    let guard = Guard::from_key(line.guard.trim())
        .ok_or_else(|| Failure::new("error.guard").with("text", line.guard.clone()))?;
    if line.limit.trim().is_empty() {
        // A guard without a limit says nothing; a value alone would be lost unseen.
        if line.value.trim().is_empty() {
            return Ok(None);
        }
        let name = format!("@guard.{}", guard.key());
        return Err(Failure::new("error.guard_limit").with("guard", name));
    }
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Ok(Some(GuardRule {
        guard,
        limit: share(&line.limit)?,
        value: given(&line.value).map(|text| share(&text)).transpose()?,
        date: given(&line.date)
            .map(|text| parse_period(&text))
            .transpose()?,
        source: line.source.trim().to_owned(),
    }))
}

impl Session {
    /// Overrides attributed: table, pairs, guards, waterfall.
    /// 逐杠杆归因
    ///
    /// # Errors
    /// Nothing open, an unknown lever or value; the surplus of some subset is not computable.
    pub fn attribute(&mut self, request: &ScenarioRequest) -> Answer<Page> {
        let wanted = scenario_of(DRAFT, "", &request.overrides)?;
        let (page, found) = {
            let baseline = self.baseline()?;
            let looked = look(baseline, &wanted);
            let (all, chart) = shown(&looked, DRAFT, source(baseline));
            let found = looked.attribution.map_err(|reason| {
                let reason: wire::Reason = reason.into();
                Failure {
                    code: reason.code,
                    arguments: reason.arguments,
                }
            })?;
            let page = Page {
                tables: all.into_iter().map(Into::into).collect(),
                charts: chart.into_iter().map(Into::into).collect(),
                issues: looked.outcome.issues.into_iter().map(Issue::from).collect(),
                ..Page::default()
            };
            (page, found)
        };
        self.attributed = Some(found);
        Ok(page)
    }

    /// The attribution behind a "why" key: the kept scenario's, or that of the last overrides attributed.
    ///
    /// # Errors
    /// Nothing open; no such scenario; not computable.
    pub(super) fn attribution_of(&mut self, id: &str) -> Answer<Attribution> {
        if id == DRAFT {
            let none = || Failure::new("error.no_such_scenario").with("id", id);
            return self.attributed.clone().ok_or_else(none);
        }
        let wanted = self.kept_scenario(id)?;
        look(self.baseline()?, &wanted)
            .attribution
            .map_err(|reason| {
                let reason: wire::Reason = reason.into();
                Failure {
                    code: reason.code,
                    arguments: reason.arguments,
                }
            })
    }

    /// A kept scenario by its key.
    ///
    /// # Errors
    /// Nothing open, or no such scenario.
    pub fn kept_one(&self, id: &str) -> Answer<SavedScenario> {
        Ok(saved(&self.kept_scenario(id)?))
    }

    /// The kept scenarios a board sees: the first three.
    pub(super) fn board_scenarios(&self) -> Answer<Vec<Scenario>> {
        let mut all = self.opened()?.project.scenarios()?;
        all.truncate(MOST_COMPARED);
        Ok(all)
    }

    fn kept_scenario(&self, id: &str) -> Answer<Scenario> {
        let found = (self.opened()?.project.scenarios()?.into_iter()).find(|own| own.id == id);
        found.ok_or_else(|| Failure::new("error.no_such_scenario").with("id", id))
    }

    /// Kept scenarios beside the baseline: headline figures, attribution of each (by Shapley and in order), groups that
    /// move.
    /// 方案比较
    ///
    /// # Errors
    /// Nothing open, no such scenario, more than three, or nothing to compute.
    pub fn compare_scenarios(&mut self, ids: &[String]) -> Answer<Page> {
        if ids.len() > MOST_COMPARED {
            return Err(
                Failure::new("error.too_many_scenarios").with("most", MOST_COMPARED.to_string())
            );
        }
        let kept: Vec<Scenario> = ids
            .iter()
            .map(|id| self.kept_scenario(id))
            .collect::<Answer<_>>()?;
        let (all, charts) = compared(self.baseline()?, &kept);
        Ok(Page {
            tables: all.into_iter().map(Into::into).collect(),
            charts: charts.into_iter().map(Into::into).collect(),
            ..Page::default()
        })
    }

    /// The guards as kept: one line per guard, empty where nothing is set.
    ///
    /// # Errors
    /// Nothing open, or the project cannot be read.
    pub fn guards(&self) -> Answer<Vec<GuardLine>> {
        let rules = self.kept_plan()?.guards;
        let of = |guard: Guard| match rules.iter().find(|rule| rule.guard == guard) {
            Some(rule) => line(rule),
            None => GuardLine {
                guard: guard.key().to_owned(),
                ..GuardLine::default()
            },
        };
        Ok(Guard::ALL.into_iter().map(of).collect())
    }

    /// How the guards stand in the baseline.
    ///
    /// # Errors
    /// Nothing open, or nothing to compute.
    pub fn guard_readings(&mut self) -> Answer<wire::Table> {
        let baseline = self.baseline()?;
        let readings = scenario::readings(&baseline.facts, &baseline.plan, &baseline.run, None);
        Ok(tables::guards(&readings).into())
    }

    /// Keeps the guards as a new version of the plan; nothing is kept where one line is wrong or nothing differs.
    /// 设置护栏
    ///
    /// # Errors
    /// Nothing open; the first fault, with its guard.
    pub fn change_guards(&mut self, lines: &[GuardLine]) -> Answer<()> {
        let mut rules = Vec::new();
        for line in lines {
            rules.extend(typed(line)?);
        }
        if let Some((code, guard)) = guard_faults(&rules).into_iter().next() {
            return Err(Failure::new(code).with("guard", format!("@guard.{}", guard.key())));
        }
        rules.sort_by_key(|rule| rule.guard);
        let mut plan = self.kept_plan()?;
        if plan.guards == rules {
            return Ok(());
        }
        plan.guards = rules;
        self.keep_plan(&plan, Message::new("plan.guards_changed"))
    }

    /// Snapshots of a kept scenario, oldest first.
    ///
    /// # Errors
    /// Nothing open, or no such scenario.
    pub fn scenario_snapshots(&self, id: &str) -> Answer<Vec<ScenarioSnapshot>> {
        let kept = self.kept_scenario(id)?;
        let one = |own: &scenario::Snapshot| {
            let before: Vec<_> = own.overrides.iter().map(written).collect();
            let after: Vec<_> = kept.overrides.iter().map(written).collect();
            ScenarioSnapshot {
                name: own.name.clone(),
                when: own.when.clone(),
                overrides: before.clone(),
                changes: changes(&before, &after)
                    .into_iter()
                    .map(Issue::from)
                    .collect(),
            }
        };
        Ok(kept.snapshots.iter().map(one).collect())
    }

    /// Keeps the present overrides of a kept scenario under a name.
    ///
    /// # Errors
    /// Nothing open, no such scenario, no name, or the file cannot be written.
    pub fn keep_scenario_snapshot(&mut self, id: &str, name: &str) -> Answer<()> {
        if name.trim().is_empty() {
            return Err(Failure::new("error.no_snapshot_name"));
        }
        let mut kept = self.kept_scenario(id)?;
        kept.keep(name.trim(), &self.stamp.when);
        Ok(self.opened_mut()?.project.save_scenario(&kept)?)
    }

    /// Puts a snapshot's overrides back.
    ///
    /// # Errors
    /// Nothing open, no such scenario or snapshot, or the file cannot be written.
    pub fn restore_scenario_snapshot(&mut self, id: &str, name: &str) -> Answer<SavedScenario> {
        let mut kept = self.kept_scenario(id)?;
        if !kept.restore(name) {
            return Err(Failure::new("error.no_scenario_snapshot").with("name", name));
        }
        self.opened_mut()?.project.save_scenario(&kept)?;
        Ok(saved(&kept))
    }

    /// Takes chosen changes of one kept scenario into another and keeps it.
    ///
    /// # Errors
    /// Nothing open, no such scenario, or the file cannot be written.
    pub fn merge_scenarios(&mut self, request: &MergeRequest) -> Answer<MergeAnswer> {
        let into = self.kept_scenario(&request.into)?;
        let from = self.kept_scenario(&request.from)?;
        let conflict = if request.take_other {
            OnConflict::TakeOther
        } else {
            OnConflict::KeepOwn
        };
        let merged = scenario::merge(&into, &from, &request.changes, conflict);
        if merged.scenario != into {
            self.opened_mut()?.project.save_scenario(&merged.scenario)?;
        }
        Ok(MergeAnswer {
            scenario: saved(&merged.scenario),
            taken: merged.taken,
            issues: merged.issues.into_iter().map(Issue::from).collect(),
        })
    }
}

/// Tables and charts of scenarios side by side; empty without any.
pub(super) fn compared(baseline: &Baseline, kept: &[Scenario]) -> (Vec<Table>, Vec<ChartSpec>) {
    if kept.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let looked: Vec<Looked> = kept.iter().map(|own| look(baseline, own)).collect();
    let runs: Vec<&Run> = looked.iter().map(|own| &own.outcome.run).collect();
    let names: Vec<&str> = looked.iter().map(|own| own.name.as_str()).collect();
    let pairs: Vec<(&str, &Run)> = names.iter().copied().zip(runs.iter().copied()).collect();
    let mut all = vec![
        tables::compared(&baseline.run, &pairs),
        tables::movers(&scenario::movers(&baseline.run, &runs), &names),
    ];
    let mut charts = Vec::new();
    for (own, kept) in looked.iter().zip(kept) {
        let (parts, chart) = shown(own, &kept.id, source(baseline));
        for mut table in parts {
            table.id = format!("{}_{}", table.id, kept.id);
            table.title = named(&table.title, &own.name);
            all.push(table);
        }
        charts.extend(chart.map(|mut chart| {
            chart.id = format!("{}_{}", chart.id, kept.id);
            chart.title = named(&chart.title, &own.name);
            chart
        }));
    }
    (all, charts)
}

/// The same for the board workbook, each attribution with its waterfall.
pub(super) fn board(baseline: &Baseline, kept: &[Scenario]) -> Vec<(Table, Option<ChartSpec>)> {
    let (all, mut charts) = compared(baseline, kept);
    all.into_iter()
        .map(|table| {
            let own = charts.iter().position(|chart| chart.id == table.id);
            let chart = own.map(|at| charts.remove(at));
            (table, chart)
        })
        .collect()
}
