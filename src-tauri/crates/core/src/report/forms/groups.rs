//! Figures of case groups: cases, stay, cost by item and service unit, what is paid.

use super::figures::Figure;
use super::worlds::Worlds;
use crate::hospital::CostItem;
use crate::margin::Segment;
use crate::quantity::{Computed, Fraction, Reason};
use crate::report::Unit;
use crate::report::segments::why_prefix;

impl Worlds<'_> {
    fn of_segment(segment: &Segment, name: &str, value: Computed<Fraction>, unit: Unit) -> Figure {
        Figure::new(value, unit, format!("{}/{name}", why_prefix(segment)))
    }
    /// Cases of a group.
    pub fn cases(&self, segment: &Segment) -> Figure {
        Self::of_segment(segment, "cases", Ok(segment.cases.clone()), Unit::Count)
    }
    /// Mean length of stay.
    pub fn los(&self, segment: &Segment) -> Figure {
        Self::of_segment(segment, "los", segment.los.clone(), Unit::Days)
    }
    /// CMI, for a single group its mean settled weight.
    pub fn cmi(&self, segment: &Segment) -> Figure {
        Self::of_segment(segment, "cmi", segment.cmi.clone(), Unit::Weight)
    }
    /// Cost of all its cases.
    pub fn group_cost(&self, segment: &Segment) -> Figure {
        Self::of_segment(segment, "cost", segment.cost.clone(), Unit::Money)
    }
    /// Cost per case.
    pub fn group_unit_cost(&self, segment: &Segment) -> Figure {
        let (cost, cases) = (self.group_cost(segment), self.cases(segment));
        self.quotient(&cost, &cases, Unit::UnitMoney, "reason.no_cases")
    }
    /// Cases with a price.
    pub fn priced(&self, segment: &Segment) -> Figure {
        let key = segment_key(segment);
        let why = format!("form/{}/priced/{key}", self.plan().key());
        Figure::new(Ok(&segment.cases - &segment.unpriced), Unit::Count, why)
    }
    /// What is paid per priced case.
    pub fn group_unit_revenue(&self, segment: &Segment) -> Figure {
        let revenue =
            Self::of_segment(segment, "revenue", Ok(segment.revenue.clone()), Unit::Money);
        let priced = self.priced(segment);
        self.quotient(&revenue, &priced, Unit::UnitMoney, "reason.no_cases")
    }
    /// Paid less cost, per priced case.
    pub fn group_unit_gap(&self, segment: &Segment) -> Figure {
        let gap = Self::of_segment(segment, "gap", segment.gap.clone(), Unit::Money);
        let priced = self.priced(segment);
        self.quotient(&gap, &priced, Unit::UnitMoney, "reason.no_cases")
    }
    /// Cost of one item over all service units.
    pub fn group_item(&self, segment: &Segment, item: CostItem) -> Figure {
        let value = segment.cost.clone().and_then(|_| {
            let matrix = segment.matrix.as_ref().ok_or_else(no_items)?;
            Ok(matrix.iter().map(|unit| &unit[item.index()]).sum())
        });
        let key = segment_key(segment);
        let why = format!("form/{}/items/{}/{key}", self.plan().key(), item.key());
        Figure::new(value, Unit::Money, why)
    }
    /// Cost in one service unit.
    pub fn group_service_unit(&self, segment: &Segment, unit: usize) -> Figure {
        let value = segment.cost.clone().and_then(|_| {
            let matrix = segment.matrix.as_ref().ok_or_else(no_items)?;
            Ok(matrix
                .get(unit)
                .map(|items| items.iter().sum())
                .unwrap_or_default())
        });
        let code = self
            .base()
            .plan
            .service_units
            .get(unit)
            .map_or("", |unit| &unit.code);
        Self::of_segment(segment, &format!("cost/{code}"), value, Unit::Money)
    }
}

fn no_items() -> Reason {
    Reason::new("reason.no_item_detail")
}

/// `hospital` or `group/CODE`.
fn segment_key(segment: &Segment) -> String {
    why_prefix(segment)
        .trim_start_matches("segment/")
        .to_owned()
}
