//! The window's own walls: nothing is loaded from elsewhere, and the page may do nothing but call our commands.

use crate::sources::root;

fn read(path: &str) -> serde_json::Value {
    let text = std::fs::read_to_string(root().join(path)).expect("a file of the shell");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn the_window_is_closed() {
    let conf = read("src-tauri/tauri.conf.json");
    let security = &conf["app"]["security"];
    let csp = security["csp"].as_str().expect("a policy");
    let rules: Vec<Vec<&str>> = csp
        .split(';')
        .map(|rule| rule.split_whitespace().collect())
        .collect();
    let allowed = [
        "'self'",
        "'none'",
        "ipc:",
        "http://ipc.localhost",
        "data:",
        "blob:",
    ];
    for rule in &rules {
        for source in rule.iter().skip(1) {
            assert!(allowed.contains(source), "{source} in {rule:?}");
        }
    }
    for needed in [
        "default-src",
        "connect-src",
        "style-src",
        "object-src",
        "frame-src",
        "base-uri",
        "form-action",
    ] {
        assert!(
            rules.iter().any(|rule| rule.first() == Some(&needed)),
            "{needed} is not set"
        );
    }
    assert_eq!(security["capabilities"], serde_json::json!(["main"]));
    let files: Vec<_> = std::fs::read_dir(root().join("src-tauri/capabilities"))
        .expect("capabilities")
        .flatten()
        .collect();
    assert_eq!(files.len(), 1, "one capability, for the one window");
    let main = read("src-tauri/capabilities/main.json");
    assert_eq!(main["windows"], serde_json::json!(["main"]));
    assert!(main.get("remote").is_none(), "no page from elsewhere");
    for permission in main["permissions"].as_array().expect("permissions") {
        let name = permission.as_str().expect("a name");
        let harmless = name.starts_with("core:") && name.ends_with(":default");
        assert!(harmless, "the page needs no {name}");
    }
}
