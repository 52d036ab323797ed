use std::collections::BTreeMap;

use super::RawRow;
use super::case_terms::Terms;
use super::cells::Cells;
use super::layout::Layout;
use super::sink::Sink;

use crate::facts::{CaseTable, Facts};

/// Gives every distinct text a number, in order of first appearance.
#[derive(Default)]
pub(in crate::facts) struct Dictionary(BTreeMap<String, u32>);

impl Dictionary {
    pub(in crate::facts) fn index(&mut self, list: &mut Vec<String>, text: String) -> u32 {
        if let Some(index) = self.0.get(&text) {
            return *index;
        }
        let index = u32::try_from(list.len()).unwrap_or(u32::MAX);
        list.push(text.clone());
        self.0.insert(text, index);
        index
    }
}

/// Discharges. A second row with the same token and the same discharge day is a duplicate; the same token on another
/// day is a readmission.
pub(super) fn cases(layout: &Layout, rows: &[RawRow], sink: &mut Sink, facts: &mut Facts) {
    let [
        token,
        group,
        group_name,
        department,
        facility,
        scheme,
        discharged,
        los,
    ] = [
        "token",
        "group",
        "group_name",
        "department",
        "facility",
        "scheme",
        "discharged",
        "los",
    ]
    .map(|field| layout.key(field));
    let [charge, patient_share, self_funded, given_cost] =
        ["charge", "patient_share", "self_funded", "given_cost"]
            .map(|field| layout.amount(field, sink));
    let columns = &layout.context.batch.columns;
    let lines: Vec<String> = columns
        .iter()
        .filter(|(field, _)| field.starts_with("fee."))
        .map(|(field, _)| field.clone())
        .collect();
    let fee_keys: Vec<_> = lines
        .iter()
        .map(|field| layout.amount(field, sink))
        .collect();
    let mut terms = Terms::new(layout, sink);
    let mut table = CaseTable {
        fees: vec![Vec::new(); lines.len()],
        fee_lines: lines,
        ..CaseTable::default()
    };
    let (mut groups, mut units) = (Dictionary::default(), Dictionary::default());
    let (mut schemes, mut places) = (Dictionary::default(), Dictionary::default());
    let mut seen: BTreeMap<(String, Option<i32>), u32> = BTreeMap::new();
    let mut fees = vec![0_i64; fee_keys.len()];
    for (position, row) in rows.iter().enumerate() {
        let mut cells = Cells::new(row, sink);
        let (stay, code) = (cells.text_or_empty(&token), cells.code(&group));
        let name = cells.text_or_empty(&group_name);
        let unit = cells.code_if_any(&department).unwrap_or_default();
        let place = cells
            .code_if_any(&facility)
            .unwrap_or_else(|| layout.context.batch.facility.clone());
        let payer = cells.text_or_empty(&scheme);
        let day = cells
            .date_if_any(&discharged)
            .map(crate::period::Date::day_number);
        let days = cells.stay(&los);
        let total = cells.amount(&charge).fen();
        let (own, outside) = (
            cells.amount_or_zero(&patient_share).fen(),
            cells.amount_or_zero(&self_funded).fen(),
        );
        let cost = cells
            .amount_if_any(&given_cost)
            .map(crate::quantity::Money::fen);
        for (fee, key) in fees.iter_mut().zip(&fee_keys) {
            *fee = cells.amount_or_zero(key).fen();
        }
        let more = terms.read(&mut cells);
        if !stay.is_empty() && !cells.failed() {
            let first = *seen.entry((stay.clone(), day)).or_insert(row.row);
            if first != row.row {
                cells.duplicate(&token, "accept.duplicate_case", "", first);
            }
        }
        let source = cells.source();
        if !cells.close(position) {
            continue;
        }
        terms.keep(&mut table, more);
        let index = groups.index(&mut table.groups, code);
        table.group_names.resize(table.groups.len(), String::new());
        if let Some(known) = table
            .group_names
            .get_mut(index as usize)
            .filter(|known| known.is_empty())
        {
            *known = name;
        }
        table.group.push(index);
        table
            .department
            .push(units.index(&mut table.departments, unit));
        table.scheme.push(schemes.index(&mut table.schemes, payer));
        table
            .facility
            .push(places.index(&mut table.facilities, place));
        table.los.push(days);
        table.discharged.push(day);
        table.charge.push(total);
        for (column, fee) in table.fees.iter_mut().zip(&fees) {
            column.push(*fee);
        }
        table.patient_share.push(own);
        table.self_funded.push(outside);
        table.given_cost.push(cost);
        table.token.push(stay);
        table.source.push(source);
    }
    facts.cases = table;
}
