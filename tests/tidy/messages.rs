//! Every message exists in both languages with the same arguments, and every code in the sources has a message.

use std::collections::{BTreeMap, BTreeSet};

use crate::sources::{files, shipped_code};

/// Message id → names of its arguments.
fn catalogue(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in files(
        &format!("src-tauri/crates/app/locales/{language}"),
        &[".ftl"],
    ) {
        let mut current = None;
        for line in text.lines() {
            if let Some((id, _)) = line
                .split_once('=')
                .filter(|_| line.starts_with(|c: char| c.is_ascii_alphabetic()))
            {
                let id = id.trim().to_owned();
                assert!(
                    messages.insert(id.clone(), BTreeSet::new()).is_none(),
                    "{path}: {id} stands twice"
                );
                current = Some(id);
            }
            let Some(id) = &current else { continue };
            for part in line.split('$').skip(1) {
                let name: String = part
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .collect();
                messages.entry(id.clone()).or_default().insert(name);
            }
        }
    }
    messages
}

#[test]
fn both_languages_say_the_same_things() {
    let (chinese, english) = (catalogue("zh-CN"), catalogue("en"));
    let mut faults = Vec::new();
    for id in chinese
        .keys()
        .chain(english.keys())
        .collect::<BTreeSet<_>>()
    {
        match (chinese.get(id), english.get(id)) {
            (Some(a), Some(b)) if a == b => {}
            (Some(a), Some(b)) => {
                faults.push(format!("{id}: arguments differ: zh {a:?}, en {b:?}"))
            }
            (None, _) => faults.push(format!("{id}: not in Chinese")),
            (_, None) => faults.push(format!("{id}: not in English")),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Families of dotted codes that are messages wherever they stand as a literal in shipped code.
const FAMILIES: &[&str] = &[
    "accept",
    "allocation",
    "app",
    "behaviour",
    "break_even",
    "cases",
    "certainty",
    "chart",
    "check",
    "checks",
    "cli",
    "column",
    "cost",
    "costing",
    "empty",
    "error",
    "fact",
    "facts",
    "import",
    "info",
    "kpi",
    "margin",
    "note",
    "overlay",
    "pack",
    "page",
    "payment",
    "policy",
    "policy_diff",
    "reader",
    "reason",
    "replay",
    "report",
    "scenario",
    "sources",
    "spd",
    "store",
    "table",
    "trace",
    "why",
    "workbook",
    "year",
];

/// Where literals of a family are something else: places in `pack.toml`, which faults of a pack name as they stand.
const PLACES: (&str, &str) = ("year", "pack_files/");

#[test]
fn every_code_has_a_message() {
    let messages = catalogue("zh-CN");
    let (mut faults, mut seen) = (BTreeSet::new(), 0);
    for folder in [
        "src-tauri/crates/core/src",
        "src-tauri/crates/io/src",
        "src-tauri/crates/app/src",
    ] {
        for (path, text) in files(folder, &[".rs"]) {
            for literal in shipped_code(&text).split('"').skip(1).step_by(2) {
                let Some((family, rest)) = literal.split_once('.') else {
                    continue;
                };
                let plain = !rest.is_empty()
                    && rest.chars().all(|c| {
                        c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.'
                    });
                if FAMILIES.contains(&family)
                    && !(family == PLACES.0 && path.contains(PLACES.1))
                    && plain
                    && !rest.ends_with('.')
                    && !["rs", "xlsx", "csv", "toml", "json", "ftl", "svg"].contains(&rest)
                {
                    seen += 1;
                    if !messages.contains_key(&literal.replace('.', "-")) {
                        faults.insert(format!("{path}: {literal}"));
                    }
                }
            }
        }
    }
    assert!(seen > 20, "only {seen} codes found: the search is blind");
    faults.extend(columns_without_a_heading(&messages));
    assert!(
        faults.is_empty(),
        "codes without a message:\n{}",
        faults.into_iter().collect::<Vec<_>>().join("\n")
    );
}

/// Columns of tables name their heading by key alone: `text_column("group")` reads the message `column.group`.
fn columns_without_a_heading(messages: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<String> {
    let (mut faults, mut seen) = (BTreeSet::new(), 0);
    for (path, text) in files("src-tauri/crates/core/src/report", &[".rs"]) {
        // `text_column` ends in the same word.
        for after in shipped_code(&text).split("column(\"").skip(1) {
            let key = after.split('"').next().unwrap_or_default();
            seen += 1;
            if !messages.contains_key(&format!("column-{key}")) {
                faults.insert(format!("{path}: column {key}"));
            }
        }
    }
    assert!(seen > 100, "only {seen} columns found: the search is blind");
    faults
}
