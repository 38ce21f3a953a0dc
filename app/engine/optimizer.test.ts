import { beforeAll, expect, test } from 'vitest';
import { openBackend } from './backend.ts';
import { openFarOptimizer } from './optimizers/far-optimizer.ts';
import type { NamedVariable } from './network.ts';
import { openOptimizer } from './optimizer.ts';
import type { OptimizerSpec } from './recipe.ts';
import { seededRandom } from './random.ts';
import type { Tf, Variable } from './tensor.ts';

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await openBackend('cpu', {}));
});

const gradients = [
  [0.5, -0.25, 3],
  [-0.125, 0.75, 1e-4],
  [2, 0, -1],
];

async function weightsAfter(spec: OptimizerSpec, updates: number[][], start = [1, -2, 0.5]): Promise<number[]> {
  const variable = tf.variable(tf.tensor1d(start));
  const optimizer = openOptimizer(tf, spec, [{ name: 'w', variable, trainable: true, layout: 'vector' }]);
  for (const gradient of updates) await optimizer.apply({ w: Float32Array.from(gradient) });
  const values = [...variable.dataSync()];
  variable.dispose();
  return values;
}

function expectClose(found: number[], wanted: number[]): void {
  expect(found).toHaveLength(wanted.length);
  found.forEach((value, at) => {
    expect(value).toBeCloseTo(wanted[at], 6);
  });
}

test('Adam does what the Adam of tfjs does', async () => {
  const reference = tf.train.adam(0.1, 0.5, 0.9, 1e-8);
  const variable = tf.variable(tf.tensor1d([1, -2, 0.5]));
  for (const gradient of gradients) reference.applyGradients([{ name: variable.name, tensor: tf.tensor1d(gradient) }]);
  expectClose(await weightsAfter({ kind: 'adam', rate: 0.1, beta1: 0.5, beta2: 0.9 }, gradients), [...variable.dataSync()]);
});

test('RMSProp divides by the root of the running square', async () => {
  let square = 0;
  let weight = 1;
  for (const [gradient] of gradients) {
    square = 0.9 * square + 0.1 * gradient ** 2;
    weight -= (0.01 * gradient) / (Math.sqrt(square) + 1e-8);
  }
  const [found] = await weightsAfter({ kind: 'rmsprop', rate: 0.01, decay: 0.9 }, gradients);
  expect(found).toBeCloseTo(weight, 6);
});

test('gradient descent, plain and with momentum', async () => {
  expectClose(await weightsAfter({ kind: 'sgd', rate: 0.1 }, [[1, 2, 3]]), [0.9, -2.2, 0.2]);
  const reference = tf.train.momentum(0.1, 0.9);
  const variable = tf.variable(tf.tensor1d([1, -2, 0.5]));
  for (const gradient of gradients) reference.applyGradients([{ name: variable.name, tensor: tf.tensor1d(gradient) }]);
  expectClose(await weightsAfter({ kind: 'sgd', rate: 0.1, momentum: 0.9 }, gradients), [...variable.dataSync()]);
});

test('a variable without a gradient stays, and its slots too', async () => {
  const variables: NamedVariable[] = ['a', 'b'].map((name) => {
    return { name, variable: tf.variable(tf.tensor1d([1])), trainable: true, layout: 'vector' };
  });
  const optimizer = openOptimizer(tf, { kind: 'adam', rate: 0.1, beta1: 0.5, beta2: 0.9 }, variables);
  await optimizer.apply({ a: Float32Array.of(1) });
  expect(variables[0].variable.dataSync()[0]).not.toBe(1);
  expect(variables[1].variable.dataSync()[0]).toBe(1);
  expect([...(await optimizer.state()).slots['square/b'].data]).toEqual([0]);
});

test('refuses slots that are not its own', async () => {
  const variable = tf.variable(tf.tensor1d([1, 2]));
  const optimizer = openOptimizer(tf, { kind: 'rmsprop', rate: 1, decay: 0.9 }, [
    { name: 'w', variable, trainable: true, layout: 'vector' },
  ]);
  expect(() => optimizer.restore({ slots: { 'square/w': { shape: [3], data: new Float32Array(3) } }, updates: 1 })).toThrow(/square of w/);
});

test.each<OptimizerSpec>([
  { kind: 'sgd', rate: 0.1 },
  { kind: 'sgd', rate: 0.1, momentum: 0.9 },
  { kind: 'rmsprop', rate: 0.01, decay: 0.9 },
  { kind: 'adam', rate: 0.01, beta1: 0.5, beta2: 0.9 },
])('far from here the rule gives the same numbers: $kind', async (spec) => {
  const before = tf.memory();
  const dataIds = tf.engine().backend.numDataIds();
  const [near, far] = [0, 1].map(() => tf.tidy(() => tf.variable(tf.tensor1d([1, -2, 3]))));
  const named = (variable: Variable): NamedVariable[] => [{ name: 'w', variable, trainable: true, layout: 'vector' }];
  const here = openOptimizer(tf, spec, named(near));
  let there = openFarOptimizer(tf, spec, named(far));
  const random = seededRandom(1);
  for (let update = 0; update < 20; update += 1) {
    const numbers = Float32Array.from({ length: 3 }, random.normal);
    const gradient = tf.tensor1d(numbers);
    await here.apply({ w: numbers }, 0.7);
    await there.apply({ w: gradient }, 0.7);
    gradient.dispose();
    if (update !== 9) continue;
    const state = await there.state();
    there.dispose();
    there = openFarOptimizer(tf, spec, named(far));
    there.restore(state);
  }
  const [expected, found] = [near.dataSync(), far.dataSync()];
  for (const [at, value] of expected.entries()) expect(found[at]).toBeCloseTo(value, 5);
  const [mine, others] = [(await here.state()).slots, (await there.state()).slots];
  for (const [name, { data }] of Object.entries(mine))
    for (const [at, value] of data.entries()) expect(others[name].data[at]).toBeCloseTo(value, 5);
  there.dispose();
  tf.dispose([near, far]);
  expect(tf.memory().numTensors).toBeLessThanOrEqual(before.numTensors);
  expect(tf.engine().backend.numDataIds()).toBeLessThanOrEqual(dataIds);
});
