//! The TypeScript shapes in `ui/src/ipc/bindings` are those of `wire/`: written here, and stale ones fail.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn files(folder: &Path) -> BTreeMap<String, String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return BTreeMap::new();
    };
    entries
        .map(|entry| entry.expect("entry").path())
        .map(|path| {
            (
                path.file_name()
                    .expect("name")
                    .to_string_lossy()
                    .into_owned(),
                fs::read_to_string(&path).expect("text"),
            )
        })
        .collect()
}

#[test]
fn bindings_are_current() {
    let fresh = tempfile::tempdir().expect("folder");
    yingheng_app::wire::write_bindings(fresh.path()).expect("written");
    let expected = files(fresh.path());
    assert!(expected.contains_key("Page.ts") && expected.contains_key("index.ts"));
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/ipc/bindings");
    if files(&kept) == expected {
        return;
    }
    fs::create_dir_all(&kept).expect("folder");
    for name in files(&kept)
        .keys()
        .filter(|name| !expected.contains_key(*name))
    {
        fs::remove_file(kept.join(name)).expect("removed");
    }
    for (name, text) in &expected {
        fs::write(kept.join(name), text).expect("written");
    }
    panic!(
        "the shapes of the wire changed; ui/src/ipc/bindings was rewritten: review and commit it"
    );
}
