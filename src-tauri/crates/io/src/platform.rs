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

/// Puts a finished file in the place of another, or where none was, in one step, and has both on the disk before it
/// answers. Windows: other programs may hold the file for a moment (virus scanners, sync clients), so it is tried again
/// for a while (never run).
///
/// # Errors
/// The system refused; the target is as before.
pub fn replace(from: &std::path::Path, to: &std::path::Path) -> std::io::Result<()> {
    let mut tries = 0;
    while let Err(error) = std::fs::rename(from, to) {
        tries += 1;
        if !cfg!(windows) || tries > 20 {
            return Err(error);
        }
        std::thread::sleep(std::time::Duration::from_millis(50 * tries));
    }
    #[cfg(unix)]
    if let Some(folder) = to.parent() {
        let folder = if folder.as_os_str().is_empty() {
            std::path::Path::new(".")
        } else {
            folder
        };
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Writes a file beside its name and puts it in place when it is whole, so that a failure leaves no half file.
///
/// # Errors
/// The system refused; the target is as before.
pub fn write_whole(path: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    write_at(path, bytes, "export.before_rename")
}

/// As [`write_whole`], with the named place of a test between writing and putting in place.
///
/// # Errors
/// As [`write_whole`].
pub fn write_at(path: &std::path::Path, bytes: &[u8], point: &str) -> std::io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".part");
    let part = path.with_file_name(name);
    let written = std::fs::write(&part, bytes).and_then(|()| {
        std::fs::File::options()
            .write(true)
            .open(&part)?
            .sync_all()?;
        if let Ok(there) = std::fs::metadata(path) {
            std::fs::set_permissions(&part, there.permissions())?;
        }
        fail_point(point);
        replace(&part, path)
    });
    if written.is_err() {
        // What is told is why the file could not be written, not why its rest stays.
        let _ = std::fs::remove_file(&part);
    }
    written
}

/// What the system knows a file by, whatever its name: device and number. `None` where there is no such file, and on
/// systems that do not let an open file go (Windows).
///
/// # Errors
/// The system does not say.
pub fn identity(path: &std::path::Path) -> std::io::Result<Option<(u64, u64)>> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        match std::fs::metadata(path) {
            Ok(found) => Ok(Some((found.dev(), found.ino()))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        Ok(None)
    }
}

/// Whether an open file is still the one of this name.
pub fn is_at(file: &std::fs::File, path: &std::path::Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let open = file.metadata().map(|found| (found.dev(), found.ino()));
        matches!((open, identity(path)), (Ok(open), Ok(Some(there))) if open == there)
    }
    #[cfg(not(unix))]
    {
        let _ = (file, path);
        true
    }
}

/// Where a file stands, as far as it matters to a database.
/// 文件所在位置
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// On a disk of this computer.
    Local,
    /// In a folder that a program copies elsewhere while we write: its name.
    Synced(String),
    /// On another computer: kind of the file system.
    Remote(String),
}

/// Parts of a path that belong to a sync client: text in lower case, whether it may be the beginning only, name shown.
const SYNCED: [(&str, bool, &str); 19] = [
    ("onedrive", true, "OneDrive"),
    ("wps云盘", true, "WPS云盘"),
    ("wps cloud files", true, "WPS云盘"),
    ("wpsdrive", true, "WPS云盘"),
    ("kingsoftdata", true, "WPS云盘"),
    ("百度网盘", true, "百度网盘"),
    ("百度云", true, "百度网盘"),
    ("baidunetdisk", true, "百度网盘"),
    ("baidusyncdisk", true, "百度网盘"),
    ("坚果云", true, "坚果云"),
    ("我的坚果云", true, "坚果云"),
    ("nutstore", true, "坚果云"),
    ("nutstore files", false, "坚果云"),
    ("阿里云盘", true, "阿里云盘"),
    ("腾讯微云", true, "腾讯微云"),
    ("dropbox", true, "Dropbox"),
    ("google drive", true, "Google Drive"),
    ("cloudstorage", false, "CloudStorage"),
    ("mobile documents", false, "iCloud"),
];

/// File systems of other computers, and of programs that pretend to be one.
const REMOTE: [&str; 10] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "afpfs",
    "9p",
    "fuse.sshfs",
    "fuse.rclone",
    "davfs",
];

/// Where a path stands, judged by its parts and by a table of mounts as Linux writes it.
pub fn standing_among(path: &std::path::Path, mounts: &str) -> Standing {
    for part in path.components() {
        if let std::path::Component::Prefix(prefix) = part
            && matches!(
                prefix.kind(),
                std::path::Prefix::UNC(..) | std::path::Prefix::VerbatimUNC(..)
            )
        {
            return Standing::Remote("UNC".to_owned());
        }
        let name = part.as_os_str().to_string_lossy().to_lowercase();
        let known = SYNCED
            .iter()
            .find(|(word, beginning, _)| name == *word || *beginning && name.starts_with(word));
        if let Some((_, _, shown)) = known {
            return Standing::Synced((*shown).to_owned());
        }
    }
    let mut best: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        let mut words = line.split(' ');
        let (Some(at), Some(kind)) = (words.nth(1), words.next()) else {
            continue;
        };
        let at = at.replace("\\040", " ");
        if path.starts_with(&at) && best.is_none_or(|(length, _)| at.len() >= length) {
            best = Some((at.len(), kind));
        }
    }
    match best {
        Some((_, kind)) if REMOTE.contains(&kind) => Standing::Remote(kind.to_owned()),
        _ => Standing::Local,
    }
}

/// Where a path stands. macOS and mapped drives of Windows are known by the names of folders only (never run).
pub fn standing(path: &std::path::Path) -> Standing {
    let full = match (
        path.canonicalize(),
        path.parent().map(std::path::Path::canonicalize),
    ) {
        (Ok(full), _) | (Err(_), Some(Ok(full))) => full,
        _ => path.to_owned(),
    };
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    standing_among(&full, &mounts)
}

/// A folder of this user on this computer where working copies may lie.
pub fn own_folder() -> std::path::PathBuf {
    let named = |name: &str| std::env::var_os(name).map(std::path::PathBuf::from);
    named("LOCALAPPDATA")
        .or_else(|| named("XDG_DATA_HOME"))
        .or_else(|| named("HOME").map(|home| home.join(".local/share")))
        .unwrap_or_else(std::env::temp_dir)
        .join("yingheng")
}
