//! Payment against charge against cost, three things kept apart: by payer, department and group, by class of outlier,
//! by ratio; the zero points of each group.
//!
//! Source: payment-rules §1 (three money notions), §3.1 (Z), §3.3 (shape of the margin curve).

use crate::facts::Facts;
use crate::issue::Message;
use crate::margin::{CLASSES, ClassSum, ClassSums, Segment, SegmentKind, class_sums};
use crate::payment::OutlierKind;
use crate::plan::{Adjustments, Plan};
use crate::policy::PolicyPack;
use crate::quantity::{Computed, Fraction, Reason};
use crate::report::publish::{column, computed, figure, label, row, styled, text_column, words};
use crate::report::segments::why_prefix;
use crate::report::{Cell, Column, RowStyle, Table, Unit};
use crate::run::Run;

/// What the tables are made of.
#[derive(Clone, Copy)]
pub struct GapBase<'a> {
    /// Facts.
    pub facts: &'a Facts,
    /// Policy pack: the area's mean charges.
    pub policy: &'a PolicyPack,
    /// Settings.
    pub plan: &'a Plan,
    /// What-if of the run.
    pub adjustments: &'a Adjustments,
    /// The run.
    pub run: &'a Run,
}

fn no_cases() -> Reason {
    Reason::new("reason.no_cases")
}

/// Cost of the priced cases: cost of all less that of the others.
pub fn priced_cost(segment: &Segment) -> Computed<Fraction> {
    let all = segment.cost.as_ref().map_err(Clone::clone)?;
    let unpriced = segment.unpriced_cost.as_ref().map_err(Clone::clone)?;
    Ok(all - unpriced)
}

/// 费用零点倍率 Z: mean standard ÷ the area's mean charge of the group. A normal case billed below Z times that mean is
/// paid more than it was billed.
///
/// # Errors
/// `reason.no_standard` where no case has a standard, `reason.no_mean_charge` where the pack states no mean.
pub fn charge_zero(sums: &ClassSums, mean: Option<&Fraction>) -> Computed<Fraction> {
    let standard = sums.standard();
    let own = standard
        .standard
        .over(&standard.cases, || Reason::new("reason.no_standard"))?;
    let none = || Reason::new("reason.no_mean_charge");
    // The pack's means are in 元.
    let mean = mean.ok_or_else(none)? * &Fraction::from(100);
    own.over(&mean, none)
}

/// 成本零点倍率: Z ÷ (cost ÷ charge of the priced cases): the multiple of the mean charge up to which cost is covered.
///
/// # Errors
/// As [`charge_zero`]; where there is no cost or no charge.
pub fn cost_zero(
    sums: &ClassSums,
    segment: &Segment,
    mean: Option<&Fraction>,
) -> Computed<Fraction> {
    let zero = charge_zero(sums, mean)?;
    let cost = priced_cost(segment)?;
    let per_charge = cost.over(&sums.priced().charge, no_cases)?;
    zero.over(&per_charge, no_cases)
}

impl GapBase<'_> {
    fn mean(&self, code: &str) -> Option<&Fraction> {
        self.policy.groups.get(code)?.mean_charge.as_ref()
    }

    pub(super) fn cells(&self, segment: &Segment, sums: &ClassSums, zero: bool) -> Vec<Cell> {
        let prefix = why_prefix(segment);
        let why = |name: &str| Some(format!("{prefix}/{name}"));
        let priced = sums.priced();
        let cost = priced_cost(segment);
        let less = |taken: &Fraction| cost.clone().map(|cost| taken - &cost);
        let mut cells = vec![
            figure(&segment.cases, Unit::Count, why("cases")),
            figure(&priced.cases, Unit::Count, why("priced_cases")),
            figure(&priced.charge, Unit::Money, why("priced_charge")),
            figure(&segment.revenue, Unit::Money, why("revenue")),
            figure(&segment.fund, Unit::Money, why("fund")),
            computed(&cost, Unit::Money, why("priced_cost")),
            figure(
                &(&segment.revenue - &priced.charge),
                Unit::Money,
                why("over_charge"),
            ),
            computed(&segment.gap, Unit::Money, why("gap")),
            computed(&less(&priced.charge), Unit::Money, why("charge_over_cost")),
        ];
        if zero {
            let mean = self.mean(&segment.code);
            cells.push(computed(&charge_zero(sums, mean), Unit::Ratio, why("zero")));
            let cost = cost_zero(sums, segment, mean);
            cells.push(computed(&cost, Unit::Ratio, why("cost_zero")));
        }
        cells
    }

    /// The segments of one dimension with the hospital's line below.
    /// 支付、费用与成本对照表
    pub fn table(&self, id: &str, kind: SegmentKind, segments: &[Segment]) -> Table {
        let Self {
            facts, plan, run, ..
        } = *self;
        let of = |kind| class_sums(facts, &run.payments, plan, self.adjustments, kind);
        let (sums, all, none) = (of(kind), of(SegmentKind::Hospital), ClassSums::default());
        let zero = kind == SegmentKind::Group;
        let mut rows: Vec<_> = segments
            .iter()
            .map(|segment| {
                let mut cells = vec![words(&segment.code), words(&segment.name)];
                let own = sums.get(&segment.code).unwrap_or(&none);
                cells.extend(self.cells(segment, own, zero));
                row(segment.code.clone(), cells)
            })
            .collect();
        let mut cells = vec![Cell::Empty, label("row.total")];
        let hospital = all.get("").unwrap_or(&none);
        cells.extend(self.cells(&run.margins.hospital, hospital, false));
        if zero {
            cells.extend([Cell::Empty, Cell::Empty]);
        }
        rows.push(styled("total", RowStyle::Total, cells));
        let mut columns = vec![
            text_column("code"),
            text_column("name"),
            column("cases", Unit::Count),
            column("paid_cases", Unit::Count),
            column("priced_charge", Unit::Money),
            column("revenue", Unit::Money),
            column("fund", Unit::Money),
            column("priced_cost", Unit::Money),
            column("over_charge", Unit::Money),
            column("gap", Unit::Money),
            column("charge_over_cost", Unit::Money),
        ];
        let mut notes = vec![Message::new("note.gap_three")];
        if zero {
            columns.push(column("charge_zero", Unit::Ratio));
            columns.push(column("cost_zero", Unit::Ratio));
            notes.push(Message::new("note.gap_zero"));
        }
        notes.push(Message::new("note.gap_doctors"));
        Table {
            id: id.into(),
            title: Message::new(format!("table.{id}")),
            columns,
            rows,
            notes,
        }
    }

    /// Cases by class: what was billed, what the standard is, what is paid, and what each class earns against its charge.
    /// 高低倍率支付表
    pub fn classes(&self) -> Table {
        let Self {
            facts, plan, run, ..
        } = *self;
        let kind = SegmentKind::Hospital;
        let sums = class_sums(facts, &run.payments, plan, self.adjustments, kind);
        let all = sums.get("").cloned().unwrap_or_default();
        let line = |sum: &ClassSum, key: &str, priced: bool, ruled: bool| {
            let why = |name: &str| Some(format!("segment/hospital/class/{key}/{name}"));
            let money = |value: &Fraction, name: &str| figure(value, Unit::Money, why(name));
            let none = || Cell::NotComputable {
                reason: Reason::new("reason.no_price"),
            };
            vec![
                figure(&sum.cases, Unit::Count, why("cases")),
                money(&sum.charge, "charge"),
                if ruled {
                    money(&sum.standard, "standard")
                } else {
                    Cell::Empty
                },
                if priced {
                    money(&sum.revenue, "revenue")
                } else {
                    none()
                },
                if ruled {
                    money(&(&sum.revenue - &sum.standard), "over_standard")
                } else {
                    Cell::Empty
                },
                if priced {
                    money(&(&sum.revenue - &sum.charge), "over_charge")
                } else {
                    none()
                },
            ]
        };
        let rows = CLASSES.iter().zip(&all.0).map(|(class, sum)| {
            let key = class_key(*class);
            let priced = *class != OutlierKind::Unpriced;
            let ruled = priced && *class != OutlierKind::Itemised;
            let mut cells = vec![label(format!("outlier.{key}"))];
            cells.extend(line(sum, key, priced, ruled));
            row(key, cells)
        });
        let columns: Vec<Column> = vec![
            text_column("class"),
            column("cases", Unit::Count),
            column("charge", Unit::Money),
            column("standard", Unit::Money),
            column("revenue", Unit::Money),
            column("over_standard", Unit::Money),
            column("over_charge", Unit::Money),
        ];
        Table {
            id: "gap_classes".into(),
            title: Message::new("table.gap_classes"),
            columns,
            rows: rows.collect(),
            notes: vec![Message::new("note.gap_cliff")],
        }
    }
}

/// Stable key of a class; the message key is `outlier.` + key.
pub const fn class_key(class: OutlierKind) -> &'static str {
    match class {
        OutlierKind::Low => "low",
        OutlierKind::Normal => "normal",
        OutlierKind::High => "high",
        OutlierKind::Itemised => "itemised",
        OutlierKind::Unpriced => "unpriced",
    }
}
