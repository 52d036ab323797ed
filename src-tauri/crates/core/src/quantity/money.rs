use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;

use super::Fraction;

/// An amount of money in whole 分 (1/100 元).
/// 金额(分)
///
/// Amounts of a cell reach 10^12 元 and totals 10^13 元 (10^15 分), far inside the range. Adding two of them cannot
/// wrap: overflow checks are on in every build profile.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(i64);

impl Money {
    /// No money.
    pub const ZERO: Self = Self(0);
    /// From 分.
    pub const fn from_fen(fen: i64) -> Self {
        Self(fen)
    }
    /// From a sum in 分; beyond the range (9 × 10^16 元) the nearest end of it. For amounts named in messages.
    pub fn saturating(fen: i128) -> Self {
        let limit = if fen < 0 { i64::MIN } else { i64::MAX };
        Self(i64::try_from(fen).unwrap_or(limit))
    }
    /// In 分.
    pub const fn fen(self) -> i64 {
        self.0
    }
    /// As an exact number of 分.
    pub fn exact(self) -> Fraction {
        Fraction::from(self.0)
    }
}

impl std::ops::Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}
impl std::ops::Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}
impl std::ops::Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}
impl std::ops::AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}
impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::ZERO, |total, item| total + item)
    }
}
impl fmt::Display for Money {
    /// In 元 with two places: `-1234.50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", fen / 100, fen % 100)
    }
}
impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
