//! Direct cost gathered from the ledger, then 三级分项逐级分步结转: administration → support → technology → clinical,
//! each of the seven items carried separately and exactly.

use serde::Serialize;

use crate::hospital::ItemAmounts;
use crate::quantity::Fraction;

/// Cost of one unit on its way through the three levels, in exact 分 by item.
/// 科室成本(直接、一级、二级、三级、全成本)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct UnitCost {
    /// Direct cost at the plan's level.
    pub direct: ItemAmounts,
    /// Received from administration.
    pub level1: ItemAmounts,
    /// Received from medical support.
    pub level2: ItemAmounts,
    /// Received from medical technology.
    pub level3: ItemAmounts,
    /// Given away to later classes; zero for clinical units.
    pub given: ItemAmounts,
    /// Of `direct`: what the account map carves out, by (service unit code, item index, amount).
    pub carved: Vec<(String, usize, Fraction)>,
}

/// One share of one giving unit's cost: the trail of the step-down.
/// 分配轨迹
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    /// Level 1–3.
    pub level: u8,
    /// Giving unit (index into the facts' departments).
    pub from: usize,
    /// Receiving unit.
    pub to: usize,
    /// Driver code.
    pub driver: String,
    /// Driver value of the receiver.
    pub numerator: Fraction,
    /// Sum of driver values of all receivers.
    pub denominator: Fraction,
    /// What is spread, by item.
    pub pool: ItemAmounts,
}

/// Result of the step-down.
/// 分摊结果
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Allocation {
    /// Per unit, in the order of the facts' departments.
    pub units: Vec<UnitCost>,
    /// Every share, by level, giver, receiver.
    pub shares: Vec<Share>,
    /// Cost that could not be placed (未分配): unknown unit or account, no driver; by item. Never dropped.
    pub unallocated: ItemAmounts,
    /// The same with names: (department code or name as written, reason key, by item).
    pub unallocated_lines: Vec<(String, &'static str, ItemAmounts)>,
}
