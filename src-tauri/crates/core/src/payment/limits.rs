//! Dated numbers of the pack as whole limits and bands, each looked up once for a stretch of days and a scheme.

use super::ask::lacks;
use super::question::{Gauge, Measure, Question, Reply};
use crate::issue::Message;
use crate::period::Date;
use crate::policy::PolicyPack;

/// Dated numbers as whole limits, each looked up once.
#[derive(Default)]
pub(super) struct Limits<'a> {
    pub(super) gauges: Vec<Gauge<'a>>,
    found: Vec<Found<i64>>,
    stretches: usize,
    bands: Vec<Bands<'a>>,
}

/// Looked up or not yet; the value or why there is none.
type Found<T> = Option<Result<T, Message>>;

/// Bands of a parameter.
struct Bands<'a> {
    measure: Measure,
    parameter: &'a str,
    /// Upper ends, per stretch of days.
    ends: Vec<Found<Vec<i64>>>,
}

/// One case at one stretch of days.
pub(super) struct Place<'a, 'k> {
    pub(super) table: &'a crate::facts::CaseTable,
    pub(super) case: usize,
    pub(super) stretch: usize,
    pub(super) scheme: usize,
    pub(super) schemes: usize,
    pub(super) key: &'k str,
    pub(super) day: Option<Date>,
    pub(super) policy: &'a PolicyPack,
}

/// Whether all questions hold. One that fails decides; else one without an answer refuses the case.
pub(super) fn all_hold(
    questions: &[Question],
    limits: &mut Limits<'_>,
    at: &Place<'_, '_>,
) -> Result<bool, Message> {
    let mut trouble = None;
    for question in questions {
        match question.reply(at.table, at.case, |gauge| limits.holds(gauge, at)) {
            Ok(Reply::Yes) => {}
            Ok(Reply::No) => return Ok(false),
            Ok(Reply::Lacks(field)) => trouble = trouble.or(Some(lacks(field))),
            Err(message) => trouble = trouble.or(Some(message)),
        }
    }
    trouble.map_or(Ok(true), Err)
}

impl<'a> Limits<'a> {
    /// Adds a limit; its place.
    pub(super) fn add(&mut self, gauge: Gauge<'a>) -> usize {
        self.gauges.push(gauge);
        self.gauges.len() - 1
    }
    /// Adds bands; their place.
    pub(super) fn add_bands(&mut self, measure: Measure, parameter: &'a str) -> usize {
        self.bands.push(Bands {
            measure,
            parameter,
            ends: Vec::new(),
        });
        self.bands.len() - 1
    }
    /// Makes room for so many stretches and schemes; nothing is added afterwards.
    pub(super) fn close(&mut self, stretches: usize, schemes: usize) {
        self.stretches = stretches;
        self.found = vec![None; self.gauges.len() * stretches * schemes];
        for bands in &mut self.bands {
            bands.ends = vec![None; stretches];
        }
    }
    pub(super) fn holds(&mut self, index: usize, at: &Place<'_, '_>) -> Result<Reply, Message> {
        let gauge = self.gauges[index];
        let slot = (index * self.stretches + at.stretch) * at.schemes + at.scheme;
        let found = self.found[slot].get_or_insert_with(|| {
            let unknown =
                || Message::new("payment.no_parameter").with("parameter", gauge.parameter);
            let day = at.day.ok_or_else(unknown)?;
            let (_, number) = at.policy.number(gauge.parameter, day, at.key)?;
            Ok(gauge.whole(number))
        });
        let limit = match found {
            Ok(limit) => *limit,
            Err(message) => return Err(message.clone()),
        };
        Ok(gauge
            .measure
            .of(at.table, at.case)
            .map_or(Reply::Lacks(gauge.measure.field()), |value| {
                Reply::from(gauge.holds(value, limit))
            }))
    }

    /// Place of a case's number in the bands of a parameter.
    pub(super) fn band(&mut self, index: usize, at: &Place<'_, '_>) -> Result<u32, Message> {
        let Bands {
            measure,
            parameter,
            ends: stretches,
        } = &mut self.bands[index];
        let value = measure
            .of(at.table, at.case)
            .ok_or_else(|| lacks(measure.field()))?;
        let ends = stretches[at.stretch].get_or_insert_with(|| {
            let unknown = || Message::new("payment.no_parameter").with("parameter", *parameter);
            let (_, rows) = at.policy.bands(parameter, at.day.ok_or_else(unknown)?)?;
            Ok(rows
                .iter()
                .map(|(end, _)| end.unwrap_or(i64::MAX))
                .collect())
        });
        let ends = match ends {
            Ok(ends) => ends,
            Err(message) => return Err(message.clone()),
        };
        let place = ends.partition_point(|end| *end < value);
        u32::try_from(place)
            .ok()
            .filter(|_| place < ends.len())
            .ok_or_else(|| {
                Message::new("payment.no_band")
                    .with("parameter", *parameter)
                    .with("value", value.to_string())
            })
    }
}
