import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openBackend } from '../backend.ts';
import type { Deal } from '../dealing/deal.ts';
import { buildNetwork, type Network } from '../network.ts';
import { dense, mlp } from '../networks/index.ts';
import { buildMemory, type Memory } from '../parts/memory.ts';
import { seededRandom } from '../random.ts';
import type { Play, Player } from '../recipe.ts';
import type { Scalar, Tensor, Tf, Variable } from '../tensor.ts';
import { openSlopeOptimizer } from './slope-optimizer.ts';
import { openSlopeTaker } from './recorded-slopes.ts';

type Loss = (play: Play, network: Network, memory: Memory<'mean'>) => Scalar;

/** A net with moments of its own, and a memory that the loss sets. */
const usual: Loss = ({ tf, real, normal }, network, memory) => {
  const made = network.apply(tf.add(real, normal(real.shape)));
  memory.slots.mean.assign(tf.add(tf.mul(memory.slots.mean, 0.5), made.mean().reshape([1])) as Variable);
  return tf.square(tf.sub(made, memory.slots.mean)).mean().asScalar();
};

describe.each(['cpu', 'wasm'] as const)('on %s', (name) => {
  let tf: Tf;
  let before: ReturnType<typeof held>;
  beforeAll(async () => {
    ({ tf } = await openBackend(name, {}));
    before = held(tf);
  });
  afterEach(() => expect(held(tf)).toEqual(before));

  test('a replayed update is the computed one to the bit, and holds nothing between two', async () => {
    const replayed = await train(tf, usual, { replays: true, updates: 300 });
    const computed = await train(tf, usual, { replays: false, updates: 300 });
    expect(replayed.numbers).toEqual(computed.numbers);
    expect(replayed.notes).toEqual([]);
    expect(replayed.computed).toBeLessThan(10);
    expect(new Set(replayed.held.slice(20)).size).toBe(1);
  });

  test('far from here a replayed update is the computed one too, and near what it is here', async () => {
    const here = await train(tf, usual, { replays: true, updates: 60 });
    const backend = tf.backend() as { isFar?: boolean };
    backend.isFar = true;
    try {
      const replayed = await train(tf, usual, { replays: true, updates: 60 });
      const computed = await train(tf, usual, { replays: false, updates: 60 });
      expect(replayed.numbers).toEqual(computed.numbers);
      expect(replayed.notes).toEqual([]);
      expect(replayed.computed).toBeLessThan(10);
      expect(new Set(replayed.held.slice(20)).size).toBe(1);
      for (const [at, value] of here.numbers.entries()) expect(replayed.numbers[at]).toBeCloseTo(value, 3);
    } finally {
      delete backend.isFar;
    }
  });

  test('a batch of another size has a recording of its own', async () => {
    const batchAt = (update: number) => (update % 3 === 2 ? 5 : 8);
    const replayed = await train(tf, usual, { replays: true, updates: 30, batchAt });
    expect(replayed.numbers).toEqual((await train(tf, usual, { replays: false, updates: 30, batchAt })).numbers);
    expect(replayed.notes).toEqual([]);
    expect(replayed.computed).toBeLessThan(15);
  });

  test('numbers and choices that change with the step are followed', async () => {
    const loss: Loss = (play, network, memory) => {
      const own = usual(play, network, memory);
      const weight = play.scalarAt((step) => 1 / (1 + step));
      const isLate = play.choiceAt((step) => step >= 11);
      return tf.add(own, tf.mul(weight, isLate ? network.apply(play.real).mean() : tf.scalar(0))).asScalar();
    };
    const replayed = await train(tf, loss, { replays: true, updates: 25 });
    expect(replayed.numbers).toEqual((await train(tf, loss, { replays: false, updates: 25 })).numbers);
    expect(replayed.notes).toEqual([]);
    expect(replayed.computed).toBeLessThan(12);
  });

  test.each<[string, (tf: Tf) => Loss, RegExp]>([
    [
      'counts in JavaScript',
      () => {
        let calls = 0;
        return ({ tf, real }, network) => {
          calls += 1;
          return tf.mul(network.apply(real).mean(), calls).asScalar();
        };
      },
      /did not give the numbers/,
    ],
    [
      'reads numbers back',
      () =>
        ({ tf, real }, network) =>
          tf.mul(network.apply(real).mean(), real.dataSync()[0]).asScalar(),
      /reads numbers back/,
    ],
    [
      'changes at every step',
      () =>
        ({ tf, real, choiceAt }, network) =>
          tf
            .mul(
              network.apply(real).mean(),
              choiceAt((step) => step),
            )
            .asScalar(),
      /changes with the step too often/,
    ],
    [
      'runs a kernel that runs kernels',
      () => {
        plantKernel(tf);
        return ({ tf, real }, network) => {
          const sum = tf.engine().runKernel('Planted', { x: real } as never) as Tensor;
          return tf.mul(network.apply(real).mean(), sum).asScalar();
        };
      },
      /Planted of this backend calls others/,
    ],
  ])('a loss that %s is computed for good, and says why once', async (_what, lossOf, why) => {
    const replayed = await train(tf, lossOf(tf), { replays: true, updates: 30 });
    expect(replayed.notes).toHaveLength(1);
    expect(replayed.notes[0]).toMatch(/^The updates of the player are computed operation by operation/);
    expect(replayed.notes[0]).toMatch(why);
    expect(replayed.computed).toBeGreaterThanOrEqual(30);
  });

  test('a state in JavaScript that changes late is found by the updates computed both ways', async () => {
    let weight = 1;
    const loss: Loss = ({ tf: same, real }, network) => same.mul(network.apply(real).mean(), weight).asScalar();
    const after = (update: number) => {
      if (update === 9) weight = 2;
    };
    const { notes, computed } = await train(tf, loss, { replays: true, updates: 30, after });
    expect(notes).toEqual([expect.stringMatching(/its update 16 was computed both ways .* depends on something that no recording holds/)]);
    expect(computed).toBeGreaterThanOrEqual(14);
  });
});

interface Training {
  replays: boolean;
  updates: number;
  batchAt?(update: number): number;
  after?(update: number): void;
}

async function train(tf: Tf, loss: Loss, { replays, updates, batchAt = () => 8, after }: Training) {
  const random = seededRandom(3);
  const layers = [...mlp({ hidden: [5], output: [4], norm: 'batch', activation: 'tanh' }), dense(1, { initial: 'glorot-uniform' })];
  const network = buildNetwork({ tf, name: 'net', random: random.fork('weights'), input: [2], layers });
  const memory = buildMemory(tf, 'memory', { mean: [1] });
  let computed = 0;
  const player: Player = {
    name: 'player',
    networks: ['net'],
    optimizer: { kind: 'adam', rate: 0.01, beta1: 0.5, beta2: 0.9 },
    batch: 8,
    loss(play) {
      computed += 1;
      const found = loss(play, network, memory);
      return { loss: found, also: { double: tf.mul(found, 2).asScalar() } };
    },
  };
  const variables = [...network.variables, ...memory.network.variables];
  const trained = network.variables.filter(({ trainable }) => trainable);
  const play = { tf, shape: { kind: 'points', dimensions: 2, classes: null }, latentSize: 0 } as const;
  const taker = openSlopeTaker({ player, trained, variables, play, replays });
  const optimizer = openSlopeOptimizer(tf, player.optimizer, trained);
  const found = { numbers: [] as number[], notes: [] as string[], held: [] as string[], computed: 0 };
  for (let update = 1; update <= updates; update += 1) {
    const batch = batchAt(update);
    const values = Float32Array.from({ length: 2 * batch }, random.normal);
    const deal: Deal = { step: update - 1, batch, draw: { values, labels: null }, latents: new Float32Array(0), noise: random };
    const taken = await taker.take(deal);
    found.numbers.push(...Object.values(taken.scalars));
    if (taken.note !== null) found.notes.push(taken.note);
    await optimizer.apply(taken, 1);
    taken.dispose();
    found.held.push(JSON.stringify(held(tf)));
    after?.(update);
  }
  for (const { variable } of variables) found.numbers.push(...variable.dataSync());
  taker.dispose();
  optimizer.dispose();
  for (const each of [network, memory.network]) each.dispose();
  return { ...found, computed };
}

function held(tf: Tf) {
  const { numTensors, numDataBuffers, numBytes } = tf.memory();
  return { numTensors, numDataBuffers, numBytes, numDataIds: tf.engine().backend.numDataIds() };
}

/** As TensorFlow's backend has some: it goes through tfjs instead of computing. */
function plantKernel(tf: Tf): void {
  if (tf.getKernel('Planted', tf.getBackend()) !== undefined) return;
  const kernelFunc = ({ inputs }: { inputs: unknown }) => tf.sum((inputs as { x: Tensor }).x);
  tf.registerKernel({ kernelName: 'Planted', backendName: tf.getBackend(), kernelFunc: kernelFunc as never });
}
