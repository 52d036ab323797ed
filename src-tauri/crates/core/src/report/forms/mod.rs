//! 成本报表: definitions as data, figures of a run, tables that foot.
//!
//! A definition says rows, columns, level and closing axis; [`build`] turns it and a run into a [`Form`]. The same
//! quantity prints identically on every form, because its printed amount is decided in one place (`figures`).

mod build;
mod columns;
mod definition;
mod figures;
mod groups;
mod rows;
mod tie;
mod worlds;

pub use build::{Form, build};
pub use definition::{
    Closing, ColumnSet, FormDefinition, FormLevel, FormName, FormNumber, FormObject, HeaderField,
    Known, RowKind, SignOff, TieOut,
};
pub use figures::{Figure, Part};
pub(crate) use figures::{embed, unembed};
pub use worlds::{World, Worlds};
