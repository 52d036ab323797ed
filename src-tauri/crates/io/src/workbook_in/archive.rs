//! Looks at a workbook's archive before the real reader opens it: number and size of the parts, names, and their XML.

use super::handle::Bytes;
use super::layout::SheetLayout;
use super::limits::{
    ARCHIVE_ENTRIES, ARCHIVE_TOTAL, ODS_CELLS, PART_BYTES, PART_RATIO, PART_RATIO_FROM,
    SHEET_BYTES, STRINGS_BYTES,
};
use super::read_error::{Refusable, refusal, refusal_with};
use super::source::Source;
use super::xml_guard::{attribute, damaged, in_sheet, walk};
use std::collections::BTreeMap;
use std::io::BufReader;
use zip::ZipArchive;

/// Buffer for inflated XML.
const BUFFER: usize = 64 << 10;

/// Which workbook an archive is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// .xlsx, .xlsm
    Xlsx,
    /// .xlsb
    Xlsb,
    /// .ods
    Ods,
}

/// An archive whose directory is within bounds.
pub(crate) struct Archive {
    zip: ZipArchive<BufReader<Bytes>>,
    /// Names of the entries, by index.
    names: Vec<String>,
    kind: Kind,
    sheets: BTreeMap<String, String>,
}

impl Archive {
    /// Checks the directory and every small XML part.
    pub fn open(source: &Source) -> Refusable<Self> {
        let bytes = source.reader().map_err(|_| damaged())?;
        let zip = ZipArchive::new(BufReader::new(bytes)).map_err(|_| damaged())?;
        let mut archive = Self {
            zip,
            names: Vec::new(),
            kind: Kind::Xlsx,
            sheets: BTreeMap::new(),
        };
        archive.check_directory()?;
        archive.kind = archive.find_kind()?;
        archive.check_parts()?;
        match archive.kind {
            Kind::Xlsx => archive.sheets = archive.sheet_parts()?,
            Kind::Ods => archive.check_repeats()?,
            Kind::Xlsb => {}
        }
        Ok(archive)
    }

    fn check_directory(&mut self) -> Refusable<()> {
        let too_large = |part: &str, limit: u64, unit: &str| {
            refusal_with(
                "import.too_large",
                &[
                    ("part", part.to_owned()),
                    ("limit", format!("{limit} {unit}")),
                ],
            )
        };
        if self.zip.len() > ARCHIVE_ENTRIES {
            return Err(too_large(
                "zip",
                u64::try_from(ARCHIVE_ENTRIES).unwrap_or(u64::MAX),
                "parts",
            ));
        }
        let mut total = 0_u64;
        for index in 0..self.zip.len() {
            let entry = self.zip.by_index_raw(index).map_err(|_| damaged())?;
            let name = entry.name().map_err(|_| damaged())?.into_owned();
            if entry.encrypted() {
                return Err(refusal("import.encrypted"));
            }
            if name.contains('\0')
                || name.split(['/', '\\']).any(|part| part == "..")
                || name.starts_with(['/', '\\'])
            {
                return Err(refusal_with(
                    "import.bad_part_name",
                    &[("part", name.chars().take(60).collect())],
                ));
            }
            let (size, packed) = (entry.size(), entry.compressed_size());
            total = total.saturating_add(size);
            let limit = limit_of(&name);
            if size > limit {
                return Err(too_large(&name, limit >> 20, "MiB"));
            }
            if size > PART_RATIO_FROM && size / packed.max(1) > PART_RATIO {
                return Err(refusal_with(
                    "import.bomb",
                    &[("part", name), ("limit", PART_RATIO.to_string())],
                ));
            }
            drop(entry);
            self.names.push(name);
        }
        if total > ARCHIVE_TOTAL {
            return Err(too_large("zip", ARCHIVE_TOTAL >> 20, "MiB"));
        }
        Ok(())
    }

    /// Which workbook it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    fn find_kind(&self) -> Refusable<Kind> {
        let has = |name: &str| {
            self.names
                .iter()
                .any(|entry| entry.eq_ignore_ascii_case(name))
        };
        if has("xl/workbook.xml") {
            Ok(Kind::Xlsx)
        } else if has("xl/workbook.bin") {
            Ok(Kind::Xlsb)
        } else if has("content.xml") && has("mimetype") {
            Ok(Kind::Ods)
        } else {
            Err(refusal_with(
                "import.not_a_workbook",
                &[("found", "ZIP".to_owned())],
            ))
        }
    }

    /// Every XML part the reader opens besides the sheets.
    fn check_parts(&mut self) -> Refusable<()> {
        for name in self.names.clone() {
            let lower = name.to_lowercase();
            let xml = lower.ends_with(".xml") || lower.ends_with(".rels");
            if xml
                && !lower.starts_with("xl/worksheets/sheet")
                && !lower.starts_with("xl/drawings")
                && !lower.starts_with("xl/charts")
            {
                self.walk_part(&name, None, &mut |_| {})?;
            }
        }
        Ok(())
    }

    /// An .ods may say "this cell, a million times" in one tag; the reader would write them all out.
    fn check_repeats(&mut self) -> Refusable<()> {
        let times = |tag: &str, name: &str| {
            attribute(tag, name).map_or(1, |count| count.parse().unwrap_or(u64::MAX))
        };
        let (mut rows, mut cells) = (1_u64, 0_u64);
        self.walk_part(&self.part_named("content.xml")?, None, &mut |tag| match tag
            .split([' ', '\t', '\r', '\n', '/', '>'])
            .next()
            .and_then(|name| name.rsplit(':').next())
        {
            Some("table-row") => rows = times(tag, "table:number-rows-repeated"),
            Some("table-cell" | "covered-table-cell")
                if tag.contains("office:value-type") || tag.contains("table:formula") =>
            {
                let columns = times(tag, "table:number-columns-repeated");
                cells = cells.saturating_add(rows.saturating_mul(columns));
            }
            _ => {}
        })?;
        if cells > ODS_CELLS {
            return Err(refusal_with(
                "import.too_many_cells",
                &[("limit", ODS_CELLS.to_string())],
            ));
        }
        Ok(())
    }

    /// Checks a sheet's XML up to its `rows`-th row.
    pub fn check_sheet(&mut self, sheet: &str, rows: Option<u32>) -> Refusable<SheetLayout> {
        let Some(part) = self.sheets.get(sheet).cloned() else {
            return Err(refusal_with(
                "import.no_such_sheet",
                &[("sheet", sheet.to_owned())],
            ));
        };
        let mut layout = SheetLayout::default();
        self.walk_part(&part, rows, &mut |tag| layout.tag(tag))
            .map_err(|issue| in_sheet(issue, sheet))?;
        Ok(layout)
    }

    fn walk_part(
        &mut self,
        name: &str,
        rows: Option<u32>,
        on_tag: &mut dyn FnMut(&str),
    ) -> Refusable<()> {
        let damaged = || refusal_with("import.damaged_part", &[("part", name.to_owned())]);
        let index = self
            .names
            .iter()
            .position(|entry| entry == name)
            .ok_or_else(damaged)?;
        let entry = self.zip.by_index(index).map_err(|_| damaged())?;
        let bytes = entry.size();
        walk(
            &mut BufReader::with_capacity(BUFFER, entry),
            name,
            bytes,
            rows,
            on_tag,
        )
    }

    /// Sheet name → part, as the workbook and its relations say.
    fn sheet_parts(&mut self) -> Refusable<BTreeMap<String, String>> {
        let mut targets = BTreeMap::new();
        self.walk_part(
            &self.part_named("xl/_rels/workbook.xml.rels")?,
            None,
            &mut |tag| {
                if let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target")) {
                    targets.insert(id.to_owned(), target.to_owned());
                }
            },
        )?;
        let mut sheets = BTreeMap::new();
        self.walk_part(&self.part_named("xl/workbook.xml")?, None, &mut |tag| {
            let local = tag
                .split_ascii_whitespace()
                .next()
                .and_then(|name| name.rsplit(':').next());
            let id = tag
                .split_ascii_whitespace()
                .find_map(|word| word.split_once(":id="))
                .map(|(_, value)| value);
            let id = id.map(|value| value.trim_end_matches(['>', '/']).trim_matches(['"', '\'']));
            if local == Some("sheet")
                && let (Some(name), Some(target)) =
                    (attribute(tag, "name"), id.and_then(|id| targets.get(id)))
            {
                let part = target
                    .strip_prefix('/')
                    .map_or_else(|| format!("xl/{target}"), str::to_owned);
                sheets.insert(unescape(name), part);
            }
        })?;
        sheets
            .into_iter()
            .map(|(name, part)| Ok((name, self.part_named(&part)?)))
            .collect()
    }

    /// The entry of this name, whatever its case.
    fn part_named(&self, name: &str) -> Refusable<String> {
        let found = self
            .names
            .iter()
            .find(|entry| entry.eq_ignore_ascii_case(name))
            .cloned();
        found.ok_or_else(|| refusal_with("import.damaged_part", &[("part", name.to_owned())]))
    }
}

fn limit_of(name: &str) -> u64 {
    let name = name.to_lowercase();
    if name.starts_with("xl/worksheets/") || name == "content.xml" {
        SHEET_BYTES
    } else if name.starts_with("xl/sharedstrings") {
        STRINGS_BYTES
    } else if name.ends_with(".xml") || name.ends_with(".rels") {
        PART_BYTES
    } else {
        SHEET_BYTES
    }
}

/// The five named and the numeric XML entities.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        plain.push_str(before);
        let Some((entity, after)) = behind.split_once(';') else {
            plain.push('&');
            rest = behind;
            continue;
        };
        let code = entity
            .strip_prefix('#')
            .map(|number| match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            });
        match (entity, code) {
            ("amp", _) => plain.push('&'),
            ("lt", _) => plain.push('<'),
            ("gt", _) => plain.push('>'),
            ("quot", _) => plain.push('"'),
            ("apos", _) => plain.push('\''),
            (_, Some(Ok(code))) => plain.extend(char::from_u32(code)),
            _ => plain.push_str(entity),
        }
        rest = after;
    }
    plain.push_str(rest);
    plain
}
