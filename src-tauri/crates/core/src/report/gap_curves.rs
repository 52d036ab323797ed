//! The shape of payment: how many cases lie at which multiple of their standard, and what a group's payment and margin do
//! as the charge grows, with every kink and cliff.
//!
//! Source: payment-rules §3.3 (shape of the margin curve).

use std::collections::BTreeMap;

use super::gap::{GapBase, class_key, priced_cost};
use crate::issue::Message;
use crate::margin::{ClassSums, Segment, SegmentKind, class_sums};
use crate::payment::{OutlierKind, PriceCurve, price};
use crate::period::Date;
use crate::quantity::{Fraction, rounding};
use crate::report::publish::{column, figure, label, row, styled, text, text_column, words};
use crate::report::{ChartKind, ChartSpec, Point, RowStyle, Series, Table, Unit};

/// Width of a bin, hundredths of the standard.
const WIDTH: i64 = 20;
/// The last bin is open: from four times the standard on.
const LAST: i64 = 400;
/// Groups whose curve is drawn: those that lose most.
const DRAWN: usize = 3;

const CLASSES: [OutlierKind; 3] = [OutlierKind::Low, OutlierKind::Normal, OutlierKind::High];

/// What lies in one bin, by class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bin {
    /// Cases: low, normal, high.
    pub cases: [u64; 3],
    /// Charges, 分.
    pub charge: i128,
    /// Payments, 分.
    pub revenue: i128,
}

/// Cases settled by a standard, by charge ÷ standard in bins of a fifth; the last bin has no upper end.
/// 费用与支付标准之比的分布
pub fn bins(base: &GapBase<'_>) -> Vec<Bin> {
    let table = &base.facts.cases;
    let facility = base.plan.facility.as_ref();
    let mut found = vec![Bin::default(); usize::try_from(LAST / WIDTH + 1).unwrap_or(1)];
    for (case, payment) in base.run.payments.cases.iter().enumerate() {
        let Some(class) = CLASSES.iter().position(|own| *own == payment.kind) else {
            continue;
        };
        let own = table.facilities.get(table.facility[case] as usize);
        if facility.is_some_and(|wanted| own != Some(wanted)) || payment.standard.fen() <= 0 {
            continue;
        }
        // Whole numbers: 100 × charge ÷ (width × standard), rounded down.
        let charge = i128::from(base.run.payments.charge(base.facts, case));
        let at = (charge * 100).div_euclid(i128::from(payment.standard.fen()) * i128::from(WIDTH));
        let last = found.len() - 1;
        let place = usize::try_from(at.max(0)).unwrap_or(last).min(last);
        let bin = &mut found[place];
        bin.cases[class] += 1;
        bin.charge += charge;
        bin.revenue += i128::from(payment.revenue.fen());
    }
    found
}

fn percent(hundredths: i64) -> String {
    format!("{hundredths}%")
}

/// The bins as a table with their sum.
/// 费用倍率分布表
pub fn ratio_table(bins: &[Bin]) -> Table {
    let cells = |bin: &Bin| {
        let count = |number: u64| figure(&Fraction::whole(number), Unit::Count, None);
        let money = |fen: i128| figure(&Fraction::whole(fen), Unit::Money, None);
        let [low, normal, high] = bin.cases;
        vec![
            count(low + normal + high),
            count(low),
            count(normal),
            count(high),
            money(bin.charge),
            money(bin.revenue),
            money(bin.revenue - bin.charge),
        ]
    };
    let mut sum = Bin::default();
    let mut rows = Vec::new();
    for (from, bin) in (0..).step_by(WIDTH.unsigned_abs() as usize).zip(bins) {
        for (to, own) in sum.cases.iter_mut().zip(bin.cases) {
            *to += own;
        }
        sum.charge += bin.charge;
        sum.revenue += bin.revenue;
        let range = if from >= LAST {
            format!("≥ {}", percent(LAST))
        } else {
            format!("{} – {}", percent(from), percent(from + WIDTH))
        };
        let mut line = vec![words(range)];
        line.extend(cells(bin));
        rows.push(row(from.to_string(), line));
    }
    let mut line = vec![label("row.total")];
    line.extend(cells(&sum));
    rows.push(styled("total", RowStyle::Total, line));
    let count = |key: &str| column(key, Unit::Count);
    Table {
        id: "gap_ratios".into(),
        title: Message::new("table.gap_ratios"),
        columns: vec![
            text_column("charge_ratio"),
            count("paid_cases"),
            count("low_cases"),
            count("normal_cases"),
            count("high_cases"),
            column("charge", Unit::Money),
            column("revenue", Unit::Money),
            column("over_charge", Unit::Money),
        ],
        rows,
        notes: vec![
            Message::new("note.gap_ratio_bins"),
            Message::new("note.gap_cliff"),
        ],
    }
}

/// The bins as lines in steps, one a class, with the limits the pack draws.
/// 费用倍率分布图
pub fn ratio_chart(bins: &[Bin], limits: &[Fraction], source: Message) -> ChartSpec {
    let edge = |at: usize| i64::try_from(at).unwrap_or(LAST) * WIDTH;
    let series = CLASSES.iter().enumerate().map(|(class, kind)| {
        let points = bins.iter().enumerate().flat_map(|(at, bin)| {
            let cases = Fraction::whole(bin.cases[class]);
            let point = |end: i64| Point {
                key: format!("{at}/{end}"),
                label: Message::new("chart.ratio_bin").with("from", percent(edge(at))),
                x: Fraction::from(end).position(),
                y: cases.position(),
                z: 0.0,
                texts: vec![percent(edge(at)), text(&cases, Unit::Count)],
            };
            [point(edge(at)), point(edge(at) + WIDTH)]
        });
        Series {
            key: class_key(*kind).into(),
            label: Message::new(format!("outlier.{}", class_key(*kind))),
            points: points.collect(),
        }
    });
    let of = |class: usize| -> u64 { bins.iter().map(|bin| bin.cases[class]).sum() };
    let all = of(0) + of(1) + of(2);
    let marks = limits.iter().map(|limit| {
        let shown = rounding::to_text(limit, 2);
        let at = limit * &Fraction::from(100);
        let words = Message::new("mark.ratio_limit").with("limit", shown);
        ('x', at.position(), words)
    });
    ChartSpec {
        id: "gap_ratios".into(),
        kind: ChartKind::BreakEven,
        title: Message::new("chart.gap_ratios")
            .with("cases", all.to_string())
            .with("low", of(0).to_string())
            .with("high", of(2).to_string()),
        x_label: Message::new("axis.charge_ratio"),
        y_label: Message::new("axis.case_count"),
        x_categories: Vec::new(),
        y_categories: Vec::new(),
        marks: marks.collect(),
        figures: vec![
            (Message::new("column.charge_ratio"), Unit::Percent),
            (Message::new("column.cases"), Unit::Count),
        ],
        series: series.collect(),
        source,
    }
}

/// A group's payment over the charge, as its first case settled by a standard was priced.
fn curve(base: &GapBase<'_>, segment: &Segment) -> Option<PriceCurve> {
    if !base.policy.methods.is_empty() {
        return None;
    }
    let table = &base.facts.cases;
    let group = table.groups.iter().position(|code| *code == segment.code)?;
    let case = (0..table.len()).find(|case| {
        let paid = base.run.payments.cases.get(*case);
        table.group[*case] as usize == group
            && paid.is_some_and(|paid| CLASSES.contains(&paid.kind))
    })?;
    let scheme = table.schemes.get(table.scheme[case] as usize)?;
    let key = &base.policy.scheme(scheme)?.key;
    let day = Date::from_day_number(table.discharged[case]?)?;
    let row = base.policy.groups.get(&segment.code)?;
    let priced = price(base.policy, row, key, day, base.adjustments).ok()?;
    Some(priced.curve)
}

/// Groups that lose most, with their curves.
fn worst<'a>(base: &GapBase<'a>) -> Vec<(&'a Segment, PriceCurve)> {
    let mut losing: Vec<(&Segment, &Fraction)> = base
        .run
        .margins
        .groups
        .iter()
        .filter_map(|group| Some((group, group.gap.as_ref().ok()?)))
        .filter(|(_, gap)| gap.is_negative())
        .collect();
    losing.sort_by(|a, b| a.1.cmp(b.1).then_with(|| a.0.code.cmp(&b.0.code)));
    let curves = losing
        .into_iter()
        .filter_map(|(group, _)| Some((group, curve(base, group)?)));
    curves.take(DRAWN).collect()
}

/// The multiples of the standard at which the pack's classes change, over all groups with cases, without repeats.
pub fn limits(base: &GapBase<'_>) -> Vec<Fraction> {
    let mut found = BTreeMap::new();
    for group in &base.run.margins.groups {
        let Some(curve) = curve(base, group) else {
            continue;
        };
        for corner in curve.corners() {
            let none = || crate::quantity::Reason::new("reason.no_standard");
            if let Ok(ratio) = corner.charge.over(&curve.standard, none) {
                // Limits on the mean charge differ from group to group; to two places they are few.
                found.insert(rounding::to_text(&ratio, 2), rounding::to_places(&ratio, 2));
            }
        }
    }
    // More marks than that say nothing.
    if found.len() > 8 {
        return Vec::new();
    }
    found.into_values().collect()
}

/// Cost ÷ charge of a group's priced cases.
fn cost_per_charge(segment: &Segment, sums: &BTreeMap<String, ClassSums>) -> Option<Fraction> {
    let none = || crate::quantity::Reason::new("reason.no_cases");
    let charge = sums.get(&segment.code)?.priced().charge;
    priced_cost(segment).ok()?.over(&charge, none).ok()
}

/// Payment, cost and margin over the charge for the groups that lose most; cost at the group's own cost per 元 charged.
/// 盈亏曲线
pub fn margin_charts(base: &GapBase<'_>, source: &Message) -> Vec<ChartSpec> {
    let sums = class_sums(
        base.facts,
        &base.run.payments,
        base.plan,
        base.adjustments,
        SegmentKind::Group,
    );
    let chart = |(segment, curve): (&Segment, PriceCurve)| {
        let share = cost_per_charge(segment, &sums)?;
        let corners = curve.corners();
        let furthest = corners
            .last()
            .map_or_else(|| curve.standard.clone(), |corner| corner.charge.clone());
        let end = furthest * Fraction::new(5, 4)?;
        let mut stops = vec![Fraction::zero()];
        stops.extend(
            corners
                .iter()
                .flat_map(|corner| [corner.charge.clone(), corner.charge.clone()]),
        );
        stops.push(end);
        // At a corner the value just below comes first, then the one just above.
        let paid = |at: usize| -> Fraction {
            let stretch = curve.segments.get(at / 2).or(curve.segments.last());
            stretch
                .map(|stretch| stretch.exact(&stops[at]))
                .unwrap_or_default()
        };
        let line = |key: &str, value: &dyn Fn(usize) -> Fraction| Series {
            key: key.into(),
            label: Message::new(format!("series.{key}")),
            points: (0..stops.len())
                .map(|at| {
                    let amount = value(at);
                    Point {
                        key: at.to_string(),
                        label: Message::new("chart.at_charge")
                            .with("charge", text(&stops[at], Unit::UnitMoney)),
                        x: stops[at].position() / 100.0,
                        y: amount.position() / 100.0,
                        z: 0.0,
                        texts: vec![
                            text(&stops[at], Unit::UnitMoney),
                            text(&amount, Unit::UnitMoney),
                        ],
                    }
                })
                .collect(),
        };
        let marks = corners.iter().map(|corner| {
            let words = Message::new("mark.charge_limit")
                .with("charge", text(&corner.charge, Unit::UnitMoney));
            ('x', corner.charge.position() / 100.0, words)
        });
        Some(ChartSpec {
            id: format!("margin_curve_{}", segment.code),
            kind: ChartKind::BreakEven,
            title: Message::new("chart.margin_curve")
                .with("code", segment.code.as_str())
                .with("name", segment.name.as_str())
                .with("standard", text(&curve.standard, Unit::UnitMoney)),
            x_label: Message::new("axis.charge_yuan"),
            y_label: Message::new("axis.yuan"),
            x_categories: Vec::new(),
            y_categories: Vec::new(),
            marks: marks.collect(),
            figures: vec![
                (Message::new("column.charge"), Unit::UnitMoney),
                (Message::new("column.amount"), Unit::UnitMoney),
            ],
            series: vec![
                line("payment", &paid),
                line("cost", &|at| &stops[at] * &share),
                line("margin", &|at| paid(at) - &stops[at] * &share),
            ],
            source: source.clone(),
        })
    };
    worst(base).into_iter().filter_map(chart).collect()
}

/// The kinks and cliffs of those curves in figures.
/// 支付曲线拐点表
pub fn corner_table(base: &GapBase<'_>) -> Table {
    let mut rows = Vec::new();
    for (segment, curve) in worst(base) {
        for (at, corner) in curve.corners().into_iter().enumerate() {
            let money = |value: &Fraction| figure(value, Unit::UnitMoney, None);
            rows.push(row(
                format!("{}/{at}", segment.code),
                vec![
                    words(&segment.code),
                    words(&segment.name),
                    money(&corner.charge),
                    label(format!("outlier.{}", class_key(corner.kind_below))),
                    label(format!("outlier.{}", class_key(corner.kind_above))),
                    money(&corner.below),
                    money(&corner.above),
                    money(&(&corner.above - &corner.below)),
                ],
            ));
        }
    }
    Table {
        id: "gap_corners".into(),
        title: Message::new("table.gap_corners"),
        columns: vec![
            text_column("code"),
            text_column("name"),
            column("corner_charge", Unit::UnitMoney),
            text_column("class_below"),
            text_column("class_above"),
            column("paid_below", Unit::UnitMoney),
            column("paid_above", Unit::UnitMoney),
            column("jump", Unit::UnitMoney),
        ],
        rows,
        notes: vec![
            Message::new("note.gap_corners"),
            Message::new("note.gap_cliff"),
        ],
    }
}
