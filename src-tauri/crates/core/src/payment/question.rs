//! The questions of routes, made ready so that a case costs comparisons of whole numbers only.

use num_traits::ToPrimitive;

use crate::facts::{CaseTable, CaseTerms, Facts, Review};
use crate::issue::Message;
use crate::policy::{GroupRow, PolicyPack, RouteTest};
use crate::quantity::{Fraction, rounding};

/// Which whole number of a case a limit or a band reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    Los,
    Age,
    Cci,
    TcmShare,
    CriticalDays,
}

impl Measure {
    /// Field of the case's row.
    pub(super) const fn field(self) -> &'static str {
        match self {
            Self::Los => "los",
            Self::Age => "age",
            Self::Cci => "cci",
            Self::TcmShare => "tcm_share",
            Self::CriticalDays => "critical_days",
        }
    }
    /// The case's number.
    pub(super) fn of(self, table: &CaseTable, case: usize) -> Option<i64> {
        let terms = &table.terms;
        match self {
            Self::Los => table.los.get(case).map(|days| i64::from(*days)),
            Self::Age => CaseTerms::of(&terms.age, case).map(i64::from),
            Self::Cci => CaseTerms::of(&terms.cci, case).map(i64::from),
            Self::TcmShare => CaseTerms::of(&terms.tcm_share, case).map(i64::from),
            Self::CriticalDays => CaseTerms::of(&terms.critical_days, case).map(i64::from),
        }
    }
}

/// How a measure stands to its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    AtMost,
    AtLeast,
    Below,
}

/// A dated number of the pack as a limit of a measure.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gauge<'a> {
    pub(super) parameter: &'a str,
    pub(super) measure: Measure,
    pub(super) stands: Stands,
}

impl Gauge<'_> {
    /// The limit as a whole number: `≤ n` is `≤ ⌊n⌋`, `≥ n` is `≥ ⌈n⌉`, `< n` is `< ⌈n⌉`.
    pub(super) fn whole(self, number: &Fraction) -> i64 {
        let scale = if self.measure == Measure::TcmShare {
            1_000_000
        } else {
            1
        };
        let scaled = number * &Fraction::from(scale);
        let whole = if self.stands == Stands::AtMost {
            rounding::floor(&scaled)
        } else {
            rounding::ceiling(&scaled)
        };
        whole.to_i64().unwrap_or(i64::MAX)
    }
    /// Whether a case's number is on the asked side of the limit.
    pub(super) fn holds(self, value: i64, limit: i64) -> bool {
        match self.stands {
            Stands::AtMost => value <= limit,
            Stands::AtLeast => value >= limit,
            Stands::Below => value < limit,
        }
    }
}

/// A question with its words looked up.
pub(super) enum Question {
    /// Place among the desk's gauges.
    Measured(usize),
    /// By the group's place in the facts.
    Group(Vec<bool>),
    Scheme(Vec<bool>),
    Department(Vec<bool>),
    Ward(Vec<bool>),
    /// Answered by the pack itself.
    Known(bool),
    NonLocal(bool),
    Critical(bool),
    Granted(bool),
}

/// What is known of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    Yes,
    No,
    /// The case lacks the field.
    Lacks(&'static str),
}

impl From<bool> for Reply {
    fn from(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}

/// Makes a question ready; limits are added to `gauges`.
pub(super) fn ready<'a>(
    test: &'a RouteTest,
    facts: &Facts,
    policy: &PolicyPack,
    rows: &[Option<&GroupRow>],
    gauges: &mut Vec<Gauge<'a>>,
) -> Question {
    let table = &facts.cases;
    let among = |all: &[String], wanted: &[String]| -> Vec<bool> {
        all.iter().map(|own| wanted.contains(own)).collect()
    };
    let mut gauge = |parameter: &'a String, measure, stands| {
        gauges.push(Gauge {
            parameter,
            measure,
            stands,
        });
        Question::Measured(gauges.len() - 1)
    };
    match test {
        RouteTest::LosAtMost(id) => gauge(id, Measure::Los, Stands::AtMost),
        RouteTest::LosAtLeast(id) => gauge(id, Measure::Los, Stands::AtLeast),
        RouteTest::AgeBelow(id) => gauge(id, Measure::Age, Stands::Below),
        RouteTest::AgeAtLeast(id) => gauge(id, Measure::Age, Stands::AtLeast),
        RouteTest::TcmAtLeast(id) => gauge(id, Measure::TcmShare, Stands::AtLeast),
        RouteTest::Flag(flag) => Question::Group(
            rows.iter()
                .map(|row| row.is_some_and(|row| row.has(flag)))
                .collect(),
        ),
        RouteTest::Grouped(wanted) => Question::Group(
            table
                .groups
                .iter()
                .map(|code| code.is_empty() != *wanted)
                .collect(),
        ),
        RouteTest::Scheme(names) => Question::Scheme(among(&table.schemes, names)),
        RouteTest::Department(codes) => Question::Department(among(&table.departments, codes)),
        RouteTest::Ward(kinds) => Question::Ward(among(&table.terms.wards, kinds)),
        RouteTest::Grade(grades) => Question::Known(
            policy
                .grade
                .as_ref()
                .is_some_and(|grade| grades.contains(grade)),
        ),
        RouteTest::NonLocal(wanted) => Question::NonLocal(*wanted),
        RouteTest::Critical(wanted) => Question::Critical(*wanted),
        RouteTest::SpecialReview(wanted) => Question::Granted(*wanted),
    }
}

impl Question {
    /// What is known of it for a case; `gauge` says whether a limit holds for a value.
    pub(super) fn reply(
        &self,
        table: &CaseTable,
        case: usize,
        gauge: impl FnOnce(usize) -> Result<Reply, Message>,
    ) -> Result<Reply, Message> {
        let terms = &table.terms;
        let at = |list: &[bool], index: u32| Reply::from(list.get(index as usize) == Some(&true));
        let same = |found: Option<bool>, wanted: bool, field| {
            found.map_or(Reply::Lacks(field), |found| Reply::from(found == wanted))
        };
        Ok(match self {
            Self::Measured(index) => return gauge(*index),
            Self::Group(list) => at(list, table.group[case]),
            Self::Scheme(list) => at(list, table.scheme[case]),
            Self::Department(list) => at(list, table.department[case]),
            Self::Ward(list) => CaseTerms::of(&terms.ward, case)
                .map_or(Reply::Lacks("ward"), |index| at(list, index)),
            Self::Known(holds) => Reply::from(*holds),
            Self::NonLocal(wanted) => {
                same(CaseTerms::of(&terms.non_local, case), *wanted, "non_local")
            }
            Self::Critical(wanted) => {
                same(CaseTerms::of(&terms.critical, case), *wanted, "critical")
            }
            Self::Granted(wanted) => {
                let granted = CaseTerms::of(&terms.review, case).map(|own| own == Review::Granted);
                same(granted, *wanted, "review")
            }
        })
    }
}
