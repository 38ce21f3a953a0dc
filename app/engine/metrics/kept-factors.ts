import { drawsByValue } from '../parts/autoregressive.ts';
import { freshLatents, generates, take } from '../measuring/examples.ts';
import { knownFactors } from '../measuring/factors.ts';
import type { Metric } from '../metric.ts';
import { correlation } from '../measuring/comparisons.ts';

const count = 200;

/** One latent under two classes: whether everything but the class stays. */
export const keptFactors: Metric = {
  name: 'kept-factors',
  series: [
    {
      key: 'kept-factors/*',
      label: 'Kept under another class',
      unit: '',
      help: 'Correlation of a factor, read by an independent network, between the pictures of one latent under two classes: near 1 where latent and class mean different things.',
      better: 'higher',
    },
  ],
  accepts: ['pictures'],
  definition: `Pearson’s correlation over ${count} latents, first under a class by chance, then under the next.`,
  judges: 'model',
  follows: 'featuresEvery',
  appliesTo: (dataset, model) =>
    generates(model) &&
    model.conditionedOn === 'class' &&
    dataset.classes !== null &&
    dataset.classes.length > 1 &&
    model.latent.size > 0 &&
    !drawsByValue(model) &&
    knownFactors(dataset).length > 0,
  async measure({ tf, model, dataset, random, oracle }): Promise<Record<string, number>> {
    if (!generates(model) || dataset.classes === null) return {};
    const classes = dataset.classes.length;
    const latents = freshLatents(tf, model, random, count);
    const labels = Int32Array.from({ length: count }, () => random.integer(classes));
    const under = (asked: Int32Array) =>
      take(tf.tidy(() => model.generate(latents, tf.oneHot(tf.tensor1d(asked, 'int32'), classes).toFloat())));
    const first = await under(labels);
    const second = await under(labels.map((label) => (label + 1) % classes));
    latents.dispose();
    const { judge } = await oracle('factors');
    const [one, other] = [(await judge(first.data)).factors, (await judge(second.data)).factors];
    const isWhole = first.data.every(Number.isFinite) && second.data.every(Number.isFinite);
    return Object.fromEntries(
      Object.keys(one).map((name) => [`kept-factors/${name}`, isWhole ? correlation(one[name], other[name]) : Number.NaN]),
    );
  },
};
