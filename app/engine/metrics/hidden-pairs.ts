import { take } from '../measuring/examples.ts';
import type { Metric } from '../metric.ts';
import { meanAbsolute } from '../measuring/comparisons.ts';

const count = 200;

/** Translations against the partners that training never sees. */
export const hiddenPairs: Metric = {
  name: 'hidden-pairs',
  series: [
    {
      key: 'hidden-pair-error',
      label: 'Error on hidden pairs',
      unit: '',
      help: 'Mean absolute difference between a translation into the second domain and the true partner, which training never sees.',
      better: 'lower',
    },
    {
      key: 'hidden-pair-error/back',
      label: 'Error on hidden pairs, way back',
      unit: '',
      help: 'The same from the second domain into the first.',
      better: 'lower',
    },
    {
      key: 'hidden-pair-error/untouched',
      label: 'Error of doing nothing',
      unit: '',
      help: 'How far the two partners themselves are apart: what an answer that changes nothing would score.',
      better: null,
    },
  ],
  accepts: ['domains'],
  definition: `Mean |translation − partner| over ${count} pairs drawn for measuring alone and all their values.`,
  judges: 'model',
  appliesTo: (dataset, model) => dataset.kind === 'domains' && dataset.drawPairs !== undefined && model.translate !== undefined,
  async measure({ tf, model, dataset, random }): Promise<Record<string, number>> {
    if (dataset.kind !== 'domains') return {};
    const { values, other } = dataset.drawPairs!(random, count);
    const through = (translate: NonNullable<typeof model.translate>, from: Float32Array) =>
      take(tf.tidy(() => translate(tf.tensor(from, [count, ...dataset.example]))));
    const there = await through(model.translate!, values);
    const found = {
      'hidden-pair-error': meanAbsolute(there.data, other),
      'hidden-pair-error/untouched': meanAbsolute(values, other),
    };
    if (model.translateBack === undefined) return found;
    const back = await through(model.translateBack, other);
    return { ...found, 'hidden-pair-error/back': meanAbsolute(back.data, values) };
  },
};
