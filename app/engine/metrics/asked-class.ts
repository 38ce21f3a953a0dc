import type { Metric } from '../metric.ts';

const count = 600;

/** Ask for a class and see whether it is there, by a classifier that the model never saw. */
export const askedClass: Metric = {
  name: 'asked-class',
  series: [
    {
      key: 'asked-class',
      label: 'Made as asked',
      unit: '',
      help: 'Share of examples made under a class that an independent classifier, trained here on this data, puts in that class.',
      better: 'higher',
    },
    {
      key: 'asked-class/ideal',
      label: 'Made as asked, ideal sampler',
      unit: '',
      help: 'The same of fresh real examples and their own classes: no model can be judged better than that.',
      better: null,
    },
  ],
  accepts: ['points', 'pictures', 'voxels'],
  definition: `Share of ${count} examples, under classes as frequent as in the data, whose most probable class under the classifier is the one asked for.`,
  judges: 'samples',
  follows: 'featuresEvery',
  appliesTo: (dataset, model) => dataset.classes !== null && model.conditionedOn === 'class',
  async measure({ dataset, random, generatedWithLabels, oracle }) {
    const { judge } = await oracle('classes');
    const real = dataset.draw(random, count);
    const made = await generatedWithLabels(count);
    const accuracy = async ({ values, labels }: { values: Float32Array; labels: Int32Array | null }) =>
      values.every(Number.isFinite) ? shareRight((await judge(values)).classes, labels!) : Number.NaN;
    return { 'asked-class': await accuracy(made), 'asked-class/ideal': await accuracy(real) };
  },
};

export function shareRight(said: Int32Array, truth: Int32Array): number {
  let right = 0;
  for (let at = 0; at < truth.length; at += 1) if (said[at] === truth[at]) right += 1;
  return right / truth.length;
}
