//! Settings of the computation: cost level, remedies of issues, earlier versions.

use tauri::State;
use yingheng_app::session::Answer;
use yingheng_app::wire::AppState;

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
