//! What is really paid per case under a policy pack: weight × rate × coefficient, outliers, patient share.
//!
//! Each (method, value period, scheme, group, answers of the case) is compiled once to a [`PriceCurve`] over the charge,
//! in integer 分; a case then costs a few integer comparisons. Break-even and charts draw the same curve. Source: payment-rules §3.

mod ask;
mod base_price;
mod bill;
mod cell;
mod compile;
mod curve;
mod desk;
mod explain;
mod factors;
mod limits;
mod line;
mod question;
mod quick;
mod recoding;
mod settle;
mod split;
mod standing;
mod step;

pub use bill::Billed;
pub use compile::{Priced, price};
pub use curve::{Corner, CurveSegment, PriceCurve};
pub use explain::{Explanation, explain, refusals};
pub use recoding::{Recoding, SIBLINGS, Sibling, family, recoding};
pub use settle::settle;
pub use step::{Citation, Step, StepUnit};

use serde::Serialize;

use crate::facts::Facts;
use crate::quantity::{Fraction, Money};

/// How a case is paid.
/// 结算类型
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OutlierKind {
    /// 低倍率
    Low,
    /// 正常倍率
    Normal,
    /// 高倍率
    High,
    /// Outside the scheme (paid by item, self-paying): payment = charge.
    Itemised,
    /// The pack has no price for it; the case is counted and its payment is unknown.
    Unpriced,
}

/// Payment of one case, rounded where the pack says.
/// 单例结算
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CasePayment {
    /// Class.
    pub kind: OutlierKind,
    /// Payment standard of the group for this case (支付标准), 分; 0 where the case is not priced by its group.
    pub standard: Money,
    /// What fund and patient pay together (hospital revenue).
    pub revenue: Money,
    /// Of which the fund.
    pub fund: Money,
}

impl CasePayment {
    /// No price: counted, payment unknown.
    pub const UNPRICED: Self = Self {
        kind: OutlierKind::Unpriced,
        standard: Money::ZERO,
        revenue: Money::ZERO,
        fund: Money::ZERO,
    };
}

/// Payment of all cases.
/// 结算结果
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Payments {
    /// One per case of the facts.
    pub cases: Vec<CasePayment>,
    /// Per case which method paid it, by its place in `PolicyPack::flows`; `None` outside any. Empty for a pack of one
    /// method.
    pub methods: Vec<Option<u16>>,
    /// Relative weight of each group of the facts' dictionary, before coding levers; `None` when the pack has none.
    pub weights: Vec<Option<Fraction>>,
    /// The same after coding levers: what payment used.
    pub settled_weights: Vec<Option<Fraction>>,
    /// What the cases are billed where a scenario moves it; `None`: as the facts say.
    pub billed: Option<Billed>,
}

impl Payments {
    /// What a case is billed, 分.
    pub fn charge(&self, facts: &Facts, case: usize) -> i64 {
        let moved = self.billed.as_ref().map(|moved| &moved.charge);
        let own = moved.unwrap_or(&facts.cases.charge);
        own.get(case).copied().unwrap_or_default()
    }
    /// Of which the patient pays, 分.
    pub fn patient(&self, facts: &Facts, case: usize) -> i64 {
        let moved = self.billed.as_ref().map(|moved| &moved.patient);
        let own = moved.unwrap_or(&facts.cases.patient_share);
        own.get(case).copied().unwrap_or_default()
    }
}
