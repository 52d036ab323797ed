//! Rates over one common denominator: a sum of products multiplies and adds whole numbers, and reduces only when looked at.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};
use std::sync::Arc;

use crate::quantity::Fraction;

/// Rates of the service units, prepared for many sums of products with their charges.
/// 成本率(通分)
#[derive(Clone, Debug)]
pub struct Line {
    numerators: Vec<BigInt>,
    denominator: Arc<BigInt>,
}

impl Line {
    /// Brings the rates to their least common denominator.
    pub fn new(rates: &[Fraction]) -> Self {
        let denominator = rates
            .iter()
            .fold(BigInt::one(), |lcm, rate| lcm.lcm(rate.denominator()));
        let numerators = rates
            .iter()
            .map(|rate| rate.numerator() * (&denominator / rate.denominator()))
            .collect();
        Self {
            numerators,
            denominator: Arc::new(denominator),
        }
    }
    /// Σ rate × amount, exactly. `amounts` in the order of the rates.
    pub fn dot(&self, amounts: &[Fraction]) -> Fraction {
        if let Some(sum) = self.whole(amounts) {
            return Fraction::over_common(sum, &self.denominator);
        }
        let lcm = amounts.iter().fold(BigInt::one(), |lcm, amount| {
            if *amount.denominator() == lcm {
                lcm
            } else {
                lcm.lcm(amount.denominator())
            }
        });
        let mut sum = BigInt::zero();
        for (rate, amount) in self.numerators.iter().zip(amounts) {
            if !amount.is_zero() {
                sum += rate * amount.numerator() * (&lcm / amount.denominator());
            }
        }
        Fraction::new(sum, &*self.denominator * lcm).unwrap_or_default()
    }
    /// Numerator of the sum over the rates' denominator, where every amount is whole and fits a word.
    fn whole(&self, amounts: &[Fraction]) -> Option<BigInt> {
        let mut sum = BigInt::zero();
        for (rate, amount) in self.numerators.iter().zip(amounts) {
            match amount.pair()? {
                (0, _) => {}
                (amount, 1) => sum += rate * amount,
                _ => return None,
            }
        }
        Some(sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number() -> impl Strategy<Value = Fraction> {
        let whole = prop_oneof![-3_i64..3, any::<i64>()];
        (whole, prop_oneof![Just(1_i64), 1..=i64::MAX], 0_u8..4).prop_map(|(n, d, how)| {
            let d = if how < 2 { 1 } else { d };
            let n = if how == 1 {
                BigInt::from(n) << 70
            } else {
                n.into()
            };
            Fraction::new(n, d).unwrap_or_default()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]
        /// Whole and broken amounts, short and long ones, against products added one by one.
        #[test]
        fn equals_plain_products(pairs in proptest::collection::vec((number(), number()), 0..8)) {
            let (rates, amounts): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
            let plain: Fraction = rates.iter().zip(&amounts).map(|(rate, amount)| rate * amount).sum();
            prop_assert_eq!(Line::new(&rates).dot(&amounts), plain);
        }
    }
}
