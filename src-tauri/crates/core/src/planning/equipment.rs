//! A machine bought, leased or paid by use: equivalent annual cost, indifference volumes, break-even, payback.
//! 设备效益:购买、租赁、按次付费
//!
//! Amounts are in one money unit throughout and exact; yearly flows fall at year end. Formulas: cost-method §6.3 (from
//! memory).

use crate::quantity::{Computed, Fraction, Reason};

/// What is known about the machine and the work.
/// 设备方案参数
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Equipment {
    /// Price of buying it (购置价).
    pub purchase: Fraction,
    /// What it fetches at the end of its life.
    pub residual: Fraction,
    /// Life in years.
    pub life_years: u32,
    /// Upkeep of the owner, a year.
    pub maintenance: Fraction,
    /// Discount rate of a year (0.06 for 6 %).
    pub discount_rate: Fraction,
    /// Full-service rent, a year.
    pub lease: Fraction,
    /// Fee for one use.
    pub fee: Fraction,
    /// Price of one examination.
    pub price: Fraction,
    /// Variable cost of one examination, without the fee.
    pub variable: Fraction,
    /// Fixed cost of a year whoever owns the machine: people, rooms.
    pub other_fixed: Fraction,
}

/// A way of having the machine.
/// 取得方式
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// 购买
    Buy,
    /// 租赁
    Lease,
    /// 按次付费
    PayPerUse,
}

impl Way {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Buy, Self::Lease, Self::PayPerUse];
    /// Stable key.
    pub const fn key(self) -> &'static str {
        ["buy", "lease", "pay_per_use"][self as usize]
    }
}

/// Present value of 1 a year for so many years (年金系数); the number of years where the rate is 0.
///
/// # Errors
/// No years, or a rate of −100 % or below.
pub fn annuity_factor(rate: &Fraction, years: u32) -> Computed<Fraction> {
    let mut sum = Fraction::zero();
    for year in 1..=years {
        sum += &discounted(&Fraction::one(), rate, year)?;
    }
    if sum.is_zero() {
        return Err(Reason::new("reason.equipment_no_life"));
    }
    Ok(sum)
}

/// What an amount at the end of a year is worth now.
fn discounted(amount: &Fraction, rate: &Fraction, years: u32) -> Computed<Fraction> {
    let growth = Fraction::one() + rate;
    if !growth.is_positive() {
        return Err(Reason::new("reason.equipment_rate"));
    }
    let mut worth = amount.clone();
    for _ in 0..years {
        worth = worth.over(&growth, || Reason::new("reason.equipment_rate"))?;
    }
    Ok(worth)
}

impl Equipment {
    /// Present value of all that buying costs: price, upkeep, less what it fetches (购买现值).
    ///
    /// # Errors
    /// No life, impossible rate.
    pub fn buy_present_cost(&self) -> Computed<Fraction> {
        let factor = annuity_factor(&self.discount_rate, self.life_years)?;
        let end = discounted(&self.residual, &self.discount_rate, self.life_years)?;
        Ok(&(&self.purchase + &(&self.maintenance * &factor)) - &end)
    }
    /// Present value of the rents (租赁现值).
    ///
    /// # Errors
    /// As [`Equipment::buy_present_cost`].
    pub fn lease_present_cost(&self) -> Computed<Fraction> {
        Ok(&self.lease * &annuity_factor(&self.discount_rate, self.life_years)?)
    }
    /// The yearly amount that costs as much as buying (等额年成本, EAC).
    ///
    /// # Errors
    /// As [`Equipment::buy_present_cost`].
    pub fn equivalent_annual_cost(&self) -> Computed<Fraction> {
        let factor = annuity_factor(&self.discount_rate, self.life_years)?;
        self.buy_present_cost()?
            .over(&factor, || Reason::new("reason.equipment_no_life"))
    }
    /// Cost of having the machine for a year of so many examinations (年使用成本).
    ///
    /// # Errors
    /// Of buying, as [`Equipment::buy_present_cost`].
    pub fn annual_cost(&self, way: Way, examinations: &Fraction) -> Computed<Fraction> {
        match way {
            Way::Buy => self.equivalent_annual_cost(),
            Way::Lease => Ok(self.lease.clone()),
            Way::PayPerUse => Ok(&self.fee * examinations),
        }
    }
    /// The cheapest way at a volume; the earlier of [`Way::ALL`] where two cost the same.
    ///
    /// # Errors
    /// As [`Equipment::annual_cost`].
    pub fn cheapest(&self, examinations: &Fraction) -> Computed<Way> {
        let mut best = (self.annual_cost(Way::Buy, examinations)?, Way::Buy);
        for way in [Way::Lease, Way::PayPerUse] {
            let cost = self.annual_cost(way, examinations)?;
            if cost < best.0 {
                best = (cost, way);
            }
        }
        Ok(best.1)
    }
    /// Examinations a year at which this way costs as much as paying by use (无差别人次); above it this way is cheaper.
    ///
    /// # Errors
    /// No fee, or as [`Equipment::annual_cost`].
    pub fn indifference(&self, way: Way) -> Computed<Fraction> {
        if !self.fee.is_positive() || way == Way::PayPerUse {
            return Err(Reason::new("reason.equipment_no_fee"));
        }
        self.annual_cost(way, &Fraction::zero())?
            .over(&self.fee, || Reason::new("reason.equipment_no_fee"))
    }
    /// Examinations a year that pay for everything (保本人次).
    ///
    /// # Errors
    /// An examination contributes nothing, or as [`Equipment::annual_cost`].
    pub fn break_even(&self, way: Way) -> Computed<Fraction> {
        let mut contribution = &self.price - &self.variable;
        if way == Way::PayPerUse {
            contribution -= &self.fee;
        }
        let fixed = self.annual_cost(way, &Fraction::zero())? + &self.other_fixed;
        volume(&fixed, &contribution)
    }
    /// The same for the owner with straight-line depreciation instead of the equivalent annual cost (会计口径保本人次).
    ///
    /// # Errors
    /// No life, or an examination contributes nothing.
    pub fn accounting_break_even(&self) -> Computed<Fraction> {
        let fixed = self.accounting_fixed_cost()?;
        volume(&fixed, &(&self.price - &self.variable))
    }
    /// Depreciation, upkeep and other fixed cost of a year (年固定成本).
    ///
    /// # Errors
    /// No life.
    pub fn accounting_fixed_cost(&self) -> Computed<Fraction> {
        let depreciation = (&self.purchase - &self.residual)
            .over(&Fraction::whole(self.life_years), || {
                Reason::new("reason.equipment_no_life")
            })?;
        Ok(depreciation + &self.maintenance + &self.other_fixed)
    }
    /// Years until the cash that comes in has paid the price (静态投资回收期). Depreciation is not cash.
    ///
    /// # Errors
    /// No cash is left over at that volume.
    pub fn static_payback(&self, examinations: &Fraction) -> Computed<Fraction> {
        let earned = (&self.price - &self.variable) * examinations;
        let left = earned - &self.maintenance - self.other_fixed.clone();
        let never = || Reason::new("reason.equipment_never_pays_back");
        if !left.is_positive() {
            return Err(never());
        }
        self.purchase.over(&left, never)
    }
}

/// Fixed cost over contribution; no volume where an examination contributes nothing.
fn volume(fixed: &Fraction, contribution: &Fraction) -> Computed<Fraction> {
    let none = || Reason::new("reason.no_contribution");
    if !contribution.is_positive() {
        return Err(none());
    }
    fixed.over(contribution, none)
}
