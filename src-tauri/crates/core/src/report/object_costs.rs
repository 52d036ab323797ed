//! 床日成本、诊次成本: cost per bed-day and visit of the hospital and of every unit, and what it is made of.

use crate::costing::ObjectCost;
use crate::facts::Facts;
use crate::hospital::CostItem;
use crate::issue::Message;
use crate::quantity::{Fraction, Reason};
use crate::report::objects::item_columns;
use crate::report::publish::{
    closed_texts, column, computed, figure, label, row, styled, text_column, words,
};
use crate::report::{Cell, Column, Row, RowStyle, Table, Unit};

/// The kind of object a table is about.
/// 核算对象
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectKind {
    /// 床日
    BedDay,
    /// 诊次
    Visit,
}

impl ObjectKind {
    /// Name in "why" keys.
    pub const fn key(self) -> &'static str {
        match self {
            Self::BedDay => "bed_day",
            Self::Visit => "visit",
        }
    }
    const fn table(self) -> &'static str {
        match self {
            Self::BedDay => "bed_days",
            Self::Visit => "visits",
        }
    }
}

/// Code and name of a line; the hospital has no code.
fn heading(facts: &Facts, object: &ObjectCost) -> Vec<Cell> {
    match &object.department {
        None => vec![Cell::Empty, label("row.hospital")],
        Some(code) => vec![
            words(code),
            words(
                facts
                    .department(code)
                    .map_or(code.as_str(), |unit| unit.name.as_str()),
            ),
        ],
    }
}

fn line(object: &ObjectCost, cells: Vec<Cell>) -> Row {
    match &object.department {
        None => styled("hospital", RowStyle::Total, cells),
        Some(code) => row(code.clone(), cells),
    }
}

/// Key of "why this number".
fn why(kind: ObjectKind, object: &ObjectCost, name: &str) -> Option<String> {
    let code = object.department.as_deref().unwrap_or("hospital");
    Some(format!("object/{}/{code}/{name}", kind.key()))
}

/// Cost per bed-day or visit, with and without drugs and billed consumables: the hospital, then each unit.
/// 科室床日(诊次)成本表
pub fn objects(kind: ObjectKind, facts: &Facts, objects: &[ObjectCost]) -> Table {
    let mut columns = vec![
        text_column("code"),
        text_column("name"),
        column("count", Unit::Count),
        column("unit_cost", Unit::UnitMoney),
        column("unit_cost_without_drugs", Unit::UnitMoney),
        column("unit_cost_without_drugs_and_billed", Unit::UnitMoney),
        column("cost", Unit::Money),
    ];
    columns.extend(item_columns());
    if kind == ObjectKind::BedDay {
        columns.push(column("occupancy", Unit::Percent));
    }
    let rows = objects.iter().map(|object| {
        let why = |name: &str| why(kind, object, name);
        let total: Fraction = object.cost.iter().sum();
        let mut cells = heading(facts, object);
        cells.extend([
            figure(&Fraction::whole(object.count), Unit::Count, why("count")),
            computed(&object.unit_cost, Unit::UnitMoney, why("unit_cost")),
            computed(
                &object.unit_cost_without_drugs,
                Unit::UnitMoney,
                why("without_drugs"),
            ),
            computed(
                &object.unit_cost_without_drugs_and_billed,
                Unit::UnitMoney,
                why("without_drugs_and_billed"),
            ),
            figure(&total, Unit::Money, why("cost")),
        ]);
        for (item, amount) in CostItem::ALL.into_iter().zip(&object.cost) {
            let key = why(&format!("cost/{}", item.key()));
            cells.push(figure(amount, Unit::Money, key));
        }
        if kind == ObjectKind::BedDay {
            let open = Fraction::whole(object.open_bed_days.unwrap_or_default());
            let used =
                Fraction::whole(object.count).over(&open, || Reason::new("reason.no_open_beds"));
            cells.push(computed(&used, Unit::Percent, why("occupancy")));
        }
        line(object, cells)
    });
    let rows = rows.collect();
    let mut notes = vec![Message::new("note.rounded_once")];
    if kind == ObjectKind::BedDay {
        notes.push(Message::new("note.actual_bed_days"));
    }
    notes.push(Message::new("note.without_billed"));
    Table {
        id: kind.table().into(),
        title: Message::new(match kind {
            ObjectKind::BedDay => "table.bed_days",
            ObjectKind::Visit => "table.visits",
        }),
        columns,
        rows,
        notes,
    }
}

/// The seven items of one bed-day or visit: amount, closed to the unit cost, and share.
/// 床日(诊次)成本构成表
pub fn composition(kind: ObjectKind, facts: &Facts, objects: &[ObjectCost]) -> Table {
    let mut columns = vec![
        text_column("code"),
        text_column("name"),
        column("unit_cost", Unit::UnitMoney),
    ];
    columns.extend(item_columns().map(|column| Column {
        unit: Some(Unit::UnitMoney),
        ..column
    }));
    columns.extend(item_columns().map(|column| Column {
        key: format!("{}_share", column.key),
        label: Message::new("column.item_share").with("item", format!("@item.{}", column.key)),
        unit: Some(Unit::Percent),
    }));
    let rows = objects.iter().map(|object| {
        let mut cells = heading(facts, object);
        let key = |name: &str| why(kind, object, name);
        cells.push(computed(
            &object.unit_cost,
            Unit::UnitMoney,
            key("unit_cost"),
        ));
        match &object.unit_cost {
            Err(reason) => cells.extend((0..14).map(|_| Cell::NotComputable {
                reason: reason.clone(),
            })),
            Ok(_) => {
                let none = || Reason::new("reason.no_workload");
                let count = Fraction::whole(object.count);
                let each = Fraction::one().over(&count, none).unwrap_or_default();
                let parts: Vec<Fraction> =
                    object.cost.iter().map(|amount| amount * &each).collect();
                for (item, text) in CostItem::ALL.into_iter().zip(closed_texts(&parts)) {
                    let why = key(&format!("unit_cost/{}", item.key()));
                    cells.push(Cell::Figure { text, why });
                }
                let all: Fraction = object.cost.iter().sum();
                for (item, amount) in CostItem::ALL.into_iter().zip(&object.cost) {
                    let share = amount.over(&all, || Reason::new("reason.no_cost"));
                    let why = key(&format!("share/{}", item.key()));
                    cells.push(computed(&share, Unit::Percent, why));
                }
            }
        }
        line(object, cells)
    });
    let rows = rows.collect();
    let (id, title) = match kind {
        ObjectKind::BedDay => ("bed_day_composition", "table.bed_day_composition"),
        ObjectKind::Visit => ("visit_composition", "table.visit_composition"),
    };
    Table {
        id: id.into(),
        title: Message::new(title),
        columns,
        rows,
        notes: vec![Message::new("note.closed_by_row")],
    }
}
