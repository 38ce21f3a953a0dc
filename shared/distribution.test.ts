import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { commonEdges, ks, rebin, signedDifference, w1 } from './distribution.ts';
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

describe('distances between recorded distributions', () => {
  /** As many numbers, evenly from one to the other. */
  const line = (from: number, to: number) => of(Array.from({ length: 4097 }, (_, at) => from + ((to - from) * at) / 4096));

  test('W1 of shifted and of widened uniforms is the closed form', () => {
    expect(w1(line(0, 1), line(3, 4))).toBeCloseTo(3, 3);
    // ∫|u − (2u − ½)| du = ¼: the curves cross in the middle.
    expect(w1(line(0, 1), line(-0.5, 1.5))).toBeCloseTo(0.25, 3);
  });

  test('KS of shifted uniforms is the shift', () => {
    expect(ks(line(0, 1), line(0.3, 1.3))).toBeCloseTo(0.3, 3);
    expect(ks(line(0, 1), line(5, 6))).toBe(1);
  });

  test('KS sees jumps: a point mass against another and against a half', () => {
    const [ones, twos, zeros] = [1, 2, 0].map((value) => of(new Array<number>(64).fill(value)));
    const half = of(Array.from({ length: 64 }, (_, at) => (at < 32 ? 0 : 1)));
    expect(ks(ones, twos)).toBe(1);
    expect(w1(ones, twos)).toBeCloseTo(1, 6);
    // Where in a bin a jump ends is known to a quantile.
    expect(Math.abs(ks(half, zeros) - 0.5)).toBeLessThanOrEqual(1 / 64);
    expect(w1(half, zeros)).toBeCloseTo(0.5, 1);
  });

  test('an outlier moves W1 by its own share, not by that of the last quantile', () => {
    const ordinary = Array.from({ length: 10_000 }, (_, at) => normalQuantile((at + 0.5) / 10_000));
    for (const outlier of [20, 100]) {
      const with_ = [...ordinary.slice(0, -1), outlier];
      const exact = (outlier - ordinary.at(-1)!) / 10_000;
      // Bins of (outlier + 4) / 128 are as far as one sees: before, .13 and .75 were shown.
      expect(Math.abs(w1(of(ordinary, 128), of(with_, 128)) - exact)).toBeLessThan(0.01);
    }
  });

  test.prop([values, values])('W1 is within a bin of the sorted samples’ own, KS stays in 0…1', (first, second) => {
    const [one, two] = [of(first, 128), of(second, 128)];
    expect(Math.abs(w1(one, two) - exactW1(first, second))).toBeLessThanOrEqual((one.high - one.low + two.high - two.low) / 128 + 1e-3);
    expect(w1(one, one)).toBe(0);
    expect(ks(one, one)).toBe(0);
    expect(w1(one, two)).toBeCloseTo(w1(two, one), 5);
    expect(ks(one, two)).toBeCloseTo(ks(two, one), 6);
    expect(ks(one, two)).toBeGreaterThanOrEqual(0);
    expect(ks(one, two)).toBeLessThanOrEqual(1);
  });

  test('nothing has no distance', () => {
    expect(w1(of([]), of([1, 2]))).toBeNaN();
    expect(ks(of([1]), of([]))).toBeNaN();
  });
});

/** ∫|F₁−F₂| of two samples, by their steps. */
function exactW1(first: number[], second: number[]): number {
  const places = [...first, ...second].sort((a, b) => a - b);
  const share = (numbers: number[], place: number) => numbers.filter((value) => value <= place).length / numbers.length;
  return sum(places.slice(1).map((place, at) => (place - places[at]) * Math.abs(share(first, places[at]) - share(second, places[at]))));
}

/** By bisection of the error function's series; to 1e-9. */
function normalQuantile(share: number): number {
  let [low, high] = [-6, 6];
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    if (normalShare(middle) < share) low = middle;
    else high = middle;
  }
  return low;
}
/** Φ(x) = ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + …). */
function normalShare(x: number): number {
  let [term, total] = [x, x];
  for (let n = 1; n < 120; n += 1) {
    term *= (x * x) / (2 * n + 1);
    total += term;
  }
  return 0.5 + (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * total;
}

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
