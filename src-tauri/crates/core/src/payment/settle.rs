use std::collections::BTreeMap;

use super::compile::{Priced, price};
use super::split::{Amounts, Splitter, outside};
use super::step::Citation;
use super::{CasePayment, Payments};
use crate::facts::Facts;
use crate::issue::{Issue, Message, Severity};
use crate::period::{Date, Period};
use crate::plan::Adjustments;
use crate::policy::{PatientMode, PolicyPack, Route, RouteTest, Undated};
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
    let mut splitter = Splitter::new(&policy.flow.patient);
    let mut found = Found::default();
    let mut cases = Vec::with_capacity(facts.cases.len());
    for case in 0..facts.cases.len() {
        let amounts = amounts(facts, case);
        cases.push(match desk.decide(case) {
            Decision::Outside(route, _) => {
                // The fund takes nothing back: what the patient is said to pay above the bill is a fault of the row.
                let excess = amounts.patient.saturating_sub(amounts.charge);
                if route == Route::Itemised && excess > 0 {
                    found.add(
                        Severity::Warning,
                        Message::new("payment.patient_share_exceeds_charge"),
                        case,
                        excess,
                    );
                }
                outside(route, amounts).unwrap_or(CasePayment::UNPRICED)
            }
            Decision::Refused(message) => {
                found.add(Severity::Error, message, case, 0);
                CasePayment::UNPRICED
            }
            Decision::Cell(cell, value_period) => match desk.priced(cell, value_period) {
                Err(message) => {
                    let message = message.clone();
                    found.add(Severity::Error, message, case, 0);
                    CasePayment::UNPRICED
                }
                Ok((priced, ratio)) => {
                    let split = splitter.split(
                        cell,
                        &priced.curve,
                        ratio.as_ref().map(|(ratio, _)| ratio),
                        amounts,
                    );
                    if split.unabsorbed > 0 {
                        found.add(
                            Severity::Notice,
                            Message::new("payment.patient_share_exceeds"),
                            case,
                            split.unabsorbed,
                        );
                    }
                    if split.review {
                        let group = &facts.cases.groups[facts.cases.group[case] as usize];
                        found.add(
                            Severity::Notice,
                            Message::new("payment.extreme_review").with("group", group),
                            case,
                            0,
                        );
                    }
                    split.payment
                }
            },
        });
    }
    desk.undated_notice(&mut found);
    let table = &policy.groups;
    let weights: Vec<Option<Fraction>> = facts
        .cases
        .groups
        .iter()
        .map(|code| table.get(code).filter(|row| row.published)?.weight.clone())
        .collect();
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
            weights,
            settled_weights,
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

/// Where a case goes.
pub(super) enum Decision {
    /// Not priced by its group; the pack's route rule and stretch of days that said so, or none when
    /// scheme or missing code did.
    Outside(Route, Option<(usize, usize)>),
    /// Cannot be priced, and why.
    Refused(Message),
    /// Cell of the desk, and which stretch of days it belongs to.
    Cell(usize, usize),
}

type Cell = Result<(Priced, Option<(Fraction, Citation)>), Message>;

/// Routes cases and prices each (stretch of days, scheme, group) once.
pub(super) struct Desk<'a> {
    facts: &'a Facts,
    policy: &'a PolicyPack,
    adjustments: &'a Adjustments,
    /// First days of the stretches in which the pack says the same, and a day inside each (one more at the front).
    starts: Vec<i32>,
    days: Vec<Option<Date>>,
    /// Day on which undated cases are looked up.
    undated_day: Option<Date>,
    undated: u64,
    cells: Vec<Option<Cell>>,
    /// Route limits in days per stretch and scheme.
    limits: BTreeMap<(usize, u32, usize), Result<Fraction, Message>>,
    /// Plain groups' answers: rows of the pack's table by dictionary index.
    rows: Vec<Option<&'a crate::policy::GroupRow>>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        facts: &'a Facts,
        policy: &'a PolicyPack,
        adjustments: &'a Adjustments,
    ) -> Self {
        let changes = policy.change_days();
        let starts: Vec<i32> = changes.iter().map(|day| day.day_number()).collect();
        let before = starts
            .first()
            .and_then(|first| Date::from_day_number(first - 1));
        let days: Vec<Option<Date>> = std::iter::once(before)
            .chain(changes.into_iter().map(Some))
            .collect();
        let table = &facts.cases;
        let cells = vec![None; days.len() * table.schemes.len() * table.groups.len()];
        let rows = table
            .groups
            .iter()
            .map(|code| policy.groups.get(code))
            .collect();
        Self {
            facts,
            policy,
            adjustments,
            starts,
            days,
            undated_day: last_day(facts.period),
            undated: 0,
            cells,
            limits: BTreeMap::new(),
            rows,
        }
    }

    /// Routes one case: scheme, day, group, then the pack's filters.
    pub(super) fn decide(&mut self, case: usize) -> Decision {
        let (facts, policy) = (self.facts, self.policy);
        let table = &facts.cases;
        let (scheme, group) = (table.scheme[case], table.group[case]);
        let scheme_name = table
            .schemes
            .get(scheme as usize)
            .map_or("", String::as_str);
        let Some(rule) = policy.scheme(scheme_name) else {
            return Decision::Refused(
                Message::new("payment.unknown_scheme").with("scheme", scheme_name),
            );
        };
        if rule.route != Route::Priced {
            return Decision::Outside(rule.route, None);
        }
        let day = match (table.discharged[case], policy.undated, self.undated_day) {
            (Some(day), ..) => day,
            (None, Undated::PeriodEnd, Some(end)) => {
                self.undated += 1;
                end.day_number()
            }
            (None, ..) => return Decision::Refused(Message::new("payment.undated")),
        };
        let stretch = self.starts.partition_point(|start| *start <= day);
        let code = table.groups.get(group as usize).map_or("", String::as_str);
        if code.is_empty() {
            return policy
                .flow
                .ungrouped
                .filter(|route| *route != Route::Priced)
                .map_or_else(
                    || Decision::Refused(Message::new("payment.ungrouped")),
                    |route| Decision::Outside(route, None),
                );
        }
        for (index, route) in policy.flow.routes.iter().enumerate() {
            let holds = match &route.test {
                RouteTest::Flag(flag) => self.rows[group as usize].is_some_and(|row| row.has(flag)),
                RouteTest::LosAtMost(id) | RouteTest::LosAtLeast(id) => {
                    match self.limit(stretch, scheme, index, id, &rule.key) {
                        Err(message) => return Decision::Refused(message),
                        Ok(limit) => {
                            let los = Fraction::from(i64::from(table.los[case]));
                            if matches!(route.test, RouteTest::LosAtMost(_)) {
                                los <= limit
                            } else {
                                los >= limit
                            }
                        }
                    }
                }
            };
            if holds {
                if route.to == Route::Priced {
                    break;
                }
                return Decision::Outside(route.to, Some((index, stretch)));
            }
        }
        if self.rows[group as usize].is_none() {
            return Decision::Refused(Message::new("payment.unknown_group").with("group", code));
        }
        Decision::Cell(
            (stretch * table.schemes.len() + scheme as usize) * table.groups.len() + group as usize,
            stretch,
        )
    }

    /// A day inside a stretch; `None` before any value.
    pub(super) fn day(&self, stretch: usize) -> Option<Date> {
        self.days.get(stretch).copied().flatten()
    }

    fn limit(
        &mut self,
        stretch: usize,
        scheme: u32,
        index: usize,
        id: &str,
        key: &str,
    ) -> Result<Fraction, Message> {
        let (policy, day) = (self.policy, self.day(stretch));
        let look_up = || {
            let day =
                day.ok_or_else(|| Message::new("payment.no_parameter").with("parameter", id))?;
            policy
                .number(id, day, key)
                .map(|(_, number)| number.clone())
        };
        self.limits
            .entry((stretch, scheme, index))
            .or_insert_with(look_up)
            .clone()
    }

    /// The price of a cell that [`Desk::decide`] named.
    pub(super) fn priced(&mut self, cell: usize, stretch: usize) -> &Cell {
        let (facts, policy, adjustments) = (self.facts, self.policy, self.adjustments);
        let day = self.day(stretch);
        let row = self.rows[cell % facts.cases.groups.len()];
        let scheme = cell / facts.cases.groups.len() % facts.cases.schemes.len();
        self.cells[cell].get_or_insert_with(|| {
            let no_day = || Message::new("payment.no_parameter").with("parameter", "groups");
            let (day, row) = (day.ok_or_else(no_day)?, row.ok_or_else(no_day)?);
            let key = policy
                .scheme(&facts.cases.schemes[scheme])
                .map_or("", |rule| rule.key.as_str());
            let ratio = match &policy.flow.patient {
                PatientMode::Proportional(id) => {
                    let (entry, ratio) = policy.number(id, day, key)?;
                    Some((ratio.clone(), Citation::of(id, entry)))
                }
                _ => None,
            };
            Ok((price(policy, row, key, day, adjustments)?, ratio))
        })
    }

    fn undated_notice(&self, found: &mut Found) {
        if let (true, Some(day)) = (self.undated > 0, self.undated_day) {
            let issue = Issue::new(Severity::Notice, "payment.undated_at_period_end");
            found.push(
                issue
                    .with("cases", self.undated.to_string())
                    .with("date", day.to_string()),
            );
        }
    }
}

/// Last day of a month or year.
fn last_day(period: Period) -> Option<Date> {
    let next = if period.month == 0 || period.month == 12 {
        (period.year.checked_add(1)?, 1)
    } else {
        (period.year, period.month + 1)
    };
    Date::from_day_number(Date::new(next.0, next.1, 1)?.day_number() - 1)
}

/// Issues met, one per cause, with how many cases, which amount, and the first case's row.
#[derive(Default)]
struct Found {
    causes: BTreeMap<(Severity, Message), (u64, i64, usize)>,
    others: Vec<Issue>,
}

impl Found {
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
        let place = |case: usize, code: &str| {
            let field = if code.contains("patient_share") {
                "patient_share"
            } else {
                "group"
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
            let place = place(first, &message.key);
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
