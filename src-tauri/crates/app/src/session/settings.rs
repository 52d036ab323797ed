//! What is decided in a project beside its data: payment rules, plan, facility, fixed share of given costs.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use yingheng_core::facts::Facts;
use yingheng_core::issue::{Issue, Message, Place, Severity};
use yingheng_core::policy::{PolicyPack, tariff_from_mean_cost};
use yingheng_core::quantity::Fraction;
use yingheng_core::report::publish;
use yingheng_io::pack_files::{self, PackError};

use super::{Answer, Session, templates};
use crate::wire::{self, Failure, PolicyOption, PolicySource, Settings, StatedShare};

/// Whether any case brings its cost with it.
pub(super) fn cost_given(facts: &Facts) -> bool {
    facts.cases.given_cost.iter().any(Option::is_some)
}

/// Facilities that occur in the cases, by code.
fn facilities(facts: &Facts) -> BTreeSet<&str> {
    facts
        .cases
        .facilities
        .iter()
        .map(String::as_str)
        .filter(|code| !code.is_empty())
        .collect()
}

/// The names of a pack; of one made by the program, its message.
pub(super) fn name_of(pack: &PolicyPack) -> wire::Message {
    if let Some(key) = pack.name.strip_prefix('@') {
        return wire::Message::new(key);
    }
    wire::Message::new("policy.named")
        .with("pack", pack.name.clone())
        .with("pack_en", pack.name_en.clone())
}

pub(super) fn certainty(level: yingheng_core::policy::Certainty) -> wire::Message {
    wire::Message::new(format!("certainty.{}", level.key()))
}

fn option(id: String, pack: &PolicyPack) -> PolicyOption {
    let sources = pack.sources.values().map(|source| PolicySource {
        number: source.number.clone(),
        title: source.title.clone(),
        issuer: source.issuer.clone(),
        certainty: certainty(source.certainty),
    });
    PolicyOption {
        id,
        name: name_of(pack),
        certainty: Some(certainty(pack.certainty())),
        synthetic: pack.synthetic,
        frame: pack.frame_refusal("policy.frame").map(wire::Message::from),
        sources: sources.collect(),
        faults: Vec::new(),
        notices: pack.review().into_iter().map(wire::Issue::from).collect(),
    }
}

fn refused(id: String, name: wire::Message, faults: Vec<Issue>) -> PolicyOption {
    PolicyOption {
        id,
        name,
        certainty: None,
        synthetic: false,
        frame: None,
        sources: Vec::new(),
        notices: Vec::new(),
        faults: faults.into_iter().map(wire::Issue::from).collect(),
    }
}

fn fault(message: Message) -> Issue {
    Issue {
        severity: Severity::Error,
        message,
        place: Place::default(),
    }
}

/// The pack made of this extract's mean cost per group, or why there is none.
fn tariff(facts: &Facts) -> PolicyOption {
    let id = templates::TARIFF.to_owned();
    match tariff_from_mean_cost(facts) {
        Ok(pack) => option(id, &pack),
        Err(reason) => refused(
            id,
            wire::Message::new("policy.tariff_mean_cost"),
            vec![fault(Message::from(&reason))],
        ),
    }
}

/// `60%` or `0.6`, from 0 to 1.
fn share(text: &str) -> Answer<Fraction> {
    let wrong = || Failure::new("error.number").with("text", text);
    let trimmed = text.trim();
    let number = |digits: &str| digits.trim().parse::<Fraction>().map_err(|_| wrong());
    let value = match trimmed.strip_suffix('%') {
        Some(digits) => number(digits)? * &Fraction::new(1, 100).unwrap_or_default(),
        None => number(trimmed)?,
    };
    if value.is_negative() || value > Fraction::one() {
        return Err(Failure::new("error.share").with("text", text));
    }
    Ok(value)
}

/// A pack as a choice, or why it does not load.
fn found(id: String, pack: Result<PolicyPack, PackError>) -> PolicyOption {
    let unnamed = || wire::Message::new("policy.unnamed").with("id", id.clone());
    match pack {
        Ok(pack) => option(id, &pack),
        Err(PackError::Refused(faults)) => refused(id.clone(), unnamed(), faults),
        Err(PackError::Io { path, cause }) => {
            let told = Message::new("error.file")
                .with("file", path)
                .with("detail", cause.to_string());
            refused(id.clone(), unnamed(), vec![fault(told)])
        }
    }
}

impl Session {
    /// The policy packs that come with the program, frames included.
    /// 随程序提供的政策包
    ///
    /// # Errors
    /// The folder of packs cannot be read.
    pub fn packs(&self) -> Answer<Vec<PolicyOption>> {
        let root = self.surroundings.templates.join("policy");
        let listed = pack_files::list(&root).map_err(templates::refused)?;
        let listed = listed.into_iter();
        Ok(listed
            .map(|own| found(pack_id(&root, &own.folder), own.pack))
            .collect())
    }

    /// A pack somebody is writing: loaded and proved by its own worked cases, with every fault found.
    /// 检查政策包
    pub fn check_pack(folder: &Path) -> PolicyOption {
        let id = folder.display().to_string();
        let code = match (folder.is_dir(), folder.join("pack.toml").is_file()) {
            (_, true) => {
                let mut told = found(id, pack_files::load(folder));
                if !told.faults.is_empty()
                    && let Some(draft) = pack_files::drafted(folder)
                {
                    let notices = draft.review().into_iter();
                    told.notices = notices.map(wire::Issue::from).collect();
                }
                return told;
            }
            (true, false) => "error.no_pack_in_folder",
            (false, false) => "error.no_pack_folder",
        };
        let told = Message::new(code).with("folder", id.as_str());
        let unnamed = wire::Message::new("policy.unnamed").with("id", id.clone());
        refused(id, unnamed, vec![fault(told)])
    }

    /// What is decided in the open project, and what can be chosen instead.
    ///
    /// # Errors
    /// Nothing open, or the project file or the folder of packs cannot be read.
    pub fn settings(&mut self) -> Answer<Settings> {
        let choice = self.opened()?.project.policy()?;
        let plan = self.opened()?.project.plan()?.unwrap_or_default();
        let mut policies = self.packs()?;
        let (made, own, found, given) = self.with_facts(|facts| {
            let own = choice
                .as_ref()
                .filter(|choice| {
                    choice.id != templates::TARIFF
                        && policies.iter().all(|known| known.id != choice.id)
                })
                .and_then(|choice| {
                    let pack = templates::pack(&choice.id, &choice.content, facts).ok()?;
                    let mut own = option(choice.id.clone(), &pack);
                    if choice.id.starts_with(super::pack::OWN) {
                        own.name = super::pack::own_name(&pack);
                    }
                    Some(own)
                });
            let found: Vec<String> = facilities(facts).into_iter().map(str::to_owned).collect();
            (tariff(facts), own, found, cost_given(facts))
        })?;
        policies.push(made);
        policies.extend(own);
        Ok(Settings {
            policies,
            policy: choice.map(|choice| choice.id),
            facilities: found,
            facility: plan.facility,
            cost_given: given,
            fixed_share: plan.stated_fixed_share.map(|share| StatedShare {
                percent: publish::exact(&(share * &Fraction::from(100)), 0),
                source: plan.stated_fixed_share_source,
            }),
        })
    }

    /// Facts of the open project, also where nothing can be computed of them.
    pub(super) fn with_facts<T>(&mut self, read: impl FnOnce(&Facts) -> T) -> Answer<T> {
        // The computed ones when there are: reading them again would take as long as the whole page.
        if self.baseline().is_ok() {
            return Ok(read(&self.baseline()?.facts));
        }
        let (facts, _) = self.opened()?.project.facts()?;
        Ok(read(&facts))
    }

    /// Content of a pack by id or folder; the tariff has none.
    pub(super) fn policy_content(&self, policy: &str) -> Answer<String> {
        if policy == templates::TARIFF {
            return Ok(String::new());
        }
        templates::pack_content(&self.pack_folder(policy)?.1)
    }

    /// Id and folder of a pack: one that comes with the program by its id, any other by its folder. Of a folder the
    /// project keeps the name only: where it lies on this machine is nobody else's business.
    ///
    /// # Errors
    /// `error.no_such_policy` where there is neither, `error.no_pack_in_folder` where the folder holds no pack.
    pub(super) fn pack_folder(&self, policy: &str) -> Answer<(String, PathBuf)> {
        let plain = Path::new(policy)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        let shipped = self.surroundings.templates.join("policy").join(policy);
        if plain && shipped.join("pack.toml").is_file() {
            return Ok((policy.to_owned(), shipped));
        }
        let folder = PathBuf::from(policy);
        if !folder.is_dir() {
            return Err(Failure::new("error.no_such_policy").with("id", policy));
        }
        if !folder.join("pack.toml").is_file() {
            return Err(Failure::new("error.no_pack_in_folder").with("folder", policy));
        }
        let name = std::path::absolute(&folder)
            .ok()
            .and_then(|full| Some(full.file_name()?.to_string_lossy().into_owned()));
        Ok((name.unwrap_or_else(|| policy.to_owned()), folder))
    }

    /// What a project calls the rules it chose.
    pub(super) fn policy_id(&self, policy: &str) -> Answer<String> {
        if policy == templates::TARIFF {
            return Ok(policy.to_owned());
        }
        self.pack_folder(policy).map(|(id, _)| id)
    }

    /// Optional columns of the cases that rules of the pack read and no case states, and those stated that no rule reads.
    /// 规则与病例列对照
    ///
    /// # Errors
    /// Nothing open, or nothing can be computed.
    pub fn case_columns(&mut self) -> Answer<[Vec<&'static str>; 2]> {
        let baseline = self.baseline()?;
        Ok(baseline.policy.columns(&baseline.facts.cases))
    }

    /// Chooses payment rules for the open project: one of those [`Session::settings`] lists, or a folder. Rules that cannot price
    /// this project's cases at all are refused before anything changes.
    ///
    /// # Errors
    /// Nothing open, no such rules, or they do not load.
    pub fn choose_policy(&mut self, policy: &str) -> Answer<()> {
        let content = self.policy_content(policy)?;
        self.with_facts(|facts| templates::pack(policy, &content, facts).map(|_| ()))??;
        let id = self.policy_id(policy)?;
        self.opened_mut()?.project.set_policy(&id, &content)?;
        self.changed();
        Ok(())
    }

    /// Reads a plan file into the open project.
    ///
    /// # Errors
    /// Nothing open, or the file is not a plan.
    pub fn choose_plan(&mut self, path: &Path) -> Answer<()> {
        let plan = self.plan_file(path)?;
        self.keep_plan(&plan, Message::new("plan.from_file"))
    }

    /// Sets the fixed share of costs the file gives per case, as somebody states it: `60%` or `0.6`. An empty text takes
    /// the statement back.
    ///
    /// # Errors
    /// Nothing open, the text is no number, or it lies outside 0–100 %.
    pub fn state_fixed_share(&mut self, text: &str, source: &str) -> Answer<()> {
        let stated = match text.trim() {
            "" => None,
            given => Some(share(given)?),
        };
        let mut plan = self.kept_plan()?;
        plan.stated_fixed_share_source = match stated {
            Some(_) => source.trim().to_owned(),
            None => String::new(),
        };
        plan.stated_fixed_share = stated;
        self.keep_plan(&plan, Message::new("plan.fixed_share_changed"))
    }

    /// Looks at one facility only; `None` for all.
    ///
    /// # Errors
    /// Nothing open, or no case belongs to the facility.
    pub fn choose_facility(&mut self, facility: Option<&str>) -> Answer<()> {
        if let Some(wanted) = facility {
            let known = self.with_facts(|facts| facilities(facts).contains(wanted))?;
            if !known {
                return Err(Failure::new("error.no_such_facility").with("facility", wanted));
            }
        }
        let mut plan = self.kept_plan()?;
        plan.facility = facility.map(str::to_owned);
        self.keep_plan(&plan, Message::new("plan.facility_changed"))
    }
}

/// Id of a shipped pack: its folder below `templates/policy`, with `/` on every system.
fn pack_id(root: &Path, folder: &Path) -> String {
    let below = folder.strip_prefix(root).unwrap_or(folder);
    let parts: Vec<String> = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    parts.join("/")
}
