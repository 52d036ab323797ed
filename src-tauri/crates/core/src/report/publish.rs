//! From exact values to printed cells: every published figure of a table is rounded here, once.

use crate::issue::Message;
use crate::quantity::{Computed, Fraction, rounding};
use crate::report::{Cell, Column, Row, RowStyle, Unit};

/// Decimal text of an exact value in its unit. Money comes in 分 and is printed in 元.
pub fn text(value: &Fraction, unit: Unit) -> String {
    match unit {
        Unit::Money | Unit::UnitMoney => rounding::to_money(value).to_string(),
        Unit::Ratio | Unit::Weight => rounding::to_text(value, 4),
        Unit::Percent => rounding::to_text(&(value * &Fraction::from(100)), 2),
        Unit::Count => rounding::to_text(value, 0),
        Unit::Days => rounding::to_text(value, 2),
    }
}

/// Places tried before an exact value is printed as a fraction: more than anybody writes.
const MOST_PLACES: u32 = 12;

/// An exact value in full: at least `least` places, more where it has more, a fraction where no decimal is exact.
pub fn exact(value: &Fraction, least: u32) -> String {
    (least..=MOST_PLACES)
        .find(|places| rounding::to_places(value, *places) == *value)
        .map_or_else(
            || value.to_string(),
            |places| rounding::to_text(value, places),
        )
}

/// A figure with its "why" key.
pub fn figure(value: &Fraction, unit: Unit, why: impl Into<Option<String>>) -> Cell {
    Cell::Figure {
        text: text(value, unit),
        why: why.into(),
    }
}

/// A figure, or why there is none.
pub fn computed(value: &Computed<Fraction>, unit: Unit, why: impl Into<Option<String>>) -> Cell {
    match value {
        Ok(value) => figure(value, unit, why),
        Err(reason) => Cell::NotComputable {
            reason: reason.clone(),
        },
    }
}

/// A text as the user wrote it.
pub fn words(text: impl Into<String>) -> Cell {
    Cell::Text { text: text.into() }
}

/// A message.
pub fn label(key: impl Into<String>) -> Cell {
    Cell::Label {
        message: Message::new(key),
    }
}

/// A column of figures; its heading is the message `column.` + key.
pub fn column(key: &str, unit: Unit) -> Column {
    Column {
        key: key.to_owned(),
        label: Message::new(format!("column.{key}")),
        unit: Some(unit),
    }
}

/// A column of text.
pub fn text_column(key: &str) -> Column {
    Column {
        key: key.to_owned(),
        label: Message::new(format!("column.{key}")),
        unit: None,
    }
}

/// An ordinary row.
pub fn row(key: impl Into<String>, cells: Vec<Cell>) -> Row {
    Row {
        key: key.into(),
        style: RowStyle::Normal,
        cells,
    }
}

/// A row of another weight.
pub fn styled(key: impl Into<String>, style: RowStyle, cells: Vec<Cell>) -> Row {
    Row {
        key: key.into(),
        style,
        cells,
    }
}

/// Columns of money closed to their total (最大余额法): the parts printed add up to the total printed.
pub fn closed_texts(parts: &[Fraction]) -> Vec<String> {
    let total: Fraction = parts.iter().sum();
    rounding::closed(parts, rounding::to_money(&total))
        .into_iter()
        .map(|part| part.to_string())
        .collect()
}

/// What separately rounded parts miss of their rounded total (尾差), in exact 分 of whole 分.
pub fn rounding_difference<'a>(parts: impl Iterator<Item = &'a Fraction> + Clone) -> Fraction {
    let total: Fraction = parts.clone().sum();
    let printed: crate::quantity::Money = parts.map(rounding::to_money).sum();
    (rounding::to_money(&total) - printed).exact()
}
