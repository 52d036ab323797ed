import * as api from '../ipc/api';
import type { AppError, AppState, PageAnswer, PageRequest, PickedFile, PlaceName, Progress, Settings, Sort, Trace } from '../ipc/types';
import { say } from './preferences.svelte';

interface Notice {
  id: number;
  kind: 'error' | 'done';
  key: string;
  given: Record<string, string>;
}

/** How often the program is asked whether a snapshot is due, in milliseconds; it keeps one an hour. */
const AUTOSAVE_EVERY = 5 * 60 * 1000;

/** What the window shows: the open project, the place in it, the answer for that place. */
class Session {
  app = $state.raw<AppState | null>(null);
  place = $state<PlaceName>('overview');
  answer = $state.raw<PageAnswer | null>(null);
  /** The place the answer belongs to; differs from `place` while a new answer is on its way. */
  shown = $state<PlaceName | null>(null);
  loading = $state(false);
  sort = $state<Sort | undefined>(undefined);
  search = $state('');
  selected = $state<string | undefined>(undefined);
  view = $state<string | undefined>(undefined);
  /** What the project decides beside its data, and what it could choose instead. */
  settings = $state.raw<Settings | null>(null);
  progress = $state.raw<Progress | null>(null);
  dropped = $state.raw<PickedFile[]>([]);
  notices = $state<Notice[]>([]);
  private asked = 0;
  private told = 0;
  private turning = false;

  async start(): Promise<void> {
    await this.attempt(async () => {
      await api.onProgress((step) => (this.progress = step));
      await api.onDropped((files) => {
        this.dropped = files;
        if (this.app?.project) void this.go('data');
      });
    });
    setInterval(() => {
      if (this.app?.project) void this.attempt(api.autosave);
    }, AUTOSAVE_EVERY);
    await this.enter(api.appState);
    // What the program was started with may have been refused; the window is there all the same.
    if (!this.app) await this.enter(api.appState);
  }

  /** Runs an act that ends in another application state (opening, closing). */
  async enter(act: () => Promise<AppState>): Promise<void> {
    const next = await this.attempt(act);
    if (!next) {
      // A project that does not open may be recovered; the state says how.
      if (this.app) this.app = (await this.attempt(api.appState)) ?? this.app;
      return;
    }
    this.app = next;
    if (next.project?.interrupted) this.done('ui.interrupted', { who: next.project.interrupted });
    this.answer = null;
    this.shown = null;
    this.settings = null;
    if (!next.project) return;
    await this.go(this.dropped.length > 0 ? 'data' : 'overview');
    await this.loadSettings();
  }

  private async loadSettings(): Promise<void> {
    this.settings = (await this.attempt(api.settings)) ?? this.settings;
  }

  /** Data were brought in: what was computed and what can be chosen may both be different. */
  async imported(): Promise<void> {
    await this.refresh();
    this.app = (await this.attempt(api.appState)) ?? this.app;
    await this.loadSettings();
  }

  /** Runs an act that changes what the project decides; `true` when it was done. */
  async decide(act: () => Promise<Settings>): Promise<boolean> {
    const next = await this.attempt(act);
    if (!next) return false;
    this.settings = next;
    await this.refresh();
    this.app = (await this.attempt(api.appState)) ?? this.app;
    return true;
  }

  /** Goes to a place; search, order and selection belong to the place and begin anew. */
  async go(place: PlaceName): Promise<void> {
    this.place = place;
    this.sort = undefined;
    this.search = '';
    this.selected = undefined;
    this.view = undefined;
    await this.refresh();
  }

  /** Runs an act that changes what everything is computed from, and shows the same place again; `true` when it was done. */
  async change(act: () => Promise<AppState>): Promise<boolean> {
    const next = await this.attempt(act);
    if (!next) return false;
    this.app = next;
    await this.refresh();
    return true;
  }

  /** Takes the last act back, or does it again, and says which it was. */
  async turn(which: 'undo' | 'redo'): Promise<void> {
    const act = this.app?.project?.[which];
    if (!act || this.turning) return;
    this.turning = true;
    if (await this.change(api[which])) {
      this.done(`ui.turn.${which}.done`, { act: say(act) });
      await this.loadSettings();
    }
    this.turning = false;
  }

  async sortBy(column: string): Promise<void> {
    const again = this.sort?.column === column;
    this.sort = again && this.sort?.descending === false ? undefined : { column, descending: !again };
    await this.refresh();
  }

  async searchFor(words: string): Promise<void> {
    this.search = words;
    await this.refresh();
  }

  async select(key: string | undefined): Promise<void> {
    this.selected = key;
    await this.refresh();
  }

  async look(view: string): Promise<void> {
    this.view = view;
    await this.refresh();
  }

  /** Asks for the page again; an answer overtaken by a later question is dropped. */
  async refresh(): Promise<void> {
    const ticket = (this.asked += 1);
    const place = this.place;
    const request: PageRequest = { page: place };
    if (this.sort) request.sort = { ...this.sort };
    if (this.search.trim() !== '') request.search = this.search.trim();
    if (this.selected !== undefined) request.selected = this.selected;
    if (this.view !== undefined) request.view = this.view;
    this.loading = true;
    try {
      const answer = await api.page(request);
      if (ticket !== this.asked) return;
      this.answer = answer;
      this.shown = place;
    } catch (thrown) {
      if (ticket !== this.asked) return;
      if (this.shown !== place) {
        this.answer = null;
        this.shown = place;
      }
      this.fail(thrown as AppError);
    } finally {
      if (ticket === this.asked) this.loading = false;
    }
  }

  /** Runs an act; a refusal is shown, not swallowed, and gives `undefined`. */
  async attempt<R>(act: () => Promise<R>): Promise<R | undefined> {
    try {
      return await act();
    } catch (thrown) {
      this.fail(thrown as AppError);
      return undefined;
    } finally {
      this.progress = null;
    }
  }

  fail(error: AppError): void {
    // An encrypted project asks for its password; that is no failure.
    if (error.code === 'store.sealed') return;
    this.notices.push({ id: (this.told += 1), kind: 'error', key: error.code, given: error.arguments ?? {} });
  }

  done(key: string, given: Record<string, string> = {}): void {
    const id = (this.told += 1);
    this.notices.push({ id, kind: 'done', key, given });
    setTimeout(() => this.dismiss(id), 6000);
  }

  dismiss(id: number): void {
    this.notices = this.notices.filter((notice) => notice.id !== id);
  }
}

export const session = new Session();

/** The panel «why this number»: the figures opened one from another, last on top. */
class Why {
  trail = $state.raw<Trace[]>([]);
  key = $state<string | null>(null);
  loading = $state(false);
  private opener: HTMLElement | null = null;
  private asked = 0;

  async open(key: string, deeper = false): Promise<void> {
    if (!deeper && this.trail.length === 0) this.opener = document.activeElement as HTMLElement | null;
    const ticket = (this.asked += 1);
    this.key = key;
    this.loading = true;
    const found = await session.attempt(() => api.why(key));
    if (ticket !== this.asked) return;
    this.loading = false;
    if (found) this.trail = deeper ? [...this.trail, found] : [found];
    else if (this.trail.length === 0) this.close();
  }

  back(): void {
    this.trail = this.trail.slice(0, -1);
  }

  close(): void {
    this.asked += 1;
    this.loading = false;
    this.trail = [];
    this.key = null;
    this.opener?.focus?.();
    this.opener = null;
  }
}

export const why = new Why();
