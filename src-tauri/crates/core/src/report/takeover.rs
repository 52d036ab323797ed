//! The first answer at a takeover: reference ratios against the ledger, what was filled in, and the range that makes.

use std::collections::BTreeSet;

use crate::issue::Message;
use crate::quantity::{Computed, Fraction, Reason};
use crate::report::break_evens::whole_cases;
use crate::report::publish::{column, computed, figure, label, row, styled, text_column, words};
use crate::report::{Cell, RowStyle, Table, Unit};
use crate::run::Run;
use crate::takeover::{Band, Compared, End, REJECTED, ReferenceRatio};

fn named(key: &str) -> Cell {
    label(format!("reference.{key}"))
}

fn table(id: &str, columns: Vec<crate::report::Column>, notes: &[&str]) -> Table {
    Table {
        id: id.into(),
        title: Message::new(format!("table.{id}")),
        columns,
        rows: Vec::new(),
        notes: notes.iter().map(|note| Message::new(*note)).collect(),
    }
}

/// Every reference ratio beside the ledger's own share; without a ledger the ratios alone.
/// 参考比例对照表
pub fn ratios(ratios: &[ReferenceRatio], compared: &Computed<Vec<Compared>>) -> Table {
    let mut table = table(
        "takeover_ratios",
        vec![
            text_column("reference"),
            column("booked_amount", Unit::Money),
            column("booked_share", Unit::Percent),
            column("reference_low", Unit::Percent),
            column("reference_high", Unit::Percent),
            text_column("takeover_state"),
            text_column("certainty"),
            text_column("source"),
        ],
        &["note.takeover_ratios"],
    );
    table.rows = ratios
        .iter()
        .enumerate()
        .map(|(at, ratio)| {
            let own = compared
                .as_ref()
                .map_err(Clone::clone)
                .and_then(|all| all.get(at).ok_or_else(|| Reason::new("reason.no_ledger")));
            let unknown = |reason: Reason| Cell::NotComputable { reason };
            let mut cells = vec![named(&ratio.key)];
            match own {
                Ok(own) => cells.extend([
                    figure(&own.booked, Unit::Money, None),
                    computed(&own.share, Unit::Percent, None),
                ]),
                Err(ref reason) => cells.extend([unknown(reason.clone()), unknown(reason.clone())]),
            }
            cells.extend([
                figure(&ratio.low, Unit::Percent, None),
                figure(&ratio.high, Unit::Percent, None),
                match own {
                    Ok(own) => label(format!("takeover.standing_{}", own.standing.key())),
                    Err(reason) => unknown(reason),
                },
                label(format!("certainty.{}", ratio.certainty.key())),
                words(&ratio.source),
            ]);
            row(ratio.key.clone(), cells)
        })
        .collect();
    table
}

/// What was filled in at either end; empty where nothing lacks.
/// 参考比例填补表
pub fn filled(band: &Computed<Band>) -> Table {
    let mut table = table(
        "takeover_filled",
        vec![
            text_column("reference"),
            text_column("item"),
            column("low_end", Unit::Money),
            column("high_end", Unit::Money),
        ],
        &["note.takeover_filled"],
    );
    let Ok(band) = band else {
        return table;
    };
    let keys: BTreeSet<&str> = (band.low.filled.iter().chain(&band.high.filled))
        .map(|filled| filled.key.as_str())
        .collect();
    for key in keys {
        let of = |end: &End| end.filled.iter().find(|filled| filled.key == key).cloned();
        let (low, high) = (of(&band.low), of(&band.high));
        let item = low.as_ref().or(high.as_ref()).map(|filled| filled.item);
        let amount = |filled: Option<crate::takeover::Filled>| {
            let amount = filled.map(|filled| filled.amount.exact());
            figure(&amount.unwrap_or_default(), Unit::Money, None)
        };
        table.rows.push(row(
            key,
            vec![
                if key == REJECTED {
                    label("takeover.rejected_rows")
                } else {
                    named(key)
                },
                item.map_or(Cell::Empty, |item| label(format!("item.{}", item.key()))),
                amount(low),
                amount(high),
            ],
        ));
    }
    table
}

/// Break-even and surplus on the imported figures alone and at both ends of what was filled in.
/// 保本点区间表
pub fn band(run: &Run, band: &Computed<Band>) -> Table {
    let mut table = table(
        "takeover_band",
        vec![
            text_column("takeover_end"),
            column("filled_amount", Unit::Money),
            column("break_even_cases", Unit::Count),
            column("break_even_revenue", Unit::Money),
            column("surplus", Unit::Money),
        ],
        &["note.takeover_band"],
    );
    let cells = |added: Fraction,
                 found: &Computed<crate::break_even::BreakEven>,
                 surplus: &Computed<Fraction>| {
        let of = |take: fn(&crate::break_even::BreakEven) -> Computed<Fraction>| {
            found.as_ref().map_err(Clone::clone).and_then(take)
        };
        vec![
            figure(&added, Unit::Money, None),
            whole_cases(&of(|found| found.cases.clone())),
            computed(&of(|found| found.revenue.clone()), Unit::Money, None),
            computed(surplus, Unit::Money, None),
        ]
    };
    let mut point = vec![label("takeover.point")];
    point.extend(cells(
        Fraction::zero(),
        &run.break_even.hospital,
        &run.margins.result.surplus,
    ));
    table.rows.push(row("point", point));
    match band {
        Ok(band) => {
            for (key, end) in [("low", &band.low), ("high", &band.high)] {
                let added = end.filled.iter().map(|filled| filled.amount.exact()).sum();
                let mut all = vec![label(format!("takeover.{key}"))];
                all.extend(cells(added, &end.break_even, &end.surplus));
                table.rows.push(styled(key, RowStyle::Total, all));
            }
            if !band.is_filled() {
                table.notes.push(Message::new("note.takeover_unfilled"));
            }
        }
        Err(reason) => {
            for key in ["low", "high"] {
                let mut all = vec![label(format!("takeover.{key}"))];
                all.extend((0..4).map(|_| Cell::NotComputable {
                    reason: reason.clone(),
                }));
                table.rows.push(styled(key, RowStyle::Total, all));
            }
        }
    }
    table
}
