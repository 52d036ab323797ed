//! The rules of `src-tauri/ARCHITECTURE.md`, checked: layers, file map, message keys, generated bindings, sizes.

mod layers;
mod map;
mod messages;
mod shell;
mod sources;
