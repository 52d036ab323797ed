import { LANGUAGES, messageText, sentence, type Language } from '../i18n/catalogue';
import type { Scale } from '../format/figure';
import type { Message, Reason } from '../ipc/types';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export const SCALES = ['yuan', 'thousand', 'wan'] as const;

/** A choice kept on this machine; a value that is not on the list falls back to the first. */
function kept<T extends string>(name: string, list: readonly T[], otherwise: T): T {
  try {
    const found = localStorage.getItem(`yingheng.${name}`);
    return list.find((one) => one === found) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`yingheng.${name}`, value);
  } catch {
    // Storage may be switched off; the choice then lasts until the window closes.
  }
}

class Preferences {
  language = $state<Language>(kept('language', LANGUAGES, 'zh-CN'));
  scale = $state<Scale>(kept('scale', SCALES, 'wan'));
  theme = $state<Theme>(kept('theme', THEMES, 'system'));
  systemDark = $state(false);

  constructor() {
    const query = globalThis.matchMedia?.('(prefers-color-scheme: dark)');
    if (query) {
      this.systemDark = query.matches;
      query.addEventListener('change', (event) => (this.systemDark = event.matches));
    }
    this.apply();
  }

  get dark(): boolean {
    return this.theme === 'dark' || (this.theme === 'system' && this.systemDark);
  }

  setLanguage(value: Language): void {
    this.language = value;
    keep('language', value);
    this.apply();
  }

  setScale(value: Scale): void {
    this.scale = value;
    keep('scale', value);
  }

  setTheme(value: Theme): void {
    this.theme = value;
    keep('theme', value);
    this.apply();
  }

  private apply(): void {
    document.documentElement.lang = this.language;
    document.documentElement.dataset.theme = this.theme;
  }
}

export const preferences = new Preferences();

/** The sentence of a key in the chosen language. */
export function t(key: string, given?: Record<string, string>): string {
  return sentence(preferences.language, key, given);
}

/** A message or reason that came from the program, in the chosen language. */
export function say(message: Message | Reason): string {
  return messageText(preferences.language, message);
}
