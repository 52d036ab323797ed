//! What of a case, beyond scheme, group and charge, a method's price depends on.
//!
//! Each thing asked is answered by a small whole number, so that cases with the same answers share one compiled price.

use crate::issue::Message;
use crate::policy::{CoefficientOn, Flow, PriceMethod};

/// Most things one method may ask.
pub(super) const SLOTS: usize = 6;

/// One answer per thing asked, in the order of [`asks`].
pub(super) type Answers = [u32; SLOTS];

/// One thing asked of a case. Names are parameter ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// Length of stay in days.
    Stay,
    /// 1: paid as a critical case.
    Critical,
    /// 1: at least so many days of critical care.
    CriticalFrom(String),
    /// Facility, by its place in the facts' list.
    Facility,
    /// Place of the age in the bands.
    Age(String),
    /// Place of the comorbidity index in the bands.
    Cci(String),
    /// Auxiliary codes, by their place in the facts' list.
    Auxiliary,
    /// 1: the share of Chinese medicine reaches the gate.
    Tcm(String),
}

/// What a flow asks, each thing once.
pub(super) fn asks(flow: &Flow) -> Vec<Ask> {
    let mut found = Vec::new();
    if let PriceMethod::PerDay { critical, .. } = &flow.price {
        found.push(Ask::Stay);
        if critical.is_some() {
            found.push(Ask::Critical);
        }
    }
    if flow.los_band.is_some() {
        found.push(Ask::Stay);
    }
    for coefficient in &flow.coefficients {
        found.extend(of_coefficient(&coefficient.on, &coefficient.parameter));
    }
    let critical = flow
        .outlier
        .as_ref()
        .and_then(|rule| rule.critical.as_ref());
    found.extend(critical.map(|rule| Ask::CriticalFrom(rule.days.clone())));
    let mut once: Vec<Ask> = Vec::new();
    for ask in found {
        if !once.contains(&ask) {
            once.push(ask);
        }
    }
    once
}

/// What a coefficient asks.
pub(super) fn of_coefficient(on: &CoefficientOn, parameter: &str) -> Option<Ask> {
    match on {
        CoefficientOn::Pack | CoefficientOn::Group => None,
        CoefficientOn::Hospital => Some(Ask::Facility),
        CoefficientOn::Age => Some(Ask::Age(parameter.to_owned())),
        CoefficientOn::Cci => Some(Ask::Cci(parameter.to_owned())),
        CoefficientOn::Auxiliary(_) => Some(Ask::Auxiliary),
        CoefficientOn::TcmGate(gate) => Some(Ask::Tcm(gate.clone())),
    }
}

/// The message of a case that lacks what a rule needs.
pub(super) fn lacks(field: &'static str) -> Message {
    Message::new("payment.needs_field").with("field", format!("@field.{field}"))
}
