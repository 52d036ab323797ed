//! Retained surplus and shared overspend.

use super::lookup::Lookup;
use crate::policy::{ShareBands, fen};
use crate::quantity::{Computed, Fraction, Reason};

/// The rule with its numbers; the standard, where stated, in 分.
pub(super) fn resolve(look: &mut Lookup<'_>, rule: &ShareBands) -> Computed<ShareBands<Fraction>> {
    let mut bands = Vec::with_capacity(rule.bands.len());
    for (up_to, share) in &rule.bands {
        bands.push((look.optional(up_to.as_ref())?, look.number(share)?));
    }
    Ok(ShareBands {
        floor: look.number(&rule.floor)?,
        keep: look.number(&rule.keep)?,
        bands,
        standard: look
            .optional(rule.standard.as_ref())?
            .map(|yuan| fen(&yuan)),
    })
}

/// What the fund pays for `posted` against `standard`, both in exact 分.
/// 年终清算应付额
///
/// # Errors
/// `reason.year_no_standard` when the standard is not above 0.
pub fn banded(
    rule: &ShareBands<Fraction>,
    posted: &Fraction,
    standard: &Fraction,
) -> Computed<Fraction> {
    if !standard.is_positive() {
        return Err(Reason::new("reason.year_no_standard"));
    }
    if *posted < &rule.floor * standard {
        return Ok(posted.clone());
    }
    if posted <= standard {
        return Ok(posted + &(&rule.keep * &(standard - posted)));
    }
    let mut paid = standard.clone();
    let mut from = standard.clone();
    for (up_to, share) in &rule.bands {
        let end = match up_to {
            Some(ratio) => (ratio * standard).min(posted.clone()),
            None => posted.clone(),
        };
        if end > from {
            paid += &(&(&end - &from) * share);
            from = end;
        }
    }
    Ok(paid)
}

/// A point of the curve payment ÷ standard over posted ÷ standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BandCorner {
    /// Posted ÷ standard.
    pub ratio: Fraction,
    /// Payment ÷ standard at that point, from above.
    pub paid: Fraction,
    /// What the curve jumps by here: the cliff of the floor.
    pub jump: Fraction,
}

/// Floor, 1 and the ends of the bands: where the curve bends or jumps. One more point beyond the last band.
///
/// # Errors
/// As [`banded`]; never for a rule with numbers.
pub fn corners(rule: &ShareBands<Fraction>) -> Computed<Vec<BandCorner>> {
    let one = Fraction::one();
    let mut ratios = Vec::new();
    if rule.floor.is_positive() {
        ratios.push(rule.floor.clone());
    }
    ratios.push(one.clone());
    ratios.extend(rule.bands.iter().filter_map(|(up_to, _)| up_to.clone()));
    if let Some(last) = ratios.last().cloned() {
        ratios.push(last + Fraction::new(1, 10).unwrap_or_default());
    }
    ratios
        .into_iter()
        .map(|ratio| {
            let paid = banded(rule, &ratio, &one)?;
            let jump = if ratio == rule.floor {
                &paid - &ratio
            } else {
                Fraction::zero()
            };
            Ok(BandCorner { ratio, paid, jump })
        })
        .collect()
}
