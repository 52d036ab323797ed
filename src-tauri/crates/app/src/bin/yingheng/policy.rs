//! `yingheng policy`: the project's policy pack shown and edited.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use yingheng_app::messages::Catalogue;
use yingheng_app::session::{Answer, Session};
use yingheng_app::wire::{
    Failure, PackAnswer, PackEdit, PackSheet, PackSource, PackValue, PackValueKind,
};

use crate::arguments::ProjectArgument;
use crate::{json, print};

/// What is done with the pack.
#[derive(Subcommand)]
pub enum Policy {
    /// 列出参数、依据、待确认事项 / parameters, sources, open matters
    Show {
        #[command(flatten)]
        at: ProjectArgument,
        /// 只看一个病组的原文 / one row of the group list as it is written
        #[arg(long)]
        group: Option<String>,
    },
    /// 新增或更正一个取值 / add or correct a value
    Set {
        #[command(flatten)]
        at: ProjectArgument,
        #[command(flatten)]
        value: Box<Value>,
    },
    /// 删去一个取值或依据 / take a value or a source out
    Remove {
        #[command(flatten)]
        at: ProjectArgument,
        /// 参数 / parameter
        #[arg(long, requires = "from", conflicts_with = "source")]
        parameter: Option<String>,
        /// 取值的起始日 / first day of the value
        #[arg(long)]
        from: Option<String>,
        /// 依据 / source
        #[arg(long)]
        source: Option<String>,
    },
    /// 新增或更正一个依据 / add or correct a source
    Source {
        #[command(flatten)]
        at: ProjectArgument,
        #[command(flatten)]
        source: Source,
    },
    /// 确认一个待确认事项 / close an open matter
    Close {
        #[command(flatten)]
        at: ProjectArgument,
        /// 事项的中文原文 / the matter in Chinese as listed
        #[arg(long)]
        matter: String,
        /// 答复 / the answer
        #[arg(long)]
        answer: String,
        /// 依据 / id of its source
        #[arg(long)]
        source: String,
    },
    /// 更正病组目录的一行 / correct a row of the group list
    Group {
        #[command(flatten)]
        at: ProjectArgument,
        /// 病组编码 / group code
        #[arg(long)]
        code: String,
        /// 列=值 / column=text, e.g. weight=1.2
        #[arg(long, required = true)]
        cell: Vec<String>,
        /// 依据 / id of its source
        #[arg(long)]
        source: String,
    },
    /// 与原政策包或另一政策包比较 / what it states otherwise than the pack it was made of, or another
    Diff {
        #[command(flatten)]
        at: ProjectArgument,
        /// 政策包 / policy pack: cn/demo-county/2025, 或目录 / or a folder
        #[arg(long)]
        against: Option<String>,
    },
    /// 另存为政策包文件夹 / write the pack as a folder
    Save {
        #[command(flatten)]
        at: ProjectArgument,
        /// 文件夹 / folder
        #[arg(long)]
        out: PathBuf,
    },
}

/// A value.
#[derive(Args)]
pub struct Value {
    /// 参数 / parameter
    #[arg(long)]
    parameter: String,
    /// 起始日 / first day: 2026-01-01
    #[arg(long)]
    from: String,
    /// 更正自该日起的取值 / corrects the value that began on this day
    #[arg(long)]
    replaces: Option<String>,
    /// 依据 / id of its source
    #[arg(long)]
    source: String,
    /// 数值 / number
    #[arg(long, conflicts_with_all = ["row", "end"])]
    number: Option<String>,
    /// 键=值,可重复;空键表示以上全部 / key=number, repeated; an empty key for the rest
    #[arg(long, conflicts_with = "end")]
    row: Vec<String>,
    /// 自该日起终止 / the parameter ends
    #[arg(long)]
    end: bool,
    /// 界限比较 / comparison of a limit: lt, le, gt, ge; as the last value when left out
    #[arg(long)]
    compare: Option<String>,
    /// 一并更正的手算例 / worked cases corrected along: ID:FIELD=TEXT
    #[arg(long)]
    case: Vec<String>,
}

/// A source.
#[derive(Args)]
pub struct Source {
    /// 编号 / id in the pack
    #[arg(long)]
    id: String,
    /// 标题 / title
    #[arg(long)]
    title: String,
    /// official, summary, practice, assumption
    #[arg(long)]
    level: String,
    /// 文号 / document number
    #[arg(long, default_value = "")]
    number: String,
    /// 发文机关 / issuer
    #[arg(long, default_value = "")]
    issuer: String,
    /// 发文日期 / day of issue
    #[arg(long, default_value = "")]
    issued: String,
    /// 施行日期 / day it takes effect
    #[arg(long, default_value = "")]
    effective: String,
    /// 链接,纸质写 paper / where it can be read
    #[arg(long, default_value = "")]
    link: String,
}

fn pair(text: &str) -> Answer<(String, String)> {
    text.split_once('=')
        .map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned()))
        .ok_or_else(|| Failure::new("cli.not_a_pair").with("text", text))
}

/// The value as it is to be written: in the form of the parameter's last one where nothing else is said.
fn value(sheet: &PackSheet, given: &Value) -> Answer<PackValue> {
    let known = sheet
        .parameters
        .iter()
        .find(|own| own.id == given.parameter);
    let last = known.and_then(|own| own.values.last());
    let mut rows = Vec::new();
    for row in &given.row {
        rows.push(pair(row)?);
    }
    let kind = match (&given.number, rows.is_empty(), last.map(|last| last.kind)) {
        _ if given.end => PackValueKind::End,
        (Some(_), _, _) | (None, true, _) => PackValueKind::Number,
        (None, false, Some(kind @ (PackValueKind::Steps | PackValueKind::Bands))) => kind,
        (None, false, _) => PackValueKind::Table,
    };
    let like = |read: fn(&PackValue) -> String| last.map(read).unwrap_or_default();
    Ok(PackValue {
        from: given.from.clone(),
        source: given.source.clone(),
        kind,
        compare: (given.compare.clone()).unwrap_or_else(|| like(|last| last.compare.clone())),
        step_on: like(|last| last.step_on.clone()),
        inclusive: last.is_some_and(|last| last.inclusive),
        number: given.number.clone().unwrap_or_default(),
        rows,
    })
}

/// Worked cases to be corrected along, one edit a case.
fn cases(given: &[String]) -> Answer<Vec<PackEdit>> {
    let mut edits: Vec<PackEdit> = Vec::new();
    for text in given {
        let (case, field) = text
            .split_once(':')
            .ok_or_else(|| Failure::new("cli.not_a_pair").with("text", text))?;
        let fields = vec![pair(field)?];
        edits.push(PackEdit::SetCase {
            id: case.to_owned(),
            fields,
        });
    }
    Ok(edits)
}

fn told(answer: &PackAnswer, as_json: bool, words: &Catalogue) -> Answer<()> {
    if as_json {
        json(answer)?;
    } else {
        print::faults(&answer.faults, words);
        if answer.faults.is_empty() {
            print::pack(&answer.sheet, words);
        }
    }
    match answer.faults.len() {
        0 => Ok(()),
        count => Err(Failure::new("error.pack_refused").with("faults", count.to_string())),
    }
}

/// Does what the command says.
pub fn act(session: &mut Session, policy: &Policy, as_json: bool, words: &Catalogue) -> Answer<()> {
    let (at, edits) = match policy {
        Policy::Show { at, group } => {
            session.open_project(&at.project)?;
            if let Some(code) = group {
                let group = session.pack_group(code)?;
                if as_json {
                    return json(&group);
                }
                for (heading, text) in &group.cells {
                    line!("{heading}: {text}");
                }
                return Ok(());
            }
            let sheet = session.pack_sheet()?;
            if as_json {
                return json(&sheet);
            }
            print::pack(&sheet, words);
            return Ok(());
        }
        Policy::Diff { at, against } => {
            session.open_project(&at.project)?;
            let table = session.pack_difference(against.as_deref())?;
            if as_json {
                return json(&table);
            }
            print::table(&table, words);
            return Ok(());
        }
        Policy::Save { at, out } => {
            session.open_project(&at.project)?;
            session.save_pack(out)?;
            line!("{}", out.display());
            return Ok(());
        }
        Policy::Set { at, value: given } => {
            session.open_project(&at.project)?;
            let stated = value(&session.pack_sheet()?, given)?;
            let mut edits = vec![PackEdit::SetValue {
                parameter: given.parameter.clone(),
                replaces: given.replaces.clone(),
                value: stated,
            }];
            edits.extend(cases(&given.case)?);
            return told(&session.edit_pack(&edits)?, as_json, words);
        }
        Policy::Remove {
            at,
            parameter,
            from,
            source,
        } => {
            let edit = match (parameter, from, source) {
                (Some(parameter), Some(from), _) => PackEdit::RemoveValue {
                    parameter: parameter.clone(),
                    from: from.clone(),
                },
                (_, _, source) => PackEdit::RemoveSource {
                    id: source.clone().unwrap_or_default(),
                },
            };
            (at, edit)
        }
        Policy::Source { at, source } => {
            let source = PackSource {
                id: source.id.clone(),
                number: source.number.clone(),
                title: source.title.clone(),
                issuer: source.issuer.clone(),
                issued: source.issued.clone(),
                effective: source.effective.clone(),
                link: source.link.clone(),
                level: source.level.clone(),
            };
            (at, PackEdit::PutSource { source })
        }
        Policy::Close {
            at,
            matter,
            answer,
            source,
        } => (
            at,
            PackEdit::CloseOpen {
                matter: matter.clone(),
                answer: answer.clone(),
                source: source.clone(),
            },
        ),
        Policy::Group {
            at,
            code,
            cell,
            source,
        } => {
            let cells = cell.iter().map(|cell| pair(cell)).collect::<Answer<_>>()?;
            let edit = PackEdit::SetGroup {
                code: code.clone(),
                cells,
                source: source.clone(),
            };
            (at, edit)
        }
    };
    session.open_project(&at.project)?;
    told(&session.edit_pack(&[edits])?, as_json, words)
}
