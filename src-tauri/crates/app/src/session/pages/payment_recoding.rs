//! The payment page's view of what a corrected code is worth.

use yingheng_core::payment::recoding;
use yingheng_core::plan::Adjustments;
use yingheng_core::report::recoding::table;

use super::view::Content;
use crate::session::baseline::Baseline;

/// By group and sibling, both ways.
/// 编码复核
pub(super) fn content(baseline: &Baseline) -> Content {
    let found = recoding(
        &baseline.facts,
        &baseline.policy,
        &Adjustments::default(),
        &baseline.run.payments,
        None,
    );
    (vec![table(&found, &baseline.policy)], Vec::new())
}
