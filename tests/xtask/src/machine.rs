//! What this machine has, and how the rest is installed on it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Smallest versions the build was proven with or states as its minimum.
const NODE: (u32, u32) = (20, 19);

/// Packages Debian needs to build the window.
const BUILD_PACKAGES: &[&str] = &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev"];
/// Packages Debian needs to show and drive the window without a display, and to check the workbooks and the figures.
const TEST_PACKAGES: &[&str] = &[
    "xvfb",
    "xauth",
    "webkit2gtk-driver",
    "fonts-noto-cjk",
    "libreoffice-calc-nogui",
    "python3",
];

/// Root of the workspace.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// A command line that npm understands on this system.
pub fn npm() -> Command {
    let mut command = if cfg!(windows) {
        Command::new("cmd")
    } else {
        Command::new("npm")
    };
    if cfg!(windows) {
        command.args(["/C", "npm"]);
    }
    command.current_dir(root().join("ui"));
    command
}

/// Runs a command and passes its output through.
pub fn must(command: &mut Command, what: &str) -> Result<(), String> {
    let shown = format!("{command:?}");
    let status = command
        .status()
        .map_err(|error| format!("{what}: cannot start {shown}: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{what} failed ({status})"))
    }
}

fn succeeds(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|s| s.success())
}

fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let out = Command::new(program).args(arguments).output().ok()?;
    out.status
        .success()
        .then(|| String::from_utf8_lossy(&out.stdout).trim().to_owned())
}

/// Whether a window can be shown here.
pub fn has_display() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|v| !v.is_empty()))
}

/// Checks Node, and installs the system packages that are missing where it may.
///
/// # Errors
/// Names what is missing and the line to type.
pub fn prepare(for_tests: bool) -> Result<(), String> {
    check_node()?;
    if cfg!(target_os = "linux") {
        linux_packages(for_tests)
    } else {
        Ok(())
    }
}

fn check_node() -> Result<(), String> {
    let wanted = format!(
        "Node.js {}.{} or newer is needed / 需要 Node.js {}.{} 或更新版本",
        NODE.0, NODE.1, NODE.0, NODE.1
    );
    let text =
        output("node", &["--version"]).ok_or_else(|| format!("{wanted}: https://nodejs.org"))?;
    let mut parts = text
        .trim_start_matches('v')
        .split('.')
        .map(|part| part.parse::<u32>().unwrap_or(0));
    let found = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    if found >= NODE {
        Ok(())
    } else {
        Err(format!("{wanted}; found {text}"))
    }
}

fn linux_packages(for_tests: bool) -> Result<(), String> {
    let headless = !has_display();
    let wanted: Vec<&str> = BUILD_PACKAGES
        .iter()
        .chain(if for_tests || headless {
            TEST_PACKAGES
        } else {
            &[]
        })
        .copied()
        .collect();
    if !succeeds("dpkg-query", &["--version"]) {
        return if succeeds("pkg-config", &["--exists", "webkit2gtk-4.1"]) {
            Ok(())
        } else {
            Err("WebKitGTK 4.1 development files are missing; on this distribution install the packages that match: ".to_owned() + &wanted.join(" "))
        };
    }
    let installed = |package: &&str| {
        output("dpkg-query", &["-W", "-f=${db:Status-Status}", package])
            .is_some_and(|s| s == "installed")
    };
    let missing: Vec<&str> = wanted
        .into_iter()
        .filter(|package| !installed(package))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    if output("id", &["-u"]).as_deref() != Some("0") {
        return Err(format!(
            "system packages are missing; type / 缺少系统软件包,请执行:\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends {}",
            missing.join(" ")
        ));
    }
    println!("xtask: installing {}", missing.join(" "));
    must(
        Command::new("apt-get").args(["-q", "update"]),
        "apt-get update",
    )?;
    let mut install = Command::new("apt-get");
    install
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["-q", "install", "-y", "--no-install-recommends"])
        .args(&missing);
    must(&mut install, "apt-get install")
}
