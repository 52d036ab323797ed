//! The coverage-guided targets of `tests/fuzz/`. They want a nightly compiler and `cargo-fuzz`; where one is missing this is
//! said, and everything else goes on.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::machine::{must, root};

/// Seeds a target begins with: files of the tree, a folder or a file each.
const TARGETS: [(&str, &[&str]); 5] = [
    ("cell_text", &[]),
    ("headings", &[]),
    ("policy_pack", &["templates/policy/cn/demo-county/2025"]),
    ("project_file", &["tests/fixtures/projects"]),
    ("workbook", &["templates/demo"]),
];
/// Largest input.
const LONGEST: &str = "262144";

fn has(arguments: &[&str]) -> bool {
    Command::new("cargo")
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Fetches the runner where a nightly compiler is there and the runner is not; without it [`run`] says so and goes on.
pub fn install() {
    if has(&["+nightly", "--version"]) && !has(&["fuzz", "--version"]) {
        has(&["install", "--locked", "cargo-fuzz"]);
    }
}

/// Copies the seeds into the corpus of a target.
fn sow(target: &str, seeds: &[&str]) -> Result<(), String> {
    let told = |error: std::io::Error| format!("corpus of {target}: {error}");
    let corpus = root().join("tests/fuzz/corpus").join(target);
    std::fs::create_dir_all(&corpus).map_err(told)?;
    for seed in seeds {
        for entry in std::fs::read_dir(root().join(seed)).map_err(told)? {
            let path = entry.map_err(told)?.path();
            let small = path
                .metadata()
                .is_ok_and(|file| file.is_file() && file.len() < 262_144);
            if let Some(name) = path.file_name().filter(|_| small) {
                std::fs::copy(&path, corpus.join(Path::new(name))).map_err(told)?;
            }
        }
    }
    Ok(())
}

/// Runs every target for so many seconds; with a seed the same inputs come in the same order each time, so that a check of
/// a change fails because of the change. A campaign without one looks further every time.
pub fn run(seconds: Option<&str>, seed: Option<u32>) -> Result<(), String> {
    let seconds = seconds.unwrap_or("60");
    if !has(&["+nightly", "--version"]) || !has(&["fuzz", "--version"]) {
        println!(
            "xtask: fuzzing passed over: it wants a nightly compiler (rustup toolchain install nightly) and cargo-fuzz \
             (cargo install cargo-fuzz)"
        );
        return Ok(());
    }
    for (target, seeds) in TARGETS {
        sow(target, seeds)?;
        let mut command = Command::new("cargo");
        command.current_dir(root());
        // No sanitizer of memory: the code is safe Rust, and its C (SQLite) is not instrumented by it.
        command.args([
            "+nightly",
            "fuzz",
            "run",
            "--fuzz-dir",
            "tests/fuzz",
            "--target-dir",
            "target/fuzz",
            "--dev",
            "-s",
            "none",
            target,
            "--",
        ]);
        command.arg(format!("-max_total_time={seconds}"));
        command.arg(format!("-max_len={LONGEST}"));
        if let Some(seed) = seed {
            command.arg(format!("-seed={seed}"));
        }
        command.args(["-rss_limit_mb=2048", "-timeout=30", "-print_final_stats=1"]);
        must(&mut command, target)?;
    }
    Ok(())
}
