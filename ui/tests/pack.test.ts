import { render, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import PackEditor from '../src/components/PackEditor.svelte';
import * as api from '../src/ipc/api';
import { pretend } from '../src/mock/program';
import { preferences } from '../src/state/preferences.svelte';
import { session } from '../src/state/session.svelte';

const user = userEvent.setup();

async function shown() {
  pretend();
  await session.start();
  await session.enter(api.openDemo);
  await session.go('payment');
  const { container } = render(PackEditor);
  await waitFor(() => expect(container.querySelector('[data-pack]')).not.toBeNull());
  return container;
}

function one<E extends HTMLElement>(container: HTMLElement, selector: string): E {
  const found = container.querySelector<E>(selector);
  if (!found) throw new Error(selector);
  return found;
}

beforeEach(() => preferences.setLanguage('zh-CN'));

describe('the pack editor', () => {
  it.each(['zh-CN', 'en'] as const)('shows every value with its source and certainty, without accessibility faults, in %s', async (language) => {
    preferences.setLanguage(language);
    const container = await shown();
    const row = one(container, "[data-value='rate/2025-01-01']");
    expect(row.textContent).toContain('9600.00');
    expect(row.textContent).toContain('示范市演示参数');
    expect(one(container, "[data-state='pack-notices']").textContent).toContain('basic');
    await user.click(one(container, "[data-parameter='low'] [data-act='add-value']"));
    const found = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(found.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
    expect(container.textContent).not.toMatch(/undefined|\[object|NaN|ui\.pack/);
  });

  it('adds a value from a day in the form of the last one', async () => {
    const container = await shown();
    await user.click(one(container, "[data-parameter='low'] [data-act='add-value']"));
    await user.type(one(container, "[data-state='value-from']"), '2027-01-01');
    const number = one<HTMLInputElement>(container, "[data-state='value-number']");
    await user.clear(number);
    await user.type(number, '0.35');
    await user.click(one(container, "[data-act='keep-value']"));
    await waitFor(() => expect(one(container, "[data-value='low/2027-01-01']").textContent).toContain('< 0.35'));
    expect(container.querySelector("[data-state='pack-faults']")).toBeNull();
  });

  it('shows why a correction is refused and keeps it with results worked by hand', async () => {
    const container = await shown();
    await user.click(one(container, "[data-value='low/2025-01-01'] [data-act='correct-value']"));
    const number = one<HTMLInputElement>(container, "[data-state='value-number']");
    await user.clear(number);
    await user.type(number, '0.50');
    await user.click(one(container, "[data-act='keep-value']"));
    const faults = await waitFor(() => one(container, "[data-state='pack-faults']"));
    expect(faults.textContent).toContain('golden.toml');
    expect(one(container, "[data-value='low/2025-01-01']").textContent).toContain('0.40');
    await user.type(one(container, "[data-worked='low:revenue']"), '7000.00');
    await user.click(one(container, "[data-act='keep-worked']"));
    await waitFor(() => expect(one(container, "[data-value='low/2025-01-01']").textContent).toContain('0.50'));
    expect(container.querySelector("[data-state='pack-faults']")).toBeNull();
  });

  it('adds a source and closes an open matter with its answer', async () => {
    const container = await shown();
    await user.click(one(container, "[data-act='add-source']"));
    await user.type(one(container, "[data-state='source-id']"), 'notice');
    await user.type(one(container, "[data-state='source-title']"), '虚构通知');
    await user.click(one(container, "[data-act='keep-source']"));
    await waitFor(() => expect(container.querySelector("[data-source='notice']")).not.toBeNull());
    await user.click(one(container, "[data-act='close-matter']"));
    await user.type(one(container, "[data-state='answer']"), '名单见附件');
    await user.click(one(container, "[data-act='keep-answer']"));
    await waitFor(() => expect(container.querySelector("[data-act='close-matter']")).toBeNull());
    expect(container.textContent).toContain('名单见附件');
  });
});
