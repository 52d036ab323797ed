//! SPD (院内物流精细化管理): what a change of stock days frees, saves and costs.
//!
//! Source: cost-method §5 (formulas common knowledge, from memory). Released capital is a one-off change of the balance
//! sheet; it is no part of any benefit or profit. Only the carrying cost saved recurs.

use num_bigint::BigInt;

use crate::quantity::{Computed, Fraction, Reason, rounding};

/// What a period's stock and an SPD project say. Money in one unit throughout; the results are in the same unit.
/// SPD 测算输入
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpdInputs {
    /// 期间消耗成本
    pub consumption: Fraction,
    /// 平均库存
    pub average_stock: Fraction,
    /// 期间天数
    pub days: Fraction,
    /// Days on hand aimed at.
    pub target_days: Fraction,
    /// 资金成本率, a year.
    pub cost_of_capital: Fraction,
    /// Expired write-offs before.
    pub expired: Fraction,
    /// Expired write-offs afterwards.
    pub expired_after: Fraction,
    /// 人力节约
    pub labour_saved: Fraction,
    /// 价格降低
    pub price_saved: Fraction,
    /// SPD服务费
    pub service_fee: Fraction,
    /// 系统费
    pub system_fee: Fraction,
}

fn half() -> Fraction {
    Fraction::new(1, 2).unwrap_or_default()
}

/// 平均库存 = (期初 + 期末) / 2
pub fn simple_average(opening: &Fraction, closing: &Fraction) -> Fraction {
    (opening + closing) * half()
}

/// 平均库存: mean of month-ends.
///
/// # Errors
/// `reason.no_month_ends` without months.
pub fn mean_of_month_ends(sum_of_month_ends: &Fraction, months: u32) -> Computed<Fraction> {
    sum_of_month_ends.over(&Fraction::from(i64::from(months)), || {
        Reason::new("reason.no_month_ends")
    })
}

/// 库存周转率(次) = 期间消耗成本 / 平均库存
///
/// # Errors
/// `reason.no_stock_held`: the average is nil or negative.
pub fn turnover(consumption: &Fraction, average: &Fraction) -> Computed<Fraction> {
    let none = || Reason::new("reason.no_stock_held");
    if average.is_negative() {
        return Err(none());
    }
    consumption.over(average, none)
}

/// 库存周转天数 = 平均库存 × 期间天数 / 期间消耗
///
/// # Errors
/// `reason.no_consumption`: nothing was used, or returns exceed use.
pub fn days_on_hand(
    average: &Fraction,
    consumption: &Fraction,
    days: &Fraction,
) -> Computed<Fraction> {
    let none = || Reason::new("reason.no_consumption");
    if consumption.is_negative() {
        return Err(none());
    }
    (average * days).over(consumption, none)
}

/// 日均消耗
///
/// # Errors
/// `reason.no_period_days`.
pub fn daily_use(consumption: &Fraction, days: &Fraction) -> Computed<Fraction> {
    consumption.over(days, || Reason::new("reason.no_period_days"))
}

/// A loss or part as a share; the caller names the denominator with its reason (期间消耗、平均库存、库存金额).
///
/// # Errors
/// `reason` when the denominator is nil.
pub fn rate(part: &Fraction, of: &Fraction, reason: &'static str) -> Computed<Fraction> {
    part.over(of, || Reason::new(reason))
}

/// 定数包数量 = 日均消耗 × 补货周期 × (1 + 安全系数), rounded up to whole packs.
///
/// # Errors
/// `reason.no_pack_size`: a pack holds nothing.
pub fn fixed_packs(
    daily_use: &Fraction,
    cycle_days: &Fraction,
    safety: &Fraction,
    pack_size: &Fraction,
) -> Computed<BigInt> {
    let none = || Reason::new("reason.no_pack_size");
    if pack_size.is_negative() {
        return Err(none());
    }
    let needed = daily_use * cycle_days * (Fraction::one() + safety);
    Ok(rounding::ceiling(&needed.over(pack_size, none)?))
}

/// What is really freed when stock goes back to its supplier (寄售): the drop of own stock less the payables that fall
/// away with it; counting the drop alone would count the supplier's credit twice.
/// 寄售净释放资金
pub fn released_net_of_payables(
    own_before: &Fraction,
    own_after: &Fraction,
    payables_before: &Fraction,
    payables_after: &Fraction,
) -> Fraction {
    &(own_before - own_after) - &(payables_before - payables_after)
}

impl SpdInputs {
    /// Days on hand now.
    ///
    /// # Errors
    /// As [`days_on_hand`].
    pub fn days_now(&self) -> Computed<Fraction> {
        days_on_hand(&self.average_stock, &self.consumption, &self.days)
    }
    /// 释放资金 = 日均消耗 × (原天数 − 新天数); one-off, never profit. Negative: more capital is bound.
    ///
    /// # Errors
    /// As [`days_on_hand`] and [`daily_use`].
    pub fn released_capital(&self) -> Computed<Fraction> {
        let cut = self.days_now()? - &self.target_days;
        Ok(daily_use(&self.consumption, &self.days)? * cut)
    }
    /// 年资金成本节约 = 释放资金 × 资金成本率
    ///
    /// # Errors
    /// As [`SpdInputs::released_capital`].
    pub fn carrying_saving(&self) -> Computed<Fraction> {
        Ok(self.released_capital()? * &self.cost_of_capital)
    }
    /// 过期损耗率, on the period's consumption.
    ///
    /// # Errors
    /// `reason.no_consumption`.
    pub fn expiry_rate(&self) -> Computed<Fraction> {
        rate(&self.expired, &self.consumption, "reason.no_consumption")
    }
    /// 年净收益 = 资金成本节约 + 人力节约 + 损耗减少 + 价格降低 − SPD服务费 − 系统费. The released capital is not in it.
    ///
    /// # Errors
    /// As [`SpdInputs::released_capital`].
    pub fn net_benefit(&self) -> Computed<Fraction> {
        let loss_less = &self.expired - &self.expired_after;
        let gains = self.carrying_saving()? + &self.labour_saved + loss_less + &self.price_saved;
        Ok(gains - &self.service_fee - &self.system_fee)
    }
}

/// What a statement "from → to days freed AMOUNT" takes for granted: daily use.
///
/// # Errors
/// `reason.no_days_cut`: the days did not change.
pub fn implied_daily_use(
    from_days: &Fraction,
    to_days: &Fraction,
    amount: &Fraction,
) -> Computed<Fraction> {
    amount.over(&(from_days - to_days), || Reason::new("reason.no_days_cut"))
}

/// The same over a year of `days` days.
///
/// # Errors
/// As [`implied_daily_use`].
pub fn implied_annual_use(
    from_days: &Fraction,
    to_days: &Fraction,
    amount: &Fraction,
    days: &Fraction,
) -> Computed<Fraction> {
    Ok(implied_daily_use(from_days, to_days, amount)? * days)
}
