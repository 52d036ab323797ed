//! Snapshots, saving to synced folders, recovery.

use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use yingheng_app::session::Answer;
use yingheng_app::wire::{AppState, RecoveryKey, Snapshot, Table};

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

/// Opens the project that asked for a password; it is not kept.
#[tauri::command(async)]
pub fn unlock_project(desk: State<'_, Desk>, password: String) -> Answer<AppState> {
    desk.session()?.unlock(&password)
}

/// Gives up the project that asked for a password.
#[tauri::command(async)]
pub fn leave_locked(desk: State<'_, Desk>) -> Answer<AppState> {
    desk.session()?.leave_locked()
}

/// Encrypts the project; answers the recovery key.
#[tauri::command(async)]
pub fn set_password(desk: State<'_, Desk>, new: String) -> Answer<RecoveryKey> {
    desk.session()?.set_password(&new)
}

/// Another password and another recovery key.
#[tauri::command(async)]
pub fn change_password(desk: State<'_, Desk>, old: String, new: String) -> Answer<RecoveryKey> {
    desk.session()?.change_password(&old, &new)
}

/// Takes the encryption away; answers copies that could not be opened.
#[tauri::command(async)]
pub fn remove_password(desk: State<'_, Desk>, old: String) -> Answer<Vec<String>> {
    desk.session()?.remove_password(&old)
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
