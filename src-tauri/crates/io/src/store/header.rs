//! What the first bytes of a project file say, looked at before the database is let near it.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::cipher::{CONTENT_AT, Slots, is_sealed};
use super::hold::beside;
use super::open::APPLICATION_ID;
use super::tables::{OLDEST_VERSION, SCHEMA_VERSION};
use super::{Kept, StoreError};

/// First bytes of every SQLite database.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// Where the database header holds the size of a page, the versions of its format, the number of pages, our version, and
/// the mark (big-endian).
const PAGE_AT: usize = 16;
const FORMAT_AT: usize = 18;
const PAGES_AT: usize = 28;
const VERSION_AT: usize = 60;
const APPLICATION_AT: usize = 68;
/// Largest project file.
const LARGEST_FILE: u64 = 16 << 30;

/// Looks at the first bytes before the database does: a file that is not ours, or not for this version, is not touched.
pub(super) fn check_header(path: &Path) -> Kept<Form> {
    let mut head = Vec::new();
    let mut file = File::open(path)?;
    if file.metadata()?.len() > LARGEST_FILE {
        return Err(StoreError::TooLarge {
            limit: LARGEST_FILE,
        });
    }
    file.by_ref()
        .take(CONTENT_AT as u64)
        .read_to_end(&mut head)?;
    if is_sealed(&head) {
        Slots::read(&head)?;
        return Ok(Form::Sealed);
    }
    check_image(&head)?;
    if !unfinished(path)? && !counted(&head, file.metadata()?.len()) {
        return Err(StoreError::Damaged {
            detail: "length".to_owned(),
        });
    }
    Ok(Form::Plain)
}

/// Four bytes, big-endian.
fn number(head: &[u8], at: usize) -> u32 {
    head.get(at..at + 4)
        .into_iter()
        .flatten()
        .fold(0_u32, |number, byte| number << 8 | u32::from(*byte))
}

/// Whether an act was under way when the program ended: its journal will first put the file back as it was before.
fn unfinished(path: &Path) -> Kept<bool> {
    let mut begin = [0; 8];
    match File::open(beside(path, "-journal")) {
        Ok(mut journal) => Ok(journal.read(&mut begin)? == begin.len() && begin != [0; 8]),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Whether the file holds as many pages as its header says. The database would write the count anew on its own when it
/// opens a file where the two differ.
fn counted(head: &[u8], length: u64) -> bool {
    // The size of a page has two bytes; 1 stands for 65,536.
    let page = match number(head, PAGE_AT) >> 16 {
        1 => 1 << 16,
        size => u64::from(size),
    };
    u64::from(number(head, PAGES_AT)) * page == length
}

/// How a project file stands on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As the database writes it.
    Plain,
    /// Encrypted.
    Sealed,
}

/// The head of a database: ours, of a version known, with the journal we set.
pub(super) fn check_image(head: &[u8]) -> Kept<u32> {
    if head.len() < 100 || !head.starts_with(MAGIC) {
        return Err(StoreError::NotAProject);
    }
    let number = |at: usize| number(head, at);
    if number(APPLICATION_AT) != APPLICATION_ID {
        return Err(StoreError::NotAProject);
    }
    match number(VERSION_AT) {
        found if found > SCHEMA_VERSION => Err(StoreError::Newer {
            found,
            known: SCHEMA_VERSION,
        }),
        found if found < OLDEST_VERSION => Err(StoreError::Older {
            found,
            oldest: OLDEST_VERSION,
        }),
        // Anything but a rollback journal was not set by us, and setting it back would write.
        _ if head.get(FORMAT_AT..FORMAT_AT + 2) != Some(&[1, 1]) => Err(StoreError::Damaged {
            detail: "journal_mode".to_owned(),
        }),
        found => Ok(found),
    }
}
