//! One dated engine: month posted → prepaid share → true-up → deductions → clearing or clawback → deposit.

use super::prepay::{WeekSum, prepaid_of, weeks_later};
use crate::period::{Date, Period};
use crate::policy::{DeductionKind, MonthDay, PrepayRule};
use crate::quantity::{Computed, Fraction, Money, Reason, rounding};

/// What a payment is for.
/// 款项性质
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlowKind {
    /// 按月预付
    Prepaid,
    /// 月度结算多退少补
    TrueUp,
    /// 拒付
    Refusal,
    /// 扣款
    Deduction,
    /// 年终清算
    Clearing,
    /// 清算扣回
    Clawback,
    /// 质保金返还
    DepositReturned,
    /// 预付金拨入 (a liability)
    AdvanceReceived,
    /// 预付金归还
    AdvanceRepaid,
}

impl FlowKind {
    /// Stable key; the message key is `year.flow_` + key.
    pub const fn key(self) -> &'static str {
        [
            "prepaid",
            "true_up",
            "refusal",
            "deduction",
            "clearing",
            "clawback",
            "deposit_returned",
            "advance_received",
            "advance_repaid",
        ][self as usize]
    }
    /// Whether it is money lent, not earned.
    pub const fn is_advance(self) -> bool {
        matches!(self, Self::AdvanceReceived | Self::AdvanceRepaid)
    }
}

/// One dated amount; above 0 the hospital receives.
/// 现金流
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CashFlow {
    /// Day.
    pub date: Date,
    /// What for.
    pub kind: FlowKind,
    /// Month of service; `None` for what concerns the year.
    pub month: Option<Period>,
    /// Days of service within the month, where a week of it is paid.
    pub week: Option<(Date, Date)>,
    /// Amount.
    pub amount: Money,
    /// Id of the source of the rule.
    pub source: String,
}

/// A month of service.
/// 月度发生额
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthSum {
    /// Month.
    pub period: Period,
    /// Discharges.
    pub cases: Fraction,
    /// Charges.
    pub charge: Money,
    /// What the fund would pay by item (记账金额).
    pub posted: Money,
    /// What the pack pays of it (支付标准口径).
    pub settled: Money,
    /// Its weeks with cases, rising; empty where the pack prepays no week.
    pub weeks: Vec<WeekSum>,
}

/// A rule that is in force, and its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited<T> {
    /// The rule.
    pub rule: T,
    /// Id of its source.
    pub source: String,
}

/// Money taken off on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deduction {
    /// Day.
    pub on: Date,
    /// Kind.
    pub kind: DeductionKind,
    /// Amount, above 0.
    pub amount: Money,
    /// Why, as the payer says.
    pub reason: String,
    /// Id of its source.
    pub source: String,
}

/// The advance of the year.
/// 预付金
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advance {
    /// Amount.
    pub amount: Money,
    /// Interest saved in a year, where the pack states a rate.
    pub interest: Option<Money>,
    /// Day it comes.
    pub paid_on: MonthDay,
    /// Day it goes back.
    pub repaid_on: MonthDay,
    /// Id of its source.
    pub source: String,
}

/// What the schedule is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Policy year.
    pub year: i16,
    /// Months with what happened in them, rising, and the prepayment in force.
    pub months: Vec<(MonthSum, Option<Cited<PrepayRule<Fraction>>>)>,
    /// Final sum of the year after caps and bands.
    pub total: Money,
    /// Held back as deposit.
    pub held: Money,
    /// Return of the deposit, where it is known: day, amount.
    pub returned: Option<Cited<(MonthDay, Money)>>,
    /// Taken off.
    pub deductions: Vec<Deduction>,
    /// Advance.
    pub advance: Option<Advance>,
    /// Clearing: day in the year after, instalments of a negative result.
    pub clearing: Cited<(MonthDay, u8)>,
}

/// Money by calendar month.
/// 应收医保款变动
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CashMonth {
    /// Month.
    pub period: Period,
    /// Earned in it: the month's settlement; the year's difference falls into December.
    pub earned: Money,
    /// Received in it, advances left out.
    pub received: Money,
    /// Earned so far less received so far.
    pub receivable: Money,
    /// Advance that has not gone back.
    pub advance: Money,
}

/// All dated amounts.
/// 现金时间表
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cash {
    /// By day, then kind.
    pub flows: Vec<CashFlow>,
    /// By month, without gaps.
    pub months: Vec<CashMonth>,
    /// Σ of the flows without advances: final sum − deposit held − deductions + deposit returned.
    pub received: Money,
    /// Of which cleared after the year (below 0: clawed back).
    pub cleared: Money,
    /// Days from the end of the month of service to the money, weighted by amount (回款天数).
    pub mean_days: Computed<Fraction>,
}

/// Puts every amount on its day. Σ of the flows without advances is what is due, to the 分.
/// 现金流测算
///
/// # Errors
/// `reason.year_no_day`: a day lies outside the calendar this program knows.
pub fn schedule(terms: &Terms) -> Computed<Cash> {
    let mut flows = Vec::new();
    let mut paid = Money::ZERO;
    for (month, prepay) in &terms.months {
        let Some(Cited { rule, source }) = prepay else {
            continue;
        };
        let mut flow = |date, kind, week, amount| {
            paid += amount;
            flows.push(CashFlow {
                date,
                kind,
                month: Some(month.period),
                week,
                amount,
                source: source.clone(),
            });
        };
        let mut prepaid = Money::ZERO;
        for (week, amount) in prepaid_of(month, rule) {
            let date = match week {
                None => later(month.period, rule.lag, rule.day)?,
                Some((from, _)) => weeks_later(from, rule.lag, rule.day)?,
            };
            flow(date, FlowKind::Prepaid, week, amount);
            prepaid += amount;
        }
        if let Some(true_up) = rule.true_up {
            let day = later(month.period, true_up.lag, true_up.day)?;
            flow(day, FlowKind::TrueUp, None, month.settled - prepaid);
        }
    }
    for one in &terms.deductions {
        flows.push(CashFlow {
            date: one.on,
            kind: match one.kind {
                DeductionKind::Refusal => FlowKind::Refusal,
                DeductionKind::Deduction => FlowKind::Deduction,
            },
            month: None,
            week: None,
            amount: -one.amount,
            source: one.source.clone(),
        });
    }
    let cleared = terms.total - terms.held - paid;
    clear(terms, cleared, &mut flows)?;
    let next = terms.year.saturating_add(1);
    let mut yearly = |date, kind, amount, source: &str| {
        flows.push(CashFlow {
            date,
            kind,
            month: None,
            week: None,
            amount,
            source: source.to_owned(),
        });
    };
    if let Some(Cited {
        rule: (day, amount),
        source,
    }) = &terms.returned
    {
        yearly(on(next, *day)?, FlowKind::DepositReturned, *amount, source);
    }
    if let Some(advance) = &terms.advance {
        let (came, went) = (
            on(terms.year, advance.paid_on)?,
            on(terms.year, advance.repaid_on)?,
        );
        yearly(
            came,
            FlowKind::AdvanceReceived,
            advance.amount,
            &advance.source,
        );
        yearly(
            went,
            FlowKind::AdvanceRepaid,
            -advance.amount,
            &advance.source,
        );
    }
    flows.retain(|flow| flow.amount != Money::ZERO);
    flows.sort_by_key(|flow| (flow.date, flow.kind, flow.month));
    let received = flows
        .iter()
        .filter(|flow| !flow.kind.is_advance())
        .map(|flow| flow.amount)
        .sum();
    Ok(Cash {
        months: by_month(terms, &flows, received)?,
        mean_days: mean_days(terms, &flows, received),
        received,
        cleared,
        flows,
    })
}

/// The clearing at its day, or its clawback month by month, closed by largest remainder.
fn clear(terms: &Terms, cleared: Money, flows: &mut Vec<CashFlow>) -> Computed<()> {
    let Cited {
        rule: (due, instalments),
        source,
    } = &terms.clearing;
    let next = terms.year.saturating_add(1);
    let (kind, parts) = if cleared < Money::ZERO {
        (FlowKind::Clawback, (*instalments).max(1))
    } else {
        (FlowKind::Clearing, 1)
    };
    let equal = vec![Fraction::one(); usize::from(parts)];
    let amounts = rounding::apportion(cleared, &equal).unwrap_or_else(|| vec![cleared]);
    let first = Period {
        year: next,
        month: due.month,
    };
    for (lag, amount) in (0_u8..).zip(amounts) {
        flows.push(CashFlow {
            date: later(first, lag, due.day)?,
            kind,
            month: None,
            week: None,
            amount,
            source: source.clone(),
        });
    }
    Ok(())
}

pub(super) fn no_day(year: i16) -> Reason {
    Reason::new("reason.year_no_day").with("year", year.to_string())
}

fn on(year: i16, day: MonthDay) -> Computed<Date> {
    Date::new(year, day.month, day.day).ok_or_else(|| no_day(year))
}

/// The day of a month some months after another.
fn later(period: Period, lag: u8, day: u8) -> Computed<Date> {
    let (year, month) = month_after(period.year, period.month, u16::from(lag));
    Date::new(year, month, day).ok_or_else(|| no_day(year))
}

/// Year and month some months later.
fn month_after(year: i16, month: u8, lag: u16) -> (i16, u8) {
    let months = u16::from(month.clamp(1, 12)) - 1 + lag;
    let years = i16::try_from(months / 12).unwrap_or(i16::MAX);
    let month = u8::try_from(months % 12).unwrap_or_default() + 1;
    (year.saturating_add(years), month)
}

/// Last day of a month.
pub(super) fn month_end(period: Period) -> Computed<Date> {
    let (year, month) = month_after(period.year, period.month, 1);
    Date::new(year, month, 1)
        .and_then(|first| Date::from_day_number(first.day_number() - 1))
        .ok_or_else(|| no_day(year))
}

/// What the year brings beyond its months: bands, caps, deductions, deposit.
fn year_difference(terms: &Terms, received: Money) -> Money {
    received - terms.months.iter().map(|(month, _)| month.settled).sum()
}

fn by_month(terms: &Terms, flows: &[CashFlow], received: Money) -> Computed<Vec<CashMonth>> {
    let december = Period {
        year: terms.year,
        month: 12,
    };
    let of = |date: Date| Period {
        year: date.year(),
        month: date.month(),
    };
    let known = terms
        .months
        .iter()
        .map(|(month, _)| month.period)
        .chain(flows.iter().map(|flow| of(flow.date)))
        .chain([december]);
    let (mut first, mut last) = (december, december);
    for period in known {
        first = first.min(period);
        last = last.max(period);
    }
    let mut out: Vec<CashMonth> = Vec::new();
    let (mut receivable, mut advance) = (Money::ZERO, Money::ZERO);
    let mut period = first;
    while period <= last {
        let mut earned: Money = terms
            .months
            .iter()
            .filter(|(month, _)| month.period == period)
            .map(|(month, _)| month.settled)
            .sum();
        if period == december {
            earned += year_difference(terms, received);
        }
        let here = flows.iter().filter(|flow| of(flow.date) == period);
        let (mut cash, mut lent) = (Money::ZERO, Money::ZERO);
        for flow in here {
            *(if flow.kind.is_advance() {
                &mut lent
            } else {
                &mut cash
            }) += flow.amount;
        }
        receivable += earned - cash;
        advance += lent;
        out.push(CashMonth {
            period,
            earned,
            received: cash,
            receivable,
            advance,
        });
        let (year, month) = month_after(period.year, period.month, 1);
        period = Period { year, month };
    }
    Ok(out)
}

/// Σ amount × day received less Σ amount × last day of the month earned, over the amount: the same whichever payment
/// is set against which month, because both sides add up to the same sum.
fn mean_days(terms: &Terms, flows: &[CashFlow], received: Money) -> Computed<Fraction> {
    let at =
        |amount: Money, date: Date| amount.exact() * Fraction::from(i64::from(date.day_number()));
    let came: Fraction = flows
        .iter()
        .filter(|flow| !flow.kind.is_advance())
        .map(|flow| at(flow.amount, flow.date))
        .sum();
    let mut earned = Fraction::zero();
    for (month, _) in &terms.months {
        earned += &at(month.settled, month_end(month.period)?);
    }
    let year_end = on(terms.year, MonthDay { month: 12, day: 31 })?;
    earned += &at(year_difference(terms, received), year_end);
    (came - earned).over(&received.exact(), || Reason::new("reason.year_nothing_due"))
}

/// 预付金: months × last year's mean month, and the interest a year of it saves; both in 分.
///
/// Source: payment-rules §6.2 (from memory, unsure).
pub fn advance_of(months: &Fraction, paid_last_year: &Fraction) -> Money {
    let monthly = paid_last_year * &Fraction::new(1, 12).unwrap_or_default();
    rounding::to_money(&(months * &monthly))
}
