//! Opening: older files are brought up to date after a copy; foreign, newer, changed and damaged ones are left alone.

use std::path::{Path, PathBuf};

use yingheng_io::store::{OLDEST_VERSION, Project, SCHEMA_VERSION};

use super::cases;
use super::hospital::{Dice, act, code, ledger, meta};

/// The project as it was kept by the program of a schema version, copied to where it may be changed.
fn shipped(version: u32, folder: &Path) -> PathBuf {
    let name = format!("v{version}.yhproj");
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/projects");
    let path = folder.join(&name);
    std::fs::copy(kept.join(&name), &path).expect("copied");
    path
}

#[test]
fn a_project_of_every_shipped_version_opens_after_a_copy_of_it() {
    for version in OLDEST_VERSION..=SCHEMA_VERSION {
        let folder = tempfile::tempdir().expect("folder");
        let path = shipped(version, folder.path());
        let bytes = std::fs::read(&path).expect("read");
        let mut project = Project::open(&path).expect("opened");
        let batches = project.batches().expect("batches");
        let rows: Vec<(String, u64)> = batches
            .iter()
            .map(|batch| (batch.batch.form.clone(), batch.imported))
            .collect();
        let expected = [
            ("departments", 53),
            ("accounts", 38),
            ("drivers", 272),
            ("workload", 300),
        ];
        assert_eq!(rows, expected.map(|(form, rows)| (form.to_owned(), rows)));
        assert_eq!(project.plan_versions().expect("plans").len(), 3);
        assert_eq!(project.facts().expect("facts").0.departments.len(), 53);
        let log = project.history().expect("log");
        let copy = folder
            .path()
            .join(format!("v{version}.yhproj.v{version}.bak"));
        if version < SCHEMA_VERSION {
            assert_eq!(std::fs::read(&copy).expect("a copy").len(), bytes.len());
            assert_eq!(log.last().expect("an entry").words.key, "act.migrated");
        } else {
            assert!(!copy.exists(), "nothing to bring up to date");
        }
        // What was done before cannot be taken back; what is done now can.
        assert_eq!(project.undo().expect("nothing"), None);
        act(&mut project, &mut Dice(1)).expect("done");
        assert!(project.undo().expect("undone").is_some());
        project.close().expect("closed");
        Project::open(&path).expect("opened again");
    }
}

#[test]
fn a_file_that_is_refused_is_not_written_to() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yhproj");
    Project::create(&path, &meta())
        .expect("created")
        .close()
        .expect("closed");
    let good = std::fs::read(&path).expect("read");
    let changed = |at: usize, byte: u8| {
        let mut bytes = good.clone();
        bytes[at] = byte;
        bytes
    };
    let stranger = [b"SQLite format 3\0".as_slice(), &[7; 4096]].concat();
    for (bytes, expected) in [
        (changed(63, 99), "store.newer"),
        (changed(63, 0), "store.older"),
        (changed(68, 0), "store.not_a_project"),
        (changed(0, b'X'), "store.not_a_project"),
        (changed(18, 2), "store.damaged"),
        // The database would count its pages anew, and write that, before anything else is looked at.
        (changed(31, good[31] + 1), "store.damaged"),
        ([&good[..], &[0; 19]].concat(), "store.damaged"),
        (good[..good.len() - 4096].to_vec(), "store.damaged"),
        (stranger, "store.not_a_project"),
        (b"name,amount\n1,2\n".to_vec(), "store.not_a_project"),
        (Vec::new(), "store.not_a_project"),
    ] {
        std::fs::write(&path, &bytes).expect("written");
        assert_eq!(code(Project::open(&path)), expected);
        assert_eq!(std::fs::read(&path).expect("read"), bytes, "{expected}");
    }
    std::fs::write(&path, &good).expect("written");
    let mut project = Project::open(&path).expect("opened");
    project
        .add_batch(ledger("h", &["1.00".to_owned()], false), |_| true)
        .expect("added");
}

#[test]
fn an_older_file_refused_for_its_content_is_not_brought_up_to_date_first() {
    let folder = tempfile::tempdir().expect("folder");
    let path = shipped(OLDEST_VERSION, folder.path());
    let good = std::fs::read(&path).expect("read");
    let secret = good
        .windows(9)
        .position(|bytes| bytes == b"token_key")
        .expect("the name of the secret")
        + 9;
    // A character that is no hexadecimal digit: only seen once everything else was looked at.
    let mut bytes = good.clone();
    bytes[secret + 5] = b';';
    std::fs::write(&path, &bytes).expect("written");
    assert_eq!(code(Project::open(&path)), "store.damaged");
    assert_eq!(std::fs::read(&path).expect("read"), bytes, "untouched");
    let left = std::fs::read_dir(folder.path()).expect("folder").count();
    assert_eq!(left, 1, "no copy of a file that was not changed");
    std::fs::write(&path, &good).expect("written");
    Project::open(&path).expect("opened");
}

#[test]
fn a_second_writer_is_told_who_the_first_is_and_does_it_no_harm() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yhproj");
    let mut project = Project::create(&path, &meta()).expect("created");
    let refused = Project::open(&path).expect_err("in use");
    assert_eq!(refused.code(), "store.in_use_by");
    let holder = &refused.message().arguments["holder"];
    assert!(holder.contains(&std::process::id().to_string()), "{holder}");
    act(&mut project, &mut Dice(2)).expect("still ours");
    project.close().expect("closed");
    let again = Project::open(&path).expect("free again");
    assert_eq!(again.interrupted(), None);
}

/// Flips bits and cuts the file at many places: it opens and says exactly what it said, or it is refused; never another
/// figure, never a panic, and never a byte written to it.
#[test]
fn a_damaged_file_is_never_read_as_another() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yhproj");
    let mut project = Project::create(&path, &meta()).expect("created");
    let mut dice = Dice(3);
    let amounts: Vec<String> = (0..300).map(|row| format!("{row}.25")).collect();
    project
        .add_batch(ledger("h", &amounts, false), |_| true)
        .expect("added");
    for _ in 0..12 {
        act(&mut project, &mut dice).expect("done");
    }
    project.undo().expect("undone");
    let said = |project: &Project| {
        format!(
            "{:?}{:?}{:?}{:?}",
            project.facts().expect("facts"),
            project.plan().expect("plan"),
            project.policy().expect("policy"),
            project.meta().expect("meta")
        )
    };
    let truth = said(&project);
    project.close().expect("closed");
    let good = std::fs::read(&path).expect("read");
    let (mut refused, mut harmless) = (0, 0);
    let places = cases(400);
    for place in 0..places {
        let mut bytes = good.clone();
        if place % 5 == 4 {
            bytes.truncate(dice.below(good.len() as u64) as usize);
        } else {
            let at = dice.below(good.len() as u64) as usize;
            bytes[at] ^= 1 << dice.below(8);
        }
        std::fs::write(&path, &bytes).expect("written");
        match Project::open(&path) {
            Ok(project) => {
                assert_eq!(said(&project), truth, "place {place}");
                project.close().expect("closed");
                harmless += 1;
            }
            Err(_) => {
                assert!(
                    std::fs::read(&path).expect("read") == bytes,
                    "place {place}"
                );
                refused += 1;
            }
        }
    }
    println!(
        "damage: {places} places, {refused} refused, {harmless} without effect, 0 read as another"
    );
    // Most of a small file is empty room, where a changed bit says nothing.
    assert!(refused > places / 5);
}
