//! 成本勾稽表: from the ledger to clinical units, service units and cases, each line to the 分.

use crate::hospital::DepartmentClass;
use crate::issue::Message;
use crate::plan::CostLevel;
use crate::quantity::{Computed, Fraction};
use crate::report::forms::{Figure, Part, World, Worlds};
use crate::report::publish::{
    column, computed, figure, label, rounding_difference, row, styled, text_column, words,
};
use crate::report::{Cell, Row, RowStyle, Table, Unit};

/// One line before it is printed.
struct Line {
    key: String,
    head: Cell,
    value: Computed<Fraction>,
    why: Option<String>,
}

fn named(key: &str, figure: Figure) -> Line {
    Line {
        key: key.to_owned(),
        head: label(format!("cost_line.{key}")),
        value: figure.value,
        why: figure.why,
    }
}

/// A block of lines that have to add up to the cost quantum, with its 尾差 and its check.
fn block(name: &str, lines: Vec<Line>, quantum: &Figure, rows: &mut Vec<Row>) {
    let head = vec![label(format!("cost_line.{name}")), Cell::Empty];
    rows.push(styled(name, RowStyle::Subtotal, head));
    let values: Computed<Vec<Fraction>> = lines.iter().map(|line| line.value.clone()).collect();
    for line in lines {
        let cells = vec![line.head, computed(&line.value, Unit::Money, line.why)];
        rows.push(row(format!("{name}/{}", line.key), cells));
    }
    if let Ok(values) = &values {
        let rest = rounding_difference(values.iter());
        if !rest.is_zero() {
            let cells = vec![
                label("row.rounding_difference"),
                figure(&rest, Unit::Money, None),
            ];
            rows.push(row(format!("{name}/difference"), cells));
        }
    }
    let check = values.and_then(|values| {
        let sum: Fraction = values.iter().sum();
        Ok(&quantum.value.clone()? - &sum)
    });
    let cells = vec![
        label("cost_line.check"),
        computed(&check, Unit::Money, None),
    ];
    rows.push(styled(format!("{name}/check"), RowStyle::Subtotal, cells));
}

/// Ledger → not counted at this level → cost quantum; the quantum by class, by level, by service unit and by case.
/// 成本勾稽表
///
/// Each block's check line is the quantum less the block's exact sum: 0.00, or something is lost. Source: cost-method
/// §7.1 and §7.6. Patients in the house stand beside, because their cost lies inside what reached no case.
pub fn statement(worlds: &Worlds<'_>) -> Table {
    let world = worlds.plan();
    let quantum = worlds.total(world, None);
    let ledger = worlds.total(World::Level(CostLevel::HospitalFull), None);
    let base = worlds.base();
    let mut rows = Vec::new();
    let left_out = worlds.difference(&ledger, &quantum);
    for (key, style, found) in [
        ("ledger", RowStyle::Normal, &ledger),
        ("not_counted", RowStyle::Normal, &left_out),
        ("quantum", RowStyle::Total, &quantum),
    ] {
        let cells = vec![label(format!("cost_line.{key}")), found.cell()];
        rows.push(styled(key, style, cells));
    }
    let mut classes: Vec<Line> = DepartmentClass::ALL
        .into_iter()
        .rev()
        .map(|class| {
            let mut line = named("class", worlds.class(world, class, Part::Own, None));
            line.key = class.key().to_owned();
            line.head = label(format!("class.{}", class.key()));
            line
        })
        .collect();
    classes.push(named("placeless", worlds.placeless(world, None)));
    block("by_class", classes, &quantum, &mut rows);

    let levels = [Part::Own, Part::Level1, Part::Level2, Part::Level3];
    let mut steps: Vec<Line> = levels
        .into_iter()
        .map(|part| {
            let clinical = worlds.class(world, DepartmentClass::Clinical, part, None);
            named(part.key(), clinical)
        })
        .collect();
    steps.push(named("unallocated", worlds.unallocated(world, None)));
    block("by_level", steps, &quantum, &mut rows);

    let costing = &base.run.costing;
    let mut units: Vec<Line> = costing
        .service_units
        .iter()
        .map(|unit| Line {
            key: unit.code.clone(),
            head: words(&unit.name),
            value: Ok(unit.cost.iter().sum()),
            why: Some(format!("service_unit/{}/cost", unit.code)),
        })
        .collect();
    units.push(Line {
        key: "no_unit".to_owned(),
        head: label("cost_line.no_unit"),
        value: Ok(costing.unassigned.iter().sum()),
        why: Some("headline/without_unit".to_owned()),
    });
    block("by_service_unit", units, &quantum, &mut rows);

    let result = &base.run.margins.result;
    let headline = |key: &str, value: Computed<Fraction>| {
        named(
            key,
            Figure::new(value, Unit::Money, format!("headline/{key}")),
        )
    };
    let objects = vec![
        headline("inpatient_cost", result.inpatient_cost.clone()),
        headline("outpatient_cost", Ok(result.outpatient_cost.clone())),
        headline("unassigned_cost", Ok(result.unassigned_cost.clone())),
    ];
    block("by_case", objects, &quantum, &mut rows);
    let change = computed(&costing.wip.change(), Unit::Money, "wip/change".to_owned());
    rows.push(row("wip", vec![label("cost_line.wip"), change]));
    let mut notes = vec![
        Message::new("form.note_level").with("level", format!("@level.{}", world.key())),
        Message::new("note.rounded_once"),
    ];
    if base.facts.synthetic {
        notes.insert(0, Message::new("note.synthetic"));
    }
    Table {
        id: "cost_reconciliation".into(),
        title: Message::new("table.cost_reconciliation"),
        columns: vec![text_column("line"), column("amount", Unit::Money)],
        rows,
        notes,
    }
}
