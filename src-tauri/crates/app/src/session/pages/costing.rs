//! The costing page: one view per question a costing accountant asks.

#[path = "costing_allocation.rs"]
mod allocation;
mod mixed_costs;
mod service_items;
mod sources;
mod stock;
mod time_driven;

use yingheng_core::issue::Message;
use yingheng_core::report::{Table, charts, departments, object_costs, objects};

use super::view::{self, Content, View, always, with_cases};
use super::{PageRequest, costing_disease, source};
use crate::session::baseline::Baseline;
use crate::wire::{self, Page};

/// For views of cost that starts from the ledger.
fn with_ledger(baseline: &Baseline) -> bool {
    baseline.run.allocation.is_some()
}

/// For views of discharges whose cost starts from the ledger.
fn cases_with_ledger(baseline: &Baseline) -> bool {
    with_cases(baseline) && with_ledger(baseline)
}

/// The views, in the order of the work; the first is shown first.
const VIEWS: &[View] = &[
    View {
        key: "departments",
        available: always,
        content: departments_view,
    },
    View {
        key: "forms",
        available: always,
        content: super::costing_forms::forms_view,
    },
    View {
        key: "reconciliation",
        available: with_ledger,
        content: super::costing_forms::reconciliation_view,
    },
    View {
        key: "allocation",
        available: with_ledger,
        content: allocation::rules,
    },
    View {
        key: "objects",
        available: with_ledger,
        content: objects_view,
    },
    View {
        key: "service_items",
        available: service_items::available,
        content: service_items::view,
    },
    View {
        key: "time_driven",
        available: time_driven::available,
        content: time_driven::view,
    },
    View {
        key: "methods",
        available: cases_with_ledger,
        content: costing_disease::methods_view,
    },
    View {
        key: "statistics",
        available: with_cases,
        content: costing_disease::statistics_view,
    },
    View {
        key: "wip",
        available: cases_with_ledger,
        content: costing_disease::wip_view,
    },
    View {
        key: "mixed_costs",
        available: mixed_costs::available,
        content: mixed_costs::view,
    },
    View {
        key: "labour",
        available: sources::with_labour,
        content: sources::labour_view,
    },
    View {
        key: "assets",
        available: sources::with_assets,
        content: sources::assets_view,
    },
    View {
        key: "materials",
        available: stock::available,
        content: stock::materials,
    },
    View {
        key: "inventory",
        available: stock::available,
        content: stock::inventory,
    },
    View {
        key: "sources",
        available: sources::with_sources,
        content: sources::sources_view,
    },
    View {
        key: "ladder",
        available: with_ledger,
        content: allocation::ladder,
    },
    View {
        key: "reciprocal",
        available: with_ledger,
        content: allocation::reciprocal,
    },
    View {
        key: "sensitivity",
        available: with_ledger,
        content: allocation::sensitivity,
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
        for (kind, costs) in [
            (object_costs::ObjectKind::BedDay, &run.costing.bed_days),
            (object_costs::ObjectKind::Visit, &run.costing.visits),
        ] {
            tables.push(object_costs::objects(kind, facts, costs));
            tables.push(object_costs::composition(kind, facts, costs));
        }
    }
    (tables, Vec::new())
}

/// All tables of the views but the reconciliation, which the board workbook has of its own.
pub(super) fn tables(baseline: &Baseline) -> Vec<Table> {
    VIEWS
        .iter()
        // A question asked of the window, long to compute; nothing to print.
        .filter(|view| view.key != "sensitivity" && (view.available)(baseline))
        .flat_map(|view| (view.content)(baseline).0)
        // The official forms have a workbook of their own.
        .filter(|table| table.id != "reconciliation" && !table.id.starts_with("form_"))
        .collect()
}

/// The costing page; views with nothing to show are left out.
pub(super) fn page(baseline: &Baseline, request: &PageRequest) -> Page {
    let mut page = view::page("costing", VIEWS, baseline, request);
    if page.view.as_deref() == Some("methods") {
        let selected = costing_disease::selected_group(baseline, request.selected.as_deref());
        page.tables
            .extend(selected.into_iter().map(wire::Table::from));
    }
    if baseline.run.allocation.is_none() {
        page.info.push(Message::new("app.cost_given").into());
    }
    page
}
