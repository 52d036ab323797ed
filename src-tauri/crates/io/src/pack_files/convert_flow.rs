use super::convert::{bad_word, route, word};
use super::{Faults, shape};
use yingheng_core::policy::{
    Coefficient, Flow, HighSettle, LowSettle, OutlierRule, OwnChargeRule, PatientMode, PriceMethod,
    RatioBase, RoundingRule, RouteRule, RouteTest, Scope,
};

/// The road from a case to its payment, as `[flow]` says it.
pub(super) fn flow(raw: &shape::Flow, faults: &mut Faults) -> Option<Flow> {
    let ungrouped = raw
        .ungrouped
        .as_ref()
        .and_then(|text| route(text, "flow.ungrouped", faults));
    let routes = raw
        .route
        .iter()
        .filter_map(|rule| route_rule(rule, faults))
        .collect();
    let needs = |field: &Option<String>, at: &str, faults: &mut Faults| {
        if field.is_none() {
            faults.key("pack.missing_key", at, &[]);
        }
        field.clone()
    };
    let price = match raw.price.method.as_str() {
        "weight_rate" => needs(&raw.price.rate, "flow.price.rate", faults)
            .map(|rate| PriceMethod::WeightRate { rate }),
        "points" => {
            let (value, scale) = (
                needs(&raw.price.point_value, "flow.price.point_value", faults),
                needs(&raw.price.scale, "flow.price.scale", faults),
            );
            value
                .zip(scale)
                .map(|(point_value, scale)| PriceMethod::Points { point_value, scale })
        }
        "fixed" => Some(PriceMethod::Fixed),
        other => bad_word(
            other,
            "flow.price.method",
            "weight_rate, points, fixed",
            faults,
        ),
    };
    let mut coefficients = Vec::new();
    for own in &raw.coefficient {
        let scope = word(
            &own.scope,
            "flow.coefficient.scope",
            &[("base", Scope::Base), ("whole", Scope::Whole)],
            faults,
        )?;
        let replace = own
            .replace
            .iter()
            .map(|replace| (replace.flag.clone(), replace.parameter.clone()))
            .collect();
        coefficients.push(Coefficient {
            parameter: own.parameter.clone(),
            scope,
            replace,
        });
    }
    let outlier = match &raw.outlier {
        Some(raw) => Some(outlier(raw, faults)?),
        None => None,
    };
    let patient = match raw.patient.mode.as_str() {
        "deduct_actual" => Some(PatientMode::DeductActual),
        "proportional" => {
            needs(&raw.patient.ratio, "flow.patient.ratio", faults).map(PatientMode::Proportional)
        }
        "itemised" => Some(PatientMode::Itemised),
        "pool_fund" => Some(PatientMode::PoolFund),
        other => bad_word(
            other,
            "flow.patient.mode",
            "deduct_actual, proportional, itemised, pool_fund",
            faults,
        ),
    };
    if raw.rounding.payment > 2 {
        bad_word::<()>(
            &raw.rounding.payment.to_string(),
            "flow.rounding.payment",
            "0, 1, 2",
            faults,
        );
    }
    let own_charge = raw.own_charge.as_ref().map(|rule| OwnChargeRule {
        flag: rule.flag.clone(),
        share: rule.share.clone(),
    });
    let rounding = RoundingRule {
        price: raw.rounding.price,
        standard: raw.rounding.standard,
        payment: raw.rounding.payment,
    };
    Some(Flow {
        ungrouped,
        routes,
        price: price?,
        coefficients,
        own_charge,
        outlier,
        patient: patient?,
        rounding,
    })
}

fn route_rule(raw: &shape::RouteRule, faults: &mut Faults) -> Option<RouteRule> {
    let test = match (&raw.los_at_most, &raw.los_at_least, &raw.flag) {
        (Some(id), None, None) => RouteTest::LosAtMost(id.clone()),
        (None, Some(id), None) => RouteTest::LosAtLeast(id.clone()),
        (None, None, Some(flag)) => RouteTest::Flag(flag.clone()),
        _ => {
            faults.key("pack.value_shape", "flow.route", &[]);
            return None;
        }
    };
    route(&raw.to, "flow.route.to", faults).map(|to| RouteRule { test, to })
}

fn outlier(raw: &shape::Outlier, faults: &mut Faults) -> Option<OutlierRule> {
    let base = match (raw.base.as_str(), &raw.city_mean) {
        ("standard", None) => RatioBase::Standard,
        ("group_mean", None) => RatioBase::GroupMean,
        ("city_mean", Some(id)) => RatioBase::CityMean(id.clone()),
        (other, _) => {
            return bad_word(
                other,
                "flow.outlier.base",
                "standard, group_mean, city_mean (+ city_mean = parameter)",
                faults,
            );
        }
    };
    let lows = [
        ("by_actual", LowSettle::ByActual),
        ("points_no_factor", LowSettle::PointsNoFactor),
        ("proportional", LowSettle::Proportional),
    ];
    let low = match &raw.low {
        Some(rule) => Some((
            rule.limit.clone(),
            word(&rule.settle, "flow.outlier.low.settle", &lows, faults)?,
        )),
        None => None,
    };
    let high = match &raw.high {
        Some(rule) => {
            let settle = match (rule.settle.as_str(), &rule.share) {
                ("linear_add", None) => HighSettle::LinearAdd,
                ("linear_base", None) => HighSettle::LinearBase,
                ("linear_share", Some(share)) => HighSettle::LinearShare(share.clone()),
                ("cap", None) => HighSettle::Cap,
                ("deduct", None) => HighSettle::Deduct,
                ("by_item", None) => HighSettle::ByItem,
                (other, _) => {
                    let allowed = "linear_add, linear_base, linear_share (+ share = parameter), cap, deduct, by_item";
                    return bad_word(other, "flow.outlier.high.settle", allowed, faults);
                }
            };
            Some((rule.limit.clone(), settle))
        }
        None => None,
    };
    Some(OutlierRule {
        base,
        low,
        high,
        extreme: raw.extreme.clone(),
    })
}
