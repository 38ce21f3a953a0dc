import { judgedCount, type Metric } from '../metric.ts';
import type { Random } from '../random.ts';

const subsets = 20;
const size = 200;

/** Unbiased MMD² of features under the cubic kernel (Bińkowski et al. 2018, arXiv:1801.01401), features as in fid-oracle. */
export const kid: Metric = {
  name: 'kid-oracle',
  series: [
    {
      key: 'kid-oracle',
      label: 'Kernel distance of features',
      unit: '',
      help: 'KID on the features of a classifier that Ganymede trained on this data. Unbiased: near 0, also below, for an ideal sampler.',
      better: 'lower',
    },
    {
      key: 'kid-oracle/ideal',
      label: 'Kernel distance of features, ideal sampler',
      unit: '',
      help: 'The same between two fresh sets of real examples.',
      better: null,
    },
  ],
  accepts: ['pictures'],
  definition: `Mean over ${subsets} subsets of ${size} out of ${judgedCount} of the unbiased MMD² with k(a,b) = (⟨a,b⟩/d + 1)³; features as in fid-oracle.`,
  judges: 'samples',
  follows: 'featuresEvery',
  appliesTo: (dataset) => dataset.classes !== null,
  async measure({ judged, random }) {
    const { real, ideal, generated, width } = await judged();
    return {
      'kid-oracle': kernelDistance(real.features, generated.features, width, random),
      'kid-oracle/ideal': kernelDistance(real.features, ideal.features, width, random),
    };
  },
};

function kernelDistance(first: Float32Array, second: Float32Array, width: number, random: Random): number {
  let sum = 0;
  for (let subset = 0; subset < subsets; subset += 1) {
    sum += cubicMmd2(pick(first, width, random), pick(second, width, random), width);
  }
  return sum / subsets;
}

/** Unbiased, of two samples of the same size. */
export function cubicMmd2(first: Float32Array, second: Float32Array, width: number): number {
  const count = first.length / width;
  const kernel = (a: Float32Array, row: number, b: Float32Array, column: number) => {
    let product = 0;
    for (let at = 0; at < width; at += 1) product += a[row * width + at] * b[column * width + at];
    return (product / width + 1) ** 3;
  };
  let [within, across] = [0, 0];
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      if (row !== column) within += kernel(first, row, first, column) + kernel(second, row, second, column);
      across += kernel(first, row, second, column);
    }
  }
  return within / (count * (count - 1)) - (2 * across) / (count * count);
}

/** Without putting back: the first of a shuffle. */
function pick(values: Float32Array, width: number, random: Random): Float32Array {
  const order = Array.from({ length: values.length / width }, (_, at) => at);
  const picked = new Float32Array(size * width);
  for (let at = 0; at < size; at += 1) {
    const other = at + random.integer(order.length - at);
    [order[at], order[other]] = [order[other], order[at]];
    picked.set(values.subarray(order[at] * width, (order[at] + 1) * width), at * width);
  }
  return picked;
}
