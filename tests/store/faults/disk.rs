//! A disk between SQLite and the real files that can be told to fail at the n-th operation, and that remembers what was
//! synced, so that a power cut can be acted out: of what was not, any part may be there, in any order, torn anywhere.
//!
//! Test code only. The bridge to SQLite's C interface is the crate `sqlite-vfs`; nothing here is `unsafe`.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Error, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::time::Duration;

use sqlite_vfs::{DatabaseHandle, LockKind, OpenAccess, OpenOptions, Vfs, WalDisabled};

use super::hospital::Dice;

/// What an operation does when its turn to fail has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An input/output error.
    Error,
    /// The disk is full.
    Full,
    /// Half of it is written, then an error.
    Short,
}

impl Fault {
    pub const ALL: [Self; 3] = [Self::Error, Self::Full, Self::Short];
}

/// Bytes a disk writes whole or not at all.
const SECTOR: usize = 512;

enum Pending {
    Write(u64, Vec<u8>),
    Length(u64),
}

#[derive(Default)]
struct Seen {
    synced: Vec<u8>,
    pending: Vec<Pending>,
}

#[derive(Default)]
struct State {
    passed: u64,
    fail_at: Option<(u64, Fault, bool)>,
    hit: u64,
    remembers: bool,
    lies: bool,
    files: BTreeMap<PathBuf, Seen>,
}

static STATE: Mutex<Option<State>> = Mutex::new(None);
/// One campaign at a time: the disk is the whole program's.
static CAMPAIGN: Mutex<()> = Mutex::new(());

fn with<T>(work: impl FnOnce(&mut State) -> T) -> T {
    let mut state = STATE.lock().unwrap_or_else(PoisonError::into_inner);
    work(state.get_or_insert_default())
}

/// The disk, for one campaign.
pub struct Disk {
    _alone: MutexGuard<'static, ()>,
}

impl Disk {
    /// Puts the disk below SQLite.
    pub fn take() -> Self {
        static REGISTERED: Once = Once::new();
        let alone = CAMPAIGN.lock().unwrap_or_else(PoisonError::into_inner);
        REGISTERED.call_once(|| sqlite_vfs::register("faulty", Below, true).expect("registered"));
        with(|state| *state = State::default());
        Self { _alone: alone }
    }

    /// From now on the `at`-th operation fails, and every later one when it is to stick.
    pub fn fail(&self, at: u64, fault: Fault, sticks: bool) {
        with(|state| {
            *state = State {
                fail_at: Some((at, fault, sticks)),
                ..State::default()
            };
        });
    }

    /// From now on everything works; answers how many operations were made to fail.
    pub fn heal(&self) -> u64 {
        with(|state| {
            state.fail_at = None;
            state.hit
        })
    }

    /// From now on it is remembered what was synced, and after so many operations the power is gone. A disk that lies
    /// says that it synced and did not.
    pub fn cut(&self, at: u64, lies: bool) {
        with(|state| {
            *state = State {
                fail_at: Some((at, Fault::Error, true)),
                remembers: true,
                lies,
                ..State::default()
            };
        });
    }

    /// What stands on the disk after the cut.
    pub fn after_the_cut(&self, dice: &mut Dice) {
        let files = with(|state| {
            let files = std::mem::take(&mut state.files);
            *state = State::default();
            files
        });
        for (path, seen) in files {
            if !path.exists() {
                continue;
            }
            let mut bytes = seen.synced;
            // Any part of what was not synced, the later perhaps without the earlier.
            let mut order: Vec<&Pending> = seen.pending.iter().collect();
            for at in (1..order.len()).rev() {
                order.swap(at, dice.below(at as u64 + 1) as usize);
            }
            for pending in order {
                match pending {
                    Pending::Length(length) if dice.below(2) == 0 => {
                        bytes.resize(*length as usize, 0);
                    }
                    Pending::Length(_) => {}
                    Pending::Write(at, data) => {
                        for (number, part) in data.chunks(SECTOR).enumerate() {
                            if dice.below(2) == 0 {
                                put(&mut bytes, *at as usize + number * SECTOR, part);
                            }
                        }
                    }
                }
            }
            std::fs::write(path, bytes).expect("written");
        }
    }
}

fn put(bytes: &mut Vec<u8>, at: usize, part: &[u8]) {
    if bytes.len() < at + part.len() {
        bytes.resize(at + part.len(), 0);
    }
    bytes[at..at + part.len()].copy_from_slice(part);
}

/// Counts an operation; answers how it is to fail.
fn turn() -> Option<Fault> {
    with(|state| {
        state.passed += 1;
        let (at, fault, sticks) = state.fail_at?;
        let fails = state.passed == at || sticks && state.passed > at;
        state.hit += u64::from(fails);
        fails.then_some(fault)
    })
}

fn error(fault: Fault) -> Error {
    match fault {
        // The bridge tells SQLite of a full disk by this kind.
        Fault::Full => Error::from(ErrorKind::WriteZero),
        _ => Error::other("made to fail"),
    }
}

struct Below;

pub struct Handle {
    file: File,
    path: PathBuf,
    lock: LockKind,
}

fn remember(path: &Path, work: impl FnOnce(&mut Seen)) {
    with(|state| {
        if state.remembers {
            let seen = state.files.entry(path.to_owned()).or_insert_with(|| Seen {
                synced: std::fs::read(path).unwrap_or_default(),
                pending: Vec::new(),
            });
            work(seen);
        }
    });
}

impl Vfs for Below {
    type Handle = Handle;

    fn open(&self, name: &str, options: OpenOptions) -> Result<Handle, Error> {
        if let Some(fault) = turn() {
            return Err(error(fault));
        }
        let path = PathBuf::from(name);
        let mut how = File::options();
        how.read(true).write(options.access != OpenAccess::Read);
        match options.access {
            OpenAccess::Create => how.create(true),
            OpenAccess::CreateNew => how.create_new(true),
            _ => &mut how,
        };
        let file = how.open(&path)?;
        remember(&path, |_| {});
        Ok(Handle {
            file,
            path,
            lock: LockKind::None,
        })
    }

    fn delete(&self, name: &str) -> Result<(), Error> {
        if let Some(fault) = turn() {
            return Err(error(fault));
        }
        with(|state| state.files.remove(Path::new(name)));
        std::fs::remove_file(name)
    }

    fn exists(&self, name: &str) -> Result<bool, Error> {
        Path::new(name).try_exists()
    }

    fn temporary_name(&self) -> String {
        String::new()
    }

    fn random(&self, buffer: &mut [i8]) {
        static NEXT: Mutex<Dice> = Mutex::new(Dice(77));
        let mut dice = NEXT.lock().unwrap_or_else(PoisonError::into_inner);
        for byte in buffer {
            *byte = dice.roll() as i8;
        }
    }

    fn sleep(&self, duration: Duration) -> Duration {
        std::thread::sleep(duration);
        duration
    }

    fn full_pathname<'a>(&self, name: &'a str) -> Result<std::borrow::Cow<'a, str>, Error> {
        let path = std::path::absolute(name)?;
        Ok(path.to_string_lossy().into_owned().into())
    }
}

impl DatabaseHandle for Handle {
    type WalIndex = WalDisabled;

    fn size(&self) -> Result<u64, Error> {
        Ok(self.file.metadata()?.len())
    }

    fn read_exact_at(&mut self, buffer: &mut [u8], offset: u64) -> Result<(), Error> {
        self.file.seek(SeekFrom::Start(offset))?;
        let mut filled = 0;
        while filled < buffer.len() {
            match self.file.read(&mut buffer[filled..])? {
                0 => {
                    // SQLite wants the rest as zeros.
                    buffer[filled..].fill(0);
                    return Err(ErrorKind::UnexpectedEof.into());
                }
                read => filled += read,
            }
        }
        Ok(())
    }

    fn write_all_at(&mut self, buffer: &[u8], offset: u64) -> Result<(), Error> {
        let fault = turn();
        let written = match fault {
            None => buffer,
            Some(Fault::Short) => &buffer[..buffer.len() / 2],
            Some(fault) => return Err(error(fault)),
        };
        remember(&self.path, |seen| {
            seen.pending
                .push(Pending::Write(offset, written.to_owned()));
        });
        self.file.seek(SeekFrom::Start(offset))?;
        self.file.write_all(written)?;
        fault.map_or(Ok(()), |fault| Err(error(fault)))
    }

    fn sync(&mut self, _data_only: bool) -> Result<(), Error> {
        if let Some(fault) = turn() {
            return Err(error(fault));
        }
        let path = self.path.clone();
        let lies = with(|state| state.lies);
        remember(&self.path, |seen| {
            if !lies {
                seen.synced = std::fs::read(&path).unwrap_or_default();
                seen.pending.clear();
            }
        });
        Ok(())
    }

    fn set_len(&mut self, size: u64) -> Result<(), Error> {
        if let Some(fault) = turn() {
            return Err(error(fault));
        }
        remember(&self.path, |seen| seen.pending.push(Pending::Length(size)));
        self.file.set_len(size)
    }

    fn lock(&mut self, lock: LockKind) -> Result<bool, Error> {
        if let Some(fault) = turn() {
            return Err(error(fault));
        }
        self.lock = lock;
        Ok(true)
    }

    fn unlock(&mut self, lock: LockKind) -> Result<bool, Error> {
        self.lock = lock;
        Ok(true)
    }

    fn reserved(&mut self) -> Result<bool, Error> {
        Ok(false)
    }

    fn current_lock(&self) -> Result<LockKind, Error> {
        Ok(self.lock)
    }

    fn wal_index(&self, _readonly: bool) -> Result<WalDisabled, Error> {
        Ok(WalDisabled)
    }
}
