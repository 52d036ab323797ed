//! Columns of charges summed by cell, exactly: the pass over all cases that case costing waits for.

/// Cases a block holds: a block of four columns stays in the nearest cache.
const BLOCK: usize = 1 << 10;
/// Amounts from −2^40 to 2^40 − 1 分 (10 billion 元 a case) take the short way.
const SHORT: u32 = 40;
/// Blocks after which short sums are put away: 2^12 × 2^10 amounts of at most 2^40 are at most 2^62.
const BLOCKS: usize = 1 << 12;

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
/// sums run in 64 bits while every amount of a block is short enough to prove that they cannot overflow, and in 128 bits
/// for a block where one is not.
pub fn roll_up(cell_of: &[u32], cells: usize, columns: &[Vec<i64>]) -> RollUp {
    let mut any = vec![false; cell_of.len()];
    let mut sums = Vec::with_capacity(columns.len());
    // The cell of a case is looked up once for four columns.
    let (fours, rest) = columns.as_chunks::<4>();
    for four in fours {
        sums.extend(of_columns(cell_of, cells, four, &mut any));
    }
    for one in rest {
        sums.extend(of_columns(
            cell_of,
            cells,
            std::array::from_ref(one),
            &mut any,
        ));
    }
    RollUp { sums, any }
}

fn of_columns<const N: usize>(
    cell_of: &[u32],
    cells: usize,
    columns: &[Vec<i64>; N],
    any: &mut [bool],
) -> [Vec<i128>; N] {
    for column in columns {
        debug_assert_eq!(cell_of.len(), column.len(), "one amount per case");
    }
    let mut sums: [Vec<i128>; N] = std::array::from_fn(|_| vec![0; cells]);
    let mut short = vec![[0_i64; N]; cells];
    let mut blocks = 0;
    let (whole_blocks, rest) = cell_of.as_chunks::<BLOCK>();
    let (whole_any, rest_any) = any.as_chunks_mut::<BLOCK>();
    let parts = columns.each_ref().map(|column| column.as_chunks::<BLOCK>());
    for (number, (cell_of, any)) in whole_blocks.iter().zip(whole_any).enumerate() {
        let block = parts.map(|(whole, _)| &whole[number]);
        if !scan(block, any) {
            add_long(&mut sums, cell_of, block.map(|column| &column[..]));
            continue;
        }
        if blocks == BLOCKS {
            flush(&mut sums, &mut short);
            blocks = 0;
        }
        blocks += 1;
        for (case, cell) in cell_of.iter().enumerate() {
            let sums = &mut short[*cell as usize];
            for (sum, column) in sums.iter_mut().zip(block) {
                *sum += column[case];
            }
        }
    }
    flush(&mut sums, &mut short);
    let block = parts.map(|(_, rest)| rest);
    for column in block {
        for (any, amount) in rest_any.iter_mut().zip(column) {
            *any |= *amount != 0;
        }
    }
    add_long(&mut sums, rest, block);
    sums
}

/// Notes which cases hold something, and answers whether every amount is in the short range: moved up by 2^40, none has
/// a bit beyond the 41st.
fn scan<const N: usize>(block: [&[i64; BLOCK]; N], any: &mut [bool; BLOCK]) -> bool {
    let mut bits = 0;
    for (case, any) in any.iter_mut().enumerate() {
        let mut together = 0;
        for column in block {
            together |= column[case];
            bits |= column[case].cast_unsigned().wrapping_add(1 << SHORT);
        }
        *any |= together != 0;
    }
    bits >> (SHORT + 1) == 0
}

/// Any amounts, in 128 bits.
fn add_long<const N: usize>(sums: &mut [Vec<i128>; N], cell_of: &[u32], block: [&[i64]; N]) {
    for (sums, column) in sums.iter_mut().zip(block) {
        for (cell, amount) in cell_of.iter().zip(column) {
            sums[*cell as usize] += i128::from(*amount);
        }
    }
}

fn flush<const N: usize>(sums: &mut [Vec<i128>; N], short: &mut [[i64; N]]) {
    for (cell, parts) in short.iter_mut().enumerate() {
        for (sums, part) in sums.iter_mut().zip(parts) {
            sums[cell] += i128::from(*part);
            *part = 0;
        }
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
            start in proptest::collection::vec((0_u32..5, prop_oneof![-9_i64..9, any::<i64>(), Just(i64::MAX), Just(i64::MIN), -(1_i64 << 40) - 1..=-(1 << 40) + 1, (1_i64 << 40) - 2..=1 << 40]), 0..40),
            repeat in prop_oneof![Just(1_usize), Just(400)],
            // A column all of whose amounts are of one length: just too long for the short way, or just short enough.
            shift in prop_oneof![Just(0_u32), 0_u32..32],
        ) {
            let start: Vec<(u32, i64)> = start.into_iter().map(|(cell, amount)| (cell, amount >> shift)).collect();
            let rows = start.repeat(repeat);
            let cell_of: Vec<u32> = rows.iter().map(|row| row.0).collect();
            let column: Vec<i64> = rows.iter().map(|row| row.1).collect();
            let mut plain = vec![0_i128; 5];
            for (cell, amount) in &rows {
                plain[*cell as usize] += i128::from(*amount);
            }
            let nothing = vec![0; rows.len()];
            let mirrored: Vec<i64> = column.iter().map(|amount| !amount).collect();
            let columns = [column.clone(), nothing.clone(), mirrored.clone(), column.clone(), nothing, column.clone()];
            let found = roll_up(&cell_of, 5, &columns);
            let alone = roll_up(&cell_of, 5, &[mirrored]);
            prop_assert_eq!(&found.sums[2], &alone.sums[0]);
            prop_assert_eq!([&found.sums[3], &found.sums[5]], [&plain, &plain]);
            for (cell, sum) in plain.iter().enumerate() {
                // !x is −x − 1.
                let cases = cell_of.iter().filter(|one| **one as usize == cell).count() as i128;
                prop_assert_eq!(found.sums[2][cell], -sum - cases);
            }
            prop_assert_eq!(&found.sums[0], &plain);
            prop_assert!(found.sums[1].iter().all(|sum| *sum == 0));
            prop_assert!(found.any.iter().zip(&columns[2]).zip(&column).all(|((any, not), amount)| *any == (*amount != 0 || *not != 0)));
            let only = roll_up(&cell_of, 5, &[column.clone(), vec![0; rows.len()]]);
            prop_assert!(only.any.iter().zip(&column).all(|(any, amount)| *any == (*amount != 0)));
        }
    }
}
