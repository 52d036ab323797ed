//! What a pack states, line by line: dated values, groups, rules of the year.

use std::fmt::Debug;

use super::diff::{Part, Stated, Statements, Subject, source};
use super::{
    Comparator, Dated, GroupRow, KeyedBy, Parameter, PolicyPack, StepOn, Threshold, Value,
};
use crate::quantity::Fraction;

/// The lines of a value: which part, the number, the comparison of a limit.
/// 取值明细
pub(super) fn lines(value: &Value) -> Vec<(Part, &Fraction, Option<Comparator>)> {
    match value {
        Value::Number(number) => vec![(Part::Whole, number, None)],
        Value::Keyed(table) => table
            .iter()
            .map(|(key, number)| (Part::Key(key.clone()), number, None))
            .collect(),
        Value::Bands(rows) => {
            let mut above = None;
            let mut lines = Vec::with_capacity(rows.len());
            for (up_to, number) in rows {
                lines.push((Part::Band(above, *up_to), number, None));
                above = *up_to;
            }
            lines
        }
        Value::Limit(limit) => {
            let compare = Some(limit.comparator);
            match &limit.threshold {
                Threshold::Number(number) => vec![(Part::Whole, number, compare)],
                Threshold::Keyed(table) => table
                    .iter()
                    .map(|(key, number)| (Part::Key(key.clone()), number, compare))
                    .collect(),
                Threshold::Steps { on, rows, .. } => rows
                    .iter()
                    .map(|(below, number)| {
                        let points = *on == StepOn::BasePoints;
                        (Part::Step(points, below.clone()), number, compare)
                    })
                    .collect(),
            }
        }
    }
}

pub(super) fn parameter_statements(
    pack: &PolicyPack,
    id: &str,
    parameter: &Parameter,
    found: &mut Statements,
) {
    let form = |what| Subject::Form(id.to_owned(), what);
    found.insert(form("unit"), (Stated::Words(parameter.unit.clone()), None));
    let keyed = parameter.keyed_by.map(|by| match by {
        KeyedBy::Scheme => "by_scheme",
        KeyedBy::Grade => "by_grade",
        KeyedBy::Hospital => "by_hospital",
        KeyedBy::Code => "by_code",
    });
    if let Some(key) = keyed {
        found.insert(form("keyed_by"), (Stated::Key(key), None));
    }
    if let Some(open) = &parameter.open {
        let stated = Stated::Words(format!("{} / {}", open.zh, open.en));
        found.insert(Subject::Open(Some(id.to_owned()), 0), (stated, None));
    }
    for entry in &parameter.entries {
        let at = |part| Subject::Value {
            id: id.to_owned(),
            from: entry.from,
            part,
        };
        let cited = || source(pack, &entry.source);
        let Some(value) = &entry.value else {
            found.insert(at(Part::Whole), (Stated::Ended, cited()));
            continue;
        };
        for (part, number, compare) in lines(value) {
            let stated = Stated::Number(number.clone(), compare);
            found.insert(at(part), (stated, cited()));
        }
        if let Value::Limit(limit) = value
            && let Threshold::Steps {
                inclusive: true, ..
            } = limit.threshold
        {
            let subject = at(Part::Key("inclusive".into()));
            found.insert(subject, (Stated::Key("inclusive"), cited()));
        }
    }
}

/// The columns of a group by name.
fn columns(row: &GroupRow) -> Vec<(String, Stated)> {
    let mut found = vec![("name".to_owned(), Stated::Words(row.name.clone()))];
    if !row.name_en.is_empty() {
        let name = Stated::Words(row.name_en.clone());
        found.push(("name_en".into(), name));
    }
    let mut number = |name: &str, value: Option<Fraction>| {
        let stated = value.map(|value| Stated::Number(value, None));
        found.extend(stated.map(|stated| (name.to_owned(), stated)));
    };
    number("weight", row.weight.clone());
    number("mean_charge", row.mean_charge.clone());
    number("mean_los", row.mean_los.clone());
    let yuan = |fen: Fraction| Some(fen * &Fraction::new(1, 100)?);
    number("amount", row.amount.and_then(|fen| yuan(fen.exact())));
    for (name, value) in &row.columns {
        number(name, Some(value.clone()));
    }
    if !row.flags.is_empty() {
        let mut flags = row.flags.clone();
        flags.sort();
        found.push(("flags".into(), Stated::Words(flags.join(" "))));
    }
    if !row.published {
        found.push(("published".into(), Stated::Key("no")));
    }
    found
}

pub(super) fn group_statements(pack: &PolicyPack, found: &mut Statements) {
    let cited = source(pack, &pack.groups.source);
    let from = Stated::Words(pack.groups.valid_from.to_string());
    found.insert(Subject::GroupsFrom, (from, cited));
    for row in pack.groups.rows() {
        let own = || row.source.as_ref().and_then(|id| source(pack, id));
        for (column, stated) in columns(row) {
            let subject = Subject::Group {
                code: row.code.clone(),
                column,
            };
            found.insert(subject, (stated, own()));
        }
    }
}

fn dated<T: Debug>(
    pack: &PolicyPack,
    kind: &'static str,
    rules: &[Dated<T>],
    found: &mut Statements,
) {
    for one in rules {
        let subject = Subject::Year {
            kind,
            account: one.account.clone(),
            name: one.name.clone(),
            from: Some(one.from),
        };
        let stated = match &one.rule {
            None => Stated::Ended,
            Some(rule) => Stated::Rule(format!("{rule:?}")),
        };
        found.insert(subject, (stated, source(pack, &one.source)));
    }
}

pub(super) fn year_statements(pack: &PolicyPack, found: &mut Statements) {
    let year = &pack.year;
    let plain = |kind, name: &str| Subject::Year {
        kind,
        account: None,
        name: name.to_owned(),
        from: None,
    };
    for one in &year.accounts {
        let stated = Stated::Rule(format!("{one:?}"));
        found.insert(plain("account", &one.id), (stated, None));
    }
    if !year.order.is_empty() {
        let words: Vec<&str> = year.order.iter().map(|step| step.key()).collect();
        found.insert(plain("order", ""), (Stated::Rule(words.join(" → ")), None));
    }
    for (number, one) in year.deductions.iter().enumerate() {
        let subject = Subject::Year {
            kind: "deduction",
            account: Some(one.account.clone()),
            name: (number + 1).to_string(),
            from: Some(one.on),
        };
        // Its source is compared by what it says, not by the pack's name for it.
        let told = (one.year, one.kind, &one.amount, &one.reason);
        let stated = Stated::Rule(format!("{told:?}"));
        found.insert(subject, (stated, source(pack, &one.source)));
    }
    dated(pack, "pool", &year.pools, found);
    dated(pack, "growth_cap", &year.growth_caps, found);
    dated(pack, "global_budget", &year.global_budgets, found);
    dated(pack, "share_bands", &year.share_bands, found);
    dated(pack, "deposit", &year.deposits, found);
    dated(pack, "prepay", &year.prepay, found);
    dated(pack, "advance", &year.advances, found);
    dated(pack, "clearing", &year.clearings, found);
    dated(pack, "capitation", &year.capitations, found);
    dated(pack, "package", &year.packages, found);
    dated(pack, "referral", &year.referrals, found);
    dated(pack, "reward", &year.rewards, found);
    dated(pack, "long_term_care", &year.long_term_care, found);
}
