//! Fixed cost in steps (阶梯固定成本): every root inside its tier.

use crate::quantity::{Computed, Fraction, Reason};

/// Fixed cost while the number of cases is above `over` and not above `up_to`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    /// Cases above which the tier holds.
    pub over: Fraction,
    /// Last number of cases; `None` for no end.
    pub up_to: Option<Fraction>,
    /// Fixed cost in the tier.
    pub fixed: Fraction,
}

/// Where the tier's line would break even.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierBreakEven {
    /// Cases, exact.
    pub cases: Fraction,
    /// Whether that lies inside the tier: only then it is a break-even.
    pub inside: bool,
}

/// One answer per tier. Profit can fall below zero again where a tier begins, so every root inside counts, not the first.
///
/// # Errors
/// `reason.no_contribution` when a case contributes nothing.
pub fn stepped(tiers: &[Tier], contribution_per_case: &Fraction) -> Computed<Vec<TierBreakEven>> {
    if !contribution_per_case.is_positive() {
        return Err(Reason::new("reason.no_contribution"));
    }
    tiers
        .iter()
        .map(|tier| {
            let cases = tier.fixed.over(contribution_per_case, || {
                Reason::new("reason.no_contribution")
            })?;
            let inside = cases > tier.over && tier.up_to.as_ref().is_none_or(|last| cases <= *last);
            Ok(TierBreakEven { cases, inside })
        })
        .collect()
}
