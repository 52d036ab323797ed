//! 医院科室成本分摊汇总表, 临床服务类科室全成本表: units × levels and units × items.

use crate::allocation::{Allocation, UnitCost};
use crate::facts::Facts;
use crate::hospital::{CostItem, DepartmentClass, ItemAmounts};
use crate::issue::Message;
use crate::quantity::Fraction;
use crate::report::publish::{
    closed_texts, column, figure, label, rounding_difference, row, styled, text_column, words,
};
use crate::report::{Cell, Row, RowStyle, Table, Unit};

fn sum(amounts: &ItemAmounts) -> Fraction {
    amounts.iter().sum()
}

/// All a unit got, before what it gave on.
fn carried(unit: &UnitCost) -> Fraction {
    sum(&unit.full())
}

type LevelColumn = (&'static str, fn(&UnitCost) -> Fraction);

const LEVELS: [LevelColumn; 7] = [
    ("direct", |unit| sum(&unit.direct)),
    ("level0", |unit| sum(&unit.level0)),
    ("level1", |unit| sum(&unit.level1)),
    ("level2", |unit| sum(&unit.level2)),
    ("level3", |unit| sum(&unit.level3)),
    ("given", |unit| -sum(&unit.given)),
    ("full", |unit| carried(unit) - sum(&unit.given)),
];

/// Every unit from direct cost through the three levels to full cost, grouped by class.
/// 医院科室成本分摊汇总表
///
/// Each figure is its own exact value rounded once; what the rounded rows miss of a rounded total stands in a 尾差 row.
pub fn step_down(facts: &Facts, allocation: &Allocation) -> Table {
    let mut columns = vec![text_column("code"), text_column("name")];
    // Without shared bills the form keeps the columns it always had.
    let shown: Vec<LevelColumn> = LEVELS
        .into_iter()
        .filter(|(key, _)| *key != "level0" || !allocation.shared.is_empty())
        .collect();
    columns.extend(shown.iter().map(|(key, _)| column(key, Unit::Money)));
    let mut rows = Vec::new();
    for class in DepartmentClass::ALL.into_iter().rev() {
        let members: Vec<usize> = (0..facts.departments.len())
            .filter(|i| facts.departments[*i].0.class == class)
            .collect();
        for index in &members {
            let department = &facts.departments[*index].0;
            let mut cells = vec![words(&department.code), words(&department.name)];
            cells.extend(shown.iter().map(|(key, of)| {
                let why = (*key != "given").then(|| format!("unit/{}/{key}", department.code));
                figure(&of(&allocation.units[*index]), Unit::Money, why)
            }));
            rows.push(row(department.code.clone(), cells));
        }
        if !members.is_empty() {
            let mut cells = vec![Cell::Empty, label(format!("class.{}", class.key()))];
            cells.extend(shown.iter().map(|(_, of)| {
                let total: Fraction = members.iter().map(|i| of(&allocation.units[*i])).sum();
                figure(&total, Unit::Money, None)
            }));
            rows.push(styled(class.key(), RowStyle::Subtotal, cells));
        }
    }
    rows.extend(unallocated_rows(allocation, shown.len()));
    rows.extend(closing_rows(allocation, &shown));
    Table {
        id: "step_down".into(),
        title: Message::new("table.step_down"),
        columns,
        rows,
        notes: vec![Message::new("note.rounded_once")],
    }
}

fn unallocated_rows(allocation: &Allocation, columns: usize) -> Vec<Row> {
    let lines = allocation.unallocated_lines.iter().enumerate();
    lines
        .map(|(number, (name, reason, amounts))| {
            let mut cells = vec![
                words(name),
                Cell::Label {
                    message: Message::new(*reason),
                },
            ];
            cells.extend((0..columns).map(|i| {
                if i + 1 == columns {
                    figure(&sum(amounts), Unit::Money, None)
                } else {
                    Cell::Empty
                }
            }));
            styled(format!("unallocated/{number}"), RowStyle::Subtotal, cells)
        })
        .collect()
}

fn closing_rows(allocation: &Allocation, shown: &[LevelColumn]) -> Vec<Row> {
    let mut total = vec![Cell::Empty, label("row.total")];
    let mut difference = vec![Cell::Empty, label("row.rounding_difference")];
    let mut differs = false;
    for (key, of) in shown {
        let mut parts: Vec<Fraction> = allocation.units.iter().map(of).collect();
        if *key == "full" {
            parts.extend(
                allocation
                    .unallocated_lines
                    .iter()
                    .map(|(_, _, amounts)| sum(amounts)),
            );
        }
        let rest = rounding_difference(parts.iter());
        differs |= !rest.is_zero();
        difference.push(figure(&rest, Unit::Money, None));
        total.push(figure(&parts.iter().sum(), Unit::Money, None));
    }
    let mut rows = Vec::new();
    if differs {
        rows.push(styled("difference", RowStyle::Subtotal, difference));
    }
    rows.push(styled("total", RowStyle::Total, total));
    rows
}

/// Full cost of clinical units by item, each item closed to its total.
/// 医院临床服务类科室全成本表
pub fn full_by_item(facts: &Facts, allocation: &Allocation) -> Table {
    let clinical: Vec<usize> = (0..facts.departments.len())
        .filter(|i| facts.departments[*i].0.class == DepartmentClass::Clinical)
        .collect();
    let full: Vec<ItemAmounts> = allocation.units.iter().map(UnitCost::full).collect();
    let amount = |index: usize, item: usize| full[index][item].clone();
    let mut columns = vec![text_column("code"), text_column("name")];
    columns.extend(CostItem::ALL.iter().map(|item| crate::report::Column {
        key: item.key().into(),
        label: Message::new(format!("item.{}", item.key())),
        unit: Some(Unit::Money),
    }));
    columns.push(column("full", Unit::Money));
    let by_item: Vec<Vec<String>> = (0..7)
        .map(|item| {
            closed_texts(
                &clinical
                    .iter()
                    .map(|i| amount(*i, item))
                    .collect::<Vec<_>>(),
            )
        })
        .collect();
    let mut rows = Vec::new();
    for (position, index) in clinical.iter().enumerate() {
        let department = &facts.departments[*index].0;
        let mut cells = vec![words(&department.code), words(&department.name)];
        for item in CostItem::ALL {
            let why = Some(format!("unit/{}/full/{}", department.code, item.key()));
            cells.push(Cell::Figure {
                text: by_item[item.index()][position].clone(),
                why,
            });
        }
        cells.push(figure(
            &carried(&allocation.units[*index]),
            Unit::Money,
            Some(format!("unit/{}/full", department.code)),
        ));
        rows.push(row(department.code.clone(), cells));
    }
    let mut total = vec![Cell::Empty, label("row.total")];
    for item in 0..7 {
        total.push(figure(
            &clinical.iter().map(|i| amount(*i, item)).sum(),
            Unit::Money,
            None,
        ));
    }
    total.push(figure(
        &clinical
            .iter()
            .map(|i| carried(&allocation.units[*i]))
            .sum(),
        Unit::Money,
        None,
    ));
    rows.push(styled("total", RowStyle::Total, total));
    Table {
        id: "full_by_item".into(),
        title: Message::new("table.full_by_item"),
        columns,
        rows,
        notes: vec![Message::new("note.closed_by_item")],
    }
}
