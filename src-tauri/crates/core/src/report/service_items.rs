//! 医疗服务项目成本表: units, items by five methods side by side, totals that foot to the pool, composition.

use crate::allocation::total;
use crate::costing::{ItemCost, ItemMethod, UnitItems};
use crate::hospital::CostItem;
use crate::issue::Message;
use crate::quantity::{Fraction, Reason};
use crate::report::objects::item_columns;
use crate::report::publish::{
    closed_texts, column, computed, figure, label, row, styled, text_column, words,
};
use crate::report::{Cell, Column, Row, RowStyle, Table, Unit};

fn why(unit: &UnitItems, item: &ItemCost, method: ItemMethod, name: &str) -> Option<String> {
    Some(format!(
        "service_item/{}/{}/{}/{name}",
        unit.department,
        item.code,
        method.key()
    ))
}

fn of_pool(unit: &UnitItems, name: &str) -> Option<String> {
    Some(format!("service_item/{}/{name}", unit.department))
}

fn methods(prefix: &'static str, unit: Unit) -> impl Iterator<Item = Column> {
    ItemMethod::ALL.into_iter().map(move |method| Column {
        key: format!("{prefix}_{}", method.key()),
        label: Message::new(format!("column.{prefix}"))
            .with("method", format!("@item_method.{}", method.key())),
        unit: Some(unit),
    })
}

fn key(unit: &UnitItems, item: &ItemCost) -> String {
    format!("{}/{}", unit.department, item.code)
}

fn heading(unit: &UnitItems, item: &ItemCost) -> Vec<Cell> {
    vec![words(&unit.name), words(&item.code), words(&item.name)]
}

/// What each unit's items have to carry: cost after level 2 less drugs and billed consumables.
/// 科室项目总成本
pub fn pools(units: &[UnitItems]) -> Table {
    let rows = units.iter().map(|unit| {
        let pool = unit.pool.as_ref().map(total).map_err(Reason::clone);
        let executed = unit.executed.exact();
        let cover = unit
            .revenue
            .over(&executed, || Reason::new("reason.no_executed_revenue"));
        row(
            unit.department.clone(),
            vec![
                words(&unit.department),
                words(&unit.name),
                figure(
                    &total(&unit.after_level2),
                    Unit::Money,
                    of_pool(unit, "after_level2"),
                ),
                figure(&total(&unit.carved), Unit::Money, of_pool(unit, "carved")),
                computed(&pool, Unit::Money, of_pool(unit, "pool")),
                figure(&Fraction::whole(unit.items.len()), Unit::Count, None),
                figure(&unit.revenue, Unit::Money, of_pool(unit, "revenue")),
                figure(&executed, Unit::Money, of_pool(unit, "executed")),
                computed(&cover, Unit::Percent, of_pool(unit, "coverage")),
            ],
        )
    });
    Table {
        id: "item_pools".into(),
        rows: rows.collect(),
        title: Message::new("table.item_pools"),
        columns: vec![
            text_column("code"),
            text_column("name"),
            column("after_level2", Unit::Money),
            column("carved", Unit::Money),
            column("item_pool", Unit::Money),
            column("item_count", Unit::Count),
            column("item_revenue", Unit::Money),
            column("executed_revenue", Unit::Money),
            column("coverage", Unit::Percent),
        ],
        notes: vec![
            Message::new("note.item_pool"),
            Message::new("note.method_from_memory"),
        ],
    }
}

/// Unit cost of every item by five methods, and price less cost.
/// 医疗服务项目单位成本比较表
pub fn unit_costs(units: &[UnitItems]) -> Table {
    let mut columns = vec![
        text_column("costing_unit"),
        text_column("code"),
        text_column("name"),
        column("price", Unit::UnitMoney),
        column("item_volume", Unit::Count),
    ];
    columns.extend(methods("unit_cost_by", Unit::UnitMoney));
    columns.extend(methods("difference_by", Unit::UnitMoney));
    let mut rows = Vec::new();
    for unit in units {
        for item in &unit.items {
            let mut cells = heading(unit, item);
            let workload = ItemMethod::Workload;
            cells.extend([
                figure(
                    &item.price.exact(),
                    Unit::UnitMoney,
                    why(unit, item, workload, "price"),
                ),
                figure(
                    &item.volume,
                    Unit::Count,
                    why(unit, item, workload, "volume"),
                ),
            ]);
            for method in ItemMethod::ALL {
                let key = why(unit, item, method, "unit_cost");
                cells.push(computed(&item.unit_cost(method), Unit::UnitMoney, key));
            }
            for method in ItemMethod::ALL {
                let key = why(unit, item, method, "difference");
                cells.push(computed(&item.difference(method), Unit::UnitMoney, key));
            }
            rows.push(row(key(unit, item), cells));
        }
    }
    Table {
        id: "service_items".into(),
        title: Message::new("table.service_items"),
        columns,
        rows,
        notes: vec![
            Message::new("note.revenue_ratio_is_blind"),
            Message::new("note.incomplete_parameters"),
            Message::new("note.method_from_memory"),
        ],
    }
}

/// Total cost of every item by five methods; the items of a unit add up to its pool, to the 分.
/// 医疗服务项目总成本表
pub fn totals(units: &[UnitItems]) -> Table {
    let mut columns = vec![
        text_column("costing_unit"),
        text_column("code"),
        text_column("name"),
        column("item_revenue", Unit::Money),
    ];
    columns.extend(methods("total_by", Unit::Money));
    let mut rows: Vec<Row> = Vec::new();
    for unit in units {
        let closed = ItemMethod::ALL.map(|method| {
            let parts: Result<Vec<Fraction>, Reason> =
                unit.items.iter().map(|item| item.total(method)).collect();
            parts.map(|parts| closed_texts(&parts))
        });
        for (position, item) in unit.items.iter().enumerate() {
            let mut cells = heading(unit, item);
            let revenue = why(unit, item, ItemMethod::Revenue, "parameter");
            cells.push(figure(&item.revenue, Unit::Money, revenue));
            for (method, texts) in ItemMethod::ALL.into_iter().zip(&closed) {
                cells.push(match texts {
                    Ok(texts) => Cell::Figure {
                        text: texts[position].clone(),
                        why: why(unit, item, method, "total"),
                    },
                    Err(reason) => Cell::NotComputable {
                        reason: reason.clone(),
                    },
                });
            }
            rows.push(row(key(unit, item), cells));
        }
        let pool = unit.pool.as_ref().map(total).map_err(Reason::clone);
        let mut cells = vec![
            words(&unit.name),
            Cell::Empty,
            label("row.subtotal"),
            figure(&unit.revenue, Unit::Money, of_pool(unit, "revenue")),
        ];
        for texts in &closed {
            cells.push(match texts {
                Ok(_) => computed(&pool, Unit::Money, of_pool(unit, "pool")),
                Err(reason) => Cell::NotComputable {
                    reason: reason.clone(),
                },
            });
        }
        let code = format!("{}/subtotal", unit.department);
        rows.push(styled(code, RowStyle::Subtotal, cells));
    }
    Table {
        id: "service_item_totals".into(),
        title: Message::new("table.service_item_totals"),
        columns,
        rows,
        notes: vec![Message::new("note.closed_to_pool")],
    }
}

/// The seven items of one service by the most telling method the unit's data allow, against the price.
/// 医疗服务项目成本构成表
pub fn composition(units: &[UnitItems]) -> Table {
    let mut columns = vec![
        text_column("costing_unit"),
        text_column("code"),
        text_column("name"),
        text_column("item_method"),
    ];
    columns.extend(item_columns().map(|column| Column {
        unit: Some(Unit::UnitMoney),
        ..column
    }));
    columns.extend([
        column("unit_cost", Unit::UnitMoney),
        column("price", Unit::UnitMoney),
        column("price_difference", Unit::UnitMoney),
        column("price_margin", Unit::Percent),
    ]);
    let mut rows = Vec::new();
    for unit in units {
        // One method for all items of a unit: lines of one unit can be compared.
        let method = unit.best_method();
        for item in &unit.items {
            let mut cells = heading(unit, item);
            let shown = method.unwrap_or(ItemMethod::Workload);
            cells.push(match method {
                Some(method) => label(format!("item_method.{}", method.key())),
                None => Cell::Empty,
            });
            match item.unit_items(shown) {
                Err(reason) => cells.extend((0..7).map(|_| Cell::NotComputable {
                    reason: reason.clone(),
                })),
                Ok(amounts) => {
                    for (of, text) in CostItem::ALL.into_iter().zip(closed_texts(&amounts)) {
                        let name = format!("unit_cost/{}", of.key());
                        let why = why(unit, item, shown, &name);
                        cells.push(Cell::Figure { text, why });
                    }
                }
            }
            let price = item.price.exact();
            let difference = item.difference(shown);
            let margin = difference
                .clone()
                .and_then(|difference| difference.over(&price, || Reason::new("reason.no_price")));
            let key_of = |name: &str| why(unit, item, shown, name);
            cells.extend([
                computed(&item.unit_cost(shown), Unit::UnitMoney, key_of("unit_cost")),
                figure(&price, Unit::UnitMoney, key_of("price")),
                computed(&difference, Unit::UnitMoney, key_of("difference")),
                computed(&margin, Unit::Percent, key_of("margin")),
            ]);
            rows.push(row(key(unit, item), cells));
        }
    }
    Table {
        id: "service_item_composition".into(),
        title: Message::new("table.service_item_composition"),
        columns,
        rows,
        notes: vec![
            Message::new("note.best_item_method"),
            Message::new("note.closed_by_row"),
        ],
    }
}

/// The official summary of service items: one line an item, by the method its unit's data allow; totals foot to the pools.
/// 医院医疗服务项目成本汇总表
///
/// Columns as cost-method §3 has them (from memory, not compared with the official form).
pub fn summary(units: &[UnitItems]) -> (Vec<Column>, Vec<Row>) {
    let mut columns = vec![
        text_column("code"),
        text_column("name"),
        text_column("costing_unit"),
        text_column("item_method"),
        column("price", Unit::UnitMoney),
        column("item_volume", Unit::Count),
        column("item_revenue", Unit::Money),
        column("cost", Unit::Money),
        column("unit_cost", Unit::UnitMoney),
    ];
    columns.extend(item_columns().map(|column| Column {
        unit: Some(Unit::UnitMoney),
        ..column
    }));
    columns.push(column("price_difference", Unit::UnitMoney));
    let mut rows = Vec::new();
    for unit in units {
        let method = unit.best_method();
        let shown = method.unwrap_or(ItemMethod::Workload);
        let totals: Result<Vec<Fraction>, Reason> =
            unit.items.iter().map(|item| item.total(shown)).collect();
        let closed = totals.map(|totals| closed_texts(&totals));
        for (position, item) in unit.items.iter().enumerate() {
            let key_of = |name: &str| why(unit, item, shown, name);
            let revenue = why(unit, item, ItemMethod::Revenue, "parameter");
            let mut cells = vec![
                words(&item.code),
                words(&item.name),
                words(&unit.name),
                method.map_or(Cell::Empty, |method| {
                    label(format!("item_method.{}", method.key()))
                }),
                figure(&item.price.exact(), Unit::UnitMoney, key_of("price")),
                figure(&item.volume, Unit::Count, key_of("volume")),
                figure(&item.revenue, Unit::Money, revenue),
                match &closed {
                    Ok(texts) => Cell::Figure {
                        text: texts[position].clone(),
                        why: key_of("total"),
                    },
                    Err(reason) => Cell::NotComputable {
                        reason: reason.clone(),
                    },
                },
                computed(&item.unit_cost(shown), Unit::UnitMoney, key_of("unit_cost")),
            ];
            match item.unit_items(shown) {
                Err(reason) => cells.extend((0..7).map(|_| Cell::NotComputable {
                    reason: reason.clone(),
                })),
                Ok(amounts) => {
                    for (of, text) in CostItem::ALL.into_iter().zip(closed_texts(&amounts)) {
                        let why = key_of(&format!("unit_cost/{}", of.key()));
                        cells.push(Cell::Figure { text, why });
                    }
                }
            }
            cells.push(computed(
                &item.difference(shown),
                Unit::UnitMoney,
                key_of("difference"),
            ));
            rows.push(row(key(unit, item), cells));
        }
        let pool = unit.pool.as_ref().map(total).map_err(Reason::clone);
        let mut cells = vec![
            Cell::Empty,
            label("row.subtotal"),
            words(&unit.name),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            figure(&unit.revenue, Unit::Money, of_pool(unit, "revenue")),
            match &closed {
                Ok(_) => computed(&pool, Unit::Money, of_pool(unit, "pool")),
                Err(reason) => Cell::NotComputable {
                    reason: reason.clone(),
                },
            },
        ];
        cells.resize(columns.len(), Cell::Empty);
        rows.push(styled(
            format!("{}/subtotal", unit.department),
            RowStyle::Subtotal,
            cells,
        ));
    }
    (columns, rows)
}

/// Activities with their cost and what one unit of the driver costs; `None` where no unit has any.
/// 作业成本表
pub fn activities(units: &[UnitItems]) -> Option<Table> {
    let mut rows = Vec::new();
    for unit in units {
        for activity in &unit.activities {
            let cost = total(&activity.cost);
            let rate = cost.over(&activity.volume, || {
                Reason::new("reason.no_activity_volume")
                    .with("department", unit.name.as_str())
                    .with("activity", activity.name.as_str())
            });
            let why = |name: &str| of_pool(unit, &format!("activity/{}/{name}", activity.code));
            rows.push(row(
                format!("{}/{}", unit.department, activity.code),
                vec![
                    words(&unit.name),
                    words(&activity.code),
                    words(&activity.name),
                    figure(&total(&activity.direct), Unit::Money, None),
                    figure(&cost, Unit::Money, why("cost")),
                    figure(&activity.volume, Unit::Ratio, why("volume")),
                    computed(&rate, Unit::UnitMoney, why("rate")),
                ],
            ));
        }
    }
    if rows.is_empty() {
        return None;
    }
    Some(Table {
        id: "activities".into(),
        title: Message::new("table.activities"),
        columns: vec![
            text_column("costing_unit"),
            text_column("code"),
            text_column("name"),
            column("traced", Unit::Money),
            column("cost", Unit::Money),
            column("activity_volume", Unit::Ratio),
            column("activity_rate", Unit::UnitMoney),
        ],
        rows,
        notes: vec![Message::new("note.activities")],
    })
}
