//! 病例成本: fee lines become charges per service unit, charges become cost.

use std::collections::BTreeMap;

use super::Costing;
use super::case_rates::CaseRates;
use crate::facts::{Facts, SourceRef};
use crate::issue::{Issue, Severity};
use crate::plan::{Adjustments, Plan};
use crate::quantity::{Computed, Fraction, Money, Reason};

/// Fills `case_unit_charges`, the units' `case_charges` and `case_cost`.
pub(super) fn cases(
    facts: &Facts,
    plan: &Plan,
    adjustments: &Adjustments,
    costing: &mut Costing,
    issues: &mut Vec<Issue>,
) {
    costing.case_unit_charges = charges(facts, plan, costing, issues);
    for (unit, charges) in costing
        .service_units
        .iter_mut()
        .zip(&costing.case_unit_charges)
    {
        unit.case_charges = charges.iter().map(|fen| Money::from_fen(*fen)).sum();
        let inpatient = unit.revenue - unit.outpatient_revenue;
        if unit.case_charges > inpatient {
            issues.push(
                Issue::new(Severity::Warning, "costing.case_charges_exceed_revenue")
                    .with("unit", unit.code.as_str())
                    .with("name", unit.name.as_str())
                    .with("charges", unit.case_charges.to_string())
                    .with("revenue", inpatient.to_string()),
            );
        }
    }
    costing.case_cost = costs(facts, adjustments, costing, issues);
}

/// `[unit][case]`, 分. A fee line that leads to no unit is reported with its amount.
fn charges(
    facts: &Facts,
    plan: &Plan,
    costing: &mut Costing,
    issues: &mut Vec<Issue>,
) -> Vec<Vec<i64>> {
    let cases = &facts.cases;
    let position: BTreeMap<&str, usize> = plan
        .service_units
        .iter()
        .enumerate()
        .rev()
        .map(|(i, unit)| (unit.code.as_str(), i))
        .collect();
    let rules: BTreeMap<&str, &str> = plan
        .fee_lines
        .iter()
        .rev()
        .map(|rule| (rule.fee_line.as_str(), rule.service_unit.as_str()))
        .collect();
    let mut charges = vec![vec![0_i64; cases.len()]; plan.service_units.len()];
    for (line, amounts) in cases.fee_lines.iter().zip(&cases.fees) {
        let rule = rules.get(line.as_str());
        if let Some(unit) = rule.and_then(|code| position.get(code)) {
            for (sum, amount) in charges[*unit].iter_mut().zip(amounts) {
                *sum += amount;
            }
            continue;
        }
        let mut used = amounts
            .iter()
            .enumerate()
            .filter(|(_, amount)| **amount != 0)
            .map(|(case, _)| case);
        let Some(first) = used.next() else { continue };
        let fen: i128 = amounts.iter().map(|amount| i128::from(*amount)).sum();
        costing.unmapped_charges += amounts.iter().map(|fen| Money::from_fen(*fen)).sum();
        let code = if rule.is_some() {
            "costing.fee_line_unknown_unit"
        } else {
            "costing.unmapped_fee_line"
        };
        issues.push(
            Issue::new(Severity::Error, code)
                .with("fee_line", format!("@{line}"))
                .with("unit", rule.copied().unwrap_or_default())
                .with("count", (1 + used.count()).to_string())
                .with("amount", Money::saturating(fen).to_string())
                .at(facts.place(cases.source.get(first).copied().unwrap_or_default(), line)),
        );
    }
    charges
}

fn costs(
    facts: &Facts,
    adjustments: &Adjustments,
    costing: &Costing,
    issues: &mut Vec<Issue>,
) -> Vec<Computed<Money>> {
    let cases = &facts.cases;
    let reasons: Vec<Option<&Reason>> = costing
        .service_units
        .iter()
        .map(|unit| unit.ratio.as_ref().err())
        .collect();
    let ratios: Vec<Fraction> = costing
        .service_units
        .iter()
        .map(|unit| unit.ratio.clone().unwrap_or_default())
        .collect();
    let rates = CaseRates::new(&ratios);
    let mut row = vec![0_i64; ratios.len()];
    let (mut given, mut without_detail) = (Found::default(), Found::default());
    let mut out = Vec::with_capacity(cases.len());
    for case in 0..cases.len() {
        if let Some(fen) = cases.given_cost.get(case).copied().flatten() {
            given.note(cases.source.get(case));
            out.push(Ok(Money::from_fen(fen)));
            continue;
        }
        for (charge, unit) in row.iter_mut().zip(&costing.case_unit_charges) {
            *charge = unit[case];
        }
        let missing = row
            .iter()
            .zip(&reasons)
            .find_map(|(charge, reason)| if *charge == 0 { None } else { *reason });
        let charged = cases.charge.get(case).is_some_and(|charge| *charge != 0);
        out.push(if let Some(reason) = missing {
            Err(reason.clone())
        } else if charged && row.iter().all(|charge| *charge == 0) {
            // A charge without any line that leads to a unit would cost nothing: that is not a cost of 0.
            without_detail.note(cases.source.get(case));
            Err(Reason::new("reason.no_fee_detail"))
        } else {
            Ok(rates.cost(&row))
        });
    }
    if without_detail.count > 0 {
        issues.push(without_detail.issue(
            facts,
            Severity::Error,
            "costing.no_fee_detail",
            "charge",
        ));
    }
    if given.count > 0 && adjustments.items_move() {
        issues.push(given.issue(
            facts,
            Severity::Warning,
            "costing.given_cost_not_adjusted",
            "given_cost",
        ));
    } else if given.count > 0 && !facts.ledger.is_empty() {
        issues.push(given.issue(
            facts,
            Severity::Notice,
            "costing.given_cost_used",
            "given_cost",
        ));
    }
    out
}

/// How many cases, and where the first stands.
#[derive(Default)]
struct Found {
    count: u64,
    first: SourceRef,
}

impl Found {
    fn note(&mut self, source: Option<&SourceRef>) {
        if self.count == 0 {
            self.first = source.copied().unwrap_or_default();
        }
        self.count += 1;
    }
    fn issue(&self, facts: &Facts, severity: Severity, code: &str, field: &str) -> Issue {
        Issue::new(severity, code)
            .with("count", self.count.to_string())
            .at(facts.place(self.first, field))
    }
}
