//! What if, kept scenarios, scenario files, the catalogue of levers.

use std::path::PathBuf;

use clap::Args;
use yingheng_app::messages::{Catalogue, Language};
use yingheng_app::session::{Answer, Session, lever_catalogue};
use yingheng_app::wire::{
    Failure, LeverInfo, Message, Override, SaveScenario, SavedScenario, ScenarioRequest,
};

use super::arguments::Levers;
use super::{json, print};

/// Where a scenario comes from and goes to.
#[derive(Args)]
pub struct Files {
    /// 方案文件(.toml 或 .xlsx),其中的杠杆先于选项 / scenario file; its levers come before those of the options
    #[arg(long)]
    file: Option<PathBuf>,
    /// 已保存的方案 / a kept scenario by its key
    #[arg(long, conflicts_with = "file")]
    kept: Option<String>,
    /// 以此名称保存 / keep it under this name
    #[arg(long)]
    keep: Option<String>,
    /// 导出到文件(.toml 或 .xlsx)/ write it to a file
    #[arg(long)]
    export: Option<PathBuf>,
    /// 列出已保存的方案 / list what is kept
    #[arg(long)]
    list: bool,
}

pub fn act(
    session: &mut Session,
    levers: &Levers,
    files: &Files,
    (as_json, language): (bool, Language),
    words: &Catalogue,
) -> Answer<()> {
    if files.list {
        let kept = session.scenarios()?;
        if as_json {
            return json(&kept);
        }
        for one in kept {
            line!("{}  {}  ({})", one.id, one.name, one.overrides.len());
        }
        return Ok(());
    }
    let mut scenario = start(session, files, words)?;
    let one = |(lever, value, group): (&str, String, Option<String>)| Override {
        lever: lever.to_owned(),
        value,
        target_kind: group
            .as_ref()
            .map(|_| "group".to_owned())
            .unwrap_or_default(),
        target: group.unwrap_or_default(),
        ..Override::default()
    };
    scenario
        .overrides
        .extend(levers.given().into_iter().map(one));
    if let Some(name) = &files.keep {
        let id = Some(scenario.id.clone()).filter(|id| !id.is_empty());
        scenario = session.save_scenario(&SaveScenario {
            id,
            name: name.clone(),
            overrides: scenario.overrides,
        })?;
    }
    if let Some(path) = &files.export {
        session.export_scenario(&scenario, path, language)?;
    }
    let request = ScenarioRequest {
        overrides: scenario.overrides,
    };
    let answer = session.try_scenario(&request)?;
    if as_json {
        return json(&answer);
    }
    print::kpis(&answer.kpis, words);
    for table in answer.tables.iter().skip(1) {
        print::table(table, words);
    }
    print::issues(&answer.issues, words);
    Ok(())
}

/// The scenario of the file or the kept one; empty without either.
fn start(session: &Session, files: &Files, words: &Catalogue) -> Answer<SavedScenario> {
    if let Some(path) = &files.file {
        let read = session.import_scenario(path)?;
        print::issues(&read.changes, words);
        print::issues(&read.refused, words);
        return Ok(read.scenario);
    }
    if let Some(id) = &files.kept {
        let found = session.scenarios()?.into_iter().find(|own| own.id == *id);
        return found.ok_or_else(|| Failure::new("error.no_such_scenario").with("id", id));
    }
    Ok(SavedScenario {
        id: String::new(),
        name: String::new(),
        overrides: Vec::new(),
    })
}

/// The catalogue of levers, by family.
pub fn levers(as_json: bool, words: &Catalogue) -> Answer<()> {
    let all = lever_catalogue();
    if as_json {
        return json(&all);
    }
    let say = |key: String| words.text(&Message::new(key));
    let mut family = String::new();
    for own in &all {
        if own.family != family {
            family.clone_from(&own.family);
            line!("\n== {}", say(format!("lever_family.{family}")));
        }
        lever(own, &say, words);
    }
    Ok(())
}

fn lever(own: &LeverInfo, say: &dyn Fn(String) -> String, words: &Catalogue) {
    line!(
        "\n{} [{}, {}]",
        words.text(&own.label),
        own.lever,
        say(format!("lever_unit.{}", own.measure))
    );
    line!("  {}", words.text(&own.meaning));
    line!("  {}", words.text(&own.formula));
    for one in &own.parameters {
        let unit = say(format!("lever_unit.{}", one.measure));
        let given = one.default.clone().unwrap_or_default();
        let mark = if one.required { "*" } else { " " };
        line!(
            "  {mark} {} = {} ({unit}) {given}",
            one.key,
            words.text(&one.label)
        );
    }
    let named = |family: &str, keys: &[String]| -> String {
        let all: Vec<String> = keys
            .iter()
            .map(|key| say(format!("{family}.{key}")))
            .collect();
        all.join(", ")
    };
    line!("  → {}", named("lever_target", &own.targets));
    if !own.guards.is_empty() {
        line!("  ! {}", named("guard", &own.guards));
    }
    line!("  # {}", own.sources.join(", "));
    for one in &own.examples {
        let numbers: Vec<String> = one
            .parameters
            .iter()
            .map(|(key, value)| format!("{key} {value}"))
            .collect();
        line!(
            "  {}: {} {} = {}",
            one.source,
            one.value,
            numbers.join(", "),
            one.answer
        );
    }
}
