//! Σ charge × ratio per case, rounded once and always right: fixed point with a proven bound, exact where it does not prove.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{ToPrimitive, Zero};

use crate::quantity::{Fraction, Money, rounding};

/// Bits behind the point.
const BITS: u32 = 64;
const HALF: u128 = 1 << (BITS - 1);

/// Ratios prepared for many cases.
///
/// **Bound.** Each ratio `r` is held as the integer `R` nearest to `r·2^64`, so `|R − r·2^64| ≤ ½`. For charges `c` in
/// whole 分, `S = Σ c·R` is computed without error in 128 bits (an overflow is seen and goes to the exact path), hence
/// `|S − 2^64·Σ c·r| ≤ ½·Σ|c|`. Half-away rounding changes only where the magnitude of the value is a whole number and
/// a half; where `|S|` is further than `Σ|c|` (twice the bound) from the nearest such place, the rounded `S` is the
/// rounded value. Otherwise the value is computed as an integer over the common denominator of the ratios. A ratio
/// whose `R` is exact (0, 1, 1.5 …) adds nothing to the bound.
pub(super) struct CaseRates {
    /// `R` and whether it is inexact; `None` where it does not fit 128 bits.
    fixed: Vec<Option<(i128, bool)>>,
    /// `r × denominator`, whole.
    exact: Vec<BigInt>,
    denominator: BigInt,
}

impl CaseRates {
    /// Prepares the ratios.
    pub fn new(ratios: &[Fraction]) -> Self {
        let denominator = ratios
            .iter()
            .fold(BigInt::from(1), |lcm, ratio| lcm.lcm(ratio.denominator()));
        let exact = ratios
            .iter()
            .map(|ratio| ratio.numerator() * (&denominator / ratio.denominator()))
            .collect();
        let scale = Fraction::whole(BigInt::from(1) << BITS);
        let fixed = ratios
            .iter()
            .map(|ratio| {
                let scaled = ratio * &scale;
                let nearest = rounding::to_places(&scaled, 0);
                let inexact = nearest != scaled;
                nearest.numerator().to_i128().map(|value| (value, inexact))
            })
            .collect();
        Self {
            fixed,
            exact,
            denominator,
        }
    }

    /// `Σ charge × ratio`, rounded half away from zero. `charges` in the order of the ratios, 分.
    pub fn cost(&self, charges: &[i64]) -> Money {
        self.certain(charges).unwrap_or_else(|| self.exact(charges))
    }

    /// The rounded value where fixed point proves it.
    fn certain(&self, charges: &[i64]) -> Option<Money> {
        let (mut sum, mut bound) = (0_i128, 0_u128);
        for (charge, rate) in charges.iter().zip(&self.fixed) {
            if *charge == 0 {
                continue;
            }
            let (rate, inexact) = (*rate)?;
            sum = sum.checked_add(i128::from(*charge).checked_mul(rate)?)?;
            if inexact {
                bound = bound.checked_add(u128::from(charge.unsigned_abs()))?;
            }
        }
        let magnitude = sum.unsigned_abs();
        let part = magnitude % (HALF * 2);
        // With a bound of 0 the sum is the value itself, ties included.
        if bound != 0 && part.abs_diff(HALF) <= bound {
            return None;
        }
        let rounded = i64::try_from((magnitude >> BITS) + u128::from(part >= HALF)).ok()?;
        Some(Money::from_fen(if sum < 0 { -rounded } else { rounded }))
    }

    /// The rounded value by whole numbers of any length.
    fn exact(&self, charges: &[i64]) -> Money {
        let mut sum = BigInt::zero();
        for (charge, rate) in charges.iter().zip(&self.exact) {
            sum += rate * charge;
        }
        Fraction::new(sum, self.denominator.clone())
            .map_or(Money::ZERO, |value| rounding::to_money(&value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reference(ratios: &[Fraction], charges: &[i64]) -> Money {
        rounding::to_money(
            &ratios
                .iter()
                .zip(charges)
                .map(|(ratio, charge)| ratio * &Fraction::from(*charge))
                .sum(),
        )
    }

    fn ratio() -> impl Strategy<Value = Fraction> {
        prop_oneof![
            // Any ratio of amounts, also negative and huge.
            (
                -1_000_000_000_000_i64..1_000_000_000_000,
                1_i64..1_000_000_000_000
            )
                .prop_map(|(n, d)| Fraction::new(n, d).unwrap_or_default()),
            // Few decimals: the ratios that make ties.
            (
                0_i64..300,
                prop_oneof![Just(10_i64), Just(100), Just(200), Just(8)]
            )
                .prop_map(|(n, d)| Fraction::new(n, d).unwrap_or_default()),
            // Beyond what fixed point holds.
            (i64::MIN..i64::MAX).prop_map(|n| Fraction::whole(n) * Fraction::whole(i64::MAX)),
        ]
    }

    proptest! {
        #[test]
        fn equals_the_exact_value(pairs in proptest::collection::vec((ratio(), prop_oneof![-5_000_i64..5_000_000, -100_000_000_000_000..100_000_000_000_000_i64]), 0..10)) {
            let (ratios, charges): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
            let rates = CaseRates::new(&ratios);
            prop_assert_eq!(rates.cost(&charges), reference(&ratios, &charges));
        }

        /// A tie planted: charges of one unit lift the sum of the others to a whole number and a half, or just beside it.
        #[test]
        fn ties_are_right(parts in proptest::collection::vec((1_i64..1_000_000, 3_i64..1_000_000, 0_i64..1_000_000), 1..8), beside in -1_i64..=1) {
            let mut ratios: Vec<Fraction> = parts.iter().filter_map(|(n, d, _)| Fraction::new(*n, *d)).collect();
            let mut charges: Vec<i64> = parts.iter().map(|part| part.2).collect();
            let sum: Fraction = ratios.iter().zip(&charges).map(|(ratio, charge)| ratio * &Fraction::from(*charge)).sum();
            let tie = Fraction::whole(rounding::ceiling(&sum)) + Fraction::new(1, 2).unwrap_or_default();
            let tiny = Fraction::new(beside, BigInt::from(10).pow(40)).unwrap_or_default();
            ratios.push(tie.clone() - &sum + &tiny);
            charges.push(1);
            let rates = CaseRates::new(&ratios);
            let up = rounding::to_money(&tie);
            let expected = if beside < 0 { up - Money::from_fen(1) } else { up };
            prop_assert_eq!(rates.cost(&charges), expected);
            let mirrored: Vec<i64> = charges.iter().map(|charge| -charge).collect();
            prop_assert_eq!(rates.cost(&mirrored), -expected);
        }
    }

    #[test]
    fn most_cases_need_no_exact_path() {
        let ratios: Vec<Fraction> = [
            "1679/1050",
            "7/5",
            "6/5",
            "3/4",
            "1/2",
            "9/10",
            "97/100",
            "1",
        ]
        .iter()
        .filter_map(|text| text.parse().ok())
        .collect();
        let rates = CaseRates::new(&ratios);
        assert!(
            rates
                .certain(&[82_000, 0, 315_000, 64_000, 91_000, 22_000, 98_001, 126_000])
                .is_some()
        );
        // 0.5 × 1 分 is a tie of an exact ratio: certain without help.
        assert_eq!(
            rates.certain(&[0, 0, 0, 0, 1, 0, 0, 0]),
            Some(Money::from_fen(1))
        );
        // 0.9 × 5 分 = 4.5 分 is a tie of an inexact ratio: only the exact path may answer.
        assert_eq!(rates.certain(&[0, 0, 0, 0, 0, 5, 0, 0]), None);
        assert_eq!(rates.cost(&[0, 0, 0, 0, 0, 5, 0, 0]), Money::from_fen(5));
    }
}
