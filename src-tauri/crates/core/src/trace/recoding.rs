//! Why a corrected code moves so much money: every case paid in its group and in the sibling.

use super::case::amount;
use super::node::{label, leaf, money, plain};
use super::{Operation, Trace, TraceInputs};
use crate::payment::{Sibling, recoding};
use crate::quantity::Fraction;
use crate::report::Unit;
use crate::report::recoding::of_one_in_hundred;

/// `FROM|TO|NAME`: `now`, `then`, `per_case`, `one_in_hundred`.
pub(super) fn explain(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let mut parts = rest.splitn(3, '|');
    let (from, to, name) = (parts.next()?, parts.next()?, parts.next()?);
    let found = recoding(
        inputs.facts,
        inputs.policy,
        inputs.adjustments,
        &inputs.run.payments,
        Some((from, to)),
    );
    let line = found
        .siblings
        .iter()
        .find(|line| line.from == from && line.to == to)?;
    let node = |name: &str, value: Fraction| named(line, name, value);
    let now = || {
        let each = found.cases.iter().map(|(case, now, _)| {
            amount(inputs, *case, "case_revenue", *now).key(format!("case/{}/revenue", case + 1))
        });
        node("now", line.now.clone()).sum(each.collect())
    };
    let then = || {
        let each = found.cases.iter().map(|(case, _, then)| {
            let source = inputs
                .facts
                .cases
                .source
                .get(*case)
                .copied()
                .unwrap_or_default();
            let place = inputs.facts.place(source, "charge");
            amount(inputs, *case, "recoding_case", *then).cell(place)
        });
        node("then", line.then.clone()).sum(each.collect())
    };
    let difference = || {
        node("difference", &line.then - &line.now).made(Operation::Difference, vec![then(), now()])
    };
    Some(match name {
        "now" => now(),
        "then" => then(),
        "per_case" => {
            let cases = leaf(
                label("recoding_cases"),
                Ok(Fraction::whole(line.cases)),
                Unit::Count,
            );
            let mut per_case = node("per_case", Fraction::zero());
            per_case.value = line.per_case();
            per_case.made(Operation::Quotient, vec![difference(), cases])
        }
        "one_in_hundred" => {
            let share = plain("recoding_share", Fraction::new(1, 100).unwrap_or_default());
            node("one_in_hundred", of_one_in_hundred(line))
                .made(Operation::Product, vec![difference(), share])
        }
        _ => return None,
    })
}

fn named(line: &Sibling, name: &str, value: Fraction) -> Trace {
    let words = label(&format!("recoding_{name}"))
        .with("from", line.from.as_str())
        .with("to", line.to.as_str());
    money(words, value).key(format!("recoding/{}|{}|{name}", line.from, line.to))
}
