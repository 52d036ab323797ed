//! The desktop program: one window over the use cases of `yingheng-app`. Shows, and decides nothing.

// No console window beside ours on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod desk;
mod start;

use std::process::ExitCode;

use tauri::{Emitter, Manager, WindowEvent};

use desk::Desk;
use start::Start;

fn main() -> ExitCode {
    // Every imported file is read by a process of its own: this program again, told so.
    if std::env::args().nth(1).as_deref() == Some("import-worker") {
        return ExitCode::from(u8::try_from(yingheng_app::import_worker()).unwrap_or(1));
    }
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .setup(|app| {
            app.manage(Desk::new(
                app.handle(),
                Start::read(std::env::args().skip(1)),
            ));
            Ok(())
        })
        .on_window_event(|window, event| {
            // Dropped files come as paths; the page gets handles only.
            if let WindowEvent::DragDrop(tauri::DragDropEvent::Drop { paths, .. }) = event {
                let desk = window.state::<Desk>();
                let picked: Vec<_> = desk
                    .session()
                    .map(|mut session| paths.iter().map(|path| session.pick(path)).collect())
                    .unwrap_or_default();
                // A page that is gone cannot be told.
                let _ = window.emit("dropped", picked);
            }
        })
        .invoke_handler(tauri::generate_handler![
            commands::project::app_state,
            commands::project::open_demo,
            commands::project::new_project,
            commands::project::open_project,
            commands::project::close_project,
            commands::project::undo,
            commands::project::redo,
            commands::keeping::snapshots,
            commands::keeping::keep_snapshot,
            commands::keeping::restore_snapshot,
            commands::keeping::compare_snapshot,
            commands::keeping::autosave,
            commands::keeping::save_project,
            commands::keeping::save_copy,
            commands::keeping::recover,
            commands::keeping::salvage,
            commands::keeping::unlock_project,
            commands::keeping::leave_locked,
            commands::keeping::set_password,
            commands::keeping::change_password,
            commands::keeping::remove_password,
            commands::plan::choose_level,
            commands::plan::apply_remedy,
            commands::plan::restore_plan,
            commands::plan::plan_versions,
            commands::plan::depreciation,
            commands::plan::change_depreciation,
            commands::pack::pack_sheet,
            commands::pack::pack_group,
            commands::pack::pack_difference,
            commands::pack::edit_pack,
            commands::pack::save_pack,
            commands::settings::settings,
            commands::settings::choose_policy,
            commands::settings::choose_facility,
            commands::settings::state_fixed_share,
            commands::pages::page,
            commands::pages::why,
            commands::import::pick_files,
            commands::import::inspect,
            commands::import::forms,
            commands::import::import_files,
            commands::import::preview_import,
            commands::import::confirm_codes,
            commands::import::crosswalk,
            commands::import::export_entry_form,
            commands::import::export_rejected,
            commands::import::cancel_work,
            commands::scenario::scenario_levers,
            commands::scenario::scenario_try,
            commands::scenario::scenario_save,
            commands::scenario::scenario_list,
            commands::scenario::scenario_delete,
            commands::scenario::scenario_compare,
            commands::scenario::scenario_attribute,
            commands::scenario::scenario_snapshots,
            commands::scenario::scenario_snapshot_keep,
            commands::scenario::scenario_snapshot_restore,
            commands::scenario::scenario_merge,
            commands::scenario::guards,
            commands::scenario::guard_readings,
            commands::scenario::change_guards,
            commands::scenario::lever_catalogue,
            commands::scenario::lever_conflicts,
            commands::scenario::scenario_export,
            commands::scenario::scenario_import,
            commands::report::reports_list,
            commands::report::export_board,
            commands::report::export_official,
            commands::report::export_claims,
            commands::replay::replay_choices,
            commands::replay::choose_replay,
            commands::replay::pick_overlay,
            commands::report::export_charts,
        ])
        .run(tauri::generate_context!());
    match built {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("yingheng: {error}");
            ExitCode::FAILURE
        }
    }
}
