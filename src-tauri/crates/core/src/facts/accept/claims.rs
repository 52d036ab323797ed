//! Rows of the insurer's settlement list.

use super::Rows;
use super::cells::Cells;
use super::layout::Layout;
use super::sink::Sink;
use crate::facts::{ClaimRow, ClaimStatus, Facts};
use crate::period::Date;

/// Settlement lines. A case may have several (settled, taken back, settled again): all are kept.
pub(super) fn claims(layout: &Layout, rows: Rows<'_>, sink: &mut Sink, facts: &mut Facts) {
    let [token, discharged, settled, group, scheme, reason, status] = [
        "token",
        "discharged",
        "settled",
        "group",
        "scheme",
        "reason",
        "status",
    ]
    .map(|field| layout.key(field));
    let [charge, fund, refused] =
        ["charge", "fund", "refused"].map(|field| layout.amount(field, sink));
    for (position, row) in rows.enumerate() {
        let mut cells = Cells::new(&row, sink);
        let line = ClaimRow {
            token: cells.text_or_empty(&token),
            discharged: cells.date_if_any(&discharged).map(Date::day_number),
            settled: cells.date_if_any(&settled).map(Date::day_number),
            group: cells.code_if_any(&group),
            scheme: cells.text_or_empty(&scheme),
            charge: cells.amount_if_any(&charge),
            fund: cells.amount(&fund),
            refused: cells.amount_or_zero(&refused),
            reason: cells.text_or_empty(&reason),
            status: cells
                .choice_if_any(&status, &ClaimStatus::ALL, |status| {
                    [status.key(), status.official()]
                })
                .unwrap_or_default(),
            source: cells.source(),
        };
        if line.refused.fen() < 0 {
            let text = line.refused.to_string();
            cells.refuse(&refused, "accept.negative_refused", &text);
        }
        if cells.close(position) {
            facts.claims.push(line);
        }
    }
}
