//! Which differences between two packs the cases can meet, and the first pack with one of them taken from the second.

use std::collections::BTreeSet;

use super::Inputs;
use crate::facts::Facts;
use crate::period::Date;
use crate::policy::{GroupRow, GroupTable, Parameter, PolicyPack};

/// A difference that may move cases.
/// 变动原因种类
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CauseOf {
    /// The value of a parameter, by id.
    Value(String),
    /// The group table: weights, amounts, means, flags, further columns, first day.
    Groups,
    /// Methods, their order and rules, schemes, grade, undated cases; with the parameters that only the second pack's
    /// rules know, and what either leaves to be confirmed.
    Rules,
}

/// Last day of the facts' period.
pub(super) fn period_end(facts: &Facts) -> Option<Date> {
    let period = facts.period;
    let next = if period.month == 0 || period.month == 12 {
        (period.year.checked_add(1)?, 1)
    } else {
        (period.year, period.month + 1)
    };
    Date::from_day_number(Date::new(next.0, next.1, 1)?.day_number() - 1)
}

/// Days on which cases are looked up.
fn days(facts: &Facts) -> BTreeSet<Date> {
    let table = &facts.cases;
    let dated: BTreeSet<i32> = table.discharged.iter().flatten().copied().collect();
    let undated = table.discharged.iter().any(Option::is_none);
    let end = undated.then(|| period_end(facts)).flatten();
    dated
        .into_iter()
        .filter_map(Date::from_day_number)
        .chain(end)
        .collect()
}

fn differs(before: &Parameter, after: &Parameter, days: &BTreeSet<Date>) -> bool {
    let said = |own: &Parameter, day: Date| own.at(day).ok().map(|(_, value)| value.clone());
    before.keyed_by != after.keyed_by
        || days
            .iter()
            .any(|day| said(before, *day) != said(after, *day))
}

/// Rules beside values and groups.
fn other_rules(before: &PolicyPack, after: &PolicyPack) -> bool {
    before.flow != after.flow
        || before.methods != after.methods
        || before.routing != after.routing
        || before.schemes != after.schemes
        || before.other_schemes != after.other_schemes
        || before.grade != after.grade
        || before.undated != after.undated
        || before.is_frame() != after.is_frame()
}

/// Differences in what a case's way names, where any case is looked up: values of parameters both packs have and one of
/// them uses, groups that occur, rules.
pub fn candidates(inputs: &Inputs<'_>) -> Vec<CauseOf> {
    let Inputs {
        facts,
        before,
        after,
        ..
    } = *inputs;
    let days = days(facts);
    let used: BTreeSet<&str> = before
        .used_parameters()
        .into_iter()
        .chain(after.used_parameters())
        .collect();
    let mut found = Vec::new();
    for id in used {
        let pair = (before.parameters.get(id), after.parameters.get(id));
        if let (Some(old), Some(new)) = pair
            && differs(old, new, &days)
        {
            found.push(CauseOf::Value(id.to_owned()));
        }
    }
    let codes = facts.cases.groups.iter();
    let begins = |pack: &PolicyPack| {
        let late = days.iter().filter(|day| **day < pack.groups.valid_from);
        late.count()
    };
    let mut tables = codes.map(|code| (before.groups.get(code), after.groups.get(code)));
    let named = |old: &GroupRow, new: &GroupRow| {
        // Names and citations move no payment.
        let plain = |row: &GroupRow| GroupRow {
            name: String::new(),
            name_en: String::new(),
            source: None,
            ..row.clone()
        };
        plain(old) != plain(new)
    };
    let moved = tables.any(|pair| match pair {
        (Some(old), Some(new)) => named(old, new),
        (None, None) => false,
        _ => true,
    });
    if moved || begins(before) != begins(after) {
        found.push(CauseOf::Groups);
    }
    if other_rules(before, after) {
        found.push(CauseOf::Rules);
    }
    found
}

/// Name of a source taken from the second pack.
fn taken(id: &str) -> String {
    format!("@after:{id}")
}

/// The first pack with one difference taken from the second; its sources come along under names of their own.
pub fn mixed(before: &PolicyPack, after: &PolicyPack, of: &CauseOf) -> PolicyPack {
    let mut pack = before.clone();
    for (id, source) in &after.sources {
        pack.sources.insert(taken(id), source.clone());
    }
    let cited = |parameter: &Parameter| {
        let mut parameter = parameter.clone();
        for entry in &mut parameter.entries {
            entry.source = taken(&entry.source);
        }
        parameter
    };
    match of {
        CauseOf::Value(id) => {
            if let Some(parameter) = after.parameters.get(id) {
                pack.parameters.insert(id.clone(), cited(parameter));
            }
        }
        CauseOf::Groups => {
            let rows = after.groups.rows().iter().map(|row| GroupRow {
                source: row.source.as_deref().map(taken),
                ..row.clone()
            });
            let source = taken(&after.groups.source);
            pack.groups = GroupTable::new(after.groups.valid_from, source, rows.collect());
        }
        CauseOf::Rules => {
            pack.flow = after.flow.clone();
            pack.methods = after.methods.clone();
            pack.routing = after.routing.clone();
            pack.schemes = after.schemes.clone();
            pack.other_schemes = after.other_schemes.clone();
            pack.grade = after.grade.clone();
            pack.undated = after.undated;
            pack.open = after.open.clone();
            for (id, parameter) in &after.parameters {
                if !pack.parameters.contains_key(id) {
                    pack.parameters.insert(id.clone(), cited(parameter));
                }
            }
        }
    }
    pack
}
