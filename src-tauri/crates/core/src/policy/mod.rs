//! Law as data: a policy pack's values by date, each with its source and level of certainty.
//!
//! A pack is read by `io::pack_files`; nothing here opens a file. What the values mean for one case stands in
//! [`crate::payment`].

mod flow;
mod groups;
mod pack;
mod parameter;
mod source;
mod tariff;

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
