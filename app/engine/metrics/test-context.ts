import type { Params } from '../../../shared/params.ts';
import { exampleShape, shapeOf } from '../data-shape.ts';
import type { Dataset } from '../dataset.ts';
import { madeDataset } from '../datasets/index.ts';
import type { MetricContext } from '../metric.ts';
import { seededRandom } from '../random.ts';
import type { Model } from '../recipe.ts';
import type { Tf } from '../tensor.ts';

/** What tests of metrics share: data, and the context that a run gives. */

export const bare: Model = {
  networks: [],
  players: [],
  schedule: () => [],
  latent: { size: 1, draw: (_, count) => new Float32Array(count) },
};

export function open(name: string, changed: Params = {}): Dataset {
  const recipe = madeDataset(name);
  const usual = Object.fromEntries(recipe.params.map(({ key, presets }) => [key, presets.small.value]));
  return recipe.open({ params: { ...usual, ...changed }, seed: 1 });
}

/** As a run gives it, around a model made of formulas. */
export function contextOf(tf: Tf, dataset: Dataset, model: Partial<Model>, more: Partial<MetricContext> = {}): MetricContext {
  const random = seededRandom(5);
  const nothing = () => Promise.reject(new Error('This metric does not ask for that.'));
  return {
    dataset,
    random,
    tf,
    model: { ...bare, ...model },
    width: exampleShape(shapeOf(dataset)).reduce((product, side) => product * side, 1),
    real: (count) => dataset.draw(random, count).values,
    ideal: (count) => dataset.draw(random, count).values,
    generated: async (count) => dataset.draw(random, count).values,
    generatedWithLabels: async (count) => dataset.draw(random, count),
    judged: nothing,
    oracle: nothing,
    slotReader: nothing,
    critic: null,
    ...more,
  };
}

export function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
