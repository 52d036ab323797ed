//! The front door: facts, policy, plan and adjustments in; the whole result out.

use crate::allocation::{self, Allocation};
use crate::break_even::BreakEven;
use crate::clearing::{self, Settlement};
use crate::costing::{self, Costing};
use crate::facts::Facts;
use crate::issue::Issue;
use crate::margin::{self, Margins};
use crate::payment::{self, Payments};
use crate::plan::{Adjustments, Plan};
use crate::policy::PolicyPack;
use crate::quantity::Computed;
use crate::sources::{self, Sources};

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
    /// People and assets, and the ledger against them.
    pub sources: Sources,
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
    /// Month, year and cash; `None` where the pack has no such rules. Beside the margins, never part of them.
    pub year: Option<Settlement>,
    /// Trouble met on the way, sorted, without duplicates.
    pub issues: Vec<Issue>,
}

/// Computes everything. Pure: the same inputs give the same run, to the last digit.
pub fn compute(facts: &Facts, policy: &PolicyPack, plan: &Plan, adjustments: &Adjustments) -> Run {
    let mut issues = crate::checks::all(facts);
    let (sources, found) = sources::gather(facts, plan);
    issues.extend(found);
    let allocation = (!facts.ledger.is_empty()).then(|| {
        let (allocation, found) = allocation::allocate(facts, plan, adjustments);
        issues.extend(found);
        allocation
    });
    let (costing, found) = costing::cost(facts, plan, allocation.as_ref(), adjustments);
    issues.extend(found);
    let (payments, found) = payment::settle(facts, policy, adjustments);
    issues.extend(found);
    let (margins, found) = margin::margins(margin::Inputs {
        facts,
        plan,
        policy,
        adjustments,
        costing: &costing,
        payments: &payments,
    });
    issues.extend(found);
    let break_even = BreakEvens {
        hospital: BreakEven::of_hospital(&margins.all, &margins.result),
        groups: margins.groups.iter().map(BreakEven::of_segment).collect(),
        departments: margins
            .departments
            .iter()
            .map(BreakEven::of_segment)
            .collect(),
    };
    let (year, found) = clearing::settle_year(facts, policy, adjustments, &payments);
    issues.extend(found);
    issues.sort();
    issues.dedup();
    Run {
        sources,
        allocation,
        costing,
        payments,
        margins,
        break_even,
        year,
        issues,
    }
}
