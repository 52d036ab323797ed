//! Reads what hospitals hand in: xlsx workbooks and delimited text, in a confined process of its own.
//!
//! Nothing is guessed silently: every row is delivered, skipped by a named rule or refused with an issue; identity
//! columns never leave the worker, identifying numbers leave as keyed hashes. Texts stay texts here; the acceptance
//! turns them into quantities. .xlsx and .xlsb are streamed; .xls, .et and .ods are read whole within the worker's limits.

mod archive;
mod book;
mod cell_text;
mod cells;
mod compound;
mod decode;
mod delimited;
mod extract;
mod fingerprint;
mod forms;
mod frame;
#[cfg(feature = "fuzzing")]
pub mod fuzzed;
mod handle;
mod heading;
mod identity;
#[cfg(test)]
mod identity_corpus;
mod identity_marks;
mod inspect;
mod layout;
pub mod limits;
mod older;
mod propose;
mod raw;
mod read_error;
mod run;
mod skip;
mod source;
mod trouble;
pub mod types;
mod unmarked;
mod worker;
mod xlsx;
mod xml_guard;

pub use forms::{Field, Form, Kind, form, forms};
pub use read_error::ReadError;
pub use run::run_in_worker;
pub use worker::worker_main;
