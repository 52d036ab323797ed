//! The only module that knows which operating system it runs on. Linux is proven here; macOS and Windows never ran.

use std::process::{Child, Command, ExitStatus};

/// Takes away what an import worker could do harm with: memory and processor time beyond the bounds.
///
/// Linux: both are enforced by the kernel. macOS: the kernel may ignore the memory bound (never run). Windows: the
/// parent watches the memory, see [`exceeds_memory`] (never run).
///
/// # Errors
/// The system refused; the worker must not read a file then.
#[cfg(unix)]
pub fn confine(memory: u64, cpu_seconds: u64, cpu_seconds_hard: u64) -> std::io::Result<()> {
    use rlimit::Resource;
    lower(Resource::AS, memory, memory)?;
    lower(Resource::CPU, cpu_seconds, cpu_seconds_hard)?;
    // A crash must not leave the file's content in a core dump.
    lower(Resource::CORE, 0, 0)
}

/// Sets a limit, staying within one that is already stricter.
#[cfg(unix)]
fn lower(resource: rlimit::Resource, soft: u64, hard: u64) -> std::io::Result<()> {
    let (_, ceiling) = resource.get()?;
    let hard = hard.min(ceiling);
    resource.set(soft.min(hard), hard)
}

/// As on Unix; the job object ends the worker with the program. Never run here.
///
/// # Errors
/// The system refused.
#[cfg(windows)]
pub fn confine(_memory: u64, _cpu_seconds: u64, _cpu_seconds_hard: u64) -> std::io::Result<()> {
    use std::sync::OnceLock;
    // The handle must live as long as the process: closing it ends every process of the job.
    static JOB: OnceLock<Option<win32job::Job>> = OnceLock::new();
    let job = JOB.get_or_init(|| {
        let mut info = win32job::ExtendedLimitInfo::new();
        info.limit_kill_on_job_close();
        let job = win32job::Job::create_with_limit_info(&info).ok()?;
        job.assign_current_process().ok().map(|()| job)
    });
    job.as_ref()
        .map(|_| ())
        .ok_or_else(|| std::io::Error::other("job object refused"))
}

/// Lets a worker that reads delimited text use more processor time, up to the ceiling set by [`confine`].
///
/// # Errors
/// The system refused.
pub fn allow_cpu(seconds: u64) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        let (_, hard) = rlimit::Resource::CPU.get()?;
        rlimit::Resource::CPU.set(seconds.min(hard), hard)?;
    }
    #[cfg(not(unix))]
    let _ = seconds;
    Ok(())
}

/// Why a worker ended without a last word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Death {
    /// It asked for more memory than it may have.
    Memory,
    /// It used up its processor time.
    Cpu,
    /// Anything else.
    Other,
}

/// Reads the cause of death from the exit status.
#[cfg(unix)]
pub fn cause_of_death(status: ExitStatus) -> Death {
    use std::os::unix::process::ExitStatusExt;
    // SIGABRT 6: a refused allocation aborts; SIGXCPU 24 on Linux and macOS; SIGKILL 9: the hard limit.
    match status.signal() {
        Some(6) => Death::Memory,
        Some(24 | 9) => Death::Cpu,
        _ => Death::Other,
    }
}

/// Reads the cause of death from the exit status. Never run here.
#[cfg(not(unix))]
pub fn cause_of_death(status: ExitStatus) -> Death {
    // STATUS_STACK_BUFFER_OVERRUN is how Rust's abort shows; a refused allocation aborts.
    if status.code() == Some(-1_073_740_791) {
        Death::Memory
    } else {
        Death::Other
    }
}

/// Whether the worker holds more memory than it may. The kernel sees to it on Unix.
pub fn exceeds_memory(child: &Child, memory: u64) -> bool {
    #[cfg(windows)]
    {
        use std::os::windows::io::AsRawHandle;
        let used = win32job::utils::get_process_memory_info(child.as_raw_handle() as isize);
        return used.is_ok_and(|used| used.private_usage as u64 > memory);
    }
    #[cfg(not(windows))]
    {
        let _ = (child, memory);
        false
    }
}

/// Keeps a console window from flashing up on Windows.
pub fn without_window(command: &mut Command) {
    #[cfg(windows)]
    {
        use std::os::windows::process::CommandExt;
        const CREATE_NO_WINDOW: u32 = 0x0800_0000;
        command.creation_flags(CREATE_NO_WINDOW);
    }
    #[cfg(not(windows))]
    let _ = command;
}

/// User and computer, as the system names them; empty where it does not say.
pub fn user_and_host() -> (String, String) {
    let named = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| std::env::var(name).ok())
            .unwrap_or_default()
    };
    let host = named(&["COMPUTERNAME", "HOSTNAME"]);
    let host = if host.is_empty() {
        std::fs::read_to_string("/etc/hostname")
            .unwrap_or_default()
            .trim()
            .to_owned()
    } else {
        host
    };
    (named(&["USER", "USERNAME"]), host)
}

/// Whether a test wants this program to end at a named place, `YINGHENG_FAIL_AT=act.before_commit` or, for its third
/// passing, `act.before_commit:3`. Builds for users never look.
pub fn fails_at(name: &str) -> bool {
    cfg!(debug_assertions)
        && std::env::var("YINGHENG_FAIL_AT")
            .is_ok_and(|wanted| wanted.split(':').next() == Some(name))
}

/// Ends the program as hard as a power cut would, if a test wants it here.
pub fn fail_point(name: &str) {
    use std::sync::atomic::{AtomicU32, Ordering};
    static PASSED: AtomicU32 = AtomicU32::new(0);
    if !fails_at(name) {
        return;
    }
    let wanted = std::env::var("YINGHENG_FAIL_AT").unwrap_or_default();
    let passing = wanted
        .split_once(':')
        .and_then(|(_, number)| number.parse().ok())
        .unwrap_or(1);
    if PASSED.fetch_add(1, Ordering::SeqCst) + 1 >= passing {
        std::process::abort();
    }
}
