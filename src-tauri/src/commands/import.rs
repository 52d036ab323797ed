//! Files in: picked by the native dialog, known to the page by handle only.

use std::sync::atomic::Ordering;

use tauri::{AppHandle, Emitter, State};
use tauri_plugin_dialog::DialogExt;
use yingheng_app::session::Answer;
use yingheng_app::wire::{Form, ImportAnswer, Inspection, PickedFile, Progress, SheetChoice};

use crate::desk::Desk;

/// Asks for files; none when the user changes their mind.
#[tauri::command(async)]
pub fn pick_files(app: AppHandle, desk: State<'_, Desk>) -> Answer<Vec<PickedFile>> {
    let chosen = app
        .dialog()
        .file()
        .add_filter(
            "Excel, CSV",
            &[
                "xlsx", "xlsm", "xls", "xlsb", "ods", "et", "csv", "tsv", "txt", "gz",
            ],
        )
        .blocking_pick_files();
    let mut session = desk.session()?;
    let paths = chosen
        .unwrap_or_default()
        .into_iter()
        .filter_map(|file| file.into_path().ok());
    Ok(paths.map(|path| session.pick(&path)).collect())
}

/// What a file holds, before anything is brought in; taken for one form when it is named.
#[tauri::command(async)]
pub fn inspect(desk: State<'_, Desk>, handle: String, form: Option<String>) -> Answer<Inspection> {
    desk.begin();
    let session = desk.session()?;
    session.inspect(&session.picked(&handle)?, form.as_deref(), &desk.cancel)
}

/// All forms.
#[tauri::command(async)]
pub fn forms(desk: State<'_, Desk>) -> Answer<Vec<Form>> {
    desk.session()?.forms()
}

/// Brings sheets in; tells the page how far it is.
#[tauri::command(async)]
pub fn import_sheets(
    app: AppHandle,
    desk: State<'_, Desk>,
    handle: String,
    sheets: Vec<SheetChoice>,
) -> Answer<ImportAnswer> {
    desk.begin();
    let mut session = desk.session()?;
    let path = session.picked(&handle)?;
    session.import_sheets(&path, &sheets, &desk.cancel, &mut |done| {
        let done = u32::try_from(done).unwrap_or(u32::MAX);
        // A page that is gone cannot be told.
        let _ = app.emit(
            "progress",
            Progress {
                done,
                total: None,
                label: None,
            },
        );
    })
}

/// Stops long work.
#[tauri::command]
pub fn cancel_work(desk: State<'_, Desk>) {
    desk.cancel.store(true, Ordering::SeqCst);
}
