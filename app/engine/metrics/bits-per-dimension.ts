import { conditionOf } from '../batch.ts';
import type { Dataset } from '../dataset.ts';
import { freshBatch } from '../measuring/examples.ts';
import type { Metric, MetricContext } from '../metric.ts';

const key = 'bits-per-dimension';
const counts = { pictures: 128, sound: 64 };

/**
 * −log₂ p(x) of fresh examples over the number of values, for systems whose likelihood is exact and of discrete values. Where the source’s
 * own entropy is known it stands beside: no model can stay below it, so one that does sees what it should predict.
 */
export const bitsPerDimension: Metric = {
  name: key,
  series: [
    {
      key,
      label: 'Bits per value',
      unit: 'bit',
      help: 'What the model needs to write down one value of fresh data. Clearly below the entropy of the source there is a leak, not a triumph.',
      better: 'lower',
    },
    {
      key: `${key}/ideal`,
      label: 'Bits per value, bound of the source',
      unit: 'bit',
      help: 'No model can need fewer. The texture’s is its exact entropy; that of tones is a lower bound, given the unrounded past, which no model hears.',
      better: null,
    },
    {
      key: `${key}/error`,
      label: 'Bits per value, standard error',
      unit: 'bit',
      help: 'How far the figure may be off because only some examples were looked at.',
      better: null,
    },
  ],
  accepts: ['pictures', 'sound'],
  definition: `−log₂ p(x) / number of values, mean over ${counts.pictures} fresh pictures or ${counts.sound} sounds; for exact likelihoods of discrete values only.`,
  judges: 'model',
  besideTraining: true,
  appliesTo: (_dataset, { predict, logLikelihood }) => predict !== undefined && logLikelihood !== undefined,
  async measure(context) {
    const { likelihoods, levels } = await look(context);
    const each = Array.from(likelihoods, (likelihood) => -likelihood / (context.width * Math.LN2));
    const mean = each.reduce((sum, bits) => sum + bits, 0) / each.length;
    const squares = each.reduce((sum, bits) => sum + (bits - mean) ** 2, 0);
    const ideal = entropyOf(context.dataset, levels);
    return {
      [key]: mean,
      [`${key}/error`]: Math.sqrt(squares / (each.length - 1) / each.length),
      ...(ideal === undefined ? {} : { [`${key}/ideal`]: ideal }),
    };
  },
};

async function look({ tf, model, dataset, random }: MetricContext): Promise<{ likelihoods: ArrayLike<number>; levels: number }> {
  const batch = freshBatch(tf, dataset, random, dataset.kind === 'sound' ? counts.sound : counts.pictures);
  const condition = conditionOf(model, batch);
  const found = tf.tidy(() => model.logLikelihood!(batch.real, condition));
  const levels = tf.tidy(() => model.predict!(head(batch.real), condition === undefined ? undefined : head(condition)).shape[2]!);
  const likelihoods = await found.data();
  tf.dispose([found, ...Object.values(batch).filter((tensor) => tensor !== null)]);
  return { likelihoods, levels };
}

function head<T extends { rank: number; slice(begin: number[], size: number[]): T }>(tensor: T): T {
  return tensor.slice(new Array(tensor.rank).fill(0), [1, ...new Array(tensor.rank - 1).fill(-1)]);
}

function entropyOf(dataset: Dataset, levels: number): number | undefined {
  if (dataset.kind === 'pictures') return dataset.entropy;
  return dataset.kind === 'sound' ? dataset.entropyAt?.(levels) : undefined;
}
