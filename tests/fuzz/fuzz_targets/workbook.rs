//! The pre-flight of a workbook of any bytes: passed or refused, never a panic and never beyond its bounds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

fuzz_target!(|bytes: &[u8]| {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| tempfile::tempdir().expect("a folder"));
    let path = folder.path().join("a.xlsx");
    std::fs::write(&path, bytes).expect("written");
    yingheng_io::workbook_in::fuzzed::preflight(&path);
});
