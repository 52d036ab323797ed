//! Snapshots, and places where a project is worked on in a local copy.

use std::path::Path;

use yingheng_io::platform::{Standing, standing_among};
use yingheng_io::store::{Away, Project, recover, salvage, snapshots_of};

use super::cases;
use super::hospital::{Dice, act, code, meta};

#[test]
fn a_snapshot_comes_back_as_an_act_that_can_be_taken_back() {
    for seed in 0..cases(6) {
        let mut dice = Dice(seed);
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a.yhproj");
        let mut project = Project::create(&path, &meta()).expect("created");
        for _ in 0..dice.below(12) {
            act(&mut project, &mut dice).expect("done");
        }
        let kept = project.state().expect("state");
        let snapshot = project.snapshot(Some("年中")).expect("kept");
        assert!(!project.changed_since_snapshot().expect("compared"));
        for _ in 0..dice.below(12) + 1 {
            match dice.below(4) {
                0 => drop(project.undo().expect("undone")),
                _ => drop(act(&mut project, &mut dice).expect("done")),
            }
        }
        let later = project.state().expect("state");
        project.restore(&snapshot.id).expect("restored");
        assert_eq!(project.state().expect("state"), kept, "seed {seed}");
        if later != kept {
            project.undo().expect("undone").expect("the restoring");
            assert_eq!(project.state().expect("state"), later, "seed {seed}");
            project.redo().expect("redone").expect("the restoring");
        }
        project.close().expect("closed");
        let project = Project::open(&path).expect("opened");
        assert_eq!(project.state().expect("state"), kept, "seed {seed}");
        assert_eq!(code(project.verify()), "ok");
    }
}

#[test]
fn ten_snapshots_of_the_program_are_kept_and_all_with_a_name() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yhproj");
    let mut project = Project::create(&path, &meta()).expect("created");
    project.snapshot(Some("第一")).expect("kept");
    for _ in 0..13 {
        project.snapshot(None).expect("kept");
    }
    let kept = snapshots_of(&path, None).expect("listed");
    let named = kept.iter().filter(|one| !one.name.is_empty()).count();
    assert_eq!((named, kept.len()), (1, 11));
    assert_eq!(kept[0].id, "0014", "the newest first");
    assert_eq!(code(project.restore("0099")), "store.no_snapshot");
    // A snapshot that is damaged neither comes back nor does harm.
    let damaged = &kept[0].path;
    let mut bytes = std::fs::read(damaged).expect("read");
    let length = bytes.len();
    bytes.truncate(length / 2);
    std::fs::write(damaged, &bytes).expect("written");
    assert_ne!(code(project.restore("0014")), "ok");
    assert_eq!(code(project.verify()), "ok");
}

/// A file cut in half: what is whole is read, what is not is named, and the file stays as it is.
#[test]
fn what_is_whole_of_a_damaged_file_is_salvaged() {
    let (mut salvaged, mut nothing) = (0, 0);
    for seed in 0..cases(30) {
        let mut dice = Dice(seed);
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a.yhproj");
        let mut project = Project::create(&path, &meta()).expect("created");
        for _ in 0..20 {
            act(&mut project, &mut dice).expect("done");
        }
        let truth = project.facts().expect("facts").0;
        let snapshot = project.snapshot(None).expect("kept");
        project.close().expect("closed");
        let mut bytes = std::fs::read(&path).expect("read");
        let page = 4096;
        let pages = bytes.len() / page;
        let at = (dice.below(pages as u64 - 1) as usize + 1) * page;
        bytes[at..at + page].fill(0xa5);
        std::fs::write(&path, &bytes).expect("written");
        if Project::open(&path).is_ok() {
            continue;
        }
        let into = folder.path().join("new.yhproj");
        match salvage(&path, &into) {
            Ok(found) => {
                salvaged += 1;
                let project = Project::open(&into).expect("opened");
                let facts = project.facts().expect("facts").0;
                // Every line that was salvaged is one of the truth.
                for line in &facts.ledger {
                    let same = |known: &&_| *known == line;
                    assert!(truth.ledger.iter().find(same).is_some() || !found.lost.is_empty());
                }
                project.close().expect("closed");
            }
            Err(_) => {
                nothing += 1;
                assert!(!into.exists(), "no half file");
            }
        }
        assert_eq!(std::fs::read(&path).expect("read"), bytes);
        let aside = recover(&path, &snapshot, None).expect("recovered");
        assert_eq!(std::fs::read(aside).expect("read"), bytes);
        let project = Project::open(&path).expect("opened");
        assert_eq!(project.facts().expect("facts").0, truth);
    }
    println!("salvage: {salvaged} files read in part, {nothing} not at all, originals untouched");
}

#[test]
fn synced_and_remote_places_are_known() {
    let mounts = "/dev/sda1 / ext4 rw 0 0\nsrv:/x /mnt/share nfs4 rw 0 0\n//s/y /mnt/win\\040dir cifs rw 0 0\n";
    let stands = |path: &str| standing_among(Path::new(path), mounts);
    assert_eq!(stands("/home/a/医院.yhproj"), Standing::Local);
    assert_eq!(
        stands("/mnt/share/a.yhproj"),
        Standing::Remote("nfs4".into())
    );
    assert_eq!(
        stands("/mnt/win dir/a.yhproj"),
        Standing::Remote("cifs".into())
    );
    for (path, name) in [
        ("/home/a/OneDrive - 医院/a.yhproj", "OneDrive"),
        ("/home/a/WPS云盘/a.yhproj", "WPS云盘"),
        ("/home/a/BaiduSyncdisk/财务/a.yhproj", "百度网盘"),
        ("/home/a/我的坚果云/a.yhproj", "坚果云"),
        ("/Users/a/Library/CloudStorage/x/a.yhproj", "CloudStorage"),
    ] {
        assert_eq!(stands(path), Standing::Synced(name.into()), "{path}");
    }
}

#[test]
fn a_file_elsewhere_is_replaced_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("folder");
    let (there, own) = (folder.path().join("there"), folder.path().join("own"));
    std::fs::create_dir(&there).expect("folder");
    let target = there.join("a.yhproj");
    let mut away = Away::new_project(&target, &own).expect("a place");
    let mut project = Project::create(&away.working, &meta()).expect("created");
    assert!(away.unsaved(&project).expect("compared") && !target.exists());
    away.save(&project).expect("saved");
    assert!(!away.unsaved(&project).expect("compared") && target.exists());
    act(&mut project, &mut Dice(1)).expect("done");
    project.close().expect("closed");
    // What was not saved is found again.
    let mut away = Away::fetch(&target, &own, None).expect("fetched");
    let project = Project::open(&away.working).expect("opened");
    away.opened(&project).expect("remembered");
    assert!(away.unsaved(&project).expect("compared"));
    // Gone or changed there: refused.
    let saved = std::fs::read(&target).expect("read");
    std::fs::write(&target, b"somebody else").expect("written");
    assert_eq!(code(away.save(&project)), "store.changed_elsewhere");
    std::fs::remove_file(&target).expect("removed");
    assert_eq!(code(away.save(&project)), "store.changed_elsewhere");
    std::fs::write(&target, &saved).expect("written");
    away.save(&project).expect("saved");
    assert_eq!(
        std::fs::read(there.join("a.yhproj.bak")).expect("kept"),
        saved
    );
    project.close().expect("closed");
    let fresh = Away::fetch(&target, &folder.path().join("another"), None).expect("fetched");
    let project = Project::open(&fresh.working).expect("opened");
    assert_eq!(code(project.verify()), "ok");
}
