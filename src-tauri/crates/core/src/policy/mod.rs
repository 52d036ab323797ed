//! Law as data: a policy pack's values by date, each with its source and level of certainty.
//!
//! A pack is read by `io::pack_files`; nothing here opens a file. What the values mean for one case stands in
//! [`crate::payment`].

mod as_of;
mod beside;
mod coefficient;
mod contracts;
mod diff;
mod diff_lines;
mod flow;
mod groups;
mod open;
mod outlier;
mod overlay;
mod pack;
mod parameter;
mod reads;
mod review;
mod route;
mod source;
mod tariff;
mod used;
mod year;
mod year_terms;

pub use beside::{
    Addon, AddonOf, Leaves, ReadmissionRule, Reduced, SpecialMode, SpecialRule, Strip,
};
pub use coefficient::{Coefficient, CoefficientOn, Combine, Hits, Scope};
pub use contracts::{
    CapOn, Capitation, CarePrice, Compare, Condition, LongTermCare, NamedShare, Referral,
    ReferralChange, Reward, ServicePackage,
};
pub use diff::{Change, Difference, Part, Stated, Subject, diff};
pub use flow::{CriticalDays, DayBands, Flow, LosShape, PatientMode, PriceMethod, RoundingRule};
pub use groups::{GroupRow, GroupTable};
pub use open::{ConfirmedMatter, OpenMatter};
pub use outlier::{CriticalHigh, HighSettle, LowSettle, OutlierRule, OwnChargeRule, RatioBase};
pub use overlay::{Overlay, OverlayChange};
pub use pack::{PolicyPack, SchemeRule, Undated};
pub use parameter::{
    Comparator, Entry, KeyedBy, Limit, NoValue, Parameter, StepOn, Threshold, Value,
};
pub use reads::OPTIONAL_FIELDS;
pub use route::{MethodRoute, Route, RouteRule, RouteTest, Target};
pub use source::{Certainty, Source};
pub use tariff::tariff_from_mean_cost;
pub use used::ParameterUse;
pub use year::{
    AccountRule, AdvanceRule, BudgetValue, ClearingRule, Dated, DeductionKind, DeductionRule,
    DepositReturn, DepositRule, Excess, GrowthCap, GrowthLimit, MonthDay, Participant, PoolBasis,
    PoolRule, PoolWhatIf, PrepayEvery, PrepayOn, PrepayRule, Remainder, ShareBands, Term, TrueUp,
    YearRules, YearStep, fen, money,
};
