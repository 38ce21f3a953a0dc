import { beforeAll, expect, test } from 'vitest';
import { openBackend } from '../backend.ts';
import type { Tf } from '../tensor.ts';
import { gaussianMixture, linear, mmd2, rationalQuadratic, unbiasedMmd2 } from './mmd.ts';

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await openBackend('cpu', {}));
});

const x = [
  [0, 1],
  [2, -1],
  [0.5, 0.5],
];
const y = [
  [1, 1],
  [-1, 0],
  [0, 3],
];

test.each([
  ['gaussian mixture', gaussianMixture([0.5, 2]), (d2: number) => Math.exp(-d2 / 0.5) + Math.exp(-d2 / 8)],
  ['rational quadratic', rationalQuadratic([0.1, 1]), (d2: number) => (1 + d2 / 0.2) ** -0.1 + (1 + d2 / 2) ** -1],
] as const)('%s: MMD² is what a loop over all pairs gives', (_name, kernel, k) => {
  const mean = (a: number[][], b: number[][]) =>
    a.reduce((sum, p) => sum + b.reduce((inner, q) => inner + k((p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2), 0), 0) / (a.length * b.length);
  const value = tf.tidy(() => mmd2(tf, kernel, tf.tensor2d(x), tf.tensor2d(y)).dataSync()[0]);
  expect(value).toBeCloseTo(mean(x, x) + mean(y, y) - 2 * mean(x, y), 5);
});

test('without its own pairs MMD² is what a loop over pairs of two gives', () => {
  const k = (a: number[], b: number[]) => Math.exp(-((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) / 2);
  const within = (a: number[][]) => a.reduce((sum, p) => sum + a.reduce((inner, q) => inner + (p === q ? 0 : k(p, q)), 0), 0) / 6;
  const across = x.reduce((sum, p) => sum + y.reduce((inner, q) => inner + k(p, q), 0), 0) / 9;
  const value = tf.tidy(() => unbiasedMmd2(tf, gaussianMixture([1]), tf.tensor2d(x), tf.tensor2d(y)).dataSync()[0]);
  expect(value).toBeCloseTo(within(x) + within(y) - 2 * across, 5);
});

test('a linear kernel sees only the means', () => {
  const mirrored = x.map(([a, b]) => [5 / 3 - a, 1 / 3 - b]);
  expect(tf.tidy(() => mmd2(tf, linear, tf.tensor2d(x), tf.tensor2d(mirrored)).dataSync()[0])).toBeCloseTo(0, 5);
});
