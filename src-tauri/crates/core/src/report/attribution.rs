//! Attribution, guards and scenarios side by side as tables and a waterfall.

use crate::issue::Message;
use crate::plan::Guard;
use crate::quantity::{Computed, Fraction, rounding};
use crate::report::headline::headlines;
use crate::report::publish::{
    closed_texts, column, computed, figure, label, row, styled, text_column, words,
};
use crate::report::{Cell, ChartSpec, Column, RowStyle, Table, Unit, charts};
use crate::run::Run;
use crate::scenario::{Attribution, GuardState, Mover, Part, Reading, TargetKind};

/// Groups listed among those that move.
const MOVERS: usize = 20;

fn percent(value: &Fraction) -> String {
    rounding::to_text(&(value * &Fraction::from(100)), 2)
}

fn target(part: &Part) -> Cell {
    if part.target.kind() == TargetKind::All {
        label("lever_target.all")
    } else {
        words(part.target.code())
    }
}

/// What a part's guards say: the first red one with value and limit, else the first of which nobody knows.
fn guard_cell(part: &Part, readings: &[Reading]) -> Cell {
    let reading = |guard: &Guard| readings.iter().find(|own| own.guard == *guard);
    if let Some(found) = part.red.first().and_then(reading) {
        let value = found.value.as_ref().map(percent).unwrap_or_default();
        let limit = found.limit.as_ref().map(percent).unwrap_or_default();
        return Cell::Label {
            message: Message::new("attribution.red")
                .with("guard", format!("@guard.{}", found.guard.key()))
                .with("value", value)
                .with("limit", limit),
        };
    }
    match part.unknown.first() {
        Some(guard) => Cell::Label {
            message: Message::new("attribution.guard_not_known")
                .with("guard", format!("@guard.{}", guard.key())),
        },
        None if part.lever.spec().guards.is_empty() => label("attribution.no_guard"),
        None => label("guard_state.green"),
    }
}

/// Every acting override with its part, what it does alone and in order, and what counts; below them the separate claims,
/// what they count twice, and the joint effect. `prefix` stands before the "why" keys.
/// 逐杠杆归因表
pub fn parts(found: &Attribution, readings: &[Reading], prefix: &str) -> Table {
    let why = |name: String| Some(format!("{prefix}/{name}"));
    let closed = |of: fn(&Part) -> Fraction, name: &'static str| -> Vec<Cell> {
        let values: Vec<Fraction> = found.parts.iter().map(of).collect();
        let cells = closed_texts(&values).into_iter().zip(&found.parts);
        cells
            .map(|(text, part)| Cell::Figure {
                text,
                why: why(part.why(name)),
            })
            .collect()
    };
    let shares = closed(|part| part.share.clone(), "share");
    let alone = closed(|part| part.alone.clone(), "alone");
    let in_order = closed(|part| part.in_order.clone(), "in_order");
    let counted = closed(Part::counted, "counted");
    let mut rows = Vec::new();
    for (at, part) in found.parts.iter().enumerate() {
        let style = if part.struck() {
            RowStyle::Struck
        } else {
            RowStyle::Normal
        };
        let error = part.error.as_ref().map_or(Cell::Empty, |error| {
            figure(error, Unit::Money, None::<String>)
        });
        rows.push(styled(
            part.number.to_string(),
            style,
            vec![
                words(part.number.to_string()),
                label(format!("lever.{}", part.lever.key())),
                words(part.name.as_str()),
                target(part),
                shares[at].clone(),
                error,
                alone[at].clone(),
                in_order[at].clone(),
                guard_cell(part, readings),
                counted[at].clone(),
            ],
        ));
    }
    let sum = |key: &str, style, cells: [(usize, &Fraction, &str); 4]| {
        let mut line = vec![Cell::Empty; 10];
        line[1] = label(format!("row.{key}"));
        for (at, value, name) in cells.into_iter().filter(|(at, ..)| *at > 0) {
            line[at] = figure(value, Unit::Money, why(name.to_owned()));
        }
        styled(key, style, line)
    };
    let none = (0, &found.joint, "");
    let separate = found.separate();
    let (struck, counted) = (found.struck(), found.counted());
    rows.push(sum(
        "separate_claims",
        RowStyle::Subtotal,
        [(6, &separate, "separate"), none, none, none],
    ));
    // Printed claims less what is printed here give the printed joint effect.
    let removed = (rounding::to_money(&found.joint) - rounding::to_money(&separate)).exact();
    rows.push(sum(
        "overlap_removed",
        RowStyle::Subtotal,
        [(6, &removed, "overlap"), none, none, none],
    ));
    if !struck.is_zero() {
        rows.push(sum(
            "struck_out",
            RowStyle::Subtotal,
            [(4, &struck, "struck"), none, none, none],
        ));
    }
    rows.push(sum(
        "joint_effect",
        RowStyle::Total,
        [
            (4, &found.joint, "joint"),
            (6, &found.joint, "joint"),
            (7, &found.joint, "joint"),
            (9, &counted, "counted"),
        ],
    ));
    let way = if found.orders == 0 {
        Message::new("note.attribution_exact")
    } else {
        Message::new("note.attribution_sampled").with("orders", found.orders.to_string())
    };
    let effort = way
        .with("subsets", found.subsets.to_string())
        .with("runs", found.runs.to_string());
    Table {
        id: "attribution".into(),
        title: Message::new("table.attribution"),
        columns: vec![
            text_column("number"),
            text_column("lever"),
            text_column("override_name"),
            text_column("target"),
            column("shapley", Unit::Money),
            column("standard_error", Unit::Money),
            column("alone", Unit::Money),
            column("in_order", Unit::Money),
            text_column("guards"),
            column("counted", Unit::Money),
        ],
        rows,
        notes: vec![
            effort,
            Message::new("note.attribution_shapley"),
            Message::new("note.attribution_guards"),
        ],
    }
}

/// Pairs that overlap or strengthen one another; `None` where none does.
/// 两两交互表
pub fn pairs(found: &Attribution, prefix: &str) -> Option<Table> {
    if found.pairs.is_empty() {
        return None;
    }
    let named = |number: u32| {
        let part = found.parts.iter().find(|part| part.number == number);
        part.map_or(Cell::Empty, |part| Cell::Label {
            message: Message::new("attribution.numbered")
                .with("number", number.to_string())
                .with("lever", format!("@lever.{}", part.lever.key())),
        })
    };
    let rows = found.pairs.iter().map(|pair| {
        let (first, second) = pair.numbers;
        let why = format!("{prefix}/pair/{first}/{second}");
        let kind = if pair.beyond.is_negative() {
            "attribution.overlap"
        } else {
            "attribution.strengthen"
        };
        row(
            format!("{first}/{second}"),
            vec![
                named(first),
                named(second),
                figure(&pair.beyond, Unit::Money, Some(why)),
                label(kind),
            ],
        )
    });
    Some(Table {
        id: "attribution_pairs".into(),
        title: Message::new("table.attribution_pairs"),
        columns: vec![
            text_column("first_lever"),
            text_column("second_lever"),
            column("beyond", Unit::Money),
            text_column("state"),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
    })
}

/// From the surplus of today to that of the scenario, by Shapley parts; `None` without acting overrides.
/// 归因桥图
pub fn chart(found: &Attribution, source: Message) -> Option<ChartSpec> {
    if found.parts.is_empty() {
        return None;
    }
    let step = |part: &Part| (format!("lever.{}", part.lever.key()), part.share.clone());
    Some(charts::waterfall(
        "attribution",
        Message::new("chart.attribution"),
        &found.before,
        found.parts.iter().map(step).collect(),
        "line.surplus",
        source,
    ))
}

/// Every guard with value, limit, basis and state.
/// 质量护栏表
pub fn guards(readings: &[Reading]) -> Table {
    let rows = readings.iter().map(|own| {
        let limit = own.limit.as_ref();
        let limit = limit.map_or(Cell::Empty, |limit| {
            figure(limit, Unit::Percent, None::<String>)
        });
        row(
            own.guard.key(),
            vec![
                label(format!("guard.{}", own.guard.key())),
                computed(&own.value, Unit::Percent, None::<String>),
                limit,
                label(if own.guard.at_least() {
                    "guard_limit.at_least"
                } else {
                    "guard_limit.at_most"
                }),
                label(format!("guard_state.{}", own.state.key())),
                label(format!("guard_basis.{}", own.basis.key())),
                own.date.map_or(Cell::Empty, |date| words(date.to_string())),
                words(own.source.as_str()),
            ],
        )
    });
    let mut notes = vec![Message::new("note.guards")];
    if readings.iter().any(|own| own.state == GuardState::NotKnown) {
        notes.push(Message::new("note.guards_not_known"));
    }
    Table {
        id: "guards".into(),
        title: Message::new("table.guards"),
        columns: vec![
            text_column("guard"),
            column("guard_value", Unit::Percent),
            column("guard_limit", Unit::Percent),
            text_column("guard_direction"),
            text_column("state"),
            text_column("guard_basis"),
            text_column("guard_date"),
            text_column("said_by"),
        ],
        rows: rows.collect(),
        notes,
    }
}

/// One column per scenario, headed by its name.
fn named_columns(names: &[&str]) -> Vec<Column> {
    let one = |(at, name): (usize, &&str)| Column {
        key: format!("scenario_{}", at + 1),
        label: Message::new("column.of_scenario").with("name", *name),
        unit: None,
    };
    names.iter().enumerate().map(one).collect()
}

/// The headline figures of the baseline and of every scenario.
/// 方案比较表
pub fn compared(baseline: &Run, scenarios: &[(&str, &Run)]) -> Table {
    let before = headlines(baseline);
    let all: Vec<_> = scenarios.iter().map(|(_, run)| headlines(run)).collect();
    let rows = before.iter().enumerate().map(|(at, own)| {
        let mut cells = vec![
            label(format!("kpi.{}", own.key)),
            label(own.unit.key()),
            computed(&own.value, own.unit, Some(own.why())),
        ];
        for lines in &all {
            cells.push(computed(&lines[at].value, own.unit, None::<String>));
        }
        row(own.key, cells)
    });
    let names: Vec<&str> = scenarios.iter().map(|(name, _)| *name).collect();
    let mut columns = vec![
        text_column("line"),
        text_column("unit"),
        text_column("baseline"),
    ];
    columns.extend(named_columns(&names));
    Table {
        id: "scenario_compare".into(),
        title: Message::new("table.scenario_compare"),
        columns,
        rows: rows.collect(),
        notes: Vec::new(),
    }
}

/// Groups that move most, with their margin in the baseline and the change in each scenario.
/// 病组变动表
pub fn movers(found: &[Mover], names: &[&str]) -> Table {
    let change =
        |own: &Mover, at: usize| -> Computed<Fraction> { Ok(&own.after[at] - &own.before) };
    let rows = found.iter().take(MOVERS).map(|own| {
        let why = format!("segment/group/{}/gap", own.code);
        let mut cells = vec![
            words(own.code.as_str()),
            words(own.name.as_str()),
            figure(&own.before, Unit::Money, Some(why)),
        ];
        cells.extend(
            (0..own.after.len()).map(|at| computed(&change(own, at), Unit::Money, None::<String>)),
        );
        row(own.code.as_str(), cells)
    });
    let mut columns = vec![
        text_column("code"),
        text_column("name"),
        column("gap", Unit::Money),
    ];
    columns.extend(named_columns(names).into_iter().map(|own| Column {
        unit: Some(Unit::Money),
        label: Message {
            key: "column.change_in_scenario".into(),
            ..own.label
        },
        ..own
    }));
    let mut notes = vec![Message::new("note.movers")];
    if found.len() > MOVERS {
        let more = (found.len() - MOVERS).to_string();
        notes.push(Message::new("note.movers_more").with("count", more));
    }
    Table {
        id: "scenario_movers".into(),
        title: Message::new("table.scenario_movers"),
        columns,
        rows: rows.collect(),
        notes,
    }
}
