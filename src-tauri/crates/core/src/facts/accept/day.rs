//! Spellings of dates and accounting periods.

use super::number::tidy;
use crate::period::{Date, Period};

/// Excel's serial number of 1970-01-01 (1900 system, from 1900-03-01 on).
const SERIAL_OF_1970: i32 = 25_569;

/// Reads a date; `None` when it is none.
/// 日期识别
///
/// Accepted: `2024-03-05`, `2024/3/5`, `2024.3.5`, `2024年3月5日`, `20240305`, each with or without a time of day, and
/// five-digit serial numbers of the 1900 system (1927–2173). Two-digit years and day-first dates are refused: nobody
/// can tell them apart safely.
pub fn date(text: &str) -> Option<Date> {
    let tidied = tidy(text);
    let day = without_time(&tidied)?;
    if day.bytes().all(|b| b.is_ascii_digit()) {
        return match day.len() {
            8 => civil(day.get(..4)?, day.get(4..6)?, day.get(6..)?),
            5 => Date::from_day_number(day.parse::<i32>().ok()? - SERIAL_OF_1970)
                .filter(|_| !day.starts_with('0')),
            _ => None,
        };
    }
    if let Some((serial, part)) = day.split_once('.')
        && serial.len() == 5
        && !part.contains('.')
    {
        // A serial number with its time of day.
        return part
            .bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| date(serial))
            .flatten();
    }
    if let Some((year, rest)) = day.split_once('年') {
        let (month, rest) = rest.split_once('月')?;
        let day = rest
            .strip_suffix('日')
            .or_else(|| rest.strip_suffix('号'))
            .unwrap_or(rest);
        return civil(year.trim(), month.trim(), day.trim());
    }
    for mark in ['-', '/', '.'] {
        let mut parts = day.split(mark);
        if let (Some(y), Some(m), Some(d), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        {
            return civil(y, m, d);
        }
    }
    None
}

fn without_time(text: &str) -> Option<&str> {
    let Some((day, time)) = text.split_once([' ', 'T']) else {
        return Some(text);
    };
    let valid = !time.is_empty()
        && time.contains(':')
        && time
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.'));
    valid.then_some(day)
}

fn civil(year: &str, month: &str, day: &str) -> Option<Date> {
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4
        || month.len() > 2
        || day.len() > 2
        || ![year, month, day].into_iter().all(plain)
    {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// Reads an accounting period; `default` gives the year where the cell names the month only. `None` when it is none.
/// 会计期间识别
///
/// Accepted: `2025-03`, `2025/3`, `2025.03`, `2025年3月`, `202503`, `2025` and `2025年` (the whole year), any date (its
/// month), and `3月` or `3` when the batch has a year. Refused: `2025.1`, which is what a workbook makes of both 2025.1
/// and 2025.10.
pub fn period(text: &str, default: Period) -> Option<Period> {
    let tidied = tidy(text);
    let tidied = tidied.strip_suffix('份').unwrap_or(&tidied);
    if tidied.bytes().all(|b| b.is_ascii_digit()) {
        return match tidied.len() {
            1 | 2 if default.year > 0 => month_of(default.year, tidied),
            4 => year_of(tidied).map(|year| Period { year, month: 0 }),
            6 => month_of(year_of(tidied.get(..4)?)?, tidied.get(4..)?),
            _ => in_month(tidied),
        };
    }
    if let Some(day) = in_month(tidied) {
        return Some(day);
    }
    if let Some((year, rest)) = tidied.split_once('年') {
        let year = year_of(year.trim())?;
        let rest = rest.trim();
        return if rest.is_empty() || rest == "度" {
            Some(Period { year, month: 0 })
        } else {
            month_of(year, rest.strip_suffix('月')?.trim())
        };
    }
    if let Some(month) = tidied.strip_suffix('月') {
        return (default.year > 0)
            .then(|| month_of(default.year, month.trim()))
            .flatten();
    }
    for mark in ['-', '/', '.'] {
        if let Some((year, month)) = tidied.split_once(mark) {
            return if mark == '.' && month.len() != 2 {
                None
            } else {
                month_of(year_of(year)?, month)
            };
        }
    }
    None
}

fn in_month(text: &str) -> Option<Period> {
    date(text).map(|day| Period {
        year: day.year(),
        month: day.month(),
    })
}

fn year_of(text: &str) -> Option<i16> {
    if text.len() != 4 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse()
        .ok()
        .filter(|year| (1990..=2100).contains(year))
}

fn month_of(year: i16, text: &str) -> Option<Period> {
    if text.is_empty() || text.len() > 2 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse()
        .ok()
        .filter(|month| (1..=12).contains(month))
        .map(|month| Period { year, month })
}
