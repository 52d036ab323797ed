//! 盈衡 core: what each case type costs, what is paid for it, where break-even lies, and what happens if….
//!
//! Pure: no files, clock, environment, database or network; no user-visible sentence (messages are keys with
//! arguments); nothing here iterates a hash map into a result. The pipeline's front door is [`run::compute`].
//! Stages use earlier stages only; [`report`] is last and nothing here imports it.

pub mod allocation;
pub mod break_even;
pub mod checks;
pub mod claims;
pub mod clearing;
pub mod costing;
pub mod facts;
pub mod hospital;
pub mod issue;
mod look_up;
pub mod margin;
pub mod payment;
pub mod period;
pub mod plan;
pub mod planning;
pub mod policy;
pub mod quantity;
pub mod replay;
pub mod report;
pub mod run;
pub mod scenario;
pub mod sources;
pub mod takeover;
pub mod trace;
