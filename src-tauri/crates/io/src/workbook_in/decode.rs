//! Delimited text as lines of Unicode: which encoding, and nothing undecodable let through.

use super::handle::Inflated;
use super::limits::{BLANK_LINES, LINE_BYTES};
use super::read_error::{Refusable, refusal, refusal_with};
use super::source::{Format, Source};
use super::unmarked::{LOOKED_AT, order, shifted};
use encoding_rs::{Encoding, GB18030, UTF_8};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use yingheng_core::issue::{Issue, Place};

/// Han characters that make it certain that a line is UTF-8 and not GB18030 by chance.
const CERTAIN: usize = 4;

/// A delimited text whose encoding is known.
pub(crate) struct Text<'a> {
    source: &'a Source,
    compressed: bool,
    bom: Bom,
    encoding: &'static Encoding,
    lines: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bom {
    None,
    Utf8,
    /// `marked`: by its byte-order mark; otherwise by its shape.
    Utf16 {
        big: bool,
        marked: bool,
    },
}

impl<'a> Text<'a> {
    /// Reads the text once to its end and finds the one encoding that fits all of it.
    pub fn open(source: &'a Source) -> Refusable<Self> {
        let compressed = source.format == Format::Text(true);
        let mut text = Self {
            source,
            compressed,
            bom: Bom::None,
            encoding: UTF_8,
            lines: 0,
        };
        let mut start = text.raw()?;
        let head = start.fill_buf().map_err(|error| unreadable(&error))?;
        text.bom = match head {
            [0xef, 0xbb, 0xbf, ..] => Bom::Utf8,
            [0xff, 0xfe, ..] => Bom::Utf16 {
                big: false,
                marked: true,
            },
            [0xfe, 0xff, ..] => Bom::Utf16 {
                big: true,
                marked: true,
            },
            [] => return Err(refusal("import.empty_file")),
            _ => text.unmarked()?,
        };
        let (mut first_certain, mut first_foreign, mut first_undecodable) = (None, None, None);
        let mut lines = 0_u32;
        let guessed = matches!(text.bom, Bom::Utf16 { marked: false, .. });
        text.raw_lines(&mut |line, bytes| {
            lines = line;
            if bytes.contains(&0) {
                return Err(at_line("import.nul_byte", line));
            }
            if guessed && std::str::from_utf8(bytes).is_ok_and(shifted) {
                return Err(at_line("import.undecodable", line));
            }
            if bytes.is_ascii() {
                return Ok(true);
            }
            match std::str::from_utf8(bytes) {
                Ok(_) if first_certain.is_some() => {}
                Ok(text)
                    if text
                        .chars()
                        .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
                        .count()
                        >= CERTAIN =>
                {
                    first_certain.get_or_insert(line);
                }
                Ok(_) => {}
                Err(_) => {
                    first_foreign.get_or_insert(line);
                    if first_undecodable.is_none()
                        && GB18030
                            .decode_without_bom_handling_and_without_replacement(bytes)
                            .is_none()
                    {
                        first_undecodable = Some(line);
                    }
                }
            }
            Ok(true)
        })?;
        if lines == 0 {
            // Nothing but the byte-order mark.
            return Err(refusal("import.empty_file"));
        }
        text.lines = lines;
        match (first_certain, first_foreign) {
            (_, None) => {}
            (Some(utf8), Some(foreign)) => {
                let mut issue = at_line("import.mixed_encoding", foreign);
                issue
                    .message
                    .arguments
                    .insert("utf8_row".to_owned(), utf8.to_string());
                return Err(issue);
            }
            (None, Some(_)) => text.encoding = GB18030,
        }
        match first_undecodable {
            Some(line) => Err(at_line("import.undecodable", line)),
            None => Ok(text),
        }
    }

    /// UTF-16 without a mark, where the first bytes prove it.
    fn unmarked(&self) -> Refusable<Bom> {
        let mut head = Vec::new();
        let read = self.raw()?.take(LOOKED_AT).read_to_end(&mut head);
        read.map_err(|error| match error.kind() {
            io::ErrorKind::FileTooLarge => Inflated::refusal(self.source.facts.bytes),
            _ => unreadable(&error),
        })?;
        let whole = u64::try_from(head.len()).is_ok_and(|length| length < LOOKED_AT);
        Ok(match order(&head, whole) {
            Some(big) => Bom::Utf16 { big, marked: false },
            None => Bom::None,
        })
    }

    /// Lines of the whole text; a cell with line breaks takes several.
    pub fn line_count(&self) -> u32 {
        self.lines
    }

    /// Name of the encoding.
    pub fn encoding(&self) -> &'static str {
        match self.bom {
            Bom::Utf16 { big: false, .. } => "UTF-16LE",
            Bom::Utf16 { big: true, .. } => "UTF-16BE",
            Bom::Utf8 => "UTF-8",
            Bom::None if self.encoding == UTF_8 => "UTF-8",
            Bom::None => "GB18030",
        }
    }

    /// Lines with their ends, decoded, numbered from 1.
    pub fn lines(&self, on_line: &mut dyn FnMut(u32, &str) -> Refusable<bool>) -> Refusable<()> {
        self.raw_lines(&mut |number, bytes| {
            let line = self
                .encoding
                .decode_without_bom_handling_and_without_replacement(bytes);
            on_line(
                number,
                &line.ok_or_else(|| at_line("import.undecodable", number))?,
            )
        })
    }

    /// Lines with their ends, in the file's encoding (UTF-16: already as UTF-8), the byte-order mark left out.
    fn raw_lines(&self, on_line: &mut dyn FnMut(u32, &[u8]) -> Refusable<bool>) -> Refusable<()> {
        let mut reader = self.raw()?;
        let mut mark = [0_u8; 3];
        let skip = match self.bom {
            Bom::None | Bom::Utf16 { marked: false, .. } => 0,
            Bom::Utf8 => 3,
            Bom::Utf16 { marked: true, .. } => 2,
        };
        reader
            .read_exact(&mut mark[..skip])
            .map_err(|error| unreadable(&error))?;
        let mut reader: Box<dyn BufRead> = match self.bom {
            Bom::Utf16 { big, .. } => Box::new(BufReader::new(FromUtf16 {
                inner: reader,
                big,
                high: None,
                ready: Vec::new(),
                failed: false,
            })),
            _ => reader,
        };
        let (mut line, mut number, mut blank) = (Vec::new(), 0_u32, 0_u32);
        loop {
            line.clear();
            number = number.saturating_add(1);
            reader
                .by_ref()
                .take(LINE_BYTES)
                .read_until(b'\n', &mut line)
                .map_err(|error| match error.kind() {
                    io::ErrorKind::InvalidData => at_line("import.undecodable", number),
                    io::ErrorKind::FileTooLarge => Inflated::refusal(self.source.facts.bytes),
                    _ => unreadable(&error),
                })?;
            if line.is_empty() {
                return Ok(());
            }
            // A file made of line ends alone packs to nothing and would be read for hours.
            blank = if matches!(line.as_slice(), b"\n" | b"\r\n") {
                blank + 1
            } else {
                0
            };
            if blank > BLANK_LINES {
                let mut issue = at_line("import.blank_lines", number);
                let limit = BLANK_LINES.to_string();
                issue.message.arguments.insert("limit".to_owned(), limit);
                return Err(issue);
            }
            if u64::try_from(line.len()).is_ok_and(|length| length >= LINE_BYTES)
                && !line.ends_with(b"\n")
            {
                let mut issue = at_line("import.line_too_long", number);
                issue
                    .message
                    .arguments
                    .insert("limit".to_owned(), (LINE_BYTES >> 10).to_string());
                return Err(issue);
            }
            if !on_line(number, &line)? {
                return Ok(());
            }
        }
    }

    fn raw(&self) -> Refusable<Box<dyn BufRead>> {
        let mut file: File = self
            .source
            .file
            .try_clone()
            .map_err(|error| unreadable(&error))?;
        file.rewind().map_err(|error| unreadable(&error))?;
        if !self.compressed {
            return Ok(Box::new(BufReader::with_capacity(256 << 10, file)));
        }
        Ok(Box::new(BufReader::with_capacity(
            256 << 10,
            Inflated::new(file, self.source.facts.bytes),
        )))
    }
}

/// UTF-16 as UTF-8; a lone surrogate or half a unit is an error, never a replacement character.
struct FromUtf16 {
    inner: Box<dyn BufRead>,
    big: bool,
    high: Option<u16>,
    ready: Vec<u8>,
    /// What was decoded before a fault is delivered first, so that the fault shows in its own line.
    failed: bool,
}

impl FromUtf16 {
    fn unit(&mut self) -> io::Result<Option<u16>> {
        let mut pair = [0_u8; 2];
        if self.inner.read(&mut pair[..1])? == 0 {
            return Ok(None);
        }
        self.inner
            .read_exact(&mut pair[1..])
            .map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        Ok(Some(if self.big {
            u16::from_be_bytes(pair)
        } else {
            u16::from_le_bytes(pair)
        }))
    }
}

impl FromUtf16 {
    /// Decodes the next character; `false` at the end.
    fn advance(&mut self) -> io::Result<bool> {
        let invalid = || io::Error::from(io::ErrorKind::InvalidData);
        let Some(unit) = self.unit()? else {
            return if self.high.is_some() {
                Err(invalid())
            } else {
                Ok(false)
            };
        };
        let units = match (self.high.take(), unit) {
            (None, 0xd800..=0xdbff) => {
                self.high = Some(unit);
                return Ok(true);
            }
            (None, unit) => vec![unit],
            (Some(high), low) => vec![high, low],
        };
        for character in char::decode_utf16(units) {
            let mut buffer = [0; 4];
            let character = character.map_err(|_| invalid())?;
            self.ready
                .extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
        }
        Ok(true)
    }
}

impl Read for FromUtf16 {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.ready.len() < out.len() && !self.failed {
            match self.advance() {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) if error.kind() == io::ErrorKind::InvalidData => self.failed = true,
                Err(error) => return Err(error),
            }
        }
        if self.ready.is_empty() && self.failed {
            return Err(io::Error::from(io::ErrorKind::InvalidData));
        }
        let length = self.ready.len().min(out.len());
        out[..length].copy_from_slice(&self.ready[..length]);
        self.ready.drain(..length);
        Ok(length)
    }
}

fn at_line(code: &str, line: u32) -> Box<Issue> {
    Box::new((*refusal(code)).at(Place {
        row: Some(line),
        ..Place::default()
    }))
}

fn unreadable(error: &io::Error) -> Box<Issue> {
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            refusal("import.damaged_archive")
        }
        kind => refusal_with("import.unreadable", &[("what", kind.to_string())]),
    }
}
