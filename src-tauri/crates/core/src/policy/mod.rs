//! Law as data: a policy pack's values by date, each with its source and level of certainty.
//!
//! A pack is read by `io::pack_files`; nothing here opens a file. What the values mean for one case stands in
//! [`crate::payment`].

mod contracts;
mod flow;
mod groups;
mod pack;
mod parameter;
mod source;
mod tariff;
mod year;
mod year_terms;

pub use contracts::{
    CapOn, Capitation, CarePrice, Compare, Condition, LongTermCare, NamedShare, Referral,
    ReferralChange, Reward, ServicePackage,
};
pub use flow::{
    Coefficient, Flow, HighSettle, LowSettle, OutlierRule, OwnChargeRule, PatientMode, PriceMethod,
    RatioBase, RoundingRule, Route, RouteRule, RouteTest, Scope,
};
pub use groups::{GroupRow, GroupTable};
pub use pack::{PolicyPack, SchemeRule, Undated};
pub use parameter::{
    Comparator, Entry, KeyedBy, Limit, NoValue, Parameter, StepOn, Threshold, Value,
};
pub use source::{Certainty, Source};
pub use tariff::tariff_from_mean_cost;
pub use year::{
    AccountRule, AdvanceRule, BudgetValue, ClearingRule, Dated, DeductionKind, DeductionRule,
    DepositReturn, DepositRule, Excess, GrowthCap, GrowthLimit, MonthDay, Participant, PoolBasis,
    PoolRule, PoolWhatIf, PrepayOn, PrepayRule, Remainder, ShareBands, Term, TrueUp, YearRules,
    YearStep, fen, money,
};
