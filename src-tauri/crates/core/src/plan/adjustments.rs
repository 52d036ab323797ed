//! The numbers of a what-if: general concepts, each applied in exactly one stage.

use serde::Serialize;
use std::collections::BTreeMap;

use crate::hospital::CostItem;
use crate::period::Period;
use crate::quantity::Fraction;

/// What an added line is.
/// 列示项目性质
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// Income: adds to the surplus.
    Income,
    /// Cost of this item: takes from the surplus (negative: saved).
    Cost(CostItem),
    /// Money set free or bound once (释放资金): cash, never income and never part of the surplus.
    Released,
}

/// An amount a scenario adds to the hospital's result, as a row of its own; never spread over cases.
/// 情景单列收支
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct AddedLine {
    /// Place of the override in its scenario, from 1.
    pub number: u32,
    /// Message key of the lever, e.g. `lever.energy`.
    pub label: String,
    /// The user's name for the override; may be empty.
    pub name: String,
    /// What it is.
    pub kind: LineKind,
    /// Unit it belongs to, where one is named.
    pub department: Option<String>,
    /// 分 a year in full effect; of [`LineKind::Released`] 分 once.
    pub per_year: Fraction,
}

impl AddedLine {
    /// Its amount in a period: the whole of a year, a twelfth of a month; released money is the same whatever the period.
    pub fn amount(&self, period: Period) -> Fraction {
        if self.kind == LineKind::Released {
            self.per_year.clone()
        } else {
            &self.per_year * &Adjustments::share_of_year(period)
        }
    }
}

/// A scenario boiled down to numbers each stage applies. The default changes nothing, byte for byte.
/// 情景调整
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Adjustments {
    /// Allocation: multiplier of direct cost per item ([`CostItem::ALL`] order).
    pub item: [Fraction; 7],
    /// Allocation: the same for what is booked to one unit, on top of `item`; by unit code. Shared bills and the carve-outs'
    /// own price stay with `item`.
    pub item_of: BTreeMap<String, [Fraction; 7]>,
    /// Payment: multiplier of base rate, point value or tariff.
    pub rate: Fraction,
    /// Payment: the same for one payer scheme, on top of `rate`.
    pub rate_of_scheme: BTreeMap<String, Fraction>,
    /// Payment: the same for one case group, on top of both.
    pub rate_of_group: BTreeMap<String, Fraction>,
    /// Payment: multiplier of what a group's cases are billed; cost does not move.
    pub charge: BTreeMap<String, Fraction>,
    /// Payment: multiplier of what the cases are billed on a fee line; cost does not move.
    pub fees: BTreeMap<String, Fraction>,
    /// Hospital result: multiplier of outpatient income of a service unit, by code.
    pub outpatient: BTreeMap<String, Fraction>,
    /// Payment: multiplier of a group's relative weight by coding alone: payment moves, cost does not.
    pub coded_weight: BTreeMap<String, Fraction>,
    /// Margin: multiplier of a group's number of cases.
    pub volume: BTreeMap<String, Fraction>,
    /// Margin, and payment where it asks for days: multiplier of a group's length of stay.
    pub los: BTreeMap<String, Fraction>,
    /// Hospital result: rows of their own, in the order of the overrides.
    pub lines: Vec<AddedLine>,
}

impl Default for Adjustments {
    fn default() -> Self {
        Self {
            item: std::array::from_fn(|_| Fraction::one()),
            item_of: BTreeMap::new(),
            rate: Fraction::one(),
            rate_of_scheme: BTreeMap::new(),
            rate_of_group: BTreeMap::new(),
            charge: BTreeMap::new(),
            fees: BTreeMap::new(),
            outpatient: BTreeMap::new(),
            coded_weight: BTreeMap::new(),
            volume: BTreeMap::new(),
            los: BTreeMap::new(),
            lines: Vec::new(),
        }
    }
}

impl Adjustments {
    /// Multiplier of an item of what is booked to a unit.
    pub fn item_at(&self, department: &str, item: usize) -> Fraction {
        match self.item_of.get(department) {
            Some(own) => &self.item[item] * &own[item],
            None => self.item[item].clone(),
        }
    }
    /// Multiplier of the price of a group under a scheme.
    pub fn rate_at(&self, scheme: &str, group: &str) -> Fraction {
        let mut rate = self.rate.clone();
        let own = [
            self.rate_of_scheme.get(scheme),
            self.rate_of_group.get(group),
        ];
        for by in own.into_iter().flatten() {
            rate = rate * by;
        }
        rate
    }
    /// Whether any price or wage moves.
    pub fn items_move(&self) -> bool {
        let one = Fraction::one();
        let mut all = self.item.iter().chain(self.item_of.values().flatten());
        all.any(|factor| *factor != one)
    }
    /// What part of a year the period is; 1 without a period.
    pub fn share_of_year(period: Period) -> Fraction {
        if period.month == 0 {
            Fraction::one()
        } else {
            Fraction::new(1, 12).unwrap_or_default()
        }
    }
}
