//! 病种与病组成本四法: the same cases costed by cost-to-charge, top-down, bottom-up and service-unit addition, with the
//! differences explained.
//!
//! The four agree where pools and drivers agree. They differ for two reasons, which are kept apart and add up to the
//! difference exactly: another *pool* (the method costs something the other leaves out) and another *driver* (the same
//! pool, spread by other means). Source: cost-method §1.9, §2.1 (from secondary sources, to be checked against the originals).

mod cells;
mod link;
mod quantities;
mod top_down;

pub use link::{CaseService, CaseServices};
pub use quantities::{QuantityRate, quantity_rates};
pub use top_down::{TopDownUnit, top_down_units};

pub(in crate::costing) use link::case_services;

use std::collections::BTreeMap;

use super::Costing;
use crate::facts::Facts;
use crate::hospital::ServiceUnitKind;
use crate::plan::Plan;
use crate::quantity::{Computed, Fraction, Money, Reason};
use cells::Cell;

/// How a case is costed.
/// 病例成本核算方法
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// 成本收入比法
    CostToCharge,
    /// 自上而下法 (参数分配法)
    TopDown,
    /// 自下而上法 (项目叠加法)
    BottomUp,
    /// 服务单元叠加法
    ServiceUnits,
}

impl Method {
    /// All four, in the order of the reports.
    pub const ALL: [Self; 4] = [
        Self::CostToCharge,
        Self::TopDown,
        Self::BottomUp,
        Self::ServiceUnits,
    ];
    /// Stable key; the message key is `method.` + key.
    pub const fn key(self) -> &'static str {
        ["cost_to_charge", "top_down", "bottom_up", "service_units"][self as usize]
    }
}

/// Cost of one unit of a charged item, exact 分, by (executing unit code, item code).
/// 医疗服务项目单位成本
pub type ItemCosts = BTreeMap<(String, String), Fraction>;

/// One group costed by one method.
/// 病组成本(一种方法)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodCost {
    /// Method.
    pub method: Method,
    /// Cases the method can cost.
    pub cases: u64,
    /// Their charges.
    pub charge: Money,
    /// Their cost, exact 分; `Err` where no case can be costed.
    pub cost: Computed<Fraction>,
    /// Cost of the same cases by cost-to-charge.
    pub reference: Computed<Fraction>,
    /// Of `cost − reference`: because the method's pool holds more or less.
    pub pool: Computed<Fraction>,
    /// Of `cost − reference`: because the pool is spread by another driver. `pool + driver = cost − reference`, exactly.
    pub driver: Computed<Fraction>,
    /// Why a case is not covered: the first reason met.
    pub missing: Option<Reason>,
    /// Cost by service unit (plan order); for top-down only drugs and billed consumables stand here.
    pub by_unit: Vec<Fraction>,
    /// Top-down: what came by the rate of each discharge unit, by unit code.
    pub by_rate: BTreeMap<String, Fraction>,
}

impl MethodCost {
    /// `cost − reference`.
    pub fn difference(&self) -> Computed<Fraction> {
        Ok(self.cost.clone()? - &self.reference.clone()?)
    }
}

/// One group (or all cases) by the four methods.
/// 病组成本四法对照
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupMethods {
    /// Group code; empty for all cases.
    pub code: String,
    /// Name.
    pub name: String,
    /// Cases of the group.
    pub cases: u64,
    /// Their charges.
    pub charge: Money,
    /// In the order of [`Method::ALL`].
    pub methods: [MethodCost; 4],
}

/// What a method could spread, and what it did spread.
/// 方法的成本池
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodPool {
    /// Cost the method draws from: all service units; for top-down the inpatient full cost of the units with bed-days.
    pub pool: Fraction,
    /// Cost of the covered cases.
    pub covered: Fraction,
}

impl MethodPool {
    /// What stays with others: outpatients, patients in the house, cases without the data the method needs.
    pub fn remainder(&self) -> Fraction {
        &self.pool - &self.covered
    }
}

/// All groups by all methods.
/// 病种与病组成本四法
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Methods {
    /// By group code.
    pub groups: Vec<GroupMethods>,
    /// All cases.
    pub all: GroupMethods,
    /// In the order of [`Method::ALL`]; bottom-up has no pool of its own (item costs come from their units).
    pub pools: [Option<MethodPool>; 4],
    /// Rates of the top-down method.
    pub top_down: Vec<TopDownUnit>,
    /// Rates of service-unit addition, plan order; `None` for drugs and billed consumables.
    pub rates: Vec<Option<QuantityRate>>,
}

/// What every method works on.
#[derive(Clone, Copy)]
pub struct Basis<'a> {
    /// Facts.
    pub facts: &'a Facts,
    /// Settings.
    pub plan: &'a Plan,
    /// Service units, bed-days and charges of the run.
    pub costing: &'a Costing,
    /// Item unit costs; empty where no item is costed.
    pub items: &'a ItemCosts,
}

impl Basis<'_> {
    /// Whether the unit at this position holds drugs or billed consumables, which every method takes from the charges.
    fn is_carved(&self, unit: usize) -> bool {
        let unit = self.plan.service_units.get(unit);
        unit.is_some_and(|unit| unit.kind != ServiceUnitKind::Members)
    }
    /// Ratio of the unit at this position.
    fn ratio(&self, unit: usize) -> Computed<&Fraction> {
        let missing = || Reason::new("reason.no_ratio");
        let unit = self.costing.service_units.get(unit).ok_or_else(missing)?;
        unit.ratio.as_ref().map_err(Clone::clone)
    }
}

/// Costs the same cases by four methods.
/// 病种与病组成本四法对照
pub fn compare(basis: Basis<'_>) -> Methods {
    let top_down = top_down_units(basis);
    let rates = quantity_rates(basis);
    let cells = cells::cells(&cells::Judge::new(basis, &top_down, &rates));
    let table = &basis.facts.cases;
    let mut groups: Vec<GroupMethods> = table
        .groups
        .iter()
        .enumerate()
        .map(|(index, code)| {
            let own: Vec<&Cell> = cells
                .iter()
                .filter(|cell| cell.group as usize == index)
                .collect();
            let name = table.group_names.get(index).map_or("", String::as_str);
            group(basis, &top_down, &rates, code, name, &own)
        })
        .filter(|group| group.cases > 0)
        .collect();
    groups.sort_by(|a, b| a.code.cmp(&b.code));
    let every: Vec<&Cell> = cells.iter().collect();
    let all = group(basis, &top_down, &rates, "", "", &every);
    let units: Fraction = basis
        .costing
        .service_units
        .iter()
        .flat_map(|unit| unit.cost.iter())
        .sum();
    let covered = |method: Method| -> Fraction {
        let costs: Vec<&Fraction> = groups
            .iter()
            .filter_map(|group| group.methods[method as usize].cost.as_ref().ok())
            .collect();
        costs.into_iter().sum()
    };
    let of = |method: Method, pool: Fraction| {
        Some(MethodPool {
            pool,
            covered: covered(method),
        })
    };
    let beds = top_down
        .iter()
        .filter_map(|unit| unit.pool.as_ref().ok())
        .sum();
    let pools = [
        of(Method::CostToCharge, units.clone()),
        of(Method::TopDown, beds),
        None,
        of(Method::ServiceUnits, units),
    ];
    Methods {
        groups,
        all,
        pools,
        top_down,
        rates,
    }
}

/// The cases of a group that a method covers, in file order; of all cases for an empty code.
pub fn covered_cases(basis: Basis<'_>, method: Method, group: &str) -> Vec<usize> {
    let (top_down, rates) = (top_down_units(basis), quantity_rates(basis));
    let judge = cells::Judge::new(basis, &top_down, &rates);
    let groups = &basis.facts.cases.groups;
    let index = groups.iter().position(|code| code == group);
    match index.and_then(|index| u32::try_from(index).ok()) {
        None if !group.is_empty() => Vec::new(),
        index => cells::covered(&judge, method, index),
    }
}

/// Lines of quantities of one case, with the service unit's position (`None` for items).
pub fn lines_of(costing: &Costing, case: usize) -> Vec<(Option<usize>, usize)> {
    let services = &costing.case_services;
    let units = services.units.iter().enumerate();
    let units = units.flat_map(|(unit, lines)| lines.iter().map(move |line| (Some(unit), line)));
    units
        .chain(services.items.iter().map(|line| (None, line)))
        .filter(|(_, line)| line.case == case)
        .map(|(unit, line)| (unit, line.row))
        .collect()
}

/// Unit costs of the charged items of a run; empty where no item is costed.
///
/// Each unit's items by the method its data allow ([`UnitItems::best_method`](super::UnitItems::best_method)).
pub fn item_costs(costing: &Costing) -> ItemCosts {
    let mut costs = ItemCosts::new();
    for unit in &costing.service_items {
        let Some(method) = unit.best_method() else {
            continue;
        };
        for item in &unit.items {
            if let Ok(cost) = item.unit_cost(method) {
                costs.insert((unit.department.clone(), item.code.clone()), cost);
            }
        }
    }
    costs
}

fn group(
    basis: Basis<'_>,
    top_down: &[TopDownUnit],
    rates: &[Option<QuantityRate>],
    code: &str,
    name: &str,
    cells: &[&Cell],
) -> GroupMethods {
    let methods = [
        cells::cost_to_charge(basis, cells),
        top_down::cost(basis, top_down, cells),
        quantities::bottom_up(basis, cells),
        quantities::service_units(basis, rates, cells),
    ];
    GroupMethods {
        code: code.to_owned(),
        name: if name.is_empty() { code } else { name }.to_owned(),
        cases: cells.iter().map(|cell| cell.cases).sum(),
        charge: Money::saturating(cells.iter().map(|cell| cell.charge).sum()),
        methods,
    }
}
