//! Lists the message files of both languages, so that adding one needs no change of code.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("locales");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut lines = String::from(
        "/// (language, file name, content) of every message file.\npub const FILES: &[(&str, &str, &str)] = &[\n",
    );
    for language in ["zh-CN", "en"] {
        let folder = root.join(language);
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut paths: Vec<_> = fs::read_dir(&folder)?
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .map(|entry| entry.path())
            .collect();
        paths.sort();
        for path in paths
            .iter()
            .filter(|path| path.extension().is_some_and(|ending| ending == "ftl"))
        {
            println!("cargo::rerun-if-changed={}", path.display());
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            lines.push_str(&format!(
                "    ({language:?}, {name:?}, include_str!({:?})),\n",
                path.display().to_string()
            ));
        }
    }
    lines.push_str("];\n");
    fs::write(
        Path::new(&env::var("OUT_DIR")?).join("locale_files.rs"),
        lines,
    )?;
    Ok(())
}
