use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};
use std::str::FromStr;

use super::{Computed, Reason};

/// An exact number.
/// 精确数:分数,无舍入
///
/// Holds rates, weights, drivers, and amounts between the reading of a file and the printing of a table. There is no
/// `Div` operator: division goes through [`Fraction::over`], which answers a reason where there is nothing to divide by.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fraction(BigRational);

/// The text is not a plain decimal number or `n/d` fraction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseNumberError;

impl Fraction {
    /// The number 0.
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }
    /// The number 1.
    pub fn one() -> Self {
        Self(BigRational::one())
    }
    /// `numerator / denominator`; `None` when the denominator is 0.
    pub fn new(numerator: impl Into<BigInt>, denominator: impl Into<BigInt>) -> Option<Self> {
        let denominator = denominator.into();
        (!denominator.is_zero()).then(|| Self(BigRational::new(numerator.into(), denominator)))
    }
    /// A whole number.
    pub fn whole(value: impl Into<BigInt>) -> Self {
        Self(BigRational::from_integer(value.into()))
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
        Self(self.0.abs())
    }
    /// Numerator in lowest terms; carries the sign.
    pub fn numerator(&self) -> &BigInt {
        self.0.numer()
    }
    /// Denominator in lowest terms; above 0.
    pub fn denominator(&self) -> &BigInt {
        self.0.denom()
    }
    /// `self / divisor`, or `reason` where the divisor is 0. The only division there is.
    ///
    /// # Errors
    /// The reason given, when `divisor` is 0.
    pub fn over(&self, divisor: &Self, reason: impl FnOnce() -> Reason) -> Computed<Self> {
        if divisor.is_zero() {
            Err(reason())
        } else {
            Ok(Self(&self.0 / &divisor.0))
        }
    }
    /// A position for a chart axis or a slider; never for a figure.
    /// 图上位置,不作数字
    pub fn position(&self) -> f64 {
        use num_traits::ToPrimitive;
        self.0.to_f64().unwrap_or(0.0)
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
        let value = BigRational::new(joined, BigInt::from(10).pow(scale));
        Ok(Self(if negative { -value } else { value }))
    }
}

impl fmt::Display for Fraction {
    /// `n/d`, or `n` when whole: the form of the golden files.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_integer() {
            write!(f, "{}", self.0.numer())
        } else {
            write!(f, "{}/{}", self.0.numer(), self.0.denom())
        }
    }
}

impl fmt::Debug for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident) => {
        impl $trait<&Fraction> for &Fraction {
            type Output = Fraction;
            fn $method(self, other: &Fraction) -> Fraction {
                Fraction((&self.0).$method(&other.0))
            }
        }
        impl $trait<Fraction> for Fraction {
            type Output = Fraction;
            fn $method(self, other: Fraction) -> Fraction {
                Fraction(self.0.$method(other.0))
            }
        }
        impl $trait<&Fraction> for Fraction {
            type Output = Fraction;
            fn $method(self, other: &Fraction) -> Fraction {
                Fraction(self.0.$method(&other.0))
            }
        }
    };
}
operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);

impl Neg for Fraction {
    type Output = Fraction;
    fn neg(self) -> Fraction {
        Fraction(-self.0)
    }
}
impl AddAssign<&Fraction> for Fraction {
    fn add_assign(&mut self, other: &Fraction) {
        self.0 += &other.0;
    }
}
impl SubAssign<&Fraction> for Fraction {
    fn sub_assign(&mut self, other: &Fraction) {
        self.0 -= &other.0;
    }
}
impl Sum for Fraction {
    fn sum<I: Iterator<Item = Fraction>>(items: I) -> Fraction {
        items.fold(Fraction::zero(), |total, item| total + item)
    }
}
impl<'a> Sum<&'a Fraction> for Fraction {
    /// Reduces once, at the end: with long denominators reducing is nearly all the work.
    fn sum<I: Iterator<Item = &'a Fraction>>(items: I) -> Fraction {
        let (mut numerator, mut denominator) = (BigInt::zero(), BigInt::one());
        for item in items.filter(|item| !item.is_zero()) {
            let (n, d) = (item.numerator(), item.denominator());
            if *d == denominator {
                numerator += n;
            } else if (&denominator % d).is_zero() {
                numerator += n * (&denominator / d);
            } else if (d % &denominator).is_zero() {
                numerator = numerator * (d / &denominator) + n;
                denominator.clone_from(d);
            } else {
                let lcm = denominator.lcm(d);
                numerator = numerator * (&lcm / &denominator) + n * (&lcm / d);
                denominator = lcm;
            }
        }
        Self(BigRational::new(numerator, denominator))
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
