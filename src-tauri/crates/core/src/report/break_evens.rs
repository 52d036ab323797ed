//! Break-even of the hospital and its segments as tables.

use crate::break_even::{BreakEven, LossKind};
use crate::issue::Message;
use crate::margin::Segment;
use crate::quantity::{Computed, Fraction, rounding};
use crate::report::publish::{column, computed, figure, label, row, styled, text_column, words};
use crate::report::{Cell, Row, RowStyle, Table, Unit};

fn columns() -> Vec<crate::report::Column> {
    vec![
        text_column("code"),
        text_column("name"),
        column("priced_cases", Unit::Count),
        column("break_even_cases", Unit::Count),
        column("break_even_revenue", Unit::Money),
        column("fixed", Unit::Money),
        column("contribution", Unit::Money),
        column("contribution_ratio", Unit::Percent),
        column("margin_of_safety", Unit::Percent),
        column("leverage", Unit::Ratio),
    ]
}

/// Break-even cases are rounded up: one case fewer would not do.
pub(super) fn whole_cases(cases: &Computed<Fraction>) -> Cell {
    match cases {
        Ok(cases) => figure(
            &Fraction::whole(rounding::ceiling(cases)),
            Unit::Count,
            None,
        ),
        Err(reason) => Cell::NotComputable {
            reason: reason.clone(),
        },
    }
}

fn cells(segment: &Segment, outcome: &Computed<BreakEven>) -> Vec<Cell> {
    // What the contribution was earned with, and what stands beside the break-even number: cases that have a price.
    let cases = figure(&(&segment.cases - &segment.unpriced), Unit::Count, None);
    match outcome {
        Ok(found) => vec![
            cases,
            whole_cases(&found.cases),
            computed(&found.revenue, Unit::Money, None),
            figure(&found.fixed, Unit::Money, None),
            figure(&found.contribution, Unit::Money, None),
            computed(&found.contribution_ratio, Unit::Percent, None),
            computed(&found.margin_of_safety, Unit::Percent, None),
            computed(&found.leverage, Unit::Ratio, None),
        ],
        Err(reason) => {
            let mut cells = vec![cases];
            cells.extend((0..7).map(|_| Cell::NotComputable {
                reason: reason.clone(),
            }));
            cells
        }
    }
}

/// Break-even of segments of one kind; with the hospital's line below when given.
/// 保本分析表
pub fn table(
    id: &str,
    segments: &[Segment],
    outcomes: &[Computed<BreakEven>],
    hospital: Option<(&Segment, &Computed<BreakEven>)>,
) -> Table {
    let mut rows: Vec<Row> = segments
        .iter()
        .zip(outcomes)
        .map(|(segment, outcome)| {
            let mut all = vec![words(&segment.code), words(&segment.name)];
            all.extend(cells(segment, outcome));
            row(segment.code.clone(), all)
        })
        .collect();
    if let Some((segment, outcome)) = hospital {
        let mut all = vec![Cell::Empty, label("row.hospital")];
        all.extend(cells(segment, outcome));
        rows.push(styled("hospital", RowStyle::Total, all));
    }
    Table {
        id: id.into(),
        title: Message::new(format!("table.{id}")),
        columns: columns(),
        rows,
        notes: vec![
            Message::new("note.constant_mix"),
            Message::new("note.behaviour"),
        ],
    }
}

/// Losing groups of one kind: those that lose with every case, or those that lose on full cost only.
/// 边际亏损病组 / 仅全成本亏损病组
///
/// Closing a group of the second kind makes the result worse in the short run (cost-method §4.3).
pub fn losing(id: &str, groups: &[Segment], wanted: LossKind) -> Table {
    let mut chosen: Vec<&Segment> = groups
        .iter()
        .filter(|group| LossKind::of(group) == Some(wanted))
        .collect();
    let gap = |group: &Segment| group.gap.clone().unwrap_or_default();
    chosen.sort_by(|a, b| gap(a).cmp(&gap(b)).then(a.code.cmp(&b.code)));
    let rows = chosen.iter().map(|group| {
        row(
            group.code.clone(),
            vec![
                words(&group.code),
                words(&group.name),
                figure(&group.cases, Unit::Count, None),
                computed(
                    &group.contribution,
                    Unit::Money,
                    Some(format!("segment/group/{}/contribution", group.code)),
                ),
                computed(
                    &group.gap,
                    Unit::Money,
                    Some(format!("segment/group/{}/gap", group.code)),
                ),
            ],
        )
    });
    let mut rows: Vec<Row> = rows.collect();
    let sum = |of: fn(&Segment) -> &Computed<Fraction>| -> Fraction {
        chosen
            .iter()
            .filter_map(|group| of(group).as_ref().ok())
            .sum()
    };
    rows.push(styled(
        "total",
        RowStyle::Total,
        vec![
            Cell::Empty,
            label("row.total"),
            figure(
                &chosen.iter().map(|group| &group.cases).sum(),
                Unit::Count,
                None,
            ),
            figure(&sum(|group| &group.contribution), Unit::Money, None),
            figure(&sum(|group| &group.gap), Unit::Money, None),
        ],
    ));
    Table {
        id: id.into(),
        title: Message::new(format!("table.{id}")),
        columns: vec![
            text_column("code"),
            text_column("name"),
            column("cases", Unit::Count),
            column("contribution", Unit::Money),
            column("gap", Unit::Money),
        ],
        rows,
        notes: vec![Message::new(format!("note.{id}"))],
    }
}
