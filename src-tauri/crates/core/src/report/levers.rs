//! A scenario as tables: what each override brings, the rows it adds, and where the sources of levers contradict.

use crate::facts::Facts;
use crate::issue::Message;
use crate::margin::HospitalResult;
use crate::plan::LineKind;
use crate::quantity::{Computed, Fraction, Reason, rounding};
use crate::report::publish::{
    closed_texts, column, computed, figure, label, row, styled, text_column, words,
};
use crate::report::{Cell, Column, RowStyle, Table, Unit};
use crate::run::Run;
use crate::scenario::{Outcome, Scenario, TargetKind};

fn months(value: u32) -> Cell {
    figure(&Fraction::from(i64::from(value)), Unit::Count, None)
}

/// The overrides in order with the part each has in the change of the surplus, and what stands beside the surplus.
/// 逐项影响表
pub fn steps(scenario: &Scenario, outcome: &Outcome) -> Table {
    let known: Option<Vec<Fraction>> = outcome
        .steps
        .iter()
        .map(|step| step.effect.as_ref().ok().cloned())
        .collect();
    // Parts printed add up to the change printed.
    let mut texts = known.as_deref().map(closed_texts).map(Vec::into_iter);
    let mut rows = Vec::new();
    for step in &outcome.steps {
        let done = outcome.applied.iter().find(|own| own.number == step.number);
        let change = scenario.overrides.get(step.number as usize - 1);
        let effect = match texts.as_mut().and_then(Iterator::next) {
            Some(text) => Cell::Figure { text, why: None },
            None => computed(&step.effect, Unit::Money, None),
        };
        let of = |value: Option<Fraction>, unit: Unit| match value {
            Some(value) if !value.is_zero() => figure(&value, unit, None),
            _ => Cell::Empty,
        };
        let target = if step.target.kind() == TargetKind::All {
            label("lever_target.all")
        } else {
            words(step.target.code())
        };
        let start = change.and_then(|own| own.start);
        rows.push(row(
            step.number.to_string(),
            vec![
                words(step.number.to_string()),
                label(format!("lever.{}", step.lever.key())),
                words(step.name.as_str()),
                target,
                if done.is_some() {
                    label("scenario.state_acting")
                } else {
                    label("scenario.state_refused")
                },
                effect,
                of(done.map(|own| own.freed_days.clone()), Unit::Days),
                of(done.map(|own| own.released.clone()), Unit::Money),
                of(done.map(|own| own.one_off.clone()), Unit::Money),
                start.map_or(Cell::Empty, |at| words(at.to_string())),
                change.map_or(Cell::Empty, |own| months(own.ramp_months)),
                change.map_or(Cell::Empty, |own| words(own.source.as_str())),
            ],
        ));
    }
    Table {
        id: "scenario_steps".into(),
        title: Message::new("table.scenario_steps"),
        columns: vec![
            text_column("number"),
            text_column("lever"),
            text_column("override_name"),
            text_column("target"),
            text_column("state"),
            column("effect", Unit::Money),
            column("freed_days", Unit::Days),
            column("released", Unit::Money),
            column("one_off", Unit::Money),
            text_column("start"),
            column("ramp_months", Unit::Count),
            text_column("said_by"),
        ],
        rows,
        notes: vec![
            Message::new("note.scenario_full_effect"),
            Message::new("note.scenario_order"),
        ],
    }
}

/// Rows a scenario adds to the hospital's result; `None` where it adds none.
/// 情景单列收支表
pub fn lines(result: &HospitalResult) -> Option<Table> {
    if result.added.is_empty() {
        return None;
    }
    let mut rows = Vec::new();
    for (line, amount) in &result.added {
        let kind = match line.kind {
            LineKind::Income => label("line_kind.income"),
            LineKind::Cost(item) => label(format!("item.{}", item.key())),
            LineKind::Released => label("line_kind.released"),
        };
        let year = &line.per_year;
        let (year, amount) = match line.kind {
            LineKind::Released => (Cell::Empty, Cell::Empty),
            LineKind::Income => (money(year), money(amount)),
            LineKind::Cost(_) => (money(&-year.clone()), money(&-amount.clone())),
        };
        let released = match line.kind {
            LineKind::Released => money(&line.per_year),
            _ => Cell::Empty,
        };
        let department = line.department.as_deref().map_or(Cell::Empty, words);
        let at = rows.len() + 1;
        rows.push(row(
            at.to_string(),
            vec![
                words(line.number.to_string()),
                label(line.label.as_str()),
                words(line.name.as_str()),
                kind,
                department,
                year,
                amount,
                released,
            ],
        ));
    }
    let total = &result.added_income - &result.added_fixed_cost;
    let mut sum = vec![Cell::Empty; 8];
    sum[1] = label("row.total");
    sum[6] = money(&total);
    rows.push(styled("total", RowStyle::Total, sum));
    Some(Table {
        id: "scenario_lines".into(),
        title: Message::new("table.scenario_lines"),
        columns: vec![
            text_column("number"),
            text_column("lever"),
            text_column("override_name"),
            text_column("line_kind"),
            text_column("department"),
            column("effect_year", Unit::Money),
            column("effect_period", Unit::Money),
            column("released", Unit::Money),
        ],
        rows,
        notes: vec![
            Message::new("note.scenario_lines_apart"),
            Message::new("note.released_is_cash"),
        ],
    })
}

fn money(value: &Fraction) -> Cell {
    figure(value, Unit::Money, None)
}

/// What one source says of CMI and payment: CMI before and after, relative change of payment.
const ELASTICITIES: [(&str, &str, &str, &str); 3] = [
    ("S3-008", "0.6", "0.8", "0.15"),
    ("S3-009", "0.6", "0.7", "0.15"),
    ("S3-088", "0.8", "1", "3/170"),
];
/// What one source says of a bed of an elderly-care ward: 元 a month, beds, occupancy.
const WARDS: [(&str, &str); 2] = [("S3-059", "5000"), ("S3-089", "25000/3")];

fn exact(text: &str) -> Fraction {
    text.parse().unwrap_or_default()
}

/// Claims that contradict one another, side by side, with what each would mean for this hospital. None is used unless a
/// user takes it over; the program's own answer stands beside them.
/// 出处冲突对照表(X-001)
pub fn conflicts(facts: &Facts, run: &Run) -> Table {
    let none = || Reason::new("reason.no_weighted_cases");
    let mut rows = Vec::new();
    let hospital = &run.margins.hospital;
    let tenth = Fraction::new(1, 10).unwrap_or_default();
    // +0.1 CMI: relative growth of the CMI here × elasticity × what the cases are paid.
    let here = |elasticity: &Fraction| -> Computed<Fraction> {
        let growth = tenth.over(&hospital.cmi.clone()?, none)?;
        Ok(&(&hospital.revenue * &growth) * elasticity)
    };
    for (id, before, after, change) in ELASTICITIES {
        let growth = (exact(after) - exact(before)).over(&exact(before), none);
        let elasticity = growth.and_then(|growth| exact(change).over(&growth, none));
        rows.push(row(
            id,
            vec![
                words(id),
                label("conflict.cmi"),
                words(format!(
                    "CMI {before} → {after}, +{}%",
                    rounding::to_text(&(exact(change) * Fraction::from(100)), 2)
                )),
                computed(&elasticity, Unit::Ratio, None),
                computed(&elasticity.and_then(|e| here(&e)), Unit::Money, None),
            ],
        ));
    }
    let weighted = hospital.weighted_cases.over(&hospital.cases, none);
    rows.push(row(
        "fixed_rate",
        vec![
            words("—"),
            label("conflict.fixed_rate"),
            label("conflict.fixed_rate_note"),
            computed(&weighted, Unit::Ratio, None),
            computed(&weighted.and_then(|e| here(&e)), Unit::Money, None),
        ],
    ));
    let (beds, occupancy) = (Fraction::from(50), exact("0.7"));
    for (id, month) in WARDS {
        let year = &(&(&exact(month) * &Fraction::from(12)) * &beds) * &occupancy;
        rows.push(row(
            id,
            vec![
                words(id),
                label("conflict.ward"),
                words(format!(
                    "{} × 12 × 50 × 70%",
                    rounding::to_text(&exact(month), 2)
                )),
                Cell::Empty,
                money(&(year * Fraction::from(100))),
            ],
        ));
    }
    let plain = |key: &str| Column {
        unit: None,
        ..column(key, Unit::Money)
    };
    let mut notes = vec![Message::new("note.conflicts")];
    if facts.synthetic {
        notes.push(Message::new("note.synthetic"));
    }
    Table {
        id: "lever_conflicts".into(),
        title: Message::new("table.lever_conflicts"),
        columns: vec![
            text_column("source_line"),
            text_column("claim"),
            plain("stated"),
            column("elasticity", Unit::Ratio),
            column("effect_here", Unit::Money),
        ],
        rows,
        notes,
    }
}
