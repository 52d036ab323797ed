//! Pages and explanations.

use tauri::State;
use yingheng_app::session::Answer;
use yingheng_app::wire::{Page, PageRequest, Trace};

use crate::desk::Desk;

/// Content of a page.
#[tauri::command(async)]
pub fn page(desk: State<'_, Desk>, request: PageRequest) -> Answer<Page> {
    desk.session()?.page(&request)
}

/// Why this number.
#[tauri::command(async)]
pub fn why(desk: State<'_, Desk>, key: String) -> Answer<Trace> {
    desk.session()?.why(&key)
}
