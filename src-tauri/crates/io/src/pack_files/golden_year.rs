//! Worked examples of the year in `golden.toml`: an account or a pool settled on stated sums must come out as written.

use serde::Deserialize;

use super::Faults;
use super::golden::FILE;
use yingheng_core::clearing::{
    AccountYear, MonthSum, PoolOutcome, StatedYear, StepDetail, WeekSum, settle_account,
    settle_pool, week_of,
};
use yingheng_core::issue::{Issue, Severity};
use yingheng_core::period::{Date, Period};
use yingheng_core::policy::{PolicyPack, Term, money};
use yingheng_core::quantity::{Computed, Fraction, Money, rounding};

/// One `[[year_case]]`. Money is in 元, numbers are decimal text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct YearCase {
    id: String,
    year: i16,
    /// The account that is settled, or
    account: Option<String>,
    /// the pool that is cleared.
    pool: Option<String>,
    #[serde(default)]
    months: Vec<Month>,
    patients: Option<String>,
    prepaid: Option<String>,
    /// Points of this hospital.
    points: Option<String>,
    /// Inputs that the pack leaves to the hospital.
    #[serde(default)]
    inputs: Inputs,
    expected: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Month {
    month: u8,
    cases: String,
    posted: String,
    settled: String,
    #[serde(default)]
    weeks: Vec<Week>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Week {
    /// Any day of it.
    from: String,
    posted: String,
    settled: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Inputs {
    prior_average: Option<String>,
    prior_total: Option<String>,
    score: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// Final sum after all steps.
    total: Option<String>,
    withheld: Option<String>,
    /// Deposit held back.
    held: Option<String>,
    /// Deposit returned.
    returned: Option<String>,
    due: Option<String>,
    /// Cleared after the year; below 0 clawed back.
    cleared: Option<String>,
    received: Option<String>,
    /// Every dated amount: day, what for, amount.
    cash: Option<Vec<(String, String, String)>>,
    /// Of a pool: 元 per point, to the places written.
    point_value: Option<String>,
    fund_point_value: Option<String>,
    /// Points of all participants.
    points: Option<String>,
    /// Money of this hospital's points.
    gross: Option<String>,
    /// What the fund owes this hospital.
    fund_due: Option<String>,
    /// Of it not prepaid.
    clearing: Option<String>,
}

/// A figure of an example: its word, what is written, what came out.
type Found<'a> = (&'static str, &'a str, Computed<String>);

/// Settles one example and compares every figure that is written; any difference is a fault.
pub(super) fn prove(pack: &PolicyPack, case: &YearCase, faults: &mut Faults) {
    let mut told = Told {
        case: &case.id,
        faults,
    };
    let Some(stated) = stated(case, &mut told) else {
        return;
    };
    let Some(pack) = with_inputs(pack, &case.inputs, &mut told) else {
        return;
    };
    let mut found = Vec::new();
    match (&case.account, &case.pool) {
        (Some(account), None) => {
            let year = settle_account(&pack, account, stated);
            of_account(&case.expected, &year, &mut found);
            let part = year.as_ref().ok().and_then(own_pool);
            let none = || yingheng_core::quantity::Reason::new("reason.year_pool_without_own");
            of_pool(&case.expected, &part.cloned().ok_or_else(none), &mut found);
        }
        (None, Some(pool)) => {
            of_pool(
                &case.expected,
                &settle_pool(&pack, pool, &stated),
                &mut found,
            );
        }
        _ => told.bad("pack.year_case_subject", "account", ""),
    }
    if found.is_empty() {
        told.bad("pack.year_case_empty", "expected", "");
    }
    for (field, expected, found) in found {
        let (found, cause) = match found {
            Ok(found) if found == expected => continue,
            Ok(found) => (found, "–".to_owned()),
            Err(reason) => ("–".to_owned(), reason.code.to_string()),
        };
        let issue = Issue::new(Severity::Error, "pack.golden_failed")
            .with("case", &case.id)
            .with("field", field)
            .with("expected", expected)
            .with("found", found)
            .with("cause", cause);
        told.faults.add(FILE, None, issue);
    }
}

fn own_pool(year: &AccountYear) -> Option<&PoolOutcome> {
    year.steps.iter().find_map(|step| match &step.detail {
        StepDetail::Pool(pool) => Some(&**pool),
        _ => None,
    })
}

fn of_account<'a>(
    expected: &'a Expected,
    year: &Computed<AccountYear>,
    found: &mut Vec<Found<'a>>,
) {
    let of = |get: &dyn Fn(&AccountYear) -> Computed<Money>| {
        let year = year.as_ref().map_err(Clone::clone)?;
        get(year).map(|money| money.to_string())
    };
    let held = |year: &AccountYear| {
        let deposit = year.deposit.as_ref();
        Ok(deposit.map_or(Money::ZERO, |deposit| deposit.held))
    };
    let returned = |year: &AccountYear| {
        let deposit = year.deposit.as_ref();
        deposit.map_or(Ok(Money::ZERO), |deposit| deposit.returned.clone())
    };
    let mut add = |field, text: &'a Option<String>, value: Computed<String>| {
        found.extend(text.as_deref().map(|text| (field, text, value)));
    };
    add("total", &expected.total, of(&|year| Ok(year.total)));
    add(
        "withheld",
        &expected.withheld,
        of(&|year| Ok(year.withheld)),
    );
    add("held", &expected.held, of(&held));
    add("returned", &expected.returned, of(&returned));
    add("due", &expected.due, of(&|year| Ok(year.due)));
    let cash = |year: &AccountYear| year.cash.clone();
    add(
        "cleared",
        &expected.cleared,
        of(&|year| Ok(cash(year)?.cleared)),
    );
    add(
        "received",
        &expected.received,
        of(&|year| Ok(cash(year)?.received)),
    );
    let Some(lines) = &expected.cash else { return };
    let flows = year
        .as_ref()
        .map_err(Clone::clone)
        .and_then(|year| year.cash.clone())
        .map(|cash| cash.flows);
    let count = flows.as_ref().map_or(0, Vec::len);
    for index in 0..lines.len().max(count) {
        let of = |part: usize| -> Computed<String> {
            let flows = flows.as_ref().map_err(Clone::clone)?;
            Ok(flows
                .get(index)
                .map_or_else(String::new, |flow| match part {
                    0 => flow.date.to_string(),
                    1 => flow.kind.key().to_owned(),
                    _ => flow.amount.to_string(),
                }))
        };
        let (day, kind, amount) = lines
            .get(index)
            .map_or(("", "", ""), |(day, kind, amount)| {
                (day.as_str(), kind.as_str(), amount.as_str())
            });
        found.push(("cash.day", day, of(0)));
        found.push(("cash.kind", kind, of(1)));
        found.push(("cash.amount", amount, of(2)));
    }
}

fn of_pool<'a>(
    expected: &'a Expected,
    outcome: &Computed<PoolOutcome>,
    found: &mut Vec<Found<'a>>,
) {
    // Numbers that are no money are compared to the places written.
    let number = |text: &str, get: &dyn Fn(&PoolOutcome) -> Fraction| {
        let places = text.split_once('.').map_or(0, |(_, places)| places.len());
        let outcome = outcome.as_ref().map_err(Clone::clone)?;
        let places = u32::try_from(places).unwrap_or_default();
        Ok(rounding::to_text(&get(outcome), places))
    };
    let part = |get: &dyn Fn(&yingheng_core::clearing::PoolPart) -> Option<Money>| {
        let outcome = outcome.as_ref().map_err(Clone::clone)?;
        let own = outcome.parts.iter().find(|part| part.own);
        let none = || yingheng_core::quantity::Reason::new("reason.year_pool_without_own");
        let found = get(own.ok_or_else(none)?);
        Ok(found.map_or_else(|| "–".to_owned(), |money| money.to_string()))
    };
    let mut add = |field, text: &'a Option<String>, get: &dyn Fn(&str) -> Computed<String>| {
        found.extend(text.as_deref().map(|text| (field, text, get(text))));
    };
    add("point_value", &expected.point_value, &|text| {
        number(text, &|pool| pool.value.clone())
    });
    add("fund_point_value", &expected.fund_point_value, &|text| {
        number(text, &|pool| pool.fund_value.clone())
    });
    add("points", &expected.points, &|text| {
        number(text, &|pool| pool.points.clone())
    });
    add("gross", &expected.gross, &|_| part(&|own| Some(own.gross)));
    add("fund_due", &expected.fund_due, &|_| {
        part(&|own| Some(own.fund_due))
    });
    // Where nobody says what was prepaid, what is left to clear is not known.
    add("clearing", &expected.clearing, &|_| {
        part(&|own| own.clearing)
    });
}

/// Says what cannot be read of an example.
struct Told<'a> {
    case: &'a str,
    faults: &'a mut Faults,
}

impl Told<'_> {
    fn bad(&mut self, code: &str, field: &str, value: &str) {
        let issue = Issue::new(Severity::Error, code)
            .with("where", format!("{} {field}", self.case))
            .with("value", value);
        self.faults.add(FILE, None, issue);
    }
    fn number(&mut self, field: &str, text: &str) -> Option<Fraction> {
        let parsed = text.parse().ok();
        if parsed.is_none() {
            self.bad("pack.bad_number", field, text);
        }
        parsed
    }
    fn amount(&mut self, field: &str, text: &str) -> Option<Money> {
        self.number(field, text).map(|yuan| money(&yuan))
    }
    fn optional<T>(
        &mut self,
        text: Option<&String>,
        read: impl FnOnce(&mut Self, &str) -> Option<T>,
    ) -> Option<Option<T>> {
        match text {
            None => Some(None),
            Some(text) => read(self, text).map(Some),
        }
    }
}

fn stated(case: &YearCase, told: &mut Told<'_>) -> Option<StatedYear> {
    let mut months = Vec::new();
    for raw in &case.months {
        let at = format!("months.{}", raw.month);
        if !(1..=12).contains(&raw.month) {
            told.bad("pack.bad_date", "months", &raw.month.to_string());
            return None;
        }
        let mut weeks = Vec::new();
        for week in &raw.weeks {
            let day = week.from.parse::<Date>().ok();
            let Some((from, to)) = day.and_then(|day| week_of(day).ok()) else {
                told.bad("pack.bad_date", "weeks", &week.from);
                return None;
            };
            weeks.push(WeekSum {
                from,
                to,
                posted: told.amount(&at, &week.posted)?,
                settled: told.amount(&at, &week.settled)?,
            });
        }
        months.push(MonthSum {
            period: Period {
                year: case.year,
                month: raw.month,
            },
            cases: told.number(&at, &raw.cases)?,
            charge: Money::ZERO,
            posted: told.amount(&at, &raw.posted)?,
            settled: told.amount(&at, &raw.settled)?,
            weeks,
        });
    }
    let patients = told.optional(case.patients.as_ref(), |told, text| {
        told.amount("patients", text)
    })?;
    Some(StatedYear {
        year: case.year,
        months,
        patients: patients.unwrap_or(Money::ZERO),
        points: told.optional(case.points.as_ref(), |told, text| {
            told.number("points", text)
        })?,
        prepaid: told.optional(case.prepaid.as_ref(), |told, text| {
            told.amount("prepaid", text)
        })?,
    })
}

/// The pack with the inputs that it leaves to the hospital.
fn with_inputs(pack: &PolicyPack, inputs: &Inputs, told: &mut Told<'_>) -> Option<PolicyPack> {
    let mut term = |field: &str, text: Option<&String>| {
        told.optional(text, |told, text| told.number(field, text))
            .map(|number| number.map(Term::Number))
    };
    let average = term("prior_average", inputs.prior_average.as_ref())?;
    let total = term("prior_total", inputs.prior_total.as_ref())?;
    let score = term("score", inputs.score.as_ref())?;
    let mut pack = pack.clone();
    for rule in &mut pack.year.growth_caps {
        if let Some(rule) = &mut rule.rule {
            rule.prior_average = average.clone().or(rule.prior_average.take());
            rule.prior_total = total.clone().or(rule.prior_total.take());
        }
    }
    for rule in &mut pack.year.deposits {
        if let Some(rule) = &mut rule.rule {
            rule.score = score.clone().or(rule.score.take());
        }
    }
    Some(pack)
}
