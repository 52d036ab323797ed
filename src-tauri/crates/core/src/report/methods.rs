//! Disease and DRG cost by four methods: side by side, the differences with their causes, pools and rates.

use crate::costing::methods::{
    Basis, GroupMethods, Method, MethodCost, Methods, compare, item_costs,
};
use crate::facts::Facts;
use crate::issue::Message;
use crate::plan::Plan;
use crate::quantity::{Computed, Fraction, Reason, rounding};
use crate::report::publish::{
    closed_texts, column, computed, figure, label, row, styled, text_column, words,
};
use crate::report::{Cell, Column, Row, RowStyle, Table, Unit};
use crate::run::Run;

/// The four methods on the cases of a run.
pub fn of_run(facts: &Facts, plan: &Plan, run: &Run) -> Methods {
    compare(Basis {
        facts,
        plan,
        costing: &run.costing,
        items: &item_costs(&run.costing),
    })
}

fn each(value: &Computed<Fraction>, cases: u64) -> Computed<Fraction> {
    let none = || Reason::new("reason.no_cases");
    value
        .as_ref()
        .map_err(Clone::clone)?
        .over(&Fraction::whole(cases), none)
}

/// Key of a group's figure; all cases have an empty code.
fn why(method: Method, group: &str, name: &str) -> Option<String> {
    Some(format!("method/{}/{group}/{name}", method.key()))
}

fn heading(group: &GroupMethods) -> [Cell; 2] {
    if group.code.is_empty() {
        [Cell::Empty, label("row.total")]
    } else {
        [words(&group.code), words(&group.name)]
    }
}

fn weight(group: &GroupMethods, key: String, cells: Vec<Cell>) -> Row {
    if group.code.is_empty() {
        styled(format!("total{key}"), RowStyle::Total, cells)
    } else {
        row(format!("{}{key}", group.code), cells)
    }
}

fn method_column(method: Method) -> Column {
    let key = format!("cost_{}", method.key());
    Column {
        label: Message::new(format!("method.{}", method.key())),
        key,
        unit: Some(Unit::UnitMoney),
    }
}

/// Cost per case of every group by the four methods, each on the cases it covers.
/// 病组成本四法对照表
pub fn methods(methods: &Methods) -> Table {
    let mut columns = vec![
        text_column("code"),
        text_column("name"),
        column("cases", Unit::Count),
    ];
    columns.extend(Method::ALL.map(method_column));
    columns.extend(
        Method::ALL[1..]
            .iter()
            .map(|method| column(&format!("covered_{}", method.key()), Unit::Count)),
    );
    let line = |group: &GroupMethods| {
        let mut cells = heading(group).to_vec();
        cells.push(figure(&Fraction::whole(group.cases), Unit::Count, None));
        cells.extend(group.methods.iter().map(|own| {
            let key = why(own.method, &group.code, "per_case");
            computed(&each(&own.cost, own.cases), Unit::UnitMoney, key)
        }));
        cells.extend(
            group.methods[1..]
                .iter()
                .map(|own| figure(&Fraction::whole(own.cases), Unit::Count, None)),
        );
        weight(group, String::new(), cells)
    };
    Table {
        id: "methods".into(),
        title: Message::new("table.methods"),
        columns,
        rows: methods
            .groups
            .iter()
            .chain([&methods.all])
            .map(line)
            .collect(),
        notes: vec![
            Message::new("note.methods_covered"),
            Message::new("note.methods_source"),
            Message::new("note.rounded_once"),
        ],
    }
}

/// What every method but the reference differs by, on the same cases, and why.
/// 四法差异原因表
pub fn differences(methods: &Methods) -> Table {
    let mut rows = Vec::new();
    for group in methods.groups.iter().chain([&methods.all]) {
        for own in group.methods[1..].iter().filter(|own| own.cases > 0) {
            let mut cells = heading(group).to_vec();
            cells.push(label(format!("method.{}", own.method.key())));
            cells.extend(cause_cells(group, own));
            rows.push(weight(group, format!("/{}", own.method.key()), cells));
        }
    }
    let mut columns = vec![text_column("code"), text_column("name")];
    columns.extend(cause_columns());
    Table {
        id: "method_differences".into(),
        title: Message::new("table.method_differences"),
        columns,
        rows,
        notes: cause_notes(),
    }
}

/// The four methods on one group.
/// 单一病组四法对照表
pub fn group(methods: &GroupMethods) -> Table {
    let line = |own: &MethodCost| {
        let mut cells = vec![label(format!("method.{}", own.method.key()))];
        if own.cases == 0 {
            let reason = own.missing.clone();
            let reason = reason.unwrap_or_else(|| Reason::new("reason.no_cases"));
            cells.push(figure(&Fraction::zero(), Unit::Count, None));
            cells.extend((0..7).map(|_| Cell::NotComputable {
                reason: reason.clone(),
            }));
        } else {
            cells.extend(cause_cells(methods, own));
        }
        row(own.method.key(), cells)
    };
    Table {
        id: "method_group".into(),
        title: Message::new("table.method_group").with("name", name_of(methods)),
        columns: cause_columns(),
        rows: methods.methods.iter().map(line).collect(),
        notes: cause_notes(),
    }
}

fn cause_columns() -> Vec<Column> {
    vec![
        text_column("cost_method"),
        column("covered_cases", Unit::Count),
        column("covered_charges", Unit::Percent),
        column("cost_per_case", Unit::UnitMoney),
        column("reference_per_case", Unit::UnitMoney),
        column("cost", Unit::Money),
        column("method_difference", Unit::Money),
        column("pool_cause", Unit::Money),
        column("driver_cause", Unit::Money),
    ]
}

fn cause_notes() -> Vec<Message> {
    ["note.method_causes", "note.pool_cause", "note.driver_cause"]
        .map(Message::new)
        .into()
}

/// Covered cases, share of charges, cost and reference per case, cost, difference and its two causes, closed to it.
fn cause_cells(group: &GroupMethods, own: &MethodCost) -> Vec<Cell> {
    let key = |name: &str| why(own.method, &group.code, name);
    let none = || Reason::new("reason.no_charges");
    let share = own.charge.exact().over(&group.charge.exact(), none);
    let difference = own.difference();
    let mut cells = vec![
        figure(&Fraction::whole(own.cases), Unit::Count, None),
        computed(&share, Unit::Percent, None),
        computed(
            &each(&own.cost, own.cases),
            Unit::UnitMoney,
            key("per_case"),
        ),
        computed(
            &each(&own.reference, own.cases),
            Unit::UnitMoney,
            key("reference_per_case"),
        ),
        computed(&own.cost, Unit::Money, key("cost")),
        computed(&difference, Unit::Money, key("difference")),
    ];
    match (&own.pool, &own.driver) {
        (Ok(pool), Ok(driver)) => {
            let texts = closed_texts(&[pool.clone(), driver.clone()]);
            let named = texts.into_iter().zip(["pool", "driver"]);
            cells.extend(named.map(|(text, name)| Cell::Figure {
                text,
                why: key(name),
            }));
        }
        (pool, driver) => {
            cells.extend([pool, driver].map(|cause| computed(cause, Unit::Money, None)));
        }
    }
    cells
}

/// Cost per case of one group by service unit (and by discharge unit for the top-down rate), each method on the cases
/// it covers.
/// 单一病组四法构成表
pub fn group_units(plan: &Plan, facts: &Facts, methods: &GroupMethods) -> Table {
    let mut columns = vec![text_column("name")];
    columns.extend(Method::ALL.map(method_column));
    let cell = |own: &MethodCost, value: Option<&Fraction>| match (&own.cost, value) {
        (Err(reason), _) => Cell::NotComputable {
            reason: reason.clone(),
        },
        (Ok(_), None) => Cell::Empty,
        (Ok(_), Some(value)) => {
            computed(&each(&Ok(value.clone()), own.cases), Unit::UnitMoney, None)
        }
    };
    let mut rows: Vec<Row> = plan
        .service_units
        .iter()
        .enumerate()
        .map(|(index, unit)| {
            let mut cells = vec![words(&unit.name)];
            cells.extend(methods.methods.iter().map(|own| {
                let value = own.by_unit.get(index);
                cell(
                    own,
                    value.filter(|value| own.method != Method::TopDown || !value.is_zero()),
                )
            }));
            row(unit.code.clone(), cells)
        })
        .collect();
    let top_down = &methods.methods[Method::TopDown as usize];
    for (code, value) in &top_down.by_rate {
        let name = facts
            .department(code)
            .map_or(code.as_str(), |department| department.name.as_str());
        let mut cells = vec![Cell::Label {
            message: Message::new("row.by_rate").with("name", name),
        }];
        cells.extend(methods.methods.iter().map(|own| match own.method {
            Method::TopDown => cell(own, Some(value)),
            _ => Cell::Empty,
        }));
        rows.push(row(format!("rate/{code}"), cells));
    }
    let mut total = vec![label("row.total")];
    total.extend(methods.methods.iter().map(|own| {
        let key = why(own.method, &methods.code, "per_case");
        computed(&each(&own.cost, own.cases), Unit::UnitMoney, key)
    }));
    rows.push(styled("total", RowStyle::Total, total));
    Table {
        id: "method_units".into(),
        title: Message::new("table.method_units").with("name", name_of(methods)),
        columns,
        rows,
        notes: vec![
            Message::new("note.methods_covered"),
            Message::new("note.rounded_once"),
        ],
    }
}

/// Name of a group; of all of them together where the code is empty.
fn name_of(methods: &GroupMethods) -> String {
    if methods.code.is_empty() {
        "@method.all_groups".to_owned()
    } else {
        methods.name.clone()
    }
}

/// What each method could spread, what its cases took, and what stays with others.
/// 四法成本池勾稽表
pub fn pools(methods: &Methods) -> Table {
    let line = |method: Method| {
        let own = &methods.all.methods[method as usize];
        let mut cells = vec![label(format!("method.{}", method.key()))];
        match &methods.pools[method as usize] {
            Some(pool) => {
                let parts = [pool.covered.clone(), pool.remainder()];
                cells.push(figure(&pool.pool, Unit::Money, None));
                let named = closed_texts(&parts).into_iter();
                cells.extend(named.map(|text| Cell::Figure { text, why: None }));
            }
            None => {
                cells.push(Cell::Empty);
                cells.push(computed(&own.cost, Unit::Money, why(method, "", "cost")));
                cells.push(Cell::Empty);
            }
        }
        cells.push(figure(&Fraction::whole(own.cases), Unit::Count, None));
        let none = || Reason::new("reason.no_charges");
        let share = own.charge.exact().over(&methods.all.charge.exact(), none);
        cells.push(computed(&share, Unit::Percent, None));
        cells.push(
            own.missing
                .as_ref()
                .map_or(Cell::Empty, |reason| Cell::NotComputable {
                    reason: reason.clone(),
                }),
        );
        row(method.key(), cells)
    };
    Table {
        id: "method_pools".into(),
        title: Message::new("table.method_pools"),
        columns: vec![
            text_column("cost_method"),
            column("method_pool", Unit::Money),
            column("covered_cost", Unit::Money),
            column("pool_remainder", Unit::Money),
            column("covered_cases", Unit::Count),
            column("covered_charges", Unit::Percent),
            text_column("not_covered"),
        ],
        rows: Method::ALL.into_iter().map(line).collect(),
        notes: vec![
            Message::new("note.method_pools"),
            Message::new("note.before_level3"),
        ],
    }
}

/// Rates of the top-down method.
/// 科室分摊率表
pub fn top_down_rates(facts: &Facts, plan: &Plan, methods: &Methods) -> Table {
    let rows = methods.top_down.iter().map(|unit| {
        let name = facts.department(&unit.department);
        let key = |name: &str| Some(format!("method_rate/top_down/{}/{name}", unit.department));
        let spread = unit.spread();
        row(
            unit.department.clone(),
            vec![
                words(&unit.department),
                words(name.map_or("", |department| department.name.as_str())),
                computed(&unit.pool, Unit::Money, key("pool")),
                computed(&unit.own, Unit::Money, key("own")),
                computed(&spread, Unit::Money, key("spread")),
                figure(&unit.parameter, Unit::Count, key("parameter")),
                computed(&unit.rate, Unit::UnitMoney, key("rate")),
            ],
        )
    });
    Table {
        id: "top_down_rates".into(),
        title: Message::new("table.top_down_rates"),
        columns: vec![
            text_column("code"),
            text_column("name"),
            column("inpatient_cost", Unit::Money),
            column("own_cost", Unit::Money),
            column("spread_cost", Unit::Money),
            column("top_down_parameter", Unit::Count),
            column("unit_rate", Unit::UnitMoney),
        ],
        rows: rows.collect(),
        notes: vec![Message::new("note.top_down").with(
            "parameter",
            format!("@top_down.{}", plan.disease.top_down.key()),
        )],
    }
}

/// Unit costs of service-unit addition.
/// 服务单元单位成本表
pub fn service_unit_rates(plan: &Plan, methods: &Methods) -> Table {
    let rows = methods.rates.iter().flatten().map(|unit| {
        let name = plan.service_units.iter().find(|own| own.code == unit.code);
        let key = |name: &str| Some(format!("method_rate/service_units/{}/{name}", unit.code));
        row(
            unit.code.clone(),
            vec![
                words(name.map_or(unit.code.as_str(), |own| own.name.as_str())),
                figure(
                    &unit.cost,
                    Unit::Money,
                    Some(format!("service_unit/{}/cost", unit.code)),
                ),
                match &unit.volume {
                    Ok(volume) => Cell::Figure {
                        text: rounding::to_text(volume, 2),
                        why: key("volume"),
                    },
                    Err(reason) => Cell::NotComputable {
                        reason: reason.clone(),
                    },
                },
                words(&unit.measure),
                computed(&unit.rate, Unit::UnitMoney, key("rate")),
            ],
        )
    });
    Table {
        id: "service_unit_rates".into(),
        title: Message::new("table.service_unit_rates"),
        columns: vec![
            text_column("name"),
            column("cost", Unit::Money),
            column("service_volume", Unit::Days),
            text_column("service_measure"),
            column("unit_rate", Unit::UnitMoney),
        ],
        rows: rows.collect(),
        notes: vec![
            Message::new("note.before_level3"),
            Message::new("note.service_unit_rates"),
        ],
    }
}
