//! 清算与现金: what the year brings beyond the cases, and when the money comes.

use yingheng_core::report::{year, year_cash, year_pools};

use super::view::Content;
use crate::session::baseline::Baseline;

/// Whether the pack has rules of the year.
pub(super) fn available(baseline: &Baseline) -> bool {
    baseline.run.year.is_some()
}

/// Clearing, bands, months, dated amounts, pools, contracts.
/// 清算与现金
pub(super) fn content(baseline: &Baseline) -> Content {
    let pack = &baseline.policy;
    let Some(found) = &baseline.run.year else {
        return Content::default();
    };
    let tables = [
        year::statement(found, pack),
        year::bands(found, pack),
        year_cash::months(found),
        year_cash::flows(found, pack),
        year_cash::receivable(found),
        year_pools::parts_table(found),
        year_pools::what_ifs(found, pack),
        year_pools::contracts(found, pack),
    ];
    (tables.into_iter().flatten().collect(), Vec::new())
}
