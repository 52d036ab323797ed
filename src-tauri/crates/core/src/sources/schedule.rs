//! How much of an asset is charged in a period: straight line by months, or by work; the parts add to the base exactly.

use crate::facts::{AssetRow, ChargeMethod};
use crate::period::{Date, Period};
use crate::plan::DepreciationRule;
use crate::quantity::{Computed, Fraction, Money, Reason, rounding};

/// A month counted from year 0.
pub fn month_number(day: Date) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month()) - 1
}

/// First month of the period and the first one after it.
///
/// # Errors
/// `reason.no_period` where the project has none.
pub fn months_of(period: Period) -> Computed<(i64, i64)> {
    if period.year == 0 {
        return Err(Reason::new("reason.no_period"));
    }
    let january = i64::from(period.year) * 12;
    Ok(if period.month == 0 {
        (january, january + 12)
    } else {
        let month = january + i64::from(period.month) - 1;
        (month, month + 1)
    })
}

/// What is charged over the whole life: original value less residual value.
/// 应计折旧总额
///
/// A share of the plan is rounded to 分 once; an amount the register states goes before it. Where the rule does not
/// consider residual values, neither counts.
///
/// # Errors
/// A negative original value, or a residual value above it.
pub fn base(asset: &AssetRow, rule: &DepreciationRule) -> Computed<Money> {
    if asset.original.fen() < 0 {
        return Err(Reason::new("reason.asset_negative_original")
            .with("amount", asset.original.to_string()));
    }
    let residual = match (&rule.residual, asset.terms.residual) {
        (None, _) => Money::ZERO,
        (Some(_), Some(stated)) => stated,
        (Some(share), None) => rounding::to_money(&(asset.original.exact() * share)),
    };
    if residual > asset.original || residual.fen() < 0 {
        return Err(
            Reason::new("reason.asset_residual_out_of_range").with("amount", residual.to_string())
        );
    }
    Ok(asset.original - residual)
}

/// Charged after `done` of `whole` parts (months or work): `base × done ÷ whole`, rounded to 分.
/// 累计折旧
///
/// A period's charge is the difference of two of these, so that the periods of a life add to the base exactly
/// (cost-method §6.1). `done` beyond `whole` charges no more than the base.
///
/// # Errors
/// `whole` is 0.
pub fn cumulative(base: Money, done: &Fraction, whole: &Fraction) -> Computed<Money> {
    let done = if done > whole { whole } else { done };
    let share = done.over(whole, || Reason::new("reason.asset_no_life"))?;
    Ok(rounding::to_money(&(base.exact() * &share)))
}

/// Charge of the month with this number of a life, from 1.
/// 月折旧额
///
/// # Errors
/// A life of 0 months.
pub fn month_charge(base: Money, month: u32, life_months: u32) -> Computed<Money> {
    let whole = Fraction::from(i64::from(life_months));
    let until = |months: u32| cumulative(base, &Fraction::from(i64::from(months)), &whole);
    Ok(until(month)? - until(month.saturating_sub(1))?)
}

/// How much of the life, in months or work, lies before the period and how much at its end.
/// 期初、期末已用寿命
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Charged before the period.
    pub before: Fraction,
    /// Charged at the end of the period.
    pub after: Fraction,
    /// The whole life.
    pub whole: Fraction,
}

impl Span {
    /// Charge of the period: what is charged at its end less what was charged before.
    ///
    /// # Errors
    /// A life of 0.
    pub fn charge(&self, base: Money) -> Computed<Money> {
        Ok(cumulative(base, &self.after, &self.whole)?
            - cumulative(base, &self.before, &self.whole)?)
    }
}

/// The part of an asset's life that the period covers.
///
/// # Errors
/// No life, no total work, no work, disposed of before it came in, no period.
pub fn span(asset: &AssetRow, rule: &DepreciationRule, period: Period) -> Computed<Span> {
    let entry = month_number(asset.in_service);
    let left = asset.terms.disposed.map(month_number);
    if asset
        .terms
        .disposed
        .is_some_and(|day| day < asset.in_service)
    {
        return Err(Reason::new("reason.asset_disposed_before_service"));
    }
    let (start, end) = months_of(period)?;
    match asset.terms.method {
        ChargeMethod::StraightLine => {
            if asset.life_months == 0 {
                return Err(Reason::new("reason.asset_no_life"));
            }
            let first = entry + rule.entry.delay();
            let stop = left.map_or(i64::MAX, |month| month + rule.entry.delay());
            let life = i64::from(asset.life_months);
            let until = |month: i64| Fraction::from((month.min(stop) - first).clamp(0, life));
            Ok(Span {
                before: until(start),
                after: until(end),
                whole: Fraction::from(life),
            })
        }
        ChargeMethod::Workload => {
            let whole = asset
                .terms
                .total_work
                .clone()
                .filter(Fraction::is_positive)
                .ok_or_else(|| Reason::new("reason.asset_no_total_work"))?;
            let work = asset.terms.work.as_ref().or(asset.used.as_ref());
            let work = work.ok_or_else(|| Reason::new("reason.asset_no_work"))?;
            let before = asset.terms.work_before.clone().unwrap_or_default();
            Ok(Span {
                after: &before + work,
                before,
                whole,
            })
        }
    }
}
