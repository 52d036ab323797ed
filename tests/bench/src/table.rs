//! How figures are printed.

/// Milliseconds with three significant digits.
pub fn ms(value: f64) -> String {
    if value < 10.0 {
        format!("{value:.3}")
    } else {
        format!("{value:.1}")
    }
}

/// How many times `peer` is slower than `ours`.
pub fn ratio(peer: f64, ours: f64) -> String {
    format!("{:.2}x", peer / ours)
}
