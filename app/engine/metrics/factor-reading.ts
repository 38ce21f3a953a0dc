import { toBatch } from '../batch.ts';
import { shapeOf } from '../data-shape.ts';
import { freshLatents, generates, take } from '../measuring/examples.ts';
import { knownFactors } from '../measuring/factors.ts';
import type { Metric, MetricContext } from '../metric.ts';

const count = 300;

/** Whether what is made has the class, place and size that it should, read off by a network that the model never saw. */
export const factorReading: Metric = {
  name: 'factor-reading',
  series: [
    {
      key: 'factor-class',
      label: 'Class kept',
      unit: '',
      help: 'Share of what is made whose class, by an independent network, is that of the truth.',
      better: 'higher',
    },
    { key: 'factor-class/ideal', label: 'Class kept, the truth itself', unit: '', help: 'The same of the true pictures.', better: null },
    {
      key: 'factor-error/*',
      label: 'Factor error',
      unit: '',
      help: 'Mean absolute difference between a factor read off what is made and the true one, over the factor’s range. The key with /ideal: of the true pictures.',
      better: 'lower',
    },
  ],
  accepts: ['pairs', 'domains'],
  definition: `Over ${count} fresh pairs, of domains hidden ones, by a small network trained on the wanted side for classes and factors at once.`,
  judges: 'model',
  follows: 'featuresEvery',
  appliesTo: (dataset, model) =>
    (dataset.kind === 'pairs'
      ? generates(model) && model.conditionedOn === 'picture'
      : dataset.kind === 'domains' && model.translate !== undefined) && knownFactors(dataset).length > 0,
  async measure(context): Promise<Record<string, number>> {
    const { made, truth, factors, labels } = await answers(context);
    const { judge } = await context.oracle('factors');
    const isWhole = made.every(Number.isFinite);
    const [read, ideal] = [await judge(made), await judge(truth)];
    const found: Record<string, number> = {};
    if (labels !== null) {
      found['factor-class'] = isWhole ? shareSame(read.classes, labels) : Number.NaN;
      found['factor-class/ideal'] = shareSame(ideal.classes, labels);
    }
    for (const [name, known] of Object.entries(read.factors)) {
      found[`factor-error/${name}`] = isWhole ? relativeError(known, factors[name]) : Number.NaN;
      found[`factor-error/${name}/ideal`] = relativeError(ideal.factors[name], factors[name]);
    }
    return found;
  },
};

interface Answers {
  made: Float32Array;
  truth: Float32Array;
  factors: Record<string, Float32Array>;
  labels: Int32Array | null;
}

/** What the model makes of one side of fresh pairs, and the other side with what is known of it. */
async function answers({ tf, model, dataset, random }: MetricContext): Promise<Answers> {
  if (dataset.kind === 'domains') {
    const { values, other, factors, labels } = dataset.drawPairs!(random, count);
    const made = await take(tf.tidy(() => model.translate!(tf.tensor(values, [count, ...dataset.example]))));
    return { made: made.data, truth: other, factors, labels: labels ?? null };
  }
  const draw = dataset.draw(random, count);
  const batch = toBatch(tf, shapeOf(dataset), draw);
  const made = await take(tf.tidy(() => model.generate!(freshLatents(tf, model, random, count), batch.given!)));
  tf.dispose(Object.values(batch).filter((tensor) => tensor !== null));
  return { made: made.data, truth: draw.values, factors: draw.factors ?? {}, labels: draw.labels };
}

function shareSame(said: Int32Array, truth: Int32Array): number {
  return said.reduce((same, label, at) => same + (label === truth[at] ? 1 : 0), 0) / truth.length;
}

/** Mean absolute error over the range that the truth covers. */
export function relativeError(read: Float32Array, truth: Float32Array): number {
  const range = Math.max(...truth) - Math.min(...truth);
  return read.reduce((sum, value, at) => sum + Math.abs(value - truth[at]), 0) / truth.length / (range || 1);
}
