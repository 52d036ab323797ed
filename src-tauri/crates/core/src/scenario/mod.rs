//! What-if: baseline + ordered, named, dated, sourced overrides, through the same pipeline.

mod beds;
mod bridge;
mod levers;
mod model;
mod regional_pool;
mod resolve;

pub use bridge::{Outcome, Step, compute};
pub use levers::{
    Answer, Example, Family, Guard, Lever, LeverSpec, Measure, Parameter, TargetKind,
};
pub use model::{Override, Scenario, Target};
pub use resolve::{Applied, Ground, Resolved, resolve};
