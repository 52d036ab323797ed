// One line per command of the program. Nothing else in the window talks to the shell.
import { invoke as send } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type * as T from './types';

/** Every refusal becomes `{code, arguments}`; anything else is a fault of the program and is shown as such. */
function toError(thrown: unknown): T.AppError {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown) {
    const known = thrown as T.AppError;
    return { code: known.code, arguments: known.arguments ?? {} };
  }
  return { code: 'ui.error.unexpected', arguments: { detail: String(thrown) } };
}

async function call<R>(command: string, parameters: Record<string, unknown> = {}): Promise<R> {
  try {
    return await send<R>(command, parameters);
  } catch (thrown) {
    throw toError(thrown);
  }
}

export const appState = () => call<T.AppState>('app_state');
export const openDemo = () => call<T.AppState>('open_demo');
export const newProject = (name: string, year: number) => call<T.AppState>('new_project', { name, year });
export const openProject = (recentId: string | null) => call<T.AppState>('open_project', { recentId });
export const closeProject = () => call<T.AppState>('close_project');
export const undo = () => call<T.AppState>('undo');
export const redo = () => call<T.AppState>('redo');
export const snapshots = () => call<T.Snapshot[]>('snapshots');
export const keepSnapshot = (name: string) => call<T.AppState>('keep_snapshot', { name });
export const restoreSnapshot = (id: string) => call<T.AppState>('restore_snapshot', { id });
export const compareSnapshot = (id: string) => call<T.Table>('compare_snapshot', { id });
export const autosave = () => call<boolean>('autosave');
export const saveProject = () => call<T.AppState>('save_project');
export const saveCopy = () => call<T.AppState>('save_copy');
export const recover = (id: string) => call<T.AppState>('recover', { id });
export const salvage = () => call<T.AppState>('salvage');
export const unlockProject = (password: string) => call<T.AppState>('unlock_project', { password });
export const leaveLocked = () => call<T.AppState>('leave_locked');
export const setPassword = (next: string) => call<T.RecoveryKey>('set_password', { new: next });
export const changePassword = (old: string, next: string) => call<T.RecoveryKey>('change_password', { old, new: next });
export const removePassword = (old: string) => call<string[]>('remove_password', { old });
export const page = (request: T.PageRequest) => call<T.PageAnswer>('page', { request });
export const settings = () => call<T.Settings>('settings');
export const choosePolicy = (id: string) => call<T.Settings>('choose_policy', { id });
export const chooseFacility = (facility: string | null) => call<T.Settings>('choose_facility', { facility });
export const stateFixedShare = (share: string, source: string) => call<T.Settings>('state_fixed_share', { share, source });
export const packSheet = () => call<T.PackSheet>('pack_sheet');
export const packGroup = (code: string) => call<T.PackGroup>('pack_group', { code });
export const packDifference = (against: string | null) => call<T.Table>('pack_difference', { against });
export const editPack = (edits: T.PackEdit[]) => call<T.PackAnswer>('edit_pack', { edits });
export const savePack = () => call<T.Exported | null>('save_pack');
export const why = (key: string) => call<T.Trace>('why', { key });
export const applyRemedy = (key: string) => call<T.AppState>('apply_remedy', { key });
export const chooseLevel = (level: string) => call<T.AppState>('choose_level', { level });
export const restorePlan = (number: number) => call<T.AppState>('restore_plan', { number });
export const planVersions = () => call<T.PlanVersion[]>('plan_versions');
export const depreciation = () => call<T.Depreciation>('depreciation');
export const changeDepreciation = (depreciation: T.Depreciation) => call<T.AppState>('change_depreciation', { depreciation });
export const pickFiles = () => call<T.PickedFile[]>('pick_files');
export const inspect = (handle: string, form: string | null = null) => call<T.Inspection>('inspect', { handle, form });
export const forms = () => call<T.Form[]>('forms');
export const importFiles = (files: T.FileChoice[]) => call<T.ImportAnswer>('import_files', { files });
export const previewImport = (files: T.FileChoice[]) => call<T.SheetPreview[]>('preview_import', { files });
export const confirmCodes = (pairs: [string, string, string][]) => call<T.CrosswalkEntry[]>('confirm_codes', { pairs });
export const crosswalk = () => call<T.CrosswalkEntry[]>('crosswalk');
export const exportEntryForm = (form: string, filled: boolean, language: string) => call<T.Exported | null>('export_entry_form', { form, filled, language });
export const exportRejected = (batch: string, language: string) => call<T.Exported | null>('export_rejected', { batch, language });
export const cancelWork = () => call<void>('cancel_work');
export const scenarioLevers = () => call<T.LeverState[]>('scenario_levers');
export const leverCatalogue = () => call<T.LeverInfo[]>('lever_catalogue');
export const leverConflicts = () => call<T.Table>('lever_conflicts');
export const scenarioExport = (scenario: T.SavedScenario, language: string) =>
  call<T.Exported | null>('scenario_export', { scenario, language });
export const scenarioImport = () => call<T.ImportedScenario | null>('scenario_import');
export const scenarioTry = (overrides: T.Override[]) => call<T.ScenarioAnswer>('scenario_try', { request: { overrides } });
export const scenarioSave = (id: string | null, name: string, overrides: T.Override[]) =>
  call<T.SavedScenario>('scenario_save', { request: { id, name, overrides } });
export const scenarioList = () => call<T.SavedScenario[]>('scenario_list');
export const scenarioDelete = (id: string) => call<void>('scenario_delete', { id });
export const scenarioCompare = (ids: string[]) => call<T.ScenarioView>('scenario_compare', { ids });
export const scenarioAttribute = (overrides: T.Override[]) => call<T.ScenarioView>('scenario_attribute', { request: { overrides } });
export const scenarioSnapshots = (id: string) => call<T.ScenarioSnapshot[]>('scenario_snapshots', { id });
export const scenarioSnapshotKeep = (id: string, name: string) => call<T.ScenarioSnapshot[]>('scenario_snapshot_keep', { id, name });
export const scenarioSnapshotRestore = (id: string, name: string) => call<T.SavedScenario>('scenario_snapshot_restore', { id, name });
export const scenarioMerge = (request: T.MergeRequest) => call<T.MergeAnswer>('scenario_merge', { request });
export const guards = () => call<T.GuardLine[]>('guards');
export const guardReadings = () => call<T.Table>('guard_readings');
export const changeGuards = (lines: T.GuardLine[]) => call<T.GuardLine[]>('change_guards', { lines });
export const reportsList = () => call<T.ReportEntry[]>('reports_list');
export const replayChoices = () => call<T.ReplayChoices>('replay_choices');
export const chooseReplay = (kind: T.ReplayKind, id: string) => call<T.AppState>('choose_replay', { kind, id });
export const pickOverlay = () => call<T.AppState>('pick_overlay');
export const exportClaims = (language: string) => call<T.Exported | null>('export_claims', { language });
export const exportOfficial = (trace: boolean, language: string) => call<T.Exported | null>('export_official', { trace, language });
export const exportBoard = (keys: string[], language: string, hide: boolean) => call<T.Exported | null>('export_board', { keys, language, hide });
export const exportCharts = (language: string, hide: boolean) => call<T.Exported | null>('export_charts', { language, hide });

/** Calls back with each step of long work. */
export const onProgress = (told: (step: T.Progress) => void) => listen<T.Progress>('progress', (event) => told(event.payload));
/** Calls back with files dropped on the window; the program names them by handle, never by path. */
export const onDropped = (told: (files: T.PickedFile[]) => void) => listen<T.PickedFile[]>('dropped', (event) => told(event.payload));
