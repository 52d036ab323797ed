//! A pack file of TOML: loaded or refused with issues, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yingheng_io::pack_files::{PackFile, parse};

fuzz_target!(|text: &str| {
    // Parts of a pack are parted by a line that no pack has.
    let files: Vec<PackFile> = text
        .split("\n=====")
        .zip(["pack.toml", "groups.csv", "golden.toml"])
        .map(|(content, name)| PackFile {
            name: name.to_owned(),
            bytes: content.as_bytes().to_vec(),
        })
        .collect();
    let _ = parse(&files);
});
