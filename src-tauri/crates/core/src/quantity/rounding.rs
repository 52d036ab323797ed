//! The only rounding and apportioning of the program (四舍五入、最大余额法).
//!
//! Half away from zero, once, when a table is published; parts closed to their total by largest remainder, ties to the
//! earlier part (callers order parts by department code, then id). Source: cost-method §8.1, rules of the golden files.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive};

use super::{Fraction, Money};

/// `value × 10^places`, rounded half away from zero.
fn scaled(value: &Fraction, places: u32) -> BigInt {
    if let (Some((n, d)), 0..=6) = (value.pair(), places) {
        // 2·n·10^6 + d stays inside 128 bits.
        let (n, d) = (i128::from(n) * 10_i128.pow(places), i128::from(d));
        let magnitude = (n.abs() * 2 + d) / (d * 2);
        return BigInt::from(if n < 0 { -magnitude } else { magnitude });
    }
    let (numerator, denominator) = value.held();
    let numerator = &*numerator * BigInt::from(10).pow(places);
    let denominator = &*denominator;
    let doubled: BigInt = numerator.abs() * 2 + denominator;
    let magnitude = doubled.div_floor(&(denominator * 2));
    if numerator.is_negative() {
        -magnitude
    } else {
        magnitude
    }
}

/// Rounds an exact amount of 分 to whole 分 (四舍五入).
///
/// Amounts beyond the range of [`Money`] (9 × 10^16 元) saturate; the acceptance stage admits at most 10^12 元 a cell.
pub fn to_money(fen: &Fraction) -> Money {
    let rounded = scaled(fen, 0);
    let limit = if rounded.is_negative() {
        i64::MIN
    } else {
        i64::MAX
    };
    Money::from_fen(rounded.to_i64().unwrap_or(limit))
}

/// Decimal text with exactly `places` places, rounded half away from zero. Negative zero prints as zero.
pub fn to_text(value: &Fraction, places: u32) -> String {
    let rounded = scaled(value, places);
    let digits = rounded.abs().to_string();
    let sign = if rounded.is_negative() { "-" } else { "" };
    let places = places as usize;
    if places == 0 {
        return format!("{sign}{digits}");
    }
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, part) = padded.split_at(padded.len() - places);
    format!("{sign}{whole}.{part}")
}

/// Rounds to `places` decimal places and keeps the result as a number: for weights, rates and point values, where and
/// as a policy pack says.
pub fn to_places(value: &Fraction, places: u32) -> Fraction {
    Fraction::new(scaled(value, places), BigInt::from(10).pow(places)).unwrap_or_default()
}

/// Smallest whole number not below `value` (向上取整): numbers of cases.
pub fn ceiling(value: &Fraction) -> BigInt {
    let (numerator, denominator) = value.held();
    numerator.div_ceil(&denominator)
}

/// Largest whole number not above `value` (向下取整): quotas.
pub fn floor(value: &Fraction) -> BigInt {
    let (numerator, denominator) = value.held();
    numerator.div_floor(&denominator)
}

/// Rounds `parts` (exact 分) so that they add up to `total` (最大余额法).
///
/// Each part is cut toward zero from its mirror image, the missing 分 go one by one to the largest remainders, ties to
/// the earlier part. A negative total mirrors the positive one. `total` must be the rounded sum of `parts`, or close to it.
pub fn closed(parts: &[Fraction], total: Money) -> Vec<Money> {
    if total.fen() < 0 {
        let mirrored: Vec<Fraction> = parts.iter().map(|part| -part.clone()).collect();
        return closed(&mirrored, -total)
            .into_iter()
            .map(|part| -part)
            .collect();
    }
    let floors: Vec<BigInt> = parts.iter().map(floor).collect();
    let mut out: Vec<Money> = floors
        .iter()
        .map(|f| Money::from_fen(f.to_i64().unwrap_or(i64::MAX)))
        .collect();
    if out.is_empty() {
        return out;
    }
    let missing =
        i128::from(total.fen()) - out.iter().map(|part| i128::from(part.fen())).sum::<i128>();
    let remainders: Vec<Fraction> = parts
        .iter()
        .zip(&floors)
        .map(|(part, floor)| part - &Fraction::whole(floor.clone()))
        .collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|a, b| remainders[*b].cmp(&remainders[*a]).then(a.cmp(b)));
    if missing < 0 {
        order.reverse();
    }
    // A total further from the sum than one 分 a part still closes: every part moves by whole rounds first.
    let count = i128::try_from(parts.len()).unwrap_or(i128::MAX);
    let (rounds, rest) = (missing.abs() / count, missing.abs() % count);
    for (position, index) in (0_i128..).zip(order) {
        let step = missing.signum() * (rounds + i128::from(position < rest));
        out[index] += Money::from_fen(i64::try_from(step).unwrap_or_default());
    }
    out
}

/// Shares `total` in proportion to `weights` and closes the parts to it. `None` when the weights add up to 0.
pub fn apportion(total: Money, weights: &[Fraction]) -> Option<Vec<Money>> {
    let sum: Fraction = weights.iter().sum();
    let rate = total
        .exact()
        .over(&sum, || super::Reason::new("reason.no_driver"))
        .ok()?;
    let parts: Vec<Fraction> = weights.iter().map(|weight| weight * &rate).collect();
    Some(closed(&parts, total))
}
