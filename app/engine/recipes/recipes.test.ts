import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Measurement, Snapshot } from '../../../shared/measurement.ts';
import type { DataKind, Params } from '../../../shared/params.ts';
import { resolveConfig } from '../../../shared/resolve-config.ts';
import type { ConfigInput, RunConfig } from '../../../shared/run-config.ts';
import { readSafetensors, writeSafetensors } from '../../../shared/safetensors.ts';
import { openBackend } from '../backend.ts';
import { catalogue } from '../catalogue.ts';
import { exampleShape, shapeOf } from '../data-shape.ts';
import { findDataset } from '../datasets/index.ts';
import type { Dataset } from '../dataset.ts';
import { differentiate } from '../differentiate.ts';
import { seededRandom } from '../random.ts';
import type { Model, Play, Player } from '../recipe.ts';
import type { Tf } from '../tensor.ts';
import { openSession, type SessionOptions } from '../train.ts';
import { recipes } from './index.ts';

/** The smallest of everything: the contract does not depend on size. */
const tiny: Record<DataKind, { dataset: ConfigInput['dataset']; params: Params }> = {
  points: { dataset: 'ring8', params: { batch: 6, latentSize: 3, generatorWidth: 5, generatorDepth: 2, judgeWidth: 5, judgeDepth: 2 } },
  pictures: {
    dataset: { name: 'stroke-digits', params: { size: 16 } },
    params: { batch: 4, latentSize: 3, generatorWidth: 2, judgeWidth: 2 },
  },
};
const members = recipes.flatMap((recipe) => recipe.accepts.map((kind) => ({ name: recipe.name, kind, recipe })));

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  let tf: Tf;
  let tensorsBefore = 0;
  beforeAll(async () => {
    ({ tf } = await openBackend(backend, {}));
    tensorsBefore = tf.memory().numTensors;
  });
  afterAll(() => expect(tf.memory().numTensors).toBe(tensorsBefore));

  describe.each(members)('$name on $kind', ({ name, kind, recipe }) => {
    const config = configOf(name, kind);
    const dataset = open(config);

    test('builds the networks and players it declares', () => {
      withModel(tf, config, dataset, (model) => {
        expect(model.players.map((player) => player.name).toSorted()).toEqual(recipe.players.toSorted());
        expect(model.schedule(0).map((turn) => turn.player)).toEqual(recipe.players);
        const names = model.networks.map((network) => network.name);
        for (const player of model.players) expect(names).toEqual(expect.arrayContaining(player.networks));
        for (const formula of recipe.formulas) expect(recipe.players).toContain(formula.player);
        tf.tidy(() => {
          const made = model.generate(tf.zeros([3, model.latent.size]));
          expect(made.shape).toEqual([3, ...exampleShape(shapeOf(dataset))]);
          if (model.score !== undefined) expect(model.score(made).shape).toEqual([3]);
        });
      });
    });

    test('trains to finite numbers, the same for the same seed', async () => {
      const first = await train(tf, config, dataset, 4);
      const again = await train(tf, config, dataset, 4);
      const other = await train(tf, { ...config, seed: 2 }, dataset, 4);
      const values = numbers(first.measurements);
      expect(values.length).toBeGreaterThan(8);
      expect(values.every(Number.isFinite)).toBe(true);
      expect(numbers(again.measurements)).toEqual(values);
      expect(again.snapshot).toEqual(first.snapshot);
      expect(numbers(other.measurements)).not.toEqual(values);
    });

    test('goes on bit for bit from a checkpoint', async () => {
      const whole = await train(tf, config, dataset, 20);
      const half = await train(tf, config, dataset, 10);
      const rest = await train(tf, config, dataset, 20, throughFile(half.snapshot));
      expect(rest.snapshot).toEqual(whole.snapshot);
      expect(numbers(rest.measurements)).toEqual(numbers(whole.measurements.filter(({ step }) => step > 10)));
    });

    test('leaks no tensor', async () => {
      const session = await openSession({ tf, config: { ...config, steps: 12 }, dataset, from: null });
      const counts = new Set<number>();
      for await (const report of session.run()) if (report.step > 0) counts.add(tf.memory().numTensors);
      session.dispose();
      expect(counts.size).toBe(1);
    });

    test('follows the slope of each loss', () => {
      withModel(tf, config, dataset, (model) => {
        for (const player of model.players) checkSlope(tf, model, player, dataset);
      });
    });
  });
});

/** The gradient against the central difference of the loss along it, on one fixed batch. */
function checkSlope(tf: Tf, model: Model, player: Player, dataset: Dataset): void {
  const variables = model.networks
    .filter((network) => player.networks.includes(network.name))
    .flatMap((network) => network.variables)
    .filter(({ trainable }) => trainable);
  const { gradients, scalars } = differentiate(tf, player, variables, () => deal(tf, model, player, dataset));
  const steepest = variables.map(({ name, variable }) => Float32Array.from(gradients[name]?.dataSync() ?? new Float32Array(variable.size)));
  tf.dispose([gradients, scalars.tensor]);
  const size = Math.sqrt(steepest.reduce((sum, values) => sum + values.reduce((inner, value) => inner + value * value, 0), 0));
  const start = variables.map(({ variable }) => variable.dataSync().slice());
  const lossAt = (along: number) =>
    tf.tidy(() => {
      variables.forEach(({ variable }, at) => {
        const moved = start[at].map((weight, i) => weight + (along * steepest[at][i]) / size);
        variable.assign(tf.tensor(moved, variable.shape));
      });
      return player.loss(deal(tf, model, player, dataset)).loss.dataSync()[0];
    });
  const distance = 2e-3;
  const measured = (lossAt(distance) - lossAt(-distance)) / (2 * distance);
  expect(size, `gradient of the ${player.name}`).toBeGreaterThan(1e-6);
  expect(Math.abs(measured - size) / size, `slope of the ${player.name}: ${measured} measured, ${size} by gradient`).toBeLessThan(0.03);
}

/** The same batch each time. */
function deal(tf: Tf, model: Model, player: Player, dataset: Dataset): Play {
  const random = seededRandom(7);
  const drawn = (shape: number[], draw: () => number) =>
    tf.tensor(Float32Array.from({ length: shape.reduce((product, side) => product * side, 1) }, draw), shape);
  return {
    tf,
    step: 0,
    real: tf.tensor(dataset.draw(random, player.batch).values, [player.batch, ...exampleShape(shapeOf(dataset))]),
    condition: null,
    latents: tf.tensor2d(model.latent.draw(random, player.batch), [player.batch, model.latent.size]),
    uniform: (shape) => drawn(shape, random.uniform),
    normal: (shape) => drawn(shape, random.normal),
  };
}

function withModel(tf: Tf, config: RunConfig, dataset: Dataset, use: (model: Model) => void): void {
  const recipe = recipes.find(({ name }) => name === config.recipe)!;
  const model = recipe.build({ tf, params: config.params, data: shapeOf(dataset), random: seededRandom(1) });
  try {
    use(model);
  } finally {
    for (const network of model.networks) network.dispose();
  }
}

async function train(tf: Tf, config: RunConfig, dataset: Dataset, steps: number, from: SessionOptions['from'] = null) {
  const session = await openSession({ tf, config: { ...config, steps }, dataset, from });
  const measurements: Measurement[] = [];
  for await (const report of session.run()) measurements.push(...report.measurements);
  const snapshot = await session.snapshot();
  session.dispose();
  return { measurements, snapshot };
}

/** As the trainer stores it: tensors as safetensors, the state as JSON. */
function throughFile({ step, tensors, state }: Snapshot): Snapshot {
  const read = readSafetensors(writeSafetensors(tensors));
  return { step, tensors: read.tensors as Snapshot['tensors'], state: JSON.parse(JSON.stringify(state)) };
}

function numbers(measurements: Measurement[]): number[] {
  return measurements.flatMap((measurement) => (measurement.type === 'points' ? Object.values(measurement.values) : []));
}

function open(config: RunConfig): Dataset {
  return findDataset(config.dataset.name).open({ params: config.dataset.params, seed: config.seed, files: { entries: [] } });
}

function configOf(recipe: string, kind: DataKind): RunConfig {
  const { players, params: specs } = recipes.find(({ name }) => name === recipe)!;
  const judge = players.includes('critic') ? 'critic' : 'discriminator';
  const params = Object.entries(tiny[kind].params)
    .map(([key, value]) => [key.replace('judge', judge), value] as const)
    .filter(([key]) => specs.some((spec) => spec.key === key));
  const recording = { metricsEvery: 0, distributionsEvery: 5, samplesEvery: 0 };
  const input = { recipe, dataset: tiny[kind].dataset, params: Object.fromEntries(params), recording };
  const resolved = resolveConfig(catalogue('0', []), input);
  if ('issues' in resolved) throw new Error(JSON.stringify(resolved.issues));
  return resolved.config;
}
