use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

use super::used::{self, ParameterUse};
use super::{
    Certainty, ConfirmedMatter, Entry, Flow, GroupTable, KeyedBy, MethodRoute, NoValue, OpenMatter,
    Parameter, Route, Source, Value, YearRules,
};
use crate::issue::Message;
use crate::period::Date;
use crate::quantity::Fraction;

/// What a pack does with a payer scheme.
/// 险种
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SchemeRule {
    /// Where its cases go.
    pub route: Route,
    /// Key of values kept by scheme.
    pub key: String,
}

/// What a pack does with cases that have no discharge date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Undated {
    /// Priced as of the last day of the facts' period, with a notice.
    PeriodEnd,
    /// Not priced.
    Refuse,
}

/// Payment law of one pooling area (统筹区) as data.
/// 政策包
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PolicyPack {
    /// Stable id.
    pub id: String,
    /// Chinese name; a message key after `@` for a pack made by the program.
    pub name: String,
    /// English name, likewise.
    pub name_en: String,
    /// Six-digit area code; `000000` for an invented area.
    pub pooling_area: String,
    /// Invented for demonstration; marked wherever it shows.
    pub synthetic: bool,
    /// SHA-256 of the pack's files, given by the loader; empty for a pack made in memory.
    pub content_hash: String,
    /// Hospital grade for values kept by grade.
    pub grade: Option<String>,
    /// Cases without a discharge date.
    pub undated: Undated,
    /// Sources by id.
    pub sources: BTreeMap<String, Source>,
    /// Payer schemes as the files write them.
    pub schemes: BTreeMap<String, SchemeRule>,
    /// Schemes not listed; `None` makes them an issue.
    pub other_schemes: Option<SchemeRule>,
    /// Dated parameters by id.
    pub parameters: BTreeMap<String, Parameter>,
    /// From case to payment: the main method.
    pub flow: Flow,
    /// Further methods by name (床日、单病种、按项目 …).
    pub methods: BTreeMap<String, Flow>,
    /// The order in which the methods are tried; empty: every case goes the main way. Otherwise a case that no entry
    /// takes is refused by name.
    pub routing: Vec<MethodRoute>,
    /// Case groups.
    pub groups: GroupTable,
    /// What is to be confirmed beside single parameters (a group list, a mode); see [`PolicyPack::is_frame`].
    pub open: Vec<OpenMatter>,
    /// What was to be confirmed and has been, each with its source.
    pub confirmed: Vec<ConfirmedMatter>,
    /// Month, year and cash; empty where the pack says nothing about them.
    pub year: YearRules,
}

/// `(up to and including, value)`, rising.
type Bands = Vec<(Option<i64>, Fraction)>;

fn no_key(id: &str, key: &str) -> Message {
    Message::new("payment.no_key")
        .with("parameter", id)
        .with("key", key)
}

impl PolicyPack {
    /// The rule of a payer scheme.
    pub fn scheme(&self, name: &str) -> Option<&SchemeRule> {
        self.schemes.get(name).or(self.other_schemes.as_ref())
    }
    /// The weakest level among the sources in use, of cases, year and cash: what the screen shows beside every figure.
    /// What-ifs beside a pool do not count: they decide no figure.
    pub fn certainty(&self) -> Certainty {
        let values = self
            .parameters
            .values()
            .flat_map(|parameter| parameter.entries.iter().map(|entry| entry.source.as_str()));
        values
            .chain([self.groups.source.as_str()])
            .chain((self.groups.rows().iter()).filter_map(|row| row.source.as_deref()))
            .chain(self.confirmed.iter().map(|own| own.source.as_str()))
            .chain(self.year.rule_sources())
            .filter_map(|id| self.sources.get(id))
            .map(|source| source.certainty)
            .min()
            .unwrap_or(Certainty::Assumption)
    }
    /// A parameter's entry and value on a day.
    ///
    /// # Errors
    /// `payment.no_parameter`, `payment.no_value_yet` or `payment.value_ended`, naming parameter and day.
    pub fn value(&self, id: &str, day: Date) -> Result<(&Entry, &Value), Message> {
        let parameter = self
            .parameters
            .get(id)
            .ok_or_else(|| Message::new("payment.no_parameter").with("parameter", id))?;
        parameter.at(day).map_err(|reason| match reason {
            NoValue::BeforeFirst(first) => Message::new("payment.no_value_yet")
                .with("parameter", id)
                .with("first", first.to_string()),
            NoValue::Ended(since) => Message::new("payment.value_ended")
                .with("parameter", id)
                .with("since", since.to_string()),
            NoValue::Never => Message::new("payment.no_parameter").with("parameter", id),
        })
    }
    /// A number on a day, by scheme or grade where the parameter is kept so.
    ///
    /// # Errors
    /// As [`PolicyPack::value`]; `payment.no_key` when the table has no line for the scheme or grade,
    /// `payment.not_a_number` when the parameter is a limit.
    pub fn number(
        &self,
        id: &str,
        day: Date,
        scheme_key: &str,
    ) -> Result<(&Entry, &Fraction), Message> {
        let (entry, value) = self.value(id, day)?;
        let number = match value {
            Value::Number(number) => Some(number),
            Value::Keyed(table) => {
                let key = self.key_of(id, scheme_key);
                Some(table.get(key).ok_or_else(|| no_key(id, key))?)
            }
            Value::Limit(_) | Value::Bands(_) => None,
        };
        number
            .map(|number| (entry, number))
            .ok_or_else(|| Message::new("payment.not_a_number").with("parameter", id))
    }
    /// What a table of a parameter is read by: the hospital's grade, or the scheme's key.
    pub fn key_of<'k>(&'k self, id: &str, scheme_key: &'k str) -> &'k str {
        let keyed = self.parameters.get(id).and_then(|own| own.keyed_by);
        if keyed == Some(KeyedBy::Grade) {
            self.grade.as_deref().unwrap_or_default()
        } else {
            scheme_key
        }
    }
    /// The line of a table kept by facility or code.
    ///
    /// # Errors
    /// As [`PolicyPack::value`]; `payment.no_key` without a line for the code, `payment.not_a_table` for another value.
    pub fn line(&self, id: &str, day: Date, code: &str) -> Result<(&Entry, &Fraction), Message> {
        let (entry, value) = self.value(id, day)?;
        let Value::Keyed(table) = value else {
            return Err(Message::new("payment.not_a_table").with("parameter", id));
        };
        let line = table.get(code).ok_or_else(|| no_key(id, code))?;
        Ok((entry, line))
    }
    /// Bands of a parameter on a day.
    ///
    /// # Errors
    /// As [`PolicyPack::value`]; `payment.not_bands` when it is something else.
    pub fn bands(&self, id: &str, day: Date) -> Result<(&Entry, &Bands), Message> {
        match self.value(id, day)? {
            (entry, Value::Bands(rows)) => Ok((entry, rows)),
            _ => Err(Message::new("payment.not_bands").with("parameter", id)),
        }
    }
    /// Days on which any value changes, rising: between two of them the pack says the same.
    pub fn change_days(&self) -> Vec<Date> {
        let entries = self
            .parameters
            .values()
            .flat_map(|parameter| parameter.entries.iter().map(|entry| entry.from));
        entries
            .chain([self.groups.valid_from])
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect()
    }
    /// Every method with its name: the main flow first, under an empty name, then the others by name.
    pub fn flows(&self) -> impl Iterator<Item = (&str, &Flow)> {
        let others = self
            .methods
            .iter()
            .map(|(name, flow)| (name.as_str(), flow));
        std::iter::once(("", &self.flow)).chain(others)
    }
    /// Every parameter a case's way names, and for what.
    pub fn case_parameters(&self) -> Vec<(&str, ParameterUse)> {
        let routing = self.routing.iter().flat_map(|route| &route.all);
        routing
            .filter_map(used::of_test)
            .chain(self.flows().flat_map(|(_, flow)| flow.parameters()))
            .collect()
    }
    /// Ids of all parameters the ways of a case name, sorted: each must exist for the pack to price a case.
    pub fn used_parameters(&self) -> BTreeSet<&str> {
        self.case_parameters()
            .into_iter()
            .map(|(id, _)| id)
            .collect()
    }
}
