import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ArchitectureLayer, ArchitectureNetwork, ArchitectureWeight } from '../../../shared/architecture.ts';
import type { Measurement, Snapshot } from '../../../shared/measurement.ts';
import type { RunConfig } from '../../../shared/run-config.ts';
import { readSafetensors, writeSafetensors } from '../../../shared/safetensors.ts';
import { seriesName } from '../../../shared/series-name.ts';
import { isKernel } from '../../../shared/weight-names.ts';
import { nodeBackendHome } from '../../trainer/node-home.ts';
import { architectureOf } from '../architecture/describe.ts';
import { openBackend } from '../backend.ts';
import { conditionOf, toBatch } from '../batch.ts';
import { exampleShape, shapeOf } from '../data-shape.ts';
import { madeDataset } from '../datasets/index.ts';
import type { Dataset } from '../dataset.ts';
import { playOf } from '../dealing/deal.ts';
import { differentiate } from '../differentiate.ts';
import { drawFew } from '../labelled.ts';
import { seededRandom } from '../random.ts';
import type { Model, Play, Player } from '../recipe.ts';
import type { Tf } from '../tensor.ts';
import { openSession, type SessionOptions } from '../train.ts';
import { trainingSeries } from '../training-series.ts';
import { recipes } from './index.ts';
import { resolve } from '../../tiny-config.ts';
import { tinyData, tinyInput } from '../../tiny-recipes.ts';

/** No recipe refuses what ships inside. */
const smallestPictures = madeDataset('digits8').open({ params: { size: '8', heldOut: 10 }, seed: 1 });
const members = recipes.flatMap((recipe) => recipe.accepts.map((kind) => ({ name: recipe.name, kind, recipe })));

test('there is small data for every kind that a recipe takes', () => {
  for (const { name, kind } of members) expect(tinyData[kind], `${name} on ${kind}`).toBeDefined();
});

/**
 * All of them on wasm. The cpu backend, a hundred times slower, sees those on points; GANYMEDE_RECIPES_ON=cpu shows it all of them, and
 * =native all of them to libtorch, as `npm run native` does.
 */
const more = process.env.GANYMEDE_RECIPES_ON;
const onPoints = members.filter(({ kind }) => kind === 'points');
const seen = { wasm: members, cpu: more === 'cpu' ? members : onPoints, native: more === 'native' ? members : [] };
const backends = (['cpu', 'wasm', 'native'] as const).filter((backend) => seen[backend].length > 0);

describe.each(backends)('on %s', (backend) => {
  let tf: Tf;
  let tensorsBefore = 0;
  beforeAll(async () => {
    ({ tf } = await openBackend(backend, backend === 'native' ? nodeBackendHome : {}));
    tensorsBefore = tf.memory().numTensors;
  });
  afterAll(() => expect(tf.memory().numTensors).toBe(tensorsBefore));

  describe.each(seen[backend])('$name on $kind', ({ name, kind, recipe }) => {
    const config = resolve(tinyInput(name, kind));
    const dataset = open(config);
    const built = [dataset, ...(kind === 'pictures' ? [smallestPictures] : [])].map((data) => ({ data, shape: shapeOf(data) }));

    test.each(built)('builds the networks and players it declares for $shape', ({ data, shape }) => {
      withModel(tf, config, data, (model) => {
        expect(model.players.map((player) => player.name).toSorted()).toEqual(recipe.players.toSorted());
        const turns = Array.from({ length: 20 }, (_, step) => model.schedule(step)).flat();
        expect([...new Set(turns.map((turn) => turn.player))].toSorted()).toEqual(recipe.players.toSorted());
        const names = model.networks.map((network) => network.name);
        for (const variable of model.networks.flatMap((network) => network.variables))
          expect(isKernel(variable.name), `${variable.name} is turned for PyTorch`).toBe(variable.layout !== 'vector');
        for (const player of model.players) expect(names).toEqual(expect.arrayContaining(player.networks));
        for (const formula of recipe.formulas) expect(recipe.players).toContain(formula.player);
        tf.tidy(() => {
          const batch = toBatch(tf, shape, data.draw(seededRandom(3), 3));
          const condition = conditionOf(model, batch);
          const latents = tf.tensor2d(model.latent.draw(seededRandom(4), 3), [3, model.latent.size]);
          const made = model.generate?.(latents, condition);
          expect(made !== undefined, 'generates, as it says').toBe(recipe.generates ?? true);
          if (made !== undefined) expect(made.shape).toEqual([3, ...exampleShape(shape)]);
          if (model.score !== undefined) expect(model.score(batch.real, condition).shape).toEqual([3]);
          if (model.encode !== undefined) expect(model.encode(batch.real, condition).shape[0]).toBe(3);
          if (model.classify !== undefined) expect(model.classify(batch.real).shape).toEqual([3, shape.classes]);
          if (model.logLikelihood !== undefined) expect(model.logLikelihood(batch.real, condition).shape).toEqual([3]);
          const { columns } = model;
          if (columns !== undefined) {
            for (const column of Object.values(columns(batch, latents))) expect(column.shape[0]).toBe(3);
          }
          const { parts } = model.latent;
          if (parts !== undefined) expect(parts.reduce((sum, part) => sum + part.size, 0)).toBe(model.latent.size);
        });
      });
    });

    test('is written down whole, without a backend: every layer with what rebuilds it, every tensor by its name', () => {
      withModel(tf, config, dataset, (model) => {
        const told = architectureOf(config, shapeOf(dataset));
        expect(JSON.parse(JSON.stringify(told))).toEqual(told);
        const kept = model.networks.flatMap((network) => network.variables);
        const tensors = told.networks.flatMap(weightsIn).map(({ tensor, shape, trained }) => [tensor, shape, trained]);
        expect(tensors.toSorted()).toEqual(kept.map(({ name, variable, trainable }) => [name, variable.shape, trainable]).toSorted());
        for (const [at, network] of model.networks.entries()) {
          const layers = told.networks[at].layers.map(({ name, kind, output }) => ({ name, kind, output }));
          expect(layers).toEqual(network.layers.map(({ name, kind, output }) => ({ name, kind, output })));
        }
        for (const { kind, knobs, weights } of told.networks.flatMap(({ layers }) => layers.flatMap(withInner)))
          if (Object.keys(weights).length > 0) expect(Object.keys(knobs), `${kind} says what it was made with`).not.toEqual([]);
        expect(told.latent.parts.reduce((sum, { size }) => sum + size, 0)).toBe(model.latent.size);
        const isInTurn = told.networks.some(({ layers }) => layers.some(({ kind }) => loops.includes(kind)));
        const makes = model.generate !== undefined || model.translate !== undefined;
        if (!makes) expect(told.draw).toBeNull();
        else if (isInTurn) expect(told.draw).toMatch(/value by value/);
        else expect(told.draw).toMatchObject({ output: expect.any(String) });
      });
    });

    test('trains to finite numbers, the same for the same seed', async () => {
      const first = await train(tf, config, dataset, { steps: 4 });
      const again = await train(tf, config, dataset, { steps: 4 });
      const other = await train(tf, { ...config, seed: 2 }, dataset, { steps: 4 });
      const values = numbers(first.measurements);
      expect(values.length).toBeGreaterThanOrEqual(8);
      expect(values.every(Number.isFinite)).toBe(true);
      expect(numbers(again.measurements)).toEqual(values);
      expect(again.snapshot).toEqual(first.snapshot);
      expect(numbers(other.measurements)).not.toEqual(values);
      for (const key of seriesOf(first.measurements))
        expect(seriesName(trainingSeries.series, key).label, `the catalogue names ${key}`).not.toBe(key);
    });

    test('replays what it recorded, and goes on from a checkpoint, to the bits of a run computed through', async () => {
      // Pools are full and phases over within twenty; the cpu backend is slow and sees their beginning.
      const steps = backend === 'cpu' ? 10 : 20;
      const whole = await train(tf, config, dataset, { steps, replays: false });
      const half = await train(tf, config, dataset, { steps: steps / 2 });
      const rest = await train(tf, config, dataset, { steps, from: throughFile(half.snapshot) });
      expect(rest.snapshot).toEqual(whole.snapshot);
      // Points, distributions of gradients, and no note that it had to be computed.
      expect([...half.measurements, ...rest.measurements]).toEqual(whole.measurements);
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

/** Layers that see only what comes before. */
const loops = ['masked-conv', 'gated-pixels', 'row-lstm', 'wavenet'];

function weightsIn({ layers, memory = {} }: ArchitectureNetwork): ArchitectureWeight[] {
  return [...layers.flatMap(withInner).flatMap(({ weights }) => Object.values(weights)), ...Object.values(memory)];
}

function withInner(layer: ArchitectureLayer): ArchitectureLayer[] {
  return [layer, ...(layer.layers ?? []).flatMap(withInner)];
}

/** The gradient against the central difference of the loss along it, on one fixed batch. */
function checkSlope(tf: Tf, model: Model, player: Player, dataset: Dataset): void {
  const variables = model.networks
    .filter((network) => player.networks.includes(network.name))
    .flatMap((network) => network.variables)
    .filter(({ trainable }) => trainable);
  // What a loss remembers (moving averages, pools) is put back before each look, or the loss would not be one function.
  const remembered = model.networks.flatMap((network) => network.variables).filter(({ trainable }) => !trainable);
  const before = remembered.map(({ variable }) => variable.dataSync().slice());
  const forget = () =>
    remembered.forEach(({ variable }, at) => {
      variable.assign(tf.tensor(before[at], variable.shape));
    });
  const { gradients, scalars } = differentiate(tf, player, variables, () => dealt(tf, model, player, dataset));
  const steepest = variables.map(({ name, variable }) => Float32Array.from(gradients[name]?.dataSync() ?? new Float32Array(variable.size)));
  tf.dispose([gradients, scalars.tensor]);
  const size = Math.sqrt(steepest.reduce((sum, values) => sum + values.reduce((inner, value) => inner + value * value, 0), 0));
  const start = variables.map(({ variable }) => variable.dataSync().slice());
  const lossAt = (along: number) =>
    tf.tidy(() => {
      forget();
      variables.forEach(({ variable }, at) => {
        const moved = start[at].map((weight, i) => weight + (along * steepest[at][i]) / size);
        variable.assign(tf.tensor(moved, variable.shape));
      });
      return player.loss(dealt(tf, model, player, dataset)).loss.dataSync()[0];
    });
  // A penalty on a network with bends jumps where an example crosses one: the shortest way that rounding leaves readable decides.
  const errors = [2e-3, 5e-4, 1e-4].map((distance) => Math.abs((lossAt(distance) - lossAt(-distance)) / (2 * distance) - size) / size);
  expect(size, `gradient of the ${player.name}`).toBeGreaterThan(1e-6);
  expect(Math.min(...errors), `slope of the ${player.name}: ${size} by gradient, relative errors ${errors}`).toBeLessThan(0.03);
}

/** The same batch each time. */
function dealt(tf: Tf, model: Model, { batch }: Player, dataset: Dataset): Play {
  const random = seededRandom(7);
  const deal = { step: 0, batch, draw: dataset.draw(random, batch), latents: model.latent.draw(random, batch), noise: random };
  const labelled = model.labelled === undefined ? null : labelledOf(tf, dataset, model.labelled.perClass);
  return playOf(deal, { tf, shape: shapeOf(dataset), latentSize: model.latent.size, labelled });
}

function labelledOf(tf: Tf, dataset: Dataset, perClass: number): NonNullable<Play['labelled']> {
  const { real, condition } = drawFew(tf, dataset, seededRandom(8), perClass);
  return { examples: real, condition: condition! };
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

async function train(
  tf: Tf,
  config: RunConfig,
  dataset: Dataset,
  { steps, from = null, replays }: { steps: number; from?: SessionOptions['from']; replays?: boolean },
) {
  const session = await openSession({ tf, config: { ...config, steps }, dataset, from, replays });
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

function seriesOf(measurements: Measurement[]): Set<string> {
  return new Set(measurements.flatMap((measurement) => (measurement.type === 'points' ? Object.keys(measurement.values) : [])));
}

function open(config: RunConfig): Dataset {
  return madeDataset(config.dataset.name).open({ params: config.dataset.params, seed: config.seed });
}
