//! Break-even volume at constant mix (保本工作量): cost-method §4.2, §4.3.

use super::BreakEven;
use crate::margin::{HospitalResult, Segment};
use crate::quantity::{Computed, Fraction, Reason};

impl BreakEven {
    /// Break-even of `cases` that earn `revenue` and contribute `contribution`, against `fixed`.
    ///
    /// `multiple = fixed ÷ contribution`; 0 where nothing is left to be covered. No break-even where the contribution is
    /// not above zero: more cases would not help (`reason.no_contribution`).
    pub fn at(
        fixed: Fraction,
        contribution: Fraction,
        revenue: &Fraction,
        cases: &Fraction,
    ) -> Self {
        let none = || Reason::new("reason.no_contribution");
        let multiple: Computed<Fraction> = if contribution.is_positive() {
            fixed.over(&contribution, none).map(|multiple| {
                if multiple.is_negative() {
                    Fraction::zero()
                } else {
                    multiple
                }
            })
        } else {
            Err(none())
        };
        let profit = &contribution - &fixed;
        Self {
            contribution_ratio: contribution.over(revenue, || Reason::new("reason.no_revenue")),
            cases: multiple.clone().map(|multiple| &multiple * cases),
            revenue: multiple.clone().map(|multiple| &multiple * revenue),
            margin_of_safety: multiple.clone().map(|multiple| Fraction::one() - multiple),
            leverage: if profit.is_positive() {
                contribution.over(&profit, none)
            } else {
                Err(Reason::new("reason.no_profit"))
            },
            multiple,
            fixed,
            contribution,
        }
    }

    /// Break-even of a segment: its own fixed cost against its contribution.
    ///
    /// # Errors
    /// When cost, variable cost or contribution of the segment is not computable.
    pub fn of_segment(segment: &Segment) -> Computed<Self> {
        let contribution = segment.contribution.clone()?;
        let gap = segment.gap.clone()?;
        Ok(Self::at(
            &contribution - &gap,
            contribution,
            &segment.revenue,
            &segment.cases,
        ))
    }

    /// Break-even of the hospital in cases: all cost that does not follow the cases, less income that does not.
    ///
    /// # Errors
    /// When the surplus or the contribution is not computable.
    pub fn of_hospital(hospital: &Segment, result: &HospitalResult) -> Computed<Self> {
        let contribution = &hospital.revenue - &hospital.variable.clone()?;
        let surplus = result.surplus.clone()?;
        Ok(Self::at(
            &contribution - &surplus,
            contribution,
            &hospital.revenue,
            &hospital.cases,
        ))
    }
}
