import { beforeAll, describe, expect, test } from 'vitest';
import type { Measurement } from '../../../shared/measurement.ts';
import { exampleShape, shapeOf } from '../data-shape.ts';
import type { Dataset } from '../dataset.ts';
import { drawFixed } from '../measuring/examples.ts';
import { madeDataset } from '../datasets/index.ts';
import { buildNetwork, type Layer } from '../network.ts';
import { dense, mlp, reshape } from '../networks/index.ts';
import type { Probe, ProbeContext } from '../probe.ts';
import { seededRandom } from '../random.ts';
import type { Model } from '../recipe.ts';
import type { Tensor, Tf } from '../tensor.ts';
import { probes } from './index.ts';

let tf: Tf;
beforeAll(async () => {
  const loaded = await import('@tensorflow/tfjs');
  tf = (loaded as { default?: Tf }).default ?? loaded;
  await tf.setBackend('cpu');
});

function open(name: string): Dataset {
  const recipe = madeDataset(name);
  const params = Object.fromEntries(recipe.params.map(({ key, presets }) => [key, key === 'size' ? '16' : presets.small.value]));
  return recipe.open({ params, seed: 1 });
}

/** A game of two tiny networks over the dataset; the critic's layers may be given. */
function modelFor(dataset: Dataset, criticLayers?: Layer[]): Model {
  const shape = exampleShape(shapeOf(dataset));
  const size = shape.reduce((product, side) => product * side, 1);
  const random = seededRandom(1);
  const generator = buildNetwork({ tf, name: 'generator', random, input: [3], layers: mlp({ hidden: [5], output: shape }) });
  const layers = criticLayers ?? [reshape([size]), ...mlp({ hidden: [4, 6], output: [1] })];
  const critic = buildNetwork({ tf, name: 'critic', random, input: shape, layers });
  return {
    networks: [critic, generator],
    players: [],
    schedule: () => [],
    latent: { size: 3, draw: (stream, count) => Float32Array.from({ length: count * 3 }, stream.normal) },
    generate: (latents) => generator.apply(latents, { training: false }),
    score: (examples) => critic.apply(examples, { training: false }).flatten(),
    scores: 'critic',
    clip: 0.5,
  };
}

function contextOf(dataset: Dataset, model: Model): ProbeContext {
  const gradients: Record<string, Tensor> = { 'critic/dense1/kernel': tf.tensor([1, 2, 3]) };
  return {
    tf,
    step: 7,
    model,
    dataset,
    random: seededRandom(2),
    fixed: drawFixed(tf, model, dataset, seededRandom(9), 70),
    gradients: { critic: gradients },
  };
}

function find(name: string): Probe {
  return probes.find((probe) => probe.name === name)!;
}

async function look(name: string, dataset: Dataset, model: Model): Promise<Measurement[]> {
  return find(name).look(contextOf(dataset, model));
}

async function only<Type extends Measurement['type']>(type: Type, name: string, dataset: Dataset, model: Model) {
  const found = (await look(name, dataset, model)).find((measurement) => measurement.type === type);
  return found as Extract<Measurement, { type: Type }>;
}

const names = ['grid25', 'mixture-1d', 'shapes'];
const cases = probes.flatMap((probe) => names.map((name) => [probe.name, name, probe] as const));

describe('every probe', () => {
  test('has a name of its own', () => {
    expect(new Set(probes.map(({ name }) => name)).size).toBe(probes.length);
  });

  test.each(cases)('%s on %s: whole measurements, the same from the same seed, no tensor left', async (_probe, name, probe) => {
    const dataset = open(name);
    const model = modelFor(dataset);
    if (!probe.accepts.includes(dataset.kind) || !probe.appliesTo(model, dataset)) return;
    const context = contextOf(dataset, model);
    const before = tf.memory().numTensors;
    const found = await probe.look(context);
    expect(tf.memory().numTensors).toBe(before);
    expect(found.length).toBeGreaterThan(0);
    for (const measurement of found) {
      expect(measurement.step).toBe(7);
      if (measurement.type === 'points') expect(Object.values(measurement.values).every(Number.isFinite)).toBe(true);
      if (measurement.type !== 'sample') continue;
      expect(measurement.probe).toBe(probe.name);
      for (const { shape, data } of Object.values(measurement.tensors)) {
        expect(data).toHaveLength(shape.reduce((product, side) => product * side, 1));
        expect(data.every(Number.isFinite)).toBe(true);
      }
    }
    expect(await probe.look({ ...context, random: seededRandom(2) })).toEqual(found);
  });
});

test('weights: every trainable variable, with the bound of clipping on the critic alone', async () => {
  const dataset = open('grid25');
  const found = await look('weights', dataset, modelFor(dataset));
  const bounds = found.map((one) => (one.type === 'distribution' ? [one.key, one.distribution.bound?.value ?? null] : []));
  expect(bounds).toContainEqual(['weights/critic/dense1/kernel', 0.5]);
  expect(bounds).toContainEqual(['weights/generator/dense1/kernel', null]);
  expect(bounds).toHaveLength(10);
});

describe('gradients of a linear critic are its weights', () => {
  const dataset = open('grid25');
  /** D(x) = 3x + 4y, so ‖∇D‖ = 5 everywhere. */
  async function linear(): Promise<Model> {
    const model = modelFor(dataset, [dense(1)]);
    model.networks[0].variables[0].variable.assign(tf.tensor2d([3, 4], [2, 1]));
    return model;
  }

  test('between real and generated', async () => {
    const { distribution } = await only('distribution', 'interpolate-gradients', dataset, await linear());
    expect(distribution.size).toBe(256);
    expect(distribution.min).toBeCloseTo(5, 5);
    expect(distribution.max).toBeCloseTo(5, 5);
    const { values } = await only('points', 'interpolate-gradients', dataset, await linear());
    expect(values['critic/gradient-norm']).toBeCloseTo(5, 5);
  });

  test('on the surface, whose rows start at the bottom', async () => {
    const { tensors, meta } = await only('sample', 'critic-surface', dataset, await linear());
    expect(meta.region).toEqual({ left: -2.5, right: 2.5, bottom: -2.5, top: 2.5 });
    expect(tensors.values.shape).toEqual([64, 64]);
    expect(tensors.values.data[0]).toBeCloseTo(-2.5 * 7, 4);
    expect(tensors.values.data[63]).toBeCloseTo(2.5 * 3 - 2.5 * 4, 4);
    expect(tensors.values.data[63 * 64]).toBeCloseTo(-2.5 * 3 + 2.5 * 4, 4);
    expect([...tensors.gradients.data.slice(0, 2)]).toEqual([3, 4]);
    expect(tensors.gradients.shape).toEqual(tensors.generated.shape);
  });
});

test('gradient by depth: the product of the weights behind each layer', async () => {
  const dataset = open('mixture-1d');
  const model = modelFor(dataset, [dense(1), dense(1), dense(1)]);
  [2, 3, 5].forEach((weight, at) => {
    const kernel = model.networks[0].variables.find(({ name }) => name === `critic/dense${at + 1}/kernel`)!;
    kernel.variable.assign(tf.tensor2d([weight], [1, 1]));
  });
  const { values } = await only('points', 'gradient-depth', dataset, model);
  expect(values['gradient-depth/critic/01-dense1']).toBeCloseTo(15, 4);
  expect(values['gradient-depth/critic/02-dense2']).toBeCloseTo(5, 4);
  expect(values['gradient-depth/critic/03-dense3']).toBeCloseTo(1, 5);
  // The generator's last output is the critic's input.
  expect(values['gradient-depth/generator/02-dense2']).toBeCloseTo(30, 4);
});

test('the transport plan pairs each with one, at a cost below that of chance', async () => {
  const dataset = open('grid25');
  const { tensors, meta } = await only('sample', 'transport-plan', dataset, modelFor(dataset));
  const plan = Array.from({ length: 32 }, (_, row) => [...tensors.plan.data.slice(row * 32, row * 32 + 32)]);
  for (let at = 0; at < 32; at += 1) {
    expect(plan[at].filter((value) => value > 0)).toEqual([1 / 32]);
    expect(plan.filter((row) => row[at] > 0)).toHaveLength(1);
  }
  const paired = plan.reduce((sum, row, at) => {
    const to = row.findIndex((value) => value > 0);
    const { real, generated } = { real: tensors.real.data, generated: tensors.generated.data };
    return sum + Math.hypot(real[2 * at] - generated[2 * to], real[2 * at + 1] - generated[2 * to + 1]) / 32;
  }, 0);
  expect(meta.cost).toBeCloseTo(paired, 5);
  expect(meta.cost).toBeLessThan(meta.independentCost!);
});

test('samples: 64 pictures of the same latents as bytes; points with real ones beside them', async () => {
  const shapes = open('shapes');
  const pictures = await only('sample', 'samples', shapes, modelFor(shapes));
  expect(pictures.tensors.pixels.shape).toEqual([64, 16, 16, 1]);
  expect(pictures.tensors.pixels.data).toBeInstanceOf(Uint8Array);
  expect(pictures.tensors.latents.shape).toEqual([64, 3]);
  const grid = open('grid25');
  const points = await only('sample', 'samples', grid, modelFor(grid));
  expect(points.tensors.generated.shape).toEqual([70, 2]);
  expect(points.tensors.real.shape).toEqual([500, 2]);
});
