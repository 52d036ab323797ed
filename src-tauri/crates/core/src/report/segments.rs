//! Case types, departments and payers: what they cost, what is paid, what is left.

use crate::break_even::LossKind;
use crate::issue::Message;
use crate::margin::{Segment, SegmentKind};
use crate::quantity::{Computed, Fraction, Reason};
use crate::report::publish::{column, computed, figure, label, row, styled, text_column, words};
use crate::report::{Cell, Row, RowStyle, Table, Unit};

/// First part of a segment's "why" keys.
pub fn why_prefix(segment: &Segment) -> String {
    let kind = match segment.kind {
        SegmentKind::Hospital => return "segment/hospital".into(),
        SegmentKind::Group => "group",
        SegmentKind::Department => "department",
        SegmentKind::Scheme => "scheme",
        SegmentKind::Facility => "facility",
        SegmentKind::Team => "team",
    };
    format!("segment/{kind}/{}", segment.code)
}

fn per_case(total: &Computed<Fraction>, cases: &Fraction) -> Computed<Fraction> {
    total
        .as_ref()
        .map_err(Clone::clone)?
        .over(cases, || Reason::new("reason.no_cases"))
}

/// Cases that have a price: the base of amounts per case.
fn priced(segment: &Segment) -> Fraction {
    &segment.cases - &segment.unpriced
}

/// One row of a segment table, without its first two columns.
fn cells(segment: &Segment) -> Vec<Cell> {
    let prefix = why_prefix(segment);
    let why = |name: &str| Some(format!("{prefix}/{name}"));
    let revenue = per_case(&Ok(segment.revenue.clone()), &priced(segment));
    let kind =
        LossKind::of(segment).map_or(Cell::Empty, |kind| label(format!("loss.{}", kind.key())));
    vec![
        figure(&segment.cases, Unit::Count, why("cases")),
        computed(&segment.los, Unit::Days, why("los")),
        computed(&segment.cmi, Unit::Weight, why("cmi")),
        computed(
            &per_case(&Ok(segment.charge.clone()), &segment.cases),
            Unit::UnitMoney,
            None,
        ),
        computed(
            &per_case(&segment.cost, &segment.cases),
            Unit::UnitMoney,
            None,
        ),
        computed(&revenue, Unit::UnitMoney, None),
        computed(&segment.cost, Unit::Money, why("cost")),
        figure(&segment.revenue, Unit::Money, why("revenue")),
        computed(&segment.gap, Unit::Money, why("gap")),
        computed(&segment.contribution, Unit::Money, why("contribution")),
        computed(&segment.time_index, Unit::Ratio, why("time_index")),
        computed(&segment.cost_index, Unit::Ratio, why("cost_index")),
        figure(&segment.low, Unit::Count, None),
        figure(&segment.high, Unit::Count, None),
        figure(&segment.unpriced, Unit::Count, None),
        kind,
    ]
}

/// Segments of one kind with the hospital's line below.
/// 病组(科室、险种)盈亏表
pub fn table(id: &str, segments: &[Segment], hospital: &Segment) -> Table {
    let mut rows: Vec<Row> = segments
        .iter()
        .map(|segment| one(segment, RowStyle::Normal))
        .collect();
    rows.push(one(hospital, RowStyle::Total));
    Table {
        id: id.into(),
        title: Message::new(format!("table.{id}")),
        columns: vec![
            text_column("code"),
            text_column("name"),
            column("cases", Unit::Count),
            column("los", Unit::Days),
            column("cmi", Unit::Weight),
            column("charge_per_case", Unit::UnitMoney),
            column("cost_per_case", Unit::UnitMoney),
            column("revenue_per_case", Unit::UnitMoney),
            column("cost", Unit::Money),
            column("revenue", Unit::Money),
            column("gap", Unit::Money),
            column("contribution", Unit::Money),
            column("time_index", Unit::Ratio),
            column("cost_index", Unit::Ratio),
            column("low", Unit::Count),
            column("high", Unit::Count),
            column("unpriced", Unit::Count),
            text_column("loss_kind"),
        ],
        rows,
        notes: vec![Message::new("note.rounded_once")],
    }
}

fn one(segment: &Segment, style: RowStyle) -> Row {
    let total = style == RowStyle::Total;
    let mut all = if total {
        vec![Cell::Empty, label("row.total")]
    } else {
        vec![words(&segment.code), words(&segment.name)]
    };
    all.extend(cells(segment));
    if total {
        styled("total", style, all)
    } else {
        row(segment.code.clone(), all)
    }
}

/// The `count` segments with the largest losses (`losing`) or gains, with gap and contribution.
/// 亏损(盈余)病组前列
pub fn extremes(id: &str, segments: &[Segment], losing: bool, count: usize) -> Table {
    let mut chosen: Vec<(&Segment, &Fraction)> = segments
        .iter()
        .filter_map(|segment| segment.gap.as_ref().ok().map(|gap| (segment, gap)))
        .filter(|(_, gap)| {
            if losing {
                gap.is_negative()
            } else {
                gap.is_positive()
            }
        })
        .collect();
    chosen.sort_by(|(a, x), (b, y)| {
        if losing { x.cmp(y) } else { y.cmp(x) }.then(a.code.cmp(&b.code))
    });
    chosen.truncate(count);
    let rows = chosen.into_iter().map(|(segment, gap)| {
        let prefix = why_prefix(segment);
        let kind =
            LossKind::of(segment).map_or(Cell::Empty, |kind| label(format!("loss.{}", kind.key())));
        let per = computed(
            &gap.over(&priced(segment), || Reason::new("reason.no_cases")),
            Unit::UnitMoney,
            None,
        );
        row(
            segment.code.clone(),
            vec![
                words(&segment.code),
                words(&segment.name),
                figure(&segment.cases, Unit::Count, Some(format!("{prefix}/cases"))),
                per,
                figure(gap, Unit::Money, Some(format!("{prefix}/gap"))),
                computed(
                    &segment.contribution,
                    Unit::Money,
                    Some(format!("{prefix}/contribution")),
                ),
                kind,
            ],
        )
    });
    Table {
        id: id.into(),
        title: Message::new(format!("table.{id}")),
        columns: vec![
            text_column("code"),
            text_column("name"),
            column("cases", Unit::Count),
            column("gap_per_case", Unit::UnitMoney),
            column("gap", Unit::Money),
            column("contribution", Unit::Money),
            text_column("loss_kind"),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
    }
}
