//! Limits of quality: when a gain does harm, it is not counted.
//! 质量护栏

use serde::{Deserialize, Serialize};

use crate::period::Period;
use crate::quantity::Fraction;

/// Indicators that tell whether a gain does harm.
/// 质量护栏指标
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guard {
    /// 30 天再入院率
    Readmission,
    /// 并发症率
    Complication,
    /// 低倍率病例占比
    LowOutliers,
    /// 医保拒付率
    Refusal,
    /// 患者满意度
    Satisfaction,
}

impl Guard {
    /// All, in order.
    pub const ALL: [Self; 5] = [
        Self::Readmission,
        Self::Complication,
        Self::LowOutliers,
        Self::Refusal,
        Self::Satisfaction,
    ];
    /// Stable key; the message key is `guard.` + key.
    pub const fn key(self) -> &'static str {
        [
            "readmission",
            "complication",
            "low_outliers",
            "refusal",
            "satisfaction",
        ][self as usize]
    }
    /// By key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|own| own.key() == key)
    }
    /// Whether the limit is the lowest value allowed (满意度); otherwise it is the highest.
    pub const fn at_least(self) -> bool {
        matches!(self, Self::Satisfaction)
    }
    /// Whether a value breaks a limit; at the limit itself it does not.
    pub fn breaks(self, value: &Fraction, limit: &Fraction) -> bool {
        if self.at_least() {
            value < limit
        } else {
            value > limit
        }
    }
}

/// A limit somebody set, and the value somebody stated.
/// 护栏设定
///
/// The limit is the hospital's own decision; none is built in. A value stated here speaks only where the facts do not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuardRule {
    /// Indicator.
    pub guard: Guard,
    /// Highest value allowed, or lowest for satisfaction; share 0–1.
    pub limit: Fraction,
    /// Stated value, share 0–1; `None`: only what the facts say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Fraction>,
    /// Month or year the stated value speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Period>,
    /// Who says so, in the user's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// Keys of what is wrong with the rules, with the guard concerned: a share outside 0–1, the same indicator twice, a
/// stated value without a source.
pub fn guard_faults(rules: &[GuardRule]) -> Vec<(&'static str, Guard)> {
    let outside = |value: &Fraction| value.is_negative() || *value > Fraction::one();
    let mut found = Vec::new();
    for (at, rule) in rules.iter().enumerate() {
        if outside(&rule.limit) || rule.value.as_ref().is_some_and(outside) {
            found.push(("guard.outside", rule.guard));
        }
        if rules[..at]
            .iter()
            .any(|earlier| earlier.guard == rule.guard)
        {
            found.push(("guard.twice", rule.guard));
        }
        if rule.value.is_some() && rule.source.trim().is_empty() {
            found.push(("guard.no_source", rule.guard));
        }
    }
    found
}
