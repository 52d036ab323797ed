import { describe, expect, it } from 'vitest';
import { grouped, isNegative, same, scaled, typedDecimal } from '../src/format/decimal';
import { plain, shown } from '../src/format/figure';

/** The same arithmetic on big integers: an oracle that shares nothing with the digit strings. */
function oracle(fen: bigint, shift: number): string {
  const unit = 10n ** BigInt(shift);
  const magnitude = fen < 0n ? -fen : fen;
  const rounded = (2n * magnitude + unit) / (2n * unit);
  const digits = rounded.toString().padStart(3, '0');
  const sign = fen < 0n && rounded > 0n ? '-' : '';
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function yuan(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

describe('units of money', () => {
  it('shift the point and round half away from zero, like exact integers', () => {
    // A fixed multiplicative generator: the same cases on every machine.
    let seed = 20260101n;
    for (let turn = 0; turn < 3000; turn += 1) {
      seed = (seed * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
      const fen = (seed % 10n ** BigInt(1 + (turn % 16))) * (turn % 2 === 0 ? 1n : -1n);
      for (const shift of [0, 3, 4]) expect(scaled(yuan(fen), shift, 2)).toBe(oracle(fen, shift));
    }
  });

  it('round ties away from zero and never show minus zero', () => {
    expect(scaled('50.00', 4, 2)).toBe('0.01');
    expect(scaled('-50.00', 4, 2)).toBe('-0.01');
    expect(scaled('-49.99', 4, 2)).toBe('0.00');
    expect(scaled('99999999.99', 4, 2)).toBe('10000.00');
  });

  it('leave a text that is no number as it is', () => {
    expect(scaled('无法计算', 4, 2)).toBe('无法计算');
    expect(grouped('—')).toBe('—');
  });
});

describe('figures', () => {
  it('are grouped by thousands, per cent with its sign, per case never in 万元', () => {
    expect(shown('-6707680.97', 'money', 'wan')).toBe('-670.77');
    expect(shown('-6707680.97', 'money', 'yuan')).toBe('-6,707,680.97');
    expect(shown('8162.06', 'unit_money', 'wan')).toBe('8,162.06');
    expect(shown('-9.54', 'percent', 'wan')).toBe('-9.54%');
    expect(plain('1234567.00', 'money', 'thousand')).toBe('1234.57');
  });

  it('know a loss by its sign', () => {
    expect(isNegative('-0.01')).toBe(true);
    expect(isNegative('-0.00')).toBe(false);
    expect(isNegative('12')).toBe(false);
  });
});

describe('what a person types', () => {
  it('is read with full-width digits, commas and per cent', () => {
    expect(typedDecimal('１，２３４．５')).toBe('1234.5');
    expect(typedDecimal('−3%')).toBe('-3');
    expect(typedDecimal('abc')).toBeNull();
    expect(typedDecimal('1.')).toBeNull();
    expect(same('7.2', '7.2000')).toBe(true);
  });
});
