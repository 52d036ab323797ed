//! Folders and files that cannot be written, and files that go away while they are open.
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::disk::Disk;
use super::hospital::{code, meta};
use yingheng_core::plan::Plan;
use yingheng_io::store::Project;

fn permit(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("permitted");
}

/// Whether permissions hold somebody off here; they do not hold the superuser.
fn held_off(folder: &Path) -> bool {
    let probe = folder.join("probe");
    std::fs::write(&probe, b"x").expect("written");
    permit(&probe, 0o444);
    File::options().write(true).open(&probe).is_err()
}
use std::fs::File;

#[test]
fn a_file_moved_or_removed_while_open_takes_no_more_acts() {
    let _disk = Disk::take();
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yhproj");
    let moved = folder.path().join("b.yhproj");
    let mut project = Project::create(&path, &meta()).expect("created");
    project.save_plan(&Plan::default()).expect("saved");
    let state = project.state().expect("state");
    std::fs::rename(&path, &moved).expect("moved");
    assert_eq!(code(project.save_plan(&Plan::default())), "store.gone");
    // Another file of the same name is not ours either.
    std::fs::copy(&moved, &path).expect("copied");
    assert_eq!(code(project.save_plan(&Plan::default())), "store.gone");
    std::fs::remove_file(&path).expect("removed");
    let copy = folder.path().join("copy.yhproj");
    project.backup_to(&copy).expect("copied");
    drop(project);
    for file in [&moved, &copy] {
        let project = Project::open(file).expect("opens");
        assert_eq!(project.state().expect("state"), state);
    }
}

#[test]
fn a_file_or_folder_that_cannot_be_written_is_refused_unharmed() {
    let _disk = Disk::take();
    let folder = tempfile::tempdir().expect("folder");
    if !held_off(folder.path()) {
        println!("passed over: permissions do not hold this user (superuser)");
        return;
    }
    let place = folder.path().join("there");
    std::fs::create_dir(&place).expect("folder");
    let path = place.join("a.yhproj");
    Project::create(&path, &meta())
        .expect("created")
        .close()
        .expect("closed");
    let before = std::fs::read(&path).expect("read");
    permit(&path, 0o444);
    assert_eq!(code(Project::open(&path)), "store.read_only");
    permit(&path, 0o644);
    permit(&place, 0o555);
    let refused = Project::open(&path).and_then(|mut project| project.save_plan(&Plan::default()));
    assert!(["store.read_only", "store.missing"].contains(&code(refused)));
    permit(&place, 0o755);
    assert_eq!(std::fs::read(&path).expect("read"), before);
    Project::open(&path).expect("opens again");
}
