import type { Cell, Table } from '../ipc/types';
import { plain, unitKey, type Scale } from './figure';

export interface Words {
  t: (key: string) => string;
  say: (message: { key: string; arguments: Record<string, string> } | { code: string; arguments: Record<string, string> }) => string;
}

/** Rows and columns of a block, both ends included. */
export interface Block {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

function cellText(cell: Cell | undefined, table: Table, column: number, scale: Scale, words: Words): string {
  if (!cell || cell.kind === 'empty') return '';
  if (cell.kind === 'text') return cell.text;
  if (cell.kind === 'label') return words.say(cell.message);
  if (cell.kind === 'not_computable') return words.say(cell.reason);
  const unit = table.columns[column]?.unit ?? null;
  return unit === 'percent' ? `${cell.text}%` : plain(cell.text, unit, scale);
}

/** Tabs and line ends would break the block apart in Excel and WPS. */
function flat(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ');
}

/** Heading with its unit. */
export function heading(table: Table, column: number, scale: Scale, words: Words): string {
  const spec = table.columns[column];
  if (!spec) return '';
  const key = unitKey(spec.unit, scale);
  const label = words.say(spec.label);
  return key === null || label.includes(words.t(key)) ? label : `${label} (${words.t(key)})`;
}

/** A block of a table with its headings, as tab-separated lines. */
export function asLines(table: Table, block: Block, scale: Scale, words: Words): string {
  const columns = [];
  for (let at = block.left; at <= block.right; at += 1) columns.push(at);
  const lines = [columns.map((at) => flat(heading(table, at, scale, words))).join('\t')];
  for (const row of table.rows.slice(block.top, block.bottom + 1)) {
    lines.push(columns.map((at) => flat(cellText(row.cells[at], table, at, scale, words))).join('\t'));
  }
  return lines.join('\n');
}

/** Puts text on the clipboard; `false` when the system refuses. */
export async function put(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'only-read';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}
