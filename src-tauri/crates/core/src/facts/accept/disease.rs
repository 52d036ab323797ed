//! Rows of the forms behind disease costing: quantities per case, total volumes, patients in the house.

use std::collections::BTreeMap;

use super::Rows;
use super::cells::Cells;
use super::layout::Layout;
use super::sink::Sink;
use crate::facts::{CaseServiceRow, Facts, InHouseRow, ServiceVolumeRow};
use crate::period::Date;

/// Quantities of one case; the same case, service and unit twice is a duplicate.
pub(super) fn case_services(layout: &Layout, rows: Rows<'_>, sink: &mut Sink, facts: &mut Facts) {
    let [token, discharged, service, executing, quantity] =
        ["token", "discharged", "service", "executing", "quantity"].map(|field| layout.key(field));
    let mut seen: BTreeMap<(String, Option<i32>, String, Option<String>), u32> = BTreeMap::new();
    for (position, row) in rows.enumerate() {
        let mut cells = Cells::new(&row, sink);
        let line = CaseServiceRow {
            token: cells.text(&token),
            discharged: cells.date_if_any(&discharged).map(Date::day_number),
            service: cells.code(&service),
            executing: cells.code_if_any(&executing),
            quantity: cells
                .number(&quantity, "accept.negative_quantity")
                .map(|number| number.exact())
                .unwrap_or_default(),
            source: cells.source(),
        };
        if !cells.failed() {
            let key = (
                line.token.clone(),
                line.discharged,
                line.service.clone(),
                line.executing.clone(),
            );
            let first = *seen.entry(key).or_insert(row.row);
            if first != row.row {
                let code = "accept.duplicate_case_service";
                cells.duplicate(&service, code, &line.service, first);
            }
        }
        if cells.close(position) {
            facts.case_services.push(line);
        }
    }
}

/// Total volumes. Several lines of one unit are added.
pub(super) fn service_volumes(layout: &Layout, rows: Rows<'_>, sink: &mut Sink, facts: &mut Facts) {
    let [service_unit, measure, volume] =
        ["service_unit", "measure", "volume"].map(|field| layout.key(field));
    for (position, row) in rows.enumerate() {
        let mut cells = Cells::new(&row, sink);
        let line = ServiceVolumeRow {
            service_unit: cells.code(&service_unit),
            measure: cells.text_or_empty(&measure),
            volume: cells
                .number(&volume, "accept.negative_quantity")
                .map(|number| number.exact())
                .unwrap_or_default(),
            source: cells.source(),
        };
        if cells.close(position) {
            facts.service_volumes.push(line);
        }
    }
}

/// Patients in the house; one number may stand in the list of several days, not twice in one.
pub(super) fn in_house(layout: &Layout, rows: Rows<'_>, sink: &mut Sink, facts: &mut Facts) {
    let [token, department, admitted, as_of] =
        ["token", "department", "admitted", "as_of"].map(|field| layout.key(field));
    let charge = layout.amount("charge", sink);
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
    let mut seen: BTreeMap<(String, Date), u32> = BTreeMap::new();
    for (position, row) in rows.enumerate() {
        let mut cells = Cells::new(&row, sink);
        let (stay, unit) = (cells.text(&token), cells.code(&department));
        let (since, day) = (cells.date(&admitted), cells.date(&as_of));
        let total = cells.amount(&charge);
        let mut fees = Vec::new();
        for (line, key) in lines.iter().zip(&fee_keys) {
            let fen = cells.amount_or_zero(key).fen();
            if fen != 0 {
                fees.push((line.clone(), fen));
            }
        }
        if let (Some(since), Some(day)) = (since, day) {
            if since > day {
                let text = since.to_string();
                let more = [("as_of", day.to_string())];
                cells.refuse_with(&admitted, "accept.admitted_after_as_of", &text, &more);
            } else if !cells.failed() {
                let first = *seen.entry((stay.clone(), day)).or_insert(row.row);
                if first != row.row {
                    cells.duplicate(&token, "accept.duplicate_in_house", "", first);
                }
            }
        }
        let source = cells.source();
        if cells.close(position)
            && let (Some(admitted), Some(as_of)) = (since, day)
        {
            facts.in_house.push(InHouseRow {
                token: stay,
                department: unit,
                admitted,
                as_of,
                charge: total,
                fees,
                source,
            });
        }
    }
}
