import { StudioError } from '../../../shared/errors.ts';
import { exampleShape, shapeOf } from '../data-shape.ts';
import type { Dataset, Draw } from '../dataset.ts';
import { minimize } from './minimize.ts';
import { buildNetwork, type Layer, type Network } from '../network.ts';
import { activation } from '../networks/layers/activation.ts';
import { conv } from '../networks/layers/convolution.ts';
import { dense } from '../networks/layers/dense.ts';
import { flatten } from '../networks/layers/shape.ts';

import { type Random, seededRandom } from '../random.ts';
import type { Tensor, Tf } from '../tensor.ts';

/**
 * A small network that knows the truth of one dataset: its classes, and those of its factors that it is asked for. Trained
 * here on fresh examples, never seen by the models it judges. What it says of real data is the ceiling for what it says of made data.
 */
export interface Oracle {
  /** Share of fresh real examples put in their class; null where the data has none. */
  accuracy: number | null;
  /** Mean absolute error on fresh real examples over the factor's range, by factor. */
  factorErrors: Record<string, number>;
  /** Numbers per example in `features`. */
  width: number;
  judge(values: Float32Array): Promise<Judgement>;
  dispose(): void;
}
export interface Judgement {
  /** [n × classes], rows sum to 1; empty where there are no classes. */
  probabilities: Float32Array;
  /** Most probable class of each. */
  classes: Int32Array;
  /** [n × width]: the last hidden layer. */
  features: Float32Array;
  /** By factor, [n], in the factor's own unit. */
  factors: Record<string, Float32Array>;
}

export interface OracleOptions {
  seed?: number;
  /** Factors to be read off, by the names that the dataset draws them under. */
  factors?: string[];
  steps?: number;
}

const batch = 64;
const tested = 1000;
const usualSteps = 1200;
/** Examples judged at once. */
const slice = 250;

/** What is to be told apart: a dataset, or what a system makes or finds, with the truth that is known of it. */
export interface Lesson {
  /** Of one example. */
  shape: number[];
  /** 0 where there are none. */
  classes: number;
  draw(random: Random, count: number): Draw;
  /** Examples that `draw` never gives, for the accuracy; absent where every draw is fresh. */
  unseen?(random: Random, count: number): Draw;
}

/** @throws StudioError 'invalid' where the data has neither classes nor the factors asked for */
export function openOracle(tf: Tf, dataset: Dataset, options: OracleOptions = {}): Promise<Oracle> {
  const draw = (random: Random, count: number) => dataset.draw(random, count);
  const unseen = (random: Random, count: number) => (dataset.heldOut?.all ?? dataset).draw(random, count);
  return openReader(tf, { shape: exampleShape(shapeOf(dataset)), classes: dataset.classes?.length ?? 0, draw, unseen }, options);
}

/** An oracle of anything that can be drawn with its truth. @throws StudioError 'invalid' where there is nothing to learn */
export async function openReader(tf: Tf, lesson: Lesson, options: OracleOptions = {}): Promise<Oracle> {
  const { seed = 1, factors = [], steps = usualSteps } = options;
  const random = seededRandom(seed).fork('oracle');
  const { shape, classes } = lesson;
  const size = shape.reduce((product, side) => product * side, 1);
  if (classes + factors.length === 0) {
    throw new StudioError('invalid', 'There is nothing to learn to tell apart: the data has no classes, and no factor was named.');
  }
  const scales = scalesOf(factors, lesson.draw(random.fork('scales'), tested));
  const layers = layersFor(shape, classes + factors.length);
  const network = buildNetwork({ tf, name: 'oracle', random: random.fork('weights'), input: shape, layers });
  await train({ tf, network, lesson, factors, scales, steps, random: random.fork('data') });
  const featureLayer = network.layers[network.layers.length - 2];
  const width = featureLayer.output.reduce((product, side) => product * side, 1);

  async function judge(values: Float32Array): Promise<Judgement> {
    const count = values.length / size;
    const judged: Judgement = {
      probabilities: new Float32Array(count * classes),
      classes: new Int32Array(count),
      features: new Float32Array(count * width),
      factors: Object.fromEntries(factors.map((name) => [name, new Float32Array(count)])),
    };
    for (let from = 0; from < count; from += slice) {
      const here = Math.min(slice, count - from);
      const seen = tf.tidy(() => {
        const { output, layers: taps } = network.trace(tf.tensor(values.subarray(from * size, (from + here) * size), [here, ...shape]), {
          training: false,
        });
        const logits = output.slice([0, 0], [-1, classes]);
        return [
          classes === 0 ? tf.zeros([here, 0]) : tf.softmax(logits),
          taps[featureLayer.name].reshape([here, width]),
          output.slice([0, classes], [-1, factors.length]),
        ];
      });
      const [probabilities, features, found] = await Promise.all(seen.map((tensor) => tensor.data()));
      tf.dispose(seen);
      judged.probabilities.set(probabilities, from * classes);
      judged.features.set(features, from * width);
      for (let row = 0; row < here; row += 1) {
        judged.classes[from + row] = indexOfLargest(probabilities.subarray(row * classes, (row + 1) * classes) as Float32Array);
        factors.forEach((name, at) => {
          judged.factors[name][from + row] = found[row * factors.length + at] * scales[at].deviation + scales[at].mean;
        });
      }
    }
    return judged;
  }

  const fresh = (lesson.unseen ?? lesson.draw)(random.fork('test'), tested);
  const { classes: said, factors: read } = await judge(fresh.values);
  return {
    accuracy: fresh.labels === null ? null : said.reduce((right, label, at) => right + (label === fresh.labels![at] ? 1 : 0), 0) / tested,
    factorErrors: Object.fromEntries(factors.map((name) => [name, errorOf(read[name], fresh.factors![name])])),
    width,
    judge,
    dispose: () => network.dispose(),
  };
}

/** Pictures by two strided convolutions, everything else fully connected; the layer before the last gives the features. */
function layersFor(shape: number[], outputs: number): Layer[] {
  const isPicture = shape.length === 3 && shape[0] >= 8;
  const seeing: Layer[] = isPicture
    ? [
        conv({ filters: 16, kernel: 4, stride: 2 }),
        activation('relu'),
        conv({ filters: 32, kernel: 4, stride: 2 }),
        activation('relu'),
        flatten(),
      ]
    : [...(shape.length > 1 ? [flatten()] : []), dense(128, { initial: 'he-uniform' }), activation('relu')];
  return [...seeing, dense(64, { initial: 'he-uniform' }), activation('relu'), dense(outputs, { initial: 'glorot-uniform' })];
}

interface Scale {
  mean: number;
  deviation: number;
}

function scalesOf(names: string[], { factors = {} }: Draw): Scale[] {
  return names.map((name) => {
    const values = factors[name];
    if (values === undefined) {
      throw new StudioError('invalid', `The data has no factor ${name}; it has ${Object.keys(factors).join(', ') || 'none'}.`);
    }
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    return { mean, deviation: deviation || 1 };
  });
}

async function train(options: {
  tf: Tf;
  network: Network;
  lesson: Lesson;
  factors: string[];
  scales: Scale[];
  steps: number;
  random: Random;
}): Promise<void> {
  const { tf, network, lesson, factors, scales, steps, random } = options;
  const { classes } = lesson;
  const loss = () => {
    const draw = lesson.draw(random, batch);
    const wanted = Float32Array.from({ length: batch * factors.length }, (_, at) => {
      const which = at % factors.length;
      return (draw.factors![factors[which]][Math.floor(at / factors.length)] - scales[which].mean) / scales[which].deviation;
    });
    const output = network.apply(tf.tensor(draw.values, [batch, ...network.input]));
    const parts: Tensor[] = [];
    if (classes > 0 && draw.labels !== null) {
      const truth = tf.oneHot(tf.tensor1d(draw.labels, 'int32'), classes).toFloat();
      parts.push(tf.losses.softmaxCrossEntropy(truth, output.slice([0, 0], [-1, classes])));
    }
    if (factors.length > 0) {
      const off = tf.sub(output.slice([0, classes], [-1, factors.length]), tf.tensor2d(wanted, [batch, factors.length]));
      parts.push(off.square().mean());
    }
    return tf.addN(parts).asScalar();
  };
  await minimize(tf, { variables: network.variables, rate: 2e-3, steps, loss });
}

function indexOfLargest(values: Float32Array): number {
  let best = 0;
  for (let at = 1; at < values.length; at += 1) if (values[at] > values[best]) best = at;
  return best;
}

function errorOf(read: Float32Array, truth: Float32Array): number {
  let [low, high, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  truth.forEach((value, at) => {
    low = Math.min(low, value);
    high = Math.max(high, value);
    sum += Math.abs(value - read[at]);
  });
  return sum / truth.length / (high - low || 1);
}
