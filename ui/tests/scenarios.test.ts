import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import App from '../src/App.svelte';
import * as api from '../src/ipc/api';
import { pretend } from '../src/mock/program';
import { preferences } from '../src/state/preferences.svelte';
import { session } from '../src/state/session.svelte';

beforeEach(async () => {
  pretend();
  preferences.setLanguage('zh-CN');
  await session.start();
  await session.enter(api.openDemo);
});

async function look() {
  const shown = render(App);
  await session.go('scenarios');
  await screen.findByRole('button', { name: '从目录添加' });
  return shown;
}

describe('a scenario', () => {
  it('takes a lever from the catalogue with its numbers, in order, and can be switched off', async () => {
    const { container, unmount } = await look();
    await userEvent.click(screen.getByRole('button', { name: '从目录添加' }));
    const stock = await waitFor(() => container.querySelector<HTMLElement>('article[data-lever="spd_days"]'));
    expect(stock).not.toBeNull();
    expect(stock).toHaveTextContent('S3-035');
    const found = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(found.violations.map((fault) => fault.id)).toEqual([]);
    expect(container.textContent).not.toMatch(/lever_|ui\.lever|undefined/);
    await userEvent.click(within(stock as HTMLElement).getByRole('button', { name: /采用/ }));
    const form = await screen.findByRole('form', { name: '方案中的一项' });
    const keep = within(form).getByRole('button', { name: '放入方案' });
    expect(keep).toBeDisabled();
    await userEvent.type(within(form).getByLabelText('数值 (天)'), '15');
    await userEvent.type(within(form).getByLabelText('原天数 (天) *'), '30');
    expect(keep).toBeDisabled();
    await userEvent.type(within(form).getByLabelText('日均消耗 (元) *'), '133333.33');
    expect(keep).toBeEnabled();
    await userEvent.click(keep);
    await waitFor(() => expect(container.querySelectorAll('.levers ol li')).toHaveLength(1));
    expect(container.querySelector('.levers ol li')).toHaveTextContent('原天数 30');
    await userEvent.click(screen.getByRole('button', { name: '停用 1' }));
    await waitFor(() => expect(container.querySelector('.levers ol li')).toHaveClass('off'));
    await userEvent.click(screen.getByRole('button', { name: '删除 1' }));
    await waitFor(() => expect(container.querySelectorAll('.levers ol li')).toHaveLength(0));
    unmount();
  });

  it('keeps the order of what was saved', async () => {
    const { container, unmount } = await look();
    await userEvent.click(await screen.findByRole('button', { name: /^载入/ }));
    await waitFor(() => expect(container.querySelectorAll('.levers ol li')).toHaveLength(2));
    await userEvent.click(screen.getByRole('button', { name: '下移 1' }));
    expect(container.querySelectorAll('.levers ol li')[1]).toHaveTextContent('平均住院日');
    unmount();
  });
});
