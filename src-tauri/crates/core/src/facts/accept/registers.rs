//! Rows of the forms that hold books and registers: one function per form.

use std::collections::BTreeMap;

use super::Rows;
use super::cells::Cells;
use super::layout::{Key, Layout};
use super::sink::Sink;
use crate::facts::{
    AccountRule, DriverRow, Facts, LedgerLine, OtherIncomeLine, RevenueLine, StaffRow, WorkloadRow,
};
use crate::hospital::CostItem;
use crate::quantity::Fraction;

/// First row of every key seen; a second one is refused.
#[derive(Default)]
pub(super) struct Seen(BTreeMap<String, u32>);

impl Seen {
    pub fn check(&mut self, cells: &mut Cells, key: &Key, code: &str, value: &str) {
        if cells.failed() {
            return;
        }
        let row = cells.source().row;
        let first = *self.0.entry(value.to_owned()).or_insert(row);
        if first != row {
            cells.duplicate(key, code, value, first);
        }
    }
}

pub(super) fn item(cells: &mut Cells, key: &Key) -> Option<CostItem> {
    cells.choice(key, &CostItem::ALL, |item| [item.key(), item.official()])
}

pub(super) fn ledger(layout: &Layout, rows: Rows<'_>, sink: &mut Sink, facts: &mut Facts) {
    let [department, account, funding, period] =
        ["department", "account", "funding", "period"].map(|field| layout.key(field));
    let amount = layout.amount("amount", sink);
    for (position, row) in rows.enumerate() {
        let mut cells = Cells::new(&row, sink);
        let line = LedgerLine {
            department: cells.code(&department),
            account: cells.code(&account),
            funding: cells.funding(&funding),
            period: cells.period(&period),
            amount: cells.amount(&amount),
            source: cells.source(),
        };
        if cells.close(position) {
            facts.ledger.push(line);
        }
    }
}

pub(super) fn accounts(layout: &Layout, rows: Rows<'_>, sink: &mut Sink, facts: &mut Facts) {
    let [account, name, cost_item, carve_out] =
        ["account", "name", "item", "carve_out"].map(|field| layout.key(field));
    let mut seen = Seen::default();
    for (position, row) in rows.enumerate() {
        let mut cells = Cells::new(&row, sink);
        let (code, title) = (cells.code(&account), cells.text(&name));
        let kind = item(&mut cells, &cost_item);
        let carved = cells.code_if_any(&carve_out);
        seen.check(&mut cells, &account, "accept.duplicate_account", &code);
        let source = cells.source();
        if cells.close(position)
            && let Some(item) = kind
        {
            facts.accounts.push(AccountRule {
                account: code,
                name: title,
                item,
                carve_out: carved,
                source,
            });
        }
    }
}

pub(super) fn staff(layout: &Layout, rows: Rows<'_>, sink: &mut Sink, facts: &mut Facts) {
    let [token, department, role, share] =
        ["token", "department", "role", "share"].map(|field| layout.key(field));
    let [basic, performance, insurance] =
        ["basic", "performance", "insurance"].map(|field| layout.amount(field, sink));
    for (position, row) in rows.enumerate() {
        let mut cells = Cells::new(&row, sink);
        let was_failed = cells.failed();
        let stated = cells
            .number_if_any(&share, "accept.share_out_of_range")
            .map(|number| number.exact());
        let part = match stated {
            Some(part) if part <= Fraction::one() => part,
            Some(_) => {
                let text = cells.text_or_empty(&share);
                cells.refuse(&share, "accept.share_out_of_range", &text);
                Fraction::one()
            }
            None => {
                if cells.failed() == was_failed {
                    cells.assume("accept.share_assumed");
                }
                Fraction::one()
            }
        };
        let person = StaffRow {
            token: cells.text_or_empty(&token),
            department: cells.code(&department),
            role: cells.text(&role),
            share: part,
            basic: cells.amount(&basic),
            performance: cells.amount(&performance),
            insurance: cells.amount(&insurance),
            source: cells.source(),
        };
        if cells.close(position) {
            facts.staff.push(person);
        }
    }
}

pub(super) fn drivers(layout: &Layout, rows: Rows<'_>, sink: &mut Sink, facts: &mut Facts) {
    let [driver, source_unit, department, value] =
        ["driver", "source_unit", "department", "value"].map(|field| layout.key(field));
    for (position, row) in rows.enumerate() {
        let mut cells = Cells::new(&row, sink);
        let line = DriverRow {
            driver: cells.code(&driver),
            source_unit: cells.code_if_any(&source_unit),
            department: cells.code(&department),
            value: cells
                .number(&value, "accept.negative_driver")
                .map(|number| number.exact())
                .unwrap_or_default(),
            source: cells.source(),
        };
        if cells.close(position) {
            facts.drivers.push(line);
        }
    }
}

pub(super) fn workload(layout: &Layout, rows: Rows<'_>, sink: &mut Sink, facts: &mut Facts) {
    let [department, period, visits, bed_days] =
        ["department", "period", "visits", "bed_days"].map(|field| layout.key(field));
    for (position, row) in rows.enumerate() {
        let mut cells = Cells::new(&row, sink);
        let (unit, month) = (cells.code(&department), cells.period(&period));
        let (came, stayed) = (cells.count_if_any(&visits), cells.count_if_any(&bed_days));
        if came.is_none() && stayed.is_none() && !cells.failed() {
            let named = if visits.is_mapped() {
                &visits
            } else {
                &bed_days
            };
            cells.refuse(named, "accept.missing_value", "");
        }
        let source = cells.source();
        if cells.close(position) {
            let (visits, bed_days) = (u64::from(came.unwrap_or(0)), u64::from(stayed.unwrap_or(0)));
            facts.workload.push(WorkloadRow {
                department: unit,
                period: month,
                visits,
                bed_days,
                source,
            });
        }
    }
}

pub(super) fn revenue(layout: &Layout, rows: Rows<'_>, sink: &mut Sink, facts: &mut Facts) {
    let [ordering, executing, service_unit, inpatient, period] = [
        "ordering",
        "executing",
        "service_unit",
        "inpatient",
        "period",
    ]
    .map(|field| layout.key(field));
    let amount = layout.amount("amount", sink);
    let names = |inpatient: bool| {
        if inpatient {
            ["inpatient", "住院"]
        } else {
            ["outpatient", "门诊"]
        }
    };
    for (position, row) in rows.enumerate() {
        let mut cells = Cells::new(&row, sink);
        let line = RevenueLine {
            ordering: cells.code(&ordering),
            executing: cells.code(&executing),
            service_unit: cells.code(&service_unit),
            inpatient: cells
                .choice(&inpatient, &[true, false], names)
                .unwrap_or_default(),
            period: cells.period(&period),
            amount: cells.amount(&amount),
            source: cells.source(),
        };
        if cells.close(position) {
            facts.revenue.push(line);
        }
    }
}

pub(super) fn other_income(layout: &Layout, rows: Rows<'_>, sink: &mut Sink, facts: &mut Facts) {
    let [kind, funding, period] = ["kind", "funding", "period"].map(|field| layout.key(field));
    let amount = layout.amount("amount", sink);
    for (position, row) in rows.enumerate() {
        let mut cells = Cells::new(&row, sink);
        let line = OtherIncomeLine {
            kind: cells.text(&kind),
            funding: cells.funding(&funding),
            period: cells.period(&period),
            amount: cells.amount(&amount),
            source: cells.source(),
        };
        if cells.close(position) {
            facts.other_income.push(line);
        }
    }
}
