//! Direction: ui → src-tauri → app → io → core; what each layer must never do (ARCHITECTURE.md, "Who must never").

use crate::sources::{files, root, shipped_code};

fn forbid(folder: &str, endings: &[&str], words: &[&str], except: &[&str], why: &str) {
    let mut faults = Vec::new();
    for (path, text) in files(folder, endings) {
        if except.iter().any(|part| path.contains(part)) {
            continue;
        }
        let code = if path.ends_with(".rs") {
            shipped_code(&text)
        } else {
            text
        };
        for (number, line) in code.lines().enumerate() {
            for word in words {
                if line.contains(word) {
                    faults.push(format!("{path}: code line {}: `{word}`", number + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{why}:\n{}", faults.join("\n"));
}

#[test]
fn core_is_pure() {
    let words = [
        "std::fs",
        "std::env",
        "std::net",
        "std::time::",
        "std::process",
        "rusqlite",
        "calamine",
        "rust_xlsxwriter",
        "plotters",
        "tauri",
    ];
    forbid(
        "src-tauri/crates/core/src",
        &[".rs"],
        &words,
        &[],
        "core touches no file, clock, environment, database or shell",
    );
}

#[test]
fn core_iterates_no_hash_map() {
    forbid(
        "src-tauri/crates/core/src",
        &[".rs"],
        &["HashMap", "HashSet"],
        &["look_up.rs"],
        "the order of a hash map must never reach a result; use BTreeMap, or LookUp for millions of keys",
    );
}

#[test]
fn core_holds_no_floats_outside_chart_positions() {
    let except = ["quantity/fraction.rs", "/report/", "report.rs"];
    forbid(
        "src-tauri/crates/core/src",
        &[".rs"],
        &["f64", "f32"],
        &except,
        "floating point never decides a figure; positions of charts only",
    );
}

#[test]
fn stages_use_only_earlier_stages() {
    let order = [
        "quantity",
        "issue",
        "period",
        "hospital",
        "facts",
        "policy",
        "plan",
        "checks",
        "sources",
        "allocation",
        "costing",
        "payment",
        "clearing",
        "margin",
        "break_even",
        "run",
        "scenario",
        "replay",
        "takeover",
        "trace",
        "report",
    ];
    let mut faults = Vec::new();
    for (path, text) in files("src-tauri/crates/core/src", &[".rs"]) {
        let Some(stage) = path
            .strip_prefix("src-tauri/crates/core/src/")
            .and_then(|rest| rest.split(['/', '.']).next())
        else {
            continue;
        };
        let Some(own) = order.iter().position(|name| *name == stage) else {
            continue;
        };
        for (later, name) in order.iter().enumerate().skip(own + 1) {
            // A trace names the unit of its figure; the unit belongs to the report's vocabulary.
            let allowed = stage == "trace" && *name == "report";
            if !allowed && shipped_code(&text).contains(&format!("crate::{name}::")) {
                faults.push(format!(
                    "{path} uses {name}, which is later than {} ({later} > {own})",
                    order[own]
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn io_does_not_decide_and_its_parts_do_not_import_each_other() {
    forbid(
        "src-tauri/crates/io/src",
        &[".rs"],
        &["yingheng_app"],
        &[],
        "io never imports app",
    );
    let parts = [
        "workbook_in",
        "workbook_out",
        "store",
        "picture",
        "pack_files",
    ];
    let mut faults = Vec::new();
    for (path, text) in files("src-tauri/crates/io/src", &[".rs"]) {
        let own = path
            .strip_prefix("src-tauri/crates/io/src/")
            .and_then(|rest| rest.split(['/', '.']).next())
            .unwrap_or_default();
        for other in parts.iter().filter(|other| **other != own) {
            if parts.contains(&own) && shipped_code(&text).contains(&format!("crate::{other}")) {
                faults.push(format!("{path} imports {other}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn app_knows_no_sql_and_the_shell_knows_only_app() {
    forbid(
        "src-tauri/crates/app/src",
        &[".rs"],
        &["rusqlite", "SELECT ", "calamine", "rust_xlsxwriter"],
        &[],
        "app holds no SQL and no cells",
    );
    forbid(
        "src-tauri/src",
        &[".rs"],
        &["yingheng_core", "yingheng_io"],
        &[],
        "the shell uses app only",
    );
    let manifest =
        std::fs::read_to_string(root().join("src-tauri/Cargo.toml")).expect("the shell's manifest");
    assert!(
        !manifest.contains("yingheng-core") && !manifest.contains("yingheng-io"),
        "the shell depends on app only"
    );
}

#[test]
fn ui_reads_no_number_and_talks_only_through_ipc() {
    let except = [".test.ts", "/mock/", "/ipc/bindings/"];
    forbid(
        "ui/src",
        &[".ts", ".svelte"],
        &["parseFloat(", "Number(", "parseInt("],
        &except,
        "the UI formats texts; it never parses or adds amounts",
    );
    forbid(
        "ui/src",
        &[".ts", ".svelte"],
        &["@tauri-apps/"],
        &["ui/src/ipc/", "/mock/", ".test.ts"],
        "only ipc/ talks to the shell",
    );
}

#[test]
fn no_unsafe_and_no_network() {
    forbid(
        "src-tauri",
        &[".rs"],
        &["unsafe ", "TcpStream", "TcpListener", "UdpSocket"],
        &[],
        "no unsafe code and no network in the program",
    );
    // What the three desktop systems build; the lock file also names crates of systems we do not build for.
    for target in [
        "x86_64-unknown-linux-gnu",
        "x86_64-pc-windows-msvc",
        "aarch64-apple-darwin",
    ] {
        let out = std::process::Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()))
            .args([
                "tree",
                "--locked",
                "--package",
                "yingheng-desktop",
                "--package",
                "yingheng-app",
                "--edges",
                "normal",
                "--prefix",
                "none",
                "--target",
                target,
            ])
            .current_dir(root())
            .output()
            .expect("cargo tree");
        let tree = String::from_utf8_lossy(&out.stdout).into_owned();
        assert!(
            tree.contains("tauri v"),
            "the tree of {target} is empty: {tree}"
        );
        for banned in [
            "reqwest",
            "ureq",
            "hyper",
            "openssl",
            "rustls",
            "curl",
            "native-tls",
        ] {
            assert!(
                !tree
                    .lines()
                    .any(|line| line.split(' ').next() == Some(banned)),
                "network crate {banned} in the tree of {target}"
            );
        }
    }
}
