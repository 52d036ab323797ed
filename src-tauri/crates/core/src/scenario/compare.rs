//! Scenarios side by side with the baseline, changes of one taken into another, and states of a scenario kept.
//! 方案比较、合并、快照

use super::{Override, Scenario, Snapshot};
use crate::issue::{Issue, Severity};
use crate::quantity::{Computed, Fraction};
use crate::run::Run;

/// Most scenarios compared at once, beside the baseline.
pub const MOST_COMPARED: usize = 3;

/// A case group with its margin in the baseline and in each scenario, 分.
/// 病组变动
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mover {
    /// Group code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Margin of the priced cases in the baseline.
    pub before: Fraction,
    /// The same in each scenario, in their order.
    pub after: Vec<Fraction>,
}

impl Mover {
    /// The largest change in any scenario, without its sign.
    pub fn largest(&self) -> Fraction {
        let moves = self.after.iter().map(|own| (own - &self.before).abs());
        moves.max().unwrap_or_default()
    }
}

/// Groups whose margin moves, the largest change first; groups without a computable margin in any of the runs and groups
/// that do not move are left out.
pub fn movers(baseline: &Run, scenarios: &[&Run]) -> Vec<Mover> {
    let of = |run: &Run, code: &str| -> Computed<Option<Fraction>> {
        let found = run.margins.groups.iter().find(|own| own.code == code);
        found.map(|own| own.gap.clone()).transpose()
    };
    let mut out: Vec<Mover> = baseline
        .margins
        .groups
        .iter()
        .filter_map(|group| {
            let before = group.gap.clone().ok()?;
            let after = scenarios
                .iter()
                .map(|run| of(run, &group.code).ok().flatten())
                .collect::<Option<Vec<_>>>()?;
            Some(Mover {
                code: group.code.clone(),
                name: group.name.clone(),
                before,
                after,
            })
        })
        .filter(|own| !own.largest().is_zero())
        .collect();
    out.sort_by(|one, other| {
        (other.largest().cmp(&one.largest())).then_with(|| one.code.cmp(&other.code))
    });
    out
}

/// What one snapshot or scenario has otherwise than another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The override before; `None`: added.
    pub before: Option<Override>,
    /// The override after; `None`: taken out.
    pub after: Option<Override>,
}

/// Whether two overrides speak of the same thing: lever and target.
fn same_thing(one: &Override, other: &Override) -> bool {
    one.lever == other.lever && one.target == other.target
}

/// The overrides that differ, paired by lever and target in their order; equal ones are left out.
/// 方案差异
pub fn differences(before: &[Override], after: &[Override]) -> Vec<Difference> {
    let mut left: Vec<&Override> = after.iter().collect();
    let mut out = Vec::new();
    for own in before {
        let found = (left.iter().position(|other| *other == own))
            .or_else(|| left.iter().position(|other| same_thing(own, other)));
        let other = found.map(|at| left.remove(at));
        if other != Some(own) {
            out.push(Difference {
                before: Some(own.clone()),
                after: other.cloned(),
            });
        }
    }
    out.extend(left.into_iter().map(|own| Difference {
        before: None,
        after: Some(own.clone()),
    }));
    out
}

/// What becomes of a change that meets another for the same lever and target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnConflict {
    /// The scenario that receives keeps its own; the conflict is named.
    #[default]
    KeepOwn,
    /// The change taken replaces it; the conflict is named.
    TakeOther,
}

/// A scenario after a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The receiving scenario with what was taken; snapshots are its own.
    pub scenario: Scenario,
    /// Numbers of the changes taken, in the giving scenario.
    pub taken: Vec<u32>,
    /// Conflicts and numbers that do not exist.
    pub issues: Vec<Issue>,
}

/// Takes chosen changes of one scenario (numbers from 1) into another, change by change.
///
/// A change that stands there already in the same words is not added again. One for the same lever and target with other
/// numbers is a conflict: named, and decided by `conflict`.
/// 合并方案
pub fn merge(into: &Scenario, from: &Scenario, chosen: &[u32], conflict: OnConflict) -> Merged {
    let mut out = Merged {
        scenario: into.clone(),
        taken: Vec::new(),
        issues: Vec::new(),
    };
    for number in chosen {
        let told = |code: &'static str, severity| {
            Issue::new(severity, code).with("number", number.to_string())
        };
        let place = (*number as usize).checked_sub(1);
        let Some(change) = place.and_then(|at| from.overrides.get(at)) else {
            out.issues
                .push(told("merge.no_such_change", Severity::Error));
            continue;
        };
        let lever = format!("@lever.{}", change.lever.key());
        let there = &mut out.scenario.overrides;
        if there.contains(change) {
            let issue = told("merge.already_there", Severity::Notice).with("lever", lever);
            out.issues.push(issue);
            continue;
        }
        let Some(at) = there.iter().position(|own| same_thing(own, change)) else {
            there.push(change.clone());
            out.taken.push(*number);
            continue;
        };
        let code = match conflict {
            OnConflict::KeepOwn => "merge.conflict_kept",
            OnConflict::TakeOther => {
                there[at] = change.clone();
                out.taken.push(*number);
                "merge.conflict_taken"
            }
        };
        let issue = told(code, Severity::Warning)
            .with("lever", lever)
            .with("own", (at + 1).to_string());
        out.issues.push(issue);
    }
    out
}

impl Scenario {
    /// Keeps its present overrides under a name; a snapshot of that name is replaced.
    /// 保存快照
    pub fn keep(&mut self, name: &str, when: &str) {
        self.snapshots.retain(|own| own.name != name);
        self.snapshots.push(Snapshot {
            name: name.to_owned(),
            when: when.to_owned(),
            overrides: self.overrides.clone(),
        });
    }
    /// A snapshot by name.
    pub fn snapshot(&self, name: &str) -> Option<&Snapshot> {
        self.snapshots.iter().find(|own| own.name == name)
    }
    /// Puts a snapshot's overrides in the place of the present ones; whether there was one.
    pub fn restore(&mut self, name: &str) -> bool {
        let Some(found) = self.snapshot(name).map(|own| own.overrides.clone()) else {
            return false;
        };
        self.overrides = found;
        true
    }
}
