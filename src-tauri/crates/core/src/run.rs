//! The front door: facts, policy, plan and adjustments in; the whole result out.
