//! Whole-number sums of the cases: the finest grain any segment is made of.

use std::collections::BTreeMap;

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

/// All cells, sorted by group, department, scheme, facility.
pub(super) fn cells(facts: &Facts, costing: &Costing, payments: &Payments) -> Vec<Cell> {
    let table = &facts.cases;
    let units = costing.case_unit_charges.len();
    let mut cells: BTreeMap<(u32, u32, u32, u32, bool, bool), Cell> = BTreeMap::new();
    for case in 0..table.len() {
        let payment = payments
            .cases
            .get(case)
            .copied()
            .unwrap_or(crate::payment::CasePayment::UNPRICED);
        let given = table.given_cost.get(case).copied().flatten();
        let unpriced = payment.kind == OutlierKind::Unpriced;
        let (group, department) = (table.group[case], table.department[case]);
        let (scheme, facility) = (table.scheme[case], table.facility[case]);
        let key = (
            group,
            department,
            scheme,
            facility,
            unpriced,
            given.is_some(),
        );
        let cell = cells.entry(key).or_insert_with(|| Cell {
            group,
            department,
            scheme,
            facility,
            unpriced,
            given: given.is_some(),
            units: vec![0; if given.is_some() { 0 } else { units }],
            ..Cell::default()
        });
        cell.cases += 1;
        cell.days += i128::from(table.los[case]);
        cell.charge += i128::from(table.charge[case]);
        cell.revenue += i128::from(payment.revenue.fen());
        cell.fund += i128::from(payment.fund.fen());
        cell.low += i128::from(payment.kind == OutlierKind::Low);
        cell.high += i128::from(payment.kind == OutlierKind::High);
        if let Some(cost) = given {
            cell.given_cost += i128::from(cost);
            continue;
        }
        let mut any = false;
        for (sum, charges) in cell.units.iter_mut().zip(&costing.case_unit_charges) {
            let charge = charges[case];
            any |= charge != 0;
            *sum += i128::from(charge);
        }
        cell.no_detail += i128::from(!any && table.charge[case] != 0);
    }
    cells.into_values().collect()
}
