use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

use super::{
    Certainty, Entry, Flow, GroupTable, KeyedBy, NoValue, Parameter, PriceMethod, Route, RouteTest,
    Source, Value, YearRules,
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
    /// From case to payment.
    pub flow: Flow,
    /// Case groups.
    pub groups: GroupTable,
    /// Month, year and cash; empty where the pack says nothing about them.
    pub year: YearRules,
}

impl PolicyPack {
    /// The rule of a payer scheme.
    pub fn scheme(&self, name: &str) -> Option<&SchemeRule> {
        self.schemes.get(name).or(self.other_schemes.as_ref())
    }
    /// The weakest level among the sources in use: what the screen shows beside every figure.
    pub fn certainty(&self) -> Certainty {
        let values = self
            .parameters
            .values()
            .flat_map(|parameter| parameter.entries.iter().map(|entry| &entry.source));
        values
            .chain([&self.groups.source])
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
                let by_grade = self
                    .parameters
                    .get(id)
                    .is_some_and(|parameter| parameter.keyed_by == Some(KeyedBy::Grade));
                let key = if by_grade {
                    self.grade.as_deref().unwrap_or_default()
                } else {
                    scheme_key
                };
                let missing = || {
                    Message::new("payment.no_key")
                        .with("parameter", id)
                        .with("key", key)
                };
                Some(table.get(key).ok_or_else(missing)?)
            }
            Value::Limit(_) => None,
        };
        number
            .map(|number| (entry, number))
            .ok_or_else(|| Message::new("payment.not_a_number").with("parameter", id))
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
    /// Ids of all parameters the flow names, sorted: each must exist for the pack to price a case.
    pub fn used_parameters(&self) -> BTreeSet<&str> {
        let flow = &self.flow;
        let mut used = BTreeSet::new();
        for rule in &flow.routes {
            if let RouteTest::LosAtMost(id) | RouteTest::LosAtLeast(id) = &rule.test {
                used.insert(id.as_str());
            }
        }
        match &flow.price {
            PriceMethod::WeightRate { rate } => used.extend([rate.as_str()]),
            PriceMethod::Points { point_value, scale } => {
                used.extend([point_value.as_str(), scale.as_str()])
            }
            PriceMethod::Fixed => {}
        }
        for coefficient in &flow.coefficients {
            used.insert(&coefficient.parameter);
            used.extend(coefficient.replace.iter().map(|(_, id)| id.as_str()));
        }
        used.extend(flow.own_charge.iter().map(|rule| rule.share.as_str()));
        if let Some(outlier) = &flow.outlier {
            used.extend(outlier.low.iter().map(|(id, _)| id.as_str()));
            used.extend(outlier.high.iter().map(|(id, _)| id.as_str()));
            used.extend(outlier.extreme.as_deref());
            if let super::RatioBase::CityMean(id) = &outlier.base {
                used.insert(id);
            }
            if let Some((_, super::HighSettle::LinearShare(id))) = &outlier.high {
                used.insert(id);
            }
        }
        if let super::PatientMode::Proportional(id) = &flow.patient {
            used.insert(id);
        }
        used
    }
}
