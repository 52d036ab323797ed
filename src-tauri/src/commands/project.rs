//! New, open, demonstration, close.

use tauri::{AppHandle, Emitter, State};
use tauri_plugin_dialog::DialogExt;
use yingheng_app::session::Answer;
use yingheng_app::wire::AppState;

use crate::desk::Desk;
use crate::start::First;

/// What the window shows around every page; the first time, what the program was started with happens before.
#[tauri::command(async)]
pub fn app_state(app: AppHandle, desk: State<'_, Desk>) -> Answer<AppState> {
    let start = desk.take_start()?;
    if !start.files.is_empty() {
        let mut session = desk.session()?;
        let picked: Vec<_> = start.files.iter().map(|path| session.pick(path)).collect();
        // A page that is gone cannot be told.
        let _ = app.emit("dropped", picked);
    }
    match start.first {
        None => desk.session()?.state(),
        Some(First::Demonstration) => open_demo(desk),
        Some(First::Project(path)) => desk.session()?.open_project(&path),
        Some(First::New(new)) => desk
            .session()?
            .new_project_of_year(&new.path, &new.name, new.year),
    }
}

/// The demonstration hospital: made from its workbooks the first time, opened afterwards.
#[tauri::command(async)]
pub fn open_demo(desk: State<'_, Desk>) -> Answer<AppState> {
    let file = desk.demo_file()?;
    desk.session()?.demonstration(&file)
}

/// Asks where, and makes a project there; the present state when the user changes their mind.
#[tauri::command(async)]
pub fn new_project(
    app: AppHandle,
    desk: State<'_, Desk>,
    name: String,
    year: i16,
) -> Answer<AppState> {
    let chosen = app
        .dialog()
        .file()
        .add_filter("盈衡 Yingheng", &["yhproj"])
        .set_file_name(format!("{name} {year}.yhproj"))
        .blocking_save_file();
    match chosen.and_then(|file| file.into_path().ok()) {
        Some(path) => desk.session()?.new_project_of_year(&path, &name, year),
        None => desk.session()?.state(),
    }
}

/// Opens a recent project, or asks which.
#[tauri::command(async)]
pub fn open_project(
    app: AppHandle,
    desk: State<'_, Desk>,
    recent_id: Option<String>,
) -> Answer<AppState> {
    if let Some(id) = recent_id {
        return desk.session()?.open_recent(&id);
    }
    let chosen = app
        .dialog()
        .file()
        .add_filter("盈衡 Yingheng", &["yhproj"])
        .blocking_pick_file();
    match chosen.and_then(|file| file.into_path().ok()) {
        Some(path) => desk.session()?.open_project(&path),
        None => desk.session()?.state(),
    }
}

/// Closes the project.
#[tauri::command(async)]
pub fn close_project(desk: State<'_, Desk>) -> Answer<AppState> {
    desk.session()?.close_project()
}

/// Takes the last act back.
#[tauri::command(async)]
pub fn undo(desk: State<'_, Desk>) -> Answer<AppState> {
    let mut session = desk.session()?;
    session.undo()?;
    session.state()
}

/// Does the act taken back last again.
#[tauri::command(async)]
pub fn redo(desk: State<'_, Desk>) -> Answer<AppState> {
    let mut session = desk.session()?;
    session.redo()?;
    session.state()
}
