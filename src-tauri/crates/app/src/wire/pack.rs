//! A policy pack as a sheet to be edited, and its edits.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use yingheng_io::pack_files as files;

use super::{Issue, Message};

/// How a value is written.
/// 取值形式
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PackValueKind {
    /// One number, or one limit.
    Number,
    /// By scheme, grade, facility or code.
    Table,
    /// A limit by weight or base points.
    Steps,
    /// By days, years or index.
    Bands,
    /// The parameter ends.
    End,
}

/// One dated value as it is written in the pack.
/// 参数取值
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PackValue {
    /// First day.
    pub from: String,
    /// Id of its source.
    pub source: String,
    /// How it is written.
    pub kind: PackValueKind,
    /// `lt`, `le`, `gt`, `ge`, or empty.
    #[serde(default)]
    pub compare: String,
    /// `weight`, `base_points`, or empty.
    #[serde(default)]
    pub step_on: String,
    /// A value equal to a step's edge still belongs to it.
    #[serde(default)]
    pub inclusive: bool,
    /// The number, where there is one.
    #[serde(default)]
    pub number: String,
    /// Key (or edge) and number.
    #[serde(default)]
    pub rows: Vec<(String, String)>,
}

/// One parameter.
/// 参数
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PackParameter {
    /// Id in the pack.
    pub id: String,
    /// What it is used for.
    pub role: Message,
    /// Unit as the pack writes it.
    pub unit: String,
    /// `scheme`, `grade`, `hospital`, `code`, or empty.
    pub by: String,
    /// Values, rising.
    pub values: Vec<PackValue>,
    /// What is to be confirmed, in place of values.
    pub open: Option<Message>,
}

/// One source.
/// 政策依据
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PackSource {
    /// Id in the pack.
    pub id: String,
    /// Document number; empty where there is none.
    #[serde(default)]
    pub number: String,
    /// Title.
    pub title: String,
    /// Who issued it.
    #[serde(default)]
    pub issuer: String,
    /// Day of issue; empty where unknown.
    #[serde(default)]
    pub issued: String,
    /// Day it takes effect; empty where unknown.
    #[serde(default)]
    pub effective: String,
    /// Where it can be read, or `paper`.
    #[serde(default)]
    pub link: String,
    /// `official`, `summary`, `practice`, `assumption`.
    pub level: String,
}

/// A matter that is to be confirmed, or has been.
/// 待确认(已确认)事项
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PackMatter {
    /// In Chinese as the pack puts it: what an edit names.
    pub key: String,
    /// In the user's language.
    pub label: Message,
    /// The answer; none while it is open.
    pub answer: Option<String>,
    /// Id of the answer's source.
    pub source: Option<String>,
}

/// One row of the group list as it is written.
/// 病组目录行
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PackGroup {
    /// Heading and text of every column.
    pub cells: Vec<(String, String)>,
    /// Id of the row's source.
    pub source: String,
}

/// The project's pack as it is written.
/// 政策包编辑表
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PackSheet {
    /// Name.
    pub name: Message,
    /// The pack the project chose; of an own copy the one it was made of.
    pub id: String,
    /// Edited in this project.
    pub own_copy: bool,
    /// Level of the least certain value.
    pub certainty: Message,
    /// Why it prices nothing, where matters are open.
    pub frame: Option<Message>,
    /// Parameters by id.
    pub parameters: Vec<PackParameter>,
    /// Sources by id.
    pub sources: Vec<PackSource>,
    /// What is open and no parameter's.
    pub open: Vec<PackMatter>,
    /// What has been confirmed.
    pub confirmed: Vec<PackMatter>,
    /// Number of groups.
    pub groups: u32,
    /// What nothing in it reads, and sources that cannot be looked up: most likely slips.
    pub notices: Vec<super::Issue>,
}

/// One change of the pack.
/// 政策包修改
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum PackEdit {
    /// A value from a day on: new, or in place of the one that began on `replaces`.
    SetValue {
        /// Parameter id.
        parameter: String,
        /// First day of the value corrected.
        replaces: Option<String>,
        /// The value.
        value: PackValue,
    },
    /// Takes a value out.
    RemoveValue {
        /// Parameter id.
        parameter: String,
        /// Its first day.
        from: String,
    },
    /// Adds or corrects a source.
    PutSource {
        /// The source.
        source: PackSource,
    },
    /// Takes a source out.
    RemoveSource {
        /// Its id.
        id: String,
    },
    /// Closes an open matter.
    CloseOpen {
        /// [`PackMatter::key`].
        matter: String,
        /// The answer.
        answer: String,
        /// Id of its source.
        source: String,
    },
    /// Changes a row of the group list.
    SetGroup {
        /// Group code.
        code: String,
        /// Heading and new text.
        cells: Vec<(String, String)>,
        /// Id of its source.
        source: String,
    },
    /// Changes what a worked case should come to.
    SetCase {
        /// Id of the case.
        id: String,
        /// Field and new text.
        fields: Vec<(String, String)>,
    },
}

/// What came of edits: with faults nothing has changed.
/// 修改结果
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PackAnswer {
    /// The pack as it is now.
    pub sheet: PackSheet,
    /// Why the edits were refused.
    pub faults: Vec<Issue>,
}

impl From<files::ValueKind> for PackValueKind {
    fn from(kind: files::ValueKind) -> Self {
        match kind {
            files::ValueKind::Number => Self::Number,
            files::ValueKind::Table => Self::Table,
            files::ValueKind::Steps => Self::Steps,
            files::ValueKind::Bands => Self::Bands,
            files::ValueKind::End => Self::End,
        }
    }
}

impl From<PackValueKind> for files::ValueKind {
    fn from(kind: PackValueKind) -> Self {
        match kind {
            PackValueKind::Number => Self::Number,
            PackValueKind::Table => Self::Table,
            PackValueKind::Steps => Self::Steps,
            PackValueKind::Bands => Self::Bands,
            PackValueKind::End => Self::End,
        }
    }
}

impl From<files::StatedValue> for PackValue {
    fn from(own: files::StatedValue) -> Self {
        Self {
            from: own.from,
            source: own.source,
            kind: own.kind.into(),
            compare: own.compare,
            step_on: own.step_on,
            inclusive: own.inclusive,
            number: own.number,
            rows: own.rows,
        }
    }
}

impl From<PackValue> for files::StatedValue {
    fn from(own: PackValue) -> Self {
        let trimmed = |text: String| text.trim().to_owned();
        let row = |(key, number): (String, String)| (trimmed(key), trimmed(number));
        Self {
            from: trimmed(own.from),
            source: own.source,
            kind: own.kind.into(),
            compare: own.compare,
            step_on: own.step_on,
            inclusive: own.inclusive,
            number: trimmed(own.number),
            rows: own.rows.into_iter().map(row).collect(),
        }
    }
}

impl From<files::StatedSource> for PackSource {
    fn from(own: files::StatedSource) -> Self {
        Self {
            id: own.id,
            number: own.number,
            title: own.title,
            issuer: own.issuer,
            issued: own.issued,
            effective: own.effective,
            link: own.link,
            level: own.level,
        }
    }
}

impl From<PackSource> for files::StatedSource {
    fn from(own: PackSource) -> Self {
        let trimmed = |text: String| text.trim().to_owned();
        Self {
            id: trimmed(own.id),
            number: trimmed(own.number),
            title: trimmed(own.title),
            issuer: trimmed(own.issuer),
            issued: trimmed(own.issued),
            effective: trimmed(own.effective),
            link: trimmed(own.link),
            level: own.level,
        }
    }
}

impl From<PackEdit> for files::Edit {
    fn from(edit: PackEdit) -> Self {
        match edit {
            PackEdit::SetValue {
                parameter,
                replaces,
                value,
            } => Self::SetValue {
                parameter,
                replaces,
                value: value.into(),
            },
            PackEdit::RemoveValue { parameter, from } => Self::RemoveValue { parameter, from },
            PackEdit::PutSource { source } => Self::PutSource {
                source: source.into(),
            },
            PackEdit::RemoveSource { id } => Self::RemoveSource { id },
            PackEdit::CloseOpen {
                matter,
                answer,
                source,
            } => Self::CloseOpen {
                matter,
                answer,
                source,
            },
            PackEdit::SetGroup {
                code,
                cells,
                source,
            } => Self::SetGroup {
                code,
                cells,
                source,
            },
            PackEdit::SetCase { id, fields } => Self::SetCase { id, fields },
        }
    }
}
