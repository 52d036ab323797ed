//! 医保回款: months of service, dated amounts, receivable by month.

use crate::clearing::{Cash, FlowKind, Settlement};
use crate::issue::Message;
use crate::policy::PolicyPack;
use crate::quantity::{Fraction, Money};
use crate::report::policy::{certainty, clause};
use crate::report::publish::{column, figure, label, row, styled, text_column, words};
use crate::report::year::{named, why};
use crate::report::{Cell, Row, RowStyle, Table, Unit};

fn money(value: Money, why: Option<String>) -> Cell {
    figure(&value.exact(), Unit::Money, why)
}

/// Months of service: posted, settled, prepaid, trued up.
/// 月度医保结算表
pub fn months(settlement: &Settlement) -> Option<Table> {
    let mut rows: Vec<Row> = Vec::new();
    for (index, account) in settlement.accounts.iter().enumerate() {
        let name = || named(&account.rule.name, &account.rule.name_en);
        let cash = account
            .year
            .as_ref()
            .ok()
            .and_then(|year| year.cash.as_ref().ok());
        let of = |kind: FlowKind, wanted: Option<crate::period::Period>| -> Money {
            let flows = cash.into_iter().flat_map(|cash| &cash.flows);
            flows
                .filter(|flow| flow.kind == kind && (wanted.is_none() || flow.month == wanted))
                .map(|flow| flow.amount)
                .sum()
        };
        let paid = |kind, wanted| match cash {
            Some(_) => money(of(kind, wanted), None),
            None => Cell::Empty,
        };
        for (number, month) in account.months.iter().enumerate() {
            let key = |what: &str| why(index, &format!("month/{}/{what}", number + 1));
            rows.push(row(
                format!("{}/{}", index + 1, month.period),
                vec![
                    name(),
                    words(month.period.to_string()),
                    figure(&month.cases, Unit::Count, None),
                    money(month.charge, None),
                    money(month.posted, key("posted")),
                    money(month.settled, key("settled")),
                    paid(FlowKind::Prepaid, Some(month.period)),
                    paid(FlowKind::TrueUp, Some(month.period)),
                ],
            ));
        }
        let charge: Money = account.months.iter().map(|month| month.charge).sum();
        rows.push(styled(
            format!("{}/total", index + 1),
            RowStyle::Subtotal,
            vec![
                name(),
                label("row.total"),
                figure(&account.cases, Unit::Count, why(index, "cases")),
                money(charge, None),
                money(account.posted, why(index, "posted")),
                money(account.settled, why(index, "settled")),
                paid(FlowKind::Prepaid, None),
                paid(FlowKind::TrueUp, None),
            ],
        ));
    }
    (!rows.is_empty()).then(|| Table {
        id: "year_months".into(),
        title: Message::new("table.year_months"),
        columns: vec![
            text_column("year_account"),
            text_column("year_month"),
            column("cases", Unit::Count),
            column("year_charge", Unit::Money),
            column("posted", Unit::Money),
            column("year_settled", Unit::Money),
            column("prepaid", Unit::Money),
            column("true_up", Unit::Money),
        ],
        rows,
        notes: vec![Message::new("note.year_posted")],
    })
}

/// The cash of each account, with the account's index.
fn cashes(settlement: &Settlement) -> impl Iterator<Item = (usize, Cell, &Cash)> {
    let accounts = settlement.accounts.iter().enumerate();
    accounts.filter_map(|(index, account)| {
        let cash = account.year.as_ref().ok()?.cash.as_ref().ok()?;
        let name = named(&account.rule.name, &account.rule.name_en);
        Some((index, name, cash))
    })
}

/// Every dated amount, with its rule.
/// 医保回款时间表
pub fn flows(settlement: &Settlement, pack: &PolicyPack) -> Option<Table> {
    let mut rows: Vec<Row> = Vec::new();
    for (index, name, cash) in cashes(settlement) {
        for (number, flow) in cash.flows.iter().enumerate() {
            let month = match (flow.week, flow.month) {
                (Some((from, to)), _) => words(format!("{from} – {to}")),
                (None, Some(month)) => words(month.to_string()),
                (None, None) => Cell::Empty,
            };
            rows.push(row(
                format!("{}/{}", index + 1, number + 1),
                vec![
                    words(flow.date.to_string()),
                    name.clone(),
                    label(format!("year.flow_{}", flow.kind.key())),
                    month,
                    money(flow.amount, why(index, &format!("cash/{}", number + 1))),
                    words(clause(pack, &flow.source)),
                    certainty(pack, &flow.source),
                ],
            ));
        }
        rows.push(styled(
            format!("{}/total", index + 1),
            RowStyle::Subtotal,
            vec![
                Cell::Empty,
                name,
                label("year.received_total"),
                Cell::Empty,
                money(cash.received, why(index, "received")),
                Cell::Empty,
                Cell::Empty,
            ],
        ));
    }
    (!rows.is_empty()).then(|| Table {
        id: "year_cash".into(),
        title: Message::new("table.year_cash"),
        columns: vec![
            text_column("cash_date"),
            text_column("year_account"),
            text_column("cash_kind"),
            text_column("service_month"),
            column("amount", Unit::Money),
            text_column("clause"),
            text_column("value_certainty"),
        ],
        rows,
        notes: vec![
            Message::new("note.year_cash"),
            Message::new("note.year_advance"),
        ],
    })
}

/// Earned, received and receivable by calendar month.
/// 应收医保款变动表
pub fn receivable(settlement: &Settlement) -> Option<Table> {
    let mut rows: Vec<Row> = Vec::new();
    for (index, name, cash) in cashes(settlement) {
        for month in &cash.months {
            rows.push(row(
                format!("{}/{}", index + 1, month.period),
                vec![
                    name.clone(),
                    words(month.period.to_string()),
                    money(month.earned, None),
                    money(month.received, None),
                    money(month.receivable, None),
                    money(month.advance, None),
                ],
            ));
        }
        let sum = |of: fn(&crate::clearing::CashMonth) -> Money| -> Fraction {
            cash.months.iter().map(of).sum::<Money>().exact()
        };
        rows.push(styled(
            format!("{}/total", index + 1),
            RowStyle::Subtotal,
            vec![
                name,
                label("row.total"),
                figure(&sum(|month| month.earned), Unit::Money, None),
                figure(
                    &sum(|month| month.received),
                    Unit::Money,
                    why(index, "received"),
                ),
                Cell::Empty,
                Cell::Empty,
            ],
        ));
    }
    (!rows.is_empty()).then(|| Table {
        id: "year_receivable".into(),
        title: Message::new("table.year_receivable"),
        columns: vec![
            text_column("year_account"),
            text_column("year_month"),
            column("earned", Unit::Money),
            column("received", Unit::Money),
            column("receivable", Unit::Money),
            column("advance_open", Unit::Money),
        ],
        rows,
        notes: vec![Message::new("note.year_receivable")],
    })
}
