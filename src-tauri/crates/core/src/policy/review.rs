//! What a pack holds that no rule reads, and what its sources leave out: not wrong, but most likely a slip.

use std::collections::{BTreeMap, BTreeSet};

use super::{Certainty, CoefficientOn, Flow, KeyedBy, PolicyPack, RouteTest, Threshold, Value};
use crate::issue::{Issue, Severity};

fn warning(code: &str) -> Issue {
    Issue::new(Severity::Warning, code)
}

fn flags_of<'a>(flow: &'a Flow, found: &mut BTreeSet<&'a str>) {
    for rule in &flow.routes {
        if let RouteTest::Flag(flag) = &rule.test {
            found.insert(flag);
        }
    }
    for coefficient in &flow.coefficients {
        found.extend(coefficient.replace.iter().map(|(flag, _)| flag.as_str()));
    }
    found.extend(flow.own_charge.iter().map(|rule| rule.flag.as_str()));
}

/// Lines of a value kept by scheme, by key.
fn lines(value: &Value) -> Option<&BTreeMap<String, crate::quantity::Fraction>> {
    match value {
        Value::Keyed(table) => Some(table),
        Value::Limit(limit) => match &limit.threshold {
            Threshold::Keyed(table) => Some(table),
            _ => None,
        },
        _ => None,
    }
}

impl PolicyPack {
    /// Marks of groups that some rule asks for, sorted.
    fn flags_read(&self) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        for route in &self.routing {
            for test in &route.all {
                if let RouteTest::Flag(flag) = test {
                    found.insert(flag.as_str());
                }
            }
        }
        for (_, flow) in self.flows() {
            flags_of(flow, &mut found);
        }
        found
    }

    /// Warnings about a pack that loads: parameters, marks, columns, lines and sources nothing reads, marks no group
    /// bears, and official sources that cannot be looked up. Each once.
    /// 政策包检查提示
    pub fn review(&self) -> Vec<Issue> {
        let mut found = Vec::new();
        let used = self.used_parameters();
        let of_year = self.year.parameters();
        for (id, parameter) in &self.parameters {
            let read = used.contains(id.as_str()) || of_year.contains(id.as_str());
            // What is to be confirmed stands in a list of its own; a rule for it may follow with the answer.
            if !read && parameter.open.is_none() {
                found.push(warning("pack.unread_parameter").with("parameter", id));
            }
        }
        self.review_flags(&mut found);
        self.review_columns(&mut found);
        self.review_lines(&mut found);
        self.review_sources(&mut found);
        found
    }

    fn review_flags(&self, found: &mut Vec<Issue>) {
        let read = self.flags_read();
        let mut borne: BTreeMap<&str, usize> = BTreeMap::new();
        for flag in self.groups.rows().iter().flat_map(|row| &row.flags) {
            *borne.entry(flag).or_default() += 1;
        }
        for (flag, groups) in &borne {
            if !read.contains(flag) {
                let issue = warning("pack.unread_flag").with("flag", *flag);
                found.push(issue.with("groups", groups.to_string()));
            }
        }
        if self.groups.rows().is_empty() {
            return;
        }
        for flag in read.iter().filter(|flag| !borne.contains_key(*flag)) {
            found.push(warning("pack.flag_on_no_group").with("flag", *flag));
        }
    }

    fn review_columns(&self, found: &mut Vec<Issue>) {
        let bands = self.flows().any(|(_, flow)| flow.los_band.is_some());
        let grade = self.grade.as_deref().unwrap_or_default();
        let by_group: BTreeSet<String> = self
            .flows()
            .flat_map(|(_, flow)| &flow.coefficients)
            .filter(|own| own.on == CoefficientOn::Group)
            .map(|own| format!("{}.{grade}", own.parameter))
            .collect();
        let columns: BTreeSet<&str> = self
            .groups
            .rows()
            .iter()
            .flat_map(|row| row.columns.keys().map(String::as_str))
            .collect();
        for column in columns {
            let read = if column.contains('.') {
                // Columns of the other grades stand beside the hospital's own.
                let stem = column.split('.').next().unwrap_or_default();
                by_group
                    .iter()
                    .any(|own| own.split('.').next() == Some(stem))
            } else {
                bands
            };
            if !read {
                found.push(warning("pack.unread_column").with("column", column));
            }
        }
    }

    fn review_lines(&self, found: &mut Vec<Issue>) {
        let keys: BTreeSet<&str> = self
            .schemes
            .values()
            .chain(&self.other_schemes)
            .map(|rule| rule.key.as_str())
            .collect();
        for (id, parameter) in &self.parameters {
            if parameter.keyed_by != Some(KeyedBy::Scheme) {
                continue;
            }
            let written: BTreeSet<&str> = parameter
                .entries
                .iter()
                .filter_map(|entry| lines(entry.value.as_ref()?))
                .flat_map(|table| table.keys().map(String::as_str))
                .collect();
            for key in written.into_iter().filter(|key| !keys.contains(key)) {
                let issue = warning("pack.unread_line").with("parameter", id);
                found.push(issue.with("key", key));
            }
        }
    }

    fn review_sources(&self, found: &mut Vec<Issue>) {
        let mut cited: BTreeSet<&str> = self
            .parameters
            .values()
            .flat_map(|own| own.entries.iter().map(|entry| entry.source.as_str()))
            .chain([self.groups.source.as_str()])
            .chain(
                self.groups
                    .rows()
                    .iter()
                    .filter_map(|row| row.source.as_deref()),
            )
            .chain(self.confirmed.iter().map(|own| own.source.as_str()))
            .collect();
        cited.extend(self.year.sources());
        for (id, source) in &self.sources {
            if !cited.contains(id.as_str()) {
                found.push(warning("pack.unread_source").with("source", id));
            }
            let lacks = [
                (source.number.trim().is_empty(), "number"),
                (source.issuer.trim().is_empty(), "issuer"),
                (source.issued.is_none(), "issued"),
            ];
            let lacks: Vec<&str> = lacks.iter().filter(|own| own.0).map(|own| own.1).collect();
            if source.certainty == Certainty::Official && !lacks.is_empty() {
                let issue = warning("pack.official_unproved").with("source", id);
                found.push(issue.with("lacks", lacks.join(", ")));
            }
        }
    }
}
