//! 区域总额预算: in a closed pool the point value moves with the points, so a hospital's gain is smaller than its growth.

use crate::issue::Issue;
use crate::plan::Adjustments;
use crate::quantity::{Computed, Fraction, Reason};
use crate::run::Run;

use super::levers::refused;

/// By what the point value (or floating rate) changes: `1 ÷ (1 + s·g)`.
/// 点值变动系数
///
/// `s` is this hospital's share of the region's points before, `g` the relative growth of its points that the other
/// overrides bring (mix, coding, volume). Held fixed: the pool and the points of all other hospitals. Source:
/// payment-rules §10, WIF-02 (a formula, not a clause of any region's rules).
pub(super) fn factor(
    share: &Fraction,
    adjustments: &Adjustments,
    baseline: &Run,
) -> Result<Fraction, Issue> {
    let one = Fraction::one();
    if share.is_negative() || *share > one {
        return Err(refused("scenario.share_outside"));
    }
    let growth = growth(adjustments, baseline).map_err(|_| refused("scenario.no_baseline"))?;
    let points = &one + &(share * &growth);
    one.over(&points, || Reason::new("reason.no_weighted_cases"))
        .map_err(|_| refused("scenario.no_baseline"))
}

/// Relative growth of the hospital's points: Σ weight × volume × coding over Σ weight, less 1.
fn growth(adjustments: &Adjustments, baseline: &Run) -> Computed<Fraction> {
    let groups = &baseline.margins.groups;
    let one = Fraction::one();
    let after: Fraction = groups
        .iter()
        .map(|group| {
            let of = |factors: &std::collections::BTreeMap<String, Fraction>| {
                factors.get(&group.code).unwrap_or(&one).clone()
            };
            &(&group.weight * &of(&adjustments.volume)) * &of(&adjustments.coded_weight)
        })
        .sum();
    let before: Fraction = groups.iter().map(|group| &group.weight).sum();
    Ok(after.over(&before, || Reason::new("reason.no_weighted_cases"))? - one)
}
