//! Rules that look at more than one case: readmissions, the quota of individual review, the limit of critical cases.

use num_traits::ToPrimitive;
use std::collections::BTreeMap;

use super::ask::lacks;
use super::cell::Touched;
use super::desk::{Decision, Desk, Routed};
use crate::facts::{CaseTerms, Review};
use crate::issue::Message;
use crate::period::Date;
use crate::policy::{PriceMethod, Reduced};
use crate::quantity::{Fraction, rounding};

/// How the whole table touches its cases; empty lists where no rule asks.
#[derive(Default)]
pub(super) struct Standing {
    reduced: Vec<bool>,
    special: Vec<bool>,
    /// Critical cases beyond the limit of their month.
    beyond: Vec<bool>,
    /// Cases a rule cannot judge, and why.
    refused: BTreeMap<usize, Message>,
    /// Applications beyond the quota: case, overrun in 分.
    pub(super) over_quota: Vec<(usize, i64)>,
    /// A method has individual review, but no file says which cases.
    pub(super) no_reviews: bool,
}

impl Standing {
    /// Looks at all cases; does nothing where no method has such a rule.
    pub(super) fn of(desk: &mut Desk<'_>) -> Self {
        let mut standing = Self::default();
        let asks = |way: &super::desk::Way| {
            way.flow.readmission.is_some() || way.flow.special.is_some() || share_of(way).is_some()
        };
        if !desk.ways.iter().any(asks) {
            return standing;
        }
        let routed: Vec<Option<Routed>> = (0..desk.facts.cases.len())
            .map(|case| match desk.route(case) {
                Ok(Decision::Way(routed)) => Some(routed),
                _ => None,
            })
            .collect();
        for way in 0..desk.ways.len() {
            standing.critical(desk, way, &routed);
            standing.readmissions(desk, way, &routed);
        }
        for way in 0..desk.ways.len() {
            standing.reviews(desk, way, &routed);
        }
        standing
    }

    /// How the rules touch a case.
    ///
    /// # Errors
    /// What the case lacks for them.
    pub(super) fn touched(&self, case: usize) -> Result<Touched, Message> {
        // Most packs have no such rule; a million cases need not ask three times.
        if self.reduced.is_empty() && self.special.is_empty() && self.refused.is_empty() {
            return Ok(Touched::default());
        }
        if let Some(message) = self.refused.get(&case) {
            return Err(message.clone());
        }
        let at = |list: &[bool]| list.get(case) == Some(&true);
        Ok(Touched {
            reduced: at(&self.reduced),
            special: at(&self.special),
        })
    }

    /// Whether a critical case is paid as one.
    pub(super) fn paid_as_critical(&self, case: usize) -> bool {
        self.beyond.get(case) != Some(&true)
    }

    fn refuse(&mut self, case: usize, message: Message) {
        self.refused.entry(case).or_insert(message);
    }

    /// The first ⌊share × cases of the month⌋ critical cases, by day of discharge and then by row, are paid as such.
    fn critical(&mut self, desk: &Desk<'_>, way: usize, routed: &[Option<Routed>]) {
        let Some(share) = share_of(&desk.ways[way]) else {
            return;
        };
        let table = &desk.facts.cases;
        self.beyond.resize(table.len(), false);
        let mut months: BTreeMap<(i16, u8), (i64, Vec<(i32, usize)>)> = BTreeMap::new();
        for (case, routed) in of_way(routed, way) {
            let Some(day) = Date::from_day_number(routed.day) else {
                continue;
            };
            let month = months.entry((day.year(), day.month())).or_default();
            month.0 += 1;
            if CaseTerms::of(&table.terms.critical, case) == Some(true) {
                month.1.push((routed.day, case));
            }
        }
        for (cases, mut critical) in months.into_values() {
            critical.sort_unstable();
            let Some((_, first)) = critical.first().copied() else {
                continue;
            };
            match allowed(desk, share, first, routed, cases) {
                Ok(allowed) => {
                    for (_, case) in critical.into_iter().skip(allowed) {
                        self.beyond[case] = true;
                    }
                }
                Err(message) => {
                    for (_, case) in critical {
                        self.refuse(case, message.clone());
                    }
                }
            }
        }
    }

    /// Pairs of stays of one patient whose gap is within the limit.
    fn readmissions(&mut self, desk: &Desk<'_>, way: usize, routed: &[Option<Routed>]) {
        let Some(rule) = &desk.ways[way].flow.readmission else {
            return;
        };
        let table = &desk.facts.cases;
        let terms = &table.terms;
        self.reduced.resize(table.len(), false);
        let mut stays: Vec<(u32, u32, i32, i32, usize)> = Vec::new();
        for (case, routed) in of_way(routed, way) {
            let Some(patient) = CaseTerms::of(&terms.patient, case) else {
                self.refuse(case, lacks("patient"));
                continue;
            };
            let Some(admitted) = CaseTerms::of(&terms.admitted, case) else {
                self.refuse(case, lacks("admitted"));
                continue;
            };
            let group = if rule.same_group {
                table.group[case]
            } else {
                0
            };
            stays.push((patient, group, admitted, routed.day, case));
        }
        stays.sort_unstable();
        for pair in stays.windows(2) {
            let [before, after] = pair else { continue };
            if (before.0, before.1) != (after.0, after.1) {
                continue;
            }
            let (previous, again) = (before.4, after.4);
            let gap = i64::from(after.2) - i64::from(before.3);
            if gap < 0 {
                self.refuse(again, Message::new("payment.stays_overlap"));
                continue;
            }
            let Some(at) = routed[again] else { continue };
            let limit = match number(desk, &rule.days, again, at) {
                Ok(days) => rounding::floor(&days).to_i64().unwrap_or(i64::MAX),
                Err(message) => {
                    self.refuse(again, message);
                    continue;
                }
            };
            if gap > limit {
                continue;
            }
            if !rule.except.is_empty() {
                let Some(excuse) = CaseTerms::of(&terms.excuse, again) else {
                    self.refuse(again, lacks("excuse"));
                    continue;
                };
                let words = terms.excuses.get(excuse as usize);
                if words.is_some_and(|words| rule.except.contains(words)) {
                    continue;
                }
            }
            let reduced = match rule.reduced {
                Reduced::Previous => previous,
                Reduced::Readmission => again,
            };
            self.reduced[reduced] = true;
        }
    }

    /// Cases under review with the largest overrun, up to ⌊quota × discharges of the year⌋.
    fn reviews(&mut self, desk: &mut Desk<'_>, way: usize, routed: &[Option<Routed>]) {
        let Some(rule) = desk.ways[way].flow.special.as_ref() else {
            return;
        };
        let table = &desk.facts.cases;
        if table.terms.review.is_empty() {
            self.no_reviews |= of_way(routed, way).next().is_some();
            return;
        }
        self.special.resize(table.len(), false);
        let mut years: BTreeMap<i16, (i64, Vec<(i64, usize)>)> = BTreeMap::new();
        for (case, routed) in of_way(routed, way) {
            let year = Date::from_day_number(routed.day).map_or(0, |day| day.year());
            let year = years.entry(year).or_default();
            year.0 += 1;
            let state = CaseTerms::of(&table.terms.review, case);
            if state == Some(Review::Granted) || (rule.applied && state == Some(Review::Applied)) {
                // Largest first.
                year.1.push((-self.overrun(desk, case, routed), case));
            }
        }
        for (discharges, mut found) in years.into_values() {
            found.sort_unstable();
            let Some((_, first)) = found.first().copied() else {
                continue;
            };
            match allowed(desk, &rule.quota, first, routed, discharges) {
                Ok(allowed) => {
                    for (place, (overrun, case)) in found.into_iter().enumerate() {
                        if place < allowed {
                            self.special[case] = true;
                        } else {
                            self.over_quota.push((case, -overrun));
                        }
                    }
                }
                Err(message) => {
                    for (_, case) in found {
                        self.refuse(case, message.clone());
                    }
                }
            }
        }
    }

    /// Charge − what the method would pay without review, 分; 0 where it cannot pay.
    fn overrun(&self, desk: &mut Desk<'_>, case: usize, routed: Routed) -> i64 {
        let amounts = desk.amounts(case);
        let mut paid = || {
            let touched = self.touched(case).ok()?;
            let cell = desk.cell(case, routed, self.paid_as_critical(case)).ok()?;
            let flow = desk.ways[routed.way].flow;
            let cell = desk.at(cell).ok()?;
            let split = cell.pay(flow, &desk.facts.cases, case, amounts, touched);
            Some(split.ok()?.payment.revenue.fen())
        };
        paid().map_or(0, |paid| amounts.charge - paid)
    }
}

/// Limit of critical cases of a method.
fn share_of<'a>(way: &super::desk::Way<'a>) -> Option<&'a str> {
    match &way.flow.price {
        PriceMethod::PerDay { critical, .. } => critical.as_ref()?.share.as_deref(),
        _ => None,
    }
}

fn of_way(routed: &[Option<Routed>], way: usize) -> impl Iterator<Item = (usize, Routed)> {
    routed
        .iter()
        .enumerate()
        .filter_map(move |(case, routed)| Some((case, routed.filter(|own| own.way == way)?)))
}

fn number(desk: &Desk<'_>, id: &str, case: usize, at: Routed) -> Result<Fraction, Message> {
    let day = desk
        .day(at.stretch)
        .ok_or_else(|| Message::new("payment.no_parameter").with("parameter", id))?;
    let (_, number) = desk.policy.number(id, day, desk.scheme_key(case))?;
    Ok(number.clone())
}

/// ⌊share × cases⌋, the share as it stands for the first case concerned.
fn allowed(
    desk: &Desk<'_>,
    share: &str,
    first: usize,
    routed: &[Option<Routed>],
    cases: i64,
) -> Result<usize, Message> {
    let at = routed.get(first).copied().flatten();
    let at = at.ok_or_else(|| Message::new("payment.no_parameter").with("parameter", share))?;
    let share = number(desk, share, first, at)?;
    let allowed = rounding::floor(&(share * Fraction::from(cases)));
    Ok(allowed.to_usize().unwrap_or(0))
}
