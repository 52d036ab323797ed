//! 账表核对: the ledger account by account and unit by unit against the sources.

use crate::facts::Facts;
use crate::issue::Message;
use crate::quantity::Fraction;
use crate::report::publish::{column, computed, figure, label, row, styled, text_column, words};
use crate::report::{Cell, RowStyle, Table, Unit};
use crate::sources::Sources;

fn account_name(facts: &Facts, account: &str) -> Cell {
    facts
        .accounts
        .iter()
        .find(|rule| rule.account == account)
        .map_or(Cell::Empty, |rule| words(&rule.name))
}

/// Accounts with what was booked, groups with what the sources say and the difference.
/// 账表逐科目核对
pub fn accounts(facts: &Facts, sources: &Sources) -> Option<Table> {
    let all = &sources.reconciliation;
    if facts.ledger.is_empty() || all.feeds.is_empty() {
        return None;
    }
    let columns = vec![
        text_column("code"),
        text_column("name"),
        text_column("cost_item"),
        text_column("source_names"),
        column("booked", Unit::Money),
        column("fed", Unit::Money),
        column("source_difference", Unit::Money),
    ];
    let account_why = |account: &str| Some(format!("source/account/{account}/booked"));
    let mut rows = Vec::new();
    let (mut booked, mut fed, mut without) = (Fraction::zero(), Fraction::zero(), Fraction::zero());
    for group in &all.groups {
        for line in &group.accounts {
            let mut cells = vec![words(&line.account), account_name(facts, &line.account)];
            cells.push(label(format!("item.{}", group.item.key())));
            cells.push(Cell::Empty);
            cells.push(figure(
                &line.amount,
                Unit::Money,
                account_why(&line.account),
            ));
            cells.extend([Cell::Empty, Cell::Empty]);
            rows.push(row(line.account.clone(), cells));
        }
        let why = |part: &str| Some(format!("source/group/{}/{part}", group.key));
        let (own, theirs) = (group.booked(), group.fed(all));
        let difference = theirs.clone().map(|theirs| theirs - &own);
        let mut names: Vec<&str> = Vec::new();
        for index in &group.feeds {
            let source = all.feeds[*index].source.as_str();
            if !names.contains(&source) {
                names.push(source);
            }
        }
        let named = match names.as_slice() {
            [] => Cell::Empty,
            [one] => label(format!("source.{one}")),
            _ => label(format!("source.all_{}", group.item.key())),
        };
        let cells = vec![
            Cell::Empty,
            label("row.group_total"),
            label(format!("item.{}", group.item.key())),
            named,
            figure(&own, Unit::Money, why("booked")),
            computed(&theirs, Unit::Money, why("source")),
            computed(&difference, Unit::Money, why("difference")),
        ];
        rows.push(styled(
            format!("group/{}", group.key),
            RowStyle::Subtotal,
            cells,
        ));
        match theirs {
            Ok(theirs) => fed += &theirs,
            Err(_) => without += &own,
        }
        booked += &own;
    }
    for line in &all.unmapped {
        let cells = vec![
            words(&line.account),
            label("row.unknown_account"),
            Cell::Empty,
            Cell::Empty,
            figure(&line.amount, Unit::Money, account_why(&line.account)),
            Cell::Empty,
            Cell::Empty,
        ];
        booked += &line.amount;
        without += &line.amount;
        rows.push(row(line.account.clone(), cells));
    }
    let line = |key: &str, booked: &Fraction, fed: Option<&Fraction>| {
        let other = |cell: Option<Fraction>| {
            cell.map_or(Cell::Empty, |value| figure(&value, Unit::Money, None))
        };
        vec![
            Cell::Empty,
            label(format!("row.{key}")),
            Cell::Empty,
            Cell::Empty,
            figure(booked, Unit::Money, None),
            other(fed.cloned()),
            other(fed.map(|fed| fed - booked)),
        ]
    };
    rows.push(styled(
        "with_source",
        RowStyle::Subtotal,
        line("with_source", &(&booked - &without), Some(&fed)),
    ));
    rows.push(styled(
        "without_source",
        RowStyle::Subtotal,
        line("without_source", &without, None),
    ));
    rows.push(styled(
        "total",
        RowStyle::Total,
        line("total", &booked, None),
    ));
    Some(Table {
        id: "source_accounts".into(),
        title: Message::new("table.source_accounts"),
        columns,
        rows,
        notes: vec![
            Message::new("note.ledger_is_base"),
            Message::new("note.all_funding"),
        ],
    })
}

/// Units whose ledger and sources differ, item by item.
/// 账表核对差异(按科室)
pub fn units(facts: &Facts, sources: &Sources) -> Option<Table> {
    let all = &sources.reconciliation;
    if facts.ledger.is_empty() || all.feeds.is_empty() {
        return None;
    }
    let columns = vec![
        text_column("code"),
        text_column("name"),
        text_column("cost_item"),
        column("booked", Unit::Money),
        column("fed", Unit::Money),
        column("source_difference", Unit::Money),
    ];
    let cells = |booked: &Fraction, fed: &Fraction, key: Option<&str>| {
        let why = |part: &str| key.map(|key| format!("source/unit/{key}/{part}"));
        [
            figure(booked, Unit::Money, why("booked")),
            figure(fed, Unit::Money, why("source")),
            figure(&(fed - booked), Unit::Money, why("difference")),
        ]
    };
    let (differing, agreeing): (Vec<_>, Vec<_>) =
        all.units.iter().partition(|unit| unit.booked != unit.fed);
    let mut rows = Vec::new();
    for unit in &differing {
        let key = format!("{}/{}", unit.department, unit.item.key());
        let mut line = vec![
            words(&unit.department),
            super::assets::unit_name(facts, &unit.department),
            label(format!("item.{}", unit.item.key())),
        ];
        line.extend(cells(&unit.booked, &unit.fed, Some(&key)));
        rows.push(row(key, line));
    }
    let mut closing = |key: &str, style, of: &[&crate::sources::reconcile::UnitItem]| {
        let booked: Fraction = of.iter().map(|unit| &unit.booked).sum();
        let fed: Fraction = of.iter().map(|unit| &unit.fed).sum();
        let mut line = vec![
            Cell::Empty,
            Cell::Label {
                message: Message::new(format!("row.{key}")).with("count", of.len().to_string()),
            },
            Cell::Empty,
        ];
        line.extend(cells(&booked, &fed, None));
        rows.push(styled(key, style, line));
    };
    closing("agreeing", RowStyle::Subtotal, &agreeing);
    closing(
        "total",
        RowStyle::Total,
        &all.units.iter().collect::<Vec<_>>(),
    );
    Some(Table {
        id: "source_units".into(),
        title: Message::new("table.source_units"),
        columns,
        rows,
        notes: vec![Message::new("note.ledger_is_base")],
    })
}
