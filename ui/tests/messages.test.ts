import { describe, expect, it } from 'vitest';
import { LANGUAGES, has, messageText, sentence } from '../src/i18n/catalogue';

const sources = import.meta.glob('../src/**/*.{ts,svelte}', { query: '?raw', import: 'default', eager: true }) as Record<string, string>;

describe('sentences', () => {
  it('exist in both languages for every key the page names', () => {
    const missing: string[] = [];
    let seen = 0;
    for (const [path, text] of Object.entries(sources)) {
      if (path.includes('/mock/')) continue;
      for (const found of text.matchAll(/['"`](ui(?:\.[a-z0-9_]+)+)['"`]/g)) {
        seen += 1;
        for (const language of LANGUAGES) if (!has(language, found[1] ?? '')) missing.push(`${path}: ${found[1]} (${language})`);
      }
    }
    expect(seen).toBeGreaterThan(50);
    expect(missing).toEqual([]);
  });

  it('resolve arguments that are keys themselves, and show an unknown key instead of hiding it', () => {
    expect(sentence('zh-CN', 'reason.no_behaviour', { unit: '病房', item: '@item.labour' })).toContain('人员经费');
    expect(messageText('en', { key: 'no.such.key', arguments: {} })).toBe('no.such.key');
  });
});
