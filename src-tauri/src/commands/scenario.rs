//! What if.

use tauri::State;
use yingheng_app::session::Answer;
use yingheng_app::wire::{
    LeverState, Page, SaveScenario, SavedScenario, ScenarioAnswer, ScenarioRequest,
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
    Ok(Page {
        tables: desk.session()?.compare_scenarios(&ids)?,
        ..Page::default()
    })
}
