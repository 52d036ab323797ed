//! What must hold across the parts of a pack.

use super::Faults;
use yingheng_core::issue::{Issue, Severity};
use yingheng_core::policy::{
    CoefficientOn, Comparator, Flow, KeyedBy, ParameterUse, PatientMode, PolicyPack, PriceMethod,
    Route, Target, Threshold, Value,
};

/// What must hold across the parts of a pack.
pub(super) fn agree(pack: &PolicyPack, faults: &mut Faults) {
    let named = pack.parameters.iter().flat_map(|(id, parameter)| {
        parameter
            .entries
            .iter()
            .map(move |entry| (format!("parameter.{id}"), &entry.source))
    });
    let rows = pack.groups.rows().iter().filter_map(|row| {
        let source = row.source.as_ref()?;
        Some((format!("groups.{}", row.code), source))
    });
    let confirmed = pack.confirmed.iter();
    let confirmed = confirmed.map(|own| ("confirmed".to_owned(), &own.source));
    let table = [("groups".to_owned(), &pack.groups.source)];
    for (at, source) in named.chain(table).chain(rows).chain(confirmed) {
        if !pack.sources.contains_key(source) {
            faults.key("pack.unknown_source", &at, &[("source", source)]);
        }
    }
    for id in pack.used_parameters() {
        if !pack.parameters.contains_key(id) {
            faults.key("pack.unknown_parameter", "flow", &[("parameter", id)]);
        }
    }
    let priced = || {
        pack.schemes
            .values()
            .chain(&pack.other_schemes)
            .filter(|rule| rule.route == Route::Priced)
            .map(|rule| rule.key.as_str())
    };
    for (id, parameter) in &pack.parameters {
        for entry in &parameter.entries {
            let table = match &entry.value {
                Some(Value::Keyed(table)) => table,
                Some(Value::Limit(limit)) => match &limit.threshold {
                    Threshold::Keyed(table) => table,
                    _ => continue,
                },
                _ => continue,
            };
            let at = format!("parameter.{id}");
            match (parameter.keyed_by, &pack.grade) {
                (Some(KeyedBy::Grade), None) => faults.key("pack.no_grade", &at, &[]),
                (Some(KeyedBy::Grade), Some(grade)) if !table.contains_key(grade) => {
                    faults.key("pack.no_key", &at, &[("key", grade)])
                }
                (Some(KeyedBy::Grade), Some(_)) => {}
                (Some(KeyedBy::Scheme), _) => priced()
                    .filter(|key| !table.contains_key(*key))
                    .for_each(|key| faults.key("pack.no_key", &at, &[("key", key)])),
                (Some(KeyedBy::Hospital | KeyedBy::Code), _) => {}
                (None, _) => faults.key("pack.value_shape", &at, &[]),
            }
        }
    }
    for (_, flow) in pack.flows() {
        comparators(pack, flow, faults);
        kinds(pack, flow, faults);
    }
    let whole = |flow: &Flow| flow.patient == PatientMode::Whole;
    if !pack.year.is_empty() && pack.flows().any(|(_, flow)| whole(flow)) {
        // What is posted and prepaid is the charge less the patient's part, which these rules do not read.
        faults.key("pack.whole_with_year", "flow.patient.mode", &[]);
    }
    routing(pack, faults);
    if !pack.routing.is_empty() {
        // A group of several methods needs what the one it goes to asks; what is missing is told per case.
        return;
    }
    let fixed = pack.flow.price == PriceMethod::Fixed;
    for row in pack.groups.rows().iter().filter(|row| row.published) {
        if if fixed {
            row.amount.is_none()
        } else {
            row.weight.is_none()
        } {
            let issue =
                Issue::new(Severity::Error, "pack.group_without_price").with("group", &row.code);
            faults.add("groups.csv", None, issue);
        }
    }
}

/// Values of a parameter, all days.
fn values<'a>(pack: &'a PolicyPack, id: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    let entries = pack.parameters.get(id).map(|own| own.entries.as_slice());
    entries
        .unwrap_or_default()
        .iter()
        .filter_map(|entry| entry.value.as_ref())
}

/// Limits stand on the side they are used on.
fn comparators(pack: &PolicyPack, flow: &Flow, faults: &mut Faults) {
    for (id, role) in flow.parameters() {
        let (allowed, words) = match role {
            ParameterUse::Low => ([Comparator::Lt, Comparator::Le], "lt, le"),
            ParameterUse::High | ParameterUse::Extreme | ParameterUse::CriticalHigh => {
                ([Comparator::Gt, Comparator::Ge], "gt, ge")
            }
            _ => continue,
        };
        let fits = |value: &Value| matches!(value, Value::Limit(limit) if allowed.contains(&limit.comparator));
        for _ in values(pack, id).filter(|value| !fits(value)) {
            let at = format!("parameter.{id}");
            faults.key("pack.comparator", &at, &[("allowed", words)]);
        }
    }
}

/// Bands, tables and numbers stand where each is read.
fn kinds(pack: &PolicyPack, flow: &Flow, faults: &mut Faults) {
    let mut expect = |id: &str, wanted: &str, fits: fn(&Value) -> bool| {
        for _ in values(pack, id).filter(|value| !fits(value)) {
            let at = format!("parameter.{id}");
            faults.key("pack.value_kind", &at, &[("wanted", wanted)]);
        }
    };
    let bands = |value: &Value| matches!(value, Value::Bands(_));
    let table = |value: &Value| matches!(value, Value::Keyed(_));
    let number = |value: &Value| matches!(value, Value::Number(_) | Value::Keyed(_));
    for coefficient in &flow.coefficients {
        let id = coefficient.parameter.as_str();
        match coefficient.on {
            CoefficientOn::Age | CoefficientOn::Cci => expect(id, "bands", bands),
            CoefficientOn::Hospital | CoefficientOn::Auxiliary(_) => expect(id, "table", table),
            CoefficientOn::Pack | CoefficientOn::TcmGate(_) => expect(id, "number, table", number),
            CoefficientOn::Group => {}
        }
    }
    for (id, role) in flow.parameters() {
        match role {
            ParameterUse::DayBands | ParameterUse::CriticalBands => expect(id, "bands", bands),
            ParameterUse::Coefficient
            | ParameterUse::Low
            | ParameterUse::High
            | ParameterUse::Extreme
            | ParameterUse::CriticalHigh => {}
            _ => expect(id, "number, table", number),
        }
    }
}

/// Every entry of the order can be reached and leads somewhere; every method is named by one.
fn routing(pack: &PolicyPack, faults: &mut Faults) {
    let mut closed = false;
    for (index, route) in pack.routing.iter().enumerate() {
        let at = format!("route[{}]", index + 1);
        if closed {
            faults.key("pack.route_unreachable", &at, &[]);
        }
        closed |= route.all.is_empty();
        if let Target::Method(name) = &route.to
            && !pack.methods.contains_key(name)
        {
            faults.key("pack.unknown_method", &at, &[("method", name)]);
        }
        for test in &route.all {
            let yingheng_core::policy::RouteTest::Scheme(names) = test else {
                continue;
            };
            for name in names.iter().filter(|name| pack.scheme(name).is_none()) {
                faults.key("pack.unknown_scheme", &at, &[("scheme", name)]);
            }
        }
    }
    for name in pack.methods.keys() {
        let named = |to: &Target| matches!(to, Target::Method(own) if own == name);
        if !pack.routing.iter().any(|route| named(&route.to)) {
            let at = format!("method.{name}");
            faults.key("pack.method_unused", &at, &[]);
        }
    }
}
