//! The insurer's settlement list against the payment computed here: who belongs to whom, what differs, and why.
//!
//! Nothing is lost: computed fund money of all insured cases less the list's money is the sum of the differences by
//! cause, what is not settled yet, less what the list has and the hospital does not. All amounts are whole 分.

mod ageing;
mod compare;
mod matching;

pub use ageing::{BUCKETS, bucket};
pub use compare::{Cause, Compared, Difference, Reconciliation, reconcile};
pub use matching::{Basis, Matches, Suspect, matches};
