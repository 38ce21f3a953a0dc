import { assign, distances } from '../measuring/assignment.ts';
import type { Metric, MetricContext } from '../metric.ts';

const count = 500;
const countOnLine = 2000;

/**
 * W₁ = min over pairings π of (1/n) Σ‖xᵢ − y_π(i)‖₂ between n real and n generated examples. On a line the pairing is
 * the sorted one. Two samples of the same law are not at 0: `w1/ideal` is what fresh real data scores.
 */
export const exactW1: Metric = {
  name: 'exact-w1',
  series: [
    {
      key: 'w1',
      label: 'Exact W₁',
      unit: '',
      help: `Mean distance that ${count} generated points (${countOnLine} on a line) must be moved to lie on as many real ones.`,
      better: 'lower',
    },
    { key: 'w1/ideal', label: 'Exact W₁, ideal sampler', unit: '', help: 'The same between two fresh sets of real points.', better: null },
  ],
  accepts: ['points'],
  definition: `Optimal assignment of ${count} real to ${count} generated points under Euclidean cost (Jonker–Volgenant); ${countOnLine} sorted points in one dimension.`,
  judges: 'samples',
  appliesTo: (dataset) => dataset.kind === 'points',
  async measure(context) {
    const size = context.width === 1 ? countOnLine : count;
    const real = context.real(size);
    return { w1: w1(await context.generated(size), real, context), 'w1/ideal': w1(context.ideal(size), real, context) };
  },
};

function w1(first: Float32Array, second: Float32Array, { width }: MetricContext): number {
  if (!first.every(Number.isFinite)) return Number.NaN;
  if (width === 1) return sortedW1(first, second);
  const size = first.length / width;
  return assign(distances(first, second, width), size).total / size;
}

function sortedW1(first: Float32Array, second: Float32Array): number {
  const left = first.slice().sort();
  const right = second.slice().sort();
  let sum = 0;
  for (let at = 0; at < left.length; at += 1) sum += Math.abs(left[at] - right[at]);
  return sum / left.length;
}
