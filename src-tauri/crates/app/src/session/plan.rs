//! The plan as versioned data: level, remedies of allocation troubles, versions and their restoring.

use yingheng_core::allocation::{driver_name, plan_changes, remedies, stuck_items};
use yingheng_core::hospital::CostItem;
use yingheng_core::issue::{Issue, Message};
use yingheng_core::plan::{AllocationRule, CostLevel, Plan, RuleSource};
use yingheng_core::report::publish::{row, text_column, words};
use yingheng_core::report::{Cell, Table};
use yingheng_io::store::{PlanNote, PlanVersion};

use super::{Answer, Baseline, Session};
use crate::wire::{self, Failure, Remedy};

/// Drivers offered at an issue.
const OFFERED: usize = 3;

/// Troubles that another driver puts right.
const REMEDIED: [&str; 2] = ["allocation.no_driver", "allocation.no_rule"];

/// Key of a remedy: `driver/UNIT/DRIVER`.
fn remedies_of(baseline: &Baseline, issue: &Issue) -> Vec<Remedy> {
    let arguments = &issue.message.arguments;
    let unit = arguments.get("department");
    let (true, Some(unit)) = (REMEDIED.contains(&issue.code()), unit) else {
        return Vec::new();
    };
    let Some(giver) = baseline.facts.department_index(unit) else {
        return Vec::new();
    };
    let name = &baseline.facts.departments[giver].0.name;
    remedies(&baseline.facts, &baseline.plan, giver)
        .into_iter()
        .take(OFFERED)
        .map(|driver| Remedy {
            label: wire::Message::new("plan.remedy_driver")
                .with("name", name.clone())
                .with("driver", driver_name(&driver)),
            key: format!("driver/{unit}/{driver}"),
        })
        .collect()
}

/// All issues of the baseline with what can be done about them.
pub(super) fn with_remedies(baseline: &Baseline) -> Vec<wire::Issue> {
    let issues = baseline.issues.iter();
    issues
        .map(|issue| wire::Issue {
            remedies: remedies_of(baseline, issue),
            ..issue.clone().into()
        })
        .collect()
}

/// What the version at this position changed against the one before it, in words.
fn differences(versions: &[PlanVersion], at: usize) -> Vec<Message> {
    let (Some(version), before) = (
        versions.get(at),
        at.checked_sub(1).and_then(|at| versions.get(at)),
    ) else {
        return Vec::new();
    };
    let mut found = match before {
        Some(before) => plan_changes(&before.plan, &version.plan),
        None => vec![Message::new("plan.first")],
    };
    if found.is_empty() {
        found.push(Message::new("plan.unchanged"));
    }
    found
}

/// Versions of the plan, the newest first, each with what it changed.
/// 核算设置版本
pub(super) fn versions_table(versions: &[PlanVersion]) -> Table {
    let said = |message: Message| Cell::Label { message };
    let mut rows = Vec::new();
    for (at, version) in versions.iter().enumerate().rev() {
        for (line, difference) in differences(versions, at).into_iter().enumerate() {
            let note = &version.note;
            rows.push(row(
                format!("{}/{}", version.number, line + 1),
                vec![
                    words(version.number.to_string()),
                    words(&note.when),
                    words(&note.who),
                    note.reason.clone().map_or(Cell::Empty, said),
                    said(difference),
                ],
            ));
        }
    }
    Table {
        id: "plan_versions".into(),
        title: Message::new("table.plan_versions"),
        columns: [
            "plan_version",
            "plan_when",
            "plan_who",
            "plan_why",
            "plan_change",
        ]
        .map(text_column)
        .into(),
        rows,
        notes: Vec::new(),
    }
}

impl Session {
    /// The kept plan, or the empty one.
    pub(super) fn kept_plan(&self) -> Answer<Plan> {
        Ok(self.opened()?.project.plan()?.unwrap_or_default())
    }

    /// Who, when and why of a version kept now.
    pub(super) fn note(&self, reason: Message) -> PlanNote {
        PlanNote {
            when: self.stamp.when.clone(),
            who: self.stamp.who.clone(),
            reason: Some(reason),
        }
    }

    /// Keeps a plan as a new version.
    pub(super) fn keep_plan(&mut self, plan: &Plan, reason: Message) -> Answer<()> {
        let note = self.note(reason);
        self.opened_mut()?.project.save_plan_noted(plan, &note)?;
        self.changed();
        Ok(())
    }

    /// Chooses the level of the cost ladder that reports run on, by its key.
    /// 选择成本层级
    ///
    /// # Errors
    /// Nothing open, or no level has this key.
    pub fn choose_level(&mut self, key: &str) -> Answer<()> {
        let level = CostLevel::ALL
            .into_iter()
            .find(|level| level.key() == key.replace('-', "_"))
            .ok_or_else(|| Failure::new("error.level").with("text", key))?;
        let mut plan = self.kept_plan()?;
        if plan.level == level {
            return Ok(());
        }
        plan.level = level;
        let reason =
            Message::new("plan.level_chosen").with("level", format!("@level.{}", level.key()));
        self.keep_plan(&plan, reason)
    }

    /// What can be done about an issue of the open project.
    ///
    /// # Errors
    /// Nothing open or computable.
    pub fn remedies(&mut self, issue: &wire::Issue) -> Answer<Vec<Remedy>> {
        let baseline = self.baseline()?;
        let known = baseline.issues.iter().find(|known| {
            let message: wire::Message = known.message.clone().into();
            message == issue.message
        });
        Ok(known.map_or_else(Vec::new, |known| remedies_of(baseline, known)))
    }

    /// Issues that have remedies, with them.
    ///
    /// # Errors
    /// Nothing open or computable.
    pub fn remedied_issues(&mut self) -> Answer<Vec<wire::Issue>> {
        let mut issues = with_remedies(self.baseline()?);
        issues.retain(|issue| !issue.remedies.is_empty());
        Ok(issues)
    }

    /// Applies a remedy by its key: the unit spreads by the driver from now on, as a new version of the plan.
    ///
    /// # Errors
    /// Nothing open, or no issue offers this remedy.
    pub fn apply_remedy(&mut self, key: &str) -> Answer<()> {
        let none = || Failure::new("error.remedy").with("text", key);
        let offered = self.remedied_issues()?;
        let known = offered
            .iter()
            .flat_map(|issue| &issue.remedies)
            .any(|remedy| remedy.key == key);
        let mut parts = key.splitn(3, '/');
        let (true, Some("driver"), Some(unit), Some(driver)) =
            (known, parts.next(), parts.next(), parts.next())
        else {
            return Err(none());
        };
        let baseline = self.baseline()?;
        let giver = baseline.facts.department_index(unit).ok_or_else(none)?;
        let stuck = stuck_items(&baseline.facts, &baseline.plan, giver);
        let mut plan = self.kept_plan()?;
        let source = RuleSource::Department(unit.to_owned());
        // Only what cannot be spread changes its driver; rules that work for other items stay.
        let all = stuck.len() == CostItem::ALL.len();
        plan.allocation.retain(|rule| {
            rule.source != source || !(all || rule.item.is_some_and(|item| stuck.contains(&item)))
        });
        let items = if all {
            vec![None]
        } else {
            stuck.into_iter().map(Some).collect()
        };
        plan.allocation
            .extend(items.into_iter().map(|item| AllocationRule {
                source: source.clone(),
                driver: driver.to_owned(),
                item,
            }));
        let reason = Message::new("plan.remedy_applied")
            .with("unit", unit)
            .with("driver", driver_name(driver));
        self.keep_plan(&plan, reason)
    }

    /// Versions of the plan that can be restored, the newest first.
    /// 核算设置版本
    ///
    /// # Errors
    /// Nothing open, or the project cannot be read.
    pub fn plan_versions(&self) -> Answer<Vec<wire::PlanVersion>> {
        let versions = self.opened()?.project.plan_versions()?;
        let newest = versions.len();
        let told = |message: Message| wire::Message::from(message);
        let one = |(at, version): (usize, &PlanVersion)| wire::PlanVersion {
            number: version.number,
            when: version.note.when.clone(),
            who: version.note.who.clone(),
            reason: version.note.reason.clone().map(told),
            changes: differences(&versions, at).into_iter().map(told).collect(),
            current: at + 1 == newest,
        };
        Ok(versions.iter().enumerate().map(one).rev().collect())
    }

    /// Keeps an earlier version of the plan once more as the newest.
    ///
    /// # Errors
    /// Nothing open, or no such version.
    pub fn restore_plan(&mut self, number: u32) -> Answer<()> {
        let reason = Message::new("plan.restored").with("number", number.to_string());
        let note = self.note(reason);
        self.opened_mut()?.project.restore_plan(number, &note)?;
        self.changed();
        Ok(())
    }
}
