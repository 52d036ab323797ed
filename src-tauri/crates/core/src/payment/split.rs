use super::ask::lacks;
use super::line::Line;
use super::{CasePayment, OutlierKind, PriceCurve};
use crate::facts::CaseTable;
use crate::issue::Message;
use crate::policy::{Flow, PatientMode, Route};
use crate::quantity::{Fraction, Money};

/// A case's amounts, 分.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amounts {
    pub(super) charge: i64,
    pub(super) patient: i64,
    pub(super) self_funded: i64,
}

/// A payment, and by how much the patient's part exceeded what the fund could give back.
#[derive(Clone, Copy)]
pub(super) struct Split {
    pub(super) payment: CasePayment,
    /// 分 the fund's part would have been below 0.
    pub(super) unabsorbed: i64,
    /// Goes to individual review.
    pub(super) review: bool,
}

/// (payment − self-funded) × ratio on every stretch of a curve; empty for other modes.
pub(super) fn fund_lines(curve: &PriceCurve, ratio: Option<&Fraction>) -> Vec<Line> {
    let Some(ratio) = ratio else {
        return Vec::new();
    };
    let line = |segment: &super::CurveSegment| {
        Line::new(
            &segment.constant * ratio,
            &segment.slope * ratio,
            -ratio.clone(),
            curve.places,
        )
    };
    curve.segments.iter().map(line).collect()
}

/// Shares a payment between fund and patient as the flow says (个人负担扣减). `proportional`: the fund's part in the
/// proportional mode, rounded; not asked in the others.
pub(super) fn split(
    flow: &Flow,
    (kind, standard, review): (OutlierKind, Money, bool),
    pays: i64,
    case: Amounts,
    proportional: impl FnOnce() -> i64,
) -> Split {
    let raw = match &flow.patient {
        PatientMode::Proportional(_) => proportional(),
        PatientMode::Itemised => case.charge - case.patient,
        PatientMode::PoolFund | PatientMode::Whole => pays,
        PatientMode::DeductActual | PatientMode::PoolTotal => pays - case.patient,
    };
    let fund = if flow.carry || flow.patient == PatientMode::PoolTotal {
        raw
    } else {
        raw.max(0)
    };
    Split {
        payment: CasePayment {
            kind,
            standard,
            revenue: Money::from_fen(match flow.patient {
                PatientMode::Whole => fund,
                _ => fund + case.patient,
            }),
            fund: Money::from_fen(fund),
        },
        unabsorbed: fund - raw,
        review,
    }
}

/// Refuses a case that leaves blank what the sharing between fund and patient reads: a blank amount is not 0.
///
/// # Errors
/// `payment.needs_field` with the field.
pub(super) fn stated(flow: &Flow, table: &CaseTable, case: usize) -> Result<(), Message> {
    if table.no_patient_share.is(case) && flow.patient != PatientMode::Whole {
        return Err(lacks("patient_share"));
    }
    if table.no_self_funded.is(case) && matches!(flow.patient, PatientMode::Proportional(_)) {
        return Err(lacks("self_funded"));
    }
    Ok(())
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
