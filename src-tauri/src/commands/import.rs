//! Files in: picked by the native dialog, known to the page by handle only.

use std::sync::atomic::Ordering;

use std::path::PathBuf;
use tauri::{AppHandle, Emitter, State};
use tauri_plugin_dialog::DialogExt;
use yingheng_app::messages::Language;
use yingheng_app::session::Answer;
use yingheng_app::session::Session;
use yingheng_app::wire::{
    CrosswalkEntry, Exported, FileChoice, Form, ImportAnswer, Inspection, PickedFile, Progress,
    SheetChoice, SheetPreview,
};

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
    let mut session = desk.session()?;
    let path = session.picked(&handle)?;
    session.inspect(&path, form.as_deref(), &desk.cancel)
}

/// All forms.
#[tauri::command(async)]
pub fn forms(desk: State<'_, Desk>) -> Answer<Vec<Form>> {
    desk.session()?.forms()
}

/// Brings sheets of several files in, in one switch; tells the page how far it is.
#[tauri::command(async)]
pub fn import_files(
    app: AppHandle,
    desk: State<'_, Desk>,
    files: Vec<FileChoice>,
) -> Answer<ImportAnswer> {
    desk.begin();
    let mut session = desk.session()?;
    let (chosen, aside) = chosen(&session, files)?;
    session.import_files(&chosen, &aside, &desk.cancel, &mut |step: Progress| {
        // A page that is gone cannot be told.
        let _ = app.emit("progress", step);
    })
}

/// Sheets chosen, and sheets left aside, by path.
type Chosen = (Vec<(PathBuf, Vec<SheetChoice>)>, Vec<(PathBuf, String)>);

fn chosen(session: &Session, files: Vec<FileChoice>) -> Answer<Chosen> {
    let (mut chosen, mut aside) = (Vec::new(), Vec::new());
    for file in files {
        let path = session.picked(&file.handle)?;
        aside.extend(file.aside.into_iter().map(|sheet| (path.clone(), sheet)));
        chosen.push((path, file.sheets));
    }
    Ok((chosen, aside))
}

/// What an import would do; nothing is kept.
#[tauri::command(async)]
pub fn preview_import(desk: State<'_, Desk>, files: Vec<FileChoice>) -> Answer<Vec<SheetPreview>> {
    desk.begin();
    let session = desk.session()?;
    let (chosen, _) = chosen(&session, files)?;
    session.preview(&chosen, &desk.cancel, &mut |_| {})
}

/// Confirms pairs of codes (kind, sender's, project's).
#[tauri::command(async)]
pub fn confirm_codes(
    desk: State<'_, Desk>,
    pairs: Vec<(String, String, String)>,
) -> Answer<Vec<CrosswalkEntry>> {
    let mut session = desk.session()?;
    session.confirm_codes(&pairs)?;
    session.crosswalk()
}

/// The log of confirmed pairs.
#[tauri::command(async)]
pub fn crosswalk(desk: State<'_, Desk>) -> Answer<Vec<CrosswalkEntry>> {
    desk.session()?.crosswalk()
}

fn language_of(tag: &str) -> Language {
    Language::from_tag(tag).unwrap_or(Language::Chinese)
}

/// Asks where, and writes the entry workbook of a form; none when the user changes their mind.
#[tauri::command(async)]
pub fn export_entry_form(
    app: AppHandle,
    desk: State<'_, Desk>,
    form: String,
    filled: bool,
    language: String,
) -> Answer<Option<Exported>> {
    let asked = app.dialog().file().add_filter("Excel", &["xlsx"]);
    let target = asked
        .set_file_name(format!("{form}.xlsx"))
        .blocking_save_file();
    match target.and_then(|file| file.into_path().ok()) {
        Some(path) => desk
            .session()?
            .export_entry_form(&form, filled, &path, language_of(&language))
            .map(Some),
        None => Ok(None),
    }
}

/// Asks for the source file and where to write, and writes the rejected rows of a batch.
#[tauri::command(async)]
pub fn export_rejected(
    app: AppHandle,
    desk: State<'_, Desk>,
    batch: String,
    language: String,
) -> Answer<Option<Exported>> {
    // The file of this session, else the one the user names.
    let known = desk.session()?.source_of(&batch)?;
    let picked = match known {
        Some(path) => Some(path),
        None => {
            let asked = app.dialog().file().blocking_pick_file();
            asked.and_then(|file| file.into_path().ok())
        }
    };
    let Some(source) = picked else {
        return Ok(None);
    };
    let asked = app.dialog().file().add_filter("Excel", &["xlsx"]);
    let target = asked
        .set_file_name("未导入的行 rejected rows.xlsx")
        .blocking_save_file();
    match target.and_then(|file| file.into_path().ok()) {
        Some(path) => desk
            .session()?
            .export_rejected(&batch, &source, &path, language_of(&language))
            .map(Some),
        None => Ok(None),
    }
}

/// Stops long work.
#[tauri::command]
pub fn cancel_work(desk: State<'_, Desk>) {
    desk.cancel.store(true, Ordering::SeqCst);
}
