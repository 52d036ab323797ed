//! Walks through the raw XML of a workbook part before the real reader sees it, and bounds what that reader would
//! otherwise hold in memory or read wrongly without a word.

use super::limits::{GRID_COLUMNS, GRID_ROWS, SHORTEST_STRING, TAG_BYTES, TEXT_NODE_BYTES};
use super::read_error::{Refusable, refusal, refusal_with};
use memchr::memchr;
use std::io::{BufRead, Read};
use yingheng_core::issue::{Issue, Place};

/// Reads a part to its end, or to its `rows`-th row, and refuses what is hostile.
///
/// Checks: no DOCTYPE, no text or tag beyond the bounds, no comment inside a value (the reader would drop what follows),
/// no cell outside Excel's grid, no announced string count the part cannot hold.
pub(crate) fn walk(
    part: &mut impl BufRead,
    name: &str,
    bytes: u64,
    rows: Option<u32>,
    on_tag: &mut dyn FnMut(&str),
) -> Refusable<()> {
    let mut guard = Guard {
        name,
        bytes,
        rows_left: rows,
        in_value: false,
        cell: None,
    };
    let mut buffer = Vec::with_capacity(4096);
    let damaged = |_| refusal_with("import.damaged_part", &[("part", name.to_owned())]);
    loop {
        if !skip_text(part, name)? {
            return Ok(());
        }
        // Nearly every tag lies whole in what is inflated already, and is looked at where it lies.
        let lying = part.fill_buf().map_err(damaged)?;
        let whole = memchr(b'>', lying).map(|end| &lying[..=end]);
        if let Some(tag) = whole.filter(|tag| tag.len() <= LOOKED_AT_IN_PLACE && is_complete(tag)) {
            let length = tag.len();
            let more = guard.judge(tag, on_tag)?;
            part.consume(length);
            if !more {
                return Ok(());
            }
            continue;
        }
        if !guard.read_tag(part, &mut buffer)? {
            return Err(refusal_with(
                "import.damaged_part",
                &[("part", name.to_owned())],
            ));
        }
        if !guard.judge(&buffer, on_tag)? {
            return Ok(());
        }
        buffer.clear();
    }
}

/// Longest tag that is judged without being copied; far below the limit of a tag.
const LOOKED_AT_IN_PLACE: usize = 1024;

/// Passes over text up to and with the next `<`; `false` at the end of the part.
fn skip_text(part: &mut impl BufRead, name: &str) -> Refusable<bool> {
    let mut passed = 0_u64;
    loop {
        let lying = part
            .fill_buf()
            .map_err(|_| refusal_with("import.damaged_part", &[("part", name.to_owned())]))?;
        if lying.is_empty() {
            return Ok(false);
        }
        let found = memchr(b'<', lying);
        let length = found.map_or(lying.len(), |at| at + 1);
        part.consume(length);
        passed = passed.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
        if passed > TEXT_NODE_BYTES || found.is_none() && passed == TEXT_NODE_BYTES {
            return Err(too_long(name, TEXT_NODE_BYTES));
        }
        if found.is_some() {
            return Ok(true);
        }
    }
}

fn too_long(name: &str, limit: u64) -> Box<Issue> {
    let limit = (limit >> 10).to_string();
    refusal_with(
        "import.hostile_xml",
        &[("part", name.to_owned()), ("limit", limit)],
    )
}

/// Fills the buffer up to and with `end`; `false` at the end of the part.
fn read_to(
    part: &mut impl BufRead,
    end: u8,
    limit: u64,
    buffer: &mut Vec<u8>,
    name: &str,
) -> Refusable<bool> {
    let damaged = |_| refusal_with("import.damaged_part", &[("part", name.to_owned())]);
    let before = buffer.len();
    part.by_ref()
        .take(limit)
        .read_until(end, buffer)
        .map_err(damaged)?;
    if buffer.last() == Some(&end) && buffer.len() > before {
        return Ok(true);
    }
    if u64::try_from(buffer.len() - before).is_ok_and(|length| length >= limit) {
        return Err(too_long(name, limit));
    }
    Ok(false)
}

struct Guard<'a> {
    name: &'a str,
    bytes: u64,
    rows_left: Option<u32>,
    in_value: bool,
    cell: Option<String>,
}

impl Guard<'_> {
    /// Reads one tag, comment, CDATA section or instruction without its opening `<`.
    fn read_tag(&self, part: &mut impl BufRead, buffer: &mut Vec<u8>) -> Refusable<bool> {
        loop {
            let left = TAG_BYTES
                .saturating_sub(u64::try_from(buffer.len()).unwrap_or(TAG_BYTES))
                .max(1);
            if !read_to(part, b'>', left, buffer, self.name)? {
                return Ok(false);
            }
            if is_complete(buffer) {
                return Ok(true);
            }
        }
    }

    /// Looks at one tag; `false` when enough rows were seen.
    fn judge(&mut self, tag: &[u8], on_tag: &mut dyn FnMut(&str)) -> Refusable<bool> {
        if tag.starts_with(b"/") {
            // The end of an element says nothing that its beginning did not.
            self.in_value = false;
            return Ok(true);
        }
        if tag == b"v>" {
            self.in_value = true;
            return Ok(true);
        }
        if tag
            .get(..8)
            .is_some_and(|start| start.eq_ignore_ascii_case(b"!DOCTYPE"))
        {
            return Err(refusal_with(
                "import.doctype",
                &[("part", self.name.to_owned())],
            ));
        }
        if tag.starts_with(b"!") || tag.starts_with(b"?") {
            if self.in_value {
                let cell = self.cell.clone().unwrap_or_default();
                return Err(refusal_with(
                    "import.split_value",
                    &[("part", self.name.to_owned()), ("cell", cell)],
                ));
            }
            return Ok(true);
        }
        let Ok(tag) = std::str::from_utf8(tag) else {
            return Err(refusal_with(
                "import.damaged_part",
                &[("part", self.name.to_owned())],
            ));
        };
        let full_name = tag
            .trim_end_matches(['>', '/'])
            .split_ascii_whitespace()
            .next()
            .unwrap_or("");
        let local = full_name.rsplit(':').next().unwrap_or("");
        self.in_value = matches!(local, "v" | "t") && !tag.ends_with("/>");
        match local {
            "c" => self.check_cell(tag)?,
            "row" => {
                if let Some(row) = attribute(tag, "r") {
                    self.check_row(row)?;
                }
                if let Some(left) = &mut self.rows_left {
                    if *left == 0 {
                        return Ok(false);
                    }
                    *left -= 1;
                }
            }
            "sst" => {
                for count in [attribute(tag, "uniqueCount"), attribute(tag, "count")]
                    .into_iter()
                    .flatten()
                {
                    // `count` may repeat a string; only the number of different ones is bounded by the part's size.
                    let bound = if attribute(tag, "uniqueCount") == Some(count) {
                        self.bytes / SHORTEST_STRING + 1
                    } else {
                        u64::MAX
                    };
                    if count.parse::<u64>().map_or(true, |count| count > bound) {
                        return Err(refusal_with(
                            "import.false_count",
                            &[("part", self.name.to_owned())],
                        ));
                    }
                }
            }
            _ => {}
        }
        on_tag(tag);
        Ok(true)
    }

    fn check_cell(&mut self, tag: &str) -> Refusable<()> {
        let Some(reference) = attribute(tag, "r") else {
            return Ok(());
        };
        if parse_reference(reference).is_none() {
            let shown: String = reference.chars().take(20).collect();
            return Err(refusal_with(
                "import.beyond_grid",
                &[("part", self.name.to_owned()), ("cell", shown)],
            ));
        }
        reference.clone_into(self.cell.get_or_insert_default());
        Ok(())
    }

    fn check_row(&self, row: &str) -> Refusable<()> {
        if row
            .parse::<u32>()
            .is_ok_and(|row| (1..=GRID_ROWS).contains(&row))
        {
            return Ok(());
        }
        let shown: String = row.chars().take(20).collect();
        Err(refusal_with(
            "import.beyond_grid",
            &[("part", self.name.to_owned()), ("cell", shown)],
        ))
    }
}

/// Whether the `>` these bytes end in is the end of a tag, comment, CDATA section or instruction.
fn is_complete(tag: &[u8]) -> bool {
    if tag.starts_with(b"!--") {
        tag.len() >= 6 && tag.ends_with(b"-->")
    } else if tag.starts_with(b"![CDATA[") {
        tag.ends_with(b"]]>")
    } else if tag.starts_with(b"!DOCTYPE") {
        true
    } else {
        closed_quotes(tag)
    }
}

/// Whether every quotation mark in a tag has its partner, so that the `>` was not inside an attribute.
fn closed_quotes(tag: &[u8]) -> bool {
    let mut open = None;
    for byte in tag {
        match (open, byte) {
            (None, b'"' | b'\'') => open = Some(*byte),
            (Some(quote), byte) if quote == *byte => open = None,
            _ => {}
        }
    }
    open.is_none()
}

/// Value of an attribute, as written.
pub(crate) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    while let Some(at) = rest.find(name) {
        let before = rest[..at].chars().next_back();
        let behind = rest[at + name.len()..].trim_start();
        if before.is_some_and(char::is_whitespace)
            && let Some(value) = behind.strip_prefix('=')
        {
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            return value[1..].split(quote).next();
        }
        rest = &rest[at + name.len()..];
    }
    None
}

/// Column and row, from 1, of a reference inside Excel's grid.
pub(crate) fn parse_reference(reference: &str) -> Option<(u32, u32)> {
    let split = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = reference.split_at(split);
    if letters.is_empty()
        || letters.len() > 3
        || !letters.bytes().all(|byte| byte.is_ascii_alphabetic())
    {
        return None;
    }
    let column = letters.bytes().fold(0_u32, |sum, byte| {
        sum * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1
    });
    let row: u32 = digits.parse().ok()?;
    (column <= GRID_COLUMNS && (1..=GRID_ROWS).contains(&row)).then_some((column, row))
}

/// Adds the sheet to a refusal that has none.
pub(crate) fn in_sheet(mut issue: Box<Issue>, sheet: &str) -> Box<Issue> {
    let place: &mut Place = &mut issue.place;
    place.sheet.get_or_insert_with(|| sheet.to_owned());
    if place.row.is_none()
        && let Some((column, row)) = issue
            .message
            .arguments
            .get("cell")
            .and_then(|cell| parse_reference(cell))
    {
        (place.column, place.row) = (Some(column), Some(row));
    }
    issue
}

/// A part that could not be opened.
pub(crate) fn damaged() -> Box<Issue> {
    refusal("import.damaged_archive")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(xml: &str) -> Option<String> {
        let bytes = u64::try_from(xml.len()).expect("small");
        walk(&mut xml.as_bytes(), "part", bytes, None, &mut |_| {})
            .err()
            .map(|issue| issue.code().to_owned())
    }

    #[test]
    fn hostile_xml_is_refused_and_honest_xml_passes() {
        assert_eq!(
            verdict("<a><c r=\"XFD1048576\" t='s'><f>A1&gt;2</f><v>1</v></c><b x=\">\"/></a>"),
            None
        );
        assert_eq!(
            verdict("<c r=\"XFE1\"/>").as_deref(),
            Some("import.beyond_grid")
        );
        assert_eq!(
            verdict("<c r=\"A1048577\"/>").as_deref(),
            Some("import.beyond_grid")
        );
        assert_eq!(
            verdict("<row r='4294967297'>").as_deref(),
            Some("import.beyond_grid")
        );
        assert_eq!(
            verdict("<!DOCTYPE x><a/>").as_deref(),
            Some("import.doctype")
        );
        assert_eq!(
            verdict("<v>1<!--x-->2</v>").as_deref(),
            Some("import.split_value")
        );
        assert_eq!(
            verdict("<t><![CDATA[1]]></t>").as_deref(),
            Some("import.split_value")
        );
        assert_eq!(verdict("<a><!-- > --></a>"), None);
        assert_eq!(
            verdict("<sst uniqueCount=\"99999999999\">").as_deref(),
            Some("import.false_count")
        );
        assert_eq!(
            verdict(&format!("<a>{}</a>", " ".repeat(300 << 10))).as_deref(),
            Some("import.hostile_xml")
        );
        assert_eq!(verdict("<a").as_deref(), Some("import.damaged_part"));
    }
}
