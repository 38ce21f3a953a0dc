import { expect, test } from 'vitest';
import type { Dataset } from './dataset.ts';
import type { Metric, MetricContext } from './metric.ts';
import { seededRandom } from './random.ts';
import { besideTraining } from './beside-training.ts';

const entry = { key: 'error', label: 'Error', unit: '', help: 'How far off.', better: 'lower' } as const;
const metric: Metric = {
  name: 'error',
  series: [entry, { ...entry, key: 'error/ideal' }],
  accepts: ['points'],
  definition: '',
  judges: 'model',
  besideTraining: true,
  appliesTo: () => true,
  measure: async ({ dataset, random }) => ({ error: dataset.draw(random, 1).values[0]!, 'error/ideal': 0 }),
};
const saying = (value: number) => ({ draw: () => ({ values: Float32Array.of(value), labels: null }) }) as unknown as Dataset;
const context = (dataset: Dataset, training?: Dataset) => ({ dataset, training, random: seededRandom(1) }) as MetricContext;

test('figures of unseen data and of training data stand side by side, and both are described', async () => {
  const [beside] = besideTraining([metric]);
  expect(await beside!.measure(context(saying(3), saying(1)))).toEqual({ error: 3, 'error/ideal': 0, 'error/training': 1 });
  expect(beside!.series.map(({ key }) => key)).toEqual(['error', 'error/ideal', 'error/training']);
});

test('where every draw is fresh there is one figure', async () => {
  const [beside] = besideTraining([metric]);
  expect(await beside!.measure(context(saying(3)))).toEqual({ error: 3, 'error/ideal': 0 });
  const same = saying(2);
  expect(await beside!.measure(context(same, same))).toEqual({ error: 2, 'error/ideal': 0 });
});

test('a metric that does not ask for it stays as it is', () => {
  const { besideTraining: _, ...plain } = metric;
  expect(besideTraining([plain])[0]).toBe(plain);
});
