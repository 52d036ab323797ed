//! The payment page's view of the insurer's settlement list.

use yingheng_core::claims::reconcile;
use yingheng_core::report::Table;
use yingheng_core::report::claims::Claims;

use super::view::Content;
use crate::session::baseline::Baseline;

/// Rows of a list on the page; the workbook has all.
const LISTED: usize = 500;

/// Where a list has been brought in.
pub(super) fn available(baseline: &Baseline) -> bool {
    !baseline.facts.claims.is_empty()
}

/// The insurer's list against what was computed.
/// 医保结算对账
pub(super) fn content(baseline: &Baseline) -> Content {
    (tables(baseline, Some(LISTED)), Vec::new())
}

/// Tables of the reconciliation with the insurer; lists are cut to the limit.
pub(in crate::session) fn tables(baseline: &Baseline, limit: Option<usize>) -> Vec<Table> {
    let (facts, payments) = (&baseline.facts, &baseline.run.payments);
    let found = reconcile(facts, &baseline.policy, payments);
    let claims = Claims {
        facts,
        payments,
        found: &found,
        limit,
    };
    claims.tables()
}
