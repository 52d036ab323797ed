//! Cost of bed-day, visit, service unit and case (成本收入比法), from the allocation.

use serde::Serialize;

use crate::hospital::ItemAmounts;
use crate::quantity::{Computed, Fraction, Money};

/// Cost per visit or bed-day of one unit, or of the hospital.
/// 诊次成本、床日成本
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ObjectCost {
    /// Unit code; `None` for the hospital.
    pub department: Option<String>,
    /// Number of visits or occupied bed-days.
    pub count: u64,
    /// Full cost by item.
    pub cost: ItemAmounts,
    /// Per visit or day, 分.
    pub unit_cost: Computed<Fraction>,
    /// The same without drugs (不含药).
    pub unit_cost_without_drugs: Computed<Fraction>,
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
}
