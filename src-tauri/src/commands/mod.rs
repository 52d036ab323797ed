//! One file per family of use cases; every function: wire in → app → wire out.

pub mod import;
pub mod keeping;
pub mod pack;
pub mod pages;
pub mod plan;
pub mod project;
pub mod replay;
pub mod report;
pub mod scenario;
pub mod settings;
