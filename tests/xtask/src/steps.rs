//! The steps the commands are made of.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use crate::machine::{has_display, must, npm, prepare, root};

fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

fn binary(name: &str) -> PathBuf {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    target
        .join("debug")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// Installs what is missing.
pub fn setup(for_tests: bool) -> Result<(), String> {
    prepare(for_tests)?;
    node_modules()
}

fn node_modules() -> Result<(), String> {
    let ui = root().join("ui");
    if newest(&ui.join("package-lock.json")) <= newest(&ui.join("node_modules/.package-lock.json"))
    {
        return Ok(());
    }
    must(npm().args(["ci", "--no-audit", "--no-fund"]), "npm ci")
}

/// Builds the UI when a source of it is newer than the built page.
pub fn build_ui() -> Result<(), String> {
    node_modules()?;
    let ui = root().join("ui");
    let sources = ["src", "index.html", "vite.config.ts", "package-lock.json"]
        .map(|name| newest(&ui.join(name)));
    let messages = newest(&root().join("src-tauri/crates/app/locales"));
    let built = newest(&ui.join("dist/index.html"));
    if built.is_some() && sources.into_iter().chain([messages]).max().flatten() <= built {
        return Ok(());
    }
    must(npm().args(["run", "build"]), "building the UI")
}

/// Time of the newest file below `path`; `None` when there is none.
fn newest(path: &Path) -> Option<SystemTime> {
    let entry = fs::metadata(path).ok()?;
    if entry.is_file() {
        return entry.modified().ok();
    }
    let below = fs::read_dir(path)
        .ok()?
        .flatten()
        .map(|child| newest(&child.path()))
        .max()
        .flatten();
    below
}

fn build_programs() -> Result<(), String> {
    must(
        cargo().args([
            "build",
            "--locked",
            "--package",
            "yingheng-desktop",
            "--package",
            "yingheng-app",
        ]),
        "building the program",
    )
}

/// The command under a virtual display, at the size users have.
fn under_virtual_display(program: &Path) -> Command {
    let mut command = Command::new("xvfb-run");
    command
        .args(["-a", "-s", "-screen 0 1440x900x24"])
        .arg(program)
        .current_dir(root());
    command
}

/// Opens the window on the demonstration hospital, or does the same job headless.
pub fn run() -> Result<(), String> {
    setup(false)?;
    build_ui()?;
    build_programs()?;
    if has_display() {
        return must(
            Command::new(binary("yingheng-desktop"))
                .arg("--demo")
                .current_dir(root()),
            "the program",
        );
    }
    let out = root().join("out").join("demo");
    // The folder is this command's own: results of an earlier run make room.
    if out.exists() {
        fs::remove_dir_all(&out)
            .map_err(|error| format!("cannot clear {}: {error}", out.display()))?;
    }
    println!(
        "\n没有显示器,改为无界面运行。 No display here: running headless instead. → {}\n",
        out.display()
    );
    must(
        Command::new(binary("yingheng"))
            .args(["demo", "--out"])
            .arg(&out)
            .current_dir(root()),
        "the headless run",
    )?;
    must(
        cargo().args([
            "build",
            "--locked",
            "--package",
            "yingheng-tests",
            "--bin",
            "window-shots",
        ]),
        "building the screenshot tool",
    )?;
    let mut shot = under_virtual_display(&binary("window-shots"));
    shot.arg("--program")
        .arg(binary("yingheng-desktop"))
        .arg("--out")
        .arg(&out)
        .args(["--only", "overview"]);
    must(&mut shot, "the screenshot")?;
    println!("\n结果已写入 Results are in {}", out.display());
    Ok(())
}

/// Every test.
pub fn test() -> Result<(), String> {
    setup(true)?;
    build_ui()?;
    must(npm().args(["run", "check"]), "type check of the UI")?;
    must(npm().args(["run", "test"]), "tests of the UI")?;
    build_programs()?;
    must(
        cargo().args(["fmt", "--all", "--", "--check"]),
        "formatting",
    )?;
    let mut tests = if has_display() || !cfg!(target_os = "linux") {
        cargo()
    } else {
        under_virtual_display(Path::new(
            &std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()),
        ))
    };
    tests.env("YINGHENG_DESKTOP", binary("yingheng-desktop"));
    tests.args([
        "test",
        "--locked",
        "--workspace",
        "--exclude",
        "yingheng-desktop",
        "--no-fail-fast",
    ]);
    must(&mut tests, "tests")?;
    if std::env::var_os("CI").is_some() {
        crate::fuzz::install();
        crate::fuzz::run(None, Some(1))?;
    }
    clean_tree()
}

/// Tests must leave the tree as they found it; on a tree with local changes nothing can be said.
fn clean_tree() -> Result<(), String> {
    if std::env::var_os("CI").is_none() {
        return Ok(());
    }
    let out = Command::new("git")
        .args(["status", "--porcelain"])
        .current_dir(root())
        .output();
    match out {
        Ok(out) if out.status.success() && !out.stdout.is_empty() => Err(format!(
            "the tests left changes behind:\n{}",
            String::from_utf8_lossy(&out.stdout)
        )),
        _ => Ok(()),
    }
}

/// README's screenshots.
pub fn shots() -> Result<(), String> {
    setup(true)?;
    build_ui()?;
    build_programs()?;
    must(
        cargo().args([
            "build",
            "--locked",
            "--package",
            "yingheng-tests",
            "--bin",
            "window-shots",
        ]),
        "building the screenshot tool",
    )?;
    let mut shot = under_virtual_display(&binary("window-shots"));
    shot.arg("--program")
        .arg(binary("yingheng-desktop"))
        .arg("--out")
        .arg(root().join("tests/e2e/shots"));
    must(shot.arg("--readme"), "the screenshots")
}

/// The demonstration workbooks.
pub fn demo() -> Result<(), String> {
    must(
        cargo().args([
            "run",
            "--locked",
            "--package",
            "yingheng-tests",
            "--bin",
            "make-demo",
        ]),
        "generating the demonstration hospital",
    )
}

/// Ratios against the machine's bound and against peers. Builds the numeric crates only.
pub fn bench(jobs: impl Iterator<Item = String>) -> Result<(), String> {
    // Imports are measured on the headless program, which stands beside the benchmark.
    must(
        cargo().args([
            "build",
            "--locked",
            "--release",
            "--package",
            "yingheng-app",
            "--bin",
            "yingheng",
        ]),
        "the headless program",
    )?;
    must(
        cargo()
            .args([
                "run",
                "--locked",
                "--release",
                "--package",
                "yingheng-bench",
                "--",
            ])
            .args(jobs),
        "the benchmarks",
    )
}

/// The long campaigns: the same properties with many more cases, in an optimised build.
pub fn nightly() -> Result<(), String> {
    setup(true)?;
    let mut tests = cargo();
    tests.env("PROPTEST_CASES", "10000");
    tests.env("YINGHENG_CASES", "1000");
    tests.args([
        "test",
        "--locked",
        "--release",
        "--package",
        "yingheng-core",
        "--package",
        "yingheng-tests",
        "--no-fail-fast",
    ]);
    tests.args([
        "--test",
        "property_*",
        "--test",
        "golden_*",
        "--test",
        "oracle",
    ]);
    must(&mut tests, "long properties")?;
    // A debug build: the places where a test may end the program are not in the one for users.
    let mut faults = cargo();
    faults.env("YINGHENG_CASES", "500");
    faults.args(["test", "--locked", "--package", "yingheng-app"]);
    faults.args(["--test", "faults", "--test", "privacy"]);
    faults.args(["--package", "yingheng-tests", "--test", "store"]);
    faults.args(["--test", "store_faults"]);
    must(&mut faults, "faults")?;
    crate::fuzz::run(None, Some(1))?;
    must(
        cargo().args([
            "build",
            "--locked",
            "--release",
            "--package",
            "yingheng-desktop",
            "--features",
            "custom-protocol",
        ]),
        "release build",
    )
}
