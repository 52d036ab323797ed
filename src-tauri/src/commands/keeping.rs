//! Snapshots, saving to synced folders, recovery.

use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use yingheng_app::session::Answer;
use yingheng_app::wire::{AppState, Snapshot, Table};

use crate::desk::Desk;

/// Copies of the project as it was, the newest first.
#[tauri::command(async)]
pub fn snapshots(desk: State<'_, Desk>) -> Answer<Vec<Snapshot>> {
    desk.session()?.snapshots()
}

/// Keeps the project as it is under a name.
#[tauri::command(async)]
pub fn keep_snapshot(desk: State<'_, Desk>, name: String) -> Answer<AppState> {
    let mut session = desk.session()?;
    session.keep_snapshot(&name)?;
    session.state()
}

/// Brings a snapshot back.
#[tauri::command(async)]
pub fn restore_snapshot(desk: State<'_, Desk>, id: String) -> Answer<AppState> {
    let mut session = desk.session()?;
    session.restore_snapshot(&id)?;
    session.state()
}

/// Headline figures of a snapshot beside those of now.
#[tauri::command(async)]
pub fn compare_snapshot(desk: State<'_, Desk>, id: String) -> Answer<Table> {
    desk.session()?.compare_snapshot(&id)
}

/// Keeps a snapshot when one is due.
#[tauri::command(async)]
pub fn autosave(desk: State<'_, Desk>) -> Answer<bool> {
    desk.session()?.autosave()
}

/// Writes the local copy back to the synced or remote folder.
#[tauri::command(async)]
pub fn save_project(desk: State<'_, Desk>) -> Answer<AppState> {
    let mut session = desk.session()?;
    session.save()?;
    session.state()
}

/// Asks where, and writes a copy of the project there.
#[tauri::command(async)]
pub fn save_copy(app: AppHandle, desk: State<'_, Desk>) -> Answer<AppState> {
    let chosen = app
        .dialog()
        .file()
        .add_filter("盈衡 Yingheng", &["yhproj"])
        .set_file_name("copy.yhproj")
        .blocking_save_file();
    let mut session = desk.session()?;
    if let Some(path) = chosen.and_then(|file| file.into_path().ok()) {
        session.save_copy(&path)?;
    }
    session.state()
}

/// Puts a snapshot in the place of the project that did not open.
#[tauri::command(async)]
pub fn recover(desk: State<'_, Desk>, id: String) -> Answer<AppState> {
    desk.session()?.recover(&id)
}

/// Reads what is whole of the project that did not open into a new one.
#[tauri::command(async)]
pub fn salvage(desk: State<'_, Desk>) -> Answer<AppState> {
    desk.session()?.salvage()
}
