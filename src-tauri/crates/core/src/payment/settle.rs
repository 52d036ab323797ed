use std::collections::BTreeMap;

use super::ask::lacks;
use super::bill::Billed;
use super::cell::Touched;
use super::desk::{By, Decision, Desk, Routed};
use super::split::{Amounts, Split, outside, split, stated};
use super::standing::Standing;
use super::{CasePayment, Payments};
use crate::facts::Facts;
use crate::issue::{Issue, Message, Severity};
use crate::plan::Adjustments;
use crate::policy::{PolicyPack, Route};
use crate::quantity::{Fraction, Money};

/// Pays every case of the facts under a pack.
/// 医保支付测算
///
/// `adjustments.rate` multiplies rate, point value or tariff after the pack's rounding; `adjustments.coded_weight`
/// multiplies a group's weight (payment moves, cost does not). What cannot be priced is [`super::OutlierKind::Unpriced`] with one issue
/// per cause that says how many cases it concerns.
pub fn settle(
    facts: &Facts,
    policy: &PolicyPack,
    adjustments: &Adjustments,
) -> (Payments, Vec<Issue>) {
    let mut desk = Desk::new(facts, policy, adjustments);
    let standing = Standing::of(&mut desk);
    let mut found = Found::default();
    let mut cases = Vec::with_capacity(facts.cases.len());
    let mut methods = Vec::new();
    let mut undated = 0_u64;
    let (mut over_charge, mut over_payment) = (Tally::default(), Tally::default());
    let frame = policy.frame_refusal("payment.frame");
    let mut placed: Vec<Result<Placed, Message>> = Vec::with_capacity(BLOCK);
    for start in (0..facts.cases.len()).step_by(BLOCK) {
        let block = start..(start + BLOCK).min(facts.cases.len());
        placed.extend(block.map(|case| place(&mut desk, &standing, case)));
        for (case, placed) in (start..).zip(placed.drain(..)) {
            let mut outcome = placed.and_then(|placed| settled(&desk, placed, case));
            // A frame knows the shape of the rules, not the money: what is not outside the rules has no price.
            if let Some(refusal) = frame.as_ref()
                && !matches!(outcome, Ok(Outcome::Outside { .. }))
            {
                outcome = Err(refusal.clone());
            }
            if !policy.methods.is_empty() {
                methods.push(match &outcome {
                    Ok(Outcome::Paid { routed, .. }) => u16::try_from(routed.way).ok(),
                    _ => None,
                });
            }
            cases.push(match outcome {
                Ok(Outcome::Outside { route, payment, .. }) => {
                    // The fund takes nothing back: what the patient is said to pay above the bill is a fault of the row.
                    if route == Route::Itemised {
                        let amounts = desk.amounts(case);
                        over_charge.add(case, amounts.patient.saturating_sub(amounts.charge));
                    }
                    payment
                }
                Ok(Outcome::Paid { split, .. }) => {
                    over_payment.add(case, split.unabsorbed);
                    if split.review {
                        let group = &facts.cases.groups[facts.cases.group[case] as usize];
                        let message = Message::new("payment.extreme_review").with("group", group);
                        found.add(Severity::Notice, message, case, 0);
                    }
                    split.payment
                }
                Err(message) => {
                    found.add(Severity::Error, message, case, 0);
                    CasePayment::UNPRICED
                }
            });
            undated += u64::from(desk.is_undated(case));
        }
    }
    let told = [
        (
            over_charge,
            "payment.patient_share_exceeds_charge",
            Severity::Warning,
        ),
        (
            over_payment,
            "payment.patient_share_exceeds",
            Severity::Notice,
        ),
    ];
    for (tally, code, severity) in told {
        found.take(severity, Message::new(code), tally);
    }
    for (case, overrun) in &standing.over_quota {
        let message = Message::new("payment.special_over_quota");
        found.add(Severity::Notice, message, *case, (*overrun).max(0));
    }
    if standing.no_reviews {
        found.push(Issue::new(Severity::Notice, "payment.no_reviews"));
    }
    if let (true, Some(day)) = (undated > 0, desk.undated_day) {
        let issue = Issue::new(Severity::Notice, "payment.undated_at_period_end");
        let issue = issue.with("cases", undated.to_string());
        found.push(issue.with("date", day.to_string()));
    }
    let table = &policy.groups;
    let weights: Vec<Option<Fraction>> = facts
        .cases
        .groups
        .iter()
        .map(|code| table.get(code).filter(|row| row.published)?.weight.clone())
        .collect();
    let billed = desk.bills.is_some().then(|| {
        let all = (0..facts.cases.len()).map(|case| desk.amounts(case));
        let (charge, patient) = all.map(|own| (own.charge, own.patient)).unzip();
        Billed { charge, patient }
    });
    let lifted = |(code, weight): (&String, &Option<Fraction>)| {
        weight.as_ref().map(|weight| {
            adjustments
                .coded_weight
                .get(code)
                .map_or_else(|| weight.clone(), |by| weight * by)
        })
    };
    let settled_weights = facts
        .cases
        .groups
        .iter()
        .zip(&weights)
        .map(lifted)
        .collect();
    for code in adjustments
        .coded_weight
        .iter()
        .filter(|(_, by)| **by != Fraction::one())
        .map(|(code, _)| code)
    {
        if let Some(index) = facts.cases.groups.iter().position(|own| own == code)
            && weights[index].is_none()
        {
            found.push(
                Issue::new(Severity::Warning, "payment.coding_without_weight").with("group", code),
            );
        }
    }
    (
        Payments {
            cases,
            methods,
            weights,
            settled_weights,
            billed,
        },
        found.into_issues(facts),
    )
}

/// A case's amounts.
pub(super) fn amounts(facts: &Facts, case: usize) -> Amounts {
    let table = &facts.cases;
    Amounts {
        charge: table.charge[case],
        patient: table.patient_share[case],
        self_funded: table.self_funded[case],
    }
}

/// One case, paid or sent outside.
pub(super) enum Outcome {
    Outside {
        route: Route,
        by: By,
        stretch: usize,
        payment: CasePayment,
    },
    Paid {
        routed: Routed,
        /// Place of its price.
        cell: usize,
        touched: Touched,
        split: Split,
    },
}

/// Cases sent to their prices before the first of them is paid: the prices of a block are fetched side by side instead
/// of one after the other.
const BLOCK: usize = 128;

/// Where a case goes, before any money.
enum Placed {
    Outside(Route, By, usize),
    Priced {
        routed: Routed,
        cell: usize,
        touched: Touched,
    },
}

/// Sends one case to its price.
fn place(desk: &mut Desk<'_>, standing: &Standing, case: usize) -> Result<Placed, Message> {
    let routed = match desk.route(case)? {
        Decision::Outside(route, by, stretch) => return Ok(Placed::Outside(route, by, stretch)),
        Decision::Way(routed) => routed,
    };
    Ok(Placed::Priced {
        touched: standing.touched(case)?,
        cell: desk.cell(case, routed, standing.paid_as_critical(case))?,
        routed,
    })
}

/// Pays a case where it stands.
fn settled(desk: &Desk<'_>, placed: Placed, case: usize) -> Result<Outcome, Message> {
    let amounts = desk.amounts(case);
    let (routed, cell, touched) = match placed {
        Placed::Outside(route, by, stretch) => {
            if route == Route::Itemised && desk.facts.cases.no_patient_share.is(case) {
                return Err(lacks("patient_share"));
            }
            return Ok(Outcome::Outside {
                route,
                by,
                stretch,
                payment: outside(route, amounts).unwrap_or(CasePayment::UNPRICED),
            });
        }
        Placed::Priced {
            routed,
            cell,
            touched,
        } => (routed, cell, touched),
    };
    let flow = desk.ways[routed.way].flow;
    stated(flow, &desk.facts.cases, case)?;
    let quick = desk
        .quick(cell)
        .filter(|_| touched == Touched::default())
        .and_then(|quick| quick.pay(amounts.charge));
    let split = match quick {
        Some((class, pays)) => split(flow, class, pays, amounts, || 0),
        None => desk
            .at(cell)?
            .pay(flow, &desk.facts.cases, case, amounts, touched)?,
    };
    Ok(Outcome::Paid {
        routed,
        cell,
        touched,
        split,
    })
}

/// Pays one case.
///
/// # Errors
/// Why it has no price.
pub(super) fn pay(
    desk: &mut Desk<'_>,
    standing: &Standing,
    case: usize,
) -> Result<Outcome, Message> {
    let placed = place(desk, standing, case)?;
    settled(desk, placed, case)
}

/// Issues met, one per cause, with how many cases, which amount, and the first case's row.
#[derive(Default)]
struct Found {
    causes: BTreeMap<(Severity, Message), (u64, i64, usize)>,
    others: Vec<Issue>,
}

/// Cases of one common cause, counted without a word.
#[derive(Clone, Copy, Default)]
struct Tally {
    cases: u64,
    amount: i64,
    first: usize,
}

impl Tally {
    /// Counts a case with an amount above 0.
    fn add(&mut self, case: usize, amount: i64) {
        if amount > 0 {
            if self.cases == 0 {
                self.first = case;
            }
            self.cases += 1;
            self.amount += amount;
        }
    }
}

impl Found {
    fn take(&mut self, severity: Severity, message: Message, tally: Tally) {
        if tally.cases > 0 {
            let counted = (tally.cases, tally.amount, tally.first);
            self.causes.insert((severity, message), counted);
        }
    }
    fn add(&mut self, severity: Severity, message: Message, case: usize, amount: i64) {
        let (cases, total, _) = self
            .causes
            .entry((severity, message))
            .or_insert((0, 0, case));
        *cases += 1;
        *total += amount;
    }
    fn push(&mut self, issue: Issue) {
        self.others.push(issue);
    }
    fn into_issues(self, facts: &Facts) -> Vec<Issue> {
        let place = |case: usize, code: &str, lacking: Option<&str>| {
            let field = if code.contains("patient_share") {
                "patient_share"
            } else {
                lacking.unwrap_or("group")
            };
            facts
                .cases
                .source
                .get(case)
                .map(|source| facts.place(*source, field))
                .unwrap_or_default()
        };
        let counted = |((severity, message), (cases, total, first)): (
            (Severity, Message),
            (u64, i64, usize),
        )| {
            let lacking = message
                .arguments
                .get("field")
                .filter(|_| message.key == "payment.needs_field");
            let lacking = lacking.and_then(|field| field.strip_prefix("@field."));
            let place = place(first, &message.key, lacking);
            let issue = Issue {
                severity,
                message,
                place,
            }
            .with("cases", cases.to_string());
            if total == 0 {
                issue
            } else {
                issue.with("amount", Money::from_fen(total).to_string())
            }
        };
        let mut issues: Vec<Issue> = self
            .causes
            .into_iter()
            .map(counted)
            .chain(self.others)
            .collect();
        issues.sort();
        issues
    }
}
