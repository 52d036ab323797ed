//! Integer sums of cases by group × department × scheme × facility: everything later is built from these few cells,
//! never from the cases again.

use std::collections::BTreeMap;

use crate::costing::Costing;
use crate::facts::Facts;
use crate::payment::{OutlierKind, Payments};

/// Indices into the case table's dictionaries, and whether the pack priced the cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CellKey {
    pub group: u32,
    pub department: u32,
    pub scheme: u32,
    pub facility: u32,
    pub priced: bool,
}

/// Sums of the cases of one cell; money in 分.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CellSums {
    pub cases: i64,
    pub days: i64,
    pub charge: i128,
    pub revenue: i128,
    pub fund: i128,
    pub low: i64,
    pub high: i64,
    /// Charges per service unit of the cases whose cost comes from ratios.
    pub charges: Vec<i128>,
    /// Cost of the cases whose cost the file gives.
    pub given: i128,
    /// How many cases have a given cost.
    pub given_cases: i64,
}

/// Sums every case of the facility chosen.
pub(super) fn cells(
    facts: &Facts,
    facility: Option<&str>,
    costing: &Costing,
    payments: &Payments,
) -> BTreeMap<CellKey, CellSums> {
    let cases = &facts.cases;
    let units = costing.case_unit_charges.len();
    let mut out: BTreeMap<CellKey, CellSums> = BTreeMap::new();
    for case in 0..cases.len() {
        let place = cases.facility[case];
        if facility.is_some_and(|wanted| {
            cases
                .facilities
                .get(place as usize)
                .is_none_or(|own| own != wanted)
        }) {
            continue;
        }
        let payment = &payments.cases[case];
        let key = CellKey {
            group: cases.group[case],
            department: cases.department[case],
            scheme: cases.scheme[case],
            facility: place,
            priced: payment.kind != OutlierKind::Unpriced,
        };
        let sums = out.entry(key).or_insert_with(|| CellSums {
            charges: vec![0; units],
            ..CellSums::default()
        });
        sums.cases += 1;
        sums.days += i64::from(cases.los[case]);
        sums.charge += i128::from(cases.charge[case]);
        sums.revenue += i128::from(payment.revenue.fen());
        sums.fund += i128::from(payment.fund.fen());
        sums.low += i64::from(payment.kind == OutlierKind::Low);
        sums.high += i64::from(payment.kind == OutlierKind::High);
        match cases.given_cost.get(case).copied().flatten() {
            Some(given) => {
                sums.given += i128::from(given);
                sums.given_cases += 1;
            }
            None => {
                for (sum, unit) in sums.charges.iter_mut().zip(&costing.case_unit_charges) {
                    *sum += i128::from(unit[case]);
                }
            }
        }
    }
    out
}
