//! The official forms on screen: one table per form.

use yingheng_core::issue::Message;
use yingheng_core::plan::Adjustments;
use yingheng_core::report::forms::{Form, Worlds, build};
use yingheng_core::report::{ChartSpec, Table, quality, reconciliation};

use crate::session::baseline::Baseline;

/// The forms filled in, in the order of the set.
/// 成本报表
pub(in crate::session) fn forms(baseline: &Baseline) -> Vec<Form> {
    let adjustments = Adjustments::default();
    let worlds = Worlds::new(baseline.inputs(&adjustments));
    baseline
        .forms
        .iter()
        .map(|definition| build(&worlds, definition))
        .collect()
}

/// One table per form.
pub(super) fn forms_view(baseline: &Baseline) -> (Vec<Table>, Vec<ChartSpec>) {
    let shown = forms(baseline).into_iter();
    // A heading above others cannot be shown in one row of headings: it goes before them.
    let flat = shown.map(|mut form| {
        for (column, group) in form.table.columns.iter_mut().zip(form.groups) {
            if let Some(group) = group {
                let inner = column.label.clone();
                let mut both = Message::new("form.column_under")
                    .with("group", reference(&group))
                    .with("column", reference(&inner));
                std::mem::swap(&mut column.label, &mut both);
            }
        }
        form.table
    });
    (flat.collect(), Vec::new())
}

/// A message as an argument of another.
fn reference(message: &Message) -> String {
    match message.arguments.get("name") {
        Some(name) => name.clone(),
        None => format!("@{}", message.key),
    }
}

/// Ledger to cases line by line, and how well each cost pool is measured.
pub(super) fn reconciliation_view(baseline: &Baseline) -> (Vec<Table>, Vec<ChartSpec>) {
    let adjustments = Adjustments::default();
    let worlds = Worlds::new(baseline.inputs(&adjustments));
    let tables = vec![reconciliation::statement(&worlds), quality::table(&worlds)];
    (tables, Vec::new())
}
