use serde::Serialize;

use super::compile::{Step, StepUnit};
use super::settle::{Decision, Desk, amounts};
use super::split::{Splitter, outside};
use super::{CasePayment, OutlierKind};
use crate::facts::Facts;
use crate::issue::Message;
use crate::plan::Adjustments;
use crate::policy::{PatientMode, PolicyPack};
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
        Decision::Outside(route) => {
            let payment = outside(route, amounts).unwrap_or(CasePayment::UNPRICED);
            let key = if payment.kind == OutlierKind::Unpriced {
                "payment.formula_unpriced"
            } else {
                "payment.formula_itemised"
            };
            let steps = vec![
                charge,
                patient,
                fen("payment.step_revenue", payment.revenue.fen()),
                fen("payment.step_fund", payment.fund.fen()),
            ];
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
        .split(cell, curve, ratio.as_ref(), amounts)
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
    if let Some(ratio) = ratio {
        steps.push(fen("payment.step_self_funded", amounts.self_funded));
        steps.push(Step {
            label: "payment.step_policy_ratio",
            value: ratio.clone(),
            unit: StepUnit::Factor,
            citation: None,
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
