//! The real program killed over an encrypted project: what it had acknowledged is there, nothing is half there, the file
//! opens, and nothing readable is left behind.
//!
//! Small fixed counts; `YINGHENG_CASES=500` for the long campaign. The figures are printed.
#![cfg(unix)]

mod kit;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use kit::{Dice, Figures, WORD, cases, done, prepare, run, truth, yingheng};

fn with_password(folder: &Path) -> Command {
    let mut command = yingheng(folder);
    command.env("YINGHENG_PASSWORD", WORD);
    command
}

/// Runs a command with lines on its standard input.
fn typing(folder: &Path, arguments: &[&str], lines: &str) -> Output {
    let mut child = yingheng(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    let mut input = child.stdin.take().expect("piped");
    input.write_all(lines.as_bytes()).expect("typed");
    drop(input);
    child.wait_with_output().expect("ended")
}

fn said(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn refused(output: &Output, code: &str) {
    assert!(!output.status.success());
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(error.contains(code), "{error}");
}

/// Files of a folder that a database, or a name planted in it, can be read in.
fn readable(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).expect("read");
            let holds = |needle: &[u8]| bytes.windows(needle.len()).any(|part| part == needle);
            if holds(b"SQLite format 3") || holds("病区".as_bytes()) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

#[test]
fn an_encrypted_project_loses_nothing_when_the_program_is_killed() {
    let outside = tempfile::tempdir().expect("folder");
    let acts = prepare(outside.path(), "a.yhproj", 7, 12);
    let truth = truth(outside.path(), "a.yhproj", &acts);
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    let set = ["--password-stdin", "password", "set", "a.yhproj"];
    said(&typing(outside.path(), &set, &format!("{WORD}\n")));
    let copied = |name: &str| {
        std::fs::copy(outside.path().join("a.yhproj"), folder.join(name)).expect("copied");
    };
    copied("t.yhproj");
    let batch = |name: &str| {
        let mut command = with_password(folder);
        // Files to import stand elsewhere, so that only what the program writes is searched.
        command.current_dir(outside.path());
        command.arg("batch").arg(folder.join(name)).arg(&acts);
        command
    };
    let started = Instant::now();
    assert_eq!(run(&mut batch("t.yhproj"), None), truth.len() - 1);
    let whole = started.elapsed();
    let mut dice = Dice(11);
    let mut figures = Figures::default();
    for kill in 0..cases(8) {
        let name = format!("k{kill}.yhproj");
        copied(&name);
        let wait = Duration::from_millis(dice.below(whole.as_millis() as u64 + 1));
        let acknowledged = run(&mut batch(&name), Some(wait));
        figures.judge(&folder.join(&name), acknowledged, &truth);
    }
    for place in [
        "seal.before_rename",
        "seal.after_rename",
        "act.after_commit",
        "act.before_commit",
    ] {
        for passing in 1..=cases(2).min(8) {
            let name = format!("{place}{passing}.yhproj");
            copied(&name);
            let mut command = batch(&name);
            command.env("YINGHENG_FAIL_AT", format!("{place}:{passing}"));
            let acknowledged = run(&mut command, None);
            assert!(acknowledged < truth.len() - 1, "{place} was reached");
            figures.judge(&folder.join(&name), acknowledged, &truth);
        }
    }
    figures.told("encrypted: random kills and named places");
    assert_eq!(
        (figures.lost, figures.partial, figures.unopenable),
        (0, 0, 0)
    );
    assert_eq!(readable(folder), Vec::<String>::new());
}

#[test]
fn a_stop_while_the_password_is_set_or_removed_harms_nothing() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    prepare(folder, "a.yhproj", 3, 1);
    done(yingheng(folder).args(["snapshots", "a.yhproj", "--keep", "一"]));
    let before = kit::state(folder, "a.yhproj");
    for (place, act) in [
        ("seal.copy", "set"),
        ("seal.companion", "set"),
        ("seal.companion", "remove"),
    ] {
        let mut command = with_password(folder);
        command
            .env("YINGHENG_NEW_PASSWORD", WORD)
            .env("YINGHENG_FAIL_AT", place)
            .args(["password", act, "a.yhproj"]);
        assert!(
            !command.output().expect("started").status.success(),
            "{place}"
        );
        assert_eq!(kit::state(folder, "a.yhproj"), before, "{place}");
        let mut list = with_password(folder);
        let listed = done(list.args(["--json", "snapshots", "a.yhproj"]));
        assert!(listed.contains("一"), "{place}: {listed}");
    }
}

#[test]
fn the_password_comes_from_input_or_environment_and_is_told_clearly() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    prepare(folder, "a.yhproj", 3, 1);
    let set = typing(
        folder,
        &["--json", "--password-stdin", "password", "set", "a.yhproj"],
        "short\n",
    );
    refused(&set, "store.password_too_short");
    let set = ["--json", "--password-stdin", "password", "set", "a.yhproj"];
    let first = said(&typing(folder, &set, &format!("{WORD}\n")));
    refused(
        &yingheng(folder)
            .args(["history", "a.yhproj"])
            .output()
            .expect("started"),
        "store.sealed",
    );
    let history = ["--password-stdin", "history", "a.yhproj"];
    refused(
        &typing(folder, &history, "wrong words\n"),
        "store.wrong_password",
    );
    let log = said(&typing(folder, &history, &format!("{WORD}\n")));
    assert!(log.contains("设置密码"), "{log}");
    assert!(!log.contains(WORD));
    let change = [
        "--json",
        "--password-stdin",
        "password",
        "change",
        "a.yhproj",
    ];
    let second = said(&typing(
        folder,
        &change,
        &format!("{WORD}\nanother 密码 words\n"),
    ));
    assert_ne!(first, second);
    refused(
        &typing(folder, &history, &format!("{WORD}\n")),
        "store.wrong_password",
    );
    let key = second
        .split('"')
        .find(|part| part.len() == 39)
        .expect("a recovery key");
    said(&typing(folder, &history, &format!("{key}\n")));
    let remove = ["--password-stdin", "password", "remove", "a.yhproj"];
    said(&typing(folder, &remove, &format!("{key}\n")));
    said(
        &yingheng(folder)
            .args(["history", "--verify", "a.yhproj"])
            .output()
            .expect("started"),
    );
}
