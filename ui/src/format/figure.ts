import type { Unit } from '../ipc/types';
import { grouped, scaled } from './decimal';

/** Scale in which money is shown (计量单位: 元、千元、万元). */
export type Scale = 'yuan' | 'thousand' | 'wan';

const SHIFT: Record<Scale, number> = { yuan: 0, thousand: 3, wan: 4 };

/** Digits without grouping, as they go to the clipboard. */
export function plain(text: string, unit: Unit | null, scale: Scale): string {
  return unit === 'money' ? scaled(text, SHIFT[scale], 2) : text;
}

/** A figure as shown: money in the chosen scale, grouped; per cent with its sign. */
export function shown(text: string, unit: Unit | null, scale: Scale): string {
  const digits = grouped(plain(text, unit, scale));
  return unit === 'percent' ? `${digits}%` : digits;
}

/** Message key of a unit's short name; `null` for units that need none beside a heading. */
export function unitKey(unit: Unit | null, scale: Scale): string | null {
  if (unit === 'money') return `ui.unit.${scale}`;
  if (unit === 'unit_money') return 'ui.unit.yuan';
  if (unit === 'percent') return 'ui.unit.percent';
  if (unit === 'days') return 'ui.unit.days';
  return null;
}
