//! What a month prepays, at once or week by week.

use super::cash::{MonthSum, month_end, no_day};
use crate::period::{Date, Period};
use crate::policy::{PrepayEvery, PrepayOn, PrepayRule};
use crate::quantity::{Computed, Fraction, Money, rounding};

/// A week of service, cut at the ends of its month.
/// 周发生额
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekSum {
    /// First day: a Monday, or the first of the month.
    pub from: Date,
    /// Last day: a Sunday, or the last of the month.
    pub to: Date,
    /// What the fund would pay by item.
    pub posted: Money,
    /// What the pack pays of it.
    pub settled: Money,
}

/// What a month prepays, each amount rounded to 分: one for the month, or one for each of its weeks.
pub(super) fn prepaid_of(
    month: &MonthSum,
    rule: &PrepayRule<Fraction>,
) -> Vec<(Option<(Date, Date)>, Money)> {
    let share = |posted: Money, settled: Money| {
        let base = match rule.on {
            PrepayOn::Posted => posted,
            PrepayOn::Settled => settled,
        };
        rounding::to_money(&(&rule.share * &base.exact()))
    };
    match rule.every {
        PrepayEvery::Month => vec![(None, share(month.posted, month.settled))],
        PrepayEvery::Week => month
            .weeks
            .iter()
            .map(|week| (Some((week.from, week.to)), share(week.posted, week.settled)))
            .collect(),
    }
}

/// Monday of a day's week.
fn monday(day: Date) -> i32 {
    // 1970-01-01, day 0, was a Thursday.
    day.day_number() - (day.day_number() + 3).rem_euclid(7)
}

/// The week a day lies in, cut at the ends of its month.
///
/// # Errors
/// `reason.year_no_day`: a day lies outside the calendar this program knows.
pub fn week_of(day: Date) -> Computed<(Date, Date)> {
    let month = Period {
        year: day.year(),
        month: day.month(),
    };
    let first = Date::new(day.year(), day.month(), 1).ok_or_else(|| no_day(day.year()))?;
    let (first, last) = (first.day_number(), month_end(month)?.day_number());
    let monday = monday(day);
    let date = |number: i32| Date::from_day_number(number).ok_or_else(|| no_day(day.year()));
    Ok((date(monday.max(first))?, date((monday + 6).min(last))?))
}

/// A day of the week some weeks after another day's.
pub(super) fn weeks_later(from: Date, lag: u8, day: u8) -> Computed<Date> {
    let number = monday(from) + 7 * i32::from(lag) + i32::from(day) - 1;
    Date::from_day_number(number).ok_or_else(|| no_day(from.year()))
}
