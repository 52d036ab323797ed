//! 重放: the project's cases under another pack, at another day, or with an overlay; kept with the payment rules.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use yingheng_core::facts::Facts;
use yingheng_core::issue::Message;
use yingheng_core::period::Date;
use yingheng_core::plan::Adjustments;
use yingheng_core::policy::PolicyPack;
use yingheng_core::replay::{Inputs, Replay, replay};
use yingheng_core::report::{Table, policy_diff};
use yingheng_io::pack_files::{self, PackError};

use super::baseline::Baseline;
use super::pages::{replay_charts, replay_tables};
use super::{Answer, Session, export, templates};
use crate::messages::Language;
use crate::wire::{self, Failure, OverlayOption, ReplayAnswer, ReplayChoices};

/// Name under which the project keeps what it compares with, beside the files of its pack.
pub(super) const KEPT: &str = "replay.json";

/// Cases and reasons named on a page.
pub(super) const LISTED: usize = 200;

/// What the cases are paid under instead; kept whole, so that a later program replays the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub(super) enum Kept {
    /// Another pack.
    Pack {
        /// Id or folder.
        id: String,
        /// Content as the project keeps packs.
        content: String,
    },
    /// The same pack at one day.
    Day {
        /// The day.
        day: String,
    },
    /// The same pack with an overlay.
    Overlay {
        /// Text of the overlay file.
        text: String,
    },
}

/// Other rules beside the baseline.
/// 重放对照
pub struct Against {
    /// What they are, in words.
    pub name: Message,
    /// The rules.
    pub pack: PolicyPack,
    /// The day, where it is the same pack read at one.
    pub read_at: Option<Date>,
    found: OnceLock<Replay>,
}

fn fault(message: Message) -> Failure {
    wire::Message::from(message).into()
}

impl Kept {
    /// What the log calls it.
    fn label(&self) -> String {
        match self {
            Self::Pack { id, .. } => id.clone(),
            Self::Day { day } => day.clone(),
            Self::Overlay { text } => pack_files::parse_overlay(text)
                .map(|overlay| overlay.why)
                .unwrap_or_default(),
        }
    }

    /// The rules to compare with, made of the project's own where they are a day or an overlay.
    pub(super) fn against(&self, own: &PolicyPack, facts: &Facts) -> Answer<Against> {
        let (name, pack, read_at) = match self {
            Self::Pack { id, content } => {
                let pack = templates::pack(id, content, facts)?;
                let name = match pack.name.strip_prefix('@') {
                    Some(key) => Message::new("replay.against_pack")
                        .with("pack", format!("@{key}"))
                        .with("pack_en", format!("@{key}")),
                    None => Message::new("replay.against_pack")
                        .with("pack", pack.name.as_str())
                        .with("pack_en", pack.name_en.as_str()),
                };
                (name, pack, None)
            }
            Self::Day { day } => {
                let at: Date = day
                    .parse()
                    .map_err(|_| Failure::new("error.replay_day").with("text", day.as_str()))?;
                let name = Message::new("replay.against_day").with("day", at.to_string());
                (name, own.read_at(at), Some(at))
            }
            Self::Overlay { text } => {
                let overlay = pack_files::parse_overlay(text)
                    .map_err(|issues| templates::refused(PackError::Refused(issues)))?;
                let pack = own.overlaid(&overlay).map_err(|faults| {
                    let first = faults.into_iter().next();
                    first.map_or_else(|| Failure::new("error.pack").with("detail", ""), fault)
                })?;
                let name = Message::new("replay.against_overlay")
                    .with("why", overlay.why.as_str())
                    .with("who", overlay.who.as_str());
                (name, pack, None)
            }
        };
        Ok(Against {
            name,
            pack,
            read_at,
            found: OnceLock::new(),
        })
    }
}

impl Against {
    /// The replay, computed when first looked at.
    pub fn found(&self, baseline: &Baseline) -> &Replay {
        self.found.get_or_init(|| self.replayed(baseline, LISTED))
    }

    /// The replay with this many cases named.
    pub(super) fn replayed(&self, baseline: &Baseline, listed: usize) -> Replay {
        let adjustments = Adjustments::default();
        let inputs = Inputs {
            facts: &baseline.facts,
            plan: &baseline.plan,
            adjustments: &adjustments,
            before: &baseline.policy,
            after: &self.pack,
        };
        replay(&inputs, listed)
    }
}

/// The files a project keeps for its pack, with what stands beside them.
fn files(content: &str) -> Answer<BTreeMap<String, String>> {
    if content.is_empty() {
        return Ok(BTreeMap::new());
    }
    serde_json::from_str(content)
        .map_err(|error| Failure::new("error.pack").with("detail", error.to_string()))
}

fn json(value: &impl Serialize) -> Answer<String> {
    serde_json::to_string(value)
        .map_err(|error| Failure::new("error.pack").with("detail", error.to_string()))
}

/// What the project's content says it compares with.
pub(super) fn kept(content: &str) -> Answer<Option<Kept>> {
    let Some(text) = files(content)?.remove(KEPT) else {
        return Ok(None);
    };
    serde_json::from_str(&text)
        .map(Some)
        .map_err(|error| Failure::new("error.pack").with("detail", error.to_string()))
}

/// Overlay files below a folder of packs, two folders deep, by path.
fn overlay_files(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![(root.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() && depth < 3 {
                folders.push((path, depth + 1));
            } else if name.starts_with("overlay-") && name.ends_with(".toml") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

impl Session {
    fn policies(&self) -> PathBuf {
        self.surroundings.templates.join("policy")
    }

    /// What the cases can be paid under instead, and what is compared now.
    /// 重放的对照
    ///
    /// # Errors
    /// Nothing open, or nothing to compute.
    pub fn replay_choices(&mut self) -> Answer<ReplayChoices> {
        let root = self.policies();
        let baseline = self.baseline()?;
        let mut overlays = Vec::new();
        for path in overlay_files(&root) {
            let Ok(text) = pack_files::read_overlay(&path) else {
                continue;
            };
            let fits = pack_files::parse_overlay(&text)
                .ok()
                .filter(|overlay| baseline.policy.overlaid(overlay).is_ok());
            if let Some(overlay) = fits {
                let below = path.strip_prefix(&root).unwrap_or(&path);
                let parts = below.components();
                let parts: Vec<String> = parts
                    .map(|part| part.as_os_str().to_string_lossy().into_owned())
                    .collect();
                overlays.push(OverlayOption {
                    id: parts.join("/"),
                    name: overlay.why,
                });
            }
        }
        let days = baseline.policy.change_days().into_iter();
        Ok(ReplayChoices {
            days: days.map(|day| day.to_string()).collect(),
            overlays,
            present: baseline
                .against
                .as_ref()
                .map(|against| against.name.clone().into()),
        })
    }

    /// What a choice names: `pack` with an id or folder, `day` with a date, `overlay` with a file.
    fn named(&self, kind: &str, id: &str) -> Answer<Kept> {
        match kind {
            "pack" => {
                let content = self.policy_content(id)?;
                let id = self.policy_id(id)?;
                Ok(Kept::Pack { id, content })
            }
            "day" => Ok(Kept::Day {
                day: id.trim().to_owned(),
            }),
            "overlay" => {
                let shipped = self.policies().join(id);
                let plain = Path::new(id)
                    .components()
                    .all(|part| matches!(part, Component::Normal(_)));
                let path = if plain && shipped.is_file() {
                    shipped
                } else {
                    PathBuf::from(id)
                };
                let text = pack_files::read_overlay(&path).map_err(templates::refused)?;
                Ok(Kept::Overlay { text })
            }
            _ => Err(Failure::new("error.replay_kind").with("kind", kind)),
        }
    }

    /// Compares the project with other rules from now on; an act of its own in the log, that undo takes back. Kind `none`
    /// ends it. What does not fit the project's rules is refused before anything changes.
    ///
    /// # Errors
    /// Nothing open or computable, no such rules, a day that is none, an overlay that does not fit.
    pub fn choose_replay(&mut self, kind: &str, id: &str) -> Answer<()> {
        let wanted = match kind {
            "none" => None,
            _ => Some(self.named(kind, id)?),
        };
        let name = match &wanted {
            None => String::new(),
            Some(kept) => {
                let baseline = self.baseline()?;
                kept.against(&baseline.policy, &baseline.facts)?;
                kept.label()
            }
        };
        let project = &mut self.opened_mut()?.project;
        let choice = project
            .policy()?
            .ok_or_else(|| Failure::new("error.no_policy"))?;
        let mut content = files(&choice.content)?;
        match &wanted {
            None => content.remove(KEPT),
            Some(kept) => content.insert(KEPT.to_owned(), json(kept)?),
        };
        let content = if content.is_empty() {
            String::new()
        } else {
            json(&content)?
        };
        let kind = format!("@replay.kind_{kind}");
        project.keep_replay(&choice.id, &content, [&kind, &name])?;
        self.changed();
        Ok(())
    }

    /// Replays once, without keeping it; without a choice, what the project keeps.
    ///
    /// # Errors
    /// As [`Session::choose_replay`]; `error.no_replay` where nothing is named and nothing kept.
    pub fn replay(&mut self, choice: Option<(&str, &str)>, listed: usize) -> Answer<ReplayAnswer> {
        let (name, tables, charts) = self.replayed(choice, |baseline, against| {
            let found = against.replayed(baseline, listed);
            let tables = replay_tables(baseline, against, &found);
            let charts = replay_charts(baseline, against, &found);
            (against.name.clone(), tables, charts)
        })?;
        Ok(ReplayAnswer {
            against: name.into(),
            tables: tables.into_iter().map(wire::Table::from).collect(),
            charts: charts.into_iter().map(wire::ChartSpec::from).collect(),
        })
    }

    fn replayed<T>(
        &mut self,
        choice: Option<(&str, &str)>,
        read: impl FnOnce(&Baseline, &Against) -> T,
    ) -> Answer<T> {
        let named = match choice {
            Some((kind, id)) => Some(self.named(kind, id)?),
            None => None,
        };
        let baseline = self.baseline()?;
        let made = match named {
            Some(kept) => Some(kept.against(&baseline.policy, &baseline.facts)?),
            None => None,
        };
        let against = made.as_ref().or(baseline.against.as_ref());
        let against = against.ok_or_else(|| Failure::new("error.no_replay"))?;
        Ok(read(baseline, against))
    }

    /// Writes the tables of a replay as CSV into a folder, every moved case named; answers the files.
    ///
    /// # Errors
    /// As [`Session::replay`], or a file cannot be written.
    pub fn export_replay(
        &mut self,
        choice: Option<(&str, &str)>,
        folder: &Path,
        language: Language,
    ) -> Answer<Vec<PathBuf>> {
        let all = usize::MAX;
        let tables = self.replayed(choice, |baseline, against| {
            replay_tables(baseline, against, &against.replayed(baseline, all))
        })?;
        let written = export::write_csv(folder, &tables, language)?;
        self.note_export(folder)?;
        Ok(written)
    }

    /// Two packs side by side, by id or folder.
    /// 政策包比较
    ///
    /// # Errors
    /// A pack that does not load.
    pub fn policy_diff(&self, before: &str, after: &str) -> Answer<wire::Table> {
        let load = |id: &str| {
            let (_, folder) = self.pack_folder(id)?;
            pack_files::load(&folder).map_err(templates::refused)
        };
        Ok(policy_diff::table(&load(before)?, &load(after)?).into())
    }
}

/// The packs compared: not for one pack at two days, where every value would stand.
pub(super) fn differences(baseline: &Baseline) -> Option<Table> {
    let against = baseline
        .against
        .as_ref()
        .filter(|against| against.read_at.is_none())?;
    Some(policy_diff::table(&baseline.policy, &against.pack))
}
