//! A policy pack's ways of a case as tables: the order in which methods are tried, and every rule of every method with
//! the parameters it names. Words only; the values stand in the table of parameters.

use crate::issue::Message;
use crate::policy::{
    AddonOf, CoefficientOn, Combine, DayBands, Flow, HighSettle, Hits, Leaves, LosShape, LowSettle,
    PatientMode, PolicyPack, PriceMethod, RatioBase, Reduced, Route, RouteTest, Scope, SpecialMode,
    Target,
};
use crate::report::publish::{label, row, text_column, words};
use crate::report::{Cell, Row, Table};

fn method_cell(name: &str) -> Cell {
    if name.is_empty() {
        label("policy.method_main")
    } else {
        words(name)
    }
}

const fn route_key(route: Route) -> &'static str {
    match route {
        Route::Priced => "policy.to_priced",
        Route::Itemised => "policy.to_itemised",
        Route::SelfPaid => "policy.to_self_paid",
        Route::Unpriced => "policy.to_unpriced",
    }
}

/// What a question asks, and the words or the parameter it compares with.
fn question(test: &RouteTest) -> (&'static str, String) {
    let yes = |wanted: bool, yes: &'static str, no: &'static str| {
        (if wanted { yes } else { no }, String::new())
    };
    match test {
        RouteTest::LosAtMost(id) => ("policy.test_los_at_most", id.clone()),
        RouteTest::LosAtLeast(id) => ("policy.test_los_at_least", id.clone()),
        RouteTest::AgeBelow(id) => ("policy.test_age_below", id.clone()),
        RouteTest::AgeAtLeast(id) => ("policy.test_age_at_least", id.clone()),
        RouteTest::TcmAtLeast(id) => ("policy.test_tcm_at_least", id.clone()),
        RouteTest::Flag(flag) => ("policy.test_flag", flag.clone()),
        RouteTest::Scheme(names) => ("policy.test_scheme", names.join(" ")),
        RouteTest::Department(codes) => ("policy.test_department", codes.join(" ")),
        RouteTest::Ward(kinds) => ("policy.test_ward", kinds.join(" ")),
        RouteTest::Grade(grades) => ("policy.test_grade", grades.join(" ")),
        RouteTest::Grouped(wanted) => {
            yes(*wanted, "policy.test_grouped", "policy.test_not_grouped")
        }
        RouteTest::NonLocal(wanted) => yes(*wanted, "policy.test_non_local", "policy.test_local"),
        RouteTest::Critical(wanted) => {
            yes(*wanted, "policy.test_critical", "policy.test_not_critical")
        }
        RouteTest::SpecialReview(wanted) => {
            yes(*wanted, "policy.test_special", "policy.test_not_special")
        }
    }
}

/// The order in which methods are tried; `None` for a pack of one method.
/// 付费方法次序
pub fn routing(pack: &PolicyPack) -> Option<Table> {
    if pack.routing.is_empty() {
        return None;
    }
    let mut rows: Vec<Row> = Vec::new();
    for (index, route) in pack.routing.iter().enumerate() {
        let entry = (index + 1).to_string();
        let to = match &route.to {
            Target::Main => method_cell(""),
            Target::Method(name) => method_cell(name),
            Target::Outside(route) => label(route_key(*route)),
        };
        let asked: Vec<(&'static str, String)> = route.all.iter().map(question).collect();
        let asked = if asked.is_empty() {
            vec![("policy.test_none", String::new())]
        } else {
            asked
        };
        for (place, (key, value)) in asked.into_iter().enumerate() {
            let cells = vec![words(&entry), label(key), words(value), to.clone()];
            rows.push(row(format!("{entry}/{}", place + 1), cells));
        }
    }
    let columns = ["route_entry", "route_question", "route_value", "route_to"];
    Some(Table {
        id: "policy_routing".into(),
        title: Message::new("table.policy_routing"),
        columns: columns.map(text_column).into(),
        rows,
        notes: vec![Message::new("note.policy_routing")],
    })
}

/// One rule: its station, what it does, and the parameters or words it names.
pub(super) type Rule = (&'static str, &'static str, String);

fn price(flow: &Flow, rules: &mut Vec<Rule>) {
    let joined = |ids: &[&str]| ids.join(" ");
    let (key, names) = match &flow.price {
        PriceMethod::WeightRate { rate } => ("policy.price_weight_rate", rate.clone()),
        PriceMethod::Points { point_value, scale } => {
            ("policy.price_points", joined(&[scale, point_value]))
        }
        PriceMethod::Fixed => ("policy.price_fixed", String::new()),
        PriceMethod::PerDay { bands, kind, .. } => match kind {
            DayBands::Marginal => ("policy.price_days_marginal", bands.clone()),
            DayBands::Whole => ("policy.price_days_whole", bands.clone()),
        },
        PriceMethod::Itemised => ("policy.price_itemised", String::new()),
    };
    rules.push(("policy.station_price", key, names));
    if let PriceMethod::PerDay {
        critical: Some(critical),
        ..
    } = &flow.price
    {
        let share = critical.share.as_deref().unwrap_or_default();
        let names = joined(&[&critical.bands, share]).trim().to_owned();
        rules.push(("policy.station_price", "policy.price_critical_days", names));
    }
    let shape = flow.los_band.map(|shape| match shape {
        LosShape::Trim => "policy.los_trim",
        LosShape::Inlier => "policy.los_inlier",
    });
    rules.extend(shape.map(|key| ("policy.station_price", key, String::new())));
}

fn coefficients(flow: &Flow, rules: &mut Vec<Rule>) {
    for rule in &flow.coefficients {
        let key = match &rule.on {
            CoefficientOn::Pack => "policy.coefficient_pack",
            CoefficientOn::Group => "policy.coefficient_group",
            CoefficientOn::Hospital => "policy.coefficient_hospital",
            CoefficientOn::Age => "policy.coefficient_age",
            CoefficientOn::Cci => "policy.coefficient_cci",
            CoefficientOn::Auxiliary(Hits::Max) => "policy.coefficient_auxiliary_max",
            CoefficientOn::Auxiliary(Hits::Product) => "policy.coefficient_auxiliary_product",
            CoefficientOn::TcmGate(_) => "policy.coefficient_tcm",
        };
        let mut names = rule.parameter.clone();
        if let CoefficientOn::TcmGate(gate) = &rule.on {
            names = format!("{names} {gate}");
        }
        for (flag, instead) in &rule.replace {
            names = format!("{names} {flag}→{instead}");
        }
        rules.push(("policy.station_coefficient", key, names));
        let scope = match rule.scope {
            Scope::Base => None,
            Scope::Whole => Some("policy.scope_whole"),
            Scope::Deviation => Some("policy.scope_deviation"),
        };
        let combine = match rule.combine {
            Combine::Product => None,
            Combine::Max => Some("policy.combine_max"),
            Combine::Replace => Some("policy.combine_replace"),
        };
        for key in scope.into_iter().chain(combine) {
            rules.push(("policy.station_coefficient", key, rule.parameter.clone()));
        }
    }
}

fn outliers(flow: &Flow, rules: &mut Vec<Rule>) {
    if let Some(rule) = &flow.own_charge {
        let names = format!("{} {}", rule.flag, rule.share);
        rules.push(("policy.station_outlier", "policy.own_charge", names));
    }
    let Some(outlier) = &flow.outlier else {
        return;
    };
    let (key, names) = match &outlier.base {
        RatioBase::Standard => ("policy.base_standard", String::new()),
        RatioBase::GroupMean => ("policy.base_group_mean", String::new()),
        RatioBase::CityMean(id) => ("policy.base_city_mean", id.clone()),
    };
    rules.push(("policy.station_outlier", key, names));
    if let Some((id, settle)) = &outlier.low {
        let key = match settle {
            LowSettle::ByActual => "policy.low_by_actual",
            LowSettle::PointsNoFactor => "policy.low_points_no_factor",
            LowSettle::Proportional => "policy.low_proportional",
            LowSettle::CappedPoints => "policy.low_capped_points",
        };
        rules.push(("policy.station_outlier", key, id.clone()));
        if outlier.low_with_k {
            rules.push(("policy.station_outlier", "policy.low_with_k", id.clone()));
        }
    }
    if let Some((id, settle)) = &outlier.high {
        let (key, share) = match settle {
            HighSettle::LinearAdd => ("policy.high_linear_add", ""),
            HighSettle::LinearNet => ("policy.high_linear_net", ""),
            HighSettle::LinearBase => ("policy.high_linear_base", ""),
            HighSettle::LinearShare(share) => ("policy.high_linear_share", share.as_str()),
            HighSettle::Cap => ("policy.high_cap", ""),
            HighSettle::Deduct => ("policy.high_deduct", ""),
            HighSettle::ByItem => ("policy.high_by_item", ""),
        };
        let names = format!("{id} {share}").trim().to_owned();
        rules.push(("policy.station_outlier", key, names));
    }
    if let Some(critical) = &outlier.critical {
        let high = critical.high.as_deref().unwrap_or_default();
        let names = format!("{} {high}", critical.days).trim().to_owned();
        rules.push(("policy.station_outlier", "policy.high_critical", names));
    }
    if let Some(id) = &outlier.extreme {
        rules.push(("policy.station_outlier", "policy.extreme", id.clone()));
    }
}

fn beside(flow: &Flow, rules: &mut Vec<Rule>) {
    if let Some(rule) = &flow.readmission {
        let key = match rule.reduced {
            Reduced::Previous => "policy.readmission_previous",
            Reduced::Readmission => "policy.readmission_itself",
        };
        let names = format!("{} {} {}", rule.days, rule.factor, rule.except.join(" "));
        rules.push(("policy.station_readmission", key, names.trim().to_owned()));
    }
    if let Some(rule) = &flow.special {
        let (key, uplift) = match &rule.mode {
            SpecialMode::ByItem => ("policy.special_by_item", ""),
            SpecialMode::Uplift(id) => ("policy.special_uplift", id.as_str()),
        };
        let names = format!("{} {uplift}", rule.quota).trim().to_owned();
        rules.push(("policy.station_special", key, names));
    }
    for addon in &flow.addons {
        let key = match addon.of {
            AddonOf::Excluded => "policy.addon_excluded",
            AddonOf::NewTechnology => "policy.addon_new_technology",
            AddonOf::CriticalDays => "policy.addon_critical_days",
        };
        let cap = addon.cap.as_deref().unwrap_or_default();
        let names = format!("{} {cap}", addon.rate).trim().to_owned();
        rules.push(("policy.station_addon", key, names));
    }
}

/// Every rule of a method, in the order of evaluation.
pub(super) fn rules(flow: &Flow) -> Vec<Rule> {
    let mut found: Vec<Rule> = Vec::new();
    for rule in &flow.routes {
        let (key, value) = question(&rule.test);
        found.push(("policy.station_filter", key, value));
        found.push(("policy.station_filter", route_key(rule.to), String::new()));
    }
    let strip = flow.strips();
    for (leaves, before, after) in [
        (
            strip.excluded,
            "policy.strip_excluded_before",
            "policy.strip_excluded_after",
        ),
        (
            strip.new_technology,
            "policy.strip_new_technology_before",
            "policy.strip_new_technology_after",
        ),
        (
            strip.unreasonable,
            "policy.strip_unreasonable_before",
            "policy.strip_unreasonable_after",
        ),
    ] {
        let key = leaves.map(|leaves| match leaves {
            Leaves::Before => before,
            Leaves::After => after,
        });
        found.extend(key.map(|key| ("policy.station_strip", key, String::new())));
    }
    price(flow, &mut found);
    coefficients(flow, &mut found);
    outliers(flow, &mut found);
    beside(flow, &mut found);
    let (key, ratio) = match &flow.patient {
        PatientMode::DeductActual => ("policy.patient_deduct_actual", ""),
        PatientMode::Proportional(id) => ("policy.patient_proportional", id.as_str()),
        PatientMode::Itemised => ("policy.patient_itemised", ""),
        PatientMode::PoolTotal => ("policy.patient_pool_total", ""),
        PatientMode::PoolFund => ("policy.patient_pool_fund", ""),
        PatientMode::Whole => ("policy.patient_whole", ""),
    };
    found.push(("policy.station_patient", key, ratio.to_owned()));
    if flow.carry {
        let carried = (
            "policy.station_patient",
            "policy.patient_carry",
            String::new(),
        );
        found.push(carried);
    }
    found
}

/// Every method of the pack, rule by rule, in the order of evaluation.
/// 付费方法
pub fn methods(pack: &PolicyPack) -> Table {
    let mut rows: Vec<Row> = Vec::new();
    for (name, flow) in pack.flows() {
        for (place, (station, rule, names)) in rules(flow).into_iter().enumerate() {
            let cells = vec![method_cell(name), label(station), label(rule), words(names)];
            rows.push(row(format!("{name}/{}", place + 1), cells));
        }
    }
    let columns = ["pay_method", "pay_station", "pay_rule", "pay_names"];
    Table {
        id: "policy_methods".into(),
        title: Message::new("table.policy_methods"),
        columns: columns.map(text_column).into(),
        rows,
        notes: vec![Message::new("note.policy_methods")],
    }
}
