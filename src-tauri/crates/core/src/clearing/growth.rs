//! Limits on growth per case and in total.

use super::lookup::Lookup;
use crate::policy::{GrowthCap, GrowthLimit, fen};
use crate::quantity::{Computed, Fraction, Reason};

/// What the limits leave, exact 分.
/// 双控结果
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capped {
    /// Still payable.
    pub payable: Fraction,
    /// Taken off by the limit per case.
    pub over_per_case: Fraction,
    /// Taken off by the limit on the sum.
    pub over_total: Fraction,
}

/// The rule with its numbers; last year's amounts in 分.
pub(super) fn resolve(look: &mut Lookup<'_>, rule: &GrowthCap) -> Computed<GrowthCap<Fraction>> {
    let per_case = look.optional(rule.per_case.as_ref())?;
    let total = look.optional(rule.total.as_ref())?;
    let prior = |look: &mut Lookup<'_>, wanted: bool, term, what| {
        if wanted {
            look.stated(term, what).map(|yuan| Some(fen(&yuan)))
        } else {
            Ok(None)
        }
    };
    Ok(GrowthCap {
        prior_average: prior(
            look,
            per_case.is_some(),
            rule.prior_average.as_ref(),
            "@year.what_prior_average",
        )?,
        prior_total: prior(
            look,
            total.is_some(),
            rule.prior_total.as_ref(),
            "@year.what_prior_total",
        )?,
        per_case,
        total,
        order: rule.order.clone(),
        excess: rule.excess,
    })
}

/// Applies the limits in the rule's order to an amount of `cases` cases.
/// 双控:次均与总额增幅
///
/// # Errors
/// `reason.no_cases` when a limit per case meets no case.
pub fn capped(rule: &GrowthCap<Fraction>, cases: &Fraction, amount: &Fraction) -> Computed<Capped> {
    let mut out = Capped {
        payable: amount.clone(),
        over_per_case: Fraction::zero(),
        over_total: Fraction::zero(),
    };
    let grown = |growth: &Fraction, prior: &Fraction| &(&Fraction::one() + growth) * prior;
    for limit in &rule.order {
        let (most, over) = match limit {
            GrowthLimit::PerCase => {
                let (Some(growth), Some(prior)) = (&rule.per_case, &rule.prior_average) else {
                    continue;
                };
                if cases.is_zero() {
                    return Err(Reason::new("reason.no_cases"));
                }
                (&grown(growth, prior) * cases, &mut out.over_per_case)
            }
            GrowthLimit::Total => {
                let (Some(growth), Some(prior)) = (&rule.total, &rule.prior_total) else {
                    continue;
                };
                (grown(growth, prior), &mut out.over_total)
            }
        };
        if out.payable > most {
            *over = &out.payable - &most;
            out.payable = most;
        }
    }
    Ok(out)
}
