use std::collections::BTreeSet;

use crate::period::Date;
use crate::policy::{Dated, KeyedBy, NoValue, PolicyPack, Term, Value};
use crate::quantity::{Computed, Fraction, Reason};

/// Reads terms of a pack on one day and remembers which sources spoke.
pub(super) struct Lookup<'a> {
    policy: &'a PolicyPack,
    day: Date,
    used: BTreeSet<String>,
}

impl<'a> Lookup<'a> {
    pub(super) fn new(policy: &'a PolicyPack, day: Date) -> Self {
        Self {
            policy,
            day,
            used: BTreeSet::new(),
        }
    }
    /// Notes that a source spoke.
    pub(super) fn cite(&mut self, source: &str) {
        self.used.insert(source.to_owned());
    }
    /// Ids of the sources that spoke, sorted.
    pub(super) fn sources(self) -> BTreeSet<String> {
        self.used
    }
    /// The number a term stands for.
    ///
    /// # Errors
    /// The parameter is missing, has no value on the day, is kept by scheme, or is no number.
    pub(super) fn number(&mut self, term: &Term) -> Computed<Fraction> {
        match term {
            Term::Number(number) => Ok(number.clone()),
            Term::Parameter(id) => self.parameter(id, None),
        }
    }
    /// A parameter's number; `scheme` is the key of values kept by payer scheme.
    pub(super) fn parameter(&mut self, id: &str, scheme: Option<&str>) -> Computed<Fraction> {
        let day = self.day;
        let reason = |code| {
            Reason::new(code)
                .with("parameter", id)
                .with("day", day.to_string())
        };
        let parameter = self
            .policy
            .parameters
            .get(id)
            .ok_or_else(|| reason("reason.year_no_parameter"))?;
        let (entry, value) = parameter.at(day).map_err(|why| match why {
            NoValue::Ended(_) => reason("reason.year_value_ended"),
            NoValue::BeforeFirst(_) | NoValue::Never => reason("reason.year_no_value"),
        })?;
        let number = match value {
            Value::Number(number) => number,
            Value::Keyed(table) => {
                let key = match parameter.keyed_by {
                    Some(KeyedBy::Grade) => self.policy.grade.as_deref(),
                    _ => scheme,
                };
                key.and_then(|key| table.get(key))
                    .ok_or_else(|| reason("reason.year_no_key"))?
            }
            Value::Limit(_) | Value::Bands(_) => {
                return Err(reason("reason.year_not_a_number"));
            }
        };
        self.used.insert(entry.source.clone());
        Ok(number.clone())
    }
    /// A term that need not be there.
    pub(super) fn optional(&mut self, term: Option<&Term>) -> Computed<Option<Fraction>> {
        term.map(|term| self.number(term)).transpose()
    }
    /// A term that must be there; `what` is the message key of its name.
    pub(super) fn stated(&mut self, term: Option<&Term>, what: &str) -> Computed<Fraction> {
        match term {
            Some(term) => self.number(term),
            None => Err(not_stated(what)),
        }
    }
}

/// A number nobody stated; `what` is a message key or the user's own words.
pub(super) fn not_stated(what: impl Into<String>) -> Reason {
    Reason::new("reason.year_not_stated").with("what", what)
}

/// The rule of an account on a day: its own, or the one for every account. `None` where the pack has no such rule or
/// ended it.
///
/// # Errors
/// All such rules begin later: a day before the first value is never a default.
pub(super) fn rule_at<'r, T>(
    rules: &'r [Dated<T>],
    account: Option<&str>,
    day: Date,
) -> Computed<Option<(&'r T, &'r str)>> {
    let own = rules
        .iter()
        .any(|rule| rule.account.is_some() && rule.account.as_deref() == account);
    let wanted = if own { account } else { None };
    in_force(
        rules
            .iter()
            .filter(|rule| rule.account.as_deref() == wanted),
        day,
    )
}

/// Of entries that follow each other, the one in force.
pub(super) fn in_force<'r, T: 'r>(
    rules: impl Iterator<Item = &'r Dated<T>>,
    day: Date,
) -> Computed<Option<(&'r T, &'r str)>> {
    let mut any = None;
    let mut found: Option<&Dated<T>> = None;
    for rule in rules {
        any = any.or(Some(rule.from));
        if rule.from <= day && found.is_none_or(|best| best.from <= rule.from) {
            found = Some(rule);
        }
    }
    match (found, any) {
        (Some(rule), _) => Ok(rule.rule.as_ref().map(|own| (own, rule.source.as_str()))),
        (None, None) => Ok(None),
        (None, Some(first)) => Err(Reason::new("reason.year_rule_later")
            .with("day", day.to_string())
            .with("first", first.to_string())),
    }
}
