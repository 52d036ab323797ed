//! One way to read rows, whatever the file is.

use super::archive::{Archive, Kind};
use super::decode::Text;
use super::delimited;
use super::layout::SheetLayout;
use super::older::Older;
use super::raw::OnRow;
use super::read_error::Refusable;
use super::source::{Format, Source};
use super::types::SourceFile;
use super::xlsx::Workbook;
use std::cell::RefCell;
use std::rc::Rc;
use yingheng_core::issue::Issue;

/// A file whose sheets can be read.
pub(crate) enum Book<'a> {
    /// .xlsx, .xlsm.
    Workbook(Box<Workbook>),
    /// .xls, .xlsb, .ods.
    Older(Older),
    /// Delimited text with its separator.
    Text(Text<'a>, char),
}

impl<'a> Book<'a> {
    /// Opens the source as what it is.
    pub fn open(source: &'a Source) -> Refusable<Self> {
        match source.format {
            Format::Archive => {
                let archive = Archive::open(source)?;
                return Ok(match archive.kind() {
                    Kind::Xlsx => Self::Workbook(Box::new(Workbook::open(source, archive)?)),
                    kind => Self::Older(Older::open_archive(source, kind, &archive)?),
                });
            }
            Format::Container => return Ok(Self::Older(Older::open_container(source)?)),
            Format::Text(_) => {}
        }
        let text = Text::open(source)?;
        let separator = delimited::separator(&text)?;
        Ok(Self::Text(text, separator))
    }

    /// What was read.
    pub fn facts(&self, source: &Source) -> SourceFile {
        let facts = source.facts.clone();
        match self {
            Self::Workbook(_) => SourceFile {
                format: "xlsx".to_owned(),
                ..facts
            },
            Self::Older(older) => SourceFile {
                format: older.format().to_owned(),
                ..facts
            },
            Self::Text(text, separator) => SourceFile {
                format: "text".to_owned(),
                encoding: Some(text.encoding().to_owned()),
                separator: Some(*separator),
                ..facts
            },
        }
    }

    /// Sheets and whether each is hidden; a text is one sheet named like its file.
    pub fn sheets(&self, source: &Source) -> Vec<(String, bool)> {
        match self {
            Self::Workbook(workbook) => workbook.sheets(),
            Self::Older(older) => older.sheets(),
            Self::Text(..) => vec![(source.facts.name.clone(), false)],
        }
    }

    /// Where the layout of the sheet being read stands: known, as far as rows are asked for, before the first row is
    /// handed over. Empty but for its length, at most, for formats whose reader does not tell it.
    pub fn layout(&self) -> Rc<RefCell<SheetLayout>> {
        match self {
            Self::Workbook(workbook) => workbook.layout(),
            Self::Older(_) => Rc::default(),
            Self::Text(text, _) => Rc::new(RefCell::new(SheetLayout::of_rows(text.line_count()))),
        }
    }

    /// Streams the rows of a sheet; `limit`: how many rows will be asked for at most.
    pub fn rows(&mut self, sheet: &str, limit: Option<u32>, on_row: &mut OnRow) -> Refusable<()> {
        match self {
            Self::Workbook(workbook) => workbook.rows(sheet, limit, on_row),
            Self::Older(older) => older.rows(sheet, on_row),
            Self::Text(text, separator) => {
                delimited::rows(text, *separator, on_row).map_err(|issue| named(issue, sheet))
            }
        }
    }
}

/// A text has no sheets; its name stands in their place.
fn named(mut issue: Box<Issue>, sheet: &str) -> Box<Issue> {
    issue.place.sheet.get_or_insert_with(|| sheet.to_owned());
    issue
}
