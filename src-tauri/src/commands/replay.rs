//! The same cases under other rules.

use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use yingheng_app::session::Answer;
use yingheng_app::wire::{AppState, ReplayChoices};

use crate::desk::Desk;

/// Against what the cases can be paid again, and what is compared now.
#[tauri::command(async)]
pub fn replay_choices(desk: State<'_, Desk>) -> Answer<ReplayChoices> {
    desk.session()?.replay_choices()
}

/// Compares with a pack, a day or an overlay that comes with the program; kind `none` ends it.
#[tauri::command(async)]
pub fn choose_replay(desk: State<'_, Desk>, kind: String, id: String) -> Answer<AppState> {
    let mut session = desk.session()?;
    session.choose_replay(&kind, &id)?;
    session.state()
}

/// Asks for an overlay file and compares with it; the state as it was when the user changes their mind.
#[tauri::command(async)]
pub fn pick_overlay(app: AppHandle, desk: State<'_, Desk>) -> Answer<AppState> {
    let chosen = app
        .dialog()
        .file()
        .add_filter("TOML", &["toml"])
        .blocking_pick_file();
    let mut session = desk.session()?;
    if let Some(path) = chosen.and_then(|file| file.into_path().ok()) {
        session.choose_replay("overlay", &path.to_string_lossy())?;
    }
    session.state()
}
