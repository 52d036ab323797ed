//! Figures of the year that stand by themselves: a case, a participant of a pool, a line of a contract.

use super::case::clause;
use super::node::{label, leaf, money, number};
use super::{Operation, Trace, TraceInputs};
use crate::clearing::{PoolOutcome, Settlement};
use crate::issue::Message;
use crate::quantity::{Computed, Fraction, Money};
use crate::report::Unit;

pub(super) fn words(key: &str) -> Message {
    Message::new(format!("year.line_{key}"))
}

pub(super) fn amount(key: &str, value: Money) -> Trace {
    money(words(key), value.exact())
}

/// A case's part in a month.
pub(super) fn case_amount(inputs: &TraceInputs<'_>, case: usize, name: &str) -> Option<Trace> {
    let table = &inputs.facts.cases;
    let paid = inputs.run.payments.cases.get(case)?;
    let value = match name {
        "posted" => (inputs.run.payments.charge(inputs.facts, case))
            .saturating_sub(inputs.run.payments.patient(inputs.facts, case))
            .max(0),
        "settled" => paid.fund.fen(),
        _ => return None,
    };
    let place = inputs.facts.place(table.source[case], "charge");
    let words = Message::new(format!("year.case_{name}"))
        .with("group", table.groups[table.group[case] as usize].as_str())
        .with(
            "row",
            place.row.map(|row| row.to_string()).unwrap_or_default(),
        );
    let key = format!("year/case/{}/{name}", case + 1);
    Some(money(words, Fraction::from(value)).key(key))
}

/// `N/posted`: charge less the patient's part, both with their cells; `N/settled`: payment less what the fund leaves.
pub(super) fn case_figure(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (case, name) = rest.split_once('/')?;
    let case = number(case)?;
    let table = &inputs.facts.cases;
    if case >= table.len() {
        return None;
    }
    let node = case_amount(inputs, case, name)?;
    let payments = &inputs.run.payments;
    let (charge, patient) = (
        payments.charge(inputs.facts, case),
        payments.patient(inputs.facts, case),
    );
    let operands = if name == "posted" {
        let cell = |field: &str, words: &str, value: i64| {
            money(label(words), Fraction::from(value))
                .cell(inputs.facts.place(table.source[case], field))
        };
        vec![
            cell("charge", "year_case_charge", charge),
            cell("patient_share", "year_case_patient", patient),
        ]
    } else {
        let paid = inputs.run.payments.cases.get(case)?;
        let revenue = money(label("year_case_revenue"), paid.revenue.exact())
            .key(format!("case/{}/revenue", case + 1));
        let others = (paid.revenue - paid.fund).exact();
        vec![revenue, money(label("year_case_others"), others)]
    };
    let mut node = node.made(Operation::Difference, operands);
    if name == "posted" && patient > charge {
        (node.operation, node.formula) = (None, Some(label("year_posted_floor")));
    }
    Some(node)
}

/// `N/points`, `N/gross`, `N/fund_due` of a pool.
pub(super) fn part(pool: &PoolOutcome, rest: &str) -> Option<Trace> {
    let (index, name) = rest.split_once('/')?;
    let part = pool.parts.get(number(index)?)?;
    let points = leaf(label("year_points"), Ok(part.points.clone()), Unit::Ratio);
    let ratio = |name: &str, value: &Fraction| leaf(label(name), Ok(value.clone()), Unit::Ratio);
    match name {
        "points" => Some(points),
        "gross" => {
            let value: Computed<Fraction> = Ok(part.gross.exact());
            let mut node = leaf(words("pool_gross"), value, Unit::Money);
            node.formula = Some(label("year_gross"));
            node.operands = vec![
                points,
                ratio("year_point_value", &pool.exact_value),
                ratio("year_point_value_rounded", &pool.value),
                money(label("year_pool_money"), pool.gross.clone()),
                ratio("year_all_points", &pool.points),
            ];
            Some(node)
        }
        "fund_due" => {
            let operands = vec![
                amount("pool_gross", part.gross),
                amount("pool_patients", part.patients),
            ];
            let mut node = amount("fund_due", part.fund_due);
            if part.gross - part.patients == part.fund_due {
                node = node.made(Operation::Difference, operands);
            } else {
                node.formula = Some(label("year_fund_by_ratio"));
                node.operands = operands;
            }
            Some(node)
        }
        _ => None,
    }
}

/// `C/L`: a line of a contract, with its clause.
pub(super) fn contract(
    inputs: &TraceInputs<'_>,
    settlement: &Settlement,
    rest: &str,
) -> Option<Trace> {
    let (index, line) = rest.split_once('/')?;
    let contract = settlement.contracts.get(number(index)?)?;
    let lines = contract.lines.as_ref().ok()?;
    let line = lines.get(number(line)?)?;
    let mut node = amount(line.key, line.amount);
    node.formula = Some(label(&format!("year_contract_{}", contract.kind.key())));
    node.operands = lines
        .iter()
        .take_while(|other| *other != line)
        .map(|other| amount(other.key, other.amount))
        .collect();
    node.clause = contract.sources.iter().find_map(|id| clause(inputs, id));
    Some(node)
}
