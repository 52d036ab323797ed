//! The trail of the step-down: who gave what to whom, kept once per giver and driver. Its size follows givers and
//! receivers, not their product; a single share is put together when somebody asks for it.

use serde::Serialize;
use std::sync::Arc;

use super::scaled;
use crate::hospital::ItemAmounts;
use crate::quantity::{Fraction, Reason};

/// What one giver passed on by one driver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Gift {
    /// Level 1–3.
    pub level: u8,
    /// Giving unit.
    pub from: usize,
    /// Driver code.
    pub driver: Arc<str>,
    /// Receiving units in ascending order, with their driver values; givers of one pool hold one copy.
    pub receivers: Arc<[(usize, Fraction)]>,
    /// Sum of the driver values.
    pub denominator: Fraction,
    /// What is spread, by item; 0 for items that another driver spreads.
    pub pool: ItemAmounts,
}

/// One share of one giving unit's cost.
/// 分配轨迹
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share<'a> {
    /// Level 1–3.
    pub level: u8,
    /// Giving unit (index into the facts' departments).
    pub from: usize,
    /// Receiving unit.
    pub to: usize,
    /// Driver code.
    pub driver: &'a str,
    /// Driver value of the receiver.
    pub numerator: &'a Fraction,
    /// Sum of driver values of all receivers.
    pub denominator: &'a Fraction,
    /// What is spread, by item; 0 for items that another driver spreads.
    pub pool: &'a ItemAmounts,
}

/// Every share of levels 1–3, by level, giver, driver and receiver. A share is known by its position.
/// 三级分摊轨迹
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Trail {
    gifts: Vec<Gift>,
    /// Per gift: the position of its first share.
    starts: Vec<usize>,
    count: usize,
}

impl Gift {
    fn share(&self, place: usize) -> Option<Share<'_>> {
        let (to, numerator) = self.receivers.get(place)?;
        Some(Share {
            level: self.level,
            from: self.from,
            to: *to,
            driver: &self.driver,
            numerator,
            denominator: &self.denominator,
            pool: &self.pool,
        })
    }
}

impl Trail {
    /// Puts the gifts in order; those of one giver stay as they came.
    pub(super) fn new(mut gifts: Vec<Gift>) -> Self {
        gifts.sort_by_key(|gift| (gift.level, gift.from));
        let mut count = 0;
        let starts = gifts
            .iter()
            .map(|gift| {
                let start = count;
                count += gift.receivers.len();
                start
            })
            .collect();
        Self {
            gifts,
            starts,
            count,
        }
    }
    /// Number of shares.
    pub fn len(&self) -> usize {
        self.count
    }
    /// Whether nothing was spread.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
    /// The share at a position.
    pub fn get(&self, at: usize) -> Option<Share<'_>> {
        let gift = self
            .starts
            .partition_point(|start| *start <= at)
            .checked_sub(1)?;
        self.gifts.get(gift)?.share(at - self.starts.get(gift)?)
    }
    /// All shares; their positions count from 0.
    pub fn iter(&self) -> impl Iterator<Item = Share<'_>> {
        let of = |gift: &'_ Gift| gift.receivers.len();
        self.gifts
            .iter()
            .flat_map(move |gift| (0..of(gift)).filter_map(|place| gift.share(place)))
    }
}

impl<'a> Share<'a> {
    /// What part of the pool the receiver gets.
    /// 分配比例
    ///
    /// # Errors
    /// `reason.no_driver` where the values sum to 0.
    pub fn portion(&self) -> Result<Fraction, Reason> {
        self.numerator
            .over(self.denominator, || Reason::new("reason.no_driver"))
    }
    /// What the receiver gets of the pool, by item.
    /// 分得金额
    pub fn amounts(&self) -> ItemAmounts {
        self.portion()
            .map_or_else(|_| ItemAmounts::default(), |part| scaled(self.pool, &part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gift(level: u8, from: usize, to: &[usize]) -> Gift {
        let receivers: Vec<_> = to.iter().map(|unit| (*unit, Fraction::one())).collect();
        Gift {
            level,
            from,
            driver: "d".into(),
            denominator: receivers.iter().map(|(_, value)| value).sum(),
            receivers: receivers.into(),
            pool: ItemAmounts::default(),
        }
    }

    #[test]
    fn positions_and_the_walk_agree() {
        let trail = Trail::new(vec![
            gift(2, 1, &[4]),
            gift(1, 0, &[2, 3, 4]),
            gift(1, 0, &[3]),
        ]);
        let walked: Vec<_> = trail
            .iter()
            .map(|share| (share.level, share.from, share.to))
            .collect();
        assert_eq!(
            walked,
            [(1, 0, 2), (1, 0, 3), (1, 0, 4), (1, 0, 3), (2, 1, 4)]
        );
        assert_eq!(trail.len(), 5);
        for (at, share) in trail.iter().enumerate() {
            assert_eq!(trail.get(at), Some(share));
        }
        assert_eq!(trail.get(5), None);
        assert!(Trail::default().is_empty() && Trail::default().get(0).is_none());
    }
}
