//! Rules of the allocation and what they spread, what stays unplaced, and the cost ladder.

use crate::allocation::{
    Allocation, LadderRow, driver_is_money, driver_name, is_zero, rule_for, total,
};
use crate::facts::Facts;
use crate::hospital::{CostItem, DepartmentClass, ItemAmounts};
use crate::issue::Message;
use crate::plan::{CostLevel, Plan};
use crate::quantity::{Fraction, rounding};
use crate::report::publish::{
    column, figure, label, rounding_difference, row, styled, text_column, words,
};
use crate::report::{Cell, Row, RowStyle, Table, Unit};

/// A driver as a cell: derived ones by their name, imported ones as the file writes them.
pub(super) fn driver_cell(driver: &str) -> Cell {
    let name = driver_name(driver);
    match name.strip_prefix('@') {
        Some(key) => label(key),
        None => words(name),
    }
}

/// Which items a rule spreads: all, or their names.
fn items_cell(mask: &[bool; 7]) -> Cell {
    let mut chosen = CostItem::ALL.into_iter().filter(|item| mask[item.index()]);
    match (mask.iter().all(|on| *on), chosen.next(), chosen.next()) {
        (true, ..) => label("row.all_items"),
        (false, Some(item), None) => label(format!("item.{}", item.key())),
        _ => {
            let names: Vec<&str> = CostItem::ALL
                .into_iter()
                .filter(|item| mask[item.index()])
                .map(CostItem::official)
                .collect();
            words(names.join("、"))
        }
    }
}

/// The driver of all receivers: income in 元, everything else as it is measured, with no more places than it has.
fn denominator(
    facts: &Facts,
    driver: &str,
    giver: Option<usize>,
    value: &Fraction,
    why: String,
) -> Cell {
    if driver_is_money(facts, driver, giver) {
        return figure(value, Unit::Money, why);
    }
    if rounding::to_places(value, 0) == *value {
        return figure(value, Unit::Count, why);
    }
    figure(value, Unit::Ratio, why)
}

/// Every giving unit and shared bill with its driver: denominator, number of receivers, amount spread.
/// 分摊规则与分摊金额
pub fn rules(facts: &Facts, plan: &Plan, allocation: &Allocation) -> Table {
    let mut rows = Vec::new();
    for cost in &allocation.shared {
        let Some(bill) = plan.shared_bills.get(cost.bill) else {
            continue;
        };
        for metered in [true, false] {
            let shares: Vec<_> = allocation
                .shared_shares
                .iter()
                .enumerate()
                .filter(|(_, share)| share.bill == cost.bill && share.metered == metered)
                .collect();
            let spread = if metered { &cost.metered } else { &cost.spread };
            let Some((at, first)) = shares.first() else {
                continue;
            };
            let key = if metered {
                format!("drivers/metered/{}", cost.bill + 1)
            } else {
                format!("drivers/bill/{}", at + 1)
            };
            rows.push(row(
                format!("bill/{}/{}", bill.code, first.driver),
                vec![
                    words(&bill.code),
                    words(&bill.name),
                    label(if metered {
                        "row.bill_metered"
                    } else {
                        "row.bill_spread"
                    }),
                    driver_cell(&first.driver),
                    label("row.all_items"),
                    denominator(facts, &first.driver, None, &first.denominator, key),
                    figure(&count(shares.len()), Unit::Count, None),
                    figure(&total(spread), Unit::Money, None),
                ],
            ));
        }
    }
    for (giver, (unit, _)) in facts.departments.iter().enumerate() {
        if unit.class == DepartmentClass::Clinical {
            continue;
        }
        let mut groups: Vec<(Option<&str>, [bool; 7])> = Vec::new();
        for item in CostItem::ALL {
            let driver = rule_for(plan, unit, item);
            match groups.iter_mut().find(|(known, _)| *known == driver) {
                Some((_, mask)) => mask[item.index()] = true,
                None => {
                    let mut mask = [false; 7];
                    mask[item.index()] = true;
                    groups.push((driver, mask));
                }
            }
        }
        for (driver, mask) in groups {
            let shares: Vec<_> = allocation
                .shares
                .iter()
                .enumerate()
                .filter(|(_, share)| share.from == giver && Some(&*share.driver) == driver)
                .collect();
            let spread = shares
                .first()
                .map(|(_, share)| total(&share.pool))
                .unwrap_or_default();
            rows.push(row(
                format!("{}/{}", unit.code, driver.unwrap_or_default()),
                vec![
                    words(&unit.code),
                    words(&unit.name),
                    label(format!("class.{}", unit.class.key())),
                    driver.map_or_else(|| label("reason.no_rule"), driver_cell),
                    items_cell(&mask),
                    shares.first().map_or(Cell::Empty, |(at, share)| {
                        let key = format!("drivers/share/{}", at + 1);
                        denominator(facts, &share.driver, Some(giver), &share.denominator, key)
                    }),
                    figure(&count(shares.len()), Unit::Count, None),
                    figure(&spread, Unit::Money, None),
                ],
            ));
        }
    }
    Table {
        id: "allocation_rules".into(),
        title: Message::new("table.allocation_rules"),
        columns: vec![
            text_column("code"),
            text_column("giver"),
            text_column("unit_class"),
            text_column("driver"),
            text_column("driver_items"),
            column("denominator", Unit::Ratio),
            column("receivers", Unit::Count),
            column("spread", Unit::Money),
        ],
        rows,
        notes: vec![
            Message::new("note.rules_level0"),
            Message::new("note.rules_denominator"),
        ],
    }
}

fn count(of: usize) -> Fraction {
    Fraction::whole(of as u64)
}

/// What could not be placed, by name, reason and item; `None` when everything was.
/// 未分配成本
pub fn unplaced(facts: &Facts, allocation: &Allocation) -> Option<Table> {
    if allocation.unallocated_lines.is_empty() {
        return None;
    }
    let mut columns = vec![
        text_column("code"),
        text_column("name"),
        text_column("unplaced_reason"),
    ];
    columns.extend(CostItem::ALL.iter().map(|item| crate::report::Column {
        key: item.key().into(),
        label: Message::new(format!("item.{}", item.key())),
        unit: Some(Unit::Money),
    }));
    columns.push(column("amount", Unit::Money));
    let amounts = |amounts: &ItemAmounts| -> Vec<Cell> {
        amounts
            .iter()
            .chain([&total(amounts)])
            .map(|amount| figure(amount, Unit::Money, None))
            .collect()
    };
    let lines = allocation.unallocated_lines.iter().enumerate();
    let mut rows: Vec<Row> = lines
        .filter(|(_, (_, _, amounts))| !is_zero(amounts))
        .map(|(at, (code, reason, of))| {
            let name = facts.department(code).map_or("", |unit| unit.name.as_str());
            let mut cells = vec![words(code), words(name), label(*reason)];
            cells.extend(amounts(of));
            row(format!("{}/{code}", at + 1), cells)
        })
        .collect();
    let mut all = vec![Cell::Empty, Cell::Empty, label("row.total")];
    all.extend(amounts(&allocation.unallocated));
    rows.push(styled("total", RowStyle::Total, all));
    Some(Table {
        id: "unplaced".into(),
        title: Message::new("table.unplaced"),
        columns,
        rows,
        notes: vec![Message::new("note.rounded_once")],
    })
}

/// Class × level of the cost ladder with the funding sources; the sum of a level is what an allocation at it carries.
/// 成本层级表
pub fn ladder(rows: &[LadderRow]) -> Table {
    let mut columns = vec![text_column("unit_class"), text_column("ladder_funding")];
    columns.extend(CostLevel::ALL.map(|level| crate::report::Column {
        key: level.key().into(),
        label: Message::new(format!("level.{}", level.key())),
        unit: Some(Unit::Money),
    }));
    let class_key = |class: Option<DepartmentClass>| class.map_or("unknown", DepartmentClass::key);
    let sums = |of: &dyn Fn(&LadderRow) -> bool| -> Vec<Cell> {
        (0..4)
            .map(|level| {
                let parts = rows
                    .iter()
                    .filter(|row| of(row))
                    .map(|row| &row.amounts[level]);
                figure(&parts.sum(), Unit::Money, None)
            })
            .collect()
    };
    let mut out = Vec::new();
    let mut classes: Vec<Option<DepartmentClass>> = rows.iter().map(|row| row.class).collect();
    classes.dedup();
    for class in classes {
        let name = class_key(class);
        for line in rows.iter().filter(|row| row.class == class) {
            let funding = line.funding.map_or("level0", |funding| funding.key());
            let mut cells = vec![
                label(format!("class.{name}")),
                label(match line.funding {
                    Some(funding) => format!("funding.{}", funding.key()),
                    None => "column.level0".to_owned(),
                }),
            ];
            cells.extend(
                CostLevel::ALL
                    .iter()
                    .zip(&line.amounts)
                    .map(|(level, amount)| {
                        let opens = line.funding.is_some() && !amount.is_zero();
                        let why = opens.then(|| format!("ladder/{}/{name}/{funding}", level.key()));
                        figure(amount, Unit::Money, why)
                    }),
            );
            out.push(row(format!("{name}/{funding}"), cells));
        }
        let mut cells = vec![label(format!("class.{name}")), label("row.subtotal")];
        cells.extend(sums(&|row| row.class == class));
        out.push(styled(name, RowStyle::Subtotal, cells));
    }
    let differences: Vec<Fraction> = (0..4)
        .map(|level| rounding_difference(rows.iter().map(|row| &row.amounts[level])))
        .collect();
    if differences.iter().any(|rest| !rest.is_zero()) {
        let mut cells = vec![Cell::Empty, label("row.rounding_difference")];
        cells.extend(
            differences
                .iter()
                .map(|rest| figure(rest, Unit::Money, None)),
        );
        out.push(styled("difference", RowStyle::Subtotal, cells));
    }
    let mut cells = vec![Cell::Empty, label("row.total")];
    cells.extend(sums(&|_| true));
    out.push(styled("total", RowStyle::Total, cells));
    Table {
        id: "ladder".into(),
        title: Message::new("table.ladder"),
        columns,
        rows: out,
        notes: vec![
            Message::new("note.rounded_once"),
            Message::new("note.ladder"),
        ],
    }
}
