import type { Progress } from '../ipc/types';

/** Milliseconds of a piece of work before its pace says anything. */
const FIRST = 1500;

/** How long a piece of work will still take, told by its pace so far. */
export class Pace {
  private label = '';
  private begun = { at: 0, done: 0 };

  /** Seconds left, or `null` while nothing can be said: no total, just begun, nothing done since. */
  seconds(step: Progress | null, now: number): number | null {
    if (step === null) {
      this.label = '';
      return null;
    }
    const label = JSON.stringify(step.label);
    // Another file, or the same one anew: its pace is its own.
    if (this.label !== label || step.done < this.begun.done) {
      this.label = label;
      this.begun = { at: now, done: step.done };
    }
    const done = step.done - this.begun.done;
    const elapsed = now - this.begun.at;
    if (step.total === null || done <= 0 || elapsed < FIRST) return null;
    return Math.max(0, (elapsed / done) * (step.total - step.done)) / 1000;
  }
}

/** Message and argument of a time left, rounded up; minutes from two on. */
export function left(seconds: number): [string, Record<string, string>] {
  return seconds < 120
    ? ['ui.left_seconds', { count: String(Math.max(1, Math.ceil(seconds))) }]
    : ['ui.left_minutes', { count: String(Math.ceil(seconds / 60)) }];
}
