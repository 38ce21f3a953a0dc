import { median } from '../measuring/median.ts';
import type { Metric } from '../metric.ts';
import type { Random } from '../random.ts';

const count = { points: 500, pictures: 200 };
const permutations = 200;
const bandwidths = [0.05, 0.1, 0.2, 0.5, 1, 2];

/**
 * MMD²ᵤ = mean k(x,x′) + mean k(y,y′) − 2·mean k(x,y), the first two over pairs of different examples (Gretton et al. 2012),
 * under two declared kernels, since the verdict depends on the kernel. p = (1 + #{permuted ≥ observed}) / (1 + permutations).
 */
export const mmd2: Metric = {
  name: 'mmd2',
  series: [
    {
      key: 'mmd2',
      label: 'MMD², median kernel',
      unit: '',
      help: 'Unbiased MMD² with one Gaussian kernel, σ² = half the median squared distance of the pooled sample. 0 is ideal, chance makes it dip below.',
      better: 'lower',
    },
    {
      key: 'mmd2/p',
      label: 'p of MMD², median kernel',
      unit: '',
      help: 'Share of random relabellings with at least this MMD². A small p: the two samples are told apart.',
      better: 'higher',
    },
    {
      key: 'mmd2-mixture',
      label: 'MMD², six bandwidths',
      unit: '',
      help: `Unbiased MMD² with the mean of six Gaussian kernels, σ = ${bandwidths.join(', ')} (times √numbers for pictures): sees fine structure that one kernel misses.`,
      better: 'lower',
    },
    {
      key: 'mmd2-mixture/p',
      label: 'p of MMD², six bandwidths',
      unit: '',
      help: 'Share of random relabellings with at least this MMD² under the six-bandwidth kernel.',
      better: 'higher',
    },
  ],
  accepts: ['points', 'pictures'],
  definition: `Unbiased MMD² of ${count.points} points or ${count.pictures} pictures (raw pixels) on each side, and its p by ${permutations} permutations.`,
  judges: 'samples',
  appliesTo: () => true,
  async measure({ dataset, random, real, generated, width }) {
    const size = dataset.kind === 'points' ? count.points : count.pictures;
    const squares = squaredDistances(real(size), await generated(size), width);
    const heuristic = Math.sqrt(median(pairs(squares, 2 * size)) / 2);
    const unit = dataset.kind === 'points' ? 1 : Math.sqrt(width);
    const single = kernel(squares, [heuristic]);
    const mixture = kernel(
      squares,
      bandwidths.map((sigma) => sigma * unit),
    );
    const [plain, mixed] = test([single, mixture], size, random);
    return { mmd2: plain.value, 'mmd2/p': plain.p, 'mmd2-mixture': mixed.value, 'mmd2-mixture/p': mixed.p };
  },
};

/** Squared distances [2n × 2n] of the pooled sample, first the real examples. */
function squaredDistances(real: Float32Array, generated: Float32Array, width: number): Float64Array {
  const pooled = new Float32Array(real.length + generated.length);
  pooled.set(real);
  pooled.set(generated, real.length);
  const size = pooled.length / width;
  const squares = new Float64Array(size * size);
  for (let first = 0; first < size; first += 1) {
    for (let second = first + 1; second < size; second += 1) {
      let sum = 0;
      for (let at = 0; at < width; at += 1) sum += (pooled[first * width + at] - pooled[second * width + at]) ** 2;
      squares[first * size + second] = sum;
      squares[second * size + first] = sum;
    }
  }
  return squares;
}

function pairs(squares: Float64Array, size: number): Float64Array {
  const upper = new Float64Array((size * (size - 1)) / 2);
  let to = 0;
  for (let row = 0; row < size; row += 1) {
    upper.set(squares.subarray(row * size + row + 1, (row + 1) * size), to);
    to += size - row - 1;
  }
  return upper;
}

/** Mean of Gaussian kernels exp(−d²/2σ²), with 0 on the diagonal: equal examples never count. */
function kernel(squares: Float64Array, sigmas: number[]): Float32Array {
  const size = Math.sqrt(squares.length);
  const result = new Float32Array(squares.length);
  const factors = sigmas.map((sigma) => -1 / (2 * sigma * sigma));
  for (let row = 0; row < size; row += 1) {
    for (let column = row + 1; column < size; column += 1) {
      const square = squares[row * size + column];
      let sum = 0;
      for (const factor of factors) sum += Math.exp(square * factor);
      result[row * size + column] = sum / sigmas.length;
      result[column * size + row] = sum / sigmas.length;
    }
  }
  return result;
}

/** Both kernels see the same relabellings of the pooled sample. */
function test(kernels: Float32Array[], size: number, random: Random): { value: number; p: number }[] {
  const group = Int32Array.from({ length: size }, (_, at) => at);
  const sums = kernels.map((similarity) => rowSums(similarity, 2 * size));
  const values = kernels.map((similarity, at) => statistic(similarity, sums[at], group));
  const atLeast = kernels.map(() => 0);
  const order = Int32Array.from({ length: 2 * size }, (_, at) => at);
  for (let permutation = 0; permutation < permutations; permutation += 1) {
    for (let at = 0; at < size; at += 1) {
      const other = at + random.integer(2 * size - at);
      const kept = order[at];
      order[at] = order[other];
      order[other] = kept;
    }
    // In rising order memory is read forwards.
    group.set(order.subarray(0, size));
    group.sort();
    kernels.forEach((similarity, at) => {
      if (statistic(similarity, sums[at], group) >= values[at]) atLeast[at] += 1;
    });
  }
  return values.map((value, at) => ({ value, p: Number.isFinite(value) ? (1 + atLeast[at]) / (1 + permutations) : Number.NaN }));
}

function rowSums(similarity: Float32Array, size: number): Float64Array {
  const sums = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) sums[row] += similarity[row * size + column];
  }
  return sums;
}

/** Only the similarities within the group are added up; those within the others and across follow from the row sums. */
function statistic(similarity: Float32Array, sums: Float64Array, group: Int32Array): number {
  const size = group.length;
  let within = 0;
  let rows = 0;
  let total = 0;
  for (let row = 0; row < sums.length; row += 1) total += sums[row];
  for (let first = 0; first < size; first += 1) {
    const offset = group[first] * sums.length;
    rows += sums[group[first]];
    for (let second = 0; second < first; second += 1) within += similarity[offset + group[second]];
  }
  const across = rows - 2 * within;
  const others = total - 2 * within - 2 * across;
  return (2 * within + others) / (size * (size - 1)) - (2 * across) / (size * size);
}
