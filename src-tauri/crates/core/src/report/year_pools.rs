//! 区域点数清算 and contracts on stated totals.

use crate::clearing::{PoolOutcome, Settlement, StepDetail};
use crate::issue::Message;
use crate::policy::PolicyPack;
use crate::quantity::{Computed, Fraction, Money, rounding};
use crate::report::policy::{certainty, clause};
use crate::report::publish::{column, exact, figure, label, row, styled, text_column, words};
use crate::report::year::{cited, named};
use crate::report::{Cell, Row, RowStyle, Table, Unit};

/// Places of a point value that the pack does not round.
const VALUE_PLACES: u32 = 6;

/// Pools of the accounts and those by themselves: key of the "why", name, result.
fn pools(settlement: &Settlement) -> Vec<(String, Cell, &Computed<PoolOutcome>)> {
    let own = settlement.pools.iter().enumerate().map(|(index, pool)| {
        let key = format!("year/pool/{}", index + 1);
        (key, named(&pool.name, &pool.name_en), &pool.outcome)
    });
    own.collect()
}

fn optional(value: Option<Money>, why: Option<String>) -> Cell {
    value.map_or(Cell::Empty, |value| {
        figure(&value.exact(), Unit::Money, why)
    })
}

/// A point value as the pack rounds it.
fn value_text(value: &Fraction) -> String {
    if rounding::to_places(value, VALUE_PLACES) == *value {
        exact(value, 4)
    } else {
        rounding::to_text(value, VALUE_PLACES)
    }
}

fn parts(
    rows: &mut Vec<Row>,
    notes: &mut Vec<Message>,
    key: &str,
    name: &Cell,
    pool: &PoolOutcome,
) {
    for (index, part) in pool.parts.iter().enumerate() {
        let why = |what: &str| Some(format!("{key}/part/{}/{what}", index + 1));
        let own = if part.own {
            label("year.own")
        } else {
            Cell::Empty
        };
        rows.push(row(
            format!("{key}/{}", part.id),
            vec![
                name.clone(),
                words(&part.name),
                own,
                Cell::Figure {
                    text: rounding::to_text(&part.points, 2),
                    why: why("points"),
                },
                figure(&part.gross.exact(), Unit::Money, why("gross")),
                figure(&part.patients.exact(), Unit::Money, None),
                figure(&part.fund_due.exact(), Unit::Money, why("fund_due")),
                optional(part.prepaid, None),
                optional(part.clearing, None),
            ],
        ));
    }
    let due: Money = pool.parts.iter().map(|part| part.fund_due).sum();
    let gross: Money = pool.parts.iter().map(|part| part.gross).sum();
    rows.push(styled(
        format!("{key}/total"),
        RowStyle::Subtotal,
        vec![
            name.clone(),
            label("row.total"),
            Cell::Empty,
            Cell::Figure {
                text: rounding::to_text(&pool.points, 2),
                why: None,
            },
            figure(&gross.exact(), Unit::Money, None),
            Cell::Empty,
            figure(&due.exact(), Unit::Money, None),
            Cell::Empty,
            Cell::Empty,
        ],
    ));
    let mut note = Message::new("note.year_pool")
        .with("value", value_text(&pool.value))
        .with("fund_value", value_text(&pool.fund_value))
        .with("available", rounding::to_money(&pool.available).to_string());
    note = note.with("remainder", pool.remainder.to_string());
    notes.push(note);
    if let Some(budget) = &pool.budget_value {
        notes.push(Message::new("note.year_budget_value").with("value", value_text(budget)));
    }
}

/// Parts of every pool.
/// 区域点数清算表
pub fn parts_table(settlement: &Settlement) -> Option<Table> {
    let (mut rows, mut notes) = (Vec::new(), Vec::new());
    for_each(settlement, |key, name, outcome| match outcome {
        Ok(pool) => parts(&mut rows, &mut notes, key, &name, pool),
        Err(reason) => {
            let missing = Cell::NotComputable {
                reason: reason.clone(),
            };
            let mut cells = vec![name];
            cells.extend(std::iter::repeat_n(Cell::Empty, 5));
            cells.push(missing);
            cells.extend([Cell::Empty, Cell::Empty]);
            rows.push(row(key, cells));
        }
    });
    (!rows.is_empty()).then(|| Table {
        id: "year_pool".into(),
        title: Message::new("table.year_pool"),
        columns: vec![
            text_column("year_pool"),
            text_column("participant"),
            text_column("own_hospital"),
            text_column("points"),
            column("pool_gross", Unit::Money),
            column("pool_patients", Unit::Money),
            column("fund_due", Unit::Money),
            column("prepaid", Unit::Money),
            column("pool_clearing", Unit::Money),
        ],
        rows,
        notes,
    })
}

/// Every pool, of accounts first.
fn for_each(
    settlement: &Settlement,
    mut see: impl FnMut(&str, Cell, Result<&PoolOutcome, &crate::quantity::Reason>),
) {
    for (index, account) in settlement.accounts.iter().enumerate() {
        let Ok(year) = &account.year else { continue };
        for (number, step) in year.steps.iter().enumerate() {
            if let StepDetail::Pool(pool) = &step.detail {
                let key = format!("year/account/{}/step/{}", index + 1, number + 1);
                see(
                    &key,
                    named(&account.rule.name, &account.rule.name_en),
                    Ok(pool),
                );
            }
        }
    }
    for (key, name, outcome) in pools(settlement) {
        see(&key, name, outcome.as_ref());
    }
}

/// What-ifs of the pools: own change against the region's.
/// 点值稀释情景表
pub fn what_ifs(settlement: &Settlement, pack: &PolicyPack) -> Option<Table> {
    let mut rows = Vec::new();
    for_each(settlement, |key, name, outcome| {
        for (index, one) in outcome.iter().flat_map(|pool| &pool.what_if).enumerate() {
            let cells = match one {
                Ok(one) => vec![
                    name.clone(),
                    words(&one.name),
                    Cell::Figure {
                        text: value_text(&one.value),
                        why: None,
                    },
                    figure(&one.gross, Unit::Money, None),
                    figure(&one.change, Unit::Percent, None),
                    words(clause(pack, &one.source)),
                    certainty(pack, &one.source),
                ],
                Err(reason) => {
                    let missing = Cell::NotComputable {
                        reason: reason.clone(),
                    };
                    let mut cells = vec![name.clone(), Cell::Empty, Cell::Empty, missing];
                    cells.extend(std::iter::repeat_n(Cell::Empty, 3));
                    cells
                }
            };
            rows.push(row(format!("{key}/what_if/{}", index + 1), cells));
        }
    });
    (!rows.is_empty()).then(|| Table {
        id: "year_what_if".into(),
        title: Message::new("table.year_what_if"),
        columns: vec![
            text_column("year_pool"),
            text_column("what_if"),
            text_column("point_value"),
            column("pool_gross", Unit::Money),
            column("relative_change", Unit::Percent),
            text_column("clause"),
            text_column("value_certainty"),
        ],
        rows,
        notes: vec![Message::new("note.year_what_if")],
    })
}

/// Contracts by head, package, referral, reward and day of care.
/// 按人头、服务包与长护险结算表
pub fn contracts(settlement: &Settlement, pack: &PolicyPack) -> Option<Table> {
    let mut rows = Vec::new();
    for (index, contract) in settlement.contracts.iter().enumerate() {
        let kind = label(format!("year.contract_{}", contract.kind.key()));
        let name = if contract.name.is_empty() {
            label("row.total")
        } else {
            words(&contract.name)
        };
        let [text, level] = cited(pack, &contract.sources);
        let mut add = |key: String, line: Cell, party: Cell, amount: Cell| {
            let cells = vec![
                kind.clone(),
                name.clone(),
                line,
                party,
                amount,
                text.clone(),
                level.clone(),
            ];
            rows.push(row(key, cells));
        };
        match &contract.lines {
            Err(reason) => add(
                (index + 1).to_string(),
                Cell::Empty,
                Cell::Empty,
                Cell::NotComputable {
                    reason: reason.clone(),
                },
            ),
            Ok(lines) => {
                for (number, line) in lines.iter().enumerate() {
                    let why = format!("year/contract/{}/{}", index + 1, number + 1);
                    add(
                        format!("{}/{}", index + 1, number + 1),
                        label(format!("year.line_{}", line.key)),
                        words(&line.party),
                        figure(&line.amount.exact(), Unit::Money, why),
                    );
                }
            }
        }
    }
    (!rows.is_empty()).then(|| Table {
        id: "year_contracts".into(),
        title: Message::new("table.year_contracts"),
        columns: vec![
            text_column("contract_kind"),
            text_column("contract"),
            text_column("line"),
            text_column("party"),
            column("amount", Unit::Money),
            text_column("clause"),
            text_column("value_certainty"),
        ],
        rows,
        notes: vec![Message::new("note.year_contracts")],
    })
}
