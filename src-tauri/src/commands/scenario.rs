//! What if.

use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use yingheng_app::messages::Language;
use yingheng_app::session::{Answer, lever_catalogue as all_levers};
use yingheng_app::wire::{
    Exported, GuardLine, ImportedScenario, LeverInfo, LeverState, MergeAnswer, MergeRequest, Page,
    SaveScenario, SavedScenario, ScenarioAnswer, ScenarioRequest, ScenarioSnapshot, Table,
};

use crate::desk::Desk;

/// Levers with their present values.
#[tauri::command(async)]
pub fn scenario_levers(desk: State<'_, Desk>) -> Answer<Vec<LeverState>> {
    desk.session()?.levers()
}

/// A what-if against the baseline.
#[tauri::command(async)]
pub fn scenario_try(desk: State<'_, Desk>, request: ScenarioRequest) -> Answer<ScenarioAnswer> {
    desk.session()?.try_scenario(&request)
}

/// Keeps a what-if.
#[tauri::command(async)]
pub fn scenario_save(desk: State<'_, Desk>, request: SaveScenario) -> Answer<SavedScenario> {
    desk.session()?.save_scenario(&request)
}

/// Kept what-ifs.
#[tauri::command(async)]
pub fn scenario_list(desk: State<'_, Desk>) -> Answer<Vec<SavedScenario>> {
    desk.session()?.scenarios()
}

/// Removes one; says whether it was there.
#[tauri::command(async)]
pub fn scenario_delete(desk: State<'_, Desk>, id: String) -> Answer<bool> {
    desk.session()?.delete_scenario(&id)
}

/// Kept what-ifs beside the baseline.
#[tauri::command(async)]
pub fn scenario_compare(desk: State<'_, Desk>, ids: Vec<String>) -> Answer<Page> {
    desk.session()?.compare_scenarios(&ids)
}

/// The joint effect of overrides shared among them.
#[tauri::command(async)]
pub fn scenario_attribute(desk: State<'_, Desk>, request: ScenarioRequest) -> Answer<Page> {
    desk.session()?.attribute(&request)
}

/// Snapshots of a kept what-if.
#[tauri::command(async)]
pub fn scenario_snapshots(desk: State<'_, Desk>, id: String) -> Answer<Vec<ScenarioSnapshot>> {
    desk.session()?.scenario_snapshots(&id)
}

/// Keeps a snapshot of it; answers all of them.
#[tauri::command(async)]
pub fn scenario_snapshot_keep(
    desk: State<'_, Desk>,
    id: String,
    name: String,
) -> Answer<Vec<ScenarioSnapshot>> {
    let mut session = desk.session()?;
    session.keep_scenario_snapshot(&id, &name)?;
    session.scenario_snapshots(&id)
}

/// Puts a snapshot back.
#[tauri::command(async)]
pub fn scenario_snapshot_restore(
    desk: State<'_, Desk>,
    id: String,
    name: String,
) -> Answer<SavedScenario> {
    desk.session()?.restore_scenario_snapshot(&id, &name)
}

/// Takes chosen changes of one what-if into another.
#[tauri::command(async)]
pub fn scenario_merge(desk: State<'_, Desk>, request: MergeRequest) -> Answer<MergeAnswer> {
    desk.session()?.merge_scenarios(&request)
}

/// Guards as set.
#[tauri::command(async)]
pub fn guards(desk: State<'_, Desk>) -> Answer<Vec<GuardLine>> {
    desk.session()?.guards()
}

/// How they stand in the baseline.
#[tauri::command(async)]
pub fn guard_readings(desk: State<'_, Desk>) -> Answer<Table> {
    desk.session()?.guard_readings()
}

/// Sets them.
#[tauri::command(async)]
pub fn change_guards(desk: State<'_, Desk>, lines: Vec<GuardLine>) -> Answer<Vec<GuardLine>> {
    let mut session = desk.session()?;
    session.change_guards(&lines)?;
    session.guards()
}

/// Every lever with meaning, formula, inputs, sources, guards and worked figures.
#[tauri::command(async)]
pub fn lever_catalogue() -> Vec<LeverInfo> {
    all_levers()
}

/// What the sources of levers say against one another.
#[tauri::command(async)]
pub fn lever_conflicts(desk: State<'_, Desk>) -> Answer<Table> {
    desk.session()?.lever_conflicts()
}

/// Asks where, and writes a scenario as text or workbook; none when the user changes their mind.
#[tauri::command(async)]
pub fn scenario_export(
    app: AppHandle,
    desk: State<'_, Desk>,
    scenario: SavedScenario,
    language: String,
) -> Answer<Option<Exported>> {
    let chosen = app
        .dialog()
        .file()
        .add_filter("Excel", &["xlsx"])
        .add_filter("TOML", &["toml"])
        .set_file_name("方案 scenario.xlsx")
        .blocking_save_file();
    let language = Language::from_tag(&language).unwrap_or(Language::Chinese);
    match chosen.and_then(|file| file.into_path().ok()) {
        Some(path) => desk
            .session()?
            .export_scenario(&scenario, &path, language)
            .map(Some),
        None => Ok(None),
    }
}

/// Asks for a scenario file and reads it; keeps nothing; none when the user changes their mind.
#[tauri::command(async)]
pub fn scenario_import(app: AppHandle, desk: State<'_, Desk>) -> Answer<Option<ImportedScenario>> {
    let chosen = app
        .dialog()
        .file()
        .add_filter("Excel, TOML", &["xlsx", "toml"])
        .blocking_pick_file();
    match chosen.and_then(|file| file.into_path().ok()) {
        Some(path) => desk.session()?.import_scenario(&path).map(Some),
        None => Ok(None),
    }
}
