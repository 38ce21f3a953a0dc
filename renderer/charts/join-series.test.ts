import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { joinByStep } from './join-series.ts';

const value = fc.oneof(fc.constantFrom(Number.NaN, Infinity, 0), fc.integer({ min: -100, max: 100 }));
const points = fc.array(fc.tuple(fc.nat(30), value), { maxLength: 25 }).map((list) => {
  const sorted = list.sort(([a], [b]) => a - b);
  const steps = Float64Array.from(sorted, ([step]) => step);
  return { steps, times: steps.map((step) => step * 10), values: Float64Array.from(sorted, ([, number]) => number) };
});

/** For each point by looking at all of the other series. */
function plainly(step: number, x: { steps: Float64Array; values: Float64Array }): number | null {
  const all = [...x.steps].map((at, index) => ({ at, value: x.values[index] }));
  const same = all.findLast(({ at }) => at === step);
  if (same) return Number.isFinite(same.value) ? same.value : null;
  const before = all.findLast(({ at }) => at < step);
  const after = all.find(({ at }) => at > step);
  if (!before || !after) return null;
  const place = before.value + ((after.value - before.value) * (step - before.at)) / (after.at - before.at);
  return Number.isFinite(before.value) && Number.isFinite(after.value) ? place : null;
}

describe('a series over another', () => {
  test.prop([points, points])('is joined by step as the plainest implementation does', (y, x) => {
    const joined = joinByStep(y, x);
    const expected = [...y.steps].flatMap((step, at) => {
      const place = plainly(step, x);
      return place === null ? [] : [{ step, value: y.values[at], place }];
    });
    expect([...joined.steps]).toEqual(expected.map(({ step }) => step));
    expect([...joined.values]).toEqual(expected.map((entry) => entry.value));
    expected.forEach(({ place }, at) => {
      expect(joined.places[at]).toBeCloseTo(place, 9);
    });
    expect(joined.left).toBe(y.steps.length - expected.length);
    expect(joined.between).toBe(expected.filter(({ step }) => !x.steps.includes(step)).length);
  });
});
