//! What stands in `pack.toml` and `golden.toml`, word for word. Numbers are decimal text; unknown keys are faults.

use serde::Deserialize;
use std::collections::BTreeMap;

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
    pub(super) groups: Groups,
    pub(super) source: BTreeMap<String, Source>,
    pub(super) scheme: BTreeMap<String, Scheme>,
    pub(super) other_schemes: Option<Scheme>,
    #[serde(default)]
    pub(super) parameter: BTreeMap<String, Parameter>,
    pub(super) flow: Flow,
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
    pub(super) value: Vec<Value>,
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
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Flow {
    pub(super) ungrouped: Option<String>,
    #[serde(default)]
    pub(super) route: Vec<RouteRule>,
    pub(super) price: Price,
    #[serde(default)]
    pub(super) coefficient: Vec<Coefficient>,
    pub(super) own_charge: Option<OwnCharge>,
    pub(super) outlier: Option<Outlier>,
    pub(super) patient: Patient,
    pub(super) rounding: Rounding,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RouteRule {
    pub(super) los_at_most: Option<String>,
    pub(super) los_at_least: Option<String>,
    pub(super) flag: Option<String>,
    pub(super) to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Price {
    pub(super) method: String,
    pub(super) rate: Option<String>,
    pub(super) point_value: Option<String>,
    pub(super) scale: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Coefficient {
    pub(super) parameter: String,
    pub(super) scope: String,
    #[serde(default)]
    pub(super) replace: Vec<Replace>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Replace {
    pub(super) flag: String,
    pub(super) parameter: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OwnCharge {
    pub(super) flag: String,
    pub(super) share: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outlier {
    pub(super) base: String,
    pub(super) city_mean: Option<String>,
    pub(super) low: Option<Settle>,
    pub(super) high: Option<Settle>,
    pub(super) extreme: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Settle {
    pub(super) limit: String,
    pub(super) settle: String,
    pub(super) share: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Patient {
    pub(super) mode: String,
    pub(super) ratio: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rounding {
    pub(super) price: Option<u32>,
    pub(super) standard: Option<u32>,
    pub(super) payment: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Golden {
    #[serde(default)]
    pub(super) case: Vec<GoldenCase>,
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
    pub(super) kind: String,
    pub(super) standard: Option<String>,
    pub(super) revenue: String,
    pub(super) fund: String,
}
