//! 重放 as tables: by cause, scheme, department, group, case; those that gain or lose their price; the bridge.
//!
//! Money is exact inside and rounded here once; the parts of a table are closed to its total.

use std::collections::BTreeMap;

use crate::facts::Facts;
use crate::issue::Message;
use crate::margin::Segment;
use crate::period::Date;
use crate::policy::PolicyPack;
use crate::quantity::{Fraction, rounding};
use crate::replay::{Amount, Cause, CauseOf, Priceless, Replay, SegmentMove, ValueMove};
use crate::report::policy::certainty;
use crate::report::publish::{
    closed_texts, column, exact, figure, label, row, styled, text_column, words,
};
use crate::report::{Cell, ChartSpec, Row, RowStyle, Table, Unit, charts};
use crate::run::Run;

/// What the tables are made of.
#[derive(Clone, Copy)]
pub struct ReplayTables<'a> {
    /// Facts.
    pub facts: &'a Facts,
    /// The run: names of segments.
    pub run: &'a Run,
    /// Rules of the run.
    pub before: &'a PolicyPack,
    /// Other rules.
    pub after: &'a PolicyPack,
    /// The one day the pack is read at, where it is the same pack.
    pub read_at: Option<Date>,
    /// What was found.
    pub found: &'a Replay,
}

/// Name of a cause.
pub fn cause_message(of: &CauseOf) -> Message {
    match of {
        CauseOf::Value(id) => Message::new("replay.cause_value").with("id", id.as_str()),
        CauseOf::Groups => Message::new("replay.cause_groups"),
        CauseOf::Rules => Message::new("replay.cause_rules"),
    }
}

fn named(message: Message) -> Cell {
    Cell::Label { message }
}

/// A figure closed to its total.
fn closed(text: &str, why: String) -> Cell {
    Cell::Figure {
        text: text.to_owned(),
        why: Some(why),
    }
}

/// Number of rows.
fn rows_cell(rows: u64) -> Cell {
    words(rows.to_string())
}

/// The cause with the largest effect; `None` for the joint effect.
fn main_cause<'a>(
    effects: impl Iterator<Item = (usize, Fraction)> + 'a,
    joint: Fraction,
) -> Option<usize> {
    let mut best: (Option<usize>, Fraction) = (None, joint.abs());
    for (index, effect) in effects {
        // The first of equals speaks, before the joint effect.
        let size = effect.abs();
        if size > best.1 || (best.0.is_none() && size == best.1) {
            best = (Some(index), size);
        }
    }
    best.0
}

impl ReplayTables<'_> {
    fn cause_cell(&self, index: Option<usize>) -> Cell {
        let of = index.and_then(|index| self.found.causes.get(index));
        named(of.map_or_else(
            || Message::new("replay.cause_joint"),
            |cause| cause_message(&cause.of),
        ))
    }

    fn notes(&self) -> Vec<Message> {
        let mut notes = vec![Message::new("note.replay")];
        if let Some(day) = self.read_at {
            notes.push(Message::new("note.replay_read_at").with("date", day.to_string()));
        }
        if self.found.undated > 0 {
            let told = Message::new("note.replay_undated");
            notes.push(told.with("cases", self.found.undated.to_string()));
        }
        let (gain, lose): (u64, u64) = (
            self.found.appear.iter().map(|one| one.rows).sum(),
            self.found.cease.iter().map(|one| one.rows).sum(),
        );
        if gain + lose + self.found.neither > 0 {
            notes.push(
                Message::new("note.replay_priceless")
                    .with("gain", gain.to_string())
                    .with("lose", lose.to_string())
                    .with("neither", self.found.neither.to_string()),
            );
        }
        notes
    }

    fn value_cells(&self, cause: &Cause, moved: &ValueMove) -> Vec<Cell> {
        let number = |value: &Option<Fraction>, entry: &Option<(Date, String)>| match (value, entry)
        {
            (Some(value), _) => words(exact(value, 0)),
            (None, Some(_)) => label("replay.several"),
            (None, None) => label("replay.no_value"),
        };
        let source = moved
            .after
            .as_ref()
            .map_or(Cell::Empty, |(_, id)| certainty(self.after, id));
        vec![
            named(cause_message(&cause.of)),
            moved.key.as_ref().map_or(Cell::Empty, words),
            number(&moved.old, &moved.before),
            number(&moved.new, &moved.after),
            source,
            rows_cell(moved.cases),
        ]
    }

    /// The difference by cause: parts add up to it exactly.
    /// 支付变动按原因
    pub fn causes(&self) -> Table {
        let found = self.found;
        let mut heads: Vec<(String, Vec<Cell>, Amount)> = Vec::new();
        for (index, cause) in found.causes.iter().enumerate() {
            let number = index + 1;
            for (place, moved) in cause.values.iter().enumerate() {
                let cells = self.value_cells(cause, moved);
                let key = format!("cause/{number}/value/{}", place + 1);
                heads.push((key, cells, moved.effect.clone()));
            }
            // A difference that no case meets is told by the comparison of the packs.
            let idle = cause.cases == 0 && cause.refused == 0;
            if cause.values.is_empty() && !idle {
                let mut cells = vec![named(cause_message(&cause.of))];
                cells.extend([Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty]);
                cells.push(rows_cell(cause.cases));
                heads.push((format!("cause/{number}"), cells, cause.effect.clone()));
            }
        }
        let mut cells = vec![label("replay.cause_joint")];
        cells.extend(std::iter::repeat_n(Cell::Empty, 5));
        heads.push(("joint".into(), cells, found.joint.clone()));
        let revenue: Vec<Fraction> = heads.iter().map(|(.., one)| one.revenue.clone()).collect();
        let fund: Vec<Fraction> = heads.iter().map(|(.., one)| one.fund.clone()).collect();
        let texts = closed_texts(&revenue).into_iter().zip(closed_texts(&fund));
        let mut rows: Vec<Row> = Vec::with_capacity(heads.len() + 1);
        for ((key, mut cells, _), (revenue, fund)) in heads.into_iter().zip(texts) {
            cells.push(closed(&revenue, format!("replay/{key}/revenue")));
            cells.push(closed(&fund, format!("replay/{key}/fund")));
            rows.push(row(key, cells));
        }
        let total = found.difference();
        let mut cells = vec![label("row.total")];
        cells.extend(std::iter::repeat_n(Cell::Empty, 4));
        cells.push(rows_cell(found.moved));
        cells.push(figure(
            &total.revenue,
            Unit::Money,
            "replay/difference/revenue".to_owned(),
        ));
        cells.push(figure(
            &total.fund,
            Unit::Money,
            "replay/difference/fund".to_owned(),
        ));
        rows.push(styled("total", RowStyle::Total, cells));
        let mut notes = self.notes();
        notes.push(Message::new("note.replay_joint"));
        let refused: u64 = found.causes.iter().map(|cause| cause.refused).sum();
        if refused > 0 {
            let told = Message::new("note.replay_refused");
            notes.push(told.with("cases", refused.to_string()));
        }
        let columns = vec![
            text_column("replay_cause"),
            text_column("part"),
            text_column("replay_old"),
            text_column("replay_new"),
            text_column("value_certainty"),
            text_column("replay_rows"),
            column("replay_effect", Unit::Money),
            column("replay_effect_fund", Unit::Money),
        ];
        Table {
            id: "replay_causes".into(),
            title: Message::new("table.replay_causes"),
            columns,
            rows,
            notes,
        }
    }

    /// One dimension before and after, with the cause that moves each line most.
    fn segments(&self, id: &str, kind: &str, moves: &[SegmentMove], names: &[Segment]) -> Table {
        let found = self.found;
        let names: BTreeMap<&str, &str> = names
            .iter()
            .map(|own| (own.code.as_str(), own.name.as_str()))
            .collect();
        let parts = |of: fn(&SegmentMove) -> Fraction| -> Vec<String> {
            closed_texts(&moves.iter().map(of).collect::<Vec<_>>())
        };
        let before = parts(|own| own.before.revenue.clone());
        let after = parts(|own| own.after.revenue.clone());
        let change = parts(|own| own.difference().revenue);
        let fund = parts(|own| own.difference().fund);
        let mut rows: Vec<(Fraction, Row)> = Vec::with_capacity(moves.len());
        for (index, own) in moves.iter().enumerate() {
            let why = |name: &str| format!("replay/{kind}/{}/{name}", own.code);
            let text = |texts: &[String]| texts.get(index).cloned().unwrap_or_default();
            let name = names.get(own.code.as_str()).copied().unwrap_or_default();
            let effects = own.effects.iter().map(|one| one.revenue.clone());
            let main = main_cause(effects.enumerate(), own.joint().revenue);
            let cells = vec![
                words(&own.code),
                words(name),
                figure(&own.cases, Unit::Count, None),
                rows_cell(own.moved),
                closed(&text(&before), why("before/revenue")),
                closed(&text(&after), why("after/revenue")),
                closed(&text(&change), why("difference/revenue")),
                closed(&text(&fund), why("difference/fund")),
                if own.moved == 0 {
                    Cell::Empty
                } else {
                    self.cause_cell(main)
                },
            ];
            let size = own.difference().revenue.abs();
            rows.push((size, row(own.code.clone(), cells)));
        }
        // Largest first; equal ones by code.
        rows.sort_by(|a, b| b.0.cmp(&a.0));
        let mut rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
        let total = found.difference();
        let money =
            |value: &Fraction, name: &str| figure(value, Unit::Money, format!("replay/{name}"));
        rows.push(styled(
            "total",
            RowStyle::Total,
            vec![
                Cell::Empty,
                label("row.total"),
                figure(&found.cases, Unit::Count, None),
                rows_cell(found.moved),
                money(&found.before.revenue, "before/revenue"),
                money(&found.after.revenue, "after/revenue"),
                money(&total.revenue, "difference/revenue"),
                money(&total.fund, "difference/fund"),
                Cell::Empty,
            ],
        ));
        Table {
            id: id.into(),
            title: Message::new(format!("table.{id}")),
            columns: vec![
                text_column("code"),
                text_column("name"),
                column("cases", Unit::Count),
                text_column("replay_rows"),
                column("replay_before", Unit::Money),
                column("replay_after", Unit::Money),
                column("replay_difference", Unit::Money),
                column("replay_difference_fund", Unit::Money),
                text_column("replay_main_cause"),
            ],
            rows,
            notes: vec![Message::new("note.replay_main_cause")],
        }
    }

    /// Cases that move most.
    /// 变动最大的病例
    pub fn cases(&self) -> Table {
        let table = &self.facts.cases;
        let code = |codes: &[String], index: &[u32], case: usize| {
            let at = index.get(case).map(|at| *at as usize);
            words(at.and_then(|at| codes.get(at)).cloned().unwrap_or_default())
        };
        let rows = self.found.top.iter().map(|one| {
            let (case, number) = (one.case, one.case + 1);
            let source = table.source.get(case).copied().unwrap_or_default();
            let fen = |value: i64, name: &str| {
                let why = format!("replay/case/{number}/{name}");
                figure(&Fraction::from(value), Unit::Money, why)
            };
            let effects = one.effects.iter().enumerate();
            let known = effects.filter_map(|(index, fen)| Some((index, Fraction::from((*fen)?))));
            let main = main_cause(known, Fraction::from(one.joint()));
            let part = main.map_or_else(
                || fen(one.joint(), "joint"),
                |index| {
                    let own = one.effects.get(index).copied().flatten();
                    fen(own.unwrap_or_default(), &format!("cause/{}", index + 1))
                },
            );
            let class = |kind| label(format!("outlier.{}", crate::report::gap::class_key(kind)));
            let cells = vec![
                words(source.row.to_string()),
                code(&table.groups, &table.group, case),
                code(&table.departments, &table.department, case),
                code(&table.schemes, &table.scheme, case),
                class(one.before.kind),
                class(one.after.kind),
                fen(one.before.revenue.fen(), "before"),
                fen(one.after.revenue.fen(), "after"),
                fen(one.difference(), "difference"),
                self.cause_cell(main),
                part,
            ];
            row(number.to_string(), cells)
        });
        let listed = Message::new("note.replay_cases")
            .with("listed", self.found.top.len().to_string())
            .with("moved", self.found.moved.to_string());
        Table {
            id: "replay_cases".into(),
            title: Message::new("table.replay_cases"),
            columns: vec![
                text_column("replay_row"),
                text_column("replay_group"),
                text_column("case_department"),
                text_column("case_scheme"),
                text_column("replay_class_before"),
                text_column("replay_class_after"),
                column("replay_before", Unit::Money),
                column("replay_after", Unit::Money),
                column("replay_difference", Unit::Money),
                text_column("replay_main_cause"),
                column("replay_effect", Unit::Money),
            ],
            rows: rows.collect(),
            notes: vec![listed],
        }
    }

    /// Cases with a price on one side only; `None` where there are none.
    /// 单边有价的病例
    pub fn priceless(&self) -> Option<Table> {
        let line = |side: &str, index: usize, one: &Priceless| {
            let key = format!("{side}/{}", index + 1);
            let first = one.listed.first().copied().unwrap_or_default();
            let source = self.facts.cases.source.get(first);
            let money = |value: &Fraction, name: &str| {
                figure(value, Unit::Money, format!("replay/{key}/{name}"))
            };
            let cells = vec![
                label(format!("replay.{side}")),
                named(one.reason.clone()),
                rows_cell(one.rows),
                money(&one.amount.revenue, "revenue"),
                money(&one.amount.fund, "fund"),
                words(source.map_or(0, |source| source.row).to_string()),
            ];
            row(key, cells)
        };
        let side = |side: &'static str, all: &[Priceless]| -> Vec<Row> {
            let all = all.iter().enumerate();
            all.map(|(index, one)| line(side, index, one)).collect()
        };
        let mut rows = side("appear", &self.found.appear);
        rows.extend(side("cease", &self.found.cease));
        (!rows.is_empty()).then(|| Table {
            id: "replay_priceless".into(),
            title: Message::new("table.replay_priceless"),
            columns: vec![
                text_column("replay_side"),
                text_column("replay_reason"),
                text_column("replay_rows"),
                column("replay_one_side", Unit::Money),
                column("replay_one_side_fund", Unit::Money),
                text_column("replay_first_row"),
            ],
            rows,
            notes: vec![Message::new("note.replay_apart")],
        })
    }

    /// All tables, in the order shown.
    pub fn tables(&self) -> Vec<Table> {
        let margins = &self.run.margins;
        let found = self.found;
        let mut tables = vec![self.causes()];
        tables.extend(self.priceless());
        tables.extend([
            self.segments("replay_schemes", "scheme", &found.schemes, &margins.schemes),
            self.segments(
                "replay_departments",
                "department",
                &found.departments,
                &margins.departments,
            ),
            self.segments("replay_groups", "group", &found.groups, &margins.groups),
            self.cases(),
        ]);
        tables
    }

    /// From what is paid now to what would be paid, cause by cause.
    /// 支付变动桥图
    pub fn bridge(&self, source: Message) -> ChartSpec {
        let found = self.found;
        let steps = found.causes.iter().map(|cause| {
            let message = cause_message(&cause.of);
            (message, cause.effect.revenue.clone())
        });
        let joint = (
            Message::new("replay.cause_joint"),
            found.joint.revenue.clone(),
        );
        let steps: Vec<(Message, Fraction)> = steps
            .chain([joint])
            .filter(|(_, amount)| !amount.is_zero())
            .collect();
        let change = found.difference().revenue;
        let title = Message::new("chart.replay_bridge")
            .with("change", rounding::to_money(&change).to_string());
        charts::bridge(
            "replay_bridge",
            title,
            &found.before.revenue,
            steps,
            Message::new("line.replay_after"),
            source,
        )
    }
}
