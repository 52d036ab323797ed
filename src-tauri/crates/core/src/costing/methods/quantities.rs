//! 自下而上法 and 服务单元叠加法: quantities of the case × unit cost of item or service unit, plus drugs and billed
//! consumables.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Cell, Sums};
use super::{Basis, CaseServices, ItemCosts, Method, MethodCost};
use crate::facts::{CaseServiceRow, Facts};
use crate::quantity::{Computed, Fraction, Reason};

/// Unit cost of a service unit.
/// 服务单元单位成本
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuantityRate {
    /// Service unit code.
    pub code: String,
    /// Cost before level 3, drugs and billed consumables carved out, exact 分.
    pub cost: Fraction,
    /// Total volume, all patients.
    pub volume: Computed<Fraction>,
    /// What is counted, as the file says: 床日, 小时, 分钟, 点.
    pub measure: String,
    /// cost ÷ volume.
    pub rate: Computed<Fraction>,
}

/// Unit costs in the plan's order; `None` for drugs and billed consumables, which come from the charges.
///
/// Source: cost-method §2.1 (服务单元叠加法, as generally explained); pool as in architecture §5.
pub fn quantity_rates(basis: Basis<'_>) -> Vec<Option<QuantityRate>> {
    let units = basis.costing.service_units.iter().enumerate();
    let rate = |(index, unit): (usize, &crate::costing::ServiceUnitCost)| {
        if basis.is_carved(index) {
            return None;
        }
        let missing = || Reason::new("reason.no_service_volume").with("unit", unit.code.as_str());
        let volume = basis.costing.case_services.volumes.get(index).cloned();
        let volume = volume
            .flatten()
            .filter(Fraction::is_positive)
            .ok_or_else(missing);
        let cost: Fraction = unit.cost.iter().sum();
        let measure = basis
            .facts
            .service_volumes
            .iter()
            .find(|row| row.service_unit == unit.code && !row.measure.is_empty())
            .map_or("", |row| row.measure.as_str());
        Some(QuantityRate {
            code: unit.code.clone(),
            rate: volume
                .clone()
                .and_then(|volume| cost.over(&volume, missing)),
            volume,
            measure: measure.to_owned(),
            cost,
        })
    };
    units.map(rate).collect()
}

/// One line of a case: the service unit's position, or `None` for an item, and the row.
pub(super) type Line<'a> = (Option<usize>, &'a CaseServiceRow);

/// Lines by case.
pub(super) fn by_case<'a>(
    facts: &'a Facts,
    services: &CaseServices,
) -> BTreeMap<usize, Vec<Line<'a>>> {
    let mut lines: BTreeMap<usize, Vec<Line<'_>>> = BTreeMap::new();
    let units = services.units.iter().enumerate();
    let units = units.flat_map(|(unit, found)| found.iter().map(move |line| (Some(unit), line)));
    for (unit, line) in units.chain(services.items.iter().map(|line| (None, line))) {
        if let Some(row) = facts.case_services.get(line.row) {
            lines.entry(line.case).or_default().push((unit, row));
        }
    }
    lines
}

/// Quantities per service unit of one case.
pub(super) fn units_of(
    basis: Basis<'_>,
    rates: &[Option<QuantityRate>],
    lines: &[Line<'_>],
) -> Computed<Vec<(usize, Fraction)>> {
    let mut out = Vec::new();
    for (unit, row) in lines {
        let Some(unit) = unit else { continue };
        if let Some(Some(rate)) = rates.get(*unit) {
            rate.rate.as_ref().map_err(Clone::clone)?;
            out.push((*unit, row.quantity.clone()));
        }
    }
    if out.is_empty() {
        return Err(if basis.facts.case_services.is_empty() {
            Reason::new("reason.no_case_services")
        } else {
            Reason::new("reason.case_without_services")
        });
    }
    Ok(out)
}

/// Units that cost an item, by item code.
pub(super) struct ItemIndex<'a>(BTreeMap<&'a str, Vec<&'a str>>);

impl<'a> ItemIndex<'a> {
    pub fn new(items: &'a ItemCosts) -> Self {
        let mut index: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (unit, item) in items.keys() {
            index.entry(item).or_default().push(unit);
        }
        Self(index)
    }
    /// The costed item a line means.
    fn find(&self, row: &CaseServiceRow) -> Computed<(String, String)> {
        let none = || {
            Reason::new("reason.no_item_cost")
                .with("item", row.service.as_str())
                .with("unit", row.executing.clone().unwrap_or_default())
        };
        let units = self.0.get(row.service.as_str()).ok_or_else(none)?;
        let unit = match &row.executing {
            Some(unit) => units.iter().find(|own| **own == unit.as_str()),
            None if units.len() > 1 => {
                let several = Reason::new("reason.item_in_several_units");
                return Err(several.with("item", row.service.as_str()));
            }
            None => units.first(),
        };
        Ok(((*unit.ok_or_else(none)?).to_owned(), row.service.clone()))
    }
}

/// Quantities per costed item of one case.
pub(super) fn items_of(
    basis: Basis<'_>,
    index: &ItemIndex<'_>,
    lines: &[Line<'_>],
) -> Computed<Vec<((String, String), Fraction)>> {
    if basis.items.is_empty() {
        return Err(Reason::new("reason.no_item_costs"));
    }
    let mut out = Vec::new();
    for (_, row) in lines.iter().filter(|(unit, _)| unit.is_none()) {
        out.push((index.find(row)?, row.quantity.clone()));
    }
    if out.is_empty() {
        return Err(Reason::new("reason.case_without_items"));
    }
    Ok(out)
}

/// 服务单元叠加法: Σ quantity × unit cost + drugs + billed consumables.
pub(super) fn service_units(
    basis: Basis<'_>,
    rates: &[Option<QuantityRate>],
    cells: &[&Cell],
) -> MethodCost {
    let mut quantities = vec![Fraction::zero(); rates.len()];
    for cell in cells {
        for (sum, part) in quantities.iter_mut().zip(&cell.quantities) {
            *sum += part;
        }
    }
    let priced: Vec<bool> = rates
        .iter()
        .map(|rate| rate.as_ref().is_some_and(|rate| rate.rate.is_ok()))
        .collect();
    let added = rates.iter().zip(&quantities).map(|(rate, quantity)| {
        match rate.as_ref().map(|rate| &rate.rate) {
            Some(Ok(rate)) if !quantity.is_zero() => rate * quantity,
            _ => Fraction::zero(),
        }
    });
    let added = added.collect();
    finish(
        basis,
        Method::ServiceUnits,
        cells,
        added,
        &priced,
        Fraction::zero(),
    )
}

/// 自下而上法: Σ item quantity × item unit cost + drugs + billed consumables.
pub(super) fn bottom_up(basis: Basis<'_>, cells: &[&Cell]) -> MethodCost {
    let position: BTreeMap<&str, usize> = basis
        .plan
        .service_units
        .iter()
        .enumerate()
        .rev()
        .map(|(index, unit)| (unit.code.as_str(), index))
        .collect();
    let belongs = |unit: &str| -> Option<usize> {
        let department = basis.facts.department(unit)?;
        let found = position.get(department.service_unit.as_deref()?)?;
        (!basis.is_carved(*found)).then_some(*found)
    };
    let units = basis.costing.service_units.len();
    let (mut added, mut outside) = (vec![Fraction::zero(); units], Fraction::zero());
    for (item, quantity) in cells.iter().flat_map(|cell| &cell.items) {
        let Some(rate) = basis.items.get(item) else {
            continue;
        };
        let cost = rate * quantity;
        match belongs(&item.0).and_then(|unit| added.get_mut(unit)) {
            Some(sum) => *sum += &cost,
            None => outside += &cost,
        }
    }
    let costed: BTreeSet<usize> = basis
        .items
        .keys()
        .filter_map(|(unit, _)| belongs(unit))
        .collect();
    let priced: Vec<bool> = (0..units).map(|unit| costed.contains(&unit)).collect();
    finish(basis, Method::BottomUp, cells, added, &priced, outside)
}

/// Adds drugs and billed consumables and separates pool from driver: what cost-to-charge puts on units the method does
/// not price (and what items of units outside the service units cost) is the pool's doing, the rest the driver's.
fn finish(
    basis: Basis<'_>,
    method: Method,
    cells: &[&Cell],
    added: Vec<Fraction>,
    priced: &[bool],
    outside: Fraction,
) -> MethodCost {
    let sums = Sums::new(basis, method, cells);
    let own = sums.some().and_then(|()| sums.charged(basis, true));
    let charged = sums.some().and_then(|()| sums.charged(basis, false));
    let by_unit: Computed<Vec<Fraction>> = own.map(|own| {
        let parts = own.iter().zip(&added);
        parts.map(|(own, added)| own + added).collect()
    });
    let total = |parts: &Vec<Fraction>| parts.iter().sum::<Fraction>() + &outside;
    let cost = by_unit.as_ref().map(total).map_err(Clone::clone);
    let reference = charged
        .as_ref()
        .map(|parts| parts.iter().sum())
        .map_err(Clone::clone);
    let cause = |of_pool: bool| -> Computed<Fraction> {
        let (own, charged) = (by_unit.as_ref(), charged.as_ref());
        let (own, charged) = (own.map_err(Clone::clone)?, charged.map_err(Clone::clone)?);
        let mut sum = if of_pool {
            outside.clone()
        } else {
            Fraction::zero()
        };
        for (unit, (ours, theirs)) in own.iter().zip(charged).enumerate() {
            let outside_pool = !basis.is_carved(unit) && !priced.get(unit).is_some_and(|own| *own);
            if outside_pool == of_pool {
                sum += &(ours - theirs);
            }
        }
        Ok(sum)
    };
    MethodCost {
        method,
        cases: sums.cases,
        charge: sums.charge,
        cost,
        reference,
        pool: cause(true),
        driver: cause(false),
        missing: sums.missing,
        by_unit: by_unit.unwrap_or_default(),
        by_rate: BTreeMap::new(),
    }
}
