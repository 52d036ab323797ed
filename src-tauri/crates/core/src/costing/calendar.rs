//! Which days the data cover: work beyond the last day with data would make a bed-day look too cheap.
//!
//! Source: cost-method §1.6, engine rule 6.

use std::collections::BTreeMap;

use crate::facts::Facts;
use crate::issue::{Issue, Severity};
use crate::period::{Date, Period};

/// A month is unfinished when its last discharge lies at least this many days before its end. (Hospitals discharge
/// almost daily; fewer days may be chance.)
const QUIET_DAYS: u8 = 3;

/// The days the data cover.
/// 数据所覆盖的日历
pub(super) struct Calendar {
    /// First and last month with cost; `None` where the ledger names no months.
    months: Option<(Period, Period)>,
    /// Days of the last month that are over, where it is unfinished.
    elapsed: Option<u8>,
    year: i16,
}

fn days_in(month: Period) -> u8 {
    (28..=31)
        .rev()
        .find(|day| Date::new(month.year, month.month, *day).is_some())
        .unwrap_or(28)
}

fn key(period: Period) -> (i16, u8) {
    (period.year, period.month)
}

impl Calendar {
    pub fn of(facts: &Facts, issues: &mut Vec<Issue>) -> Self {
        let months = || {
            facts
                .ledger
                .iter()
                .map(|line| line.period)
                .filter(|p| p.month > 0)
        };
        let range = months()
            .min_by_key(|p| key(*p))
            .zip(months().max_by_key(|p| key(*p)));
        let mut calendar = Self {
            months: range,
            elapsed: None,
            year: facts.period.year,
        };
        let last_day = facts.cases.discharged.iter().flatten().max();
        let last_day = last_day.and_then(|day| Date::from_day_number(*day));
        if let (Some((_, last)), Some(day)) = (range, last_day)
            && (day.year(), day.month()) == key(last)
            && day.day() + QUIET_DAYS <= days_in(last)
        {
            calendar.elapsed = Some(day.day());
            issues.push(
                Issue::new(Severity::Notice, "costing.unfinished_month")
                    .with("period", last.to_string())
                    .with("day", day.day().to_string())
                    .with("days", days_in(last).to_string()),
            );
        }
        calendar
    }

    /// Calendar days covered.
    pub fn days(&self) -> u64 {
        let Some((first, last)) = self.months else {
            let year = |month| {
                days_in(Period {
                    year: self.year,
                    month,
                })
            };
            return (1..=12).map(|month| u64::from(year(month))).sum();
        };
        let (mut days, mut month) = (0, first);
        // At most a century: the range of a mistyped year is no endless loop.
        for _ in 0..1200 {
            if key(month) >= key(last) {
                break;
            }
            days += u64::from(days_in(month));
            month = if month.month == 12 {
                Period {
                    year: month.year + 1,
                    month: 1,
                }
            } else {
                Period {
                    month: month.month + 1,
                    ..month
                }
            };
        }
        days + u64::from(self.elapsed.unwrap_or_else(|| days_in(last)))
    }

    /// Visits and bed-days by unit over the days covered: months after the last month with cost are left out, and in an
    /// unfinished month no more bed-days count than the open beds could have had. Both are told.
    pub fn work(&self, facts: &Facts, issues: &mut Vec<Issue>) -> BTreeMap<usize, (u64, u64)> {
        let mut work: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
        let mut open_month: BTreeMap<usize, u64> = BTreeMap::new();
        let (mut late, mut late_rows) = ((0_u64, 0_u64), Vec::new());
        for row in &facts.workload {
            let Some(unit) = facts.department_index(&row.department) else {
                continue;
            };
            let entry = work.entry(unit).or_default();
            if let Some((_, last)) = self.months
                && row.period.month > 0
                && key(row.period) > key(last)
            {
                late.0 = late.0.saturating_add(row.visits);
                late.1 = late.1.saturating_add(row.bed_days);
                late_rows.push(row.source);
                continue;
            }
            entry.0 = entry.0.saturating_add(row.visits);
            entry.1 = entry.1.saturating_add(row.bed_days);
            if self.months.is_some_and(|(_, last)| last == row.period) {
                let month = open_month.entry(unit).or_default();
                *month = month.saturating_add(row.bed_days);
            }
        }
        if let (Some(first), Some((_, last))) = (late_rows.first(), self.months) {
            issues.push(
                Issue::new(Severity::Warning, "costing.work_after_cost")
                    .with("count", late_rows.len().to_string())
                    .with("visits", late.0.to_string())
                    .with("bed_days", late.1.to_string())
                    .with("period", last.to_string())
                    .at(facts.place(*first, "period")),
            );
        }
        if let Some(elapsed) = self.elapsed {
            for (unit, stated) in open_month {
                let (department, source) = &facts.departments[unit];
                let Some(beds) = department.beds.filter(|beds| *beds > 0) else {
                    continue;
                };
                let possible = u64::from(beds) * u64::from(elapsed);
                if stated > possible {
                    if let Some(entry) = work.get_mut(&unit) {
                        entry.1 -= stated - possible;
                    }
                    issues.push(
                        Issue::new(Severity::Warning, "costing.bed_days_not_yet")
                            .with("department", department.code.as_str())
                            .with("name", department.name.as_str())
                            .with("stated", stated.to_string())
                            .with("counted", possible.to_string())
                            .with("day", elapsed.to_string())
                            .at(facts.place(*source, "code")),
                    );
                }
            }
        }
        work
    }
}
