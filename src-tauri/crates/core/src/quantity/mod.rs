//! Quantities that cannot be misused: exact fractions, money in integer 分, and typed "not computable" values.
//!
//! Every stage carries [`Fraction`]s of 分; [`rounding`] is the only place where one becomes an integer.

mod fraction;
mod money;
mod number;
mod reason;
pub mod rounding;

pub use fraction::{Fraction, ParseNumberError};
pub use money::Money;
pub use reason::{Computed, Reason};
