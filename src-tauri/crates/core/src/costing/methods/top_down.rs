//! 自上而下法: drugs and billed consumables of the patient, and the rate of the unit for every day (or another parameter).

use std::collections::BTreeMap;

use super::cells::{Cell, Sums};
use super::{Basis, Method, MethodCost};
use crate::plan::TopDownDriver;
use crate::quantity::{Computed, Fraction, Reason};

/// Rate of one discharge unit.
/// 科室分摊率
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopDownUnit {
    /// Unit code.
    pub department: String,
    /// Full cost of its inpatients (the numerator of bed-day cost), exact 分.
    pub pool: Computed<Fraction>,
    /// Of which drugs and billed consumables of all its inpatients: charges ordered × ratio.
    pub own: Computed<Fraction>,
    /// Sum of the parameter over all its inpatients.
    pub parameter: Fraction,
    /// (pool − own) ÷ parameter.
    pub rate: Computed<Fraction>,
    /// What cost-to-charge gives its inpatients without drugs and billed consumables: charges ordered × ratio.
    pub charged: Computed<Fraction>,
}

impl TopDownUnit {
    /// pool − own: what the rate spreads.
    pub fn spread(&self) -> Computed<Fraction> {
        Ok(self.pool.clone()? - &self.own.clone()?)
    }
}

/// Rates of all discharge units of the cases and of all units with bed-days, by code.
///
/// The pool is the whole unit's inpatients of the period, those still in the house included; therefore the parameter
/// is too (occupied bed-days, not the stays of the discharges), and a patient's stay takes its share. What the
/// discharges do not take stays visible as the remainder of the pool. Source: cost-method §1.9, 自上而下法 1–2.
pub fn top_down_units(basis: Basis<'_>) -> Vec<TopDownUnit> {
    let table = &basis.facts.cases;
    let mut cases: BTreeMap<&str, i128> = BTreeMap::new();
    for index in &table.department {
        if let Some(code) = table.departments.get(*index as usize) {
            *cases.entry(code).or_default() += 1;
        }
    }
    let beds: BTreeMap<&str, &crate::costing::ObjectCost> = basis
        .costing
        .bed_days
        .iter()
        .filter_map(|object| Some((object.department.as_deref()?, object)))
        .collect();
    let codes: std::collections::BTreeSet<&str> =
        cases.keys().chain(beds.keys()).copied().collect();
    let ordered = ordered(basis);
    let unit = |code: &str| {
        let object = beds.get(code);
        let no_days = || Reason::new("reason.no_bed_days").with("department", code);
        let pool = object.map_or_else(
            || Err(no_days()),
            |object| {
                let whole = || object.cost.iter().sum();
                object
                    .unit_cost
                    .as_ref()
                    .map(|_| whole())
                    .map_err(Clone::clone)
            },
        );
        let charges = ordered.get(code);
        let part = |carved: bool| -> Computed<Fraction> {
            let mut parts = Vec::new();
            for (unit, fen) in charges.into_iter().flatten() {
                if basis.is_carved(*unit) == carved && *fen != 0 {
                    parts.push(basis.ratio(*unit)? * &Fraction::whole(*fen));
                }
            }
            Ok(parts.iter().sum())
        };
        let parameter = match basis.plan.disease.top_down {
            TopDownDriver::BedDays => {
                Fraction::whole(object.map_or(0, |object| i128::from(object.count)))
            }
            TopDownDriver::Cases => Fraction::whole(cases.get(code).copied().unwrap_or(0)),
            TopDownDriver::Charges => {
                let own = charges.into_iter().flatten();
                Fraction::whole(
                    own.filter(|(unit, _)| !basis.is_carved(**unit))
                        .map(|(_, fen)| *fen)
                        .sum::<i128>(),
                )
            }
        };
        let mut unit = TopDownUnit {
            department: code.to_owned(),
            pool,
            own: part(true),
            charged: part(false),
            rate: Ok(Fraction::zero()),
            parameter,
        };
        let nothing = || {
            Reason::new("reason.no_parameter")
                .with("department", code)
                .with(
                    "parameter",
                    format!("@top_down.{}", basis.plan.disease.top_down.key()),
                )
        };
        unit.rate = unit
            .spread()
            .and_then(|spread| spread.over(&unit.parameter, nothing));
        unit
    };
    codes.into_iter().map(unit).collect()
}

/// Inpatient charges by ordering unit and service unit.
fn ordered<'a>(basis: Basis<'a>) -> BTreeMap<&'a str, BTreeMap<usize, i128>> {
    let position: BTreeMap<&str, usize> = basis
        .plan
        .service_units
        .iter()
        .enumerate()
        .rev()
        .map(|(index, unit)| (unit.code.as_str(), index))
        .collect();
    let mut ordered: BTreeMap<&str, BTreeMap<usize, i128>> = BTreeMap::new();
    for line in basis.facts.revenue.iter().filter(|line| line.inpatient) {
        if let Some(unit) = position.get(line.service_unit.as_str()) {
            let own = ordered.entry(&line.ordering).or_default();
            *own.entry(*unit).or_default() += i128::from(line.amount.fen());
        }
    }
    ordered
}

/// Parameter of the covered cases of a cell.
pub(super) fn parameter(basis: Basis<'_>, cell: &Cell) -> Fraction {
    let covered = &cell.covered[Method::TopDown as usize];
    Fraction::whole(match basis.plan.disease.top_down {
        TopDownDriver::BedDays => covered.days,
        TopDownDriver::Cases => i128::from(covered.cases),
        TopDownDriver::Charges => {
            let own = covered.units.iter().enumerate();
            own.filter(|(unit, _)| !basis.is_carved(*unit))
                .map(|(_, fen)| *fen)
                .sum()
        }
    })
}

/// Cost of a group, and why it differs from cost-to-charge.
///
/// For each discharge unit, the pool is first thought spread by the cost-to-charge cost of its inpatients (without
/// drugs and billed consumables): what that changes is the pool's doing, the rest is the driver's. Where those
/// inpatients have no such cost the whole difference stands under the pool.
pub(super) fn cost(basis: Basis<'_>, units: &[TopDownUnit], cells: &[&Cell]) -> MethodCost {
    let sums = Sums::new(basis, Method::TopDown, cells);
    let by_code: BTreeMap<&str, &TopDownUnit> = units
        .iter()
        .map(|unit| (unit.department.as_str(), unit))
        .collect();
    let (mut by_rate, mut pool) = (BTreeMap::<String, Fraction>::new(), Ok(Vec::new()));
    for cell in cells {
        let covered = &cell.covered[Method::TopDown as usize];
        let code = basis.facts.cases.departments.get(cell.department as usize);
        let unit = code.and_then(|code| by_code.get(code.as_str()));
        let (Some(unit), true) = (unit, covered.cases > 0) else {
            continue;
        };
        let Ok(rate) = &unit.rate else { continue };
        let spread = rate * &parameter(basis, cell);
        pool = pool.and_then(|mut parts: Vec<Fraction>| {
            parts.push(pool_part(basis, unit, cell, &spread)?);
            Ok(parts)
        });
        *by_rate.entry(unit.department.clone()).or_default() += &spread;
    }
    let own = sums.some().and_then(|()| sums.charged(basis, true));
    let cost: Computed<Fraction> = own
        .as_ref()
        .map(|own| own.iter().chain(by_rate.values()).sum())
        .map_err(Clone::clone);
    let reference = sums
        .some()
        .and_then(|()| sums.charged(basis, false))
        .map(|parts| parts.iter().sum());
    let pool = sums
        .some()
        .and_then(|()| pool.map(|parts| parts.iter().sum::<Fraction>()));
    let driver =
        difference(&cost, &reference).and_then(|difference| Ok(difference - &pool.clone()?));
    MethodCost {
        method: Method::TopDown,
        cases: sums.cases,
        charge: sums.charge,
        cost,
        reference,
        pool,
        driver,
        missing: sums.missing,
        by_unit: own.unwrap_or_default(),
        by_rate,
    }
}

fn difference(a: &Computed<Fraction>, b: &Computed<Fraction>) -> Computed<Fraction> {
    Ok(a.clone()? - &b.clone()?)
}

/// Charged cost × (pool ÷ charged cost of the unit − 1) of one cell.
fn pool_part(
    basis: Basis<'_>,
    unit: &TopDownUnit,
    cell: &Cell,
    spread: &Fraction,
) -> Computed<Fraction> {
    let covered = &cell.covered[Method::TopDown as usize];
    let mut parts = Vec::new();
    for (position, fen) in covered.units.iter().enumerate() {
        if *fen != 0 && !basis.is_carved(position) {
            parts.push(basis.ratio(position)? * &Fraction::whole(*fen));
        }
    }
    let charged: Fraction = parts.iter().sum();
    let none = || Reason::new("reason.no_parameter");
    match unit.spread()?.over(&unit.charged.clone()?, none) {
        Ok(factor) => Ok(&charged * &factor - &charged),
        Err(_) => Ok(spread - &charged),
    }
}
