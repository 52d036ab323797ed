//! Charges, standards and payments of the priced cases, side by side: what a segment does not hold.

use std::collections::BTreeMap;

use super::{SegmentKind, Teams};
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

impl ClassSum {
    fn add(&mut self, charge: i64, payment: &CasePayment, factor: &Fraction) {
        let of = |fen: i64| Fraction::from(fen) * factor;
        self.cases += factor;
        self.charge += &of(charge);
        self.standard += &of(payment.standard.fen());
        self.revenue += &of(payment.revenue.fen());
        self.fund += &of(payment.fund.fen());
    }
}

/// By which way a case is paid.
/// 付费方式
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaidBy {
    /// A method of the pack, by its place in [`crate::policy::PolicyPack::flows`].
    Method(u16),
    /// Outside the methods: by item, or by the patient alone.
    Outside,
    /// Nobody knows: no price.
    Unpriced,
}

impl PaidBy {
    /// The way of one case.
    pub fn of(payments: &Payments, case: usize) -> Self {
        let kind = payments.cases.get(case).map(|paid| paid.kind);
        if kind.is_none_or(|kind| kind == OutlierKind::Unpriced) {
            return Self::Unpriced;
        }
        match payments.methods.get(case) {
            Some(Some(way)) => Self::Method(*way),
            Some(None) => Self::Outside,
            // A pack of one method: what its routes send away is paid by item.
            None if kind == Some(OutlierKind::Itemised) => Self::Outside,
            None => Self::Method(0),
        }
    }
}

impl ClassSums {
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

fn codes<'a>(
    table: &'a CaseTable,
    teams: &'a Teams,
    kind: SegmentKind,
) -> Option<(&'a [String], &'a [u32])> {
    match kind {
        SegmentKind::Hospital => None,
        SegmentKind::Group => Some((&table.groups, &table.group)),
        SegmentKind::Department => Some((&table.departments, &table.department)),
        SegmentKind::Scheme => Some((&table.schemes, &table.scheme)),
        SegmentKind::Facility => Some((&table.facilities, &table.facility)),
        SegmentKind::Team => Some((&teams.codes, &teams.of)),
    }
}

/// The facility looked at, by its place among the facts'; `Some(None)` where no case belongs to it.
fn facility_of(table: &CaseTable, plan: &Plan) -> Option<Option<u32>> {
    plan.facility.as_deref().map(|wanted| {
        let found = table.facilities.iter().position(|own| own == wanted);
        found.and_then(|at| u32::try_from(at).ok())
    })
}

/// What the scenario makes of a case, by group.
fn factors(table: &CaseTable, adjustments: &Adjustments) -> Vec<Fraction> {
    let volume = |code| adjustments.volume.get(code).cloned();
    let groups = table.groups.iter();
    groups
        .map(|code| volume(code).unwrap_or_else(Fraction::one))
        .collect()
}

/// By way of payment and payer scheme (its place among the facts'): the cases, facility and volume levers of
/// [`class_sums`].
/// 按付费方式、险种合计
pub fn method_sums(
    facts: &Facts,
    payments: &Payments,
    plan: &Plan,
    adjustments: &Adjustments,
) -> BTreeMap<(PaidBy, u32), ClassSum> {
    let table = &facts.cases;
    let facility = facility_of(table, plan);
    let factors = factors(table, adjustments);
    let mut sums: BTreeMap<(PaidBy, u32), ClassSum> = BTreeMap::new();
    for (case, payment) in payments.cases.iter().enumerate() {
        if facility.is_some_and(|wanted| wanted != table.facility.get(case).copied()) {
            continue;
        }
        let charge = payments.charge(facts, case);
        let (Some(scheme), Some(factor)) = (
            table.scheme.get(case),
            (table.group.get(case)).and_then(|at| factors.get(*at as usize)),
        ) else {
            continue;
        };
        let own = sums.entry((PaidBy::of(payments, case), *scheme));
        own.or_default().add(charge, payment, factor);
    }
    sums
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
    let facility = facility_of(table, plan);
    let factors = factors(table, adjustments);
    let one = Fraction::one();
    let mut sums: BTreeMap<u32, ClassSums> = BTreeMap::new();
    let teams = if kind == SegmentKind::Team {
        Teams::of(table)
    } else {
        Teams::default()
    };
    let dimension = codes(table, &teams, kind);
    for (case, payment) in payments.cases.iter().enumerate() {
        if facility.is_some_and(|wanted| wanted != table.facility.get(case).copied()) {
            continue;
        }
        let code = dimension.map_or(Some(0), |(_, index)| index.get(case).copied());
        let Some(code) = code else { continue };
        let charge = payments.charge(facts, case);
        let factor = table
            .group
            .get(case)
            .and_then(|at| factors.get(*at as usize));
        let class = CLASSES
            .iter()
            .position(|own| *own == payment.kind)
            .unwrap_or(4);
        let own = sums.entry(code).or_default();
        own.0[class].add(charge, payment, factor.unwrap_or(&one));
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
