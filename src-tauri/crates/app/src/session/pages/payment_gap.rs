//! The payment page's view of payment against charge against cost.

use yingheng_core::margin::SegmentKind;
use yingheng_core::plan::Adjustments;
use yingheng_core::report::gap::GapBase;
use yingheng_core::report::gap_curves;

use super::source;
use super::view::Content;
use crate::session::baseline::Baseline;

/// By payer, way of payment, class of outlier, department, physician group and case group.
/// 支付差异
pub(super) fn content(baseline: &Baseline) -> Content {
    let margins = &baseline.run.margins;
    let adjustments = Adjustments::default();
    let base = GapBase {
        facts: &baseline.facts,
        policy: &baseline.policy,
        plan: &baseline.plan,
        adjustments: &adjustments,
        run: &baseline.run,
    };
    let bins = gap_curves::bins(&base);
    let tables = vec![
        base.table("gap_schemes", SegmentKind::Scheme, &margins.schemes),
        base.ways(),
        base.classes(),
        base.table(
            "gap_departments",
            SegmentKind::Department,
            &margins.departments,
        ),
        base.teams(),
        base.table("gap_groups", SegmentKind::Group, &margins.groups),
        gap_curves::ratio_table(&bins),
        gap_curves::corner_table(&base),
    ];
    let mut charts = vec![gap_curves::ratio_chart(
        &bins,
        &gap_curves::limits(&base),
        source(baseline),
    )];
    charts.extend(gap_curves::margin_charts(&base, &source(baseline)));
    (tables, charts)
}
