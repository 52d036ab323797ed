//! Statistics of the cost per case of every group: not only the mean.

use crate::costing::statistics::{Statistics, by_group};
use crate::facts::Facts;
use crate::issue::Message;
use crate::margin::Segment;
use crate::plan::Plan;
use crate::quantity::{Computed, Fraction, Reason, rounding};
use crate::report::publish::{column, computed, figure, label, row, text_column, words};
use crate::report::{Cell, Row, Table, Unit};
use crate::run::Run;

fn share(count: &Fraction, of: &Fraction) -> Computed<Fraction> {
    count.over(of, || Reason::new("reason.no_cases"))
}

/// Mean, median, trimmed mean, quartiles, extremes and outliers of the cost per case, by group.
/// 病组成本统计表
pub fn table(facts: &Facts, plan: &Plan, run: &Run) -> Table {
    let settings = &plan.disease;
    let statistics = by_group(facts, &run.costing, &settings.trim);
    let mut rows: Vec<Row> = Vec::new();
    for segment in &run.margins.groups {
        let index = facts
            .cases
            .groups
            .iter()
            .position(|code| *code == segment.code);
        let found = index
            .and_then(|index| statistics.get(index))
            .and_then(Option::as_ref);
        rows.push(line(segment, found, settings.few_cases));
    }
    let percent = rounding::to_text(&(&settings.trim * &Fraction::from(100)), 2);
    Table {
        id: "statistics".into(),
        title: Message::new("table.statistics"),
        columns: vec![
            text_column("code"),
            text_column("name"),
            column("cases", Unit::Count),
            column("mean", Unit::UnitMoney),
            column("median", Unit::UnitMoney),
            column("trimmed_mean", Unit::UnitMoney),
            column("lower_quartile", Unit::UnitMoney),
            column("upper_quartile", Unit::UnitMoney),
            column("min", Unit::UnitMoney),
            column("max", Unit::UnitMoney),
            column("low_share", Unit::Percent),
            column("high_share", Unit::Percent),
            column("below_fence", Unit::Percent),
            column("above_fence", Unit::Percent),
            text_column("few_cases"),
        ],
        rows,
        notes: vec![
            Message::new("note.trimmed").with("share", percent),
            Message::new("note.quartiles"),
            Message::new("note.few_cases").with("count", settings.few_cases.to_string()),
            Message::new("note.payment_outliers"),
            Message::new("note.rounded_once"),
        ],
    }
}

fn line(segment: &Segment, found: Option<&Computed<Statistics>>, few: u64) -> Row {
    let code = segment.code.as_str();
    let none = Err(Reason::new("reason.no_case_cost"));
    let found = found.unwrap_or(&none);
    let of = |name: &str, pick: fn(&Statistics) -> Fraction| {
        let value = found.as_ref().map(pick).map_err(Clone::clone);
        computed(
            &value,
            Unit::UnitMoney,
            Some(format!("statistics/{code}/{name}")),
        )
    };
    let part = |pick: fn(&Statistics) -> u64| {
        let value = found
            .as_ref()
            .map_err(Clone::clone)
            .and_then(|found| share(&Fraction::whole(pick(found)), &Fraction::whole(found.count)));
        computed(&value, Unit::Percent, None)
    };
    let count = found.as_ref().map_or(0, |found| found.count);
    let cells = vec![
        words(code),
        words(&segment.name),
        figure(&Fraction::whole(count), Unit::Count, None),
        of("mean", |own| own.mean.clone()),
        of("median", |own| own.median.clone()),
        of("trimmed_mean", |own| own.trimmed_mean.clone()),
        of("lower_quartile", |own| own.lower_quartile.clone()),
        of("upper_quartile", |own| own.upper_quartile.clone()),
        of("min", |own| own.min.clone()),
        of("max", |own| own.max.clone()),
        computed(&share(&segment.low, &segment.cases), Unit::Percent, None),
        computed(&share(&segment.high, &segment.cases), Unit::Percent, None),
        part(|own| own.below_fence),
        part(|own| own.above_fence),
        if count < few {
            label("row.few_cases")
        } else {
            Cell::Empty
        },
    ];
    row(code, cells)
}
