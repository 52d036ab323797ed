import { asLines } from '../src/format/clipboard';
import type { Table } from '../src/ipc/types';

const m = (key: string) => ({ key, arguments: {} });
const table: Table = {
  id: 't',
  title: m('t'),
  columns: [
    { key: 'name', label: m('名称'), unit: null },
    { key: 'gap', label: m('结余'), unit: 'money' },
    { key: 'rate', label: m('率'), unit: 'percent' },
  ],
  rows: [
    { key: 'a', style: 'normal', cells: [{ kind: 'text', text: '甲\t科' }, { kind: 'figure', text: '-12345678.90', why: null }, { kind: 'figure', text: '1.50', why: null }] },
    { key: 'b', style: 'normal', cells: [{ kind: 'text', text: '乙' }, { kind: 'not_computable', reason: { code: '无病例', arguments: {} } }, { kind: 'empty' }] },
  ],
  notes: [],
};
const words = { t: (key: string) => key, say: (message: { key: string } | { code: string }) => ('key' in message ? message.key : message.code) };

it('copies headings with units and digits Excel can read', () => {
  expect(asLines(table, { top: 0, bottom: 1, left: 0, right: 2 }, 'wan', words)).toBe(
    '名称\t结余 (ui.unit.wan)\t率 (ui.unit.percent)\n甲 科\t-1234.57\t1.50%\n乙\t无病例\t',
  );
});

it('copies a block', () => {
  expect(asLines(table, { top: 0, bottom: 0, left: 1, right: 1 }, 'yuan', words)).toBe('结余 (ui.unit.yuan)\n-12345678.90');
});
