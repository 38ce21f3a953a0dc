import { assign, distances } from '../measuring/assignment.ts';
import { generatedExamples, generates, realExamples, take, toPixels } from '../measuring/examples.ts';
import { alongPrincipalAxis } from '../measuring/principal-axis.ts';
import type { Probe } from '../probe.ts';

const count = 32;

/**
 * The cheapest way to carry a small generated batch onto a real one, as a matrix with 1/n at each pair. Both sides are
 * ordered along the first principal axis of the real batch, so that a good generator's plan lies near the diagonal.
 */
export const transportPlan: Probe = {
  name: 'transport-plan',
  title: 'Transport plan',
  accepts: ['points', 'pictures'],
  help: `Which of ${count} generated examples is carried to which of ${count} real ones at the least total distance. Pictures: over raw pixels.`,
  follows: 'samplesEvery',
  appliesTo: generates,
  async look({ tf, model, dataset, random, step }) {
    if (!generates(model)) return [];
    const real = await take(realExamples(tf, dataset, random, count));
    const generated = await take(generatedExamples(tf, model, dataset, random, count));
    if (!generated.data.every(Number.isFinite)) return [];
    const width = real.data.length / count;
    const [rows, columns] = alongPrincipalAxis(real.data, generated.data, width);
    const realSorted = { shape: real.shape, data: pick(real.data, rows, width) };
    const generatedSorted = { shape: generated.shape, data: pick(generated.data, columns, width) };
    const costs = distances(realSorted.data, generatedSorted.data, width);
    const { columnOfRow, total } = assign(costs, count);
    const plan = new Float32Array(count * count);
    columnOfRow.forEach((column, row) => {
      plan[row * count + column] = 1 / count;
    });
    const isPictures = dataset.kind === 'pictures';
    const tensors = {
      plan: { shape: [count, count], data: plan },
      real: isPictures ? toPixels(realSorted) : realSorted,
      generated: isPictures ? toPixels(generatedSorted) : generatedSorted,
    };
    const independentCost = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
    return [{ type: 'sample', step, probe: 'transport-plan', kind: 'plan', tensors, meta: { cost: total / count, independentCost } }];
  },
};

function pick(values: Float32Array, order: number[], width: number): Float32Array {
  const result = new Float32Array(values.length);
  order.forEach((from, to) => {
    result.set(values.subarray(from * width, (from + 1) * width), to * width);
  });
  return result;
}
