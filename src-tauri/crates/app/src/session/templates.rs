//! Plan and policy packs from the templates folder.

use std::collections::BTreeMap;
use std::path::Path;

use yingheng_core::facts::Facts;
use yingheng_core::plan::{LifeRule, Plan};
use yingheng_core::policy::{PolicyPack, tariff_from_mean_cost};
use yingheng_core::quantity::{Computed, Reason};
use yingheng_core::report::forms::FormDefinition;
use yingheng_core::takeover::ReferenceRatio;
use yingheng_io::form_files::{self, FormFileError};
use yingheng_io::pack_files::{self, PackError, PackFile};

use super::{Answer, file_failure};
use crate::wire::Failure;

/// Id of the pack that is made of the cases' own mean costs.
pub const TARIFF: &str = "tariff";

/// A plan file.
pub fn plan(path: &Path) -> Answer<Plan> {
    read(path)
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Answer<T> {
    let text = std::fs::read_to_string(path).map_err(|error| file_failure(path, &error))?;
    toml::from_str(&text).map_err(|error| {
        Failure::new("error.plan")
            .with("file", path.display().to_string())
            .with("detail", error.message().to_owned())
    })
}

/// Usual lives of assets as `import/assets/lives.toml` holds them.
#[derive(serde::Deserialize)]
struct Lives {
    #[serde(default)]
    life: Vec<LifeRule>,
}

/// A plan that says nothing about the lives of assets gets the table of the templates folder; from then on they are the
/// project's own.
/// 折旧年限表
pub fn with_lives(mut plan: Plan, templates: &Path) -> Answer<Plan> {
    if plan.asset_lives.is_empty() {
        plan.asset_lives = read::<Lives>(&templates.join("import/assets/lives.toml"))?.life;
    }
    Ok(plan)
}

/// Reference ratios as `takeover/ratios.toml` holds them.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Ratios {
    #[serde(default)]
    ratio: Vec<ReferenceRatio>,
}

/// Reference ratios; a file that cannot be read keeps the range from being computed and nothing else.
/// 参考比例
pub fn ratios(templates: &Path) -> Computed<Vec<ReferenceRatio>> {
    let file = templates.join("takeover/ratios.toml");
    let unread = |detail: String| Reason::new("takeover.reason_unread").with("detail", detail);
    let text = std::fs::read_to_string(&file).map_err(|error| unread(error.kind().to_string()))?;
    let found: Ratios =
        toml::from_str(&text).map_err(|error| unread(error.message().to_owned()))?;
    ReferenceRatio::check(&found.ratio)?;
    Ok(found.ratio)
}

/// Definitions of the official forms.
pub fn forms(folder: &Path) -> Answer<Vec<FormDefinition>> {
    form_files::read_folder(folder).map_err(|error| match error {
        FormFileError::Io { path, cause } => file_failure(Path::new(&path), &cause),
        FormFileError::Shape { path, detail } => Failure::new("error.form_file")
            .with("file", path)
            .with("detail", detail),
    })
}

/// Content of a pack folder as the project keeps it: its files by name.
pub fn pack_content(folder: &Path) -> Answer<String> {
    let files = pack_files::read_folder(folder).map_err(refused)?;
    pack_files::parse(&files).map_err(|issues| refused(PackError::Refused(issues)))?;
    texts_content(&files)
}

/// The files of a pack as the project keeps them: texts by name.
pub fn texts_content(files: &[PackFile]) -> Answer<String> {
    let text = |file: &PackFile| String::from_utf8_lossy(&file.bytes).into_owned();
    let texts: BTreeMap<&str, String> = files
        .iter()
        .map(|file| (file.name.as_str(), text(file)))
        .collect();
    serde_json::to_string(&texts)
        .map_err(|error| Failure::new("error.pack").with("detail", error.to_string()))
}

/// The files a project keeps of its pack.
pub fn pack_texts(content: &str) -> Answer<Vec<PackFile>> {
    let texts: BTreeMap<String, String> = serde_json::from_str(content)
        .map_err(|error| Failure::new("error.pack").with("detail", error.to_string()))?;
    let files = texts.into_iter().map(|(name, text)| PackFile {
        name,
        bytes: text.into_bytes(),
    });
    Ok(files.collect())
}

/// The pack a project keeps; the tariff is made anew of the facts.
pub fn pack(id: &str, content: &str, facts: &Facts) -> Answer<PolicyPack> {
    if id == TARIFF {
        return tariff_from_mean_cost(facts).map_err(|reason| {
            let reason: crate::wire::Reason = reason.into();
            Failure {
                code: reason.code,
                arguments: reason.arguments,
            }
        });
    }
    let files = pack_texts(content)?;
    pack_files::parse(&files).map_err(|issues| refused(PackError::Refused(issues)))
}

/// A pack that does not load, by its first fault.
pub fn refused(error: PackError) -> Failure {
    match error {
        PackError::Io { path, cause } => file_failure(Path::new(&path), &cause),
        PackError::Refused(issues) => match issues.into_iter().next() {
            Some(first) => crate::wire::Message::from(first.message).into(),
            None => Failure::new("error.pack").with("detail", String::new()),
        },
    }
}
