import { fc, test } from '@fast-check/vitest';
import { linearSumAssignment } from 'linear-sum-assignment';
import { expect } from 'vitest';
import { assign, distances } from './assignment.ts';

function permutations(items: number[]): number[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

const cost = fc.integer({ min: 0, max: 9 });
test.prop([
  fc
    .integer({ min: 1, max: 6 })
    .chain((size) => fc.tuple(fc.constant(size), fc.array(cost, { minLength: size * size, maxLength: size * size }))),
])('is the cheapest of all pairings, and a pairing', ([size, costs]) => {
  const { columnOfRow, total } = assign(Float64Array.from(costs), size);
  const every = permutations([...Array(size).keys()]).map((columns) =>
    columns.reduce((sum, column, row) => sum + costs[row * size + column], 0),
  );
  expect(total).toBe(Math.min(...every));
  expect([...columnOfRow].sort()).toEqual([...Array(size).keys()]);
});

test.prop([fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 900, maxLength: 900 })], { numRuns: 20 })(
  'costs what the library finds',
  (costs) => {
    const rows = Array.from({ length: 30 }, (_, row) => costs.slice(row * 30, row * 30 + 30));
    expect(assign(Float64Array.from(costs), 30).total).toBeCloseTo(linearSumAssignment(rows, { maximaze: false }).gain, 9);
  },
);

test.prop([fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 900, maxLength: 900 })], { numRuns: 20 })(
  'its prices are the dual: as much in all, and no pair above its cost',
  (costs) => {
    const { total, rowPrices, columnPrices } = assign(Float64Array.from(costs), 30);
    expect([...rowPrices, ...columnPrices].reduce((sum, price) => sum + price, 0)).toBeCloseTo(total, 9);
    costs.forEach((cost, at) => {
      expect(rowPrices[Math.floor(at / 30)] + columnPrices[at % 30]).toBeLessThanOrEqual(cost + 1e-9);
    });
  },
);

test('costs that are not finite are refused', () => {
  expect(() => assign(Float64Array.of(Number.NaN), 1)).toThrow(RangeError);
});

test('distances are Euclidean', () => {
  expect([...distances(Float32Array.of(0, 0, 1, 1), Float32Array.of(3, 4, 1, 1), 2)]).toEqual([5, Math.SQRT2, Math.sqrt(13), 0]);
});
