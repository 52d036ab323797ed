//! Settings of the computation: cost level, remedies of issues, depreciation, earlier versions.

use tauri::State;
use yingheng_app::session::Answer;
use yingheng_app::wire::{AppState, Depreciation, PlanVersion};

use crate::desk::Desk;

/// Chooses the level of the cost ladder that reports run on.
#[tauri::command(async)]
pub fn choose_level(desk: State<'_, Desk>, level: String) -> Answer<AppState> {
    let mut session = desk.session()?;
    session.choose_level(&level)?;
    session.state()
}

/// Puts an issue right as one of its remedies says.
#[tauri::command(async)]
pub fn apply_remedy(desk: State<'_, Desk>, key: String) -> Answer<AppState> {
    let mut session = desk.session()?;
    session.apply_remedy(&key)?;
    session.state()
}

/// Goes back to an earlier version of the settings.
#[tauri::command(async)]
pub fn restore_plan(desk: State<'_, Desk>, number: u32) -> Answer<AppState> {
    let mut session = desk.session()?;
    session.restore_plan(number)?;
    session.state()
}

/// Versions of the settings, the newest first.
#[tauri::command(async)]
pub fn plan_versions(desk: State<'_, Desk>) -> Answer<Vec<PlanVersion>> {
    desk.session()?.plan_versions()
}

/// How assets are charged, and their usual lives.
#[tauri::command(async)]
pub fn depreciation(desk: State<'_, Desk>) -> Answer<Depreciation> {
    desk.session()?.depreciation()
}

/// Keeps how assets are charged, and their usual lives.
#[tauri::command(async)]
pub fn change_depreciation(desk: State<'_, Desk>, depreciation: Depreciation) -> Answer<AppState> {
    let mut session = desk.session()?;
    session.change_depreciation(&depreciation)?;
    session.state()
}
