// Shapes that cross between the window and the program. They mirror yingheng-core's `report`, `trace`, `issue` and the
// requests of yingheng-app. Amounts are decimal texts; only positions in charts and on sliders are numbers.

export * from './types_pack';
export * from './types_scenario';

export interface Message {
  key: string;
  arguments: Record<string, string>;
}

export interface Reason {
  code: string;
  arguments: Record<string, string>;
}

export type Unit = 'money' | 'unit_money' | 'ratio' | 'percent' | 'count' | 'days' | 'weight';

export type Cell =
  | { kind: 'text'; text: string }
  | { kind: 'label'; message: Message }
  | { kind: 'figure'; text: string; why: string | null }
  | { kind: 'not_computable'; reason: Reason }
  | { kind: 'empty' };

export interface Column {
  key: string;
  label: Message;
  unit: Unit | null;
}

export interface Row {
  key: string;
  style: 'normal' | 'subtotal' | 'total' | 'struck';
  cells: Cell[];
}

export interface Table {
  id: string;
  title: Message;
  columns: Column[];
  rows: Row[];
  notes: Message[];
}

export interface Point {
  key: string;
  label: Message;
  x: number;
  y: number;
  z: number;
  texts: string[];
}

export interface Series {
  key: string;
  label: Message;
  points: Point[];
}

export type ChartKind = 'quadrant_bubble' | 'waterfall' | 'break_even' | 'heat_map';

export interface ChartSpec {
  id: string;
  kind: ChartKind;
  title: Message;
  x_label: Message;
  y_label: Message;
  x_categories: Message[];
  y_categories: Message[];
  marks: ['x' | 'y', number, Message][];
  figures: [Message, Unit][];
  series: Series[];
  source: Message;
}

export type Severity = 'error' | 'warning' | 'notice';

export interface Place {
  file: string | null;
  sheet: string | null;
  row: number | null;
  column: number | null;
}

/** One way to put an issue right with one click. */
export interface Remedy {
  key: string;
  label: Message;
}

export interface Issue {
  severity: Severity;
  message: Message;
  place: Place;
  remedies?: Remedy[];
}

export interface Trace {
  label: Message;
  text: string | null;
  reason: Reason | null;
  unit: Unit;
  formula: Message | null;
  rounding: Message | null;
  operands: Trace[];
  key: string | null;
  cell: (Place & { address: string }) | null;
  clause: string | null;
}

export interface Project {
  name: string;
  synthetic: boolean;
  period: string;
  path_label: string;
  run_id: string;
  /** The acts that undo takes back and redo does again, in words. */
  undo: Message | null;
  redo: Message | null;
  /** Who had the file open when the program last ended without closing it. */
  interrupted: string | null;
  /** Why a local copy is worked on: the file stands in a synced or remote folder. */
  kept_at: Message | null;
  unsaved: boolean;
  encrypted: boolean;
}

/** A copy of the project as it was; `since` is what was done after it, newest first. */
export interface Snapshot {
  id: string;
  label: Message;
  when: string;
  who: string;
  since: Message[] | null;
}

/** The second way into an encrypted project, shown once; copies beside it that could not be encrypted. */
export interface RecoveryKey {
  key: string;
  left: string[];
}

/** A project that could not be opened, and the snapshots that can take its place. */
export interface Recovery {
  path_label: string;
  reason: Message;
  snapshots: Snapshot[];
}

export interface Recent {
  id: string;
  name: string;
  path_label: string;
}

export interface AppState {
  project: Project | null;
  recent: Recent[];
  version: string;
  recovery: Recovery | null;
  /** The project that asks for a password. */
  locked: string | null;
}

export const PLACES = [
  'overview',
  'data',
  'costing',
  'case_types',
  'payment',
  'break_even',
  'scenarios',
  'reports',
] as const;
export type PlaceName = (typeof PLACES)[number];

export interface Sort {
  column: string;
  descending: boolean;
}

export interface PageRequest {
  page: PlaceName;
  sort?: Sort;
  search?: string;
  selected?: string;
  view?: string;
}

export interface Kpi {
  key: string;
  label: Message;
  figure: Cell;
  unit: Unit;
  baseline: Cell | null;
  change: Cell | null;
  tone: 'good' | 'bad' | 'neutral';
  note: Message | null;
}

/** One way of looking at a page, e.g. a level of cost; the page offers them when there is more than one. */
export interface View {
  key: string;
  label: Message;
}

export interface PageAnswer {
  kpis: Kpi[];
  tables: Table[];
  charts: ChartSpec[];
  issues: Issue[];
  info: Message[];
  empty: Message | null;
  views?: View[];
  view?: string | null;
}

export interface PickedFile {
  handle: string;
  name: string;
}

export interface SheetColumn {
  index: number;
  letters: string;
  heading: string;
  field: string | null;
  identity: boolean;
  unit: string | null;
}

export interface InspectedSheet {
  sheet: string;
  /** Hidden in the workbook: offered, never taken silently. */
  hidden: boolean;
  /** Ticked: recognised, not hidden, or taken the last time. */
  take: boolean;
  facility: string;
  form: string | null;
  confidence: number;
  reason: Message;
  header_row: number;
  rows: number;
  columns: SheetColumn[];
  sample: string[][];
  skipped: Message[];
}

export interface Inspection {
  file: string;
  sheets: InspectedSheet[];
  issues: Issue[];
}

export interface Form {
  form: string;
  title: string;
  /** `label`: the first heading the form knows for the field. */
  fields: { key: string; required: boolean; kind: string; label?: string }[];
}

export interface SheetChoice {
  sheet: string;
  form: string;
  header_row: number;
  columns: Record<number, string>;
  /** Column → unit of its figures where it is not 元. */
  units: Record<number, string>;
  facility: string;
  period: string;
  supersede: boolean;
}

export interface FileChoice {
  handle: string;
  sheets: SheetChoice[];
  /** Sheets left aside; remembered like every choice. */
  aside: string[];
}

export interface UnknownCode {
  kind: string;
  code: string;
  rows: number;
  suggestions: { code: string; name: string; why: Message }[];
}

export interface CrosswalkEntry {
  kind: string;
  from: string;
  to: string;
  who: string;
  when: string;
  seal: string;
}

export interface SheetPreview {
  file: string;
  sheet: string;
  form: string;
  rows: number;
  taken: number;
  rejected: number;
  skipped: number;
  converted: { what: Message; cells: number }[];
  unknown: UnknownCode[];
  totals_checked: number;
  totals_tied: number;
  issues: Issue[];
}

export interface Batch {
  id: string;
  form: string;
  file: string;
  sheet: string;
  rows: number;
  imported: number;
  rejected: number;
  skipped: number;
  amounts: { field: string; file_total: string; imported: string; rejected: string; skipped: string }[];
  totals_checked: number;
  totals_tied: number;
}

export interface ImportAnswer {
  batches: Batch[];
  issues: Issue[];
  unchanged: boolean;
}

export interface PolicyOption {
  id: string;
  name: Message;
  certainty: Message | null;
  synthetic: boolean;
  frame: Message | null;
  sources: { number: string; title: string; issuer: string; certainty: Message }[];
  notices: Issue[];
  faults: Issue[];
}

export interface Settings {
  policies: PolicyOption[];
  policy: string | null;
  facilities: string[];
  facility: string | null;
  cost_given: boolean;
  fixed_share: { percent: string; source: string } | null;
}

/** Usual life of a class of assets, as shown and as typed; empty years are no bound. */
export interface AssetLife {
  class: string;
  also: string[];
  years_min: string;
  years_max: string;
  charged: boolean;
  source: string;
  certainty: string;
}

export interface Depreciation {
  entry: string;
  residual: string;
  lives: AssetLife[];
}

export interface PlanVersion {
  number: number;
  when: string;
  who: string;
  reason: Message | null;
  changes: Message[];
  current: boolean;
}

export interface ReportEntry {
  key: string;
  label: Message;
}

export interface Exported {
  path_label: string;
}

export interface Progress {
  done: number;
  total: number | null;
  label: Message | null;
}

export interface AppError {
  code: string;
  arguments: Record<string, string>;
}
