//! Rows of the stock movements and of the item master.

use super::Rows;
use super::cells::Cells;
use super::layout::Layout;
use super::registers::Seen;
use super::sink::Sink;
use crate::facts::{Facts, MaterialRow, StockLocation, StockRow, StockTerms, ValueClass};
use crate::hospital::CostItem;

pub(super) fn stock(layout: &Layout, rows: Rows<'_>, sink: &mut Sink, facts: &mut Facts) {
    let [code, name, category, department, period, location, quantity] = [
        "code",
        "name",
        "category",
        "department",
        "period",
        "location",
        "quantity",
    ]
    .map(|field| layout.key(field));
    let [opening, receipts, issues, write_off, closing] =
        ["opening", "receipts", "issues", "write_off", "closing"]
            .map(|field| layout.amount(field, sink));
    let [near_expiry, expired, counted] =
        ["near_expiry", "expired", "counted"].map(|field| layout.amount(field, sink));
    for (position, row) in rows.enumerate() {
        let mut cells = Cells::new(&row, sink);
        let line = StockRow {
            code: cells.code(&code),
            name: cells.text(&name),
            category: cells.text(&category),
            department: cells.code(&department),
            period: cells.period(&period),
            opening: cells.amount(&opening),
            receipts: cells.amount(&receipts),
            issues: cells.amount(&issues),
            write_off: cells.amount_or_zero(&write_off),
            closing: cells.amount(&closing),
            terms: StockTerms {
                location: cells
                    .choice_if_any(&location, &StockLocation::ALL, |location| {
                        [location.key(), location.official()]
                    })
                    .unwrap_or_default(),
                quantity: cells
                    .number_if_any(&quantity, "accept.negative_count")
                    .map(|number| number.exact()),
                near_expiry: cells.amount_if_any(&near_expiry),
                expired: cells.amount_if_any(&expired),
                counted: cells.amount_if_any(&counted),
            },
            source: cells.source(),
        };
        if cells.close(position) {
            facts.stock.push(line);
        }
    }
}

pub(super) fn materials(layout: &Layout, rows: Rows<'_>, sink: &mut Sink, facts: &mut Facts) {
    let [code, name, category, item, billable, value, consigned] = [
        "code",
        "name",
        "category",
        "item",
        "billable",
        "value_class",
        "consignment",
    ]
    .map(|field| layout.key(field));
    let billed = |billed: bool| {
        if billed {
            ["billable", "单独收费"]
        } else {
            ["not_billable", "不单独收费"]
        }
    };
    let owner = |consigned: bool| {
        if consigned {
            ["consigned", "寄售"]
        } else {
            ["own", "自有"]
        }
    };
    let mut seen = Seen::default();
    for (position, row) in rows.enumerate() {
        let mut cells = Cells::new(&row, sink);
        let line = MaterialRow {
            code: cells.code(&code),
            name: cells.text(&name),
            category: Some(cells.text_or_empty(&category)).filter(|text| !text.is_empty()),
            item: cells.choice_if_any(&item, &[CostItem::Consumables, CostItem::Drugs], |item| {
                [item.key(), item.official()]
            }),
            billable: cells.choice_if_any(&billable, &[true, false], billed),
            value: cells.choice_if_any(&value, &ValueClass::ALL, |class| {
                [class.key(), class.official()]
            }),
            consigned: cells
                .choice_if_any(&consigned, &[true, false], owner)
                .unwrap_or(false),
            source: cells.source(),
        };
        seen.check(&mut cells, &code, "accept.duplicate_material", &line.code);
        if cells.close(position) {
            facts.materials.push(line);
        }
    }
}
