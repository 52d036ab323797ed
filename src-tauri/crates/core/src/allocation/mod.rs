//! Direct cost gathered from the ledger, shared bills measured and spread (计算计入), then 三级分项逐级分步结转:
//! administration → support → technology → clinical, each of the seven items carried separately and exactly. Beside it
//! the reciprocal method, and what another driver would change.

mod amounts;
mod driver;
mod driver_facts;
mod gather;
mod held;
mod ladder;
mod linear;
mod network;
mod order;
mod plan_changes;
mod plan_checks;
mod reciprocal;
mod sensitivity;
mod sensitivity_effect;
mod shared;
mod step_down;
mod trail;

pub use amounts::{add, is_zero, scaled, subtract, sums, total};
pub use driver::{DERIVED_DRIVERS, NAMED_DRIVERS, driver_name, rule_for};
pub use driver_facts::{DriverFact, driver_facts, driver_is_money};
pub use gather::{bill_of, enters, ladder};
pub use ladder::{LadderRow, ladder_rows};
pub use network::{Service, services_to};
pub use plan_changes::plan_changes;
pub use reciprocal::{LARGEST, Reciprocal, direct_method, reciprocal};
pub use sensitivity::{Alternative, remedies, sensitivity, stuck_items};
pub use sensitivity_effect::{Effect, EffectPart, Portion, effect, ends_in};
pub use shared::{SharedCost, SharedShare};
pub use step_down::allocate;
pub use trail::{Share, Trail};

use serde::Serialize;

use crate::hospital::ItemAmounts;
use crate::quantity::Fraction;

/// Cost of one unit on its way through the three levels, in exact 分 by item.
/// 科室成本(直接、一级、二级、三级、全成本)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct UnitCost {
    /// Booked to the unit (直接计入) at the plan's level.
    pub direct: ItemAmounts,
    /// The unit's part of shared bills (计算计入). With `direct` it is the unit's 直接成本.
    pub level0: ItemAmounts,
    /// Received from administration; by administration itself only where the plan orders its units.
    pub level1: ItemAmounts,
    /// Received from medical support, likewise.
    pub level2: ItemAmounts,
    /// Received from medical technology, likewise.
    pub level3: ItemAmounts,
    /// Given away to later classes and, by the plan's order, inside the class; zero for clinical units, and for a unit
    /// whose cost could not be spread.
    pub given: ItemAmounts,
    /// Of `direct`: what the account map carves out, by (service unit code, item index, amount), sorted. Filled for
    /// clinical and technology units only: administration and support pass their whole direct cost on in the
    /// step-down, so carving it out as well would count it twice (`allocation.carve_out_passed_on` warns).
    pub carved: Vec<(String, usize, Fraction)>,
}

/// Result of the step-down.
/// 分摊结果
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Allocation {
    /// Per unit, in the order of the facts' departments.
    pub units: Vec<UnitCost>,
    /// Shared bills with an amount at the level, in the order of the plan.
    pub shared: Vec<SharedCost>,
    /// Every share of a shared bill (level 0), by bill; metered ones first.
    pub shared_shares: Vec<SharedShare>,
    /// Every share of levels 1–3.
    pub shares: Trail,
    /// Cost that could not be placed (未分配): unknown unit or account, no driver; by item. Never dropped.
    pub unallocated: ItemAmounts,
    /// Of which cost of technology units that level 3 could not spread. Service-unit costing works on cost after
    /// level 2 and still places it.
    pub unallocated_level3: ItemAmounts,
    /// The same as `unallocated` with names: (department code as written, reason key, by item). Reasons:
    /// `reason.unknown_department`, `reason.unknown_account` (the item is not known either: shown under 其他运行费用),
    /// `reason.no_rule`, `reason.no_driver`; `reason.shared_bill` (then the code is the bill's).
    pub unallocated_lines: Vec<(String, &'static str, ItemAmounts)>,
}
