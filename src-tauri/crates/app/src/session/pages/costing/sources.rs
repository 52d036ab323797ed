//! Where cost comes from: people, assets, and the ledger against them.

use yingheng_core::report::{assets, labour, sources};

use super::Content;
use crate::session::baseline::Baseline;

/// Whether there is a pay roll.
pub(super) fn with_labour(baseline: &Baseline) -> bool {
    !baseline.facts.staff.is_empty()
}

/// Whether there is an asset register.
pub(super) fn with_assets(baseline: &Baseline) -> bool {
    !baseline.facts.assets.is_empty()
}

/// Whether there is a ledger and something to compare it with.
pub(super) fn with_sources(baseline: &Baseline) -> bool {
    baseline.run.allocation.is_some() && !baseline.run.sources.reconciliation.feeds.is_empty()
}

/// 人员经费
pub(super) fn labour_view(baseline: &Baseline) -> Content {
    let (facts, found) = (&baseline.facts, &baseline.run.sources);
    let tables = [
        labour::units(facts, found),
        labour::roles(found),
        labour::unit_roles(facts, found),
    ];
    (tables.into_iter().flatten().collect(), Vec::new())
}

/// 折旧与摊销
pub(super) fn assets_view(baseline: &Baseline) -> Content {
    let (facts, plan, found) = (&baseline.facts, &baseline.plan, &baseline.run.sources);
    let tables = [
        assets::classes(facts, plan, found),
        assets::units(facts, plan, found),
        assets::funding(facts, found),
        assets::cards(facts, plan, found),
        assets::lives(facts, plan),
    ];
    (tables.into_iter().flatten().collect(), Vec::new())
}

/// 账表核对
pub(super) fn sources_view(baseline: &Baseline) -> Content {
    let (facts, found) = (&baseline.facts, &baseline.run.sources);
    let tables = [
        sources::accounts(facts, found),
        sources::units(facts, found),
    ];
    (tables.into_iter().flatten().collect(), Vec::new())
}
