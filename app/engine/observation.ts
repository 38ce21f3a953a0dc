import type { Measurement } from '../../shared/measurement.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import { exampleShape, shapeOf } from './data-shape.ts';
import type { Dataset } from './dataset.ts';
import type { Game } from './game.ts';
import type { MetricContext } from './metric.ts';
import { metrics } from './metrics/index.ts';
import type { ProbeContext } from './probe.ts';
import { probes } from './probes/index.ts';
import { type Random, seededRandom } from './random.ts';
import type { Tensor, Tf } from './tensor.ts';

/** What is looked at while training. It draws from streams of its own, so that looking more often changes no number of the run. */
export interface Observation {
  /** Metrics and probes that are due at the game's step. */
  measure(gradients: ProbeContext['gradients']): Promise<Measurement[]>;
  dispose(): void;
}

/** Examples generated at once: bounds the memory of a metric that asks for thousands of pictures. */
const slice = 250;

export function openObservation(options: { tf: Tf; config: RunConfig; dataset: Dataset; game: Game }): Observation {
  const { tf, config, dataset, game } = options;
  const { model } = game;
  const { recording, steps } = config;
  const root = seededRandom(config.seed);
  const shape = exampleShape(shapeOf(dataset));
  const width = shape.reduce((product, side) => product * side, 1);
  const fixed = drawFixed();
  const chosenMetrics = metrics.filter((metric) => metric.accepts.includes(dataset.kind) && metric.appliesTo(dataset));
  const chosenProbes = probes.filter((probe) => probe.accepts.includes(dataset.kind) && probe.appliesTo(model, dataset));

  async function measure(gradients: ProbeContext['gradients']): Promise<Measurement[]> {
    const { step } = game;
    const found: Measurement[] = [];
    if (isDue(recording.metricsEvery)) {
      const values: Record<string, number> = {};
      for (const metric of chosenMetrics) Object.assign(values, await metric.measure(contextOf(streamOf('metrics', metric.name, step))));
      found.push({ type: 'points', step, values });
    }
    for (const probe of chosenProbes) {
      if (!isDue(recording[probe.follows])) continue;
      const random = streamOf('probes', probe.name, step);
      found.push(...(await probe.look({ tf, step, model, dataset, random, fixed, gradients })));
    }
    return found;
  }

  /** First and last step always: a picture of the beginning and of the end, whatever the interval. */
  function isDue(every: number): boolean {
    return every > 0 && (game.step === steps || game.step % every === 0);
  }

  /** A stream for every (what, step): nothing to store, and no measurement depends on the one before. */
  function streamOf(kind: 'metrics' | 'probes', name: string, step: number): Random {
    return root.fork(`${kind}/${name}/${step}`);
  }

  function contextOf(random: Random): MetricContext {
    return {
      dataset,
      random,
      width,
      real: (count) => dataset.draw(random, count).values,
      generated: (count) => inSlices(count, width, (_from, size) => model.generate(latentsOf(random, size))),
      critic: criticOf(),
    };
  }

  function criticOf(): MetricContext['critic'] {
    const { score } = model;
    if (score === undefined || model.scores !== 'critic') return null;
    const meanScore = async (examples: Float32Array) => {
      const count = examples.length / width;
      const at = (from: number, size: number) => score(tf.tensor(examples.subarray(from * width, (from + size) * width), [size, ...shape]));
      return (await inSlices(count, 1, at)).reduce((sum, value) => sum + value, 0) / count;
    };
    return {
      estimate: async (real, generated) => (await meanScore(real)) - (await meanScore(generated)),
      penaltyWeight: model.penaltyWeight ?? null,
    };
  }

  async function inSlices(count: number, each: number, make: (from: number, size: number) => Tensor): Promise<Float32Array> {
    const all = new Float32Array(count * each);
    for (let from = 0; from < count; from += slice) {
      const made = tf.tidy(() => make(from, Math.min(slice, count - from)));
      all.set((await made.data()) as Float32Array, from * each);
      made.dispose();
    }
    return all;
  }

  function latentsOf(random: Random, count: number): Tensor {
    return tf.tensor2d(model.latent.draw(random, count), [count, model.latent.size]);
  }

  function drawFixed(): ProbeContext['fixed'] {
    const count = dataset.kind === 'points' ? 512 : 64;
    return { latents: latentsOf(root.fork('fixed'), count), labels: null, condition: null };
  }

  return { measure, dispose: () => tf.dispose(fixed.latents) };
}
