import { take } from '../measuring/examples.ts';
import type { Metric } from '../metric.ts';
import { meanAbsolute } from '../measuring/comparisons.ts';

const count = 200;

/** There and back again: what is lost on the way. */
export const cycleError: Metric = {
  name: 'cycle-error',
  series: [
    {
      key: 'cycle-error',
      label: 'Cycle error',
      unit: '',
      help: 'Mean absolute difference between an example of the first domain and itself after both translations. Low alone proves little: doing nothing has none.',
      better: 'lower',
    },
    {
      key: 'cycle-error/second',
      label: 'Cycle error of the second domain',
      unit: '',
      help: 'The same from the second domain and back to it.',
      better: 'lower',
    },
  ],
  accepts: ['domains'],
  definition: `Mean |back(there(x)) − x| over ${count} fresh examples of each domain and all their values.`,
  judges: 'model',
  appliesTo: (_dataset, model) => model.translate !== undefined && model.translateBack !== undefined,
  async measure({ tf, model, dataset, random }): Promise<Record<string, number>> {
    if (dataset.kind !== 'domains') return {};
    const { values, other } = dataset.draw(random, count);
    const [there, back] = [model.translate!, model.translateBack!];
    const around = async (from: Float32Array, first: typeof there, second: typeof there) => {
      const { data } = await take(tf.tidy(() => second(first(tf.tensor(from, [count, ...dataset.example])))));
      return meanAbsolute(data, from);
    };
    return { 'cycle-error': await around(values, there, back), 'cycle-error/second': await around(other!, back, there) };
  },
};
