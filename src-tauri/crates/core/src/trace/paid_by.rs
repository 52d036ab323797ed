//! Figures of a way of payment and a payer, down to cases.

use super::case::amount;
use super::node::{label, leaf};
use super::{Operation, Trace, TraceInputs};
use crate::margin::{PaidBy, method_sums};
use crate::quantity::Fraction;
use crate::report::Unit;
use crate::report::gap_methods::way_key;

/// `WAY/SCHEME/NAME`; WAY a method's number, `outside` or `unpriced`, SCHEME the payer's number in the file.
pub(super) fn explain(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (own, name) = rest.rsplit_once('/')?;
    let (facts, payments) = (inputs.facts, &inputs.run.payments);
    let sums = method_sums(facts, payments, inputs.plan, inputs.adjustments);
    let ((way, scheme), sum) = sums
        .iter()
        .find(|((way, scheme), _)| format!("{}/{}", way_key(*way), scheme + 1) == own)?;
    let node = |name: &str, value: Fraction, unit: Unit| {
        leaf(label(&format!("paid_by_{name}")), Ok(value), unit)
            .key(format!("paid_by/{own}/{name}"))
    };
    let table = &facts.cases;
    let facility = inputs.plan.facility.as_deref();
    let holds = |case: &usize| {
        let here = facility.is_none_or(|wanted| {
            let at = table.facility.get(*case).map(|at| *at as usize);
            at.and_then(|at| table.facilities.get(at))
                .is_some_and(|own| own == wanted)
        });
        here && table.scheme.get(*case) == Some(scheme) && PaidBy::of(payments, *case) == *way
    };
    let cases = |read: &dyn Fn(usize) -> Option<Trace>| -> Vec<Trace> {
        // A scenario's volume scales groups, not cases: the sum then stands by itself.
        if !inputs.adjustments.volume.is_empty() {
            return Vec::new();
        }
        (0..table.len()).filter(holds).filter_map(read).collect()
    };
    let charge = |case: usize| {
        let source = *table.source.get(case)?;
        let billed = payments.charge(facts, case);
        let node = amount(inputs, case, "case_charge", billed);
        // A bill moved by a scenario stands in no cell.
        let read = *table.charge.get(case)? == billed;
        Some(if read {
            node.cell(facts.place(source, "charge"))
        } else {
            node
        })
    };
    let paid = |case: usize, fund: bool| {
        let own = payments.cases.get(case)?;
        let (name, value) = match fund {
            true => ("case_fund", own.fund),
            false => ("case_revenue", own.revenue),
        };
        let node = amount(inputs, case, name, value.fen());
        Some(node.key(format!("case/{}/revenue", case + 1)))
    };
    let known = *way != PaidBy::Unpriced;
    Some(match name {
        "cases" => Trace {
            formula: Some(label("formula_counted")),
            ..node(name, sum.cases.clone(), Unit::Count)
        },
        "charge" => node(name, sum.charge.clone(), Unit::Money).sum(cases(&charge)),
        "revenue" if known => {
            node(name, sum.revenue.clone(), Unit::Money).sum(cases(&|case| paid(case, false)))
        }
        "fund" if known => {
            node(name, sum.fund.clone(), Unit::Money).sum(cases(&|case| paid(case, true)))
        }
        "over_charge" if known => node(name, &sum.revenue - &sum.charge, Unit::Money).made(
            Operation::Difference,
            vec![
                node("revenue", sum.revenue.clone(), Unit::Money),
                node("charge", sum.charge.clone(), Unit::Money),
            ],
        ),
        _ => return None,
    })
}
