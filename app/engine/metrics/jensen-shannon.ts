import type { Metric } from '../metric.ts';

const count = 5000;
const onLine = 64;
const inPlane = 24;

/** JS(p ‖ q) of two histograms on common bins, in nats: 0 where they agree, log 2 where they never meet. */
export const jensenShannon: Metric = {
  name: 'jensen-shannon',
  series: [
    {
      key: 'js',
      label: 'Jensen–Shannon on bins',
      unit: 'nats',
      help: `Between histograms of ${count} real and ${count} generated points. From 0 to log 2 ≈ .693, which says nothing of how far apart they are.`,
      better: 'lower',
    },
    {
      key: 'js/ideal',
      label: 'Jensen–Shannon, ideal sampler',
      unit: 'nats',
      help: 'The same between two fresh sets of real points.',
      better: null,
    },
  ],
  accepts: ['points'],
  definition: `Equal bins over the data’s region: ${onLine} on a line, ${inPlane} × ${inPlane} in the plane, and one more for what falls outside. Nothing is smoothed.`,
  judges: 'samples',
  appliesTo: (dataset) => dataset.kind === 'points',
  async measure({ dataset, real, ideal, generated }): Promise<Record<string, number>> {
    if (dataset.kind !== 'points') return {};
    const { dimensions, region } = dataset;
    const bins = (values: Float32Array) => histogram(values, dimensions, region);
    const truth = bins(real(count));
    const made = await generated(count);
    return {
      js: made.every(Number.isFinite) ? divergence(truth, bins(made)) : Number.NaN,
      'js/ideal': divergence(truth, bins(ideal(count))),
    };
  },
};

/** Shares by bin, the last for what is outside. */
function histogram(values: Float32Array, dimensions: 1 | 2, [left, right, bottom, top]: [number, number, number, number]): Float64Array {
  const side = dimensions === 1 ? onLine : inPlane;
  const shares = new Float64Array(side ** dimensions + 1);
  const size = values.length / dimensions;
  for (let at = 0; at < size; at += 1) {
    const column = Math.floor(((values[at * dimensions] - left) / (right - left)) * side);
    const row = dimensions === 1 ? 0 : Math.floor(((values[at * dimensions + 1] - bottom) / (top - bottom)) * side);
    const isInside = column >= 0 && column < side && row >= 0 && row < (dimensions === 1 ? 1 : side);
    shares[isInside ? row * side + column : shares.length - 1] += 1 / size;
  }
  return shares;
}

export function divergence(p: Float64Array, q: Float64Array): number {
  let sum = 0;
  for (let bin = 0; bin < p.length; bin += 1) {
    const middle = (p[bin] + q[bin]) / 2;
    if (p[bin] > 0) sum += (p[bin] * Math.log(p[bin] / middle)) / 2;
    if (q[bin] > 0) sum += (q[bin] * Math.log(q[bin] / middle)) / 2;
  }
  return sum;
}
