use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};
use std::str::FromStr;
use std::sync::Arc;

use super::number::Number;
use super::{Computed, Reason};

/// An exact number.
/// 精确数:分数,无舍入
///
/// Holds rates, weights, drivers, and amounts between the reading of a file and the printing of a table. There is no
/// `Div` operator: division goes through [`Fraction::over`], which answers a reason where there is nothing to divide by.
#[derive(Clone)]
pub struct Fraction(Number);

/// The text is not a plain decimal number or `n/d` fraction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseNumberError;

impl Fraction {
    /// The number 0.
    pub fn zero() -> Self {
        Self(Number::small(0, 1))
    }
    /// The number 1.
    pub fn one() -> Self {
        Self(Number::small(1, 1))
    }
    /// `numerator / denominator`; `None` when the denominator is 0.
    pub fn new(numerator: impl Into<BigInt>, denominator: impl Into<BigInt>) -> Option<Self> {
        let denominator = denominator.into();
        (!denominator.is_zero()).then(|| Self(Number::new(numerator.into(), denominator)))
    }
    /// `numerator / denominator` with a denominator above 0 that many numbers share: it is kept as it is and the number
    /// brought to lowest terms only when somebody looks at them.
    pub(crate) fn over_common(numerator: BigInt, denominator: &Arc<BigInt>) -> Self {
        Self(Number::over_common(numerator, denominator))
    }
    /// A whole number.
    pub fn whole(value: impl Into<BigInt>) -> Self {
        Self(Number::new(value.into(), BigInt::from(1)))
    }
    /// Whether it is exactly 0.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }
    /// Whether it is above 0.
    pub fn is_positive(&self) -> bool {
        self.0.is_positive()
    }
    /// Whether it is below 0.
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }
    /// The absolute value.
    pub fn abs(&self) -> Self {
        if self.is_negative() {
            Self(self.0.negated())
        } else {
            self.clone()
        }
    }
    /// Numerator in lowest terms; carries the sign.
    pub fn numerator(&self) -> &BigInt {
        self.0.lowest().0
    }
    /// Denominator in lowest terms; above 0.
    pub fn denominator(&self) -> &BigInt {
        self.0.lowest().1
    }
    /// Numerator and denominator as they are held, perhaps not in lowest terms: for rounding, which does not mind.
    pub(super) fn held(&self) -> (Cow<'_, BigInt>, Cow<'_, BigInt>) {
        self.0.held()
    }
    /// Numerator and denominator in lowest terms, where two machine words hold them.
    pub(crate) fn pair(&self) -> Option<(i64, i64)> {
        self.0.pair()
    }
    /// `self / divisor`, or `reason` where the divisor is 0. The only division there is.
    ///
    /// # Errors
    /// The reason given, when `divisor` is 0.
    pub fn over(&self, divisor: &Self, reason: impl FnOnce() -> Reason) -> Computed<Self> {
        if divisor.is_zero() {
            Err(reason())
        } else {
            Ok(Self(self.0.times(&divisor.0.inverse())))
        }
    }
    /// A position for a chart axis or a slider; never for a figure.
    /// 图上位置,不作数字
    pub fn position(&self) -> f64 {
        use num_traits::ToPrimitive;
        let (n, d) = self.0.lowest();
        BigRational::new_raw(n.clone(), d.clone())
            .to_f64()
            .unwrap_or(0.0)
    }
}

impl Default for Fraction {
    fn default() -> Self {
        Self::zero()
    }
}
impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.0.equals(&other.0)
    }
}
impl Eq for Fraction {}
impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.compare(&other.0)
    }
}
impl Hash for Fraction {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.lowest().hash(state);
    }
}

impl From<i64> for Fraction {
    fn from(value: i64) -> Self {
        Self::whole(value)
    }
}

impl FromStr for Fraction {
    type Err = ParseNumberError;
    /// Reads `-12.50` or `7/3`, exactly. Signs, digits and one point only: cleaning a cell's text is the acceptance stage's work.
    fn from_str(text: &str) -> Result<Self, ParseNumberError> {
        if let Some((n, d)) = text.split_once('/') {
            let (n, d): (BigInt, BigInt) = (
                n.parse().map_err(|_| ParseNumberError)?,
                d.parse().map_err(|_| ParseNumberError)?,
            );
            return Self::new(n, d).ok_or(ParseNumberError);
        }
        let (negative, digits) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        if (whole.is_empty() && part.is_empty())
            || !whole
                .bytes()
                .chain(part.bytes())
                .all(|b| b.is_ascii_digit())
        {
            return Err(ParseNumberError);
        }
        let joined: BigInt = format!("{whole}{part}")
            .parse()
            .map_err(|_| ParseNumberError)?;
        let scale = u32::try_from(part.len()).map_err(|_| ParseNumberError)?;
        let joined = if negative { -joined } else { joined };
        Ok(Self(Number::new(joined, BigInt::from(10).pow(scale))))
    }
}

impl fmt::Display for Fraction {
    /// `n/d`, or `n` when whole: the form of the golden files.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (n, d) = self.0.lowest();
        if *d == BigInt::from(1) {
            write!(f, "{n}")
        } else {
            write!(f, "{n}/{d}")
        }
    }
}

impl fmt::Debug for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident, $of:expr) => {
        impl $trait<&Fraction> for &Fraction {
            type Output = Fraction;
            fn $method(self, other: &Fraction) -> Fraction {
                let of: fn(&Number, &Number) -> Number = $of;
                Fraction(of(&self.0, &other.0))
            }
        }
        impl $trait<Fraction> for Fraction {
            type Output = Fraction;
            fn $method(self, other: Fraction) -> Fraction {
                (&self).$method(&other)
            }
        }
        impl $trait<&Fraction> for Fraction {
            type Output = Fraction;
            fn $method(self, other: &Fraction) -> Fraction {
                (&self).$method(other)
            }
        }
    };
}
operator!(Add, add, Number::plus);
operator!(Sub, sub, |a, b| a.plus(&b.negated()));
operator!(Mul, mul, Number::times);

impl Neg for Fraction {
    type Output = Fraction;
    fn neg(self) -> Fraction {
        Fraction(self.0.negated())
    }
}
impl AddAssign<&Fraction> for Fraction {
    fn add_assign(&mut self, other: &Fraction) {
        *self = &*self + other;
    }
}
impl SubAssign<&Fraction> for Fraction {
    fn sub_assign(&mut self, other: &Fraction) {
        *self = &*self - other;
    }
}
impl Sum for Fraction {
    fn sum<I: Iterator<Item = Fraction>>(items: I) -> Fraction {
        let items: Vec<Fraction> = items.collect();
        items.iter().sum()
    }
}
impl<'a> Sum<&'a Fraction> for Fraction {
    /// Reduces once, at the end: with long denominators reducing is nearly all the work.
    fn sum<I: Iterator<Item = &'a Fraction>>(items: I) -> Fraction {
        Self(Number::sum(items.map(|item| &item.0)))
    }
}

impl serde::Serialize for Fraction {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> serde::Deserialize<'de> for Fraction {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(|ParseNumberError| {
            serde::de::Error::custom("not a decimal number or fraction")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_traits::Signed;
    use proptest::prelude::*;

    /// The same number held in different ways: short, long, over a denominator that is not in lowest terms.
    fn number() -> impl Strategy<Value = (Fraction, BigRational)> {
        let word = || {
            prop_oneof![
                -3_i64..4,
                any::<i64>(),
                Just(i64::MIN),
                Just(i64::MAX),
                -1_000_000..1_000_000_i64
            ]
        };
        let divisor = || prop_oneof![1_i64..5, 1..=i64::MAX, Just(i64::MAX), Just(1_000_000_007)];
        (word(), divisor(), word(), divisor(), 0_u32..4).prop_map(|(n, d, more, wide, how)| {
            let (n, d) = if how == 0 {
                (BigInt::from(n), BigInt::from(d))
            } else {
                (BigInt::from(n) * more, BigInt::from(d) * wide)
            };
            let plain = BigRational::new(n.clone(), d.clone());
            let ours = match how {
                0 | 1 => Fraction::new(n, d).unwrap_or_default(),
                2 => Fraction::over_common(n * 60, &Arc::new(d * 60)),
                _ => Fraction::over_common(n, &Arc::new(d)),
            };
            (ours, plain)
        })
    }

    fn same(ours: &Fraction, plain: &BigRational) {
        assert_eq!(ours.numerator(), plain.numer());
        assert_eq!(ours.denominator(), plain.denom());
        assert_eq!(ours.is_zero(), plain.is_zero());
        assert_eq!(ours.is_negative(), plain.is_negative());
        assert_eq!(ours.is_positive(), plain.is_positive());
        let again = Fraction::new(plain.numer().clone(), plain.denom().clone());
        assert_eq!(Some(ours), again.as_ref());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]
        #[test]
        fn equals_plain_rationals((a, pa) in number(), (b, pb) in number(), (c, pc) in number()) {
            same(&(&a + &b), &(&pa + &pb));
            same(&(&a - &b), &(&pa - &pb));
            same(&(&a * &b), &(&pa * &pb));
            same(&-a.clone(), &-pa.clone());
            same(&a.abs(), &pa.abs());
            prop_assert_eq!(a.cmp(&b), pa.cmp(&pb));
            prop_assert_eq!(a == b, pa == pb);
            prop_assert_eq!((&a - &a).is_zero() && &a - &a == Fraction::zero(), true);
            let quotient = a.over(&b, || Reason::new("reason.no_driver"));
            prop_assert_eq!(quotient.is_err(), pb.is_zero());
            if let Ok(quotient) = quotient {
                same(&quotient, &(&pa / &pb));
            }
            let all = [a.clone(), b.clone(), c.clone(), a.clone(), &a + &b];
            let plain: BigRational = [&pa, &pb, &pc, &pa, &(&pa + &pb)].into_iter().sum();
            same(&all.iter().sum(), &plain);
            same(&a.to_string().parse().unwrap_or_default(), &pa);
            let hash = |one: &Fraction| {
                let mut state = std::hash::DefaultHasher::new();
                one.hash(&mut state);
                state.finish()
            };
            let twin = Fraction::new(pa.numer().clone(), pa.denom().clone()).unwrap_or_default();
            prop_assert_eq!(hash(&a), hash(&twin));
        }

        #[test]
        fn rounding_does_not_mind_how_a_number_is_held((a, pa) in number()) {
            use crate::quantity::rounding;
            let twin = Fraction::new(pa.numer().clone(), pa.denom().clone()).unwrap_or_default();
            prop_assert_eq!(rounding::to_text(&a, 4), rounding::to_text(&twin, 4));
            prop_assert_eq!(rounding::floor(&a), pa.floor().to_integer());
            prop_assert_eq!(rounding::ceiling(&a), pa.ceil().to_integer());
            prop_assert_eq!(Fraction::whole(rounding::floor(&a)).cmp(&a), pa.floor().cmp(&pa));
            let half = BigRational::new(1.into(), 2.into());
            let away = (pa.abs() + half).floor().to_integer();
            let away = if pa.is_negative() { -away } else { away };
            prop_assert_eq!(rounding::to_text(&a, 0), away.to_string());
        }
    }
}
