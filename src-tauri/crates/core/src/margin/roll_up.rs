//! Columns of charges summed by cell, exactly: the pass over all cases that case costing waits for.

/// Cases a block holds: small enough for the nearest cache, large enough that its check costs nothing.
const BLOCK: usize = 4096;

/// Sums of whole numbers by cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollUp {
    /// `sums[column][cell]`.
    pub sums: Vec<Vec<i128>>,
    /// Per case: whether any column holds something other than 0.
    pub any: Vec<bool>,
}

/// Adds up every column by cell (分组汇总).
///
/// `cell_of` names the cell of each case, below `cells`; each column holds one amount for each of them. Exact for any amounts:
/// sums run in 64 bits while a bound, kept block by block, proves that they cannot overflow, and move to 128 bits where
/// it would not.
pub fn roll_up(cell_of: &[u32], cells: usize, columns: &[Vec<i64>]) -> RollUp {
    let mut any = vec![false; cell_of.len()];
    let sums = columns
        .iter()
        .map(|column| of_column(cell_of, cells, column, &mut any))
        .collect();
    RollUp { sums, any }
}

fn of_column(cell_of: &[u32], cells: usize, column: &[i64], any: &mut [bool]) -> Vec<i128> {
    debug_assert_eq!(cell_of.len(), column.len(), "one amount per case");
    let mut sums = vec![0_i128; cells];
    let mut short = vec![0_i64; cells];
    // No cell of `short` is further from 0 than this.
    let mut bound = 0_u128;
    let blocks = cell_of
        .chunks(BLOCK)
        .zip(column.chunks(BLOCK))
        .zip(any.chunks_mut(BLOCK));
    for ((cell_of, amounts), any) in blocks {
        let widest = amounts
            .iter()
            .fold(0, |widest, amount| widest | amount.unsigned_abs());
        for (any, amount) in any.iter_mut().zip(amounts) {
            *any |= *amount != 0;
        }
        let more = u128::from(widest) * amounts.len() as u128;
        let limit = u128::from(i64::MAX.unsigned_abs());
        if bound + more > limit {
            flush(&mut sums, &mut short);
            bound = 0;
        }
        if more > limit {
            for (cell, amount) in cell_of.iter().zip(amounts) {
                sums[*cell as usize] += i128::from(*amount);
            }
            continue;
        }
        bound += more;
        for (cell, amount) in cell_of.iter().zip(amounts) {
            short[*cell as usize] += *amount;
        }
    }
    flush(&mut sums, &mut short);
    sums
}

fn flush(sums: &mut [i128], short: &mut [i64]) {
    for (sum, part) in sums.iter_mut().zip(short) {
        *sum += i128::from(*part);
        *part = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]
        /// Few and many cases, small amounts and the ends of the range, against plain 128-bit sums.
        #[test]
        fn equals_plain_sums(
            start in proptest::collection::vec((0_u32..5, prop_oneof![-9_i64..9, any::<i64>(), Just(i64::MAX), Just(i64::MIN)]), 0..40),
            repeat in prop_oneof![Just(1_usize), Just(400)],
        ) {
            let rows = start.repeat(repeat);
            let cell_of: Vec<u32> = rows.iter().map(|row| row.0).collect();
            let column: Vec<i64> = rows.iter().map(|row| row.1).collect();
            let mut plain = vec![0_i128; 5];
            for (cell, amount) in &rows {
                plain[*cell as usize] += i128::from(*amount);
            }
            let found = roll_up(&cell_of, 5, &[column.clone(), vec![0; rows.len()]]);
            prop_assert_eq!(&found.sums[0], &plain);
            prop_assert!(found.sums[1].iter().all(|sum| *sum == 0));
            prop_assert!(found.any.iter().zip(&column).all(|(any, amount)| *any == (*amount != 0)));
        }
    }
}
