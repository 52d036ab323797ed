//! The part of a compiled price that a plain case needs, small enough that a million cases in any order find it near the
//! processor. It gives what the whole price gives; what it cannot hold goes the whole way.

use super::OutlierKind;
use super::curve::{CurveSegment, PriceCurve};
use crate::policy::{Flow, PatientMode, Strip};
use crate::quantity::Money;

/// Most stretches of a curve: low, normal, high, beyond review. (Capped points above a limit of 1 have one more.)
const MOST: usize = 4;

/// A price without strips, add-ons and proportional shares. Every stretch pays (a + b × charge) ÷ d; the numbers stand
/// in columns because a case reads all the ends and one of the lines.
pub(super) struct Quick {
    /// First charge of the stretches after the first; beyond the last there is none.
    from: [i64; MOST - 1],
    a: [i64; MOST],
    b: [i32; MOST],
    d: [i32; MOST],
    kind: [OutlierKind; MOST],
    review: [bool; MOST],
    /// 分 in the unit payments are rounded to.
    unit: u8,
    standard: Money,
}

impl Quick {
    /// `None` where a case needs more than its charge, or the numbers are too wide.
    pub(super) fn of(flow: &Flow, curve: &PriceCurve) -> Option<Self> {
        let plain = flow.strips() == Strip::default()
            && flow.addons.is_empty()
            && !matches!(flow.patient, PatientMode::Proportional(_));
        let first = curve.segments.first()?;
        if !plain || curve.segments.len() > MOST {
            return None;
        }
        let mut quick = Self {
            from: [i64::MAX; MOST - 1],
            a: [0; MOST],
            b: [0; MOST],
            d: [1; MOST],
            kind: [first.kind; MOST],
            review: [false; MOST],
            unit: u8::try_from(super::line::unit(curve.places)).ok()?,
            standard: curve.standard_shown,
        };
        for (place, segment) in curve.segments.iter().enumerate() {
            quick.hold(place, segment)?;
        }
        Some(quick)
    }

    fn hold(&mut self, place: usize, segment: &CurveSegment) -> Option<()> {
        let (a, b, d) = segment.narrow()?;
        if let Some(before) = place.checked_sub(1) {
            *self.from.get_mut(before)? = segment.from;
        }
        *self.a.get_mut(place)? = a;
        *self.b.get_mut(place)? = i32::try_from(b).ok()?;
        *self.d.get_mut(place)? = i32::try_from(d).ok()?;
        *self.kind.get_mut(place)? = segment.kind;
        *self.review.get_mut(place)? = segment.review;
        Some(())
    }

    /// Class, standard, whether it goes to review, and the rounded payment of a charge, all in 分.
    pub(super) fn pay(&self, charge: i64) -> Option<((OutlierKind, Money, bool), i64)> {
        // Limits ascend, so the stretch is the number of limits reached.
        let at: usize = self
            .from
            .iter()
            .map(|from| usize::from(*from <= charge))
            .sum();
        let (a, b, d) = (*self.a.get(at)?, *self.b.get(at)?, *self.d.get(at)?);
        let unit = i64::from(self.unit);
        let pays = if b == 0 && d == 1 {
            a.checked_mul(unit)?
        } else if a == 0 && b == 1 && d == 1 {
            charge
        } else {
            let value = i128::from(a) + i128::from(b) * i128::from(charge);
            super::line::halves(value, i128::from(d), unit)?
        };
        let class = (*self.kind.get(at)?, self.standard, *self.review.get(at)?);
        Some((class, pays))
    }
}
