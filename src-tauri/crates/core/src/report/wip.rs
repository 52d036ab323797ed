//! Patients still in the house: the statement that carries them from one period to the next, and the lists by unit.

use std::collections::BTreeMap;

use crate::costing::wip::{LONG_STAY, WipList};
use crate::facts::Facts;
use crate::issue::Message;
use crate::quantity::{Computed, Fraction, Money};
use crate::report::publish::{
    closed_texts, column, computed, figure, label, row, styled, text_column, words,
};
use crate::report::{Cell, Row, RowStyle, Table, Unit};
use crate::run::Run;

/// A printed amount with its sign turned.
fn turned(text: &str) -> String {
    match text.strip_prefix('-') {
        Some(amount) => amount.to_owned(),
        None if text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) => format!("-{text}"),
        None => text.to_owned(),
    }
}

/// Cost of the period = discharges + closing − opening + outpatients + not assigned.
/// 在院病人成本勾稽表
pub fn statement(run: &Run) -> Table {
    let (wip, result) = (&run.costing.wip, &run.margins.result);
    let why = |name: &str| Some(format!("wip/{name}"));
    let headline = |name: &str| Some(format!("headline/{name}"));
    let change = wip.change();
    let of = |list: &Option<WipList>, minus: bool| -> Option<Computed<Fraction>> {
        let cost = list.as_ref()?.cost.clone();
        Some(cost.map(|cost| if minus { -cost } else { cost }))
    };
    let mut lines: Vec<(&str, Computed<Fraction>, Option<String>)> = vec![(
        "inpatient_cost",
        result.inpatient_cost.clone(),
        headline("inpatient_cost"),
    )];
    match &change {
        Ok(change) => {
            let rest = &result.unassigned_cost - change;
            let both = [("wip_closing", false), ("wip_opening", true)];
            for (name, minus) in both {
                let list = if minus { &wip.opening } else { &wip.closing };
                let value = of(list, minus).unwrap_or_else(|| Ok(Fraction::zero()));
                lines.push((
                    name,
                    value,
                    why(if minus {
                        "opening/cost"
                    } else {
                        "closing/cost"
                    }),
                ));
            }
            lines.push(("wip_rest", Ok(rest), why("rest")));
        }
        Err(reason) => {
            lines.push(("wip_change", Err(reason.clone()), None));
            let rest = Ok(result.unassigned_cost.clone());
            lines.push(("unassigned_with_wip", rest, headline("unassigned_cost")));
        }
    }
    let outpatient = Ok(result.outpatient_cost.clone());
    lines.insert(
        lines.len() - 1,
        ("outpatient_cost", outpatient, headline("outpatient_cost")),
    );
    if !result.added_fixed_cost.is_zero() {
        let added = Ok(result.added_fixed_cost.clone());
        lines.push(("added_fixed_cost", added, headline("added_fixed_cost")));
    }
    // Closed to the total where every line is known; the missing change is then no part of the sum.
    let known: Vec<Fraction> = lines
        .iter()
        .filter_map(|(_, value, _)| value.as_ref().ok().cloned())
        .collect();
    let mut texts = closed_texts(&known).into_iter();
    let cells = |value: &Computed<Fraction>, key: Option<String>, text: Option<String>| match value
    {
        Ok(_) => Cell::Figure {
            text: text.unwrap_or_default(),
            why: key,
        },
        Err(reason) => Cell::NotComputable {
            reason: reason.clone(),
        },
    };
    let mut rows: Vec<Row> = Vec::new();
    for (name, value, key) in lines {
        let mut text = value.is_ok().then(|| texts.next()).flatten();
        // The line says 减: it shows what is taken off, without the sign it has in the sum.
        if name == "wip_opening" {
            text = text.map(|text| turned(&text));
        }
        let line = vec![label(format!("line.{name}")), cells(&value, key, text)];
        rows.push(row(name, line));
    }
    rows.push(styled(
        "total_cost",
        RowStyle::Total,
        vec![
            label("line.period_cost"),
            computed(&result.total_cost, Unit::Money, headline("total_cost")),
        ],
    ));
    let mut notes = vec![Message::new("note.wip_ratios")];
    if wip.opening.is_none() && wip.closing.is_none() {
        notes.insert(0, Message::new("note.wip_unknown"));
    }
    let long: u64 = [&wip.opening, &wip.closing]
        .into_iter()
        .flatten()
        .map(|list| list.long_stays)
        .sum();
    if long > 0 {
        let note = Message::new("note.wip_long_stays").with("count", long.to_string());
        notes.push(note.with("days", LONG_STAY.to_string()));
    }
    notes.push(Message::new("note.wip_closed"));
    Table {
        id: "wip".into(),
        title: Message::new("table.wip"),
        columns: vec![text_column("line"), column("amount", Unit::Money)],
        rows,
        notes,
    }
}

/// Patients, charges and cost of one list by unit.
/// 期初(期末)在院病人成本表
pub fn list(facts: &Facts, which: &str, list: &WipList) -> Table {
    let mut units: BTreeMap<&str, (u64, Money, Computed<Vec<Fraction>>)> = BTreeMap::new();
    for patient in &list.patients {
        let Some(found) = facts.in_house.get(patient.row) else {
            continue;
        };
        let entry = units
            .entry(&found.department)
            .or_insert((0, Money::ZERO, Ok(Vec::new())));
        entry.0 += 1;
        entry.1 += found.charge;
        match (&mut entry.2, &patient.cost) {
            (Ok(parts), Ok(cost)) => parts.push(cost.clone()),
            (Ok(_), Err(reason)) => entry.2 = Err(reason.clone()),
            (Err(_), _) => {}
        }
    }
    let key = |code: &str, name: &str| Some(format!("wip/{which}/department/{code}/{name}"));
    let mut rows: Vec<Row> = units
        .into_iter()
        .map(|(code, (patients, charge, cost))| {
            let name = facts.department(code).map_or("", |unit| unit.name.as_str());
            let cost: Computed<Fraction> = cost.map(|parts| parts.iter().sum());
            let cells = vec![
                words(code),
                words(name),
                figure(&Fraction::whole(patients), Unit::Count, None),
                figure(&charge.exact(), Unit::Money, key(code, "charge")),
                computed(&cost, Unit::Money, key(code, "cost")),
            ];
            row(code, cells)
        })
        .collect();
    let total = vec![
        Cell::Empty,
        label("row.total"),
        figure(&Fraction::whole(list.patients.len()), Unit::Count, None),
        figure(
            &list.charge.exact(),
            Unit::Money,
            Some(format!("wip/{which}/charge")),
        ),
        computed(&list.cost, Unit::Money, Some(format!("wip/{which}/cost"))),
    ];
    rows.push(styled("total", RowStyle::Total, total));
    Table {
        id: format!("wip_{which}"),
        title: Message::new(format!("table.wip_{which}")).with("day", list.as_of.to_string()),
        columns: vec![
            text_column("code"),
            text_column("name"),
            column("patients", Unit::Count),
            column("charge_amount", Unit::Money),
            column("cost", Unit::Money),
        ],
        rows,
        notes: vec![
            Message::new("note.wip_ratios"),
            Message::new("note.rounded_once"),
        ],
    }
}
