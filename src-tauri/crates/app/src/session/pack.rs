//! The project's policy pack edited: its own copy of the texts, proved by the loader before it takes the old one's place.

use std::path::Path;

use yingheng_core::issue::{Issue, Message};
use yingheng_core::policy::PolicyPack;
use yingheng_core::report::{policy, policy_diff};
use yingheng_io::pack_files::{self, Edit, PackFile};

use super::settings::{certainty, name_of};
use super::{Answer, Session, file_failure, templates};
use crate::wire::{
    self, Exported, Failure, PackAnswer, PackEdit, PackGroup, PackMatter, PackParameter, PackSheet,
};

/// Before the id of a pack that was edited in the project.
pub(super) const OWN: &str = "own:";

fn both(text: &(String, String)) -> wire::Message {
    wire::Message::new("year.name")
        .with("zh", text.0.clone())
        .with("en", text.1.clone())
}

fn first(faults: Vec<Issue>) -> Failure {
    templates::refused(pack_files::PackError::Refused(faults))
}

/// An edit in the words of the log.
fn said(edit: &Edit) -> (&'static str, Vec<(&'static str, String)>) {
    match edit {
        Edit::SetValue {
            parameter,
            replaces,
            value,
        } => {
            let key = match replaces {
                Some(_) => "act.pack_value_corrected",
                None => "act.pack_value_added",
            };
            let rows = value.rows.iter();
            let rows: Vec<String> = rows.map(|(key, own)| format!("{key}: {own}")).collect();
            let told = format!("{} {} {}", value.compare, value.number, rows.join(", "));
            let words = vec![
                ("parameter", parameter.clone()),
                ("from", value.from.clone()),
                ("value", told.trim().to_owned()),
                ("source", value.source.clone()),
            ];
            (key, words)
        }
        Edit::RemoveValue { parameter, from } => (
            "act.pack_value_removed",
            vec![("parameter", parameter.clone()), ("from", from.clone())],
        ),
        Edit::PutSource { source } => (
            "act.pack_source_put",
            vec![
                ("source", source.id.clone()),
                ("title", source.title.clone()),
            ],
        ),
        Edit::RemoveSource { id } => ("act.pack_source_removed", vec![("source", id.clone())]),
        Edit::CloseOpen {
            matter,
            answer,
            source,
        } => (
            "act.pack_closed",
            vec![
                ("matter", matter.clone()),
                ("answer", answer.clone()),
                ("source", source.clone()),
            ],
        ),
        Edit::SetGroup {
            code,
            cells,
            source,
        } => {
            let cells = cells.iter();
            let cells: Vec<String> = cells.map(|(name, own)| format!("{name}: {own}")).collect();
            let words = vec![
                ("group", code.clone()),
                ("value", cells.join(", ")),
                ("source", source.clone()),
            ];
            ("act.pack_group_set", words)
        }
        Edit::SetCase { id, .. } => ("act.pack_case_set", vec![("case", id.clone())]),
    }
}

impl Session {
    /// The files of the project's pack, and the id of the pack they come from; the tariff is written out.
    fn pack_texts(&mut self) -> Answer<(String, Vec<PackFile>)> {
        let choice = self.opened()?.project.policy()?;
        let choice = choice.ok_or_else(|| Failure::new("error.no_pack_chosen"))?;
        if choice.id == templates::TARIFF {
            let pack = self.with_facts(|facts| templates::pack(&choice.id, "", facts))??;
            let files = pack_files::tariff_files(&pack);
            return Ok((
                choice.id,
                files.ok_or_else(|| Failure::new("error.no_pack_chosen"))?,
            ));
        }
        Ok((choice.id, templates::pack_texts(&choice.content)?))
    }

    /// The pack the project computes under, as it is written.
    /// 政策包编辑表
    ///
    /// # Errors
    /// Nothing open, no pack chosen, or its texts cannot be read.
    pub fn pack_sheet(&mut self) -> Answer<PackSheet> {
        let (id, files) = self.pack_texts()?;
        let pack = pack_files::parse(&files).map_err(first)?;
        sheet_of(&id, &pack, &files)
    }

    /// One row of the group list of the project's pack.
    ///
    /// # Errors
    /// As [`Session::pack_sheet`]; `pack.edit_no_group`.
    pub fn pack_group(&mut self, code: &str) -> Answer<PackGroup> {
        let (_, files) = self.pack_texts()?;
        let pack = pack_files::parse(&files).map_err(first)?;
        let row = pack_files::group(&files, code)
            .ok_or_else(|| Failure::new("pack.edit_no_group").with("group", code))?;
        let own = pack.groups.get(code).and_then(|row| row.source.clone());
        Ok(PackGroup {
            source: own.unwrap_or_else(|| pack.groups.source.clone()),
            cells: row.cells,
        })
    }

    /// Edits the project's own copy of its pack: all of the edits, or, where the pack would no longer hold or one of its
    /// worked cases no longer come out, none. One act that can be taken back.
    /// 编辑政策包
    ///
    /// # Errors
    /// As [`Session::pack_sheet`], or the project file cannot be written. Faults of the pack are answered, not failures.
    pub fn edit_pack(&mut self, edits: &[PackEdit]) -> Answer<PackAnswer> {
        let (id, before) = self.pack_texts()?;
        let edits: Vec<Edit> = edits.iter().cloned().map(Edit::from).collect();
        let Some(leading) = edits.first() else {
            let sheet = self.pack_sheet()?;
            return Ok(PackAnswer {
                sheet,
                faults: Vec::new(),
            });
        };
        let refused = |session: &mut Self, faults: Vec<Issue>| {
            Ok(PackAnswer {
                sheet: session.pack_sheet()?,
                faults: faults.into_iter().map(wire::Issue::from).collect(),
            })
        };
        let mut files = before;
        for edit in &edits {
            files = match pack_files::edit(&files, edit) {
                Ok(files) => files,
                Err(faults) => return refused(self, faults),
            };
        }
        let pack = match pack_files::parse(&files) {
            Ok(pack) => pack,
            Err(faults) => return refused(self, faults),
        };
        let own = if id.starts_with(OWN) {
            id
        } else {
            format!("{OWN}{id}")
        };
        let (key, words) = said(leading);
        let content = templates::texts_content(&files)?;
        let project = &mut self.opened_mut()?.project;
        project.set_policy_by(&own, &content, key, &words)?;
        self.changed();
        Ok(PackAnswer {
            sheet: sheet_of(&own, &pack, &files)?,
            faults: Vec::new(),
        })
    }

    /// What the project's pack states otherwise than another: the pack it was made of, or one of those
    /// [`Session::settings`] lists.
    /// 与另一政策包比较
    ///
    /// # Errors
    /// As [`Session::pack_sheet`]; no such pack, or it does not load.
    pub fn pack_difference(&mut self, against: Option<&str>) -> Answer<wire::Table> {
        let (id, files) = self.pack_texts()?;
        let after = pack_files::parse(&files).map_err(first)?;
        let other = against.unwrap_or_else(|| id.strip_prefix(OWN).unwrap_or(&id));
        let content = self.policy_content(other)?;
        let before = self.with_facts(|facts| templates::pack(other, &content, facts))??;
        Ok(policy_diff::table(&before, &after).into())
    }

    /// Writes the project's pack as a folder of its own, to be kept, checked and chosen elsewhere.
    /// 另存政策包
    ///
    /// # Errors
    /// As [`Session::pack_sheet`]; `error.pack_folder_taken` where the folder holds a pack already; the system refuses.
    pub fn save_pack(&mut self, folder: &Path) -> Answer<Exported> {
        let (_, files) = self.pack_texts()?;
        let taken = files.iter().any(|file| folder.join(&file.name).exists());
        if taken {
            let shown = folder.display().to_string();
            return Err(Failure::new("error.pack_folder_taken").with("folder", shown));
        }
        let failed = |error: std::io::Error| file_failure(folder, &error);
        std::fs::create_dir_all(folder).map_err(failed)?;
        for file in &files {
            std::fs::write(folder.join(&file.name), &file.bytes).map_err(failed)?;
        }
        let words = [("folder", super::recent::label(folder))];
        self.opened_mut()?.project.note("act.pack_saved", &words)?;
        Ok(super::export::exported(folder))
    }
}

fn sheet_of(id: &str, pack: &PolicyPack, files: &[PackFile]) -> Answer<PackSheet> {
    let sheet = pack_files::sheet(files).map_err(first)?;
    let roles = policy::role_of(pack);
    let parameters = sheet.parameters.into_iter().map(|own| PackParameter {
        role: wire::Message::new(roles(&own.id)),
        open: own.open.as_ref().map(both),
        id: own.id,
        unit: own.unit,
        by: own.by,
        values: own.values.into_iter().map(Into::into).collect(),
    });
    let matter = |text: (String, String), answer: Option<(String, String)>| PackMatter {
        label: both(&text),
        key: text.0,
        source: answer.as_ref().map(|(_, source)| source.clone()),
        answer: answer.map(|(answer, _)| answer),
    };
    let confirmed = sheet.confirmed.into_iter();
    Ok(PackSheet {
        name: name_of(pack),
        own_copy: id.starts_with(OWN),
        id: id.strip_prefix(OWN).unwrap_or(id).to_owned(),
        certainty: certainty(pack.certainty()),
        frame: pack.frame_refusal("policy.frame").map(wire::Message::from),
        parameters: parameters.collect(),
        sources: sheet.sources.into_iter().map(Into::into).collect(),
        open: sheet
            .open
            .into_iter()
            .map(|own| matter(own, None))
            .collect(),
        confirmed: confirmed
            .map(|own| matter(own.matter, Some((own.answer, own.source))))
            .collect(),
        groups: u32::try_from(sheet.groups).unwrap_or(u32::MAX),
        notices: pack.review().into_iter().map(wire::Issue::from).collect(),
    })
}

/// What the log says of an own copy beside the name of its pack.
pub(super) fn own_name(pack: &PolicyPack) -> wire::Message {
    let told = Message::new("policy.own_copy")
        .with("pack", pack.name.as_str())
        .with("pack_en", pack.name_en.as_str());
    told.into()
}
