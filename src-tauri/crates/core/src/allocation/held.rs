//! What units hold between the levels: whole numbers over one common denominator, so that spreading multiplies and adds
//! without reducing. Reducing a fraction at every step costs a hundred times the step itself.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};
use std::sync::Arc;

use crate::hospital::ItemAmounts;
use crate::quantity::Fraction;

/// One whole number per cost item.
pub(super) type Integers = [BigInt; 7];

/// Amounts of all units over one denominator.
pub(super) struct Held {
    units: Vec<Integers>,
    /// Shared with every amount that is answered.
    denominator: Arc<BigInt>,
}

impl Held {
    /// Takes the direct costs.
    pub fn new<'a>(direct: impl Iterator<Item = &'a ItemAmounts> + Clone) -> Self {
        let denominator = common_denominator(direct.clone().flatten());
        let units = direct
            .map(|amounts| std::array::from_fn(|item| over(&amounts[item], &denominator)))
            .collect();
        Self {
            units,
            denominator: Arc::new(denominator),
        }
    }
    /// Whether every item of the unit is exactly 0.
    pub fn is_zero(&self, unit: usize) -> bool {
        self.units[unit].iter().all(Zero::is_zero)
    }
    /// The unit's numerators.
    pub fn integers(&self, unit: usize) -> &Integers {
        &self.units[unit]
    }
    /// The denominator of all numerators.
    pub fn denominator(&self) -> &BigInt {
        &self.denominator
    }
    /// The unit's amounts.
    pub fn amounts(&self, unit: usize) -> ItemAmounts {
        self.fractions(&self.units[unit])
    }
    /// By what the denominator has to grow so that shares of these driver sums are whole.
    pub fn common_factor<'a>(&self, sums: impl Iterator<Item = &'a BigInt>) -> BigInt {
        sums.fold(BigInt::one(), |lcm, sum| lcm.lcm(sum))
    }
    /// Lets the denominator grow; units that are closed keep their old numerators and are not looked at again.
    pub fn rescale(&mut self, factor: &BigInt, open: impl Fn(usize) -> bool) {
        self.denominator = Arc::new(&*self.denominator * factor);
        for (unit, amounts) in self.units.iter_mut().enumerate() {
            if open(unit) {
                amounts.iter_mut().for_each(|amount| *amount *= factor);
            }
        }
    }
    /// Adds what an open unit receives and answers it.
    pub fn receive(&mut self, unit: usize, received: Integers) -> ItemAmounts {
        let amounts = self.fractions(&received);
        for (to, amount) in self.units[unit].iter_mut().zip(received) {
            *to += amount;
        }
        amounts
    }
    fn fractions(&self, integers: &Integers) -> ItemAmounts {
        std::array::from_fn(|item| {
            // The denominator is a product of positive numbers.
            Fraction::over_common(integers[item].clone(), &self.denominator)
        })
    }
}

/// The least common denominator. Whole numbers, which nearly all are, ask for no long division.
fn common_denominator<'a>(values: impl Iterator<Item = &'a Fraction>) -> BigInt {
    values.fold(BigInt::one(), |lcm, value| match value.pair() {
        Some((_, 1)) => lcm,
        _ if (&lcm % value.denominator()).is_zero() => lcm,
        _ => lcm.lcm(value.denominator()),
    })
}

/// The numerator over a denominator that the value's own divides.
fn over(value: &Fraction, denominator: &BigInt) -> BigInt {
    match value.pair() {
        Some((n, 1)) if denominator.is_one() => n.into(),
        Some((n, 1)) => denominator * n,
        _ => value.numerator() * (denominator / value.denominator()),
    }
}

/// Driver values above 0 as whole numbers in the same proportion, as small as they go, and their sum.
pub(super) fn weights<'a>(
    values: impl Iterator<Item = &'a Fraction> + Clone,
) -> (Vec<BigInt>, BigInt) {
    let lcm = common_denominator(values.clone());
    let mut weights: Vec<BigInt> = values.map(|value| over(value, &lcm)).collect();
    let gcd = weights.iter().fold(BigInt::zero(), |gcd, weight| {
        if gcd.is_one() { gcd } else { gcd.gcd(weight) }
    });
    if !gcd.is_zero() && !gcd.is_one() {
        weights.iter_mut().for_each(|weight| *weight /= &gcd);
    }
    let sum = weights.iter().sum();
    (weights, sum)
}
