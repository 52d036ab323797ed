//! What-if: baseline + ordered, named, dated, sourced overrides, through the same pipeline.

mod attribution;
mod beds;
mod bridge;
mod compare;
mod guards;
mod levers;
mod model;
mod regional_pool;
mod resolve;

pub use attribution::{Attribution, Effort, Pair, Part, attribute};
pub use bridge::{Outcome, Step, compute};
pub use compare::{
    Difference, MOST_COMPARED, Merged, Mover, OnConflict, differences, merge, movers,
};
pub use guards::{GuardBasis, GuardState, Reading, has_red_guard, readings, readmissions};
pub use levers::{
    Answer, Example, Family, Guard, Lever, LeverSpec, Measure, Parameter, TargetKind,
};
pub use model::{Override, Scenario, Snapshot, Target};
pub use resolve::{Applied, Ground, Resolved, resolve};
