//! The code map of ARCHITECTURE.md names every folder of code there is and none that is not; files stay one concept long.

use crate::sources::{files, root};

#[test]
fn the_code_map_is_true() {
    let text =
        std::fs::read_to_string(root().join("src-tauri/ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let mut faults = Vec::new();
    for base in [
        "src-tauri/crates/core/src",
        "src-tauri/crates/io/src",
        "src-tauri/crates/app/src",
        "tests",
    ] {
        for entry in std::fs::read_dir(root().join(base))
            .expect("a folder of code")
            .flatten()
        {
            let name = entry.file_name().to_string_lossy().into_owned();
            let stem = name.trim_end_matches(".rs");
            let counts = entry.path().is_dir()
                || (name.ends_with(".rs") && !["lib", "main"].contains(&stem));
            if counts
                && !text.contains(&format!("`{stem}`"))
                && !text.contains(&format!("`{stem}/`"))
            {
                faults.push(format!("{base}/{name} is not on the map"));
            }
        }
    }
    for word in text.split('`').skip(1).step_by(2).filter(|word| {
        word.starts_with("src-tauri/")
            || word.starts_with("tests/")
            || word.starts_with("templates/")
    }) {
        if !word.contains('<') && !word.contains('*') && !root().join(word).exists() {
            faults.push(format!("the map names {word}, which does not exist"));
        }
    }
    assert!(
        faults.is_empty(),
        "src-tauri/ARCHITECTURE.md:\n{}",
        faults.join("\n")
    );
}

#[test]
fn files_hold_one_concept() {
    let mut long = Vec::new();
    for (folder, endings) in [
        ("src-tauri", &[".rs"][..]),
        ("tests", &[".rs"][..]),
        ("ui/src", &[".ts", ".svelte", ".css"][..]),
    ] {
        for (path, text) in files(folder, endings) {
            let lines = text.lines().count();
            if lines > 500 && !path.contains("/bindings/") && !path.contains("/mock/") {
                long.push(format!("{path}: {lines} lines"));
            }
        }
    }
    assert!(
        long.is_empty(),
        "longer than 500 lines, so two concepts:\n{}",
        long.join("\n")
    );
}

#[test]
fn top_level_is_as_agreed() {
    let agreed = [
        "Cargo.toml",
        "Cargo.lock",
        "README.md",
        "LICENSE",
        "src-tauri",
        "ui",
        "templates",
        "tests",
        "target",
        "out",
    ];
    for entry in std::fs::read_dir(root()).expect("the root").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(
            name.starts_with('.') || agreed.contains(&name.as_str()),
            "{name} does not belong at the top level"
        );
    }
}
