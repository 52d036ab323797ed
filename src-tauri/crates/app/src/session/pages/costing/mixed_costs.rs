//! Mixed cost of the units, taken apart by their months.

use yingheng_core::report::mixed_costs;

use super::Content;
use crate::session::baseline::Baseline;

/// Whether there is a ledger and a workload beside it.
pub(super) fn available(baseline: &Baseline) -> bool {
    baseline.run.allocation.is_some() && !baseline.facts.workload.is_empty()
}

/// 混合成本分解
pub(super) fn view(baseline: &Baseline) -> Content {
    let tables = mixed_costs::tables(&baseline.facts, &baseline.plan);
    (tables, Vec::new())
}
