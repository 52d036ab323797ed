//! Opens a file once, tells what it is by its first bytes, and takes its fingerprint.

use super::handle::{self, Bytes};
use super::read_error::{Refusable, refusal, refusal_with};
use super::types::SourceFile;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

/// What a file is, by content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// A zip archive that may be a workbook (.xlsx, .xlsm, .xlsb, .ods).
    Archive,
    /// A compound file that may be an old binary workbook (.xls, .et).
    Container,
    /// Delimited text; `true`: compressed with gzip.
    Text(bool),
}

/// An opened file.
pub(crate) struct Source {
    /// The one handle everything is read through.
    pub file: File,
    /// What it is.
    pub format: Format,
    /// Name, hash and size.
    pub facts: SourceFile,
    /// A workbook inflated out of a .gz.
    inflated: Option<Arc<[u8]>>,
    changed: Option<SystemTime>,
}

/// First bytes of things people rename to .xlsx, with what they are.
const SIGNATURES: [(&[u8], &str); 9] = [
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"%PDF", "PDF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"SQLite format 3", "SQLite"),
    (b"MZ", "EXE"),
];

/// Opens a regular file and says what it is. Links and devices are refused: they may change what they point to.
pub(crate) fn open(path: &Path) -> Refusable<Source> {
    let missing = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => refusal("import.no_such_file"),
        std::io::ErrorKind::PermissionDenied => refusal("import.no_permission"),
        _ => refusal_with("import.unreadable", &[("what", error.kind().to_string())]),
    };
    if !fs::symlink_metadata(path).map_err(missing)?.is_file() {
        return Err(refusal("import.not_a_file"));
    }
    let mut file = File::open(path).map_err(missing)?;
    let metadata = file.metadata().map_err(missing)?;
    if metadata.len() == 0 {
        return Err(refusal("import.empty_file"));
    }
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let mut head = Vec::new();
    file.by_ref()
        .take(4096)
        .read_to_end(&mut head)
        .map_err(missing)?;
    let packed = head.starts_with(GZIP);
    if packed && name.to_lowercase().ends_with(".gz") {
        head = handle::peek(&file, 4096).map_err(missing)?;
    }
    let format = format(&head, &name, packed)?;
    let inflated = match format {
        Format::Archive | Format::Container if packed => {
            Some(handle::inflate(&file, metadata.len())?)
        }
        _ => None,
    };
    let hash = fingerprint(&mut file).map_err(missing)?;
    let facts = SourceFile {
        name,
        hash,
        bytes: metadata.len(),
        ..SourceFile::default()
    };
    Ok(Source {
        file,
        format,
        facts,
        inflated,
        changed: metadata.modified().ok(),
    })
}

impl Source {
    /// The workbook's bytes from their start.
    pub fn reader(&self) -> io::Result<Bytes> {
        if let Some(bytes) = &self.inflated {
            return Ok(Bytes::Memory(Cursor::new(Arc::clone(bytes))));
        }
        let mut file = self.file.try_clone()?;
        file.rewind()?;
        Ok(Bytes::File(file))
    }
    /// Refuses when the file was written to since it was opened.
    pub fn unchanged(&self) -> Refusable<()> {
        let metadata = self
            .file
            .metadata()
            .map_err(|_| refusal("import.changed_while_reading"))?;
        if metadata.len() == self.facts.bytes && metadata.modified().ok() == self.changed {
            return Ok(());
        }
        Err(refusal("import.changed_while_reading"))
    }
}

/// First bytes of a gzip file.
const GZIP: &[u8] = b"\x1f\x8b";

fn format(head: &[u8], name: &str, packed: bool) -> Refusable<Format> {
    let extension = name.rsplit('.').next().unwrap_or("").to_lowercase();
    let not_a_workbook =
        |what: &str| refusal_with("import.not_a_workbook", &[("found", what.to_owned())]);
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Ok(Format::Archive);
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Ok(Format::Container);
    }
    let text = matches!(extension.as_str(), "csv" | "tsv" | "txt" | "tab");
    // BM and MZ begin many a heading as well (BMI, 门诊号 as MZH); a text never holds a zero byte.
    let wordy = text && !head.contains(&0);
    if let Some((_, what)) = SIGNATURES
        .iter()
        .find(|(signature, _)| head.starts_with(signature) && !(wordy && signature.len() == 2))
    {
        return Err(not_a_workbook(what));
    }
    if packed == (extension == "gz") && (text || packed) {
        return Ok(Format::Text(packed));
    }
    let start = String::from_utf8_lossy(head).to_lowercase();
    let start = start.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    if start.starts_with("<html")
        || start.starts_with("<!doctype")
        || start.starts_with("<table")
        || start.starts_with("<?xml")
    {
        return Err(not_a_workbook("HTML/XML"));
    }
    Err(not_a_workbook(if packed { "gzip" } else { "?" }))
}

fn fingerprint(file: &mut File) -> std::io::Result<String> {
    file.seek(SeekFrom::Start(0))?;
    let mut hasher = Sha256::new();
    std::io::copy(file, &mut hasher)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(hex(&hasher.finalize()))
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
