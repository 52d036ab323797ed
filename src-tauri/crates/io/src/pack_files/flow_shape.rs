//! What stands in `[flow]`, `[method.NAME]` and `[[route]]`, word for word.

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Flow {
    pub(super) ungrouped: Option<String>,
    #[serde(default)]
    pub(super) route: Vec<RouteRule>,
    #[serde(default)]
    pub(super) strip: Strip,
    pub(super) price: Price,
    #[serde(default)]
    pub(super) coefficient: Vec<Coefficient>,
    pub(super) own_charge: Option<OwnCharge>,
    pub(super) outlier: Option<Outlier>,
    pub(super) readmission: Option<Readmission>,
    pub(super) special: Option<Special>,
    #[serde(default)]
    pub(super) addon: Vec<Addon>,
    pub(super) patient: Patient,
    pub(super) rounding: Rounding,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RouteRule {
    pub(super) los_at_most: Option<String>,
    pub(super) los_at_least: Option<String>,
    pub(super) flag: Option<String>,
    pub(super) grouped: Option<bool>,
    pub(super) scheme: Option<Vec<String>>,
    pub(super) department: Option<Vec<String>>,
    pub(super) ward: Option<Vec<String>>,
    pub(super) grade: Option<Vec<String>>,
    pub(super) age_below: Option<String>,
    pub(super) age_at_least: Option<String>,
    pub(super) tcm_at_least: Option<String>,
    pub(super) non_local: Option<bool>,
    pub(super) critical: Option<bool>,
    pub(super) special_review: Option<bool>,
    pub(super) to: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Strip {
    pub(super) excluded: Option<String>,
    pub(super) new_technology: Option<String>,
    pub(super) unreasonable: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Price {
    pub(super) method: String,
    pub(super) rate: Option<String>,
    pub(super) point_value: Option<String>,
    pub(super) scale: Option<String>,
    pub(super) los_band: Option<String>,
    pub(super) bands: Option<String>,
    pub(super) days: Option<String>,
    pub(super) critical_bands: Option<String>,
    pub(super) critical_share: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Coefficient {
    pub(super) parameter: String,
    pub(super) on: Option<String>,
    pub(super) hits: Option<String>,
    pub(super) gate: Option<String>,
    pub(super) scope: String,
    pub(super) combine: Option<String>,
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
    pub(super) critical: Option<CriticalHigh>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Settle {
    pub(super) limit: String,
    pub(super) settle: String,
    pub(super) share: Option<String>,
    #[serde(default)]
    pub(super) with_k: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CriticalHigh {
    pub(super) days: String,
    pub(super) high: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Readmission {
    pub(super) days: String,
    pub(super) same: String,
    pub(super) reduce: String,
    pub(super) factor: String,
    #[serde(default)]
    pub(super) except: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Special {
    pub(super) quota: String,
    pub(super) mode: String,
    pub(super) uplift: Option<String>,
    pub(super) count: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Addon {
    pub(super) of: String,
    pub(super) rate: String,
    pub(super) cap: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Patient {
    pub(super) mode: String,
    pub(super) ratio: Option<String>,
    #[serde(default)]
    pub(super) carry: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rounding {
    pub(super) price: Option<u32>,
    pub(super) standard: Option<u32>,
    pub(super) payment: u32,
}
