//! A project file of any bytes: opened or refused, never a panic, and refused without a byte written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;
use yingheng_io::store::{Password, Project};

fuzz_target!(|bytes: &[u8]| {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| tempfile::tempdir().expect("a folder"));
    let path = folder.path().join("a.yhproj");
    std::fs::write(&path, bytes).expect("written");
    // An encrypted one is not unlocked: a guess costs half a second, and its content is authenticated.
    match Project::open_with(&path, None::<&Password>) {
        Ok(project) => drop(project),
        Err(_) => assert_eq!(
            std::fs::read(&path).expect("read"),
            bytes,
            "refused, so untouched"
        ),
    }
});
