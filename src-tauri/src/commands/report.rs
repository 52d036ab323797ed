//! What goes to the board.

use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use yingheng_app::messages::Language;
use yingheng_app::session::Answer;
use yingheng_app::wire::{Exported, ReportEntry};

use crate::desk::Desk;

/// Chinese for a tag nobody knows: it is the first language of the program.
fn language_of(tag: &str) -> Language {
    Language::from_tag(tag).unwrap_or(Language::Chinese)
}

/// Contents to pick from.
#[tauri::command(async)]
pub fn reports_list(desk: State<'_, Desk>) -> Answer<Vec<ReportEntry>> {
    desk.session()?.reports()
}

/// Asks where, and writes the board workbook; none when the user changes their mind.
#[tauri::command(async)]
pub fn export_board(
    app: AppHandle,
    desk: State<'_, Desk>,
    keys: Vec<String>,
    language: String,
    hide: bool,
) -> Answer<Option<Exported>> {
    let chosen = app
        .dialog()
        .file()
        .add_filter("Excel", &["xlsx"])
        .set_file_name("董事会报告 board.xlsx")
        .blocking_save_file();
    match chosen.and_then(|file| file.into_path().ok()) {
        Some(path) => {
            let mut session = desk.session()?;
            session.hide_small_cells(hide);
            session
                .export_board(&path, &keys, language_of(&language))
                .map(Some)
        }
        None => Ok(None),
    }
}

/// Asks where, and writes the workbook of the official forms, with the trace of every figure on request; none when the
/// user changes their mind.
#[tauri::command(async)]
pub fn export_official(
    app: AppHandle,
    desk: State<'_, Desk>,
    trace: bool,
    language: String,
) -> Answer<Option<Exported>> {
    let chosen = app
        .dialog()
        .file()
        .add_filter("Excel", &["xlsx"])
        .set_file_name("成本报表 official forms.xlsx")
        .blocking_save_file();
    match chosen.and_then(|file| file.into_path().ok()) {
        Some(path) => desk
            .session()?
            .export_official(&path, trace, language_of(&language))
            .map(Some),
        None => Ok(None),
    }
}

/// Asks where, and writes the reconciliation with the insurer; none when the user changes their mind.
#[tauri::command(async)]
pub fn export_claims(
    app: AppHandle,
    desk: State<'_, Desk>,
    language: String,
) -> Answer<Option<Exported>> {
    let chosen = app
        .dialog()
        .file()
        .add_filter("Excel", &["xlsx"])
        .set_file_name("医保结算对账 settlement.xlsx")
        .blocking_save_file();
    match chosen.and_then(|file| file.into_path().ok()) {
        Some(path) => desk
            .session()?
            .export_claims(&path, language_of(&language))
            .map(Some),
        None => Ok(None),
    }
}

/// Asks for a folder, and writes the charts there.
#[tauri::command(async)]
pub fn export_charts(
    app: AppHandle,
    desk: State<'_, Desk>,
    language: String,
    hide: bool,
) -> Answer<Option<Exported>> {
    let chosen = app.dialog().file().blocking_pick_folder();
    match chosen.and_then(|folder| folder.into_path().ok()) {
        Some(path) => {
            let mut session = desk.session()?;
            session.hide_small_cells(hide);
            session.export_charts(&path, language_of(&language))?;
            Ok(Some(Exported {
                path_label: path.display().to_string(),
            }))
        }
        None => Ok(None),
    }
}
