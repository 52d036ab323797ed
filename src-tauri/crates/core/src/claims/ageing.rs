//! How long money has been open.

/// Upper ends, in days since discharge, of the columns of an ageing table; the last has none.
/// 账龄区间
pub const BUCKETS: [Option<i32>; 5] = [Some(30), Some(60), Some(90), Some(180), None];

/// The column of an age in days; a discharge after the day of the list stands in the first.
pub fn bucket(days: i32) -> usize {
    BUCKETS
        .iter()
        .position(|end| end.is_none_or(|end| days <= end))
        .unwrap_or(BUCKETS.len() - 1)
}
