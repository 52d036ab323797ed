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
  session.notices = [];
});

async function look(view: string) {
  const shown = render(App);
  await session.go('costing');
  await session.look(view);
  return shown;
}

describe('lives of assets', () => {
  it('are changed, kept, and can be taken back', async () => {
    const { container, unmount } = await look('assets');
    const form = await screen.findByRole('form', { name: '折旧规则与年限(可修改)' });
    const save = within(form).getByRole('button', { name: '保存为新版本' });
    expect(save).toBeDisabled();
    const life = within(form).getByLabelText('第 2 行 最短(年)');
    await userEvent.clear(life);
    await userEvent.type(life, '6');
    await userEvent.selectOptions(within(form).getByLabelText('起提月份'), 'following');
    await userEvent.click(save);
    await waitFor(() => expect(session.notices.map((notice) => notice.key)).toEqual(['ui.lives.saved']));
    const kept = await api.depreciation();
    expect([kept.entry, kept.lives[1]?.years_min, kept.lives[1]?.years_max]).toEqual(['following', '6', '10']);
    expect(save).toBeDisabled();
    const found = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(found.violations.map((fault) => fault.id)).toEqual([]);
    unmount();
  });

  it('keep what was typed when the program refuses it, and say which line', async () => {
    const { unmount } = await look('assets');
    const form = await screen.findByRole('form', { name: '折旧规则与年限(可修改)' });
    const life = within(form).getByLabelText('第 2 行 最短(年)');
    await userEvent.clear(life);
    await userEvent.type(life, '0');
    await userEvent.click(within(form).getByRole('button', { name: '保存为新版本' }));
    expect(await screen.findByText(/第 2 行“专用设备”.*0 年/)).toBeVisible();
    expect(life).toHaveValue('0');
    expect((await api.depreciation()).lives[1]?.years_min).toBe('5');
    await userEvent.click(within(form).getByRole('button', { name: '放弃改动' }));
    expect(within(form).getByLabelText('第 2 行 最短(年)')).toHaveValue('5');
    unmount();
  });

  it('grow and shrink by lines', async () => {
    const { container, unmount } = await look('assets');
    const form = await screen.findByRole('form', { name: '折旧规则与年限(可修改)' });
    await userEvent.click(within(form).getByRole('button', { name: '增加一行' }));
    expect(container.querySelectorAll('[data-life]')).toHaveLength(4);
    await userEvent.click(within(form).getByRole('button', { name: '删除“专用设备”' }));
    expect(container.querySelectorAll('[data-life]')).toHaveLength(3);
    expect(within(form).getByLabelText('第 2 行 资产类别')).toHaveValue('土地');
    unmount();
  });
});

describe('versions of the settings', () => {
  it('are listed with a way back to every earlier one', async () => {
    const { container, unmount } = await look('allocation');
    // The only version has no way back.
    expect(container.querySelector('[data-version]')).toBeNull();
    await session.change(() => api.restorePlan(1));
    await waitFor(() => expect(container.querySelectorAll('[data-version]')).toHaveLength(2));
    expect(container.querySelector('[data-version="2"]')).toHaveTextContent('正在使用');
    await userEvent.click(screen.getByRole('button', { name: '恢复第 1 版' }));
    await waitFor(() => expect(container.querySelectorAll('[data-version]')).toHaveLength(3));
    expect(container.querySelectorAll('[data-act="restore-plan"]')).toHaveLength(2);
    expect(session.notices.map((notice) => notice.key)).toEqual(['ui.versions.restored']);
    unmount();
  });
});
