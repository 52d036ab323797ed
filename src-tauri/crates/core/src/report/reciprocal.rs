//! Other ways to allocate beside the official one: reciprocal, direct, and other drivers.

use crate::allocation::{Allocation, Alternative, Reciprocal, direct_method, reciprocal, total};
use crate::facts::Facts;
use crate::hospital::{CostItem, DepartmentClass, ItemAmounts};
use crate::issue::Message;
use crate::plan::Plan;
use crate::quantity::{Computed, Fraction};
use crate::report::allocation::driver_cell;
use crate::report::forms::embed;
use crate::report::publish::{column, computed, figure, label, row, styled, text_column, words};
use crate::report::{Cell, Row, RowStyle, Table, Unit};

fn clinical(facts: &Facts) -> impl Iterator<Item = usize> {
    (0..facts.departments.len())
        .filter(|index| facts.departments[*index].0.class == DepartmentClass::Clinical)
}

/// Full cost of the clinical units by step-down, directly, and reciprocally with the difference to the step-down; then
/// the difference by item; then the gross cost of the giving units.
/// 交互分配与逐级分步结转对照
pub fn reciprocal_tables(facts: &Facts, plan: &Plan, allocation: &Allocation) -> Vec<Table> {
    let (found, _) = reciprocal(facts, plan, allocation);
    let direct = direct_method(facts, plan, allocation);
    let mut tables = vec![compared(facts, allocation, &found, &direct)];
    if let Ok(found) = &found {
        tables.push(by_item(facts, allocation, found));
        tables.push(gross(facts, allocation, found));
    }
    tables
}

fn of(
    found: &Computed<Reciprocal>,
    amount: impl Fn(&Reciprocal) -> Fraction,
) -> Computed<Fraction> {
    found.as_ref().map(amount).map_err(Clone::clone)
}

fn compared(
    facts: &Facts,
    allocation: &Allocation,
    found: &Computed<Reciprocal>,
    direct: &Computed<Reciprocal>,
) -> Table {
    let line = |stepped: &Fraction,
                direct: Computed<Fraction>,
                mutual: Computed<Fraction>,
                code: Option<&str>| {
        let difference = mutual.clone().map(|mutual| mutual - stepped);
        let percent = difference.clone().and_then(|difference| {
            difference.over(stepped, || {
                crate::quantity::Reason::new("reason.no_cost_to_compare")
            })
        });
        vec![
            figure(
                stepped,
                Unit::Money,
                code.map(|code| format!("unit/{code}/full")),
            ),
            computed(&direct, Unit::Money, None),
            computed(
                &mutual,
                Unit::Money,
                code.map(|code| format!("reciprocal/{code}")),
            ),
            computed(&difference, Unit::Money, None),
            computed(&percent, Unit::Percent, None),
        ]
    };
    let mut rows: Vec<Row> = clinical(facts)
        .map(|index| {
            let unit = &facts.departments[index].0;
            let mut cells = vec![words(&unit.code), words(&unit.name)];
            cells.extend(line(
                &total(&allocation.units[index].full()),
                of(direct, |r| total(&r.full[index])),
                of(found, |r| total(&r.full[index])),
                Some(&unit.code),
            ));
            row(unit.code.clone(), cells)
        })
        .collect();
    let mut cells = vec![Cell::Empty, label("row.unallocated")];
    cells.extend(line(
        &total(&allocation.unallocated),
        of(direct, |r| total(&r.unallocated)),
        of(found, |r| total(&r.unallocated)),
        None,
    ));
    rows.push(styled("unallocated", RowStyle::Subtotal, cells));
    let all = |r: &Reciprocal| r.full.iter().map(total).sum::<Fraction>() + total(&r.unallocated);
    let stepped: Fraction = clinical(facts)
        .map(|index| total(&allocation.units[index].full()))
        .sum::<Fraction>()
        + total(&allocation.unallocated);
    let mut cells = vec![Cell::Empty, label("row.total")];
    cells.extend(line(&stepped, of(direct, all), of(found, all), None));
    rows.push(styled("total", RowStyle::Total, cells));
    Table {
        id: "reciprocal".into(),
        title: Message::new("table.reciprocal"),
        columns: vec![
            text_column("code"),
            text_column("name"),
            column("step_down_full", Unit::Money),
            column("direct_method", Unit::Money),
            column("reciprocal_full", Unit::Money),
            column("reciprocal_difference", Unit::Money),
            column("reciprocal_percent", Unit::Percent),
        ],
        rows,
        notes: vec![
            Message::new("note.rounded_once"),
            Message::new("note.reciprocal"),
        ],
    }
}

fn item_columns(first: &[&str]) -> Vec<crate::report::Column> {
    let mut columns: Vec<_> = first.iter().map(|key| text_column(key)).collect();
    columns.extend(CostItem::ALL.iter().map(|item| crate::report::Column {
        key: item.key().into(),
        label: Message::new(format!("item.{}", item.key())),
        unit: Some(Unit::Money),
    }));
    columns
}

/// Full cost by item of the reciprocal method, and its difference to the step-down in a second line per unit.
fn by_item(facts: &Facts, allocation: &Allocation, found: &Reciprocal) -> Table {
    let mut columns = item_columns(&["code", "name", "line"]);
    columns.push(column("reciprocal_full", Unit::Money));
    let mut rows = Vec::new();
    let line = |amounts: &ItemAmounts, code: Option<&str>| -> Vec<Cell> {
        let mut cells: Vec<Cell> = CostItem::ALL
            .into_iter()
            .map(|item| {
                let why = code.map(|code| format!("reciprocal/{code}/{}", item.key()));
                figure(&amounts[item.index()], Unit::Money, why)
            })
            .collect();
        cells.push(figure(
            &total(amounts),
            Unit::Money,
            code.map(|code| format!("reciprocal/{code}")),
        ));
        cells
    };
    for index in clinical(facts) {
        let unit = &facts.departments[index].0;
        let full = &found.full[index];
        let mut difference = full.clone();
        crate::allocation::subtract(&mut difference, &allocation.units[index].full());
        for (key, amounts, why) in [
            ("reciprocal_full", full, Some(unit.code.as_str())),
            ("reciprocal_difference", &difference, None),
        ] {
            let mut cells = vec![
                words(&unit.code),
                words(&unit.name),
                label(format!("column.{key}")),
            ];
            cells.extend(line(amounts, why));
            rows.push(row(format!("{}/{key}", unit.code), cells));
        }
    }
    Table {
        id: "reciprocal_items".into(),
        title: Message::new("table.reciprocal_items"),
        columns,
        rows,
        notes: vec![Message::new("note.rounded_once")],
    }
}

/// Gross cost of the giving units. Without a total on purpose.
fn gross(facts: &Facts, allocation: &Allocation, found: &Reciprocal) -> Table {
    let rows = facts
        .departments
        .iter()
        .enumerate()
        .filter_map(|(index, (unit, _))| {
            let gross = total(&found.gross[index]);
            (unit.class != DepartmentClass::Clinical && !gross.is_zero()).then(|| {
                let code = &unit.code;
                row(
                    code.clone(),
                    vec![
                        words(code),
                        words(&unit.name),
                        label(format!("class.{}", unit.class.key())),
                        figure(&total(&allocation.units[index].own()), Unit::Money, None),
                        figure(&gross, Unit::Money, format!("reciprocal/{code}")),
                    ],
                )
            })
        });
    Table {
        id: "reciprocal_gross".into(),
        title: Message::new("table.reciprocal_gross"),
        rows: rows.collect(),
        columns: vec![
            text_column("code"),
            text_column("name"),
            text_column("unit_class"),
            column("reciprocal_own", Unit::Money),
            column("gross_cost", Unit::Money),
        ],
        notes: vec![Message::new("note.gross_never_summed")],
    }
}

/// What each other driver would move between the clinical units, the largest first.
/// 分配参数敏感性
pub fn sensitivity(facts: &Facts, found: &[Alternative]) -> Table {
    let rows = found.iter().map(|one| {
        let unit = &facts.departments[one.giver].0;
        let name = |at: usize| words(&facts.departments[at].0.name);
        let percent = one.moved.over(&one.spread, || {
            crate::quantity::Reason::new("reason.no_cost_to_compare")
        });
        let codes = [&unit.code, &one.current, &one.other].map(|code| embed(code));
        let why = |name: &str| format!("sensitivity/{}|{name}", codes.join("|"));
        let mut cells = vec![
            words(&unit.code),
            words(&unit.name),
            label(format!("class.{}", unit.class.key())),
            driver_cell(&one.current),
            driver_cell(&one.other),
            figure(&one.spread, Unit::Money, why("spread")),
            figure(&one.moved, Unit::Money, why("moved")),
            computed(&percent, Unit::Percent, why("percent")),
        ];
        for side in [&one.gainer, &one.loser] {
            match side {
                Some((at, amount)) => {
                    let code = embed(&facts.departments[*at].0.code);
                    let key = why(&format!("unit|{code}"));
                    cells.extend([name(*at), figure(amount, Unit::Money, key)]);
                }
                None => cells.extend([Cell::Empty, Cell::Empty]),
            }
        }
        row(
            format!("{}/{}/{}", unit.code, one.current, one.other),
            cells,
        )
    });
    Table {
        id: "sensitivity".into(),
        title: Message::new("table.sensitivity"),
        rows: rows.collect(),
        columns: vec![
            text_column("code"),
            text_column("giver"),
            text_column("unit_class"),
            text_column("driver"),
            text_column("other_driver"),
            column("spread", Unit::Money),
            column("moved", Unit::Money),
            column("moved_percent", Unit::Percent),
            text_column("driver_gainer"),
            column("driver_gain", Unit::Money),
            text_column("driver_loser"),
            column("driver_loss", Unit::Money),
        ],
        notes: vec![Message::new("note.sensitivity")],
    }
}
