import { StudioError } from '../../shared/errors.ts';
import type { Params } from '../../shared/params.ts';
import { resolveConfig } from '../../shared/resolve-config.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import { assign, distances } from './measuring/assignment.ts';
import { catalogue } from './catalogue.ts';
import { shapeOf } from './data-shape.ts';
import type { Dataset, PointsDataset } from './dataset.ts';
import { madeDataset } from './datasets/index.ts';
import { generatedExamples, generates, take } from './measuring/examples.ts';
import { type Game, openGame } from './game.ts';
import type { DataShape, Model } from './recipe.ts';
import { type Random, seededRandom } from './random.ts';
import type { Tf } from './tensor.ts';

/**
 * A claim of a paper, shown by number on data whose truth is known. The collection is proofs/; each proof trains for real
 * and prints measured against expected, failures included, and beside them what a trivial rival measures by the same yardstick.
 * What a recipe should not do is proven beside what it should.
 */
export interface Proof {
  /** Also that of its file. */
  name: string;
  /** The claim and where it stands. */
  about: string;
  /** More seeds than 1 to 5, where 4 and 5 had been seen when its bounds were set. */
  unseen?: number[];
  /** Prints the same claims in the same order whatever the seed. */
  run(context: ProofContext): Promise<void>;
}
export interface ProofContext {
  tf: Tf;
  seed: number;
  print(row: ProofRow): void;
}

export interface ProofRow {
  recipe: string;
  seed: number;
  /** What was measured, with the data and the setting. */
  what: string;
  measured: number;
  /** Such as `≤ 0.25` or `1.53 ± 10 %`. */
  expected: string;
  holds: boolean;
  /** What can be had for nothing (a clock, a constant, a straight line, as much work) and must be beaten. */
  rival?: { name: string; measured: number };
  /** A claim about the mean over seeds, judged by its interval against this bound; `holds` is then that of one seed alone. */
  mean?: { above: number };
}

/** A game on points, with what proofs measure of it. Whoever opens it disposes of it. */
export interface Study {
  game: Game;
  model: Model;
  dataset: PointsDataset;
  config: RunConfig;
  random: Random;
  generated(count: number): Promise<Float32Array>;
  real(count: number): Float32Array;
  /** Mean critic value of real minus that of generated, `batches` × 1000 examples each. */
  rawEstimate(batches: number): Promise<number>;
  dispose(): void;
}

/** Any recipe on any procedural data, for proofs that measure in their own way. Whoever opens it disposes of it. */
export interface Training {
  game: Game;
  model: Model;
  dataset: Dataset;
  shape: DataShape;
  config: RunConfig;
  /** For what is drawn to measure; the training draws from streams of its own. */
  random: Random;
  /** Plays so many more steps. @throws StudioError where a loss is not finite */
  train(steps: number): Promise<void>;
  dispose(): void;
}

export interface TrainingOptions {
  recipe: string;
  dataset: string | { name: string; params?: Params };
  seed: number;
  params?: Params;
  steps?: number;
  /** As of a session. */
  replays?: boolean;
}

export function openTraining(tf: Tf, { recipe, dataset: data, seed, params = {}, steps = 1, replays }: TrainingOptions): Training {
  const resolved = resolveConfig(catalogue('proof', []), { recipe, dataset: data, seed, steps, params });
  if ('issues' in resolved)
    throw new StudioError('failed', `A proof's config makes no sense: ${resolved.issues.map((issue) => issue.message).join(' ')}`);
  const { config } = resolved;
  const dataset = madeDataset(config.dataset.name).open({ params: config.dataset.params, seed });
  const game = openGame({ tf, config, dataset, replays });
  return {
    game,
    model: game.model,
    dataset,
    shape: shapeOf(dataset),
    config,
    random: seededRandom(seed).fork('proof'),
    train: async (count) => {
      for (let step = 0; step < count; step += 1) {
        const outcome = await game.play({ keepGradients: false });
        outcome.dispose();
        if (outcome.nonFinite !== null) throw new StudioError('failed', outcome.nonFinite);
      }
    },
    dispose: () => game.dispose(),
  };
}

export function openStudy(tf: Tf, options: { recipe: string; dataset: string; seed: number; params: Params; steps?: number }): Study {
  const { game, dataset, config, random } = openTraining(tf, options);
  if (dataset.kind !== 'points') throw new StudioError('failed', `A study is made on points; ${options.dataset} are ${dataset.kind}.`);
  const making = game.model;
  if (!generates(making))
    throw new StudioError('failed', `A study is made of what a recipe generates; ${options.recipe} generates nothing.`);
  const generated = async (count: number) => (await take(generatedExamples(tf, making, dataset, random, count))).data;
  const real = (count: number) => dataset.draw(random, count).values;
  const score = async (values: Float32Array) => {
    const mean = tf.tidy(() => game.model.score!(tf.tensor2d(values, [values.length / dataset.dimensions, dataset.dimensions])).mean());
    return (await take(mean)).data[0];
  };
  return {
    game,
    model: game.model,
    dataset,
    config,
    random,
    generated,
    real,
    rawEstimate: async (batches) => {
      let sum = 0;
      for (let batch = 0; batch < batches; batch += 1) sum += (await score(real(1000))) - (await score(await generated(1000)));
      return sum / batches;
    },
    dispose: () => game.dispose(),
  };
}

/** Exact W1 between two samples of the same size; 1000 points take about a second. */
export function exactW1(a: Float32Array, b: Float32Array, dimensions: number): number {
  const size = a.length / dimensions;
  return assign(distances(a, b, dimensions), size).total / size;
}

export const atMost = (value: number, limit: number) => ({
  measured: value,
  expected: `≤ ${Number(limit.toPrecision(4))}`,
  holds: value <= limit,
});
export const atLeast = (value: number, limit: number) => ({
  measured: value,
  expected: `≥ ${Number(limit.toPrecision(4))}`,
  holds: value >= limit,
});
export const below = (value: number, rival: { name: string; measured: number }) => ({ ...atMost(value, rival.measured), rival });
export const above = (value: number, rival: { name: string; measured: number }, by = 0) => ({
  ...atLeast(value, rival.measured + by),
  rival,
});
export const within = (value: number, least: number, most: number) => ({
  measured: value,
  expected: `${least} … ${most}`,
  holds: value >= least && value <= most,
});
/** For a claim about the mean over seeds. */
export const meanAbove = (value: number, least: number) => ({ ...atLeast(value, least), mean: { above: least } });
export const near = (value: number, target: number, share: number) => ({
  measured: value,
  expected: `${target.toPrecision(4)} ± ${share * 100} %`,
  holds: Math.abs(value - target) <= share * Math.abs(target),
});
