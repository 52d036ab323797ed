//! Rules over all facts, one file per rule. Each answers few issues: the first place and a count, never one per row.

mod bed_days;
mod closed_units;
mod duplicates;
mod fee_lines;
mod in_house;
mod periods;
mod revenue;
mod sources;
mod stays;
mod stock;
mod stock_months;
mod unknown_units;

use crate::facts::{Facts, SourceRef};
use crate::issue::{Issue, Severity};

/// All rules, sorted, without duplicates.
/// 数据检查
pub fn all(facts: &Facts) -> Vec<Issue> {
    let rules: [fn(&Facts) -> Vec<Issue>; 12] = [
        bed_days::check,
        closed_units::check,
        duplicates::check,
        fee_lines::check,
        in_house::check,
        periods::check,
        revenue::check,
        sources::check,
        stays::check,
        stock::check,
        stock_months::check,
        unknown_units::check,
    ];
    let mut issues: Vec<Issue> = rules.iter().flat_map(|rule| rule(facts)).collect();
    issues.sort();
    issues.dedup();
    issues
}

/// How often something was found, where first, and the distinct codes met.
#[derive(Default)]
struct Found<'a> {
    count: u64,
    first: SourceRef,
    codes: std::collections::BTreeSet<&'a str>,
}

/// Codes named in a message before it says how many more there are.
const NAMED: usize = 5;

impl<'a> Found<'a> {
    fn note(&mut self, source: SourceRef) {
        if self.count == 0 {
            self.first = source;
        }
        self.count += 1;
    }
    fn note_code(&mut self, source: SourceRef, code: &'a str) {
        self.note(source);
        self.codes.insert(code);
    }
    /// The issue with `count`, and `codes` where codes were noted; `None` when nothing was found.
    fn issue(&self, facts: &Facts, severity: Severity, code: &str, field: &str) -> Option<Issue> {
        if self.count == 0 {
            return None;
        }
        let mut issue = Issue::new(severity, code)
            .with("count", self.count.to_string())
            .at(facts.place(self.first, field));
        if !self.codes.is_empty() {
            let mut codes: Vec<&str> = self
                .codes
                .iter()
                .take(NAMED)
                .map(|code| if code.is_empty() { "—" } else { *code })
                .collect();
            if self.codes.len() > NAMED {
                codes.push("…");
            }
            issue = issue
                .with("codes", codes.join(", "))
                .with("distinct", self.codes.len().to_string());
        }
        Some(issue)
    }
}
