//! Looks at an old binary workbook's container before the real reader opens it: every chain of sectors must end.
//!
//! Layout: MS-CFB (header §2.2, sector chains §2.3–2.4, directory §2.6). A chain that visits a sector twice lets a
//! reader grow without bound, so each sector may have one predecessor only, and no chain may be longer than the file.

use super::limits::CONTAINER_BYTES;
use super::read_error::{Refusable, refusal, refusal_with};
use super::source::Source;
use std::io::Read;

/// Sector numbers from here on are marks, not places.
const MARKS: u32 = 0xFFFF_FFFA;
/// "No more sectors": the regular end of a chain.
const END: u32 = 0xFFFF_FFFE;
/// Streams shorter than this live in the small-sector stream.
const SMALL_STREAM: u64 = 4096;
/// Size of a small sector.
const SMALL_SECTOR: u64 = 64;

/// What the container holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// A workbook of Excel 5–2003, or WPS's of the same build.
    Workbook,
    /// An encrypted modern workbook.
    Encrypted,
    /// Something else: a document, a message, an installer.
    Other,
}

/// Checks every chain and says what the container holds.
pub(crate) fn check(source: &Source) -> Refusable<Content> {
    let damaged = || refusal("import.damaged_archive");
    let mut file = source.reader().map_err(|_| damaged())?;
    let mut bytes = Vec::new();
    file.by_ref()
        .take(CONTAINER_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| damaged())?;
    if bytes.len() as u64 > CONTAINER_BYTES {
        return Err(refusal_with(
            "import.too_large",
            &[
                ("part", "xls".to_owned()),
                ("limit", format!("{} MiB", CONTAINER_BYTES >> 20)),
            ],
        ));
    }
    Container::new(&bytes)
        .and_then(|container| container.content())
        .ok_or_else(damaged)
}

/// The bytes with their sector tables.
struct Container<'a> {
    bytes: &'a [u8],
    /// log2 of the sector size.
    shift: u32,
    /// Next sector of each.
    next: Vec<u32>,
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes
        .chunks_exact(4)
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

impl<'a> Container<'a> {
    /// Reads the sector table; `None` when it cannot be right.
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let shift = u32::from(u16::from_le_bytes([*bytes.get(30)?, *bytes.get(31)?]));
        if !matches!(shift, 9 | 12) {
            return None;
        }
        let mut container = Self {
            bytes,
            shift,
            next: Vec::new(),
        };
        let most = bytes.len() >> shift;
        let mut tables: Vec<u32> = words(bytes.get(76..512)?).collect();
        let mut at = word(bytes, 68)?;
        let mut visited = 0;
        while at < MARKS {
            visited += 1;
            if visited > most {
                return None;
            }
            let mut more: Vec<u32> = words(container.sector(at)?).collect();
            at = more.pop()?;
            tables.extend(more);
        }
        tables.retain(|table| *table < MARKS);
        if tables.len() > most {
            return None;
        }
        for table in tables {
            let entries: Vec<u32> = words(container.sector(table)?).collect();
            container.next.extend(entries);
        }
        Some(container)
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (usize::try_from(number).ok()?.checked_add(1)?).checked_shl(self.shift)?;
        let end = start.checked_add(1 << self.shift)?;
        // The last sector may be cut short by careless writers.
        self.bytes.get(start..end.min(self.bytes.len()))
    }

    /// Sectors of a chain in order; `None` when it leaves the file or comes back to a sector it has been at.
    fn chain(&self, start: u32, next: &[u32]) -> Option<Vec<u32>> {
        let (mut chain, mut at) = (Vec::new(), start);
        while at < MARKS {
            chain.push(at);
            if chain.len() > next.len() {
                return None;
            }
            at = *next.get(usize::try_from(at).ok()?)?;
        }
        (at == END || chain.is_empty()).then_some(chain)
    }

    fn read(&self, chain: &[u32]) -> Option<Vec<u8>> {
        let mut content = Vec::with_capacity(chain.len() << self.shift);
        for number in chain {
            content.extend_from_slice(self.sector(*number)?);
        }
        Some(content)
    }

    fn content(&self) -> Option<Content> {
        let directory = self.read(&self.chain(word(self.bytes, 48)?, &self.next)?)?;
        let small_table = self.read(&self.chain(word(self.bytes, 60)?, &self.next)?)?;
        let small_next: Vec<u32> = words(&small_table).collect();
        let mut content = Content::Other;
        for (index, entry) in directory.chunks_exact(128).enumerate() {
            let kind = entry[66];
            if !matches!(kind, 2 | 5) {
                continue;
            }
            let (start, size) = (word(entry, 116)?, u64::from(word(entry, 120)?));
            let small = kind == 2 && index > 0 && size < SMALL_STREAM;
            let sector = if small { SMALL_SECTOR } else { 1 << self.shift };
            let chain = if size == 0 && start >= MARKS {
                Vec::new()
            } else if small {
                self.chain(start, &small_next)?
            } else {
                self.chain(start, &self.next)?
            };
            if (chain.len() as u64).saturating_mul(sector) < size {
                return None;
            }
            match name(entry).to_ascii_lowercase().as_str() {
                "encryptedpackage" => return Some(Content::Encrypted),
                "workbook" | "book" => content = Content::Workbook,
                _ => {}
            }
        }
        Some(content)
    }
}

/// Name of a directory entry.
fn name(entry: &[u8]) -> String {
    let length = usize::from(u16::from_le_bytes([entry[64], entry[65]])).min(64);
    let units: Vec<u16> = entry[..length]
        .chunks_exact(2)
        .map(|two| u16::from_le_bytes([two[0], two[1]]))
        .take_while(|unit| *unit != 0)
        .collect();
    String::from_utf16_lossy(&units)
}
