import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { debiasedAverage } from './smoothing.ts';

describe('debiasedAverage', () => {
  test('matches the sum it stands for', () => {
    const values = Float64Array.from([4, 2, 8]);
    const smooth = debiasedAverage(values, 0.5);
    // Σ w^(n-1-i) v_i / Σ w^(n-1-i)
    expect(smooth[0]).toBeCloseTo(4, 12);
    expect(smooth[1]).toBeCloseTo((0.5 * 4 + 2) / 1.5, 12);
    expect(smooth[2]).toBeCloseTo((0.25 * 4 + 0.5 * 2 + 8) / 1.75, 12);
  });

  test('a weight of zero changes nothing', () => {
    const values = Float64Array.from([1, NaN, 3]);
    expect(debiasedAverage(values, 0)).toBe(values);
  });

  test('non-finite values pass through and leave the average alone', () => {
    const smooth = debiasedAverage(Float64Array.from([5, NaN, Infinity, 5]), 0.9);
    expect(smooth[1]).toBeNaN();
    expect(smooth[2]).toBe(Infinity);
    expect(smooth[3]).toBeCloseTo(5, 12);
  });

  test.prop([
    fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }),
    fc.double({ min: 0.01, max: 0.999, noNaN: true }),
  ])('stays between the lowest and the highest value so far', (list, weight) => {
    const smooth = debiasedAverage(Float64Array.from(list), weight);
    let low = Infinity;
    let high = -Infinity;
    list.forEach((value, i) => {
      low = Math.min(low, value);
      high = Math.max(high, value);
      const slack = 1e-6 * (1 + Math.abs(low) + Math.abs(high));
      expect(smooth[i]).toBeGreaterThanOrEqual(low - slack);
      expect(smooth[i]).toBeLessThanOrEqual(high + slack);
    });
  });
});
