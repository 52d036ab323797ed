//! Sends every case to a method and prices each (method, stretch of days, scheme, group, answers) once.

use std::collections::BTreeMap;

use super::ask::{Answers, Ask, SLOTS, asks, lacks};
use super::bill::Bills;
use super::cell::Cell;
use super::compile::{Subject, Words};
use super::limits::{Limits, Place, all_hold};
use super::question::{Gauge, Measure, Question, Reply, Stands, ready};
use super::quick::Quick;
use super::settle::amounts;
use super::split::Amounts;
use crate::facts::{CaseTerms, Facts};
use crate::issue::Message;
use crate::period::{Date, Period};
use crate::plan::Adjustments;
use crate::policy::{Flow, GroupRow, PolicyPack, Route, SchemeRule, Target, Undated};

/// A method made ready.
pub(super) struct Way<'a> {
    pub(super) name: &'a str,
    pub(super) flow: &'a Flow,
    filters: Vec<(Question, Route)>,
    pub(super) asks: Vec<Ask>,
    /// Parallel to `asks`: the gauge or the bands it reads.
    reads: Vec<Option<usize>>,
}

/// Where an entry of the routing leads.
enum To {
    Way(usize),
    Outside(Route),
    Unknown(String),
}

/// Which rule sent a case outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// The scheme, or a missing group code.
    Plain,
    /// Entry of the pack's routing.
    Routing(usize),
    /// Filter of a method.
    Filter(usize, usize),
}

/// A case on its way to a method.
#[derive(Clone, Copy, Debug)]
pub(super) struct Routed {
    /// Place among the desk's ways.
    pub(super) way: usize,
    /// Stretch of days.
    pub(super) stretch: usize,
    /// Day number the case is looked up at.
    pub(super) day: i32,
    /// The entry of the pack's routing that spoke.
    pub(super) entry: Option<usize>,
}

/// Where a case goes.
pub(super) enum Decision {
    /// Not priced by a method; with the stretch of days where a rule spoke.
    Outside(Route, By, usize),
    /// Priced.
    Way(Routed),
}

/// Routes cases and prices them.
pub(super) struct Desk<'a> {
    pub(super) facts: &'a Facts,
    pub(super) policy: &'a PolicyPack,
    adjustments: &'a Adjustments,
    /// Bills of a scenario that moves them.
    pub(super) bills: Option<Bills>,
    pub(super) ways: Vec<Way<'a>>,
    schemes: Vec<Option<&'a SchemeRule>>,
    routing: Vec<(Vec<Question>, To)>,
    limits: Limits<'a>,
    /// First days of the stretches in which the pack says the same, and a day inside each (one more at the front).
    starts: Vec<i32>,
    days: Vec<Option<Date>>,
    /// Day on which undated cases are looked up.
    pub(super) undated_day: Option<Date>,
    /// Groups of the facts in the pack's table.
    rows: Vec<Option<&'a GroupRow>>,
    /// Cells of methods that ask nothing more: place in `cells` + 1, or 0.
    plain: Vec<u32>,
    /// Cells of the others.
    asked: BTreeMap<(usize, Answers), usize>,
    cells: Vec<Result<Cell, Message>>,
    /// Parallel to `cells`.
    quick: Vec<Option<Quick>>,
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
        let rows: Vec<Option<&GroupRow>> = table
            .groups
            .iter()
            .map(|code| policy.groups.get(code))
            .collect();
        let mut limits = Limits::default();
        let ways: Vec<Way> = policy
            .flows()
            .map(|(name, flow)| way(name, flow, facts, policy, &rows, &mut limits))
            .collect();
        let mut routing = Vec::with_capacity(policy.routing.len());
        for route in &policy.routing {
            let questions: Vec<Question> = route
                .all
                .iter()
                .map(|test| ready(test, facts, policy, &rows, &mut limits.gauges))
                .collect();
            let named = |name: &str| ways.iter().position(|way| way.name == name);
            let to = match &route.to {
                Target::Main | Target::Outside(Route::Priced) => To::Way(0),
                Target::Method(name) => {
                    named(name).map_or_else(|| To::Unknown(name.clone()), To::Way)
                }
                Target::Outside(route) => To::Outside(*route),
            };
            routing.push((questions, to));
        }
        limits.close(days.len(), table.schemes.len());
        let plain = vec![0; ways.len() * days.len() * table.schemes.len() * table.groups.len()];
        Self {
            facts,
            policy,
            adjustments,
            bills: Bills::new(facts, adjustments),
            ways,
            schemes: table
                .schemes
                .iter()
                .map(|name| policy.scheme(name))
                .collect(),
            routing,
            limits,
            starts,
            days,
            undated_day: last_day(facts.period),
            rows,
            plain,
            asked: BTreeMap::new(),
            cells: Vec::new(),
            quick: Vec::new(),
        }
    }

    /// A day inside a stretch; `None` before any value.
    pub(super) fn day(&self, stretch: usize) -> Option<Date> {
        self.days.get(stretch).copied().flatten()
    }
    /// Key of values kept by scheme, for a case.
    pub(super) fn scheme_key(&self, case: usize) -> &'a str {
        let scheme = self.facts.cases.scheme[case] as usize;
        let rule = self.schemes.get(scheme).copied().flatten();
        rule.map_or("", |rule| rule.key.as_str())
    }
    /// Whether a case is looked up at the end of the period for want of a day.
    pub(super) fn is_undated(&self, case: usize) -> bool {
        let table = &self.facts.cases;
        if table.discharged[case].is_some() || self.policy.undated != Undated::PeriodEnd {
            return false;
        }
        let scheme = table.scheme[case] as usize;
        let rule = self.schemes.get(scheme).copied().flatten();
        self.undated_day.is_some() && rule.is_some_and(|rule| rule.route == Route::Priced)
    }
    /// What a case is billed, moved by a scenario.
    pub(super) fn amounts(&self, case: usize) -> Amounts {
        let own = amounts(self.facts, case);
        match &self.bills {
            Some(bills) => bills.of(self.facts, case, own),
            None => own,
        }
    }
    /// The group of a case in the pack's table.
    pub(super) fn group(&self, case: usize) -> Option<&'a GroupRow> {
        let group = self.facts.cases.group[case] as usize;
        self.rows.get(group).copied().flatten()
    }

    /// Routes one case: scheme, day, the pack's order of methods, group, then the method's filters.
    pub(super) fn route(&mut self, case: usize) -> Result<Decision, Message> {
        let (facts, policy) = (self.facts, self.policy);
        let table = &facts.cases;
        let (scheme, group) = (table.scheme[case] as usize, table.group[case] as usize);
        let Some(rule) = self.schemes.get(scheme).copied().flatten() else {
            let name = table.schemes.get(scheme).map_or("", String::as_str);
            return Err(Message::new("payment.unknown_scheme").with("scheme", name));
        };
        if rule.route != Route::Priced {
            return Ok(Decision::Outside(rule.route, By::Plain, 0));
        }
        let day = match (table.discharged[case], policy.undated, self.undated_day) {
            (Some(day), ..) => day,
            (None, Undated::PeriodEnd, Some(end)) => end.day_number(),
            (None, ..) => return Err(Message::new("payment.undated")),
        };
        let stretch = self.starts.partition_point(|start| *start <= day);
        let at = Place {
            table,
            case,
            stretch,
            scheme,
            schemes: table.schemes.len(),
            key: &rule.key,
            day: self.day(stretch),
            policy,
        };
        let (mut chosen, mut entry) = (0, None);
        if !self.routing.is_empty() {
            let mut found = None;
            for (index, (questions, to)) in self.routing.iter().enumerate() {
                if all_hold(questions, &mut self.limits, &at)? {
                    found = Some((index, to));
                    break;
                }
            }
            match found {
                None => return Err(Message::new("payment.no_route")),
                Some((index, To::Outside(route))) => {
                    return Ok(Decision::Outside(*route, By::Routing(index), stretch));
                }
                Some((_, To::Unknown(name))) => {
                    return Err(Message::new("payment.no_method").with("method", name));
                }
                Some((index, To::Way(way))) => (chosen, entry) = (*way, Some(index)),
            }
        }
        let way = &self.ways[chosen];
        let needs_group = way.flow.price.needs_group();
        let code = || table.groups.get(group).map_or("", String::as_str);
        let known = self.rows[group].is_some();
        if needs_group && !known && code().is_empty() {
            return way
                .flow
                .ungrouped
                .filter(|route| *route != Route::Priced)
                .map(|route| Decision::Outside(route, By::Plain, stretch))
                .ok_or_else(|| Message::new("payment.ungrouped"));
        }
        for (index, (question, to)) in way.filters.iter().enumerate() {
            if all_hold(std::slice::from_ref(question), &mut self.limits, &at)? {
                if *to == Route::Priced {
                    break;
                }
                return Ok(Decision::Outside(*to, By::Filter(chosen, index), stretch));
            }
        }
        if needs_group && !known {
            return Err(Message::new("payment.unknown_group").with("group", code()));
        }
        Ok(Decision::Way(Routed {
            way: chosen,
            stretch,
            day,
            entry,
        }))
    }

    /// Place of the cell of a routed case. `critical`: the case is paid as a critical one.
    pub(super) fn cell(
        &mut self,
        case: usize,
        routed: Routed,
        critical: bool,
    ) -> Result<usize, Message> {
        let table = &self.facts.cases;
        let scheme = table.scheme[case] as usize;
        let base = ((routed.way * self.days.len() + routed.stretch) * table.schemes.len() + scheme)
            * table.groups.len()
            + table.group[case] as usize;
        if self.ways[routed.way].asks.is_empty() {
            if let Some(found) = self.plain[base].checked_sub(1) {
                return Ok(found as usize);
            }
            let made = self.priced(case, routed, [0; SLOTS]);
            self.keep(routed, made);
            self.plain[base] = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
            return Ok(self.cells.len() - 1);
        }
        let answers = self.answers(case, routed, critical)?;
        if let Some(found) = self.asked.get(&(base, answers)) {
            return Ok(*found);
        }
        let made = self.priced(case, routed, answers);
        self.keep(routed, made);
        self.asked.insert((base, answers), self.cells.len() - 1);
        Ok(self.cells.len() - 1)
    }

    fn keep(&mut self, routed: Routed, made: Result<Cell, Message>) {
        let flow = self.ways[routed.way].flow;
        let quick = made.as_ref().ok();
        self.quick
            .push(quick.and_then(|cell| Quick::of(flow, &cell.priced.curve)));
        self.cells.push(made);
    }

    /// The small part of a cell, where it is enough.
    pub(super) fn quick(&self, cell: usize) -> Option<&Quick> {
        self.quick.get(cell)?.as_ref()
    }

    /// A cell by its place.
    ///
    /// # Errors
    /// Why it has no price.
    pub(super) fn at(&self, cell: usize) -> Result<&Cell, Message> {
        match self.cells.get(cell) {
            Some(Ok(cell)) => Ok(cell),
            Some(Err(message)) => Err(message.clone()),
            None => Err(Message::new("payment.no_parameter").with("parameter", "groups")),
        }
    }

    fn priced(&self, case: usize, routed: Routed, answers: Answers) -> Result<Cell, Message> {
        let table = &self.facts.cases;
        let way = &self.ways[routed.way];
        let day = self
            .day(routed.stretch)
            .ok_or_else(|| Message::new("payment.no_parameter").with("parameter", "groups"))?;
        let subject = Subject {
            policy: self.policy,
            flow: way.flow,
            group: self.group(case),
            scheme_key: self.scheme_key(case),
            scheme: table
                .schemes
                .get(table.scheme[case] as usize)
                .map_or("", String::as_str),
            day,
            asks: &way.asks,
            answers: Some(answers),
            words: Words {
                facilities: &table.facilities,
                auxiliaries: &table.terms.auxiliaries,
            },
        };
        Cell::new(subject, self.adjustments)
    }

    /// What the case answers to what its method asks.
    fn answers(&mut self, case: usize, routed: Routed, critical: bool) -> Result<Answers, Message> {
        let (facts, policy) = (self.facts, self.policy);
        let table = &facts.cases;
        let scheme = table.scheme[case] as usize;
        let at = Place {
            table,
            case,
            stretch: routed.stretch,
            scheme,
            schemes: table.schemes.len(),
            key: self.scheme_key(case),
            day: self.day(routed.stretch),
            policy,
        };
        let way = &self.ways[routed.way];
        if way.asks.len() > SLOTS {
            return Err(Message::new("payment.asks_too_much").with("most", SLOTS.to_string()));
        }
        let mut answers = [0; SLOTS];
        for ((slot, ask), read) in answers.iter_mut().zip(&way.asks).zip(&way.reads) {
            *slot = match (ask, read) {
                (Ask::Stay, _) => u32::from(table.los[case]),
                (Ask::Facility, _) => table.facility[case],
                (Ask::Critical, _) => {
                    let told = CaseTerms::of(&table.terms.critical, case);
                    u32::from(told.ok_or_else(|| lacks("critical"))? && critical)
                }
                (Ask::Auxiliary, _) => {
                    let told = CaseTerms::of(&table.terms.auxiliary, case);
                    told.ok_or_else(|| lacks("auxiliary"))?
                }
                (Ask::Tcm(_) | Ask::CriticalFrom(_), Some(gauge)) => {
                    match self.limits.holds(*gauge, &at)? {
                        Reply::Lacks(field) => return Err(lacks(field)),
                        reply => u32::from(reply == Reply::Yes),
                    }
                }
                (Ask::Age(_) | Ask::Cci(_), Some(bands)) => self.limits.band(*bands, &at)?,
                (_, None) => 0,
            };
        }
        Ok(answers)
    }
}

fn way<'a>(
    name: &'a str,
    flow: &'a Flow,
    facts: &Facts,
    policy: &PolicyPack,
    rows: &[Option<&GroupRow>],
    limits: &mut Limits<'a>,
) -> Way<'a> {
    let filters = flow
        .routes
        .iter()
        .map(|rule| {
            let question = ready(&rule.test, facts, policy, rows, &mut limits.gauges);
            (question, rule.to)
        })
        .collect();
    let asks = asks(flow);
    let mut gauge = |parameter: &str, measure| {
        // The name is looked up in the flow again, so that it lives as long as the pack.
        let found = flow
            .parameters()
            .into_iter()
            .find(|(id, _)| *id == parameter);
        found.map(|(parameter, _)| {
            limits.add(Gauge {
                parameter,
                measure,
                stands: Stands::AtLeast,
            })
        })
    };
    let mut reads = Vec::with_capacity(asks.len());
    for ask in &asks {
        reads.push(match ask {
            Ask::Tcm(id) => gauge(id, Measure::TcmShare),
            Ask::CriticalFrom(id) => gauge(id, Measure::CriticalDays),
            _ => None,
        });
    }
    for (read, ask) in reads.iter_mut().zip(&asks) {
        let (id, measure) = match ask {
            Ask::Age(id) => (id, Measure::Age),
            Ask::Cci(id) => (id, Measure::Cci),
            _ => continue,
        };
        let found = flow.parameters().into_iter().find(|(own, _)| own == id);
        *read = found.map(|(parameter, _)| limits.add_bands(measure, parameter));
    }
    Way {
        name,
        flow,
        filters,
        asks,
        reads,
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
