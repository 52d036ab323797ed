use std::borrow::Cow;

use super::Rows;
use super::case_terms::Terms;
use super::cells::Cells;
use super::layout::Layout;
use super::sink::Sink;

use crate::facts::{CaseTable, Facts};
use crate::look_up::LookUp;

/// Gives every distinct text a number, in order of first appearance.
#[derive(Default)]
pub(in crate::facts) struct Dictionary(LookUp<Box<str>, u32>);

impl Dictionary {
    pub(in crate::facts) fn index(&mut self, list: &mut Vec<String>, text: &str) -> u32 {
        if let Some(index) = self.0.get(text) {
            return index;
        }
        let index = u32::try_from(list.len()).unwrap_or(u32::MAX);
        list.push(text.to_owned());
        self.0.put(text.into(), index);
        index
    }
}

/// Discharges. A second row with the same token and the same discharge day is a duplicate; the same token on another
/// day is a readmission.
pub(super) fn cases(layout: &Layout, rows: Rows<'_>, sink: &mut Sink, facts: &mut Facts) {
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
    let mut seen: LookUp<(String, Option<i32>), u32> = LookUp::default();
    let mut fees = vec![0_i64; fee_keys.len()];
    for (position, row) in rows.enumerate() {
        let mut cells = Cells::new(&row, sink);
        let (stay, code) = (cells.text_or_empty(&token), cells.code_word(&group));
        let name = cells.word(&group_name);
        let unit = cells.code_word_if_any(&department).unwrap_or_default();
        let place = cells
            .code_word_if_any(&facility)
            .unwrap_or(Cow::Borrowed(&layout.context.batch.facility));
        let payer = cells.word(&scheme);
        let day = cells
            .date_if_any(&discharged)
            .map(crate::period::Date::day_number);
        let days = cells.stay(&los);
        let total = cells.amount(&charge).fen();
        let (own, outside) = (
            cells.amount_if_any(&patient_share),
            cells.amount_if_any(&self_funded),
        );
        let cost = cells
            .amount_if_any(&given_cost)
            .map(crate::quantity::Money::fen);
        for (fee, key) in fees.iter_mut().zip(&fee_keys) {
            *fee = cells.amount_or_zero(key).fen();
        }
        let more = terms.read(&mut cells);
        if !stay.is_empty() && !cells.failed() {
            let first = seen.first((stay.clone(), day), row.row);
            if first != row.row {
                cells.duplicate(&token, "accept.duplicate_case", "", first);
            }
        }
        let source = cells.source();
        if !cells.close(position) {
            continue;
        }
        terms.keep(&mut table, more);
        let index = groups.index(&mut table.groups, &code);
        table.group_names.resize(table.groups.len(), String::new());
        if let Some(known) = table
            .group_names
            .get_mut(index as usize)
            .filter(|known| known.is_empty())
        {
            name.clone_into(known);
        }
        table.group.push(index);
        table
            .department
            .push(units.index(&mut table.departments, &unit));
        table.scheme.push(schemes.index(&mut table.schemes, payer));
        table
            .facility
            .push(places.index(&mut table.facilities, &place));
        table.los.push(days);
        table.discharged.push(day);
        table.charge.push(total);
        for (column, fee) in table.fees.iter_mut().zip(&fees) {
            column.push(*fee);
        }
        for (amount, column, blanks) in [
            (own, &mut table.patient_share, &mut table.no_patient_share),
            (outside, &mut table.self_funded, &mut table.no_self_funded),
        ] {
            if amount.is_none() {
                blanks.mark(column.len());
            }
            column.push(amount.unwrap_or_default().fen());
        }
        table.given_cost.push(cost);
        table.token.push(stay);
        table.source.push(source);
    }
    facts.cases = table;
}
