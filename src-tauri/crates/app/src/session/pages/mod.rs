//! The eight pages, built of core's published tables and charts.

mod costing;
mod costing_disease;
mod costing_forms;
mod payment;
mod payment_claims;
mod payment_gap;
mod payment_recoding;
mod payment_replay;
mod payment_year;
mod takeover;
mod view;

use yingheng_core::break_even::LossKind;
use yingheng_core::issue::Message;
use yingheng_core::margin::{Segment, SegmentKind};
use yingheng_core::quantity::Fraction;
use yingheng_core::report::{break_evens, cases, charts, headline, objects, publish, segments};

pub(super) use costing_forms::forms;
pub(super) use payment_claims::tables as claims_tables;
pub(super) use payment_replay::{charts as replay_charts, tables as replay_tables};

use super::baseline::Baseline;
use super::{Answer, Session, scenario, settings};
use crate::search;
use crate::wire::{self, Cell, Failure, Page, PageName, PageRequest};

/// Rows of the "most losing" and "most winning" tables.
const EXTREMES: usize = 10;

/// Source line of every chart: hospital, period, run.
pub(super) fn source(baseline: &Baseline) -> Message {
    let key = if baseline.facts.synthetic {
        "app.source_synthetic"
    } else {
        "app.source"
    };
    Message::new(key)
        .with("hospital", baseline.facts.hospital_name.clone())
        .with("period", baseline.facts.period.to_string())
        .with("run", baseline.run_id())
}

fn page(
    tables: Vec<yingheng_core::report::Table>,
    specs: Vec<yingheng_core::report::ChartSpec>,
) -> Page {
    Page {
        tables: tables.into_iter().map(wire::Table::from).collect(),
        charts: specs.into_iter().map(wire::ChartSpec::from).collect(),
        ..Page::default()
    }
}

/// Basis of every figure: level, pack and its certainty, run.
pub(super) fn basis(baseline: &Baseline) -> Vec<Message> {
    let certainty = baseline.policy.certainty().key();
    let mut lines = vec![
        Message::new("app.basis_level")
            .with("level", format!("@level.{}", baseline.plan.level.key())),
        Message::new("app.basis_policy")
            .with("pack", baseline.policy.name.clone())
            .with("pack_en", baseline.policy.name_en.clone())
            .with("certainty", format!("@certainty.{certainty}")),
        Message::new("app.basis_run").with("run", baseline.run_id()),
    ];
    if let Some(facility) = &baseline.plan.facility {
        lines.insert(
            0,
            Message::new("app.basis_facility").with("facility", facility.clone()),
        );
    }
    if let Some(share) = baseline
        .plan
        .stated_fixed_share
        .as_ref()
        .filter(|_| settings::cost_given(&baseline.facts))
    {
        lines.push(fixed_share_line(
            share,
            &baseline.plan.stated_fixed_share_source,
        ));
    }
    if baseline.facts.synthetic || baseline.policy.synthetic {
        lines.insert(0, Message::new("app.synthetic"));
    }
    lines
}

/// The stated fixed share of given costs, and who says so.
fn fixed_share_line(share: &Fraction, source: &str) -> Message {
    let percent = publish::exact(&(share * &Fraction::from(100)), 0);
    let source = match source {
        "" => "@app.unstated".to_owned(),
        said => said.to_owned(),
    };
    Message::new("app.basis_fixed_share")
        .with("percent", percent)
        .with("source", source)
}

fn overview(baseline: &Baseline) -> Page {
    let run = &baseline.run;
    let tables = vec![
        headline::table(run, None),
        segments::extremes("losing_groups", &run.margins.groups, true, EXTREMES),
        segments::extremes("winning_groups", &run.margins.groups, false, EXTREMES),
        objects::reconciliation(&baseline.facts, &run.margins.result),
    ];
    let mut page = page(
        tables,
        vec![charts::profit_bridge(&run.margins.result, source(baseline))],
    );
    page.kpis = scenario::kpis(run, None);
    page
}

fn chosen<'a>(all: &'a [Segment], wanted: Option<&str>) -> Option<&'a Segment> {
    wanted.and_then(|code| all.iter().find(|segment| segment.code == code))
}

fn case_types(baseline: &Baseline, request: &PageRequest) -> Page {
    let margins = &baseline.run.margins;
    let view = request.view.as_deref().unwrap_or("case_types");
    let (id, rows) = match view {
        "departments" => ("departments", &margins.departments),
        "schemes" => ("schemes", &margins.schemes),
        "facilities" => ("facilities", &margins.facilities),
        _ => ("case_types", &margins.groups),
    };
    let mut tables = vec![segments::table(id, rows, &margins.hospital)];
    let case = request
        .selected
        .as_deref()
        .and_then(|key| cases::selected(&baseline.facts, key));
    let group = case
        .and_then(|case| baseline.facts.cases.group.get(case))
        .and_then(|index| baseline.facts.cases.groups.get(*index as usize));
    let wanted = group.map(String::as_str).or(request.selected.as_deref());
    let subject = chosen(rows, wanted).unwrap_or(&margins.hospital);
    if let Some(case) = case {
        let (facts, run) = (&baseline.facts, &baseline.run);
        tables.extend(cases::matrix(facts, &baseline.plan, run, case));
    }
    tables.extend(objects::matrix(&baseline.plan, subject));
    if id == "case_types" && subject.kind == SegmentKind::Group {
        tables.extend(cases::cases(&baseline.facts, &baseline.run, &subject.code));
    }
    let mut specs = vec![charts::quadrant(&margins.groups, source(baseline))];
    specs.extend(charts::cost_matrix(
        &baseline.plan,
        subject,
        source(baseline),
    ));
    let mut page = page(tables, specs);
    page.views = ["case_types", "departments", "schemes", "facilities"]
        .map(|key| wire::View {
            key: key.to_owned(),
            label: wire::Message::new(format!("table.{key}")),
        })
        .into();
    page.view = Some(id.to_owned());
    page
}

fn break_even(baseline: &Baseline) -> Page {
    let (margins, found) = (&baseline.run.margins, &baseline.run.break_even);
    let tables = vec![
        break_evens::table(
            "break_even_hospital",
            &[],
            &[],
            Some((&margins.all, &found.hospital)),
        ),
        break_evens::table(
            "break_even_departments",
            &margins.departments,
            &found.departments,
            None,
        ),
        break_evens::table("break_even_groups", &margins.groups, &found.groups, None),
        break_evens::losing(
            "loses_every_case",
            &margins.groups,
            LossKind::LosesEveryCase,
        ),
        break_evens::losing("loses_full_cost", &margins.groups, LossKind::LosesFullCost),
    ];
    let chart = charts::break_even(&margins.all, &found.hospital, source(baseline));
    page(tables, chart.into_iter().collect())
}

impl Session {
    /// A page's content.
    ///
    /// # Errors
    /// Nothing open, or what is needed to compute is broken; missing data are no error but an empty page that says so.
    pub fn page(&mut self, request: &PageRequest) -> Answer<Page> {
        let batches = self.batch_records()?;
        if batches.is_empty() {
            return Ok(Page {
                empty: Some(wire::Message::new(format!("empty.{}", request.page.key()))),
                ..Page::default()
            });
        }
        let history = match request.page {
            PageName::Data => self.opened()?.project.history()?,
            _ => Vec::new(),
        };
        let (known, pairs) = match request.page {
            PageName::Data => (super::import::known_forms()?, self.crosswalk()?),
            _ => (Vec::new(), Vec::new()),
        };
        let ratios = super::templates::ratios(&self.surroundings.templates);
        let baseline = self.baseline()?;
        let mut page = match request.page {
            PageName::Overview => overview(baseline),
            PageName::Data => {
                let view = request.view.as_deref().unwrap_or("batches");
                let one = |table: wire::Table| Page {
                    tables: vec![table],
                    ..Page::default()
                };
                let mut found = match view {
                    "history" => one(super::history::table(&history).into()),
                    "crosswalk" => one(super::crosswalk::table(&pairs)),
                    "takeover" => takeover::page(&known, &batches, baseline, &ratios),
                    _ => one(super::certificate::batch_table(&batches)),
                };
                found.views = ["batches", "takeover", "crosswalk", "history"]
                    .map(|key| wire::View {
                        key: key.to_owned(),
                        label: wire::Message::new(format!("view.data_{key}")),
                    })
                    .into();
                found.view = Some(view.to_owned());
                found
            }
            PageName::Costing => costing::page(baseline, request),
            PageName::CaseTypes => case_types(baseline, request),
            PageName::Payment => payment::page(baseline, request),
            PageName::BreakEven => break_even(baseline),
            PageName::Scenarios => Page {
                kpis: scenario::kpis(&baseline.run, None),
                ..Page::default()
            },
            PageName::Reports => page(vec![headline::table(&baseline.run, None)], Vec::new()),
        };
        let mut info: Vec<wire::Message> = basis(baseline)
            .into_iter()
            .map(wire::Message::from)
            .collect();
        info.append(&mut page.info);
        page.info = info;
        if matches!(request.page, PageName::Overview | PageName::Data) {
            page.issues = super::plan::with_remedies(baseline);
        }
        for table in &mut page.tables {
            arrange(table, request)?;
        }
        Ok(page)
    }
}

/// Filters the rows by the search text and sorts them by a column; subtotals and totals stay last.
fn arrange(table: &mut wire::Table, request: &PageRequest) -> Answer<()> {
    let wanted = request
        .search
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty());
    if let Some(wanted) = wanted {
        table.rows.retain(|row| {
            row.style != wire::RowStyle::Normal
                || search::matches(&row.key, wanted)
                || row.cells.iter().any(
                    |cell| matches!(cell, Cell::Text { text } if search::matches(text, wanted)),
                )
        });
    }
    let Some(sort) = &request.sort else {
        return Ok(());
    };
    let Some(column) = table
        .columns
        .iter()
        .position(|column| column.key == sort.column)
    else {
        return Ok(());
    };
    let (mut rows, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut table.rows)
        .into_iter()
        .partition(|row| row.style == wire::RowStyle::Normal);
    let mut keyed = Vec::with_capacity(rows.len());
    for row in rows.drain(..) {
        keyed.push((
            search::sort_key(row.cells.get(column))
                .map_err(|text| Failure::new("error.number").with("text", text))?,
            row,
        ));
    }
    keyed.sort_by(|(a, _), (b, _)| search::compare(a, b, sort.descending));
    table.rows = keyed.into_iter().map(|(_, row)| row).chain(rest).collect();
    Ok(())
}

/// All tables of a run that can be printed, with the chart that belongs below, in the order of the board workbook.
pub(super) fn board_tables(
    baseline: &Baseline,
) -> Vec<(
    yingheng_core::report::Table,
    Option<yingheng_core::report::ChartSpec>,
)> {
    let (facts, plan, run) = (&baseline.facts, &baseline.plan, &baseline.run);
    let (margins, found) = (&run.margins, &run.break_even);
    let mut all = vec![
        (
            objects::reconciliation(facts, &margins.result),
            Some(charts::profit_bridge(&margins.result, source(baseline))),
        ),
        (
            segments::table("case_types", &margins.groups, &margins.hospital),
            Some(charts::quadrant(&margins.groups, source(baseline))),
        ),
        (
            segments::extremes("losing_groups", &margins.groups, true, EXTREMES),
            None,
        ),
        (
            segments::extremes("winning_groups", &margins.groups, false, EXTREMES),
            None,
        ),
        (
            break_evens::losing(
                "loses_every_case",
                &margins.groups,
                LossKind::LosesEveryCase,
            ),
            None,
        ),
        (
            break_evens::losing("loses_full_cost", &margins.groups, LossKind::LosesFullCost),
            None,
        ),
        (
            break_evens::table(
                "break_even_hospital",
                &[],
                &[],
                Some((&margins.all, &found.hospital)),
            ),
            charts::break_even(&margins.all, &found.hospital, source(baseline)),
        ),
        (
            break_evens::table(
                "break_even_departments",
                &margins.departments,
                &found.departments,
                None,
            ),
            None,
        ),
        (
            break_evens::table("break_even_groups", &margins.groups, &found.groups, None),
            None,
        ),
        (
            segments::table("departments", &margins.departments, &margins.hospital),
            None,
        ),
        (
            segments::table("facilities", &margins.facilities, &margins.hospital),
            None,
        ),
    ];
    all.extend(
        payment::tables(baseline)
            .into_iter()
            .chain(costing::tables(baseline))
            .map(|table| (table, None)),
    );
    if let Some(matrix) = objects::matrix(plan, &margins.hospital) {
        all.push((
            matrix,
            charts::cost_matrix(plan, &margins.hospital, source(baseline)),
        ));
    }
    all
}
