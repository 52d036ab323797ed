//! What can be wrong with a single cell.

use serde::{Deserialize, Serialize};

/// What is wrong with a cell.
/// 单元格问题
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// An Excel error such as `#DIV/0!`; the text names it.
    ErrorValue,
    /// A formula that was never calculated.
    NoStoredResult,
    /// Infinite or not a number.
    NotFinite,
    /// More than 15 significant digits; the text is rounded to 15, as Excel shows it.
    RoundedDigits,
    /// A code stored as a number longer than Excel can hold: its last digits are lost.
    DigitsLost,
    /// The same cell occurs twice in the file with different places in the order.
    DuplicateCell,
    /// A day that does not exist (serial 60 of the 1900 system, negative, 2024-02-30).
    NoSuchDate,
    /// Excel has turned the value into a date, but the field is not one.
    UnexpectedDate,
    /// A duration, which no field holds.
    Duration,
    /// Longer than a value may be.
    TooLong,
    /// A unit was confirmed, but the text is not a plain figure.
    NotScalable,
    /// Identity in a field that is not a token; withheld.
    Identity,
}

impl Trouble {
    /// Whether the row must be rejected; otherwise the value may be used and the matter is shown.
    pub fn rejects(self) -> bool {
        self != Self::RoundedDigits
    }
    /// Dotted code of the message.
    pub fn code(self) -> &'static str {
        match self {
            Self::ErrorValue => "import.error_value",
            Self::NoStoredResult => "import.no_stored_result",
            Self::NotFinite => "import.not_finite",
            Self::RoundedDigits => "import.rounded_digits",
            Self::DigitsLost => "import.digits_lost",
            Self::DuplicateCell => "import.duplicate_cell",
            Self::NoSuchDate => "import.no_such_date",
            Self::UnexpectedDate => "import.unexpected_date",
            Self::Duration => "import.duration",
            Self::TooLong => "import.value_too_long",
            Self::NotScalable => "import.not_scalable",
            Self::Identity => "import.identity_value",
        }
    }
}
