//! What stands in `pack.toml` and `golden.toml`, word for word. Numbers are decimal text; unknown keys are faults.

use serde::Deserialize;
use std::collections::BTreeMap;

use super::flow_shape::{Flow, RouteRule};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pack {
    pub(super) format: String,
    pub(super) id: String,
    pub(super) name: Name,
    pub(super) pooling_area: String,
    #[serde(default)]
    pub(super) synthetic: bool,
    pub(super) grade: Option<String>,
    pub(super) undated: String,
    #[serde(default)]
    pub(super) open: Vec<Name>,
    #[serde(default)]
    pub(super) confirmed: Vec<Confirmed>,
    pub(super) groups: Groups,
    pub(super) source: BTreeMap<String, Source>,
    pub(super) scheme: BTreeMap<String, Scheme>,
    pub(super) other_schemes: Option<Scheme>,
    #[serde(default)]
    pub(super) parameter: BTreeMap<String, Parameter>,
    pub(super) flow: Flow,
    #[serde(default)]
    pub(super) method: BTreeMap<String, Flow>,
    #[serde(default)]
    pub(super) route: Vec<RouteRule>,
    #[serde(default)]
    pub(super) year: super::year_shape::Year,
    #[serde(default)]
    pub(super) month: super::year_shape::Month,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Name {
    pub(super) zh: String,
    pub(super) en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Confirmed {
    pub(super) zh: String,
    pub(super) en: String,
    pub(super) answer: String,
    pub(super) source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Groups {
    pub(super) valid_from: String,
    pub(super) source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    #[serde(default)]
    pub(super) number: String,
    pub(super) title: String,
    #[serde(default)]
    pub(super) issuer: String,
    pub(super) issued: Option<String>,
    pub(super) effective: Option<String>,
    #[serde(default)]
    pub(super) link: String,
    pub(super) level: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scheme {
    pub(super) route: String,
    #[serde(default)]
    pub(super) key: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Parameter {
    pub(super) unit: String,
    pub(super) by: Option<String>,
    #[serde(default)]
    pub(super) value: Vec<Value>,
    pub(super) to_be_confirmed: Option<Name>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Value {
    pub(super) from: String,
    pub(super) source: String,
    #[serde(default)]
    pub(super) end: bool,
    pub(super) number: Option<String>,
    pub(super) table: Option<BTreeMap<String, String>>,
    pub(super) compare: Option<String>,
    pub(super) step_on: Option<String>,
    #[serde(default)]
    pub(super) inclusive: bool,
    pub(super) steps: Option<Vec<(String, String)>>,
    pub(super) bands: Option<Vec<(String, String)>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Golden {
    #[serde(default)]
    pub(super) case: Vec<GoldenCase>,
    #[serde(default)]
    pub(super) year_case: Vec<super::golden_year::YearCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GoldenCase {
    pub(super) id: String,
    pub(super) group: String,
    pub(super) scheme: String,
    pub(super) discharged: String,
    pub(super) los: u16,
    pub(super) charge: String,
    #[serde(default)]
    pub(super) patient_share: Option<String>,
    #[serde(default)]
    pub(super) self_funded: Option<String>,
    /// Cases with the same word are paid together, as one table.
    #[serde(default)]
    pub(super) together: Option<String>,
    #[serde(default)]
    pub(super) department: String,
    #[serde(default)]
    pub(super) facility: String,
    pub(super) ward: Option<String>,
    pub(super) patient: Option<String>,
    pub(super) auxiliary: Option<String>,
    pub(super) excuse: Option<String>,
    pub(super) age: Option<u16>,
    pub(super) cci: Option<u16>,
    pub(super) admitted: Option<String>,
    pub(super) excluded: Option<String>,
    pub(super) new_technology: Option<String>,
    pub(super) unreasonable: Option<String>,
    pub(super) tcm_share: Option<String>,
    pub(super) critical_days: Option<u16>,
    pub(super) critical: Option<bool>,
    pub(super) non_local: Option<bool>,
    pub(super) review: Option<String>,
    pub(super) kind: String,
    pub(super) standard: Option<String>,
    pub(super) revenue: String,
    pub(super) fund: String,
}
