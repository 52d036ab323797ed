//! Printed figures: lines add up to their totals, every form agrees on a figure, and nothing to print is not a failure.

use yingheng_core::facts::Facts;
use yingheng_core::hospital::CostItem;
use yingheng_core::issue::Message;
use yingheng_core::plan::{Adjustments, BehaviourRule, Plan};
use yingheng_core::policy::{PolicyPack, tariff_from_mean_cost};
use yingheng_core::quantity::{Computed, Fraction, Reason};
use yingheng_core::report::board::BoardModel;
use yingheng_core::report::object_costs::ObjectKind;
use yingheng_core::report::{
    Cell, Row, Table, break_evens, charts, departments, headline, object_costs, objects, segments,
};
use yingheng_core::run::{Run, compute};
use yingheng_core::trace::{TraceInputs, explain};
use yingheng_tests::hospital::ten_patients;

fn setting() -> (Facts, Plan, PolicyPack) {
    let (mut facts, mut plan) = ten_patients();
    let mut given = facts.clone();
    given.cases.given_cost = given.cases.charge.iter().map(|fen| Some(*fen)).collect();
    let pack = tariff_from_mean_cost(&given).expect("a tariff");
    facts.revenue[0].inpatient = false;
    plan.behaviour = CostItem::ALL
        .iter()
        .map(|item| BehaviourRule {
            item: *item,
            service_unit: None,
            variable: Fraction::new(3, 5).expect("share"),
            per_day: Fraction::new(1, 3).expect("share"),
        })
        .collect();
    (facts, plan, pack)
}

/// The same hospital with one case that nobody knows the price of.
fn one_unpriced() -> (Facts, Plan, PolicyPack) {
    let (mut facts, plan, pack) = setting();
    facts.cases.groups.push("unheard of".into());
    facts.cases.group_names.push(String::new());
    facts.cases.group[0] = u32::try_from(facts.cases.groups.len() - 1).expect("small");
    (facts, plan, pack)
}

fn run(setting: &(Facts, Plan, PolicyPack)) -> Run {
    compute(&setting.0, &setting.2, &setting.1, &Adjustments::default())
}

fn value(run: &Run, key: &str) -> Computed<Fraction> {
    headline::headlines(run)
        .into_iter()
        .find(|figure| figure.key == key)
        .expect("a headline")
        .value
}

fn opened(setting: &(Facts, Plan, PolicyPack), run: &Run, name: &str) -> Computed<Fraction> {
    let inputs = TraceInputs {
        facts: &setting.0,
        policy: &setting.2,
        plan: &setting.1,
        adjustments: &Adjustments::default(),
        run,
    };
    explain(&inputs, &format!("headline/{name}"))?.value
}

#[test]
fn what_is_paid_per_case_counts_the_paid_cases() {
    let setting = one_unpriced();
    let run = run(&setting);
    let hospital = &run.margins.hospital;
    assert_eq!(hospital.unpriced, Fraction::one());
    let priced = &hospital.cases - &hospital.unpriced;
    let expected = hospital
        .revenue
        .over(&priced, || Reason::new("reason.no_cases"));
    assert_eq!(value(&run, "revenue_per_case"), expected);
    assert_eq!(opened(&setting, &run, "revenue_per_case"), expected);
}

#[test]
fn every_headline_opens_to_the_figure_shown() {
    for setting in [setting(), one_unpriced()] {
        let run = run(&setting);
        for figure in headline::headlines(&run) {
            if figure.key == "cases" {
                continue;
            }
            let opened = opened(&setting, &run, figure.key);
            assert_eq!(opened, figure.value, "{}", figure.key);
        }
    }
}

fn cells(row: &Row) -> Option<Fraction> {
    match &row.cells[1] {
        Cell::Figure { text, .. } => text.parse().ok(),
        _ => None,
    }
}

fn printed(table: &Table, key: &str) -> Fraction {
    let row = table.rows.iter().find(|row| row.key == key);
    row.and_then(cells)
        .unwrap_or_else(|| panic!("no amount in {key}"))
}

#[test]
fn printed_cost_lines_add_up_to_the_total() {
    for setting in [setting(), one_unpriced()] {
        let run = run(&setting);
        let result = &run.margins.result;
        let table = objects::reconciliation(&setting.0, result);
        let sum: Fraction = table
            .rows
            .iter()
            .filter(|row| row.key.ends_with("_cost") || row.key == "cost_difference")
            .filter(|row| row.key != "total_cost" && row.key != "unpriced_cost")
            .filter_map(cells)
            .sum();
        assert_eq!(sum, printed(&table, "total_cost"));
        let shown = table.rows.iter().any(|row| row.key == "unpriced_cost");
        assert_eq!(shown, result.unpriced_cost != Ok(Fraction::zero()));
        if shown {
            assert_eq!(
                opened(&setting, &run, "unpriced_cost"),
                result.unpriced_cost
            );
        }
    }
}

/// With one facility in view the segments hold less than the ledger: the model would lose the other facilities' income.
#[test]
fn the_workbook_model_is_of_the_whole_hospital_or_none() {
    let (facts, mut plan, pack) = setting();
    plan.facility = Some("elsewhere".into());
    let run = compute(&facts, &pack, &plan, &Adjustments::default());
    assert_eq!(
        BoardModel::of(&run, &facts, &plan).err(),
        Some(Reason::new("reason.one_facility"))
    );
}

#[test]
fn a_bridge_without_a_known_cost_does_not_end_in_a_surplus() {
    let (mut facts, plan, pack) = setting();
    for fees in &mut facts.cases.fees {
        fees[0] = 0;
    }
    let run = compute(&facts, &pack, &plan, &Adjustments::default());
    assert!(run.margins.result.surplus.is_err());
    let chart = charts::profit_bridge(&run.margins.result, Message::new("source"));
    let drawn = chart.series.iter().flat_map(|series| &series.points);
    assert_eq!(drawn.filter(|point| point.key == "line.surplus").count(), 0);
}

/// The lines of revenue and cost cross at the break-even that is marked.
#[test]
fn the_break_even_chart_counts_the_paid_cases() {
    let setting = one_unpriced();
    let run = run(&setting);
    let found = &run.break_even.hospital;
    let chart =
        charts::break_even(&run.margins.all, found, Message::new("source")).expect("a chart");
    let priced = &run.margins.all.cases - &run.margins.all.unpriced;
    let present = chart.marks.first().expect("the present").1;
    assert!((present - priced.position()).abs() < 1e-9, "{present}");
}

#[test]
fn an_empty_project_prints_every_form() {
    let (facts, plan, pack) = (Facts::default(), Plan::default(), setting().2);
    let run = compute(&facts, &pack, &plan, &Adjustments::default());
    let (margins, found) = (&run.margins, &run.break_even);
    assert!(run.allocation.is_none());
    let (allocation, _) =
        yingheng_core::allocation::allocate(&facts, &plan, &Adjustments::default());
    let tables = [
        headline::table(&run, Some(&run)),
        objects::reconciliation(&facts, &margins.result),
        objects::service_units(&run.costing),
        object_costs::objects(ObjectKind::BedDay, &facts, &run.costing.bed_days),
        departments::step_down(&facts, &allocation),
        departments::full_by_item(&facts, &allocation),
        segments::table("case_types", &margins.groups, &margins.hospital),
        segments::extremes("losses", &margins.groups, true, 10),
        break_evens::table(
            "break_even_groups",
            &margins.groups,
            &found.groups,
            Some((&margins.all, &found.hospital)),
        ),
    ];
    for table in &tables {
        for row in &table.rows {
            assert_eq!(row.cells.len(), table.columns.len(), "{}", table.id);
        }
    }
    assert!(margins.result.surplus.is_err());
    assert!(found.hospital.is_err());
    assert!(charts::break_even(&margins.all, &found.hospital, Message::new("s")).is_none());
    charts::quadrant(&margins.groups, Message::new("s"));
    charts::cost_matrix(&plan, &margins.hospital, Message::new("s"));
    objects::matrix(&plan, &margins.hospital);
}
