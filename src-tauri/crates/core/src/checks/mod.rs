//! Rules over all facts, one file per rule.
