//! Views of allocation: rules and versions of the plan, the cost ladder, the reciprocal method, other drivers.

use yingheng_core::allocation::{ladder_rows, sensitivity as alternatives};
use yingheng_core::plan::Adjustments;
use yingheng_core::report::{allocation, reciprocal as methods};

use super::{Baseline, Content};
use crate::session::plan::versions_table;

/// Rules with what they spread, what stayed unplaced, versions of the plan.
/// 分摊规则
pub(super) fn rules(baseline: &Baseline) -> Content {
    let (facts, plan) = (&baseline.facts, &baseline.plan);
    let mut tables = Vec::new();
    if let Some(run) = &baseline.run.allocation {
        tables.push(allocation::rules(facts, plan, run));
        tables.extend(allocation::unplaced(facts, run));
    }
    tables.push(versions_table(&baseline.plan_versions));
    (tables, Vec::new())
}

/// Cost ladder by class and funding source.
/// 成本层级
pub(super) fn ladder(baseline: &Baseline) -> Content {
    let rows = ladder_rows(&baseline.facts, &baseline.plan, &Adjustments::default());
    (vec![allocation::ladder(&rows)], Vec::new())
}

/// Reciprocal method beside the step-down.
/// 交互分配对照
pub(super) fn reciprocal(baseline: &Baseline) -> Content {
    let (facts, plan) = (&baseline.facts, &baseline.plan);
    let run = baseline.run.allocation.iter();
    let tables = run.flat_map(|run| methods::reciprocal_tables(facts, plan, run));
    (tables.collect(), Vec::new())
}

/// What other drivers would move.
/// 分配参数敏感性
pub(super) fn sensitivity(baseline: &Baseline) -> Content {
    let (facts, plan) = (&baseline.facts, &baseline.plan);
    let run = baseline.run.allocation.iter();
    let tables = run.map(|run| methods::sensitivity(facts, &alternatives(facts, plan, run)));
    (tables.collect(), Vec::new())
}
