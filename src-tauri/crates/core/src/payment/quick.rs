//! The part of a compiled price that a plain case needs, small enough that a million cases in any order find it near the
//! processor. It gives what the whole price gives; what it cannot hold goes the whole way.

use super::OutlierKind;
use super::curve::{CurveSegment, PriceCurve};
use crate::policy::{Flow, PatientMode, Strip};
use crate::quantity::Money;

/// Most stretches of a curve: low, normal, high, beyond review. (Capped points above a limit of 1 have one more.)
const MOST: usize = 4;

/// payment = (a + b × charge) ÷ d, from a charge on.
#[derive(Clone, Copy)]
struct Stretch {
    from: i64,
    a: i64,
    b: i64,
    d: i64,
    kind: OutlierKind,
    review: bool,
}

impl Stretch {
    fn of(segment: &CurveSegment) -> Option<Self> {
        let (a, b, d) = segment.narrow()?;
        Some(Self {
            from: segment.from,
            a,
            b,
            d,
            kind: segment.kind,
            review: segment.review,
        })
    }
}

/// A price without strips, add-ons and proportional shares.
pub(super) struct Quick {
    stretches: [Stretch; MOST],
    count: usize,
    /// 分 in the unit payments are rounded to.
    unit: i64,
    standard: Money,
}

impl Quick {
    /// `None` where a case needs more than its charge, or the numbers are too wide.
    pub(super) fn of(flow: &Flow, curve: &PriceCurve) -> Option<Self> {
        let plain = flow.strips() == Strip::default()
            && flow.addons.is_empty()
            && !matches!(flow.patient, PatientMode::Proportional(_));
        let first = Stretch::of(curve.segments.first()?)?;
        if !plain || curve.segments.len() > MOST {
            return None;
        }
        let mut stretches = [first; MOST];
        for (place, segment) in stretches.iter_mut().zip(&curve.segments) {
            *place = Stretch::of(segment)?;
        }
        Some(Self {
            stretches,
            count: curve.segments.len(),
            unit: super::line::unit(curve.places),
            standard: curve.standard_shown,
        })
    }

    /// Class, standard, whether it goes to review, and the rounded payment of a charge, all in 分.
    pub(super) fn pay(&self, charge: i64) -> Option<((OutlierKind, Money, bool), i64)> {
        let held = self.stretches.get(..self.count)?;
        let place = held.iter().rposition(|stretch| stretch.from <= charge);
        let at = held.get(place.unwrap_or(0))?;
        let pays = if at.b == 0 && at.d == 1 {
            at.a.checked_mul(self.unit)?
        } else if at.a == 0 && at.b == 1 && at.d == 1 {
            charge
        } else {
            let value = i128::from(at.a) + i128::from(at.b) * i128::from(charge);
            super::line::halves(value, i128::from(at.d), self.unit)?
        };
        Some(((at.kind, self.standard, at.review), pays))
    }
}
