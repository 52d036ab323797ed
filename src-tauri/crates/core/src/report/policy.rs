//! A policy pack as tables: every parameter with its days, source and certainty; the groups; the sources.
//!
//! The figures are the pack's own and are printed in full: nothing is rounded here.

use std::collections::BTreeMap;

use crate::issue::Message;
use crate::period::Date;
use crate::policy::{
    Comparator, Entry, GroupRow, KeyedBy, Limit, Parameter, ParameterUse, PolicyPack, StepOn,
    Threshold, Value,
};
use crate::quantity::Fraction;
use crate::report::publish::{column, exact, label, row, text_column, words};
use crate::report::{Cell, Column, Row, Table, Unit};

fn exactly(value: &Fraction, least: u32) -> Cell {
    Cell::Figure {
        text: exact(value, least),
        why: None,
    }
}

/// What the ways of a case use each parameter for; a parameter may serve more than once.
fn roles(pack: &PolicyPack) -> BTreeMap<&str, ParameterUse> {
    let mut by_id: BTreeMap<&str, ParameterUse> = BTreeMap::new();
    for (id, role) in pack.case_parameters() {
        by_id.entry(id).or_insert(role);
    }
    by_id
}

/// Message key of what a pack uses a parameter for, by id.
pub fn role_of(pack: &PolicyPack) -> impl Fn(&str) -> &'static str + '_ {
    let (roles, year) = (roles(pack), pack.year.parameters());
    move |id| match roles.get(id) {
        Some(role) => role.key(),
        None if year.contains(id) => "policy.role_year",
        None => "policy.role_unused",
    }
}

/// Units a pack may state, in words; another one stands as the pack writes it.
fn unit_cell(unit: &str) -> Cell {
    match unit {
        "yuan/weight" => label("policy.unit_yuan_per_weight"),
        "yuan/point" => label("policy.unit_yuan_per_point"),
        "yuan/day" => label("policy.unit_yuan_per_day"),
        "yuan" => label("policy.unit_yuan"),
        "day" => label("policy.unit_day"),
        "1" => label("policy.unit_one"),
        other => words(other),
    }
}

pub(super) const fn sign(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Lt => "<",
        Comparator::Le => "≤",
        Comparator::Gt => ">",
        Comparator::Ge => "≥",
    }
}

/// One printed line of a value: which part it speaks for, the comparison where it is a limit, the number.
struct Line {
    part: Cell,
    compare: Cell,
    value: Cell,
}

fn step_part(
    on: StepOn,
    inclusive: bool,
    from: Option<&Fraction>,
    below: Option<&Fraction>,
) -> Cell {
    let key = match (on, inclusive, below.is_some()) {
        (StepOn::Weight, false, true) => "policy.step_weight_below",
        (StepOn::Weight, true, true) => "policy.step_weight_up_to",
        (StepOn::Weight, _, false) => "policy.step_weight_rest",
        (StepOn::BasePoints, false, true) => "policy.step_points_below",
        (StepOn::BasePoints, true, true) => "policy.step_points_up_to",
        (StepOn::BasePoints, _, false) => "policy.step_points_rest",
    };
    let edge = below.or(from).map(|edge| exact(edge, 0));
    Cell::Label {
        message: Message::new(key).with("edge", edge.unwrap_or_default()),
    }
}

/// Scheme, grade, facility or code a line of a table is kept for.
fn key_part(parameter: &Parameter, name: &str) -> Cell {
    let key = match parameter.keyed_by {
        Some(KeyedBy::Grade) => "policy.part_grade",
        Some(KeyedBy::Hospital) => "policy.part_hospital",
        Some(KeyedBy::Code) => "policy.part_code",
        Some(KeyedBy::Scheme) | None => "policy.part_scheme",
    };
    Cell::Label {
        message: Message::new(key).with("name", name),
    }
}

fn limit_lines(parameter: &Parameter, limit: &Limit) -> Vec<Line> {
    let compare = || words(sign(limit.comparator));
    match &limit.threshold {
        Threshold::Number(number) => vec![Line {
            part: Cell::Empty,
            compare: compare(),
            value: exactly(number, 0),
        }],
        Threshold::Keyed(table) => table
            .iter()
            .map(|(name, number)| Line {
                part: key_part(parameter, name),
                compare: compare(),
                value: exactly(number, 0),
            })
            .collect(),
        Threshold::Steps {
            on,
            rows,
            inclusive,
        } => {
            let mut before: Option<&Fraction> = None;
            let mut lines = Vec::with_capacity(rows.len());
            for (below, number) in rows {
                lines.push(Line {
                    part: step_part(*on, *inclusive, before, below.as_ref()),
                    compare: compare(),
                    value: exactly(number, 0),
                });
                before = below.as_ref();
            }
            lines
        }
    }
}

fn lines(parameter: &Parameter, entry: &Entry) -> Vec<Line> {
    let plain = |part: Cell, value: Cell| Line {
        part,
        compare: Cell::Empty,
        value,
    };
    match &entry.value {
        None => vec![plain(Cell::Empty, label("policy.ended"))],
        Some(Value::Number(number)) => vec![plain(Cell::Empty, exactly(number, 0))],
        Some(Value::Limit(limit)) => limit_lines(parameter, limit),
        Some(Value::Keyed(table)) => table
            .iter()
            .map(|(name, number)| plain(key_part(parameter, name), exactly(number, 0)))
            .collect(),
        Some(Value::Bands(rows)) => {
            let mut before: Option<i64> = None;
            let mut lines = Vec::with_capacity(rows.len());
            for (up_to, number) in rows {
                let (key, edge) = match (up_to, before) {
                    (Some(up_to), _) => ("policy.band_up_to", Some(*up_to)),
                    (None, Some(above)) => ("policy.band_above", Some(above)),
                    (None, None) => ("policy.band_all", None),
                };
                let edge = edge.map_or_else(String::new, |edge| edge.to_string());
                let part = Cell::Label {
                    message: Message::new(key).with("edge", edge),
                };
                lines.push(plain(part, exactly(number, 0)));
                before = *up_to;
            }
            lines
        }
    }
}

/// The last day an entry holds: the day before the next one begins.
fn last_day(parameter: &Parameter, index: usize) -> Option<Date> {
    let next = parameter.entries.get(index + 1)?;
    Date::from_day_number(next.from.day_number() - 1)
}

pub(super) fn certainty(pack: &PolicyPack, source: &str) -> Cell {
    pack.sources.get(source).map_or(Cell::Empty, |source| {
        label(format!("certainty.{}", source.certainty.key()))
    })
}

/// Number and title of a source, as the explanations cite it.
pub(super) fn clause(pack: &PolicyPack, id: &str) -> String {
    pack.sources.get(id).map_or_else(String::new, |source| {
        format!("{} {}", source.number, source.title)
            .trim()
            .to_owned()
    })
}

/// Every dated value of the pack, in the order of its codes and days.
/// 政策参数表
pub fn parameters(pack: &PolicyPack) -> Table {
    let role_of = role_of(pack);
    let mut rows: Vec<Row> = Vec::new();
    for (id, parameter) in &pack.parameters {
        let role = label(role_of(id));
        for (index, entry) in parameter.entries.iter().enumerate() {
            let to = match last_day(parameter, index) {
                Some(day) => words(day.to_string()),
                None => label("policy.open_ended"),
            };
            for (number, line) in lines(parameter, entry).into_iter().enumerate() {
                rows.push(row(
                    format!("{id}/{}/{}", index + 1, number + 1),
                    vec![
                        words(id),
                        role.clone(),
                        line.part,
                        line.compare,
                        line.value,
                        unit_cell(&parameter.unit),
                        words(entry.from.to_string()),
                        to.clone(),
                        certainty(pack, &entry.source),
                        words(clause(pack, &entry.source)),
                    ],
                ));
            }
        }
    }
    let columns = [
        "parameter",
        "parameter_role",
        "part",
        "compare",
        "value",
        "parameter_unit",
        "valid_from",
        "valid_to",
        "value_certainty",
        "clause",
    ];
    let mut notes = vec![Message::new("note.policy_exact")];
    if pack.parameters.is_empty() {
        notes.insert(0, Message::new("note.policy_no_parameters"));
    }
    if let Some(grade) = &pack.grade {
        notes.push(Message::new("note.policy_grade").with("grade", grade.clone()));
    }
    Table {
        id: "policy_parameters".into(),
        title: Message::new("table.policy_parameters"),
        columns: columns.map(text_column).into(),
        rows,
        notes,
    }
}

/// A column of the group table, present where any group has a value for it.
struct GroupColumn {
    head: Column,
    least: u32,
    of: fn(&GroupRow) -> Option<Fraction>,
}

fn group_columns() -> [GroupColumn; 4] {
    let one = |key, unit, least, of| GroupColumn {
        head: column(key, unit),
        least,
        of,
    };
    [
        one("weight", Unit::Weight, 4, |row: &GroupRow| {
            row.weight.clone()
        }),
        one("group_amount", Unit::UnitMoney, 2, |row: &GroupRow| {
            let fen = row.amount?.exact();
            Some(fen * &Fraction::new(1, 100)?)
        }),
        one("mean_charge", Unit::UnitMoney, 2, |row: &GroupRow| {
            row.mean_charge.clone()
        }),
        one("mean_los", Unit::Days, 2, |row: &GroupRow| {
            row.mean_los.clone()
        }),
    ]
}

/// The groups of the pack with weight, fixed payment and the area's means, as far as the pack has them.
/// 病组目录表
pub fn groups(pack: &PolicyPack) -> Table {
    let all = pack.groups.rows();
    let figures: Vec<GroupColumn> = group_columns()
        .into_iter()
        .filter(|one| all.iter().any(|row| (one.of)(row).is_some()))
        .collect();
    let rows = all.iter().map(|group| {
        let mut cells = vec![words(&group.code), words(&group.name)];
        for one in &figures {
            cells.push((one.of)(group).map_or(Cell::Empty, |value| exactly(&value, one.least)));
        }
        cells.push(if group.published {
            words(group.flags.join(" "))
        } else {
            label("policy.unpublished")
        });
        row(group.code.clone(), cells)
    });
    let rows: Vec<Row> = rows.collect();
    let mut columns = vec![text_column("code"), text_column("name")];
    columns.extend(figures.into_iter().map(|one| one.head));
    columns.push(text_column("flags"));
    let level = pack
        .sources
        .get(&pack.groups.source)
        .map_or("assumption", |source| source.certainty.key());
    Table {
        id: "policy_groups".into(),
        title: Message::new("table.policy_groups"),
        columns,
        rows,
        notes: vec![
            Message::new("note.policy_groups")
                .with("from", pack.groups.valid_from.to_string())
                .with("clause", clause(pack, &pack.groups.source))
                .with("certainty", format!("@certainty.{level}")),
        ],
    }
}

/// Documents and people the values come from.
/// 政策依据表
pub fn sources(pack: &PolicyPack) -> Table {
    let day = |day: Option<Date>| day.map_or(Cell::Empty, |day| words(day.to_string()));
    let rows = pack.sources.iter().map(|(id, source)| {
        row(
            id.clone(),
            vec![
                words(id),
                words(&source.number),
                words(&source.title),
                words(&source.issuer),
                day(source.issued),
                day(source.effective),
                label(format!("certainty.{}", source.certainty.key())),
                words(&source.link),
            ],
        )
    });
    let columns = [
        "source_id",
        "document_number",
        "document_title",
        "issuer",
        "issued",
        "effective",
        "value_certainty",
        "link",
    ];
    Table {
        id: "policy_sources".into(),
        title: Message::new("table.policy_sources"),
        columns: columns.map(text_column).into(),
        rows: rows.collect(),
        notes: vec![Message::new("note.policy_certainty")],
    }
}
