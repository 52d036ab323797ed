//! 年度清算: from the cases' payment to what is due, by account; the bands with their cliff.

use std::collections::BTreeSet;

use crate::clearing::{Account, AccountYear, Settlement, StepDetail, corners};
use crate::issue::Message;
use crate::policy::PolicyPack;
use crate::quantity::{Computed, Fraction, Money};
use crate::report::policy::{certainty, clause};
use crate::report::publish::{column, computed, figure, label, row, styled, text_column, words};
use crate::report::{Cell, Column, Row, RowStyle, Table, Unit};

/// A column of figures of several units: the row says which.
fn plain(key: &str) -> Column {
    Column {
        unit: None,
        ..column(key, Unit::Money)
    }
}

/// "Why" key of a figure of an account, counted from 1.
pub fn why(account: usize, name: &str) -> Option<String> {
    Some(format!("year/account/{}/{name}", account + 1))
}

/// Name of something the pack names in two languages.
pub(super) fn named(zh: &str, en: &str) -> Cell {
    Cell::Label {
        message: Message::new("year.name").with("zh", zh).with("en", en),
    }
}

/// Clause of one source, or the number of sources where several speak.
fn clauses(pack: &PolicyPack, sources: &BTreeSet<String>) -> (Cell, Cell) {
    let texts: Vec<String> = sources.iter().map(|id| clause(pack, id)).collect();
    let weakest = sources
        .iter()
        .filter_map(|id| pack.sources.get(id))
        .min_by_key(|source| source.certainty);
    let level = weakest.map_or(Cell::Empty, |source| {
        label(format!("certainty.{}", source.certainty.key()))
    });
    (words(texts.join("; ")), level)
}

/// Text and certainty of a set of sources, for other tables.
pub(super) fn cited(pack: &PolicyPack, sources: &BTreeSet<String>) -> [Cell; 2] {
    let (text, level) = clauses(pack, sources);
    [text, level]
}

fn money(value: Money) -> Computed<Fraction> {
    Ok(value.exact())
}

/// One printed line of an account.
struct Line {
    key: String,
    label: Cell,
    value: Computed<Fraction>,
    unit: Unit,
    source: Option<String>,
    weight: RowStyle,
}

fn line(key: &str, value: Computed<Fraction>, unit: Unit) -> Line {
    Line {
        key: key.to_owned(),
        label: label(format!("year.line_{key}")),
        value,
        unit,
        source: None,
        weight: RowStyle::Normal,
    }
}

fn lines(account: &Account) -> Vec<Line> {
    let mut out = vec![
        line("cases", Ok(account.cases.clone()), Unit::Count),
        line("posted", money(account.posted), Unit::Money),
        line("settled", money(account.settled), Unit::Money),
    ];
    match &account.year {
        Err(reason) => out.push(line("total", Err(reason.clone()), Unit::Money)),
        Ok(year) => year_lines(year, &mut out),
    }
    out
}

fn year_lines(year: &AccountYear, out: &mut Vec<Line>) {
    for (index, step) in year.steps.iter().enumerate() {
        out.push(Line {
            key: format!("step/{}", index + 1),
            label: label(format!("year.step_{}", step.kind.key())),
            source: Some(step.source.clone()),
            ..line("step", money(step.after), Unit::Money)
        });
    }
    out.push(Line {
        weight: RowStyle::Subtotal,
        ..line("total", money(year.total), Unit::Money)
    });
    if year.withheld != Money::ZERO {
        out.push(line("withheld", money(year.withheld), Unit::Money));
    }
    out.push(line("deducted", money(-year.deducted), Unit::Money));
    if let Some(deposit) = &year.deposit {
        out.push(line("held", money(-deposit.held), Unit::Money));
    }
    out.push(Line {
        weight: RowStyle::Subtotal,
        ..line("due", money(year.due), Unit::Money)
    });
    if let Some(deposit) = &year.deposit {
        let returned = deposit.returned.clone().map(Money::exact);
        out.push(line("returned", returned, Unit::Money));
    }
    out.push(line("rate", year.rate.clone(), Unit::Percent));
    let cash = |of: fn(&crate::clearing::Cash) -> Computed<Fraction>| {
        year.cash.as_ref().map_err(Clone::clone).and_then(of)
    };
    out.push(line(
        "cleared",
        cash(|cash| Ok(cash.cleared.exact())),
        Unit::Money,
    ));
    out.push(line(
        "mean_days",
        cash(|cash| cash.mean_days.clone()),
        Unit::Days,
    ));
    if let Some(advance) = &year.advance {
        let amount = advance.as_ref().map_err(Clone::clone);
        out.push(line(
            "advance",
            amount.clone().map(|advance| advance.amount.exact()),
            Unit::Money,
        ));
        if let Ok(Some(interest)) = amount.map(|advance| advance.interest) {
            out.push(line("advance_interest", money(interest), Unit::Money));
        }
    }
}

/// Every account, line by line, with the rule behind each step and the weakest certainty of all of them.
/// 年度清算表
pub fn statement(settlement: &Settlement, pack: &PolicyPack) -> Option<Table> {
    if settlement.accounts.is_empty() {
        return None;
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut notes = vec![
        Message::new("note.year_beside"),
        Message::new("note.year_lookup").with("year", settlement.year.to_string()),
    ];
    for (index, account) in settlement.accounts.iter().enumerate() {
        let all = account.year.as_ref().map(|year| &year.sources);
        for line in lines(account) {
            let single = line.source.iter().cloned().collect::<BTreeSet<String>>();
            let whole = matches!(line.key.as_str(), "total" | "due" | "cleared");
            let [text, level] = match (&line.source, all) {
                (Some(_), _) => cited(pack, &single),
                (None, Ok(sources)) if whole => {
                    let [_, level] = cited(pack, sources);
                    [Cell::Empty, level]
                }
                _ => [Cell::Empty, Cell::Empty],
            };
            let cells = vec![
                named(&account.rule.name, &account.rule.name_en),
                line.label,
                label(line.unit.key()),
                computed(&line.value, line.unit, why(index, &line.key)),
                text,
                level,
            ];
            rows.push(styled(
                format!("{}/{}", index + 1, line.key),
                line.weight,
                cells,
            ));
        }
        for (key, cases) in [
            ("note.year_unpriced", account.unpriced),
            ("note.year_outside", account.outside),
        ] {
            if cases > 0 {
                let note = Message::new(key).with("cases", cases.to_string());
                notes.push(note.with("account", account.rule.name.clone()));
            }
        }
    }
    Some(Table {
        id: "year_settlement".into(),
        title: Message::new("table.year_settlement").with("year", settlement.year.to_string()),
        columns: vec![
            text_column("year_account"),
            text_column("line"),
            text_column("unit"),
            plain("amount"),
            text_column("clause"),
            text_column("value_certainty"),
        ],
        rows,
        notes,
    })
}

/// The bands of every account at their corners, and where the account stands.
/// 结余留用与超支分担区间表
pub fn bands(settlement: &Settlement, pack: &PolicyPack) -> Option<Table> {
    let mut rows: Vec<Row> = Vec::new();
    let mut cliff = None;
    for (index, account) in settlement.accounts.iter().enumerate() {
        let Ok(year) = &account.year else { continue };
        for (number, step) in year.steps.iter().enumerate() {
            let StepDetail::Bands(rule, standard) = &step.detail else {
                continue;
            };
            let standard = standard.exact();
            let Ok(corners) = corners(rule) else { continue };
            for (corner_number, corner) in corners.iter().enumerate() {
                let posted = &corner.ratio * &standard;
                let paid = &corner.paid * &standard;
                let jump = &corner.jump * &standard;
                if corner.jump.is_positive() && cliff.is_none() {
                    cliff = Some(crate::quantity::rounding::to_money(&jump));
                }
                rows.push(row(
                    format!("{}/{}/{}", index + 1, number + 1, corner_number + 1),
                    vec![
                        named(&account.rule.name, &account.rule.name_en),
                        label(format!("year.step_{}", step.kind.key())),
                        figure(&corner.ratio, Unit::Percent, None),
                        figure(&posted, Unit::Money, None),
                        figure(&paid, Unit::Money, None),
                        figure(&(&paid - &posted), Unit::Money, None),
                        if jump.is_zero() {
                            Cell::Empty
                        } else {
                            figure(&jump, Unit::Money, None)
                        },
                        certainty(pack, &step.source),
                    ],
                ));
            }
            let here = account.posted.exact().over(&standard, || {
                crate::quantity::Reason::new("reason.year_no_standard")
            });
            let (posted, paid) = (account.posted.exact(), step.after.exact());
            rows.push(styled(
                format!("{}/{}/here", index + 1, number + 1),
                RowStyle::Subtotal,
                vec![
                    named(&account.rule.name, &account.rule.name_en),
                    label("year.here"),
                    computed(&here, Unit::Percent, None),
                    figure(&posted, Unit::Money, why(index, "posted")),
                    figure(
                        &paid,
                        Unit::Money,
                        why(index, &format!("step/{}", number + 1)),
                    ),
                    figure(&(&paid - &posted), Unit::Money, None),
                    Cell::Empty,
                    certainty(pack, &step.source),
                ],
            ));
        }
    }
    if rows.is_empty() {
        return None;
    }
    let mut notes = vec![Message::new("note.year_bands")];
    if let Some(jump) = cliff {
        notes.push(Message::new("note.year_cliff").with("amount", jump.to_string()));
    }
    Some(Table {
        id: "year_bands".into(),
        title: Message::new("table.year_bands"),
        columns: vec![
            text_column("year_account"),
            text_column("line"),
            column("posted_over_standard", Unit::Percent),
            column("posted", Unit::Money),
            column("year_paid", Unit::Money),
            column("paid_less_posted", Unit::Money),
            column("jump", Unit::Money),
            text_column("value_certainty"),
        ],
        rows,
        notes,
    })
}
