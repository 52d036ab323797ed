//! Whole-number sums of the cases: the finest grain any segment is made of.

use super::Teams;
use super::roll_up::roll_up;
use crate::costing::Costing;
use crate::facts::Facts;
use crate::payment::{OutlierKind, Payments};

/// Sums over cases that agree in everything a segment or a scenario can tell apart. Amounts in 分.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub group: u32,
    pub department: u32,
    pub scheme: u32,
    pub facility: u32,
    /// Place among [`Teams::codes`]; 0 where there are none.
    pub team: u32,
    /// Without a price.
    pub unpriced: bool,
    /// Cost given by the file, without items.
    pub given: bool,
    pub cases: i128,
    pub days: i128,
    pub charge: i128,
    pub revenue: i128,
    pub fund: i128,
    pub low: i128,
    pub high: i128,
    /// Sum of given costs.
    pub given_cost: i128,
    /// Cases with a charge but no fee line that leads to a service unit.
    pub no_detail: i128,
    /// Charges per service unit, plan order; empty for given costs.
    pub units: Vec<i128>,
}

/// All cells, sorted by group, physician group or department, scheme, facility.
///
/// A physician group stands inside one unit, so where there are groups the number of the pair takes the unit's place in
/// the key: a key of both would be too wide to be looked up in a table.
pub(super) fn cells(
    facts: &Facts,
    costing: &Costing,
    payments: &Payments,
    teams: &Teams,
) -> Vec<Cell> {
    let table = &facts.cases;
    let units = costing.case_unit_charges.len();
    let payment = |case: usize| {
        payments
            .cases
            .get(case)
            .copied()
            .unwrap_or(crate::payment::CasePayment::UNPRICED)
    };
    let given = |case: usize| table.given_cost.get(case).copied().flatten();
    let pairs = (!teams.of.is_empty()).then(|| {
        let units = table.department.iter().zip(&teams.of);
        let pairs: Vec<[u32; 2]> = units.map(|(unit, team)| [*unit, *team]).collect();
        numbered(&pairs)
    });
    let unit_of = |case: usize| match &pairs {
        Some((of, _)) => of[case],
        None => table.department[case],
    };
    let unit_and_team = |unit: u32| match &pairs {
        Some((_, pairs)) => pairs[unit as usize],
        None => [unit, 0],
    };
    let keys: Vec<[u32; 6]> = (0..table.len())
        .map(|case| {
            [
                table.group[case],
                unit_of(case),
                table.scheme[case],
                table.facility[case],
                u32::from(payment(case).kind == OutlierKind::Unpriced),
                u32::from(given(case).is_some()),
            ]
        })
        .collect();
    let (cell_of, keys) = numbered(&keys);
    let rolled = roll_up(&cell_of, keys.len(), &costing.case_unit_charges);
    let mut cells: Vec<Cell> = keys
        .iter()
        .enumerate()
        .map(
            |(index, [group, unit, scheme, facility, unpriced, given])| {
                let [department, team] = unit_and_team(*unit);
                Cell {
                    group: *group,
                    department,
                    scheme: *scheme,
                    facility: *facility,
                    team,
                    unpriced: *unpriced == 1,
                    given: *given == 1,
                    units: if *given == 1 {
                        Vec::new()
                    } else {
                        (0..units).map(|unit| rolled.sums[unit][index]).collect()
                    },
                    ..Cell::default()
                }
            },
        )
        .collect();
    for (case, index) in cell_of.iter().enumerate() {
        let (cell, payment) = (&mut cells[*index as usize], payment(case));
        cell.cases += 1;
        cell.days += i128::from(table.los[case]);
        cell.charge += i128::from(payments.charge(facts, case));
        cell.revenue += i128::from(payment.revenue.fen());
        cell.fund += i128::from(payment.fund.fen());
        cell.low += i128::from(payment.kind == OutlierKind::Low);
        cell.high += i128::from(payment.kind == OutlierKind::High);
        match given(case) {
            Some(cost) => cell.given_cost += i128::from(cost),
            None => cell.no_detail += i128::from(!rolled.any[case] && table.charge[case] != 0),
        }
    }
    cells
}

/// Cells a table of all thinkable keys may hold; beyond, the keys met are sorted.
const TABLE: u64 = 1 << 22;

/// Numbers the distinct keys in ascending order: the number of each case's key, and the keys.
pub(super) fn numbered<const N: usize>(keys: &[[u32; N]]) -> (Vec<u32>, Vec<[u32; N]>) {
    let mut sizes = [1_u64; N];
    for key in keys {
        for (size, part) in sizes.iter_mut().zip(key) {
            *size = (*size).max(u64::from(*part) + 1);
        }
    }
    let all = sizes
        .iter()
        .try_fold(1_u64, |all, size| all.checked_mul(*size));
    let Some(all) = all.filter(|all| *all <= TABLE) else {
        let mut sorted = keys.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let place =
            |key| u32::try_from(sorted.partition_point(|known| known < key)).unwrap_or_default();
        return (keys.iter().map(place).collect(), sorted);
    };
    let place = |key: &[u32; N]| {
        let number = key
            .iter()
            .zip(&sizes)
            .fold(0, |number, (part, size)| number * size + u64::from(*part));
        usize::try_from(number).unwrap_or_default()
    };
    let mut numbers = vec![0_u32; usize::try_from(all).unwrap_or_default()];
    let places: Vec<u32> = keys
        .iter()
        .map(|key| {
            let at = place(key);
            numbers[at] = 1;
            u32::try_from(at).unwrap_or_default()
        })
        .collect();
    let mut found = Vec::new();
    for (at, number) in (0_u64..).zip(&mut numbers) {
        if *number == 1 {
            *number = u32::try_from(found.len()).unwrap_or_default();
            let (mut rest, mut key) = (at, [0_u32; N]);
            for (part, size) in key.iter_mut().zip(&sizes).rev() {
                *part = u32::try_from(rest % size).unwrap_or_default();
                rest /= size;
            }
            found.push(key);
        }
    }
    (
        places.iter().map(|at| numbers[*at as usize]).collect(),
        found,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_numbered_in_order_in_both_ways() {
        let small = [
            [3, 0, 1, 0, 0, 1],
            [0, 2, 0, 0, 1, 0],
            [3, 0, 1, 0, 0, 0],
            [0, 2, 0, 0, 1, 0],
        ];
        let (cell_of, keys) = numbered(&small);
        assert_eq!(cell_of, [2, 0, 1, 0]);
        assert_eq!(keys, [small[1], small[2], small[0]]);
        // The same order where a table would be too large.
        let wide = small.map(|mut key| {
            key[0] *= 1_000_000_007;
            key[1] *= 1_000_000_007;
            key
        });
        assert_eq!(numbered(&wide).0, cell_of);
        assert_eq!(numbered::<6>(&[]), (Vec::new(), Vec::new()));
    }
}
