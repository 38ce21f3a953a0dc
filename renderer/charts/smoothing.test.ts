import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { debiasedAverage, gaussian, runningMean, smoothed } from './smoothing.ts';

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

const list = fc.array(fc.oneof({ arbitrary: fc.double({ min: -1e3, max: 1e3, noNaN: true }), weight: 5 }, fc.constantFrom(NaN, Infinity)), {
  minLength: 1,
  maxLength: 60,
});

describe('centred smoothing', () => {
  test.prop([list, fc.integer({ min: 0, max: 20 })])('the running mean is the mean of its neighbours', (values, reach) => {
    const smooth = runningMean(Float64Array.from(values), reach);
    for (const [i, value] of values.entries()) {
      if (!Number.isFinite(value)) expect(smooth[i]).toBe(value);
      else {
        const near = values.slice(Math.max(0, i - reach), i + reach + 1).filter(Number.isFinite);
        expect(smooth[i]).toBeCloseTo(near.reduce((sum, other) => sum + other, 0) / near.length, 7);
      }
    }
  });
  test.prop([list, fc.double({ min: 0.1, max: 12, noNaN: true })])(
    'the Gaussian mean is the weighted sum it stands for',
    (values, deviation) => {
      const smooth = gaussian(Float64Array.from(values), deviation);
      const [i] = [values.findIndex(Number.isFinite)];
      if (i < 0) return;
      let [sum, total] = [0, 0];
      for (const [at, value] of values.entries()) {
        if (!Number.isFinite(value) || Math.abs(at - i) > Math.ceil(3 * deviation)) continue;
        const weight = Math.exp(-((at - i) ** 2) / (2 * deviation ** 2));
        sum += weight * value;
        total += weight;
      }
      expect(smooth[i]).toBeCloseTo(sum / total, 7);
    },
  );
  test.prop([fc.double({ min: 17, max: 99, noNaN: true }), fc.integer({ min: 0, max: 600 })])(
    'a wide Gaussian mean is near the weighted sum that it stands for, gaps and ends among it',
    (deviation, shift) => {
      const values = Float64Array.from({ length: 700 }, (_, i) => (i % 7 === 3 || (i > shift && i < shift + 40) ? NaN : Math.sin(i / 150)));
      const smooth = gaussian(values, deviation);
      for (const i of [0, 5, 350, 698]) {
        if (Number.isNaN(values[i])) continue;
        let [sum, total] = [0, 0];
        values.forEach((value, at) => {
          if (Number.isNaN(value)) return;
          const weight = Math.exp(-((at - i) ** 2) / (2 * deviation ** 2));
          sum += weight * value;
          total += weight;
        });
        expect(Math.abs(smooth[i] - sum / total)).toBeLessThan(0.02);
      }
    },
  );
  test('small values after large ones keep their digits', () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => (i < 10 ? 1e12 : 1e-6));
    expect(runningMean(values, 3)[500]).toBeCloseTo(1e-6, 18);
    expect(gaussian(values, 20)[900]).toBeCloseTo(1e-6, 18);
  });
  test.each(['ema', 'gaussian', 'running'] as const)('%s leaves a constant as it is and needs no weight of zero', (kind) => {
    const values = new Float64Array(30).fill(4);
    for (const value of smoothed(values, { kind, weight: 0.9 })) expect(value).toBeCloseTo(4, 12);
    expect(smoothed(values, { kind, weight: 0 })).toBe(values);
  });
});
