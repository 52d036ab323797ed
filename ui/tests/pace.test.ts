import { describe, expect, it } from 'vitest';
import { Pace, left } from '../src/state/pace';

const step = (done: number, total: number | null = 1000, key = 'import.reading') => ({ done, total, label: { key, arguments: {} } });

describe('time left', () => {
  it('is told by the pace so far, once there is one', () => {
    const pace = new Pace();
    expect(pace.seconds(step(0), 0)).toBeNull();
    expect(pace.seconds(step(100), 1000)).toBeNull();
    expect(pace.seconds(step(200), 2000)).toBeCloseTo(8);
    expect(pace.seconds(step(1000), 10_000)).toBe(0);
  });

  it('begins anew with another piece of work, and says nothing without a total', () => {
    const pace = new Pace();
    pace.seconds(step(0), 0);
    expect(pace.seconds(step(500), 5000)).toBeCloseTo(5);
    expect(pace.seconds(step(10, 1000, 'import.keeping'), 6000)).toBeNull();
    expect(pace.seconds(step(5), 6100)).toBeNull();
    expect(pace.seconds(null, 7000)).toBeNull();
    expect(pace.seconds(step(900, null), 9000)).toBeNull();
  });

  it('is rounded up, in minutes when it is long', () => {
    expect(left(0)).toEqual(['ui.left_seconds', { count: '1' }]);
    expect(left(41.2)).toEqual(['ui.left_seconds', { count: '42' }]);
    expect(left(130)).toEqual(['ui.left_minutes', { count: '3' }]);
  });
});
