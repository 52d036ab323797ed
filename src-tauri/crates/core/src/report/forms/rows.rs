//! Rows of the forms.

use super::definition::{FormDefinition, FormObject, RowKind};
use super::worlds::Worlds;
use crate::hospital::{CostItem, DepartmentClass};
use crate::issue::Message;
use crate::report::publish::{label, words};
use crate::report::{Cell, RowStyle};

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Unit(usize),
    Class(DepartmentClass),
    Placeless,
    Business,
    All,
    Item(CostItem),
    Items,
    Revenue,
    Margin,
    PerBedDay,
    PerVisit,
    /// Position in [`Worlds::objects`].
    Object(usize),
    /// Position in the run's groups; `None` for all cases.
    Group(Option<usize>),
}

/// A row before its figures.
pub(super) struct Line {
    pub key: String,
    pub style: RowStyle,
    pub heads: Vec<Cell>,
    pub subject: Subject,
}

impl Line {
    fn new(key: impl Into<String>, style: RowStyle, heads: Vec<Cell>, subject: Subject) -> Self {
        Self {
            key: key.into(),
            style,
            heads,
            subject,
        }
    }
}

/// Kind of object a form counts.
pub(super) fn object_kind(definition: &FormDefinition) -> &'static str {
    if definition.object == FormObject::Visit {
        "visits"
    } else {
        "bed_days"
    }
}

/// Whether rows begin with a code before the name.
pub(super) fn with_code(rows: RowKind) -> bool {
    !matches!(rows, RowKind::Items | RowKind::ItemsAndResults)
}

pub(super) fn lines(worlds: &Worlds<'_>, definition: &FormDefinition) -> Vec<Line> {
    match definition.rows {
        RowKind::UnitsByClass => units_by_class(worlds),
        RowKind::ClinicalUnits => {
            let mut lines = units(worlds, DepartmentClass::Clinical);
            lines.push(total(Subject::Class(DepartmentClass::Clinical)));
            lines
        }
        RowKind::Items => items(),
        RowKind::ItemsAndResults => {
            let mut lines = items();
            for (key, subject) in [
                ("revenue", Subject::Revenue),
                ("margin", Subject::Margin),
                ("per_bed_day", Subject::PerBedDay),
                ("per_visit", Subject::PerVisit),
            ] {
                let head = vec![label(format!("form.row_{key}"))];
                lines.push(Line::new(key, RowStyle::Subtotal, head, subject));
            }
            lines
        }
        RowKind::ObjectUnits => object_units(worlds, object_kind(definition)),
        RowKind::Groups => {
            let groups = worlds.base().run.margins.groups.iter().enumerate();
            let mut lines: Vec<Line> = groups
                .map(|(index, group)| {
                    let heads = vec![words(&group.code), words(&group.name)];
                    let subject = Subject::Group(Some(index));
                    Line::new(&group.code, RowStyle::Normal, heads, subject)
                })
                .collect();
            lines.push(total(Subject::Group(None)));
            lines
        }
        RowKind::ServiceItems => Vec::new(),
    }
}

fn total(subject: Subject) -> Line {
    let heads = vec![Cell::Empty, label("row.total")];
    Line::new("total", RowStyle::Total, heads, subject)
}

fn units(worlds: &Worlds<'_>, class: DepartmentClass) -> Vec<Line> {
    let departments = &worlds.base().facts.departments;
    let of = |unit: usize| {
        let department = &departments[unit].0;
        let heads = vec![words(&department.code), words(&department.name)];
        Line::new(
            &department.code,
            RowStyle::Normal,
            heads,
            Subject::Unit(unit),
        )
    };
    worlds.units_of(class).into_iter().map(of).collect()
}

fn units_by_class(worlds: &Worlds<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let class = |lines: &mut Vec<Line>, class: DepartmentClass| {
        lines.extend(units(worlds, class));
        let name = Message::new("form.subtotal").with("name", format!("@class.{}", class.key()));
        let heads = vec![Cell::Empty, Cell::Label { message: name }];
        let subject = Subject::Class(class);
        lines.push(Line::new(
            format!("class/{}", class.key()),
            RowStyle::Subtotal,
            heads,
            subject,
        ));
    };
    class(&mut lines, DepartmentClass::Clinical);
    class(&mut lines, DepartmentClass::MedicalTechnology);
    class(&mut lines, DepartmentClass::MedicalSupport);
    let heads = |key: &str| vec![Cell::Empty, label(key)];
    let placeless = heads("form.row_placeless");
    lines.push(Line::new(
        "placeless",
        RowStyle::Subtotal,
        placeless,
        Subject::Placeless,
    ));
    let business = heads("form.row_business");
    lines.push(Line::new(
        "business",
        RowStyle::Subtotal,
        business,
        Subject::Business,
    ));
    class(&mut lines, DepartmentClass::Administration);
    lines.push(Line::new(
        "total",
        RowStyle::Total,
        heads("form.row_medical"),
        Subject::All,
    ));
    lines
}

fn items() -> Vec<Line> {
    let mut lines: Vec<Line> = CostItem::ALL
        .into_iter()
        .map(|item| {
            let heads = vec![label(format!("item.{}", item.key()))];
            Line::new(item.key(), RowStyle::Normal, heads, Subject::Item(item))
        })
        .collect();
    let heads = vec![label("row.total")];
    lines.push(Line::new("total", RowStyle::Total, heads, Subject::Items));
    lines
}

fn object_units(worlds: &Worlds<'_>, kind: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut hospital = None;
    for (index, object) in worlds.objects(kind).iter().enumerate() {
        let subject = Subject::Object(index);
        match &object.department {
            None => {
                let heads = vec![Cell::Empty, label("row.hospital")];
                hospital = Some(Line::new("total", RowStyle::Total, heads, subject));
            }
            Some(code) => {
                let unit = worlds.base().facts.department(code);
                let name = unit.map_or(code.as_str(), |unit| unit.name.as_str());
                let heads = vec![words(code), words(name)];
                lines.push(Line::new(code, RowStyle::Normal, heads, subject));
            }
        }
    }
    lines.extend(hospital);
    lines
}
