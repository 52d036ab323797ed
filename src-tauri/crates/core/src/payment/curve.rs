use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use super::OutlierKind;
use super::line::Line;
use crate::policy::Comparator;
use crate::quantity::{Fraction, Money, rounding};

/// One stretch of a [`PriceCurve`]: payment = constant + slope × charge.
#[derive(Clone, Debug)]
pub struct CurveSegment {
    /// First charge that belongs to it, whole 分.
    pub from: i64,
    /// The exact limit it starts at, 分; `None` for the first stretch.
    pub limit: Option<Fraction>,
    /// Class of the cases on it.
    pub kind: OutlierKind,
    /// Cases on it go to individual review (特例单议).
    pub review: bool,
    /// 分.
    pub constant: Fraction,
    /// 分 of payment per 分 of charge.
    pub slope: Fraction,
    line: Line,
}

impl CurveSegment {
    /// The exact payment at a charge, 分.
    pub fn exact(&self, charge: &Fraction) -> Fraction {
        &self.constant + &(&self.slope * charge)
    }
    /// Small numbers of its line, where it has such.
    pub(super) fn narrow(&self) -> Option<(i64, i64, i64)> {
        self.line.narrow()
    }
    /// The rounded payment at a charge (分).
    pub(super) fn round(&self, charge: i64) -> Money {
        self.line.round(charge, 0)
    }
}

/// A kink or cliff of the curve, for break-even and charts.
/// 支付曲线的拐点
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corner {
    /// Exact charge, 分.
    pub charge: Fraction,
    /// Payment just below.
    pub below: Fraction,
    /// Payment just above. Different from `below`: a cliff.
    pub above: Fraction,
    /// Class below.
    pub kind_below: OutlierKind,
    /// Class above.
    pub kind_above: OutlierKind,
}

/// Payment of one group for one scheme as a function of the charge: piecewise linear, exact.
/// 支付曲线
///
/// Limits become whole 分 once, by the comparator of the rule: `ratio < K` holds for charges up to ⌈K·base⌉ − 1, `≤` up
/// to ⌊K·base⌋; so integer comparison and rational comparison give the same class for every charge.
#[derive(Clone, Debug)]
pub struct PriceCurve {
    /// Payment standard (支付标准), exact 分.
    pub standard: Fraction,
    /// The standard rounded to whole 分.
    pub standard_shown: Money,
    /// What the charge is divided by (倍率基数), exact 分.
    pub ratio_base: Fraction,
    /// Stretches by rising charge; the first has no lower end.
    pub segments: Vec<CurveSegment>,
    /// Places (元) the payment is rounded to.
    pub places: u32,
}

impl PriceCurve {
    fn bare(standard: Fraction, ratio_base: Fraction, places: u32) -> Self {
        Self {
            standard_shown: rounding::to_money(&standard),
            standard,
            ratio_base,
            segments: Vec::new(),
            places,
        }
    }

    /// The same payment at every charge.
    pub fn flat(standard: Fraction, ratio_base: Fraction, places: u32) -> Self {
        let mut curve = Self::bare(standard.clone(), ratio_base, places);
        curve.push(
            i64::MIN,
            None,
            OutlierKind::Normal,
            standard,
            Fraction::zero(),
        );
        curve
    }

    /// payment = slope × charge at every charge.
    pub(super) fn proportional(slope: Fraction, ratio_base: Fraction, places: u32) -> Self {
        let mut curve = Self::bare(&slope * &ratio_base, ratio_base, places);
        curve.push(i64::MIN, None, OutlierKind::Normal, Fraction::zero(), slope);
        curve
    }

    fn push(
        &mut self,
        from: i64,
        limit: Option<Fraction>,
        kind: OutlierKind,
        constant: Fraction,
        slope: Fraction,
    ) {
        let line = Line::new(
            constant.clone(),
            slope.clone(),
            Fraction::zero(),
            self.places,
        );
        self.segments.push(CurveSegment {
            from,
            limit,
            kind,
            review: false,
            constant,
            slope,
            line,
        });
    }

    /// payment = charge at every charge, outside any ratio.
    pub(super) fn itemised(places: u32) -> Self {
        let mut curve = Self::bare(Fraction::zero(), Fraction::zero(), places);
        curve.push(
            i64::MIN,
            None,
            OutlierKind::Itemised,
            Fraction::zero(),
            Fraction::one(),
        );
        curve
    }

    /// Puts a low stretch below the first one: slope × charge, at most `cap`.
    pub(super) fn with_low(
        mut self,
        limit: &Fraction,
        comparator: Comparator,
        slope: Fraction,
        cap: Option<&Fraction>,
    ) -> Self {
        let edge = limit * &self.ratio_base;
        let above = self.segments.drain(..).collect::<Vec<_>>();
        self.push(i64::MIN, None, OutlierKind::Low, Fraction::zero(), slope);
        // Slope × ratio base = cap: from the ratio base on the cap holds.
        if let Some(cap) = cap.filter(|_| self.ratio_base < edge) {
            let from = first_above(&self.ratio_base, Comparator::Lt);
            let at = Some(self.ratio_base.clone());
            self.push(from, at, OutlierKind::Low, cap.clone(), Fraction::zero());
        }
        let start = first_above(&edge, comparator);
        self.segments
            .extend(above.into_iter().map(|segment| CurveSegment {
                from: start,
                limit: Some(edge.clone()),
                ..segment
            }));
        self
    }

    /// Puts a high stretch above the last one.
    pub(super) fn with_high(
        mut self,
        limit: &Fraction,
        comparator: Comparator,
        review: bool,
        constant: Fraction,
        slope: Fraction,
    ) -> Self {
        let edge = limit * &self.ratio_base;
        let start = first_above(&edge, comparator);
        self.push(start, Some(edge), OutlierKind::High, constant, slope);
        if let Some(last) = self.segments.last_mut() {
            last.review = review;
        }
        self
    }

    /// Whether the limits stand in rising order, as they must.
    pub(super) fn is_ordered(&self) -> bool {
        self.segments
            .windows(2)
            .all(|pair| pair[0].from <= pair[1].from)
    }

    /// The stretch a charge (分) falls on.
    pub fn segment(&self, charge: i64) -> &CurveSegment {
        &self.segments[self.place(charge)]
    }
    /// Its place among the stretches.
    pub(super) fn place(&self, charge: i64) -> usize {
        let place = self
            .segments
            .iter()
            .rposition(|segment| segment.from <= charge);
        place.unwrap_or(0)
    }

    /// Class and rounded payment of a charge (分).
    pub fn pay(&self, charge: i64) -> (OutlierKind, Money) {
        let segment = self.segment(charge);
        (segment.kind, segment.round(charge))
    }

    /// Exact payment of a charge (分), before rounding.
    pub fn exact(&self, charge: i64) -> Fraction {
        self.segment(charge).exact(&Fraction::from(charge))
    }

    /// Kinks and cliffs by rising charge.
    pub fn corners(&self) -> Vec<Corner> {
        let pairs = self.segments.windows(2);
        let corner = |pair: &[CurveSegment]| {
            let charge = pair[1].limit.clone()?;
            let (below, above) = (pair[0].exact(&charge), pair[1].exact(&charge));
            Some(Corner {
                charge,
                below,
                above,
                kind_below: pair[0].kind,
                kind_above: pair[1].kind,
            })
        };
        pairs.filter_map(corner).collect()
    }
}

/// First whole 分 on the upper side of an edge.
fn first_above(edge: &Fraction, comparator: Comparator) -> i64 {
    let first: BigInt = match comparator {
        // The edge itself belongs to the upper side: normal for `low <`, high for `high ≥`.
        Comparator::Lt | Comparator::Ge => rounding::ceiling(edge),
        Comparator::Le | Comparator::Gt => rounding::floor(edge) + 1,
    };
    first.to_i64().unwrap_or(if first.is_negative() {
        i64::MIN
    } else {
        i64::MAX
    })
}
