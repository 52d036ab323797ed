//! Charges, standards and payments of the priced cases, side by side: what a segment does not hold.

use std::collections::BTreeMap;

use super::SegmentKind;
use crate::facts::{CaseTable, Facts};
use crate::payment::{CasePayment, OutlierKind, Payments};
use crate::plan::{Adjustments, Plan};
use crate::quantity::Fraction;

/// Cases of one class of a segment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClassSum {
    /// Cases.
    pub cases: Fraction,
    /// What they were billed (费用).
    pub charge: Fraction,
    /// Payment standards (支付标准); 0 for cases outside the rules.
    pub standard: Fraction,
    /// What is paid (支付).
    pub revenue: Fraction,
    /// Of which the fund.
    pub fund: Fraction,
}

/// A segment's cases by class, in the order of [`CLASSES`].
/// 按结算类型合计
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClassSums(pub [ClassSum; 5]);

/// Classes in the order shown.
pub const CLASSES: [OutlierKind; 5] = [
    OutlierKind::Low,
    OutlierKind::Normal,
    OutlierKind::High,
    OutlierKind::Itemised,
    OutlierKind::Unpriced,
];

impl ClassSums {
    fn add(&mut self, class: usize, charge: i64, payment: &CasePayment, factor: &Fraction) {
        let sum = &mut self.0[class];
        let of = |fen: i64| Fraction::from(fen) * factor;
        sum.cases += factor;
        sum.charge += &of(charge);
        sum.standard += &of(payment.standard.fen());
        sum.revenue += &of(payment.revenue.fen());
        sum.fund += &of(payment.fund.fen());
    }
    /// All cases that have a price.
    pub fn priced(&self) -> ClassSum {
        self.sum(&[0, 1, 2, 3])
    }
    /// Cases a standard of their group speaks for: low, normal and high.
    pub fn standard(&self) -> ClassSum {
        self.sum(&[0, 1, 2])
    }
    fn sum(&self, classes: &[usize]) -> ClassSum {
        let mut all = ClassSum::default();
        for class in classes {
            let own = &self.0[*class];
            all.cases += &own.cases;
            all.charge += &own.charge;
            all.standard += &own.standard;
            all.revenue += &own.revenue;
            all.fund += &own.fund;
        }
        all
    }
}

fn codes(table: &CaseTable, kind: SegmentKind) -> Option<(&[String], &[u32])> {
    match kind {
        SegmentKind::Hospital => None,
        SegmentKind::Group => Some((&table.groups, &table.group)),
        SegmentKind::Department => Some((&table.departments, &table.department)),
        SegmentKind::Scheme => Some((&table.schemes, &table.scheme)),
        SegmentKind::Facility => Some((&table.facilities, &table.facility)),
    }
}

/// By code of one dimension (the empty code for the hospital): the same cases, facility and volume levers as the margins.
/// 支付、费用按结算类型合计
pub fn class_sums(
    facts: &Facts,
    payments: &Payments,
    plan: &Plan,
    adjustments: &Adjustments,
    kind: SegmentKind,
) -> BTreeMap<String, ClassSums> {
    let table = &facts.cases;
    let facility = plan.facility.as_deref().map(|wanted| {
        let found = table.facilities.iter().position(|own| own == wanted);
        found.and_then(|at| u32::try_from(at).ok())
    });
    let factors: Vec<Fraction> = table
        .groups
        .iter()
        .map(|code| {
            adjustments
                .volume
                .get(code)
                .cloned()
                .unwrap_or_else(Fraction::one)
        })
        .collect();
    let one = Fraction::one();
    let mut sums: BTreeMap<u32, ClassSums> = BTreeMap::new();
    let dimension = codes(table, kind);
    for (case, payment) in payments.cases.iter().enumerate() {
        if facility.is_some_and(|wanted| wanted != table.facility.get(case).copied()) {
            continue;
        }
        let code = dimension.map_or(Some(0), |(_, index)| index.get(case).copied());
        let (Some(code), Some(charge)) = (code, table.charge.get(case)) else {
            continue;
        };
        let factor = table
            .group
            .get(case)
            .and_then(|at| factors.get(*at as usize));
        let class = CLASSES
            .iter()
            .position(|own| *own == payment.kind)
            .unwrap_or(4);
        let own = sums.entry(code).or_default();
        own.add(class, *charge, payment, factor.unwrap_or(&one));
    }
    sums.into_iter()
        .filter_map(|(code, sums)| {
            let name = match dimension {
                None => String::new(),
                Some((names, _)) => names.get(code as usize)?.clone(),
            };
            Some((name, sums))
        })
        .collect()
}
