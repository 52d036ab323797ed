//! Bed-day, visit and service-unit cost, the unit × item matrix, and the reconciliation statement.

use crate::costing::Costing;
use crate::facts::Facts;
use crate::hospital::{CostItem, ItemAmounts};
use crate::issue::Message;
use crate::margin::{HospitalResult, Segment};
use crate::plan::Plan;
use crate::quantity::{Fraction, Reason};
use crate::report::publish::{
    closed_texts, column, computed, figure, label, rounding_difference, row, styled, text_column,
    words,
};
use crate::report::segments::why_prefix;
use crate::report::{Cell, Column, Row, RowStyle, Table, Unit};

pub(super) fn item_columns() -> impl Iterator<Item = Column> {
    CostItem::ALL.into_iter().map(|item| Column {
        key: item.key().into(),
        label: Message::new(format!("item.{}", item.key())),
        unit: Some(Unit::Money),
    })
}

/// Service units: cost by item, revenue, ratio.
/// 服务单元成本收入比
pub fn service_units(costing: &Costing) -> Table {
    let mut columns = vec![
        text_column("name"),
        column("cost", Unit::Money),
        column("revenue", Unit::Money),
        column("ratio", Unit::Ratio),
        column("outpatient_revenue", Unit::Money),
        column("case_charges", Unit::Money),
    ];
    columns.extend(item_columns());
    let by_item: Vec<Vec<String>> = (0..7)
        .map(|item| {
            closed_texts(
                &costing
                    .service_units
                    .iter()
                    .map(|unit| unit.cost[item].clone())
                    .collect::<Vec<_>>(),
            )
        })
        .collect();
    let mut rows: Vec<Row> = Vec::new();
    for (position, unit) in costing.service_units.iter().enumerate() {
        let total: Fraction = unit.cost.iter().sum();
        let why = |name: &str| Some(format!("service_unit/{}/{name}", unit.code));
        let mut cells = vec![
            words(&unit.name),
            figure(&total, Unit::Money, why("cost")),
            figure(&unit.revenue.exact(), Unit::Money, why("revenue")),
            computed(&unit.ratio, Unit::Ratio, why("ratio")),
            figure(&unit.outpatient_revenue.exact(), Unit::Money, None),
            figure(&unit.case_charges.exact(), Unit::Money, None),
        ];
        cells.extend(by_item.iter().map(|texts| Cell::Figure {
            text: texts[position].clone(),
            why: None,
        }));
        rows.push(row(unit.code.clone(), cells));
    }
    let units = &costing.service_units;
    let mut total = vec![
        label("row.total"),
        figure(
            &units.iter().flat_map(|unit| unit.cost.iter()).sum(),
            Unit::Money,
            None,
        ),
        figure(
            &units.iter().map(|unit| unit.revenue.exact()).sum(),
            Unit::Money,
            None,
        ),
        Cell::Empty,
        figure(
            &units
                .iter()
                .map(|unit| unit.outpatient_revenue.exact())
                .sum(),
            Unit::Money,
            None,
        ),
        figure(
            &units.iter().map(|unit| unit.case_charges.exact()).sum(),
            Unit::Money,
            None,
        ),
    ];
    total.extend((0..7).map(|item| {
        figure(
            &units.iter().map(|unit| &unit.cost[item]).sum(),
            Unit::Money,
            None,
        )
    }));
    rows.push(styled("total", RowStyle::Total, total));
    Table {
        id: "service_units".into(),
        title: Message::new("table.service_units"),
        columns,
        rows,
        notes: vec![
            Message::new("note.closed_by_item"),
            Message::new("note.before_level3"),
        ],
    }
}

/// Service unit × item matrix of one segment, per case.
/// 服务单元与成本项目矩阵(例均)
///
/// `None` when the cost of its cases is given without items.
pub fn matrix(plan: &Plan, segment: &Segment) -> Option<Table> {
    let cells = segment.matrix.as_ref()?;
    let per_case =
        |amount: &Fraction| amount.over(&segment.cases, || Reason::new("reason.no_cases"));
    let mut columns = vec![text_column("name")];
    columns.extend(item_columns().map(|mut column| {
        column.unit = Some(Unit::UnitMoney);
        column
    }));
    columns.push(column("cost_per_case", Unit::UnitMoney));
    let line = |amounts: &ItemAmounts| -> Vec<Cell> {
        let total: Fraction = amounts.iter().sum();
        amounts
            .iter()
            .chain([&total])
            .map(|amount| computed(&per_case(amount), Unit::UnitMoney, None))
            .collect()
    };
    let mut rows = Vec::new();
    for (unit, amounts) in plan.service_units.iter().zip(cells) {
        let mut all = vec![words(&unit.name)];
        all.extend(line(amounts));
        rows.push(row(unit.code.clone(), all));
    }
    let sums: ItemAmounts =
        std::array::from_fn(|item| cells.iter().map(|amounts| &amounts[item]).sum());
    let mut total = vec![label("row.total")];
    total.extend(line(&sums));
    rows.push(styled("total", RowStyle::Total, total));
    Some(Table {
        id: "cost_matrix".into(),
        title: Message::new("table.cost_matrix").with("name", segment.name.clone()),
        columns,
        rows,
        notes: vec![
            Message::new("note.rounded_once"),
            Message::new("note.segment").with("key", why_prefix(segment)),
        ],
    })
}

/// Income and cost of the hospital, line by line to the surplus; cost lines add up to the ledger at the plan's level.
/// 全院收支与成本勾稽表
pub fn reconciliation(facts: &Facts, result: &HospitalResult) -> Table {
    let why = |name: &str| Some(format!("headline/{name}"));
    let money = |value: &Fraction, name: &str| figure(value, Unit::Money, why(name));
    let mut rows = vec![
        row(
            "inpatient_revenue",
            vec![
                label("line.inpatient_revenue"),
                money(&result.inpatient_revenue, "inpatient_revenue"),
            ],
        ),
        row(
            "outpatient_revenue",
            vec![
                label("line.outpatient_revenue"),
                money(&result.outpatient_revenue, "outpatient_revenue"),
            ],
        ),
        row(
            "other_income",
            vec![
                label("line.other_income"),
                money(&result.other_income, "other_income"),
            ],
        ),
        row(
            "inpatient_cost",
            vec![
                label("line.inpatient_cost"),
                computed(&result.inpatient_cost, Unit::Money, why("inpatient_cost")),
            ],
        ),
    ];
    if !result.added_income.is_zero() {
        let cells = vec![
            label("line.added_income"),
            money(&result.added_income, "added_income"),
        ];
        rows.insert(3, row("added_income", cells));
    }
    if result.unpriced_cost != Ok(Fraction::zero()) {
        rows.push(row(
            "unpriced_cost",
            vec![
                label("line.unpriced_cost"),
                computed(&result.unpriced_cost, Unit::Money, why("unpriced_cost")),
            ],
        ));
    }
    rows.extend([
        row(
            "outpatient_cost",
            vec![
                label("line.outpatient_cost"),
                money(&result.outpatient_cost, "outpatient_cost"),
            ],
        ),
        row(
            "unassigned_cost",
            vec![
                label("line.unassigned_cost"),
                money(&result.unassigned_cost, "unassigned_cost"),
            ],
        ),
    ]);
    if !result.added_fixed_cost.is_zero() {
        rows.push(row(
            "added_fixed_cost",
            vec![
                label("line.added_fixed_cost"),
                figure(
                    &result.added_fixed_cost,
                    Unit::Money,
                    why("added_fixed_cost"),
                ),
            ],
        ));
    }
    if let Ok(inpatient) = &result.inpatient_cost {
        let lines = [
            inpatient,
            &result.outpatient_cost,
            &result.unassigned_cost,
            &result.added_fixed_cost,
        ];
        let rest = rounding_difference(lines.into_iter());
        if !rest.is_zero() {
            rows.push(row(
                "cost_difference",
                vec![
                    label("row.rounding_difference"),
                    figure(&rest, Unit::Money, None),
                ],
            ));
        }
    }
    rows.push(styled(
        "total_cost",
        RowStyle::Subtotal,
        vec![
            label("line.total_cost"),
            computed(&result.total_cost, Unit::Money, why("total_cost")),
        ],
    ));
    rows.push(styled(
        "surplus",
        RowStyle::Total,
        vec![
            label("line.surplus"),
            computed(&result.surplus, Unit::Money, why("surplus")),
        ],
    ));
    let mut notes = vec![Message::new("note.rounded_once")];
    if facts.synthetic {
        notes.push(Message::new("note.synthetic"));
    }
    Table {
        id: "reconciliation".into(),
        title: Message::new("table.reconciliation"),
        columns: vec![text_column("line"), column("amount", Unit::Money)],
        rows,
        notes,
    }
}
