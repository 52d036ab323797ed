//! Trouble named one by one up to a limit; what goes beyond is counted in one line.

use std::collections::BTreeMap;

use crate::issue::{Issue, Severity};

/// Issues of one code that are listed one by one.
const LISTED: u64 = 20;

/// Collects issues.
#[derive(Default)]
pub(super) struct Found {
    issues: Vec<Issue>,
    more: BTreeMap<String, (Severity, u64)>,
    counts: BTreeMap<String, u64>,
}

impl Found {
    pub fn add(&mut self, issue: Issue) {
        let count = self.counts.entry(issue.code().to_owned()).or_default();
        *count += 1;
        if *count <= LISTED {
            self.issues.push(issue);
        } else {
            let more = self
                .more
                .entry(issue.code().to_owned())
                .or_insert((issue.severity, 0));
            more.1 += 1;
        }
    }
    /// All of them; a line per code says how many are not named.
    pub fn finish(mut self) -> Vec<Issue> {
        for (code, (severity, count)) in self.more {
            self.issues.push(
                Issue::new(severity, "sources.more")
                    .with("code", code)
                    .with("count", count.to_string()),
            );
        }
        self.issues
    }
}
