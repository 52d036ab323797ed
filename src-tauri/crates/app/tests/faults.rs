//! The real program killed at random times and at named places, on a full disk and in a synced folder: what it had
//! acknowledged is there, nothing is half there, the file opens.
//!
//! Small fixed counts; `YINGHENG_CASES=500` and more for the long campaign. The figures are printed.
#![cfg(unix)]

mod kit;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use kit::{Dice, Figures, cases, done, prepare, run, state, truth, yingheng};

#[test]
fn killed_at_any_time_nothing_acknowledged_is_lost() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    let acts = prepare(folder, "a.yhproj", 7, 24);
    let truth = truth(folder, "a.yhproj", &acts);
    let whole = {
        std::fs::copy(folder.join("a.yhproj"), folder.join("t.yhproj")).expect("copied");
        let started = Instant::now();
        run(
            yingheng(folder).args(["batch", "t.yhproj"]).arg(&acts),
            None,
        );
        started.elapsed()
    };
    let mut dice = Dice(11);
    let mut figures = Figures::default();
    for kill in 0..cases(12) {
        let name = format!("k{kill}.yhproj");
        std::fs::copy(folder.join("a.yhproj"), folder.join(&name)).expect("copied");
        let wait = Duration::from_millis(dice.below(whole.as_millis() as u64 + 1));
        let acknowledged = run(
            yingheng(folder).args(["batch", &name]).arg(&acts),
            Some(wait),
        );
        figures.judge(&folder.join(&name), acknowledged, &truth);
        std::fs::remove_file(folder.join(&name)).expect("removed");
    }
    figures.told("random kills");
    assert_eq!(
        (figures.lost, figures.partial, figures.unopenable),
        (0, 0, 0)
    );
}

#[test]
fn ended_at_every_named_place_of_an_act_nothing_is_lost() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    let acts = prepare(folder, "a.yhproj", 3, 12);
    let truth = truth(folder, "a.yhproj", &acts);
    let mut figures = Figures::default();
    let mut journal_seen = false;
    for place in ["act.before_commit", "act.after_journal", "act.after_commit"] {
        for passing in 1..=cases(5).min(12) {
            let name = format!("{place}{passing}.yhproj");
            std::fs::copy(folder.join("a.yhproj"), folder.join(&name)).expect("copied");
            let acknowledged = run(
                yingheng(folder)
                    .env("YINGHENG_FAIL_AT", format!("{place}:{passing}"))
                    .args(["batch", &name])
                    .arg(&acts),
                None,
            );
            let journal = folder.join(format!("{name}-journal"));
            if place == "act.after_journal" && journal.exists() && !journal_seen {
                journal_seen = true;
                // The control: without its journal a half-written file must be seen as such, or this test is blind.
                let blind = folder.join("blind.yhproj");
                std::fs::copy(folder.join(&name), &blind).expect("copied");
                assert!(
                    yingheng_io::store::Project::open(&blind).is_err(),
                    "a half-written file must not pass"
                );
            }
            figures.judge(&folder.join(&name), acknowledged, &truth);
        }
    }
    figures.told("named places of an act");
    assert!(journal_seen, "the worst moment was reached");
    assert_eq!(
        (figures.lost, figures.partial, figures.unopenable),
        (0, 0, 0)
    );
}

#[test]
fn ended_while_reading_migrating_copying_or_exporting_the_project_is_as_before() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    let acts = prepare(folder, "a.yhproj", 5, 4);
    let before = state(folder, "a.yhproj");
    let ended = |place: &str, arguments: &[&str]| {
        run(
            yingheng(folder)
                .env("YINGHENG_FAIL_AT", place)
                .args(arguments),
            None,
        )
    };
    // The worker dies: the program says so, the project is untouched.
    std::fs::write(
        folder.join("u.csv"),
        "科室编码,科室名称,科室分类\nC1,内科,临床服务类\n",
    )
    .expect("written");
    ended("worker.started", &["import", "a.yhproj", "u.csv"]);
    assert_eq!(state(folder, "a.yhproj"), before);
    // A snapshot half made does not count; the next one does.
    ended(
        "snapshot.copied",
        &["snapshots", "a.yhproj", "--keep", "一"],
    );
    assert_eq!(state(folder, "a.yhproj"), before);
    let listed = done(yingheng(folder).args(["--json", "snapshots", "a.yhproj"]));
    assert_eq!(listed.trim(), "[]");
    done(yingheng(folder).args(["snapshots", "a.yhproj", "--keep", "二"]));
    // An export half written leaves the file that stood there.
    done(yingheng(folder).args(["batch", "a.yhproj"]).arg(&acts));
    done(yingheng(folder).args(["import", "a.yhproj", "u.csv"]));
    let whole = state(folder, "a.yhproj");
    let tables = folder.join("out/tables");
    std::fs::create_dir_all(&tables).expect("folder");
    done(yingheng(folder).args(["report", "a.yhproj", "--out", "out", "--what", "tables"]));
    let file = std::fs::read_dir(&tables)
        .expect("tables")
        .flatten()
        .map(|entry| entry.path())
        .next()
        .expect("a table");
    let bytes = std::fs::read(&file).expect("read");
    ended(
        "export.before_rename",
        &["report", "a.yhproj", "--out", "out", "--what", "tables"],
    );
    assert_eq!(std::fs::read(&file).expect("read"), bytes);
    assert_eq!(state(folder, "a.yhproj"), whole);
    // A migration that is cut off leaves the old file; the next opening does it.
    let old =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/projects/v1.yhproj");
    for place in ["migrate.after_backup", "migrate.before_commit"] {
        let name = format!("{place}.yhproj");
        std::fs::copy(&old, folder.join(&name)).expect("copied");
        ended(place, &["history", &name]);
        let copy = std::fs::read(folder.join(format!("{name}.v1.bak"))).expect("a copy was made");
        assert_eq!(copy.len(), std::fs::read(&old).expect("read").len());
        done(yingheng(folder).args(["history", "--verify", &name]));
    }
    println!("named places elsewhere: 6 ends, 0 acts lost, originals untouched");
}

#[test]
fn on_a_full_disk_what_was_acknowledged_stays() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    let acts = prepare(folder, "a.yhproj", 9, 20);
    let truth = truth(folder, "a.yhproj", &acts);
    let size = std::fs::metadata(folder.join("a.yhproj"))
        .expect("size")
        .len()
        / 512;
    let mut figures = Figures::default();
    let mut stopped = 0;
    for step in 0..cases(6).min(50) {
        let name = format!("f{step}.yhproj");
        std::fs::copy(folder.join("a.yhproj"), folder.join(&name)).expect("copied");
        // No file may grow beyond so many blocks; the signal that would end the program is ignored, writing fails.
        let limit = size + 8 + step * 24;
        let script = format!(
            "trap '' XFSZ; ulimit -f {limit}; exec \"{}\" batch {name} \"{}\"",
            env!("CARGO_BIN_EXE_yingheng"),
            acts.display()
        );
        let mut command = Command::new("sh");
        command
            .current_dir(folder)
            .env_remove("YINGHENG_TEMPLATES")
            .env("SOURCE_DATE_EPOCH", "1750000000")
            .args(["-c", &script]);
        let acknowledged = run(&mut command, None);
        stopped += u64::from(acknowledged + 1 < truth.len());
        figures.judge(&folder.join(&name), acknowledged, &truth);
    }
    figures.told("full disk");
    assert!(stopped > 0, "some limit must have been reached");
    assert_eq!(
        (figures.lost, figures.partial, figures.unopenable),
        (0, 0, 0)
    );
}

#[test]
fn a_file_in_a_synced_folder_is_only_ever_whole_and_never_overwrites_a_change() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    let cloud = folder.join("我的坚果云");
    std::fs::create_dir_all(&cloud).expect("folder");
    let acts = prepare(folder, "我的坚果云/a.yhproj", 13, 6);
    let target = cloud.join("a.yhproj");
    assert!(target.is_file(), "saved when the command ended");
    let first = std::fs::read(&target).expect("read");
    // Ended between the copy and its putting in place: the file there is as before, the work is in the local copy.
    run(
        yingheng(folder)
            .env("YINGHENG_FAIL_AT", "save.before_rename")
            .args(["batch", "我的坚果云/a.yhproj"])
            .arg(&acts),
        None,
    );
    assert_eq!(std::fs::read(&target).expect("read"), first);
    let entries = |text: String| text.lines().count();
    let worked = entries(done(
        yingheng(folder).args(["history", "我的坚果云/a.yhproj"]),
    ));
    assert!(worked > 5, "the local copy was found again: {worked}");
    let second = std::fs::read(&target).expect("read");
    assert_ne!(second, first, "and saved this time");
    assert_eq!(
        std::fs::read(cloud.join("a.yhproj.bak")).expect("kept"),
        first
    );
    // Ended after it was put in place, before that was remembered: no quarrel with ourselves.
    std::fs::write(folder.join("one.txt"), "share 33%\n").expect("written");
    run(
        yingheng(folder)
            .env("YINGHENG_FAIL_AT", "save.after_rename")
            .args(["batch", "我的坚果云/a.yhproj", "one.txt"]),
        None,
    );
    done(yingheng(folder).args(["batch", "我的坚果云/a.yhproj", "one.txt"]));
    // Somebody else changes it while ours holds unsaved work: refused, and theirs stays.
    run(
        yingheng(folder)
            .env("YINGHENG_FAIL_AT", "save.before_rename")
            .args(["batch", "我的坚果云/a.yhproj", "one.txt"]),
        None,
    );
    std::fs::write(&target, &first).expect("somebody else's");
    let theirs = Command::new("cp")
        .arg(&target)
        .arg(folder.join("theirs.yhproj"))
        .status();
    assert!(theirs.expect("copied").success());
    done(yingheng(folder).args(["settings", "theirs.yhproj", "--fixed-share", "12%"]));
    std::fs::copy(folder.join("theirs.yhproj"), &target).expect("theirs");
    let theirs = std::fs::read(&target).expect("read");
    let refused = yingheng(folder)
        .args(["history", "我的坚果云/a.yhproj"])
        .output()
        .expect("started");
    assert!(!refused.status.success());
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("store.changed_elsewhere"), "{said}");
    assert_eq!(std::fs::read(&target).expect("read"), theirs);
    let parts: Vec<_> = std::fs::read_dir(&cloud)
        .expect("folder")
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().contains("-journal"))
        .collect();
    assert!(parts.is_empty(), "no database is ever worked on there");
}

#[test]
fn a_damaged_file_is_put_aside_and_a_snapshot_or_what_is_whole_takes_over() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    let acts = prepare(folder, "a.yhproj", 21, 6);
    done(yingheng(folder).args(["batch", "a.yhproj"]).arg(&acts));
    done(yingheng(folder).args(["snapshots", "a.yhproj", "--keep", "年中"]));
    let kept = state(folder, "a.yhproj");
    std::fs::write(
        folder.join("u.csv"),
        "科室编码,科室名称,科室分类\nZ1,内科,临床服务类\n",
    )
    .expect("written");
    done(yingheng(folder).args(["import", "a.yhproj", "u.csv"]));
    // The content of one cell changes: nothing the database itself would see.
    let path = folder.join("a.yhproj");
    let mut bytes = std::fs::read(&path).expect("read");
    let needle = b"cn/generic";
    let at = bytes
        .windows(needle.len())
        .position(|window| window == needle)
        .expect("the policy's name stands in the file");
    bytes[at] = b'd';
    std::fs::write(&path, &bytes).expect("written");
    let offer = yingheng(folder)
        .args(["--json", "recover", "a.yhproj"])
        .output()
        .expect("started");
    let offer = String::from_utf8(offer.stdout).expect("UTF-8");
    assert!(
        offer.contains("年中") && offer.contains("act.imported"),
        "{offer}"
    );
    assert_eq!(
        std::fs::read(&path).expect("read"),
        bytes,
        "looking changes nothing"
    );
    // What is whole goes into a new file; the damaged one stays as it is.
    done(yingheng(folder).args(["recover", "a.yhproj", "--salvage"]));
    assert_eq!(std::fs::read(&path).expect("read"), bytes);
    let log = done(yingheng(folder).args(["history", "--verify", "a.salvaged.yhproj"]));
    assert!(!log.is_empty());
    // The snapshot takes its place; the damaged one is kept byte for byte.
    done(yingheng(folder).args(["recover", "a.yhproj", "--snapshot", "0001"]));
    let aside = std::fs::read(folder.join("a.yhproj.damaged-1")).expect("put aside");
    assert_eq!(aside, bytes);
    assert_eq!(state(folder, "a.yhproj"), kept);
}
