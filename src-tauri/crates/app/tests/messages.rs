//! Both languages say the same things, and say something for every code in the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use yingheng_app::messages::{Catalogue, FILES, Language, fluent_key};

/// Keys of a Fluent file with the variables their sentences use.
fn keys(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in text.lines() {
        let head = line.split('=').next().unwrap_or_default().trim();
        let starts =
            line.chars().next().is_some_and(|c| c.is_ascii_alphabetic()) && line.contains('=');
        if starts {
            assert!(!out.contains_key(head), "key {head} twice in one file");
            current = head.to_owned();
            out.insert(current.clone(), BTreeSet::new());
        }
        for part in line.split('$').skip(1) {
            let name: String = part
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect();
            out.entry(current.clone()).or_default().insert(name);
        }
    }
    out
}

#[test]
fn files_are_well_formed() {
    for language in Language::ALL {
        let (_, faults) = Catalogue::load(language);
        assert!(faults.is_empty(), "{faults:#?}");
    }
}

#[test]
fn languages_have_the_same_keys_and_variables() {
    let of = |tag: &str| -> BTreeMap<&str, BTreeMap<String, BTreeSet<String>>> {
        FILES
            .iter()
            .filter(|(language, _, _)| *language == tag)
            .map(|(_, name, text)| (*name, keys(text)))
            .collect()
    };
    let (chinese, english) = (of("zh-CN"), of("en"));
    assert_eq!(
        chinese.keys().collect::<Vec<_>>(),
        english.keys().collect::<Vec<_>>(),
        "message files"
    );
    for (name, messages) in &chinese {
        assert_eq!(messages, &english[name], "{name}");
    }
    assert!(chinese["app.ftl"].len() > 50);
}

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            out.push(path);
        }
    }
}

/// First parts of the dotted keys that are messages.
const AREAS: &[&str] = &[
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
    "pack",
    "page",
    "payment",
    "policy",
    "reader",
    "reason",
    "report",
    "scenario",
    "store",
    "table",
    "trace",
    "why",
    "workbook",
];

#[test]
fn every_code_in_the_sources_has_a_sentence() {
    let catalogue = Catalogue::of(Language::Chinese);
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut paths = Vec::new();
    for name in ["core/src", "io/src", "app/src"] {
        sources(&crates.join(name), &mut paths);
    }
    let mut missing = BTreeMap::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("text");
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            for literal in line.split('"').skip(1).step_by(2) {
                let dotted = literal.split_once('.').is_some_and(|(area, rest)| {
                    AREAS.contains(&area)
                        && !rest.is_empty()
                        && rest.chars().all(|c| {
                            c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.'
                        })
                        && !rest.ends_with('.')
                        && !["rs", "xlsx", "csv", "toml", "json", "ftl", "svg"].contains(&rest)
                });
                if dotted && !catalogue.has(literal) {
                    let place = path
                        .strip_prefix(&crates)
                        .unwrap_or(&path)
                        .display()
                        .to_string();
                    missing.insert(fluent_key(literal), place);
                }
            }
        }
    }
    assert!(missing.is_empty(), "codes without a sentence: {missing:#?}");
}

#[test]
fn families_of_names_are_complete() {
    use yingheng_core::hospital::{CostItem, DepartmentClass, FundingSource};
    use yingheng_core::plan::CostLevel;
    use yingheng_core::scenario::Lever;
    let catalogue = Catalogue::of(Language::English);
    let mut names: Vec<String> = CostItem::ALL
        .iter()
        .map(|item| format!("item.{}", item.key()))
        .collect();
    names.extend(
        FundingSource::ALL
            .iter()
            .map(|x| format!("funding.{}", x.key())),
    );
    names.extend(
        DepartmentClass::ALL
            .iter()
            .map(|x| format!("class.{}", x.key())),
    );
    names.extend(CostLevel::ALL.iter().map(|x| format!("level.{}", x.key())));
    names.extend(Lever::ALL.iter().map(|x| format!("lever.{}", x.key())));
    for name in names {
        assert!(catalogue.has(&name), "{name}");
    }
}
