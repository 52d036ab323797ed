//! The project's policy pack, edited.

use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use yingheng_app::session::Answer;
use yingheng_app::wire::{Exported, PackAnswer, PackEdit, PackGroup, PackSheet, Table};

use crate::desk::Desk;

/// The pack as it is written.
#[tauri::command(async)]
pub fn pack_sheet(desk: State<'_, Desk>) -> Answer<PackSheet> {
    desk.session()?.pack_sheet()
}

/// One row of its group list.
#[tauri::command(async)]
pub fn pack_group(desk: State<'_, Desk>, code: String) -> Answer<PackGroup> {
    desk.session()?.pack_group(&code)
}

/// What it states otherwise than the pack it was made of, or another.
#[tauri::command(async)]
pub fn pack_difference(desk: State<'_, Desk>, against: Option<String>) -> Answer<Table> {
    desk.session()?.pack_difference(against.as_deref())
}

/// Edits the project's own copy; faults are part of the answer.
#[tauri::command(async)]
pub fn edit_pack(desk: State<'_, Desk>, edits: Vec<PackEdit>) -> Answer<PackAnswer> {
    desk.session()?.edit_pack(&edits)
}

/// Asks for a folder, and writes the pack there; none when the user changes their mind.
#[tauri::command(async)]
pub fn save_pack(app: AppHandle, desk: State<'_, Desk>) -> Answer<Option<Exported>> {
    let chosen = app.dialog().file().blocking_pick_folder();
    match chosen.and_then(|folder| folder.into_path().ok()) {
        Some(path) => desk.session()?.save_pack(&path).map(Some),
        None => Ok(None),
    }
}
