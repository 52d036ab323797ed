use super::BreakEven;
use crate::margin::{HospitalResult, Segment};
use crate::quantity::{Computed, Fraction};

/// Cases that have a price: what the contribution was earned with.
fn priced(segment: &Segment) -> Fraction {
    &segment.cases - &segment.unpriced
}

impl BreakEven {
    /// Break-even of a segment: its own full cost is to be covered by its own priced cases.
    /// 病组(科室)保本
    ///
    /// Fixed = contribution − gap, which is cost − variable cost of the priced cases.
    ///
    /// # Errors
    /// Where gap or contribution is not computable.
    pub fn of_segment(segment: &Segment) -> Computed<Self> {
        let contribution = segment.contribution.clone()?;
        let fixed = &contribution - &segment.gap.clone()?;
        Ok(BreakEven::at(
            fixed,
            contribution,
            &segment.revenue,
            &priced(segment),
        ))
    }

    /// Break-even of the hospital in inpatient cases; outpatients and other income stay as they are.
    /// 全院保本
    ///
    /// To be covered: fixed cost of the cases, cost of cases without a price, outpatient cost less outpatient revenue,
    /// unassigned and added cost, less other income. Contribution − fixed is the surplus, exactly.
    ///
    /// # Errors
    /// Where contribution or surplus is not computable.
    pub fn of_hospital(all: &Segment, result: &HospitalResult) -> Computed<Self> {
        let contribution = all.contribution.clone()?;
        let fixed = &contribution - &result.surplus.clone()?;
        Ok(BreakEven::at(
            fixed,
            contribution,
            &all.revenue,
            &priced(all),
        ))
    }
}
