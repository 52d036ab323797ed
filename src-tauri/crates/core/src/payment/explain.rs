use serde::Serialize;

use super::settle::{Decision, Desk, amounts};
use super::split::{Splitter, outside};
use super::step::{Citation, Step, StepUnit};
use super::{CasePayment, OutlierKind};
use crate::facts::Facts;
use crate::issue::Message;
use crate::period::Date;
use crate::plan::Adjustments;
use crate::policy::{PatientMode, PolicyPack, RouteTest};
use crate::quantity::Fraction;

/// How one case's payment came about.
/// 单例结算说明
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The payment, the same as [`super::settle`] gives.
    pub payment: CasePayment,
    /// Values and where they come from, in the order of computation: price, limits, ratio, payment, fund.
    pub steps: Vec<Step>,
    /// The formula in words of this class (`payment.formula_…`).
    pub formula: Message,
    /// Places of a 元 the payment was rounded to; `None` where it is the charge itself.
    pub rounded_to: Option<u32>,
}

/// Explains the payment of case number `case` by computing it again with the same code.
///
/// # Errors
/// The message of the issue that left the case unpriced; `payment.no_such_case` beyond the last case.
pub fn explain(
    facts: &Facts,
    policy: &PolicyPack,
    adjustments: &Adjustments,
    case: usize,
) -> Result<Explanation, Message> {
    if case >= facts.cases.len() {
        return Err(Message::new("payment.no_such_case").with("case", (case + 1).to_string()));
    }
    let mut desk = Desk::new(facts, policy, adjustments);
    let amounts = amounts(facts, case);
    let fen = |label: &'static str, value: i64| Step {
        label,
        value: Fraction::from(value),
        unit: StepUnit::Fen,
        citation: None,
    };
    let charge = fen("payment.step_charge", amounts.charge);
    let patient = fen("payment.step_patient_share", amounts.patient);
    let (cell, stretch) = match desk.decide(case) {
        Decision::Refused(message) => return Err(message.with("cases", "1")),
        Decision::Outside(route, rule) => {
            let payment = outside(route, amounts).unwrap_or(CasePayment::UNPRICED);
            let key = if payment.kind == OutlierKind::Unpriced {
                "payment.formula_unpriced"
            } else {
                "payment.formula_itemised"
            };
            let mut steps = match rule.zip(rule.and_then(|(_, stretch)| desk.day(stretch))) {
                Some(((rule, _), day)) => why_outside(facts, policy, case, rule, day),
                None => Vec::new(),
            };
            steps.extend([
                charge,
                patient,
                fen("payment.step_revenue", payment.revenue.fen()),
                fen("payment.step_fund", payment.fund.fen()),
            ]);
            return Ok(Explanation {
                payment,
                steps,
                formula: Message::new(key),
                rounded_to: None,
            });
        }
        Decision::Cell(cell, stretch) => (cell, stretch),
    };
    let (priced, ratio) = desk
        .priced(cell, stretch)
        .as_ref()
        .map_err(|message| message.clone().with("cases", "1"))?;
    let curve = &priced.curve;
    let payment = Splitter::new(&policy.flow.patient)
        .split(cell, curve, ratio.as_ref().map(|(ratio, _)| ratio), amounts)
        .payment;
    let mut steps = priced.steps.clone();
    steps.push(charge);
    if let Ok(value) = Fraction::from(amounts.charge).over(&curve.ratio_base, || {
        crate::quantity::Reason::new("reason.no_ratio_base")
    }) {
        steps.push(Step {
            label: "payment.step_ratio",
            value,
            unit: StepUnit::Factor,
            citation: None,
        });
    }
    steps.push(Step {
        label: "payment.step_payment",
        value: curve.exact(amounts.charge),
        unit: StepUnit::Fen,
        citation: None,
    });
    if let Some((ratio, citation)) = ratio {
        steps.push(fen("payment.step_self_funded", amounts.self_funded));
        steps.push(Step {
            label: "payment.step_policy_ratio",
            value: ratio.clone(),
            unit: StepUnit::Factor,
            citation: Some(citation.clone()),
        });
    }
    steps.extend([
        patient,
        fen("payment.step_revenue", payment.revenue.fen()),
        fen("payment.step_fund", payment.fund.fen()),
    ]);
    let class = match payment.kind {
        OutlierKind::Low => "low",
        OutlierKind::High => "high",
        OutlierKind::Normal | OutlierKind::Itemised | OutlierKind::Unpriced => "normal",
    };
    let mode = match &policy.flow.patient {
        PatientMode::DeductActual => "@payment.patient_deduct_actual",
        PatientMode::Proportional(_) => "@payment.patient_proportional",
        PatientMode::Itemised => "@payment.patient_itemised",
        PatientMode::PoolFund => "@payment.patient_pool_fund",
    };
    let formula = Message::new(format!("payment.formula_{class}")).with("patient", mode);
    Ok(Explanation {
        payment,
        steps,
        formula,
        rounded_to: Some(curve.places),
    })
}

/// Length of stay against the limit of the route rule that took the case out of its group's price.
fn why_outside(
    facts: &Facts,
    policy: &PolicyPack,
    case: usize,
    rule: usize,
    day: Date,
) -> Vec<Step> {
    let Some(RouteTest::LosAtMost(id) | RouteTest::LosAtLeast(id)) =
        policy.flow.routes.get(rule).map(|rule| &rule.test)
    else {
        return Vec::new();
    };
    let table = &facts.cases;
    let scheme = table
        .schemes
        .get(table.scheme[case] as usize)
        .and_then(|name| policy.scheme(name));
    let key = scheme.map_or("", |rule| rule.key.as_str());
    let limit = policy.number(id, day, key).ok().map(|(entry, limit)| Step {
        label: "payment.step_los_limit",
        value: limit.clone(),
        unit: StepUnit::Days,
        citation: Some(Citation::of(id, entry)),
    });
    let stay = Step {
        label: "payment.step_los",
        value: Fraction::from(i64::from(table.los[case])),
        unit: StepUnit::Days,
        citation: None,
    };
    std::iter::once(stay).chain(limit).collect()
}
