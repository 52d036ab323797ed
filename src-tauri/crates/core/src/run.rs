//! The front door: facts, policy, plan and adjustments in; the whole result out.

use crate::allocation::Allocation;
use crate::break_even::BreakEven;
use crate::costing::Costing;
use crate::issue::Issue;
use crate::margin::Margins;
use crate::payment::Payments;
use crate::quantity::Computed;

/// Break-even of the hospital and of every segment, parallel to [`Margins`].
/// 保本分析结果
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreakEvens {
    /// The hospital: fixed cost less income that does not depend on volume, against the contribution of all cases.
    pub hospital: Computed<BreakEven>,
    /// Parallel to [`Margins::groups`].
    pub groups: Vec<Computed<BreakEven>>,
    /// Parallel to [`Margins::departments`].
    pub departments: Vec<Computed<BreakEven>>,
}

/// Everything computed from one set of inputs.
/// 一次测算
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Direct cost and step-down; `None` when there is no ledger (cost is given per case).
    pub allocation: Option<Allocation>,
    /// Bed-day, visit, service unit, case.
    pub costing: Costing,
    /// Payment per case.
    pub payments: Payments,
    /// Payment against cost.
    pub margins: Margins,
    /// Break-even.
    pub break_even: BreakEvens,
    /// Trouble met on the way, sorted, without duplicates.
    pub issues: Vec<Issue>,
}
