//! Statistics of a group of figures, exact: mean, median, trimmed mean, quartiles, fence.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;

use super::Costing;
use crate::facts::Facts;
use crate::quantity::{Computed, Fraction, Reason};

/// What is known about the cost of a group of cases.
/// 病组成本统计
///
/// Amounts are exact 分. Quartiles and median interpolate linearly at position (n − 1)·p of the sorted values (the
/// inclusive definition of the usual spreadsheets). Source: cost-method §1.9, engine rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statistics {
    /// Number of figures.
    pub count: u64,
    /// Sum.
    pub sum: Fraction,
    /// 平均数
    pub mean: Fraction,
    /// 中位数
    pub median: Fraction,
    /// Mean without the `trimmed` smallest and the `trimmed` largest figures (截尾均值).
    pub trimmed_mean: Fraction,
    /// How many were cut off at each end: the whole part of share × count.
    pub trimmed: u64,
    /// 下四分位数
    pub lower_quartile: Fraction,
    /// 上四分位数
    pub upper_quartile: Fraction,
    /// Smallest.
    pub min: Fraction,
    /// Largest.
    pub max: Fraction,
    /// Population variance, 分²; exact, so no deviation (a root) is given.
    pub variance: Fraction,
    /// Figures below lower quartile − 1.5 × (upper − lower).
    pub below_fence: u64,
    /// Figures above upper quartile + 1.5 × (upper − lower).
    pub above_fence: u64,
}

/// Whole numbers over one denominator: many exact figures without reducing each.
#[derive(Clone, Debug)]
pub struct Scaled {
    /// Numerators.
    pub values: Vec<BigInt>,
    /// Common denominator, above 0.
    pub denominator: BigInt,
}

/// Describes figures.
///
/// # Errors
/// `reason.no_cases` where there are none; `reason.trim_too_much` where the trim share leaves nothing.
pub fn describe(figures: &Scaled, trim: &Fraction) -> Computed<Statistics> {
    let none = || Reason::new("reason.no_cases");
    let mut sorted: Vec<&BigInt> = figures.values.iter().collect();
    sorted.sort();
    let count = sorted.len();
    let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else {
        return Err(none());
    };
    let exact = |numerator: BigInt, times: BigInt| {
        Fraction::new(numerator, &figures.denominator * times).ok_or_else(none)
    };
    let one = || BigInt::from(1);
    let cut = cut(count, trim)?;
    let kept = sorted.get(cut..count - cut).unwrap_or_default();
    let sum_of = |part: &[&BigInt]| part.iter().copied().sum::<BigInt>();
    let (total, inner) = (sum_of(&sorted), sum_of(kept));
    // Position (n − 1)·quarter/4: between two neighbours, in quarters.
    let quartile = |quarters: usize| -> BigInt {
        let (at, part) = ((count - 1) * quarters / 4, (count - 1) * quarters % 4);
        let low = sorted[at];
        let high = sorted.get(at + 1).unwrap_or(&sorted[at]);
        low * BigInt::from(4 - part) + *high * BigInt::from(part)
    };
    let (lower, upper) = (quartile(1), quartile(3));
    // 1.5 × range, in eighths of the denominator: all compared at 8×.
    let reach = (&upper - &lower) * 3;
    let (floor, ceiling) = (&lower * 2 - &reach, &upper * 2 + &reach);
    let beyond = |keep: &dyn Fn(&BigInt) -> bool| sorted.iter().filter(|v| keep(v)).count() as u64;
    let squares: BigInt = sorted.iter().map(|value| *value * *value).sum();
    let n = BigInt::from(count);
    let spread = squares * &n - &total * &total;
    let mean = exact(total.clone(), n.clone())?;
    Ok(Statistics {
        count: count as u64,
        median: exact(quartile(2), BigInt::from(4))?,
        trimmed_mean: exact(inner, BigInt::from(kept.len()))?,
        trimmed: cut as u64,
        lower_quartile: exact(lower, BigInt::from(4))?,
        upper_quartile: exact(upper, BigInt::from(4))?,
        min: exact((*first).clone(), one())?,
        max: exact((*last).clone(), one())?,
        variance: Fraction::new(
            spread,
            &figures.denominator * &figures.denominator * &n * &n,
        )
        .ok_or_else(none)?,
        below_fence: beyond(&|value| value * 8 < floor),
        above_fence: beyond(&|value| value * 8 > ceiling),
        sum: exact(total, one())?,
        mean,
    })
}

/// Cases cut off at each end.
fn cut(count: usize, trim: &Fraction) -> Computed<usize> {
    let share = || Reason::new("reason.trim_too_much");
    if trim.is_negative() {
        return Err(share());
    }
    let cut = crate::quantity::rounding::floor(&(trim * &Fraction::whole(count)));
    cut.to_usize()
        .filter(|cut| cut * 2 < count)
        .ok_or_else(share)
}

/// Exact cost of every case by cost-to-charge, over one denominator; `None` where it is not computable.
///
/// A cost the file gives stands as it is.
pub fn case_costs(facts: &Facts, costing: &Costing) -> (Vec<Option<BigInt>>, BigInt) {
    let ratios: Vec<Fraction> = costing
        .service_units
        .iter()
        .map(|unit| unit.ratio.clone().unwrap_or_default())
        .collect();
    let denominator = ratios
        .iter()
        .fold(BigInt::from(1), |lcm, ratio| lcm.lcm(ratio.denominator()));
    let rates: Vec<BigInt> = ratios
        .iter()
        .map(|ratio| ratio.numerator() * (&denominator / ratio.denominator()))
        .collect();
    let cases = &facts.cases;
    let cost = |case: usize| -> Option<BigInt> {
        costing.case_cost.get(case)?.as_ref().ok()?;
        if let Some(given) = cases.given_cost.get(case).copied().flatten() {
            return Some(&denominator * given);
        }
        let mut sum = BigInt::from(0);
        for (rate, charges) in rates.iter().zip(&costing.case_unit_charges) {
            let charge = charges.get(case).copied().unwrap_or_default();
            if charge != 0 {
                sum += rate * charge;
            }
        }
        Some(sum)
    };
    ((0..cases.len()).map(cost).collect(), denominator)
}

/// Statistics of one group of the facts' dictionary, by position; `None` for groups that have no computable case.
/// 各病组成本统计
pub fn by_group(
    facts: &Facts,
    costing: &Costing,
    trim: &Fraction,
) -> Vec<Option<Computed<Statistics>>> {
    let (costs, denominator) = case_costs(facts, costing);
    let mut groups: Vec<Vec<BigInt>> = vec![Vec::new(); facts.cases.groups.len()];
    for (group, cost) in facts.cases.group.iter().zip(costs) {
        if let (Some(list), Some(cost)) = (groups.get_mut(*group as usize), cost) {
            list.push(cost);
        }
    }
    let describe_group = |values: Vec<BigInt>| {
        (!values.is_empty()).then(|| {
            let figures = Scaled {
                values,
                denominator: denominator.clone(),
            };
            describe(&figures, trim)
        })
    };
    groups.into_iter().map(describe_group).collect()
}
