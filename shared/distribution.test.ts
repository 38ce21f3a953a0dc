import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { commonEdges, ks, rebin, signedDifference, w1FromQuantiles } from './distribution.ts';
import type { Distribution } from './measurement.ts';

const values = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1000, max: 1000 }), { minLength: 1, maxLength: 200 });
const sum = (numbers: ArrayLike<number>) => Array.from(numbers).reduce((total, value) => total + value, 0);

describe('common bins', () => {
  test.prop([values, values, fc.integer({ min: 1, max: 64 })])('lose and invent nothing', (first, second, bins) => {
    const both = [of(first), of(second, 7)];
    const edges = commonEdges(both, bins);
    expect(edges).toHaveLength(bins + 1);
    expect(sum(rebin(both[0], edges))).toBeCloseTo(first.length, 6);
    expect(sum(rebin(both[1], edges))).toBeCloseTo(second.length, 6);
    expect(sum(signedDifference(both[0], both[1], edges))).toBeCloseTo(0, 6);
  });

  test('the same bins give the same counts', () => {
    const distribution = of([0, 0.1, 0.2, 0.9, 1], 4);
    expect([...rebin(distribution, [0, 0.25, 0.5, 0.75, 1])]).toEqual([3, 0, 0, 2]);
  });

  test('a bin is shared out by width, and what lies outside is left out', () => {
    const distribution = { ...of([0, 1]), low: 0, high: 1, counts: Uint32Array.of(8) };
    expect([...rebin(distribution, [0.25, 0.5, 1])]).toEqual([2, 4]);
  });

  test('bins without width keep their mass', () => {
    const point = { ...of([2]), low: 2, high: 2, counts: Uint32Array.of(3) };
    expect([...rebin(point, [0, 1, 2, 3])]).toEqual([0, 0, 3]);
  });

  test('nothing at all has edges too', () => {
    expect([...commonEdges([of([])], 2)]).toEqual([0, 0.5, 1]);
  });
});

describe('distances between quantile curves', () => {
  const line = (from: number, to: number) => Float32Array.from({ length: 65 }, (_, at) => from + ((to - from) * at) / 64);

  test('W1 of shifted and of widened uniforms is the closed form', () => {
    expect(w1FromQuantiles(line(0, 1), line(3, 4))).toBeCloseTo(3, 6);
    // ∫|u − (2u − ½)| du = ¼: the curves cross in the middle.
    expect(w1FromQuantiles(line(0, 1), line(-0.5, 1.5))).toBeCloseTo(0.25, 6);
  });

  test('KS of shifted uniforms is the shift', () => {
    expect(ks(line(0, 1), line(0.3, 1.3))).toBeCloseTo(0.3, 5);
    expect(ks(line(0, 1), line(5, 6))).toBe(1);
  });

  test('KS sees jumps: a point mass against another and against a half', () => {
    const half = Float32Array.from({ length: 65 }, (_, at) => (at <= 32 ? 0 : 1));
    expect(ks(new Float32Array(65).fill(1), new Float32Array(65).fill(2))).toBe(1);
    expect(ks(half, new Float32Array(65))).toBeCloseTo(0.5, 5);
  });

  test.prop([values, values])('are symmetric, 0 to themselves, and KS stays in 0…1', (first, second) => {
    const [one, two] = [of(first).quantiles, of(second).quantiles];
    expect(w1FromQuantiles(one, one)).toBe(0);
    expect(ks(one, one)).toBe(0);
    expect(w1FromQuantiles(one, two)).toBeCloseTo(w1FromQuantiles(two, one), 5);
    expect(ks(one, two)).toBeCloseTo(ks(two, one), 6);
    expect(ks(one, two)).toBeGreaterThanOrEqual(0);
    expect(ks(one, two)).toBeLessThanOrEqual(1);
  });
});

/** As a probe records it; the figures that these functions do not look at are left at 0. */
function of(numbers: number[], bins = 16): Distribution {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low, high] = sorted.length === 0 ? [0, 1] : [sorted[0], sorted.at(-1)! > sorted[0] ? sorted.at(-1)! : sorted[0] + 1];
  const counts = new Uint32Array(bins);
  for (const value of sorted) counts[Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins))] += 1;
  const quantiles = Float32Array.from({ length: 65 }, (_, at) => {
    const position = (at / 64) * (sorted.length - 1);
    const [before, after] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
    return before + (position % 1) * (after - before);
  });
  return { low, high, counts, size: sorted.length, nonFinite: 0, min: 0, max: 0, mean: 0, deviation: 0, quantiles, bound: null };
}
