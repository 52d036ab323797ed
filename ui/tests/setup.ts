import '@testing-library/jest-dom/vitest';
import { vi } from 'vitest';

// jsdom has neither canvas nor layout: charts are seen in the real window; here their frame, title and table count.
vi.mock('../src/charts/engine', async (original) => {
  const real = await original<Record<string, unknown>>();
  const silent = { setOption() {}, resize() {}, dispose() {}, on() {}, off() {}, getZr: () => ({ on() {}, off() {} }), getDataURL: () => '', renderToSVGString: () => '<svg/>', dispatchAction() {}, isDisposed: () => false };
  return Object.fromEntries(Object.entries(real).map(([name, value]) => [name, typeof value === 'function' ? () => silent : value]));
});

class Observer {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver ??= Observer as unknown as typeof ResizeObserver;
globalThis.matchMedia ??= ((query: string) => ({ matches: false, media: query, addEventListener() {}, removeEventListener() {} })) as unknown as typeof matchMedia;
