import { describe, expect, test } from 'vitest';
import type { Distribution } from '../../shared/measurement.ts';
import { boundOf, boundWords, outline, shareAtBound, shares, spanEdges } from './distribution-drawing.ts';

function distribution(low: number, high: number, counts: number[], bound: Distribution['bound'] = null): Distribution {
  const size = counts.reduce((sum, count) => sum + count, 0);
  const quantiles = Float32Array.from({ length: 65 }, (_, i) => low + ((high - low) * i) / 64);
  return { low, high, counts: Uint32Array.from(counts), size, nonFinite: 0, min: low, max: high, mean: 0, deviation: 1, quantiles, bound };
}
const clipped = distribution(-0.01, 0.01, [39, 11, 11, 39], { value: 0.01, share: 0.78 });
const penalised = distribution(-1, 1, [25, 25, 25, 25]);

describe('distributions on common bins', () => {
  test('the band round ±c is a little wider than the bound, and all covers both', () => {
    const band = spanEdges([clipped, penalised], 'bound', 22);
    expect(band[0]).toBeCloseTo(-0.011, 12);
    expect(band[22]).toBeCloseTo(0.011, 12);
    const all = spanEdges([clipped, penalised], 'all', 20);
    expect([all[0], all[20]]).toEqual([-1, 1]);
    expect(spanEdges([penalised], 'bound', 4)[0]).toBe(-1);
  });
  test('shares add up to the part that is inside', () => {
    const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
    expect(sum(shares(clipped, spanEdges([clipped, penalised], 'bound', 22)))).toBeCloseTo(1, 12);
    expect(sum(shares(penalised, spanEdges([clipped, penalised], 'bound', 22)))).toBeCloseTo(0.011, 12);
  });
  test('the share at ±c is the recorded one, or is worked out from the counts and said to be about', () => {
    expect(shareAtBound(clipped, 0.01)).toEqual({ share: 0.78, isExact: true });
    const other = shareAtBound(penalised, 0.01);
    expect(other.isExact).toBe(false);
    expect(other.share).toBeCloseTo(0.0002, 8);
    expect(boundWords(clipped, 0.01)).toBe('78 % of values at ±0.01');
    expect(boundWords(penalised, 0.01)).toBe('≈ < 0.1 % of values at ±0.01');
    expect(boundOf([penalised])).toBeNull();
  });
  test('an outline encloses exactly the bins', () => {
    expect(outline(Float64Array.from([1, 3]), Float64Array.from([0, 1, 2]))).toEqual([
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 3],
      [2, 3],
      [2, 0],
    ]);
  });
});
