//! A pack's files as a sheet to be edited: every value as it is written, with its day and source.

use serde::{Deserialize, Serialize};

use super::{Faults, PackFile, read_toml, shape, text_of};
use yingheng_core::issue::Issue;

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    /// One number, or one limit.
    Number,
    /// A number by scheme, grade, facility or code.
    Table,
    /// A limit by weight or base points.
    Steps,
    /// A number by days, years or index.
    Bands,
    /// The parameter ends on the day.
    End,
}

/// One dated value as it is written.
/// 参数取值
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedValue {
    /// First day.
    pub from: String,
    /// Id of its source.
    pub source: String,
    /// How it is written.
    pub kind: ValueKind,
    /// `lt`, `le`, `gt`, `ge` of a limit; empty where it is none.
    pub compare: String,
    /// `weight` or `base_points` of steps; empty otherwise.
    pub step_on: String,
    /// A value equal to a step's edge still belongs to it.
    pub inclusive: bool,
    /// The number; empty where there are rows.
    pub number: String,
    /// Key (or edge; empty for the rest) and number.
    pub rows: Vec<(String, String)>,
}

/// One parameter as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedParameter {
    /// Id.
    pub id: String,
    /// Unit.
    pub unit: String,
    /// `scheme`, `grade`, `hospital`, `code`; empty where it is kept by nothing.
    pub by: String,
    /// Values, rising.
    pub values: Vec<StatedValue>,
    /// What is to be confirmed, in both languages, in place of values.
    pub open: Option<(String, String)>,
}

/// One source as it is written.
/// 政策依据
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedSource {
    /// Id in the pack.
    pub id: String,
    /// Document number.
    pub number: String,
    /// Title.
    pub title: String,
    /// Who issued it.
    pub issuer: String,
    /// Day of issue; empty where unknown.
    pub issued: String,
    /// Day it takes effect; empty where unknown.
    pub effective: String,
    /// Where it can be read, or `paper`.
    pub link: String,
    /// `official`, `summary`, `practice`, `assumption`.
    pub level: String,
}

/// A matter that was open and has been closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedAnswer {
    /// What was asked, in both languages.
    pub matter: (String, String),
    /// The answer.
    pub answer: String,
    /// Id of its source.
    pub source: String,
}

/// One row of the group list as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedGroup {
    /// Heading and text of every column, in the file's order.
    pub cells: Vec<(String, String)>,
}

/// A pack as it is written.
/// 政策包编辑表
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Parameters by id.
    pub parameters: Vec<StatedParameter>,
    /// Sources by id.
    pub sources: Vec<StatedSource>,
    /// What is open and no parameter's, in both languages.
    pub open: Vec<(String, String)>,
    /// What has been confirmed.
    pub confirmed: Vec<StatedAnswer>,
    /// Number of groups.
    pub groups: usize,
}

fn parameter(id: String, raw: shape::Parameter) -> StatedParameter {
    StatedParameter {
        id,
        unit: raw.unit,
        by: raw.by.unwrap_or_default(),
        values: raw.value.into_iter().map(value).collect(),
        open: raw.to_be_confirmed.map(|open| (open.zh, open.en)),
    }
}

fn value(raw: shape::Value) -> StatedValue {
    let (kind, rows) = if raw.end {
        (ValueKind::End, Vec::new())
    } else if let Some(table) = raw.table {
        (ValueKind::Table, table.into_iter().collect())
    } else if let Some(steps) = raw.steps {
        (ValueKind::Steps, steps)
    } else if let Some(bands) = raw.bands {
        (ValueKind::Bands, bands)
    } else {
        (ValueKind::Number, Vec::new())
    };
    StatedValue {
        from: raw.from,
        source: raw.source,
        kind,
        compare: raw.compare.unwrap_or_default(),
        step_on: raw.step_on.unwrap_or_default(),
        inclusive: raw.inclusive,
        number: raw.number.unwrap_or_default(),
        rows,
    }
}

fn source(id: String, raw: shape::Source) -> StatedSource {
    StatedSource {
        id,
        number: raw.number,
        title: raw.title,
        issuer: raw.issuer,
        issued: raw.issued.unwrap_or_default(),
        effective: raw.effective.unwrap_or_default(),
        link: raw.link,
        level: raw.level,
    }
}

/// Reads a pack's files as they are written.
///
/// # Errors
/// What cannot be read, located.
pub fn sheet(files: &[PackFile]) -> Result<Sheet, Vec<Issue>> {
    let mut faults = Faults::default();
    let toml = text_of(files, "pack.toml", &mut faults);
    let raw: Option<shape::Pack> = toml.and_then(|text| read_toml("pack.toml", &text, &mut faults));
    let groups = group_rows(files, &mut faults);
    let (Some(raw), Some((_, groups))) = (raw, groups) else {
        return Err(faults.0);
    };
    let both = |name: shape::Name| (name.zh, name.en);
    Ok(Sheet {
        parameters: raw
            .parameter
            .into_iter()
            .map(|(id, raw)| parameter(id, raw))
            .collect(),
        sources: raw
            .source
            .into_iter()
            .map(|(id, raw)| source(id, raw))
            .collect(),
        open: raw.open.into_iter().map(both).collect(),
        confirmed: raw
            .confirmed
            .into_iter()
            .map(|own| StatedAnswer {
                matter: (own.zh, own.en),
                answer: own.answer,
                source: own.source,
            })
            .collect(),
        groups: groups.len(),
    })
}

/// One row of the group list; `None` where the list has no such code.
pub fn group(files: &[PackFile], code: &str) -> Option<StatedGroup> {
    let (headings, rows) = group_rows(files, &mut Faults::default())?;
    let at = headings.iter().position(|heading| heading == "code")?;
    let row = rows
        .into_iter()
        .find(|(_, row)| row.get(at) == Some(code))?;
    let cells = headings.iter().zip(row.1.iter());
    Some(StatedGroup {
        cells: cells
            .map(|(heading, text)| (heading.to_owned(), text.to_owned()))
            .collect(),
    })
}

/// A record and the byte at which it begins.
type Placed = (usize, csv::StringRecord);

/// Headings, and every record with its place in the text.
pub(super) fn group_rows(
    files: &[PackFile],
    faults: &mut Faults,
) -> Option<(csv::StringRecord, Vec<Placed>)> {
    let text = text_of(files, "groups.csv", faults)?;
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let headings = reader.headers().ok()?.clone();
    let rows: Result<Vec<_>, _> = reader
        .records()
        .map(|record| {
            record.map(|record| {
                let at = record.position().map_or(0, csv::Position::byte);
                (usize::try_from(at).unwrap_or_default(), record)
            })
        })
        .collect();
    Some((headings, rows.ok()?))
}
