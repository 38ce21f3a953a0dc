import { expect, test } from 'vitest';
import { fittedNormal } from './proof-rivals.ts';
import { seededRandom } from './random.ts';

test('a fitted normal has the mean and covariance of its points, and nothing else of them', () => {
  const random = seededRandom(1);
  const corners = Float32Array.from({ length: 20_000 }, (_, at) => (at % 2 === 0 ? 3 : -1) + (random.uniform() < 0.5 ? -2 : 2));
  const made = fittedNormal(corners, random)(20_000);
  const axis = (points: Float32Array, which: number) => points.filter((_, at) => at % 2 === which);
  const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = (values: Float32Array) => {
    const middle = mean(values);
    return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length);
  };
  expect(mean(axis(made, 0))).toBeCloseTo(3, 0);
  expect(mean(axis(made, 1))).toBeCloseTo(-1, 0);
  expect(spread(axis(made, 0))).toBeCloseTo(2, 0);
  expect(spread(axis(made, 1))).toBeCloseTo(2, 0);
  // The data has no point near its mean; a normal has two in five within one deviation.
  const near = Array.from({ length: 20_000 }, (_, at) => Math.hypot(made[2 * at] - 3, made[2 * at + 1] + 1)).filter((far) => far < 2);
  expect(near.length / 20_000).toBeCloseTo(1 - Math.exp(-0.5), 1);
});
