//! 药品与卫生材料消耗表: what each unit used, billed or not, high or low value, beside the ledger.

use crate::facts::Facts;
use crate::hospital::CostItem;
use crate::issue::Message;
use crate::report::publish::{column, computed, label, row, styled, text_column, words};
use crate::report::{Cell, RowStyle, Table, Unit};
use crate::sources::materials::{Materials, Part, UnitMaterials};

/// Key of an item in tables and "why".
fn item_key(line: &UnitMaterials) -> &'static str {
    line.item.map_or("unclassified", CostItem::key)
}

fn item_label(line: &UnitMaterials) -> Cell {
    label(match line.item {
        Some(item) => format!("item.{}", item.key()),
        None => "sources.unclassified".to_owned(),
    })
}

fn figures(line: &UnitMaterials, unit: Option<&str>) -> Vec<Cell> {
    Part::ALL
        .iter()
        .map(|part| {
            let key = match unit {
                Some(code) => format!("material/{code}/{}/{}", item_key(line), part.key()),
                None => format!("materials/{}/{}", item_key(line), part.key()),
            };
            computed(&line.part(*part), Unit::Money, Some(key))
        })
        .collect()
}

/// Units × item: consumption by class, ledger, difference. Every figure is whole 分; columns add up as printed.
/// 药品与卫生材料消耗表
pub fn materials(facts: &Facts, materials: &Materials) -> Table {
    let mut columns = vec![
        text_column("code"),
        text_column("name"),
        text_column("cost_item"),
    ];
    columns.extend(
        Part::ALL
            .iter()
            .map(|part| column(&format!("materials_{}", part.key()), Unit::Money)),
    );
    let mut rows = Vec::new();
    for total in &materials.totals {
        for line in materials
            .units
            .iter()
            .filter(|line| line.item == total.item)
        {
            let name = match facts.department(&line.department) {
                Some(unit) => words(&unit.name),
                None => label("sources.unknown_unit"),
            };
            let mut cells = vec![words(&line.department), name, item_label(line)];
            cells.extend(figures(line, Some(&line.department)));
            rows.push(row(
                format!("{}/{}", item_key(line), line.department),
                cells,
            ));
        }
        let mut cells = vec![Cell::Empty, label("row.total"), item_label(total)];
        cells.extend(figures(total, None));
        rows.push(styled(item_key(total), RowStyle::Total, cells));
    }
    Table {
        id: "materials".into(),
        title: Message::new("table.materials"),
        columns,
        rows,
        notes: vec![
            Message::new("note.materials_ledger_is_base"),
            Message::new("note.point_of_use"),
        ],
    }
}
