//! From what a cell holds to the text that is handed on, without loss and without arithmetic on floating point.

use super::forms::Kind;
use super::limits::{SIGNIFICANT_DIGITS, VALUE_CHARS};
use super::raw::{RawCell, RawValue};
use super::types::{Trouble, Unit};
use smol_str::{SmolStr, format_smolstr};
use yingheng_core::period::Date;

/// What spreadsheets write for a calculation that failed.
const ERROR_NAMES: [&str; 9] = [
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!",
];

/// Text of a cell for a field of this kind, and what is wrong with it.
pub(crate) fn text_of(cell: &RawCell, kind: Kind, unit: Unit) -> (SmolStr, Option<Trouble>) {
    if cell.duplicate {
        return (SmolStr::default(), Some(Trouble::DuplicateCell));
    }
    let (text, trouble) = match &cell.value {
        // Bytes first: a string of 32,767 characters used by every row must not be gone through for each of them.
        RawValue::Text(text) if text.len() > VALUE_CHARS * 4 => {
            (SmolStr::default(), Some(Trouble::TooLong))
        }
        RawValue::Text(text) => {
            let text = tidy(text);
            // A text file, or a pasted value, holds the words of the error only.
            let error = ERROR_NAMES.contains(&text.as_str());
            (text, error.then_some(Trouble::ErrorValue))
        }
        RawValue::Number(number) => number_text(*number),
        RawValue::Bool(value) => (
            SmolStr::new_static(if *value { "TRUE" } else { "FALSE" }),
            None,
        ),
        RawValue::Error(name) => (name.into(), Some(Trouble::ErrorValue)),
        RawValue::NoResult => (SmolStr::default(), Some(Trouble::NoStoredResult)),
        RawValue::TooLong => (SmolStr::default(), Some(Trouble::TooLong)),
        RawValue::Duration => (SmolStr::default(), Some(Trouble::Duration)),
        RawValue::Serial(serial, from_1904) => dated(serial_date(*serial, *from_1904), kind),
        RawValue::IsoDate(text) => dated(text.get(..10).and_then(|day| day.parse().ok()), kind),
    };
    if text.len() > VALUE_CHARS && text.chars().nth(VALUE_CHARS).is_some() {
        return (SmolStr::default(), Some(Trouble::TooLong));
    }
    let identifying = matches!(kind, Kind::Code | Kind::Token | Kind::Choice);
    if identifying && (trouble == Some(Trouble::RoundedDigits) || is_scientific(&text)) {
        return (text, Some(Trouble::DigitsLost));
    }
    if unit != Unit::One && trouble.is_none_or(|trouble| !trouble.rejects()) && !text.is_empty() {
        return match shift(&text, unit.exponent()) {
            Some(shifted) => (shifted.into(), trouble),
            None => (text, Some(Trouble::NotScalable)),
        };
    }
    (text, trouble)
}

/// Text of a cell for people and for recognising headings; never for a figure.
pub(crate) fn plain(cell: &RawCell) -> String {
    text_of(
        &RawCell {
            duplicate: false,
            ..cell.clone()
        },
        Kind::Text,
        Unit::One,
    )
    .0
    .into()
}

/// Without surrounding white space, byte-order marks, and the wrappers `="001"` and `'001` that keep zeros in exports.
fn tidy(text: &str) -> SmolStr {
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{a0}');
    let text = text.trim_matches(blank);
    let text = text
        .strip_prefix("=\"")
        .and_then(|inner| inner.strip_suffix('"'))
        .unwrap_or(text);
    let text = match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => rest,
        _ => text,
    };
    text.trim_matches(blank).into()
}

/// Shortest plain text of a number; beyond 15 significant digits rounded to 15 and marked.
fn number_text(number: f64) -> (SmolStr, Option<Trouble>) {
    if !number.is_finite() {
        return (SmolStr::default(), Some(Trouble::NotFinite));
    }
    // A sum that cancels can leave minus nothing.
    let text = if number == 0.0 {
        SmolStr::new_static("0")
    } else {
        format_smolstr!("{number}")
    };
    if significant(&text) <= SIGNIFICANT_DIGITS {
        return (text, None);
    }
    let scientific = format!("{number:.*e}", SIGNIFICANT_DIGITS - 1);
    (
        plain_of_scientific(&scientific).map_or(text, SmolStr::from),
        Some(Trouble::RoundedDigits),
    )
}

/// Digits between the first and the last that is not nought.
fn significant(text: &str) -> usize {
    let told = |byte: &u8| (b'1'..=b'9').contains(byte);
    let bytes = text.as_bytes();
    let first = bytes.iter().position(told);
    let last = bytes.iter().rposition(told);
    let (Some(first), Some(last)) = (first, last) else {
        return 0;
    };
    let between = bytes.get(first..=last).unwrap_or_default();
    between.iter().filter(|byte| byte.is_ascii_digit()).count()
}

/// `1.23e-4` → `0.000123`.
fn plain_of_scientific(text: &str) -> Option<String> {
    let (mantissa, exponent) = text.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let (sign, mantissa) = mantissa
        .strip_prefix('-')
        .map_or(("", mantissa), |rest| ("-", rest));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let point = exponent.checked_add(1)?;
    let plain = if point <= 0 {
        format!("0.{}{digits}", "0".repeat(usize::try_from(-point).ok()?))
    } else {
        let point = usize::try_from(point).ok()?;
        if point >= digits.len() {
            format!("{digits}{}", "0".repeat(point - digits.len()))
        } else {
            format!("{}.{}", &digits[..point], &digits[point..])
        }
    };
    let plain = if plain.contains('.') {
        plain.trim_end_matches('0').trim_end_matches('.')
    } else {
        &plain
    };
    Some(format!("{sign}{plain}"))
}

/// `1.23457E+17`: a long number that a spreadsheet has already shortened.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return false;
    };
    mantissa.contains('.')
        && mantissa.chars().all(|c| c.is_ascii_digit() || c == '.')
        && exponent
            .strip_prefix('+')
            .is_some_and(|digits| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()))
}

fn dated(date: Option<Date>, kind: Kind) -> (SmolStr, Option<Trouble>) {
    match (date, kind) {
        (None, _) => (SmolStr::default(), Some(Trouble::NoSuchDate)),
        (Some(date), Kind::Date | Kind::Text) => (date.to_string().into(), None),
        (Some(date), Kind::Period) => (
            format_smolstr!("{:04}-{:02}", date.year(), date.month()),
            None,
        ),
        // 3-1 typed as a code has become the first of March: the original is gone.
        (Some(date), _) => (date.to_string().into(), Some(Trouble::UnexpectedDate)),
    }
}

/// Day of a date serial. The 1900 system knows a 29 February 1900 (serial 60), which never was.
fn serial_date(serial: f64, from_1904: bool) -> Option<Date> {
    let text = format!("{serial}");
    let days: i32 = text.split('.').next()?.parse().ok()?;
    if !(0..=2_958_465).contains(&days) {
        return None;
    }
    let epoch = |year, month, day| Date::new(year, month, day).map(Date::day_number);
    let start = match (from_1904, days) {
        (true, _) => epoch(1904, 1, 1)?,
        (false, 0 | 60) => return None,
        // 31 December 1899 and, after the phantom day, 30 December: both lie before the first day a date may have.
        (false, 1..60) => epoch(1900, 1, 1)? - 1,
        (false, _) => epoch(1900, 1, 1)? - 2,
    };
    Date::from_day_number(start + days)
}

/// Moves the decimal point of a plain figure to the right; `None` when the text is none.
/// Separators between thousands fall away, signs and brackets around the figure stay.
fn shift(text: &str, places: usize) -> Option<String> {
    let text: String = super::heading::half_width(text)
        .chars()
        .filter(|c| !matches!(c, ',' | ' '))
        .collect();
    let start = text.find(|c: char| c.is_ascii_digit() || c == '.')?;
    let end = text.rfind(|c: char| c.is_ascii_digit() || c == '.')? + 1;
    let (before, figure, after) = (&text[..start], &text[start..end], &text[end..]);
    let framed = before
        .chars()
        .all(|c| matches!(c, '-' | '+' | '(' | '¥' | '−' | '△'))
        && matches!(after, "" | ")" | "-" | "元");
    let (whole, fraction) = figure.split_once('.').unwrap_or((figure, ""));
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    if !framed || !digits(whole) || !digits(fraction) || figure == "." {
        return None;
    }
    let mut moved: String = fraction.chars().take(places).collect();
    moved.extend(std::iter::repeat_n(
        '0',
        places.saturating_sub(fraction.len()),
    ));
    let rest = fraction.get(places..).unwrap_or("").trim_end_matches('0');
    let joined = format!("{whole}{moved}");
    let whole = joined.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if rest.is_empty() { "" } else { "." };
    Some(format!("{before}{whole}{point}{rest}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: f64, kind: Kind) -> (SmolStr, Option<Trouble>) {
        text_of(
            &RawCell {
                column: 1,
                value: RawValue::Number(value),
                from_formula: false,
                duplicate: false,
            },
            kind,
            Unit::One,
        )
    }
    fn cell(value: RawValue, kind: Kind, unit: Unit) -> (SmolStr, Option<Trouble>) {
        text_of(
            &RawCell {
                column: 1,
                value,
                from_formula: false,
                duplicate: false,
            },
            kind,
            unit,
        )
    }

    #[test]
    fn numbers_become_plain_text_of_at_most_fifteen_digits() {
        assert_eq!(number(1001.0, Kind::Code), ("1001".into(), None));
        assert_eq!(number(125_430.5, Kind::Amount), ("125430.5".into(), None));
        assert_eq!(
            number(0.300_000_000_000_000_04, Kind::Amount),
            ("0.3".into(), Some(Trouble::RoundedDigits))
        );
        assert_eq!(number(-1e-7, Kind::Number), ("-0.0000001".into(), None));
        assert_eq!(
            number(0.000_012_345_678_901_234_567, Kind::Number).0,
            "0.0000123456789012346"
        );
        assert_eq!(
            number(123_456_789_012_345_680.0, Kind::Code).1,
            Some(Trouble::DigitsLost)
        );
        assert_eq!(
            number(f64::INFINITY, Kind::Amount),
            (SmolStr::default(), Some(Trouble::NotFinite))
        );
        assert_eq!(number(-0.0, Kind::Amount).0, "0");
    }

    #[test]
    fn texts_keep_their_zeros_and_lose_their_wrapping() {
        for text in [
            "0012",
            "  0012\t",
            "=\"0012\"",
            "'0012",
            "\u{3000}0012\u{a0}",
        ] {
            assert_eq!(
                cell(RawValue::Text(text.into()), Kind::Code, Unit::One),
                ("0012".into(), None),
                "{text:?}"
            );
        }
        assert_eq!(
            cell(RawValue::Text("1.23457E+17".into()), Kind::Code, Unit::One).1,
            Some(Trouble::DigitsLost)
        );
    }

    #[test]
    fn date_serials_follow_both_calendars_and_the_phantom_day_is_refused() {
        let day = |serial, from_1904| serial_date(serial, from_1904).map(|date| date.to_string());
        assert_eq!(day(45_356.75, false).as_deref(), Some("2024-03-05"));
        assert_eq!(day(45_356.0 - 1_462.0, true).as_deref(), Some("2024-03-05"));
        assert_eq!(
            (day(59.0, false).as_deref(), day(61.0, false).as_deref()),
            (Some("1900-02-28"), Some("1900-03-01"))
        );
        for nonsense in [60.0, 0.0, -5.0, 2_958_466.0, 1e300] {
            assert_eq!(day(nonsense, false), None, "{nonsense}");
        }
        assert_eq!(
            cell(
                RawValue::IsoDate("2024-02-30".into()),
                Kind::Date,
                Unit::One
            )
            .1,
            Some(Trouble::NoSuchDate)
        );
        assert_eq!(
            cell(RawValue::Serial(45_352.0, false), Kind::Period, Unit::One).0,
            "2024-03"
        );
        assert_eq!(
            cell(RawValue::Serial(45_352.0, false), Kind::Code, Unit::One).1,
            Some(Trouble::UnexpectedDate)
        );
    }

    #[test]
    fn a_confirmed_unit_moves_the_point_exactly() {
        let scaled =
            |text: &str| cell(RawValue::Text(text.into()), Kind::Amount, Unit::TenThousand);
        assert_eq!(scaled("1,234.56789"), ("12345678.9".into(), None));
        assert_eq!(scaled("0.00001"), ("0.1".into(), None));
        assert_eq!(scaled("(12)"), ("(120000)".into(), None));
        assert_eq!(scaled("-3.5"), ("-35000".into(), None));
        assert_eq!(scaled("1.2.3").1, Some(Trouble::NotScalable));
        assert_eq!(scaled("约12").1, Some(Trouble::NotScalable));
    }
}
