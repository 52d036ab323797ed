//! Cost of bed-day, visit, service unit and case (成本收入比法), from the allocation.

mod activity_based;
mod calendar;
mod case_rates;
mod cases;
pub mod methods;
mod objects;
mod service_items;
mod service_units;
pub mod statistics;
mod time_driven;
pub mod wip;

pub use activity_based::ActivityCost;
pub use service_items::{ItemCost, ItemMethod, UnitItems, revenue as item_revenue};
pub use time_driven::{PathwayCost, ResourceCost, TimeDriven};

pub(crate) use activity_based::resource_driver;
pub(crate) use objects::billed;
pub(crate) use service_items::carves;
pub(crate) use time_driven::sources as resource_sources;

use serde::Serialize;

use crate::allocation::Allocation;
use crate::facts::Facts;
use crate::hospital::ItemAmounts;
use crate::issue::Issue;
use crate::plan::{Adjustments, Plan};
use crate::quantity::{Computed, Fraction, Money};

/// Cost per visit or bed-day of one unit, or of the hospital.
/// 诊次成本、床日成本
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ObjectCost {
    /// Unit code; `None` for the hospital.
    pub department: Option<String>,
    /// Number of visits or occupied bed-days.
    pub count: u64,
    /// Full cost by item. Where a unit's cost cannot be split between visits and bed-days, its whole cost (and no
    /// `unit_cost`); the hospital's line then holds the cost of the other units.
    pub cost: ItemAmounts,
    /// Per visit or day, 分.
    pub unit_cost: Computed<Fraction>,
    /// The same without drugs (不含药).
    pub unit_cost_without_drugs: Computed<Fraction>,
    /// The same without drugs and separately billed consumables (不含药品和单独收费卫生材料).
    pub unit_cost_without_drugs_and_billed: Computed<Fraction>,
    /// Separately billed consumables in `cost`: the unit's own and those passed on by technology, 分.
    pub billed: Fraction,
    /// Part of the unit's full cost that is here, where it is split between visits and bed-days; `None`: all of it.
    pub share: Option<Fraction>,
    /// Open beds × calendar days covered; `None` for visits, and where beds are not known.
    pub open_bed_days: Option<u64>,
}

/// One service unit: cost, revenue, ratio, and where the cost goes.
/// 服务单元成本收入比
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServiceUnitCost {
    /// Service unit code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Cost by item: members' direct + level 1 + level 2, carve-outs moved.
    pub cost: ItemAmounts,
    /// Revenue of in- and outpatients (denominator of the ratio).
    pub revenue: Money,
    /// Of which outpatients.
    pub outpatient_revenue: Money,
    /// Charges of the cases that are mapped to this unit.
    pub case_charges: Money,
    /// Cost ÷ revenue.
    pub ratio: Computed<Fraction>,
    /// Cost ÷ revenue by item.
    pub item_ratio: Computed<ItemAmounts>,
}

/// Costs of all objects.
/// 成本核算结果
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Costing {
    /// Bed-day cost: the hospital first, then units with bed-days by code.
    pub bed_days: Vec<ObjectCost>,
    /// Visit cost: the hospital first, then units with visits by code.
    pub visits: Vec<ObjectCost>,
    /// Service units in the plan's order.
    pub service_units: Vec<ServiceUnitCost>,
    /// Charges per service unit (plan order) and case, 分: `case_unit_charges[unit][case]`.
    pub case_unit_charges: Vec<Vec<i64>>,
    /// Cost of each case, exact only in [`crate::margin`]'s sums; here rounded once to 分 for display. `Err` where the
    /// ratio of a unit the case was charged in is not computable.
    pub case_cost: Vec<Computed<Money>>,
    /// Cost at the plan's level that belongs to no service unit (未归集到服务单元), by item: units without one, and
    /// what the allocation could not place before level 3. Σ `service_units` + this = the level's total, exactly.
    pub unassigned: ItemAmounts,
    /// Of which units: (unit code, `reason.no_service_unit` or `reason.unknown_service_unit`, by item).
    pub unassigned_lines: Vec<(String, &'static str, ItemAmounts)>,
    /// Revenue whose service unit the plan does not know.
    pub unassigned_revenue: Money,
    /// Charges of cases on fee lines that lead to no service unit.
    pub unmapped_charges: Money,
    /// Quantities of services, by case and service unit or item.
    pub case_services: methods::CaseServices,
    /// Patients in the house at the beginning and end of the period.
    pub wip: wip::Wip,
    /// Service items of the units that have some, by unit code; empty without a ledger.
    pub service_items: Vec<UnitItems>,
    /// Time-driven rates, pathways and unused capacity.
    pub time_driven: TimeDriven,
}

/// Costs every object from the allocation; `None` where there is no ledger (cost is given per case).
/// 成本核算(诊次、床日、服务单元、病例)
///
/// Bed-day and visit cost use full cost after level 3 (cost-method §1.7); service units use cost after level 2 with
/// drugs and billed consumables carved out (§1.9). A case cost given by the file stands as it is: it has no items, so no
/// scenario of wages or prices moves it (`costing.given_cost_not_adjusted`). Volumes and stays are the matter of
/// [`crate::margin`].
pub fn cost(
    facts: &Facts,
    plan: &Plan,
    allocation: Option<&Allocation>,
    adjustments: &Adjustments,
) -> (Costing, Vec<Issue>) {
    let (mut costing, mut issues) = (Costing::default(), Vec::new());
    if let Some(allocation) = allocation {
        objects::objects(facts, plan, allocation, &mut costing, &mut issues);
        costing.service_items = service_items::service_items(facts, plan, allocation, &mut issues);
    }
    service_units::service_units(facts, plan, allocation, &mut costing, &mut issues);
    cases::cases(facts, plan, adjustments, &mut costing, &mut issues);
    costing.case_services = methods::case_services(facts, plan, &mut issues);
    wip::wip(facts, plan, &mut costing, &mut issues);
    costing.time_driven = time_driven::time_driven(facts, plan, adjustments, &mut issues);
    issues.sort();
    issues.dedup();
    (costing, issues)
}
