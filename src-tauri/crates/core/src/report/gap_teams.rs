//! Payment against charge against cost by physician group, with the line that no doctor is paid or capped by it.
//!
//! Source: payment-rules §2 (医保办发〔2024〕9号, 2024-07-23, from a summary: payment standards must not be used as limits
//! or pay targets of single doctors).

use crate::issue::Message;
use crate::margin::{ClassSums, Segment, SegmentKind, class_sums, team_parts};
use crate::report::gap::GapBase;
use crate::report::publish::{column, computed, label, row, styled, text_column, words};
use crate::report::segments::why_prefix;
use crate::report::{Cell, RowStyle, Table, Unit};

impl GapBase<'_> {
    /// Case-mix index and the figures of the department table.
    fn team_cells(&self, segment: &Segment, sums: &ClassSums) -> Vec<Cell> {
        let why = format!("{}/cmi", why_prefix(segment));
        let mut cells = self.cells(segment, sums, false);
        cells.insert(2, computed(&segment.cmi, Unit::Weight, why));
        cells
    }

    /// Groups of each unit with the hospital's line below; cases whose file names no group are a row of their own.
    /// 支付、费用与成本对照(按医疗组)
    pub fn teams(&self) -> Table {
        let Self {
            facts, plan, run, ..
        } = *self;
        let of = |kind| class_sums(facts, &run.payments, plan, self.adjustments, kind);
        let (sums, all) = (of(SegmentKind::Team), of(SegmentKind::Hospital));
        let none = ClassSums::default();
        let mut rows: Vec<_> = (run.margins.teams.iter())
            .map(|segment| {
                let mut cells = match team_parts(&segment.code) {
                    Some((unit, team)) => {
                        let known = facts.department(&unit).map(|known| known.name.clone());
                        vec![words(known.unwrap_or(unit)), words(team)]
                    }
                    None => vec![Cell::Empty, label("row.team_unknown")],
                };
                let own = sums.get(&segment.code).unwrap_or(&none);
                cells.extend(self.team_cells(segment, own));
                row(segment.code.clone(), cells)
            })
            .collect();
        // What nobody claims stands last.
        if rows.first().is_some_and(|row| row.key.is_empty()) {
            rows.rotate_left(1);
            if let Some(last) = rows.last_mut() {
                last.key = "team_unknown".into();
            }
        }
        let mut cells = vec![Cell::Empty, label("row.total")];
        let hospital = all.get("").unwrap_or(&none);
        cells.extend(self.team_cells(&run.margins.hospital, hospital));
        rows.push(styled("total", RowStyle::Total, cells));
        let mut notes = vec![Message::new("note.gap_teams_rule")];
        if run.margins.teams.is_empty() {
            notes.push(Message::new("note.gap_teams_none"));
        } else {
            notes.push(Message::new("note.gap_teams_unit"));
        }
        notes.push(Message::new("note.gap_three"));
        Table {
            id: "gap_teams".into(),
            title: Message::new("table.gap_teams"),
            columns: vec![
                text_column("department"),
                text_column("team"),
                column("cases", Unit::Count),
                column("paid_cases", Unit::Count),
                column("cmi", Unit::Weight),
                column("priced_charge", Unit::Money),
                column("revenue", Unit::Money),
                column("fund", Unit::Money),
                column("priced_cost", Unit::Money),
                column("over_charge", Unit::Money),
                column("gap", Unit::Money),
                column("charge_over_cost", Unit::Money),
            ],
            rows,
            notes,
        }
    }
}
