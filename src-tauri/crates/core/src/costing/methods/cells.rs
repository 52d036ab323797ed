//! Whole-number sums of the cases of one group and discharge unit, per method the cases it covers.

use std::collections::BTreeMap;

use super::quantities::{self, ItemIndex};
use super::{Basis, Method, MethodCost, QuantityRate, TopDownUnit};
use crate::quantity::{Computed, Fraction, Money, Reason};

/// The cases of a cell that one method covers.
#[derive(Clone, Debug, Default)]
pub(super) struct Covered {
    pub cases: u64,
    pub days: i128,
    pub charge: i128,
    /// Charges per service unit, plan order.
    pub units: Vec<i128>,
    /// Why a case is not covered: the first reason.
    pub missing: Option<Reason>,
}

/// Cases of one group and discharge unit.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub group: u32,
    pub department: u32,
    pub cases: u64,
    pub charge: i128,
    /// In the order of [`Method::ALL`].
    pub covered: [Covered; 4],
    /// Quantities per service unit of the cases service-unit addition covers.
    pub quantities: Vec<Fraction>,
    /// Quantities per (executing unit, item) of the cases bottom-up covers.
    pub items: BTreeMap<(String, String), Fraction>,
}

/// What decides whether a method covers a case.
pub(super) struct Judge<'a> {
    basis: Basis<'a>,
    rates: &'a [Option<QuantityRate>],
    services: BTreeMap<usize, Vec<quantities::Line<'a>>>,
    index: ItemIndex<'a>,
    carved: Vec<bool>,
    unpriced: Vec<Option<Reason>>,
    by_department: BTreeMap<&'a str, &'a TopDownUnit>,
}

/// What is known about one case.
pub(super) struct Judged {
    /// In the order of [`Method::ALL`].
    pub covers: [Computed<()>; 4],
    pub quantities: Vec<(usize, Fraction)>,
    pub items: Vec<((String, String), Fraction)>,
}

impl<'a> Judge<'a> {
    pub fn new(
        basis: Basis<'a>,
        top_down: &'a [TopDownUnit],
        rates: &'a [Option<QuantityRate>],
    ) -> Self {
        let units = basis.costing.case_unit_charges.len();
        Self {
            basis,
            rates,
            services: quantities::by_case(basis.facts, &basis.costing.case_services),
            index: ItemIndex::new(basis.items),
            carved: (0..units).map(|unit| basis.is_carved(unit)).collect(),
            unpriced: (0..units).map(|unit| basis.ratio(unit).err()).collect(),
            by_department: top_down
                .iter()
                .map(|unit| (unit.department.as_str(), unit))
                .collect(),
        }
    }

    /// `charges` of the case, plan order.
    pub fn judge(&self, case: usize, charges: &[i64]) -> Judged {
        let (basis, table) = (self.basis, &self.basis.facts.cases);
        let basics = basics(basis, case, table.charge[case], charges);
        let wanting = |only_carved: bool| -> Computed<()> {
            basics.clone()?;
            let used = charges.iter().zip(&self.unpriced).zip(&self.carved);
            let mut missing = used
                .filter(|((charge, _), carved)| **charge != 0 && (!only_carved || **carved))
                .filter_map(|((_, reason), _)| reason.as_ref());
            missing.next().map_or(Ok(()), |reason| Err(reason.clone()))
        };
        let code = table.departments.get(table.department[case] as usize);
        let rate = code.and_then(|code| self.by_department.get(code.as_str()));
        let lines = self.services.get(&case).map_or(&[][..], Vec::as_slice);
        let drugs = wanting(true);
        let quantities = drugs
            .clone()
            .and_then(|()| quantities::units_of(basis, self.rates, lines));
        let items = drugs
            .clone()
            .and_then(|()| quantities::items_of(basis, &self.index, lines));
        let done = |answer: Option<&Reason>| answer.map_or(Ok(()), |reason| Err(reason.clone()));
        let covers = [
            wanting(false),
            drugs.and_then(|()| match rate {
                Some(unit) => done(unit.rate.as_ref().err()),
                None => Err(Reason::new("reason.no_discharge_unit")
                    .with("department", code.cloned().unwrap_or_default())),
            }),
            done(items.as_ref().err()),
            done(quantities.as_ref().err()),
        ];
        Judged {
            covers,
            quantities: quantities.unwrap_or_default(),
            items: items.unwrap_or_default(),
        }
    }
}

/// Cases of a group (of all groups for `None`) that a method covers, in file order.
pub(super) fn covered(judge: &Judge<'_>, method: Method, group: Option<u32>) -> Vec<usize> {
    let basis = judge.basis;
    let table = &basis.facts.cases;
    let chosen = |case: &usize| group.is_none_or(|group| table.group[*case] == group);
    let charges = |case: usize| -> Vec<i64> {
        let units = basis.costing.case_unit_charges.iter();
        units.map(|charges| charges[case]).collect()
    };
    (0..table.len())
        .filter(chosen)
        .filter(|case| judge.judge(*case, &charges(*case)).covers[method as usize].is_ok())
        .collect()
}

/// All cells, sorted by group and discharge unit as the dictionaries number them.
pub(super) fn cells(judge: &Judge<'_>) -> Vec<Cell> {
    let basis = judge.basis;
    let table = &basis.facts.cases;
    let units = basis.costing.case_unit_charges.len();
    let mut cells: BTreeMap<(u32, u32), Cell> = BTreeMap::new();
    let mut charges = vec![0_i64; units];
    for case in 0..table.len() {
        let (group, department) = (table.group[case], table.department[case]);
        let cell = cells.entry((group, department)).or_insert_with(|| Cell {
            group,
            department,
            quantities: vec![Fraction::zero(); units],
            ..Cell::default()
        });
        let total = table.charge[case];
        cell.cases += 1;
        cell.charge += i128::from(total);
        for (to, from) in charges.iter_mut().zip(&basis.costing.case_unit_charges) {
            *to = from[case];
        }
        let judged = judge.judge(case, &charges);
        for (covered, answer) in cell.covered.iter_mut().zip(judged.covers) {
            match answer {
                Ok(()) => covered.note(table.los[case], total, &charges),
                Err(reason) => {
                    covered.missing.get_or_insert(reason);
                }
            }
        }
        for (unit, quantity) in judged.quantities {
            cell.quantities[unit] += &quantity;
        }
        for (item, quantity) in judged.items {
            *cell.items.entry(item).or_default() += &quantity;
        }
    }
    cells.into_values().collect()
}

/// What every method asks of a case: fee lines, and no cost that the file gives.
fn basics(basis: Basis<'_>, case: usize, total: i64, charges: &[i64]) -> Computed<()> {
    if let Some(Some(_)) = basis.facts.cases.given_cost.get(case) {
        return Err(Reason::new("reason.given_cost"));
    }
    if total != 0 && charges.iter().all(|charge| *charge == 0) {
        return Err(Reason::new("reason.no_fee_detail"));
    }
    Ok(())
}

impl Covered {
    fn note(&mut self, los: u16, total: i64, charges: &[i64]) {
        self.cases += 1;
        self.days += i128::from(los);
        self.charge += i128::from(total);
        self.units.resize(charges.len(), 0);
        for (sum, charge) in self.units.iter_mut().zip(charges) {
            *sum += i128::from(*charge);
        }
    }
}

/// Sums of one method over the cells of a group.
pub(super) struct Sums {
    pub cases: u64,
    pub charge: Money,
    pub units: Vec<i128>,
    pub missing: Option<Reason>,
}

impl Sums {
    pub fn new(basis: Basis<'_>, method: Method, cells: &[&Cell]) -> Self {
        let mut units = vec![0_i128; basis.costing.case_unit_charges.len()];
        let (mut cases, mut charge, mut missing) = (0, 0_i128, None);
        for covered in cells.iter().map(|cell| &cell.covered[method as usize]) {
            cases += covered.cases;
            charge += covered.charge;
            for (sum, part) in units.iter_mut().zip(&covered.units) {
                *sum += part;
            }
            if missing.is_none() {
                missing.clone_from(&covered.missing);
            }
        }
        Self {
            cases,
            charge: Money::saturating(charge),
            units,
            missing,
        }
    }
    /// Charges × ratio of each unit; `carved` keeps drugs and billed consumables only.
    pub fn charged(&self, basis: Basis<'_>, carved: bool) -> Computed<Vec<Fraction>> {
        let part = |(unit, fen): (usize, &i128)| {
            if *fen == 0 || (carved && !basis.is_carved(unit)) {
                return Ok(Fraction::zero());
            }
            Ok(basis.ratio(unit)? * &Fraction::whole(*fen))
        };
        self.units.iter().enumerate().map(part).collect()
    }
    /// Where no case is covered: why.
    pub fn some(&self) -> Computed<()> {
        let none = || {
            let reason = self.missing.clone();
            reason.unwrap_or_else(|| Reason::new("reason.no_cases"))
        };
        if self.cases == 0 { Err(none()) } else { Ok(()) }
    }
}

/// 成本收入比法: the reference of the others.
pub(super) fn cost_to_charge(basis: Basis<'_>, cells: &[&Cell]) -> MethodCost {
    let sums = Sums::new(basis, Method::CostToCharge, cells);
    let parts = sums.some().and_then(|()| sums.charged(basis, false));
    let cost = parts.as_ref().map(|parts| parts.iter().sum());
    let cost: Computed<Fraction> = cost.map_err(Clone::clone);
    let none = cost
        .as_ref()
        .map(|_| Fraction::zero())
        .map_err(Clone::clone);
    MethodCost {
        method: Method::CostToCharge,
        cases: sums.cases,
        charge: sums.charge,
        reference: cost.clone(),
        cost,
        pool: none.clone(),
        driver: none,
        missing: sums.missing,
        by_unit: parts.unwrap_or_default(),
        by_rate: BTreeMap::new(),
    }
}
