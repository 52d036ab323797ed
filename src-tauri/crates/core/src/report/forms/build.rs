//! A definition and a run become a table that foots, with its head and foot.

use super::columns::{Across, Shown, columns, figure};
use super::definition::{Closing, FormDefinition, FormLevel, HeaderField, Known, RowKind};
use super::figures::Figure;
use super::rows::{Line, Subject, lines, with_code};
use super::tie;
use super::worlds::Worlds;
use crate::issue::Message;
use crate::quantity::{Money, Reason};
use crate::report::publish::{label, styled, text_column};
use crate::report::{Cell, Column, Row, RowStyle, Table, Unit};

/// A form filled in.
/// 成本报表(成表)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its definition.
    pub definition: FormDefinition,
    /// The table; its title is the official name, its notes end with level, certainty and tie-out.
    pub table: Table,
    /// Headings above the columns, parallel to them; equal neighbours stand under one.
    pub groups: Vec<Option<Message>>,
    /// Head: label and value.
    pub header: Vec<(Message, Message)>,
}

fn name(definition: &FormDefinition) -> Message {
    Message::new("form.title")
        .with("zh", definition.name.zh.as_str())
        .with("en", definition.name.en.as_str())
}

fn level(worlds: &Worlds<'_>, definition: &FormDefinition) -> String {
    if definition.level == FormLevel::Ladder {
        return "@form.level_ladder".to_owned();
    }
    format!(
        "@level.{}",
        definition.level_of(worlds.base().plan.level).key()
    )
}

fn header(worlds: &Worlds<'_>, definition: &FormDefinition) -> Vec<(Message, Message)> {
    let facts = worlds.base().facts;
    let text = |text: String| Message::new("form.name").with("name", text);
    let fields = definition.header.iter().map(|field| match field {
        HeaderField::Hospital => ("hospital", text(facts.hospital_name.clone())),
        HeaderField::Period => ("period", text(facts.period.to_string())),
        HeaderField::Currency => ("currency", Message::new("unit.yuan")),
        HeaderField::Level => ("level", text(level(worlds, definition))),
        HeaderField::Method => {
            let key = format!("form.method_{}", definition.object.key());
            ("method", Message::new(key))
        }
    });
    fields
        .map(|(key, value)| (Message::new(format!("form.head_{key}")), value))
        .collect()
}

fn notes(worlds: &Worlds<'_>, definition: &FormDefinition) -> Vec<Message> {
    let mut notes = Vec::new();
    if worlds.base().facts.synthetic {
        notes.push(Message::new("note.synthetic"));
    }
    notes.push(Message::new("form.note_level").with("level", level(worlds, definition)));
    notes.push(Message::new("form.note_method").with(
        "method",
        format!("@form.method_{}", definition.object.key()),
    ));
    notes.push(match &definition.number {
        None => Message::new("form.note_no_number"),
        Some(number) => Message::new("form.note_number")
            .with("number", number.text.as_str())
            .with("known", format!("@form.known_{}", number.certainty.key())),
    });
    if definition.certainty != Known::Official {
        notes.push(Message::new("form.note_layout").with(
            "known",
            format!("@form.known_{}", definition.certainty.key()),
        ));
    }
    notes.push(Message::new(match definition.closing {
        Closing::Items => "form.note_closed_items",
        Closing::None => "note.rounded_once",
    }));
    if definition.level == FormLevel::Ladder {
        notes.push(Message::new("form.note_non_medical"));
    }
    if definition.rows == RowKind::Groups {
        notes.push(Message::new("form.note_groups"));
    }
    notes
}

/// Why a form cannot be filled in at all.
fn missing(worlds: &Worlds<'_>, definition: &FormDefinition) -> Option<Reason> {
    let base = worlds.base();
    match definition.rows {
        RowKind::ServiceItems => base
            .run
            .costing
            .service_items
            .is_empty()
            .then(|| Reason::new("reason.no_service_items")),
        RowKind::Groups if base.run.margins.groups.is_empty() => {
            Some(Reason::new("reason.no_cases"))
        }
        RowKind::Groups => None,
        _ if base.run.allocation.is_none() => Some(Reason::new("reason.no_ledger")),
        RowKind::ObjectUnits => worlds
            .objects(super::rows::object_kind(definition))
            .is_empty()
            .then(|| Reason::new("reason.no_workload")),
        RowKind::Items
            if !matches!(definition.level, FormLevel::Ladder)
                && worlds
                    .objects(super::rows::object_kind(definition))
                    .is_empty() =>
        {
            Some(Reason::new("reason.no_workload"))
        }
        _ => None,
    }
}

/// Fills in a form.
/// 编制成本报表
pub fn build(worlds: &Worlds<'_>, definition: &FormDefinition) -> Form {
    let mut heads = vec![text_column("name")];
    if with_code(definition.rows) {
        heads.insert(0, text_column("code"));
    }
    let mut notes = notes(worlds, definition);
    let (columns, groups, rows) = match missing(worlds, definition) {
        Some(reason) => {
            let mut cells = vec![Cell::NotComputable { reason }];
            cells.resize(heads.len(), Cell::Empty);
            let groups = vec![None; heads.len()];
            (heads, groups, vec![styled("none", RowStyle::Normal, cells)])
        }
        None if definition.rows == RowKind::ServiceItems => {
            notes.push(Message::new("note.best_item_method"));
            notes.push(Message::new("note.closed_to_pool"));
            let (columns, rows) =
                crate::report::service_items::summary(&worlds.base().run.costing.service_items);
            let groups = vec![None; columns.len()];
            (columns, groups, rows)
        }
        None => {
            notes.push(tie::line(worlds, definition));
            grid(worlds, definition, heads)
        }
    };
    Form {
        definition: definition.clone(),
        table: Table {
            id: format!("form_{}", definition.key),
            title: name(definition),
            columns,
            rows,
            notes,
        },
        groups,
        header: header(worlds, definition),
    }
}

type Grid = (Vec<Column>, Vec<Option<Message>>, Vec<Row>);

fn grid(worlds: &Worlds<'_>, definition: &FormDefinition, heads: Vec<Column>) -> Grid {
    let shown = columns(worlds, definition);
    let mut lines = lines(worlds, definition);
    // A line for what has no unit stands only where there is something.
    let placeless = |line: &Line| {
        line.subject == Subject::Placeless
            && shown.iter().all(|column| {
                let figure = figure(worlds, definition, line.subject, column.measure);
                figure.is_none_or(|figure| figure.value.is_ok_and(|value| value.is_zero()))
            })
    };
    lines.retain(|line| !placeless(line));
    let figures: Vec<Vec<Option<Figure>>> = lines
        .iter()
        .map(|line| {
            let of = |column: &Shown| figure(worlds, definition, line.subject, column.measure);
            shown.iter().map(of).collect()
        })
        .collect();
    let mut rows: Vec<Row> = lines
        .iter()
        .zip(&figures)
        .map(|(line, figures)| {
            let mut cells = line.heads.clone();
            cells.extend(
                figures
                    .iter()
                    .map(|figure| figure.as_ref().map_or(Cell::Empty, Figure::cell)),
            );
            styled(line.key.clone(), line.style, cells)
        })
        .collect();
    let mut headings = heads;
    let mut groups = vec![None; headings.len()];
    let width = headings.len();
    headings.extend(shown.iter().map(|column| column.column.clone()));
    groups.extend(shown.iter().map(|column| column.group.clone()));
    add_difference_row(&lines, &shown, &figures, width, &mut rows);
    add_difference_columns(
        &lines,
        &shown,
        &figures,
        &mut headings,
        &mut groups,
        &mut rows,
    );
    (headings, groups, rows)
}

/// 尾差 of a column: its printed total less its printed parts, above the total.
fn add_difference_row(
    lines: &[Line],
    shown: &[Shown],
    figures: &[Vec<Option<Figure>>],
    width: usize,
    rows: &mut Vec<Row>,
) {
    let Some(last) = lines.iter().position(|line| line.style == RowStyle::Total) else {
        return;
    };
    let (mut cells, mut any) = (vec![Cell::Empty; width - 1], false);
    cells.push(label("row.rounding_difference"));
    for (column, heading) in shown.iter().enumerate() {
        let money = |row: usize| figures[row][column].as_ref().and_then(Figure::money);
        let parts: Option<Vec<Money>> = (0..lines.len())
            .filter(|row| {
                lines[*row].style == RowStyle::Normal || lines[*row].subject == Subject::Placeless
            })
            .map(|row| {
                figures[row][column]
                    .as_ref()
                    .map_or(Some(Money::ZERO), Figure::money)
            })
            .collect();
        let difference = match (heading.column.unit, money(last), parts) {
            (Some(Unit::Money), Some(total), Some(parts)) => total - parts.into_iter().sum(),
            _ => {
                cells.push(Cell::Empty);
                continue;
            }
        };
        any |= difference != Money::ZERO;
        cells.push(Cell::Figure {
            text: difference.to_string(),
            why: None,
        });
    }
    if any {
        rows.insert(last, styled("difference", RowStyle::Subtotal, cells));
    }
}

/// 尾差 of a row: its printed total less its printed parts across, one column per sum that has any.
fn add_difference_columns(
    lines: &[Line],
    shown: &[Shown],
    figures: &[Vec<Option<Figure>>],
    headings: &mut Vec<Column>,
    groups: &mut Vec<Option<Message>>,
    rows: &mut [Row],
) {
    for sum in 0..3_u8 {
        let differences: Vec<(String, Option<Money>)> = lines
            .iter()
            .zip(figures)
            .map(|(line, figures)| {
                let of = |across: Across| {
                    let columns = shown.iter().zip(figures);
                    let columns = columns.filter(move |(column, _)| column.across == across);
                    columns
                        .map(|(_, figure)| figure.as_ref().and_then(Figure::money))
                        .collect::<Option<Vec<Money>>>()
                };
                let total = of(Across::Total(sum)).filter(|total| !total.is_empty());
                let difference = total.zip(of(Across::Part(sum))).map(|(total, parts)| {
                    total.into_iter().sum::<Money>() - parts.into_iter().sum::<Money>()
                });
                (line.key.clone(), difference)
            })
            .collect();
        if differences
            .iter()
            .all(|(_, one)| one.unwrap_or_default() == Money::ZERO)
        {
            continue;
        }
        headings.push(Column {
            key: format!("difference/{sum}"),
            label: Message::new("row.rounding_difference"),
            unit: Some(Unit::Money),
        });
        let total = shown
            .iter()
            .find(|column| column.across == Across::Total(sum));
        groups.push(total.and_then(|column| column.group.clone()));
        for row in rows.iter_mut() {
            let found = differences.iter().find(|(key, _)| *key == row.key);
            row.cells.push(match found {
                Some((_, Some(difference))) => Cell::Figure {
                    text: difference.to_string(),
                    why: None,
                },
                _ => Cell::Empty,
            });
        }
    }
}
