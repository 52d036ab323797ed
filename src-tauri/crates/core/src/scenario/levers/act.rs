//! One override at work: its numbers, checked, and the few things a lever can do with them.

use crate::hospital::CostItem;
use crate::issue::{Issue, Severity};
use crate::margin::Segment;
use crate::plan::{AddedLine, Adjustments, LineKind};
use crate::quantity::{Computed, Fraction, Reason, rounding};
use crate::scenario::resolve::{Applied, Ground};
use crate::scenario::{Override, Target};
use std::collections::BTreeMap;

/// An override at work.
pub(in crate::scenario) struct Act<'a> {
    /// The override.
    pub change: &'a Override,
    /// What it stands on.
    pub ground: &'a Ground<'a>,
    /// What it changes.
    pub out: &'a mut Adjustments,
    /// What there is to say about it besides.
    pub done: &'a mut Applied,
    /// Notices.
    pub notices: &'a mut Vec<Issue>,
}

/// A refusal or notice by code.
pub(in crate::scenario) fn refused(code: &str) -> Issue {
    Issue::new(Severity::Error, code)
}

pub(super) fn hundred() -> Fraction {
    Fraction::from(100)
}

fn times(map: &mut BTreeMap<String, Fraction>, key: &str, factor: &Fraction) {
    let value = map.entry(key.to_owned()).or_insert_with(Fraction::one);
    *value = &*value * factor;
}

impl<'a> Act<'a> {
    /// The override's value.
    pub fn value(&self) -> Fraction {
        self.change.value.clone()
    }
    /// `1 + value`.
    pub fn factor(&self) -> Fraction {
        &Fraction::one() + &self.change.value
    }
    /// A further number: as given, else the lever's default.
    pub fn optional(&self, key: &str) -> Option<Fraction> {
        let given = self.change.parameters.get(key).cloned();
        given.or_else(|| {
            let own = self.change.lever.spec().parameter(key)?;
            own.default?.parse().ok()
        })
    }
    /// A further number; 0 where neither given nor usual.
    pub fn number(&self, key: &str) -> Fraction {
        self.optional(key).unwrap_or_default()
    }
    /// Groups the override speaks for.
    ///
    /// # Errors
    /// The group does not exist.
    pub fn groups(&self) -> Result<Vec<&'a Segment>, Issue> {
        let ground: &'a Ground<'a> = self.ground;
        let all = &ground.run.margins.groups;
        match &self.change.target {
            Target::Group(code) => all
                .iter()
                .find(|own| own.code == *code)
                .map(|own| vec![own])
                .ok_or_else(|| refused("scenario.unknown_group").with("group", code.as_str())),
            _ => Ok(all.iter().collect()),
        }
    }
    /// The cases the override speaks for, as one segment: a group, a department, a scheme or all.
    ///
    /// # Errors
    /// It does not exist.
    pub fn segment(&self) -> Result<&'a Segment, Issue> {
        let margins = &self.ground.run.margins;
        let (all, code) = match &self.change.target {
            Target::Group(code) => (&margins.groups, code),
            Target::Department(code) => (&margins.departments, code),
            Target::Scheme(code) => (&margins.schemes, code),
            _ => return Ok(&margins.hospital),
        };
        let found = all.iter().find(|own| own.code == *code);
        found.ok_or_else(|| unknown(&self.change.target))
    }
    /// The department of the target, where it is one.
    pub fn department(&self) -> Option<String> {
        match &self.change.target {
            Target::Department(code) => Some(code.clone()),
            _ => None,
        }
    }

    /// Cases of the groups the override speaks for.
    pub fn volume(&mut self, factor: &Fraction) -> Result<(), Issue> {
        for group in self.groups()? {
            times(&mut self.out.volume, &group.code, factor);
        }
        Ok(())
    }
    /// Cases of one group.
    pub fn volume_of(&mut self, group: &str, factor: &Fraction) {
        times(&mut self.out.volume, group, factor);
    }
    /// Length of stay of the groups the override speaks for.
    pub fn stay(&mut self, factor: &Fraction) -> Result<(), Issue> {
        for group in self.groups()? {
            times(&mut self.out.los, &group.code, factor);
        }
        Ok(())
    }
    /// Weight by coding of the groups the override speaks for.
    pub fn coded(&mut self, factor: &Fraction) -> Result<(), Issue> {
        for group in self.groups()? {
            times(&mut self.out.coded_weight, &group.code, factor);
        }
        Ok(())
    }
    /// What the groups are billed.
    pub fn bill(&mut self, factor: &Fraction) -> Result<(), Issue> {
        for group in self.groups()? {
            times(&mut self.out.charge, &group.code, factor);
        }
        Ok(())
    }
    /// What is billed for a service unit: its fee lines of the cases and its outpatient income.
    pub fn bill_unit(&mut self, unit: &str, factor: &Fraction) {
        for rule in &self.ground.plan.fee_lines {
            if rule.service_unit == unit {
                times(&mut self.out.fees, &rule.fee_line, factor);
            }
        }
        times(&mut self.out.outpatient, unit, factor);
    }
    /// Price of an item: everywhere, of one department, or of a service unit's members.
    ///
    /// # Errors
    /// The service unit has no members.
    pub fn item(&mut self, item: CostItem, factor: &Fraction) -> Result<(), Issue> {
        let index = item.index();
        let units: Vec<String> = match &self.change.target {
            Target::Department(code) => vec![code.clone()],
            Target::ServiceUnit(code) => {
                let departments = self.ground.facts.departments.iter();
                let members: Vec<String> = departments
                    .filter(|(unit, _)| unit.service_unit.as_deref() == Some(code))
                    .map(|(unit, _)| unit.code.clone())
                    .collect();
                if members.is_empty() {
                    return Err(refused("scenario.no_members").with("target", code.as_str()));
                }
                members
            }
            _ => {
                self.out.item[index] = &self.out.item[index] * factor;
                return Ok(());
            }
        };
        for unit in units {
            let own = self
                .out
                .item_of
                .entry(unit)
                .or_insert_with(|| std::array::from_fn(|_| Fraction::one()));
            own[index] = &own[index] * factor;
        }
        Ok(())
    }

    /// A line of cost, 元 a year; negative: saved.
    pub fn cost(&mut self, item: CostItem, yuan: &Fraction) {
        self.line(LineKind::Cost(item), yuan);
    }
    /// A line of income, 元 a year.
    pub fn income(&mut self, yuan: &Fraction) {
        self.line(LineKind::Income, yuan);
    }
    /// Money set free once, 元; negative: bound.
    pub fn released(&mut self, yuan: &Fraction) {
        self.done.released += &(yuan * &hundred());
        self.line(LineKind::Released, yuan);
    }
    fn line(&mut self, kind: LineKind, yuan: &Fraction) {
        if yuan.is_zero() {
            return;
        }
        self.out.lines.push(AddedLine {
            number: self.done.number,
            label: format!("lever.{}", self.change.lever.key()),
            name: self.change.name.clone(),
            kind,
            department: self.department(),
            per_year: yuan * &hundred(),
        });
    }
    /// Bed-days set free, and those filled again.
    pub fn freed(&mut self, days: &Fraction) {
        self.done.freed_days += days;
    }
    /// A notice.
    pub fn notice(&mut self, code: &str, arguments: &[(&str, String)]) {
        self.say(Severity::Notice, code, arguments);
    }
    /// A warning.
    pub fn warning(&mut self, code: &str, arguments: &[(&str, String)]) {
        self.say(Severity::Warning, code, arguments);
    }
    fn say(&mut self, severity: Severity, code: &str, arguments: &[(&str, String)]) {
        let issue = Issue::new(severity, code);
        let with = |issue: Issue, (name, value): &(&str, String)| issue.with(*name, value.clone());
        self.notices.push(arguments.iter().fold(issue, with));
    }
    /// 元 of an amount in 分 of the computed period, brought to a year.
    pub fn yearly(&self, fen: &Fraction) -> Fraction {
        let share = Adjustments::share_of_year(self.ground.facts.period);
        fen.over(&(share * hundred()), || Reason::new("reason.no_cases"))
            .unwrap_or_default()
    }
    /// Cases of a year, brought to the computed period.
    pub fn in_period(&self, per_year: &Fraction) -> Fraction {
        per_year * &Adjustments::share_of_year(self.ground.facts.period)
    }
}

/// `target ÷ present`.
///
/// # Errors
/// The target is not above zero, or there is nothing to compare with.
pub(super) fn ratio(target: &Fraction, present: &Computed<Fraction>) -> Result<Fraction, Issue> {
    if !target.is_positive() {
        return Err(refused("scenario.not_positive"));
    }
    let present = present
        .as_ref()
        .map_err(|_| refused("scenario.no_baseline"))?;
    quotient(target, present)
}

/// A quotient; refused where there is nothing to divide by.
pub(super) fn quotient(of: &Fraction, by: &Fraction) -> Result<Fraction, Issue> {
    of.over(by, || Reason::new("reason.no_cases"))
        .map_err(|_| refused("scenario.no_baseline"))
}

pub(super) fn missing(key: &str) -> Issue {
    refused("scenario.parameter_missing").with("parameter", format!("@lever_parameter.{key}"))
}

/// A target that does not exist.
pub(in crate::scenario) fn unknown(target: &Target) -> Issue {
    let code = match target {
        Target::Group(code) => return refused("scenario.unknown_group").with("group", code),
        other => other.code(),
    };
    refused("scenario.unknown_target")
        .with("kind", format!("@lever_target.{}", target.kind().key()))
        .with("target", code)
}

/// 元 with two places, for a message.
pub(super) fn yuan(amount: &Fraction) -> String {
    rounding::to_text(amount, 2)
}

/// A number as short as it is exact, for a message.
pub(super) fn plain(value: &Fraction) -> String {
    let text = rounding::to_text(value, 4);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
