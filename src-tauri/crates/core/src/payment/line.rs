use num_integer::Integer;
use num_traits::ToPrimitive;

use crate::quantity::{Fraction, Money, rounding};

/// `constant + slope·x + other·y`, rounded to `places` of a 元, for whole x and y in 分.
///
/// The three coefficients share one denominator, so that a case costs three multiplications and one division of 128-bit
/// integers; numbers too wide for that go through exact fractions and give the same result.
#[derive(Clone, Debug)]
pub(super) struct Line {
    exact: [Fraction; 3],
    /// Numerators and denominator, where all of them are small enough that no product can leave 128 bits.
    narrow: Option<([i128; 3], i128)>,
    /// The answer, where neither x nor y moves it.
    fixed: Option<Money>,
    /// It is x itself.
    identity: bool,
    /// 分 in one unit of the last place.
    unit: i64,
}

/// Below 2^62 each: with x and y of 63 bits every product stays below 2^125 and their sum, doubled, below 2^127.
const NARROW: i128 = 1 << 61;

/// 分 in the unit of so many places of a 元; more than two places count as two: money is whole 分.
pub(super) fn unit(places: u32) -> i64 {
    [100, 10, 1][places.min(2) as usize]
}

/// `value ÷ d` units as 分, half away from zero; `d` above 0. `None` where it is too wide.
pub(super) fn halves(value: i128, d: i128, unit: i64) -> Option<i64> {
    let (above, below) = (value.abs() * 2 + d, d * 2);
    // A division of 64 bits is many times cheaper than one of 128.
    let magnitude = match (u64::try_from(above), u64::try_from(below)) {
        (Ok(above), Ok(below)) => i128::from(above / below),
        _ => above.div_euclid(below),
    };
    let signed = if value < 0 { -magnitude } else { magnitude };
    i64::try_from(signed * i128::from(unit)).ok()
}

/// The numbers over their least common denominator, and that in units of the last place, where all are below
/// [`NARROW`].
fn narrow(exact: &[Fraction; 3], unit: i64) -> Option<([i128; 3], i128)> {
    // Numbers of two machine words need no long form.
    let mut pairs = [(0, 1); 3];
    for (pair, number) in pairs.iter_mut().zip(exact) {
        *pair = match number.pair() {
            Some((n, d)) => (i128::from(n), i128::from(d)),
            None => (
                number.numerator().to_i128()?,
                number.denominator().to_i128()?,
            ),
        };
    }
    let mut common: i128 = 1;
    for (_, d) in pairs {
        common = common.checked_mul(d / common.gcd(&d))?;
    }
    let mut numerators = [0; 3];
    for (to, (n, d)) in numerators.iter_mut().zip(pairs) {
        *to = n.checked_mul(common / d)?;
    }
    let below = common.checked_mul(i128::from(unit))?;
    let small = |number: &i128| number.unsigned_abs() < NARROW.unsigned_abs();
    (numerators.iter().all(small) && small(&below)).then_some((numerators, below))
}

impl Line {
    /// `places` beyond 2 count as 2: money is whole 分.
    pub(super) fn new(constant: Fraction, slope: Fraction, other: Fraction, places: u32) -> Self {
        let unit = unit(places);
        let exact = [constant, slope, other];
        let narrow = narrow(&exact, unit);
        let identity =
            unit == 1 && exact[0].is_zero() && exact[1] == Fraction::one() && exact[2].is_zero();
        let flat = exact[1].is_zero() && exact[2].is_zero();
        let mut line = Self {
            exact,
            narrow,
            fixed: None,
            identity,
            unit,
        };
        line.fixed = flat.then(|| line.round_exactly(0, 0));
        line
    }

    /// Half away from zero.
    pub(super) fn round(&self, x: i64, y: i64) -> Money {
        if let Some(fixed) = self.fixed {
            return fixed;
        }
        if self.identity {
            return Money::from_fen(x);
        }
        let Some(([a, b, c], d)) = self.narrow else {
            return self.round_exactly(x, y);
        };
        let value = a + b * i128::from(x) + c * i128::from(y);
        halves(value, d, self.unit).map_or_else(|| self.round_exactly(x, y), Money::from_fen)
    }

    /// Numerators of constant and slope, and their denominator, where they are small and y has no part.
    pub(super) fn narrow(&self) -> Option<(i64, i64, i64)> {
        if let Some(fixed) = self.fixed {
            return Some((fixed.fen() / self.unit, 0, 1));
        }
        let ([a, b, c], d) = self.narrow?;
        let small = |number: i128| i64::try_from(number).ok();
        (c == 0).then_some((small(a)?, small(b)?, small(d)?))
    }

    fn round_exactly(&self, x: i64, y: i64) -> Money {
        let value = self.at(&Fraction::from(x), &Fraction::from(y));
        let Some(scaled) = Fraction::new(1, self.unit).map(|inverse| value * inverse) else {
            return Money::ZERO;
        };
        rounding::to_money(&(rounding::to_places(&scaled, 0) * Fraction::from(self.unit)))
    }

    fn at(&self, x: &Fraction, y: &Fraction) -> Fraction {
        &self.exact[0] + &(&(&self.exact[1] * x) + &(&self.exact[2] * y))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fraction(n: i64, d: i64) -> Fraction {
        Fraction::new(n, d.max(1)).unwrap_or_default()
    }

    proptest! {
        #[test]
        fn narrow_and_exact_rounding_agree(a in any::<i32>(), b in -9999_i64..9999, c in -9999_i64..9999, d in 1_i64..99_999, x in -1_000_000_000_i64..1_000_000_000_000, y in 0_i64..1_000_000_000, places in 0_u32..4) {
            let line = Line::new(fraction(a.into(), d), fraction(b, 7), fraction(c, 10_000), places);
            prop_assert!(line.narrow.is_some());
            prop_assert_eq!(line.round(x, y), line.round_exactly(x, y));
        }
    }

    #[test]
    fn halves_go_away_from_zero() {
        let line = Line::new(Fraction::zero(), fraction(1, 2), Fraction::zero(), 2);
        assert_eq!(
            (
                line.round(1, 0).fen(),
                line.round(-1, 0).fen(),
                line.round(3, 0).fen()
            ),
            (1, -1, 2)
        );
    }

    #[test]
    fn fewer_places_round_to_yuan() {
        let line = Line::new(fraction(12_350, 1), Fraction::zero(), Fraction::zero(), 0);
        assert_eq!(line.round(0, 0).fen(), 12_400);
    }
}
