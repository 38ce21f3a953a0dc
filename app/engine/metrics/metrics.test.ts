import { afterAll, describe, expect, test } from 'vitest';
import { openBackend } from '../backend.ts';
import { exampleShape, shapeOf } from '../data-shape.ts';
import type { Dataset, PointsDataset } from '../dataset.ts';
import { madeDataset } from '../datasets/index.ts';
import type { Metric, MetricContext } from '../metric.ts';
import { type Oracle, openOracle } from '../measuring/oracle.ts';
import { type Random, seededRandom } from '../random.ts';
import type { Model } from '../recipe.ts';
import { metrics } from './index.ts';

const { tf } = await openBackend('wasm', {});
const oracles = new Map<Dataset, Oracle>();
afterAll(() => {
  for (const oracle of oracles.values()) oracle.dispose();
});

/** Barely trained: these tests ask what is done with its words, not whether they are right. */
async function oracleOf(dataset: Dataset): Promise<Oracle> {
  const oracle = oracles.get(dataset) ?? (await openOracle(tf, dataset, { steps: 20 }));
  oracles.set(dataset, oracle);
  return oracle;
}

/** Something that makes examples; what it makes is put into the context by each test. */
const model: Model = {
  networks: [],
  players: [],
  schedule: () => [],
  latent: { size: 1, draw: (random, count) => Float32Array.from({ length: count }, random.normal) },
  generate: (latents) => latents,
};

function open(name: string): Dataset {
  const recipe = madeDataset(name);
  const params = Object.fromEntries(recipe.params.map(({ key, presets }) => [key, presets.small.value]));
  return recipe.open({ params, seed: 1 });
}

function find(name: string): Metric {
  return metrics.find((metric) => metric.name === name)!;
}

/** A generator that is the data itself, put through `change`. */
function contextOf(dataset: Dataset, seed: number, change: (values: Float32Array) => Float32Array = (values) => values): MetricContext {
  const random = seededRandom(seed);
  const draw = (count: number) => dataset.draw(random, count).values;
  const width = exampleShape(shapeOf(dataset)).reduce((product, side) => product * side, 1);
  const generated = async (count: number) => change(draw(count));
  const generatedWithLabels = async (count: number) => {
    const { values, labels } = dataset.draw(random, count);
    return { values: change(values), labels };
  };
  const judged = async () => {
    const oracle = await oracleOf(dataset);
    const judge = (values: Float32Array) => oracle.judge(values);
    return {
      real: await judge(draw(200)),
      ideal: await judge(draw(200)),
      generated: await judge(change(draw(200))),
      width: oracle.width,
    };
  };
  const oracle = () => oracleOf(dataset);
  const slotReader = () => Promise.reject(new Error('There are no sentences here.'));
  return {
    dataset,
    random,
    width,
    real: draw,
    ideal: draw,
    generated,
    generatedWithLabels,
    judged,
    oracle,
    slotReader,
    critic: null,
    tf,
    model,
  };
}

async function mean(metric: Metric, key: string, dataset: Dataset, seeds: number): Promise<number> {
  let sum = 0;
  for (let seed = 1; seed <= seeds; seed += 1) sum += (await metric.measure(contextOf(dataset, seed)))[key];
  return sum / seeds;
}

const few = { ...open('stroke-digits'), examples: 1000 } as Dataset;
const cases = metrics.flatMap((metric) =>
  [open('grid25'), open('swiss-roll'), open('mixture-1d'), few]
    .filter((dataset) => metric.accepts.includes(dataset.kind) && metric.appliesTo(dataset, model))
    .map((dataset, at) => [metric.name, dataset.kind, at, metric, dataset] as const),
);

describe('every metric', () => {
  test('has a name and keys of its own', () => {
    const keys = metrics.flatMap(({ series }) => series.map(({ key }) => key));
    expect(new Set(metrics.map(({ name }) => name)).size).toBe(metrics.length);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test.each(cases)('%s on %s %i: writes its declared series, the same from the same seed', async (_name, _kind, _at, metric, dataset) => {
    const critic = { estimate: async () => 0.5, penaltyWeight: 10 };
    const found = await metric.measure({ ...contextOf(dataset, 3), critic });
    expect(Object.keys(found).sort()).toEqual(metric.series.map(({ key }) => key).sort());
    expect(Object.values(found).every(Number.isFinite)).toBe(true);
    expect(await metric.measure({ ...contextOf(dataset, 3), critic })).toEqual(found);
  });

  test.each(cases)('%s on %s %i: says NaN, and does not throw, where the generator is lost', async (_name, _kind, _at, metric, dataset) => {
    const context = contextOf(dataset, 3, (values) => values.fill(Number.NaN));
    const found = await metric.measure({ ...context, critic: { estimate: async () => Number.NaN, penaltyWeight: null } });
    for (const [key, value] of Object.entries(found))
      if (!key.endsWith('/ideal') && key !== 'modes' && key !== 'high-quality') expect(value).toBeNaN();
  });
});

describe('exact W1', () => {
  test('of two true samples is the known floor at this size', async () => {
    // 0.094 at n = 1000 on the grid, and it falls slowly with n.
    const floor = await mean(find('exact-w1'), 'w1/ideal', open('grid25'), 6);
    expect(floor).toBeGreaterThan(0.1);
    expect(floor).toBeLessThan(0.17);
  });

  test('of a shifted line is the shift', async () => {
    const found = await find('exact-w1').measure(contextOf(open('mixture-1d'), 1, (values) => values.map((value) => value + 3)));
    expect(found.w1).toBeGreaterThan(2.9);
    expect(found.w1).toBeLessThan(3.1);
  });

  test('of a plane pushed aside is the push', async () => {
    const found = await find('exact-w1').measure(contextOf(open('grid25'), 1, (values) => values.map((value) => value + 10)));
    expect(Math.abs(found.w1 - 10 * Math.SQRT2)).toBeLessThan(0.2);
  });
});

describe('mode coverage', () => {
  test('of the data itself: all modes, the share within three deviations of a plane', async () => {
    const found = await find('mode-coverage').measure(contextOf(open('grid25'), 4));
    expect(found.modes).toBe(25);
    // 1 − e^−4.5
    expect(Math.abs(found['high-quality'] - 0.9889)).toBeLessThan(0.007);
    expect(found['reverse-kl']).toBeLessThan(0.01);
  });

  test('of one mode alone: the KL of a sure thing against 25', async () => {
    const dataset = open('grid25') as PointsDataset;
    const [x, y] = dataset.modes!.centers;
    const found = await find('mode-coverage').measure(contextOf(dataset, 1, (values) => values.map((_, at) => (at % 2 === 0 ? x : y))));
    expect(found).toMatchObject({ modes: 1, 'high-quality': 1 });
    expect(found['reverse-kl']).toBeCloseTo(Math.log(25), 6);
  });

  test('has no meaning without known modes', () => {
    expect(find('mode-coverage').appliesTo(open('swiss-roll'), model)).toBe(false);
  });
});

describe('sliced W1', () => {
  test('of a plane pushed aside is 2/π of the push', async () => {
    const found = await find('sliced-w1').measure(
      contextOf(open('swiss-roll'), 1, (values) => values.map((value, at) => value + (at % 2 === 0 ? 20 : 0))),
    );
    expect(Math.abs(found['sliced-w1'] / ((20 * 2) / Math.PI) - 1)).toBeLessThan(0.1);
  });
});

describe('MMD²', () => {
  test('is the sum over pairs, done the long way', async () => {
    const seen: Float32Array[] = [];
    const context = contextOf(open('ring8'), 7, (values) => values.map((value) => value * 0.9));
    const noting = {
      ...context,
      real: (count: number) => note(context.real(count)),
      generated: async (count: number) => note(await context.generated(count)),
    };
    const found = await find('mmd2').measure(noting);
    const [real, generated] = seen;
    expect(found.mmd2).toBeCloseTo(longWay(real, generated, [medianSigma([...pointsOf(real), ...pointsOf(generated)])]), 6);
    expect(found['mmd2-mixture']).toBeCloseTo(longWay(real, generated, [0.05, 0.1, 0.2, 0.5, 1, 2]), 6);

    function note(values: Float32Array): Float32Array {
      seen.push(values);
      return values;
    }
  });

  test('is unbiased: true samples scatter around 0, and their p over 0…1', async () => {
    const found = [];
    for (let seed = 1; seed <= 6; seed += 1) found.push(await find('mmd2').measure(contextOf(open('grid25'), seed)));
    const values = found.map((one) => one['mmd2-mixture']);
    expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / 6)).toBeLessThan(0.001);
    expect(Math.min(...values)).toBeLessThan(0);
    expect(Math.max(...found.map((one) => one['mmd2/p']))).toBeGreaterThan(0.2);
  });

  test('rejects a collapsed generator', async () => {
    const found = await find('mmd2').measure(contextOf(open('grid25'), 1, (values) => values.map((value) => value * 0.5)));
    expect(found['mmd2/p']).toBeCloseTo(1 / 201, 9);
    expect(found['mmd2-mixture/p']).toBeCloseTo(1 / 201, 9);
  });
});

describe("the critic's estimate", () => {
  const measured = (estimate: number, penaltyWeight: number | null) =>
    find('critic-estimate').measure({ ...contextOf(open('ring8'), 1), critic: { estimate: async () => estimate, penaltyWeight } });

  test('corrected is what the penalised optimum adds, taken off again', async () => {
    for (const lambda of [0.1, 1, 10]) {
      const truth = 0.7;
      const found = await measured(truth + truth ** 2 / (2 * lambda), lambda);
      expect(found['critic/corrected']).toBeCloseTo(truth, 9);
    }
  });

  test('is left as it is without a penalty and where there is no root', async () => {
    expect(await measured(0.3, null)).toEqual({ 'critic/raw': 0.3 });
    expect(await measured(-9, 1)).toEqual({ 'critic/raw': -9 });
    expect(await find('critic-estimate').measure(contextOf(open('ring8'), 1))).toEqual({});
  });
});

test('a generator that repeats training pictures byte for byte is nearer to them than unseen real ones are', async () => {
  const context = contextOf(few, 2);
  const known = context.real(1000);
  const training = { ...few, draw: () => ({ values: known, labels: null }) } as Dataset;
  const generated = async (count: number) => known.slice(0, count * 784);
  const found = await find('nearest-neighbor').measure({ ...context, training, generated });
  expect(found['nearest-picture']).toBe(0);
  expect(found['nearest-picture/ideal']).toBeGreaterThan(0.05);
});

test('without held-out pictures a real one’s match with itself says nothing', async () => {
  const context = contextOf(few, 2);
  const known = context.real(1000);
  const same = { ...few, draw: (_: Random, count: number) => ({ values: known.slice(0, count * 784), labels: null }) } as Dataset;
  const real = (count: number) => known.slice(0, count * 784);
  const found = await find('nearest-neighbor').measure({ ...context, dataset: same, training: same, real });
  expect(found['nearest-picture/ideal']).toBeGreaterThan(0.05);
});

type Point = [number, number];
function pointsOf(values: Float32Array): Point[] {
  return Array.from({ length: values.length / 2 }, (_, at) => [values[2 * at], values[2 * at + 1]]);
}

function squared([a, b]: Point, [c, d]: Point): number {
  return (a - c) ** 2 + (b - d) ** 2;
}

function medianSigma(points: Point[]): number {
  const squares = points.flatMap((one, at) => points.slice(at + 1).map((other) => squared(one, other))).sort((a, b) => a - b);
  const middle = squares.length / 2;
  return Math.sqrt((squares[Math.ceil(middle) - 1] + squares[Math.floor(middle)]) / 4);
}

/** Three double sums, as the definition has them. */
function longWay(first: Float32Array, second: Float32Array, sigmas: number[]): number {
  const [x, y] = [pointsOf(first), pointsOf(second)];
  const kernel = (one: Point, other: Point) =>
    sigmas.reduce((sum, sigma) => sum + Math.exp(-squared(one, other) / (2 * sigma * sigma)), 0) / sigmas.length;
  const n = x.length;
  let [within, across] = [0, 0];
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < n; j += 1) {
      if (i !== j) within += kernel(x[i], x[j]) + kernel(y[i], y[j]);
      across += kernel(x[i], y[j]);
    }
  }
  return within / (n * (n - 1)) - (2 * across) / (n * n);
}
