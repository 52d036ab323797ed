import * as api from '../ipc/api';
import { same, typedDecimal } from '../format/decimal';
import type { LeverState, Override, SavedScenario, ScenarioAnswer } from '../ipc/types';
import { session } from './session.svelte';

interface Step {
  lever: string;
  before: string;
  after: string;
}

/** A change a slider can show: a lever of its own, at once, for all or one group. */
function plain(change: Override): boolean {
  return (
    !change.disabled &&
    !change.start &&
    !change.ramp_months &&
    !change.one_off &&
    !change.low &&
    !change.high &&
    !change.name &&
    Object.keys(change.parameters ?? {}).length === 0 &&
    ['', 'all', 'group'].includes(change.target_kind ?? '')
  );
}

/** The scenario being tried: its changes in order, the answer for them, and the slider steps that can be undone. */
export class Draft {
  levers = $state.raw<LeverState[]>([]);
  changes = $state<Override[]>([]);
  source = $state('');
  answer = $state.raw<ScenarioAnswer | null>(null);
  done = $state<Step[]>([]);
  undone = $state<Step[]>([]);
  id = $state<string | null>(null);
  name = $state('');
  private settled: Record<string, string> = {};
  private waiting = false;
  private running = false;
  private again = false;

  async load(): Promise<void> {
    this.levers = (await session.attempt(api.scenarioLevers)) ?? [];
    this.reset();
  }

  /** Back to the baseline. */
  reset(): void {
    this.changes = [];
    this.source = '';
    this.id = null;
    this.name = '';
    this.done = [];
    this.undone = [];
    this.settle_all();
    this.ask();
  }

  /** Takes up a saved scenario. */
  take(saved: SavedScenario): void {
    this.reset();
    this.id = saved.id || null;
    this.name = saved.name;
    this.changes = saved.overrides.map((change) => ({ ...change, parameters: { ...change.parameters } }));
    this.settle_all();
    this.ask();
  }

  private settle_all(): void {
    this.settled = Object.fromEntries(this.levers.map((lever) => [lever.lever, this.value(lever.lever)]));
  }

  /** The change a slider stands for, if there is one. */
  private slot(lever: string): Override | undefined {
    return this.changes.find((change) => change.lever === lever && plain(change));
  }

  /** Whether a change is shown by its slider and not by the list of changes. */
  bySlider(change: Override): boolean {
    return this.levers.some((lever) => lever.lever === change.lever) && this.slot(change.lever) === change;
  }

  /** Where a slider stands. */
  value(lever: string): string {
    return this.slot(lever)?.value ?? this.levers.find((own) => own.lever === lever)?.baseline ?? '0';
  }

  group(lever: string): string {
    return this.slot(lever)?.target ?? '';
  }

  setGroup(lever: string, code: string): void {
    const change = this.slot(lever);
    if (!change) return;
    change.target = code.trim();
    change.target_kind = change.target ? 'group' : '';
    this.ask();
  }

  moved(lever: LeverState): boolean {
    return !same(this.value(lever.lever), lever.baseline);
  }

  get overrides(): Override[] {
    const source = this.source.trim();
    return this.changes.map((change) => ({ ...change, source: change.source || source }));
  }

  private set(lever: string, text: string): void {
    const state = this.levers.find((own) => own.lever === lever);
    const change = this.slot(lever);
    if (state && same(text, state.baseline)) {
      if (change) this.changes = this.changes.filter((own) => own !== change);
    } else if (change) change.value = text;
    else this.changes.push({ lever, value: text });
  }

  /** A slider is on its way. */
  slide(lever: string, text: string): void {
    this.set(lever, text);
    this.ask();
  }

  /** A value was typed; `false` when it is none. */
  type(lever: string, text: string): boolean {
    const value = typedDecimal(text);
    if (value === null) return false;
    this.set(lever, value);
    this.settle(lever);
    this.ask();
    return true;
  }

  /** The slider was let go: one step that can be undone. */
  settle(lever: string): void {
    const before = this.settled[lever] ?? '';
    const after = this.value(lever);
    if (before === after) return;
    this.settled[lever] = after;
    this.done.push({ lever, before, after });
    this.undone = [];
  }

  undo(): void {
    const step = this.done.pop();
    if (step) this.put(step, step.before, this.undone);
  }

  redo(): void {
    const step = this.undone.pop();
    if (step) this.put(step, step.after, this.done);
  }

  private put(step: Step, value: string, onto: Step[]): void {
    this.set(step.lever, value);
    this.settled[step.lever] = value;
    onto.push(step);
    this.ask();
  }

  /** A change from the catalogue goes to the end. */
  add(change: Override): void {
    this.changes.push(change);
    this.ask();
  }

  replace(at: number, change: Override): void {
    this.changes[at] = change;
    this.ask();
  }

  remove(at: number): void {
    this.changes.splice(at, 1);
    this.settle_all();
    this.ask();
  }

  /** Moves a change one place; the order decides how overlapping changes share the effect. */
  move(at: number, by: 1 | -1): void {
    const [change] = this.changes.splice(at, 1);
    if (change) this.changes.splice(Math.max(0, at + by), 0, change);
    this.ask();
  }

  /** Asks for the result at most once a frame and one at a time; the last state always gets its answer. */
  ask(): void {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      if (this.running) this.again = true;
      else void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running = true;
    do {
      this.again = false;
      const answer = await session.attempt(() => api.scenarioTry($state.snapshot(this.overrides)));
      if (answer) this.answer = answer;
    } while (this.again);
    this.running = false;
  }
}
