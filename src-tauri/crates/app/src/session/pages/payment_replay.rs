//! The payment page's views of a replay: what moves and why, and where the rules differ.

use yingheng_core::replay::Replay;
use yingheng_core::report::replay::ReplayTables;
use yingheng_core::report::{ChartSpec, Table};

use super::source;
use super::view::Content;
use crate::session::baseline::Baseline;
use crate::session::replay::{Against, differences};

/// Where other rules are named.
pub(super) fn available(baseline: &Baseline) -> bool {
    baseline.against.is_some() && !baseline.facts.cases.is_empty()
}

/// Where another pack or an overlay is named.
pub(super) fn packs_differ(baseline: &Baseline) -> bool {
    let against = baseline.against.as_ref();
    against.is_some_and(|against| against.read_at.is_none())
}

fn view<'a>(baseline: &'a Baseline, against: &'a Against, found: &'a Replay) -> ReplayTables<'a> {
    ReplayTables {
        facts: &baseline.facts,
        run: &baseline.run,
        before: &baseline.policy,
        after: &against.pack,
        read_at: against.read_at,
        found,
    }
}

/// Tables of a replay.
pub(in crate::session) fn tables(
    baseline: &Baseline,
    against: &Against,
    found: &Replay,
) -> Vec<Table> {
    let mut tables = view(baseline, against, found).tables();
    if let Some(first) = tables.first_mut() {
        first.notes.insert(0, against.name.clone());
    }
    tables
}

/// The bridge of a replay; none where nothing moves.
pub(in crate::session) fn charts(
    baseline: &Baseline,
    against: &Against,
    found: &Replay,
) -> Vec<ChartSpec> {
    let moves = found.moved > 0;
    moves
        .then(|| view(baseline, against, found).bridge(source(baseline)))
        .into_iter()
        .collect()
}

/// By cause, those priced on one side, by scheme, department, group, case.
/// 重放
pub(super) fn content(baseline: &Baseline) -> Content {
    let Some(against) = &baseline.against else {
        return Content::default();
    };
    let found = against.found(baseline);
    (
        tables(baseline, against, found),
        charts(baseline, against, found),
    )
}

/// 政策包比较
pub(super) fn diff(baseline: &Baseline) -> Content {
    (differences(baseline).into_iter().collect(), Vec::new())
}
