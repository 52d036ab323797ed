import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import { grouped } from '../format/decimal';
import type { Message, Reason } from '../ipc/types';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const sources = import.meta.glob('../../../src-tauri/crates/app/locales/*/*.ftl', {
  query: '?raw',
  import: 'default',
  eager: true,
}) as Record<string, string>;

function bundleOf(language: Language): FluentBundle {
  const bundle = new FluentBundle(language, { useIsolating: false });
  for (const [path, text] of Object.entries(sources)) {
    if (path.includes(`/${language}/`)) bundle.addResource(new FluentResource(text));
  }
  return bundle;
}

const bundles: Record<Language, FluentBundle> = { 'zh-CN': bundleOf('zh-CN'), en: bundleOf('en') };

/** Dotted key → Fluent id. */
export function idOf(key: string): string {
  return key.replaceAll('.', '-');
}

function lookUp(language: Language, key: string, given: Record<string, FluentVariable>): string | null {
  const other: Language = language === 'en' ? 'zh-CN' : 'en';
  for (const tried of [language, other]) {
    const found = bundles[tried].getMessage(idOf(key));
    if (found?.value != null) return bundles[tried].formatPattern(found.value, given, []);
  }
  return null;
}

/** Arguments that are numbers of things, never codes. */
const COUNTS = new Set(['cases', 'count', 'rows', 'lines', 'present']);

/** The sentence of a key. A value that begins with `@` is itself a key. An unknown key is shown as it is, never hidden. */
export function sentence(language: Language, key: string, given: Record<string, string> = {}): string {
  const resolved: Record<string, FluentVariable> = {};
  for (const [name, value] of Object.entries(given)) {
    // Amounts (told from codes by their places) and counts (by their name) are grouped, as everywhere else in the window.
    const figure = /^-?\d+\.\d+$/.test(value) || (COUNTS.has(name) && /^\d{5,}$/.test(value));
    resolved[name] = value.startsWith('@') ? sentence(language, value.slice(1)) : figure ? grouped(value) : value;
  }
  return lookUp(language, key, resolved) ?? key;
}

/** Whether this very language has the key. */
export function has(language: Language, key: string): boolean {
  return bundles[language].hasMessage(idOf(key));
}

export function messageText(language: Language, message: Message | Reason): string {
  return sentence(language, 'key' in message ? message.key : message.code, message.arguments);
}
