//! Two policy packs side by side as a table: one line per statement in which they differ.

use std::collections::BTreeSet;

use crate::issue::Message;
use crate::policy::{
    Certainty, Change, Difference, Flow, Part, PolicyPack, Source, Stated, Subject, diff,
};
use crate::report::policy::sign;
use crate::report::policy_methods::{Rule, rules};
use crate::report::publish::{exact, label, row, text_column, words};
use crate::report::{Cell, Row, Table};

/// What a statement is about: area, subject, part.
fn head(subject: &Subject) -> [Cell; 3] {
    let area = |key: &str| label(format!("policy_diff.area_{key}"));
    let none = || Cell::Empty;
    match subject {
        Subject::Pack(what) => [area("pack"), label(format!("policy_diff.{what}")), none()],
        Subject::Scheme(Some(name)) => [area("scheme"), words(name), none()],
        Subject::Scheme(None) => [area("scheme"), label("policy_diff.other_schemes"), none()],
        Subject::Routing => [area("routing"), none(), none()],
        Subject::Method(name) => [area("method"), policy_method(name), none()],
        Subject::Form(id, what) => [
            area("value"),
            words(id),
            label(format!("policy_diff.{what}")),
        ],
        Subject::Value { id, part, .. } => [area("value"), words(id), part_cell(part)],
        Subject::Open(Some(id), _) => [area("open"), words(id), none()],
        Subject::Open(None, number) => [area("open"), words(number.to_string()), none()],
        Subject::GroupsFrom => [
            area("group"),
            label("policy_diff.groups"),
            label("column.valid_from"),
        ],
        Subject::Group { code, column } => [area("group"), words(code), group_column(column)],
        Subject::Year {
            kind,
            account,
            name,
            ..
        } => {
            let named = [account.as_deref().unwrap_or_default(), name.as_str()];
            let named: Vec<&str> = named.into_iter().filter(|part| !part.is_empty()).collect();
            [
                area("year"),
                label(format!("policy_diff.year_{kind}")),
                words(named.join(" ")),
            ]
        }
    }
}

fn policy_method(name: &str) -> Cell {
    if name.is_empty() {
        label("policy.method_main")
    } else {
        words(name)
    }
}

fn group_column(column: &str) -> Cell {
    match column {
        "name" | "weight" | "mean_charge" | "mean_los" | "flags" => {
            label(format!("column.{column}"))
        }
        "amount" => label("column.group_amount"),
        "name_en" | "published" => label(format!("policy_diff.{column}")),
        other => words(other),
    }
}

/// A line of a value in words.
pub(super) fn part_cell(part: &Part) -> Cell {
    let edged = |key: &str, edge: String| Cell::Label {
        message: Message::new(key).with("edge", edge),
    };
    match part {
        Part::Whole => Cell::Empty,
        Part::Key(key) if key == "inclusive" => label("policy_diff.inclusive"),
        Part::Key(key) => words(key),
        Part::Band(_, Some(up_to)) => edged("policy.band_up_to", up_to.to_string()),
        Part::Band(Some(above), None) => edged("policy.band_above", above.to_string()),
        Part::Band(None, None) => edged("policy.band_all", String::new()),
        Part::Step(points, below) => {
            let key = match (points, below.is_some()) {
                (false, true) => "policy.step_weight_below",
                (true, true) => "policy.step_points_below",
                (_, false) => "policy_diff.step_rest",
            };
            edged(
                key,
                below
                    .as_ref()
                    .map(|edge| exact(edge, 0))
                    .unwrap_or_default(),
            )
        }
    }
}

/// What is stated, in words.
pub(super) fn stated_cell(stated: Option<&Stated>) -> Cell {
    match stated {
        None => Cell::Empty,
        Some(Stated::Number(number, compare)) => {
            let sign = compare.map(sign).unwrap_or_default();
            words(format!("{sign} {}", exact(number, 0)).trim())
        }
        Some(Stated::Ended) => label("policy.ended"),
        Some(Stated::Words(text)) => words(text),
        Some(Stated::Key(key)) => label(format!("policy_diff.{key}")),
        Some(Stated::Flow(_) | Stated::Rule(_)) => label("policy_diff.stated"),
        Some(Stated::Routing(entries)) => Cell::Label {
            message: Message::new("policy_diff.routing").with("entries", entries.len().to_string()),
        },
    }
}

/// Number, title and certainty of a source.
pub(super) fn source_cell(source: Option<&Source>) -> Cell {
    source.map_or(Cell::Empty, |source| {
        let title = format!("{} {}", source.number, source.title);
        Cell::Label {
            message: Message::new("policy_diff.source")
                .with("title", title.trim())
                .with(
                    "certainty",
                    format!("@certainty.{}", source.certainty.key()),
                ),
        }
    })
}

fn rule_cell(rule: &Rule) -> Cell {
    let (station, key, names) = rule;
    Cell::Label {
        message: Message::new("policy_diff.rule")
            .with("station", format!("@{station}"))
            .with("rule", format!("@{key}"))
            .with("names", names.as_str()),
    }
}

fn from(subject: &Subject) -> Cell {
    match subject {
        Subject::Value { from, .. } => words(from.to_string()),
        Subject::Year {
            from: Some(from), ..
        } => words(from.to_string()),
        _ => Cell::Empty,
    }
}

/// Rules of a method that one of the two has alone.
fn method_rows(one: &Difference, key: &str, before: &Flow, after: &Flow) -> Vec<Row> {
    let (old, new) = (rules(before), rules(after));
    let gone = old.iter().filter(|rule| !new.contains(rule));
    let come = new.iter().filter(|rule| !old.contains(rule));
    let line = |number: usize, change: Change, cells: [Cell; 2]| {
        let [area, subject, part] = head(&one.subject);
        let [before, after] = cells;
        let change = label(format!("policy_diff.{}", change.key()));
        let cells = vec![area, subject, part, Cell::Empty, change, before, after];
        let cells = cells.into_iter().chain([Cell::Empty, Cell::Empty]);
        row(format!("{key}/{}", number + 1), cells.collect())
    };
    let gone = gone.map(|rule| (Change::Removed, [rule_cell(rule), Cell::Empty]));
    let come = come.map(|rule| (Change::Added, [Cell::Empty, rule_cell(rule)]));
    let mut all: Vec<(Change, [Cell; 2])> = gone.chain(come).collect();
    if all.is_empty() {
        // Rounding, cases without a group, or the order of rules.
        let told = || label("policy_diff.rule_rest");
        all.push((Change::Changed, [told(), told()]));
    }
    let rows = all.into_iter().enumerate();
    rows.map(|(number, (change, cells))| line(number, change, cells))
        .collect()
}

fn rows(number: usize, one: &Difference) -> Vec<Row> {
    let key = (number + 1).to_string();
    if let (Some(Stated::Flow(before)), Some(Stated::Flow(after))) = (&one.before, &one.after) {
        return method_rows(one, &key, before, after);
    }
    let [area, subject, part] = head(&one.subject);
    let cells = vec![
        area,
        subject,
        part,
        from(&one.subject),
        label(format!("policy_diff.{}", one.change.key())),
        stated_cell(one.before.as_ref()),
        stated_cell(one.after.as_ref()),
        source_cell(one.before_source.as_ref()),
        source_cell(one.after_source.as_ref()),
    ];
    vec![row(key, cells)]
}

/// Everything the second pack states otherwise than the first.
/// 政策包比较表
pub fn table(before: &PolicyPack, after: &PolicyPack) -> Table {
    let found = diff(before, after);
    let weakest = |pack: &PolicyPack| format!("@certainty.{}", Certainty::key(pack.certainty()));
    let named = |message: Message, pack: &PolicyPack, place: &str| {
        message
            .with(place, pack.name.as_str())
            .with(format!("{place}_en"), pack.name_en.as_str())
            .with(format!("{place}_level"), weakest(pack))
    };
    let note = named(Message::new("note.policy_diff"), before, "before");
    let mut notes = vec![named(note, after, "after")];
    if found.is_empty() {
        notes.push(Message::new("note.policy_diff_none"));
    }
    let used: BTreeSet<&str> = before
        .used_parameters()
        .into_iter()
        .chain(after.used_parameters())
        .collect();
    let idle = found.iter().any(|one| match &one.subject {
        Subject::Value { id, .. } => !used.contains(id.as_str()),
        _ => false,
    });
    if idle {
        notes.push(Message::new("note.policy_diff_unused"));
    }
    let rows = found
        .iter()
        .enumerate()
        .flat_map(|(number, one)| rows(number, one));
    let columns = [
        "diff_area",
        "diff_subject",
        "part",
        "valid_from",
        "diff_change",
        "diff_before",
        "diff_after",
        "diff_before_source",
        "diff_after_source",
    ];
    Table {
        id: "policy_diff".into(),
        title: Message::new("table.policy_diff"),
        columns: columns.map(text_column).into(),
        rows: rows.collect(),
        notes,
    }
}
