//! Exact solution of whole-number equations by fraction-free elimination (Bareiss): every division comes out even, so
//! numbers stay as short as the determinants they are.

use num_bigint::BigInt;
use num_traits::{One, Zero};

/// Solves `matrix · x = right` for several right sides with one elimination. Answers `x · det` by row and right side,
/// and `det`; `None` when the matrix is singular. `right` has one row per row of the matrix.
pub(super) fn solve(
    mut matrix: Vec<Vec<BigInt>>,
    right: Vec<Vec<BigInt>>,
) -> Option<(Vec<Vec<BigInt>>, BigInt)> {
    let count = matrix.len();
    let sides = right.first().map_or(0, Vec::len);
    for (row, right) in matrix.iter_mut().zip(right) {
        row.extend(right);
    }
    let mut before = BigInt::one();
    for step in 0..count {
        let pivot = (step..count).find(|row| !matrix[*row][step].is_zero())?;
        if pivot != step {
            matrix.swap(pivot, step);
            // A swap turns the sign of the determinant; turned back on one row, the solution stays the same.
            matrix[step].iter_mut().for_each(|cell| *cell = -&*cell);
        }
        let (done, open) = matrix.split_at_mut(step + 1);
        let pivot_row = &done[step];
        for row in open {
            let factor = std::mem::take(&mut row[step]);
            for column in step + 1..count + sides {
                let mut cell = &row[column] * &pivot_row[step];
                if !factor.is_zero() && !pivot_row[column].is_zero() {
                    cell -= &factor * &pivot_row[column];
                }
                row[column] = cell / &before;
            }
        }
        before.clone_from(&matrix[step][step]);
    }
    let determinant = before;
    let mut solution = vec![vec![BigInt::zero(); sides]; count];
    for row in (0..count).rev() {
        for side in 0..sides {
            let mut sum = &determinant * &matrix[row][count + side];
            for column in row + 1..count {
                if !matrix[row][column].is_zero() {
                    sum -= &matrix[row][column] * &solution[column][side];
                }
            }
            solution[row][side] = sum / &matrix[row][row];
        }
    }
    Some((solution, determinant))
}
