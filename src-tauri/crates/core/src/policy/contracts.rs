//! Contracts paid by head, package, day of care or merit: rules on stated totals, no case behind them.

use serde::Serialize;

use super::Term;

/// A named share of a surplus or fee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NamedShare<N = Term> {
    /// Who.
    pub name: String,
    /// Part of 1.
    pub share: N,
}

/// Payment by head with shared overspend.
/// 按人头付费
///
/// Source: payment-rules §5.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Capitation<N = Term> {
    /// 元 a head and month, or a head and year: as `periods` says.
    pub per_head: N,
    /// How often the rate is paid in the year: 1 for a yearly rate, 12 for a monthly one.
    pub periods: N,
    /// People; `None` while unknown.
    pub members: Option<N>,
    /// Spent on them in the year, 元; `None` while unknown.
    pub spend: Option<N>,
    /// Share of the overspend that the fund bears.
    pub overspend_fund_share: N,
    /// Share of the surplus that the team keeps.
    pub surplus_keep_share: N,
    /// How the kept surplus is divided (结余分配); shares add up to 1.
    pub split: Vec<NamedShare<N>>,
}

/// A package of services for one class of people.
/// 签约服务包
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServicePackage<N = Term> {
    /// 元 a head and year.
    pub per_head: N,
    /// People; `None` while unknown.
    pub members: Option<N>,
    /// Who pays which share; they add up to 1.
    pub funding: Vec<NamedShare<N>>,
    /// What the services cost a head, 元; `None` where nobody says.
    pub cost_per_head: Option<N>,
}

/// How a referral changes what is paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferralChange<N = Term> {
    /// Points of reimbursement on top of the ratio, as a part of 1; below 0 for those who refer themselves.
    Points(N),
    /// The normal payment times this (下转).
    Factor(N),
}

/// Reimbursement differential of one way of referral.
/// 转诊差异化支付
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Referral<N = Term> {
    /// Reimbursement ratio without it.
    pub ratio: N,
    /// Change.
    pub change: ReferralChange<N>,
    /// Insured cost of the patients concerned, 元; `None` while unknown.
    pub cost: Option<N>,
}

/// How two numbers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Compare {
    /// <
    Lt,
    /// ≤
    Le,
    /// >
    Gt,
    /// ≥
    Ge,
}

/// A condition of a reward; all must hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Condition<N = Term> {
    /// What is measured, in words.
    pub name: String,
    /// The measure; `None` while unknown.
    pub value: Option<N>,
    /// Comparison.
    pub compare: Compare,
    /// Limit.
    pub limit: N,
}

/// A reward for results.
/// 分档绩效
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reward<N = Term> {
    /// Share of, or 元 per unit of, `of`.
    pub rate: N,
    /// Fee or cost in 元, or number of heads; `None` while unknown.
    pub of: Option<N>,
    /// Conditions.
    pub conditions: Vec<Condition<N>>,
}

/// What the cap of a day's care limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CapOn {
    /// min(charge × share, cap).
    Payment,
    /// min(charge, cap) × share.
    Charge,
}

/// Payment of a day of care.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CarePrice<N = Term> {
    /// A share up to a cap, 元 a day.
    Share {
        /// Share of the charge.
        share: N,
        /// Cap.
        cap: N,
        /// What the cap limits.
        on: CapOn,
    },
    /// 元 a day, whatever the charge.
    Flat(N),
}

/// Long-term-care insurance by kind of care.
/// 长期护理保险
///
/// Source: payment-rules §5 (Tengzhou; whether the cap limits the charge is open, §11.7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LongTermCare<N = Term> {
    /// Price.
    pub price: CarePrice<N>,
    /// Charge a day, 元; `None` while unknown.
    pub charge: Option<N>,
    /// Days of care in the year; `None` while unknown.
    pub days: Option<N>,
}
