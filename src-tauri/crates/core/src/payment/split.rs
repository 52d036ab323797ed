use std::collections::BTreeMap;

use super::line::Line;
use super::{CasePayment, OutlierKind, PriceCurve};
use crate::policy::{PatientMode, Route};
use crate::quantity::{Fraction, Money};

/// A case's amounts, 分.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amounts {
    pub(super) charge: i64,
    pub(super) patient: i64,
    pub(super) self_funded: i64,
}

/// Shares payments between fund and patient as the pack says (个人负担扣减).
#[derive(Debug)]
pub(super) struct Splitter<'a> {
    mode: &'a PatientMode,
    /// One line per stretch of a curve, keyed by the curve's place in the caller's list; only `Proportional` needs them.
    lines: BTreeMap<usize, Vec<Line>>,
}

/// A payment, and by how much the patient's part exceeded what the fund could give back.
pub(super) struct Split {
    pub(super) payment: CasePayment,
    /// 分 the fund's part would have been below 0.
    pub(super) unabsorbed: i64,
    /// Goes to individual review.
    pub(super) review: bool,
}

impl<'a> Splitter<'a> {
    pub(super) fn new(mode: &'a PatientMode) -> Self {
        Self {
            mode,
            lines: BTreeMap::new(),
        }
    }

    /// `key` names the curve (the same key always comes with the same curve and ratio).
    pub(super) fn split(
        &mut self,
        key: usize,
        curve: &PriceCurve,
        ratio: Option<&Fraction>,
        case: Amounts,
    ) -> Split {
        let (kind, payment) = curve.pay(case.charge);
        let pays = payment.fen();
        let raw = match (self.mode, ratio) {
            (PatientMode::Proportional(_), Some(ratio)) => {
                let lines = self.lines.entry(key).or_insert_with(|| {
                    let line = |segment: &super::CurveSegment| {
                        Line::new(
                            &segment.constant * ratio,
                            &segment.slope * ratio,
                            -ratio.clone(),
                            curve.places,
                        )
                    };
                    curve.segments.iter().map(line).collect()
                });
                let stretch = curve
                    .segments
                    .iter()
                    .rposition(|segment| segment.from <= case.charge)
                    .unwrap_or(0);
                lines
                    .get(stretch)
                    .map_or(0, |line| line.round(case.charge, case.self_funded).fen())
            }
            (PatientMode::Itemised, _) => case.charge - case.patient,
            (PatientMode::PoolFund, _) => pays,
            (PatientMode::DeductActual | PatientMode::Proportional(_), _) => pays - case.patient,
        };
        let fund = raw.max(0);
        Split {
            payment: CasePayment {
                kind,
                standard: curve.standard_shown,
                revenue: Money::from_fen(fund + case.patient),
                fund: Money::from_fen(fund),
            },
            unabsorbed: fund - raw,
            review: curve.segment(case.charge).review,
        }
    }
}

/// Payment of a case that is not priced by its group; `None` for [`Route::Priced`].
pub(super) fn outside(route: Route, case: Amounts) -> Option<CasePayment> {
    let by_item = |fund: i64| CasePayment {
        kind: OutlierKind::Itemised,
        standard: Money::ZERO,
        revenue: Money::from_fen(case.charge),
        fund: Money::from_fen(fund.max(0)),
    };
    match route {
        Route::Priced => None,
        Route::Itemised => Some(by_item(case.charge - case.patient)),
        Route::SelfPaid => Some(by_item(0)),
        Route::Unpriced => Some(CasePayment::UNPRICED),
    }
}
