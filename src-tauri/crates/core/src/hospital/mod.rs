//! The hospital's own structure: costing units, their classes, cost items, funding sources, service units.

mod cost_item;
mod department;

pub use cost_item::{CostItem, FundingSource, ItemAmounts};
pub use department::{Department, DepartmentClass, ServiceUnitKind};
