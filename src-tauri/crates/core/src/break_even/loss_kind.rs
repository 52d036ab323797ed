use serde::Serialize;

use crate::margin::Segment;

/// How a segment stands: the distinction on which closing or keeping a case group turns.
/// 亏损性质
///
/// Source: cost-method §4.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LossKind {
    /// 边际亏损: paid less than its variable cost; every case makes the result worse.
    LosesEveryCase,
    /// 仅全成本亏损: pays its variable cost and part of the fixed; closing it makes the result worse in the short run.
    LosesFullCost,
    /// 盈余
    Earns,
}

impl LossKind {
    /// Where the segment stands; `None` when gap or contribution is not computable.
    pub fn of(segment: &Segment) -> Option<Self> {
        let (gap, contribution) = (
            segment.gap.as_ref().ok()?,
            segment.contribution.as_ref().ok()?,
        );
        Some(if contribution.is_negative() {
            Self::LosesEveryCase
        } else if gap.is_negative() {
            Self::LosesFullCost
        } else {
            Self::Earns
        })
    }
    /// Stable key; the message key is `loss.` + key.
    pub const fn key(self) -> &'static str {
        ["every_case", "full_cost", "earns"][self as usize]
    }
}
