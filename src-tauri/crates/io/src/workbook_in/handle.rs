//! The bytes of a source, however they are held: in the file itself, or inflated in memory out of a .gz.

use super::limits::{GZIP_BOOK_BYTES, GZIP_TEXT_BYTES, PART_RATIO, PART_RATIO_FROM};
use super::read_error::{Refusable, refusal, refusal_with};
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::sync::Arc;
use yingheng_core::issue::Issue;

/// A reader of a source's bytes from their start; several may be taken, one after the other.
pub(crate) enum Bytes {
    /// The file.
    File(File),
    /// What was inflated; it never touches the disk.
    Memory(Cursor<Arc<[u8]>>),
}

impl Read for Bytes {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(into),
            Self::Memory(bytes) => bytes.read(into),
        }
    }
}

impl Seek for Bytes {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Memory(bytes) => bytes.seek(to),
        }
    }
}

/// The first bytes of what a gzip file holds; fewer when it is damaged or short.
pub(crate) fn peek(file: &File, bytes: u64) -> io::Result<Vec<u8>> {
    let mut file = file.try_clone()?;
    file.rewind()?;
    let mut head = Vec::new();
    let mut inflated = flate2::read::MultiGzDecoder::new(BufReader::new(file)).take(bytes);
    // A file cut short still shows what it begins with; the reading proper tells the damage.
    let _ = inflated.read_to_end(&mut head);
    Ok(head)
}

/// A gzipped workbook, inflated whole: its reader must be able to go back and forth.
pub(crate) fn inflate(file: &File, packed: u64) -> Refusable<Arc<[u8]>> {
    let damaged = |_| refusal("import.damaged_archive");
    let mut file = file.try_clone().map_err(damaged)?;
    file.rewind().map_err(damaged)?;
    let limit = ratio_limit(packed).min(GZIP_BOOK_BYTES);
    let mut bytes = Vec::new();
    flate2::read::MultiGzDecoder::new(BufReader::new(file))
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(damaged)?;
    if bytes.len() as u64 <= limit {
        return Ok(bytes.into());
    }
    Err(if limit < GZIP_BOOK_BYTES {
        bomb()
    } else {
        too_large(GZIP_BOOK_BYTES)
    })
}

/// Bytes a gzip file of this size may hold: what inflates further is made to fill a disk.
fn ratio_limit(packed: u64) -> u64 {
    packed.saturating_mul(PART_RATIO).max(PART_RATIO_FROM)
}

fn bomb() -> Box<Issue> {
    refusal_with(
        "import.bomb",
        &[
            ("part", "gzip".to_owned()),
            ("limit", PART_RATIO.to_string()),
        ],
    )
}

fn too_large(limit: u64) -> Box<Issue> {
    refusal_with(
        "import.too_large",
        &[
            ("part", "gzip".to_owned()),
            ("limit", format!("{} MiB", limit >> 20)),
        ],
    )
}

/// Inflated text, streamed; it ends with an error of kind [`io::ErrorKind::FileTooLarge`] at its bound.
pub(crate) struct Inflated {
    inner: flate2::read::MultiGzDecoder<BufReader<File>>,
    left: u64,
}

impl Inflated {
    /// Begins at the file's first byte.
    pub fn new(file: File, packed: u64) -> Self {
        Self {
            inner: flate2::read::MultiGzDecoder::new(BufReader::new(file)),
            left: ratio_limit(packed).min(GZIP_TEXT_BYTES),
        }
    }
    /// What is said when the bound was met.
    pub fn refusal(packed: u64) -> Box<Issue> {
        if ratio_limit(packed) < GZIP_TEXT_BYTES {
            bomb()
        } else {
            too_large(GZIP_TEXT_BYTES)
        }
    }
}

impl Read for Inflated {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.left = self
            .left
            .checked_sub(read as u64)
            .ok_or_else(|| io::Error::from(io::ErrorKind::FileTooLarge))?;
        Ok(read)
    }
}
