import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { distributionOf } from './distribution.ts';

const finite = fc.float({ noNaN: true, noDefaultInfinity: true, min: -Math.fround(1e30), max: Math.fround(1e30) });

describe('distributionOf', () => {
  test('says the exact figures of a hand-made sample', () => {
    const found = distributionOf(Float32Array.of(1, 2, 3, 4, Number.NaN, Infinity), { bins: 3 });
    expect(found).toMatchObject({ low: 1, high: 4, size: 4, nonFinite: 2, min: 1, max: 4, mean: 2.5, bound: null });
    expect(found.deviation).toBeCloseTo(Math.sqrt(1.25), 12);
    expect([...found.counts]).toEqual([1, 1, 2]);
    expect(found.quantiles).toHaveLength(65);
    expect([found.quantiles[0], found.quantiles[32], found.quantiles[64]]).toEqual([1, 2.5, 4]);
  });

  test('counts what lies within 1 % of either bound', () => {
    const found = distributionOf(Float32Array.of(0.01, -0.01, 0.00995, 0.0098, 0), { bound: 0.01 });
    expect(found.bound).toEqual({ value: 0.01, share: 3 / 5 });
  });

  test('gives equal values bins around them, and nothing has no figures', () => {
    const equal = distributionOf(new Float32Array(5).fill(7));
    expect(equal.low).toBeLessThan(7);
    expect(equal.high).toBeGreaterThan(7);
    expect(equal.counts.reduce((total, count) => total + count, 0)).toBe(5);
    const nothing = distributionOf(Float32Array.of(Number.NaN));
    expect(nothing).toMatchObject({ size: 0, nonFinite: 1, min: Number.NaN, mean: Number.NaN, low: 0, high: 1 });
  });

  test.prop([fc.array(finite, { minLength: 1, maxLength: 300 }), fc.integer({ min: 1, max: 200 })])(
    'every value is in exactly one bin and quantiles rise from min to max',
    (numbers, bins) => {
      const found = distributionOf(Float32Array.from(numbers), { bins });
      expect(found.counts.reduce((total, count) => total + count, 0)).toBe(numbers.length);
      // Numerically: −0 and 0 are the same value here.
      expect(found.quantiles[0] === found.min).toBe(true);
      expect(found.quantiles[64] === found.max).toBe(true);
      found.quantiles.forEach((value, at) => {
        if (at > 0) expect(value).toBeGreaterThanOrEqual(found.quantiles[at - 1]);
      });
    },
  );
});
