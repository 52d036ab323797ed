//! Sums of the cases by account and month.

use std::collections::BTreeMap;

use super::cash::MonthSum;
use super::prepay::{WeekSum, week_of};
use crate::facts::Facts;
use crate::payment::{OutlierKind, Payments};
use crate::period::{Date, Period};
use crate::plan::Adjustments;
use crate::policy::{AccountRule, PolicyPack, PoolBasis, PoolRule, PrepayEvery, PriceMethod};
use crate::quantity::{Computed, Fraction, Money, Reason, rounding};

/// Sums of one (day stretch, scheme, group), in 分.
#[derive(Clone, Copy, Default)]
struct Cell {
    cases: i64,
    charge: i128,
    posted: i128,
    settled: i128,
    revenue: i128,
    patients: i128,
    /// Of it what methods with a point value paid.
    points_fund: i128,
    points_revenue: i128,
}

/// Sums of an account's cases.
pub(super) struct Gathered {
    /// By month of discharge, rising.
    pub(super) months: Vec<MonthSum>,
    /// Cases, priced or not.
    pub(super) cases: Fraction,
    /// Patients' money of the priced cases.
    pub(super) patients: Money,
    /// Own points, where somebody states them instead of cases.
    pub(super) stated_points: Option<Fraction>,
    /// Cases without a price: in no sum.
    pub(super) unpriced: u64,
    /// Cases without a discharge date: in the last month of the period.
    pub(super) undated: u64,
    /// Cases discharged in another year: in no sum.
    pub(super) outside: u64,
}

impl Gathered {
    /// Own points as stated.
    ///
    /// # Errors
    /// Nobody states them.
    pub(super) fn points(&self) -> Computed<Fraction> {
        let none = || super::lookup::not_stated("@year.what_own_points");
        self.stated_points.clone().ok_or_else(none)
    }
}

/// First and last day of a week within its month.
type Week = (Date, Date);

/// All cases of the accounts in one pass.
pub(super) struct Desk<'a> {
    facts: &'a Facts,
    policy: &'a PolicyPack,
    adjustments: &'a Adjustments,
    /// By (month, stretch of days in which the pack says the same, week where weeks are prepaid): one cell per scheme ×
    /// group.
    cells: BTreeMap<(Period, usize, Option<Week>), Vec<Cell>>,
    /// First days of the stretches.
    starts: Vec<i32>,
    unpriced: Vec<u64>,
    undated: Vec<u64>,
    outside: Vec<u64>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        facts: &'a Facts,
        policy: &'a PolicyPack,
        adjustments: &'a Adjustments,
        payments: &Payments,
    ) -> Self {
        let table = &facts.cases;
        let (schemes, groups) = (table.schemes.len(), table.groups.len());
        let starts: Vec<i32> = policy
            .change_days()
            .iter()
            .map(|day| day.day_number())
            .collect();
        let mut desk = Self {
            facts,
            policy,
            adjustments,
            cells: BTreeMap::new(),
            starts,
            unpriced: vec![0; schemes],
            undated: vec![0; schemes],
            outside: vec![0; schemes],
        };
        let year = facts.period.year;
        let prepay = &policy.year.prepay;
        let weekly = prepay
            .iter()
            .filter_map(|own| own.rule.as_ref())
            .any(|rule| rule.every == PrepayEvery::Week);
        // Of several methods only those with a point value earn points.
        let points: Vec<bool> = policy
            .flows()
            .map(|(_, flow)| matches!(flow.price, PriceMethod::Points { .. }))
            .collect();
        let by_points = |case: usize| {
            payments.methods.get(case).is_none_or(|way| {
                way.is_some_and(|way| points.get(usize::from(way)) == Some(&true))
            })
        };
        for (case, paid) in payments.cases.iter().enumerate().take(table.len()) {
            let scheme = table.scheme[case] as usize;
            let day = table.discharged[case].and_then(Date::from_day_number);
            if day.is_some_and(|day| day.year() != year) {
                desk.outside[scheme] += 1;
                continue;
            }
            if paid.kind == OutlierKind::Unpriced {
                desk.unpriced[scheme] += 1;
                continue;
            }
            let month = match day {
                Some(day) => day.month(),
                None => {
                    desk.undated[scheme] += 1;
                    if facts.period.month == 0 {
                        12
                    } else {
                        facts.period.month
                    }
                }
            };
            let period = Period { year, month };
            let at = day
                .or_else(|| super::cash::month_end(period).ok())
                .map_or(i32::MAX, Date::day_number);
            let week = day.filter(|_| weekly).and_then(|day| week_of(day).ok());
            let stretch = desk.starts.partition_point(|start| *start <= at);
            let cells = desk
                .cells
                .entry((period, stretch, week))
                .or_insert_with(|| vec![Cell::default(); schemes * groups]);
            let cell = &mut cells[scheme * groups + table.group[case] as usize];
            let (charge, patient) = (payments.charge(facts, case), payments.patient(facts, case));
            cell.cases += 1;
            cell.charge += i128::from(charge);
            // By item the fund pays what the patient does not, never below 0.
            cell.posted += i128::from(charge.saturating_sub(patient).max(0));
            cell.settled += i128::from(paid.fund.fen());
            cell.revenue += i128::from(paid.revenue.fen());
            cell.patients += i128::from((paid.revenue - paid.fund).fen());
            if by_points(case) {
                cell.points_fund += i128::from(paid.fund.fen());
                cell.points_revenue += i128::from(paid.revenue.fen());
            }
        }
        desk
    }

    /// Indices of an account's schemes among the facts'.
    fn schemes(&self, account: &AccountRule) -> Vec<usize> {
        let own = |name: &String| account.schemes.contains(name);
        let all = self.facts.cases.schemes.iter().enumerate();
        all.filter(|(_, name)| own(name))
            .map(|(index, _)| index)
            .collect()
    }

    /// A scenario's volume of a group.
    fn volume(&self, group: usize) -> Option<&Fraction> {
        let code = self.facts.cases.groups.get(group)?;
        self.adjustments.volume.get(code)
    }

    /// Sum of one figure over schemes and groups of a row of cells; volume moves it.
    fn sum(&self, cells: &[Cell], schemes: &[usize], of: impl Fn(&Cell) -> i128) -> Fraction {
        let groups = self.facts.cases.groups.len();
        let (mut plain, mut moved) = (0_i128, Vec::new());
        for scheme in schemes {
            for group in 0..groups {
                let value = of(&cells[scheme * groups + group]);
                match self.volume(group) {
                    Some(by) => moved.push(&Fraction::whole(value) * by),
                    None => plain += value,
                }
            }
        }
        moved.push(Fraction::whole(plain));
        moved.iter().sum()
    }

    /// The sums of one account.
    pub(super) fn account(&self, account: &AccountRule) -> Gathered {
        let schemes = self.schemes(account);
        let mut by_month: BTreeMap<Period, [Fraction; 5]> = BTreeMap::new();
        let mut by_week: BTreeMap<Week, [Fraction; 2]> = BTreeMap::new();
        for ((period, _, week), cells) in &self.cells {
            let sums = by_month.entry(*period).or_default();
            let found = [
                self.sum(cells, &schemes, |cell| i128::from(cell.cases)),
                self.sum(cells, &schemes, |cell| cell.charge),
                self.sum(cells, &schemes, |cell| cell.posted),
                self.sum(cells, &schemes, |cell| cell.settled),
                self.sum(cells, &schemes, |cell| cell.patients),
            ];
            for (sum, more) in sums.iter_mut().zip(&found) {
                *sum += more;
            }
            if let Some(week) = week {
                let sums = by_week.entry(*week).or_default();
                sums[0] += &found[2];
                sums[1] += &found[3];
            }
        }
        let weeks = |period: Period| {
            let own = by_week.iter().filter(move |((from, _), _)| {
                from.year() == period.year && from.month() == period.month
            });
            own.map(|((from, to), [posted, settled])| WeekSum {
                from: *from,
                to: *to,
                posted: rounding::to_money(posted),
                settled: rounding::to_money(settled),
            })
            .filter(|week| week.posted != Money::ZERO || week.settled != Money::ZERO)
            .collect()
        };
        let count = |counts: &[u64]| schemes.iter().map(|scheme| counts[*scheme]).sum();
        let months: Vec<MonthSum> = by_month
            .iter()
            .filter(|(_, [cases, ..])| !cases.is_zero())
            .map(|(period, [cases, charge, posted, settled, _])| MonthSum {
                period: *period,
                cases: cases.clone(),
                charge: rounding::to_money(charge),
                posted: rounding::to_money(posted),
                settled: rounding::to_money(settled),
                weeks: weeks(*period),
            })
            .collect();
        Gathered {
            cases: months.iter().map(|month| &month.cases).sum(),
            patients: rounding::to_money(&by_month.values().map(|sums| &sums[4]).sum()),
            stated_points: None,
            months,
            unpriced: count(&self.unpriced),
            undated: count(&self.undated),
            outside: count(&self.outside),
        }
    }

    /// Own points of an account in a pool: Σ payment ÷ what a point was paid at, by day and scheme.
    ///
    /// # Errors
    /// The pool names no such parameter, or it has no value on a day of the cases.
    pub(super) fn points(&self, account: &AccountRule, rule: &PoolRule) -> Computed<Fraction> {
        let Some(parameter) = &rule.own_price else {
            return Err(super::lookup::not_stated("@year.what_own_points"));
        };
        let mut points = Vec::new();
        for ((period, stretch, _), cells) in &self.cells {
            let day = match stretch
                .checked_sub(1)
                .and_then(|index| self.starts.get(index))
            {
                Some(start) => Date::from_day_number(*start),
                None => Date::new(period.year, period.month, 1),
            };
            let Some(day) = day else { continue };
            for scheme in self.schemes(account) {
                let paid = self.sum(cells, &[scheme], |cell| match rule.basis {
                    PoolBasis::Fund => cell.points_fund,
                    PoolBasis::Total | PoolBasis::Ratio(_) => cell.points_revenue,
                });
                if paid.is_zero() {
                    continue;
                }
                let name = &self.facts.cases.schemes[scheme];
                let key = self.policy.scheme(name).map(|rule| rule.key.as_str());
                let mut look = super::lookup::Lookup::new(self.policy, day);
                let price = look.parameter(parameter, key)?;
                points.push(paid.over(&crate::policy::fen(&price), || {
                    Reason::new("reason.year_no_price").with("parameter", parameter)
                })?);
            }
        }
        Ok(points.iter().sum())
    }
}
