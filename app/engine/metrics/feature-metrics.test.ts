import { afterAll, describe, expect, test } from 'vitest';
import type { Params } from '../../../shared/params.ts';
import { openBackend } from '../backend.ts';
import { findDataset, madeDataset } from '../datasets/index.ts';
import { openOracle } from '../measuring/oracle.ts';
import { seededRandom } from '../random.ts';
import { assign, distances } from '../measuring/assignment.ts';
import { frechetDistance } from './fid.ts';
import { scoreOf } from './inception-score.ts';
import { divergence } from './jensen-shannon.ts';
import { cubicMmd2 } from './kid.ts';
import { balls } from './precision-recall.ts';
import { byLogarithms, byScaling, entropicCost } from './sinkhorn.ts';

const random = seededRandom(11);
const normals = (count: number, scale = 1, shift = 0) => Float32Array.from({ length: count }, () => shift + scale * random.normal());

describe('Fréchet distance', () => {
  test('of independent features is the sum of the distances of one, from moments alone', () => {
    // In one dimension: (μ−μ′)² + (σ−σ′)².
    const [a, b] = [normals(400, 1.5), normals(400, 0.7, 2)];
    const moments = (values: Float32Array) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return { mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)) };
    };
    const [p, q] = [moments(a), moments(b)];
    const expected = (p.mean - q.mean) ** 2 + (p.deviation - q.deviation) ** 2;
    expect(Math.abs(frechetDistance(a, b, 1) / expected - 1)).toBeLessThan(1e-6);
  });

  test('of correlated features in the plane agrees with the closed root of a 2 × 2 matrix', () => {
    const mix = (values: Float32Array, [c, d]: [number, number]) =>
      values.map((value, at) => (at % 2 === 0 ? value : c * values[at - 1] + d * value));
    const [a, b] = [mix(normals(800), [0.8, 0.5]), mix(normals(800, 1.3, 0.4), [-0.3, 0.9])];
    const moments = (values: Float32Array) => {
      const count = values.length / 2;
      const mean = [0, 1].map((axis) => values.reduce((sum, value, at) => sum + (at % 2 === axis ? value : 0), 0) / count);
      const covariance = (i: number, j: number) => {
        let sum = 0;
        for (let row = 0; row < count; row += 1) sum += (values[2 * row + i] - mean[i]) * (values[2 * row + j] - mean[j]);
        return sum / (count - 1);
      };
      return { mean, s: [covariance(0, 0), covariance(0, 1), covariance(1, 1)] };
    };
    const [p, q] = [moments(a), moments(b)];
    // tr (SS′)½ = √(tr SS′ + 2 √det SS′) for 2 × 2.
    const trace = p.s[0] * q.s[0] + 2 * p.s[1] * q.s[1] + p.s[2] * q.s[2];
    const determinant = (p.s[0] * p.s[2] - p.s[1] ** 2) * (q.s[0] * q.s[2] - q.s[1] ** 2);
    const root = Math.sqrt(trace + 2 * Math.sqrt(determinant));
    const expected = (p.mean[0] - q.mean[0]) ** 2 + (p.mean[1] - q.mean[1]) ** 2 + p.s[0] + p.s[2] + q.s[0] + q.s[2] - 2 * root;
    expect(Math.abs(frechetDistance(a, b, 2) / expected - 1)).toBeLessThan(1e-6);
  });

  test('of a sample to itself is nothing', () => {
    const sample = normals(64 * 100);
    expect(Math.abs(frechetDistance(sample, sample, 64))).toBeLessThan(1e-6);
  });

  test('one example has no spread to compare', () => {
    expect(frechetDistance(Float32Array.of(1, 2), Float32Array.of(1, 2, 3, 4), 2)).toBeNaN();
  });
});

test('kernel distance: the same by whole kernel matrices, diagonals taken out', () => {
  const [a, b] = [normals(30 * 4), normals(30 * 4, 1, 0.5)];
  const gram = (x: Float32Array, y: Float32Array) =>
    Array.from({ length: 30 }, (_, i) =>
      Array.from({ length: 30 }, (_, j) => ([0, 1, 2, 3].reduce((sum, at) => sum + x[4 * i + at] * y[4 * j + at], 0) / 4 + 1) ** 3),
    );
  const sum = (matrix: number[][]) => matrix.flat().reduce((total, value) => total + value, 0);
  const trace = (matrix: number[][]) => matrix.reduce((total, row, at) => total + row[at], 0);
  const [xx, yy, xy] = [gram(a, a), gram(b, b), gram(a, b)];
  const expected = (sum(xx) - trace(xx)) / (30 * 29) + (sum(yy) - trace(yy)) / (30 * 29) - (2 * sum(xy)) / 900;
  expect(Math.abs(cubicMmd2(a, b, 4) / expected - 1)).toBeLessThan(1e-6);
});

test('sure and varied classes: entropy of the mean less the mean entropy; from 1 to the number of classes', () => {
  const sure = Float32Array.from({ length: 100 * 4 }, (_, at) => (at % 4 === Math.floor(at / 4) % 4 ? 1 : 0));
  // Ten rows a split can't hold four classes evenly: 3, 3, 2, 2.
  const shares = [0.3, 0.3, 0.2, 0.2];
  const entropy = -shares.reduce((sum, share) => sum + share * Math.log(share), 0);
  expect(Math.abs(scoreOf(sure, 4) / Math.exp(entropy) - 1)).toBeLessThan(1e-6);
  expect(scoreOf(new Float32Array(400).fill(0.25), 4)).toBeCloseTo(1, 6);
});

test('Jensen–Shannon: half the entropy gained by mixing, and log 2 where nothing is shared', () => {
  const [p, q] = [Float64Array.of(0.5, 0.3, 0.2, 0), Float64Array.of(0.1, 0.1, 0.2, 0.6)];
  const entropy = (shares: ArrayLike<number>) =>
    -Array.from(shares).reduce((sum, share) => sum + (share > 0 ? share * Math.log(share) : 0), 0);
  const middle = p.map((share, bin) => (share + q[bin]) / 2);
  expect(Math.abs(divergence(p, q) / (entropy(middle) - (entropy(p) + entropy(q)) / 2) - 1)).toBeLessThan(1e-6);
  expect(divergence(Float64Array.of(1, 0), Float64Array.of(0, 1))).toBeCloseTo(Math.LN2, 12);
});

test('precision, recall, density, coverage: the same by sorted neighbours one by one', () => {
  const [real, made] = [normals(60 * 2), normals(60 * 2, 0.8, 0.3)];
  const far = (a: Float32Array, i: number, b: Float32Array, j: number) => Math.hypot(a[2 * i] - b[2 * j], a[2 * i + 1] - b[2 * j + 1]);
  const rows = Array.from({ length: 60 }, (_, at) => at);
  const reach = (a: Float32Array, i: number) => rows.map((j) => far(a, i, a, j)).sort((x, y) => x - y)[3];
  const within = (i: number, j: number) => far(real, j, made, i) <= reach(real, j);
  const found = balls(real, made, 2);
  expect(found.precision).toBeCloseTo(rows.filter((i) => rows.some((j) => within(i, j))).length / 60, 6);
  expect(found.recall).toBeCloseTo(rows.filter((j) => rows.some((i) => far(real, j, made, i) <= reach(made, i))).length / 60, 6);
  expect(found.density).toBeCloseTo(rows.flatMap((i) => rows.filter((j) => within(i, j))).length / 180, 6);
  expect(found.coverage).toBeCloseTo(rows.filter((j) => rows.some((i) => within(i, j))).length / 60, 6);
});

describe('Sinkhorn', () => {
  test('tends to the exact cost as ε falls', () => {
    const costs = distances(normals(40), normals(40, 1, 1), 2);
    const exact = assign(costs, 20).total / 20;
    expect(Math.abs(entropicCost(costs, 20, 0.002, 20_000) / exact - 1)).toBeLessThan(0.01);
  });

  test('is what scaling the kernel itself gives, where that does not underflow', () => {
    const costs = distances(normals(20), normals(20), 2);
    const kernel = Array.from(costs, (cost) => Math.exp(-cost / 0.5));
    let u = new Array(10).fill(1);
    let v = new Array(10).fill(1);
    for (let round = 0; round < 5000; round += 1) {
      u = u.map((_, i) => 0.1 / v.reduce((sum, value, j) => sum + value * kernel[10 * i + j], 0));
      v = v.map((_, j) => 0.1 / u.reduce((sum, value, i) => sum + value * kernel[10 * i + j], 0));
    }
    let expected = 0;
    kernel.forEach((value, at) => {
      const share = u[Math.floor(at / 10)] * value * v[at % 10];
      expected += share * costs[at] + 0.5 * share * Math.log(share * 100);
    });
    expect(Math.abs(byLogarithms(costs, 10, 0.5, 5000) / expected - 1)).toBeLessThan(1e-6);
    expect(Math.abs(byScaling(costs, 10, 0.5, 5000) / expected - 1)).toBeLessThan(1e-6);
  });
});

function usual(name: string): Params {
  return Object.fromEntries(findDataset(name).params.map(({ key, presets }) => [key, presets.small.value]));
}

describe('the classifier trained here', async () => {
  const { tf } = await openBackend('wasm', {});
  const grid = madeDataset('grid25').open({ params: usual('grid25'), seed: 1 });
  const shapes = madeDataset('shapes').open({
    params: { ...usual('shapes'), size: '16', drawing: 'filled', turning: false },
    seed: 1,
  });
  const before = tf.memory().numTensors;
  afterAll(() => expect(tf.memory().numTensors).toBe(before));

  test('tells the modes of the grid apart, and says so of fresh examples', async () => {
    const oracle = await openOracle(tf, grid, { steps: 400 });
    const { values, labels } = grid.draw(seededRandom(5), 300);
    const { classes, probabilities } = await oracle.judge(values);
    oracle.dispose();
    const right = classes.filter((label, at) => label === labels![at]).length / 300;
    expect(right).toBeGreaterThan(0.95);
    expect(Math.abs(oracle.accuracy! - right)).toBeLessThan(0.05);
    expect(Math.abs(probabilities.subarray(0, 25).reduce((sum, share) => sum + share, 0) - 1)).toBeLessThan(1e-5);
  });

  test('reads factors in their own unit', async () => {
    const oracle = await openOracle(tf, shapes, { steps: 150, factors: ['x', 'y'] });
    const { values, factors } = shapes.draw(seededRandom(6), 200);
    const read = await oracle.judge(values);
    oracle.dispose();
    const off = read.factors.x.reduce((sum, x, at) => sum + Math.abs(x - factors!.x[at]), 0) / 200;
    expect(off).toBeLessThan(0.05);
    expect(oracle.factorErrors.x).toBeLessThan(0.1);
  });

  test('refuses a factor that the data does not have', async () => {
    await expect(openOracle(tf, shapes, { factors: ['colour'] })).rejects.toThrow(/no factor colour; it has size, x, y/);
  });
});
