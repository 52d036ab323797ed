//! Calendar dates and accounting periods, without a clock.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A calendar day of the Gregorian calendar.
/// 日期
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    month: u8,
    day: u8,
}

impl Date {
    /// `None` when there is no such day (2024-02-30).
    pub fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        let valid = (1900..=2200).contains(&year)
            && (1..=12).contains(&month)
            && day >= 1
            && day <= days_in(year, month);
        valid.then_some(Self { year, month, day })
    }
    /// Year.
    pub fn year(self) -> i16 {
        self.year
    }
    /// Month, 1–12.
    pub fn month(self) -> u8 {
        self.month
    }
    /// Day of the month.
    pub fn day(self) -> u8 {
        self.day
    }
    /// Days since 1970-01-01 (Howard Hinnant's civil-days arithmetic, public domain).
    pub fn day_number(self) -> i32 {
        let (m, d) = (i32::from(self.month), i32::from(self.day));
        let y = i32::from(self.year) - i32::from(m <= 2);
        let era = y.div_euclid(400);
        let yoe = y.rem_euclid(400);
        let doy = (153 * ((m + 9) % 12) + 2) / 5 + d - 1;
        era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
    }
    /// The inverse of [`Date::day_number`].
    pub fn from_day_number(days: i32) -> Option<Self> {
        let z = days.checked_add(719_468)?;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let month = u8::try_from(if mp < 10 { mp + 3 } else { mp - 9 }).ok()?;
        let day = u8::try_from(doy - (153 * mp + 2) / 5 + 1).ok()?;
        let year = i16::try_from(yoe + era * 400 + i32::from(month <= 2)).ok()?;
        Self::new(year, month, day)
    }
}

fn days_in(year: i16, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
impl FromStr for Date {
    type Err = ();
    /// ISO spelling `2025-03-05` only; the usual Chinese spellings are the acceptance stage's work.
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split('-');
        let mut next = || parts.next().ok_or(());
        let (y, m, d) = (next()?, next()?, next()?);
        let date = Self::new(
            y.parse().map_err(|_| ())?,
            m.parse().map_err(|_| ())?,
            d.parse().map_err(|_| ())?,
        );
        if parts.next().is_some() {
            Err(())
        } else {
            date.ok_or(())
        }
    }
}
impl Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse()
            .map_err(|()| serde::de::Error::custom("not a date of the form 2025-03-05"))
    }
}

/// A month or a whole year (`month` 0).
/// 会计期间
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Period {
    /// Year.
    pub year: i16,
    /// 1–12, or 0 for the year as a whole.
    pub month: u8,
}

impl Period {
    /// Calendar days of the month, or of the year where the month is 0; 0 for no period at all.
    /// 期间天数
    pub fn days(self) -> u16 {
        match (self.year, self.month) {
            (0, _) => 0,
            (year, 0) => (1..=12).map(|month| u16::from(days_in(year, month))).sum(),
            (year, month) => u16::from(days_in(year, month)),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.month == 0 {
            write!(f, "{:04}", self.year)
        } else {
            write!(f, "{:04}-{:02}", self.year, self.month)
        }
    }
}
