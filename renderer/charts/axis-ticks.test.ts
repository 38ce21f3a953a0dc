import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { axisTicks, logTicks, niceStep, plainTicks } from './axis-ticks.ts';

describe('ticks', () => {
  test('steps are whole, round and grouped', () => {
    expect(axisTicks('step', 0, 12_000, 4)).toEqual({ values: [0, 5000, 10_000], labels: ['0', '5000', '10\u202f000'] });
    expect(axisTicks('step', 0, 2, 8).values).toEqual([0, 1, 2]);
  });
  test('durations fall on minutes, not on hundreds of seconds', () => {
    expect(axisTicks('relative', 0, 400, 5).labels).toEqual(['0 s', '2 min', '4 min', '6 min']);
  });
  test('clock times fall on whole minutes of the wall clock', () => {
    const from = new Date(2026, 10, 21, 9, 58, 30).getTime();
    expect(axisTicks('time', from, from + 5 * 60_000, 5).labels).toEqual(['09:59', '10:00', '10:01', '10:02', '10:03']);
  });
  test('an axis between two neighbouring numbers has no tick twice', () => {
    for (const { values } of [plainTicks(0.3, 0.1 + 0.2, 5), axisTicks('relative', 1e17, 1e17 + 16, 5)]) {
      expect(values).toEqual([...new Set(values)]);
      expect(values.length).toBeLessThanOrEqual(7);
    }
  });
  test.prop([fc.double({ min: 1e-9, max: 1e12, noNaN: true })])(
    'a nice step is 1, 2 or 5 times a power of ten and not too large',
    (rough) => {
      const step = niceStep(rough);
      expect(step).toBeGreaterThanOrEqual(rough * 0.999);
      expect(step).toBeLessThanOrEqual(rough * 2.6);
    },
  );
  test.prop([
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
    fc.constantFrom('step', 'relative', 'time' as const),
  ])('ticks stand inside the axis, ascending, and are few', (from, span, axis) => {
    const { values, labels } = axisTicks(axis, from, from + span, 6);
    expect(values.length).toBeLessThanOrEqual(9);
    expect(labels).toHaveLength(values.length);
    values.forEach((value, i) => {
      expect(value).toBeGreaterThanOrEqual(from - span * 1e-6);
      expect(value).toBeLessThanOrEqual(from + span * (1 + 1e-6));
      if (i > 0) expect(value).toBeGreaterThan(values[i - 1]);
    });
  });
  test.each([
    [1.1, 1.9, ['1.2', '1.4', '1.6', '1.8']],
    [0.62, 0.78, ['0.65', '0.7', '0.75']],
    [1e-5, 1e5, ['1e−4', '0.01', '1', '100', '10\u202f000']],
    [100.001, 100.002, ['100.0012', '100.0014', '100.0016', '100.0018']],
  ])('a logarithmic axis from %f to %f carries numbers', (from, to, labels) => {
    expect(logTicks(Math.log10(from), Math.log10(to)).labels).toEqual(expect.arrayContaining(labels));
  });
  test.prop([fc.double({ min: -290, max: 290, noNaN: true }), fc.double({ min: -11, max: 2.4, noNaN: true })])(
    'a logarithmic axis carries at least two numbers, and none twice',
    (low, power) => {
      const high = low + Math.max(1, Math.abs(low)) * 10 ** power;
      if (high > 300) return;
      const { values, labels } = logTicks(low, high);
      expect(new Set(labels).size).toBeGreaterThanOrEqual(2);
      expect(labels.length).toBeLessThanOrEqual(16);
      for (const value of values) expect(value >= low && value <= high).toBe(true);
    },
  );
  test.prop([
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.double({ min: -9, max: 9, noNaN: true }),
    fc.integer({ min: 1, max: 9 }),
    fc.constantFrom('plain', 'relative' as const),
  ])('any other axis does too, whatever its width', (from, power, count, axis) => {
    const to = from + Math.max(1, Math.abs(from)) * 10 ** power;
    const { labels } = axis === 'plain' ? plainTicks(from, to, count) : axisTicks(axis, from, to, count);
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels.length).toBeGreaterThanOrEqual(2);
  });
  test('parts of a second are told apart on the clock', () => {
    const from = new Date(2026, 10, 21, 9, 58, 30).getTime();
    expect(axisTicks('time', from, from + 400, 4).labels.slice(0, 2)).toEqual(['09:58:30.0', '09:58:30.1']);
  });
});
