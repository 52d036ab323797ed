//! How an exact number is held: two machine words where they do, whole numbers of any length where not.
//!
//! Nearly every number of a hospital (amounts, driver values, weights, shares) fits two words; long ones come out of
//! the step-down, thousands at a time over one denominator. Those keep that denominator in common and are brought to
//! lowest terms only when somebody looks: reducing takes far longer than everything else that is done with them.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::{Arc, OnceLock};

/// An exact number; see the module.
#[derive(Clone, Debug)]
pub(super) enum Number {
    /// In lowest terms, denominator above 0: one value, one pair of words.
    Small(Small),
    /// Beyond two words, or not reduced yet.
    Big(Arc<Big>),
}

#[derive(Debug)]
pub(super) struct Small {
    n: i64,
    d: i64,
    /// The same as long numbers, for those who ask for them.
    long: OnceLock<Box<(BigInt, BigInt)>>,
}

/// Without the long form: it would take three allocations, and copies are mostly only kept.
impl Clone for Small {
    fn clone(&self) -> Self {
        Self {
            n: self.n,
            d: self.d,
            long: OnceLock::new(),
        }
    }
}

#[derive(Debug)]
pub(super) struct Big {
    n: BigInt,
    /// Above 0; may be shared with many others.
    d: Arc<BigInt>,
    /// In lowest terms already; then it never fits a [`Small`].
    reduced: bool,
    lowest: OnceLock<(BigInt, BigInt)>,
}

/// Two words times two words always fit four, and so does the sum of two such products: |n| ≤ 2^63 and d < 2^63. It is
/// checked all the same; where it did not hold, the long numbers take over.
impl Small {
    fn cross(&self, other: &Self) -> Option<(i128, i128)> {
        let [an, ad, bn, bd] = [self.n, self.d, other.n, other.d].map(i128::from);
        Some((an.checked_mul(bd)?, bn.checked_mul(ad)?))
    }
    /// Numerator and denominator of the sum, not in lowest terms.
    fn plus(&self, other: &Self) -> Option<(i128, i128)> {
        if self.d == other.d {
            let sum = i128::from(self.n).checked_add(other.n.into())?;
            return Some((sum, self.d.into()));
        }
        let (a, b) = self.cross(other)?;
        let denominator = i128::from(self.d).checked_mul(other.d.into())?;
        Some((a.checked_add(b)?, denominator))
    }
    /// Numerator and denominator of the product, not in lowest terms.
    fn times(&self, other: &Self) -> Option<(i128, i128)> {
        let [an, ad, bn, bd] = [self.n, self.d, other.n, other.d].map(i128::from);
        Some((an.checked_mul(bn)?, ad.checked_mul(bd)?))
    }
}

/// Greatest common divisor; where the lengths differ a division first, since the binary method would take a step per bit.
fn gcd(a: &BigInt, b: &BigInt) -> BigInt {
    let (long, short) = if a.bits() >= b.bits() { (a, b) } else { (b, a) };
    if short.is_zero() {
        return long.abs();
    }
    if long.bits() > short.bits() + 64 {
        let rest = long % short;
        return gcd(short, &rest);
    }
    if let (Some(long), Some(short)) = (long.to_i128(), short.to_i128()) {
        return BigInt::from(long.unsigned_abs().gcd(&short.unsigned_abs()));
    }
    long.gcd(short)
}

fn gcd_words(a: u128, b: u128) -> u128 {
    match (u64::try_from(a), u64::try_from(b)) {
        (Ok(a), Ok(b)) => u128::from(a.gcd(&b)),
        _ => a.gcd(&b),
    }
}

impl Number {
    pub const fn small(n: i64, d: i64) -> Self {
        Self::Small(Small {
            n,
            d,
            long: OnceLock::new(),
        })
    }

    /// `n/d` in lowest terms; `d` above 0. Any such pair will do: dividing by a common divisor above 0 cannot overflow.
    fn words(n: i128, d: i128) -> Self {
        debug_assert!(d > 0, "a denominator above 0");
        if d == 1
            && let Ok(n) = i64::try_from(n)
        {
            return Self::small(n, 1);
        }
        let common = gcd_words(n.unsigned_abs(), d.unsigned_abs());
        // Divisors of numbers in range are in range; 2^127 itself cannot divide a positive d.
        let common = i128::try_from(common).unwrap_or(1).max(1);
        let (n, d) = (n / common, d / common);
        match (i64::try_from(n), i64::try_from(d)) {
            (Ok(n), Ok(d)) => Self::small(n, d),
            _ => Self::big(n.into(), Arc::new(d.into()), true),
        }
    }

    fn big(n: BigInt, d: Arc<BigInt>, reduced: bool) -> Self {
        Self::Big(Arc::new(Big {
            n,
            d,
            reduced,
            lowest: OnceLock::new(),
        }))
    }

    /// In lowest terms already; `d` above 0.
    fn lowest_terms(n: BigInt, d: BigInt) -> Self {
        match (n.to_i64(), d.to_i64()) {
            (Some(n), Some(d)) => Self::small(n, d),
            _ => Self::big(n, Arc::new(d), true),
        }
    }

    /// `n/d`; `d` not 0.
    pub fn new(n: BigInt, d: BigInt) -> Self {
        let (n, d) = if d.is_negative() { (-n, -d) } else { (n, d) };
        if let (Some(n), Some(d)) = (n.to_i64(), d.to_i64()) {
            return Self::words(n.into(), d.into());
        }
        let common = gcd(&n, &d);
        if common.is_one() {
            Self::lowest_terms(n, d)
        } else {
            Self::lowest_terms(n / &common, d / common)
        }
    }

    /// `n/d` with a denominator that many numbers share (above 0); reduced when somebody looks.
    pub fn over_common(n: BigInt, d: &Arc<BigInt>) -> Self {
        debug_assert!(d.is_positive(), "a denominator above 0");
        if n.is_zero() {
            return Self::small(0, 1);
        }
        Self::big(n, Arc::clone(d), false)
    }

    /// Lowest terms.
    pub fn lowest(&self) -> (&BigInt, &BigInt) {
        let (n, d) = match self {
            Self::Small(small) => {
                let long = small
                    .long
                    .get_or_init(|| Box::new((small.n.into(), small.d.into())));
                (&long.0, &long.1)
            }
            Self::Big(big) if big.reduced => (&big.n, &*big.d),
            Self::Big(big) => {
                let both = big.lowest.get_or_init(|| {
                    let common = gcd(&big.n, &big.d);
                    (&big.n / &common, &*big.d / common)
                });
                (&both.0, &both.1)
            }
        };
        (n, d)
    }

    /// Numerator and denominator as they are held; equal in value, perhaps not in lowest terms.
    pub fn held(&self) -> (Cow<'_, BigInt>, Cow<'_, BigInt>) {
        match self {
            Self::Small(small) => (Cow::Owned(small.n.into()), Cow::Owned(small.d.into())),
            Self::Big(big) => (Cow::Borrowed(&big.n), Cow::Borrowed(&big.d)),
        }
    }

    /// Both words, where two words hold it.
    pub fn pair(&self) -> Option<(i64, i64)> {
        match self {
            Self::Small(small) => Some((small.n, small.d)),
            Self::Big(_) => None,
        }
    }

    pub fn is_zero(&self) -> bool {
        match self {
            Self::Small(small) => small.n == 0,
            Self::Big(big) => big.n.is_zero(),
        }
    }
    pub fn is_positive(&self) -> bool {
        match self {
            Self::Small(small) => small.n > 0,
            Self::Big(big) => big.n.is_positive(),
        }
    }
    pub fn is_negative(&self) -> bool {
        match self {
            Self::Small(small) => small.n < 0,
            Self::Big(big) => big.n.is_negative(),
        }
    }

    pub fn negated(&self) -> Self {
        match self {
            Self::Small(small) => Self::words(-i128::from(small.n), small.d.into()),
            Self::Big(big) if big.reduced => Self::lowest_terms(-&big.n, (*big.d).clone()),
            Self::Big(big) => Self::over_common(-&big.n, &big.d),
        }
    }

    pub fn plus(&self, other: &Self) -> Self {
        if self.is_zero() {
            return other.clone();
        }
        if other.is_zero() {
            return self.clone();
        }
        if let (Self::Small(a), Self::Small(b)) = (self, other)
            && let Some((n, d)) = a.plus(b)
        {
            return Self::words(n, d);
        }
        match (self, other) {
            (Self::Big(a), Self::Big(b)) if Arc::ptr_eq(&a.d, &b.d) || a.d == b.d => {
                Self::over_common(&a.n + &b.n, &a.d)
            }
            (Self::Big(big), Self::Small(small)) | (Self::Small(small), Self::Big(big))
                if small.d == 1 =>
            {
                Self::over_common(&big.n + &*big.d * small.n, &big.d)
            }
            _ => {
                let ((an, ad), (bn, bd)) = (self.lowest(), other.lowest());
                let common = gcd(ad, bd);
                if common.is_one() {
                    return Self::lowest_terms(an * bd + bn * ad, ad * bd);
                }
                // Only a divisor of what the denominators share can still be in the sum (Knuth, 4.5.1).
                let part = ad / &common;
                let sum = an * (bd / &common) + bn * &part;
                let rest = gcd(&sum, &common);
                Self::lowest_terms(&sum / &rest, part * (bd / rest))
            }
        }
    }

    pub fn times(&self, other: &Self) -> Self {
        if self.is_zero() || other.is_zero() {
            return Self::small(0, 1);
        }
        if let (Self::Small(a), Self::Small(b)) = (self, other)
            && let Some((n, d)) = a.times(b)
        {
            return Self::words(n, d);
        }
        let ((an, ad), (bn, bd)) = (self.lowest(), other.lowest());
        let (first, second) = (gcd(an, bd), gcd(bn, ad));
        let cut = |value: &BigInt, by: &BigInt| {
            if by.is_one() {
                value.clone()
            } else {
                value / by
            }
        };
        Self::lowest_terms(
            cut(an, &first) * cut(bn, &second),
            cut(ad, &second) * cut(bd, &first),
        )
    }

    /// `1/self`; not for 0.
    pub fn inverse(&self) -> Self {
        if let Self::Small(small) = self {
            // Words widened to two cannot overflow by a change of sign.
            let (n, d) = (i128::from(small.n), i128::from(small.d));
            return Self::words(if n < 0 { -d } else { d }, n.abs());
        }
        let (n, d) = self.lowest();
        if n.is_negative() {
            Self::lowest_terms(-d, -n)
        } else {
            Self::lowest_terms(d.clone(), n.clone())
        }
    }

    pub fn compare(&self, other: &Self) -> Ordering {
        if let (Self::Small(a), Self::Small(b)) = (self, other)
            && let Some((a, b)) = a.cross(b)
        {
            return a.cmp(&b);
        }
        match (self, other) {
            (Self::Big(a), Self::Big(b)) if Arc::ptr_eq(&a.d, &b.d) || a.d == b.d => a.n.cmp(&b.n),
            _ => {
                let ((an, ad), (bn, bd)) = (self.held(), other.held());
                (&*an * &*bd).cmp(&(&*bn * &*ad))
            }
        }
    }

    pub fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Small(a), Self::Small(b)) => a.n == b.n && a.d == b.d,
            (Self::Big(a), Self::Big(b)) if a.reduced && b.reduced => a.n == b.n && a.d == b.d,
            (Self::Big(big), Self::Small(_)) | (Self::Small(_), Self::Big(big)) if big.reduced => {
                false
            }
            _ => self.compare(other) == Ordering::Equal,
        }
    }

    /// Sum that reduces at most once, and not at all over a denominator the longest of them already has.
    pub fn sum<'a>(items: impl Iterator<Item = &'a Self>) -> Self {
        let mut whole = 0_i128;
        let mut rest = Self::small(0, 1);
        let (mut n, mut d) = (BigInt::zero(), Arc::new(BigInt::one()));
        for item in items {
            match item {
                Self::Small(small) if small.d == 1 => match whole.checked_add(small.n.into()) {
                    Some(sum) => whole = sum,
                    None => rest = rest.plus(item),
                },
                Self::Small(_) => rest = rest.plus(item),
                Self::Big(big) if Arc::ptr_eq(&big.d, &d) || big.d == d => n += &big.n,
                Self::Big(big) if (&*big.d % &*d).is_zero() => {
                    n = n * (&*big.d / &*d) + &big.n;
                    d = Arc::clone(&big.d);
                }
                Self::Big(big) if (&*d % &*big.d).is_zero() => n += &big.n * (&*d / &*big.d),
                Self::Big(big) => {
                    let both = &*d / gcd(&d, &big.d) * &*big.d;
                    n = n * (&both / &*d) + &big.n * (&both / &*big.d);
                    d = Arc::new(both);
                }
            }
        }
        let long = match d.is_one() {
            true => Self::new(n, BigInt::one()),
            false => Self::over_common(n, &d),
        };
        long.plus(&Self::words(whole, 1)).plus(&rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_rational::BigRational;
    use proptest::prelude::*;

    /// Whole numbers within 2 of a power of two where a word, two words or the sign end.
    fn boundary() -> impl Strategy<Value = BigInt> {
        let power = prop::sample::select(vec![0_u32, 1, 31, 32, 62, 63, 64, 126, 127, 128]);
        (power, -2_i64..=2, any::<bool>(), 0_u8..4).prop_map(|(power, off, minus, how)| {
            let value = (BigInt::one() << power) + off;
            let value = if how == 0 { BigInt::from(off) } else { value };
            if minus { -value } else { value }
        })
    }

    /// A number at a boundary, made in each of the ways there are.
    fn number() -> impl Strategy<Value = (Number, BigRational)> {
        let divisor = boundary().prop_filter("a denominator", |d| !d.is_zero());
        (boundary(), divisor, 0_u8..3, boundary()).prop_map(|(n, d, how, more)| {
            let plain = BigRational::new(n.clone(), d.clone());
            let (up, down) = if d.is_negative() {
                (-&n, -&d)
            } else {
                (n.clone(), d.clone())
            };
            let more = if more.is_zero() {
                BigInt::one()
            } else {
                more.abs()
            };
            let ours = match how {
                0 => Number::new(n, d),
                1 => Number::over_common(up, &Arc::new(down)),
                _ => Number::over_common(up * &more, &Arc::new(down * &more)),
            };
            (ours, plain)
        })
    }

    /// The value, and that two words are used exactly where they do.
    fn same(ours: &Number, plain: &BigRational) -> Result<(), TestCaseError> {
        prop_assert_eq!(ours.lowest(), (plain.numer(), plain.denom()));
        prop_assert_eq!(ours.is_zero(), plain.is_zero());
        prop_assert_eq!(ours.is_negative(), plain.is_negative());
        prop_assert_eq!(ours.is_positive(), plain.is_positive());
        let words = plain.numer().to_i64().zip(plain.denom().to_i64());
        match ours {
            Number::Small(_) => prop_assert_eq!(ours.pair(), words),
            Number::Big(big) if big.reduced => prop_assert_eq!(None, words),
            Number::Big(big) => prop_assert!(big.d.is_positive()),
        }
        let again = Number::new(plain.numer().clone(), plain.denom().clone());
        prop_assert!(ours.equals(&again) && again.equals(ours));
        prop_assert_eq!(ours.compare(&again), Ordering::Equal);
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2048) })]
        #[test]
        fn nothing_wraps_where_words_end((a, pa) in number(), (b, pb) in number(), (c, pc) in number()) {
            same(&a, &pa)?;
            same(&a.negated(), &-&pa)?;
            same(&a.negated().negated(), &pa)?;
            same(&a.plus(&b), &(&pa + &pb))?;
            same(&a.plus(&a.negated()), &BigRational::zero())?;
            same(&a.times(&b), &(&pa * &pb))?;
            same(&a.times(&b).plus(&c), &(&pa * &pb + &pc))?;
            same(&a.plus(&b).times(&c).negated(), &-((&pa + &pb) * &pc))?;
            if !pa.is_zero() {
                same(&a.inverse(), &pa.recip())?;
                same(&a.inverse().times(&b), &(&pb / &pa))?;
            }
            prop_assert_eq!(a.compare(&b), pa.cmp(&pb));
            prop_assert_eq!(b.compare(&a), pb.cmp(&pa));
            prop_assert_eq!(a.equals(&b), pa == pb);
            let all = [&a, &b, &c, &b, &a];
            same(&Number::sum(all.into_iter()), &(&pa + &pb + &pc + &pb + &pa))?;
            let common = BigInt::from(u64::MAX);
            prop_assert_eq!(gcd(pa.numer(), pb.numer()), pa.numer().gcd(pb.numer()).abs());
            prop_assert_eq!(gcd(pa.numer(), &common), pa.numer().gcd(&common).abs());
        }
    }
}
