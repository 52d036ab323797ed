//! The insurer's list against the computed payments.

use super::node::{label, leaf, money, number};
use super::{Operation, Trace, TraceInputs};
use crate::claims::{Cause, Compared, Reconciliation, reconcile};
use crate::issue::Message;
use crate::quantity::{Fraction, Money};
use crate::report::Unit;

/// `N/fund`: an amount of the list.
pub(super) fn line(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (line, "fund") = rest.split_once('/')? else {
        return None;
    };
    let index = number(line)?;
    let claim = inputs.facts.claims.get(index)?;
    let words = label("claim_fund").with("row", claim.source.row.to_string());
    let place = inputs.facts.place(claim.source, "fund");
    Some(money(words, claim.fund.exact()).cell(place))
}

/// `computed`, `settled`, `list`, `unknown`, `unsettled`, `later`, `short`, `cause/KEY`, `case/N/NAME`.
pub(super) fn explain(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let found = reconcile(inputs.facts, inputs.policy, &inputs.run.payments);
    if let Some(rest) = rest.strip_prefix("case/") {
        return of_case(inputs, &found, rest);
    }
    let compared = |name: &str, amount: fn(&Compared) -> Money| -> Vec<Trace> {
        let all = found.compared.iter();
        all.map(|one| case_node(one.case, name, amount(one)))
            .collect()
    };
    let open = |cases: &[usize]| -> Vec<Trace> {
        let all = cases.iter();
        all.map(|case| case_node(*case, "computed", fund(inputs, *case)))
            .collect()
    };
    let lines = |all: &[usize]| -> Vec<Trace> {
        all.iter()
            .filter_map(|index| {
                let node = line(inputs, &format!("{}/fund", index + 1))?;
                Some(node.key(format!("claim/{}/fund", index + 1)))
            })
            .collect()
    };
    let operands = match rest {
        "computed" => compared("computed", |one| one.computed),
        "settled" => compared("settled", |one| one.settled),
        "short" => found
            .compared
            .iter()
            .filter(|one| one.difference().fen() > 0)
            .map(|one| case_node(one.case, "difference", one.difference()))
            .collect(),
        "unknown" => lines(&found.unknown),
        "list" => lines(&(0..inputs.facts.claims.len()).collect::<Vec<_>>()),
        "unsettled" => open(&found.unsettled),
        "later" => open(&found.later),
        _ => {
            let key = rest.strip_prefix("cause/")?;
            let cause = Cause::ALL.into_iter().find(|cause| cause.key() == key)?;
            let parts = found.compared.iter().flat_map(|one| {
                let own = one
                    .differences
                    .iter()
                    .filter(move |part| part.cause == cause);
                // The table takes causes off.
                own.map(|part| case_node(one.case, key, Money::ZERO - part.amount))
            });
            let parts: Vec<Trace> = parts.collect();
            let node = leaf(
                Message::new(format!("claim_cause.{key}")),
                Ok(total(&parts)),
                Unit::Money,
            );
            return Some(node.sum(parts));
        }
    };
    let node = leaf(
        Message::new(format!("claims.{rest}")),
        Ok(total(&operands)),
        Unit::Money,
    );
    Some(node.sum(operands))
}

fn total(parts: &[Trace]) -> Fraction {
    parts
        .iter()
        .filter_map(|part| part.value.clone().ok())
        .sum()
}

fn fund(inputs: &TraceInputs<'_>, case: usize) -> Money {
    let paid = inputs.run.payments.cases.get(case);
    paid.map_or(Money::ZERO, |paid| paid.fund)
}

fn case_node(case: usize, name: &str, amount: Money) -> Trace {
    let number = (case + 1).to_string();
    let words = label(&format!("claims_case_{name}")).with("case", number.as_str());
    money(words, amount.exact()).key(format!("claims/case/{number}/{name}"))
}

/// `N/computed`, `N/settled`, `N/difference`, `N/CAUSE`.
fn of_case(inputs: &TraceInputs<'_>, found: &Reconciliation, rest: &str) -> Option<Trace> {
    let (case, name) = rest.split_once('/')?;
    let case = number(case)?;
    if name == "computed" {
        let paid = inputs.run.payments.cases.get(case)?;
        let mut node = case_node(case, name, paid.fund);
        let words = label("claims_case_payment").with("case", (case + 1).to_string());
        let whole = money(words, paid.revenue.exact()).key(format!("case/{}/revenue", case + 1));
        node.operands = vec![whole];
        node.formula = Some(label("formula_fund"));
        return Some(node);
    }
    let position = found
        .compared
        .binary_search_by_key(&case, |one| one.case)
        .ok()?;
    let one = &found.compared[position];
    match name {
        "settled" => {
            let lines = one.claims.iter().filter_map(|index| {
                let node = line(inputs, &format!("{}/fund", index + 1))?;
                Some(node.key(format!("claim/{}/fund", index + 1)))
            });
            Some(case_node(case, name, one.settled).sum(lines.collect()))
        }
        "difference" => {
            let parts = vec![
                case_node(case, "computed", one.computed),
                case_node(case, "settled", one.settled),
            ];
            Some(case_node(case, name, one.difference()).made(Operation::Difference, parts))
        }
        key => {
            let part = one
                .differences
                .iter()
                .find(|part| part.cause.key() == key)?;
            let mut node = case_node(case, key, part.amount);
            node.operands = vec![case_node(case, "difference", one.difference())];
            node.formula = Some(Message::new(format!("claims.formula_{key}")));
            Some(node)
        }
    }
}
