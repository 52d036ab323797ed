//! Outpatient visits counted as bed-days by revenue (门诊与床日折算). Source: cost-method §4.4.

use super::BreakEven;
use crate::quantity::{Computed, Fraction, Reason};

/// In- and outpatients of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equivalents {
    /// Inpatient revenue.
    pub inpatient_revenue: Fraction,
    /// Outpatient revenue.
    pub outpatient_revenue: Fraction,
    /// Occupied bed-days.
    pub bed_days: Fraction,
    /// Visits.
    pub visits: Fraction,
}

impl Equivalents {
    /// Revenue of both.
    pub fn revenue(&self) -> Fraction {
        &self.inpatient_revenue + &self.outpatient_revenue
    }
    /// 折算床日 = bed-days × revenue ÷ inpatient revenue.
    ///
    /// # Errors
    /// `reason.no_income` without inpatient revenue.
    pub fn adjusted_bed_days(&self) -> Computed<Fraction> {
        (&self.bed_days * &self.revenue())
            .over(&self.inpatient_revenue, || Reason::new("reason.no_income"))
    }
    /// 门诊一次折合床日 = (outpatient revenue ÷ visits) ÷ (inpatient revenue ÷ bed-days).
    ///
    /// # Errors
    /// `reason.no_visits`, `reason.no_income`.
    pub fn bed_days_per_visit(&self) -> Computed<Fraction> {
        let visit = self
            .outpatient_revenue
            .over(&self.visits, || Reason::new("reason.no_visits"))?;
        (&visit * &self.bed_days).over(&self.inpatient_revenue, || Reason::new("reason.no_income"))
    }
    /// Break-even in adjusted bed-days.
    ///
    /// # Errors
    /// As [`Equivalents::adjusted_bed_days`].
    pub fn break_even(&self, fixed: &Fraction, variable: &Fraction) -> Computed<BreakEven> {
        let revenue = self.revenue();
        let contribution = &revenue - variable;
        Ok(BreakEven::at(
            fixed.clone(),
            contribution,
            &revenue,
            &self.adjusted_bed_days()?,
        ))
    }
}
