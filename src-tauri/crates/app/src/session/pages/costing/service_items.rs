//! Service items: pools of the units, five methods side by side, totals, composition, activities.

use yingheng_core::report::service_items;

use super::{Baseline, Content};

/// Whether any unit has service items.
pub(super) fn available(baseline: &Baseline) -> bool {
    !baseline.run.costing.service_items.is_empty()
}

/// 医疗服务项目成本
pub(super) fn view(baseline: &Baseline) -> Content {
    let units = &baseline.run.costing.service_items;
    let mut tables = vec![
        service_items::unit_costs(units),
        service_items::composition(units),
        service_items::totals(units),
        service_items::pools(units),
    ];
    tables.extend(service_items::activities(units));
    (tables, Vec::new())
}
