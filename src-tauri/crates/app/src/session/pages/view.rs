//! A page of several views: what is offered, what is shown.

use yingheng_core::report::{ChartSpec, Table};

use super::PageRequest;
use crate::session::baseline::Baseline;
use crate::wire::{self, Page};

/// What one view shows.
pub(super) type Content = (Vec<Table>, Vec<ChartSpec>);

/// One way of looking at a page's subject.
pub(super) struct View {
    /// Stable key; its name is the message `view.PAGE_` + key.
    pub key: &'static str,
    /// Whether there is anything to show; cheap, asked for every view whenever the page is shown.
    pub available: fn(&Baseline) -> bool,
    /// Tables and charts, from the run alone; computed only for the view shown and for files.
    pub content: fn(&Baseline) -> Content,
}

/// For views that show something in every project.
pub(super) fn always(_: &Baseline) -> bool {
    true
}

/// For views of discharges.
pub(super) fn with_cases(baseline: &Baseline) -> bool {
    !baseline.facts.cases.is_empty()
}

/// Tables of the views with something to show, for files.
pub(super) fn tables(views: &[View], baseline: &Baseline) -> Vec<Table> {
    views
        .iter()
        .filter(|view| (view.available)(baseline))
        .flat_map(|view| (view.content)(baseline).0)
        .collect()
}

/// The page with the view asked for, or the first; views with nothing to show are not offered.
pub(super) fn page(name: &str, views: &[View], baseline: &Baseline, request: &PageRequest) -> Page {
    let offered: Vec<&View> = views
        .iter()
        .filter(|view| (view.available)(baseline))
        .collect();
    let shown = offered
        .iter()
        .find(|view| request.view.as_deref() == Some(view.key))
        .or(offered.first());
    let mut page = Page::default();
    if let Some(view) = shown {
        let (tables, specs) = (view.content)(baseline);
        page = super::page(tables, specs);
        page.view = Some(view.key.to_owned());
    }
    page.views = offered
        .iter()
        .map(|view| wire::View {
            key: view.key.to_owned(),
            label: wire::Message::new(format!("view.{name}_{}", view.key)),
        })
        .collect();
    page
}
