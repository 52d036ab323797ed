//! What tidiness looks at: the project's own source files.

use std::fs;
use std::path::{Path, PathBuf};

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests/ lies in the workspace")
        .to_path_buf()
}

/// Every file below `folder` whose name ends in one of `endings`, in a stable order, build products left out.
pub fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    walk(&root().join(folder), endings, &mut found);
    found.sort();
    assert!(
        !found.is_empty(),
        "no {endings:?} below {folder}: the check would prove nothing"
    );
    found
}

fn walk(path: &Path, endings: &[&str], found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(path)
        .expect("a folder of the project")
        .flatten()
    {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            if !["node_modules", "dist", "target", "gen", "out"].contains(&name.as_str()) {
                walk(&path, endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            let text = fs::read_to_string(&path).expect("text");
            found.push((
                path.strip_prefix(root())
                    .expect("below the root")
                    .to_string_lossy()
                    .replace('\\', "/"),
                text,
            ));
        }
    }
}

/// The code of a Rust file without comments and without what follows its `#[cfg(test)]`.
pub fn shipped_code(text: &str) -> String {
    let cut = text.find("#[cfg(test)]").unwrap_or(text.len());
    let lines = text[..cut]
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}
