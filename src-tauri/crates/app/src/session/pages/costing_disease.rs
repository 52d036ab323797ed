//! Views of the costing page on diseases and DRG: four methods, statistics, patients in the house.

use yingheng_core::report::{ChartSpec, Table, methods, statistics, wip};

use crate::session::baseline::Baseline;

/// Four methods side by side, their differences, pools and rates.
/// 病种与病组成本四法
pub(super) fn methods_view(baseline: &Baseline) -> (Vec<Table>, Vec<ChartSpec>) {
    let (facts, plan, run) = (&baseline.facts, &baseline.plan, &baseline.run);
    let found = methods::of_run(facts, plan, run);
    let tables = vec![
        methods::methods(&found),
        methods::pools(&found),
        methods::differences(&found),
        methods::top_down_rates(facts, plan, &found),
        methods::service_unit_rates(plan, &found),
    ];
    (tables, Vec::new())
}

/// One group by the four methods, for the row that was selected; all cases where none is.
/// 单一病组四法
pub(super) fn selected_group(baseline: &Baseline, selected: Option<&str>) -> Vec<Table> {
    let (facts, plan, run) = (&baseline.facts, &baseline.plan, &baseline.run);
    let found = methods::of_run(facts, plan, run);
    let group = selected.and_then(|code| {
        // A row of the differences is named `GROUP/METHOD`.
        let head = code.rsplit_once('/').map_or(code, |(head, _)| head);
        let of = |wanted: &str| found.groups.iter().find(|group| group.code == wanted);
        of(code).or_else(|| of(head))
    });
    let group = group.unwrap_or(&found.all);
    vec![
        methods::group(group),
        methods::group_units(plan, facts, group),
    ]
}

/// Mean, median, quartiles and outliers of the cost per case.
/// 病组成本统计
pub(super) fn statistics_view(baseline: &Baseline) -> (Vec<Table>, Vec<ChartSpec>) {
    let (facts, plan, run) = (&baseline.facts, &baseline.plan, &baseline.run);
    (vec![statistics::table(facts, plan, run)], Vec::new())
}

/// Patients still in the house.
/// 在院病人成本
pub(super) fn wip_view(baseline: &Baseline) -> (Vec<Table>, Vec<ChartSpec>) {
    let (facts, run) = (&baseline.facts, &baseline.run);
    let mut tables = vec![wip::statement(run)];
    let lists = [
        ("opening", &run.costing.wip.opening),
        ("closing", &run.costing.wip.closing),
    ];
    for (which, list) in lists {
        tables.extend(list.as_ref().map(|list| wip::list(facts, which, list)));
    }
    (tables, Vec::new())
}
