//! What a project decides beside its data.

use tauri::State;
use yingheng_app::session::Answer;
use yingheng_app::wire::Settings;

use crate::desk::Desk;

/// What is decided, and what can be chosen.
#[tauri::command(async)]
pub fn settings(desk: State<'_, Desk>) -> Answer<Settings> {
    desk.session()?.settings()
}

/// Chooses payment rules.
#[tauri::command(async)]
pub fn choose_policy(desk: State<'_, Desk>, id: String) -> Answer<Settings> {
    let mut session = desk.session()?;
    session.choose_policy(&id)?;
    session.settings()
}

/// Looks at one facility, or at all.
#[tauri::command(async)]
pub fn choose_facility(desk: State<'_, Desk>, facility: Option<String>) -> Answer<Settings> {
    let mut session = desk.session()?;
    session.choose_facility(facility.as_deref())?;
    session.settings()
}

/// States the fixed share of costs given per case; an empty text takes it back.
#[tauri::command(async)]
pub fn state_fixed_share(desk: State<'_, Desk>, share: String, source: String) -> Answer<Settings> {
    let mut session = desk.session()?;
    session.state_fixed_share(&share, &source)?;
    session.settings()
}
