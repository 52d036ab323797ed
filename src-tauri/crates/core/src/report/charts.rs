//! Charts as values. Positions are floating point, which is harmless for pixels; every figure shown is an exact text.

use crate::hospital::CostItem;
use crate::issue::Message;
use crate::margin::{HospitalResult, Segment};
use crate::plan::Plan;
use crate::quantity::{Computed, Fraction, Reason, rounding};
use crate::report::publish::text;
use crate::report::{ChartKind, ChartSpec, Point, Series, Unit};

/// 分 → 万元 as a position on an axis.
fn wan(fen: &Fraction) -> f64 {
    fen.position() / 1_000_000.0
}

/// 分 as 万元 with two places, for a title.
fn in_wan(fen: &Fraction) -> String {
    rounding::to_text(&(fen * &Fraction::new(1, 1_000_000).unwrap_or_default()), 2)
}

/// Groups by relative weight (right: heavier) and gap per case (up: surplus); area is the number of cases.
/// 病组四象限图
pub fn quadrant(groups: &[Segment], source: Message) -> ChartSpec {
    let (mut earning, mut losing) = (Vec::new(), Vec::new());
    let mut loss = Fraction::zero();
    let mut worst: Option<(&Segment, &Fraction)> = None;
    for group in groups {
        let (Ok(cmi), Ok(gap)) = (&group.cmi, &group.gap) else {
            continue;
        };
        let Ok(per_case) = gap.over(&group.cases, || Reason::new("reason.no_cases")) else {
            continue;
        };
        let point = Point {
            key: group.code.clone(),
            label: Message::new("chart.group")
                .with("code", group.code.clone())
                .with("name", group.name.clone()),
            x: cmi.position(),
            y: per_case.position() / 100.0,
            z: group.cases.position(),
            texts: vec![
                text(&group.cases, Unit::Count),
                text(cmi, Unit::Weight),
                text(&per_case, Unit::UnitMoney),
                text(gap, Unit::Money),
            ],
        };
        if gap.is_negative() {
            loss += gap;
            if worst.is_none_or(|(_, least)| gap < least) {
                worst = Some((group, gap));
            }
            losing.push(point);
        } else {
            earning.push(point);
        }
    }
    let title = match worst {
        Some((group, gap)) => Message::new("chart.quadrant_losing")
            .with("count", losing.len().to_string())
            .with(
                "loss",
                rounding::to_text(
                    &(loss * Fraction::new(-1, 1_000_000).unwrap_or_default()),
                    0,
                ),
            )
            .with("name", group.name.clone())
            .with(
                "worst",
                rounding::to_text(
                    &(gap.clone() * Fraction::new(-1, 1_000_000).unwrap_or_default()),
                    0,
                ),
            ),
        None => Message::new("chart.quadrant_no_loss"),
    };
    ChartSpec {
        id: "quadrant".into(),
        kind: ChartKind::QuadrantBubble,
        title,
        x_label: Message::new("axis.weight"),
        y_label: Message::new("axis.gap_per_case"),
        x_categories: Vec::new(),
        y_categories: Vec::new(),
        marks: vec![
            ('y', 0.0, Message::new("mark.break_even")),
            ('x', 1.0, Message::new("mark.weight_one")),
        ],
        figures: vec![
            (Message::new("column.cases"), Unit::Count),
            (Message::new("column.cmi"), Unit::Weight),
            (Message::new("column.gap_per_case"), Unit::UnitMoney),
            (Message::new("column.gap"), Unit::Money),
        ],
        series: vec![
            Series {
                key: "surplus".into(),
                label: Message::new("series.surplus"),
                points: earning,
            },
            Series {
                key: "loss".into(),
                label: Message::new("series.loss"),
                points: losing,
            },
        ],
        source,
    }
}

/// From income through costs to the surplus.
/// 盈亏桥图
pub fn profit_bridge(result: &HospitalResult, source: Message) -> ChartSpec {
    let zero = Fraction::zero();
    let income = &result.other_income + &result.added_income;
    let steps: [(&str, Computed<Fraction>); 6] = [
        ("inpatient_revenue", Ok(result.inpatient_revenue.clone())),
        ("outpatient_revenue", Ok(result.outpatient_revenue.clone())),
        ("other_income", Ok(income)),
        (
            "inpatient_cost",
            result.inpatient_cost.clone().map(|cost| -cost),
        ),
        ("outpatient_cost", Ok(-result.outpatient_cost.clone())),
        (
            "unassigned_cost",
            Ok(-(&result.unassigned_cost + &result.added_fixed_cost)),
        ),
    ];
    let surplus = result.surplus.as_ref().ok();
    let title = match surplus {
        Some(value) if value.is_negative() => {
            Message::new("chart.bridge_loss").with("amount", in_wan(&-value.clone()))
        }
        Some(value) => Message::new("chart.bridge_surplus").with("amount", in_wan(value)),
        None => Message::new("chart.bridge_unknown"),
    };
    let known = steps.iter().filter_map(|(key, step)| {
        step.as_ref()
            .ok()
            .map(|amount| (format!("line.{key}"), amount.clone()))
    });
    let mut chart = waterfall(
        "bridge",
        title,
        &zero,
        known.collect(),
        "line.surplus",
        source,
    );
    if surplus.is_none() {
        // Without the unknown step the last bar would be a surplus that nobody computed.
        for series in &mut chart.series {
            series.points.clear();
        }
        chart.x_categories.clear();
    }
    chart
}

/// A waterfall of named steps from a start (drawn only when it is not zero) to their end.
/// 桥图
pub fn waterfall(
    id: &str,
    title: Message,
    start: &Fraction,
    steps: Vec<(String, Fraction)>,
    end_key: &str,
    source: Message,
) -> ChartSpec {
    let named = |(key, amount)| (Message::new(key), amount);
    let steps = steps.into_iter().map(named).collect();
    bridge(id, title, start, steps, Message::new(end_key), source)
}

/// The same with steps whose names carry arguments.
pub fn bridge(
    id: &str,
    title: Message,
    start: &Fraction,
    steps: Vec<(Message, Fraction)>,
    end: Message,
    source: Message,
) -> ChartSpec {
    let mut series = [
        ("surplus", Vec::new()),
        ("loss", Vec::new()),
        ("total", Vec::new()),
    ];
    let mut categories = Vec::new();
    let mut at = start.clone();
    let mut push = |series: &mut Vec<Point>, name: Message, from: &Fraction, amount: &Fraction| {
        series.push(Point {
            key: name.key.clone(),
            label: name.clone(),
            x: categories.len() as f64,
            y: wan(amount),
            z: wan(from),
            texts: vec![text(amount, Unit::Money)],
        });
        categories.push(name);
    };
    if !start.is_zero() {
        let name = Message::new("line.baseline");
        push(&mut series[2].1, name, &Fraction::zero(), start);
    }
    for (name, amount) in steps {
        let bucket = usize::from(amount.is_negative());
        push(&mut series[bucket].1, name, &at, &amount);
        at += &amount;
    }
    push(&mut series[2].1, end, &Fraction::zero(), &at);
    ChartSpec {
        id: id.into(),
        kind: ChartKind::Waterfall,
        title,
        x_label: Message::new("axis.none"),
        y_label: Message::new("axis.wan"),
        x_categories: categories,
        y_categories: Vec::new(),
        marks: Vec::new(),
        figures: vec![(Message::new("column.amount"), Unit::Money)],
        series: series
            .into_iter()
            .map(|(key, points)| Series {
                key: key.into(),
                label: Message::new(match key {
                    "surplus" => "series.increase",
                    "loss" => "series.decrease",
                    _ => "series.total",
                }),
                points,
            })
            .collect(),
        source,
    }
}

/// Cost, revenue and fixed cost over the number of cases at constant mix.
/// 本量利图
///
/// `None` when the hospital's contribution or fixed cost is not computable.
pub fn break_even(
    hospital: &Segment,
    found: &Computed<crate::break_even::BreakEven>,
    source: Message,
) -> Option<ChartSpec> {
    let found = found.as_ref().ok()?;
    let variable = &hospital.revenue - &found.contribution;
    // Only cases with a price earn, so break-even counts those.
    let present = &hospital.cases - &hospital.unpriced;
    let furthest = match &found.multiple {
        Ok(multiple) if multiple > &Fraction::one() => multiple * &Fraction::new(6, 5)?,
        _ => Fraction::new(6, 5)?,
    };
    let steps = 12_i64;
    let line = |key: &str, at: &dyn Fn(&Fraction) -> Fraction| Series {
        key: key.into(),
        label: Message::new(format!("series.{key}")),
        points: (0..=steps)
            .filter_map(|step| {
                let share = &furthest * &Fraction::new(step, steps)?;
                let cases = &present * &share;
                let amount = at(&share);
                Some(Point {
                    key: step.to_string(),
                    label: Message::new("chart.at_cases").with("cases", text(&cases, Unit::Count)),
                    x: cases.position(),
                    y: wan(&amount),
                    z: 0.0,
                    texts: vec![text(&cases, Unit::Count), text(&amount, Unit::Money)],
                })
            })
            .collect(),
    };
    let mut marks = vec![(
        'x',
        present.position(),
        Message::new("mark.present").with("cases", text(&present, Unit::Count)),
    )];
    let title = match &found.cases {
        Ok(cases) => {
            let whole = Fraction::whole(rounding::ceiling(cases));
            let shown = text(&whole, Unit::Count);
            marks.push((
                'x',
                cases.position(),
                Message::new("mark.break_even_cases").with("cases", shown.clone()),
            ));
            Message::new("chart.break_even_at")
                .with("cases", shown)
                .with("present", text(&present, Unit::Count))
        }
        Err(reason) => {
            Message::new("chart.no_break_even").with("reason", format!("@{}", reason.code))
        }
    };
    Some(ChartSpec {
        id: "break_even".into(),
        kind: ChartKind::BreakEven,
        title,
        x_label: Message::new("axis.cases"),
        y_label: Message::new("axis.wan"),
        x_categories: Vec::new(),
        y_categories: Vec::new(),
        marks,
        figures: vec![
            (Message::new("column.cases"), Unit::Count),
            (Message::new("column.amount"), Unit::Money),
        ],
        series: vec![
            line("revenue", &|share| &hospital.revenue * share),
            line("cost", &|share| &found.fixed + &(&variable * share)),
            line("fixed", &|_| found.fixed.clone()),
        ],
        source,
    })
}

/// Service unit × item cost per case of one segment as a heat map.
/// 成本矩阵热图
pub fn cost_matrix(plan: &Plan, segment: &Segment, source: Message) -> Option<ChartSpec> {
    let matrix = segment.matrix.as_ref()?;
    let mut points = Vec::new();
    let mut largest: Option<(Fraction, String, CostItem)> = None;
    for (y, (unit, amounts)) in plan.service_units.iter().zip(matrix).enumerate() {
        for item in CostItem::ALL {
            let value = amounts[item.index()]
                .over(&segment.cases, || Reason::new("reason.no_cases"))
                .ok()?;
            if largest.as_ref().is_none_or(|(most, _, _)| &value > most) {
                largest = Some((value.clone(), unit.name.clone(), item));
            }
            points.push(Point {
                key: format!("{}/{}", unit.code, item.key()),
                label: Message::new("chart.matrix_cell")
                    .with("unit", unit.name.clone())
                    .with("item", format!("@item.{}", item.key())),
                x: item.index() as f64,
                y: y as f64,
                z: value.position() / 100.0,
                texts: vec![text(&value, Unit::UnitMoney)],
            });
        }
    }
    let (most, unit, item) = largest?;
    Some(ChartSpec {
        id: "cost_matrix".into(),
        kind: ChartKind::HeatMap,
        title: Message::new("chart.matrix")
            .with("name", segment.name.clone())
            .with("unit", unit)
            .with("item", format!("@item.{}", item.key()))
            .with("amount", text(&most, Unit::UnitMoney)),
        x_label: Message::new("axis.item"),
        y_label: Message::new("axis.service_unit"),
        x_categories: CostItem::ALL
            .iter()
            .map(|item| Message::new(format!("item.{}", item.key())))
            .collect(),
        y_categories: plan
            .service_units
            .iter()
            .map(|unit| Message::new("chart.text").with("text", unit.name.clone()))
            .collect(),
        marks: Vec::new(),
        figures: vec![(Message::new("column.cost_per_case"), Unit::UnitMoney)],
        series: vec![Series {
            key: "cost".into(),
            label: Message::new("series.cost"),
            points,
        }],
        source,
    })
}
