// Policy pack, its editor and the replay between the window and the program; as `types.ts`.

import type { Issue, Message } from './types';

/** One dated value as it is written in the pack. */
export interface PackValue {
  from: string;
  source: string;
  kind: 'number' | 'table' | 'steps' | 'bands' | 'end';
  compare: string;
  step_on: string;
  inclusive: boolean;
  number: string;
  rows: [string, string][];
}

export interface PackParameter {
  id: string;
  role: Message;
  unit: string;
  by: string;
  values: PackValue[];
  open: Message | null;
}

export interface PackSource {
  id: string;
  number: string;
  title: string;
  issuer: string;
  issued: string;
  effective: string;
  link: string;
  level: string;
}

export interface PackMatter {
  key: string;
  label: Message;
  answer: string | null;
  source: string | null;
}

export interface PackGroup {
  cells: [string, string][];
  source: string;
}

export interface PackSheet {
  name: Message;
  id: string;
  own_copy: boolean;
  certainty: Message;
  frame: Message | null;
  parameters: PackParameter[];
  sources: PackSource[];
  open: PackMatter[];
  confirmed: PackMatter[];
  groups: number;
  notices: Issue[];
}

/** One change of the pack; several are kept together or not at all. */
export type PackEdit =
  | { act: 'set_value'; parameter: string; replaces: string | null; value: PackValue }
  | { act: 'remove_value'; parameter: string; from: string }
  | { act: 'put_source'; source: PackSource }
  | { act: 'remove_source'; id: string }
  | { act: 'close_open'; matter: string; answer: string; source: string }
  | { act: 'set_group'; code: string; cells: [string, string][]; source: string }
  | { act: 'set_case'; id: string; fields: [string, string][] };

/** What came of edits: with faults nothing has changed. */
export interface PackAnswer {
  sheet: PackSheet;
  faults: Issue[];
}
/** Against which rules the same cases can be paid again. */
export interface ReplayChoices {
  days: string[];
  overlays: { id: string; name: string }[];
  present: Message | null;
}

export type ReplayKind = 'pack' | 'day' | 'overlay' | 'none';
