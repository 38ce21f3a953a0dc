import { expect, test } from 'vitest';
import { readSteps } from './distribution-data.ts';

test('columns become one distribution a step; NaN means no named bound', () => {
  const column = (...data: number[]) => ({ shape: [data.length], data: Float64Array.from(data) });
  const { steps, distributions } = readSteps({
    steps: column(0, 100),
    low: column(-1, -2),
    high: column(1, 2),
    min: column(-0.9, -1.9),
    max: column(0.9, 1.9),
    mean: column(0, 0.5),
    deviation: column(1, 2),
    size: column(3, 7),
    nonFinite: column(0, 1),
    counts: { shape: [2, 2], data: Float32Array.from([1, 2, 3, 4]) },
    quantiles: { shape: [2, 3], data: Float32Array.from([-1, 0, 1, -2, 0, 2]) },
    bound: column(NaN, 0.01),
    boundShare: column(NaN, 0.78),
  });
  expect(steps).toEqual([0, 100]);
  expect(Array.from(distributions[1].counts)).toEqual([3, 4]);
  expect(Array.from(distributions[1].quantiles)).toEqual([-2, 0, 2]);
  expect(distributions.map(({ bound }) => bound)).toEqual([null, { value: 0.01, share: 0.78 }]);
});
