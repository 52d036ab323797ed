//! Time-driven costing: capacity, rates, unused capacity, pathways.

use yingheng_core::report::time_driven;

use super::{Baseline, Content};

/// Whether capacity was brought in.
pub(super) fn available(baseline: &Baseline) -> bool {
    !baseline.run.costing.time_driven.resources.is_empty()
}

/// 时间驱动作业成本
pub(super) fn view(baseline: &Baseline) -> Content {
    let time = &baseline.run.costing.time_driven;
    let mut tables = vec![time_driven::resources(time)];
    if !time.pathways.is_empty() {
        tables.push(time_driven::pathways(time));
    }
    (tables, Vec::new())
}
