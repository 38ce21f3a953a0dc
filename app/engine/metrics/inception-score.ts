import { judgedCount, type Metric } from '../metric.ts';

const splits = 10;

/** exp(mean KL(p(y|x) ‖ p(y))) (Salimans et al. 2016, arXiv:1606.03498, §4) with the classifier trained here in Inception's place. */
export const inceptionScore: Metric = {
  name: 'inception-score-oracle',
  series: [
    {
      key: 'inception-score-oracle',
      label: 'Sure and varied classes',
      unit: '',
      help: 'The Inception score’s formula with a classifier that Ganymede trained on this data: from 1 to the number of classes. Its authors warn against optimising it.',
      better: 'higher',
    },
    {
      key: 'inception-score-oracle/ideal',
      label: 'Sure and varied classes, ideal sampler',
      unit: '',
      help: 'The same for fresh real examples.',
      better: null,
    },
  ],
  accepts: ['pictures'],
  definition: `exp(mean KL(p(y|x) ‖ mean p(y|x))), the mean over ${splits} splits of ${judgedCount} examples.`,
  judges: 'samples',
  follows: 'featuresEvery',
  appliesTo: (dataset) => dataset.classes !== null,
  async measure({ judged, dataset }) {
    const { ideal, generated } = await judged();
    const classes = dataset.classes!.length;
    return {
      'inception-score-oracle': scoreOf(generated.probabilities, classes),
      'inception-score-oracle/ideal': scoreOf(ideal.probabilities, classes),
    };
  },
};

export function scoreOf(probabilities: Float32Array, classes: number): number {
  const each = probabilities.length / splits;
  let sum = 0;
  for (let split = 0; split < splits; split += 1)
    sum += Math.exp(meanDivergence(probabilities.subarray(split * each, (split + 1) * each), classes));
  return sum / splits;
}

/** Σ p log p, with 0 log 0 = 0, against the mean of all rows. */
function meanDivergence(rows: Float32Array, classes: number): number {
  const count = rows.length / classes;
  const mean = new Float64Array(classes);
  rows.forEach((share, at) => {
    mean[at % classes] += share / count;
  });
  let sum = 0;
  rows.forEach((share, at) => {
    if (share !== 0) sum += share * Math.log(share / mean[at % classes]);
  });
  return sum / count;
}
