// Levers, overrides and scenario files between the window and the program; as `types.ts`.

import type { ChartSpec, Issue, Kpi, Message, Table, Unit } from './types';

export interface LeverState {
  lever: string;
  label: Message;
  value: string;
  baseline: string;
  minimum: string;
  maximum: string;
  step: string;
  unit: Unit;
}

/** Texts that are empty may be left out; so may numbers that have a default. */
export interface Override {
  lever: string;
  value: string;
  parameters?: Record<string, string>;
  target_kind?: string;
  target?: string;
  start?: string;
  ramp_months?: number;
  one_off?: string;
  low?: string;
  high?: string;
  name?: string;
  source?: string;
  disabled?: boolean;
}

export interface LeverParameter {
  key: string;
  label: Message;
  measure: string;
  required: boolean;
  default: string | null;
}

export interface LeverExample {
  source: string;
  value: string;
  parameters: Record<string, string>;
  implied: boolean;
  kind: string;
  answer: string;
}

export interface LeverInfo {
  lever: string;
  family: string;
  label: Message;
  meaning: Message;
  formula: Message;
  measure: string;
  parameters: LeverParameter[];
  targets: string[];
  sources: string[];
  every_case: boolean;
  guards: string[];
  examples: LeverExample[];
}

export interface ImportedScenario {
  scenario: SavedScenario;
  changes: Issue[];
  refused: Issue[];
}

export interface ScenarioAnswer {
  kpis: Kpi[];
  charts: ChartSpec[];
  tables: Table[];
  issues: Issue[];
}

export interface SavedScenario {
  id: string;
  name: string;
  overrides: Override[];
}

/** What a comparison or an attribution shows. */
export interface ScenarioView {
  tables: Table[];
  charts: ChartSpec[];
  issues: Issue[];
}

/** A guard as set; per cent, empty where nothing is set. */
export interface GuardLine {
  guard: string;
  limit: string;
  value: string;
  date: string;
  source: string;
}

export interface ScenarioSnapshot {
  name: string;
  when: string;
  overrides: Override[];
  changes: Issue[];
}

export interface MergeRequest {
  into: string;
  from: string;
  changes: number[];
  take_other: boolean;
}

export interface MergeAnswer {
  scenario: SavedScenario;
  taken: number[];
  issues: Issue[];
}
