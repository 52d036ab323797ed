//! Shapes that cross to the window: requests in, answers out; TypeScript is written from them by a test.
//!
//! Money is decimal text in 元, never a float; sentences are message keys with arguments. The window shows what it gets
//! and parses nothing.

mod depreciation;
mod import;
mod keeping;
mod message;
mod pack;
mod page;
mod project;
mod replay;
mod report;
mod scenario;
mod settings;
mod trace;

pub use depreciation::{AssetLife, Depreciation, PlanVersion};
pub use import::{
    Batch, BatchAmount, CodeSuggestion, Conversion, CrosswalkEntry, FileChoice, Form, FormField,
    ImportAnswer, InspectedSheet, Inspection, PickedFile, SheetChoice, SheetColumn, SheetPreview,
    UnknownCode,
};
pub use keeping::{Recovery, RecoveryKey, Snapshot};
pub use message::{Issue, Message, Place, Reason, Remedy, Severity};
pub use pack::{
    PackAnswer, PackEdit, PackGroup, PackMatter, PackParameter, PackSheet, PackSource, PackValue,
    PackValueKind,
};
pub use page::{Kpi, Page, PageName, PageRequest, Sort, Tone, View};
pub use project::{
    AppState, Exported, Failure, NewProject, Progress, Project, Recent, ReportEntry,
};
pub use replay::{OverlayOption, ReplayAnswer, ReplayChoices};
pub use report::{Cell, ChartKind, ChartSpec, Column, Point, Row, RowStyle, Series, Table, Unit};
pub use scenario::{
    GuardLine, ImportedScenario, LeverExample, LeverInfo, LeverParameter, LeverState, MergeAnswer,
    MergeRequest, Override, SaveScenario, SavedScenario, ScenarioAnswer, ScenarioRequest,
    ScenarioSnapshot,
};
pub use settings::{PolicyOption, PolicySource, Settings, StatedShare};
pub use trace::{Trace, TraceCell};

/// Writes every shape as TypeScript into `folder`, one file per shape and an `index.ts`.
///
/// # Errors
/// When a file cannot be written.
pub fn write_bindings(folder: &std::path::Path) -> Result<(), ts_rs::ExportError> {
    use ts_rs::TS;
    let config = ts_rs::Config::new().with_out_dir(folder);
    AppState::export_all(&config)?;
    NewProject::export_all(&config)?;
    Exported::export_all(&config)?;
    RecoveryKey::export_all(&config)?;
    Failure::export_all(&config)?;
    Progress::export_all(&config)?;
    ReportEntry::export_all(&config)?;
    PickedFile::export_all(&config)?;
    Form::export_all(&config)?;
    Inspection::export_all(&config)?;
    FileChoice::export_all(&config)?;
    ImportAnswer::export_all(&config)?;
    SheetPreview::export_all(&config)?;
    CrosswalkEntry::export_all(&config)?;
    PageRequest::export_all(&config)?;
    Page::export_all(&config)?;
    Trace::export_all(&config)?;
    LeverState::export_all(&config)?;
    LeverInfo::export_all(&config)?;
    ImportedScenario::export_all(&config)?;
    ScenarioRequest::export_all(&config)?;
    ScenarioAnswer::export_all(&config)?;
    SaveScenario::export_all(&config)?;
    SavedScenario::export_all(&config)?;
    GuardLine::export_all(&config)?;
    ScenarioSnapshot::export_all(&config)?;
    MergeRequest::export_all(&config)?;
    MergeAnswer::export_all(&config)?;
    Settings::export_all(&config)?;
    ReplayChoices::export_all(&config)?;
    ReplayAnswer::export_all(&config)?;
    Depreciation::export_all(&config)?;
    PlanVersion::export_all(&config)?;
    Snapshot::export_all(&config)?;
    PackAnswer::export_all(&config)?;
    PackEdit::export_all(&config)?;
    PackGroup::export_all(&config)?;
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if let Some(stem) = name.strip_suffix(".ts").filter(|stem| *stem != "index") {
            names.push(stem.to_owned());
        }
    }
    names.sort();
    let lines: Vec<String> = names
        .iter()
        .map(|name| format!("export type {{ {name} }} from \"./{name}\";\n"))
        .collect();
    std::fs::write(
        folder.join("index.ts"),
        format!(
            "// Written from the Rust shapes by a test; do not edit.\n{}",
            lines.concat()
        ),
    )?;
    Ok(())
}
