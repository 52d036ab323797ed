//! 人员经费: by unit and by role, with the ledger beside it.

use crate::facts::Facts;
use crate::hospital::CostItem;
use crate::issue::Message;
use crate::quantity::{Computed, Fraction};
use crate::report::publish::{column, computed, figure, label, row, styled, text_column, words};
use crate::report::{Cell, Column, RowStyle, Table, Unit};
use crate::sources::Sources;
use crate::sources::labour::{PAY_PARTS, Pay};

/// Whole people, equivalents, parts of the pay, total, pay per equivalent.
fn pay_columns() -> Vec<Column> {
    let mut columns = vec![column("people", Unit::Count), column("fte", Unit::Ratio)];
    columns.extend(
        PAY_PARTS
            .iter()
            .map(|part| column(&format!("pay_{part}"), Unit::Money)),
    );
    columns.push(column("pay_total", Unit::Money));
    columns.push(column("pay_per_fte", Unit::UnitMoney));
    columns
}

fn pay_cells(pay: &Pay, key: &str) -> Vec<Cell> {
    let why = |part: &str| Some(format!("labour/{key}/{part}"));
    let people = Fraction::whole(pay.people);
    let mut cells = vec![
        figure(&people, Unit::Count, why("people")),
        figure(&pay.fte, Unit::Ratio, why("fte")),
    ];
    for part in PAY_PARTS {
        let amount = pay.part(part).unwrap_or_default();
        cells.push(figure(&amount, Unit::Money, why(part)));
    }
    cells.push(figure(&pay.total(), Unit::Money, why("total")));
    cells.push(computed(&pay.per_fte(), Unit::UnitMoney, why("per_fte")));
    cells
}

/// What the ledger booked as labour, by unit; the difference is source less ledger.
/// 人员经费(按科室)
pub fn units(facts: &Facts, sources: &Sources) -> Option<Table> {
    let labour = &sources.labour;
    if labour.units.is_empty() {
        return None;
    }
    let mut columns = vec![text_column("code"), text_column("name")];
    columns.extend(pay_columns());
    columns.push(column("booked", Unit::Money));
    columns.push(column("source_difference", Unit::Money));
    let compared = sources
        .reconciliation
        .units
        .iter()
        .filter(|unit| unit.item == CostItem::Labour);
    let none = Pay::default();
    let mut rows = Vec::new();
    for line in compared {
        let code = line.department.as_str();
        let pay = labour
            .units
            .iter()
            .find(|(unit, _)| unit == code)
            .map_or(&none, |(_, pay)| pay);
        let mut cells = vec![words(code), super::assets::unit_name(facts, code)];
        cells.extend(pay_cells(pay, &format!("unit/{code}")));
        let why = |part| Some(format!("source/unit/{code}/labour/{part}"));
        cells.push(figure(&line.booked, Unit::Money, why("booked")));
        cells.push(figure(
            &(&line.fed - &line.booked),
            Unit::Money,
            why("difference"),
        ));
        rows.push(row(code, cells));
    }
    let mut total = vec![Cell::Empty, label("row.total")];
    total.extend(pay_cells(&labour.all, "all"));
    let compared = sources
        .reconciliation
        .units
        .iter()
        .filter(|unit| unit.item == CostItem::Labour);
    let booked: Fraction = compared.clone().map(|unit| &unit.booked).sum();
    let fed: Fraction = compared.map(|unit| &unit.fed).sum();
    total.push(figure(&booked, Unit::Money, None));
    total.push(figure(&(fed - booked), Unit::Money, None));
    rows.push(styled("total", RowStyle::Total, total));
    Some(Table {
        id: "labour_units".into(),
        title: Message::new("table.labour_units"),
        columns,
        rows,
        notes: vec![
            Message::new("note.labour_people").with("rolls", labour.rolls.to_string()),
            Message::new("note.ledger_is_base"),
        ],
    })
}

/// The same people by role.
/// 人员经费(按岗位类别)
pub fn roles(sources: &Sources) -> Option<Table> {
    let labour = &sources.labour;
    if labour.roles.is_empty() {
        return None;
    }
    let mut columns = vec![text_column("role")];
    columns.extend(pay_columns());
    columns.push(column("share_of_total", Unit::Percent));
    let share = |pay: &Pay| -> Computed<Fraction> {
        pay.total().over(&labour.all.total(), || {
            crate::quantity::Reason::new("reason.no_amount")
        })
    };
    let mut rows = Vec::new();
    for (role, pay) in &labour.roles {
        let mut cells = vec![words(role)];
        cells.extend(pay_cells(pay, &format!("role/{role}")));
        cells.push(computed(&share(pay), Unit::Percent, None));
        rows.push(row(role.clone(), cells));
    }
    let mut total = vec![label("row.total")];
    total.extend(pay_cells(&labour.all, "all"));
    total.push(computed(&share(&labour.all), Unit::Percent, None));
    rows.push(styled("total", RowStyle::Total, total));
    Some(Table {
        id: "labour_roles".into(),
        title: Message::new("table.labour_roles"),
        columns,
        rows,
        notes: vec![Message::new("note.labour_roles")],
    })
}

/// Every unit's roles.
/// 人员经费(科室×岗位类别)
pub fn unit_roles(facts: &Facts, sources: &Sources) -> Option<Table> {
    let labour = &sources.labour;
    if labour.unit_roles.is_empty() {
        return None;
    }
    let mut columns = vec![
        text_column("code"),
        text_column("name"),
        text_column("role"),
    ];
    columns.extend(pay_columns());
    let mut rows = Vec::new();
    for (code, role, pay) in &labour.unit_roles {
        let mut cells = vec![
            words(code),
            super::assets::unit_name(facts, code),
            words(role),
        ];
        cells.extend(pay_cells(pay, &format!("unit_role/{code}/{role}")));
        rows.push(row(format!("{code}/{role}"), cells));
    }
    let mut total = vec![Cell::Empty, label("row.total"), Cell::Empty];
    total.extend(pay_cells(&labour.all, "all"));
    rows.push(styled("total", RowStyle::Total, total));
    Some(Table {
        id: "labour_unit_roles".into(),
        title: Message::new("table.labour_unit_roles"),
        columns,
        rows,
        notes: vec![Message::new("note.labour_roles")],
    })
}
