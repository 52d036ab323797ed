//! Adapters: each fetches or writes, none decides. They never import each other.

pub mod form_files;
pub mod pack_files;
pub mod picture;
pub mod platform;
pub mod store;
pub mod workbook_in;
pub mod workbook_out;
