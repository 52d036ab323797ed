//! Plans judged on their own figures, beside the run: pure formulas with exact fractions.

pub mod equipment;
pub mod spd;
