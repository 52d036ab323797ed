//! What can be wrong with a single cell.

use serde::{Deserialize, Serialize};
use yingheng_core::facts::accept::CellTrouble;

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
    /// Code of the message, and whether the row must be rejected; otherwise the value may be used and the matter is shown.
    pub fn told(self) -> &'static CellTrouble {
        match self {
            Self::ErrorValue => &CellTrouble {
                code: "import.error_value",
                rejects: true,
            },
            Self::NoStoredResult => &CellTrouble {
                code: "import.no_stored_result",
                rejects: true,
            },
            Self::NotFinite => &CellTrouble {
                code: "import.not_finite",
                rejects: true,
            },
            Self::RoundedDigits => &CellTrouble {
                code: "import.rounded_digits",
                rejects: false,
            },
            Self::DigitsLost => &CellTrouble {
                code: "import.digits_lost",
                rejects: true,
            },
            Self::DuplicateCell => &CellTrouble {
                code: "import.duplicate_cell",
                rejects: true,
            },
            Self::NoSuchDate => &CellTrouble {
                code: "import.no_such_date",
                rejects: true,
            },
            Self::UnexpectedDate => &CellTrouble {
                code: "import.unexpected_date",
                rejects: true,
            },
            Self::Duration => &CellTrouble {
                code: "import.duration",
                rejects: true,
            },
            Self::TooLong => &CellTrouble {
                code: "import.value_too_long",
                rejects: true,
            },
            Self::NotScalable => &CellTrouble {
                code: "import.not_scalable",
                rejects: true,
            },
            Self::Identity => &CellTrouble {
                code: "import.identity_value",
                rejects: true,
            },
        }
    }
    /// Whether the row must be rejected.
    pub fn rejects(self) -> bool {
        self.told().rejects
    }
    /// Dotted code of the message.
    pub fn code(self) -> &'static str {
        self.told().code
    }
}
