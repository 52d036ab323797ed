import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeAll, describe, expect, it } from 'vitest';
import App from '../src/App.svelte';
import { pretend } from '../src/mock/program';
import { preferences } from '../src/state/preferences.svelte';
import { session } from '../src/state/session.svelte';
import * as api from '../src/ipc/api';

const PLACES = ['overview', 'data', 'costing', 'case_types', 'payment', 'break_even', 'scenarios', 'reports'] as const;

beforeAll(async () => {
  pretend();
  await session.start();
  await session.enter(api.openDemo);
});

describe.each(['zh-CN', 'en'] as const)('the window in %s', (language) => {
  it.each(PLACES)('shows %s without accessibility faults', async (place) => {
    preferences.setLanguage(language);
    const { container, unmount } = render(App);
    await session.go(place);
    await waitFor(() => expect(container.querySelector(`main[data-shown='${place}'][aria-busy='false']`)).not.toBeNull());
    // Contrast needs a layout, which jsdom has not.
    const found = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(found.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
    expect(container.textContent).not.toMatch(/undefined|\[object|NaN/);
    unmount();
  });
});

describe('a figure', () => {
  it('opens its explanation', async () => {
    preferences.setLanguage('zh-CN');
    render(App);
    await session.go('overview');
    const figure = await waitFor(() => {
      const button = document.querySelector<HTMLButtonElement>('[data-kpi] .value button');
      expect(button).not.toBeNull();
      return button as HTMLButtonElement;
    });
    await userEvent.click(figure);
    expect(await screen.findByRole('dialog')).toBeVisible();
    expect((await screen.findAllByRole('treeitem')).length).toBeGreaterThan(0);
  });
});
