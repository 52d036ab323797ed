//! The payment page: what each payer pays, and the law behind it.

use yingheng_core::report::{Table, policy, policy_methods, policy_open, segments};

use super::PageRequest;
use super::view::{self, Content, View, always};
use crate::session::baseline::Baseline;
use crate::wire::Page;

/// The views, in the order of the work; the first is shown first.
const VIEWS: &[View] = &[
    View {
        key: "rules",
        available: always,
        content: rules,
    },
    View {
        key: "gap",
        available: view::with_cases,
        content: super::payment_gap::content,
    },
    View {
        key: "recoding",
        available: view::with_cases,
        content: super::payment_recoding::content,
    },
    View {
        key: "year",
        available: super::payment_year::available,
        content: super::payment_year::content,
    },
    View {
        key: "pack",
        available: always,
        content: confirmed,
    },
    View {
        key: "claims",
        available: super::payment_claims::available,
        content: super::payment_claims::content,
    },
    View {
        key: "replay",
        available: super::payment_replay::available,
        content: super::payment_replay::content,
    },
    View {
        key: "diff",
        available: super::payment_replay::packs_differ,
        content: super::payment_replay::diff,
    },
];

/// Payers; order of methods, their rules, parameters, groups and sources of the pack.
/// 支付规则
fn rules(baseline: &Baseline) -> Content {
    let (margins, pack) = (&baseline.run.margins, &baseline.policy);
    let mut tables = vec![segments::table(
        "schemes",
        &margins.schemes,
        &margins.hospital,
    )];
    tables.extend(policy_methods::routing(pack));
    tables.extend([
        policy_methods::methods(pack),
        policy::parameters(pack),
        policy::groups(pack),
        policy::sources(pack),
    ]);
    // What a frame lacks comes before what it knows.
    tables.extend(policy_open::open_matters(pack));
    tables.rotate_right(usize::from(pack.is_frame()));
    (tables, Vec::new())
}

/// What was to be confirmed and has been; the editor itself stands in the window.
/// 已确认事项
fn confirmed(baseline: &Baseline) -> Content {
    let table = policy_open::confirmed_matters(&baseline.policy);
    (table.into_iter().collect(), Vec::new())
}

/// Tables of all views, for files.
pub(super) fn tables(baseline: &Baseline) -> Vec<Table> {
    view::tables(VIEWS, baseline)
}

/// The payment page; views with nothing to show are left out.
pub(super) fn page(baseline: &Baseline, request: &PageRequest) -> Page {
    view::page("payment", VIEWS, baseline, request)
}
