//! The project file (.yhproj): one SQLite database, one writer, one transaction per act.
//!
//! It keeps the accepted text of mapped, non-identity cells and where each stands. Figures are made of that text anew
//! on every opening, by the same code as at the import: there is one truth and one path to it.

mod acts;
mod away;
mod batches;
mod chunk;
mod cipher;
mod error;
mod header;
mod hold;
mod many;
mod migrate;
mod notes;
mod open;
mod password;
mod plans;
mod recover;
mod settings;
mod snapshots;
mod state;
mod tables;
mod undo;
mod vault;

pub use acts::{Actor, Entry, EntryKind};
pub use away::Away;
pub use batches::{BatchRecord, NewBatch, Stored};
pub use cipher::{Password, RecoveryKey};
pub use error::StoreError;
pub use many::BatchDifference;
pub use open::{Meta, Project};
pub use password::Locked;
pub use plans::{PlanNote, PlanVersion};
pub use recover::{Salvaged, done_since, recover, salvage};
pub use settings::PolicyChoice;
pub use snapshots::{Snapshot, snapshots_of};
pub use tables::{OLDEST_VERSION, SCHEMA_VERSION};
pub use undo::Reversible;

/// Result of a store call.
pub type Kept<T> = Result<T, StoreError>;
