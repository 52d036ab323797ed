import * as api from '../ipc/api';
import { same, typedDecimal } from '../format/decimal';
import type { LeverState, Override, SavedScenario, ScenarioAnswer } from '../ipc/types';
import { session } from './session.svelte';

interface Step {
  lever: string;
  before: string;
  after: string;
}

/** The scenario being tried: lever values as texts, the answer for them, and the steps that can be undone. */
export class Draft {
  levers = $state.raw<LeverState[]>([]);
  values = $state<Record<string, string>>({});
  groups = $state<Record<string, string>>({});
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
    this.values = Object.fromEntries(this.levers.map((lever) => [lever.lever, lever.baseline]));
    this.settled = { ...this.values };
    this.groups = {};
    this.source = '';
    this.id = null;
    this.name = '';
    this.done = [];
    this.undone = [];
    this.ask();
  }

  /** Takes up a saved scenario. */
  take(saved: SavedScenario): void {
    this.reset();
    this.id = saved.id;
    this.name = saved.name;
    for (const override of saved.overrides) {
      this.values[override.lever] = override.value;
      if (override.group) this.groups[override.lever] = override.group;
      if (override.source) this.source = override.source;
    }
    this.settled = { ...this.values };
    this.ask();
  }

  moved(lever: LeverState): boolean {
    return !same(this.values[lever.lever] ?? lever.baseline, lever.baseline);
  }

  get overrides(): Override[] {
    return this.levers
      .filter((lever) => this.moved(lever))
      .map((lever) => ({
        lever: lever.lever,
        value: this.values[lever.lever] ?? lever.baseline,
        group: this.groups[lever.lever]?.trim() || null,
        source: this.source.trim(),
      }));
  }

  /** A slider is on its way. */
  slide(lever: string, text: string): void {
    this.values[lever] = text;
    this.ask();
  }

  /** A value was typed; `false` when it is none. */
  type(lever: string, text: string): boolean {
    const value = typedDecimal(text);
    if (value === null) return false;
    this.values[lever] = value;
    this.settle(lever);
    this.ask();
    return true;
  }

  /** The slider was let go: one step that can be undone. */
  settle(lever: string): void {
    const before = this.settled[lever] ?? '';
    const after = this.values[lever] ?? '';
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
    this.values[step.lever] = value;
    this.settled[step.lever] = value;
    onto.push(step);
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
      const answer = await session.attempt(() => api.scenarioTry(this.overrides));
      if (answer) this.answer = answer;
    } while (this.again);
    this.running = false;
  }
}
