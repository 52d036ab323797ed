//! Drugs, consumables and stock: what units used, what lies on shelves, what an SPD project would change.

use yingheng_core::report::{ChartSpec, Table, inventory as tables, materials as used};

use crate::session::baseline::Baseline;

/// Whether stock movements were imported.
pub(super) fn available(baseline: &Baseline) -> bool {
    baseline.run.sources.stock.is_some()
}

/// 药品与卫生材料
pub(super) fn materials(baseline: &Baseline) -> (Vec<Table>, Vec<ChartSpec>) {
    let stock = baseline.run.sources.stock.iter();
    let found = stock.map(|stock| used::materials(&baseline.facts, &stock.materials));
    (found.collect(), Vec::new())
}

/// 库存
pub(super) fn inventory(baseline: &Baseline) -> (Vec<Table>, Vec<ChartSpec>) {
    let (facts, plan) = (&baseline.facts, &baseline.plan);
    let Some(stock) = &baseline.run.sources.stock else {
        return (Vec::new(), Vec::new());
    };
    let of = &stock.inventory;
    let mut found = vec![
        tables::movements(of, false),
        tables::turnover(of),
        tables::movements(of, true),
        tables::shelves(facts, of),
        tables::losses(facts, of),
        tables::slow(facts, plan, stock),
    ];
    found.extend(
        plan.stock
            .spd
            .iter()
            .map(|project| tables::spd(of, project)),
    );
    // A table without rows says nothing.
    found.retain(|table| !table.rows.is_empty());
    (found, Vec::new())
}
