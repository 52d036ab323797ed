//! Reference ratios (参考比例): usual shares of cost items in the total, to hold a ledger against and to fill what lacks.

use serde::{Deserialize, Serialize};

use crate::facts::Facts;
use crate::hospital::CostItem;
use crate::policy::Certainty;
use crate::quantity::{Computed, Fraction, Reason};

/// A usual share of a group of cost items in total cost, as a source states it.
/// 参考比例
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferenceRatio {
    /// Stable key; the message key is `reference.` + key.
    pub key: String,
    /// Cost items of the group, never empty; what is filled in is booked as the first.
    pub items: Vec<CostItem>,
    /// Least usual share, 0–1.
    pub low: Fraction,
    /// Greatest usual share, 0–1.
    pub high: Fraction,
    /// Where it is stated.
    pub source: String,
    /// How sure it is.
    pub certainty: Certainty,
}

impl ReferenceRatio {
    /// Whether ratios can be used: shares from 0 to below 1, least before greatest, every item in one group only, each with
    /// its source.
    ///
    /// # Errors
    /// `takeover.reason_bad_ratio` with the key of the first that is wrong.
    pub fn check(ratios: &[Self]) -> Computed<()> {
        let mut used = Vec::new();
        for ratio in ratios {
            let ordered = Fraction::zero() <= ratio.low
                && ratio.low <= ratio.high
                && ratio.high < Fraction::one();
            let mut own = !ratio.items.is_empty();
            for item in &ratio.items {
                own &= !used.contains(&item);
                used.push(item);
            }
            if !ordered || !own || ratio.source.trim().is_empty() {
                let key = ratio.key.clone();
                return Err(Reason::new("takeover.reason_bad_ratio").with("key", key));
            }
        }
        Ok(())
    }
}

/// Where a group stands against its ratio.
/// 与参考比例对照
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The ledger holds nothing of the group (缺失).
    Missing,
    /// Below the usual share.
    Below,
    /// Within it.
    Inside,
    /// Above it.
    Above,
}

impl Standing {
    /// Stable key; the message key is `takeover.standing_` + key.
    pub const fn key(self) -> &'static str {
        ["missing", "below", "inside", "above"][self as usize]
    }
}

/// A ratio against the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Key of the ratio.
    pub key: String,
    /// What the ledger holds of the group, 分.
    pub booked: Fraction,
    /// Its share of all that is booked; not computable where nothing is.
    pub share: Computed<Fraction>,
    /// Verdict.
    pub standing: Standing,
}

/// What the ledger holds of each item, 分, in the order of [`CostItem::ALL`].
///
/// # Errors
/// `reason.no_ledger`; `takeover.reason_unmapped` when an account stands in no form that says what it is.
pub(super) fn booked(facts: &Facts) -> Computed<[Fraction; 7]> {
    if facts.ledger.is_empty() {
        return Err(Reason::new("reason.no_ledger"));
    }
    let rules: std::collections::BTreeMap<&str, CostItem> = facts
        .accounts
        .iter()
        .map(|rule| (rule.account.as_str(), rule.item))
        .collect();
    let mut sums: [Fraction; 7] = std::array::from_fn(|_| Fraction::zero());
    for line in &facts.ledger {
        let item = rules.get(line.account.as_str()).ok_or_else(|| {
            Reason::new("takeover.reason_unmapped").with("account", line.account.clone())
        })?;
        sums[item.index()] += &line.amount.exact();
    }
    Ok(sums)
}

/// Every ratio against the ledger, in their order.
/// 参考比例对照
///
/// # Errors
/// `reason.no_ledger`, `takeover.reason_unmapped`.
pub fn compared(facts: &Facts, ratios: &[ReferenceRatio]) -> Computed<Vec<Compared>> {
    let sums = booked(facts)?;
    let total: Fraction = sums.iter().sum();
    Ok(ratios
        .iter()
        .map(|ratio| {
            let own: Fraction = ratio.items.iter().map(|item| &sums[item.index()]).sum();
            let share = own.over(&total, || Reason::new("reason.no_ledger"));
            let standing = match &share {
                _ if own == Fraction::zero() => Standing::Missing,
                Ok(share) if *share < ratio.low => Standing::Below,
                Ok(share) if *share > ratio.high => Standing::Above,
                _ => Standing::Inside,
            };
            Compared {
                key: ratio.key.clone(),
                booked: own,
                share,
                standing,
            }
        })
        .collect())
}
