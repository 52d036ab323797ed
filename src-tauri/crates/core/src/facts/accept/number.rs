//! Spellings of numbers in Chinese workbooks, read exactly.

use num_bigint::BigInt;
use std::borrow::Cow;

use crate::quantity::Fraction;

/// Most digits a cell may have; what is longer is not a figure of a hospital's books.
const MOST_DIGITS: usize = 34;

/// A decimal number as a cell states it: `mantissa / 10^scale`, exact.
/// 单元格数值
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// All digits, with the sign.
    pub mantissa: i128,
    /// How many of them stand behind the point.
    pub scale: u32,
    /// Whether the cell ended in a per-cent sign (already divided by 100).
    pub percent: bool,
}

impl Decimal {
    /// The same as a fraction.
    pub fn exact(self) -> Fraction {
        Fraction::new(self.mantissa, BigInt::from(10).pow(self.scale)).unwrap_or_default()
    }
    /// The whole number, when it is one (`3`, `3.0`).
    pub fn whole(self) -> Option<i128> {
        let unit = 10_i128.checked_pow(self.scale)?;
        (self.mantissa % unit == 0).then(|| self.mantissa / unit)
    }
}

/// Half-width form of the digits, letters and marks that Chinese input methods produce full-width, and one spelling of
/// each kind of space and minus.
/// 全角转半角
pub fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => u32::from(c)
            .checked_sub(0xfee0)
            .and_then(char::from_u32)
            .unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' | '\t' => ' ',
        '\u{2212}' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2014}'
        | '\u{fe63}' | '\u{30fc}' => '-',
        '\u{ffe5}' => '\u{a5}',
        '\u{3002}' => '.',
        '\u{feff}' | '\u{200b}' => ' ',
        other => other,
    }
}

/// The text in half-width spelling, without surrounding space.
pub fn tidy(text: &str) -> String {
    tidied(text).into_owned()
}

/// The same, without a copy of what is in half-width spelling already.
pub(super) fn tidied(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text.trim());
    }
    let spelled: String = text.chars().map(half_width).collect();
    Cow::Owned(spelled.trim().to_owned())
}

/// Whether the text says that there is no value: nothing, or the lone dash of accounting formats.
pub fn says_nothing(text: &str) -> bool {
    if text.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
        return false;
    }
    tidy(text).chars().all(|c| c == '-' || c == ' ')
}

/// Reads a number in any of the accepted spellings, exactly; `None` when it is none.
/// 数值识别
///
/// Accepted: full-width digits and signs, thousands separators in groups of three (comma or space), `(1,234)`, a
/// leading or trailing minus in any of its characters, `△1,234` and `▲1,234` (negative), `¥`/`RMB`/`CNY` before,
/// `元`/`圆` behind, a per-cent sign, and `1.5E+3`. Refused: everything else, above all a comma that could be a decimal
/// comma (`1,23`), two signs, and words.
pub fn number(text: &str) -> Option<Decimal> {
    plain(text).or_else(|| spelled(text))
}

/// The commonest spelling by far, digits with at most one point, without a copy; `None` for every other.
fn plain(text: &str) -> Option<Decimal> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (mut mantissa, mut scale, mut pointed, mut zeros) = (0_i128, 0_u32, false, 0_u32);
    let mut count = 0;
    for byte in rest.bytes() {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa * 10 + i128::from(byte - b'0');
                count += 1;
                scale += u32::from(pointed);
                zeros = if byte == b'0' { zeros + 1 } else { 0 };
            }
            b'.' if !pointed => (pointed, zeros) = (true, 0),
            _ => return None,
        }
        if count > MOST_DIGITS {
            return None;
        }
    }
    if count == 0 {
        return None;
    }
    // Zeros at the end of the decimals say nothing.
    let idle = if pointed { zeros.min(scale) } else { 0 };
    mantissa /= 10_i128.checked_pow(idle)?;
    Some(Decimal {
        mantissa: if negative { -mantissa } else { mantissa },
        scale: scale - idle,
        percent: false,
    })
}

fn spelled(text: &str) -> Option<Decimal> {
    let tidied = tidy(text);
    let (inner, bracketed) = match tidied.strip_prefix('(') {
        Some(rest) => (rest.strip_suffix(')')?.trim(), true),
        None => (tidied.as_str(), false),
    };
    let mut rest = inner;
    let mut signs = u32::from(bracketed);
    let mut negative = bracketed;
    let mut marked = false;
    loop {
        let mut turned = false;
        for (mark, minus) in [('-', true), ('+', false), ('△', true), ('▲', true)] {
            if let Some(after) = rest.strip_prefix(mark) {
                (signs, negative, rest, turned) =
                    (signs + 1, negative || minus, after.trim_start(), true);
            }
        }
        for mark in ["¥", "RMB", "CNY", "人民币"] {
            if let Some(after) = rest.strip_prefix(mark) {
                if marked {
                    return None;
                }
                (marked, rest, turned) = (true, after.trim_start(), true);
            }
        }
        if !turned {
            break;
        }
    }
    if let Some(before) = rest.strip_suffix('-') {
        (signs, negative, rest) = (signs + 1, true, before.trim_end());
    }
    let before = rest.strip_suffix('元').or_else(|| rest.strip_suffix('圆'));
    rest = before.map_or(rest, str::trim_end);
    let before = rest.strip_suffix('%');
    let percent = before.is_some();
    rest = before.map_or(rest, str::trim_end);
    if signs > 1 || (percent && marked) {
        return None;
    }
    let (plain, exponent) = match rest.split_once(['e', 'E']) {
        Some((plain, power)) => (
            plain,
            power
                .parse::<i32>()
                .ok()
                .filter(|power| power.abs() <= 20)?,
        ),
        None => (rest, 0),
    };
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let whole = ungrouped(whole)?;
    if (whole.is_empty() && part.is_empty()) || !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let part = part.trim_end_matches('0');
    let mantissa = digits(whole.trim_start_matches('0'), part)?;
    let behind = i32::try_from(part.len()).ok()? - exponent + if percent { 2 } else { 0 };
    let (mantissa, scale) = match u32::try_from(behind) {
        Ok(scale) => (mantissa, scale),
        Err(_) => (
            mantissa.checked_mul(10_i128.checked_pow(behind.unsigned_abs())?)?,
            0,
        ),
    };
    Some(Decimal {
        mantissa: if negative { -mantissa } else { mantissa },
        scale,
        percent,
    })
}

fn digits(whole: &str, part: &str) -> Option<i128> {
    if whole.len() + part.len() > MOST_DIGITS {
        return None;
    }
    let value = whole
        .bytes()
        .chain(part.bytes())
        .fold(0_i128, |value, b| value * 10 + i128::from(b - b'0'));
    Some(value)
}

/// Digits without their thousands separators; `None` when groups are not of three or a character is no digit.
fn ungrouped(text: &str) -> Option<std::borrow::Cow<'_, str>> {
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let Some(mark) = [',', ' '].into_iter().find(|mark| text.contains(*mark)) else {
        return all_digits(text).then_some(text.into());
    };
    let mut groups = text.split(mark);
    let first = groups.next()?;
    if !(1..=3).contains(&first.len()) || !all_digits(first) {
        return None;
    }
    let mut joined = first.to_owned();
    for group in groups {
        if group.len() != 3 || !all_digits(group) {
            return None;
        }
        joined.push_str(group);
    }
    Some(joined.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The short way gives what the long way gives, wherever it answers.
        #[test]
        fn the_short_way_agrees(text in "-?[0-9]{0,20}(\\.[0-9]{0,18})?") {
            if let Some(found) = plain(&text) {
                prop_assert_eq!(Some(found), spelled(&text), "{}", text);
            }
        }
    }

    #[test]
    fn what_is_not_plain_goes_the_long_way() {
        for text in ["", "-", ".", "1,234", "1e3", "5%", "--1", "1.2.3", "１２"] {
            assert_eq!(plain(text), None, "{text}");
        }
        assert_eq!(plain("-0012.3400"), spelled("-0012.34"));
        assert_eq!(plain("100"), spelled("100.00"));
    }
}
