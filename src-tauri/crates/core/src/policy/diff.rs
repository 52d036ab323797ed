//! Two packs side by side: everything one of them states otherwise than the other, as data.

use serde::Serialize;
use std::collections::BTreeMap;

use super::diff_lines::{group_statements, parameter_statements, year_statements};
use super::{Comparator, Flow, MethodRoute, PolicyPack, Source};
use crate::period::Date;
use crate::quantity::Fraction;

/// Which line of a value: tables, bands and steps have several.
/// 取值的组成部分
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The value is one number.
    Whole,
    /// Line of a table by scheme, grade, facility or code.
    Key(String),
    /// Band of whole numbers, above … up to and including …; `None`: no such end.
    Band(Option<i64>, Option<i64>),
    /// Step on weight (`false`) or base points (`true`), below …; `None` is the last row.
    Step(bool, Option<Fraction>),
}

/// What a statement of a pack is about, in the order shown.
/// 差异对象
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The pack as a whole: `grade`, `undated`, `pooling_area`, `synthetic`.
    Pack(&'static str),
    /// Payer scheme; `None`: all schemes not listed.
    Scheme(Option<String>),
    /// The order in which methods are tried.
    Routing,
    /// A method's rules; the main one has no name.
    Method(String),
    /// What a parameter is: `unit`, `keyed_by`.
    Form(String, &'static str),
    /// A line of a parameter's value from a day on.
    Value {
        /// Parameter id.
        id: String,
        /// First day.
        from: Date,
        /// Line.
        part: Part,
    },
    /// A matter to be confirmed: of a parameter, or the pack's own by number.
    Open(Option<String>, usize),
    /// First day of the group table.
    GroupsFrom,
    /// A column of a case group: `name`, `weight`, `mean_charge`, `mean_los`, `amount`, `flags`, `published`, or the
    /// heading of a further column.
    Group {
        /// Group code.
        code: String,
        /// Column.
        column: String,
    },
    /// A rule of the year and of cash.
    Year {
        /// Kind, the pack's word (`pool`, `growth_cap` …); `other` for what has no kind here.
        kind: &'static str,
        /// Account it speaks for.
        account: Option<String>,
        /// Name where several stand side by side.
        name: String,
        /// First day.
        from: Option<Date>,
    },
}

/// What is stated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stated {
    /// A number as the pack writes it (money in 元), with the comparison where it is a limit.
    Number(Fraction, Option<Comparator>),
    /// The parameter ends on the day.
    Ended,
    /// Words of the pack: names, flags, codes, units.
    Words(String),
    /// A stable key in place of words; the message key is `policy_diff.` + key.
    Key(&'static str),
    /// Rules of a method.
    Flow(Box<Flow>),
    /// Order of methods.
    Routing(Vec<MethodRoute>),
    /// A rule told only to be equal or not: two texts are the same exactly when the rules are.
    Rule(String),
}

/// How two packs differ in one statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Only the second says it.
    Added,
    /// Only the first says it.
    Removed,
    /// They say different things.
    Changed,
    /// They say the same and cite another source, or one of another certainty.
    Cited,
}

impl Change {
    /// Stable key; the message key is `policy_diff.` + key.
    pub const fn key(self) -> &'static str {
        ["added", "removed", "changed", "cited"][self as usize]
    }
}

/// One difference between two packs.
/// 政策包差异
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What it is about.
    pub subject: Subject,
    /// How they differ.
    pub change: Change,
    /// What the first states.
    pub before: Option<Stated>,
    /// What the second states.
    pub after: Option<Stated>,
    /// Where the first has it from.
    pub before_source: Option<Source>,
    /// Where the second has it from.
    pub after_source: Option<Source>,
}

/// A statement and the source it is cited from.
pub(super) type Statement = (Stated, Option<Source>);
/// Statements of a pack, one per subject.
pub(super) type Statements = BTreeMap<Subject, Statement>;

/// The source of an id, whatever the pack calls it.
pub(super) fn source(pack: &PolicyPack, id: &str) -> Option<Source> {
    pack.sources.get(id).cloned()
}

fn statements(pack: &PolicyPack) -> Statements {
    let mut found = Statements::new();
    let mut say = |subject: Subject, stated: Stated| found.insert(subject, (stated, None));
    if let Some(grade) = &pack.grade {
        say(Subject::Pack("grade"), Stated::Words(grade.clone()));
    }
    let area = Stated::Words(pack.pooling_area.clone());
    say(Subject::Pack("pooling_area"), area);
    let synthetic = if pack.synthetic { "yes" } else { "no" };
    say(Subject::Pack("synthetic"), Stated::Key(synthetic));
    let undated = match pack.undated {
        super::Undated::PeriodEnd => "undated_period_end",
        super::Undated::Refuse => "undated_refused",
    };
    say(Subject::Pack("undated"), Stated::Key(undated));
    let schemes = pack.schemes.iter().map(|(name, rule)| (Some(name), rule));
    for (name, rule) in schemes.chain(pack.other_schemes.iter().map(|rule| (None, rule))) {
        let route = match rule.route {
            super::Route::Priced => "priced",
            super::Route::Itemised => "itemised",
            super::Route::SelfPaid => "self_paid",
            super::Route::Unpriced => "unpriced",
        };
        let stated = Stated::Words(format!("{route} {}", rule.key));
        say(Subject::Scheme(name.cloned()), stated);
    }
    if !pack.routing.is_empty() {
        say(Subject::Routing, Stated::Routing(pack.routing.clone()));
    }
    for (name, flow) in pack.flows() {
        let stated = Stated::Flow(Box::new(flow.clone()));
        say(Subject::Method(name.to_owned()), stated);
    }
    for (number, open) in pack.open.iter().enumerate() {
        let stated = Stated::Words(format!("{} / {}", open.zh, open.en));
        say(Subject::Open(None, number + 1), stated);
    }
    for (id, parameter) in &pack.parameters {
        parameter_statements(pack, id, parameter, &mut found);
    }
    group_statements(pack, &mut found);
    year_statements(pack, &mut found);
    found
}

/// Everything the second pack states otherwise than the first, in the order of [`Subject`]; empty for a pack and itself.
///
/// Texts that name a pack (id, names, hash, ids of sources) are no statements. Values are compared day by day as they are
/// written: an entry of another day is added or removed even where it says what held before.
/// 政策包比较
pub fn diff(before: &PolicyPack, after: &PolicyPack) -> Vec<Difference> {
    let mut right = statements(after);
    let mut found = Vec::new();
    for (subject, (old, old_source)) in statements(before) {
        let other = right.remove(&subject);
        let change = match &other {
            None => Change::Removed,
            Some((new, _)) if *new != old => Change::Changed,
            Some((_, source)) if *source != old_source => Change::Cited,
            Some(_) => continue,
        };
        let (new, new_source) = other.map_or((None, None), |(new, source)| (Some(new), source));
        found.push(Difference {
            subject,
            change,
            before: Some(old),
            after: new,
            before_source: old_source,
            after_source: new_source,
        });
    }
    found.extend(
        right
            .into_iter()
            .map(|(subject, (new, source))| Difference {
                subject,
                change: Change::Added,
                before: None,
                after: Some(new),
                before_source: None,
                after_source: source,
            }),
    );
    let year = |one: &Difference| matches!(one.subject, Subject::Year { .. });
    if before.year != after.year && !found.iter().any(year) {
        // Nothing silent: a rule of the year that is compared by nothing above.
        let told = |pack: &PolicyPack| Stated::Rule(format!("{:?}", pack.year));
        found.push(Difference {
            subject: Subject::Year {
                kind: "other",
                account: None,
                name: String::new(),
                from: None,
            },
            change: Change::Changed,
            before: Some(told(before)),
            after: Some(told(after)),
            before_source: None,
            after_source: None,
        });
    }
    found.sort_by(|a, b| a.subject.cmp(&b.subject));
    found
}
