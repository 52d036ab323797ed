//! The encrypted project: opens with the password or the recovery key and with nothing else, leaves nothing readable on
//! the disk, refuses every changed byte, and never holds less than what was acknowledged.

use std::path::{Path, PathBuf};

use yingheng_io::store::{Away, Password, Project, StoreError, recover, salvage, snapshots_of};

use super::cases;
use super::hospital::{Dice, act, code, ledger, meta};

const WORD: &str = "correct horse 电池";

fn typed(text: &str) -> Password {
    Password::new(text.to_owned())
}

/// An encrypted project with some acts in it, closed; answers its recovery key.
fn sealed(path: &Path, acts: u64) -> String {
    let mut project = Project::create(path, &meta()).expect("created");
    let mut dice = Dice(acts);
    for _ in 0..acts {
        act(&mut project, &mut dice).expect("done");
    }
    let locked = project.set_password(&typed(WORD)).expect("set");
    assert!(locked.left.is_empty(), "{:?}", locked.left);
    project.close().expect("closed");
    locked.recovery.to_string()
}

/// Every file below a folder that holds one of the texts.
fn holding(folder: &Path, needles: &[&[u8]]) -> Vec<PathBuf> {
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
            let holds = |needle: &&[u8]| bytes.windows(needle.len()).any(|part| part == *needle);
            if needles.iter().any(|needle| holds(needle)) {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn password_and_recovery_key_open_and_nothing_else_does() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yhproj");
    let recovery = sealed(&path, 5);
    assert_eq!(code(Project::open(&path)), "store.sealed");
    let before = std::fs::read(&path).expect("read");
    for wrong in [
        "",
        "correct horse",
        "Correct horse 电池",
        "0000-0000-0000-0000-0000-0000-0000-0000",
    ] {
        let refused = Project::open_with(&path, Some(&typed(wrong)));
        assert_eq!(code(refused), "store.wrong_password", "{wrong}");
    }
    assert_eq!(
        std::fs::read(&path).expect("read"),
        before,
        "no lock-out, nothing written"
    );
    let lower = recovery.to_lowercase().replace('-', " ");
    for right in [WORD, &recovery, &lower] {
        let project = Project::open_with(&path, Some(&typed(right))).expect("opens");
        assert!(project.is_sealed() && project.interrupted().is_none());
        project.verify().expect("whole");
        let second = Project::open_with(&path, Some(&typed(right)));
        assert_eq!(code(second), "store.in_use_by");
        project.close().expect("closed");
    }
    assert!(!path.with_extension("yhproj.lock").exists());
}

#[test]
fn changed_and_removed_passwords_reach_every_copy() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yhproj");
    let mut project = Project::create(&path, &meta()).expect("created");
    assert_eq!(
        code(project.set_password(&typed("kurz"))),
        "store.password_too_short"
    );
    project.snapshot(Some("明文时")).expect("kept");
    let first = project.set_password(&typed(WORD)).expect("set").recovery;
    assert_eq!(
        code(project.set_password(&typed(WORD))),
        "store.not_this_seal"
    );
    project.snapshot(Some("加密后")).expect("kept");
    assert_eq!(project.snapshots().expect("listed").len(), 2);
    let state = project.state().expect("state");
    act(&mut project, &mut Dice(3)).expect("done");
    let another = "another 密码 words";
    assert_eq!(
        code(project.change_password(&typed("falsch falsch"), &typed(another))),
        "store.wrong_password"
    );
    let second = project
        .change_password(&typed(WORD), &typed(another))
        .expect("changed")
        .recovery;
    assert_ne!(first, second);
    for old in [WORD, &first] {
        assert!(
            snapshots_of(&path, Some(&typed(old)))
                .expect("listed")
                .is_empty()
        );
    }
    assert_eq!(
        snapshots_of(&path, Some(&typed(another)))
            .expect("listed")
            .len(),
        2
    );
    // A snapshot made before the password comes back under it.
    project.restore("0001").expect("restored");
    assert_eq!(project.state().expect("state"), state);
    assert!(project.undo().expect("undone").is_some());
    project.verify().expect("whole");
    project.close().expect("closed");
    for old in [WORD, &first] {
        let refused = Project::open_with(&path, Some(&typed(old)));
        assert_eq!(code(refused), "store.wrong_password");
    }
    let mut project = Project::open_with(&path, Some(&typed(&second))).expect("opens");
    let state = project.state().expect("state");
    assert!(
        project
            .remove_password(&typed(another))
            .expect("removed")
            .is_empty()
    );
    act(&mut project, &mut Dice(4)).expect("done");
    project.undo().expect("undone");
    project.close().expect("closed");
    let project = Project::open(&path).expect("opens without");
    assert!(!project.is_sealed());
    assert_eq!(project.state().expect("state"), state);
    assert_eq!(project.snapshots().expect("listed").len(), 2);
}

#[test]
fn nothing_readable_is_on_the_disk() {
    let folder = tempfile::tempdir().expect("folder");
    let place = folder.path().join("there");
    std::fs::create_dir(&place).expect("folder");
    let path = place.join("a.yhproj");
    let planted = "绝密病区七七四二";
    let (utf8, wide): (Vec<u8>, Vec<u8>) = (
        planted.bytes().collect(),
        planted.encode_utf16().flat_map(u16::to_le_bytes).collect(),
    );
    let needles: [&[u8]; 5] = [
        &utf8,
        &wide,
        b"SQLite format 3",
        b"import_batch",
        "支出明细".as_bytes(),
    ];
    let mut project = Project::create(&path, &meta()).expect("created");
    let plan = yingheng_core::plan::Plan {
        facility: Some(planted.to_owned()),
        ..yingheng_core::plan::Plan::default()
    };
    project.save_plan(&plan).expect("saved");
    project
        .add_batch(ledger("h", &["1.00".to_owned()], false), |_| true)
        .expect("kept");
    project.snapshot(Some(planted)).expect("kept");
    for ending in [".bak", ".v1.bak", ".damaged-1", ".recovered", ".opening"] {
        let mut copy = path.as_os_str().to_owned();
        copy.push(ending);
        std::fs::copy(&path, copy).expect("copied");
    }
    // The search itself sees: before the password it finds all of them, and the journal of the open database.
    assert_eq!(holding(&place, &needles).len(), 8);
    let locked = project.set_password(&typed(WORD)).expect("set");
    assert!(locked.left.is_empty());
    for round in 0..3 {
        let mut other = plan.clone();
        other.facility = Some(format!("{planted}{round}"));
        project.save_plan(&other).expect("saved");
        project.undo().expect("undone");
        project.snapshot(None).expect("kept");
        assert_eq!(holding(&place, &needles), Vec::<PathBuf>::new());
    }
    project.restore("0001").expect("restored");
    project
        .backup_to(&place.join("copy.yhproj"))
        .expect("copied");
    project
        .change_password(&typed(WORD), &typed("another 密码 words"))
        .expect("changed");
    assert_eq!(holding(&place, &needles), Vec::<PathBuf>::new());
    project.close().expect("closed");
    // A stop while the password was set leaves readable copies: the next opening brings them under the lock.
    std::fs::write(place.join("a.yhproj.bak"), planted).expect("written");
    let opened = Project::open_with(&path, Some(&typed("another 密码 words"))).expect("opens");
    assert_eq!(holding(&place, &needles), Vec::<PathBuf>::new());
    drop(opened);
    println!("byte search of an encrypted project, its copies and snapshots: 0 hits");
}

#[test]
fn every_flipped_bit_and_every_cut_is_refused() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yhproj");
    sealed(&path, 2);
    let whole = std::fs::read(&path).expect("read");
    let mut dice = Dice(5);
    // Each byte of the head once, the content at random, cuts at random.
    let mut places: Vec<usize> = (0..292).step_by(if cases(0) > 0 { 1 } else { 7 }).collect();
    places.extend((0..cases(16)).map(|_| dice.below(whole.len() as u64) as usize));
    let mut told: std::collections::BTreeMap<&str, u32> = std::collections::BTreeMap::new();
    for place in places {
        let mut bytes = whole.clone();
        bytes[place] ^= 1 << dice.below(8);
        std::fs::write(&path, &bytes).expect("written");
        let code = code(Project::open_with(&path, Some(&typed(WORD))));
        assert!(
            ["store.damaged", "store.not_a_project", "store.newer_seal"].contains(&code),
            "byte {place}: {code}"
        );
        assert_eq!(std::fs::read(&path).expect("read"), bytes, "not written to");
        *told.entry(code).or_default() += 1;
    }
    for _ in 0..cases(6) {
        let cut = dice.below(whole.len() as u64) as usize;
        std::fs::write(&path, &whole[..cut]).expect("written");
        let code = code(Project::open_with(&path, Some(&typed(WORD))));
        assert!(
            ["store.damaged", "store.not_a_project"].contains(&code),
            "{cut}: {code}"
        );
    }
    println!("flipped bits of an encrypted project: {told:?}, 0 opened");
    let mut newer = whole.clone();
    newer[9] = 2;
    std::fs::write(&path, &newer).expect("written");
    let refused = Project::open_with(&path, Some(&typed(WORD)));
    assert_eq!(code(refused), "store.newer_seal");
    std::fs::write(&path, &whole).expect("written");
    assert!(Project::open_with(&path, Some(&typed(WORD))).is_ok());
}

#[test]
fn an_act_that_cannot_be_written_has_not_happened() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yhproj");
    sealed(&path, 3);
    let mut project = Project::open_with(&path, Some(&typed(WORD))).expect("opens");
    let (state, length) = (
        project.state().expect("state"),
        project.history().expect("log").len(),
    );
    // A folder stands where the new file is to be written.
    std::fs::create_dir(folder.path().join("a.yhproj.part")).expect("folder");
    assert!(
        project
            .save_plan(&yingheng_core::plan::Plan::default())
            .is_err()
    );
    assert_eq!(project.state().expect("state"), state);
    assert_eq!(project.history().expect("log").len(), length);
    std::fs::remove_dir(folder.path().join("a.yhproj.part")).expect("removed");
    act(&mut project, &mut Dice(1)).expect("writes again");
    let state = project.state().expect("state");
    // The file goes, or is another: nothing is overwritten, and the project can still be put elsewhere.
    let kept = std::fs::read(&path).expect("read");
    std::fs::remove_file(&path).expect("removed");
    assert_eq!(code(act(&mut project, &mut Dice(2))), "store.gone");
    std::fs::write(&path, b"somebody else").expect("written");
    assert_eq!(code(act(&mut project, &mut Dice(2))), "store.gone");
    assert_eq!(std::fs::read(&path).expect("read"), b"somebody else");
    let copy = folder.path().join("copy.yhproj");
    project.backup_to(&copy).expect("copied");
    project.close().expect("closed");
    let project = Project::open_with(&copy, Some(&typed(WORD))).expect("opens");
    assert_eq!(project.state().expect("state"), state);
    project.close().expect("closed");
    std::fs::write(&path, kept).expect("written");
    let project = Project::open_with(&path, Some(&typed(WORD))).expect("opens");
    assert_eq!(project.state().expect("state"), state);
}

#[test]
fn a_damaged_encrypted_file_is_replaced_by_its_snapshot() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yhproj");
    sealed(&path, 3);
    let mut project = Project::open_with(&path, Some(&typed(WORD))).expect("opens");
    project.snapshot(Some("好")).expect("kept");
    let state = project.state().expect("state");
    project.close().expect("closed");
    let mut bytes = std::fs::read(&path).expect("read");
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&path, &bytes).expect("written");
    assert_eq!(
        code(Project::open_with(&path, Some(&typed(WORD)))),
        "store.damaged"
    );
    assert!(snapshots_of(&path, None).expect("listed").is_empty());
    let snapshots = snapshots_of(&path, Some(&typed(WORD))).expect("listed");
    let refused = recover(&path, &snapshots[0], None);
    assert!(matches!(refused, Err(StoreError::Sealed)));
    let aside = recover(&path, &snapshots[0], Some(&typed(WORD))).expect("recovered");
    assert_eq!(std::fs::read(aside).expect("read"), bytes);
    let project = Project::open_with(&path, Some(&typed(WORD))).expect("opens");
    assert_eq!(project.state().expect("state"), state);
}

#[test]
fn of_a_damaged_encrypted_file_nothing_is_salvaged_and_nothing_is_touched() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yhproj");
    sealed(&path, 3);
    let whole = std::fs::read(&path).expect("read");
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        bytes
    };
    // In the head (version, slots, nonce, sum), at the beginning, in the middle and in the tag; cut in each as well.
    let places = [9, 20, 200, 230, 250, 300, whole.len() / 2, whole.len() - 1];
    let mut damaged: Vec<Vec<u8>> = places.iter().map(|at| flipped(*at)).collect();
    damaged.extend(places.iter().map(|at| whole[..*at].to_vec()));
    for (number, bytes) in damaged.iter().enumerate() {
        std::fs::write(&path, bytes).expect("written");
        assert!(Project::open_with(&path, Some(&typed(WORD))).is_err());
        let into = folder.path().join("salvaged.yhproj");
        let refused = salvage(&path, &into);
        assert!(
            matches!(refused, Err(StoreError::SealedWhole)),
            "{number}: {refused:?}"
        );
        assert_eq!(&std::fs::read(&path).expect("read"), bytes, "untouched");
        let left: Vec<String> = std::fs::read_dir(folder.path())
            .expect("folder")
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| name.contains("salvaged") || name.contains("reading"))
            .collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

#[test]
fn an_encrypted_project_elsewhere_leaves_nothing_readable_there() {
    let folder = tempfile::tempdir().expect("folder");
    let (there, own) = (folder.path().join("there"), folder.path().join("own"));
    std::fs::create_dir(&there).expect("folder");
    let target = there.join("a.yhproj");
    let mut away = Away::new_project(&target, &own).expect("a place");
    let mut project = Project::create(&away.working, &meta()).expect("created");
    away.save(&project).expect("saved");
    act(&mut project, &mut Dice(1)).expect("done");
    away.save(&project).expect("saved, with a readable .bak");
    project.set_password(&typed(WORD)).expect("set");
    away.save(&project).expect("saved");
    assert!(holding(folder.path(), &[b"SQLite format 3"]).is_empty());
    act(&mut project, &mut Dice(2)).expect("done");
    let state = project.state().expect("state");
    project.close().expect("closed");
    assert!(matches!(
        Away::fetch(&target, &own, None),
        Err(StoreError::Sealed)
    ));
    let word = typed(WORD);
    let mut away = Away::fetch(&target, &own, Some(&word)).expect("fetched");
    let project = Project::open_with(&away.working, Some(&word)).expect("opens");
    away.opened(&project).expect("remembered");
    assert!(away.unsaved(&project).expect("compared"));
    assert_eq!(project.state().expect("state"), state);
    away.save(&project).expect("saved");
    assert!(holding(folder.path(), &[b"SQLite format 3"]).is_empty());
}
