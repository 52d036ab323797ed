//! From levers to the numbers each stage applies.

use super::{Lever, Override, Scenario, regional_pool};
use crate::issue::{Issue, Severity};
use crate::plan::Adjustments;
use crate::quantity::{Computed, Fraction, Reason, rounding};
use crate::run::Run;

/// Boils a scenario down against its baseline.
///
/// Overrides combine in order by multiplication (amounts by addition); targets of stay and CMI are measured against the
/// baseline. An override that cannot be applied is left out and named by an issue; the others still apply.
pub fn resolve(scenario: &Scenario, baseline: &Run) -> (Adjustments, Vec<Issue>) {
    let mut adjustments = Adjustments::default();
    let mut issues = Vec::new();
    for (position, change) in scenario.overrides.iter().enumerate() {
        if scenario.overrides[..position]
            .iter()
            .any(|earlier| same_target(earlier, change))
        {
            issues.push(
                Issue::new(Severity::Warning, "scenario.overlapping_target")
                    .with("lever", format!("@lever.{}", change.lever.key()))
                    .with("value", rounding::to_text(&change.value, 4)),
            );
        }
        match apply(change, baseline, &mut adjustments) {
            Ok(notice) => issues.extend(notice),
            Err(issue) => issues.push(
                issue
                    .with("lever", format!("@lever.{}", change.lever.key()))
                    .with("value", rounding::to_text(&change.value, 4)),
            ),
        }
    }
    pool(scenario, baseline, &mut adjustments, &mut issues);
    (adjustments, issues)
}

/// A closed pool answers to everything else, so it acts last, wherever it stands; a second one is refused.
fn pool(
    scenario: &Scenario,
    baseline: &Run,
    adjustments: &mut Adjustments,
    issues: &mut Vec<Issue>,
) {
    let mut pools = scenario
        .overrides
        .iter()
        .filter(|change| change.lever == Lever::RegionalPool && change.group.is_none());
    let Some(first) = pools.next() else { return };
    let named = |issue: Issue, change: &Override| {
        issue
            .with("lever", format!("@lever.{}", change.lever.key()))
            .with("value", rounding::to_text(&change.value, 4))
    };
    issues.extend(pools.map(|second| named(refused("scenario.second_pool"), second)));
    match regional_pool::factor(&first.value, adjustments, baseline) {
        Err(issue) => issues.push(named(issue, first)),
        Ok(factor) => {
            adjustments.rate = &adjustments.rate * &factor;
            let notice = Issue::new(Severity::Notice, "scenario.closed_pool")
                .with("factor", rounding::to_text(&factor, 6));
            issues.push(named(notice, first));
        }
    }
}

/// Whether two overrides set a target for the same cases: both then act, one on top of the other, and neither target is
/// what comes out.
fn same_target(a: &Override, b: &Override) -> bool {
    let target = matches!(
        a.lever,
        Lever::LengthOfStay | Lever::CmiByMix | Lever::CmiByCoding
    );
    target && a.lever == b.lever && (a.group.is_none() || b.group.is_none() || a.group == b.group)
}

pub(super) fn refused(code: &str) -> Issue {
    Issue::new(Severity::Error, code)
}

fn times(map: &mut std::collections::BTreeMap<String, Fraction>, key: &str, factor: &Fraction) {
    let value = map.entry(key.to_owned()).or_insert_with(Fraction::one);
    *value = &*value * factor;
}

/// `1 + value`; refused at or below −100 %.
fn factor(value: &Fraction) -> Result<Fraction, Issue> {
    let factor = &Fraction::one() + value;
    if factor.is_negative() {
        Err(refused("scenario.below_zero"))
    } else {
        Ok(factor)
    }
}

/// `target ÷ present`; refused when the target is not above zero or there is nothing to compare with.
fn ratio(target: &Fraction, present: &Computed<Fraction>) -> Result<Fraction, Issue> {
    if !target.is_positive() {
        return Err(refused("scenario.not_positive"));
    }
    let present = present
        .as_ref()
        .map_err(|_| refused("scenario.no_baseline"))?;
    target
        .over(present, || Reason::new("reason.no_cases"))
        .map_err(|_| refused("scenario.no_baseline"))
}

fn apply(
    change: &Override,
    baseline: &Run,
    adjustments: &mut Adjustments,
) -> Result<Option<Issue>, Issue> {
    let value = &change.value;
    let groups = &baseline.margins.groups;
    let one_group = match &change.group {
        None => None,
        Some(_)
            if !matches!(
                change.lever,
                Lever::LengthOfStay | Lever::Volume | Lever::CmiByCoding
            ) =>
        {
            return Err(refused("scenario.not_per_group"));
        }
        Some(code) => match groups.iter().find(|group| &group.code == code) {
            Some(group) => Some(group),
            None => return Err(refused("scenario.unknown_group").with("group", code.clone())),
        },
    };
    let hospital = &baseline.margins.hospital;
    match change.lever {
        Lever::LengthOfStay => {
            let factor = ratio(value, one_group.map_or(&hospital.los, |group| &group.los))?;
            for group in
                one_group.map_or_else(|| groups.iter().collect::<Vec<_>>(), |group| vec![group])
            {
                times(&mut adjustments.los, &group.code, &factor);
            }
        }
        Lever::Volume => {
            let factor = factor(value)?;
            for group in
                one_group.map_or_else(|| groups.iter().collect::<Vec<_>>(), |group| vec![group])
            {
                times(&mut adjustments.volume, &group.code, &factor);
            }
        }
        Lever::CmiByMix => {
            for (code, factor) in tilt(value, baseline)? {
                times(&mut adjustments.volume, &code, &factor);
            }
        }
        Lever::CmiByCoding => {
            let factor = ratio(value, one_group.map_or(&hospital.cmi, |group| &group.cmi))?;
            for group in
                one_group.map_or_else(|| groups.iter().collect::<Vec<_>>(), |group| vec![group])
            {
                times(&mut adjustments.coded_weight, &group.code, &factor);
            }
            return Ok(Some(Issue::new(
                Severity::Notice,
                "scenario.coding_follows_the_record",
            )));
        }
        Lever::Price => adjustments.rate = &adjustments.rate * &factor(value)?,
        Lever::Wage => scale(&mut adjustments.item[0], &factor(value)?),
        Lever::MaterialPrice => scale(&mut adjustments.item[1], &factor(value)?),
        Lever::DrugPrice => scale(&mut adjustments.item[2], &factor(value)?),
        // After all others: see `pool`.
        Lever::RegionalPool => {}
        Lever::FixedCost => adjustments.fixed_cost += &(value * &Fraction::from(100)),
    }
    Ok(None)
}

fn scale(item: &mut Fraction, factor: &Fraction) {
    *item = &*item * factor;
}

/// Multipliers that bring the CMI to `target` at the same number of weighted cases: `1 + λ(w − CMI)` with
/// `λ = (target − CMI) ÷ Var(w)`. The least change of mix, in squares, that reaches it.
fn tilt(target: &Fraction, baseline: &Run) -> Result<Vec<(String, Fraction)>, Issue> {
    let cmi = baseline
        .margins
        .hospital
        .cmi
        .as_ref()
        .map_err(|_| refused("scenario.no_baseline"))?;
    if !target.is_positive() {
        return Err(refused("scenario.not_positive"));
    }
    let weighted: Vec<(&str, &Fraction, &Fraction)> = baseline
        .margins
        .groups
        .iter()
        .filter_map(|group| Some((group.code.as_str(), &group.cases, group.cmi.as_ref().ok()?)))
        .collect();
    let square = |weight: &Fraction| (weight - cmi) * (weight - cmi);
    let spread: Fraction = weighted
        .iter()
        .map(|(_, cases, weight)| *cases * &square(weight))
        .sum();
    let cases: Fraction = weighted.iter().map(|(_, cases, _)| *cases).sum();
    let slope = (&(target - cmi) * &cases)
        .over(&spread, || Reason::new("reason.no_spread"))
        .map_err(|_| refused("scenario.no_spread"))?;
    let mut out = Vec::new();
    for (code, _, weight) in weighted {
        let factor = &Fraction::one() + &(&slope * &(weight - cmi));
        if factor.is_negative() {
            return Err(refused("scenario.mix_out_of_reach").with("group", code));
        }
        out.push((code.to_owned(), factor));
    }
    Ok(out)
}
