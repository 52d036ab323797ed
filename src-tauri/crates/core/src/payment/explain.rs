use serde::Serialize;

use super::cell::{Cell, Touched, by_item, charges, leaving};
use super::desk::{By, Desk, Routed};
use super::question::Measure;
use super::settle::{Outcome, pay};
use super::split::Amounts;
use super::standing::Standing;
use super::step::{Citation, Step, StepUnit};
use super::{CasePayment, OutlierKind};
use crate::facts::Facts;
use crate::issue::Message;
use crate::plan::Adjustments;
use crate::policy::{AddonOf, Flow, PatientMode, PolicyPack, RouteTest};
use crate::quantity::{Fraction, Reason};

/// How one case's payment came about.
/// 单例结算说明
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The payment, the same as [`super::settle`] gives.
    pub payment: CasePayment,
    /// Values and where they come from, in the order of computation: route, price, limits, ratio, payment, fund.
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
    let standing = Standing::of(&mut desk);
    let amounts = desk.amounts(case);
    let outcome = pay(&mut desk, &standing, case).map_err(|message| message.with("cases", "1"))?;
    let own_part = || {
        let unread = facts.cases.no_patient_share.is(case);
        let step = Step::fen("payment.step_patient_share", amounts.patient);
        (!unread).then(|| step.read("patient_share"))
    };
    let ends = |payment: &CasePayment| {
        own_part().into_iter().chain([
            Step::fen("payment.step_revenue", payment.revenue.fen()),
            Step::fen("payment.step_fund", payment.fund.fen()),
        ])
    };
    match outcome {
        Outcome::Outside {
            by,
            stretch,
            payment,
            ..
        } => {
            let key = if payment.kind == OutlierKind::Unpriced {
                "payment.formula_unpriced"
            } else {
                "payment.formula_itemised"
            };
            let mut steps = why_outside(&desk, case, by, stretch);
            steps.push(Step::fen("payment.step_charge", amounts.charge).read("charge"));
            steps.extend(ends(&payment));
            Ok(Explanation {
                payment,
                steps,
                formula: Message::new(key),
                rounded_to: None,
            })
        }
        Outcome::Paid {
            routed,
            cell,
            touched,
            split,
        } => {
            let flow = desk.ways[routed.way].flow;
            let mut steps = why_routed(&desk, case, routed);
            let cell = desk.at(cell)?;
            steps.extend(cell.priced.steps.iter().cloned());
            steps.extend(own(flow, facts, case, amounts, cell, touched)?);
            if let Some((ratio, citation)) = &cell.ratio {
                let own = Step::fen("payment.step_self_funded", amounts.self_funded);
                steps.push(own.read("self_funded"));
                let share = Step::new("payment.step_policy_ratio", ratio.clone(), StepUnit::Factor);
                steps.push(share.cited(citation.clone()));
            }
            steps.extend(ends(&split.payment));
            Ok(Explanation {
                payment: split.payment,
                steps,
                formula: formula(flow, split.payment.kind, touched),
                rounded_to: Some(cell.priced.curve.places),
            })
        }
    }
}

/// Why each of the cases has no price: the message of the issue that left it unpriced, without its count.
/// `payment.formula_unpriced` for a case a rule sends to no method, and for one that has a price after all.
pub fn refusals(
    facts: &Facts,
    policy: &PolicyPack,
    adjustments: &Adjustments,
    cases: &[usize],
) -> Vec<Message> {
    if cases.is_empty() {
        return Vec::new();
    }
    let mut desk = Desk::new(facts, policy, adjustments);
    let standing = Standing::of(&mut desk);
    let frame = policy.frame_refusal("payment.frame");
    let plain = || Message::new("payment.formula_unpriced");
    let mut why = |case: &usize| match pay(&mut desk, &standing, *case) {
        Ok(Outcome::Outside { .. }) => plain(),
        Ok(Outcome::Paid { .. }) => frame.clone().unwrap_or_else(plain),
        Err(message) => frame.clone().unwrap_or(message),
    };
    cases.iter().map(&mut why).collect()
}

fn formula(flow: &Flow, kind: OutlierKind, touched: Touched) -> Message {
    let class = match kind {
        _ if touched.special => "special",
        OutlierKind::Low => "low",
        OutlierKind::High => "high",
        OutlierKind::Itemised => "by_item",
        OutlierKind::Normal | OutlierKind::Unpriced => "normal",
    };
    let mode = match &flow.patient {
        PatientMode::PoolTotal => "@payment.patient_pool_total",
        PatientMode::PoolFund => "@payment.patient_pool_fund",
        PatientMode::DeductActual if flow.carry => "@payment.patient_deduct_carried",
        PatientMode::DeductActual => "@payment.patient_deduct_actual",
        PatientMode::Proportional(_) if flow.carry => "@payment.patient_proportional_carried",
        PatientMode::Proportional(_) => "@payment.patient_proportional",
        PatientMode::Itemised => "@payment.patient_itemised",
        PatientMode::Whole => "@payment.patient_whole",
    };
    Message::new(format!("payment.formula_{class}")).with("patient", mode)
}

/// From the charge to the payment: what left it, its ratio, readmission, review, and what is paid beside.
fn own(
    flow: &Flow,
    facts: &Facts,
    case: usize,
    amounts: Amounts,
    cell: &Cell,
    touched: Touched,
) -> Result<Vec<Step>, Message> {
    let table = &facts.cases;
    let curve = &cell.priced.curve;
    let mut steps = vec![Step::fen("payment.step_charge", amounts.charge).read("charge")];
    let stripped = leaving(flow, table, case)?;
    for (of, _, fen) in &stripped {
        let label = format!("payment.step_leaves_{}", of.field());
        steps.push(Step::fen(label, *fen).read(of.field()));
    }
    let own = charges(flow, table, case, amounts.charge)?;
    if !stripped.is_empty() {
        steps.push(Step::fen("payment.step_ratio_charge", own.ratio));
        steps.push(Step::fen("payment.step_paid_charge", own.paid));
    }
    let no_base = || Reason::new("reason.no_ratio_base");
    if let Ok(ratio) = Fraction::from(own.ratio).over(&curve.ratio_base, no_base) {
        steps.push(Step::new("payment.step_ratio", ratio, StepUnit::Factor));
    }
    if touched.special {
        match &cell.uplift {
            Some((factor, citation)) => {
                let step = Step::new("payment.step_uplift", factor.clone(), StepUnit::Factor);
                steps.push(step.cited(citation.clone()).read("review"));
            }
            None => {
                let granted = Step::new("payment.step_by_item", Fraction::one(), StepUnit::Count);
                steps.push(granted.read("review"));
                for of in by_item(flow) {
                    let known = stripped.iter().any(|(left, ..)| *left == of);
                    if !known {
                        let fen = super::cell::amount(table, case, of)?;
                        let label = format!("payment.step_leaves_{}", of.field());
                        steps.push(Step::fen(label, fen).read(of.field()));
                    }
                }
            }
        }
    } else if let (true, Some((factor, citation))) = (touched.reduced, &cell.readmission) {
        let step = Step::new("payment.step_readmission", factor.clone(), StepUnit::Factor);
        steps.push(step.cited(citation.clone()));
    }
    let mut exact = cell.exact(flow, table, case, amounts, touched)?;
    for addon in &cell.addons {
        let (measured, field) = addon.measured(table, case)?;
        let (unit, rate_unit) = if addon.of == AddonOf::CriticalDays {
            (StepUnit::Days, StepUnit::FenPerUnit)
        } else {
            (StepUnit::Fen, StepUnit::Factor)
        };
        let of = Step::new(
            format!("payment.step_beside_{field}"),
            Fraction::from(measured),
            unit,
        );
        let (rate, citation) = &addon.rate;
        let rate = Step::new("payment.step_beside_rate", rate.clone(), rate_unit);
        steps.extend([of.read(field), rate.cited(citation.clone())]);
        if let Some((cap, citation)) = &addon.cap {
            let cap = Step::new("payment.step_beside_cap", cap.clone(), StepUnit::Fen);
            steps.push(cap.cited(citation.clone()));
        }
        let part = addon.part(table, case)?;
        exact += &part;
        steps.push(Step::new("payment.step_beside", part, StepUnit::Fen));
    }
    steps.push(Step::new("payment.step_payment", exact, StepUnit::Fen));
    Ok(steps)
}

/// Which entry of the pack's order sent the case to its method, and what it asked.
fn why_routed(desk: &Desk<'_>, case: usize, routed: Routed) -> Vec<Step> {
    let Some(entry) = routed.entry else {
        return Vec::new();
    };
    let name = desk.ways.get(routed.way).map_or("", |way| way.name);
    let mut steps = vec![entry_step(entry, name)];
    let asked = desk.policy.routing.get(entry);
    for test in asked.iter().flat_map(|route| &route.all) {
        steps.extend(asked_of(desk, case, test, routed.stretch));
    }
    steps
}

fn entry_step(entry: usize, method: &str) -> Step {
    let number = Fraction::from(i64::try_from(entry + 1).unwrap_or(i64::MAX));
    let key = if method.is_empty() {
        "payment.step_route_main"
    } else {
        "payment.step_route"
    };
    let step = Step::new(key, number, StepUnit::Count);
    if method.is_empty() {
        step
    } else {
        step.with("method", method)
    }
}

/// The case's value against the limit of the rule that took it out of its method.
fn why_outside(desk: &Desk<'_>, case: usize, by: By, stretch: usize) -> Vec<Step> {
    match by {
        By::Plain => Vec::new(),
        By::Routing(entry) => {
            let number = Fraction::from(i64::try_from(entry + 1).unwrap_or(i64::MAX));
            let mut steps = vec![Step::new(
                "payment.step_route_outside",
                number,
                StepUnit::Count,
            )];
            let asked = desk.policy.routing.get(entry);
            for test in asked.iter().flat_map(|route| &route.all) {
                steps.extend(asked_of(desk, case, test, stretch));
            }
            steps
        }
        By::Filter(way, rule) => {
            let flow = desk.ways[way].flow;
            let asked = flow.routes.get(rule);
            asked.map_or_else(Vec::new, |rule| asked_of(desk, case, &rule.test, stretch))
        }
    }
}

/// A measured question: the case's value and the limit with its clause.
fn asked_of(desk: &Desk<'_>, case: usize, test: &RouteTest, stretch: usize) -> Vec<Step> {
    let (measure, label, limit, unit) = match test {
        RouteTest::LosAtMost(_) | RouteTest::LosAtLeast(_) => (
            Measure::Los,
            "payment.step_los",
            "payment.step_los_limit",
            StepUnit::Days,
        ),
        RouteTest::AgeBelow(_) | RouteTest::AgeAtLeast(_) => (
            Measure::Age,
            "payment.step_age",
            "payment.step_age_limit",
            StepUnit::Count,
        ),
        RouteTest::TcmAtLeast(_) => (
            Measure::TcmShare,
            "payment.step_tcm_share",
            "payment.step_tcm_gate",
            StepUnit::Factor,
        ),
        _ => return Vec::new(),
    };
    let value = measure.of(&desk.facts.cases, case).and_then(|value| {
        let scale = if measure == Measure::TcmShare {
            1_000_000
        } else {
            1
        };
        Fraction::new(value, scale)
    });
    let own = value.map(|value| Step::new(label, value, unit).read(measure.field()));
    let stated = test
        .parameter()
        .zip(desk.day(stretch))
        .and_then(|(id, day)| {
            let key = desk.scheme_key(case);
            let (entry, number) = desk.policy.number(id, day, key).ok()?;
            Some(Step::new(limit, number.clone(), unit).cited(Citation::of(id, entry)))
        });
    own.into_iter().chain(stated).collect()
}
