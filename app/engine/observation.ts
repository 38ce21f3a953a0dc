import { StudioError } from '../../shared/errors.ts';
import type { Measurement } from '../../shared/measurement.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import { drawsByValue } from './parts/autoregressive.ts';
import { exampleShape, shapeOf } from './data-shape.ts';
import { disposeFixed, drawFixed, generatedWith, generates } from './measuring/examples.ts';
import type { Dataset } from './dataset.ts';
import { additions } from './own/additions.ts';
import type { Game } from './game.ts';
import { type Judged, judgedCount, type MetricContext } from './metric.ts';
import { metrics } from './metrics/index.ts';
import type { ProbeContext } from './probe.ts';
import { openFactorOracle } from './measuring/factors.ts';
import { openOracle, type Oracle } from './measuring/oracle.ts';
import { probes } from './probes/index.ts';
import { type Random, seededRandom } from './random.ts';
import { openSlotReader, type SlotReader } from './measuring/slot-reader.ts';
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
  const { tf, config, dataset: training, game } = options;
  /** Nobody trains on it, where that can be: what is made, said and found is judged on these. */
  const dataset = training.heldOut?.all ?? training;
  const { model } = game;
  const { recording, steps } = config;
  const root = seededRandom(config.seed);
  const dataShape = shapeOf(dataset);
  const shape = exampleShape(dataShape);
  const width = shape.reduce((product, side) => product * side, 1);
  const oracles = new Map<'classes' | 'factors', Oracle>();
  let slots: SlotReader | undefined;
  const fixed = drawFixed(tf, model, dataset, root.fork('fixed'), dataset.kind === 'points' ? 512 : 64);
  const chosenMetrics = [...metrics, ...additions().metrics].filter(
    (metric) =>
      metric.accepts.includes(dataset.kind) && (metric.judges === 'model' || generates(model)) && metric.appliesTo(dataset, model),
  );
  const chosenProbes = [...probes, ...additions().probes].filter(
    (probe) => probe.accepts.includes(dataset.kind) && probe.appliesTo(model, dataset),
  );

  async function measure(gradients: ProbeContext['gradients']): Promise<Measurement[]> {
    const { step } = game;
    const found: Measurement[] = [];
    const values: Record<string, number> = {};
    const oracle: MetricContext['oracle'] = async (of) => {
      const known = oracles.get(of) ?? (await trainOracle(of));
      if (!oracles.has(of)) found.push(noteOn(known, of));
      oracles.set(of, known);
      return known;
    };
    const slotReader = async () => {
      if (slots === undefined) {
        slots = await openSlotReader(tf, training, { seed: config.seed });
        const sentence = 'Small classifiers were trained on this data, one for each slot of its sentences, to read pictures that are made.';
        found.push({ type: 'note', step, level: 'info', sentence });
      }
      return slots;
    };
    const judged = once(async () => judge(await oracle('classes'), streamOf('metrics', 'judged', step)));
    for (const metric of chosenMetrics) {
      const isSlow = metric.follows === 'featuresEvery' || (metric.judges === 'samples' && drawsByValue(model));
      if (!(isSlow ? areFeaturesDue() : isDue(recording.metricsEvery))) continue;
      Object.assign(values, await metric.measure({ ...contextOf(streamOf('metrics', metric.name, step)), judged, oracle, slotReader }));
    }
    if (Object.keys(values).length > 0) found.push({ type: 'points', step, values });
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

  /** Not for the first step, nor at the end of a run too short for it: its classifier takes longer than such a run. */
  function areFeaturesDue(): boolean {
    const every = recording.metricsEvery === 0 ? 0 : recording.featuresEvery;
    return game.step > 0 && steps >= every && isDue(every);
  }

  /** A stream for every (what, step): nothing to store, and no measurement depends on the one before. */
  function streamOf(kind: 'metrics' | 'probes', name: string, step: number): Random {
    return root.fork(`${kind}/${name}/${step}`);
  }

  /** Seconds of work. The same at every start of a run, so a resumed run judges the same. */
  function trainOracle(of: 'classes' | 'factors'): Promise<Oracle> {
    const { seed } = config;
    return of === 'classes' ? openOracle(tf, training, { seed }) : openFactorOracle(tf, training, { seed });
  }

  function noteOn({ accuracy, factorErrors }: Oracle, of: 'classes' | 'factors'): Measurement {
    const right =
      accuracy === null ? '' : `; it puts ${(100 * accuracy).toFixed(1)} % of real examples that it has not seen in their class`;
    const factors = Object.keys(factorErrors).join(', ');
    const what = of === 'classes' ? 'to judge what is generated' : `to read ${factors} off what is made`;
    const sentence = `A small ${of === 'classes' ? 'classifier' : 'network'} was trained on this data ${what}${right}.`;
    return { type: 'note', step: game.step, level: 'info', sentence };
  }

  /** Neither side is known to the oracle, where that can be. */
  async function judge(judging: Oracle, random: Random): Promise<Judged> {
    const [one, other] = training.heldOut?.halves ?? [dataset, dataset];
    return {
      real: await judging.judge(one.draw(random, judgedCount).values),
      ideal: await judging.judge(other.draw(random, judgedCount).values),
      generated: await judging.judge((await make(random, judgedCount)).values),
      width: judging.width,
    };
  }

  function contextOf(random: Random): Omit<MetricContext, 'judged' | 'oracle' | 'slotReader'> {
    return {
      dataset,
      random,
      width,
      real: (count) => dataset.draw(random, count).values,
      ideal: (count) => training.draw(random, count).values,
      ...(training.examples === null ? {} : { training }),
      tf,
      model,
      generated: async (count) => (await make(random, count)).values,
      generatedWithLabels: (count) => make(random, count),
      critic: criticOf(),
    };
  }

  /** In slices, under conditions as frequent as in the data. */
  async function make(random: Random, count: number): Promise<{ values: Float32Array; labels: Int32Array | null }> {
    const isClassed = model.conditionedOn === 'class';
    const values = new Float32Array(count * width);
    const labels = isClassed ? new Int32Array(count) : null;
    if (!generates(model)) throw new StudioError('invalid', 'This system makes no examples; it is measured on its own.');
    for (let from = 0; from < count; from += slice) {
      const made = tf.tidy(() => {
        const { examples, condition } = generatedWith(tf, model, dataset, random, Math.min(slice, count - from));
        return isClassed && condition !== undefined ? [examples, condition.argMax(-1)] : [examples];
      });
      const [examples, classes] = await Promise.all(made.map((tensor) => tensor.data()));
      values.set(examples as Float32Array, from * width);
      labels?.set(classes as Int32Array, from);
      tf.dispose(made);
    }
    return { values, labels };
  }

  function criticOf(): MetricContext['critic'] {
    const { score } = model;
    if (score === undefined || model.scores !== 'critic' || model.conditionedOn !== undefined) return null;
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

  function dispose(): void {
    disposeFixed(tf, fixed);
    for (const oracle of oracles.values()) oracle.dispose();
    slots?.dispose();
  }

  return { measure, dispose };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
