//! The whole job of the demonstration hospital under a recorder of system calls: no socket but those of the local
//! machine (AF_UNIX) is ever made. Where there is no recorder the test says so and passes over.
#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::Command;

/// Calls of the network family that the program and all its children made; `None` where nothing can be recorded.
fn recorded(folder: &Path, program: &Path, arguments: &[&str]) -> Option<Vec<String>> {
    let trace = folder.join("trace.txt");
    let run = Command::new("strace")
        .args(["-f", "-qq", "-e", "trace=network", "-o"])
        .arg(&trace)
        .arg(program)
        .args(arguments)
        .current_dir(folder)
        .env_remove("YINGHENG_TEMPLATES")
        .output();
    let output = match run {
        Ok(output) => output,
        Err(error) => {
            println!("passed over: strace cannot be started ({error})");
            return None;
        }
    };
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if said.contains("PTRACE") || said.contains("ptrace") {
        println!(
            "passed over: this system lets nobody trace ({})",
            said.trim()
        );
        return None;
    }
    assert!(output.status.success(), "{said}");
    let text = std::fs::read_to_string(&trace).expect("a trace");
    let call = |line: &&str| line.contains('(') && !line.contains("+++") && !line.contains("---");
    Some(text.lines().filter(call).map(str::to_owned).collect())
}

/// A socket, or an address, of another family than the machine's own.
fn leaves(call: &&String) -> bool {
    let family = [
        "AF_INET",
        "AF_INET6",
        "AF_NETLINK",
        "AF_PACKET",
        "AF_VSOCK",
        "AF_BLUETOOTH",
    ];
    family.iter().any(|family| call.contains(family))
        || call.contains(" socket(") && !call.contains("AF_UNIX")
}

#[test]
fn the_whole_job_opens_no_socket() {
    let folder = tempfile::tempdir().expect("folder");
    // A shell that opens a datagram socket of this machine; nothing is sent.
    let control = ["-c", "exec 3<>/dev/udp/127.0.0.1/9"];
    let Some(control) = recorded(folder.path(), Path::new("bash"), &control) else {
        return;
    };
    assert!(
        control.iter().any(|call| leaves(&call)),
        "the recorder must see the control's socket, or it is blind: {control:?}"
    );
    let program = Path::new(env!("CARGO_BIN_EXE_yingheng"));
    let Some(calls) = recorded(folder.path(), program, &["demo", "--out", "out"]) else {
        return;
    };
    let seen: Vec<&String> = calls.iter().filter(leaves).collect();
    assert!(seen.is_empty(), "{seen:#?}");
    assert!(
        folder.path().join("out/board.xlsx").is_file(),
        "the job was done"
    );
    println!(
        "network: import, computation and reports of the demonstration hospital: {} calls of the family, 0 beyond this \
         machine; the control was seen",
        calls.len()
    );
}
