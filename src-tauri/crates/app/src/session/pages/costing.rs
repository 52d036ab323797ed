//! The costing page: one view per question a costing accountant asks.

use yingheng_core::issue::Message;
use yingheng_core::report::{ChartSpec, Table, charts, departments, objects};

use super::{PageRequest, source};
use crate::session::baseline::Baseline;
use crate::wire::{self, Page};

/// What one view shows.
type Content = (Vec<Table>, Vec<ChartSpec>);

/// One way of looking at cost.
struct View {
    /// Stable key; its name is the message `view.costing_` + key.
    key: &'static str,
    /// Tables and charts, from the run alone.
    content: fn(&Baseline) -> Content,
}

/// The views, in the order of the work; the first is shown first.
const VIEWS: &[View] = &[
    View {
        key: "departments",
        content: departments_view,
    },
    View {
        key: "objects",
        content: objects_view,
    },
];

/// Step-down and full cost of the departments.
/// 科室成本
fn departments_view(baseline: &Baseline) -> Content {
    let (facts, run) = (&baseline.facts, &baseline.run);
    let mut tables = Vec::new();
    if let Some(allocation) = &run.allocation {
        tables.push(departments::step_down(facts, allocation));
        tables.push(departments::full_by_item(facts, allocation));
    }
    tables.push(objects::reconciliation(facts, &run.margins.result));
    let matrix = charts::cost_matrix(&baseline.plan, &run.margins.hospital, source(baseline));
    (tables, matrix.into_iter().collect())
}

/// Service units, bed-days and visits.
/// 服务单元、床日、诊次成本
fn objects_view(baseline: &Baseline) -> Content {
    let (facts, run) = (&baseline.facts, &baseline.run);
    let mut tables = Vec::new();
    if run.allocation.is_some() {
        tables.push(objects::service_units(&run.costing));
        tables.push(objects::objects("bed_days", facts, &run.costing.bed_days));
        tables.push(objects::objects("visits", facts, &run.costing.visits));
    }
    (tables, Vec::new())
}

/// All tables of the views but the reconciliation, which the board workbook has of its own.
pub(super) fn tables(baseline: &Baseline) -> Vec<Table> {
    VIEWS
        .iter()
        .flat_map(|view| (view.content)(baseline).0)
        .filter(|table| table.id != "reconciliation")
        .collect()
}

/// The costing page; views with nothing to show are left out.
pub(super) fn page(baseline: &Baseline, request: &PageRequest) -> Page {
    let mut shown: Option<(&View, Content)> = None;
    let mut views = Vec::new();
    for view in VIEWS {
        let content = (view.content)(baseline);
        if content.0.is_empty() {
            continue;
        }
        views.push(wire::View {
            key: view.key.to_owned(),
            label: wire::Message::new(format!("view.costing_{}", view.key)),
        });
        if shown.is_none() || request.view.as_deref() == Some(view.key) {
            shown = Some((view, content));
        }
    }
    let mut page = Page::default();
    if let Some((view, (tables, specs))) = shown {
        page = super::page(tables, specs);
        page.view = Some(view.key.to_owned());
    }
    page.views = views;
    if baseline.run.allocation.is_none() {
        page.info.push(Message::new("app.cost_given").into());
    }
    page
}
